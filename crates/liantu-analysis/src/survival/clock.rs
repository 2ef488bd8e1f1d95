//! Clocks: how long nothing is missed of what is wanted at the end.
//!
//! | symbol | here |
//! |---|---|
//! | `q_i(t)`, least made of i by week t with nothing missed | [`Curve`] |
//! | `d_i`, `r_ij`, `s_i`, `D_i` | `Stage::wanted`, `Use::quantity`, `Stage::stock`, `Stage::throughput` |
//! | `P_i`, the shortest way to an end | `Clocks::shortest` |
//!
//! Two curves enclose the truth where it is not known: `most` takes a blank stock for nothing and every
//! alternative for needed, `least` a blank stock for endless and no alternative for needed. Where neither can
//! be had for want of quantities, `t − longest ≤ q_i(t) ÷ D_i ≤ t − shortest` over the ways to an end.

use super::curve::Curve;
use super::flow::{Flow, Input, Need, Stage, Use};
use crate::Interval;
use liantu_model::{ComponentIx, Index};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Why a clock is known between two ends only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClockGap {
    /// A stock on the way is blank.
    BlankStock,
    /// What is wanted at an end is blank.
    BlankDemand,
    /// A quantity on the way is blank.
    BlankQuantity,
    /// Others may do in its place; what they can add is not known.
    Alternatives,
    /// Components on the way need each other.
    Cycle,
    /// It stands, serves or is licensed: its loss is not felt at once.
    Standing,
    /// Makers that are not listed may go on.
    Unlisted,
}

impl ClockGap {
    /// Every gap, in order.
    pub const ALL: [Self; 7] = [
        Self::BlankStock,
        Self::BlankDemand,
        Self::BlankQuantity,
        Self::Alternatives,
        Self::Cycle,
        Self::Standing,
        Self::Unlisted,
    ];

    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BlankStock => "blank-stock",
            Self::BlankDemand => "blank-demand",
            Self::BlankQuantity => "blank-quantity",
            Self::Alternatives => "alternatives",
            Self::Cycle => "cycle",
            Self::Standing => "standing",
            Self::Unlisted => "unlisted",
        }
    }
}

/// A set of gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Gaps(u8);

impl Gaps {
    fn add(&mut self, gap: ClockGap, holds: bool) {
        self.0 |= u8::from(holds) << gap as u8;
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn list(self) -> Vec<ClockGap> {
        ClockGap::ALL.into_iter().filter(|&gap| self.0 >> gap as u8 & 1 == 1).collect()
    }
}

/// How long a component can be missed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Clock {
    /// Weeks, when what there is goes where it is needed first; ∞: never.
    pub(super) coordinated: Interval<f64>,
    /// Weeks, when everybody goes on as always until nothing is left; ∞: never.
    pub(super) uncoordinated: Interval<f64>,
    /// Why they are intervals; empty when they are exact.
    pub(super) gaps: Vec<ClockGap>,
}

/// The clocks of all components of a flow, consumers before producers. A curve is dropped when the last producer has
/// read it: there are as many bends as ends a component serves, and all of them together would not fit.
#[derive(Debug)]
pub(super) struct Clocks {
    flow: Flow,
    /// By component; `None` where quantities are missing, and when nobody reads it any more.
    most: Vec<Option<Curve>>,
    /// By component; `None` where it is the same as `most`, and when nobody reads it any more.
    least: Vec<Option<Curve>>,
    /// How many uses by producers have still to be read.
    readers: Vec<u32>,
    gaps: Vec<Gaps>,
    /// Ways to an end, every use counted and blank stocks taken for nothing.
    shortest: Vec<f64>,
    /// Ways to an end without alternatives, blank stocks taken for endless.
    shortest_known: Vec<f64>,
    longest: Vec<f64>,
    /// Whether anything wanted needs it, by what is used up.
    felt: Vec<bool>,
    /// Whether anything wanted needs it, by what is standing too.
    stands: Vec<bool>,
    /// Ways to an end over what is standing too.
    spares: Vec<f64>,
}

