//! The tables offices hand in, and those of single commands.

mod ask;
mod autonomy;
mod backups;
mod changes;
mod chokepoints;
mod core_library;
mod cut_sets;
mod decisive;
mod dependence;
mod element_survival;
mod explain;
mod exposure;
mod firms;
mod form;
mod frontier;
mod long_links;
mod matching;
mod near_points;
mod overview;
pub(crate) mod phrases;
mod plan;
mod quality;
mod ranking;
mod regions;
mod reviews;
mod risks;
mod sensitivity;
mod settled;
mod shared_plan;
mod shared_upstream;
mod single_points;
mod survival;
mod systemic;
mod timeline;
mod trade;
mod trail;
mod what_if;

pub use ask::{ask_notes, questions};
pub(crate) use ask::{
    component_of as asked_component, recorded as ask_recorded, said as ask_said, wording as ask_wording,
};
pub use autonomy::{autonomy, autonomy_notes};
pub(crate) use backups::coverage_text;
pub use backups::{backups, notes as backup_notes};
pub(crate) use changes::{ComponentChange, better, component_changes};
pub use changes::{changed_rows, changes, notes as change_notes, point_changes};
pub(crate) use chokepoints::weak as weak_points;
pub use chokepoints::{all_grades, chokepoints, notes as chokepoint_notes};
pub use core_library::{core_library, core_notes};
pub(crate) use cut_sets::key_text as cut_set_key;
pub use cut_sets::{BesideSets, cut_sets, notes as cut_set_notes, robustness_notes as set_robustness_notes};
pub(crate) use decisive::grade_sets;
pub use dependence::dependence;
pub use element_survival::{element_survival, element_survival_csv, element_survival_notes};
pub use explain::{explain, finding_keys};
pub use exposure::{withdrawals, withdrawals_by_component};
pub use firms::firms;
pub use form::Form;
pub use frontier::{frontier, frontier_notes};
pub(crate) use long_links::is_long_for_certain;
pub use long_links::long_links;
pub use matching::{match_notes, matching};
pub use overview::overview;
pub use plan::{plan, plan_notes};
pub use quality::quality;
pub use ranking::ranking;
pub use regions::{foundations, region_notes, regions};
pub(crate) use reviews::named;
pub use reviews::reviews;
pub(crate) use risks::points as risk_points;
pub use risks::risks;
pub use sensitivity::{decisive_rows, sensitivity, sensitivity_notes, supposed};
pub(crate) use sensitivity::{robustness, sets};
pub use settled::settled;
pub use shared_plan::{shared_plan, shared_plan_notes};
pub use shared_upstream::{shared_upstream, worst_pairs};
pub use single_points::{Beside, already_down, notes as single_point_notes, single_points};
pub use survival::{survival, survival_csv, survival_notes};
pub(crate) use systemic::systemic_settings;
pub use systemic::{systemic, systemic_notes};
pub use timeline::{ScenarioRun, timeline};
pub(crate) use timeline::{disruption, envelope, part, scenario_notes};
pub use trade::{trade, trade_notes};
pub use trail::trail;
pub(crate) use trail::{ToldRow, place_in_report, told_rows};
pub use what_if::{loss_text, what_if, what_if_notes};

/// What the tables of the report are, each under its name.
pub(crate) mod forms {
    pub(crate) use super::ask::FORM as QUESTIONS;
    pub(crate) use super::backups::FORM as BACKUPS;
    pub(crate) use super::changes::{FORM as CHANGES, POINT_FORM as POINT_CHANGES, ROW_FORM as CHANGED_ROWS};
    pub(crate) use super::chokepoints::FORM as CHOKEPOINTS;
    pub(crate) use super::core_library::{FIRM_FORM as CORE_FIRMS, INVITATION_FORM as INVITATIONS};
    pub(crate) use super::dependence::FORM as DEPENDENCE;
    pub(crate) use super::exposure::PARTY_FORM as WITHDRAWALS;
    pub(crate) use super::firms::FORM as FIRMS;
    pub(crate) use super::long_links::FORM as LONG_LINKS;
    pub(crate) use super::matching::{DOCKING_FORM as DOCKINGS, FORM as PROJECTS, LEAD_FORM as LEADS};
    pub(crate) use super::near_points::FORM as NEAR_POINTS;
    pub(crate) use super::overview::FORM as OVERVIEW;
    pub(crate) use super::quality::FORM as QUALITY;
    pub(crate) use super::regions::forms::*;
    pub(crate) use super::reviews::FORM as REVIEWS;
    pub(crate) use super::risks::FORM as RISKS;
    pub(crate) use super::sensitivity::ROW_FORM as DECISIVE_ROWS;
    pub(crate) use super::settled::FORM as SETTLED;
    pub(crate) use super::shared_upstream::FORM as SHARED_UPSTREAM;
    pub(crate) use super::single_points::{
        COMPONENT_FORM as COMPONENT_POINTS, DOWN_FORM as DOWN, EMBARGO_FORM as EMBARGOES, FORM as POINTS,
        OWN_SITE_FORM as OWN_SITE,
    };
    pub(crate) use super::trade::COMPONENT_FORM as TRADE;
    pub(crate) use super::trail::FORM as TRAIL;
}

