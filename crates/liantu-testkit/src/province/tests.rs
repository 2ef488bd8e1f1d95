//! What is generated is as large and as shaped as it says.

use super::*;
use liantu_model::{InputKind, Provider, Supply};
use std::collections::BTreeMap;

fn small() -> Parameters {
    Parameters::province().scaled(0.04)
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[test]
fn has_the_rows_it_says() {
    let parameters = small();
    let model = crate::model(&parameters.draft());
    assert_eq!(model.chains().len(), 2);
    assert_eq!(model.components().len(), 800);
    assert_eq!(model.suppliers().len(), 3200);
    assert_eq!(model.supplies().len(), 36_000);
    let products =
        model.groups().iter().map(|group| group.product).collect::<std::collections::BTreeSet<_>>();
    let mean = ratio(model.requirements().len(), products.len());
    assert!((4.3..5.7).contains(&mean), "{mean} requires per product");
    let in_groups =
        model.requirements().iter().filter(|row| model.group(row.group).members.len() > 1).count();
    let grouped = ratio(in_groups, model.requirements().len());
    assert!((0.07..0.13).contains(&grouped), "{grouped} in groups");
}

#[test]
fn is_the_same_for_the_same_seed_only() {
    let first = small().draft();
    let again = small().draft();
    let other = Parameters { seed: 1, ..small() }.draft();
    let text = |draft: &Draft| format!("{draft:?}");
    assert_eq!(text(&first), text(&again));
    assert_ne!(text(&first), text(&other));
}

/// Edges a failed supplier touches when failures are spread by counting: its own rows, and for each component
/// left without an active supplier or without a needed input the requirements it is an input of.
fn touched(mine: &[&Supply], left: &mut [usize], users: &[Vec<usize>]) -> usize {
    let mut edges = mine.len();
    let mut fallen: Vec<usize> = Vec::new();
    let mut changed: Vec<(usize, usize)> = Vec::new();
    for row in mine {
        let component = liantu_model::Index::position(row.component);
        changed.push((component, left[component]));
        left[component] -= 1;
        if left[component] == 0 {
            fallen.push(component);
        }
    }
    while let Some(component) = fallen.pop() {
        edges += users[component].len();
        for &product in &users[component] {
            if left[product] > 0 {
                changed.push((product, left[product]));
                left[product] = 0;
                fallen.push(product);
            }
        }
    }
    for (component, before) in changed.into_iter().rev() {
        left[component] = before;
    }
    edges
}

#[test]
fn cascades_are_as_long_as_said() {
    use liantu_model::{Index, SupplyStatus};
    let model = crate::model(&small().draft());
    let mut rows: BTreeMap<usize, Vec<&Supply>> = BTreeMap::new();
    let mut left = vec![0; model.components().len()];
    for row in model.supplies().iter().filter(|row| row.status == SupplyStatus::Active) {
        left[row.component.position()] += 1;
        if let Provider::Supplier(supplier) = row.provider {
            rows.entry(supplier.position()).or_default().push(row);
        }
    }
    let mut users = vec![Vec::new(); model.components().len()];
    for row in model.requirements() {
        let group = model.group(row.group);
        if group.kind == InputKind::Essential && group.members.len() == 1 {
            users[row.input.position()].push(row.product.position());
        }
    }
    let total: usize = rows.values().map(|mine| touched(mine, &mut left, &users)).sum();
    let mean = ratio(total, model.suppliers().len());
    assert!((20.0..200.0).contains(&mean), "{mean} edges");
}

#[test]
fn a_network_has_its_links() {
    let parameters = Parameters::network().scaled(0.01);
    let draft = parameters.draft();
    let links = draft.purchases.len() as f64;
    assert!((0.7e5..1.4e5).contains(&links), "{links} links for 10⁴ suppliers");
    assert_eq!(crate::model(&draft).suppliers().len(), 10_000);
}
