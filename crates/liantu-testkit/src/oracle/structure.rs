//! The structure function: what is up when some elements have failed.
//!
//! Evaluated by starting with everything up and recomputing everything from the definitions until nothing
//! changes. Decisions where the text allows more than one reading:
//! - on the short horizon an input that is not `consumed` counts as present (it is already standing), so what
//!   is lost at once is lost in the long run too; rows of `variants` have no role;
//! - a target with supply rows is up iff an offer in its scope is up **and** its variants are there;
//! - a region element takes down what sits inside it, not what is spread over a larger region around it;
//! - a group element is the group of an ultimate owner: naming a subsidiary names no group.

use super::accounting::{Accounting, Offer, Seat, offers};
use super::{Horizon, Options, Reading};
use liantu_model::{
    ComponentIx, Element, GroupIx, Index, InputGroup, InputKind, Model, RegionIx, RequirementIx, Role, Scope,
    SupplierIx,
};
use std::collections::BTreeMap;

/// What is up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Per component: whether buyers can get it.
    pub available: Vec<bool>,
    /// Per component: whether it is up if it is taken as a target, in its scope.
    pub target_up: Vec<bool>,
    /// Per component and offer, in the order of [`Accounting::offers`]: whether it is up.
    pub offers: Vec<Vec<bool>>,
}

/// What becomes of plants in the domestic territory that are controlled from the embargoing places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ControlledPlants {
    /// They keep working.
    Stay,
    /// They fall too (`--control`).
    Fall,
}

/// What is up in a reading when `failed` have failed. O(components² × offers × inputs).
pub fn evaluate(model: &Model, options: Options, reading: Reading, failed: &[Element]) -> Outcome {
    World::new(model, options, reading).after(failed)
}

/// What is up for buyers in the domestic territory when `places` withdraw their supply from it.
pub fn evaluate_embargo(
    model: &Model,
    options: Options,
    reading: Reading,
    places: &[RegionIx],
    plants: ControlledPlants,
) -> Outcome {
    World::new(model, options, reading).under_embargo(places, plants)
}

/// What is up when every source is gone that is not known to sit in one of `members`.
pub fn evaluate_within(model: &Model, options: Options, reading: Reading, members: &[RegionIx]) -> Outcome {
    World::new(model, options, reading).within(members)
}

/// Whether an offer is decided from outside, or follows its inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Down,
    Up,
    FollowsInputs,
}

/// One model in one reading.
pub(super) struct World<'a> {
    pub(super) model: &'a Model,
    options: Options,
    pub(super) reading: Reading,
    pub(super) accounts: Vec<Accounting>,
    groups: Vec<Vec<GroupIx>>,
    sellers: BTreeMap<(SupplierIx, ComponentIx), Vec<SupplierIx>>,
}

#[derive(Clone, PartialEq, Eq)]
struct State {
    available: Vec<bool>,
    offers: Vec<Vec<bool>>,
}

impl<'a> World<'a> {
    pub(super) fn new(model: &'a Model, options: Options, reading: Reading) -> Self {
        let mut groups = vec![Vec::new(); model.components().len()];
        for index in Model::indices::<GroupIx, InputGroup>(model.groups()) {
            groups[model.group(index).product.position()].push(index);
        }
        let mut sellers: BTreeMap<(SupplierIx, ComponentIx), Vec<SupplierIx>> = BTreeMap::new();
        for purchase in model.purchases() {
            sellers.entry((purchase.buyer, purchase.component)).or_default().push(purchase.seller);
        }
        Self { model, options, reading, accounts: offers(model, options), groups, sellers }
    }

    /// What is up after a failure.
    pub(super) fn after(&self, failed: &[Element]) -> Outcome {
        let fate = |component: ComponentIx, offer: &Offer| {
            let stands =
                self.is_alive(offer.seat, failed) && !failed.contains(&Element::Component(component));
            if stands { Fate::FollowsInputs } else { Fate::Down }
        };
        self.settle(failed, &fate)
    }

