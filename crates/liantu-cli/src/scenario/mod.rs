//! Scenario files: read, checked against the dataset, with the place of whatever is wrong.

mod backups;
#[cfg(test)]
mod tests;

use crate::elements;
use crate::exit::Mistake;
use crate::session::Session;
use crate::toml_file::{Reader, Section, Text};
use liantu_analysis::{Disruption, Draws, Retirement, Scenario, Step, StockOf, Uncertain, overlapping};
use liantu_graph::Control;
use liantu_model::ComponentIx;
use sha2::{Digest, Sha256};
use std::path::Path;
use toml::de::DeTable;

/// A file larger than this is no scenario.
const MOST_BYTES: u64 = 1 << 20;
/// Twenty years.
const MOST_WEEKS: f64 = 1040.0;
const WEEKS: (f64, f64) = (0.0, MOST_WEEKS);
const DAYS: (f64, f64) = (0.0, 7.0 * MOST_WEEKS);
const WEEKS_IN_A_YEAR: f64 = 365.25 / 7.0;

const KEYS: [&str; 11] = [
    "title",
    "step",
    "horizon_weeks",
    "targets",
    "control",
    "blank_stock_days",
    "disruption",
    "backup",
    "stock",
    "retirement",
    "draws",
];

/// A scenario as it stands in its file.
pub(crate) struct ScenarioFile {
    /// The name of the file without its ending.
    pub(crate) name: String,
    /// Its title, else its name.
    pub(crate) title: String,
    /// SHA-256 of its bytes.
    pub(crate) hash: String,
    pub(crate) scenario: Scenario,
    pub(crate) targets: Vec<ComponentIx>,
    pub(crate) draws: Option<Draws>,
}

/// Reads a scenario file.
///
/// # Errors
/// What cannot be read, and the first thing that is wrong, with its place and what to do.
pub(crate) fn read(session: &Session, path: &Path) -> Result<ScenarioFile, Mistake> {
    let shown = path.display().to_string();
    let unreadable =
        |reason: String| Mistake::new("scenario-unreadable", &[("path", &shown), ("reason", &reason)]);
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > MOST_BYTES {
        return Err(unreadable(format!("{size} > {MOST_BYTES}")));
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let mut file = parse(session, text.trim_start_matches('\u{feff}'), &shown)?;
    file.hash = hex(&Sha256::digest(text.as_bytes()));
    if file.title.is_empty() {
        file.title.clone_from(&name);
    }
    file.name = name;
    Ok(file)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn parse(session: &Session, text: &str, path: &str) -> Result<ScenarioFile, Mistake> {
    let reader = Reader { text, path };
    let table = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        Mistake::new("scenario-malformed", &[("place", &reader.place(offset)), ("reason", error.message())])
    })?;
    let root = Section::root(reader, table.get_ref());
    root.only(&KEYS)?;
    let horizon_weeks =
        root.number("horizon_weeks", (1.0, MOST_WEEKS))?.ok_or_else(|| root.missing("horizon_weeks"))?;
    let stocks = stocks(session, &root)?;
    let (disruptions, places) = disruptions(session, &root, horizon_weeks)?;
    let scenario = Scenario {
        step: match root.word("step", &["week", "day"])? {
            Some("day") => Step::Day,
            _ => Step::Week,
        },
        horizon_weeks,
        disruptions,
        backups: backups::backups(session, &root)?,
        stocks,
        blank_stock_weeks: root.uncertain("blank_stock_days", DAYS)?.map(in_weeks),
        retirements: retirements(session, &root)?,
        control: if root.flag("control")? { Control::Falls } else { Control::Stays },
    };
    if let Some((first, second)) = overlapping(&scenario) {
        let (first, second) = (reader.place(places[first]), reader.place(places[second]));
        return Err(Mistake::new("scenario-overlap", &[("place", &second), ("first", &first)]));
    }
    let targets = root.texts("targets")?;
    let targets = targets.iter().map(|one| component(session, reader, one)).collect::<Result<_, _>>()?;
    Ok(ScenarioFile {
        name: String::new(),
        title: root.text("title")?.map_or_else(String::new, |title| title.text),
        hash: String::new(),
        scenario,
        targets,
        draws: draws(&root)?,
    })
}

fn in_weeks(days: Uncertain) -> Uncertain {
    days.times(1.0 / 7.0)
}

/// The disruptions, and where each stands.
fn disruptions(
    session: &Session,
    root: &Section<'_>,
    horizon: f64,
) -> Result<(Vec<Disruption>, Vec<usize>), Mistake> {
    let sections = root.tables("disruption")?;
    if sections.is_empty() {
        return Err(root.missing("[[disruption]]"));
    }
    let places = sections.iter().map(|section| section.at).collect();
    let all = sections.iter().map(|section| disruption(session, section, horizon));
    Ok((all.collect::<Result<_, _>>()?, places))
}

