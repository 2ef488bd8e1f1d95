//! Who in the data could close a gap.

use crate::Nearness;
use liantu_graph::{ChainGraph, OfferSource, Presence};
use liantu_model::{ComponentIx, Provider, SupplierIx, SupplyIx, SupplyStatus};

/// What a source still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MissingStep {
    /// It delivers; what lacks is capacity or this buyer (扩能、导入).
    Expand,
    /// It is qualified; what lacks is a first order (转入在供).
    Adopt,
    /// It is being qualified (完成验证).
    Verify,
}

impl MissingStep {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Expand => "expand",
            Self::Adopt => "adopt",
            Self::Verify => "verify",
        }
    }

    const fn of(status: SupplyStatus) -> Self {
        match status {
            SupplyStatus::Active => Self::Expand,
            SupplyStatus::Qualified => Self::Adopt,
            SupplyStatus::Candidate => Self::Verify,
        }
    }
}

/// A named domestic source of a component.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Who.
    pub supplier: SupplierIx,
    /// The row that says so: the most advanced one.
    pub row: SupplyIx,
    /// How far it has come.
    pub status: SupplyStatus,
    /// How near to home it is.
    pub nearness: Nearness,
    /// What it lacks.
    pub missing: MissingStep,
    /// Weeks until it delivers, if said.
    pub switch_weeks: Option<f64>,
    /// Whether it is controlled from abroad (外方控制).
    pub foreign_controlled: bool,
}

/// Named domestic sources, the nearest first, then the most advanced, then by id. O(rows of the component).
pub(super) fn candidates(graph: &ChainGraph, component: ComponentIx) -> Vec<Candidate> {
    let model = graph.model();
    let active = graph.offers(component).iter().filter(|one| one.presence == Presence::Listed);
    let active = active.filter_map(|offer| match offer.source {
        OfferSource::Named(supplier) => Some((supplier, offer.row?)),
        OfferSource::Unnamed(_) | OfferSource::Unknown => None,
    });
    let backups = graph.backup_rows(component).iter().filter_map(|&row| match model.supply(row).provider {
        Provider::Supplier(supplier) => Some((supplier, row)),
        Provider::Region(_) | Provider::Placeholder => None,
    });
    let is_domestic = |supplier: SupplierIx| {
        model.supplier(supplier).region.is_some_and(|region| model.is_domestic(region))
    };
    let mut found: Vec<Candidate> = active
        .chain(backups)
        .filter(|&(supplier, _)| is_domestic(supplier))
        .map(|(supplier, row)| {
            let own = model.supplier(supplier);
            let status = model.supply(row).status;
            Candidate {
                supplier,
                row,
                status,
                nearness: Nearness::of(model, own.region),
                missing: MissingStep::of(status),
                switch_weeks: model.supply(row).switch_weeks,
                foreign_controlled: !own.control.is_some_and(|control| model.is_domestic(control)),
            }
        })
        .collect();
    found.sort_by_key(|one| (one.supplier, std::cmp::Reverse(one.status), graph.model().market_id(one.row)));
    found.dedup_by_key(|one| one.supplier);
    found.sort_by(|a, b| {
        let key = |one: &Candidate| (one.nearness, std::cmp::Reverse(one.status));
        let id = |one: &Candidate| &model.supplier(one.supplier).id;
        key(a).cmp(&key(b)).then_with(|| id(a).cmp(id(b)))
    });
    found
}
