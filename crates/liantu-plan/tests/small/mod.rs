//! Small random datasets with backups to choose from, every candidate with its cost.

use liantu_model::{Draft, SupplyStatus};
use liantu_testkit::random::Random;
use liantu_testkit::sketch::{Sketch, percent};
use std::collections::BTreeSet;

/// A small dataset: components with essential inputs (alternatives, too), owners, places, backups.
pub(crate) fn draft(seed: u64) -> Draft {
    let random = &mut Random::new(seed);
    let regions = ["XA-1-1", "XA-2-1", "XB-1-1", "XC"];
    let components = 2 + random.below(4);
    let mut sketch = Sketch::new("plan").settings(|row| row.lists_complete = true);
    for component in 0..components {
        sketch = sketch.component_with(&format!("c{component}"), |row| row.target = component == 0);
    }
    for product in 0..components {
        for input in 0..components {
            let forward = input > product && random.chance(0.45);
            let backward = input < product && input > 0 && random.chance(0.06);
            if forward || backward {
                let group = if random.chance(0.3) { "alt" } else { "" };
                sketch = sketch.requires_with(&format!("c{product}"), &format!("c{input}"), |row| {
                    group.clone_into(&mut row.group);
                });
            }
        }
    }
    let suppliers = 3 + random.below(5);
    for supplier in 0..suppliers {
        let region = regions[random.below(4)];
        sketch = sketch.supplier_with(&format!("s{supplier}"), region, |row| {
            if supplier > 0 && random.chance(0.3) {
                row.parent = format!("s{}", random.below(supplier));
            }
            row.onboarding_cost = random.chance(0.7).then(|| random.below(9) as f64 / 2.0);
        });
    }
    let (mut seen, mut backups) = (BTreeSet::new(), 0);
    for _ in 0..components * 4 {
        let key = (random.below(suppliers), random.below(components));
        if !seen.insert(key) {
            continue;
        }
        let status =
            [SupplyStatus::Active, SupplyStatus::Qualified, SupplyStatus::Candidate][random.below(3)];
        if status != SupplyStatus::Active && backups == 9 {
            continue;
        }
        backups += usize::from(status != SupplyStatus::Active);
        sketch = sketch.supply_with(&format!("s{}", key.0), &format!("c{}", key.1), |row| {
            row.status = Some(status);
            row.share = (status == SupplyStatus::Active)
                .then(|| percent([10.0, 30.0, 50.0][random.below(3)]))
                .flatten();
            row.takeover = (status != SupplyStatus::Active)
                .then(|| percent([0.0, 20.0, 40.0, 70.0, 100.0][random.below(5)]))
                .flatten();
            row.switch_weeks = Some([2.0, 26.0, 60.0][if random.chance(0.85) { random.below(2) } else { 2 }]);
            row.cost = (status != SupplyStatus::Qualified || random.chance(0.5))
                .then(|| random.below(12) as f64 / 4.0);
        });
    }
    sketch.draft()
}
