//! What is left to a component when something fails, its inputs followed upstream, with backups switched on and
//! off one by one.
//!
//! A source delivers while the structure function has its offer up: its firm stands, nothing around it has
//! failed, and its inputs can be had. Switched-on backups count for others too: they keep up what needs them.
//! Pessimistic reading throughout: what is not listed does not exist.

use crate::backup::losses;
use crate::cover::{BackupSource, Cover, Covers, Timing};
use crate::{Interval, Level};
use liantu_graph::{
    Buyers, ChainGraph, CompileOptions, Horizon, Node, OfferSource, Presence, Qualified, Reading, State,
    Structure,
};
use liantu_model::{ComponentIx, Confidence, Element, Index, Percent, RegionIx, SupplyIx, SupplyStatus};
use std::ops::Range;

/// Whether losses of inputs count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Upstream {
    /// A source is lost with what it needs, too.
    Followed,
    /// A source is lost only when it is hit itself.
    Ignored,
}

/// What to take for what the data does not say. Nothing by default: then it counts as none and never.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Assumed {
    /// Cover of a source that states none.
    pub cover: Option<Percent>,
    /// Weeks until a backup delivers that states none.
    pub weeks: Option<f64>,
}

/// What to ask of a [`Switchboard`].
#[derive(Debug, Clone, PartialEq)]
pub struct CoverQuestion {
    /// Backups count when they deliver within this many weeks.
    pub within_weeks: f64,
    /// Whether inputs count.
    pub upstream: Upstream,
    /// Which inputs count.
    pub horizon: Horizon,
    /// What is assumed.
    pub assumed: Assumed,
    /// Components watched as targets.
    pub targets: Vec<ComponentIx>,
}

/// A backup that can be switched on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SwitchRow {
    /// Its row.
    pub row: SupplyIx,
    /// Of what.
    pub component: ComponentIx,
    /// A supplier, or somebody in a region.
    pub source: OfferSource,
    /// Qualified or candidate.
    pub status: SupplyStatus,
    /// What it covers for certain, 0..=100; what is assumed where nothing is stated.
    pub cover: Percent,
    /// Whether its cover is stated.
    pub states_cover: bool,
    /// Whether it surely delivers within the horizon; `None` when nothing says when.
    pub in_time: Option<bool>,
}

/// A loss and the sources of one component it hits by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectLoss {
    /// What fails.
    pub element: Element,
    /// Rows of the component with a switch that are hit, as positions in [`Switchboard::rows`].
    pub rows: Vec<usize>,
    /// What the active sources that are left cover for certain.
    pub left: Percent,
    active: Vec<bool>,
}

/// The sources of every component, ready to be switched.
#[derive(Debug)]
pub struct Switchboard<'g> {
    graph: &'g ChainGraph,
    question: CoverQuestion,
    covers: Vec<Option<Cover>>,
    rows: Vec<SwitchRow>,
    row_start: Vec<u32>,
    /// Components with an offer that exists in the optimistic reading only.
    vague: Vec<ComponentIx>,
    structure: Structure,
}

/// A switchboard with some rows on, and whatever has failed.
#[derive(Debug, Clone)]
pub struct Board<'b> {
    of: &'b Switchboard<'b>,
    on: Vec<bool>,
    failed: Vec<Element>,
    state: State<'b>,
}

