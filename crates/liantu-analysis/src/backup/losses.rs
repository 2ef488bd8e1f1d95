//! The worst single loss at a level.

use super::LevelCover;
use super::tier::tier_after;
use crate::BackupLevel;
use crate::cover::Cover;
use crate::level::{hits, id_of};
use liantu_model::{Element, Model};

/// The loss that leaves least: by low end, then high end, then the best that survives, then key.
/// O(losses × sources).
pub(super) fn worst(model: &Model, cover: &Cover, level: BackupLevel) -> LevelCover {
    let losses = losses(model, cover, level);
    let count = losses.len();
    let after = |element: Option<Element>| after(model, cover, level, count, element);
    losses
        .into_iter()
        .map(|element| after(Some(element)))
        .min_by(|a, b| {
            let ends = |cover: &LevelCover| (cover.direct.low, cover.direct.high);
            let id = |cover: &LevelCover| cover.element.map_or("", |element| id_of(model, element));
            ends(a).cmp(&ends(b)).then_with(|| b.tier.tier.cmp(&a.tier.tier)).then_with(|| id(a).cmp(id(b)))
        })
        .unwrap_or_else(|| after(None))
}

/// The elements at a level that take an active source with them.
fn losses(model: &Model, cover: &Cover, level: BackupLevel) -> Vec<Element> {
    let mut losses: Vec<Element> = cover
        .active
        .iter()
        .flat_map(|source| level.losses_of(model, source.offer.source, source.region))
        .collect();
    losses.sort_unstable();
    losses.dedup();
    losses
}

fn after(
    model: &Model,
    cover: &Cover,
    level: BackupLevel,
    losses: usize,
    element: Option<Element>,
) -> LevelCover {
    let stands = |source, region| element.is_none_or(|lost| !hits(model, lost, source, region));
    LevelCover { level, losses, element, direct: cover.after(stands), tier: tier_after(model, cover, stands) }
}
