//! Import dependence (进口依赖度), M ÷ (P + M − X), with what it is known by; never invented.

use super::localisation::{Breadth, published};
use crate::Interval;
use crate::cover::region_of;
use liantu_graph::{ChainGraph, Market, OfferSource};
use liantu_model::{ComponentIx, Fact, Model, Percent, PercentRange, Provider, SupplyIx, SupplyStatus};
use std::collections::BTreeMap;

/// How an import dependence is known, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DependenceBasis {
    /// Stated in the component's row, or a published figure.
    Stated,
    /// Foreign share of the domestic market, from supply rows of that market.
    HomeShares,
    /// From published production, imports and exports of one year in one unit.
    Computed,
    /// Only a bound, from the domestic share of world supply and of world demand.
    WorldShareBound,
}

impl DependenceBasis {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::HomeShares => "home-shares",
            Self::Computed => "computed",
            Self::WorldShareBound => "world-share-bound",
        }
    }
}

/// Imports over domestic use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportDependence {
    /// Percent.
    pub range: PercentRange,
    /// How it is known.
    pub basis: DependenceBasis,
    /// Whether the figure is about the component or about a wider class (上位口径).
    pub breadth: Breadth,
    /// The year of the figures, if said.
    pub year: Option<i16>,
}

impl ImportDependence {
    /// Whether grades may rest on it: a figure about the component itself.
    pub(super) fn sets_grade(&self) -> bool {
        matches!(self.basis, DependenceBasis::Stated | DependenceBasis::Computed)
            && self.breadth == Breadth::Component
    }
}

const STATED: &str = "import_dependence";
const PRODUCTION: &str = "production";
const IMPORTS: &str = "imports";
const EXPORTS: &str = "exports";
const DEMAND_SHARE: &str = "demand_share";
/// Metrics read here.
pub(super) const METRICS: [&str; 5] = [STATED, PRODUCTION, IMPORTS, EXPORTS, DEMAND_SHARE];

/// The best known import dependence of a component; `facts` are those of its [`METRICS`], `rows` its current
/// rows, `domestic_share` the domestic share of the market of account, percent.
pub(super) fn import_dependence(
    graph: &ChainGraph,
    component: ComponentIx,
    facts: &[usize],
    rows: &[SupplyIx],
    domestic_share: Option<Interval<f64>>,
) -> Option<ImportDependence> {
    let model = graph.model();
    stated(model, component, facts)
        .or_else(|| from_home_shares(model, rows))
        .or_else(|| computed(model, facts))
        .or_else(|| bound(graph, component, facts, domestic_share))
}

fn stated(model: &Model, component: ComponentIx, facts: &[usize]) -> Option<ImportDependence> {
    let basis = DependenceBasis::Stated;
    if let Some(range) = model.component(component).import_dependence.clone() {
        return Some(ImportDependence { range, basis, breadth: Breadth::Component, year: None });
    }
    let found = published(model, &of_metric(model, facts, STATED))?;
    let range = PercentRange { low: found.rate.low, high: found.rate.high, written: None };
    Some(ImportDependence { range, basis, breadth: found.breadth, year: found.year })
}

fn of_metric(model: &Model, facts: &[usize], metric: &str) -> Vec<usize> {
    facts.iter().copied().filter(|&fact| model.facts()[fact].metric == metric).collect()
}

/// From the least that is surely foreign to all that is not surely domestic.
fn from_home_shares(model: &Model, rows: &[SupplyIx]) -> Option<ImportDependence> {
    let is_home = |&row: &SupplyIx| {
        let supply = model.supply(row);
        let at_home = supply.market.is_some_and(|market| model.dataset().domestic.contains(&market));
        supply.status == SupplyStatus::Active && at_home
    };
    let rows: Vec<SupplyIx> = rows.iter().copied().filter(is_home).collect();
    let totals = model.totals(&rows);
    let topmost = totals.valued.iter().filter(|total| total.parent.is_none()).map(|total| total.supply);
    let (mut foreign, mut domestic, mut any) = (Percent::ZERO, Percent::ZERO, false);
    for row in topmost.chain(totals.outside.iter().copied()) {
        let Some(share) = &model.supply(row).share else { continue };
        let Some(region) = region_of_row(model, row) else { continue };
        any = true;
        if model.is_domestic(region) { domestic += share.low } else { foreign += share.low }
    }
    let low = foreign.clamp_share();
    let high = (Percent::HUNDRED - domestic).clamp_share().max(low);
    any.then(|| ImportDependence {
        range: PercentRange { low, high, written: None },
        basis: DependenceBasis::HomeShares,
        breadth: Breadth::Component,
        year: rows.iter().filter_map(|&row| model.supply(row).year).max(),
    })
}

