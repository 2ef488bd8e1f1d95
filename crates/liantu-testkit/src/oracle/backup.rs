//! Cover after a loss with upstream included, and what sources stand on together.
//!
//! Written for components whose active offers are all named with exact shares of at most 100 together: there the
//! interval is Σ share × what the offer delivers + Σ takeover × what the backup delivers, capped at 100.

use super::accounting::{Seat, offers};
use super::levels::{Level, Standby, delivered};
use super::structure::World;
use super::{Options, Reading};
use liantu_model::{ComponentIx, Element, Index, Model, Percent, SupplierIx};

/// What is left of a component in percent of demand, by the list alone at the low end, with unlisted supply of
/// inputs at the high end; `None` where shares are not exact.
pub fn cover_left(
    model: &Model,
    options: Options,
    standby: &[Standby],
    failed: &[Element],
    component: ComponentIx,
) -> Option<(f64, f64)> {
    let account = &offers(model, options)[component.position()];
    let mut shares = Vec::new();
    for offer in &account.offers {
        match (offer.seat, offer.share) {
            (Seat::Unknown, _) => shares.push(0.0),
            (Seat::Supplier(_), Some(share)) if share.low == share.high => shares.push(share.low.points()),
            _ => return None,
        }
    }
    if shares.iter().sum::<f64>() > Percent::HUNDRED.points() {
        return None;
    }
    let end = |reading, pick: fn(Level) -> f64| {
        let parts = delivered(model, options, reading, failed, standby);
        let active: f64 = shares
            .iter()
            .zip(&parts.offers[component.position()])
            .map(|(share, &part)| share * pick(part))
            .sum();
        let backups = standby.iter().zip(&parts.standby).filter(|(one, _)| one.component == component);
        let added: f64 = backups.map(|(one, &part)| 100.0 * pick(one.cover) * pick(part)).sum();
        (active + added).min(100.0)
    };
    Some((end(Reading::Pessimistic, |level| level.low), end(Reading::Optimistic, |level| level.high)))
}

/// Whether a supplier's active offer is lost to a failure that does not contain the supplier.
pub fn falls_by_inputs(
    model: &Model,
    options: Options,
    reading: Reading,
    failed: Element,
    supplier: SupplierIx,
    component: ComponentIx,
) -> bool {
    let world = World::new(model, options, reading);
    let seat = Seat::Supplier(supplier);
    let position = world.accounts[component.position()].offers.iter().position(|offer| offer.seat == seat);
    let Some(position) = position else { return false };
    let up = |failed: &[Element]| world.after(failed).offers[component.position()][position];
    world.is_alive(seat, &[failed]) && up(&[]) && !up(&[failed])
}
