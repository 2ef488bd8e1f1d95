//! Splits a network into modules: parts that share nothing with the rest and can be solved on their own.

use crate::components::components;
use crate::network::{Gate, Kind, Network};
use crate::tree::{EventIx, GateIx, Input};
use crate::visits::{Span, Visits};

/// What a module's function depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    Event(EventIx),
    /// The root of another module, by its place in the list.
    Module(u32),
}

/// A gate of a module over the module's elements and gates.
#[derive(Clone, Debug)]
pub(crate) struct LocalGate {
    pub(crate) threshold: u32,
    pub(crate) inputs: Vec<Local>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Local {
    Element(u32),
    Gate(u32),
}

/// A part of the network with one output that shares nothing with the rest.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    pub(crate) elements: Vec<Element>,
    /// Children first; the root is the last gate of the last component.
    pub(crate) gates: Vec<LocalGate>,
    pub(crate) root: u32,
    /// Lengths of the strongly connected components, in the order of `gates`.
    pub(crate) components: Vec<u32>,
}

/// The modules of a network, children first; the last one holds the root.
pub(crate) fn modules(mut network: Network, events: usize) -> Vec<Module> {
    group_independent_inputs(&mut network, events);
    let visits = Visits::of(&network, events);
    let mut place_of_module = vec![None; network.gates.len()];
    let mut found = Vec::new();
    let mut extraction = Extraction {
        network: &network,
        places: vec![u32::MAX; network.gates.len()],
        event_places: vec![u32::MAX; events],
        module_places: vec![u32::MAX; network.gates.len()],
    };
    for gate in network.components().into_iter().flatten() {
        if gate == network.root || visits.is_module(gate) {
            found.push(extraction.module(gate, &place_of_module));
            place_of_module[gate as usize] = Some(found.len() as u32 - 1);
        }
    }
    found
}

/// Gives the inputs of an OR or AND that share nothing with the others a gate, and so a module, of their own.
fn group_independent_inputs(network: &mut Network, events: usize) {
    let visits = Visits::of(network, events);
    for gate in 0..network.gates.len() {
        let kind = network.gates[gate].kind();
        if kind == Kind::Threshold || network.gates[gate].inputs.len() < 3 {
            continue;
        }
        let groups = groups_of_inputs(&visits, &network.gates[gate].inputs);
        if groups.len() < 2 {
            continue;
        }
        let (private, public): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(span, _)| visits.is_private(*span, gate as u32));
        let shared: Vec<Input> = public.into_iter().flat_map(|(_, inputs)| inputs).collect();
        let mut own: Vec<Input> =
            private.into_iter().map(|(_, inputs)| wrap(network, kind, inputs)).collect();
        let mut inputs = shared;
        if !inputs.is_empty() && !own.is_empty() {
            own = vec![wrap(network, kind, own)];
        }
        inputs.extend(own);
        network.gates[gate] = gate_of_kind(kind, inputs);
    }
}

/// Inputs joined where their touches overlap, in the order of the first touch.
fn groups_of_inputs(visits: &Visits, inputs: &[Input]) -> Vec<(Span, Vec<Input>)> {
    let mut spans: Vec<(Span, Input)> = inputs.iter().map(|&input| (visits.span(input), input)).collect();
    spans.sort_by_key(|(span, _)| span.first);
    let mut groups: Vec<(Span, Vec<Input>)> = Vec::new();
    for (span, input) in spans {
        match groups.last_mut() {
            Some((group, members)) if span.first <= group.last => {
                *group = group.join(span);
                members.push(input);
            }
            _ => groups.push((span, vec![input])),
        }
    }
    groups
}

fn wrap(network: &mut Network, kind: Kind, inputs: Vec<Input>) -> Input {
    if let [only] = inputs[..] {
        return only;
    }
    network.gates.push(gate_of_kind(kind, inputs));
    Input::Gate(GateIx(network.gates.len() as u32 - 1))
}

fn gate_of_kind(kind: Kind, inputs: Vec<Input>) -> Gate {
    let threshold = if kind == Kind::Or { 1 } else { inputs.len() as u32 };
    Gate { threshold, inputs }
}

/// Scratch tables reused from module to module; all entries are `u32::MAX` in between.
struct Extraction<'network> {
    network: &'network Network,
    places: Vec<u32>,
    event_places: Vec<u32>,
    module_places: Vec<u32>,
}

impl Extraction<'_> {
    fn module(&mut self, root: u32, place_of_module: &[Option<u32>]) -> Module {
        let own = self.own_gates(root, place_of_module);
        let order: Vec<u32> = own.iter().flatten().copied().collect();
        for (place, &gate) in order.iter().enumerate() {
            self.places[gate as usize] = place as u32;
        }
        let mut elements = Vec::new();
        let gates: Vec<LocalGate> = order
            .iter()
            .map(|&gate| {
                let Gate { threshold, inputs } = &self.network.gates[gate as usize];
                let inputs =
                    inputs.iter().map(|&input| self.local(input, place_of_module, &mut elements)).collect();
                LocalGate { threshold: *threshold, inputs }
            })
            .collect();
        let root = self.places[root as usize];
        self.clear(&order);
        let components = own.iter().map(|component| component.len() as u32).collect();
        Module { elements, gates, root, components }
    }

    /// The gates of the module, as components.
    fn own_gates(&self, root: u32, place_of_module: &[Option<u32>]) -> Vec<Vec<u32>> {
        // Renumbered in the order of discovery, so that the search costs no more than the module is large.
        let mut discovered = vec![root];
        let mut numbers = rustc_hash::FxHashMap::from_iter([(root, 0u32)]);
        let mut edges: Vec<Vec<u32>> = Vec::new();
        while let Some(&gate) = discovered.get(edges.len()) {
            let mut children = Vec::new();
            for input in &self.network.gates[gate as usize].inputs {
                let Input::Gate(child) = input else { continue };
                if place_of_module[child.index()].is_some() {
                    continue;
                }
                let number = *numbers.entry(child.0).or_insert_with(|| {
                    discovered.push(child.0);
                    discovered.len() as u32 - 1
                });
                children.push(number);
            }
            edges.push(children);
        }
        let found = components(discovered.len(), [0], |gate, out| out.extend(&edges[gate as usize]));
        let original =
            |component: Vec<u32>| component.into_iter().map(|number| discovered[number as usize]).collect();
        found.into_iter().map(original).collect()
    }

    fn local(&mut self, input: Input, place_of_module: &[Option<u32>], elements: &mut Vec<Element>) -> Local {
        let (place, element) = match input {
            Input::Event(event) => (&mut self.event_places[event.index()], Element::Event(event)),
            Input::Gate(gate) => match place_of_module[gate.index()] {
                Some(module) => (&mut self.module_places[gate.index()], Element::Module(module)),
                None => return Local::Gate(self.places[gate.index()]),
            },
        };
        if *place == u32::MAX {
            *place = elements.len() as u32;
            elements.push(element);
        }
        Local::Element(*place)
    }

    fn clear(&mut self, order: &[u32]) {
        for &gate in order {
            self.places[gate as usize] = u32::MAX;
            for input in &self.network.gates[gate as usize].inputs {
                match input {
                    Input::Event(event) => self.event_places[event.index()] = u32::MAX,
                    Input::Gate(gate) => self.module_places[gate.index()] = u32::MAX,
                }
            }
        }
    }
}
