//! What each domestic locality has: components, firms, single points, and what is made nowhere else.

use super::locality;
use super::needs::{NeedCount, Needs};
use crate::cover::region_of;
use crate::whereabouts::{Nearness, Ring, Whereabouts};
use crate::{Certainty, Depth, Level, SinglePoint, SpofOptions, single_points};
use liantu_graph::{ChainGraph, Offer, OfferSource, Presence};
use liantu_model::{ComponentIx, Element, Model, Provider, RegionIx, RegionLevel, SupplierIx, SupplyStatus};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One domestic locality: a city, or a wider region where some sources are not known more narrowly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// The locality.
    pub region: RegionIx,
    /// Whether it is a city.
    pub is_city: bool,
    /// How near to home it is.
    pub nearness: Nearness,
    /// Components with an active listed source there, in model order.
    pub components: Vec<ComponentIx>,
    /// Named suppliers with an active row there, in model order.
    pub firms: Vec<SupplierIx>,
    /// Named suppliers there that are only qualified or candidate, in model order.
    pub backups: Vec<SupplierIx>,
    /// Firms there that alone take a target down, local standstills apart, in model order.
    pub single_points: Vec<(SupplierIx, Certainty)>,
    /// Whether the city as a whole takes a target down though no single firm or owner in it does (共因).
    pub common_cause: Option<Certainty>,
    /// Components made nowhere else (独有环节), in model order; only of cities.
    pub exclusive: Vec<ExclusiveComponent>,
    /// Needs of what is made there, met within its own province; `None` where the province is not known.
    pub in_province: Option<NeedCount>,
    /// The same, met within the Yangtze delta.
    pub in_delta: NeedCount,
    /// Inputs of what is made there without a source surely in its province, for needs not met there
    /// (跨省依赖环节); in model order.
    pub from_outside: Vec<ComponentIx>,
}

/// A component whose active sources all sit in one locality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExclusiveComponent {
    /// Which.
    pub component: ComponentIx,
    /// `Domestic`: the only domestic source; `None`: the only source in the list.
    pub within: Option<Ring>,
    /// Confirmed when the list of suppliers is complete.
    pub certainty: Certainty,
}

/// Home first, then the delta, then others; then by number of components, then by id.
pub(super) fn cities(graph: &ChainGraph, needs: &Needs, targets: &[ComponentIx]) -> Vec<City> {
    let model = graph.model();
    let points = Points::of(graph, targets);
    let mut exclusive = exclusive(graph);
    let mut cities: Vec<City> = contents(graph)
        .into_iter()
        .map(|(region, content)| {
            city(graph, needs, &points, region, content, exclusive.remove(&region).unwrap_or_default())
        })
        .collect();
    cities.sort_by(|a, b| {
        let key = |one: &City| (one.nearness, Reverse(one.components.len()), Reverse(one.firms.len()));
        key(a).cmp(&key(b)).then_with(|| model.region(a.region).id.cmp(&model.region(b.region).id))
    });
    cities
}

/// What is listed in a locality.
#[derive(Debug, Default)]
struct Content {
    components: BTreeSet<ComponentIx>,
    firms: BTreeSet<SupplierIx>,
    backups: BTreeSet<SupplierIx>,
}

fn contents(graph: &ChainGraph) -> BTreeMap<RegionIx, Content> {
    let model = graph.model();
    let mut contents: BTreeMap<RegionIx, Content> = BTreeMap::new();
    for component in model.component_indices() {
        for offer in listed(graph, component) {
            let Some(place) = domestic_locality(model, offer.source) else { continue };
            let content = contents.entry(place).or_default();
            content.components.insert(component);
            if let OfferSource::Named(supplier) = offer.source {
                content.firms.insert(supplier);
            }
        }
    }
    let backups = model.supplies().iter().filter(|row| row.current && row.status != SupplyStatus::Active);
    for row in backups {
        let Provider::Supplier(supplier) = row.provider else { continue };
        let Some(place) = domestic_locality(model, OfferSource::Named(supplier)) else { continue };
        let content = contents.entry(place).or_default();
        if !content.firms.contains(&supplier) {
            content.backups.insert(supplier);
        }
    }
    contents
}

fn listed(graph: &ChainGraph, component: ComponentIx) -> impl Iterator<Item = &Offer> {
    graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed)
}

fn domestic_locality(model: &Model, source: OfferSource) -> Option<RegionIx> {
    region_of(model, source).filter(|&one| model.is_domestic(one)).map(|one| locality(model, one))
}

