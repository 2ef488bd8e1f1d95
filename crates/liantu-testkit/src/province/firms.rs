//! Suppliers, what they supply, and whom they buy from.

use super::chains::Plan;
use super::{CITIES, COUNTRIES, PROVINCES, Parameters, foreign, row_at};
use crate::random::Random;
use liantu_model::{
    Percent, PercentRange, PurchaseRow, RequirementRow, SupplierRow, SupplyRow, SupplyStatus,
};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// A supplier supplies its own chain most of the time.
const OWN_CHAIN: f64 = 0.9;
/// Suppliers with an owner among the suppliers.
const OWNED: f64 = 0.15;
/// Suppliers in the home province, and in it or elsewhere at home.
const AT_HOME: f64 = 0.6;
const DOMESTIC: f64 = 0.85;

/// The suppliers of each component, and which of them are active.
pub(super) struct Supplies {
    /// Per component: its suppliers, sorted, with their status.
    pub(super) of: Vec<Vec<(usize, SupplyStatus)>>,
}

pub(super) fn supplier_rows(parameters: &Parameters, random: &mut Random) -> Vec<SupplierRow> {
    (0..parameters.suppliers)
        .map(|supplier| {
            // Owners come before what they own, so there are no loops.
            let parent = (supplier > 0 && random.chance(OWNED)).then(|| random.below(supplier));
            SupplierRow {
                at: row_at("suppliers", supplier),
                id: format!("s{supplier}"),
                name: format!("Supplier {supplier}"),
                region: region(random),
                parent: parent.map(|parent| format!("s{parent}")).unwrap_or_default(),
                ..SupplierRow::default()
            }
        })
        .collect()
}

fn region(random: &mut Random) -> String {
    let place = random.unit();
    if place < AT_HOME {
        format!("XA-0-{}", random.below(CITIES))
    } else if place < DOMESTIC {
        format!("XA-{}", 1 + random.below(PROVINCES))
    } else {
        foreign(random.below(COUNTRIES))
    }
}

pub(super) fn supplies(parameters: &Parameters, plan: &Plan, random: &mut Random) -> Supplies {
    let counts = counts(parameters, random);
    let of = counts.into_iter().enumerate().map(|(component, count)| {
        let chosen = chosen(parameters, plan.chain(component), count, random);
        let first = random.below(chosen.len());
        chosen
            .into_iter()
            .enumerate()
            .map(|(position, supplier)| (supplier, status(parameters, position == first, random)))
            .collect()
    });
    Supplies { of: of.collect() }
}

/// Log-normal numbers of suppliers that add up to `parameters.supplies`, at least one each and at most half of
/// all suppliers.
fn counts(parameters: &Parameters, random: &mut Random) -> Vec<usize> {
    let most = (parameters.suppliers / parameters.chains / 2).max(1);
    let drawn: Vec<f64> =
        (0..parameters.components).map(|_| random.log_normal(parameters.supplier_deviation)).collect();
    let mut scale = parameters.supplies as f64 / drawn.iter().sum::<f64>();
    let rounded = |scale: f64| drawn.iter().map(move |one| ((one * scale) as usize).clamp(1, most));
    // Clamping shifts the sum; a few rounds bring it close, and the rest is dealt out one by one.
    for _ in 0..20 {
        scale *= parameters.supplies as f64 / rounded(scale).sum::<usize>() as f64;
    }
    let mut counts: Vec<usize> = rounded(scale).collect();
    let sum: usize = counts.iter().sum();
    let (mut missing, mut surplus) =
        (parameters.supplies.saturating_sub(sum), sum.saturating_sub(parameters.supplies));
    for count in counts.iter_mut().filter(|count| **count > 1) {
        if missing > 0 && *count < most {
            *count += 1;
            missing -= 1;
        } else if surplus > 0 {
            *count -= 1;
            surplus -= 1;
        }
    }
    counts
}

fn chosen(parameters: &Parameters, chain: usize, count: usize, random: &mut Random) -> BTreeSet<usize> {
    let own = parameters.suppliers / parameters.chains;
    let mut chosen = BTreeSet::new();
    while chosen.len() < count {
        let supplier = if random.chance(OWN_CHAIN) && own > 0 {
            chain + parameters.chains * random.below(own)
        } else {
            random.below(parameters.suppliers)
        };
        chosen.insert(supplier);
    }
    chosen
}

