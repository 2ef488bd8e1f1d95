//! F1, the tree of a chain (产业链树状图): what is drawn of the graph and its findings.

mod around;
mod changes;
mod lanes;

pub use around::{AroundOptions, around};
pub use changes::mark_changes;
pub use lanes::lanes;

use crate::chart::{
    self, Chart, ChartNode, GradeWords, Inherited, Legend, Link, Listing, NodeIx, SupplierCount,
};
use crate::names::Naming;
use crate::results::Results;
use crate::table::percent_interval;
use crate::tables::phrases;
use liantu_analysis::{Certainty, Chokepoint, Grade, Interval, Status, WhatIf};
use liantu_graph::Direction;
use liantu_model::{ComponentIx, Index, InputGroup, InputKind, Percent, RequirementIx};

/// What to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeOptions {
    /// Where to start; several hang below a box with the title of the dataset.
    pub roots: Vec<ComponentIx>,
    /// Which way to walk.
    pub direction: Direction,
}

/// The chart of a chain. A component is drawn in full once, where it is nearest to the first root that reaches
/// it, and referred to elsewhere. O(components + requirements).
///
/// Trees follow the analyst's order, of roots and of inputs, wherever the rows stand in the files.
pub fn tree(results: &Results<'_>, options: &TreeOptions, provenance: &[String]) -> Chart {
    let mut options = options.clone();
    options.roots.sort_by_key(|&root| results.naming.model.component(root).at);
    drawn(results, &options, provenance)
}

fn drawn(results: &Results<'_>, options: &TreeOptions, provenance: &[String]) -> Chart {
    let words = results.naming.words;
    let mut chart = Chart::new(title(results, options));
    chart.subtitle = words.text(match options.direction {
        Direction::Upstream => "tree-subtitle-upstream",
        Direction::Downstream => "tree-subtitle-downstream",
    });
    chart.legend = legend(results);
    chart.footnote = vec![words.text("tree-definitions")];
    chart.footnote.extend_from_slice(provenance);
    let drawing = Drawing { results, options, owner: owners(results, options) };
    drawing.draw(&mut chart);
    chart
}

/// Colours a tree by what a failure does: stopped, reduced, as before. O(boxes).
pub fn colour_by(chart: &mut Chart, naming: Naming<'_>, scenario: &WhatIf) {
    let failed = scenario.options.failed.iter().map(|&element| naming.element(element));
    let failed = naming.list(failed);
    let depth = scenario.options.depth.to_string();
    chart.subtitle = naming.words.format("what-if-scenario", &[("failed", &failed), ("depth", &depth)]);
    let places: Vec<NodeIx> = chart.tree.iter().map(|(place, _)| place).collect();
    for place in places {
        let node = chart.tree.node_mut(place);
        if let Ok(component) = naming.model.find_component(&node.id) {
            node.status = match scenario.status(component) {
                Status::Up => chart::Status::Up,
                Status::Reduced => chart::Status::Reduced,
                Status::Down(_) | Status::AlreadyDown(_) => chart::Status::Down,
            };
        }
    }
}

fn title(results: &Results<'_>, options: &TreeOptions) -> String {
    let naming = results.naming;
    let home = naming.region(naming.model.dataset().home);
    let date = naming.as_of();
    let subject = match options.roots.as_slice() {
        [only] if results.single_points.targets.len() > 1 => naming
            .words
            .format("tree-subject", &[("chain", naming.title()), ("product", naming.component(*only))]),
        _ => naming.title().to_owned(),
    };
    naming.words.format("tree-title", &[("subject", &subject), ("home", home), ("date", &date)])
}

/// One way from a box to the next.
#[derive(Clone, Copy)]
struct Step {
    requirement: RequirementIx,
    to: ComponentIx,
}

struct Drawing<'r, 'a> {
    results: &'r Results<'a>,
    options: &'r TreeOptions,
    /// The step by which each component is drawn in full.
    owner: Vec<Option<RequirementIx>>,
}

