//! How much of each component is left when some elements have failed: levels as intervals.
//!
//! Decisions where the text is silent:
//! - `depth` is that of every failed element, 0..=1; an offer that sits in several fails once, and a failed
//!   component loses `depth` of its level beside what its offers lose;
//! - a known weight is anything within its share, whatever the others are; blank offers inside a valued total take from nothing to all of
//!   what is left of it jointly, but no less than what the stated parts leave for sure; those outside one from nothing to all of 100 − covered; what they leave is the
//!   unnamed (or unknown) offer's of the same place, where the reading has one;
//! - the low end of a group of alternatives is its lowest level: the product may have relied on that one alone;
//! - a category has at most the need-th largest level of its variants;
//! - sellers named by a buyer count by the shares of the purchases, blank ones jointly taking the rest;
//! - on the short horizon an input that is not `consumed` has level 1.

use super::accounting::{Accounting, Offer, Seat};
use super::structure::World;
use super::{Options, Reading};
use liantu_model::{
    ComponentIx, Element, Index, InputGroup, InputKind, Model, PercentRange, RegionIx, RequirementIx,
    SupplierIx,
};
use std::collections::BTreeSet;

/// Rounds after which a level that still falls is taken as it is: cycles with losses fall towards their limit
/// without reaching it.
const ROUNDS: usize = 100_000;
/// A change below this is none.
const STILL: f64 = 1e-13;

/// What is left, 0..=1, as an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Level {
    const FULL: Self = Self { low: 1.0, high: 1.0 };

    fn map(self, change: impl Fn(f64) -> f64) -> Self {
        Self { low: change(self.low), high: change(self.high) }
    }

    fn least(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.min(other.high) }
    }
}

/// The level of each component, in a reading, when `failed` have lost `depth` (0..=1) of what they do.
pub fn levels(
    model: &Model,
    options: Options,
    reading: Reading,
    failed: &[Element],
    depth: f64,
) -> Vec<Level> {
    let world = World::new(model, options, reading);
    let flow = Flow { world, failed, depth, standby: &[], embargo: None };
    flow.settle().components
}

/// The level of each component for buyers in the domestic territory when `places` withdraw their supply from it:
/// what sits outside delivers what it did before, or nothing when it sits in one of them or is controlled from
/// there; what sits inside goes by its inputs, with plants controlled from outside working on.
pub fn levels_under_embargo(
    model: &Model,
    options: Options,
    reading: Reading,
    places: &[RegionIx],
) -> Vec<Level> {
    let before = delivered(model, options, reading, &[], &[]).offers;
    let world = World::new(model, options, reading);
    let embargo = Some(Embargo { places, before });
    Flow { world, failed: &[], depth: 1.0, standby: &[], embargo }.settle().components
}

/// A backup switched on: what it covers comes on top of what the offers leave, up to all of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standby {
    /// Of what.
    pub component: ComponentIx,
    /// Who.
    pub supplier: SupplierIx,
    /// What it covers of demand, 0..=1.
    pub cover: Level,
}

/// What each source still delivers when some elements have failed altogether.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// Per component and offer, in the order of the accounting.
    pub offers: Vec<Vec<Level>>,
    /// Per backup switched on.
    pub standby: Vec<Level>,
}

/// What offers and backups deliver, each of what it would with all its inputs, in a reading.
pub fn delivered(
    model: &Model,
    options: Options,
    reading: Reading,
    failed: &[Element],
    standby: &[Standby],
) -> Delivered {
    let world = World::new(model, options, reading);
    let flow = Flow { world, failed, depth: 1.0, standby, embargo: None };
    let state = flow.settle();
    Delivered { offers: state.offers, standby: state.standby }
}

struct State {
    components: Vec<Level>,
    offers: Vec<Vec<Level>>,
    standby: Vec<Level>,
}

impl State {
    fn distance(&self, other: &Self) -> f64 {
        let apart = |a: &Level, b: &Level| (a.low - b.low).abs().max((a.high - b.high).abs());
        let components = self.components.iter().zip(&other.components);
        let offers = self.offers.iter().flatten().zip(other.offers.iter().flatten());
        let standby = self.standby.iter().zip(&other.standby);
        components.chain(offers).chain(standby).map(|(a, b)| apart(a, b)).fold(0.0, f64::max)
    }
}