fn region_of_row(model: &Model, row: SupplyIx) -> Option<liantu_model::RegionIx> {
    match model.supply(row).provider {
        Provider::Supplier(supplier) => region_of(model, OfferSource::Named(supplier)),
        Provider::Region(region) => Some(region),
        Provider::Placeholder => None,
    }
}

/// Amounts of one year in one unit, from the least to the greatest figure.
#[derive(Default)]
struct Amounts {
    production: Option<Interval<f64>>,
    imports: Option<Interval<f64>>,
    exports: Option<Interval<f64>>,
}

/// The newest year for which all three are known in one unit; `None` where more is exported than made, as then
/// imports do not all serve domestic use.
fn computed(model: &Model, facts: &[usize]) -> Option<ImportDependence> {
    let mut years: BTreeMap<(i16, &str), Amounts> = BTreeMap::new();
    for &fact in facts {
        let fact = &model.facts()[fact];
        let Some((year, value)) = fact.year.zip(amount(fact)) else { continue };
        if year > model.dataset().as_of.0 || Breadth::of(fact) == Breadth::Wider {
            continue;
        }
        let amounts = years.entry((year, fact.unit.trim())).or_default();
        match fact.metric.as_str() {
            PRODUCTION => widen(&mut amounts.production, value),
            IMPORTS => widen(&mut amounts.imports, value),
            EXPORTS => widen(&mut amounts.exports, value),
            _ => {}
        }
    }
    let found = years.into_iter().rev().find_map(|((year, _), amounts)| Some((year, amounts.dependence()?)));
    let (year, (low, high)) = found?;
    Some(ImportDependence {
        range: PercentRange { low: points(low)?, high: points(high)?, written: None },
        basis: DependenceBasis::Computed,
        breadth: Breadth::Component,
        year: Some(year),
    })
}

impl Amounts {
    /// Grows with imports and exports, falls with production.
    fn dependence(&self) -> Option<(f64, f64)> {
        let (production, imports, exports) = (self.production?, self.imports?, self.exports?);
        if exports.high > production.low {
            return None;
        }
        let ratio = |made: f64, bought: f64, sold: f64| bought / (made + bought - sold);
        let low = ratio(production.high, imports.low, exports.low);
        let high = ratio(production.low, imports.high, exports.high);
        (low.is_finite() && high.is_finite()).then_some((100.0 * low, 100.0 * high))
    }
}

fn widen(held: &mut Option<Interval<f64>>, value: f64) {
    let known = held.unwrap_or(Interval::exactly(value));
    *held = Some(Interval { low: known.low.min(value), high: known.high.max(value) });
}

/// A number of units, not below nothing.
fn amount(fact: &Fact) -> Option<f64> {
    let plain: String = fact.value.chars().filter(|&one| one != ',' && !one.is_whitespace()).collect();
    plain.parse::<f64>().ok().filter(|value| value.is_finite() && *value >= 0.0)
}

/// `[max(0, 1 − D/δ), 1]` for the domestic share D of world supply and δ of world demand.
fn bound(
    graph: &ChainGraph,
    component: ComponentIx,
    facts: &[usize],
    domestic_share: Option<Interval<f64>>,
) -> Option<ImportDependence> {
    if graph.supply_list(component).market != Market::World {
        return None;
    }
    let model = graph.model();
    let demand = published(model, &of_metric(model, facts, DEMAND_SHARE))?;
    let least = demand.rate.low.points();
    if demand.breadth == Breadth::Wider || least <= 0.0 {
        return None;
    }
    let low = (1.0 - domestic_share?.high / least).max(0.0);
    Some(ImportDependence {
        range: PercentRange { low: points(100.0 * low)?, high: Percent::HUNDRED, written: None },
        basis: DependenceBasis::WorldShareBound,
        breadth: Breadth::Component,
        year: demand.year,
    })
}

