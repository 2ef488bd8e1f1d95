//! How long until enough is covered again.

use super::losses::hits;
use crate::cover::Cover;
use liantu_graph::OfferSource;
use liantu_model::{Element, Model, Percent, SupplyStatus};

/// Weeks from the loss until `required` is covered for certain: at once by what stands, else when the loss has
/// healed, or when enough qualified backups that it does not take have been switched on, whichever is sooner.
/// `None` when neither is known. O(sources log sources).
pub(crate) fn weeks(model: &Model, cover: &Cover, lost: Option<Element>, required: Percent) -> Option<f64> {
    let stands = |source: OfferSource| lost.is_none_or(|lost| !hits(model, lost, source));
    let standing = cover.active_cover(|source| stands(source.offer.source)).low;
    if standing >= required {
        return Some(0.0);
    }
    let healed = lost.and_then(|lost| healed(model, cover, lost, required));
    let mut coming: Vec<(f64, Percent)> = cover
        .backups
        .iter()
        .filter(|one| one.status == SupplyStatus::Qualified && stands(one.source))
        .filter_map(|one| Some((model.supply(one.row).switch_weeks?, one.interval().low)))
        .collect();
    coming.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut covered = standing;
    let switched = coming.into_iter().find_map(|(weeks, own)| {
        covered += own;
        (covered >= required).then_some(weeks)
    });
    healed.into_iter().chain(switched).min_by(f64::total_cmp)
}

/// When every active source the loss takes has recovered; `None` when one does not say, or when all of them
/// together do not cover what is required.
fn healed(model: &Model, cover: &Cover, lost: Element, required: Percent) -> Option<f64> {
    if cover.active_cover(|_| true).low < required {
        return None;
    }
    back(model, cover, lost)
}

/// Weeks until every active source that a loss takes has recovered, so that all is as before; `None` when one does not
/// say. O(sources).
pub(crate) fn back(model: &Model, cover: &Cover, lost: Element) -> Option<f64> {
    let taken = cover.active.iter().map(|one| one.offer.source).filter(|&source| hits(model, lost, source));
    let weeks = taken.map(|source| match source {
        OfferSource::Named(supplier) => model.supplier(supplier).recovery_weeks,
        OfferSource::Unnamed(_) | OfferSource::Unknown => None,
    });
    weeks.collect::<Option<Vec<f64>>>().map(|weeks| weeks.into_iter().fold(0.0, f64::max))
}
