//! Grades and backups judged anew with every set of errors made in the rows of the whole dataset.

use liantu_analysis::{
    BackupOptions, ChokepointOptions, Chokepoints, Decisive, DecisiveOptions, Fewest, Grade, Level, Tier,
    backup, chokepoints, decisive,
};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Confidence, Draft, Model, Percent, PercentRange, RowAt, SupplyStatus};
use std::collections::BTreeSet;

/// Cover that is asked of backups.
const REQUIRED: f64 = 50.0;

/// An error in a row of the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Gone,
    Status(SupplyStatus),
    Low,
    High,
    /// The list is not complete.
    Open,
}

pub(crate) type Wrong = (RowAt, Kind);
/// The grade, and of the backups the tier and whether cover is surely, perhaps, or not enough.
pub(crate) type Conclusion = (Grade, Option<(Tier, [bool; 2])>);

pub(crate) fn asked() -> BackupOptions {
    BackupOptions {
        levels: vec![Level::Group],
        required_cover: Percent::from_points(REQUIRED).expect("a percentage"),
        ..BackupOptions::default()
    }
}

pub(crate) fn conclusion(model: Model, id: &str) -> Option<Conclusion> {
    let graph = ChainGraph::new(model);
    let component = graph.model().find_component(id).ok()?;
    let found = chokepoints(&graph, &ChokepointOptions::default());
    let row = found.rows.iter().find(|row| row.component == component);
    let grade = row.map_or(Grade::Unknown, |row| row.pessimistic.grade);
    let backups = backup(&graph, &asked());
    let own = backups.findings.iter().find(|one| one.component == component).map(|one| &one.levels[0]);
    let enough = |cover: Percent| cover.points() >= REQUIRED;
    Some((grade, own.map(|own| (own.tier.tier, [enough(own.direct.low), enough(own.direct.high)]))))
}

fn with(draft: &Draft, set: &[Wrong]) -> Draft {
    let mut draft = draft.clone();
    draft.purchases.clear();
    let mut gone = Vec::new();
    for &(at, kind) in set {
        if kind == Kind::Open {
            let row = draft.components.iter_mut().find(|row| row.at == at).expect("a component");
            row.complete = None;
            continue;
        }
        let row = draft.supplies.iter_mut().find(|row| row.at == at).expect("a supply");
        let end = |range: &mut Option<PercentRange>, low: bool| {
            *range = range.take().map(|one| PercentRange::exactly(if low { one.low } else { one.high }));
        };
        match kind {
            Kind::Status(status) => row.status = Some(status),
            Kind::Low | Kind::High => {
                end(&mut row.share, kind == Kind::Low);
                end(&mut row.takeover, kind == Kind::Low);
            }
            _ => gone.push([&row.supplier, &row.region, &row.component, &row.market].map(String::clone)),
        }
    }
    draft.supplies.retain(|row| {
        !gone.contains(&[&row.supplier, &row.region, &row.component, &row.market].map(String::clone))
    });
    draft
}

/// The errors that may be in the rows of a component, by row.
fn admissible(model: &Model, component: ComponentIx) -> Vec<Vec<Wrong>> {
    let mut errors = Vec::new();
    for row in model.supplies().iter().filter(|row| row.component == component && row.current) {
        if row.confidence == Some(Confidence::High) {
            continue;
        }
        let other: &[SupplyStatus] = match row.status {
            SupplyStatus::Active | SupplyStatus::Candidate => &[SupplyStatus::Qualified],
            SupplyStatus::Qualified => &[SupplyStatus::Candidate, SupplyStatus::Active],
        };
        let mut own = vec![(row.at, Kind::Gone)];
        own.extend(other.iter().map(|&status| (row.at, Kind::Status(status))));
        if [&row.share, &row.takeover].into_iter().flatten().any(|one| one.low < one.high) {
            own.extend([(row.at, Kind::Low), (row.at, Kind::High)]);
        }
        errors.push(own);
    }
    let own = model.component(component);
    if own.complete == Some(true) && own.confidence != Some(Confidence::High) {
        errors.push(vec![(own.at, Kind::Open)]);
    }
    errors
}

fn each(errors: &[Vec<Wrong>], size: usize, chosen: &mut Vec<Wrong>, visit: &mut impl FnMut(&[Wrong])) {
    if size == 0 {
        visit(chosen);
        return;
    }
    for (at, own) in errors.iter().enumerate() {
        for &wrong in own {
            chosen.push(wrong);
            each(&errors[at + 1..], size - 1, chosen, visit);
            chosen.pop();
        }
    }
}

/// What a robustness says, in the words of this file.
pub(crate) type Said = (Fewest, BTreeSet<Vec<Wrong>>);

/// What is to be said of the part of the conclusion that `part` takes.
pub(crate) fn expected<P: PartialEq>(
    draft: &Draft,
    component: ComponentIx,
    most: usize,
    part: impl Fn(&Conclusion) -> P,
) -> Said {
    let model = liantu_testkit::model(draft);
    let id = model.component(component).id.clone();
    let errors = admissible(&model, component);
    let mut plain = draft.clone();
    plain.purchases.clear();
    let held = conclusion(liantu_testkit::model(&plain), &id).expect("it is there");
    for size in 1..=most.min(errors.len()) {
        let mut found = BTreeSet::new();
        each(&errors, size, &mut Vec::new(), &mut |set| {
            let after = with(draft, set).validate().model.and_then(|model| conclusion(model, &id));
            if after.is_none_or(|after| part(&after) != part(&held)) {
                let mut set = set.to_vec();
                set.sort_unstable();
                found.insert(set);
            }
        });
        if !found.is_empty() {
            return (Fewest::Errors(size as u32), found);
        }
    }
    let fewest = if most >= errors.len() { Fewest::Never } else { Fewest::MoreThan(most as u32) };
    (fewest, BTreeSet::new())
}

pub(crate) fn ours(graph: &ChainGraph, most: u32) -> (Chokepoints, Decisive) {
    let found = chokepoints(graph, &ChokepointOptions::default());
    let backups = backup(graph, &asked());
    let options = DecisiveOptions { sets: usize::MAX, ..DecisiveOptions::at_most(most) };
    let decisive = decisive(graph, &found, Some(&backups), &options);
    (found, decisive)
}
