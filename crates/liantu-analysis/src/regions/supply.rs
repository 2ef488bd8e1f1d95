//! Local supply rates (本地配套率) of components and chains, by share and by count, each with its own name.

use crate::Interval;
use crate::cover::{Covers, region_of};
use crate::whereabouts::{Ring, Whereabouts, whereabouts};
use liantu_graph::{ChainGraph, Market, OfferSource, Presence};
use liantu_model::{ChainIx, ComponentIx, Index, InputKind, Model, Percent, RegionIx};
use rayon::prelude::*;

/// How much of one component's supply comes from each ring.
#[derive(Debug, Clone, PartialEq)]
pub struct ComponentSupply {
    /// Which.
    pub component: ComponentIx,
    /// The market whose shares are meant.
    pub market: Market,
    /// Whether the list of suppliers is complete.
    pub complete: bool,
    /// Whether another component requires it; kinds of a category apart.
    pub is_input: bool,
    /// In the order of [`Ring::ALL`].
    pub rings: [RingSupply; 3],
}

/// How much of one component's supply comes from one ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RingSupply {
    /// Which.
    pub ring: Ring,
    /// By share (份额口径): percent of the market's supply that comes from plants there, 0..=100, whoever
    /// controls them; what is not listed may be there too. `None` when the data do not narrow it down.
    pub share: Option<Interval<Percent>>,
    /// By number of sources (企业数口径).
    pub sources: SourceCount,
}

/// Listed active sources; an unnamed one counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SourceCount {
    /// Those surely there.
    pub inside: usize,
    /// Those whose place is not known, or wider than the ring.
    pub perhaps: usize,
    /// All.
    pub all: usize,
}

/// How much of one chain's inputs has a source in each ring.
#[derive(Debug, Clone, PartialEq)]
pub struct ChainSupply {
    /// Which; `None` for components without a chain.
    pub chain: Option<ChainIx>,
    /// Inputs with supply rows: components another component requires.
    pub inputs: usize,
    /// Those of them without any active listed source.
    pub unsupplied: usize,
    /// Inputs without supply rows, not counted anywhere else.
    pub unlisted: usize,
    /// In the order of [`Ring::ALL`].
    pub rings: [ChainRing; 3],
}

/// How much of one chain's inputs has a source in one ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainRing {
    /// Which.
    pub ring: Ring,
    /// By number of components (环节数口径): inputs with an active listed source surely there.
    pub supplied: usize,
    /// Inputs with none surely there, but one whose place is not known or wider.
    pub perhaps: usize,
    /// By share: the plain mean over the inputs whose share is known, percent.
    pub mean_share: Option<Interval<Percent>>,
    /// How many those are.
    pub with_share: usize,
}

impl SourceCount {
    /// Part of the sources that is there, 0..=1; `None` without a source.
    pub fn rate(&self) -> Option<Interval<f64>> {
        let part = |count: usize| count as f64 / self.all as f64;
        (self.all > 0).then(|| Interval { low: part(self.inside), high: part(self.inside + self.perhaps) })
    }
}

/// Of every component with active offers, in model order.
pub(super) fn components(graph: &ChainGraph, covers: &Covers<'_>) -> Vec<ComponentSupply> {
    let members = Ring::ALL.map(|ring| ring.members(graph.model()));
    let is_input = inputs(graph.model());
    let components: Vec<ComponentIx> =
        graph.model().component_indices().filter(|&one| listed(graph, one).next().is_some()).collect();
    components
        .into_par_iter()
        .map(|component| {
            let list = graph.supply_list(component);
            ComponentSupply {
                component,
                market: list.market,
                complete: list.complete,
                is_input: is_input[component.position()],
                rings: [0, 1, 2].map(|at| ring(graph, covers, component, Ring::ALL[at], &members[at])),
            }
        })
        .collect()
}

fn ring(
    graph: &ChainGraph,
    covers: &Covers<'_>,
    component: ComponentIx,
    ring: Ring,
    members: &[RegionIx],
) -> RingSupply {
    let share = covers.share_in(component, members);
    let says_something = share.low > Percent::ZERO || share.high < Percent::HUNDRED;
    let mut sources = SourceCount::default();
    for source in listed(graph, component) {
        sources.all += 1;
        match whereabouts(graph.model(), region_of(graph.model(), source), members) {
            Whereabouts::Inside => sources.inside += 1,
            Whereabouts::Perhaps => sources.perhaps += 1,
            Whereabouts::Outside => {}
        }
    }
    RingSupply { ring, share: says_something.then_some(share), sources }
}

/// Active listed sources of a component.
pub(super) fn listed(graph: &ChainGraph, component: ComponentIx) -> impl Iterator<Item = OfferSource> {
    let listed = graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed);
    listed.map(|offer| offer.source)
}

/// Whether some other component requires each component.
fn inputs(model: &Model) -> Vec<bool> {
    let mut inputs = vec![false; model.components().len()];
    for requirement in model.requirements() {
        if model.group(requirement.group).kind != InputKind::Taxonomy {
            inputs[requirement.input.position()] = true;
        }
    }
    inputs
}

/// Of every chain that has inputs.
pub(super) fn chains(graph: &ChainGraph, components: &[ComponentSupply]) -> Vec<ChainSupply> {
    let model = graph.model();
    let is_input = inputs(model);
    let chains = model.chain_indices().map(Some).chain([None]);
    let of_chain = |chain: Option<ChainIx>| {
        let own: Vec<ComponentIx> = model
            .component_indices()
            .filter(|&one| is_input[one.position()] && model.component(one).chain == chain)
            .collect();
        let with_rows = own.iter().filter(|&&one| graph.supply_list(one).has_rows).count();
        let supplied: Vec<&ComponentSupply> = components
            .iter()
            .filter(|one| one.is_input && model.component(one.component).chain == chain)
            .collect();
        ChainSupply {
            chain,
            inputs: with_rows,
            unsupplied: with_rows - supplied.len(),
            unlisted: own.len() - with_rows,
            rings: [0, 1, 2].map(|at| chain_ring(&supplied, at)),
        }
    };
    chains.map(of_chain).filter(|chain| chain.inputs + chain.unlisted > 0).collect()
}

fn chain_ring(components: &[&ComponentSupply], at: usize) -> ChainRing {
    let rings = || components.iter().map(|component| component.rings[at]);
    let has = |keep: fn(SourceCount) -> bool| rings().filter(|ring| keep(ring.sources)).count();
    let shares: Vec<Interval<Percent>> = rings().filter_map(|ring| ring.share).collect();
    ChainRing {
        ring: Ring::ALL[at],
        supplied: has(|sources| sources.inside > 0),
        perhaps: has(|sources| sources.inside == 0 && sources.perhaps > 0),
        mean_share: mean(&shares),
        with_share: shares.len(),
    }
}

fn mean(shares: &[Interval<Percent>]) -> Option<Interval<Percent>> {
    let count = i64::try_from(shares.len()).ok().filter(|&count| count > 0)?;
    let mean = |end: fn(&Interval<Percent>) -> Percent| {
        let sum: Percent = shares.iter().map(end).sum();
        Percent::from_millionths(sum.millionths() / count)
    };
    Some(Interval { low: mean(|share| share.low), high: mean(|share| share.high) })
}
