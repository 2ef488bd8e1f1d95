//! `regions` as JSON: findings of several kinds, told apart by `kind`.

use super::{Document, Named, named, percents};
use crate::names::Naming;
use liantu_analysis::{
    Assured, BuyerReach, ChainSupply, City, ComponentSupply, Dependence, Integration, Interval, NeedCount,
    PartnerCity, Regions,
};
use liantu_graph::{Horizon, Market};
use liantu_model::{ComponentIx, RegionIx, SupplierIx};
use serde::Serialize;

/// What was asked.
#[derive(Debug, Serialize)]
pub struct Parameters {
    targets: Vec<String>,
    home: String,
    domestic: Vec<String>,
    reach_percent: [u32; 2],
    least_breadth: usize,
}

/// One finding.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    Chain {
        chain: Option<Named>,
        inputs: usize,
        unsupplied: usize,
        unlisted: usize,
        rings: Vec<ChainRingRow>,
    },
    Component {
        component: Named,
        market: Option<String>,
        complete: bool,
        is_input: bool,
        rings: Vec<RingRow>,
        assured: AssuredRow,
    },
    City {
        region: Named,
        level: &'static str,
        nearness: &'static str,
        components: Vec<Named>,
        firms: Vec<Named>,
        backups: Vec<Named>,
        single_points: Vec<PointRow>,
        common_cause: Option<&'static str>,
        exclusive: Vec<ExclusiveRow>,
        in_province: Option<CountRow>,
        in_delta: CountRow,
        from_outside: Vec<Named>,
    },
    Dependence {
        product: Named,
        inputs: Vec<Named>,
        least: usize,
        of: usize,
        nearest: Option<&'static str>,
        perhaps_home: bool,
    },
    Buyer {
        buyer: Named,
        placed: bool,
        needs: usize,
        radius_km: [Option<f64>; 2],
        unplaced: usize,
        unsupplied: usize,
        unlisted: usize,
    },
    Partner {
        core: Named,
        partner: Named,
        components: Vec<Named>,
        firms: Vec<Named>,
    },
    Integration {
        target: Named,
        group: Named,
        breadth: f64,
        depth: usize,
        cone: usize,
        offered: Vec<Named>,
        next: Vec<Named>,
        not_covered: Vec<Named>,
    },
}

/// How much of a chain has a source in a ring.
#[derive(Debug, Serialize)]
pub struct ChainRingRow {
    ring: &'static str,
    supplied: usize,
    perhaps: usize,
    mean_share: Option<[f64; 2]>,
    with_share: usize,
}

/// How much of a component comes from a ring.
#[derive(Debug, Serialize)]
pub struct RingRow {
    ring: &'static str,
    share: Option<[f64; 2]>,
    inside: usize,
    perhaps: usize,
    all: usize,
}

/// Whether domestic supply alone does.
#[derive(Debug, Serialize)]
pub struct AssuredRow {
    short: &'static str,
    long: &'static str,
}

/// How many needs can be met.
#[derive(Debug, Serialize)]
pub struct CountRow {
    met: usize,
    perhaps: usize,
    all: usize,
}

/// A firm that is a single point.
#[derive(Debug, Serialize)]
pub struct PointRow {
    supplier: Named,
    certainty: &'static str,
}

/// A component made nowhere else.
#[derive(Debug, Serialize)]
pub struct ExclusiveRow {
    component: Named,
    within: &'static str,
    certainty: &'static str,
}

/// The document.
pub fn regions(naming: Naming<'_>, regions: &Regions, notes: Vec<String>) -> Document<Parameters, Finding> {
    let chains = regions.chains.iter().map(|one| chain(naming, one));
    let components = regions.components.iter().map(|one| component(naming, regions, one));
    let cities = regions.cities.iter().map(|one| city(naming, one));
    let dependences = regions.dependences.iter().map(|one| dependence(naming, one));
    let buyers = regions.buyers.iter().map(|one| buyer(naming, one));
    let partners = regions.partners.iter().map(|one| partner(naming, one));
    let integration = regions.integration.iter().map(|one| integrated(naming, one));
    Document {
        analysis: "regions",
        dataset: naming.model.dataset().id.clone(),
        parameters: parameters(naming, regions),
        findings: chains
            .chain(components)
            .chain(cities)
            .chain(dependences)
            .chain(buyers)
            .chain(partners)
            .chain(integration)
            .collect(),
        already_down: Vec::new(),
        notes,
        reviews: None,
    }
}

fn parameters(naming: Naming<'_>, regions: &Regions) -> Parameters {
    let dataset = naming.model.dataset();
    let id = |region: RegionIx| naming.model.region(region).id.clone();
    let options = &regions.options;
    Parameters {
        targets: options.targets.iter().map(|&one| naming.model.component(one).id.clone()).collect(),
        home: id(dataset.home),
        domestic: dataset.domestic.iter().map(|&one| id(one)).collect(),
        reach_percent: options.reach_percent,
        least_breadth: options.least_breadth,
    }
}

