//! The fault tree: events, threshold gates, and the plain evaluator.

use crate::error::Error;

/// Dense index of a basic event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventIx(pub u32);

/// Dense index of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GateIx(pub u32);

impl EventIx {
    /// The position, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl GateIx {
    /// The position, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a gate looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// A basic event.
    Event(EventIx),
    /// Another gate, or the gate itself.
    Gate(GateIx),
}

impl From<EventIx> for Input {
    fn from(event: EventIx) -> Self {
        Self::Event(event)
    }
}

impl From<GateIx> for Input {
    fn from(gate: GateIx) -> Self {
        Self::Gate(gate)
    }
}

/// Collects the parts of a [`FaultTree`].
///
/// ```
/// use liantu_faulttree::FaultTreeBuilder;
///
/// let mut builder = FaultTreeBuilder::default();
/// let (a, b, c) = (builder.event(), builder.event(), builder.event());
/// let both = builder.all_of([a.into(), b.into()]);
/// let top = builder.any_of([both.into(), c.into()]);
/// let tree = builder.build()?;
/// assert!(tree.evaluate(&[c])?[top.0 as usize]);
/// assert!(!tree.evaluate(&[a])?[top.0 as usize]);
/// # Ok::<(), liantu_faulttree::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct FaultTreeBuilder {
    events: u32,
    gates: Vec<Option<(u32, Vec<Input>)>>,
    redefined: Option<GateIx>,
}

impl FaultTreeBuilder {
    /// Adds a basic event.
    pub fn event(&mut self) -> EventIx {
        let event = EventIx(self.events);
        self.events = self.events.saturating_add(1);
        event
    }

    /// Adds a gate that is defined later, so that gates can refer to each other in a circle.
    pub fn declare(&mut self) -> GateIx {
        self.push(None)
    }

    /// Defines a declared gate: it fails when at least `threshold` of `inputs` fail.
    pub fn define(&mut self, gate: GateIx, threshold: u32, inputs: impl IntoIterator<Item = Input>) {
        let definition = Some((threshold, inputs.into_iter().collect()));
        match self.gates.get_mut(gate.index()) {
            Some(place @ None) => *place = definition,
            Some(Some(_)) | None => self.redefined = self.redefined.or(Some(gate)),
        }
    }

    /// Adds a gate that fails when at least `threshold` of `inputs` fail.
    ///
    /// An input listed twice counts twice. A threshold of 0 is always failed, one above the number of inputs never.
    pub fn at_least(&mut self, threshold: u32, inputs: impl IntoIterator<Item = Input>) -> GateIx {
        self.push(Some((threshold, inputs.into_iter().collect())))
    }

    /// Adds a gate that fails when any input fails (OR).
    pub fn any_of(&mut self, inputs: impl IntoIterator<Item = Input>) -> GateIx {
        self.at_least(1, inputs)
    }

    /// Adds a gate that fails when all inputs fail (AND); without inputs it is always failed.
    pub fn all_of(&mut self, inputs: impl IntoIterator<Item = Input>) -> GateIx {
        let inputs: Vec<Input> = inputs.into_iter().collect();
        self.at_least(u32::try_from(inputs.len()).unwrap_or(u32::MAX), inputs)
    }

    /// The finished tree. Time and space O(events + gates + inputs).
    ///
    /// # Errors
    /// [`Error::UndefinedGate`], [`Error::RedefinedGate`], [`Error::UnknownEvent`], [`Error::UnknownGate`] for a
    /// definition that does not fit, [`Error::TreeTooLarge`] when an index would not fit 32 bits.
    pub fn build(self) -> Result<FaultTree, Error> {
        if let Some(gate) = self.redefined {
            return Err(self.misdefined(gate));
        }
        let edges: usize = self.gates.iter().flatten().map(|gate| gate.1.len()).sum();
        if self.gates.len().max(edges) >= u32::MAX as usize / 4 || self.events >= u32::MAX / 4 {
            return Err(Error::TreeTooLarge);
        }
        let mut thresholds = Vec::with_capacity(self.gates.len());
        let mut inputs = Rows::with_capacity(self.gates.len(), edges);
        for (index, gate) in self.gates.iter().enumerate() {
            let undefined = Error::UndefinedGate { gate: GateIx(index as u32) };
            let (threshold, row) = gate.as_ref().ok_or(undefined)?;
            row.iter().try_for_each(|&input| self.check(input))?;
            thresholds.push(*threshold);
            inputs.push_row(row.iter().copied());
        }
        Ok(FaultTree::new(self.events as usize, thresholds, inputs))
    }

    fn push(&mut self, definition: Option<(u32, Vec<Input>)>) -> GateIx {
        self.gates.push(definition);
        GateIx(u32::try_from(self.gates.len() - 1).unwrap_or(u32::MAX))
    }

    fn misdefined(&self, gate: GateIx) -> Error {
        if gate.index() < self.gates.len() { Error::RedefinedGate { gate } } else { self.unknown_gate(gate) }
    }

    fn unknown_gate(&self, gate: GateIx) -> Error {
        let gates = self.gates.len();
        Error::UnknownGate { gate, gates }
    }

    fn check(&self, input: Input) -> Result<(), Error> {
        match input {
            Input::Event(event) if event.0 >= self.events => {
                Err(Error::UnknownEvent { event, events: self.events as usize })
            }
            Input::Gate(gate) if gate.index() >= self.gates.len() => Err(self.unknown_gate(gate)),
            Input::Event(_) | Input::Gate(_) => Ok(()),
        }
    }
}

