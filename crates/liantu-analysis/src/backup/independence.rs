//! Whether a backup shares anything with those it stands behind.

use crate::cover::{ActiveSource, BackupSource, Cover, control_of, lies_in};
use liantu_graph::OfferSource;
use liantu_model::{Model, RegionIx, RegionLevel, SupplierIx};

/// From what all incumbents have in their places a backup is known to be free. `false` where it shares
/// something with any of them, or where that cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers to independent questions")]
pub struct Independence {
    /// Other owners.
    pub group: bool,
    /// Other cities.
    pub city: bool,
    /// Other provinces.
    pub province: bool,
    /// Other countries or regions.
    pub place: bool,
    /// No listed coalition holds both.
    pub coalition: bool,
    /// Controlled from other places.
    pub control: bool,
}

/// Compares a backup with every active source. O(sources × coalitions).
pub(super) fn from_incumbents(model: &Model, cover: &Cover, backup: &BackupSource) -> Independence {
    let all = |differ: &dyn Fn(&ActiveSource) -> bool| cover.active.iter().all(differ);
    let regions = |one: &ActiveSource| backup.region.zip(one.region);
    let apart_at =
        |level| all(&|one: &ActiveSource| regions(one).is_some_and(|(a, b)| are_apart(model, a, b, level)));
    Independence {
        group: all(&|one| {
            group(model, backup.source).zip(group(model, one.offer.source)).is_some_and(|(a, b)| a != b)
        }),
        city: apart_at(RegionLevel::City),
        province: apart_at(RegionLevel::Province),
        place: all(&|one| regions(one).is_some_and(|(a, b)| model.place(a) != model.place(b))),
        coalition: all(&|one| regions(one).is_some_and(|(a, b)| !share_coalition(model, a, b))),
        control: all(&|one| {
            let control = |source| control_of(model, source).map(|region| model.place(region));
            control(backup.source).zip(control(one.offer.source)).is_some_and(|(a, b)| a != b)
        }),
    }
}

fn group(model: &Model, source: OfferSource) -> Option<SupplierIx> {
    match source {
        OfferSource::Named(supplier) => Some(model.supplier(supplier).root),
        OfferSource::Unnamed(_) | OfferSource::Unknown => None,
    }
}

/// Whether two regions are surely in different regions of a level: not when one may lie inside the other.
fn are_apart(model: &Model, a: RegionIx, b: RegionIx, level: RegionLevel) -> bool {
    let nested = model.contains(a, b) || model.contains(b, a);
    let at = |region| model.around(region).find(|&around| model.is_at_level(around, level));
    let (at_a, at_b) = (at(a), at(b));
    match (at_a, at_b) {
        (Some(at_a), Some(at_b)) => at_a != at_b,
        _ => !nested,
    }
}

fn share_coalition(model: &Model, a: RegionIx, b: RegionIx) -> bool {
    model.coalitions().iter().any(|coalition| {
        lies_in(model, Some(a), &coalition.members) && lies_in(model, Some(b), &coalition.members)
    })
}
