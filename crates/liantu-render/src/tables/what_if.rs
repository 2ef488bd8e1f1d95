//! What stops and what shrinks under a failure, as tables.

use super::Form;
use super::single_points::{DOWN_COLUMNS, down_table};
use super::{date_note, sources};
use crate::explain::witness_step;
use crate::names::Naming;
use crate::table::{Cell, Table};
use liantu_analysis::{Assume, HorizonLevel, Outlook, WhatIf, WhatIfOptions};
use liantu_graph::{Horizon, Market, Qualified};
use liantu_model::{ComponentIx, Element, Percent};

/// Losses that print as nothing, as parts of one.
const NOTHING: f64 = 0.000_5;

/// S1 what stops, S2 what shrinks, S3 what was down already.
pub fn what_if(naming: Naming<'_>, result: &WhatIf) -> Vec<Table> {
    let mut stopped = table(naming, "S1", "what-if-stopped-title", &STOPPED);
    for one in result.stopped() {
        stopped.push(stopped_row(naming, &result.options, one));
    }
    stopped.notes = what_if_notes(naming, result);
    if stopped.rows.is_empty() {
        stopped.notes.insert(0, naming.words.text("what-if-nothing-stops"));
    }
    let mut tables = vec![stopped];
    if result.shrunk().next().is_some() {
        let mut shrunk = table(naming, "S2", "what-if-shrunk-title", &SHRUNK);
        for one in result.shrunk() {
            shrunk.push(shrunk_row(naming, one));
        }
        tables.push(shrunk);
    }
    tables.extend(down_table(naming, DOWN_FORM, &result.already_down));
    tables
}

const DOWN_FORM: Form = Form::new("S3", &DOWN_COLUMNS).titled("down-title").prefixed("down");

const STOPPED: [&str; 8] = ["component", "object", "certainty", "horizon", "loss", "basis", "why", "sources"];
const SHRUNK: [&str; 7] =
    ["component", "object", "felt", "loss", "level-pessimistic", "level-optimistic", "basis"];

fn table(naming: Naming<'_>, id: &str, title: &str, columns: &[&str]) -> Table {
    let words = naming.words;
    let headers: Vec<String> = columns.iter().map(|key| words.text(&format!("what-if-{key}"))).collect();
    Table::new(id, words.text(title), headers)
}

fn stopped_row(naming: Naming<'_>, options: &WhatIfOptions, one: &Outlook) -> Vec<Cell> {
    let stop = one.surest_stop();
    vec![
        Cell::text(naming.component(one.component)),
        Cell::text(object(naming, one)),
        Cell::text(stop.map_or_else(String::new, |stop| naming.certainty(stop.certainty))),
        Cell::text(stop.map_or_else(String::new, |stop| naming.horizon(stop.horizon))),
        loss_cell(naming, one.component, shown_level(one)),
        Cell::text(basis(naming, one)),
        Cell::text(why(naming, options, one)),
        Cell::text(sources(naming, &one.evidence)),
    ]
}

fn shrunk_row(naming: Naming<'_>, one: &Outlook) -> Vec<Cell> {
    let level = shown_level(one);
    let left = |reading: usize| {
        let interval = level.after[reading];
        if level.percentage {
            Cell::percent(percent(interval.low).zip(percent(interval.high)))
        } else {
            Cell::missing()
        }
    };
    vec![
        Cell::text(naming.component(one.component)),
        Cell::text(object(naming, one)),
        Cell::text(naming.words.text(match one.felt {
            Horizon::Short => "what-if-felt-short",
            Horizon::Long => "what-if-felt-long",
        })),
        loss_cell(naming, one.component, level),
        left(0),
        left(1),
        Cell::text(basis(naming, one)),
    ]
}

/// A target that stops in its scope only is spoken of as that; anything else as the market has it.
fn shown_level(one: &Outlook) -> &HorizonLevel {
    let in_scope = one.target.as_ref().filter(|target| target.stop.is_some() && one.stop.is_none());
    let levels = in_scope.map_or(&one.levels, |target| &target.levels);
    levels.iter().max_by_key(|level| level.horizon).unwrap_or_else(|| one.level())
}

fn object(naming: Naming<'_>, one: &Outlook) -> String {
    naming.words.text(if one.target.is_some() { "what-if-target" } else { "what-if-input" })
}

fn basis(naming: Naming<'_>, one: &Outlook) -> String {
    match one.basis {
        None => String::new(),
        Some(Market::World) => naming.words.text("what-if-basis-world"),
        Some(Market::Region(region)) => {
            naming.words.format("what-if-basis-region", &[("region", naming.region(region))])
        }
    }
}

