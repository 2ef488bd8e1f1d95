//! Small random datasets that always validate, and permutations of their rows.
//!
//! The shape (who needs, supplies, owns and buys what) shrinks row by row; columns that no definition of the
//! structure function reads are filled from a seed. Rows of `variants` have no role and are never
//! non-essential: what that would mean is not defined. Shares favour the neighbourhood of the thresholds.

mod shapes;

use crate::random::Random;
use crate::sketch::{Sketch, percent};
use liantu_model::{
    ComponentIx, ComponentKind, Draft, Element, ElementKind, Model, Need, ProbabilityRow, Provider,
    PurchaseRow, RequirementRow, RowAt, SettingsRow, SupplierIx, SupplyRow, SupplyStatus,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{BoxedStrategy, Strategy, any};
use proptest::sample::select;
use shapes::{
    ComponentShape, ProviderShape, RequirementShape, SupplierShape, SupplyShape, component, region,
    requirement, scope, supplier, supply,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

const HOMES: &[&str] = &["XA-1", "XA-1-1", "XA-2", "XA"];
const DOMESTIC: &[&[&str]] = &[&[], &["XA"], &["XA", "XC"], &["XA-1"], &["XB", "XA-2"]];
const GROUPS: &[&str] = &["", "first", "second", "variant"];
const PLACEHOLDER: &str = "其他";

/// How many rows a draft may have.
#[derive(Debug, Clone)]
pub struct Size {
    /// Rows of `components`.
    pub components: RangeInclusive<usize>,
    /// Rows of `suppliers`.
    pub suppliers: RangeInclusive<usize>,
    /// Rows of `requires`, before those that would repeat another are dropped.
    pub requires: RangeInclusive<usize>,
    /// Rows of `supplies`, before those that would repeat another are dropped.
    pub supplies: RangeInclusive<usize>,
    /// Rows of `purchases`, before those that would repeat another are dropped.
    pub purchases: RangeInclusive<usize>,
}

impl Default for Size {
    fn default() -> Self {
        Self { components: 1..=8, suppliers: 1..=6, requires: 0..=16, supplies: 0..=32, purchases: 0..=8 }
    }
}

/// Drafts of the default [`Size`].
pub fn drafts() -> BoxedStrategy<Draft> {
    drafts_of(&Size::default())
}

/// Drafts of a size.
pub fn drafts_of(size: &Size) -> BoxedStrategy<Draft> {
    let frame = (select(HOMES), select(DOMESTIC), any::<bool>(), of(scope()), any::<u64>());
    let coalitions = vec(vec(region(), 1..=3), 0..=2);
    let rows = (
        vec(component(), size.components.clone()),
        vec(requirement(), size.requires.clone()),
        vec((any::<u8>(), any::<bool>()), 4),
        vec(supplier(), size.suppliers.clone()),
        vec(supply(), size.supplies.clone()),
        vec((any::<u16>(), proptest::bool::weighted(0.8)), size.purchases.clone()),
    );
    (frame, coalitions, rows)
        .prop_map(|(frame, coalitions, (components, requires, groups, suppliers, supplies, purchases))| {
            let (home, domestic, lists_complete, target_scope, seed) = frame;
            let settings = |row: &mut SettingsRow| {
                home.clone_into(&mut row.home);
                row.domestic = domestic.iter().map(|&id| id.to_owned()).collect();
                row.lists_complete = lists_complete;
                row.target_scope = target_scope;
            };
            let sketch = Sketch::new("random").settings(settings);
            let sketch = add_coalitions(sketch, &coalitions);
            let sketch = add_components(sketch, &components);
            let sketch = add_requirements(sketch, &requires, &groups, components.len());
            let sketch = add_suppliers(sketch, &suppliers);
            let sketch = add_supplies(sketch, &supplies, suppliers.len(), components.len());
            let mut draft = sketch.draft();
            add_purchases(&mut draft, &purchases);
            fill(&mut draft, &mut Random::new(seed));
            draft
        })
        .boxed()
}

/// Elements of a model, one per pick: every element can be picked, whatever the model's size.
///
/// For a strategy of picks beside a strategy of drafts, as the elements are known only once a draft is.
pub fn pick_elements(model: &Model, picks: &[u16]) -> Vec<Element> {
    let all = crate::oracle::all_elements(model);
    picks.iter().map(|&pick| all[usize::from(pick) % all.len()]).collect()
}

/// What becomes of the row numbers when rows are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowNumbers {
    /// A row keeps the number it had.
    Kept,
    /// Rows are numbered anew by position, as if the file had been sorted and read again.
    Fresh,
}

/// The same rows in another order.
#[must_use]
pub fn shuffled(draft: &Draft, seed: u64, numbers: RowNumbers) -> Draft {
    let mut draft = draft.clone();
    let random = &mut Random::new(seed);
    macro_rules! shuffle {
        ($($table:ident)*) => {$(
            random.shuffle(&mut draft.$table);
            if numbers == RowNumbers::Fresh {
                for (position, row) in draft.$table.iter_mut().enumerate() {
                    row.at.row = position as u32 + 2;
                }
            }
        )*};
    }
    shuffle!(sources coalitions chains components requires suppliers supplies purchases probabilities);
    shuffle!(facts reviews);
    random.shuffle(&mut draft.regions);
    if numbers == RowNumbers::Fresh {
        let own = draft.regions.iter_mut().filter_map(|row| row.at.as_mut());
        own.enumerate().for_each(|(position, at)| at.row = position as u32 + 2);
    }
    draft
}

fn component_id(pick: u8, count: usize) -> String {
    format!("c{}", usize::from(pick) % count)
}

fn add_coalitions(sketch: Sketch, coalitions: &[Vec<&'static str>]) -> Sketch {
    coalitions
        .iter()
        .enumerate()
        .fold(sketch, |sketch, (index, members)| sketch.coalition(&format!("k{index}"), members))
}

fn add_components(sketch: Sketch, shapes: &[ComponentShape]) -> Sketch {
    shapes.iter().enumerate().fold(sketch, |sketch, (index, shape)| {
        sketch.component_with(&format!("c{index}"), |row| {
            row.target = shape.target;
            row.scope = shape.scope;
            row.weight = shape.weight.map(f64::from);
            row.complete = shape.complete;
            row.confidence = shape.confidence;
        })
    })
}

/// Rows of one group say the same; `words` has the need and the essentiality of each group name.
fn add_requirements(
    mut sketch: Sketch,
    shapes: &[RequirementShape],
    words: &[(u8, bool)],
    components: usize,
) -> Sketch {
    let mut pairs: BTreeMap<(String, String), &RequirementShape> = BTreeMap::new();
    for shape in shapes {
        let pair = (component_id(shape.product, components), component_id(shape.input, components));
        if pair.0 != pair.1 {
            pairs.entry(pair).or_insert(shape);
        }
    }
    let mut sizes: BTreeMap<(&str, usize), u32> = BTreeMap::new();
    for ((product, _), shape) in &pairs {
        *sizes.entry((product, shape.group)).or_default() += 1;
    }
    for ((product, input), shape) in &pairs {
        let size = sizes[&(product.as_str(), shape.group)];
        let words = words[shape.group];
        sketch = sketch.requires_with(product, input, |row| set_requirement(row, shape, words, size));
    }
    sketch
}

fn set_requirement(row: &mut RequirementRow, shape: &RequirementShape, words: (u8, bool), size: u32) {
    GROUPS[shape.group].clone_into(&mut row.group);
    row.confidence = shape.confidence;
    let is_variant = row.group == "variant";
    if !is_variant {
        row.role = shape.role;
    }
    if row.group.is_empty() {
        row.essential = (!shape.essential).then_some(false);
        return;
    }
    row.need = need(words.0, size);
    row.essential = (words.1 && !is_variant && words.0.is_multiple_of(5)).then_some(false);
}

fn need(word: u8, size: u32) -> Option<Need> {
    match word % 4 {
        0 => None,
        1 => Some(Need::All),
        _ => Some(Need::AtLeast(1 + u32::from(word / 4) % size)),
    }
}

fn add_suppliers(sketch: Sketch, shapes: &[SupplierShape]) -> Sketch {
    shapes.iter().enumerate().fold(sketch, |sketch, (index, shape)| {
        sketch.supplier_with(&format!("s{index}"), shape.region, |row| {
            if let Some(parent) = shape.parent.filter(|_| index > 0) {
                row.parent = format!("s{}", usize::from(parent) % index);
            }
            shape.control.unwrap_or_default().clone_into(&mut row.control);
        })
    })
}

fn add_supplies(mut sketch: Sketch, shapes: &[SupplyShape], suppliers: usize, components: usize) -> Sketch {
    let mut keys = BTreeSet::new();
    for shape in shapes {
        let (mut supplier, mut region) = (String::new(), "");
        match shape.provider {
            ProviderShape::Supplier(pick) => supplier = format!("s{}", usize::from(pick) % suppliers),
            ProviderShape::Region(id) => region = id,
            ProviderShape::Placeholder => region = PLACEHOLDER,
        }
        let component = component_id(shape.component, components);
        if keys.insert((supplier.clone(), region, component.clone(), shape.market, shape.year)) {
            sketch = sketch.supply_row(&component, |row| {
                row.supplier = supplier;
                region.clone_into(&mut row.region);
                set_supply(row, shape);
            });
        }
    }
    sketch
}

fn set_supply(row: &mut SupplyRow, shape: &SupplyShape) {
    row.status = Some(shape.status);
    row.share.clone_from(&shape.share);
    shape.market.clone_into(&mut row.market);
    row.year = shape.year;
    row.confidence = shape.confidence;
}

/// Purchases among those who have an active row, mostly of what the buyer needs.
fn add_purchases(draft: &mut Draft, picks: &[(u16, bool)]) {
    let model = crate::model(draft);
    let all = possible_purchases(&model);
    let (useful, useless): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, is_useful)| *is_useful);
    let mut seen = BTreeSet::new();
    for &(pick, wants_useful) in picks {
        let choices = if wants_useful { &useful } else { &useless };
        let Some(&(choice, _)) = choices.get(usize::from(pick) % choices.len().max(1)) else { continue };
        if seen.insert(choice) {
            let row = draft.purchases.len() as u32 + 2;
            let (buyer, component, seller) = choice;
            draft.purchases.push(PurchaseRow {
                at: RowAt { file: 5, row },
                buyer: model.supplier(buyer).id.clone(),
                component: model.component(component).id.clone(),
                seller: model.supplier(seller).id.clone(),
                ..PurchaseRow::default()
            });
        }
    }
}

