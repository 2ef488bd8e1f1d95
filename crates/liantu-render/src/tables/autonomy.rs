//! Distance to autonomy: what to find sources for, in order, and how far each target is.

use super::phrases::{kind_word, some_names, supplier_with_place};
use super::{date_note, headed, sources};
use crate::names::Naming;
use crate::table::{Cell, Table, short_number};
use liantu_analysis::EvidenceRow;
use liantu_model::{ComponentIx, Provider, SupplyIx};
use liantu_plan::{Autonomy, Distance, Measure, Reach, Step, TargetAutonomy};

const STEPS: [&str; 12] = [
    "number",
    "component",
    "kind",
    "targets",
    "need",
    "horizon",
    "leads",
    "cost",
    "up",
    "short",
    "long",
    "sources",
];
const TARGETS: [&str; 4] = ["target", "distance", "needs", "short-distance"];

/// The ordered list of what to find sources for, and each target by itself.
pub fn autonomy(naming: Naming<'_>, found: &Autonomy) -> Vec<Table> {
    let mut steps = headed(naming, "P4", &STEPS);
    for (position, step) in found.steps.iter().enumerate() {
        steps.push(step_row(naming, found, position + 1, step));
    }
    steps.notes = autonomy_notes(naming, found);
    let mut targets = headed(naming, "P5", &TARGETS);
    for target in &found.targets {
        targets.push(target_row(naming, found, target));
    }
    targets.notes.push(date_note(naming));
    vec![steps, targets]
}

fn step_row(naming: Naming<'_>, found: &Autonomy, number: usize, step: &Step) -> Vec<Cell> {
    let words = naming.words;
    let up = format!("{}/{}", step.targets_up, found.targets.len());
    let leads: Vec<EvidenceRow> = step.leads.iter().map(|&row| EvidenceRow::Supply(row)).collect();
    vec![
        Cell::count(number),
        Cell::text(naming.component(step.component)),
        Cell::text(kind_word(naming, step.component)),
        Cell::text(components(naming, &step.targets)),
        Cell::text(words.text(if step.is_unavoidable { "autonomy-unavoidable" } else { "autonomy-one-way" })),
        Cell::text(naming.horizon(step.horizon)),
        Cell::text(leads_text(naming, &step.leads)),
        step.cost
            .map_or_else(Cell::missing, |cost| Cell { number: Some(cost), ..Cell::text(short_number(cost)) }),
        Cell { number: Some(step.targets_up as f64), ..Cell::text(up) },
        rate(step.reach.short, step.reach),
        rate(step.reach.long, step.reach),
        Cell::text(sources(naming, &leads)),
    ]
}

fn target_row(naming: Naming<'_>, found: &Autonomy, target: &TargetAutonomy) -> Vec<Cell> {
    let text = |distance: &Distance| Cell {
        number: Some(distance.components as f64),
        ..Cell::text(distance_text(naming, found.options.measure, distance))
    };
    vec![
        Cell::text(naming.component(target.target)),
        text(&target.distance),
        Cell::text(naming.list(target.needs.iter().map(|&one| naming.component(one)))),
        text(&target.short_distance),
    ]
}

fn components(naming: Naming<'_>, components: &[ComponentIx]) -> String {
    let names: Vec<&str> = components.iter().map(|&one| naming.component(one)).collect();
    some_names(naming, &names)
}

/// `甲(江苏苏州)(验证中)`, the first few.
fn leads_text(naming: Naming<'_>, rows: &[SupplyIx]) -> String {
    let text = |&row: &SupplyIx| {
        let supply = naming.model.supply(row);
        let name = match supply.provider {
            Provider::Supplier(supplier) => supplier_with_place(naming, supplier),
            Provider::Region(region) => naming.region(region).to_owned(),
            Provider::Placeholder => String::new(),
        };
        let status = naming.words.text(&format!("status-{}", supply.status.key()));
        naming.words.format("with-remarks", &[("value", &name), ("remarks", &status)])
    };
    let texts: Vec<String> = rows.iter().map(text).collect();
    some_names(naming, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// A part of the essential components, in percent; nothing where there are none.
fn rate(count: usize, reach: Reach) -> Cell {
    if reach.essential == 0 {
        return Cell::missing();
    }
    let percent = 100.0 * count as f64 / reach.essential as f64;
    Cell { number: Some(percent), ..Cell::text(format!("{percent:.1}%")) }
}

fn distance_text(naming: Naming<'_>, measure: Measure, distance: &Distance) -> String {
    let words = naming.words;
    let count = distance.components.to_string();
    let text = match measure {
        Measure::Fewest => words.format("autonomy-components", &[("count", &count)]),
        Measure::Cheapest => {
            let (without, cost) = (distance.without_cost.to_string(), short_number(distance.cost));
            words.format(
                "autonomy-components-cost",
                &[("count", &count), ("without", &without), ("cost", &cost)],
            )
        }
    };
    if measure == Measure::Fewest && distance.least < distance.components {
        let least = distance.least.to_string();
        return words.format("autonomy-not-proven", &[("text", &text), ("least", &least)]);
    }
    text
}

/// What must be said with it.
pub fn autonomy_notes(naming: Naming<'_>, found: &Autonomy) -> Vec<String> {
    let (words, options) = (naming.words, &found.options);
    let scope = words.text(&format!("autonomy-scope-{}", options.scope.key()));
    let all = found.targets.len().to_string();
    let up = found.targets.iter().filter(|target| target.distance.components == 0).count().to_string();
    let distance = distance_text(naming, options.measure, &found.distance);
    let short = distance_text(naming, options.measure, &found.short_distance);
    let measure = words.text(match options.measure {
        Measure::Fewest => "autonomy-fewest",
        Measure::Cheapest => "autonomy-cheapest",
    });
    let question = [("scope", &scope), ("all", &all), ("up", &up), ("measure", &measure)];
    let question = question.map(|(key, value)| (key, value.as_str()));
    let mut notes = vec![
        date_note(naming),
        words.format("autonomy-note-question", &question),
        words.format("autonomy-note-distance", &[("long", &distance), ("short", &short)]),
        reach_note(naming, found.reach),
        words.text("autonomy-note-source"),
        words.text("autonomy-note-list"),
    ];
    if options.qualified == liantu_graph::Qualified::Counted {
        notes.push(words.text("autonomy-note-qualified"));
    }
    if !found.untracked.is_empty() {
        let count = found.untracked.len().to_string();
        let names = components(naming, &found.untracked);
        notes.push(words.format("autonomy-note-untracked", &[("count", &count), ("names", &names)]));
    }
    if !found.is_complete {
        notes.push(words.text("autonomy-note-incomplete"));
    }
    notes
}

fn reach_note(naming: Naming<'_>, reach: Reach) -> String {
    let (short, long) = (rate(reach.short, reach).text, rate(reach.long, reach).text);
    let counts = [reach.short, reach.long, reach.essential].map(|count| count.to_string());
    naming.words.format(
        "autonomy-note-reach",
        &[
            ("short", &short),
            ("long", &long),
            ("shortcount", &counts[0]),
            ("longcount", &counts[1]),
            ("all", &counts[2]),
        ],
    )
}
