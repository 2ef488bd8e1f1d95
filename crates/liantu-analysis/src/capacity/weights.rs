//! The offers of a component, and how much each of them weighs in a reading.

use super::blend::{At, Blend, Pool};
use super::{Assume, CapacityOptions, Standby};
use crate::Interval;
use liantu_graph::{ChainGraph, Market, Offer, OfferSource, Presence, Qualified, Reading, SupplyList};
use liantu_model::{
    ComponentIx, Index, Model, Percent, PercentRange, Provider, RegionIx, SupplierIx, SupplyIx, SupplyStatus,
    Total, Totals,
};

/// Weight of an offer when nothing is known of any.
const WHOLE: f64 = 100.0;

/// Who supplies a component.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) sources: Vec<Source>,
    /// Pessimistic, optimistic.
    pub(crate) blends: [Blend; 2],
    /// Those of the sources that come on top, the last ones.
    pub(crate) standby: Vec<OnTop>,
}

/// A backup switched on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnTop {
    pub(crate) at: At,
    /// 0..=1 of demand.
    pub(crate) cover: Interval<f64>,
    pub(crate) certain: bool,
}

/// One offer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source {
    pub(crate) who: OfferSource,
    /// The node of the offer, if it has one of its own.
    pub(crate) plant: Option<u32>,
    /// Where it sits.
    pub(crate) place: Option<RegionIx>,
    /// Where it is controlled from.
    pub(crate) control: Option<RegionIx>,
    pub(crate) domestic: bool,
}

/// Accounts of all components; `plant` knows the nodes of offers that have one. O(rows × totals per component).
pub(crate) fn accounts(
    graph: &ChainGraph,
    options: &CapacityOptions,
    plant: impl Fn(SupplierIx, ComponentIx) -> Option<u32>,
) -> Vec<Account> {
    let model = graph.model();
    let is_active_total = |row: SupplyIx| {
        let supply = model.supply(row);
        let is_total = matches!(supply.provider, Provider::Region(_));
        supply.current && supply.status == SupplyStatus::Active && is_total
    };
    let (start, rows) = model.supplies_by_component(is_active_total);
    model
        .component_indices()
        .map(|component| {
            let range = start[component.position()] as usize..start[component.position() + 1] as usize;
            let mut ledger = Ledger::new(graph, options, component, &rows[range]);
            let on_top = standby_of(options, component);
            let standby: Vec<OnTop> = on_top
                .iter()
                .zip(ledger.sources.len() as At..)
                .map(|(one, at)| OnTop { at, cover: one.cover, certain: one.certain })
                .collect();
            ledger.sources.extend(on_top.iter().map(|one| source(model, one.source)));
            for source in &mut ledger.sources {
                if let OfferSource::Named(supplier) = source.who {
                    source.plant = plant(supplier, component);
                }
            }
            let blends = Reading::BOTH.map(|reading| ledger.blend(reading, options.assume));
            Account { sources: ledger.sources, blends, standby }
        })
        .collect()
}

/// The backups of a component that are switched on; they are sorted by component.
pub(crate) fn standby_of(options: &CapacityOptions, component: ComponentIx) -> &[Standby] {
    let start = options.standby.partition_point(|one| one.component < component);
    let count = options.standby[start..].partition_point(|one| one.component == component);
    &options.standby[start..start + count]
}

/// The offers of a component, the additional ones of qualified rows last.
pub(crate) fn offers(
    graph: &ChainGraph,
    component: ComponentIx,
    qualified: Qualified,
) -> impl Iterator<Item = &Offer> {
    let added: &[Offer] = match qualified {
        Qualified::Counted => graph.qualified_offers(component),
        Qualified::Ignored => &[],
    };
    graph.offers(component).iter().chain(added)
}

/// An interval in points.
pub(crate) fn points((low, high): (Percent, Percent)) -> Interval<f64> {
    Interval { low: low.points(), high: high.points() }
}

/// The middle of an interval, in points.
pub(crate) fn middle((low, high): (Percent, Percent)) -> f64 {
    f64::midpoint(low.points(), high.points())
}

/// What is needed to weigh the offers of one component.
struct Ledger<'g> {
    model: &'g Model,
    list: &'g SupplyList,
    totals: Totals,
    offers: Vec<Offer>,
    sources: Vec<Source>,
    /// For each offer the total it belongs to, by position in `totals.valued`.
    within: Vec<Option<usize>>,
    /// For each total the offer of what its named parts leave.
    rest: Vec<Option<At>>,
}

impl<'g> Ledger<'g> {
    fn new(
        graph: &'g ChainGraph,
        options: &CapacityOptions,
        component: ComponentIx,
        total_rows: &[SupplyIx],
    ) -> Self {
        let (model, list) = (graph.model(), graph.supply_list(component));
        let own = graph.offers(component);
        let mut counted: Vec<SupplyIx> = own
            .iter()
            .filter(|offer| matches!(offer.source, OfferSource::Named(_)))
            .filter_map(|offer| offer.row)
            .collect();
        counted.extend(total_rows.iter().copied().filter(|&row| market_of(model, row) == list.market));
        let totals = model.totals(&counted);
        let offers: Vec<Offer> = offers(graph, component, options.qualified).copied().collect();
        let sources = offers.iter().map(|offer| source(model, offer.source)).collect();
        let mut ledger = Self { model, list, totals, offers, sources, within: Vec::new(), rest: Vec::new() };
        ledger.place(own.len());
        ledger
    }

