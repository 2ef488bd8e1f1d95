//! `match` and `core` as JSON: findings of several kinds, told apart by `kind`.

use super::{Document, EvidenceJson, Named, down, horizon_key, named, supply_evidence};
use crate::names::Naming;
use crate::results::Results;
use liantu_analysis::{
    Candidate, Certainty, CoreFirm, CoreLibrary, CoreReason, Docking, FirmRole, Gap, GapReason, Invitation,
    Lead, Matching,
};
use liantu_graph::OfferSource;
use liantu_model::{ComponentIx, SupplierIx};
use serde::Serialize;

/// What `match` was asked.
#[derive(Debug, Serialize)]
pub struct MatchParameters {
    within_weeks: f64,
    required_cover: f64,
    few_places: usize,
    targets: Vec<String>,
    sets_complete: bool,
}

/// What `core` was asked.
#[derive(Debug, Serialize)]
pub struct CoreParameters {
    targets: Vec<String>,
    long_link_share: f64,
    key_components: usize,
    sets_complete: bool,
}

/// One finding of `match`.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum MatchFinding {
    /// A component with something to be done about it.
    Gap {
        /// Rank, from 1.
        priority: usize,
        /// Which.
        component: Named,
        /// Its own grade.
        grade: &'static str,
        /// Why.
        reasons: Vec<Reason>,
        /// Whether it can stop a target.
        essential: bool,
        /// What to do.
        action: &'static str,
        /// By which rule.
        rule: &'static str,
        /// Whether to keep a stock as well.
        stockpile: bool,
        /// What one more source removes.
        relief: ReliefRow,
        /// Chains that need it.
        chains: Vec<Named>,
        /// Who could.
        candidates: Vec<CandidateRow>,
        /// Rows.
        evidence: Vec<EvidenceJson>,
    },
    /// A buyer and whom it could turn to.
    Docking {
        /// The input.
        component: Named,
        /// The firm at home, if any.
        buyer: Option<Named>,
        /// What it is needed for.
        products: Vec<Named>,
        /// Whom it comes from.
        current: Vec<SourceRow>,
        /// Whether purchases say so.
        sellers_known: bool,
        /// When its loss is felt.
        horizon: &'static str,
        /// Who could.
        candidates: Vec<CandidateRow>,
        /// The buyer itself, where it works on a source of its own.
        own_attempt: Option<CandidateRow>,
    },
    /// A policy that may apply.
    Lead {
        /// Which.
        component: Named,
        /// `first-set`, `first-batch`, `first-version`.
        policy: &'static str,
        /// Who.
        firms: Vec<CandidateRow>,
    },
}

/// One finding of `core`.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum CoreFinding {
    /// A firm at home that holds key components.
    Firm {
        /// Who.
        firm: Named,
        /// Ultimate owner.
        group: Named,
        /// Official labels, as written.
        labels: Vec<String>,
        /// What it holds.
        components: Vec<HeldRow>,
        /// Size of its smallest cut set.
        smallest_set: Option<u32>,
        /// 0..=1.
        weight_lost: f64,
        /// Percent.
        share: Option<f64>,
        /// Structural roles.
        roles: Vec<RoleRow>,
    },
    /// A key component without such a firm.
    Invitation {
        /// Which.
        component: Named,
        /// Why it is key.
        reasons: Vec<Reason>,
        /// Firms at home being qualified.
        home_candidates: Vec<Named>,
        /// Who delivers it.
        sources: Vec<SourceRow>,
    },
}

/// Why.
#[derive(Debug, Serialize)]
pub struct Reason {
    code: &'static str,
    certainty: Option<&'static str>,
}

/// What one more source removes.
#[derive(Debug, Serialize)]
pub struct ReliefRow {
    single_points: Vec<PointRow>,
    pairs: usize,
    targets: Vec<Named>,
    restored: Vec<Named>,
}

/// Who could close a gap.
#[derive(Debug, Serialize)]
pub struct CandidateRow {
    supplier: Named,
    labels: Vec<String>,
    status: &'static str,
    nearness: &'static str,
    missing: &'static str,
    switch_weeks: Option<f64>,
    foreign_controlled: bool,
    distance_km: Option<f64>,
}

/// A source: a firm, or somebody in a region.
#[derive(Debug, Serialize)]
pub struct SourceRow {
    supplier: Option<Named>,
    region: Option<Named>,
}