impl<'g> Switchboard<'g> {
    /// Every backup row gets a switch: qualified, or candidate of a source that has come no further. O(rows ×
    /// totals + requirements).
    pub fn new(graph: &'g ChainGraph, question: CoverQuestion) -> Self {
        let covers = Covers::new(graph, question.within_weeks);
        let mut board_rows = Vec::new();
        let mut row_start = vec![0];
        let mut all = Vec::new();
        for component in graph.model().component_indices() {
            let cover = graph.supply_list(component).has_rows.then(|| covers.of(component));
            let backups = cover.iter().flat_map(|cover| &cover.backups);
            board_rows.extend(backups.map(|backup| switch_row(&question, component, backup)));
            row_start.push(board_rows.len() as u32);
            all.push(cover);
        }
        let options = CompileOptions {
            qualified: Qualified::Ignored,
            horizon: question.horizon,
            buyers: Buyers::Everyone,
            trust: Confidence::Low,
            targets: question.targets.clone(),
        };
        let switched: Vec<SupplyIx> = board_rows.iter().map(|row| row.row).collect();
        let structure = Structure::compile_with_switches(graph, &options, &switched);
        let is_vague = |one: &ComponentIx| {
            let only = |offer: &liantu_graph::Offer| offer.presence == Presence::OptimisticOnly;
            graph.offers(*one).iter().any(|offer| only(offer) && offer.source != OfferSource::Unknown)
        };
        let vague = graph.model().component_indices().filter(is_vague).collect();
        Self { graph, question, covers: all, rows: board_rows, row_start, vague, structure }
    }

    /// The graph.
    pub fn graph(&self) -> &'g ChainGraph {
        self.graph
    }

    /// What was asked.
    pub fn question(&self) -> &CoverQuestion {
        &self.question
    }

    /// All rows with a switch, by component.
    pub fn rows(&self) -> &[SwitchRow] {
        &self.rows
    }

    /// Positions of the rows of a component.
    pub fn rows_of(&self, component: ComponentIx) -> Range<usize> {
        let position = component.position();
        self.row_start[position] as usize..self.row_start[position + 1] as usize
    }

    /// The structure behind it.
    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    /// The losses at some levels that hit any source of a component, and nothing failing. O(sources × losses).
    pub fn direct_losses(&self, component: ComponentIx, levels: &[Level]) -> Vec<DirectLoss> {
        let Some(cover) = &self.covers[component.position()] else { return Vec::new() };
        let model = self.graph.model();
        let active = cover.active.iter().map(|one| one.offer.source);
        let sources: Vec<OfferSource> =
            active.chain(self.rows[self.rows_of(component)].iter().map(|row| row.source)).collect();
        let at_level = |level: &Level| {
            let level = *level;
            sources.iter().flat_map(move |&source| losses::losses_of(model, level, source))
        };
        let mut elements: Vec<Element> = levels.iter().flat_map(at_level).collect();
        elements.sort_unstable();
        elements.dedup();
        elements.into_iter().map(|element| self.direct_loss(component, cover, element)).collect()
    }

    fn direct_loss(&self, component: ComponentIx, cover: &Cover, element: Element) -> DirectLoss {
        let model = self.graph.model();
        let hits = |source| losses::hits(model, element, source);
        let active: Vec<bool> = cover.active.iter().map(|one| hits(one.offer.source)).collect();
        let rows = self.rows_of(component).filter(|&row| hits(self.rows[row].source)).collect();
        let left = self.active_cover(cover, |source| !active[source]);
        DirectLoss { element, rows, left, active }
    }

    /// What the active sources cover that survive two losses, and the rows both hit.
    pub fn joint_loss(
        &self,
        component: ComponentIx,
        a: &DirectLoss,
        b: &DirectLoss,
    ) -> (Percent, Vec<usize>) {
        let Some(cover) = &self.covers[component.position()] else { return (Percent::ZERO, Vec::new()) };
        let left = self.active_cover(cover, |source| !a.active[source] && !b.active[source]);
        let mut rows: Vec<usize> = a.rows.iter().chain(&b.rows).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        (left, rows)
    }

    /// What the active sources of a component cover for certain with nothing failed and inputs there.
    pub fn active_total(&self, component: ComponentIx) -> Percent {
        self.covers[component.position()]
            .as_ref()
            .map_or(Percent::ZERO, |cover| self.active_cover(cover, |_| true))
    }

    /// Whether an active source of a component states neither share nor capacity.
    pub fn has_silent_source(&self, component: ComponentIx) -> bool {
        let cover = self.covers[component.position()].as_ref();
        cover.is_some_and(|cover| (0..cover.active.len()).any(|source| cover.states_nothing(source)))
    }

    /// Low end, with what is assumed of sources that state nothing.
    fn active_cover(&self, cover: &Cover, stands: impl Fn(usize) -> bool) -> Percent {
        let Interval { low, .. } = cover.active_cover_at(&stands);
        let Some(assumed) = self.question.assumed.cover else { return low.min(Percent::HUNDRED) };
        let silent = |source: &usize| cover.states_nothing(*source) && stands(*source);
        let count = (0..cover.active.len()).filter(silent).count();
        (low + (0..count).map(|_| assumed).sum()).min(Percent::HUNDRED)
    }

    /// The board with some rows on, nothing failed. O(nodes).
    pub fn board(&self, on: &[bool]) -> Board<'_> {
        let mut state = State::new(&self.structure, Reading::Pessimistic);
        let mut off = Vec::new();
        for component in self.graph.model().component_indices() {
            let switched = self.structure.switched(component);
            let rows = self.rows_of(component);
            off.extend(switched.iter().zip(&on[rows]).filter(|(_, on)| !**on).map(|(one, _)| one.switch));
        }
        state.fail(&off);
        state.rebase();
        Board { of: self, on: on.to_vec(), failed: Vec::new(), state }
    }
}