fn points(value: f64) -> Option<Percent> {
    Percent::from_points(value)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

    use super::*;
    use crate::chokepoints::{ChokepointOptions, chokepoints};
    use crate::example::{Example, percent};

    fn of(example: Example) -> Option<ImportDependence> {
        chokepoints(&example.graph(), &ChokepointOptions::default()).rows.remove(0).import_dependence
    }

    fn ends(found: &ImportDependence) -> (f64, f64, &'static str) {
        (found.range.low.points(), found.range.high.points(), found.basis.key())
    }

    fn made(facts: &[(&str, &str, &str, i16)]) -> Example {
        let start = Example::new().component("c").source("a", "JP", |_| {});
        facts.iter().fold(start, |example, &(metric, value, unit, year)| {
            example.fact(|row| {
                metric.clone_into(&mut row.metric);
                value.clone_into(&mut row.value);
                unit.clone_into(&mut row.unit);
                row.year = Some(year);
            })
        })
    }

    /// 30 bought from abroad, 80 made, 10 sold abroad: 30 of 100.
    #[test]
    fn computed_from_one_year_in_one_unit() {
        let all =
            [("production", "80", "t", 2024), ("imports", "30", "t", 2024), ("exports", "10", "t", 2024)];
        let found = of(made(&all)).unwrap();
        assert_eq!((ends(&found), found.year), ((30.0, 30.0, "computed"), Some(2024)));
        let other_unit = [all[0], ("imports", "30", "USD", 2024), all[2]];
        assert_eq!(of(made(&other_unit)), None);
        let other_year = [all[0], ("imports", "30", "t", 2023), all[2]];
        assert_eq!(of(made(&other_year)), None);
        let re_exports = [("production", "5", "t", 2024), all[1], all[2]];
        assert_eq!(of(made(&re_exports)), None);
    }

    /// Two figures for imports: 30/(80+30−10) = 30 %, 55/(80+55−10) = 44 %.
    #[test]
    fn conflicts_are_a_range() {
        let found = of(made(&[
            ("production", "80", "t", 2024),
            ("imports", "30", "t", 2024),
            ("imports", "55", "t", 2024),
            ("exports", "10", "t", 2024),
        ]));
        assert_eq!(ends(&found.unwrap()), (30.0, 44.0, "computed"));
    }

    /// D = 20, δ = 50: at least 1 − 20/50 = 60 %.
    #[test]
    fn world_shares_give_a_bound_and_only_with_the_share_of_demand() {
        let shares = Example::complete()
            .component("c")
            .source("a", "JP", |row| row.share = percent(80.0))
            .source("b", "CN", |row| row.share = percent(20.0));
        assert_eq!(of(shares.clone()), None);
        let demand = shares.fact(|row| {
            "demand_share".clone_into(&mut row.metric);
            "50".clone_into(&mut row.value);
            row.year = Some(2024);
        });
        assert_eq!(ends(&of(demand).unwrap()), (60.0, 100.0, "world-share-bound"));
    }

    #[test]
    fn shares_of_the_domestic_market_are_direct() {
        let at_home = |points| {
            move |row: &mut liantu_model::SupplyRow| {
                row.share = percent(points);
                "CN".clone_into(&mut row.market);
            }
        };
        let both =
            Example::new().component("c").source("a", "JP", at_home(55.0)).source("b", "CN", at_home(30.0));
        assert_eq!(ends(&of(both).unwrap()), (55.0, 70.0, "home-shares"));
    }

    #[test]
    fn a_wider_figure_is_marked_and_sets_no_grade() {
        let found = of(made(&[]).fact(|row| {
            "import_dependence".clone_into(&mut row.metric);
            "90%".clone_into(&mut row.value);
            "国内,光刻胶总体".clone_into(&mut row.scope);
        }));
        let found = found.unwrap();
        assert_eq!((ends(&found), found.breadth), ((90.0, 90.0, "stated"), Breadth::Wider));
        assert!(!found.sets_grade());
    }
}