/// A key component a firm holds.
#[derive(Debug, Serialize)]
pub struct HeldRow {
    component: Named,
    status: &'static str,
    reasons: Vec<Reason>,
    evidence: Vec<EvidenceJson>,
}

/// A structural role.
#[derive(Debug, Serialize)]
pub struct RoleRow {
    role: &'static str,
    component: Named,
    groups: Option<usize>,
}

/// The document of `match`.
pub fn matching(
    results: &Results<'_>,
    found: &Matching,
    notes: Vec<String>,
) -> Document<MatchParameters, MatchFinding> {
    let naming = results.naming;
    let gaps = found.gaps.iter().enumerate().map(|(at, one)| gap(results, one, at + 1));
    let dockings = found.dockings.iter().map(|one| docking(naming, one));
    let leads = found.leads.iter().map(|one| lead(naming, one));
    Document {
        analysis: "match",
        dataset: naming.model.dataset().id.clone(),
        parameters: MatchParameters {
            within_weeks: results.backups.options.within_weeks,
            required_cover: results.backups.options.required_cover.points(),
            few_places: found.options.few_places,
            targets: target_ids(results),
            sets_complete: found.sets_complete,
        },
        findings: gaps.chain(dockings).chain(leads).collect(),
        already_down: down(naming, &results.single_points.already_down),
        notes,
        reviews: None,
    }
}

/// The document of `core`.
pub fn core_library(
    results: &Results<'_>,
    found: &CoreLibrary,
    notes: Vec<String>,
) -> Document<CoreParameters, CoreFinding> {
    let naming = results.naming;
    let firms = found.firms.iter().map(|one| core_firm(naming, one));
    let invitations = found.invitations.iter().map(|one| invitation(naming, one));
    Document {
        analysis: "core",
        dataset: naming.model.dataset().id.clone(),
        parameters: CoreParameters {
            targets: target_ids(results),
            long_link_share: results.chokepoints.options.rules.long_link_share.points(),
            key_components: found.key_components,
            sets_complete: found.sets_complete,
        },
        findings: firms.chain(invitations).collect(),
        already_down: down(naming, &results.single_points.already_down),
        notes,
        reviews: None,
    }
}

fn target_ids(results: &Results<'_>) -> Vec<String> {
    let model = results.naming.model;
    results.single_points.targets.iter().map(|&one| model.component(one).id.clone()).collect()
}

fn all(naming: Naming<'_>, components: &[ComponentIx]) -> Vec<Named> {
    components.iter().map(|&one| named(naming, one)).collect()
}

fn firm(naming: Naming<'_>, supplier: SupplierIx) -> Named {
    Named { id: naming.model.supplier(supplier).id.clone(), name: naming.supplier(supplier).to_owned() }
}

fn source(naming: Naming<'_>, source: OfferSource) -> SourceRow {
    match source {
        OfferSource::Named(supplier) => SourceRow { supplier: Some(firm(naming, supplier)), region: None },
        OfferSource::Unnamed(region) => {
            let region =
                Named { id: naming.model.region(region).id.clone(), name: naming.region(region).to_owned() };
            SourceRow { supplier: None, region: Some(region) }
        }
        OfferSource::Unknown => SourceRow { supplier: None, region: None },
    }
}

fn gap(results: &Results<'_>, one: &Gap, priority: usize) -> MatchFinding {
    let naming = results.naming;
    let points = one.relief.points.iter().map(|&at| results.single_points.findings[at].element);
    let chains = one.chains.iter().map(|&chain| {
        let row = naming.model.chain(chain);
        Named { id: row.id.clone(), name: row.name.clone() }
    });
    let rows = results.chokepoint(one.component).map_or(&[][..], |point| &point.evidence);
    MatchFinding::Gap {
        priority,
        component: named(naming, one.component),
        grade: one.grade.key(),
        reasons: one.reasons.iter().map(|&reason| gap_reason(reason)).collect(),
        essential: one.essential,
        action: one.rule.action().key(),
        rule: one.rule.key(),
        stockpile: one.stockpile,
        relief: ReliefRow {
            single_points: points.map(|element| point(naming, element)).collect(),
            pairs: one.relief.pairs,
            targets: all(naming, &one.relief.targets),
            restored: all(naming, &one.relief.restored),
        },
        chains: chains.collect(),
        candidates: one.candidates.iter().map(|one| candidate(naming, one, None)).collect(),
        evidence: supply_evidence(naming.model, rows),
    }
}