/// A supplier of something: how much it counts and how much of it is left.
struct Part {
    /// Points, least and greatest; `None` when not known.
    weight: Option<(f64, f64)>,
    /// Where an unknown weight is taken from.
    pool: Option<RegionIx>,
    level: Level,
}

/// What parts without a weight share.
struct Pool {
    key: Option<RegionIx>,
    /// Points held for sure.
    least: f64,
    /// Points.
    room: f64,
    /// Who takes what they leave.
    rest: Option<Level>,
}

/// Who withdraws, and what offers delivered before.
struct Embargo<'a> {
    places: &'a [RegionIx],
    before: Vec<Vec<Level>>,
}

struct Flow<'a> {
    world: World<'a>,
    failed: &'a [Element],
    depth: f64,
    standby: &'a [Standby],
    embargo: Option<Embargo<'a>>,
}

impl Flow<'_> {
    fn settle(&self) -> State {
        let accounts = self.world.accounts.iter();
        let mut state = State {
            components: vec![Level::FULL; self.world.accounts.len()],
            offers: accounts.map(|account| vec![Level::FULL; account.offers.len()]).collect(),
            standby: vec![Level::FULL; self.standby.len()],
        };
        for _ in 0..ROUNDS {
            let next = self.recompute(&state);
            let moved = next.distance(&state);
            state = next;
            if moved < STILL {
                break;
            }
        }
        state
    }

    fn recompute(&self, state: &State) -> State {
        let components = Model::indices::<ComponentIx, _>(self.world.model.components());
        let offers = components.clone().map(|component| {
            let offers = &self.world.accounts[component.position()].offers;
            let level = |(position, offer): (usize, &Offer)| {
                self.foreign_offer(offer.seat, component, position)
                    .unwrap_or_else(|| self.offer(offer.seat, component, state))
            };
            offers.iter().enumerate().map(level).collect()
        });
        State {
            offers: offers.collect(),
            components: components.map(|component| self.component(component, state)).collect(),
            standby: self
                .standby
                .iter()
                .map(|one| self.offer(Seat::Supplier(one.supplier), one.component, state))
                .collect(),
        }
    }

    /// Under an embargo, what an offer outside the domestic territory delivers to it.
    fn foreign_offer(&self, seat: Seat, component: ComponentIx, position: usize) -> Option<Level> {
        let embargo = self.embargo.as_ref()?;
        let model = self.world.model;
        let (place, control) = self.world.seat(seat);
        if place.is_some_and(|place| model.is_domestic(place)) {
            return None;
        }
        let withdraws = |region: Option<RegionIx>| {
            region.is_some_and(|region| embargo.places.iter().any(|&place| model.contains(place, region)))
        };
        let nothing = Level { low: 0.0, high: 0.0 };
        let before = embargo.before[component.position()][position];
        Some(if withdraws(place) || withdraws(control) { nothing } else { before })
    }

    fn offer(&self, seat: Seat, component: ComponentIx, state: &State) -> Level {
        let inputs = self.inputs(seat, component, state);
        if self.world.is_alive(seat, self.failed) {
            inputs
        } else {
            inputs.map(|level| level * (1.0 - self.depth))
        }
    }

    fn component(&self, component: ComponentIx, state: &State) -> Level {
        let account = &self.world.accounts[component.position()];
        let supplied = if account.has_rows {
            let active = self.supply(account, &state.offers[component.position()]);
            self.on_top(component, active, state)
        } else {
            self.inputs(Seat::Unknown, component, state)
        };
        let variants = self.world.groups(component, InputKind::Variants);
        let variants = variants.map(|group| kth_largest(group, |row| self.market(row, state)).1);
        let level = variants.fold(supplied, Level::least);
        level.map(|level| level * self.left_of(component))
    }

    /// What backups switched on add, up to all of it.
    fn on_top(&self, component: ComponentIx, active: Level, state: &State) -> Level {
        let own = self.standby.iter().zip(&state.standby).filter(|(one, _)| one.component == component);
        own.fold(active, |level, (one, part)| Level {
            low: (level.low + one.cover.low * part.low).min(1.0),
            high: (level.high + one.cover.high * part.high).min(1.0),
        })
    }

    /// What its own failure leaves of a component's deliveries, whoever makes them.
    fn left_of(&self, component: ComponentIx) -> f64 {
        if self.failed.contains(&Element::Component(component)) { 1.0 - self.depth } else { 1.0 }
    }

    fn market(&self, row: RequirementIx, state: &State) -> Level {
        state.components[self.world.model.requirement(row).input.position()]
    }

    /// `min( min_g v_g , 1 − Σ loss (1 − v) )`.
    fn inputs(&self, buyer: Seat, component: ComponentIx, state: &State) -> Level {
        let level = |row: RequirementIx| self.input(buyer, row, state);
        let essential = self.world.groups(component, InputKind::Essential).map(|group| {
            let (lowest, wanted) = kth_largest(group, level);
            Level { low: lowest.low, high: wanted.high }
        });
        let mut lost = Level { low: 0.0, high: 0.0 };
        for group in self.world.groups(component, InputKind::NonEssential) {
            for &row in &group.members {
                if let Some(loss) = &self.world.model.requirement(row).loss {
                    let left = level(row);
                    lost.low += loss.low.points() / 100.0 * (1.0 - left.high);
                    lost.high += loss.high.points() / 100.0 * (1.0 - left.low);
                }
            }
        }
        let quantity = Level { low: (1.0 - lost.high).max(0.0), high: (1.0 - lost.low).max(0.0) };
        essential.fold(quantity, Level::least)
    }

    fn input(&self, buyer: Seat, row: RequirementIx, state: &State) -> Level {
        if self.world.is_standing(row) {
            return Level::FULL;
        }
        let input = self.world.model.requirement(row).input;
        let Seat::Supplier(buyer) = buyer else { return self.market(row, state) };
        let parts = self.sellers(buyer, input, state);
        if parts.is_empty() {
            return self.market(row, state);
        }
        let given: f64 = parts.iter().filter_map(|part| Some(part.weight?.0)).sum();
        mix(&parts, &[Pool { key: None, least: 0.0, room: (100.0 - given).max(0.0), rest: None }])
    }

    fn sellers(&self, buyer: SupplierIx, component: ComponentIx, state: &State) -> Vec<Part> {
        let offers = &self.world.accounts[component.position()].offers;
        let level = |seller: SupplierIx| {
            let position = offers.iter().position(|offer| offer.seat == Seat::Supplier(seller));
            let level = state.offers[component.position()][position.expect("a seller has an active row")];
            level.map(|level| level * self.left_of(component))
        };
        let weight = |share: &PercentRange| (share.low.points(), share.high.points());
        let purchases = self.world.model.purchases().iter();
        purchases
            .filter(|row| row.buyer == buyer && row.component == component)
            .map(|row| Part { weight: row.share.as_ref().map(weight), pool: None, level: level(row.seller) })
            .collect()
    }

    /// `Σ w q` over the reading's offers, weights normalised.
    fn supply(&self, account: &Accounting, levels: &[Level]) -> Level {
        let exists = |offer: &Offer| offer.readings.include(self.world.reading);
        let offers: Vec<(&Offer, Level)> =
            account.offers.iter().zip(levels.iter().copied()).filter(|(offer, _)| exists(offer)).collect();
        let blank: BTreeSet<Option<RegionIx>> =
            offers.iter().filter(|(offer, _)| is_blank(offer)).map(|(offer, _)| offer.within).collect();
        let pools: Vec<Pool> = blank.iter().map(|&key| pool(key, account, &offers)).collect();
        let is_rest = |offer: &Offer| blank.iter().any(|&key| offer.seat == rest_of(key));
        let parts: Vec<Part> = offers
            .iter()
            .filter(|(offer, _)| !is_rest(offer))
            .map(|&(offer, level)| Part { weight: weight(offer), pool: offer.within, level })
            .collect();
        mix(&parts, &pools)
    }
}