fn city(
    graph: &ChainGraph,
    needs: &Needs,
    points: &Points,
    region: RegionIx,
    content: Content,
    exclusive: Vec<ExclusiveComponent>,
) -> City {
    let model = graph.model();
    let components: Vec<ComponentIx> = content.components.into_iter().collect();
    let needs_of = needs.of_products(&components);
    let province = model.around(region).find(|&around| model.is_at_level(around, RegionLevel::Province));
    let firms: Vec<SupplierIx> = content.firms.into_iter().collect();
    let mut from_outside: Vec<ComponentIx> = Vec::new();
    if let Some(province) = province {
        let lacking = needs_of.iter().filter(|need| {
            needs.is_known(need) && needs.met_in(model, need, &[province]) != Whereabouts::Inside
        });
        from_outside.extend(lacking.flat_map(|need| need.inputs.iter().copied()));
        from_outside.retain(|&input| needs.source_in(model, input, &[province]) != Whereabouts::Inside);
        from_outside.sort_unstable();
        from_outside.dedup();
    }
    City {
        region,
        is_city: model.is_at_level(region, RegionLevel::City),
        nearness: Nearness::of(model, Some(region)),
        single_points: firms.iter().filter_map(|&firm| Some((firm, *points.firms.get(&firm)?))).collect(),
        common_cause: points.cities.get(&region).copied(),
        exclusive,
        in_province: province.map(|province| needs.count(model, &needs_of, &[province])),
        in_delta: needs.count(model, &needs_of, &Ring::Delta.members(model)),
        from_outside,
        components,
        firms,
        backups: content.backups.into_iter().collect(),
    }
}

/// Single points in their own right, as far as their loss is more than a local standstill.
struct Points {
    firms: FxHashMap<SupplierIx, Certainty>,
    cities: FxHashMap<RegionIx, Certainty>,
}

impl Points {
    fn of(graph: &ChainGraph, targets: &[ComponentIx]) -> Self {
        let options = SpofOptions {
            levels: vec![Level::Supplier, Level::City],
            several_members_only: false,
            targets: Some(targets.to_vec()),
            depth: Depth::Losses,
            ..SpofOptions::default()
        };
        let found = single_points(graph, &options);
        let proper = |point: &&SinglePoint| !point.derived && !point.own_site;
        let mut points = Self { firms: FxHashMap::default(), cities: FxHashMap::default() };
        for point in found.findings.iter().filter(proper) {
            match point.element {
                Element::Supplier(supplier) => {
                    points.firms.insert(supplier, point.certainty());
                }
                Element::Region(region) => {
                    points.cities.insert(region, point.certainty());
                }
                _ => {}
            }
        }
        points
    }
}

/// Components whose active listed sources, all or the domestic ones, sit in one domestic locality. A source
/// whose place is not known may be elsewhere.
fn exclusive(graph: &ChainGraph) -> BTreeMap<RegionIx, Vec<ExclusiveComponent>> {
    let model = graph.model();
    let mut found: BTreeMap<RegionIx, Vec<ExclusiveComponent>> = BTreeMap::new();
    for component in model.component_indices() {
        let regions: Vec<Option<RegionIx>> =
            listed(graph, component).map(|offer| region_of(model, offer.source)).collect();
        let domestic = |region: &Option<RegionIx>| region.is_none_or(|region| model.is_domestic(region));
        let within = |kept: Vec<Option<RegionIx>>, within: Option<Ring>| {
            let place = sole_locality(model, &kept)?;
            let only_listed = graph.offers(component).iter().all(|one| one.presence == Presence::Listed);
            let certainty = if only_listed { Certainty::Confirmed } else { Certainty::Possible };
            Some((place, ExclusiveComponent { component, within, certainty }))
        };
        let in_list = within(regions.clone(), None);
        let sole =
            in_list.or_else(|| within(regions.into_iter().filter(domestic).collect(), Some(Ring::Domestic)));
        if let Some((place, component)) = sole {
            found.entry(place).or_default().push(component);
        }
    }
    found
}

fn sole_locality(model: &Model, regions: &[Option<RegionIx>]) -> Option<RegionIx> {
    let first = locality(model, (*regions.first()?)?);
    let same = |region: &Option<RegionIx>| region.is_some_and(|region| locality(model, region) == first);
    let is_city = model.is_domestic(first) && model.is_at_level(first, RegionLevel::City);
    (is_city && regions.iter().all(same)).then_some(first)
}
