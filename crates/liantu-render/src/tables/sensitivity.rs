//! 稳健度: how many errors overturn a finding, and the rows that decide.

use super::decisive::{of_backup, of_grade, provider, share_at};
use super::reviews::tag;
use super::{Form, date_note, headed, phrases};
use crate::names::{Naming, cite};
use crate::results::Results;
use crate::table::{Cell, Table};
use liantu_analysis::{Certainty, EvidenceRow, Fault, Fewest, FindingRobustness, Grade, Robustness};
use liantu_model::{Element, FactIx, FindingKey, SupplyIx};
use std::collections::BTreeMap;

/// Sets of errors that are written out; the rest is counted.
pub(super) const SHOWN: usize = 3;

const COLUMNS: [&str; 11] = [
    "number",
    "element",
    "level",
    "target",
    "certainty",
    "horizon",
    "robustness",
    "decisive",
    "check",
    "review",
    "key",
];
const LOSS_FORM: Form = Form::new("S1", &COLUMNS);
const ROW_COLUMNS: [&str; 7] = ["number", "place", "says", "confidence", "source", "count", "findings"];
pub(crate) const ROW_FORM: Form = Form::new("S2", &ROW_COLUMNS);
const GRADE_COLUMNS: [&str; 6] = ["number", "component", "grade", "robustness", "review", "key"];
const GRADE_FORM: Form = Form::new("S3", &GRADE_COLUMNS);
const BACKUP_COLUMNS: [&str; 7] = ["number", "component", "tier", "cover", "robustness", "review", "key"];
const BACKUP_FORM: Form = Form::new("S4", &BACKUP_COLUMNS);

/// One row for each loss of each finding, the least robust first; then the rows that decide by themselves, those that
/// decide most first; then grades, and backups where they were asked for.
pub fn sensitivity(results: &Results<'_>, findings: &[FindingRobustness]) -> Vec<Table> {
    let mut tables =
        vec![losses(results, findings), decisive_rows(results.naming, findings), grades(results)];
    tables.extend(backups(results));
    tables.extend(super::reviews(results.naming, results.reviews));
    tables
}

/// The one row that is taken to be otherwise, in words.
pub fn supposed(naming: Naming<'_>, fault: Fault) -> Table {
    let mut table = headed(naming, "S0", &["supposed"]);
    table.push(vec![Cell::text(self::fault(naming, fault))]);
    table.notes = vec![date_note(naming), naming.words.text("s0-note")];
    table
}

/// What must be said with robustness.
pub fn sensitivity_notes(naming: Naming<'_>) -> Vec<String> {
    vec![
        date_note(naming),
        naming.words.text("sensitivity-note"),
        naming.words.text("sensitivity-note-faults"),
    ]
}

fn losses(results: &Results<'_>, findings: &[FindingRobustness]) -> Table {
    let naming = results.naming;
    let mut table = LOSS_FORM.table(naming);
    let mut keys = Vec::new();
    let mut losses: Vec<_> =
        findings.iter().flat_map(|one| one.losses.iter().map(move |loss| (one.element, loss))).collect();
    losses.sort_by_key(|(_, loss)| loss.robustness.fewest);
    for (position, (element, loss)) in losses.into_iter().enumerate() {
        let is_weak = loss.robustness.fewest == Fewest::Errors(1);
        let check = if is_weak { naming.words.text("sensitivity-to-check") } else { String::new() };
        table.push(vec![
            Cell::count(position + 1),
            Cell::text(naming.element(element)),
            Cell::text(naming.level_word(element)),
            Cell::text(naming.component(loss.target)),
            Cell::text(naming.certainty(loss.certainty)),
            Cell::text(naming.horizon(loss.horizon)),
            fewest_cell(naming, loss.robustness.fewest),
            Cell::text(sets(naming, &loss.robustness)),
            Cell::text(check),
        ]);
        keys.push(FindingKey::Point(element).text(naming.model));
    }
    table.notes = sensitivity_notes(naming);
    tag(&mut table, LOSS_FORM, naming, results.reviews, &keys);
    table
}

