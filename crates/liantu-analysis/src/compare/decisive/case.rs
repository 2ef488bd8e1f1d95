//! One component with the rows that bear on it, judged with errors in them.

use super::{AskedOfBackups, DecisiveOptions, GradeRobustness};
use crate::compare::book::{Book, Row, RowKey};
use crate::compare::edit::{at_end, without};
use crate::compare::observe::model_of;
use crate::compare::slice::Shelf;
use crate::cover::Covers;
use crate::evidence::EvidenceRow;
use crate::sensitivity::{End, Fault, Fewest, Robustness, is_doubtful, steps};
use crate::{Chokepoint, Chokepoints, Grade, Tier, backup, chokepoints};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Model, Percent, PercentRange, SupplyIx};

/// What is concluded of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Conclusion {
    grade: Grade,
    /// The tier after the worst loss, and how its cover stands to what is required; `None` without active sources.
    backup: Option<(Tier, Reach)>,
}

/// How a cover stands to what is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Covered,
    Uncertain,
    Short,
}

/// One component and the rows that bear on it.
pub(super) struct Case<'m> {
    model: &'m Model,
    found: &'m Chokepoints,
    asked: Option<AskedOfBackups>,
    id: &'m str,
    component: ComponentIx,
    /// Its current supply rows by key.
    rows: Vec<(RowKey, SupplyIx)>,
    base: Book,
}

impl<'m> Case<'m> {
    pub(super) fn of(
        model: &'m Model,
        found: &'m Chokepoints,
        asked: Option<AskedOfBackups>,
        shelf: &Shelf<'_>,
        point: &Chokepoint,
    ) -> Self {
        let id = model.component(point.component).id.as_str();
        let base = shelf.slice(id);
        let key_of = |&supply: &SupplyIx| {
            let at = Some(model.supply(supply).at);
            let is_it = |key: &RowKey, row: &Row| matches!(key, RowKey::Supply { .. }) && row.at() == at;
            base.iter().find(|(key, row)| is_it(key, row)).map(|(key, _)| (key.clone(), supply))
        };
        let rows = point.evidence.iter().filter_map(key_of).collect();
        Self { model, found, asked, id, component: point.component, rows, base }
    }

    /// The fewest errors that give another grade, and another conclusion of the backups where there is one.
    pub(super) fn search(&self, options: &DecisiveOptions) -> (GradeRobustness, Option<Robustness>) {
        let errors = self.errors();
        let held = self.conclusion(&[]);
        let mut grade = Tally::new(held.map(|held| held.grade));
        let mut backup = Tally::new(held.and_then(|held| held.backup));
        let mut tried = 0;
        for size in 1..=(options.most as usize).min(errors.len()) {
            let is_settled = grade.is_settled() && (backup.is_settled() || self.asked.is_none());
            if is_settled || (size > 1 && choices(&errors, size) > options.sets) {
                break;
            }
            each_choice(&errors, size, &mut Vec::new(), &mut |faults| {
                let after = self.conclusion(faults);
                grade.note(faults, after.map(|after| after.grade));
                backup.note(faults, after.and_then(|after| after.backup));
            });
            tried = size;
        }
        let reach = Extent { tried: tried as u32, is_all: tried == errors.len() };
        let has_backups = held.is_some_and(|held| held.backup.is_some());
        let robust = backup.robustness(reach).0;
        let (robustness, grades) = grade.robustness(reach);
        let grades = grades.into_iter().map(|grade| grade.unwrap_or(Grade::Unknown)).collect();
        (GradeRobustness { robustness, grades }, has_backups.then_some(robust))
    }

    /// The errors of each row that may be wrong.
    fn errors(&self) -> Vec<Vec<Fault>> {
        let mut errors: Vec<Vec<Fault>> = Vec::new();
        for &(_, supply) in &self.rows {
            let row = self.model.supply(supply);
            if !is_doubtful(self.model, EvidenceRow::Supply(supply)) {
                continue;
            }
            let mut own = vec![Fault::Absent(EvidenceRow::Supply(supply))];
            own.extend(steps(row.status).iter().map(|&status| Fault::Status(supply, status)));
            let is_open = |range: &Option<PercentRange>| range.as_ref().is_some_and(|one| one.low < one.high);
            if is_open(&row.share) || is_open(&row.takeover) {
                own.extend([End::Low, End::High].map(|end| Fault::Share(supply, end)));
            }
            errors.push(own);
        }
        let own = EvidenceRow::Component(self.component);
        if self.model.component(self.component).complete == Some(true) && is_doubtful(self.model, own) {
            errors.push(vec![Fault::Unclaimed(self.component)]);
        }
        errors
    }

