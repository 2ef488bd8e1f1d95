//! Systemic risk of a firm network: what there is to print, its ranks, and problems of its tables in words.

use crate::catalogue::Catalogue;
use liantu_systemic::read::Problem;
use liantu_systemic::{Esri, EsriOptions, FirmIx, FirmNetwork, Hit, Outcome, Replaceability, Solution};
use std::fmt::Write;

/// What there is to print.
#[derive(Debug)]
pub struct SystemicResult<'a> {
    /// How it was computed.
    pub options: EsriOptions<'a>,
    /// Whose firms they are.
    pub names: FirmNames<'a>,
    /// Names of the output weights.
    pub weights: &'a [String],
    /// The part of output that firms which fail lose, where it is not all of it.
    pub depth: Option<f64>,
    /// The scenarios, in order.
    pub rows: Vec<SystemicRow<'a>>,
    /// Why firms stand still in some of the scenarios.
    pub traces: Vec<Traced>,
    /// What each named backup does; empty without.
    pub backups: Vec<BackupEffect>,
    /// Backups named that cannot deliver yet.
    pub candidates: usize,
    /// More that must be said.
    pub more_notes: Vec<String>,
}

/// What firms and sectors are called.
#[derive(Debug, Clone, Copy)]
pub struct FirmNames<'a> {
    /// Whose keys and codes they are.
    pub network: &'a FirmNetwork,
    /// Names of firms, in order; empty: keys do.
    pub firms: &'a [String],
    /// Names of sectors, in order; empty: codes do.
    pub sectors: &'a [String],
}

impl<'a> FirmNames<'a> {
    /// What a firm is called.
    pub fn firm(&self, firm: FirmIx) -> &'a str {
        self.firms.get(firm.at()).map_or_else(|| self.network.id(firm), String::as_str)
    }

    /// What a firm's sector is called.
    pub fn sector(&self, firm: FirmIx) -> &'a str {
        let sector = self.network.sector_of(firm).at();
        self.sectors.get(sector).unwrap_or(&self.network.sectors()[sector])
    }
}

/// A scenario.
#[derive(Debug)]
pub struct SystemicRow<'a> {
    /// Key of the firm that closes, or name of the scenario.
    pub id: &'a str,
    /// The firm that closes, where it is one.
    pub firm: Option<FirmIx>,
    /// The part of each output weight that is lost at once.
    pub own_weight: Vec<f64>,
    /// What comes of it.
    pub outcome: &'a Outcome,
    /// The same in other settings, where it was computed.
    pub range: Option<SettingsRange>,
    /// The same without any backup, where backups are named.
    pub without_backups: Option<&'a Outcome>,
}

impl SystemicRow<'_> {
    /// The part of the first output weight that is lost.
    pub fn total(&self) -> f64 {
        self.outcome.esri[0].total
    }
}

/// A scenario in all settings.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingsRange {
    /// The parts lost of the first output weight, by [`Setting::ALL`].
    pub totals: [Esri; Setting::ALL.len()],
    /// Whether each came to its end.
    pub settled: [bool; Setting::ALL.len()],
}

impl SettingsRange {
    /// The smallest part lost.
    pub fn low(&self) -> f64 {
        self.totals.iter().map(|one| one.total).fold(f64::INFINITY, f64::min)
    }

    /// The largest part lost.
    pub fn high(&self) -> f64 {
        self.totals.iter().map(|one| one.total).fold(0.0, f64::max)
    }
}

/// One of the settings that a range runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// As the published program, rather than the fixed point.
    pub is_compat: bool,
    /// Whether rivals step in.
    pub has_rivals: bool,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self { is_compat: true, has_rivals: true },
        Self { is_compat: true, has_rivals: false },
        Self { is_compat: false, has_rivals: true },
        Self { is_compat: false, has_rivals: false },
    ];

    /// The setting of options that name no backups.
    pub fn of(options: &EsriOptions<'_>) -> Self {
        Self {
            is_compat: matches!(options.solution, Solution::Compat { .. }),
            has_rivals: options.replaceability == Replaceability::MarketShare,
        }
    }
}