    /// What is up for domestic buyers under an embargo.
    pub(super) fn under_embargo(&self, places: &[RegionIx], plants: ControlledPlants) -> Outcome {
        let before = self.after(&[]);
        let is_withdrawn = |region: Option<RegionIx>| {
            region.is_some_and(|region| places.iter().any(|&place| self.model.contains(place, region)))
        };
        let fate = |component: ComponentIx, offer: &Offer| {
            let (place, control) = self.seat(offer.seat);
            if place.is_some_and(|place| self.model.is_domestic(place)) {
                let falls = plants == ControlledPlants::Fall && is_withdrawn(control);
                return if falls { Fate::Down } else { Fate::FollowsInputs };
            }
            let stands = before.offers[component.position()][self.position(component, offer)];
            let sells = !is_withdrawn(place) && !is_withdrawn(control);
            if stands && sells { Fate::Up } else { Fate::Down }
        };
        self.settle(&[], &fate)
    }

    /// What is up when only what surely sits in one of `members` supplies.
    fn within(&self, members: &[RegionIx]) -> Outcome {
        let inside = |place: RegionIx| members.iter().any(|&member| self.model.contains(member, place));
        let fate = |_: ComponentIx, offer: &Offer| {
            let (place, _) = self.seat(offer.seat);
            if place.is_some_and(inside) { Fate::FollowsInputs } else { Fate::Down }
        };
        self.settle(&[], &fate)
    }

    /// Where an offer sits and where it is controlled from.
    pub(super) fn seat(&self, seat: Seat) -> (Option<RegionIx>, Option<RegionIx>) {
        match seat {
            Seat::Supplier(supplier) => {
                let supplier = self.model.supplier(supplier);
                (supplier.region, supplier.control)
            }
            Seat::Region(region) => (Some(region), Some(region)),
            Seat::Unknown => (None, None),
        }
    }

    fn position(&self, component: ComponentIx, offer: &Offer) -> usize {
        let offers = &self.accounts[component.position()].offers;
        offers.iter().position(|other| other.seat == offer.seat).expect("the offer is one of the component's")
    }

    pub(super) fn is_alive(&self, seat: Seat, failed: &[Element]) -> bool {
        !failed.iter().any(|&element| self.takes_down(element, seat))
    }

    /// Whether an element takes down who sits there.
    fn takes_down(&self, element: Element, seat: Seat) -> bool {
        let (place, _) = self.seat(seat);
        let holds = |region: RegionIx| place.is_some_and(|place| self.model.contains(region, place));
        match (element, seat) {
            (Element::Supplier(failed), Seat::Supplier(supplier)) => failed == supplier,
            (Element::Group(root), Seat::Supplier(supplier)) => self.model.supplier(supplier).root == root,
            (Element::Region(region), _) => holds(region),
            (Element::Coalition(index), _) => self.model.coalition(index).members.iter().copied().any(holds),
            (
                Element::Supplier(_)
                | Element::Group(_)
                | Element::Component(_)
                | Element::Embargo(_)
                | Element::JointEmbargo(_),
                _,
            ) => false,
        }
    }

    /// The greatest fixpoint: everything up, then recomputed until nothing changes.
    fn settle(&self, failed: &[Element], fate: &dyn Fn(ComponentIx, &Offer) -> Fate) -> Outcome {
        let mut state = State {
            available: vec![true; self.accounts.len()],
            offers: self.accounts.iter().map(|account| vec![true; account.offers.len()]).collect(),
        };
        loop {
            let next = self.recompute(&state, failed, fate);
            if next == state {
                return self.outcome(state, failed);
            }
            state = next;
        }
    }

    fn recompute(
        &self,
        state: &State,
        failed: &[Element],
        fate: &dyn Fn(ComponentIx, &Offer) -> Fate,
    ) -> State {
        let components = Model::indices::<ComponentIx, _>(self.model.components());
        let offers = components
            .clone()
            .map(|component| {
                let offers = self.accounts[component.position()].offers.iter();
                offers.map(|offer| self.is_offer_up(component, offer, state, fate)).collect()
            })
            .collect();
        let available = components.map(|component| self.is_available(component, state, failed)).collect();
        State { available, offers }
    }

