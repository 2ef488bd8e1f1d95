//! The results of one dataset side by side, so that tables, tree and summary can look things up.

use crate::names::Naming;
use crate::tables::Beside;
use crate::trade::TradeEvidence;
use liantu_analysis::{
    Ask, BackupFinding, Backups, Certainty, Chokepoint, Chokepoints, CoreLibrary, Decisive, Exposure,
    FindingRobustness, Grade, LossRobustness, Makers, Matching, Regions, Reviews, SetRobustness, SinglePoint,
    SinglePoints,
};
use liantu_graph::{ChainGraph, Direction, OfferSource, Presence};
use liantu_model::{ComponentIx, Element, GroupIx, Index, InputKind, Model, Provider, RegionIx, SupplierIx};

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
    /// What falls with foreign sources.
    pub exposure: &'a Exposure,
    /// Gaps and what to do about them, where that was asked for.
    pub matching: Option<&'a Matching>,
    /// Core firms, where they were asked for.
    pub core: Option<&'a CoreLibrary>,
    /// The regional view, where it was asked for.
    pub regions: Option<&'a Regions>,
    /// What is made where, where that was asked for.
    pub makers: Option<&'a [Makers]>,
    /// The rows that grades hang on, where that was asked for.
    pub decisive: Option<&'a Decisive>,
    /// How sure each single point is, where that was asked for.
    pub robustness: Option<&'a [FindingRobustness]>,
    /// How sure the cut set is that is explained, where one is.
    pub set_robustness: Option<&'a SetRobustness>,
    /// What reviewers said, where they said anything.
    pub reviews: Option<&'a Reviews>,
    /// What to ask next, where that was asked for.
    pub asked: Option<&'a Ask>,
    /// What trade says about the components, where it was asked for.
    pub trade: Option<TradeEvidence<'a>>,
    points: Vec<Option<u32>>,
    backed: Vec<Option<u32>>,
    necessity: Vec<Necessity>,
    steps: Vec<Option<u32>>,
    hits: Vec<Option<Certainty>>,
    alternative_in: Vec<Vec<GroupIx>>,
    failures: Vec<Option<u32>>,
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
        exposure: &'a Exposure,
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
            exposure,
            matching: None,
            core: None,
            regions: None,
            makers: None,
            decisive: None,
            robustness: None,
            set_robustness: None,
            reviews: None,
            asked: None,
            trade: None,
            points,
            backed,
            necessity: necessity(graph, targets),
            steps: steps(graph, targets),
            hits: hits(single_points, size),
            alternative_in: alternative_in(graph.model()),
            failures: failures(single_points, size),
        }
    }

    /// With what to do about gaps, and the core firms.
    #[must_use]
    pub fn with_actions(mut self, matching: &'a Matching, core: &'a CoreLibrary) -> Self {
        (self.matching, self.core) = (Some(matching), Some(core));
        self
    }

    /// With the regional view.
    #[must_use]
    pub fn with_regions(mut self, regions: &'a Regions) -> Self {
        self.regions = Some(regions);
        self
    }

    /// With what is made where.
    #[must_use]
    pub fn with_makers(self, makers: &'a [Makers]) -> Self {
        Self { makers: Some(makers), ..self }
    }

    /// With the rows that grades hang on.
    #[must_use]
    pub fn with_decisive(self, decisive: &'a Decisive) -> Self {
        Self { decisive: Some(decisive), ..self }
    }

    /// With how sure the cut set is that is explained.
    #[must_use]
    pub fn with_set_robustness(self, own: Option<&'a SetRobustness>) -> Self {
        Self { set_robustness: own, ..self }
    }

    /// With how sure each single point is.
    #[must_use]
    pub fn with_robustness(self, robustness: &'a [FindingRobustness]) -> Self {
        Self { robustness: Some(robustness), ..self }
    }

    /// With what reviewers said.
    #[must_use]
    pub fn with_reviews(self, reviews: &'a Reviews) -> Self {
        Self { reviews: (!reviews.standings.is_empty()).then_some(reviews), ..self }
    }

    /// What stands beside single points.
    pub fn beside(&self) -> Beside<'a> {
        Beside { robustness: self.robustness, reviews: self.reviews }
    }

    /// With what to ask next.
    #[must_use]
    pub fn with_questions(self, asked: &'a Ask) -> Self {
        Self { asked: Some(asked), ..self }
    }

    /// The loss of an element's that is overturned most easily. O(findings).
    pub fn weakest_loss(&self, element: Element) -> Option<&'a LossRobustness> {
        self.robustness?.iter().find(|one| one.element == element)?.weakest()
    }

    /// With trade evidence, where it was asked for.
    #[must_use]
    pub fn with_trade(self, trade: Option<TradeEvidence<'a>>) -> Self {
        Self { trade, ..self }
    }

    /// The grade of a component, if it is tracked.
    pub fn chokepoint(&self, component: ComponentIx) -> Option<&'a Chokepoint> {
        self.points[component.position()].map(|at| &self.chokepoints.rows[at as usize])
    }

    /// The grade of a component; unknown for one that is not tracked.
    pub fn grade(&self, component: ComponentIx) -> Grade {
        self.chokepoint(component).map_or(Grade::Unknown, |point| point.pessimistic.grade)
    }

    /// What can stand in for a component: products, the group there, and each other member of it; in the order
    /// of the products.
    pub fn substitutes(&self, component: ComponentIx) -> Vec<(ComponentIx, GroupIx, ComponentIx)> {
        let model = self.graph.model();
        let mut found = Vec::new();
        for &at in &self.alternative_in[component.position()] {
            let group = model.group(at);
            let inputs = group.members.iter().map(|&member| model.requirement(member).input);
            found.extend(inputs.filter(|&one| one != component).map(|one| (group.product, at, one)));
        }
        found
    }

    /// The groups of alternatives a component is in.
    pub(crate) fn alternative_in(&self, component: ComponentIx) -> &[GroupIx] {
        &self.alternative_in[component.position()]
    }

    /// The backups of a component with active offers.
    pub fn backup(&self, component: ComponentIx) -> Option<&'a BackupFinding> {
        self.backed[component.position()].map(|at| &self.backups.findings[at as usize])
    }

    /// What stops when a component fails.
    pub fn component_failure(&self, component: ComponentIx) -> Option<&'a SinglePoint> {
        self.failures[component.position()].map(|at| &self.single_points.findings[at as usize])
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

    /// The nearest components upstream whose sources an embargo withdraws and with which this one falls although
    /// it keeps sources of its own (受牵连), in model order.
    pub fn inherited_from(&self, component: ComponentIx) -> &'a [ComponentIx] {
        self.exposure.inherited_from(component)
    }

    /// Single points in their own right: not derived, not a local standstill.
    pub fn proper_points(&self) -> impl Iterator<Item = &'a SinglePoint> + use<'a> {
        self.single_points.findings.iter().filter(|finding| !finding.derived && !finding.own_site)
    }

    /// How surely a firm, alone or with its owner's group, is a single point in its own right.
    pub fn single_point_of(&self, firm: SupplierIx) -> Option<Certainty> {
        let root = self.naming.model.supplier(firm).root;
        let is_it = |element: Element| match element {
            Element::Supplier(one) => one == firm,
            Element::Group(one) => one == root,
            _ => false,
        };
        let points = self.proper_points().filter(|point| is_it(point.element));
        points.map(SinglePoint::certainty).max()
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

    /// What the figures of a component rest on: its supply rows, published figures about it, and, where it states a
    /// figure itself, its own row.
    pub fn cited_figures(&self, point: &Chokepoint) -> String {
        let model = self.graph.model();
        let own = model.component(point.component);
        let rows = point.evidence.iter().map(|&row| model.supply(row).citation);
        let facts = model.facts().iter().filter(|fact| fact.component == point.component);
        let stated = own.import_dependence.is_some().then_some(own.citation);
        let all = rows.chain(facts.map(|fact| fact.citation)).chain(stated);
        let texts: std::collections::BTreeSet<&str> =
            all.map(|citation| self.naming.citation(citation)).filter(|text| !text.is_empty()).collect();
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

/// The essential groups that need fewer than all of their members, by member.
fn alternative_in(model: &Model) -> Vec<Vec<GroupIx>> {
    let mut groups = vec![Vec::new(); model.components().len()];
    for at in model.group_indices() {
        let group = model.group(at);
        if group.kind == InputKind::Essential && (group.need as usize) < group.members.len() {
            for &member in &group.members {
                groups[model.requirement(member).input.position()].push(at);
            }
        }
    }
    groups
}

/// Positions of the findings about components.
fn failures(result: &SinglePoints, size: usize) -> Vec<Option<u32>> {
    let mut failures = vec![None; size];
    for (at, finding) in result.findings.iter().enumerate() {
        if let Element::Component(component) = finding.element {
            failures[component.position()] = Some(at as u32);
        }
    }
    failures
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

/// Level by level, each component once: the ways to it may be many more than there are components.
fn steps(graph: &ChainGraph, targets: &[ComponentIx]) -> Vec<Option<u32>> {
    let mut steps = vec![None; graph.model().components().len()];
    let mut level = targets.to_vec();
    let mut step = 0;
    while !level.is_empty() {
        level.retain(|one| {
            let held: &mut Option<u32> = &mut steps[one.position()];
            let is_new = held.is_none();
            held.get_or_insert(step);
            is_new
        });
        level = level.iter().flat_map(|&one| graph.inputs_of(one, |_| true)).collect();
        step += 1;
    }
    steps
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
