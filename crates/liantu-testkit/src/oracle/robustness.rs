//! Robustness by making every admissible set of errors in the rows and evaluating everything anew.
//!
//! - Admissible errors: a row of `requires` taken out; a current row of `supplies` taken out or moved one status; a
//!   claim `complete = yes` blanked; what a current row of `supplies` states in percent at an end of its interval; each only
//!   where the confidence is below high. A group asks for no more members
//!   than are left.
//! - A component all of whose active rows that name a source are wrong loses all its supply rows: nothing is known
//!   of its sources.
//! - A statement is overturned when its target is up although the element has failed.

use super::structure::World;
use super::{ControlledPlants, Counting, Failure, Horizon, Options, Reading};
use liantu_model::{
    Confidence, Draft, Element, Index, Model, Need, PercentRange, Provider, RegionIx, RowAt, SupplierRow,
    SupplyRow, SupplyStatus,
};
use std::collections::{BTreeMap, BTreeSet};

/// “With the failure, this target (by position) is down, in this reading, at this horizon.”
pub type Statement = (usize, Reading, Horizon);

/// A row by table and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WrongRow {
    /// Of `components`, by position.
    Component(usize),
    /// Of `requires`, by position.
    Requirement(usize),
    /// Of `supplies`, by position.
    Supply(usize),
}

/// How a row is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Error {
    /// There is no such row.
    Gone,
    /// The supply has this status.
    Status(SupplyStatus),
    /// What it states in percent is at the low end.
    Low,
    /// What it states in percent is at the high end.
    High,
    /// The list is not complete.
    Unclaimed,
    /// Somebody whom an open list lacks supplies it, from nowhere in particular.
    Others,
}

/// Whether open lists may lack somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenLists {
    AsTheyAre,
    MayLackSomebody,
}

/// For each statement, every smallest set of wrong rows that overturns it, of up to `most` rows; empty when none does.
/// O(sets × statements) evaluations.
///
/// # Panics
/// When the draft does not validate.
pub fn overturning(
    draft: &Draft,
    counting: Counting,
    failure: Failure<'_>,
    statements: &[Statement],
    most: usize,
) -> Vec<BTreeSet<BTreeSet<WrongRow>>> {
    overturning_with(draft, counting, failure, statements, most, OpenLists::AsTheyAre)
}

/// As [`overturning`]; the wrong “row” of a list that lacks somebody is its component.
pub(super) fn overturning_with(
    draft: &Draft,
    counting: Counting,
    failure: Failure<'_>,
    statements: &[Statement],
    most: usize,
    lists: OpenLists,
) -> Vec<BTreeSet<BTreeSet<WrongRow>>> {
    let model = crate::model(draft);
    let mut errors = admissible(draft, &model);
    if lists == OpenLists::MayLackSomebody {
        errors
            .extend(open_lists(draft, &model).into_iter().map(|at| (WrongRow::Component(at), Error::Others)));
    }
    let mut found = vec![BTreeSet::new(); statements.len()];
    for size in 1..=most {
        let open: Vec<usize> = (0..statements.len()).filter(|&at| found[at].is_empty()).collect();
        if open.is_empty() {
            break;
        }
        let mut chosen = Vec::new();
        each(&errors, size, &mut chosen, &mut |set| {
            let Some(edited) = with(draft, &model, set).validate().model else { return };
            for &at in &open {
                if is_up(&edited, counting, failure, statements[at]) {
                    found[at].insert(set.iter().map(|(row, _)| *row).collect());
                }
            }
        });
    }
    found
}

/// “These together, and no part of them, take this target (by position) down.”
#[derive(Debug, Clone, Copy)]
pub struct SetStatement<'s> {
    /// The target, by position.
    pub target: usize,
    /// What fails.
    pub elements: &'s [Element],
    /// The reading in which the whole set takes it down.
    pub whole: Reading,
    /// The reading in which no part does.
    pub parts: Reading,
    /// At which horizon.
    pub horizon: Horizon,
}

/// Every smallest set of at most `most` wrong rows that overturns what is said of a cut set: with them the target is up
/// although all have failed, or a part with something in it takes it down, the target being up with nothing failed.
///
/// # Panics
/// When the draft does not validate.
pub fn overturning_of_set(
    draft: &Draft,
    counting: Counting,
    said: SetStatement<'_>,
    most: usize,
) -> BTreeSet<BTreeSet<WrongRow>> {
    let model = crate::model(draft);
    let errors = admissible(draft, &model);
    for size in 1..=most {
        let mut found = BTreeSet::new();
        each(&errors, size, &mut Vec::new(), &mut |set| {
            let Some(edited) = with(draft, &model, set).validate().model else { return };
            if is_overturned(&edited, counting, said) {
                found.insert(set.iter().map(|(row, _)| *row).collect());
            }
        });
        if !found.is_empty() {
            return found;
        }
    }
    BTreeSet::new()
}

