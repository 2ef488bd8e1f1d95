//! Minimal cut sets up to an order, honest about where the budget stopped them.

use crate::budget::{Allowance, Budget};
use crate::error::{Error, Exhausted};
use crate::family::Family;
use crate::modules::{Element, Module, modules};
use crate::network::{Prepared, prepare};
use crate::sets::Sets;
use crate::solve::{Side, functions, minimal_sets};
use crate::tree::{EventIx, FaultTree, GateIx};
use crate::truncated::truncated;

/// Up to where a list of sets is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// Every set is there.
    All,
    /// Every set up to this order is there, and none above it.
    ToOrder(u32),
}

/// A family of minimal sets of events, held compactly: millions of millions of sets take little memory.
#[derive(Clone, Debug)]
pub struct CutSets {
    family: Family,
    completeness: Completeness,
    stopped_by: Option<Exhausted>,
    events: usize,
}

impl CutSets {
    pub(crate) fn whole(family: Family, events: usize) -> Self {
        Self { family, completeness: Completeness::All, stopped_by: None, events }
    }

    /// Up to which order the list is whole; it holds no sets of higher orders.
    pub fn completeness(&self) -> Completeness {
        self.completeness
    }

    /// What ran out, when the list ends at a lower order than was asked for.
    pub fn stopped_by(&self) -> Option<Exhausted> {
        self.stopped_by
    }

    /// Number of sets by order: entry *k* is for order *k*. Time O(diagram nodes × order²).
    ///
    /// A top that is always failed has the empty set, of order 0, as its only cut set.
    ///
    /// # Errors
    /// [`Error::CountOverflow`] when a number exceeds 128 bits.
    pub fn counts(&self) -> Result<Vec<u128>, Error> {
        self.family.counts()
    }

    /// Structural importance: for each event, by index, the number of sets of each order that contain it.
    ///
    /// # Errors
    /// [`Error::CountOverflow`] when a number exceeds 128 bits.
    pub fn counts_containing(&self) -> Result<Vec<Vec<u128>>, Error> {
        self.family.counts_containing(self.events)
    }

    /// The sets by order, then lexicographically by event index. Lazy: cap a long listing with
    /// [`take`](Iterator::take).
    pub fn iter(&self) -> Sets<'_> {
        Sets::new(&self.family)
    }

    pub(crate) fn events(&self) -> usize {
        self.events
    }

    fn ending_at(self, order: u32) -> Self {
        if self.family.largest_order() <= order {
            return self;
        }
        Self {
            family: Family { limit: Some(order), ..self.family },
            completeness: Completeness::ToOrder(order),
            ..self
        }
    }
}

impl<'sets> IntoIterator for &'sets CutSets {
    type Item = Vec<EventIx>;
    type IntoIter = Sets<'sets>;

    fn into_iter(self) -> Sets<'sets> {
        self.iter()
    }
}

/// Up to this order the truncated engine goes first: it is fast there and its memory small.
const LOW_ORDER: u32 = 4;

impl FaultTree {
    /// The minimal cut sets of `top` of order at most `max_order`.
    ///
    /// Exact. When the budget does not suffice, the answer ends at the last order that could be finished and says so;
    /// order 1 is always finished, being cheap ([`single_points`](Self::single_points)).
    ///
    /// # Errors
    /// [`Error::UnknownGate`]; [`Error::ZeroOrder`] for a `max_order` of 0.
    pub fn minimal_cut_sets(&self, top: GateIx, max_order: u32, budget: &Budget) -> Result<CutSets, Error> {
        if max_order == 0 {
            return Err(Error::ZeroOrder);
        }
        let singles = self.single_points(&[top])?.concat();
        let excluded = self.marked(&singles);
        let network = match prepare(self, top, Some(&excluded)) {
            Prepared::Network(network) => network,
            Prepared::Constant(state) => {
                let family = Family::constant(state).with_singles(&singles);
                return Ok(CutSets::whole(family, self.event_count()));
            }
        };
        let modules = modules(network, self.event_count());
        let possible_order = events_below(&modules);
        let search = Search {
            modules: &modules,
            max_order: max_order.min(possible_order),
            possible_order,
            allowance: budget.start(),
        };
        let cut_sets = search.run(self.event_count());
        Ok(CutSets { family: cut_sets.family.with_singles(&singles), ..cut_sets })
    }

    fn marked(&self, events: &[EventIx]) -> Vec<bool> {
        let mut marks = vec![false; self.event_count()];
        for event in events {
            marks[event.index()] = true;
        }
        marks
    }
}

/// The search for sets of order 2 and more.
struct Search<'modules> {
    modules: &'modules [Module],
    max_order: u32,
    /// No set has more events than there are.
    possible_order: u32,
    allowance: Allowance,
}

impl Search<'_> {
    fn run(&self, events: usize) -> CutSets {
        let full = |allowance| {
            self.full(allowance).ok().map(|family| CutSets::whole(family, events).ending_at(self.max_order))
        };
        if self.max_order > LOW_ORDER
            && let Some(whole) = full(self.allowance.half_time())
        {
            return whole;
        }
        let (family, order, stopped_by) = self.deepen();
        if stopped_by.is_some()
            && self.max_order <= LOW_ORDER
            && let Some(whole) = full(self.allowance)
        {
            return whole;
        }
        CutSets {
            family,
            completeness: if order >= self.possible_order {
                Completeness::All
            } else {
                Completeness::ToOrder(order)
            },
            stopped_by,
            events,
        }
    }

    fn full(&self, allowance: Allowance) -> Result<Family, Exhausted> {
        let functions = functions(self.modules, allowance)?;
        minimal_sets(&functions, Side::Cut, allowance)
    }

    /// Order after order, so that each is whole before the next is tried.
    fn deepen(&self) -> (Family, u32, Option<Exhausted>) {
        let mut best = (Family::constant(false), 1);
        for order in 2..=self.max_order {
            match truncated(self.modules, order, self.allowance) {
                Ok(family) => best = (family, order),
                Err(exhausted) => return (best.0, best.1, Some(exhausted)),
            }
        }
        (best.0, best.1, None)
    }
}

fn events_below(modules: &[Module]) -> u32 {
    let elements = modules.iter().flat_map(|module| &module.elements);
    elements.filter(|element| matches!(element, Element::Event(_))).count() as u32
}