/// A blank share that is not simply the whole unknown rest.
fn is_blank(offer: &Offer) -> bool {
    offer.share.is_none() && offer.seat != Seat::Unknown
}

/// Who takes what blank offers leave.
fn rest_of(pool: Option<RegionIx>) -> Seat {
    pool.map_or(Seat::Unknown, Seat::Region)
}

fn weight(offer: &Offer) -> Option<(f64, f64)> {
    match offer.share {
        Some(share) => Some((share.low.points(), share.high.points())),
        None => (offer.seat == Seat::Unknown).then_some((100.0, 100.0)),
    }
}

fn pool(key: Option<RegionIx>, account: &Accounting, offers: &[(&Offer, Level)]) -> Pool {
    let seat = rest_of(key);
    let unnamed = account.offers.iter().find(|offer| offer.seat == seat);
    let left = unnamed.and_then(|offer| offer.share);
    let room = match key {
        None => 100.0 - account.covered.low.points(),
        Some(_) => left.map_or(0.0, |share| share.high.points()),
    };
    let rest = offers.iter().find(|(offer, _)| offer.seat == seat).map(|&(_, level)| level);
    let least = match key {
        Some(_) => unnamed.map_or(0.0, |offer| offer.held.points()),
        None if rest.is_some() => 100.0 - account.covered.high.points(),
        None => 0.0,
    };
    Pool { key, least: least.clamp(0.0, room.max(0.0)), room: room.max(0.0), rest }
}