    fn is_offer_up(
        &self,
        component: ComponentIx,
        offer: &Offer,
        state: &State,
        fate: &dyn Fn(ComponentIx, &Offer) -> Fate,
    ) -> bool {
        if !offer.readings.include(self.reading) {
            return false;
        }
        match fate(component, offer) {
            Fate::Down => false,
            Fate::Up => true,
            Fate::FollowsInputs => self.has_inputs(offer.seat, component, state),
        }
    }

    fn is_available(&self, component: ComponentIx, state: &State, failed: &[Element]) -> bool {
        let account = &self.accounts[component.position()];
        let supplied = if account.has_rows {
            state.offers[component.position()].contains(&true)
        } else {
            self.has_inputs(Seat::Unknown, component, state)
        };
        !failed.contains(&Element::Component(component)) && self.has_variants(component, state) && supplied
    }

    pub(super) fn groups(
        &self,
        component: ComponentIx,
        kind: InputKind,
    ) -> impl Iterator<Item = &'a InputGroup> + '_ {
        let groups = self.groups[component.position()].iter();
        groups.map(|&index| self.model.group(index)).filter(move |group| group.kind == kind)
    }

    fn has_variants(&self, component: ComponentIx, state: &State) -> bool {
        self.groups(component, InputKind::Variants).all(|group| {
            let there =
                |&&row: &&RequirementIx| state.available[self.model.requirement(row).input.position()];
            group.members.iter().filter(there).count() >= group.need as usize
        })
    }

    /// Whether who sits there (the market, when nobody in particular) gets every essential input.
    fn has_inputs(&self, buyer: Seat, component: ComponentIx, state: &State) -> bool {
        self.groups(component, InputKind::Essential).all(|group| {
            let there = |&&row: &&RequirementIx| self.is_present(buyer, row, state);
            group.members.iter().filter(there).count() >= group.need as usize
        })
    }

    fn is_present(&self, buyer: Seat, row: RequirementIx, state: &State) -> bool {
        if self.is_standing(row) {
            return true;
        }
        let input = self.model.requirement(row).input;
        let sellers = match buyer {
            Seat::Supplier(supplier) => self.sellers.get(&(supplier, input)),
            Seat::Region(_) | Seat::Unknown => None,
        };
        match sellers {
            Some(sellers) => sellers.iter().any(|&seller| self.sells(seller, input, state)),
            None => state.available[input.position()],
        }
    }

    /// Whether an input is there on this horizon whatever happens.
    pub(super) fn is_standing(&self, row: RequirementIx) -> bool {
        self.options.horizon == Horizon::Short && self.model.requirement(row).role != Role::Consumed
    }

    fn sells(&self, seller: SupplierIx, component: ComponentIx, state: &State) -> bool {
        let offers = self.accounts[component.position()].offers.iter();
        let up = &state.offers[component.position()];
        offers.zip(up).any(|(offer, &up)| offer.seat == Seat::Supplier(seller) && up)
    }

    fn outcome(&self, state: State, failed: &[Element]) -> Outcome {
        let components = Model::indices::<ComponentIx, _>(self.model.components());
        let target_up = components.map(|component| self.is_target_up(component, &state, failed)).collect();
        Outcome { available: state.available, target_up, offers: state.offers }
    }

    fn is_target_up(&self, component: ComponentIx, state: &State, failed: &[Element]) -> bool {
        let account = &self.accounts[component.position()];
        if !account.has_rows {
            return self.is_available(component, state, failed);
        }
        let scope = self.model.component(component).scope;
        let mut offers = account.offers.iter().zip(&state.offers[component.position()]);
        self.has_variants(component, state)
            && offers.any(|(offer, &up)| up && self.is_in_scope(offer.seat, scope))
    }

    fn is_in_scope(&self, seat: Seat, scope: Scope) -> bool {
        let (place, _) = self.seat(seat);
        match scope {
            Scope::World => true,
            Scope::Domestic => place.is_some_and(|place| self.model.is_domestic(place)),
            Scope::Home => place.is_some_and(|place| self.model.contains(self.model.dataset().home, place)),
        }
    }
}