fn is_overturned(model: &Model, counting: Counting, said: SetStatement<'_>) -> bool {
    let world = |reading| World::new(model, Options { counting, horizon: said.horizon }, reading);
    let (whole, parts) = (world(said.whole), world(said.parts));
    let is_up = |world: &World<'_>, failed: &[Element]| {
        let mut places: Vec<RegionIx> = Vec::new();
        for element in failed {
            match *element {
                Element::Embargo(region) => places.push(region),
                Element::JointEmbargo(joint) => {
                    places.extend(&model.coalitions()[joint.position()].members);
                }
                _ => {}
            }
        }
        let after = if places.is_empty() {
            world.after(failed)
        } else {
            world.under_embargo(&places, ControlledPlants::Stay)
        };
        after.target_up[said.target]
    };
    let is_enough = |left_out: usize| {
        let part: Vec<Element> =
            (0..said.elements.len()).filter(|&at| at != left_out).map(|at| said.elements[at]).collect();
        !part.is_empty() && !is_up(&parts, &part)
    };
    is_up(&whole, said.elements) || (is_up(&parts, &[]) && (0..said.elements.len()).any(is_enough))
}

/// For each statement every single error that overturns it, somebody whom an open list lacks included.
///
/// # Panics
/// When the draft does not validate.
pub fn overturning_alone(
    draft: &Draft,
    counting: Counting,
    failure: Failure<'_>,
    statements: &[Statement],
) -> Vec<BTreeSet<(WrongRow, Error)>> {
    let model = crate::model(draft);
    let others = open_lists(draft, &model).into_iter().map(|at| (WrongRow::Component(at), Error::Others));
    let errors: Vec<(WrongRow, Error)> = admissible(draft, &model).into_iter().chain(others).collect();
    let overturns = |error: &(WrongRow, Error), statement| {
        let edited = with(draft, &model, &[*error]).validate().model;
        edited.is_some_and(|edited| is_up(&edited, counting, failure, statement))
    };
    let of =
        |&statement: &Statement| errors.iter().copied().filter(|one| overturns(one, statement)).collect();
    statements.iter().map(of).collect()
}

/// Components, by position in the draft, whose lists are open.
pub(super) fn open_lists(draft: &Draft, model: &Model) -> Vec<usize> {
    let accounts = super::offers(model, Options::default());
    let is_open = |id: &str| {
        let component = model.find_component(id).expect("a component of the draft").position();
        accounts[component].has_rows && !accounts[component].complete
    };
    (0..draft.components.len()).filter(|&at| is_open(&draft.components[at].id)).collect()
}

pub(super) fn is_up(model: &Model, counting: Counting, failure: Failure<'_>, statement: Statement) -> bool {
    let (target, reading, horizon) = statement;
    let world = World::new(model, Options { counting, horizon }, reading);
    let after = match failure {
        Failure::Stop(element) => world.after(&[element]),
        Failure::Embargo(places, plants) => world.under_embargo(places, plants),
    };
    after.target_up[target]
}

fn admissible(draft: &Draft, model: &Model) -> Vec<(WrongRow, Error)> {
    let doubtful = |confidence: Option<Confidence>| confidence != Some(Confidence::High);
    let mut errors = Vec::new();
    for (at, row) in draft.components.iter().enumerate() {
        if doubtful(row.confidence) && row.complete == Some(true) {
            errors.push((WrongRow::Component(at), Error::Unclaimed));
        }
    }
    for (at, row) in draft.requires.iter().enumerate() {
        if doubtful(row.confidence) {
            errors.push((WrongRow::Requirement(at), Error::Gone));
        }
    }
    let current: BTreeMap<RowAt, SupplyStatus> =
        model.supplies().iter().filter(|row| row.current).map(|row| (row.at, row.status)).collect();
    for (at, row) in draft.supplies.iter().enumerate() {
        let Some(&status) = current.get(&row.at).filter(|_| doubtful(row.confidence)) else { continue };
        errors.push((WrongRow::Supply(at), Error::Gone));
        let steps: &[SupplyStatus] = match status {
            SupplyStatus::Active | SupplyStatus::Candidate => &[SupplyStatus::Qualified],
            SupplyStatus::Qualified => &[SupplyStatus::Active, SupplyStatus::Candidate],
        };
        errors.extend(steps.iter().map(|&status| (WrongRow::Supply(at), Error::Status(status))));
        if [&row.share, &row.takeover].into_iter().flatten().any(|stated| stated.low < stated.high) {
            errors.extend([Error::Low, Error::High].map(|end| (WrongRow::Supply(at), end)));
        }
    }
    errors
}