impl Drawing<'_, '_> {
    fn draw(&self, chart: &mut Chart) {
        let mut stack: Vec<(Option<NodeIx>, ComponentIx)> = Vec::new();
        let top = (self.options.roots.len() > 1).then(|| {
            let dataset = self.results.naming.model.dataset();
            chart.tree.add_root(ChartNode::stage(dataset.id.clone(), self.results.naming.title()))
        });
        for &root in &self.options.roots {
            let place = chart.tree.add(top, self.component(root, Link::Required));
            stack.push((Some(place), root));
            self.draw_below(chart, &mut stack);
        }
    }

    fn draw_below(&self, chart: &mut Chart, stack: &mut Vec<(Option<NodeIx>, ComponentIx)>) {
        while let Some((parent, component)) = stack.pop() {
            for step in steps(self.results, self.options.direction, component) {
                let link = link_of(self.results, step.requirement);
                if self.owner[step.to.position()] == Some(step.requirement) {
                    let place = chart.tree.add(parent, self.component(step.to, link));
                    stack.push((Some(place), step.to));
                } else {
                    let naming = self.results.naming;
                    let id = &naming.model.component(step.to).id;
                    let mut node = ChartNode::reference(id, naming.component(step.to));
                    node.link = link;
                    chart.tree.add(parent, node);
                }
            }
        }
    }

    fn component(&self, component: ComponentIx, link: Link) -> ChartNode {
        component_node(self.results, component, link)
    }
}

/// How a product needs an input.
fn link_of(results: &Results<'_>, requirement: RequirementIx) -> Link {
    let model = results.naming.model;
    let group = model.group(model.requirement(requirement).group);
    match group.kind {
        InputKind::NonEssential => Link::NonEssential,
        InputKind::Variants | InputKind::Taxonomy => Link::Variant,
        InputKind::Essential if (group.need as usize) < group.members.len() => {
            Link::Alternative { mark: mark(group) }
        }
        InputKind::Essential => Link::Required,
    }
}

/// The box of a component.
fn component_node(results: &Results<'_>, component: ComponentIx, link: Link) -> ChartNode {
    let naming = results.naming;
    let mut node = ChartNode::new(naming.model.component(component).id.clone(), naming.component(component));
    node.link = link;
    node.suppliers = suppliers(results, component);
    node.single_point = match results.hit_by_single_point(component) {
        None => chart::SinglePoint::None,
        Some(Certainty::Possible) => chart::SinglePoint::Possible,
        Some(Certainty::Confirmed) => chart::SinglePoint::Confirmed,
    };
    let origins = results.inherited_from(component);
    if !origins.is_empty() {
        node.inherited = Inherited::Yes;
    }
    let Some(point) = results.chokepoint(component) else {
        node.grade = Some(chart::Grade::Unknown);
        node.description = naming.words.text("tree-untracked");
        return node;
    };
    node.grade = Some(grade(point.pessimistic.grade));
    node.import_share = point
        .import_dependence
        .as_ref()
        .map(|dependence| (dependence.range.low.points(), dependence.range.high.points()));
    node.note = localisation_note(results, point);
    node.tags.extend(top_source(results, point));
    node.description = naming.words.text(&format!("rule-{}", point.pessimistic.rule.key()));
    if !origins.is_empty() {
        let names: Vec<&str> = origins.iter().map(|&one| naming.component(one)).collect();
        let names = phrases::some_names(naming, &names);
        node.description.push_str(&naming.words.text("clause-separator"));
        node.description.push_str(&naming.words.format("tree-inherited", &[("names", &names)]));
    }
    node
}

fn mark(group: &InputGroup) -> String {
    match group.need {
        1 => "∨".to_owned(),
        need => format!("{need}/{}", group.members.len()),
    }
}

