//! T8n: what is no single point but takes away much.

use super::Form;
use super::what_if::loss_cell;
use crate::names::Naming;
use crate::table::{Cell, Table};
use liantu_analysis::{Assume, Losses, NearPoint, Reduced};
use liantu_graph::Horizon;

const COLUMNS: [&str; 8] =
    ["members", "level", "near-component", "near-object", "near-felt", "loss", "near-more", "kind"];
pub(crate) const FORM: Form = Form::new("T8n", &COLUMNS).titled("t8-near-title").prefixed("t8");

/// One row for each element, with what loses most; local standstills left out. None without any.
pub(super) fn table(naming: Naming<'_>, losses: &Losses) -> Option<Table> {
    let words = naming.words;
    let mut table = FORM.table(naming);
    for near in losses.near.iter().filter(|near| !near.own_site) {
        table.push(row(naming, near));
    }
    let least = losses.options.least.to_string();
    table.notes.push(words.format("t8-near-note", &[("least", &least)]));
    table.notes.push(words.text("what-if-note-level"));
    (!table.rows.is_empty()).then_some(table)
}

fn row(naming: Naming<'_>, near: &NearPoint) -> Vec<Cell> {
    let words = naming.words;
    let worst = &near.reduced[0];
    vec![
        Cell::text(naming.element(near.element)),
        Cell::text(naming.level_word(near.element)),
        Cell::text(naming.component(worst.component)),
        Cell::text(words.text(if worst.is_target { "what-if-target" } else { "what-if-input" })),
        Cell::text(felt(naming, worst)),
        loss_cell(naming, worst.component, &worst.level),
        Cell::count(near.reduced.len() - 1),
        Cell::text(words.text(if near.derived { "t8-derived" } else { "t8-near-proper" })),
    ]
}

fn felt(naming: Naming<'_>, reduced: &Reduced) -> String {
    naming.words.text(match reduced.felt {
        Horizon::Short => "what-if-felt-short",
        Horizon::Long => "what-if-felt-long",
    })
}

/// What must be said with losses: what was assumed, and what was left out.
pub(super) fn notes(naming: Naming<'_>, losses: &Losses) -> Vec<String> {
    let words = naming.words;
    let mut notes = Vec::new();
    if losses.options.assume == Assume::EqualSplit {
        notes.push(words.text("what-if-note-equal"));
    }
    if let Some(least) = losses.options.min_share {
        notes.push(words.format("what-if-note-min-share", &[("share", &least.to_string())]));
        notes.push(words.text("t8-note-thin"));
    }
    if losses.left_out > 0 {
        let numbers = [losses.measured, losses.left_out, losses.points_left_out].map(|one| one.to_string());
        let arguments = [("measured", &*numbers[0]), ("left", &*numbers[1]), ("points", &*numbers[2])];
        let key =
            if losses.options.min_share.is_some() { "t8-note-thin-left-out" } else { "t8-note-left-out" };
        notes.push(words.format(key, &arguments));
    }
    if !losses.settled {
        notes.push(words.text("what-if-note-unsettled"));
    }
    notes
}
