//! The typed graph for network programs: GraphML (yEd, Gephi, networkx), GEXF (Gephi, networkx) and the JSON
//! Graph Format 2.
//!
//! [`network`] says what is in it, the same in every format: a node per component and per supplier, an edge per
//! requirement (input → product), per current supply row (supplier → component) and per owner (owner → firm).

mod formats;

pub use formats::{gexf, graphml, json_graph};

use crate::results::Results;
use liantu_analysis::Certainty;
use liantu_model::{
    ComponentIx, InputKind, Percent, PercentRange, Provider, RequirementIx, SupplierIx, Supply,
};

/// A directed graph with values on nodes and edges. Parallel edges occur: two rows, two edges.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// Title of the dataset.
    pub title: String,
    /// Day of the data, `YYYY-MM-DD`.
    pub as_of: String,
    /// Nodes, components first, in model order.
    pub nodes: Vec<NetworkNode>,
    /// Edges, in table order.
    pub edges: Vec<NetworkEdge>,
}

/// A component or a supplier.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkNode {
    /// `component.ID` or `supplier.ID`.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Values by name; what is not known is left out.
    pub values: Vec<(&'static str, NetworkValue)>,
}

/// A requirement, a supply row or an ownership.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkEdge {
    /// Key of the node it leaves.
    pub from: String,
    /// Key of the node it enters.
    pub to: String,
    /// `requires`, `supplies` or `owns`.
    pub relation: &'static str,
    /// Values by name; what is not known is left out.
    pub values: Vec<(&'static str, NetworkValue)>,
}

/// A value on a node or an edge.
#[derive(Debug, Clone, PartialEq)]
pub enum NetworkValue {
    /// A word or a name.
    Text(String),
    /// A number; percents are 0..=100.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// The graph of a dataset with its grades and single points. O(components + rows).
pub fn network(results: &Results<'_>) -> Network {
    let model = results.naming.model;
    let components = model.component_indices().map(|one| component(results, one));
    let suppliers = model.supplier_indices().map(|one| supplier(results, one));
    let requirements = model.requirement_indices().map(|one| requirement(results, one));
    let supplies = model.supplies().iter().filter(|row| row.current).filter_map(|row| supply(results, row));
    let owners = model.supplier_indices().filter_map(|one| ownership(results, one));
    Network {
        title: results.naming.title().to_owned(),
        as_of: results.naming.as_of(),
        nodes: components.chain(suppliers).collect(),
        edges: requirements.chain(supplies).chain(owners).collect(),
    }
}

/// Values that are known, in the order given.
#[derive(Default)]
struct Values(Vec<(&'static str, NetworkValue)>);

impl Values {
    fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push((name, NetworkValue::Text(text)));
        }
        self
    }

    fn key(self, name: &'static str, key: Option<&'static str>) -> Self {
        self.text(name, key.unwrap_or_default())
    }

    fn number(mut self, name: &'static str, value: Option<f64>) -> Self {
        self.0.extend(value.map(|value| (name, NetworkValue::Number(value))));
        self
    }

    fn flag(mut self, name: &'static str, value: bool) -> Self {
        self.0.push((name, NetworkValue::Flag(value)));
        self
    }

    fn share(self, range: Option<&PercentRange>) -> Self {
        self.number("share_low", range.map(|range| range.low).map(Percent::points))
            .number("share_high", range.map(|range| range.high).map(Percent::points))
    }
}

fn component_key(results: &Results<'_>, component: ComponentIx) -> String {
    format!("component.{}", results.naming.model.component(component).id)
}

fn supplier_key(results: &Results<'_>, supplier: SupplierIx) -> String {
    format!("supplier.{}", results.naming.model.supplier(supplier).id)
}

fn component(results: &Results<'_>, component: ComponentIx) -> NetworkNode {
    let row = results.naming.model.component(component);
    let point = results.chokepoint(component);
    let dependence = point.and_then(|point| point.import_dependence.as_ref()).map(|one| &one.range);
    let numbers = results.supplier_numbers(component);
    let single_point = results.hit_by_single_point(component).map(Certainty::key);
    let values = Values::default()
        .text("type", "component")
        .text("name", row.name.as_str())
        .text("name_en", row.name_en.as_str())
        .key("kind", row.kind.map(liantu_model::ComponentKind::key))
        .key("stage", row.stage.map(liantu_model::Stage::key))
        .key("grade", point.map(|point| point.pessimistic.grade.key()))
        .key("grade_optimistic", point.map(|point| point.optimistic.grade.key()))
        .key("single_point", single_point)
        .number("import_dependence_low", dependence.map(|range| range.low.points()))
        .number("import_dependence_high", dependence.map(|range| range.high.points()))
        .number("suppliers", numbers.map(|numbers| numbers.world as f64))
        .number("suppliers_home", numbers.map(|numbers| numbers.home as f64))
        .flag("target", results.single_points.targets.contains(&component));
    NetworkNode {
        key: component_key(results, component),
        label: results.naming.component(component).to_owned(),
        values: values.0,
    }
}

fn supplier(results: &Results<'_>, supplier: SupplierIx) -> NetworkNode {
    let row = results.naming.model.supplier(supplier);
    let region = |region: Option<_>| region.map_or("", |region| results.naming.region(region));
    let values = Values::default()
        .text("type", "supplier")
        .text("name", row.name.as_str())
        .text("name_en", row.name_en.as_str())
        .text("region", region(row.region))
        .text("control", region(row.control))
        .text("labels", row.labels.join(";"))
        .number("latitude", row.latitude)
        .number("longitude", row.longitude);
    NetworkNode {
        key: supplier_key(results, supplier),
        label: results.naming.supplier(supplier).to_owned(),
        values: values.0,
    }
}

fn requirement(results: &Results<'_>, requirement: RequirementIx) -> NetworkEdge {
    let model = results.naming.model;
    let row = model.requirement(requirement);
    let group = model.group(row.group);
    let kind = match group.kind {
        InputKind::Essential => "essential",
        InputKind::NonEssential => "non-essential",
        InputKind::Variants => "variant",
        InputKind::Taxonomy => "taxonomy",
    };
    let values = Values::default()
        .text("input_kind", kind)
        .text("group", group.name.as_str())
        .number("need", Some(f64::from(group.need)))
        .text("role", row.role.key())
        .number("quantity", row.quantity)
        .text("source", results.naming.citation(row.citation))
        .key("confidence", row.confidence.map(liantu_model::Confidence::key));
    NetworkEdge {
        from: component_key(results, row.input),
        to: component_key(results, row.product),
        relation: "requires",
        values: values.0,
    }
}

/// Rows of a region or of nobody in particular have no node to start from.
fn supply(results: &Results<'_>, row: &Supply) -> Option<NetworkEdge> {
    let Provider::Supplier(supplier) = row.provider else { return None };
    let values = Values::default()
        .text("status", row.status.key())
        .share(row.share.as_ref())
        .text("market", row.market.map_or("", |market| results.naming.region(market)))
        .number("year", row.year.map(f64::from))
        .text("source", results.naming.citation(row.citation))
        .key("confidence", row.confidence.map(liantu_model::Confidence::key));
    Some(NetworkEdge {
        from: supplier_key(results, supplier),
        to: component_key(results, row.component),
        relation: "supplies",
        values: values.0,
    })
}

fn ownership(results: &Results<'_>, supplier: SupplierIx) -> Option<NetworkEdge> {
    let parent = results.naming.model.supplier(supplier).parent?;
    let (from, to) = (supplier_key(results, parent), supplier_key(results, supplier));
    Some(NetworkEdge { from, to, relation: "owns", values: Vec::new() })
}
