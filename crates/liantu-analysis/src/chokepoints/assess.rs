//! One component.

use super::dependence::{METRICS, import_dependence};
use super::grade::{Case, DomesticControl, DomesticCover, Judgement, Knowledge};
use super::localisation::{Breadth, LocalisationRate, METRIC, facts_by_component, published};
use super::places::Places;
use super::withdrawal::{fewest_places, present, sufficient_coalitions};
use super::{Chokepoint, ChokepointOptions, DomesticGroups, ImportDependence};
use crate::Interval;
use crate::cover::{ActiveSource, Cover, Covers, Timing, capped, control_of, region_of};
use liantu_graph::{ChainGraph, OfferSource, Presence, Reading};
use liantu_model::{ComponentIx, Index, Model, Percent, Provider, RegionIx, SupplyStatus};

pub(super) fn assess(
    graph: &ChainGraph,
    options: &ChokepointOptions,
    covers: &Covers<'_>,
    facts: &Facts,
    component: ComponentIx,
) -> Chokepoint {
    let model = graph.model();
    let known = |hhi: &Interval<f64>| hhi.low > 0.0 || hhi.high < 1.0;
    let cover = covers.of(component);
    let places = Places::of(graph, covers, component);
    let import_hhi = places.import_hhi();
    let rows = covers.rows(component);
    let figures = &facts.dependence[component.position()];
    let share = places.domestic_share();
    let import_dependence = import_dependence(graph, component, figures, rows, share);
    let localisation_rate = published(model, &facts.localisation[component.position()]);
    let inputs = Inputs {
        graph,
        component,
        knowledge: knowledge(model, covers, component),
        cover: domestic_cover(model, &cover),
        import_hhi,
        dependence: import_dependence.as_ref(),
        localisation: localisation_rate.as_ref().and_then(at_most),
    };
    Chokepoint {
        component,
        pessimistic: inputs.judge(options, Reading::Pessimistic),
        optimistic: inputs.judge(options, Reading::Optimistic),
        domestic_cover: (inputs.knowledge != Knowledge::NoRows).then_some(inputs.cover.interval),
        domestic_ceiling: (inputs.knowledge != Knowledge::NoRows).then_some(inputs.cover.ceiling),
        cover_basis: cover.basis,
        supply_hhi: places.supply_hhi().filter(known),
        import_hhi: import_hhi.filter(known),
        sources: places.sources(),
        coalitions: places.coalitions(),
        domestic: domestic_groups(model, &cover),
        foreign_controlled: cover.active.iter().filter(|one| is_foreign_controlled(model, one)).count(),
        unplaced: cover.active.iter().filter(|one| one.region.is_none()).count(),
        localisation_rate,
        domestic_share: share,
        evidence: rows.to_vec(),
        import_dependence,
    }
}

/// Published figures by component.
pub(super) struct Facts {
    localisation: Vec<Vec<usize>>,
    dependence: Vec<Vec<usize>>,
}

impl Facts {
    pub(super) fn of(model: &Model) -> Self {
        Self {
            localisation: facts_by_component(model, &[METRIC]),
            dependence: facts_by_component(model, &METRICS),
        }
    }
}

/// What both judgements of one component rest on.
struct Inputs<'g> {
    graph: &'g ChainGraph,
    component: ComponentIx,
    knowledge: Knowledge,
    cover: DomesticCover,
    import_hhi: Option<Interval<f64>>,
    dependence: Option<&'g ImportDependence>,
    localisation: Option<Percent>,
}

impl Inputs<'_> {
    fn judge(&self, options: &ChokepointOptions, reading: Reading) -> Judgement {
        let model = self.graph.model();
        let domestic: Vec<OfferSource> = present(self.graph, self.component, reading)
            .map(|offer| offer.source)
            .filter(|&source| is_domestic(model, region_of(model, source)))
            .collect();
        let home_controlled: Vec<OfferSource> = domestic
            .iter()
            .copied()
            .filter(|&source| is_domestic(model, control_of(model, source)))
            .collect();
        let case = Case {
            knowledge: self.knowledge,
            fewest_places: fewest_places(self.graph, self.component, reading),
            sufficient_coalitions: sufficient_coalitions(self.graph, self.component, reading),
            cover: self.cover,
            control: match (domestic.is_empty(), home_controlled.is_empty()) {
                (true, _) => DomesticControl::NoOffer,
                (false, true) => DomesticControl::Foreign,
                (false, false) => DomesticControl::Domestic,
            },
            domestic_groups: independent_groups(model, &home_controlled),
            import_hhi: self.relevant_import_hhi(options, reading),
            trade_dependent: options.trade_dependent.binary_search(&self.component).is_ok(),
            localisation: self.localisation,
        };
        case.judge(&options.rules)
    }

    /// The least concentration of imports, in both readings: one more offer without a share widens the
    /// interval, so that only this end never makes a grade worse. A complete list without a foreign source
    /// cannot spread imports, so they count as concentrated. Imports matter when a dependence that is stated, or computed from published amounts, reaches
    /// the threshold at its high end (pessimistic) or at its low end (optimistic).
    fn relevant_import_hhi(&self, options: &ChokepointOptions, reading: Reading) -> Option<f64> {
        let known = self.dependence.filter(|known| known.sets_grade())?;
        let dependence = match reading {
            Reading::Pessimistic => known.range.high,
            Reading::Optimistic => known.range.low,
        };
        let complete = self.graph.supply_list(self.component).complete;
        let least = self.import_hhi.map(|hhi| hhi.low).or(complete.then_some(1.0));
        least.filter(|_| dependence >= options.rules.relevant_dependence)
    }
}

