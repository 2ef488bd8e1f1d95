//! Minimal cut sets up to an order, without the function of the whole tree.
//!
//! Modules are solved from the top down: a module gets the order that is left when everything beside it in some set of
//! its parent is as light as can be, and one that fits into no set is not solved at all.

use crate::budget::{Allowance, Meter, Stop};
use crate::error::Exhausted;
use crate::family::{Family, Part};
use crate::modules::{Element, Local, Module};
use crate::order::as_given;
use crate::solve::{by_level, with_deep_stack};
use crate::store::{Diagram, ONE, Store, ZERO};
use crate::zbdd::Families;

/// The minimal cut sets of order at most `limit` of the last of `modules`.
pub(crate) fn truncated(modules: &[Module], limit: u32, allowance: Allowance) -> Result<Family, Exhausted> {
    let lightest = lightest_orders(modules);
    let mut limits = vec![0; modules.len()];
    limits[modules.len() - 1] = limit;
    let mut parts = Vec::with_capacity(modules.len());
    for (place, module) in modules.iter().enumerate().rev() {
        let part = part(module, &lightest, limits[place], allowance)?;
        pass_limits_on(&part, &lightest, limits[place], &mut limits);
        parts.push(part);
    }
    parts.reverse();
    Ok(Family { parts, limit: Some(limit) })
}

fn part(module: &Module, lightest: &[u32], limit: u32, allowance: Allowance) -> Result<Part, Exhausted> {
    let levels = as_given(module);
    let elements = by_level(&module.elements, &levels);
    if limit == 0 {
        return Ok(Part { elements, sets: Store::new().extract(ZERO) });
    }
    let weights = elements.iter().map(|&element| weight(element, lightest)).collect();
    let outcome = with_deep_stack(elements.len(), || {
        let mut families = Families::new(weights, Meter::new(allowance, None));
        let root = families.build(module, &levels, limit)?;
        Ok(families.store.extract(root))
    });
    match outcome {
        Ok(sets) => Ok(Part { elements, sets }),
        Err(Stop::Exhausted(exhausted)) => Err(exhausted),
        Err(Stop::Overtaken) => unreachable!("there is no race without rivals"),
    }
}

fn weight(element: Element, lightest: &[u32]) -> u32 {
    match element {
        Element::Event(_) => 1,
        Element::Module(module) => lightest[module as usize],
    }
}

/// Gives each module that occurs in `part` the most order that one of its sets leaves.
fn pass_limits_on(part: &Part, lightest: &[u32], limit: u32, limits: &mut [u32]) {
    let below = lightest_below(&part.sets, |level| weight(part.elements[level as usize], lightest));
    let mut above = vec![u32::MAX; part.sets.nodes.len()];
    above[part.sets.root as usize] = 0;
    for (index, node) in part.sets.inner().rev() {
        let element = part.elements[node.level as usize];
        let (low, high) = (node.low as usize, node.high as usize);
        if let Element::Module(module) = element {
            let beside = above[index].saturating_add(below[high]);
            let left = &mut limits[module as usize];
            *left = (*left).max(limit.saturating_sub(beside));
        }
        above[low] = above[low].min(above[index]);
        above[high] = above[high].min(above[index].saturating_add(weight(element, lightest)));
    }
}

/// Weight of the lightest set below each node.
fn lightest_below(sets: &Diagram, weight: impl Fn(u32) -> u32) -> Vec<u32> {
    let mut lightest = vec![u32::MAX; sets.nodes.len()];
    lightest[ONE as usize] = 0;
    for (index, node) in sets.inner() {
        let with = lightest[node.high as usize].saturating_add(weight(node.level));
        lightest[index] = lightest[node.low as usize].min(with);
    }
    lightest
}

/// A lower bound, at least 1, on the order of the cut sets of each module.
fn lightest_orders(modules: &[Module]) -> Vec<u32> {
    let mut lightest: Vec<u32> = Vec::with_capacity(modules.len());
    for module in modules {
        let order = lightest_order(module, &lightest);
        lightest.push(order.max(1));
    }
    lightest
}

fn lightest_order(module: &Module, lightest: &[u32]) -> u32 {
    let mut orders = vec![u32::MAX; module.gates.len()];
    let mut start = 0;
    for &length in &module.components {
        let component = start..start + length as usize;
        start = component.end;
        loop {
            let mut stable = true;
            for gate in component.clone() {
                let order = gate_order(module, gate, &orders, lightest);
                stable &= order == orders[gate];
                orders[gate] = order;
            }
            if stable || length == 1 {
                break;
            }
        }
    }
    orders[module.root as usize]
}

fn gate_order(module: &Module, gate: usize, orders: &[u32], lightest: &[u32]) -> u32 {
    let gate = &module.gates[gate];
    let mut of_inputs: Vec<u32> = Vec::with_capacity(gate.inputs.len());
    let mut of_elements = 0u32;
    for &input in &gate.inputs {
        of_inputs.push(match input {
            Local::Gate(gate) => orders[gate as usize],
            Local::Element(element) => {
                let order = weight(module.elements[element as usize], lightest);
                of_elements = of_elements.saturating_add(order);
                order
            }
        });
    }
    of_inputs.sort_unstable();
    let threshold = gate.threshold as usize;
    let needed = of_inputs.get(threshold.saturating_sub(1)).copied().unwrap_or(u32::MAX);
    // Elements of a module are independent, so those of an AND add up; preprocessing left none of them twice in it.
    if threshold == gate.inputs.len() && !has_repeated(&gate.inputs) {
        needed.max(of_elements)
    } else {
        needed
    }
}

fn has_repeated(inputs: &[Local]) -> bool {
    let mut elements: Vec<u32> = inputs
        .iter()
        .filter_map(|input| match input {
            Local::Element(element) => Some(*element),
            Local::Gate(_) => None,
        })
        .collect();
    elements.sort_unstable();
    elements.windows(2).any(|pair| pair[0] == pair[1])
}