/// The lowest level of a group, and the need-th largest.
fn kth_largest(group: &InputGroup, level: impl Fn(RequirementIx) -> Level) -> (Level, Level) {
    let ends = |end: fn(Level) -> f64| {
        let mut ends: Vec<f64> = group.members.iter().map(|&row| end(level(row))).collect();
        ends.sort_by(f64::total_cmp);
        (ends[0], ends[ends.len() - group.need as usize])
    };
    let (low, high) = (ends(|level| level.low), ends(|level| level.high));
    (Level { low: low.0, high: high.0 }, Level { low: low.1, high: high.1 })
}

/// The ends of the weighted mean over every way to choose the weights and deal out the pools. A ratio of linear
/// functions has its ends where each weight is at one of its own, and where a pool holds its least or its room, with the
/// least or greatest of its parts.
fn mix(parts: &[Part], pools: &[Pool]) -> Level {
    let ends = (0..1_u32 << (pools.len() + parts.len())).filter_map(|choice| {
        let low = mean(parts, pools, choice, |level| level.low, f64::min);
        let high = mean(parts, pools, choice, |level| level.high, f64::max);
        Some(Level { low: low?, high: high? })
    });
    let hull = |a: Level, b: Level| Level { low: a.low.min(b.low), high: a.high.max(b.high) };
    ends.reduce(hull).unwrap_or_else(|| weightless(parts, pools))
}

/// The weighted mean when the pools in `choice` are full, and the weights in it at their greatest; `None` without any
/// weight.
fn mean(
    parts: &[Part],
    pools: &[Pool],
    choice: u32,
    end: fn(Level) -> f64,
    pick: fn(f64, f64) -> f64,
) -> Option<f64> {
    let is_chosen = |at: usize| choice >> at & 1 == 1;
    let known = parts.iter().enumerate().filter_map(|(at, part)| {
        let (low, high) = part.weight?;
        Some((if is_chosen(pools.len() + at) { high } else { low }, end(part.level)))
    });
    let dealt = pools.iter().enumerate().filter_map(|(position, pool)| {
        let blank = parts.iter().filter(|part| part.weight.is_none() && part.pool == pool.key);
        let holder = blank.map(|part| end(part.level)).chain(pool.rest.map(end)).reduce(pick);
        Some((if is_chosen(position) { pool.room } else { pool.least }, holder?))
    });
    let all: Vec<(f64, f64)> = known.chain(dealt).collect();
    let whole: f64 = all.iter().map(|(weight, _)| weight).sum();
    (whole > 0.0).then(|| all.iter().map(|(weight, level)| weight * level).sum::<f64>() / whole)
}

/// Without any weight anything between the least and the greatest; nothing without anybody.
fn weightless(parts: &[Part], pools: &[Pool]) -> Level {
    let all = parts.iter().map(|part| part.level).chain(pools.iter().filter_map(|pool| pool.rest));
    let hull = |a: Level, b: Level| Level { low: a.low.min(b.low), high: a.high.max(b.high) };
    all.reduce(hull).unwrap_or(Level { low: 0.0, high: 0.0 })
}
