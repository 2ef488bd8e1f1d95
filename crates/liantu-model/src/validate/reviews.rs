//! What reviews speak of.

use super::collector::Collector;
use crate::{Code, Model};

/// Finds what each review names. A review of what is no longer in the dataset is kept, and said.
pub(super) fn resolve(model: &mut Model, collector: &mut Collector) {
    let keys: Vec<_> = model.reviews.iter().map(|review| find(model, &review.finding, collector)).collect();
    for (at, key) in keys.into_iter().enumerate() {
        match key {
            Ok(key) => model.reviews[at].key = Some(key),
            Err(near) => {
                let review = &model.reviews[at];
                collector
                    .report(Code::UnknownFinding, review.at, "finding", &review.finding)
                    .add("nearest", near.unwrap_or_default());
            }
        }
    }
}

/// Only so many keys of nothing get a suggestion as can be afforded.
fn find(model: &Model, text: &str, collector: &mut Collector) -> Result<crate::FindingKey, Option<String>> {
    let names = model.component_names.len() + model.supplier_names.len() + model.region_names.len();
    if let Some(key) = model.finding_of(text) {
        return Ok(key);
    }
    if !collector.affords(names) {
        return Err(None);
    }
    collector.spend(names);
    model.find_finding(text)
}
