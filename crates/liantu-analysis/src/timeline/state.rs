//! One step: what every maker can make of what it has in stock and what comes in.
//!
//! | symbol | here |
//! |---|---|
//! | a, what there is of an input, as a part of what is needed a week | `State::had` |
//! | p, what comes in | `State::flows` |
//! | X, what is in stock, in weeks of normal use | `State::stocks` |
//! | q, what a maker makes | `State::made` |
//!
//! Both ends of every interval are runs of their own: everything unknown as bad, and as good, as it can be.

use super::works::{Keeps, Line, Works};
use crate::Interval;
use crate::capacity::blend::At;
use crate::capacity::weights::Source;
use liantu_graph::Reading;
use liantu_model::{ComponentIx, Index, InputGroup, InputKind, Scope};

/// A fall below this is none.
const STILL: f64 = 1e-13;
/// How often the members of a cycle are computed again before what is reached is taken as it is.
const ROUNDS: usize = 10_000;

/// What the scenario does to everything during one step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Moment {
    pub(super) reading: Reading,
    /// Weeks.
    pub(super) length: f64,
    /// What is left of each line and component, 0..=1.
    pub(super) lines: Vec<f64>,
    pub(super) components: Vec<f64>,
    /// What domestic buyers are left of each line.
    pub(super) sold: Vec<f64>,
    /// How much of its cover each backup delivers, by component and position among its own.
    pub(super) backups: Vec<(ComponentIx, usize, f64)>,
}

impl Moment {
    pub(super) fn quiet(works: &Works<'_>, reading: Reading) -> Self {
        Self {
            reading,
            length: 1.0,
            lines: vec![1.0; works.lines.len()],
            components: vec![1.0; works.plan.accounts.len()],
            sold: vec![1.0; works.lines.len()],
            backups: Vec::new(),
        }
    }

    fn backup(&self, component: ComponentIx, position: usize) -> f64 {
        let own = self.backups.iter().find(|one| (one.0, one.1) == (component, position));
        own.map_or(0.0, |one| one.2)
    }
}

/// What went in and out of one stock during one step, in weeks of normal use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Booking {
    pub(super) opening: f64,
    /// What the makers of the input had for this user.
    pub(super) offered: f64,
    pub(super) received: f64,
    pub(super) used: f64,
    pub(super) closing: f64,
}

/// Where everything stands.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// By node.
    pub(super) levels: Vec<Interval<f64>>,
    /// By line: what its inputs allow, and what it makes.
    pub(super) inputs: Vec<Interval<f64>>,
    pub(super) made: Vec<Interval<f64>>,
    /// By slot.
    pub(super) had: Vec<Interval<f64>>,
    pub(super) flows: Vec<Interval<f64>>,
    pub(super) stocks: Vec<Interval<f64>>,
    /// What was in stock at the beginning.
    full: Vec<Interval<f64>>,
    /// Whether a stock changed in the step.
    stirred: bool,
}

impl State {
    /// Nothing in stock, everything as good as can be.
    pub(super) fn blank(works: &Works<'_>) -> Self {
        let one = Interval::exactly(1.0);
        Self {
            levels: vec![one; works.plan.len()],
            inputs: vec![one; works.lines.len()],
            made: vec![one; works.lines.len()],
            had: vec![one; works.slots.len()],
            flows: vec![one; works.slots.len()],
            stocks: works.slots.iter().map(|slot| standing(slot.keeps)).collect(),
            full: Vec::new(),
            stirred: false,
        }
    }

    /// As always, with the stocks of a component in weeks of normal use.
    pub(super) fn normal(
        works: &Works<'_>,
        reading: Reading,
        stock: impl Fn(ComponentIx) -> Interval<f64>,
    ) -> Self {
        let mut state = works.normal[reading as usize].clone();
        for (at, slot) in works.slots.iter().enumerate() {
            state.stocks[at] = match slot.keeps {
                Keeps::Stock => stock(slot.input),
                Keeps::Wearing(_) | Keeps::Standing => standing(slot.keeps),
            };
        }
        state.full = state.stocks.clone();
        state
    }