fn gap_reason(reason: GapReason) -> Reason {
    let certainty = match reason {
        GapReason::SinglePoint(certainty) => Some(certainty.key()),
        _ => None,
    };
    Reason { code: reason.key(), certainty }
}

fn candidate(naming: Naming<'_>, one: &Candidate, distance_km: Option<f64>) -> CandidateRow {
    CandidateRow {
        supplier: firm(naming, one.supplier),
        labels: naming.model.supplier(one.supplier).labels.clone(),
        status: one.status.key(),
        nearness: one.nearness.key(),
        missing: one.missing.key(),
        switch_weeks: one.switch_weeks,
        foreign_controlled: one.foreign_controlled,
        distance_km,
    }
}

fn docking(naming: Naming<'_>, one: &Docking) -> MatchFinding {
    MatchFinding::Docking {
        own_attempt: one.own_attempt.as_ref().map(|own| candidate(naming, own, None)),
        component: named(naming, one.component),
        buyer: one.buyer.map(|buyer| firm(naming, buyer)),
        products: all(naming, &one.products),
        current: one.current.iter().map(|&current| source(naming, current)).collect(),
        sellers_known: one.sellers_known,
        horizon: horizon_key(one.horizon),
        candidates: one.candidates.iter().map(|(one, distance)| candidate(naming, one, *distance)).collect(),
    }
}

fn lead(naming: Naming<'_>, one: &Lead) -> MatchFinding {
    MatchFinding::Lead {
        component: named(naming, one.component),
        policy: one.kind.key(),
        firms: one.firms.iter().map(|one| candidate(naming, one, None)).collect(),
    }
}

fn core_reason(reason: CoreReason) -> Reason {
    let certainty = match reason {
        CoreReason::SinglePoint(certainty) | CoreReason::LongLink(certainty) => Some(certainty),
        CoreReason::Red | CoreReason::Orange | CoreReason::Pair => None,
    };
    Reason { code: reason.key(), certainty: certainty.map(Certainty::key) }
}

fn core_firm(naming: Naming<'_>, one: &CoreFirm) -> CoreFinding {
    let own = naming.model.supplier(one.firm);
    let held = one.components.iter().map(|held| HeldRow {
        component: named(naming, held.component),
        status: held.status.key(),
        reasons: held.reasons.iter().map(|&reason| core_reason(reason)).collect(),
        evidence: supply_evidence(naming.model, &[held.row]),
    });
    CoreFinding::Firm {
        firm: firm(naming, one.firm),
        group: firm(naming, own.root),
        labels: own.labels.clone(),
        components: held.collect(),
        smallest_set: one.smallest_set,
        weight_lost: one.weight_lost,
        share: one.share.map(liantu_model::Percent::points),
        roles: one.roles.iter().map(|role| role_row(naming, role)).collect(),
    }
}

fn role_row(naming: Naming<'_>, role: &FirmRole) -> RoleRow {
    let (component, groups) = match *role {
        FirmRole::Leader { target, groups } => (target, Some(groups)),
        FirmRole::ChampionByShare(component) | FirmRole::ChampionAlone(component) => (component, None),
    };
    RoleRow { role: role.key(), component: named(naming, component), groups }
}

fn invitation(naming: Naming<'_>, one: &Invitation) -> CoreFinding {
    CoreFinding::Invitation {
        component: named(naming, one.component),
        reasons: one.reasons.iter().map(|&reason| core_reason(reason)).collect(),
        home_candidates: one.home_candidates.iter().map(|&one| firm(naming, one)).collect(),
        sources: one.sources.iter().map(|&one| source(naming, one)).collect(),
    }
}

/// An element that is a single point.
#[derive(Debug, Serialize)]
struct PointRow {
    kind: &'static str,
    level: &'static str,
    id: String,
    name: String,
}

fn point(naming: Naming<'_>, element: liantu_model::Element) -> PointRow {
    PointRow {
        kind: element.kind().key(),
        level: naming.level_of(element),
        id: naming.element_id(element).to_owned(),
        name: naming.element(element).into_owned(),
    }
}