fn switch_row(question: &CoverQuestion, component: ComponentIx, backup: &BackupSource) -> SwitchRow {
    let in_time = match (backup.timing, question.assumed.weeks) {
        (Timing::InTime, _) => Some(true),
        (Timing::Late, _) => Some(false),
        (Timing::Unknown, Some(weeks)) => Some(weeks <= question.within_weeks),
        (Timing::Unknown, None) => None,
    };
    let assumed = question.assumed.cover.unwrap_or(Percent::ZERO);
    SwitchRow {
        row: backup.row,
        component,
        source: backup.source,
        status: backup.status,
        cover: backup.cover.map_or(assumed, |(low, _)| low.clamp_share()),
        states_cover: backup.cover.is_some(),
        in_time,
    }
}

impl Board<'_> {
    /// Which rows are on.
    pub fn on(&self) -> &[bool] {
        &self.on
    }

    /// Whether a watched target, by its position, is up.
    pub fn is_target_up(&self, target: usize) -> bool {
        self.state.is_up(self.of.structure.targets()[target].node)
    }

    /// Lets something fail, beside what has failed. O(edges that fall).
    pub fn fail(&mut self, element: Element) {
        self.failed.push(element);
        self.state.fail(&self.of.structure.leaves_of(element));
    }

    /// Nothing has failed again.
    pub fn undo(&mut self) {
        self.failed.clear();
        self.state.undo();
    }

    /// What a component has left for certain, 0..=100. O(sources).
    pub fn cover(&self, component: ComponentIx) -> Percent {
        let Some(cover) = &self.of.covers[component.position()] else { return Percent::ZERO };
        let active = self.of.active_cover(cover, |source| self.active_delivers(component, cover, source));
        let rows = self.of.rows_of(component).filter(|&row| self.row_delivers(row));
        (active + rows.map(|row| self.of.rows[row].cover).sum()).min(Percent::HUNDRED)
    }

    /// Which sources of a component deliver: active ones, then rows (as if they were on, when asked).
    pub fn standing(&self, component: ComponentIx) -> Vec<bool> {
        let Some(cover) = &self.of.covers[component.position()] else { return Vec::new() };
        let active = (0..cover.active.len()).map(|source| self.active_delivers(component, cover, source));
        active.chain(self.of.rows_of(component).map(|row| self.row_delivers(row))).collect()
    }

    /// What the active sources of a component that deliver cover for certain.
    pub fn active_cover(&self, component: ComponentIx) -> Percent {
        let Some(cover) = &self.of.covers[component.position()] else { return Percent::ZERO };
        self.of.active_cover(cover, |source| self.active_delivers(component, cover, source))
    }

    /// Whether a row is on and delivers.
    pub fn row_delivers(&self, row: usize) -> bool {
        let one = &self.of.rows[row];
        if !self.on[row] {
            return false;
        }
        match self.of.question.upstream {
            Upstream::Ignored => !self.is_hit(one.source),
            Upstream::Followed => {
                let first = self.of.rows_of(one.component).start;
                self.state.is_up(self.of.structure.switched(one.component)[row - first].offer)
            }
        }
    }

    /// Whether a component can be had from the market.
    pub fn is_available(&self, component: ComponentIx) -> bool {
        self.state.is_up(self.of.structure.available(component))
    }

    /// The watched targets that are down, as positions.
    pub fn down_targets(&self) -> Vec<usize> {
        let targets = self.of.structure.targets().iter().enumerate();
        targets.filter(|(_, target)| !self.state.is_up(target.node)).map(|(at, _)| at).collect()
    }

    /// The components any source of which may have been hit: by itself, or through its inputs.
    pub fn touched(&self) -> Vec<ComponentIx> {
        let fallen = self.state.fallen().iter();
        let mut touched: Vec<ComponentIx> =
            fallen.filter_map(|&node| self.of.structure.watching(node)).collect();
        touched.extend(&self.of.vague);
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    fn active_delivers(&self, component: ComponentIx, cover: &Cover, source: usize) -> bool {
        let offer = cover.active[source].offer;
        if self.of.question.upstream == Upstream::Ignored {
            return !self.is_hit(offer.source);
        }
        // An offer of the optimistic reading only stands for what a total does not explain: it counts with the
        // total, so here it is lost only when it is hit or its inputs are missing.
        if offer.presence == Presence::OptimisticOnly {
            return !self.is_hit(offer.source) && self.state.is_up(self.of.structure.ready(component));
        }
        self.state.is_up(self.offer_node(component, source))
    }

    /// Active sources are the offers without the unknown one, which is the last.
    fn offer_node(&self, component: ComponentIx, source: usize) -> Node {
        self.of.structure.offer_nodes(component)[source]
    }

    fn is_hit(&self, source: OfferSource) -> bool {
        let model = self.of.graph.model();
        self.failed.iter().any(|&element| losses::hits(model, element, source))
    }
}

