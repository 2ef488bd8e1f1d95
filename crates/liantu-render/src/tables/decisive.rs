//! How sure grades and backups are, in words.

use super::sensitivity::fewest_text;
use crate::names::{Naming, place_text};
use crate::results::Results;
use crate::table::{Cell, percent_interval};
use crate::tables::phrases;
use liantu_analysis::{End, EvidenceRow, Fault, Robustness};
use liantu_model::{ComponentIx, Provider, SupplyIx};

/// Sets of rows that are named; the rest is counted.
const SHOWN: usize = 3;

/// How many errors give another grade, and the first smallest sets of them with that grade; missing when nobody looked.
pub(crate) fn of_grade(results: &Results<'_>, component: ComponentIx) -> Cell {
    let naming = results.naming;
    let Some(own) = results.decisive.and_then(|found| found.grade(component)) else { return Cell::missing() };
    let count = fewest_text(naming, own.robustness.fewest);
    if own.robustness.sets.is_empty() {
        return Cell::text(count);
    }
    let rows = grade_sets(results, component);
    Cell::text(naming.words.format("robustness-with-rows", &[("count", &count), ("rows", &rows)]))
}

/// The smallest sets of errors that give another grade, each with that grade; the first few.
pub(crate) fn grade_sets(results: &Results<'_>, component: ComponentIx) -> String {
    let naming = results.naming;
    let Some(own) = results.decisive.and_then(|found| found.grade(component)) else { return String::new() };
    let sets = own.robustness.sets.iter().zip(&own.grades).map(|(set, &grade)| {
        let (faults, grade) = (together(naming, set), phrases::grade_word(naming, grade));
        naming.words.format("decisive-grade", &[("faults", &faults), ("grade", &grade)])
    });
    first(naming, &own.robustness, sets)
}

/// The first few of the sets as told: one where it takes several errors, which are many sets.
fn first(naming: Naming<'_>, robustness: &Robustness, told: impl Iterator<Item = String>) -> String {
    let count = robustness.sets.len();
    let is_one = robustness.sets.first().is_some_and(|set| set.len() == 1);
    let shown = told.take(if is_one { SHOWN } else { 1 }).collect::<Vec<_>>();
    let text = shown.join(&naming.words.text("clause-separator"));
    if count <= shown.len() {
        return text;
    }
    naming.words.format("robustness-and-more", &[("rows", &text), ("count", &count.to_string())])
}

/// How many errors give another tier or another answer to whether cover is enough, and the first smallest sets of them;
/// missing when nobody looked.
pub(crate) fn of_backup(results: &Results<'_>, component: ComponentIx) -> Cell {
    let naming = results.naming;
    let Some(own) = results.decisive.and_then(|found| found.backup(component)) else {
        return Cell::missing();
    };
    let count = fewest_text(naming, own.fewest);
    if own.sets.is_empty() {
        return Cell::text(count);
    }
    let rows = first(naming, own, own.sets.iter().map(|set| together(naming, set)));
    Cell::text(naming.words.format("robustness-with-rows", &[("count", &count), ("rows", &rows)]))
}

fn together(naming: Naming<'_>, set: &[Fault]) -> String {
    let faults: Vec<String> = set.iter().map(|&one| fault(naming, one)).collect();
    faults.join(&naming.words.text("fault-and"))
}

/// An error in a row of the component that is spoken of.
fn fault(naming: Naming<'_>, fault: Fault) -> String {
    let words = naming.words;
    let what = match fault {
        Fault::Absent(EvidenceRow::Supply(row)) => {
            words.format("own-absent", &[("who", provider(naming, row))])
        }
        Fault::Status(row, status) => {
            let status = words.text(&format!("status-{}", status.key()));
            words.format("own-status", &[("who", provider(naming, row)), ("status", &status)])
        }
        Fault::Share(row, end) => {
            let share = share_at(naming, row, end);
            words.format("own-share", &[("who", provider(naming, row)), ("share", &share)])
        }
        Fault::Unclaimed(_) | Fault::Unlisted(_) | Fault::Absent(_) => words.text("own-claim"),
    };
    words.format("fault-at", &[("what", &what), ("place", &place_text(naming.model, fault.row()))])
}

/// What a supply states in percent, at one end.
pub(super) fn share_at(naming: Naming<'_>, row: SupplyIx, end: End) -> String {
    let row = naming.model.supply(row);
    let share = row.share.as_ref().or(row.takeover.as_ref());
    share.map_or_else(String::new, |share| {
        let end = match end {
            End::Low => share.low,
            End::High => share.high,
        };
        percent_interval(end, end)
    })
}

/// Who a supply row names; nobody for a placeholder.
pub(super) fn provider(naming: Naming<'_>, supply: SupplyIx) -> &str {
    match naming.model.supply(supply).provider {
        Provider::Supplier(supplier) => naming.supplier(supplier),
        Provider::Region(region) => naming.region(region),
        Provider::Placeholder => "",
    }
}