/// Why firms stand still in a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced {
    /// Its position among the rows.
    pub row: usize,
    /// Those that cost most output, first the most; without those hit in the first place.
    pub hits: Vec<Hit>,
    /// What each of them costs of the first output weight, as a part of all.
    pub costs: Vec<f64>,
    /// How many more are hit.
    pub others: usize,
}

/// What one named backup does when its supplier closes.
#[derive(Debug, Clone, PartialEq)]
pub struct BackupEffect {
    /// Who closes.
    pub supplier: FirmIx,
    /// Who steps in.
    pub backup: FirmIx,
    /// Money per period.
    pub capacity: f64,
    /// The part of the first output weight that is lost without any backup.
    pub without: f64,
    /// With this one alone.
    pub alone: f64,
    /// With all of them.
    pub all: f64,
    /// With all but this one.
    pub all_but: f64,
}

/// A row and the ranks it shares with those that cannot be told from it.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'r, 'a> {
    /// The first rank of its group.
    pub from: usize,
    /// The last rank of its group.
    pub to: usize,
    /// The group may go on among rows without a range.
    pub is_open: bool,
    /// Position among the rows.
    pub at: usize,
    /// The row.
    pub row: &'r SystemicRow<'a>,
}

impl<'a> SystemicResult<'a> {
    /// Whether a scenario came to its end, rather than being given up.
    pub fn is_settled(&self, row: &SystemicRow<'_>) -> bool {
        row.outcome.residual <= self.options.last_step()
    }

    /// How many scenarios were given up.
    pub fn unsettled(&self) -> usize {
        self.rows.iter().filter(|row| !self.is_settled(row)).count()
    }

    /// The rows, the largest losses first, equal ones by key. A row whose range over settings overlaps that of the
    /// first of the group before it belongs to that group. O(rows log rows).
    pub fn ranked(&self) -> Vec<Ranked<'_, 'a>> {
        let mut rows: Vec<(usize, &SystemicRow<'a>)> = self.rows.iter().enumerate().collect();
        rows.sort_by(|(_, one), (_, other)| other.total().total_cmp(&one.total()).then(one.id.cmp(other.id)));
        let mut ranked: Vec<Ranked<'_, 'a>> = Vec::with_capacity(rows.len());
        let mut begin = 0;
        while begin < rows.len() {
            let group =
                rows[begin..].iter().take_while(|(_, row)| is_tied(rows[begin].1, row)).count().max(1);
            let next = rows.get(begin + group);
            let is_open = rows[begin].1.range.is_some() && next.is_some_and(|(_, row)| row.range.is_none());
            ranked.extend(rows[begin..begin + group].iter().map(|&(at, row)| Ranked {
                from: begin + 1,
                to: begin + group,
                is_open,
                at,
                row,
            }));
            begin += group;
        }
        ranked
    }
}

/// Whether a later row may come before the first of a group in other settings.
fn is_tied(first: &SystemicRow<'_>, row: &SystemicRow<'_>) -> bool {
    match (&first.range, &row.range) {
        (Some(first), Some(row)) => row.high() >= first.low(),
        _ => false,
    }
}

/// Place, what is wrong, and what to do.
pub fn problem_text(words: &Catalogue, problem: &Problem) -> String {
    let mut text = problem.path.display().to_string();
    if let Some(row) = problem.row {
        let _ = write!(text, ":{row}");
    }
    if let Some(column) = problem.column {
        let _ = write!(text, " [{column}]");
    }
    let key = format!("network-{}", problem.kind.key());
    let arguments = [("read", problem.read.as_str()), ("column", problem.column.unwrap_or_default())];
    let _ = write!(text, ": {}: {}", words.text("severity-error"), words.format(&key, &arguments));
    if let Some(remedy) = words.attribute(&key, "remedy", &arguments) {
        let _ = write!(text, "\n    → {remedy}");
    }
    text
}