/// Buyer, component, seller; and whether the buyer offers something that needs the component.
fn possible_purchases(model: &Model) -> Vec<((SupplierIx, ComponentIx, SupplierIx), bool)> {
    let sales: BTreeSet<(SupplierIx, ComponentIx)> = model
        .supplies()
        .iter()
        .filter(|row| row.current && row.status == SupplyStatus::Active)
        .filter_map(|row| match row.provider {
            Provider::Supplier(supplier) => Some((supplier, row.component)),
            Provider::Region(_) | Provider::Placeholder => None,
        })
        .collect();
    let needs = |buyer: SupplierIx, input: ComponentIx| {
        let mut rows = model.requirements().iter().filter(|row| row.input == input);
        rows.any(|row| sales.contains(&(buyer, row.product)))
    };
    let buyers: BTreeSet<SupplierIx> = sales.iter().map(|&(supplier, _)| supplier).collect();
    let choices = buyers
        .iter()
        .flat_map(|&buyer| sales.iter().map(move |&(seller, component)| (buyer, component, seller)));
    choices.map(|choice| (choice, needs(choice.0, choice.1))).collect()
}

/// Columns for analyses beyond the structure function.
fn fill(draft: &mut Draft, random: &mut Random) {
    let mut number = |choices: &[f64]| {
        let pick = random.below(choices.len() + 1);
        choices.get(pick).copied()
    };
    for row in &mut draft.components {
        row.demand = number(&[10.0, 100.0]);
        row.stock = number(&[0.0, 50.0]);
        row.kind = number(&[0.0, 1.0, 2.0, 5.0]).map(|kind| ComponentKind::ALL[kind as usize]);
        row.inputs_complete = number(&[0.0, 1.0]).map(|yes| yes > 0.5);
    }
    for row in &mut draft.requires {
        row.quantity = number(&[0.5, 1.0, 2.0]);
        row.loss = number(&[0.0, 12.5, 60.0]).and_then(percent);
    }
    for row in &mut draft.suppliers {
        row.onboarding_cost = number(&[0.0, 3.0, 8.0]);
        row.recovery_weeks = number(&[4.0, 30.0]);
    }
    for row in &mut draft.supplies {
        row.capacity = number(&[5.0, 60.0]);
        row.takeover = number(&[10.0, 70.0, 100.0]).and_then(percent);
        row.switch_weeks = number(&[2.0, 26.0, 60.0]);
        row.cost = number(&[0.0, 1.0, 4.0]);
    }
    for row in &mut draft.purchases {
        row.value = number(&[1.0, 20.0]);
    }
    for (position, supplier) in draft.suppliers.iter().enumerate() {
        if let Some(probability) = number(&[0.01, 0.2]) {
            draft.probabilities.push(ProbabilityRow {
                at: RowAt { file: 7, row: position as u32 + 2 },
                kind: Some(ElementKind::Supplier),
                id: supplier.id.clone(),
                probability: Some(probability),
                ..ProbabilityRow::default()
            });
        }
    }
}

#[cfg(test)]
mod tests;