fn disruption(session: &Session, section: &Section<'_>, horizon: f64) -> Result<Disruption, Mistake> {
    section.only(&["element", "depth", "start_week", "weeks", "recovery", "recovery_weeks"])?;
    let element = section.text("element")?.ok_or_else(|| section.missing("element"))?;
    let element = elements::one(session, &element.text)
        .map_err(|mistake| at(session, section.reader, element.at, &mistake))?;
    let is_even = section.word("recovery", &["step", "linear"])? == Some("linear");
    let recovery = section.uncertain("recovery_weeks", WEEKS)?;
    let recovery_weeks = match (is_even, recovery) {
        (true, None) => return Err(section.missing("recovery_weeks")),
        (_, recovery) => recovery.unwrap_or(Uncertain::exactly(0.0)),
    };
    let one = Disruption {
        element,
        depth: section.uncertain("depth", (0.0, 100.0))?.unwrap_or(Uncertain::exactly(100.0)).times(0.01),
        start_weeks: section.uncertain("start_week", WEEKS)?.unwrap_or(Uncertain::exactly(0.0)),
        weeks: section.uncertain("weeks", WEEKS)?,
        recovery_weeks,
    };
    if one.weeks.is_none() && section.has("recovery_weeks") {
        return Err(section.missing("weeks"));
    }
    let lasts = one.weeks.map_or(0.0, |weeks| weeks.high + one.recovery_weeks.high);
    let ends = one.start_weeks.high + lasts;
    if ends > horizon || one.start_weeks.high >= horizon {
        let place = section.reader.place(section.at);
        let (ends, horizon) = (short(ends.max(one.start_weeks.high + 1.0)), short(horizon));
        return Err(Mistake::new(
            "scenario-short-horizon",
            &[("place", &place), ("horizon", &horizon), ("ends", &ends)],
        ));
    }
    Ok(one)
}

fn short(weeks: f64) -> String {
    format!("{}", (weeks * 100.0).ceil() / 100.0)
}

fn stocks(session: &Session, root: &Section<'_>) -> Result<Vec<StockOf>, Mistake> {
    let one = |section: &Section<'_>| -> Result<StockOf, Mistake> {
        section.only(&["component", "days", "weeks"])?;
        let component = needed_component(session, section)?;
        let days = section.uncertain("days", DAYS)?.map(in_weeks);
        let weeks = section.uncertain("weeks", WEEKS)?.or(days).ok_or_else(|| section.missing("days"))?;
        Ok(StockOf { component, weeks })
    };
    let sections = root.tables("stock")?;
    let stocks = sections.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    once(root.reader, &sections, &stocks.iter().map(|one| one.component).collect::<Vec<_>>())?;
    Ok(stocks)
}

fn retirements(session: &Session, root: &Section<'_>) -> Result<Vec<Retirement>, Mistake> {
    let one = |section: &Section<'_>| -> Result<Retirement, Mistake> {
        section.only(&["component", "percent_per_year"])?;
        let component = section.text("component")?;
        let component = component.map(|one| self::component(session, section.reader, &one)).transpose()?;
        let percent = section.number("percent_per_year", (0.0, 100.0))?;
        let percent = percent.ok_or_else(|| section.missing("percent_per_year"))?;
        Ok(Retirement { component, per_week: percent / 100.0 / WEEKS_IN_A_YEAR })
    };
    let sections = root.tables("retirement")?;
    let all = sections.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    once(root.reader, &sections, &all.iter().map(|one| one.component).collect::<Vec<_>>())?;
    Ok(all)
}

/// Nothing is said twice.
fn once<K: PartialEq>(reader: Reader<'_>, sections: &[Section<'_>], keys: &[K]) -> Result<(), Mistake> {
    for (later, key) in keys.iter().enumerate() {
        if let Some(first) = keys[..later].iter().position(|held| held == key) {
            let (place, first) = (reader.place(sections[later].at), reader.place(sections[first].at));
            return Err(Mistake::new("scenario-twice", &[("place", &place), ("first", &first)]));
        }
    }
    Ok(())
}

fn draws(root: &Section<'_>) -> Result<Option<Draws>, Mistake> {
    let Some(section) = root.table("draws")? else { return Ok(None) };
    section.only(&["count", "seed"])?;
    let count = section.number("count", (1.0, 100_000.0))?.unwrap_or(1000.0) as usize;
    let seed = section.number("seed", (0.0, 9_007_199_254_740_991.0))?.unwrap_or(1.0) as u64;
    Ok(Some(Draws { count, seed }))
}

fn needed_component(session: &Session, section: &Section<'_>) -> Result<ComponentIx, Mistake> {
    let text = section.text("component")?.ok_or_else(|| section.missing("component"))?;
    component(session, section.reader, &text)
}

fn component(session: &Session, reader: Reader<'_>, text: &Text) -> Result<ComponentIx, Mistake> {
    elements::component(session, &text.text).map_err(|mistake| at(session, reader, text.at, &mistake))
}

/// A mistake with its place in the file.
fn at(session: &Session, reader: Reader<'_>, offset: usize, mistake: &Mistake) -> Mistake {
    let place = reader.place(offset);
    let reason = mistake.text(&session.words);
    Mistake::new("scenario-at", &[("place", &place), ("reason", &reason)])
}