fn region(naming: Naming<'_>, region: RegionIx) -> Named {
    Named { id: naming.model.region(region).id.clone(), name: naming.region(region).to_owned() }
}

fn firm(naming: Naming<'_>, supplier: SupplierIx) -> Named {
    Named { id: naming.model.supplier(supplier).id.clone(), name: naming.supplier(supplier).to_owned() }
}

fn all(naming: Naming<'_>, components: &[ComponentIx]) -> Vec<Named> {
    components.iter().map(|&one| named(naming, one)).collect()
}

fn firms(naming: Naming<'_>, suppliers: &[SupplierIx]) -> Vec<Named> {
    suppliers.iter().map(|&one| firm(naming, one)).collect()
}

fn share(range: Option<Interval<liantu_model::Percent>>) -> Option<[f64; 2]> {
    range.map(percents)
}

fn chain(naming: Naming<'_>, one: &ChainSupply) -> Finding {
    let name = |chain| {
        let row = naming.model.chain(chain);
        Named { id: row.id.clone(), name: row.name.clone() }
    };
    let rings = one.rings.iter().map(|ring| ChainRingRow {
        ring: ring.ring.key(),
        supplied: ring.supplied,
        perhaps: ring.perhaps,
        mean_share: share(ring.mean_share),
        with_share: ring.with_share,
    });
    Finding::Chain {
        chain: one.chain.map(name),
        inputs: one.inputs,
        unsupplied: one.unsupplied,
        unlisted: one.unlisted,
        rings: rings.collect(),
    }
}

fn component(naming: Naming<'_>, regions: &Regions, one: &ComponentSupply) -> Finding {
    let market = match one.market {
        Market::World => None,
        Market::Region(region) => Some(naming.model.region(region).id.clone()),
    };
    let rings = one.rings.iter().map(|ring| RingRow {
        ring: ring.ring.key(),
        share: share(ring.share),
        inside: ring.sources.inside,
        perhaps: ring.sources.perhaps,
        all: ring.sources.all,
    });
    let assured = |horizon| Assured::key(regions.assurance.of(one.component, horizon));
    Finding::Component {
        component: named(naming, one.component),
        market,
        complete: one.complete,
        is_input: one.is_input,
        rings: rings.collect(),
        assured: AssuredRow { short: assured(Horizon::Short), long: assured(Horizon::Long) },
    }
}

fn count(count: NeedCount) -> CountRow {
    CountRow { met: count.met, perhaps: count.perhaps, all: count.all }
}

fn city(naming: Naming<'_>, one: &City) -> Finding {
    let points = one.single_points.iter().map(|&(supplier, certainty)| PointRow {
        supplier: firm(naming, supplier),
        certainty: certainty.key(),
    });
    let exclusive = one.exclusive.iter().map(|own| ExclusiveRow {
        component: named(naming, own.component),
        within: own.within.map_or("list", liantu_analysis::Ring::key),
        certainty: own.certainty.key(),
    });
    Finding::City {
        region: region(naming, one.region),
        level: if one.is_city { "city" } else { naming.model.region(one.region).level.key() },
        nearness: one.nearness.key(),
        components: all(naming, &one.components),
        firms: firms(naming, &one.firms),
        backups: firms(naming, &one.backups),
        single_points: points.collect(),
        common_cause: one.common_cause.map(liantu_analysis::Certainty::key),
        exclusive: exclusive.collect(),
        in_province: one.in_province.map(count),
        in_delta: count(one.in_delta),
        from_outside: all(naming, &one.from_outside),
    }
}

fn dependence(naming: Naming<'_>, one: &Dependence) -> Finding {
    Finding::Dependence {
        product: named(naming, one.product),
        inputs: all(naming, &one.inputs),
        least: one.least,
        of: one.of,
        nearest: one.nearest.map(liantu_analysis::Nearness::key),
        perhaps_home: one.perhaps_home,
    }
}

fn buyer(naming: Naming<'_>, one: &BuyerReach) -> Finding {
    Finding::Buyer {
        buyer: firm(naming, one.buyer),
        placed: one.placed,
        needs: one.needs,
        radius_km: one.radius_km,
        unplaced: one.unreached.unplaced,
        unsupplied: one.unreached.unsupplied,
        unlisted: one.unlisted,
    }
}

fn partner(naming: Naming<'_>, one: &PartnerCity) -> Finding {
    Finding::Partner {
        core: region(naming, one.core),
        partner: region(naming, one.partner),
        components: all(naming, &one.components),
        firms: firms(naming, &one.firms),
    }
}

fn integrated(naming: Naming<'_>, one: &Integration) -> Finding {
    Finding::Integration {
        target: named(naming, one.target),
        group: firm(naming, one.group),
        breadth: one.breadth(),
        depth: one.depth,
        cone: one.cone,
        offered: all(naming, &one.offered),
        next: all(naming, &one.next),
        not_covered: all(naming, &one.not_covered),
    }
}
