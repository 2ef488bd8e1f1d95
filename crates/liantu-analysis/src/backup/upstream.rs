//! Losses that come from upstream: what backups and incumbents both stand on.
//!
//! Every element is failed once with all qualified backups in time switched on, for every component; what each
//! source still gets of its inputs is what it still delivers ([`Capacity`]).

use super::{BackupOptions, Level};
use crate::capacity::{Assume, Capacity, CapacityOptions, Failure, Levels, Standby, affordable};
use crate::cover::{Cover, Covers, Timing};
use crate::elements;
use crate::interval::Interval;
use crate::outcome::Certainty;
use liantu_graph::{ChainGraph, Horizon, OfferSource, Qualified, Reading};
use liantu_model::{ComponentIx, Element, Index, InputKind, Model, Percent, SupplierIx};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Something upstream whose failure takes sources that look independent.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedUpstream {
    /// What fails: a supplier, a group of several, or a place.
    pub element: Element,
    /// The input of the component that is lost with it.
    pub input: ComponentIx,
    /// Other inputs of it that are lost too, in model order.
    pub other_inputs: Vec<ComponentIx>,
    /// How sure.
    pub certainty: Certainty,
    /// Components from where the element is hit to the input, both included.
    pub path: Vec<ComponentIx>,
    /// What is left of the component, percent of demand.
    pub left: Interval<Percent>,
}

/// How many elements were followed upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UpstreamExtent {
    /// Followed.
    pub measured: usize,
    /// Not followed, for the limit.
    pub left_out: usize,
    /// Whether every cycle came to rest; else what is left is an upper bound.
    pub settled: bool,
}

/// What one failure leaves of the components it touches.
#[derive(Debug)]
pub(super) struct After {
    /// In order.
    covers: Vec<(ComponentIx, Interval<Percent>)>,
    /// Sources that fall by their inputs, `None` standing for all active ones at once.
    shared: Vec<(ComponentIx, Option<OfferSource>, SharedUpstream)>,
    settled: bool,
}

impl After {
    /// What is left of a component; `None` when the failure does not touch it.
    pub(super) fn cover(&self, component: ComponentIx) -> Option<Interval<Percent>> {
        let at = self.covers.binary_search_by_key(&component, |(one, _)| *one).ok()?;
        Some(self.covers[at].1)
    }
}

/// A graph with the sources of every component, and all qualified backups in time switched on.
pub(super) struct Study<'g> {
    graph: &'g ChainGraph,
    /// By component; `None` without a source of any status.
    covers: Vec<Option<Cover>>,
    capacity: Capacity<'g>,
    /// What there is with nothing failed, by component.
    before: Vec<Option<Interval<Percent>>>,
}

/// All failures tried.
pub(super) struct Tried {
    of: FxHashMap<Element, After>,
    pub(super) extent: UpstreamExtent,
}

impl Tried {
    pub(super) fn after(&self, element: Element) -> Option<&After> {
        self.of.get(&element)
    }