    /// The levels of one step; `abroad` is the world, when domestic buyers are cut off from a part of it.
    /// `false` when a cycle was given up on.
    pub(super) fn settle(&mut self, works: &Works<'_>, moment: &Moment, abroad: Option<&Self>) -> bool {
        let mut settled = true;
        for knot in &works.knots {
            let is_cycle = knot.components.len() > 1;
            if is_cycle {
                self.raise(works, &knot.components);
            }
            let mut rounds = 0;
            loop {
                let fall = knot.components.iter().map(|&one| self.compute(works, moment, abroad, one));
                let fall = fall.fold(0.0, f64::max);
                rounds += 1;
                if !is_cycle || fall <= STILL {
                    break;
                }
                if rounds == ROUNDS {
                    settled = false;
                    break;
                }
            }
        }
        settled
    }

    /// A cycle starts from the top, so that what it comes to is the greatest fixpoint.
    fn raise(&mut self, works: &Works<'_>, components: &[ComponentIx]) {
        for &component in components {
            for node in works.plan.nodes_of(component) {
                self.levels[node as usize] = Interval::exactly(1.0);
            }
        }
    }

    /// Computes a component and its makers; by how much it fell.
    fn compute(
        &mut self,
        works: &Works<'_>,
        moment: &Moment,
        abroad: Option<&Self>,
        component: ComponentIx,
    ) -> f64 {
        let mut fall = 0.0_f64;
        for at in works.lines_of(component) {
            let line = &works.lines[at];
            let twin = works.twins[at];
            if twin != at {
                (self.inputs[at], self.made[at]) = (self.inputs[twin], self.made[twin]);
                continue;
            }
            let (inputs, left) = match abroad {
                Some(abroad) if !line.domestic => (abroad.inputs[at], moment.lines[at].min(moment.sold[at])),
                Some(_) => {
                    (self.line_inputs(works, moment, component, line), moment.lines[at].min(moment.sold[at]))
                }
                None => (self.line_inputs(works, moment, component, line), moment.lines[at]),
            };
            self.inputs[at] = inputs;
            self.made[at] = scaled(inputs, left);
            if let Some(plant) = line.plant {
                fall = fall.max(self.set(plant as usize, self.made[at]));
            }
        }
        for at in works.kinds_of(component) {
            self.have(works, moment, None, at);
        }
        let level = self.component(works, moment, component, |_| true);
        fall.max(self.set(component.position(), level))
    }

    fn set(&mut self, node: usize, value: Interval<f64>) -> f64 {
        let held = std::mem::replace(&mut self.levels[node], value);
        (held.low - value.low).max(held.high - value.high)
    }

    /// `min( min_g a_g , 1 − Σ loss (1 − a) )`.
    fn line_inputs(
        &mut self,
        works: &Works<'_>,
        moment: &Moment,
        product: ComponentIx,
        line: &Line,
    ) -> Interval<f64> {
        let mut at = line.slots.start;
        let mut inputs = Interval::exactly(1.0);
        let mut lost = Interval::exactly(0.0);
        for group in works.plan.groups(product) {
            if !matches!(group.kind, InputKind::Essential | InputKind::NonEssential) {
                continue;
            }
            let slots = at..at + group.members.len();
            at = slots.end;
            for slot in slots.clone() {
                self.have(works, moment, Some(line), slot);
            }
            let had = &self.had[slots.clone()];
            if group.kind == InputKind::Essential {
                inputs = least(inputs, group_level(group, had));
                continue;
            }
            for (slot, had) in slots.zip(had) {
                if let Some(loss) = &works.plan.model().requirement(works.slots[slot].row).loss {
                    lost.low += loss.low.points() / 100.0 * (1.0 - had.high);
                    lost.high += loss.high.points() / 100.0 * (1.0 - had.low);
                }
            }
        }
        let quantity = Interval { low: (1.0 - lost.high).max(0.0), high: (1.0 - lost.low).max(0.0) };
        least(inputs, quantity)
    }

    /// What there is of an input during the step: what comes in and what is in stock, up to what is normal.
    fn have(&mut self, works: &Works<'_>, moment: &Moment, line: Option<&Line>, at: usize) {
        let slot = &works.slots[at];
        let flow = self.flow(works, moment, line, at);
        self.flows[at] = flow;
        let normal = slot.normal[moment.reading as usize];
        let stock = self.stocks[at];
        let end = |flow: f64, stock: f64, normal: f64| match slot.keeps {
            Keeps::Stock => (flow + stock / moment.length).min(normal.max(flow)),
            Keeps::Wearing(_) => stock.min(1.0),
            Keeps::Standing => 1.0,
        };
        self.had[at] = Interval {
            low: end(flow.low, stock.low, normal.low),
            high: end(flow.high, stock.high, normal.high),
        };
    }

