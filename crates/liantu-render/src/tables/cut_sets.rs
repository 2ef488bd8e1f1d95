//! Minimal cut sets as tables.

use super::date_note;
use crate::names::Naming;
use crate::table::{Cell, Table};
use liantu_analysis::{CutSetAnalysis, TargetCutSets};
use liantu_graph::Reading;

/// One table of sets and, where asked for, one of importance, per target.
pub fn cut_sets(naming: Naming<'_>, result: &CutSetAnalysis) -> Vec<Table> {
    let mut tables = Vec::new();
    for target in &result.targets {
        tables.push(sets(naming, result, target));
        if !target.importance.is_empty() {
            tables.push(importance(naming, target));
        }
    }
    tables
}

fn sets(naming: Naming<'_>, result: &CutSetAnalysis, target: &TargetCutSets) -> Table {
    let words = naming.words;
    let title = words.format("cuts-title", &[("target", naming.component(target.target))]);
    let headers =
        ["order", "members", "level", "certainty", "nature"].map(|key| words.text(&format!("cuts-{key}")));
    let mut table = Table::new("T8", title, headers);
    for set in &target.sets {
        let nature = if set.own_site { "cuts-own-site" } else { "cuts-cut" };
        let mut levels: Vec<String> = set.elements.iter().map(|&one| naming.level_word(one)).collect();
        levels.dedup();
        table.push(vec![
            Cell::count(set.elements.len()),
            Cell::text(set.elements.iter().map(|&one| naming.element(one)).collect::<Vec<_>>().join(" + ")),
            Cell::text(naming.list(levels)),
            Cell::text(naming.certainty(set.certainty)),
            Cell::text(words.text(nature)),
        ]);
    }
    table.notes = notes(naming, result, target);
    table
}

/// How many there are, how far the list goes, and what was assumed.
pub fn notes(naming: Naming<'_>, result: &CutSetAnalysis, target: &TargetCutSets) -> Vec<String> {
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
    notes
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