/// Elements at some levels of which none takes less than another: what a larger one leaves, a smaller one leaves
/// too. In model order. O(elements × leaves).
pub fn largest_elements(board: &Switchboard<'_>, levels: &[Level]) -> Vec<Element> {
    let (model, structure) = (board.graph.model(), &board.structure);
    let mut all: Vec<(Element, Vec<Node>)> = Vec::new();
    for &level in levels {
        for element in crate::elements_at(model, structure, level, false) {
            let mut leaves = structure.leaves_of(element);
            leaves.sort_unstable();
            leaves.dedup();
            if !leaves.is_empty() {
                all.push((element, leaves));
            }
        }
    }
    all.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    let mut holders: Vec<Vec<u32>> = vec![Vec::new(); structure.len()];
    let mut kept: Vec<(Element, usize)> = Vec::new();
    for (element, leaves) in all {
        let rarest = leaves.iter().min_by_key(|&&leaf| holders[leaf as usize].len());
        let inside = rarest.is_some_and(|&rarest| {
            holders[rarest as usize].iter().any(|&larger| {
                leaves.iter().all(|&leaf| holders[leaf as usize].binary_search(&larger).is_ok())
            })
        });
        if !inside {
            let number = kept.len() as u32;
            for &leaf in &leaves {
                holders[leaf as usize].push(number);
            }
            kept.push((element, leaves.len()));
        }
    }
    let mut elements: Vec<Element> = kept.into_iter().map(|(element, _)| element).collect();
    elements.sort_unstable();
    elements
}

/// The place a source is at, if known.
pub fn place_of(model: &liantu_model::Model, source: OfferSource) -> Option<RegionIx> {
    crate::cover::region_of(model, source)
}
