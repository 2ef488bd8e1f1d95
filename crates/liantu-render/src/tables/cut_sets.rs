//! Minimal cut sets as tables.

use super::reviews::tag;
use super::sensitivity::{SHOWN, fewest_cell, in_order_of_asking, together};
use super::{Form, date_note};
use crate::names::Naming;
use crate::table::{Cell, Column, Table};
use liantu_analysis::{CutSetAnalysis, Listing, MinimalCutSet, Reviews, SetRobustness, TargetCutSets};
use liantu_graph::Reading;
use liantu_model::{Element, FindingKey, SetKey};

const COLUMNS: [&str; 7] = ["order", "members", "level", "certainty", "nature", "robustness", "decisive"];
const FORM: Form = Form::new("T8", &COLUMNS).prefixed("cuts");
/// Columns that are there only where it was asked how sure sets are.
const OF_ROBUSTNESS: [&str; 2] = ["robustness", "decisive"];

/// What stands beside cut sets.
#[derive(Debug, Clone, Copy, Default)]
pub struct BesideSets<'a> {
    /// How sure each is, by target and set, where that was asked for.
    pub robustness: Option<&'a [Vec<SetRobustness>]>,
    /// What reviewers said of them, where they said anything.
    pub reviews: Option<&'a Reviews>,
}

/// One table of sets and, where asked for, one of importance, per target; then what reviewers said.
pub fn cut_sets(naming: Naming<'_>, result: &CutSetAnalysis, beside: BesideSets<'_>) -> Vec<Table> {
    let mut tables = Vec::new();
    for (at, target) in result.targets.iter().enumerate() {
        let sure = beside.robustness.and_then(|all| all.get(at)).map(Vec::as_slice);
        tables.push(sets(naming, result, target, sure, beside.reviews));
        if !target.importance.is_empty() {
            tables.push(importance(naming, target));
        }
    }
    tables.extend(super::reviews(naming, beside.reviews));
    tables
}

fn sets(
    naming: Naming<'_>,
    result: &CutSetAnalysis,
    target: &TargetCutSets,
    sure: Option<&[SetRobustness]>,
    reviews: Option<&Reviews>,
) -> Table {
    let words = naming.words;
    let mut table = FORM.table_of(words, |column| sure.is_some() || !OF_ROBUSTNESS.contains(&column));
    table.title = words.format("cuts-title", &[("target", naming.component(target.target))]);
    for (at, set) in target.sets.iter().enumerate() {
        let own = sure.and_then(|all| all.get(at));
        table.push(row(naming, set, own));
    }
    table.notes = notes(naming, result, target, sure.is_some());
    if !matches!(result.options.listing, Listing::Paths(_)) {
        let keys: Vec<String> = target.sets.iter().map(|set| key_text(naming, set)).collect();
        tag(&mut table, FORM, naming, reviews, &keys);
    }
    table
}

/// The key of a set; nothing for a target that is lost without any.
pub(crate) fn key_text(naming: Naming<'_>, set: &MinimalCutSet) -> String {
    if set.elements.is_empty() {
        return String::new();
    }
    FindingKey::Set(SetKey::new(set.target, set.elements.clone())).text(naming.model)
}

fn row(naming: Naming<'_>, set: &MinimalCutSet, sure: Option<&SetRobustness>) -> Vec<Cell> {
    let nature = if set.own_site { "cuts-own-site" } else { "cuts-cut" };
    let mut levels: Vec<String> = set.elements.iter().map(|&one| naming.level_word(one)).collect();
    levels.dedup();
    let mut cells = vec![
        Cell::count(set.elements.len()),
        Cell::text(set_text(naming, &set.elements)),
        Cell::text(naming.list(levels)),
        Cell::text(naming.certainty(set.certainty)),
        Cell::text(naming.words.text(nature)),
    ];
    if let Some(sure) = sure {
        cells.extend([fewest_cell(naming, sure.robustness.fewest), Cell::text(decisive(naming, sure))]);
    }
    cells
}

/// Columns and cells of one set.
pub(super) fn sheet(
    naming: Naming<'_>,
    set: &MinimalCutSet,
    sure: Option<&SetRobustness>,
) -> (Vec<Column>, Vec<Cell>) {
    let table = FORM.table_of(naming.words, |column| sure.is_some() || !OF_ROBUSTNESS.contains(&column));
    (table.columns, row(naming, set, sure))
}

/// The elements of a set.
pub(super) fn set_text(naming: Naming<'_>, elements: &[Element]) -> String {
    elements.iter().map(|&one| naming.element(one)).collect::<Vec<_>>().join(" + ")
}

