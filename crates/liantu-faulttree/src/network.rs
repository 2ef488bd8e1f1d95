//! Preprocessing: the part of a tree below one top, simplified without changing what fails the top.

use rustc_hash::FxHashMap;

use crate::components::components;
use crate::tree::{FaultTree, GateIx, Input};

/// The structure function of one top after preprocessing.
pub(crate) enum Prepared {
    /// The top has the same state in every world.
    Constant(bool),
    Network(Network),
}

/// Gates that are neither constant nor mere pass-throughs (the root may be one), all below the root.
pub(crate) struct Network {
    pub(crate) gates: Vec<Gate>,
    pub(crate) root: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Gate {
    pub(crate) threshold: u32,
    pub(crate) inputs: Vec<Input>,
}

/// The two kinds of gate whose like can be merged into one, and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Or,
    And,
    Threshold,
}

impl Gate {
    pub(crate) fn kind(&self) -> Kind {
        if self.threshold == 1 {
            Kind::Or
        } else if self.threshold as usize == self.inputs.len() {
            Kind::And
        } else {
            Kind::Threshold
        }
    }
}

/// Rewriting stops after this many rounds even if another might still gain something.
const MAX_ROUNDS: usize = 16;

/// Prepares the function of `top` in which the events marked in `excluded` never fail.
pub(crate) fn prepare(tree: &FaultTree, top: GateIx, excluded: Option<&[bool]>) -> Prepared {
    let constants = Constants::of(tree, excluded);
    if let Some(state) = constants.state(Input::Gate(top)) {
        return Prepared::Constant(state);
    }
    let mut network = Network { gates: constants.varying_gates(tree), root: top.0 };
    network.compact();
    for _ in 0..MAX_ROUNDS {
        let merged = network.merge_equal_gates();
        let coalesced = network.coalesce();
        network.compact();
        if !merged && !coalesced {
            break;
        }
    }
    Prepared::Network(network)
}

/// What has the same state in every world.
///
/// Found exactly, cycles included: a gate of a coherent tree is constantly failed when it fails without any failed
/// event, and constantly working when not even all possible events fail it.
struct Constants {
    possible: Vec<bool>,
    always: Vec<bool>,
    sometimes: Vec<bool>,
}

impl Constants {
    fn of(tree: &FaultTree, excluded: Option<&[bool]>) -> Self {
        let possible = match excluded {
            Some(excluded) => excluded.iter().map(|excluded| !excluded).collect(),
            None => vec![true; tree.event_count()],
        };
        Self {
            always: tree.evaluate_states(&vec![false; tree.event_count()]),
            sometimes: tree.evaluate_states(&possible),
            possible,
        }
    }

    /// The constant state of a node, if it has one.
    fn state(&self, node: Input) -> Option<bool> {
        let (always, sometimes) = match node {
            Input::Event(event) => (false, self.possible[event.index()]),
            Input::Gate(gate) => (self.always[gate.index()], self.sometimes[gate.index()]),
        };
        (always == sometimes).then_some(always)
    }

    /// The gates of `tree` without their constant inputs; constant gates are left without any.
    fn varying_gates(&self, tree: &FaultTree) -> Vec<Gate> {
        let varying_gate = |gate: GateIx| {
            let (mut threshold, mut inputs) = (tree.threshold(gate), Vec::new());
            if self.state(Input::Gate(gate)).is_some() {
                return Gate { threshold: 1, inputs };
            }
            for &input in tree.inputs(gate) {
                match self.state(input) {
                    Some(failed) => threshold -= u32::from(failed),
                    None => inputs.push(input),
                }
            }
            Gate { threshold, inputs }
        };
        (0..tree.gate_count()).map(|gate| varying_gate(GateIx(gate as u32))).collect()
    }
}

impl Network {
    /// Gates below the root, children first.
    pub(crate) fn components(&self) -> Vec<Vec<u32>> {
        components(self.gates.len(), [self.root], |gate, out| {
            out.extend(self.gates[gate as usize].inputs.iter().copied().filter_map(gate_of));
        })
    }