impl Clocks {
    /// The clocks of every component when so much of it (0..=1) is lost: for each of the losses asked of it one, in order.
    ///
    /// O(components log components + requirements + bends); memory for the curves that are still read.
    pub(super) fn answers<'a>(
        flow: Flow,
        asked: impl Fn(ComponentIx) -> &'a [Interval<f64>],
    ) -> Vec<Vec<Clock>> {
        let size = flow.stages.len();
        let mut clocks = Self::new(flow);
        let mut answers = vec![Vec::new(); size];
        for position in 0..size {
            let component = clocks.flow.order[position];
            clocks.wind(component.position());
            answers[component.position()] =
                asked(component).iter().map(|&lost| clocks.clock(component, lost)).collect();
            clocks.release(component.position());
        }
        answers
    }

    fn new(flow: Flow) -> Self {
        let size = flow.stages.len();
        let mut readers = vec![0; size];
        for one in flow.stages.iter().flat_map(|stage| &stage.uses) {
            readers[one.product.position()] += 1;
        }
        Self {
            most: vec![None; size],
            least: vec![None; size],
            readers,
            gaps: vec![Gaps::default(); size],
            shortest: shortest(&flow, Ways::Possible, |stage| stage.weeks.low),
            shortest_known: shortest(&flow, Ways::Certain, |stage| stage.weeks.high),
            longest: vec![f64::INFINITY; size],
            felt: reached(&flow, Ways::Possible),
            stands: reached(&flow, Ways::Standing),
            spares: shortest(&flow, Ways::Standing, |stage| stage.weeks.low),
            flow,
        }
    }

    /// Computes the curves of a component from those of its products.
    fn wind(&mut self, at: usize) {
        self.gaps[at] = self.gaps_of(at);
        self.most[at] = self.most_of(at);
        self.least[at] = (!self.gaps[at].is_empty()).then(|| self.least_of(at));
        self.longest[at] = self.longest_of(at);
    }

    /// Drops the curves that nobody reads any more, now that a component has been computed.
    fn release(&mut self, at: usize) {
        let Self { flow, readers, most, least, .. } = self;
        for one in &flow.stages[at].uses {
            let product = one.product.position();
            readers[product] -= 1;
            if readers[product] == 0 {
                (most[product], least[product]) = (None, None);
            }
        }
        if readers[at] == 0 {
            (most[at], least[at]) = (None, None);
        }
    }

    fn clock(&self, component: ComponentIx, lost: Interval<f64>) -> Clock {
        let (coordinated, uncoordinated) =
            (self.coordinated(component, lost), self.uncoordinated(component, lost));
        let is_exact = coordinated.is_exact() && uncoordinated.is_exact();
        let gaps = if is_exact { Vec::new() } else { self.gaps[component.position()].list() };
        Clock { coordinated, uncoordinated, gaps }
    }

    /// Whether anything wanted depends on it in the short run.
    fn is_felt(&self, component: ComponentIx) -> bool {
        self.felt[component.position()]
    }

    /// Weeks until something is missed when a part of it (0..=1) is lost and what there is goes where it is
    /// needed first.
    fn coordinated(&self, component: ComponentIx, lost: Interval<f64>) -> Interval<f64> {
        let at = component.position();
        if !self.felt[at] {
            return self.unfelt(at);
        }
        let exact = self.gaps[at].is_empty() && lost.is_exact();
        if let Some(curve) = self.most[at].as_ref().filter(|_| exact)
            && let Some(weeks) = self.lasts(at, curve, lost.high)
        {
            return Interval::exactly(weeks);
        }
        let most = self.most[at].as_ref().and_then(|curve| self.lasts(at, curve, lost.high));
        let least = self.least[at].as_ref().or(self.most[at].as_ref());
        let least = least.and_then(|curve| self.lasts(at, curve, lost.low));
        let low = most.unwrap_or(0.0).max(over(self.shortest[at], lost.high));
        let high = least.unwrap_or(f64::INFINITY).min(over(self.longest[at], lost.low));
        Interval { low, high: high.max(low) }
    }

    /// Weeks until something is missed when everybody uses as much as always until nothing is left.
    fn uncoordinated(&self, component: ComponentIx, lost: Interval<f64>) -> Interval<f64> {
        let at = component.position();
        if !self.felt[at] {
            return self.unfelt(at);
        }
        let low = over(self.shortest[at], lost.high);
        Interval { low, high: over(self.shortest_known[at], lost.low).max(low) }
    }

    /// Nothing ever, or not before the spares are gone.
    fn unfelt(&self, at: usize) -> Interval<f64> {
        let low = if self.stands[at] { self.spares[at] } else { f64::INFINITY };
        Interval { low, high: f64::INFINITY }
    }

    /// `sup { t : q(t) ≤ (1 − lost) D t }`; `None` when D is needed and not known.
    fn lasts(&self, at: usize, curve: &Curve, lost: f64) -> Option<f64> {
        if lost >= 1.0 {
            return Some(curve.starts());
        }
        Some(curve.overtakes((1.0 - lost) * self.flow.stages[at].throughput?))
    }

    /// Products that are missed in the end when they stop.
    fn felt<'s>(&'s self, stage: &'s Stage) -> impl Iterator<Item = &'s Use> + Clone {
        stage.uses.iter().filter(|one| one.need != Need::Forgone && self.is_felt(one.product))
    }

    fn gaps_of(&self, at: usize) -> Gaps {
        let stage = &self.flow.stages[at];
        let mut gaps = Gaps::default();
        gaps.add(ClockGap::Standing, self.stands[at] && !self.felt[at]);
        if !self.felt[at] {
            return gaps;
        }
        for one in self.felt(stage) {
            gaps.0 |= self.gaps[one.product.position()].0;
            gaps.add(ClockGap::BlankQuantity, one.quantity.is_none());
            gaps.add(ClockGap::Alternatives, one.need == Need::Alternative);
        }
        gaps.add(ClockGap::BlankDemand, stage.is_final && stage.wanted.is_none());
        gaps.add(ClockGap::BlankDemand, stage.has_stock && stage.stock.is_none());
        gaps.add(ClockGap::BlankStock, !stage.has_stock);
        gaps.add(ClockGap::Cycle, stage.in_cycle);
        gaps
    }

    /// `None` when a quantity is missing, or around a cycle.
    fn most_of(&self, at: usize) -> Option<Curve> {
        let stage = &self.flow.stages[at];
        let stock = if stage.has_stock { stage.stock? } else { 0.0 };
        let wanted = if stage.is_final { stage.wanted? } else { 0.0 };
        let known = |one: &Use| Some((one.quantity?, self.most[one.product.position()].as_ref()?));
        if stage.in_cycle || self.felt(stage).any(|one| known(one).is_none()) {
            return None;
        }
        Some(Curve::sum(wanted, self.felt(stage).filter_map(known)).less(stock))
    }

    /// What surely is needed: what is not known is left out.
    fn least_of(&self, at: usize) -> Curve {
        let stage = &self.flow.stages[at];
        let Some(stock) = stage.stock else { return Curve::default() };
        let wanted = stage.wanted.filter(|_| stage.is_final).unwrap_or(0.0);
        let known = |one: &Use| {
            let product = one.product.position();
            let sure = one.need == Need::Essential && !(stage.in_cycle && self.flow.stages[product].in_cycle);
            let curve = self.least[product].as_ref().or(self.most[product].as_ref());
            Some((one.quantity?, curve.filter(|_| sure)?))
        };
        Curve::sum(wanted, self.felt(stage).filter_map(known)).less(stock)
    }

    /// ∞ when part of what is made of it may not be needed for what is wanted.
    fn longest_of(&self, at: usize) -> f64 {
        let stage = &self.flow.stages[at];
        let sure = |one: &Use| one.need == Need::Essential && self.is_felt(one.product);
        if !self.felt[at] || stage.in_cycle || stage.leaks || !stage.uses.iter().all(sure) {
            return f64::INFINITY;
        }
        let ways = stage.uses.iter().map(|one| self.longest[one.product.position()]);
        stage.weeks.high + ways.fold(0.0, f64::max)
    }
}

