//! `chokepoints` as JSON.

use super::exposure::{
    BothLosses, LookThroughRow, LossRow, PartyRow, look_through, loss_by, losses, parties,
};
use super::ranking::{RankingRow, ranking};
use super::sensitivity::{RobustnessJson, fault_key, robustness};
use super::trade_evidence::{TradeAsked, TradeRow, asked, evidence};
use super::{DownRow, EvidenceJson, Named, ReviewJson, down, named, percents, reviews, supply_evidence};
use crate::results::Results;
use liantu_analysis::{
    Act, Breadth, Chokepoint, Fault, FewestPlaces, Grade, GradeRobustness, Interval, LocalisationRate, Party,
    Ranking,
};
use liantu_model::{ComponentIx, FindingKey, GroupIx};
use serde::Serialize;

/// The document: that of every analysis, and what each foreign party can take down.
#[derive(Debug, Serialize)]
pub struct ChokepointDocument {
    analysis: &'static str,
    dataset: String,
    parameters: Parameters,
    findings: Vec<Finding>,
    withdrawals: Vec<PartyRow>,
    /// Null unless asked for.
    ranking: Option<RankingRow>,
    already_down: Vec<DownRow>,
    notes: Vec<String>,
    /// Of findings that are not there.
    reviews: Vec<ReviewJson>,
}

/// What was asked.
#[derive(Debug, Serialize)]
struct Parameters {
    within_weeks: f64,
    home: String,
    domestic: Vec<String>,
    rules: Rules,
    /// Null unless asked for.
    trade: Option<TradeAsked>,
}

#[derive(Debug, Serialize)]
struct Rules {
    name: String,
    version: String,
    sufficient_cover: f64,
    few_places: usize,
    independent_groups: usize,
    concentrated_imports: f64,
    relevant_dependence: f64,
    long_link_share: f64,
}

/// One component by its own sources.
#[derive(Debug, Serialize)]
struct Finding {
    /// By which reviews name it.
    key: String,
    component: Named,
    grade: &'static str,
    grade_optimistic: &'static str,
    rule: &'static str,
    /// Fewest places; null when no number of them suffices, or when nothing can be judged.
    k: Option<usize>,
    k_places: Vec<String>,
    inherited_from: Vec<String>,
    domestic_cover: Option<[f64; 2]>,
    supply_hhi: Option<[f64; 2]>,
    import_hhi: Option<[f64; 2]>,
    /// The high end is null when it is infinite.
    effective_sources: Option<[Option<f64>; 2]>,
    top_source: Option<Source>,
    coalitions: Vec<Coalition>,
    domestic_share: Option<[f64; 2]>,
    import_dependence: Option<Dependence>,
    look_through: LookThroughRow,
    localisation_rate: Option<Localisation>,
    domestic: Groups,
    foreign_controlled: usize,
    substitutes: Vec<Substitute>,
    lost_without_imports: Option<BothLosses>,
    lost_without_top_source: Option<BothLosses>,
    sources: Vec<Source>,
    /// Null for components that are not weak, and where nobody looked.
    decisive: Option<Vec<DecisiveJson>>,
    /// Null for components that are not weak, and where nobody looked.
    robustness: Option<RobustnessJson>,
    /// Null unless asked for.
    trade: Option<TradeRow>,
    evidence: Vec<EvidenceJson>,
    reviews: Vec<ReviewJson>,
}

/// A row an error in which gives another grade.
#[derive(Debug, Serialize)]
struct DecisiveJson {
    row: EvidenceJson,
    /// As in `sensitivity`.
    error: &'static str,
    grade: &'static str,
}

#[derive(Debug, Serialize)]
struct Source {
    id: String,
    /// Middle of the range, percent.
    share: Option<f64>,
    share_range: Option<[f64; 2]>,
    suppliers: usize,
}

