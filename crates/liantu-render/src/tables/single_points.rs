//! Single points of failure as tables.

use super::{date_note, sources};
use crate::json::{reason_component, reason_key};
use crate::names::Naming;
use crate::table::{Cell, Table};
use liantu_analysis::{SinglePoint, SinglePoints};

/// T8 of order 1: single points, local standstills in a table of their own.
pub fn single_points(naming: Naming<'_>, result: &SinglePoints) -> Vec<Table> {
    let (own, others): (Vec<&SinglePoint>, Vec<&SinglePoint>) =
        result.findings.iter().partition(|finding| finding.own_site);
    let mut tables = vec![table(naming, "T8", "t8-title", &others)];
    if !own.is_empty() {
        tables.push(table(naming, "T8b", "t8-own-site-title", &own));
    }
    tables[0].notes = notes(naming, result);
    tables
}

fn table(naming: Naming<'_>, id: &str, title: &str, findings: &[&SinglePoint]) -> Table {
    let words = naming.words;
    let headers = [
        "order",
        "members",
        "level",
        "targets",
        "certainty",
        "path",
        "components-lost",
        "weight-lost",
        "kind",
        "sources",
    ]
    .map(|key| words.text(&format!("t8-{key}")));
    let mut table = Table::new(id, words.text(title), headers);
    for finding in findings {
        table.push(row(naming, finding));
    }
    table
}

fn row(naming: Naming<'_>, finding: &SinglePoint) -> Vec<Cell> {
    let words = naming.words;
    let targets = finding.targets.iter().map(|lost| naming.component(lost.component));
    let kind = if finding.derived { "t8-derived" } else { "t8-proper" };
    let longest = finding.targets.iter().max_by_key(|lost| lost.certainty);
    let path = longest.map_or_else(String::new, |lost| {
        let names: Vec<&str> = lost.path.iter().map(|&component| naming.component(component)).collect();
        names.join(" → ")
    });
    vec![
        Cell::count(1),
        Cell::text(naming.element(finding.element)),
        Cell::text(naming.level_word(finding.element)),
        Cell::text(naming.list(targets)),
        Cell::text(certainties(naming, finding)),
        Cell::text(path),
        Cell::count(finding.components_lost as usize),
        Cell::number(finding.weight_lost, 2),
        Cell::text(words.text(kind)),
        Cell::text(sources(naming, &finding.evidence)),
    ]
}

/// One word when all losses are equally sure, else how many of each.
fn certainties(naming: Naming<'_>, finding: &SinglePoint) -> String {
    let confirmed = finding.targets.iter().filter(|lost| lost.certainty == finding.certainty()).count();
    let word = naming.certainty(finding.certainty());
    if confirmed == finding.targets.len() {
        return word;
    }
    let (some, all) = (confirmed.to_string(), finding.targets.len().to_string());
    naming.words.format("t8-some-certain", &[("word", &word), ("some", &some), ("all", &all)])
}

/// Targets down with nothing failed.
pub fn already_down(naming: Naming<'_>, result: &SinglePoints) -> Option<Table> {
    if result.already_down.is_empty() {
        return None;
    }
    let words = naming.words;
    let headers = ["down-target", "down-certainty", "down-reason"].map(|key| words.text(key));
    let mut table = Table::new("T8a", words.text("down-title"), headers);
    for down in &result.already_down {
        let cause = reason_component(down.reason).map_or("", |cause| naming.component(cause));
        let reason = words.format(&format!("reason-{}", reason_key(down.reason)), &[("component", cause)]);
        table.push(vec![
            Cell::text(naming.component(down.target)),
            Cell::text(naming.certainty(down.certainty)),
            Cell::text(reason),
        ]);
    }
    Some(table)
}

/// What must be said with the findings, and with their absence.
pub(crate) fn notes(naming: Naming<'_>, result: &SinglePoints) -> Vec<String> {
    let cone = &result.cone;
    let open = cone.open_lists.to_string();
    let arguments = [
        ("components", cone.components.to_string()),
        ("broken", cone.broken_down.to_string()),
        ("open", open),
    ];
    let arguments: Vec<(&str, &str)> =
        arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut notes = vec![date_note(naming), naming.words.format("note-cone", &arguments)];
    if !cone.untracked.is_empty() {
        let names = naming.list(cone.untracked.iter().map(|&one| naming.component(one)));
        notes.push(naming.words.format("note-untracked", &[("names", &names)]));
    }
    notes.push(naming.words.text("note-certainty"));
    notes
}
