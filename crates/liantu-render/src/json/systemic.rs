//! `systemic` as JSON.

use super::Document;
use crate::catalogue::Catalogue;
use crate::systemic::{BackupEffect, Setting, SettingsRange, SystemicResult, SystemicRow, Traced};
use crate::tables::systemic_notes;
use liantu_systemic::{Binding, Hit, Replaceability, Solution};
use serde::Serialize;

/// How it was computed.
#[derive(Debug, Serialize)]
pub struct Parameters<'a> {
    solution: &'static str,
    eps: f64,
    replaceability: bool,
    weights: &'a [String],
    firms: usize,
    depth: f64,
    backups: Option<Vec<BackupRow<'a>>>,
}

/// A named backup.
#[derive(Debug, Serialize)]
struct BackupRow<'a> {
    supplier: &'a str,
    backup: &'a str,
    capacity: f64,
    without: f64,
    alone: f64,
    all: f64,
    all_but_this: f64,
}

/// A scenario.
#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    id: &'a str,
    sector: Option<&'a str>,
    esri: Vec<EsriRow<'a>>,
    range: Option<RangeRow>,
    without_backups: Option<Vec<f64>>,
    binding: Option<BindingRows<'a>>,
    iterations: u32,
    residual: f64,
    settled: bool,
}

/// What is lost of one output weight, as parts of one.
#[derive(Debug, Serialize)]
struct EsriRow<'a> {
    weight: &'a str,
    total: f64,
    downstream: f64,
    upstream: f64,
    own: f64,
    cascade: f64,
}

#[derive(Debug, Serialize)]
struct RangeRow {
    low: f64,
    high: f64,
    settings: Vec<SettingRow>,
}

#[derive(Debug, Serialize)]
struct SettingRow {
    solution: &'static str,
    replaceability: bool,
    total: f64,
    settled: bool,
}

#[derive(Debug, Serialize)]
struct BindingRows<'a> {
    firms: Vec<HitRow<'a>>,
    others: usize,
}

/// A firm that stands still, and why.
#[derive(Debug, Serialize)]
struct HitRow<'a> {
    firm: &'a str,
    loss: f64,
    cost: f64,
    since: u32,
    by: &'static str,
    sector: Option<&'a str>,
    missing: Option<f64>,
    most: Option<&'a str>,
}

/// The document.
pub fn systemic<'a>(
    words: &Catalogue,
    result: &'a SystemicResult<'a>,
    network: &str,
) -> Document<Parameters<'a>, Finding<'a>> {
    let (solution, eps) = match result.options.solution {
        Solution::Compat { eps } => ("compat", eps),
        Solution::FixedPoint { error } => ("fixed-point", error),
    };
    let is_named = matches!(result.options.replaceability, Replaceability::Named(_));
    Document {
        analysis: "systemic",
        dataset: network.to_owned(),
        parameters: Parameters {
            solution,
            eps,
            replaceability: result.options.replaceability == Replaceability::MarketShare,
            weights: result.weights,
            firms: result.names.network.len(),
            depth: result.depth.unwrap_or(1.0),
            backups: is_named.then(|| result.backups.iter().map(|one| backup(result, one)).collect()),
        },
        findings: result.rows.iter().enumerate().map(|(at, row)| finding(result, at, row)).collect(),
        already_down: Vec::new(),
        notes: systemic_notes(words, result),
        reviews: None,
    }
}

fn backup<'a>(result: &'a SystemicResult<'a>, one: &BackupEffect) -> BackupRow<'a> {
    BackupRow {
        supplier: result.names.network.id(one.supplier),
        backup: result.names.network.id(one.backup),
        capacity: one.capacity,
        without: one.without,
        alone: one.alone,
        all: one.all,
        all_but_this: one.all_but,
    }
}

fn finding<'a>(result: &'a SystemicResult<'a>, at: usize, row: &'a SystemicRow<'a>) -> Finding<'a> {
    let esri = row.outcome.esri.iter().zip(result.weights).zip(&row.own_weight);
    let esri = esri.map(|((esri, weight), &own)| EsriRow {
        weight,
        total: esri.total,
        downstream: esri.downstream,
        upstream: esri.upstream,
        own,
        cascade: esri.total - own,
    });
    let network = result.names.network;
    let sector = row.firm.map(|firm| network.sectors()[network.sector_of(firm).at()].as_str());
    let traced = result.traces.iter().find(|traced| traced.row == at);
    Finding {
        id: row.id,
        sector,
        esri: esri.collect(),
        range: row.range.as_ref().map(range),
        without_backups: row.without_backups.map(|one| one.esri.iter().map(|esri| esri.total).collect()),
        binding: traced.map(|traced| bindings(result, traced)),
        iterations: row.outcome.iterations,
        residual: row.outcome.residual,
        settled: result.is_settled(row),
    }
}

fn range(range: &SettingsRange) -> RangeRow {
    let settings = Setting::ALL.iter().zip(&range.totals).zip(&range.settled);
    let settings = settings.map(|((setting, esri), &settled)| SettingRow {
        solution: if setting.is_compat { "compat" } else { "fixed-point" },
        replaceability: setting.has_rivals,
        total: esri.total,
        settled,
    });
    RangeRow { low: range.low(), high: range.high(), settings: settings.collect() }
}

fn bindings<'a>(result: &'a SystemicResult<'a>, traced: &Traced) -> BindingRows<'a> {
    let firms = traced.hits.iter().zip(&traced.costs).map(|(hit, &cost)| hit_row(result, hit, cost));
    BindingRows { firms: firms.collect(), others: traced.others }
}

fn hit_row<'a>(result: &'a SystemicResult<'a>, hit: &Hit, cost: f64) -> HitRow<'a> {
    let network = result.names.network;
    let (by, most, missing) = match hit.binding {
        Binding::Shock => ("shock", None, None),
        Binding::Essential { supplier, missing } => ("essential", Some(supplier), Some(missing)),
        Binding::NonEssential { supplier, missing } => ("non-essential", Some(supplier), Some(missing)),
        Binding::Orders { customer } => ("orders", Some(customer), None),
    };
    let is_input = matches!(hit.binding, Binding::Essential { .. });
    let sector =
        most.filter(|_| is_input).map(|firm| network.sectors()[network.sector_of(firm).at()].as_str());
    HitRow {
        firm: network.id(hit.firm),
        loss: hit.loss,
        cost,
        since: hit.since,
        by,
        sector,
        missing,
        most: most.map(|firm| network.id(firm)),
    }
}