/// The high end of a rate about the component itself; a wider one sets no grade.
fn at_most(rate: &LocalisationRate) -> Option<Percent> {
    (rate.breadth == Breadth::Component).then_some(rate.rate.high)
}

fn is_domestic(model: &Model, region: Option<RegionIx>) -> bool {
    region.is_some_and(|region| model.is_domestic(region))
}

fn is_foreign_controlled(model: &Model, source: &ActiveSource) -> bool {
    is_domestic(model, source.region) && !is_domestic(model, control_of(model, source.offer.source))
}

/// Owners behind named offers; whatever is not named may be one more.
fn independent_groups(model: &Model, sources: &[OfferSource]) -> usize {
    let mut roots: Vec<_> = sources
        .iter()
        .map(|&source| match source {
            OfferSource::Named(supplier) => Some(model.supplier(supplier).root),
            OfferSource::Unnamed(_) | OfferSource::Unknown => None,
        })
        .collect();
    roots.sort_unstable();
    roots.dedup();
    roots.len()
}

/// No place is known when nobody who supplies has one; a list of mere candidates says that nobody supplies.
fn knowledge(model: &Model, covers: &Covers<'_>, component: ComponentIx) -> Knowledge {
    let rows = covers.rows(component);
    let mut active =
        rows.iter().map(|&row| model.supply(row)).filter(|row| row.status == SupplyStatus::Active).peekable();
    if rows.is_empty() {
        return Knowledge::NoRows;
    }
    let nobody_supplies = active.peek().is_none();
    let placed = active.any(|row| match row.provider {
        Provider::Supplier(supplier) => model.supplier(supplier).region.is_some(),
        Provider::Region(_) => true,
        Provider::Placeholder => false,
    });
    if nobody_supplies || placed { Knowledge::Placed } else { Knowledge::NoPlace }
}

/// Domestic active sources and qualified backups. An active source that states what it can take over counts
/// for at least that, as it did while it was a backup.
fn domestic_cover(model: &Model, cover: &Cover) -> DomesticCover {
    let domestic = |source: &ActiveSource| is_domestic(model, source.region);
    let mut active = cover.active_cover(domestic);
    let lifted = || cover.active.iter().filter(|&one| domestic(one)).filter_map(lift);
    let others = cover.active_cover(|one| domestic(one) && lift(one).is_none());
    active.low = active.low.max(others.low + lifted().map(|(at_least, _)| at_least).sum());
    active.high += lifted().map(|(_, on_top)| on_top).sum();
    let (mut interval, mut ceiling) = (active, active.high);
    for backup in cover.backups.iter().filter(|one| one.counts() && is_domestic(model, one.region)) {
        let own = backup.interval();
        interval.low += if backup.timing == Timing::InTime { own.low } else { Percent::ZERO };
        interval.high += own.high;
        ceiling += backup.cover.map_or(Percent::ZERO, |stated| stated.1);
    }
    DomesticCover { interval: capped(interval), ceiling }
}

/// What a source covers at least by its takeover, and at most on top of its share.
fn lift(source: &ActiveSource) -> Option<(Percent, Percent)> {
    let (low, high) = source.takeover?;
    let share = source.offer.share.map_or(Percent::ZERO, |share| share.0);
    Some((low.max(share), (high - share).max(Percent::ZERO)))
}

fn domestic_groups(model: &Model, cover: &Cover) -> DomesticGroups {
    let listed = cover.active.iter().filter(|one| one.offer.presence == Presence::Listed);
    let active = listed.map(|one| (SupplyStatus::Active, one.offer.source, one.region));
    let backups = cover.backups.iter().map(|one| (one.status, one.source, one.region));
    let mut groups: Vec<(OfferSource, SupplyStatus)> = active
        .chain(backups)
        .filter(|&(_, _, region)| is_domestic(model, region))
        .map(|(status, source, _)| (group_of(model, source), status))
        .collect();
    groups.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    groups.dedup_by_key(|(group, _)| *group);
    let count = |wanted| groups.iter().filter(|(_, status)| *status == wanted).count();
    DomesticGroups {
        active: count(SupplyStatus::Active),
        qualified: count(SupplyStatus::Qualified),
        candidate: count(SupplyStatus::Candidate),
    }
}

fn group_of(model: &Model, source: OfferSource) -> OfferSource {
    match source {
        OfferSource::Named(supplier) => OfferSource::Named(model.supplier(supplier).root),
        OfferSource::Unnamed(_) | OfferSource::Unknown => source,
    }
}