use crate::names::{Naming, cite, place_text};
use crate::results::Results;
use crate::table::Table;
use liantu_analysis::EvidenceRow;
use std::collections::{BTreeMap, BTreeSet};

/// The version of the program, which is that of its rules.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The sources of some rows, as cited.
pub(crate) fn sources(naming: Naming<'_>, rows: &[EvidenceRow]) -> String {
    let cited: BTreeSet<String> = rows
        .iter()
        .map(|&row| cite(naming.model, row).source)
        .filter(|source| !source.is_empty())
        .map(str::to_owned)
        .collect();
    naming.list(cited)
}

/// Rows of one source that are named; of more, the number is told.
const ROWS_NAMED: usize = 4;

/// Sources of rows, each with where the rows stand: `CHEM25(supplies.csv:12、18)`. Rows without a source are counted.
pub(crate) fn sources_and_rows(naming: Naming<'_>, rows: &[EvidenceRow]) -> String {
    // Rows of a source stay in the order of the evidence, which does not depend on that of the files.
    let mut cited: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for &row in rows {
        cited.entry(cite(naming.model, row).source).or_default().push(place_text(naming.model, row));
    }
    let unsourced = cited.remove("").map_or(0, |rows| rows.len());
    let named = cited.iter().map(|(source, rows)| {
        let places = row_places(naming, rows);
        naming.words.format("with-remarks", &[("value", source), ("remarks", &places)])
    });
    let rest = (unsourced > 0)
        .then(|| naming.words.format("rows-without-source", &[("count", &unsourced.to_string())]));
    naming.list(named.chain(rest))
}

fn row_places(naming: Naming<'_>, rows: &[String]) -> String {
    let places = naming.list(rows.iter().take(ROWS_NAMED));
    if rows.len() <= ROWS_NAMED {
        return places;
    }
    naming.words.format("rows-and-more", &[("rows", &places), ("count", &rows.len().to_string())])
}

/// The note every table ends with: date, and where the analyst stands.
pub(crate) fn date_note(naming: Naming<'_>) -> String {
    let dataset = naming.model.dataset();
    naming.words.format(
        "note-date",
        &[("date", &naming.as_of()), ("title", naming.title()), ("home", naming.region(dataset.home))],
    )
}

/// An empty table with the headers of the catalogue: `{id}-title`, `{id}-{column}`.
pub(crate) fn headed(naming: Naming<'_>, id: &'static str, columns: &[&str]) -> Table {
    let key = id.to_lowercase();
    let headers = columns.iter().map(|column| naming.words.text(&format!("{key}-{column}")));
    Table::new(id, naming.words.text(&format!("{key}-title")), headers)
}

/// Date, version, certainty and where the sources are named.
pub(crate) fn common_notes(naming: Naming<'_>) -> Vec<String> {
    vec![
        date_note(naming),
        naming.words.format("note-version", &[("version", VERSION)]),
        naming.words.text("note-list-only"),
        naming.words.text("note-sources"),
    ]
}

/// The rules that give grades, with their thresholds.
pub(crate) fn rules_note(results: &Results<'_>) -> String {
    let options = &results.chokepoints.options;
    let rules = &options.rules;
    let weeks = crate::table::short_number(options.within_weeks);
    let (cover, dependence) = (rules.sufficient_cover.to_string(), rules.relevant_dependence.to_string());
    let (few, groups) = (rules.few_places.to_string(), rules.independent_groups.to_string());
    let concentrated = crate::table::short_number(rules.concentrated_imports);
    results.naming.words.format(
        "note-rules",
        &[
            ("name", &rules.name),
            ("rules", &rules.version),
            ("weeks", &weeks),
            ("cover", &cover),
            ("few", &few),
            ("groups", &groups),
            ("hhi", &concentrated),
            ("dependence", &dependence),
        ],
    )
}
