//! One component with the rows that bear on it, judged with errors in them.

use super::bench::Bench;
use super::{AskedOfBackups, DecisiveOptions, GradeRobustness};
use crate::compare::book::{Book, Row, RowKey};
use crate::compare::slice::Shelf;
use crate::evidence::EvidenceRow;
use crate::sensitivity::{End, Fault, Fewest, Robustness, is_doubtful, steps};
use crate::{Chokepoint, Chokepoints, Grade};
use liantu_model::{ComponentIx, Model, PercentRange, RowAt, SupplyIx};

/// One component and the rows that bear on it.
pub(super) struct Case<'m> {
    model: &'m Model,
    component: ComponentIx,
    /// Its current supply rows.
    rows: Vec<SupplyIx>,
    bench: Option<Bench>,
}

impl<'m> Case<'m> {
    pub(super) fn of(
        model: &'m Model,
        found: &'m Chokepoints,
        asked: Option<AskedOfBackups>,
        shelf: &Shelf<'_>,
        point: &Chokepoint,
    ) -> Self {
        let component = point.component;
        let base = shelf.slice(&model.component(component).id);
        let rows: Vec<(SupplyIx, u32)> = point
            .evidence
            .iter()
            .filter_map(|&supply| place(&base, model.supply(supply).at).map(|place| (supply, place)))
            .collect();
        let bench = Bench::of(model, component, found, asked, &base, &rows);
        Self { model, component, rows: rows.into_iter().map(|(supply, _)| supply).collect(), bench }
    }

    /// The fewest errors that give another grade, and another conclusion of the backups where there is one.
    pub(super) fn search(mut self, options: &DecisiveOptions) -> (GradeRobustness, Option<Robustness>) {
        let errors = self.errors();
        let asks_backups = self.bench.as_ref().is_some_and(|bench| bench.asked.is_some());
        let mut conclusion =
            |faults: &[Fault]| self.bench.as_mut().and_then(|bench| bench.conclusion(faults));
        let held = conclusion(&[]);
        let mut grade = Tally::new(held.map(|held| held.grade));
        let mut backup = Tally::new(held.and_then(|held| held.backup));
        let mut tried = 0;
        for size in 1..=(options.most as usize).min(errors.len()) {
            let is_settled = grade.is_settled() && (backup.is_settled() || !asks_backups);
            if is_settled || (size > 1 && choices(&errors, size) > options.sets) {
                break;
            }
            each_choice(&errors, size, &mut Vec::new(), &mut |faults| {
                let after = conclusion(faults);
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
        for &supply in &self.rows {
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
}

/// Where a supply row stands among the rows of a book, from 1.
fn place(book: &Book, at: RowAt) -> Option<u32> {
    let is_it = |(key, row): (&RowKey, &Row)| matches!(key, RowKey::Supply { .. }) && row.at() == Some(at);
    book.iter().position(is_it).map(|position| position as u32 + 1)
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