    /// What a source and the active ones both stand on (`None`: all active sources), surest and least first.
    pub(super) fn shared(
        &self,
        model: &Model,
    ) -> FxHashMap<(ComponentIx, Option<OfferSource>), Vec<SharedUpstream>> {
        let mut shared: FxHashMap<(ComponentIx, Option<OfferSource>), Vec<SharedUpstream>> =
            FxHashMap::default();
        let mut elements: Vec<Element> = self.of.keys().copied().collect();
        elements.sort_unstable();
        for element in elements {
            for (component, source, found) in &self.of[&element].shared {
                shared.entry((*component, *source)).or_default().push(found.clone());
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list by itself")]
        for list in shared.values_mut() {
            let inner: Vec<(Element, Certainty)> =
                list.iter().map(|one| (one.element, one.certainty)).collect();
            list.retain(|one| {
                !inner.iter().any(|&(element, certainty)| {
                    certainty >= one.certainty && lies_strictly_inside(model, one.element, element)
                })
            });
            list.sort_by(|a, b| b.certainty.cmp(&a.certainty).then(a.element.cmp(&b.element)));
        }
        shared
    }
}

/// Whether a supplier lies in a group or place, or a group of a single place in it.
fn lies_strictly_inside(model: &Model, outer: Element, inner: Element) -> bool {
    match (outer, inner) {
        (Element::Supplier(_), _) => false,
        (_, Element::Supplier(supplier)) => elements::covers(model, outer, OfferSource::Named(supplier)),
        (Element::Region(outer), Element::Region(inner)) => outer != inner && model.contains(outer, inner),
        _ => false,
    }
}

impl<'g> Study<'g> {
    /// O(rows + requirements), up to a sort, and the cost of the cycles.
    pub(super) fn new(graph: &'g ChainGraph, covers: &Covers<'_>) -> Self {
        let all: Vec<ComponentIx> = graph.model().component_indices().collect();
        let covers: Vec<Option<Cover>> = all
            .par_iter()
            .map(|&one| {
                Some(covers.of(one)).filter(|cover| !(cover.active.is_empty() && cover.backups.is_empty()))
            })
            .collect();
        let standby = all
            .iter()
            .zip(&covers)
            .flat_map(|(&one, cover)| cover.iter().flat_map(move |cover| standby(one, cover)));
        let options = CapacityOptions {
            qualified: Qualified::Ignored,
            horizon: Horizon::Long,
            assume: Assume::Nothing,
            min_share: None,
            targets: Vec::new(),
            standby: standby.collect(),
        };
        let capacity = Capacity::new(graph, options);
        let mut study = Self { graph, covers, capacity, before: Vec::new() };
        study.before = {
            let levels = study.capacity.after(&Failure::full(&[]));
            let covers = study.covers_after(&levels, &all);
            let mut before = vec![None; all.len()];
            for (one, cover) in covers {
                before[one.position()] = Some(cover);
            }
            before
        };
        study
    }

    /// What there is of a component with nothing failed, percent of demand.
    pub(super) fn before(&self, component: ComponentIx) -> Option<Interval<Percent>> {
        self.before[component.position()]
    }

    /// What joint failures leave of a component.
    pub(super) fn jointly(&self, elements: &[Element], component: ComponentIx) -> Option<Interval<Percent>> {
        let levels = self.capacity.after(&Failure::full(elements));
        let left = self.covers_after(&levels, &[component]);
        left.first().map(|(_, cover)| *cover)
    }

    /// Fails the elements, `first` before the others, which come by what they take directly.
    pub(super) fn fail_all(
        &self,
        first: &FxHashSet<Element>,
        elements: &[Element],
        options: &BackupOptions,
    ) -> Tried {
        let mut ranked: Vec<(bool, f64, Element)> = elements
            .par_iter()
            .map(|&one| (!first.contains(&one), self.capacity.direct_loss(&Failure::full(&[one])), one))
            .collect();
        ranked.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let limit = options.measure.unwrap_or_else(|| affordable(self.graph));
        let left_out = ranked.split_off(limit.min(ranked.len())).len();
        let of: FxHashMap<Element, After> =
            ranked.par_iter().map(|&(_, _, element)| (element, self.fail(element))).collect();
        let settled = of.values().all(|after| after.settled);
        Tried { extent: UpstreamExtent { measured: of.len(), left_out, settled }, of }
    }

    fn fail(&self, element: Element) -> After {
        let levels = self.capacity.after(&Failure::full(&[element]));
        let covers = self.covers_after(&levels, &levels.touched());
        let shared = self.shared(element, &levels, &covers);
        After { covers, shared, settled: levels.is_settled() }
    }

    /// What sources still cover when each of them delivers what its inputs allow.
    fn covers_after(
        &self,
        levels: &Levels<'_>,
        components: &[ComponentIx],
    ) -> Vec<(ComponentIx, Interval<Percent>)> {
        let known: Vec<ComponentIx> =
            components.iter().copied().filter(|one| self.covers[one.position()].is_some()).collect();
        let [low, high] = Reading::BOTH.map(|reading| levels.offers(reading, &known));
        let cover = |at: usize| {
            let component = known[at];
            let offers = self.graph.offers(component);
            let parts: Vec<Interval<f64>> = low[at]
                .iter()
                .zip(&high[at])
                .enumerate()
                .filter(|(at, _)| offers.get(*at).is_none_or(|offer| offer.source != OfferSource::Unknown))
                .map(|(_, (low, high))| Interval { low: low.level.low, high: high.level.high })
                .collect();
            let cover = self.covers[component.position()].as_ref()?;
            let (active, backups) = parts.split_at(cover.active.len());
            Some((component, cover.weighed(active, backups)))
        };
        (0..known.len()).filter_map(cover).collect()
    }

    /// Sources that the failure takes by their inputs, although it does not contain them.
    fn shared(
        &self,
        element: Element,
        levels: &Levels<'_>,
        covers: &[(ComponentIx, Interval<Percent>)],
    ) -> Vec<(ComponentIx, Option<OfferSource>, SharedUpstream)> {
        let mut found = Vec::new();
        for &(component, left) in covers {
            let Some(cover) = &self.covers[component.position()] else { continue };
            let sources: Vec<OfferSource> = cover
                .active
                .iter()
                .map(|one| one.offer.source)
                .chain(cover.backups.iter().map(|one| one.source))
                .collect();
            let buyers: Vec<Option<SupplierIx>> = sources.iter().map(|&source| named(source)).collect();
            let falls = Reading::BOTH.map(|reading| {
                let inputs = levels.inputs(reading, component, &buyers).into_iter();
                inputs.map(|[before, after]| before.up && !after.up).collect::<Vec<bool>>()
            });
            if !falls[0].contains(&true) {
                continue;
            }
            let model = self.graph.model();
            let hit: Vec<bool> = sources.iter().map(|&one| elements::covers(model, element, one)).collect();
            let active = cover.active.len();
            for (source, certainty) in taken(&sources, active, &hit, &falls) {
                let reading = certainty.reading();
                let fallen: Vec<SupplierIx> = falls[reading as usize]
                    .iter()
                    .zip(&buyers)
                    .filter(|(falls, _)| **falls)
                    .filter_map(|(_, buyer)| *buyer)
                    .collect();
                let path = self.path(levels, reading, component, &fallen);
                let Some(&input) = path.last() else { continue };
                let mut other_inputs = self.lost_inputs(levels, reading, component);
                other_inputs.retain(|&one| one != input);
                let shared = SharedUpstream { element, input, other_inputs, certainty, path, left };
                found.push((component, source, shared));
            }
        }
        found
    }

    /// Inputs of a component that fell and can stop it.
    fn lost_inputs(&self, levels: &Levels<'_>, reading: Reading, component: ComponentIx) -> Vec<ComponentIx> {
        let mut lost: Vec<ComponentIx> =
            self.graph.inputs_of(component, needed).filter(|&one| fell(levels, reading, one)).collect();
        lost.sort_unstable();
        lost.dedup();
        lost
    }

    /// Components from where the failure hits to the input that is lost to the firms that fell.
    fn path(
        &self,
        levels: &Levels<'_>,
        reading: Reading,
        component: ComponentIx,
        fallen: &[SupplierIx],
    ) -> Vec<ComponentIx> {
        let mut path: Vec<ComponentIx> = Vec::new();
        let mut current = component;
        while let Some(input) = self
            .graph
            .inputs_of(current, needed)
            .find(|&one| fell(levels, reading, one) && !path.contains(&one) && one != component)
        {
            path.push(input);
            current = input;
        }
        if path.is_empty() {
            // Bought by name from who falls, while the market goes on.
            let lost =
                |input: &ComponentIx| fallen.iter().any(|&buyer| levels.lost_sellers(reading, buyer, *input));
            path.extend(self.graph.inputs_of(component, needed).find(lost));
        }
        path.reverse();
        path
    }
}

fn needed(kind: InputKind) -> bool {
    matches!(kind, InputKind::Essential | InputKind::Variants)
}

fn fell(levels: &Levels<'_>, reading: Reading, component: ComponentIx) -> bool {
    levels.component_before(reading, component).up && !levels.component(reading, component).up
}

/// Which backups fall by their inputs together with an active source, and, as `None`, all active sources where
/// there are several and some of them fall by their inputs only.
fn taken(
    sources: &[OfferSource],
    active: usize,
    hit: &[bool],
    falls: &[Vec<bool>; 2],
) -> Vec<(Option<OfferSource>, Certainty)> {
    let down = |reading: usize, at: usize| hit[at] || falls[reading][at];
    let certainty = |test: &dyn Fn(usize) -> bool| match (test(0), test(1)) {
        (true, true) => Some(Certainty::Confirmed),
        (true, false) => Some(Certainty::Possible),
        (false, _) => None,
    };
    let mut found = Vec::new();
    for at in active..sources.len() {
        let falls_too = |reading: usize| {
            !hit[at] && falls[reading][at] && (0..active).any(|incumbent| down(reading, incumbent))
        };
        found.extend(certainty(&falls_too).map(|certainty| (Some(sources[at]), certainty)));
    }
    let all = |reading: usize| {
        let by_inputs = (0..active).any(|at| !hit[at] && falls[reading][at]);
        active > 1 && by_inputs && (0..active).all(|at| down(reading, at))
    };
    found.extend(certainty(&all).map(|certainty| (None, certainty)));
    found
}

fn named(source: OfferSource) -> Option<SupplierIx> {
    match source {
        OfferSource::Named(supplier) => Some(supplier),
        OfferSource::Unnamed(_) | OfferSource::Unknown => None,
    }
}

fn standby(component: ComponentIx, cover: &Cover) -> impl Iterator<Item = Standby> + '_ {
    let part = |percent: Percent| percent.points() / 100.0;
    cover.backups.iter().filter(|one| one.counts()).map(move |one| {
        let (own, certain) = (one.interval(), one.timing == Timing::InTime);
        let low = if certain { part(own.low) } else { 0.0 };
        Standby { component, source: one.source, cover: Interval { low, high: part(own.high) }, certain }
    })
}

/// The elements that are failed: those of the levels asked for, and suppliers, groups and places, whose sharing is
/// told in any case.
pub(super) fn to_try(
    graph: &ChainGraph,
    structure: &liantu_graph::Structure,
    levels: &[Level],
) -> Vec<Element> {
    let shared = [Level::Supplier, Level::Group, Level::Country];
    let levels = levels.iter().chain(&shared).filter(|level| **level != Level::Embargo);
    let mut all: Vec<Element> =
        levels.flat_map(|&level| elements::elements_at(graph.model(), structure, level, false)).collect();
    all.sort_unstable();
    all.dedup();
    all
}
