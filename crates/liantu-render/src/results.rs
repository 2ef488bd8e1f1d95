//! The results of one dataset side by side, so that tables, tree and summary can look things up.

use crate::names::Naming;
use liantu_analysis::{
    BackupFinding, Backups, Certainty, Chokepoint, Chokepoints, SinglePoint, SinglePoints,
};
use liantu_graph::{ChainGraph, Direction, Offer, OfferSource, Presence};
use liantu_model::{ComponentIx, Element, Index, InputKind, Model, Provider, RegionIx, SupplierIx};

/// What was found about one dataset, and the words to say it.
#[derive(Debug)]
pub struct Results<'a> {
    /// The graph.
    pub graph: &'a ChainGraph,
    /// Names.
    pub naming: Naming<'a>,
    /// Grades.
    pub chokepoints: &'a Chokepoints,
    /// Backups.
    pub backups: &'a Backups,
    /// Single points at every level wanted, explained.
    pub single_points: &'a SinglePoints,
    /// Single points under embargo with every component as a target.
    pub embargoes: &'a SinglePoints,
    points: Vec<Option<u32>>,
    backed: Vec<Option<u32>>,
    necessity: Vec<Necessity>,
    steps: Vec<Option<u32>>,
    hits: Vec<Option<Certainty>>,
    /// For each embargo, the components it stops, those by their own sources marked.
    withdrawn: Vec<Vec<(ComponentIx, Fall)>>,
}

/// How an embargo stops a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fall {
    /// Every source it has is withdrawn.
    OwnSources,
    /// It keeps sources, but these lack an input.
    Inputs,
}

/// Whether the final products need a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Necessity {
    /// Its loss stops nothing.
    NonEssential,
    /// One of several that can stand in for each other wherever it is needed.
    Alternative,
    /// Somewhere upstream of a final product there is no way around it.
    Essential,
}

impl Necessity {
    /// Its key in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            Self::NonEssential => "necessity-non-essential",
            Self::Alternative => "necessity-alternative",
            Self::Essential => "necessity-essential",
        }
    }
}

/// How many suppliers of a component are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SupplierNumbers {
    /// Everywhere.
    pub world: usize,
    /// In the domestic territory.
    pub domestic: usize,
    /// In the home region.
    pub home: usize,
    /// Whether there may be more.
    pub open: bool,
}

impl<'a> Results<'a> {
    /// Puts results side by side. O(components + requirements + findings).
    pub fn new(
        graph: &'a ChainGraph,
        naming: Naming<'a>,
        chokepoints: &'a Chokepoints,
        backups: &'a Backups,
        single_points: &'a SinglePoints,
        embargoes: &'a SinglePoints,
    ) -> Self {
        let size = graph.model().components().len();
        let points = positions(size, chokepoints.rows.iter().map(|row| row.component));
        let backed = positions(size, backups.findings.iter().map(|row| row.component));
        let targets = &single_points.targets;
        Self {
            graph,
            naming,
            chokepoints,
            backups,
            single_points,
            embargoes,
            withdrawn: withdrawn(graph, embargoes),
            points,
            backed,
            necessity: necessity(graph, targets),
            steps: steps(graph, targets),
            hits: hits(single_points, size),
        }
    }

