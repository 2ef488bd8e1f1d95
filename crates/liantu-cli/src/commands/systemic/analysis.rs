//! What `systemic` computes: the scenarios, their ranges over settings, why firms stand still, what backups do.

use super::input::Input;
use crate::arguments::{Format, RangeOf, SystemicArguments};
use liantu_render::systemic::{BackupEffect, Setting, SettingsRange, SystemicResult, SystemicRow, Traced};
use liantu_systemic::{
    Backing, Backup, EsriOptions, FirmIx, Outcome, Replaceability, Shock, Solution, esri, trace,
};
use rayon::prelude::*;
use std::ops::Range;

/// Firms listed for a scenario that is explained.
const HITS: usize = 5;

/// What was computed.
pub(super) struct Findings {
    /// Which scenarios.
    range: Range<usize>,
    outcomes: Vec<Outcome>,
    /// Without any backup, where backups are named.
    without: Option<Vec<Outcome>>,
}

impl Findings {
    /// Some of the scenarios.
    pub(super) fn compute(input: &Input, options: EsriOptions<'_>, range: Range<usize>) -> Self {
        let without = EsriOptions { replaceability: Replaceability::Off, ..options };
        let scenarios: Vec<usize> = range.clone().collect();
        Self {
            outcomes: outcomes(input, options, &scenarios),
            without: input.backups.is_some().then(|| outcomes(input, without, &scenarios)),
            range,
        }
    }
}

fn outcomes(input: &Input, options: EsriOptions<'_>, scenarios: &[usize]) -> Vec<Outcome> {
    let shock = |at: usize| input.scenarios.shock(scenarios[at]);
    esri(&input.channels, &input.weights, &options, scenarios.len(), &shock, &|_done| {})
}

/// What there is to print of it.
pub(super) fn result<'a>(
    input: &'a Input,
    options: EsriOptions<'a>,
    own: &SystemicArguments,
    found: &'a Findings,
) -> SystemicResult<'a> {
    let Input { network, weights, scenarios, .. } = input;
    let first = found.range.start;
    let row = |(at, outcome)| SystemicRow {
        id: scenarios.id(network, first + at),
        firm: scenarios.firm(first + at),
        own_weight: weights.of_shock(&scenarios.shock(first + at)),
        outcome,
        range: None,
        without_backups: found.without.as_ref().map(|outcomes| &outcomes[at]),
    };
    // What only tables and JSON say is not computed for CSV.
    let is_csv = own.output.format == Format::Csv || own.shard.is_some();
    let mut result = SystemicResult {
        options,
        names: input.names(),
        weights: weights.names(),
        depth: (own.shock.is_none() && own.depth < 100.0).then(|| own.depth / 100.0),
        rows: found.outcomes.iter().enumerate().map(row).collect(),
        traces: Vec::new(),
        backups: if is_csv { Vec::new() } else { effects(input, options) },
        candidates: input.backups.as_ref().map_or(0, |backups| backups.table.candidates.len()),
        more_notes: input.notes.clone(),
    };
    let shown = if is_csv { 0 } else { own.top };
    let top: Vec<usize> = result.ranked().iter().map(|one| one.at).take(shown).collect();
    let asked = match own.range {
        _ if input.backups.is_some() => Vec::new(),
        RangeOf::All => (0..result.rows.len()).collect(),
        RangeOf::Top => top.clone(),
        RangeOf::None => Vec::new(),
    };
    let scenarios: Vec<usize> = asked.iter().map(|at| first + at).collect();
    for (at, range) in asked.iter().zip(ranges(input, options, &scenarios)) {
        result.rows[*at].range = Some(range);
    }
    let traced: Vec<usize> = top.into_iter().take(own.binding).collect();
    result.traces = traced.into_par_iter().map(|at| traced_one(input, options, first, at)).collect();
    result
}

/// Scenarios in every setting.
fn ranges(input: &Input, options: EsriOptions<'_>, asked: &[usize]) -> Vec<SettingsRange> {
    let in_settings = Setting::ALL.map(|setting| {
        let options = in_setting(options, setting);
        (options.last_step(), outcomes(input, options, asked))
    });
    let range = |at: usize| SettingsRange {
        totals: in_settings.each_ref().map(|(_, outcomes)| outcomes[at].esri[0]),
        settled: in_settings.each_ref().map(|(last, outcomes)| outcomes[at].residual <= *last),
    };
    (0..asked.len()).map(range).collect()
}

/// The options themselves where they are the setting, else with the precision that goes with it.
fn in_setting(options: EsriOptions<'_>, setting: Setting) -> EsriOptions<'static> {
    let is_compat = matches!(options.solution, Solution::Compat { .. });
    let solution = if setting.is_compat == is_compat {
        options.solution
    } else if setting.is_compat {
        Solution::PUBLISHED
    } else {
        EsriOptions::default().solution
    };
    let replaceability = if setting.has_rivals { Replaceability::MarketShare } else { Replaceability::Off };
    EsriOptions { solution, replaceability }
}

/// Those whose standing still costs most, hit in the first place left out.
fn traced_one(input: &Input, options: EsriOptions<'_>, first: usize, row: usize) -> Traced {
    let shock = input.scenarios.shock(first + row);
    let hits = trace(&input.channels, &options, &shock);
    let mut hits: Vec<_> = hits
        .into_iter()
        .filter(|hit| hit.since > 0)
        .map(|hit| (hit.loss * input.weights.of_firm(hit.firm)[0], hit))
        .collect();
    hits.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.firm.cmp(&other.1.firm)));
    let others = hits.len().saturating_sub(HITS);
    hits.truncate(HITS);
    let (costs, hits) = hits.into_iter().unzip();
    Traced { row, hits, costs, others }
}

/// Each named backup when its supplier closes: none, it alone, all, all but it.
fn effects(input: &Input, options: EsriOptions<'_>) -> Vec<BackupEffect> {
    let Some(backups) = &input.backups else { return Vec::new() };
    let ready = &backups.table.ready;
    let with = |supplier, backups: &[Backup]| {
        let backing = Backing::new(&input.channels, backups).expect("the reader checks them");
        lost(input, EsriOptions { replaceability: Replaceability::Named(&backing), ..options }, supplier)
    };
    let without = EsriOptions { replaceability: Replaceability::Off, ..options };
    let effect = |(at, one): (usize, &Backup)| BackupEffect {
        supplier: one.supplier,
        backup: one.backup,
        capacity: one.capacity,
        without: lost(input, without, one.supplier),
        alone: with(one.supplier, &[*one]),
        all: with(one.supplier, ready),
        all_but: with(one.supplier, &[&ready[..at], &ready[at + 1..]].concat()),
    };
    ready.par_iter().enumerate().map(effect).collect()
}

/// The part of the first output weight that is lost when a firm closes.
fn lost(input: &Input, options: EsriOptions<'_>, firm: FirmIx) -> f64 {
    let closing = |_| Shock::closing(firm);
    esri(&input.channels, &input.weights, &options, 1, &closing, &|_done| {})[0].esri[0].total
}