#[derive(Debug, Serialize)]
struct Coalition {
    id: String,
    share: Option<[f64; 2]>,
    merged_hhi: Option<[f64; 2]>,
    sufficient: bool,
    /// Legal basis of acting together, with its date.
    basis: String,
    lost_by_embargo: Option<LossRow>,
    lost_by_stop: Option<LossRow>,
}

/// What can stand in for the component in making a product.
#[derive(Debug, Serialize)]
struct Substitute {
    product: String,
    id: String,
    name: String,
    grade: &'static str,
    /// So many of the group are needed.
    need: u32,
    /// So many there are, this component included.
    of: usize,
}

#[derive(Debug, Serialize)]
struct Dependence {
    low: f64,
    high: f64,
    basis: &'static str,
    year: Option<i16>,
    wider: bool,
}

#[derive(Debug, Serialize)]
struct Localisation {
    low: f64,
    high: f64,
    year: Option<i16>,
    basis: &'static str,
    wider: bool,
}

#[derive(Debug, Serialize)]
struct Groups {
    active: usize,
    qualified: usize,
    candidate: usize,
}

/// The document.
pub fn chokepoints(
    results: &Results<'_>,
    ranked: Option<&Ranking>,
    notes: Vec<String>,
) -> ChokepointDocument {
    let naming = results.naming;
    ChokepointDocument {
        analysis: "chokepoints",
        dataset: naming.model.dataset().id.clone(),
        parameters: parameters(results),
        findings: results.chokepoints.rows.iter().map(|point| finding(results, point)).collect(),
        withdrawals: parties(results),
        ranking: ranked.map(|ranked| ranking(results, ranked)),
        already_down: down(naming, &results.single_points.already_down),
        notes,
        reviews: reviews::unattached(naming, results.reviews),
    }
}

fn parameters(results: &Results<'_>) -> Parameters {
    let (model, options) = (results.naming.model, &results.chokepoints.options);
    let rules = &options.rules;
    Parameters {
        within_weeks: options.within_weeks,
        home: model.region(model.dataset().home).id.clone(),
        domestic: model.dataset().domestic.iter().map(|&one| model.region(one).id.clone()).collect(),
        rules: Rules {
            name: rules.name.clone(),
            version: rules.version.clone(),
            sufficient_cover: rules.sufficient_cover.points(),
            few_places: rules.few_places,
            independent_groups: rules.independent_groups,
            concentrated_imports: rules.concentrated_imports,
            relevant_dependence: rules.relevant_dependence.points(),
            long_link_share: rules.long_link_share.points(),
        },
        trade: results.trade.map(asked),
    }
}

/// The rows an error in which gives another grade by itself.
fn decisive(results: &Results<'_>, own: &GradeRobustness) -> Vec<DecisiveJson> {
    let single = own.robustness.sets.iter().zip(&own.grades).filter(|(set, _)| set.len() == 1);
    let row = |(set, grade): (&Vec<Fault>, &Grade)| {
        let fault = set.first()?;
        let row = super::evidence(results.naming.model, &[fault.row()]).pop()?;
        Some(DecisiveJson { row, error: fault_key(*fault), grade: grade.key() })
    };
    single.filter_map(row).collect()
}

