//! Whom to ask.

use super::Question;
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Model, Provider, SupplierIx, SupplyStatus};
use std::collections::BTreeSet;

/// Firms at home that buy what a question is about: those that name sellers of it, and makers of what needs it; of an
/// input, makers of its product. Where there are none, the firm that the question is about; else nobody. In index order.
/// O(rows of supplies, requirements and purchases).
pub fn addressees(graph: &ChainGraph, subject: Question) -> Vec<SupplierIx> {
    let model = graph.model();
    let buyers = match subject {
        Question::List(component) => buyers(model, component),
        Question::Supply(row) => buyers(model, model.supply(row).component),
        Question::Requirement(row) => makers(model, &[model.requirement(row).product].into()),
    };
    let own = match subject {
        Question::Supply(row) => match model.supply(row).provider {
            Provider::Supplier(supplier) => Some(supplier),
            Provider::Region(_) | Provider::Placeholder => None,
        },
        Question::List(_) | Question::Requirement(_) => None,
    };
    let others: Vec<SupplierIx> = buyers.into_iter().filter(|one| Some(*one) != own).collect();
    if others.is_empty() { own.into_iter().collect() } else { others }
}

/// Firms at home that buy a component.
fn buyers(model: &Model, component: ComponentIx) -> BTreeSet<SupplierIx> {
    let needs = model.requirements().iter().filter(|row| row.input == component);
    let mut found = makers(model, &needs.map(|row| row.product).collect());
    let named = model.purchases().iter().filter(|row| row.component == component).map(|row| row.buyer);
    found.extend(named.filter(|&buyer| is_at_home(model, buyer)));
    found
}

/// Firms at home that deliver one of some components.
fn makers(model: &Model, products: &BTreeSet<ComponentIx>) -> BTreeSet<SupplierIx> {
    let rows = model
        .supplies()
        .iter()
        .filter(|row| row.current && row.status == SupplyStatus::Active && products.contains(&row.component));
    let named = rows.filter_map(|row| match row.provider {
        Provider::Supplier(supplier) => Some(supplier),
        Provider::Region(_) | Provider::Placeholder => None,
    });
    named.filter(|&supplier| is_at_home(model, supplier)).collect()
}

fn is_at_home(model: &Model, supplier: SupplierIx) -> bool {
    model.supplier(supplier).region.is_some_and(|region| model.contains(model.dataset().home, region))
}