/// The steps from a component, in the analyst's order: group after group as the file has them.
fn steps(results: &Results<'_>, direction: Direction, component: ComponentIx) -> Vec<Step> {
    let model = results.naming.model;
    let place = |requirement: RequirementIx| model.requirement(requirement).at;
    let in_file_order = |mut rows: Vec<RequirementIx>| {
        rows.sort_unstable_by_key(|&row| place(row));
        rows
    };
    match direction {
        Direction::Upstream => {
            let groups = results.graph.groups_of(component);
            let mut groups: Vec<Vec<RequirementIx>> =
                groups.map(|group| in_file_order(model.group(group).members.clone())).collect();
            groups.sort_unstable_by_key(|rows| place(rows[0]));
            let rows = groups.into_iter().flatten();
            rows.map(|requirement| Step { requirement, to: model.requirement(requirement).input }).collect()
        }
        Direction::Downstream => {
            let uses = |&row: &RequirementIx| model.requirement(row).input == component;
            let rows = in_file_order(model.requirement_indices().filter(uses).collect());
            rows.into_iter()
                .map(|requirement| Step { requirement, to: model.requirement(requirement).product })
                .collect()
        }
    }
}

/// The step by which each component is reached first, root after root, nearest first; roots have none.
fn owners(results: &Results<'_>, options: &TreeOptions) -> Vec<Option<RequirementIx>> {
    let size = results.naming.model.components().len();
    let (mut owner, mut met) = (vec![None; size], vec![false; size]);
    for root in &options.roots {
        met[root.position()] = true;
    }
    for &root in &options.roots {
        let mut level = vec![root];
        while !level.is_empty() {
            let mut next = Vec::new();
            for component in level {
                for step in steps(results, options.direction, component) {
                    if !std::mem::replace(&mut met[step.to.position()], true) {
                        owner[step.to.position()] = Some(step.requirement);
                        next.push(step.to);
                    }
                }
            }
            level = next;
        }
    }
    owner
}

fn suppliers(results: &Results<'_>, component: ComponentIx) -> Option<SupplierCount> {
    let numbers = results.supplier_numbers(component)?;
    let listing = if numbers.open { Listing::Partial } else { Listing::Complete };
    Some(SupplierCount { total: numbers.world as u32, home: Some(numbers.home as u32), listing })
}

fn grade(grade: Grade) -> chart::Grade {
    match grade {
        Grade::Red => chart::Grade::Red,
        Grade::Orange => chart::Grade::Orange,
        Grade::Yellow => chart::Grade::Yellow,
        Grade::Green => chart::Grade::Green,
        Grade::Unknown => chart::Grade::Unknown,
    }
}

fn localisation_note(results: &Results<'_>, point: &Chokepoint) -> Option<String> {
    let rate = point.localisation_rate.as_ref()?;
    let rate = percent_interval(rate.rate.low, rate.rate.high);
    Some(results.naming.words.format("tree-localisation", &[("rate", &rate)]))
}

/// The greatest source: its name and, where it is known, its share.
fn top_source(results: &Results<'_>, point: &Chokepoint) -> Option<String> {
    let source = point.top_source()?;
    let name = results.naming.region(source.region);
    Some(match source.share.and_then(whole_percent) {
        Some(share) => format!("{name} {share}"),
        None => name.to_owned(),
    })
}

fn whole_percent(share: Interval<f64>) -> Option<String> {
    let end = |value: f64| Percent::from_points(value.round());
    Some(percent_interval(end(share.low)?, end(share.high)?))
}

fn legend(results: &Results<'_>) -> Legend {
    let word = |key: &str| results.naming.words.text(&format!("legend-{key}"));
    Legend {
        heading: word("heading"),
        grades: GradeWords {
            red: word("red"),
            orange: word("orange"),
            yellow: word("yellow"),
            green: word("green"),
            unknown: word("unknown"),
        },
        stage: word("stage"),
        single_point: word("single-point"),
        possible_single_point: word("possible-single-point"),
        inherited: word("inherited"),
        import_share: word("import-share"),
        suppliers: word("suppliers"),
        missing: word("missing"),
        required: word("required"),
        alternative: word("alternative"),
        non_essential: word("non-essential"),
        variant: word("variant"),
        reference: word("reference"),
        collapsed: word("collapsed"),
        down: word("down"),
        reduced: word("reduced"),
    }
}