/// Every choice of `size` errors in different rows.
fn each(
    errors: &[(WrongRow, Error)],
    size: usize,
    chosen: &mut Vec<(WrongRow, Error)>,
    visit: &mut impl FnMut(&[(WrongRow, Error)]),
) {
    if size == 0 {
        visit(chosen);
        return;
    }
    for (at, &error) in errors.iter().enumerate() {
        if chosen.iter().all(|(row, _)| *row != error.0) {
            chosen.push(error);
            each(&errors[at + 1..], size - 1, chosen, visit);
            chosen.pop();
        }
    }
}

fn with(draft: &Draft, model: &Model, set: &[(WrongRow, Error)]) -> Draft {
    let mut draft = draft.clone();
    let mut gone: (BTreeSet<usize>, BTreeSet<usize>) = Default::default();
    let mut wrong: BTreeSet<RowAt> = BTreeSet::new();
    for &(row, error) in set {
        match (row, error) {
            (WrongRow::Component(at), Error::Others) => add_somebody(&mut draft, model, at),
            (WrongRow::Component(at), _) => draft.components[at].complete = None,
            (WrongRow::Requirement(at), _) => {
                gone.0.insert(at);
            }
            (WrongRow::Supply(at), Error::Status(status)) => {
                draft.supplies[at].status = Some(status);
                if status < SupplyStatus::Active {
                    wrong.insert(draft.supplies[at].at);
                }
            }
            (WrongRow::Supply(at), Error::Low | Error::High) => {
                let row = &mut draft.supplies[at];
                for stated in [&mut row.share, &mut row.takeover].into_iter().flatten() {
                    let end = if error == Error::Low { stated.low } else { stated.high };
                    *stated = PercentRange::exactly(end);
                }
            }
            (WrongRow::Supply(at), _) => {
                gone.1.insert(at);
                wrong.insert(draft.supplies[at].at);
            }
        }
    }
    let nothing_known = without_sources(model, &wrong);
    for row in draft.components.iter_mut().filter(|row| nothing_known.contains(&row.id)) {
        row.complete = None;
    }
    let mut position = 0..;
    draft.requires.retain(|_| !gone.0.contains(&position.next().expect("endless")));
    let is_nothing_known = |component: &str| {
        model.find_component(component).is_ok_and(|one| nothing_known.contains(&model.component(one).id))
    };
    let key = |row: &SupplyRow| [&row.supplier, &row.region, &row.component, &row.market].map(String::clone);
    let gone: BTreeSet<[String; 4]> = gone.1.iter().map(|&at| key(&draft.supplies[at])).collect();
    draft.supplies.retain(|row| !gone.contains(&key(row)) && !is_nothing_known(&row.component));
    cap_needs(&mut draft);
    draft
}

/// A supplier who sits nowhere, in the market that counts; last by id, so that all others keep their places.
fn add_somebody(draft: &mut Draft, model: &Model, at: usize) {
    let component = draft.components[at].id.clone();
    let id = format!("~{component}");
    let position = model.find_component(&component).expect("a component of the draft").position();
    let market = match super::offers(model, Options::default())[position].market {
        Some(super::Market::Region(region)) => model.region(region).id.clone(),
        Some(super::Market::World) | None => String::new(),
    };
    let region = "其他".to_owned();
    draft.suppliers.push(SupplierRow { id: id.clone(), name: id.clone(), region, ..SupplierRow::default() });
    let status = Some(SupplyStatus::Active);
    draft.supplies.push(SupplyRow { supplier: id, component, status, market, ..SupplyRow::default() });
}

/// Components all of whose active rows that name a source are wrong.
fn without_sources(model: &Model, wrong: &BTreeSet<RowAt>) -> BTreeSet<String> {
    let mut active: BTreeMap<usize, Vec<RowAt>> = BTreeMap::new();
    for row in model.supplies().iter().filter(|row| row.current && row.status == SupplyStatus::Active) {
        if row.provider != Provider::Placeholder {
            active.entry(row.component.position()).or_default().push(row.at);
        }
    }
    let all_wrong = active.into_iter().filter(|(_, rows)| rows.iter().all(|at| wrong.contains(at)));
    all_wrong.map(|(at, _)| model.components()[at].id.clone()).collect()
}

/// A group asks for no more members than it has.
fn cap_needs(draft: &mut Draft) {
    let mut members: BTreeMap<(String, String), u32> = BTreeMap::new();
    for row in &draft.requires {
        *members.entry((row.product.clone(), row.group.clone())).or_default() += 1;
    }
    for row in &mut draft.requires {
        if let Some(Need::AtLeast(need)) = &mut row.need {
            *need = (*need).min(members[&(row.product.clone(), row.group.clone())]);
        }
    }
}