    /// Finds where each offer belongs; only the first `active` ones are of the market of account.
    fn place(&mut self, active: usize) {
        self.rest = vec![None; self.totals.valued.len()];
        let mut within = vec![None; self.offers.len()];
        for (at, offer) in self.offers.iter().enumerate().take(active) {
            within[at] = match offer.source {
                OfferSource::Named(_) => self
                    .totals
                    .valued
                    .iter()
                    .position(|total| total.named.iter().any(|&row| Some(row) == offer.row)),
                OfferSource::Unnamed(region) => self.smallest_total(region),
                OfferSource::Unknown => None,
            };
            if let (OfferSource::Unnamed(region), Some(total)) = (offer.source, within[at])
                && self.totals.valued[total].region == region
            {
                self.rest[total] = Some(at as At);
            }
        }
        self.within = within;
    }

    fn smallest_total(&self, region: RegionIx) -> Option<usize> {
        let at = |around: RegionIx| self.totals.valued.iter().position(|total| total.region == around);
        self.model.around(region).find_map(at)
    }

    fn blend(&self, reading: Reading, assume: Assume) -> Blend {
        let exists =
            |at: usize| self.offers[at].presence == Presence::Listed || reading == Reading::Optimistic;
        let mut keys: Vec<Option<usize>> =
            (0..self.offers.len()).filter(|&at| self.is_blank(at)).map(|at| self.within[at]).collect();
        keys.sort_unstable();
        keys.dedup();
        let rests: Vec<Option<At>> = keys.iter().map(|&key| self.rest_of(key)).collect();
        let pools = keys.iter().zip(&rests).map(|(&key, rest)| Pool {
            least: match key {
                Some(total) => self.surely_left_of(&self.totals.valued[total]),
                None if rest.is_some_and(|at| exists(at as usize)) => {
                    (WHOLE - self.list.covered.1.points()).max(0.0)
                }
                None => 0.0,
            },
            room: self.room(key),
            blanks: (0..self.offers.len())
                .filter(|&at| self.is_blank(at) && self.within[at] == key)
                .map(|at| at as At)
                .collect(),
            rest: rest.filter(|&at| exists(at as usize)),
        });
        let fixed = (0..self.offers.len())
            .filter(|&at| exists(at) && !self.is_blank(at) && !rests.contains(&Some(at as At)))
            .map(|at| (at as At, self.offers[at].share.map_or(Interval::exactly(WHOLE), points)));
        Blend::new(fixed.collect(), pools.collect(), assume)
    }

    /// Whether an offer takes an unknown part of a pool.
    fn is_blank(&self, at: usize) -> bool {
        let offer = &self.offers[at];
        let is_rest = offer.source == OfferSource::Unknown || self.rest.contains(&Some(at as At));
        offer.share.is_none() && !is_rest
    }

    /// Who holds what the blank offers of a pool do not.
    fn rest_of(&self, key: Option<usize>) -> Option<At> {
        match key {
            Some(total) => self.rest[total],
            None => {
                self.offers.iter().position(|offer| offer.source == OfferSource::Unknown).map(|at| at as At)
            }
        }
    }

    /// Points that the blank offers of a pool can hold: what a total leaves, or what nothing covers.
    fn room(&self, key: Option<usize>) -> f64 {
        let room = match key {
            None => WHOLE - self.list.covered.0.points(),
            Some(total) => self.rest[total].map_or(0.0, |at| match self.offers[at as usize].share {
                Some((_, high)) => high.points(),
                None => self.left_of(&self.totals.valued[total]),
            }),
        };
        room.max(0.0)
    }

    /// The most that the stated parts of a total can leave.
    fn left_of(&self, total: &Total) -> f64 {
        let high = self.stated(total.supply).map_or(0.0, |share| share.high.points());
        high - self.stated_parts(total).map(|share| share.low.points()).sum::<f64>()
    }

    /// The least that they leave: whoever else is there holds it, whatever each of them does.
    fn surely_left_of(&self, total: &Total) -> f64 {
        let low = self.stated(total.supply).map_or(0.0, |share| share.low.points());
        (low - self.stated_parts(total).map(|share| share.high.points()).sum::<f64>()).max(0.0)
    }

    fn stated_parts(&self, total: &Total) -> impl Iterator<Item = &'g PercentRange> {
        let children = total.children.iter().map(|&child| self.totals.valued[child].supply);
        let rows: Vec<SupplyIx> = total.named.iter().copied().chain(children).collect();
        rows.into_iter().filter_map(|row| self.stated(row))
    }

    fn stated(&self, row: SupplyIx) -> Option<&'g PercentRange> {
        let is_counted = market_of(self.model, row) == self.list.market;
        self.model.supply(row).share.as_ref().filter(|_| is_counted)
    }
}

fn market_of(model: &Model, row: SupplyIx) -> Market {
    model.supply(row).market.map_or(Market::World, Market::Region)
}

fn source(model: &Model, source: OfferSource) -> Source {
    let (place, control) = match source {
        OfferSource::Named(supplier) => (model.supplier(supplier).region, model.supplier(supplier).control),
        OfferSource::Unnamed(region) => (Some(region), Some(region)),
        OfferSource::Unknown => (None, None),
    };
    let domestic = place.is_some_and(|place| model.is_domestic(place));
    Source { who: source, plant: None, place, control, domestic }
}