/// The last steps of the chain, farthest cause first; a stop without one is for want of the least share, or of what only
/// all the elements take together.
fn why(naming: Naming<'_>, options: &WhatIfOptions, one: &Outlook) -> String {
    if one.witness.is_empty() {
        let is_thin = options.min_share.is_some();
        return naming.words.text(if is_thin { "what-if-least-share" } else { "what-if-together" });
    }
    let steps: Vec<String> = one.witness.iter().map(|step| witness_step(naming, step)).collect();
    steps.join(" → ")
}

pub(super) fn loss_cell(naming: Naming<'_>, component: ComponentIx, level: &HorizonLevel) -> Cell {
    Cell {
        number: level.percentage.then_some(level.certain_loss() * 100.0),
        ..Cell::text(loss_text(naming, component, level))
    }
}

/// “至少损失 91%(名单外亦成立)”, and what the worst may be. No bound is claimed of what rests on a figure written as
/// approximate: “约损失 91%”.
pub fn loss_text(naming: Naming<'_>, component: ComponentIx, level: &HorizonLevel) -> String {
    let words = naming.words;
    if !level.percentage {
        return words.text("loss-scarce");
    }
    let (certain, worst) = (level.certain_loss(), level.worst_loss());
    let (certain_text, worst_text) = (points(certain), points(worst));
    let arguments = [("certain", certain_text.as_str()), ("worst", worst_text.as_str())];
    let key = match (certain > NOTHING, worst - certain > NOTHING) {
        _ if certain > 1.0 - NOTHING => "loss-all",
        (true, true) => "loss-certain-and-worst",
        (true, false) => "loss-certain",
        (false, true) => "loss-worst",
        (false, false) => "loss-none",
    };
    let is_bound = ["loss-certain", "loss-certain-and-worst", "loss-worst"].contains(&key);
    if is_bound && naming.model.is_rough(component) {
        return words.format(&format!("{key}-rough"), &arguments);
    }
    words.format(key, &arguments)
}

fn percent(part: f64) -> Option<Percent> {
    Percent::from_points((part * 1e5).round() / 1e3)
}

fn points(part: f64) -> String {
    let text = format!("{:.1}", part * 100.0);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// What must be said with the tables.
pub fn what_if_notes(naming: Naming<'_>, result: &WhatIf) -> Vec<String> {
    let (words, options) = (naming.words, &result.options);
    let failed = options.failed.iter().map(|&element| {
        let arguments =
            [("level", naming.level_word(element)), ("name", naming.element(element).into_owned())];
        words.format("what-if-element", &arguments.each_ref().map(|(key, text)| (*key, text.as_str())))
    });
    let depth = options.depth.to_string();
    let scenario = [("failed", naming.list(failed)), ("depth", depth)];
    let scenario = scenario.each_ref().map(|(key, text)| (*key, text.as_str()));
    let mut notes = vec![date_note(naming), words.format("what-if-scenario", &scenario)];
    notes.push(words.format("what-if-staying", &[("count", &result.staying().to_string())]));
    notes.push(words.text("note-certainty"));
    notes.push(words.text("note-horizon"));
    notes.push(words.text("what-if-note-level"));
    notes.extend(embargo_notes(naming, result));
    if options.qualified == Qualified::Counted {
        notes.push(words.text("what-if-note-qualified"));
    }
    if options.horizons == [Horizon::Short] {
        notes.push(words.text("what-if-note-short-only"));
    }
    if options.assume == Assume::EqualSplit {
        notes.push(words.text("what-if-note-equal"));
    }
    if let Some(least) = options.min_share {
        notes.push(words.format("what-if-note-min-share", &[("share", &least.to_string())]));
    }
    if !result.uncounted_losses.is_empty() {
        notes.push(words.format("what-if-note-uncounted", &[("names", &uncounted(naming, result))]));
    }
    if !result.settled {
        notes.push(words.text("what-if-note-unsettled"));
    }
    notes
}

fn embargo_notes(naming: Naming<'_>, result: &WhatIf) -> Vec<String> {
    let is_embargo = |one: &&Element| matches!(one, Element::Embargo(_) | Element::JointEmbargo(_));
    if !result.options.failed.iter().any(|one| is_embargo(&one)) {
        return Vec::new();
    }
    let mut notes = vec![naming.words.text("what-if-note-embargo")];
    let plants = naming.list(result.foreign_controlled.iter().map(|&one| naming.supplier(one)));
    if !plants.is_empty() {
        let key = match result.options.control {
            liantu_graph::Control::Stays => "note-foreign-controlled",
            liantu_graph::Control::Falls => "what-if-note-controlled-fall",
        };
        notes.push(naming.words.format(key, &[("names", &plants)]));
    }
    notes
}

fn uncounted(naming: Naming<'_>, result: &WhatIf) -> String {
    naming.list(result.uncounted_losses.iter().map(|&row| {
        let row = naming.model.requirement(row);
        let arguments = [("input", naming.component(row.input)), ("product", naming.component(row.product))];
        naming.words.format("what-if-uncounted", &arguments)
    }))
}