    /// The grade of a component, if it is tracked.
    pub fn chokepoint(&self, component: ComponentIx) -> Option<&'a Chokepoint> {
        self.points[component.position()].map(|at| &self.chokepoints.rows[at as usize])
    }

    /// The backups of a component with active offers.
    pub fn backup(&self, component: ComponentIx) -> Option<&'a BackupFinding> {
        self.backed[component.position()].map(|at| &self.backups.findings[at as usize])
    }

    /// What stops when a component fails.
    pub fn component_failure(&self, component: ComponentIx) -> Option<&'a SinglePoint> {
        let element = Element::Component(component);
        self.single_points.findings.iter().find(|finding| finding.element == element)
    }

    /// Whether the final products need a component.
    pub fn necessity(&self, component: ComponentIx) -> Necessity {
        self.necessity[component.position()]
    }

    /// Steps from the nearest final product, 0 for itself; `None` when none needs it.
    pub fn steps(&self, component: ComponentIx) -> Option<u32> {
        self.steps[component.position()]
    }

    /// How sure it is that a single supplier, owner or place stops a component's own supply and with it a
    /// final product.
    pub fn hit_by_single_point(&self, component: ComponentIx) -> Option<Certainty> {
        self.hits[component.position()]
    }

    /// The components upstream whose sources an embargo withdraws and with which this one falls although it
    /// keeps sources of its own (受牵连), in model order. O(embargoes × upstream cone).
    pub fn inherited_from(&self, component: ComponentIx) -> Vec<ComponentIx> {
        let falls_with = |fallen: &&Vec<(ComponentIx, Fall)>| fallen.contains(&(component, Fall::Inputs));
        let mut origins: Vec<ComponentIx> = Vec::new();
        let mut cone = None;
        for fallen in self.withdrawn.iter().filter(falls_with) {
            let query = || self.graph.query(Direction::Upstream, [component]).essential().resolve();
            let cone = cone.get_or_insert_with(query);
            let own = fallen.iter().filter(|(_, fall)| *fall == Fall::OwnSources).map(|(one, _)| *one);
            origins.extend(own.filter(|&one| cone.contains(one)));
        }
        origins.sort_unstable();
        origins.dedup();
        origins
    }

    /// Single points in their own right: not derived, not a local standstill.
    pub fn proper_points(&self) -> impl Iterator<Item = &'a SinglePoint> + use<'a> {
        self.single_points.findings.iter().filter(|finding| !finding.derived && !finding.own_site)
    }

    /// Listed active suppliers of a component; each unnamed source counts once. `None` without supply rows.
    pub fn supplier_numbers(&self, component: ComponentIx) -> Option<SupplierNumbers> {
        let list = self.graph.supply_list(component);
        if !list.has_rows {
            return None;
        }
        let model = self.graph.model();
        let mut numbers = SupplierNumbers { world: 0, domestic: 0, home: 0, open: !list.complete };
        for offer in self.graph.offers(component).iter().filter(|one| one.presence == Presence::Listed) {
            let region = self.region_of(offer.source);
            numbers.open |= matches!(offer.source, OfferSource::Unnamed(_));
            numbers.world += 1;
            numbers.domestic += usize::from(region.is_some_and(|one| model.is_domestic(one)));
            let home = model.dataset().home;
            numbers.home += usize::from(region.is_some_and(|one| model.contains(home, one)));
        }
        Some(numbers)
    }

    /// Where a source is, if that is known.
    pub fn region_of(&self, source: OfferSource) -> Option<RegionIx> {
        match source {
            OfferSource::Named(supplier) => self.graph.model().supplier(supplier).region,
            OfferSource::Unnamed(region) => Some(region),
            OfferSource::Unknown => None,
        }
    }

    /// Suppliers of a component that `keep` keeps, active ones, each once and in row order.
    pub fn active_suppliers(
        &self,
        component: ComponentIx,
        keep: impl Fn(Option<RegionIx>) -> bool,
    ) -> Vec<SupplierIx> {
        let model = self.graph.model();
        let named = self.graph.offers(component).iter().filter_map(|offer| match offer.source {
            OfferSource::Named(supplier) => Some(supplier),
            OfferSource::Unnamed(_) | OfferSource::Unknown => None,
        });
        let mut suppliers: Vec<SupplierIx> =
            named.filter(|&supplier| keep(model.supplier(supplier).region)).collect();
        suppliers.dedup();
        suppliers
    }

    /// Sources that can be told from rows of whatever status: texts of source cells, each once.
    pub fn cited(&self, rows: &[liantu_model::SupplyIx]) -> String {
        let model = self.graph.model();
        let texts: std::collections::BTreeSet<&str> = rows
            .iter()
            .map(|&row| self.naming.citation(model.supply(row).citation))
            .filter(|text| !text.is_empty())
            .collect();
        self.naming.list(texts)
    }

    /// The supplier of a supply row, if it names one.
    pub fn supplier_of(&self, row: liantu_model::SupplyIx) -> Option<SupplierIx> {
        match self.graph.model().supply(row).provider {
            Provider::Supplier(supplier) => Some(supplier),
            Provider::Region(_) | Provider::Placeholder => None,
        }
    }
}

fn positions(size: usize, components: impl Iterator<Item = ComponentIx>) -> Vec<Option<u32>> {
    let mut positions = vec![None; size];
    for (at, component) in components.enumerate() {
        positions[component.position()] = Some(at as u32);
    }
    positions
}

