//! One order of rows, whatever their order in the files.
//!
//! Dense indices are positions in tables sorted by what rows say, so that everything computed in order of indices (sums
//! of fractions, the first of equals, lists) is the same for the same rows. Where a row stands in its file is kept in
//! its [`RowAt`] only: for messages, and for trees, which follow the analyst's order on purpose.

use crate::entities::{Citation, Probability, Provider, Purchase, Supply};
use crate::{
    CitationIx, ComponentRow, Draft, FactRow, Index, Model, PercentRange, RegionRow, ReviewRow, RowAt, Stage,
};
use std::cmp::Ordering;

/// Sorts the tables of a draft whose rows become indices one by one; of rows of one key the first in the file stays
/// the first. Components go by chain, then from upstream to downstream, then by id; everything else by id. In place,
/// O(rows · log rows).
pub(super) fn draft(draft: &mut Draft) {
    draft.sources.sort_unstable_by(|a, b| (&a.id, a.at).cmp(&(&b.id, b.at)));
    draft.chains.sort_unstable_by(|a, b| (&a.id, a.at).cmp(&(&b.id, b.at)));
    draft.regions.sort_by(|a, b| region(a).cmp(&region(b)));
    draft.components.sort_unstable_by(|a, b| component(a).cmp(&component(b)));
    draft.suppliers.sort_unstable_by(|a, b| (&a.id, a.at).cmp(&(&b.id, b.at)));
    draft.facts.sort_unstable_by(|a, b| fact(a).cmp(&fact(b)));
    draft.reviews.sort_unstable_by(|a, b| review(a).cmp(&review(b)));
}

/// The gazetteer keeps its order and comes first.
fn region(row: &RegionRow) -> Option<(&str, RowAt)> {
    row.at.map(|at| (row.id.as_str(), at))
}

fn component(row: &ComponentRow) -> (&str, bool, Option<Stage>, &str, RowAt) {
    (&row.chain, row.stage.is_none(), row.stage, &row.id, row.at)
}

fn fact(row: &FactRow) -> impl Ord + '_ {
    let texts = [&row.component, &row.metric, &row.scope, &row.unit, &row.value, &row.source];
    (texts, row.year, row.confidence, row.at)
}

fn review(row: &ReviewRow) -> impl Ord + '_ {
    ([&row.finding, &row.date, &row.by, &row.reason], row.verdict, row.at)
}

/// Sorts supply rows by component, provider, market and year. Several rows of one key and year are an error but for
/// placeholders, which go by what they say.
pub(super) fn supplies(supplies: &mut [Supply], citations: &[Citation]) {
    let key = |row: &Supply| (row.component, row.provider, row.market, row.year);
    supplies.sort_unstable_by(|a, b| {
        let apart = match a.provider {
            Provider::Placeholder => by_content(a, b, citations),
            Provider::Supplier(_) | Provider::Region(_) => Ordering::Equal,
        };
        key(a).cmp(&key(b)).then(apart).then_with(|| a.at.cmp(&b.at))
    });
}

fn by_content(a: &Supply, b: &Supply, citations: &[Citation]) -> Ordering {
    let cited = |row: &Supply| row.citation.map(|one| citations[one.position()].text.as_str());
    let words = |row: &Supply| (row.status, row.visibility, row.confidence);
    let values = |row: &Supply| [row.capacity, row.switch_weeks, row.cost];
    words(a)
        .cmp(&words(b))
        .then_with(|| cited(a).cmp(&cited(b)))
        .then_with(|| shares(a.share.as_ref(), b.share.as_ref()))
        .then_with(|| shares(a.takeover.as_ref(), b.takeover.as_ref()))
        .then_with(|| numbers(values(a), values(b)))
}

fn shares(a: Option<&PercentRange>, b: Option<&PercentRange>) -> Ordering {
    let parts = |range: Option<&PercentRange>| range.map(|range| (range.low, range.high));
    let written =
        |range: Option<&PercentRange>| range.and_then(|range| range.written.as_deref().map(str::to_owned));
    parts(a).cmp(&parts(b)).then_with(|| written(a).cmp(&written(b)))
}

fn numbers<const N: usize>(a: [Option<f64>; N], b: [Option<f64>; N]) -> Ordering {
    let ordered = |pair: (Option<f64>, Option<f64>)| match pair {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    };
    a.into_iter().zip(b).map(ordered).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Sorts purchases by buyer, component and seller, of which there is one row each.
pub(super) fn purchases(purchases: &mut [Purchase]) {
    purchases.sort_unstable_by_key(|row| (row.buyer, row.component, row.seller));
}

/// Sorts probabilities by element, of which there is one row each.
pub(super) fn probabilities(probabilities: &mut [Probability]) {
    probabilities.sort_unstable_by_key(|row| row.element);
}

/// Numbers citations by their text. They were numbered as they were met. O(rows + citations · log citations).
pub(super) fn citations(model: &mut Model) {
    let mut order: Vec<usize> = (0..model.citations.len()).collect();
    order.sort_unstable_by(|&a, &b| model.citations[a].text.cmp(&model.citations[b].text));
    let mut number = vec![CitationIx::new(0); order.len()];
    for (position, &before) in order.iter().enumerate() {
        number[before] = CitationIx::new(position);
    }
    model.citations = order.iter().map(|&before| model.citations[before].clone()).collect();
    let cells = (model.components.iter_mut().map(|row| &mut row.citation))
        .chain(model.requirements.iter_mut().map(|row| &mut row.citation))
        .chain(model.suppliers.iter_mut().map(|row| &mut row.citation))
        .chain(model.supplies.iter_mut().map(|row| &mut row.citation))
        .chain(model.purchases.iter_mut().map(|row| &mut row.citation))
        .chain(model.probabilities.iter_mut().map(|row| &mut row.citation))
        .chain(model.facts.iter_mut().map(|row| &mut row.citation));
    for cell in cells.flatten() {
        *cell = number[cell.position()];
    }
}