/// The rows that overturn findings by themselves, those of most findings first.
pub fn decisive_rows(naming: Naming<'_>, findings: &[FindingRobustness]) -> Table {
    let mut table = ROW_FORM.table(naming);
    for (position, (row, hung)) in hung(findings).into_iter().enumerate() {
        let cited = cite(naming.model, row);
        let place = format!("{}:{}", cited.file, cited.row);
        let hung: Vec<String> =
            hung.iter().map(|&(element, target, _)| finding(naming, element, target)).collect();
        let names: Vec<&str> = hung.iter().map(String::as_str).collect();
        table.push(vec![
            Cell::count(position + 1),
            Cell::text(place),
            Cell::text(says(naming, row)),
            Cell::text(naming.grade_of_evidence(liantu_model::Model::trust(cited.confidence))),
            Cell::text(cited.source),
            Cell::count(names.len()),
            Cell::text(phrases::some_names(naming, &names)),
        ]);
    }
    table.notes = vec![naming.words.text("sensitivity-note-rows")];
    table
}

fn grades(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = GRADE_FORM.table(naming);
    let mut keys = Vec::new();
    for point in results.chokepoints.rows.iter().filter(|point| point.pessimistic.grade >= Grade::Yellow) {
        table.push(vec![
            Cell::count(table.rows.len() + 1),
            Cell::text(naming.component(point.component)),
            phrases::grades_cell(naming, point),
            of_grade(results, point.component),
        ]);
        keys.push(FindingKey::Grade(point.component).text(naming.model));
    }
    table.notes = vec![naming.words.text("t3-robustness-note")];
    tag(&mut table, GRADE_FORM, naming, results.reviews, &keys);
    table
}

/// What is said of the backups of each component, and how sure that is; none where nobody asked.
fn backups(results: &Results<'_>) -> Option<Table> {
    let naming = results.naming;
    let level = results.decisive?.level?;
    let mut table = BACKUP_FORM.table(naming);
    let mut keys = Vec::new();
    for finding in &results.backups.findings {
        let Some(own) = finding.levels.iter().find(|one| one.level == level) else { continue };
        table.push(vec![
            Cell::count(table.rows.len() + 1),
            Cell::text(naming.component(finding.component)),
            Cell::text(super::backups::tier_text(naming, own.tier)),
            Cell::percent(Some((own.direct.low, own.direct.high))),
            of_backup(results, finding.component),
        ]);
        keys.push(FindingKey::Backup(level, finding.component).text(naming.model));
    }
    table.notes = vec![naming.words.text("t7-robustness-note")];
    tag(&mut table, BACKUP_FORM, naming, results.reviews, &keys);
    Some(table)
}

/// A loss that hangs on a row by itself.
type Hung = (Element, liantu_model::ComponentIx, Certainty);

/// The rows that overturn losses by themselves, those of most losses first, then in table order.
fn hung(findings: &[FindingRobustness]) -> Vec<(EvidenceRow, Vec<Hung>)> {
    let mut hung: BTreeMap<EvidenceRow, Vec<Hung>> = BTreeMap::new();
    for finding in findings {
        for loss in finding.losses.iter().filter(|loss| loss.robustness.fewest == Fewest::Errors(1)) {
            for fault in loss.robustness.sets.iter().flatten() {
                let entry = hung.entry(fault.row()).or_default();
                let own = (finding.element, loss.target, loss.certainty);
                if entry.last() != Some(&own) {
                    entry.push(own);
                }
            }
        }
    }
    let mut rows: Vec<_> = hung.into_iter().collect();
    rows.sort_by_key(|(_, hung)| std::cmp::Reverse(hung.len()));
    rows
}

/// `r`, as a number that sorts.
pub(super) fn fewest_cell(naming: Naming<'_>, fewest: Fewest) -> Cell {
    let (text, number) = match fewest {
        Fewest::Errors(count) => (count.to_string(), f64::from(count)),
        Fewest::MoreThan(tried) => (format!("≥{}", tried + 1), f64::from(tried) + 1.0),
        Fewest::Never => (naming.words.text("robustness-never"), f64::INFINITY),
    };
    Cell { number: Some(number), ..Cell::text(text) }
}

/// `r` as text.
pub(super) fn fewest_text(naming: Naming<'_>, fewest: Fewest) -> String {
    fewest_cell(naming, fewest).text
}

/// How many errors overturn a loss and which, in one cell.
pub(crate) fn robustness(naming: Naming<'_>, robustness: &Robustness) -> String {
    let count = fewest_cell(naming, robustness.fewest).text;
    if robustness.sets.is_empty() {
        return count;
    }
    naming.words.format("robustness-with-rows", &[("count", &count), ("rows", &sets(naming, robustness))])
}

