//! Findings in sentences: why, and what would remove it.

use crate::names::Naming;
use liantu_analysis::{Addition, SinglePoint, WitnessReason, WitnessStep};
use liantu_model::{Index, Provider};

/// More names than this are cut and counted.
const NAMES_SHOWN: usize = 4;

/// The witness as one line, from the element to the target.
pub fn witness_line(naming: Naming<'_>, finding: &SinglePoint) -> String {
    let steps: Vec<String> = finding.witness.iter().map(|step| witness_step(naming, step)).collect();
    steps.join(" → ")
}

/// One step in words.
pub fn witness_step(naming: Naming<'_>, step: &WitnessStep) -> String {
    let words = naming.words;
    let component = naming.component(step.component);
    match &step.reason {
        WitnessReason::Failed => words.format("why-failed", &[("component", component)]),
        WitnessReason::SoleSupplier(supplier) => {
            let supplier = naming.supplier(*supplier);
            words.format("why-sole-supplier", &[("component", component), ("supplier", supplier)])
        }
        WitnessReason::AllSuppliers(suppliers) => {
            let count = suppliers.len().to_string();
            let names = some(naming, suppliers, |one| naming.supplier(one));
            words.format(
                "why-all-suppliers",
                &[("component", component), ("names", &names), ("count", &count)],
            )
        }
        WitnessReason::LeastShare => words.format("why-least-share", &[("component", component)]),
        WitnessReason::AllSources => words.format("why-all-sources", &[("component", component)]),
        WitnessReason::InputLost(input) => {
            words.format("why-input-lost", &[("component", component), ("input", naming.component(*input))])
        }
        WitnessReason::AlternativesLost { lost, need, of } => {
            let names = some(naming, lost, |one| naming.component(one));
            let (need, of) = (need.to_string(), of.to_string());
            let arguments = [("component", component), ("names", &names), ("need", &need), ("of", &of)];
            words.format("why-alternatives-lost", &arguments)
        }
    }
}

/// The first few names, and that there are more.
fn some<'a, I: Index>(naming: Naming<'a>, all: &[I], name: impl Fn(I) -> &'a str) -> String {
    let shown = naming.list(all.iter().take(NAMES_SHOWN).map(|&one| name(one)));
    if all.len() > NAMES_SHOWN { naming.words.format("and-more", &[("names", &shown)]) } else { shown }
}

/// What would remove the finding.
pub fn remedy_text(naming: Naming<'_>, finding: &SinglePoint) -> String {
    let Some(remedy) = &finding.remedy else { return naming.words.text("remedy-none") };
    let parts = remedy.additions.iter().map(|&addition| addition_text(naming, finding, addition));
    naming.list(parts)
}

fn addition_text(naming: Naming<'_>, finding: &SinglePoint, addition: Addition) -> String {
    let words = naming.words;
    match addition {
        Addition::Row(row) => {
            let supply = naming.model.supply(row);
            let Provider::Supplier(supplier) = supply.provider else { return String::new() };
            let status = words.text(&format!("status-{}", supply.status.key()));
            let arguments = [
                ("supplier", naming.supplier(supplier)),
                ("status", &status),
                ("component", naming.component(supply.component)),
            ];
            words.format("remedy-row", &arguments)
        }
        Addition::NewSource(component) => {
            let element = naming.element(finding.element);
            let arguments = [("component", naming.component(component)), ("element", &*element)];
            words.format("remedy-new-source", &arguments)
        }
    }
}
