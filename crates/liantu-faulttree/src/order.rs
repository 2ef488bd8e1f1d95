//! Orders of the variables of a module, on which the size of its diagrams depends.

use crate::modules::{Local, Module};

/// Number of orders that [`order`] offers.
pub(crate) const CANDIDATES: usize = 6;

/// A heuristic order by its number, the most promising first: the level of each element, 0 being nearest the root of
/// the diagram.
pub(crate) fn order(module: &Module, candidate: usize) -> Vec<u32> {
    match candidate {
        0 => refined(module, depth_first(module, small_first(module))),
        1 => by_weight(module),
        2 => refined(module, as_given(module)),
        3 => as_given(module),
        4 => refined(module, by_weight(module)),
        _ => depth_first(module, large_first(module)),
    }
}

/// The order in which a depth-first walk meets the elements.
pub(crate) fn as_given(module: &Module) -> Vec<u32> {
    depth_first(module, <[Local]>::to_vec)
}

fn depth_first(module: &Module, arrange: impl Fn(&[Local]) -> Vec<Local>) -> Vec<u32> {
    let mut order = Vec::with_capacity(module.elements.len());
    let mut seen_elements = vec![false; module.elements.len()];
    let mut seen_gates = vec![false; module.gates.len()];
    let mut waiting = vec![Local::Gate(module.root)];
    while let Some(next) = waiting.pop() {
        match next {
            Local::Element(element) if !seen_elements[element as usize] => {
                seen_elements[element as usize] = true;
                order.push(element);
            }
            Local::Gate(gate) if !seen_gates[gate as usize] => {
                seen_gates[gate as usize] = true;
                let inputs = arrange(&module.gates[gate as usize].inputs);
                waiting.extend(inputs.into_iter().rev());
            }
            Local::Element(_) | Local::Gate(_) => {}
        }
    }
    levels_of(&order, module.elements.len())
}

/// Inputs by the size of what is below them, counted with repetition.
fn small_first(module: &Module) -> impl Fn(&[Local]) -> Vec<Local> {
    let sizes = sizes(module);
    move |inputs| sorted_by(inputs, |input| size_of(&sizes, input))
}

fn large_first(module: &Module) -> impl Fn(&[Local]) -> Vec<Local> {
    let sizes = sizes(module);
    move |inputs| sorted_by(inputs, |input| -size_of(&sizes, input))
}

fn sorted_by(inputs: &[Local], key: impl Fn(Local) -> f64) -> Vec<Local> {
    let mut inputs = inputs.to_vec();
    inputs.sort_by(|&a, &b| key(a).total_cmp(&key(b)));
    inputs
}

fn size_of(sizes: &[f64], input: Local) -> f64 {
    match input {
        Local::Element(_) => 1.0,
        Local::Gate(gate) => sizes[gate as usize],
    }
}

/// Number of paths from each gate to elements; floating point, for it grows exponentially.
fn sizes(module: &Module) -> Vec<f64> {
    let mut sizes = vec![1.0; module.gates.len()];
    for (gate, definition) in module.gates.iter().enumerate() {
        sizes[gate] = definition.inputs.iter().map(|&input| size_of(&sizes, input)).sum::<f64>().min(1e300);
    }
    sizes
}

/// The root's weight 1 trickles down in equal parts; heavy branches come first (after Minato et al. 1990).
fn by_weight(module: &Module) -> Vec<u32> {
    let mut gate_weights = vec![0.0; module.gates.len()];
    let mut element_weights = vec![0.0; module.elements.len()];
    gate_weights[module.root as usize] = 1.0;
    for gate in (0..module.gates.len()).rev() {
        let inputs = &module.gates[gate].inputs;
        let share = gate_weights[gate] / inputs.len() as f64;
        for &input in inputs {
            match input {
                Local::Element(element) => element_weights[element as usize] += share,
                Local::Gate(child) => gate_weights[child as usize] += share,
            }
        }
    }
    let weight = |input: Local| match input {
        Local::Element(element) => element_weights[element as usize],
        Local::Gate(gate) => gate_weights[gate as usize],
    };
    depth_first(module, |inputs| sorted_by(inputs, |input| -weight(input)))
}

/// Rounds of refinement, and vertex moves in all rounds together.
const REFINEMENTS: usize = 40;
const REFINEMENT_MOVES: usize = 4_000_000;

/// Moves connected nodes together: each gate pulls its inputs towards their common centre (FORCE; Aloul, Markov and
/// Sakallah 2003).
fn refined(module: &Module, start: Vec<u32>) -> Vec<u32> {
    let (elements, gates) = (module.elements.len(), module.gates.len());
    let vertex = |input: Local| match input {
        Local::Element(element) => element as usize,
        Local::Gate(gate) => elements + gate as usize,
    };
    let mut places: Vec<f64> = start.iter().map(|&level| f64::from(level)).collect();
    places.resize(elements + gates, 0.0);
    for (gate, definition) in module.gates.iter().enumerate() {
        let sum: f64 = definition.inputs.iter().map(|&input| places[vertex(input)]).sum();
        places[elements + gate] = sum / definition.inputs.len().max(1) as f64;
    }
    let mut best = (span(module, &start), start);
    for _ in 0..REFINEMENTS.min(REFINEMENT_MOVES / (elements + gates)) {
        let mut pulls = vec![(0.0, 0.0); elements + gates];
        for (gate, definition) in module.gates.iter().enumerate() {
            let members = || definition.inputs.iter().map(|&input| vertex(input)).chain([elements + gate]);
            let centre =
                members().map(|member| places[member]).sum::<f64>() / (definition.inputs.len() + 1) as f64;
            members().for_each(|member| {
                pulls[member].0 += centre;
                pulls[member].1 += 1.0;
            });
        }
        let mut order: Vec<usize> = (0..elements + gates).collect();
        let pulled: Vec<f64> = pulls.iter().map(|(sum, count): &(f64, f64)| sum / count.max(1.0)).collect();
        order.sort_by(|&a, &b| pulled[a].total_cmp(&pulled[b]));
        order.iter().enumerate().for_each(|(place, &member)| places[member] = place as f64);
        let element_order: Vec<u32> = order.iter().filter(|&&v| v < elements).map(|&v| v as u32).collect();
        let levels = levels_of(&element_order, elements);
        let length = span(module, &levels);
        if length < best.0 {
            best = (length, levels);
        }
    }
    best.1
}

/// Total distance between the outermost elements below each gate.
fn span(module: &Module, levels: &[u32]) -> u64 {
    let mut spans = vec![(u32::MAX, 0u32); module.gates.len()];
    let mut total = 0;
    for (gate, definition) in module.gates.iter().enumerate() {
        let span = definition.inputs.iter().fold((u32::MAX, 0), |(first, last), &input| {
            let (from, to) = match input {
                Local::Element(element) => (levels[element as usize], levels[element as usize]),
                Local::Gate(child) => spans[child as usize],
            };
            (first.min(from), last.max(to))
        });
        spans[gate] = span;
        total += u64::from(span.1.saturating_sub(span.0));
    }
    total
}

/// Levels by element from elements by level; elements left out come last.
fn levels_of(order: &[u32], elements: usize) -> Vec<u32> {
    let mut levels = vec![u32::MAX; elements];
    for (level, &element) in order.iter().enumerate() {
        levels[element as usize] = level as u32;
    }
    let unplaced = levels.iter_mut().filter(|level| **level == u32::MAX);
    for (level, next) in unplaced.zip(order.len() as u32..) {
        *level = next;
    }
    levels
}
