//! Why firms stand still in one scenario: which input or whose orders bind, and from which step.

use crate::channels::{Channels, FIRST};
use crate::network::FirmIx;
use crate::options::EsriOptions;
use crate::rules::{MOST_STEPS, Rules};
use crate::shock::Shock;
use crate::sparse::{Progress, Sparse};

/// What holds a firm down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Binding {
    /// What hit it in the first place.
    Shock,
    /// An essential input: its scarcest, named by the supplier that is missed most.
    Essential {
        /// A supplier of the input.
        supplier: FirmIx,
        /// The part of the input that is missing, 0..=1.
        missing: f64,
    },
    /// All non-essential inputs together.
    NonEssential {
        /// The supplier that is missed most.
        supplier: FirmIx,
        /// The part of all purchases that is missing, 0..=1.
        missing: f64,
    },
    /// Orders.
    Orders {
        /// The customer whose orders are missed most.
        customer: FirmIx,
    },
}

/// What becomes of a firm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub firm: FirmIx,
    /// The larger of its two losses.
    pub loss: f64,
    /// The step in which that loss began; 0 for the shock itself.
    pub since: u32,
    /// What holds it down at the end.
    pub binding: Binding,
}

/// Every firm with a loss at the end of a scenario, in the order of the network.
///
/// Equal to what [`esri`](crate::esri) comes to. Memory O(n), time O(steps · links) at most.
pub fn trace(channels: &Channels, options: &EsriOptions<'_>, shock: &Shock) -> Vec<Hit> {
    let rules = Rules::new(channels, options);
    let mut state = Sparse::new(channels);
    state.start(channels, shock);
    let mut since = Since::new(channels.len());
    loop {
        let progress = state.step(channels, &rules);
        since.note(&state);
        if progress == Progress::Converged || state.steps >= MOST_STEPS {
            break;
        }
    }
    let mut hits: Vec<Hit> =
        state.touched().filter_map(|place| hit(channels, &state, &since, place)).collect();
    hits.sort_unstable_by_key(|hit| hit.firm);
    hits
}

/// The first steps with a loss, by place; 0 before there is one.
struct Since {
    down: Vec<u32>,
    up: Vec<u32>,
}

impl Since {
    fn new(firms: usize) -> Self {
        Self { down: vec![0; firms], up: vec![0; firms] }
    }

    fn note(&mut self, state: &Sparse) {
        let note = |at: &mut u32| {
            if *at == 0 {
                *at = state.steps;
            }
        };
        state.changed_down().for_each(|place| note(&mut self.down[place]));
        state.changed_up().for_each(|place| note(&mut self.up[place]));
    }
}

fn hit(channels: &Channels, state: &Sparse, since: &Since, place: usize) -> Option<Hit> {
    let (down, up) = (state.loss_down[place], state.loss_up[place]);
    let [floor_down, floor_up] = state.floors(place);
    let firm = channels.order()[place];
    let loss = if down > up { down } else { up };
    let hit = |since, binding| Some(Hit { firm, loss, since, binding });
    match loss {
        0.0 => None,
        _ if floor_down >= loss || floor_up >= loss => hit(0, Binding::Shock),
        _ if down >= up => hit(since.down[place], scarcest(channels, state, place)),
        _ => hit(since.up[place], orders(channels, state, place)),
    }
}

/// Weight times what is missed, and of whom.
type Missing = (f64, u32);

/// The larger, of equals the first.
fn worse(one: Missing, other: Missing) -> Missing {
    if other.0 > one.0 { other } else { one }
}

fn scarcest(channels: &Channels, state: &Sparse, place: usize) -> Binding {
    let (mut worst, mut of_worst) = (0.0, (0.0, 0));
    let (mut of_input, mut most) = (0.0, (0.0, 0));
    let (suppliers, weights) = channels.down.essential(place);
    for (&supplier, weight) in suppliers.iter().zip(weights) {
        let missing = weight * state.missed_of((supplier & !FIRST) as usize);
        if supplier >= FIRST {
            (of_input, most) = (0.0, (0.0, 0));
        }
        of_input += missing;
        most = worse(most, (missing, supplier & !FIRST));
        if of_input > worst {
            (worst, of_worst) = (of_input, most);
        }
    }
    let (suppliers, weights) = channels.down.non_essential(place);
    let missing =
        suppliers.iter().zip(weights).map(|(&at, weight)| (weight * state.missed_of(at as usize), at));
    let (linear, of_linear) =
        missing.fold((0.0, (0.0, 0)), |(sum, most), one| (sum + one.0, worse(most, one)));
    let firm = |(_, place): Missing| channels.order()[place as usize];
    if worst >= linear {
        Binding::Essential { supplier: firm(of_worst), missing: worst.min(1.0) }
    } else {
        Binding::NonEssential { supplier: firm(of_linear), missing: linear.min(1.0) }
    }
}

fn orders(channels: &Channels, state: &Sparse, place: usize) -> Binding {
    let (customers, weights) = channels.up.links(place);
    let lost = customers.iter().zip(weights).map(|(&at, weight)| (weight * state.loss_up[at as usize], at));
    let (_, customer) = lost.fold((0.0, 0), worse);
    Binding::Orders { customer: channels.order()[customer as usize] }
}