    /// Removes pass-throughs and repeated inputs, and lets one gate stand for all with the same definition.
    fn merge_equal_gates(&mut self) -> bool {
        let mut aliases: Vec<Input> =
            (0..self.gates.len()).map(|gate| Input::Gate(GateIx(gate as u32))).collect();
        let mut known: FxHashMap<Gate, u32> = FxHashMap::default();
        let mut changed = false;
        for gate in self.components().into_iter().flatten() {
            let own = Input::Gate(GateIx(gate));
            let new = self.tidied(gate, &aliases);
            changed |= new.inputs.len() != self.gates[gate as usize].inputs.len();
            let alias = match new.inputs[..] {
                [only] if only != own && gate != self.root => only,
                _ => {
                    let mut key = new.clone();
                    key.inputs.sort_unstable();
                    Input::Gate(GateIx(*known.entry(key).or_insert(gate)))
                }
            };
            aliases[gate as usize] = alias;
            changed |= alias != own;
            self.gates[gate as usize] = new;
        }
        for gate in &mut self.gates {
            gate.inputs.iter_mut().for_each(|input| *input = resolve(&aliases, *input));
        }
        if let Input::Gate(root) = resolve(&aliases, Input::Gate(GateIx(self.root))) {
            self.root = root.0;
        }
        changed
    }

    /// The gate with its inputs resolved and, where that is all the same, without repeated inputs.
    fn tidied(&self, gate: u32, aliases: &[Input]) -> Gate {
        let old = &self.gates[gate as usize];
        let mut inputs: Vec<Input> = old.inputs.iter().map(|&input| resolve(aliases, input)).collect();
        let kind = old.kind();
        if kind == Kind::Threshold {
            return Gate { threshold: old.threshold, inputs };
        }
        remove_repeated(&mut inputs);
        // A least fixpoint gains nothing from a gate's being among its own alternatives.
        let own = Input::Gate(GateIx(gate));
        if kind == Kind::Or && inputs.len() > 1 {
            inputs.retain(|&input| input != own);
        }
        let threshold = if kind == Kind::Or { 1 } else { inputs.len() as u32 };
        Gate { threshold, inputs }
    }

    /// Puts the inputs of a gate with one parent of its own kind in its place.
    fn coalesce(&mut self) -> bool {
        let mut uses = vec![0u32; self.gates.len()];
        uses[self.root as usize] = 2;
        for gate in self.gates.iter().flat_map(|gate| &gate.inputs).copied().filter_map(gate_of) {
            uses[gate as usize] += 1;
        }
        let is_absorbed = |child: u32, parent: u32, network: &Self| {
            let (child_kind, parent_kind) =
                (network.gates[child as usize].kind(), network.gates[parent as usize].kind());
            uses[child as usize] == 1
                && child != parent
                && child_kind == parent_kind
                && child_kind != Kind::Threshold
        };
        let mut absorbed = vec![false; self.gates.len()];
        // Parents first, so that each gate is moved once only.
        for parent in (0..self.gates.len() as u32).rev() {
            if absorbed[parent as usize] {
                continue;
            }
            let mut flat = Vec::new();
            let mut waiting: Vec<Input> = self.gates[parent as usize].inputs.iter().rev().copied().collect();
            while let Some(input) = waiting.pop() {
                match gate_of(input) {
                    Some(child) if is_absorbed(child, parent, self) => {
                        absorbed[child as usize] = true;
                        waiting.extend(self.gates[child as usize].inputs.iter().rev());
                    }
                    _ => flat.push(input),
                }
            }
            let gate = &mut self.gates[parent as usize];
            if gate.kind() == Kind::And {
                gate.threshold = flat.len() as u32;
            }
            gate.inputs = flat;
        }
        absorbed.contains(&true)
    }

    /// Drops the gates that are no longer below the root.
    fn compact(&mut self) {
        let order: Vec<u32> = self.components().into_iter().flatten().collect();
        let mut places = vec![u32::MAX; self.gates.len()];
        for (place, &gate) in order.iter().enumerate() {
            places[gate as usize] = place as u32;
        }
        let mut gates = Vec::with_capacity(order.len());
        for &gate in &order {
            let mut kept =
                std::mem::replace(&mut self.gates[gate as usize], Gate { threshold: 1, inputs: Vec::new() });
            for input in &mut kept.inputs {
                if let Input::Gate(gate) = input {
                    *gate = GateIx(places[gate.index()]);
                }
            }
            gates.push(kept);
        }
        self.root = places[self.root as usize];
        self.gates = gates;
    }
}

pub(crate) fn gate_of(input: Input) -> Option<u32> {
    match input {
        Input::Gate(gate) => Some(gate.0),
        Input::Event(_) => None,
    }
}

fn resolve(aliases: &[Input], mut input: Input) -> Input {
    while let Input::Gate(gate) = input {
        let alias = aliases[gate.index()];
        if alias == input {
            break;
        }
        input = alias;
    }
    input
}

fn remove_repeated(inputs: &mut Vec<Input>) {
    let mut sorted = inputs.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() == inputs.len() {
        return;
    }
    let mut seen = rustc_hash::FxHashSet::default();
    inputs.retain(|&input| seen.insert(input));
}