fn status(parameters: &Parameters, is_first: bool, random: &mut Random) -> SupplyStatus {
    if is_first || !random.chance(parameters.not_active) {
        return SupplyStatus::Active;
    }
    if random.chance(0.5) { SupplyStatus::Qualified } else { SupplyStatus::Candidate }
}

/// Rows in the order of components. Where shares are given, suppliers have equal ones that add up to 80 %, and
/// in the place of the first candidate stands a total of the country, more than its suppliers have.
pub(super) fn supply_rows(
    parameters: &Parameters,
    supplies: &Supplies,
    random: &mut Random,
) -> Vec<SupplyRow> {
    let mut rows = Vec::with_capacity(parameters.supplies);
    for (component, suppliers) in supplies.of.iter().enumerate() {
        let has_shares = random.chance(parameters.with_shares);
        let share = has_shares.then_some(80.0 / suppliers.len() as f64);
        let candidate = suppliers.iter().position(|(_, status)| *status == SupplyStatus::Candidate);
        let total = candidate.filter(|_| has_shares);
        for (position, &(supplier, status)) in suppliers.iter().enumerate() {
            let row = SupplyRow {
                at: row_at("supplies", rows.len()),
                component: format!("c{component}"),
                year: Some(2025),
                ..SupplyRow::default()
            };
            rows.push(if total == Some(position) {
                total_row(row)
            } else {
                SupplyRow {
                    supplier: format!("s{supplier}"),
                    status: Some(status),
                    share: share.and_then(exactly),
                    ..row
                }
            });
        }
    }
    rows
}

fn total_row(row: SupplyRow) -> SupplyRow {
    SupplyRow { region: "XA".to_owned(), status: Some(SupplyStatus::Active), share: exactly(85.0), ..row }
}

fn exactly(points: f64) -> Option<PercentRange> {
    Percent::from_points(points).map(PercentRange::exactly)
}

/// Every active supplier names sellers for some inputs of what it supplies, so that it names
/// `sellers_per_input` for an input on average: one at least, where it names any. Rows are made as they are asked for.
pub(super) fn purchase_rows(
    mean: f64,
    requires: &[RequirementRow],
    supplies: Supplies,
    mut random: Random,
) -> impl Iterator<Item = PurchaseRow> + use<> {
    let pair = |row: &RequirementRow| (position(&row.product), position(&row.input));
    let pairs: Vec<(usize, usize)> =
        if mean > 0.0 { requires.iter().map(pair).collect() } else { Vec::new() };
    let mut seen = FxHashSet::default();
    let links = pairs.into_iter().flat_map(move |(product, input)| {
        let sellers: Vec<usize> = active(&supplies.of[input]).collect();
        let mut links = Vec::new();
        for buyer in active(&supplies.of[product]) {
            if seen.insert((buyer as u32, input as u32)) {
                links.extend(
                    some(&sellers, mean, &mut random).into_iter().map(|seller| (buyer, input, seller)),
                );
            }
        }
        links
    });
    links.enumerate().map(|(row, (buyer, input, seller))| PurchaseRow {
        at: row_at("purchases", row),
        buyer: format!("s{buyer}"),
        component: format!("c{input}"),
        seller: format!("s{seller}"),
        ..PurchaseRow::default()
    })
}

fn active(suppliers: &[(usize, SupplyStatus)]) -> impl Iterator<Item = usize> + '_ {
    let active = suppliers.iter().filter(|(_, status)| *status == SupplyStatus::Active);
    active.map(|&(supplier, _)| supplier)
}

/// Distinct sellers, `mean` on average where there are enough.
fn some(sellers: &[usize], mean: f64, random: &mut Random) -> BTreeSet<usize> {
    let wanted = mean as usize + usize::from(random.chance(mean.fract()));
    (0..2 * wanted).fold(BTreeSet::new(), |mut chosen, _| {
        if chosen.len() < wanted {
            chosen.insert(sellers[random.below(sellers.len())]);
        }
        chosen
    })
}

/// The number in an id of this generator.
fn position(id: &str) -> usize {
    id[1..].parse().expect("ids are a letter and a number")
}
