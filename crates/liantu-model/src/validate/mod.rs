//! From [`Draft`] to [`Model`], collecting every problem on the way.
//!
//! Rows with a problem are left out and the rest is still checked, so that one run tells everything.

mod checks;
mod collector;
mod components;
mod order;
mod places;
mod requirements;
mod reviews;
mod suppliers;
mod supplies;

pub(crate) use supplies::date;

use crate::names::Names;
use crate::{ComponentIx, Draft, Index, Model, PurchaseRow, RegionIx, Severity, SupplierIx, Validation};
use collector::Collector;

/// `purchases` come after those of the draft.
pub(crate) fn validate(mut draft: Draft, purchases: impl Iterator<Item = PurchaseRow>) -> Validation {
    order::draft(&mut draft);
    let mut collector = Collector::new(draft.files, &draft.sources);
    let places = places::regions(draft.regions, &mut collector);
    let dataset = places::dataset(&draft.settings, &places, &mut collector);
    let coalitions = places::coalitions(draft.coalitions, &places, &mut collector);
    let scope = draft.settings.target_scope;
    let (chains, components, component_names) =
        components::components(draft.chains, draft.components, scope, &mut collector);
    let (requirements, groups) =
        requirements::requirements(draft.requires, &components, &component_names, &mut collector);
    let (suppliers, supplier_names) = suppliers::suppliers(draft.suppliers, &places, &mut collector);
    let lookup = Lookup { places: &places, components: &component_names, suppliers: &supplier_names };
    let supplies = supplies::supplies(draft.supplies, &lookup, dataset.as_of, &mut collector);
    let purchases = draft.purchases.into_iter().chain(purchases);
    let purchases = supplies::purchases(purchases, &lookup, &supplies, &mut collector);
    let probabilities = components::probabilities(draft.probabilities, &lookup, &mut collector);
    let facts = components::facts(draft.facts, &component_names, dataset.as_of.0, &mut collector);
    let reviews = components::reviews(draft.reviews, &mut collector);
    let mut model = Model {
        files: collector.files(),
        dataset,
        sources: collector.sources(),
        citations: collector.citations(),
        coalitions,
        regions: places.regions,
        chains,
        components,
        requirements,
        groups,
        suppliers,
        supplies,
        purchases,
        probabilities,
        facts,
        reviews,
        region_names: places.names,
        component_names,
        supplier_names,
        undisclosed: Vec::new(),
        rough: std::sync::OnceLock::new(),
    };
    order::citations(&mut model);
    finish(model, collector)
}

/// Name tables for the rows that refer to several kinds of things.
struct Lookup<'a> {
    places: &'a places::Places,
    components: &'a Names<ComponentIx>,
    suppliers: &'a Names<SupplierIx>,
}

fn finish(mut model: Model, mut collector: Collector) -> Validation {
    let complete = !collector.has_errors();
    if complete {
        reviews::resolve(&mut model, &mut collector);
        checks::warnings(&model, &mut collector);
    }
    let mut diagnostics = collector.into_diagnostics();
    diagnostics.sort_by(|a, b| (&a.place, a.code, &a.read).cmp(&(&b.place, b.code, &b.read)));
    debug_assert_eq!(complete, diagnostics.iter().all(|one| one.severity != Severity::Error));
    Validation { model: complete.then_some(model), diagnostics }
}

/// Position of `region` for messages.
fn region_id(regions: &[crate::Region], region: RegionIx) -> &str {
    &regions[region.position()].id
}