    /// Bought from named sellers, or else from the market.
    fn flow(&self, works: &Works<'_>, moment: &Moment, line: Option<&Line>, at: usize) -> Interval<f64> {
        let input = works.slots[at].input;
        let sellers = line.and_then(|line| works.plan.sellers.of(line.buyer?, input));
        let Some(sellers) = sellers else { return self.levels[input.position()] };
        let sold = |at: At| self.levels[sellers.plants[at as usize] as usize];
        scaled(sellers.blend.mix(sold, |_| true), moment.components[input.position()])
    }

    /// A component as supplied by the offers that `counts` counts.
    pub(super) fn component(
        &self,
        works: &Works<'_>,
        moment: &Moment,
        component: ComponentIx,
        counts: impl Fn(&Source) -> bool,
    ) -> Interval<f64> {
        let market = works.lines_of(component).find(|&at| works.lines[at].source.is_none());
        let mut level = match market {
            Some(market) => self.made[market],
            None => self.supply(works, moment, component, counts),
        };
        let mut at = works.kinds_of(component).start;
        for group in works.plan.groups(component).filter(|group| group.kind == InputKind::Variants) {
            let members = &self.had[at..at + group.members.len()];
            at += members.len();
            // Kinds count as in the static account: the need-th largest at both ends.
            level = least(level, nth_largest(members, group.need as usize));
        }
        scaled(level, moment.components[component.position()])
    }

    fn supply(
        &self,
        works: &Works<'_>,
        moment: &Moment,
        component: ComponentIx,
        counts: impl Fn(&Source) -> bool,
    ) -> Interval<f64> {
        let account = &works.plan.accounts[component.position()];
        let made = &self.made[works.lines_of(component)];
        let counts = |at: At| counts(&account.sources[at as usize]);
        let mut level = account.blends[moment.reading as usize].mix(|at| made[at as usize], counts);
        for (position, backup) in account.standby.iter().enumerate().filter(|(_, one)| counts(one.at)) {
            let part = moment.backup(component, position);
            let own = made[backup.at as usize];
            level.low = (level.low + part * backup.cover.low * own.low).min(1.0);
            level.high = (level.high + part * backup.cover.high * own.high).min(1.0);
        }
        level
    }

    /// The targets of the plan in their scope.
    pub(super) fn targets(&self, works: &Works<'_>, moment: &Moment) -> Vec<Interval<f64>> {
        let model = works.plan.model();
        let in_scope = |source: &Source, scope: Scope| match scope {
            Scope::World => true,
            Scope::Domestic => source.domestic,
            Scope::Home => source.place.is_some_and(|place| model.contains(model.dataset().home, place)),
        };
        let one = |&target: &ComponentIx| {
            let scope = model.component(target).scope;
            self.component(works, moment, target, |source| in_scope(source, scope))
        };
        works.plan.options.targets.iter().map(one).collect()
    }

    /// Takes what was used out of the stocks and puts in what came; every stock is reported. Whether any changed.
    pub(super) fn book(
        &mut self,
        works: &Works<'_>,
        moment: &Moment,
        abroad: bool,
        report: &mut impl FnMut(Booking),
    ) -> bool {
        self.stirred = false;
        for component in works.knots.iter().flat_map(|knot| &knot.components) {
            for at in works.lines_of(*component) {
                let line = &works.lines[at];
                // What foreign makers have in stock is the world's affair.
                if (abroad && !line.domestic) || works.twins[at] != at {
                    continue;
                }
                self.book_line(works, moment, *component, (line.slots.clone(), self.made[at]), report);
            }
            let level = self.levels[component.position()];
            self.book_line(works, moment, *component, (works.kinds_of(*component), level), report);
        }
        self.stirred
    }

    fn book_line(
        &mut self,
        works: &Works<'_>,
        moment: &Moment,
        product: ComponentIx,
        (slots, made): (std::ops::Range<usize>, Interval<f64>),
        report: &mut impl FnMut(Booking),
    ) {
        let is_kinds = slots == works.kinds_of(product);
        let mut at = slots.start;
        for group in works.plan.groups(product) {
            let counts = match group.kind {
                InputKind::Essential | InputKind::NonEssential => !is_kinds,
                InputKind::Variants => is_kinds,
                InputKind::Taxonomy => false,
            };
            if !counts || at == slots.end {
                continue;
            }
            let members = at..at + group.members.len();
            at = members.end;
            let spared = self.spared(works, group, members.clone());
            for (slot, spared) in members.zip(spared) {
                let had = self.had[slot];
                let used = Interval {
                    low: made.low.min(had.low),
                    high: if spared { 0.0 } else { made.high.min(had.high) },
                };
                self.book_slot(works, moment, slot, used, report);
            }
        }
    }

