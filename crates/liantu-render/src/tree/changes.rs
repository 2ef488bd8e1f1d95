//! What changed since earlier data, marked on the tree.

use crate::chart::{Chart, NodeIx, NodeStyle};
use crate::comparison::Compared;
use crate::tables::{ComponentChange, component_changes, phrases};
use std::collections::BTreeMap;

/// Marks what changed on the tree of the new data: a tag with the grades of both sides and the direction, reasons in
/// the description; components that are gone stand in the footnote. The tags that were there give way, so that the
/// changes stand out. O(boxes + changes).
pub fn mark_changes(chart: &mut Chart, compared: &Compared<'_, '_>) {
    let words = compared.naming().words;
    let old = compared.old.naming;
    chart.subtitle = words.format("tree-changes-subtitle", &[("title", old.title()), ("date", &old.as_of())]);
    let changes = component_changes(compared);
    let by_id: BTreeMap<&str, &ComponentChange> =
        changes.iter().map(|change| (change.id.as_str(), change)).collect();
    let places: Vec<NodeIx> = chart.tree.iter().map(|(place, _)| place).collect();
    for place in places {
        let node = chart.tree.node_mut(place);
        node.tags.clear();
        node.note = None;
        if let (NodeStyle::Component, Some(change)) = (node.style, by_id.get(node.id.as_str())) {
            node.tags.push(tag(compared, change));
            node.description.push_str(&words.text("clause-separator"));
            node.description.push_str(&change.reasons);
        }
    }
    chart.footnote.insert(0, words.text("tree-changes-definitions"));
    let gone: Vec<String> =
        changes.iter().filter(|change| change.is_gone).map(|change| change.name.clone()).collect();
    if !gone.is_empty() {
        let names = compared.naming().list(gone);
        chart.footnote.insert(1, words.format("tree-changes-gone", &[("names", &names)]));
    }
}

/// `●→▲ ↓ …`: grades by their symbols when they differ, and the direction.
fn tag(compared: &Compared<'_, '_>, change: &ComponentChange) -> String {
    match change.grades {
        Some((before, after)) if before != after => {
            // The symbol stands before the word.
            let symbol = |grade| phrases::grade_word(compared.naming(), grade).chars().next().unwrap_or('？');
            format!("{}→{} {}", symbol(before), symbol(after), change.direction)
        }
        Some(_) => compared.naming().words.text("tree-changes-other"),
        None => change.direction.clone(),
    }
}
