//! Time to survive, from its definition: the least that must be made is computed week by week, and the last
//! week without need is sought by halving.
//!
//! For datasets without cycles, alternatives and blanks: targets state a demand, requirements a quantity,
//! components a stock in units or days.

use liantu_model::{ComponentIx, Index, Model};

/// Weeks beyond which nothing happens any more in a test.
const LONG: f64 = 1e9;

/// The last week in which `q(t) ≤ (1 − lost) · throughput · t`; infinite when there is none.
pub fn weeks_coordinated(model: &Model, component: ComponentIx, lost: f64) -> f64 {
    let rate = (1.0 - lost) * throughput(model, component);
    let missed = |week: f64| needed(model, component, week) > rate * week + 1e-12 * week.max(1.0);
    if !missed(LONG) {
        return f64::INFINITY;
    }
    let (mut low, mut high) = (0.0, LONG);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if missed(middle) { high = middle } else { low = middle }
    }
    low
}

/// The shortest way to a target, each component lasting its stock at the rate of the loss.
pub fn weeks_uncoordinated(model: &Model, component: ComponentIx, lost: f64) -> f64 {
    let row = model.component(component);
    let end = if row.target && row.demand != Some(0.0) { 0.0 } else { f64::INFINITY };
    let ways = uses(model, component).map(|(product, _)| weeks_uncoordinated(model, product, lost));
    let rate = lost * throughput(model, component);
    let own = if rate > 0.0 { stock(model, component) / rate } else { f64::INFINITY };
    own + ways.fold(end, f64::min)
}

/// The least of it that must be made by a week with nothing missed.
fn needed(model: &Model, component: ComponentIx, week: f64) -> f64 {
    let used: f64 =
        uses(model, component).map(|(product, quantity)| quantity * needed(model, product, week)).sum();
    (wanted(model, component) * week + used - stock(model, component)).max(0.0)
}

fn throughput(model: &Model, component: ComponentIx) -> f64 {
    let used = uses(model, component).map(|(product, quantity)| quantity * throughput(model, product));
    wanted(model, component) + used.sum::<f64>()
}

fn wanted(model: &Model, component: ComponentIx) -> f64 {
    model.component(component).demand.unwrap_or(0.0)
}

fn stock(model: &Model, component: ComponentIx) -> f64 {
    let row = model.component(component);
    let days = row.stock_days.unwrap_or(0.0) * throughput(model, component) / 7.0;
    row.stock.unwrap_or(days)
}

fn uses(model: &Model, component: ComponentIx) -> impl Iterator<Item = (ComponentIx, f64)> + '_ {
    debug_assert!(component.position() < model.components().len());
    let rows = model.requirements().iter().filter(move |row| row.input == component);
    rows.map(|row| (row.product, row.quantity.unwrap_or(0.0)))
}