fn necessity(graph: &ChainGraph, targets: &[ComponentIx]) -> Vec<Necessity> {
    let model = graph.model();
    let cone = graph.query(Direction::Upstream, targets.iter().copied()).essential().resolve();
    let mut necessity = vec![Necessity::NonEssential; model.components().len()];
    for group in model.groups().iter().filter(|group| cone.contains(group.product)) {
        let role = match group.kind {
            InputKind::NonEssential | InputKind::Taxonomy => continue,
            InputKind::Essential | InputKind::Variants if (group.need as usize) < group.members.len() => {
                Necessity::Alternative
            }
            InputKind::Essential | InputKind::Variants => Necessity::Essential,
        };
        for &member in &group.members {
            let held = &mut necessity[model.requirement(member).input.position()];
            *held = role.max(*held);
        }
    }
    for target in targets {
        necessity[target.position()] = Necessity::Essential;
    }
    necessity
}

fn steps(graph: &ChainGraph, targets: &[ComponentIx]) -> Vec<Option<u32>> {
    let mut steps = vec![None; graph.model().components().len()];
    let mut level = targets.to_vec();
    let mut step = 0;
    while !level.is_empty() {
        level.retain(|one| steps[one.position()].is_none());
        for one in &level {
            steps[one.position()] = Some(step);
        }
        level = level.iter().flat_map(|&one| graph.inputs_of(one, |_| true)).collect();
        step += 1;
    }
    steps
}

/// What each embargo stops: components all of whose listed sources it withdraws, and those it takes down
/// although they keep sources, when no source outside is left to them either.
fn withdrawn(graph: &ChainGraph, embargoes: &SinglePoints) -> Vec<Vec<(ComponentIx, Fall)>> {
    let model = graph.model();
    let listed = |component| graph.offers(component).iter().filter(|one| one.presence == Presence::Listed);
    let fallen = |finding: &SinglePoint| {
        let places = embargoing(model, finding.element);
        let is_gone = |offer: &Offer| is_withdrawn(model, offer.source, &places);
        let by_sources = |one: &ComponentIx| listed(*one).next().is_some() && listed(*one).all(is_gone);
        let keeps_import =
            |one: &ComponentIx| listed(*one).any(|offer| !is_gone(offer) && !is_inside(model, offer.source));
        let own = model.component_indices().filter(by_sources).map(|one| (one, Fall::OwnSources));
        let lost = finding.targets.iter().map(|lost| lost.component);
        let by_inputs = lost.filter(|one| !by_sources(one) && !keeps_import(one));
        own.chain(by_inputs.map(|one| (one, Fall::Inputs))).collect()
    };
    embargoes.findings.iter().map(fallen).collect()
}

fn is_inside(model: &Model, source: OfferSource) -> bool {
    let region = match source {
        OfferSource::Named(supplier) => model.supplier(supplier).region,
        OfferSource::Unnamed(region) => Some(region),
        OfferSource::Unknown => None,
    };
    region.is_some_and(|region| model.is_domestic(region))
}

fn embargoing(model: &Model, element: Element) -> Vec<RegionIx> {
    match element {
        Element::Embargo(region) => vec![region],
        Element::JointEmbargo(coalition) => model.coalition(coalition).members.clone(),
        _ => Vec::new(),
    }
}

/// Whether an embargo takes a source from domestic buyers: one outside that sits in, or is controlled from,
/// one of the places.
fn is_withdrawn(model: &Model, source: OfferSource, places: &[RegionIx]) -> bool {
    let (region, control) = match source {
        OfferSource::Named(supplier) => (model.supplier(supplier).region, model.supplier(supplier).control),
        OfferSource::Unnamed(region) => (Some(region), Some(region)),
        OfferSource::Unknown => (None, None),
    };
    let inside =
        |one: Option<RegionIx>| one.is_some_and(|one| places.iter().any(|&place| model.contains(place, one)));
    !is_inside(model, source) && (inside(region) || inside(control))
}

/// Components that proper findings at the levels of firms and places hit first.
fn hits(result: &SinglePoints, size: usize) -> Vec<Option<Certainty>> {
    let mut hits = vec![None; size];
    let is_actual = |one: &&SinglePoint| {
        matches!(one.element, Element::Supplier(_) | Element::Group(_) | Element::Region(_))
    };
    for finding in result.findings.iter().filter(is_actual).filter(|one| !one.derived && !one.own_site) {
        if let Some(step) = finding.witness.first() {
            let held = &mut hits[step.component.position()];
            *held = Some(finding.certainty()).max(*held);
        }
    }
    hits
}
