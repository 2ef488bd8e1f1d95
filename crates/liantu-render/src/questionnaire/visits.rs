//! Firms to be visited, and their inputs.

use crate::names::Naming;
use crate::tables::phrases::{some_names, source_with_place};
use liantu_analysis::{Ask, Question, addressees};
use liantu_graph::{ChainGraph, OfferSource};
use liantu_model::{
    ComponentIx, InputKind, Model, Provider, RequirementIx, SupplierIx, SupplyIx, SupplyStatus,
};
use std::collections::{BTreeMap, BTreeSet};

/// An input of a firm, with what is known of who supplies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitInput {
    /// The requirement.
    pub requirement: RequirementIx,
    /// Those the firm names, else those of the market: active.
    pub known: Vec<OfferSource>,
    /// Rows that are qualified or candidate.
    pub others: Vec<SupplyIx>,
}

/// A firm to be visited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The firm.
    pub firm: SupplierIx,
    /// What it delivers.
    pub products: Vec<ComponentIx>,
    /// Positions of the questions it can answer, among those chosen.
    pub questions: Vec<usize>,
    /// What it needs for its products, by product.
    pub inputs: Vec<VisitInput>,
}

/// The firms to ask, those who can answer most questions first, then in model order: at most `most`, and how many are left
/// out.
pub fn firms_to_visit(graph: &ChainGraph, ask: &Ask, most: usize) -> (Vec<SupplierIx>, usize) {
    let mut firms: BTreeMap<SupplierIx, usize> = BTreeMap::new();
    for question in chosen(ask) {
        for firm in addressees(graph, question) {
            *firms.entry(firm).or_default() += 1;
        }
    }
    let mut firms: Vec<(SupplierIx, usize)> = firms.into_iter().collect();
    firms.sort_by_key(|&(firm, questions)| (std::cmp::Reverse(questions), firm));
    let left_out = firms.len().saturating_sub(most);
    (firms.into_iter().take(most).map(|(firm, _)| firm).collect(), left_out)
}

/// What to ask each firm. O(firms × rows).
pub fn visits(graph: &ChainGraph, ask: &Ask, firms: &[SupplierIx]) -> Vec<Visit> {
    let asked: Vec<Vec<SupplierIx>> = chosen(ask).map(|question| addressees(graph, question)).collect();
    let visit = |&firm: &SupplierIx| {
        let products = products(graph.model(), firm);
        let concerns = |(_, firms): &(usize, &Vec<SupplierIx>)| firms.contains(&firm);
        Visit {
            firm,
            questions: asked.iter().enumerate().filter(concerns).map(|(at, _)| at).collect(),
            inputs: products.iter().flat_map(|&product| inputs(graph, firm, product)).collect(),
            products,
        }
    };
    firms.iter().map(visit).collect()
}

fn chosen(ask: &Ask) -> impl Iterator<Item = Question> + '_ {
    ask.chosen.picks.iter().map(|pick| ask.questions[pick.question as usize])
}

fn products(model: &Model, firm: SupplierIx) -> Vec<ComponentIx> {
    let rows = model.supplies().iter().filter(|row| {
        row.current && row.status == SupplyStatus::Active && row.provider == Provider::Supplier(firm)
    });
    let products: BTreeSet<ComponentIx> = rows.map(|row| row.component).collect();
    products.into_iter().collect()
}

fn inputs(graph: &ChainGraph, firm: SupplierIx, product: ComponentIx) -> Vec<VisitInput> {
    let model = graph.model();
    let groups = graph.groups_of(product).map(|group| model.group(group));
    let real = groups.filter(|group| matches!(group.kind, InputKind::Essential | InputKind::NonEssential));
    let members = real.flat_map(|group| group.members.iter().copied());
    let input = |requirement: RequirementIx| {
        let component = model.requirement(requirement).input;
        let named = model.purchases().iter().filter(|row| row.buyer == firm && row.component == component);
        let mut known: Vec<OfferSource> = named.map(|row| OfferSource::Named(row.seller)).collect();
        if known.is_empty() {
            let offers = graph.offers(component).iter().map(|offer| offer.source);
            known.extend(offers.filter(|source| *source != OfferSource::Unknown));
        }
        VisitInput { requirement, known, others: graph.backup_rows(component).to_vec() }
    };
    members.map(input).collect()
}

/// Known sources in words.
pub(super) fn known(naming: Naming<'_>, input: &VisitInput) -> String {
    let names: Vec<String> = input.known.iter().map(|&one| source_with_place(naming, one)).collect();
    some_names(naming, &names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Other sources in words, each with its status.
pub(super) fn others(naming: Naming<'_>, input: &VisitInput) -> String {
    let name = |&row: &SupplyIx| {
        let status = naming.words.text(&format!("status-{}", naming.model.supply(row).status.key()));
        let who = match naming.model.supply(row).provider {
            Provider::Supplier(firm) => naming.supplier(firm),
            Provider::Region(region) => naming.region(region),
            Provider::Placeholder => return None,
        };
        Some(naming.words.format("with-place", &[("name", who), ("place", &status)]))
    };
    let names: Vec<String> = input.others.iter().filter_map(name).collect();
    some_names(naming, &names.iter().map(String::as_str).collect::<Vec<_>>())
}