    /// Which members of a group of alternatives are left alone in the favourable run: all but those of which most
    /// comes in.
    fn spared(&self, works: &Works<'_>, group: &InputGroup, slots: std::ops::Range<usize>) -> Vec<bool> {
        let size = slots.len();
        let mut spared = vec![false; size];
        let need = group.need as usize;
        if group.kind == InputKind::NonEssential || need >= size {
            return spared;
        }
        let mut order: Vec<usize> = slots.clone().collect();
        let id = |slot: usize| works.plan.model().component(works.slots[slot].input).id.as_str();
        order.sort_by(|&a, &b| {
            let key = |slot: usize| (self.had[slot].high, self.flows[slot].high);
            let (a_key, b_key) = (key(a), key(b));
            b_key.0.total_cmp(&a_key.0).then(b_key.1.total_cmp(&a_key.1)).then(id(a).cmp(id(b)))
        });
        for slot in order.into_iter().skip(need) {
            spared[slot - slots.start] = true;
        }
        spared
    }

    fn book_slot(
        &mut self,
        works: &Works<'_>,
        moment: &Moment,
        at: usize,
        used: Interval<f64>,
        report: &mut impl FnMut(Booking),
    ) {
        let (flow, stock) = (self.flows[at], self.stocks[at]);
        let normal = works.slots[at].normal[moment.reading as usize];
        let mut end = |flow: f64, stock: f64, used: f64, full: f64, normal: f64| match works.slots[at].keeps {
            Keeps::Standing => stock,
            // Renewed as far as it always could be.
            Keeps::Wearing(rate) => {
                let renewed = if normal > 0.0 { (flow / normal).min(1.0) } else { 1.0 };
                stock + (rate * moment.length).min(1.0) * (renewed - stock)
            }
            Keeps::Stock if stock.is_infinite() => stock,
            Keeps::Stock => {
                let booking = booked(flow * moment.length, stock, used * moment.length, full);
                report(booking);
                booking.closing
            }
        };
        let full = self.full[at];
        self.stocks[at] = Interval {
            low: end(flow.low, stock.low, used.low, full.low, normal.low),
            high: end(flow.high, stock.high, used.high, full.high, normal.high),
        };
        self.stirred |= self.stocks[at] != stock;
    }
}

/// What is there of an input with nothing in stock: all of what only stands.
fn standing(keeps: Keeps) -> Interval<f64> {
    Interval::exactly(if keeps == Keeps::Stock { 0.0 } else { 1.0 })
}

/// A stock never grows beyond what it was at the beginning: what is not needed is not taken.
pub(super) fn booked(offered: f64, opening: f64, used: f64, full: f64) -> Booking {
    let received = offered.min(used + (full - opening).max(0.0));
    let closing = (opening + received - used).max(0.0);
    Booking { opening, offered, received, used, closing }
}

fn scaled(level: Interval<f64>, left: f64) -> Interval<f64> {
    Interval { low: level.low * left, high: level.high * left }
}

fn least(a: Interval<f64>, b: Interval<f64>) -> Interval<f64> {
    Interval { low: a.low.min(b.low), high: a.high.min(b.high) }
}

/// Of alternatives the lowest at the low end, the need-th largest at the high end.
fn group_level(group: &InputGroup, members: &[Interval<f64>]) -> Interval<f64> {
    if let [only] = members {
        return *only;
    }
    let low = members.iter().map(|one| one.low).fold(f64::INFINITY, f64::min);
    Interval { low, high: nth_largest(members, group.need as usize).high }
}

fn nth_largest(members: &[Interval<f64>], need: usize) -> Interval<f64> {
    let of = |end: fn(&Interval<f64>) -> f64| {
        let mut ends: Vec<f64> = members.iter().map(end).collect();
        ends.sort_by(f64::total_cmp);
        ends.len().checked_sub(need.max(1)).map_or(0.0, |at| ends[at])
    };
    Interval { low: of(|one| one.low), high: of(|one| one.high) }
}