/// An immutable coherent fault tree, or rather graph: gates are shared, and may refer to each other in circles.
///
/// The state of the gates is the *least* fixpoint of their definitions: a gate has failed only when that can be derived
/// from failed events. Any gate can be the top of an analysis.
#[derive(Clone, Debug)]
pub struct FaultTree {
    events: usize,
    thresholds: Vec<u32>,
    inputs: Rows<Input>,
    parents_of_events: Rows<GateIx>,
    parents_of_gates: Rows<GateIx>,
}

impl FaultTree {
    fn new(events: usize, thresholds: Vec<u32>, inputs: Rows<Input>) -> Self {
        let gates = thresholds.len();
        let edges = || {
            (0..gates).flat_map(|gate| {
                let parent = GateIx(gate as u32);
                inputs.row(gate).iter().map(move |&input| (input, parent))
            })
        };
        let event_edges = || {
            edges().filter_map(|(input, parent)| match input {
                Input::Event(event) => Some((event.index(), parent)),
                Input::Gate(_) => None,
            })
        };
        let gate_edges = || {
            edges().filter_map(|(input, parent)| match input {
                Input::Gate(gate) => Some((gate.index(), parent)),
                Input::Event(_) => None,
            })
        };
        let parents_of_events = Rows::grouped(events, event_edges);
        let parents_of_gates = Rows::grouped(gates, gate_edges);
        Self { events, thresholds, inputs, parents_of_events, parents_of_gates }
    }

    /// Number of basic events.
    pub fn event_count(&self) -> usize {
        self.events
    }

    /// Number of gates.
    pub fn gate_count(&self) -> usize {
        self.thresholds.len()
    }

    /// The number of inputs that must fail for `gate` to fail, and its inputs.
    ///
    /// # Errors
    /// [`Error::UnknownGate`].
    pub fn gate(&self, gate: GateIx) -> Result<(u32, &[Input]), Error> {
        self.check_gate(gate)?;
        Ok((self.threshold(gate), self.inputs(gate)))
    }

    /// State of every gate, by gate index, when exactly the events `failed` have failed.
    ///
    /// The least fixpoint, by counting down each gate's threshold (Dowling and Gallier 1984): time O(events + gates +
    /// inputs).
    ///
    /// # Errors
    /// [`Error::UnknownEvent`].
    pub fn evaluate(&self, failed: &[EventIx]) -> Result<Vec<bool>, Error> {
        let mut event_states = vec![false; self.events];
        for &event in failed {
            let state = event_states
                .get_mut(event.index())
                .ok_or(Error::UnknownEvent { event, events: self.events })?;
            *state = true;
        }
        Ok(self.evaluate_states(&event_states))
    }

    pub(crate) fn evaluate_states(&self, event_states: &[bool]) -> Vec<bool> {
        let mut missing = self.thresholds.clone();
        let mut gate_states: Vec<bool> = missing.iter().map(|&missing| missing == 0).collect();
        let mut failed_gates: Vec<usize> = (0..self.gate_count()).filter(|&gate| gate_states[gate]).collect();
        let mut count_down = |parents: &[GateIx], failed_gates: &mut Vec<usize>| {
            for parent in parents.iter().map(|parent| parent.index()) {
                missing[parent] = missing[parent].saturating_sub(1);
                if missing[parent] == 0 && !gate_states[parent] {
                    gate_states[parent] = true;
                    failed_gates.push(parent);
                }
            }
        };
        for (event, _) in event_states.iter().enumerate().filter(|(_, failed)| **failed) {
            count_down(self.parents_of_events.row(event), &mut failed_gates);
        }
        while let Some(gate) = failed_gates.pop() {
            count_down(self.parents_of_gates.row(gate), &mut failed_gates);
        }
        gate_states
    }

    pub(crate) fn threshold(&self, gate: GateIx) -> u32 {
        self.thresholds[gate.index()]
    }

    pub(crate) fn inputs(&self, gate: GateIx) -> &[Input] {
        self.inputs.row(gate.index())
    }

    pub(crate) fn parents(&self, gate: GateIx) -> &[GateIx] {
        self.parents_of_gates.row(gate.index())
    }

    pub(crate) fn check_gate(&self, gate: GateIx) -> Result<(), Error> {
        if gate.index() < self.gate_count() {
            return Ok(());
        }
        Err(Error::UnknownGate { gate, gates: self.gate_count() })
    }
}

/// Rows of varying length in one allocation.
#[derive(Clone, Debug)]
struct Rows<T> {
    starts: Vec<u32>,
    cells: Vec<T>,
}

impl<T: Copy> Rows<T> {
    fn with_capacity(rows: usize, cells: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self { starts, cells: Vec::with_capacity(cells) }
    }

    fn push_row(&mut self, row: impl Iterator<Item = T>) {
        self.cells.extend(row);
        self.starts.push(self.cells.len() as u32);
    }

    fn row(&self, row: usize) -> &[T] {
        &self.cells[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// Counting sort of `(row, cell)` pairs, stable within a row.
    fn grouped<I: Iterator<Item = (usize, T)>>(rows: usize, pairs: impl Fn() -> I) -> Self {
        let mut starts = vec![0u32; rows + 1];
        pairs().for_each(|(row, _)| starts[row + 1] += 1);
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let Some((_, filler)) = pairs().next() else {
            return Self { starts, cells: Vec::new() };
        };
        let mut cells = vec![filler; starts[rows] as usize];
        let mut ends = starts.clone();
        for (row, cell) in pairs() {
            cells[ends[row] as usize] = cell;
            ends[row] += 1;
        }
        Self { starts, cells }
    }
}
