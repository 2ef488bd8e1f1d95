//! Who uses how much of what, and what is in stock: the numbers a clock runs on.

use crate::Interval;
use crate::arcs::Arcs;
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Index, InputGroup, InputKind, Model, Role};

/// How a product depends on an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It stops without it.
    Essential,
    /// Others may do in its place: what they can add is not known.
    Alternative,
    /// It goes on without it, if less well.
    Forgone,
}

/// One product that uses up an input.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    pub(super) product: ComponentIx,
    pub(super) need: Need,
    /// Units of the input per unit of the product.
    pub(super) quantity: Option<f64>,
}

/// One input of a product that may stop it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input {
    pub(super) component: ComponentIx,
    pub(super) need: Need,
    /// Whether it is standing, serves or is licensed: not used up.
    pub(super) standing: bool,
}

/// What is known of one component.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of one component")]
pub(super) struct Stage {
    /// Products that use it up, by id.
    pub(super) uses: Vec<Use>,
    /// Whether its own loss counts: a target that somebody wants.
    pub(super) is_final: bool,
    /// What leaves the chain here if it is a target, units a week.
    pub(super) wanted: Option<f64>,
    /// Normal throughput, units a week.
    pub(super) throughput: Option<f64>,
    /// Units in stock.
    pub(super) stock: Option<f64>,
    /// Weeks of normal throughput in stock.
    pub(super) weeks: Interval<f64>,
    /// Whether more leaves the chain here than targets and known products take.
    pub(super) leaks: bool,
    /// Whether it needs itself, through others.
    pub(super) in_cycle: bool,
    /// Whether anything is said of its stock.
    pub(super) has_stock: bool,
}

/// All components.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) stages: Vec<Stage>,
    /// By product.
    pub(super) inputs: Vec<Vec<Input>>,
    /// Consumers before producers.
    pub(super) order: Vec<ComponentIx>,
}

impl Flow {
    /// O(components log components + requirements).
    pub(super) fn new(graph: &ChainGraph, targets: &[ComponentIx]) -> Self {
        let model = graph.model();
        let mut stages = vec![Stage::default(); model.components().len()];
        let inputs = add_uses(model, &mut stages);
        for &target in targets {
            let stage = &mut stages[target.position()];
            stage.wanted = model.component(target).demand;
            stage.is_final = stage.wanted != Some(0.0);
        }
        let order = order(&mut stages);
        let mut flow = Self { stages, inputs, order };
        flow.set_throughput(model, targets);
        flow.set_stocks(model);
        flow
    }

    pub(super) fn stage(&self, component: ComponentIx) -> &Stage {
        &self.stages[component.position()]
    }

    /// What a target states is what leaves the chain there, its products on top; what another component states
    /// is all of it, unless its products take more; of what is neither a target nor used nothing is wanted. Not derived where anything is missing, for an alternative,
    /// or around a cycle.
    fn set_throughput(&mut self, model: &Model, targets: &[ComponentIx]) {
        let mut is_target = vec![false; self.stages.len()];
        for &target in targets {
            is_target[target.position()] = true;
        }
        for &component in &self.order {
            let stated = model.component(component).demand;
            let used = self.used(component);
            let is_target = is_target[component.position()];
            let stage = &mut self.stages[component.position()];
            stage.throughput = match (stated, used) {
                (Some(stated), Some(used)) if is_target => Some(stated + used),
                (Some(stated), Some(used)) if !stage.uses.is_empty() => Some(used.max(stated)),
                (Some(_), None) if is_target => None,
                (Some(stated), _) => Some(stated),
                (None, used) => used.filter(|_| !is_target),
            };
            stage.leaks = !is_target && stated.is_some() && stage.throughput != used;
        }
    }

    /// What its products take of it in a normal week.
    fn used(&self, component: ComponentIx) -> Option<f64> {
        let stage = self.stage(component);
        let one = |sum: Option<f64>, one: &Use| {
            let known = one.need != Need::Alternative && !stage.in_cycle;
            let product = self.stage(one.product).throughput.filter(|_| known);
            Some(sum? + one.quantity? * product?)
        };
        stage.uses.iter().fold(Some(0.0), one)
    }

    fn set_stocks(&mut self, model: &Model) {
        for (row, stage) in model.components().iter().zip(&mut self.stages) {
            let days = row.stock_days.map(|days| days / 7.0);
            stage.has_stock = row.stock.is_some() || days.is_some();
            stage.stock = row.stock.or_else(|| Some(days? * stage.throughput?));
            stage.weeks = match (row.stock, stage.throughput, days) {
                (Some(stock), Some(throughput), _) if throughput > 0.0 => {
                    Interval::exactly(stock / throughput)
                }
                (Some(_), Some(_), _) => Interval::exactly(f64::INFINITY),
                (Some(0.0), None, _) => Interval::exactly(0.0),
                (None, _, Some(weeks)) => Interval::exactly(weeks),
                _ => Interval { low: 0.0, high: f64::INFINITY },
            };
        }
    }
}

/// Uses by input, those of one input by the product's id; gives the inputs of every product.
fn add_uses(model: &Model, stages: &mut [Stage]) -> Vec<Vec<Input>> {
    let mut inputs = vec![Vec::new(); stages.len()];
    for row in model.requirements() {
        let group = model.group(row.group);
        let Some(need) = need(group) else { continue };
        let is_kind = group.kind == InputKind::Variants;
        let standing = row.role != Role::Consumed && !is_kind;
        if need != Need::Forgone {
            inputs[row.product.position()].push(Input { component: row.input, need, standing });
        }
        if !standing {
            let quantity = row.quantity.filter(|_| !is_kind);
            stages[row.input.position()].uses.push(Use { product: row.product, need, quantity });
        }
    }
    let rank = ranks_by_id(model);
    for stage in stages {
        stage.uses.sort_by_key(|one| rank[one.product.position()]);
    }
    inputs
}

/// `None` for what is only a way of drawing.
fn need(group: &InputGroup) -> Option<Need> {
    match group.kind {
        InputKind::Taxonomy => None,
        InputKind::NonEssential => Some(Need::Forgone),
        InputKind::Essential | InputKind::Variants if (group.need as usize) < group.members.len() => {
            Some(Need::Alternative)
        }
        InputKind::Essential | InputKind::Variants => Some(Need::Essential),
    }
}

/// An order of components that does not depend on the order of rows.
fn ranks_by_id(model: &Model) -> Vec<u32> {
    let mut components: Vec<ComponentIx> = model.component_indices().collect();
    components.sort_by(|&a, &b| model.component(a).id.cmp(&model.component(b).id));
    let mut rank = vec![0; components.len()];
    for (position, component) in components.iter().enumerate() {
        rank[component.position()] = position as u32;
    }
    rank
}

/// Consumers before producers; marks what needs itself.
fn order(stages: &mut [Stage]) -> Vec<ComponentIx> {
    let arcs = stages.iter().enumerate().flat_map(|(input, stage)| {
        stage.uses.iter().map(move |one| (one.product.position() as u32, input as u32))
    });
    let rank = Arcs::new(stages.len(), arcs.collect()).ranks();
    let mut order: Vec<ComponentIx> = (0..stages.len()).map(ComponentIx::new).collect();
    order.sort_by_key(|one| rank[one.position()]);
    for pair in order.windows(2).filter(|pair| rank[pair[0].position()] == rank[pair[1].position()]) {
        for &one in pair {
            stages[one.position()].in_cycle = true;
        }
    }
    order
}