/// The smallest sets of errors: the first few, and how many there are.
pub(crate) fn sets(naming: Naming<'_>, robustness: &Robustness) -> String {
    let words = naming.words;
    let ordered = in_order_of_asking(robustness.sets.iter().collect(), |set: &&Vec<Fault>| set);
    let texts: Vec<String> = ordered.into_iter().take(SHOWN).map(|set| together(naming, set)).collect();
    let shown = texts.join(&words.text("clause-separator"));
    if robustness.sets.len() <= SHOWN {
        return shown;
    }
    words.format("robustness-and-more", &[("rows", &shown), ("count", &robustness.sets.len().to_string())])
}

/// What somebody supplies can be asked for sooner than whether an input is needed.
pub(super) fn in_order_of_asking<T>(mut all: Vec<T>, faults: impl Fn(&T) -> &Vec<Fault>) -> Vec<T> {
    let asks_of_need = |one: &Fault| matches!(one.row(), EvidenceRow::Requirement(_));
    all.sort_by_key(|one| faults(one).iter().any(asks_of_need));
    all
}

/// Errors that are made together, in words.
pub(super) fn together(naming: Naming<'_>, set: &[Fault]) -> String {
    let faults: Vec<String> = set.iter().map(|&one| fault(naming, one)).collect();
    faults.join(&naming.words.text("fault-and"))
}

/// An error in words, with the place of its row.
fn fault(naming: Naming<'_>, fault: Fault) -> String {
    let cited = cite(naming.model, fault.row());
    let place = format!("{}:{}", cited.file, cited.row);
    let what = match fault {
        Fault::Absent(EvidenceRow::Requirement(row)) => {
            let row = naming.model.requirement(row);
            let (product, input) = (naming.component(row.product), naming.component(row.input));
            naming.words.format("fault-requirement", &[("product", product), ("input", input)])
        }
        Fault::Absent(EvidenceRow::Supply(row)) => supply(naming, row, "fault-supply", ""),
        Fault::Status(row, status) => {
            let status = naming.words.text(&format!("status-{}", status.key()));
            supply(naming, row, "fault-status", &status)
        }
        Fault::Share(row, end) => supply(naming, row, "fault-share", &share_at(naming, row, end)),
        Fault::Absent(EvidenceRow::Fact(row)) => says(naming, EvidenceRow::Fact(row)),
        Fault::Unlisted(component) => {
            naming.words.format("fault-unlisted", &[("component", naming.component(component))])
        }
        Fault::Unclaimed(component) | Fault::Absent(EvidenceRow::Component(component)) => {
            naming.words.format("fault-claim", &[("component", naming.component(component))])
        }
    };
    naming.words.format("fault-at", &[("what", &what), ("place", &place)])
}

fn supply(naming: Naming<'_>, row: SupplyIx, key: &str, status: &str) -> String {
    let supply = naming.model.supply(row);
    let component = naming.component(supply.component);
    let arguments = [("who", provider(naming, row)), ("component", component), ("status", status)];
    naming.words.format(key, &arguments)
}

/// What a row says.
pub(super) fn says(naming: Naming<'_>, row: EvidenceRow) -> String {
    match row {
        EvidenceRow::Requirement(row) => {
            let row = naming.model.requirement(row);
            let (product, input) = (naming.component(row.product), naming.component(row.input));
            naming.words.format("row-requirement", &[("product", product), ("input", input)])
        }
        EvidenceRow::Supply(row) => {
            let status = naming.model.supply(row).status.key();
            supply(naming, row, "row-supply", &naming.words.text(&format!("status-{status}")))
        }
        EvidenceRow::Component(component) => {
            naming.words.format("row-claim", &[("component", naming.component(component))])
        }
        EvidenceRow::Fact(row) => fact(naming, row),
    }
}

/// A published figure: `国产化率 30%(2024)`.
fn fact(naming: Naming<'_>, row: FactIx) -> String {
    let fact = naming.model.fact(row);
    let metric = phrases::metric_word(naming, &fact.metric);
    let value = phrases::with_unit(&fact.value, &fact.unit);
    let component = naming.component(fact.component);
    naming.words.format("row-fact", &[("component", component), ("metric", &metric), ("value", &value)])
}

fn finding(naming: Naming<'_>, element: Element, target: liantu_model::ComponentIx) -> String {
    let element = naming.element(element);
    naming.words.format("sensitivity-finding", &[("element", &element), ("target", naming.component(target))])
}
