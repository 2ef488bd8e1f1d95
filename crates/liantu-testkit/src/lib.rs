//! Generators, strategies and brute-force oracles for tests and benches.
//!
//! - [`oracle`] evaluates the supply accounting and the structure function from their definitions, slowly;
//! - [`fixture`] holds hand-solved examples with their expected results;
//! - [`strategies`] draws small random datasets that always validate, and permutes their rows;
//! - [`province`] generates large datasets for benches;
//! - [`firm_network`] draws firm networks and computes ESRI by plain sweeps;
//! - [`selection`] generates instances of the choice of backups;
//! - [`dataset`] writes any draft as a folder of CSV tables.
//!
//! Nothing here shares code with the crates it tests, apart from the vocabulary of `liantu-model`.

pub mod dataset;
pub mod firm_network;
pub mod fixture;
pub mod font;
pub mod oracle;
pub mod province;
pub mod random;
pub mod selection;
pub mod sketch;
pub mod strategies;

use liantu_model::{Draft, Model, PurchaseRow, Severity, Validation};

/// The model of a draft.
///
/// # Panics
/// With the list of its errors, when the draft does not validate.
pub fn model(draft: &Draft) -> Model {
    sound(draft.clone().validate())
}

/// The model of a draft and more purchases, of which neither is kept.
///
/// # Panics
/// As [`model`].
pub fn model_with(draft: Draft, purchases: impl IntoIterator<Item = PurchaseRow>) -> Model {
    sound(draft.validate_with(purchases))
}

fn sound(validation: Validation) -> Model {
    let errors: Vec<_> =
        validation.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "the draft does not validate: {errors:#?}");
    validation.model.expect("a draft without errors gives a model")
}