/// Weeks that a stock lasts when only a part is lost.
fn over(weeks: f64, lost: f64) -> f64 {
    match () {
        () if lost <= 0.0 => f64::INFINITY,
        () if weeks == 0.0 => 0.0,
        () => weeks / lost,
    }
}

/// Which ways count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ways {
    /// Uses that may stop a product.
    Possible,
    /// Uses that stop it for certain.
    Certain,
    /// What is standing too.
    Standing,
}

/// What has a way to an end.
fn reached(flow: &Flow, ways: Ways) -> Vec<bool> {
    shortest(flow, ways, |_| 0.0).into_iter().map(f64::is_finite).collect()
}

/// The least sum of weeks on a way to an end, the component's own included; ∞ without one (Dijkstra 1959).
/// O(uses log components).
fn shortest(flow: &Flow, ways: Ways, weeks: impl Fn(&Stage) -> f64) -> Vec<f64> {
    let mut found = vec![f64::INFINITY; flow.stages.len()];
    let mut reached = BinaryHeap::new();
    for (at, stage) in flow.stages.iter().enumerate().filter(|(_, stage)| stage.is_final) {
        found[at] = weeks(stage);
        reached.push(Reverse((found[at].to_bits(), at as u32)));
    }
    while let Some(Reverse((bits, product))) = reached.pop() {
        let behind = f64::from_bits(bits);
        if behind > found[product as usize] {
            continue;
        }
        for input in flow.inputs[product as usize].iter().filter(|&&input| ways.include(input)) {
            let at = input.component.position();
            let sum = weeks(&flow.stages[at]) + behind;
            if sum < found[at] {
                found[at] = sum;
                reached.push(Reverse((sum.to_bits(), at as u32)));
            }
        }
    }
    found
}

impl Ways {
    fn include(self, input: Input) -> bool {
        match self {
            Self::Possible => !input.standing,
            Self::Certain => !input.standing && input.need == Need::Essential,
            Self::Standing => true,
        }
    }
}