    /// What is concluded with some errors made; `None` when the rows then contradict each other.
    fn conclusion(&self, faults: &[Fault]) -> Option<Conclusion> {
        let mut book = self.base.clone();
        for &fault in faults {
            self.make(&mut book, fault);
        }
        let graph = ChainGraph::new(model_of(&book, self.model.dataset().as_of)?);
        let component = graph.model().find_component(self.id).ok()?;
        let mut options = self.found.options.clone();
        let is_dependent = options.trade_dependent.binary_search(&self.component).is_ok();
        options.trade_dependent = if is_dependent { vec![component] } else { Vec::new() };
        let grade = chokepoints::grade_of(&graph, &options, component);
        let backup = self.asked.and_then(|asked| {
            let covers = Covers::new(&graph, asked.within_weeks);
            let worst = backup::worst_loss_of(&graph, &covers, component, asked.level)?;
            Some((worst.tier.tier, reach(worst.direct.low, worst.direct.high, asked.required)))
        });
        Some(Conclusion { grade, backup })
    }

    fn make(&self, book: &mut Book, fault: Fault) {
        let key = |supply: SupplyIx| self.rows.iter().find(|(_, one)| *one == supply).map(|(key, _)| key);
        match fault {
            Fault::Absent(EvidenceRow::Supply(supply)) => {
                if let Some(key) = key(supply) {
                    without(book, key);
                }
            }
            Fault::Status(supply, status) => {
                if let Some(Row::Supply(row)) = key(supply).and_then(|key| book.get_mut(key)) {
                    row.status = Some(status);
                }
            }
            Fault::Share(supply, end) => {
                if let Some(Row::Supply(row)) = key(supply).and_then(|key| book.get_mut(key)) {
                    at_end(row, end);
                }
            }
            Fault::Unclaimed(_) => {
                if let Some(Row::Component(row)) = book.get_mut(&RowKey::Component(self.id.to_owned())) {
                    row.complete = None;
                }
            }
            Fault::Absent(_) | Fault::Unlisted(_) => {}
        }
    }
}

fn reach(low: Percent, high: Percent, required: Percent) -> Reach {
    if low >= required {
        Reach::Covered
    } else if high >= required {
        Reach::Uncertain
    } else {
        Reach::Short
    }
}

/// How far was looked.
#[derive(Clone, Copy)]
struct Extent {
    tried: u32,
    /// Whether no row is left that may be wrong.
    is_all: bool,
}

/// The smallest sets of errors that give something else.
struct Tally<V> {
    held: Option<V>,
    sets: Vec<(Vec<Fault>, Option<V>)>,
}

impl<V: Copy + PartialEq> Tally<V> {
    fn new(held: Option<V>) -> Self {
        Self { held, sets: Vec::new() }
    }

    fn is_settled(&self) -> bool {
        !self.sets.is_empty()
    }

    /// Sets come by size.
    fn note(&mut self, faults: &[Fault], value: Option<V>) {
        let is_larger = self.sets.first().is_some_and(|(first, _)| first.len() < faults.len());
        if value != self.held && !is_larger {
            self.sets.push((faults.to_vec(), value));
        }
    }

    fn robustness(mut self, extent: Extent) -> (Robustness, Vec<Option<V>>) {
        self.sets.sort_by(|a, b| a.0.cmp(&b.0));
        let fewest = match self.sets.first() {
            Some((first, _)) => Fewest::Errors(first.len() as u32),
            None if extent.is_all => Fewest::Never,
            None => Fewest::MoreThan(extent.tried),
        };
        let (sets, values) = self.sets.into_iter().unzip();
        (Robustness { fewest, sets }, values)
    }
}

/// In how many ways `size` errors in different rows can be made.
fn choices(errors: &[Vec<Fault>], size: usize) -> usize {
    let mut ways = vec![0_usize; size + 1];
    ways[0] = 1;
    for own in errors {
        for taken in (1..=size).rev() {
            ways[taken] = ways[taken].saturating_add(ways[taken - 1].saturating_mul(own.len()));
        }
    }
    ways[size]
}

/// Every way to make `size` errors in different rows.
fn each_choice(
    errors: &[Vec<Fault>],
    size: usize,
    chosen: &mut Vec<Fault>,
    visit: &mut impl FnMut(&[Fault]),
) {
    if size == 0 {
        visit(chosen);
        return;
    }
    for at in 0..(errors.len() + 1).saturating_sub(size) {
        for &fault in &errors[at] {
            chosen.push(fault);
            each_choice(&errors[at + 1..], size - 1, chosen, visit);
            chosen.pop();
        }
    }
}
