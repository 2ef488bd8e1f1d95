//! Dates of a depth-first walk, from which modules and independent groups of inputs are read off.
//!
//! Dutuit and Rauzy (1996, "A linear time algorithm to find modules of fault trees", IEEE Trans. Reliability 45):
//! whatever is below a gate and is never touched outside the gate's own visit is used by that gate only.

use crate::network::Network;
use crate::tree::Input;

/// Dates from the first to the last touch of a set of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

impl Span {
    const EMPTY: Self = Self { first: u32::MAX, last: 0 };

    pub(crate) fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    pub(crate) fn is_inside(self, other: Self) -> bool {
        other.first < self.first && self.last < other.last
    }
}

/// When each node was touched.
pub(crate) struct Visits {
    /// First touch and exit of each gate's own visit.
    own: Vec<Span>,
    /// Touches of each gate and all that is below it.
    whole: Vec<Span>,
    /// Touches of what is below each gate, itself excepted.
    below: Vec<Span>,
    events: Vec<Span>,
}

impl Visits {
    /// Time and space O(gates + inputs + events).
    pub(crate) fn of(network: &Network, events: usize) -> Self {
        let (visits, touches, event_spans) = walk(network, events);
        let gates = network.gates.len();
        let mut whole = vec![Span::EMPTY; gates];
        let mut below = vec![Span::EMPTY; gates];
        for component in network.components() {
            let mut children = Span::EMPTY;
            for &gate in &component {
                for &input in &network.gates[gate as usize].inputs {
                    children = children.join(match input {
                        Input::Event(event) => event_spans[event.index()],
                        Input::Gate(gate) => whole[gate.index()],
                    });
                }
            }
            let all = component.iter().fold(children, |span, &gate| span.join(touches[gate as usize]));
            for &gate in &component {
                whole[gate as usize] = all;
                below[gate as usize] = component
                    .iter()
                    .filter(|&&other| other != gate && component.len() <= LARGEST_MODULAR_CIRCLE)
                    .fold(children, |span, &other| span.join(touches[other as usize]));
                if component.len() > LARGEST_MODULAR_CIRCLE {
                    below[gate as usize] = all;
                }
            }
        }
        Self { own: visits, whole, below, events: event_spans }
    }

    /// Whether all that is below `gate` is used by `gate` only.
    pub(crate) fn is_module(&self, gate: u32) -> bool {
        self.below[gate as usize].is_inside(self.own[gate as usize])
    }

    /// Whether a set of nodes with these touches is used by `gate` only.
    pub(crate) fn is_private(&self, span: Span, gate: u32) -> bool {
        span.is_inside(self.own[gate as usize])
    }

    pub(crate) fn span(&self, input: Input) -> Span {
        match input {
            Input::Event(event) => self.events[event.index()],
            Input::Gate(gate) => self.whole[gate.index()],
        }
    }
}

/// Members of larger circles are not tried as modules, which keeps the time linear.
const LARGEST_MODULAR_CIRCLE: usize = 64;

/// Visits, touches of gates, touches of events.
fn walk(network: &Network, events: usize) -> (Vec<Span>, Vec<Span>, Vec<Span>) {
    let gates = network.gates.len();
    let mut visits = vec![Span::EMPTY; gates];
    let mut touches = vec![Span::EMPTY; gates];
    let mut event_touches = vec![Span::EMPTY; events];
    let mut date = 1;
    let mut path = vec![(network.root, 0usize)];
    let touch = |span: &mut Span, date: u32| *span = span.join(Span { first: date, last: date });
    touch(&mut touches[network.root as usize], 0);
    visits[network.root as usize].first = 0;
    while let Some((gate, place)) = path.last_mut() {
        let visiting = *gate as usize;
        let next = network.gates[visiting].inputs.get(*place);
        *place += 1;
        match next {
            Some(Input::Event(event)) => touch(&mut event_touches[event.index()], date),
            Some(Input::Gate(child)) => {
                let child = child.index();
                touch(&mut touches[child], date);
                if visits[child].first == u32::MAX {
                    visits[child].first = date;
                    path.push((child as u32, 0));
                }
            }
            None => {
                visits[visiting].last = date;
                path.pop();
            }
        }
        date += 1;
    }
    (visits, touches, event_touches)
}
