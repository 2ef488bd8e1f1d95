//! Small datasets for tests, written by hand.

use crate::{
    BackupOptions, Backups, ChokepointOptions, Chokepoints, CutSetAnalysis, CutSetOptions, Level,
    MatchInputs, SinglePoints, SpofOptions, backup, chokepoints, cut_sets, single_points,
};
use liantu_graph::ChainGraph;
use liantu_model::{
    CoalitionRow, ComponentRow, Draft, FactRow, Index, Percent, PercentRange, PurchaseRow, RegionIx,
    RegionLevel, RegionRow, RequirementRow, SettingsRow, SupplierRow, SupplyRow, SupplyStatus,
};

/// Regions of every example: home is CN-32, CN is domestic.
const REGIONS: &[(&str, RegionLevel, &str)] = &[
    ("CN", RegionLevel::Country, ""),
    ("CN-31", RegionLevel::Province, "CN"),
    ("CN-32", RegionLevel::Province, "CN"),
    ("CN-32-NJ", RegionLevel::City, "CN-32"),
    ("CN-32-SZ", RegionLevel::City, "CN-32"),
    ("CN-44", RegionLevel::Province, "CN"),
    ("JP", RegionLevel::Country, ""),
    ("KR", RegionLevel::Country, ""),
    ("NL", RegionLevel::Country, ""),
    ("US", RegionLevel::Country, ""),
];

/// A draft in the making.
#[derive(Debug, Clone, Default)]
pub(crate) struct Example(pub(crate) Draft);

impl Example {
    /// Nothing but the regions; supplier lists incomplete.
    pub(crate) fn new() -> Self {
        let regions = REGIONS.iter().map(|&(id, level, parent)| RegionRow {
            id: id.to_owned(),
            name: id.to_owned(),
            level: Some(level),
            parent: parent.to_owned(),
            municipality: id == "CN-31",
            ..RegionRow::default()
        });
        let settings = SettingsRow {
            id: "example".to_owned(),
            as_of: Some((2025, 12, 31)),
            home: "CN-32".to_owned(),
            ..SettingsRow::default()
        };
        Self(Draft { settings, regions: regions.collect(), ..Draft::default() })
    }

    /// With exhaustive supplier lists.
    pub(crate) fn complete() -> Self {
        let mut example = Self::new();
        example.0.settings.lists_complete = true;
        example
    }

    /// A component.
    pub(crate) fn component(self, id: &str) -> Self {
        self.component_with(id, |_| {})
    }

    /// A component with more columns.
    pub(crate) fn component_with(mut self, id: &str, change: impl FnOnce(&mut ComponentRow)) -> Self {
        let mut row = ComponentRow { id: id.to_owned(), name: id.to_owned(), ..ComponentRow::default() };
        change(&mut row);
        self.0.components.push(row);
        self
    }

    /// An input with more columns.
    pub(crate) fn requires(
        mut self,
        product: &str,
        input: &str,
        change: impl FnOnce(&mut RequirementRow),
    ) -> Self {
        let (product, input) = (product.to_owned(), input.to_owned());
        let mut row = RequirementRow { product, input, ..RequirementRow::default() };
        change(&mut row);
        self.0.requires.push(row);
        self
    }

    /// A coalition.
    pub(crate) fn coalition(mut self, id: &str, members: &[&str]) -> Self {
        let members = members.iter().map(|&member| member.to_owned()).collect();
        self.0.coalitions.push(CoalitionRow { id: id.to_owned(), members, ..CoalitionRow::default() });
        self
    }

    /// A supplier with more columns.
    pub(crate) fn supplier(mut self, id: &str, region: &str, change: impl FnOnce(&mut SupplierRow)) -> Self {
        let mut row = SupplierRow {
            id: id.to_owned(),
            name: id.to_owned(),
            region: region.to_owned(),
            ..SupplierRow::default()
        };
        change(&mut row);
        self.0.suppliers.push(row);
        self
    }

    /// A supply row of `component`, active unless changed.
    pub(crate) fn row(mut self, component: &str, change: impl FnOnce(&mut SupplyRow)) -> Self {
        let mut row = SupplyRow {
            component: component.to_owned(),
            status: Some(SupplyStatus::Active),
            ..SupplyRow::default()
        };
        change(&mut row);
        self.0.supplies.push(row);
        self
    }

    /// A new supplier `id` in `region` that supplies component `c`.
    pub(crate) fn source(self, id: &str, region: &str, change: impl FnOnce(&mut SupplyRow)) -> Self {
        self.supplier(id, region, |_| {}).row("c", |row| {
            id.clone_into(&mut row.supplier);
            change(row);
        })
    }

    /// A buyer that takes `component` from a seller by name.
    pub(crate) fn purchase(self, buyer: &str, component: &str, seller: &str) -> Self {
        self.purchase_with(buyer, component, |row| seller.clone_into(&mut row.seller))
    }

    /// A purchase with more columns.
    pub(crate) fn purchase_with(
        mut self,
        buyer: &str,
        component: &str,
        change: impl FnOnce(&mut PurchaseRow),
    ) -> Self {
        let (buyer, component) = (buyer.to_owned(), component.to_owned());
        let mut row = PurchaseRow { buyer, component, ..PurchaseRow::default() };
        change(&mut row);
        self.0.purchases.push(row);
        self
    }

    /// A region's total of component `c`.
    pub(crate) fn total(self, region: &str, share: Option<PercentRange>) -> Self {
        self.row("c", |row| {
            region.clone_into(&mut row.region);
            row.share = share;
        })
    }

    /// A fact about component `c`.
    pub(crate) fn fact(mut self, change: impl FnOnce(&mut FactRow)) -> Self {
        let mut row = FactRow { component: "c".to_owned(), ..FactRow::default() };
        change(&mut row);
        self.0.facts.push(row);
        self
    }

    /// The graph.
    pub(crate) fn graph(self) -> ChainGraph {
        let validation = self.0.validate();
        let Some(model) = validation.model else { panic!("{:#?}", validation.diagnostics) };
        let graph = ChainGraph::new(model);
        graph.verify().expect("the graph is sound");
        graph
    }
}

/// An exact percentage.
pub(crate) fn percent(points: f64) -> Option<PercentRange> {
    Percent::from_points(points).map(PercentRange::exactly)
}

/// A range of percentages.
pub(crate) fn range(low: f64, high: f64) -> Option<PercentRange> {
    Some(PercentRange { low: Percent::from_points(low)?, high: Percent::from_points(high)?, written: None })
}

/// The id of a region.
pub(crate) fn id(graph: &ChainGraph, region: RegionIx) -> &str {
    debug_assert!(region.position() < graph.model().regions().len());
    &graph.model().region(region).id
}

/// What gaps and core firms are read from.
pub(crate) struct Answers {
    chokepoints: Chokepoints,
    points: SinglePoints,
    backups: Backups,
    cut_sets: CutSetAnalysis,
}

impl Answers {
    /// Single points at some levels, everything else at its default.
    pub(crate) fn of(graph: &ChainGraph, levels: &[Level]) -> Self {
        let points = SpofOptions { levels: levels.to_vec(), ..SpofOptions::default() };
        Self {
            chokepoints: chokepoints(graph, &ChokepointOptions::default()),
            points: single_points(graph, &points),
            backups: backup(graph, &BackupOptions::default()),
            cut_sets: cut_sets(graph, &CutSetOptions::default()).expect("sound options"),
        }
    }

    pub(crate) fn inputs(&self) -> MatchInputs<'_> {
        let Self { chokepoints, points, backups, cut_sets } = self;
        MatchInputs { chokepoints, points, backups, cut_sets }
    }
}