/// The smallest sets of errors with what each makes of the cut set: the first few, and how many there are.
fn decisive(naming: Naming<'_>, sure: &SetRobustness) -> String {
    let words = naming.words;
    let faults: Vec<_> = sure.robustness.sets.iter().zip(&sure.enough).collect();
    let told = |(faults, enough): &(&Vec<_>, &Option<Vec<Element>>)| {
        let rows = together(naming, faults);
        match enough {
            None => words.format("cuts-error-stands", &[("rows", &rows)]),
            Some(part) => {
                let part = set_text(naming, part);
                words.format("cuts-error-fewer", &[("rows", &rows), ("elements", &part)])
            }
        }
    };
    let ordered = in_order_of_asking(faults, |one| one.0);
    let shown: Vec<String> = ordered.iter().take(SHOWN).map(told).collect();
    let shown = shown.join(&words.text("clause-separator"));
    if ordered.len() <= SHOWN {
        return shown;
    }
    words.format("robustness-and-more", &[("rows", &shown), ("count", &ordered.len().to_string())])
}

/// How many there are, how far the list goes, and what was assumed.
pub fn notes(
    naming: Naming<'_>,
    result: &CutSetAnalysis,
    target: &TargetCutSets,
    robust: bool,
) -> Vec<String> {
    let words = naming.words;
    let mut notes = Vec::new();
    if target.already_down {
        notes.push(words.text("cuts-already-down"));
    }
    notes.push(match &target.counts {
        Some(counts) => words.format("cuts-counts", &[("counts", &counts_text(naming, counts))]),
        None => words.text("cuts-counts-overflow"),
    });
    if target.unlisted > 0 {
        notes.push(words.format("cuts-unlisted", &[("count", &target.unlisted.to_string())]));
    }
    notes.push(match target.complete_to_order() {
        None => words.text("cuts-whole"),
        Some(order) => words.format("cuts-whole-to", &[("order", &order.to_string())]),
    });
    if target.stopped_by.is_some() {
        notes.push(words.text("cuts-budget"));
    }
    if let Some(probability) = target.probability {
        let (probability, missing) = (format!("{probability:.6e}"), target.without_probability.to_string());
        notes.push(words.format("cuts-probability", &[("probability", &probability), ("missing", &missing)]));
    }
    let reading = match result.options.reading {
        Reading::Pessimistic => "reading-pessimistic",
        Reading::Optimistic => "reading-optimistic",
    };
    notes.push(words.format("cuts-reading", &[("reading", &words.text(reading))]));
    notes.push(date_note(naming));
    if robust {
        notes.extend(robustness_notes(naming));
    }
    notes
}

/// What must be said with how sure cut sets are.
pub fn robustness_notes(naming: Naming<'_>) -> Vec<String> {
    ["cuts-robustness-note", "sensitivity-note-faults"].map(|key| naming.words.text(key)).to_vec()
}

fn counts_text(naming: Naming<'_>, counts: &[u128]) -> String {
    let some = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    let parts: Vec<String> = some
        .map(|(order, count)| {
            let (order, count) = (order.to_string(), count.to_string());
            naming.words.format("cuts-count-of-order", &[("order", &order), ("count", &count)])
        })
        .collect();
    if parts.is_empty() { "0".to_owned() } else { naming.list(parts) }
}

fn importance(naming: Naming<'_>, target: &TargetCutSets) -> Table {
    let words = naming.words;
    let title = words.format("importance-title", &[("target", naming.component(target.target))]);
    let headers = ["element", "level", "sets", "birnbaum", "criticality", "diagnostic", "raw", "rrw"]
        .map(|key| words.text(&format!("importance-{key}")));
    let mut table = Table::new("T8i", title, headers);
    let number = |value: Option<f64>| {
        value.map_or_else(Cell::missing, |value| Cell {
            text: format!("{value:.4e}"),
            number: Some(value),
            tone: None,
        })
    };
    for row in &target.importance {
        let measures = row.measures;
        table.push(vec![
            Cell::text(naming.element(row.element)),
            Cell::text(naming.level_word(row.element)),
            Cell::text(counts_text(naming, &row.structural)),
            number(measures.map(|one| one.birnbaum)),
            number(measures.and_then(|one| one.criticality)),
            number(measures.and_then(|one| one.diagnostic)),
            number(measures.and_then(|one| one.risk_achievement_worth)),
            number(measures.and_then(|one| one.risk_reduction_worth)),
        ]);
    }
    table
}
