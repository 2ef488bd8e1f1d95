//! A target's structure in the Open-PSA Model Exchange Format, for other tools to check.

use super::fault_tree::TargetTree;
use super::{CutSetOptions, MaxOrder};
use crate::world::{Question, World, WorldKey};
use liantu_faulttree::{GateIx, Input};
use liantu_graph::{Buyers, ChainGraph};
use liantu_model::{ComponentIx, Confidence, Element};
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// The fault tree of `target` as Open-PSA MEF 2.0d XML. Events are named `kind.id`; elements without a
/// probability get none. Cycles cannot be written in this format.
///
/// # Errors
/// `Err` when the structure above the target has a cycle.
pub fn open_psa(
    graph: &ChainGraph,
    options: &CutSetOptions,
    target: ComponentIx,
    name: impl Fn(Element) -> String,
) -> Result<String, CyclicStructure> {
    let targets = [target];
    let question =
        Question { graph, targets: &targets, qualified: options.qualified, control: options.control };
    let key = WorldKey { buyers: Buyers::Everyone, horizon: options.horizon };
    let world = World::compile(question, key, Confidence::Low);
    let options = CutSetOptions { max_order: MaxOrder::All, ..options.clone() };
    let tree = TargetTree::build(graph, &world, &options, 0);
    let order = gates_in_order(&tree).ok_or(CyclicStructure)?;
    Ok(write(graph, &tree, &order, name))
}

/// The structure has a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CyclicStructure;

/// Gates reached from the top, inputs first; `None` when they form a cycle.
fn gates_in_order(tree: &TargetTree) -> Option<Vec<GateIx>> {
    let mut state: FxHashMap<GateIx, bool> = FxHashMap::default();
    let mut order = Vec::new();
    let mut stack = vec![(tree.top, 0_usize)];
    state.insert(tree.top, false);
    while let Some((gate, next)) = stack.last_mut() {
        let gate = *gate;
        let (_, inputs) = tree.tree.gate(gate).ok()?;
        match inputs.get(*next) {
            None => {
                state.insert(gate, true);
                order.push(gate);
                stack.pop();
            }
            Some(Input::Event(_)) => *next += 1,
            Some(&Input::Gate(input)) => {
                *next += 1;
                match state.get(&input) {
                    None => {
                        state.insert(input, false);
                        stack.push((input, 0));
                    }
                    Some(false) => return None,
                    Some(true) => {}
                }
            }
        }
    }
    Some(order)
}

fn write(
    graph: &ChainGraph,
    tree: &TargetTree,
    order: &[GateIx],
    name: impl Fn(Element) -> String,
) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opsa-mef>\n<define-fault-tree name=\"target\">\n",
    );
    for &gate in order.iter().rev() {
        write_gate(tree, gate, &mut xml);
    }
    xml.push_str("</define-fault-tree>\n<model-data>\n");
    let given: FxHashMap<Element, f64> =
        graph.model().probabilities().iter().map(|row| (row.element, row.probability)).collect();
    for (position, &element) in tree.events.iter().enumerate() {
        let label = escape(&name(element));
        let _ = write!(xml, "<define-basic-event name=\"e{position}\"><label>{label}</label>");
        if let Some(probability) = given.get(&element) {
            let _ = write!(xml, "<float value=\"{probability}\"/>");
        }
        xml.push_str("</define-basic-event>\n");
    }
    xml.push_str("</model-data>\n</opsa-mef>\n");
    xml
}

/// Threshold 0 is a constant; 1 an OR; all an AND.
fn write_gate(tree: &TargetTree, gate: GateIx, xml: &mut String) {
    let Ok((threshold, inputs)) = tree.tree.gate(gate) else { return };
    let _ = write!(xml, "<define-gate name=\"{}\">", gate_name(tree, gate));
    let count = inputs.len() as u32;
    if threshold == 0 || threshold > count {
        let _ = writeln!(xml, "<constant value=\"{}\"/></define-gate>", threshold == 0);
        return;
    }
    let (open, close) = match (threshold, count) {
        (1, 1) => (String::new(), ""),
        (1, _) => ("<or>".to_owned(), "</or>"),
        (k, n) if k == n => ("<and>".to_owned(), "</and>"),
        (k, _) => (format!("<atleast min=\"{k}\">"), "</atleast>"),
    };
    xml.push_str(&open);
    for input in inputs {
        let _ = match input {
            Input::Event(event) => write!(xml, "<basic-event name=\"e{}\"/>", event.index()),
            Input::Gate(gate) => write!(xml, "<gate name=\"{}\"/>", gate_name(tree, *gate)),
        };
    }
    xml.push_str(close);
    xml.push_str("</define-gate>\n");
}

fn gate_name(tree: &TargetTree, gate: GateIx) -> String {
    if gate == tree.top { "top".to_owned() } else { format!("g{}", gate.index()) }
}

fn escape(text: &str) -> String {
    text.chars()
        .filter(|one| !one.is_control())
        .map(|one| match one {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            other => other.to_string(),
        })
        .collect()
}
