//! Demand for components, stated or derived from what consumes them.

use liantu_model::{ComponentIx, Index, InputKind, Model, Requirement, Role};

/// Demand per component in units per week: as stated, else `Σ quantity × demand` of its consumers. Not
/// derived where a quantity or a consumer's demand is missing, where the component is one of several
/// alternatives, or around a cycle. O(components + requirements).
pub(super) fn demands(model: &Model) -> Vec<Option<f64>> {
    let mut demands: Vec<Option<f64>> = model.components().iter().map(|one| one.demand).collect();
    let mut waiting = Waiting::new(model);
    let mut settled: Vec<ComponentIx> =
        model.component_indices().filter(|&one| waiting.is_settled(model, one)).collect();
    while let Some(product) = settled.pop() {
        for &position in &waiting.inputs[product.position()] {
            let requirement = &model.requirements()[position as usize];
            let input = requirement.input.position();
            waiting.derived[input] =
                add(waiting.derived[input], consumption(model, requirement, demands[product.position()]));
            waiting.consumers[input] -= 1;
            if waiting.consumers[input] == 0 && demands[input].is_none() {
                demands[input] = waiting.derived[input];
                settled.push(requirement.input);
            }
        }
    }
    demands
}

/// Components whose demand is not known yet.
struct Waiting {
    /// Requirements by product.
    inputs: Vec<Vec<u32>>,
    /// Consumers not yet settled.
    consumers: Vec<u32>,
    /// What the settled consumers take; `None` once one of them is not known.
    derived: Vec<Option<f64>>,
}

impl Waiting {
    fn new(model: &Model) -> Self {
        let size = model.components().len();
        let mut waiting =
            Self { inputs: vec![Vec::new(); size], consumers: vec![0; size], derived: vec![Some(0.0); size] };
        for (position, requirement) in
            model.requirements().iter().enumerate().filter(|(_, one)| counts(model, one))
        {
            waiting.inputs[requirement.product.position()].push(position as u32);
            waiting.consumers[requirement.input.position()] += 1;
        }
        waiting
    }

    /// Whether the demand of a component is stated, or cannot be derived for want of a consumer.
    fn is_settled(&self, model: &Model, component: ComponentIx) -> bool {
        model.component(component).demand.is_some() || self.consumers[component.position()] == 0
    }
}

/// Only what goes into every unit makes a demand per week.
fn counts(model: &Model, requirement: &Requirement) -> bool {
    let kind = model.group(requirement.group).kind;
    requirement.role == Role::Consumed && matches!(kind, InputKind::Essential | InputKind::NonEssential)
}

fn consumption(model: &Model, requirement: &Requirement, demand: Option<f64>) -> Option<f64> {
    let alone = model.group(requirement.group).members.len() == 1;
    Some(requirement.quantity? * demand?).filter(|_| alone)
}

fn add(sum: Option<f64>, more: Option<f64>) -> Option<f64> {
    Some(sum? + more?)
}