fn finding(results: &Results<'_>, point: &Chokepoint) -> Finding {
    let (naming, model) = (results.naming, results.naming.model);
    let fewest = point.pessimistic.fewest_places.as_ref();
    let k_places = match fewest {
        Some(FewestPlaces::Set(places)) => places.iter().map(|&one| model.region(one).id.clone()).collect(),
        _ => Vec::new(),
    };
    let key = FindingKey::Grade(point.component);
    let sure = results.decisive.and_then(|found| found.grade(point.component));
    let finite = |value: f64| value.is_finite().then_some(value);
    Finding {
        key: key.text(model),
        component: named(naming, point.component),
        grade: point.pessimistic.grade.key(),
        grade_optimistic: point.optimistic.grade.key(),
        rule: point.pessimistic.rule.key(),
        k: fewest.and_then(FewestPlaces::k),
        k_places,
        inherited_from: results
            .inherited_from(point.component)
            .iter()
            .map(|&origin| model.component(origin).id.clone())
            .collect(),
        domestic_cover: point.domestic_cover.map(percents),
        supply_hhi: point.supply_hhi.map(ends),
        import_hhi: point.import_hhi.map(ends),
        effective_sources: point.effective_sources().map(|range| [finite(range.low), finite(range.high)]),
        top_source: point.top_source().map(|one| source(results, one)),
        coalitions: coalitions(results, point),
        domestic_share: point.domestic_share.map(ends),
        import_dependence: point.import_dependence.as_ref().map(|own| Dependence {
            low: own.range.low.points(),
            high: own.range.high.points(),
            basis: own.basis.key(),
            year: own.year,
            wider: own.breadth == Breadth::Wider,
        }),
        look_through: look_through(results, point.component),
        localisation_rate: point.localisation_rate.as_ref().map(localisation),
        domestic: Groups {
            active: point.domestic.active,
            qualified: point.domestic.qualified,
            candidate: point.domestic.candidate,
        },
        foreign_controlled: point.foreign_controlled,
        substitutes: substitutes(results, point),
        lost_without_imports: losses(results, Party::Imports, point.component),
        lost_without_top_source: point
            .top_source()
            .and_then(|top| losses(results, Party::Place(top.region), point.component)),
        sources: point.sources.iter().map(|one| source(results, one)).collect(),
        decisive: sure.map(|own| decisive(results, own)),
        robustness: sure.map(|own| robustness(naming, &own.robustness)),
        trade: results.trade.map(|own| evidence(own, point.component)),
        evidence: supply_evidence(model, &point.evidence),
        reviews: reviews::of(naming, results.reviews, &key),
    }
}

fn ends(range: Interval<f64>) -> [f64; 2] {
    [range.low, range.high]
}

fn source(results: &Results<'_>, source: &liantu_analysis::PlaceSource) -> Source {
    Source {
        id: results.naming.model.region(source.region).id.clone(),
        share: source.midpoint(),
        share_range: source.share.map(ends),
        suppliers: source.suppliers,
    }
}

fn coalitions(results: &Results<'_>, point: &Chokepoint) -> Vec<Coalition> {
    let lost = |one: &liantu_analysis::CoalitionSource, act| {
        loss_by(results, Party::Coalition(one.coalition), act, point.component)
    };
    let row = |one: &liantu_analysis::CoalitionSource| Coalition {
        id: results.naming.model.coalition(one.coalition).id.clone(),
        share: one.share.map(ends),
        merged_hhi: one.merged_hhi.map(ends),
        sufficient: point.pessimistic.sufficient_coalitions.contains(&one.coalition),
        basis: results.naming.model.coalition(one.coalition).basis.clone(),
        lost_by_embargo: lost(one, Act::Embargo),
        lost_by_stop: lost(one, Act::Stop),
    };
    point.coalitions.iter().map(row).collect()
}

fn localisation(rate: &LocalisationRate) -> Localisation {
    let [low, high] = percents(rate.rate);
    let wider = rate.breadth == liantu_analysis::Breadth::Wider;
    Localisation { low, high, year: rate.year, basis: rate.basis.key(), wider }
}

fn substitutes(results: &Results<'_>, point: &Chokepoint) -> Vec<Substitute> {
    let model = results.naming.model;
    let row = |(product, group, other): (ComponentIx, GroupIx, ComponentIx)| Substitute {
        product: model.component(product).id.clone(),
        id: model.component(other).id.clone(),
        name: results.naming.component(other).to_owned(),
        grade: results.grade(other).key(),
        need: model.group(group).need,
        of: model.group(group).members.len(),
    };
    results.substitutes(point.component).into_iter().map(row).collect()
}
