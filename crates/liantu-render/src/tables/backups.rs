//! T7 产业备份清单.

use super::decisive::of_backup;
use super::reviews::tag;
use super::{Form, common_notes, phrases};
use crate::names::Naming;
use crate::results::Results;
use crate::table::{Cell, Table, percent_interval, short_number};
use liantu_analysis::{Backup, BackupCoverage, BackupFinding, Level, LevelCover, Tier, TierFinding};
use liantu_graph::{Offer, OfferSource, Presence};
use liantu_model::{Element, FindingKey, Model, Percent, RegionIx, SupplyStatus};

const COLUMNS: [&str; 20] = [
    "number",
    "component",
    "incumbent",
    "home",
    "delta",
    "domestic",
    "foreign",
    "tier",
    "takeover",
    "cover",
    "upstream",
    "switch",
    "restored",
    "independence",
    "paper",
    "gap",
    "suggestion",
    "robustness",
    "review",
    "key",
];
pub(crate) const FORM: Form = Form::new("T7", &COLUMNS);

/// Who stands behind whom, one row for each component with active suppliers, at the level of
/// `counted_level`.
pub fn backups(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = form_table(results);
    let mut keys = Vec::new();
    for finding in &results.backups.findings {
        if let Some(level) = counted_level(results, finding) {
            let number = table.rows.len() + 1;
            table.push(row(results, finding, level, number));
            keys.push(FindingKey::Backup(level.level, finding.component).text(naming.model));
        }
    }
    table.notes = notes(results);
    tag(&mut table, FORM, naming, results.reviews, &keys);
    table
}

/// The table without rows; how sure it is only where that was asked for.
pub(super) fn form_table(results: &Results<'_>) -> Table {
    let is_asked = results.decisive.is_some_and(|found| found.level.is_some());
    FORM.table_of(results.naming.words, |column| column != "robustness" || is_asked)
}

/// What must be said with backups.
pub fn notes(results: &Results<'_>) -> Vec<String> {
    let mut notes = common_notes(results.naming);
    notes.push(coverage_note(results));
    notes.extend(extent_notes(results));
    notes.push(results.naming.words.text("t7-note"));
    let is_asked = results.decisive.is_some_and(|found| found.level.is_some());
    notes.extend(is_asked.then(|| results.naming.words.text("t7-robustness-note")));
    notes
}

/// Coverage with upstream included, and what was left out.
fn extent_notes(results: &Results<'_>) -> Vec<String> {
    let words = results.naming.words;
    let (found, mut notes) = (results.backups, Vec::new());
    let levels: Vec<String> = found
        .coverage
        .iter()
        .map(|one| {
            let level = words.text(&format!("level-{}", one.level.key()));
            let share = part_text(one.covered_with_upstream, one.uncertain_with_upstream, one.essential);
            words.format("coverage-at-level-with-upstream", &[("level", &level), ("share", &share)])
        })
        .collect();
    notes.push(
        words.format("coverage-with-upstream", &[("levels", &levels.join(&words.text("clause-separator")))]),
    );
    if found.extent.left_out > 0 {
        let numbers = [found.extent.measured, found.extent.left_out].map(|one| one.to_string());
        notes.push(words.format("t7-left-out", &[("measured", &numbers[0]), ("left", &numbers[1])]));
    }
    if !found.extent.settled {
        notes.push(words.text("what-if-note-unsettled"));
    }
    if found.options.within_weeks <= 0.0 {
        notes.push(words.text("t7-no-time"));
    }
    notes
}

/// The level the table speaks of: groups where they were asked for, else the first level asked for.
pub(crate) fn counted_level<'f>(results: &Results<'_>, finding: &'f BackupFinding) -> Option<&'f LevelCover> {
    let _ = results;
    finding.levels.iter().find(|one| one.level == Level::Group).or_else(|| finding.levels.first())
}

/// From those surely covered to those that may be: `2–91%`.
pub(crate) fn coverage_text(coverage: &BackupCoverage) -> String {
    part_text(coverage.covered, coverage.uncertain, coverage.essential)
}

fn part_text(covered: usize, uncertain: usize, essential: usize) -> String {
    let part = |count: usize| Percent::from_points((100.0 * count as f64 / essential as f64).round());
    let ends = part(covered).zip(part(covered + uncertain));
    ends.map_or_else(|| crate::table::MISSING_VALUE.to_owned(), |(low, high)| percent_interval(low, high))
}

/// Coverage at every level asked for, with its definition.
pub(crate) fn coverage_note(results: &Results<'_>) -> String {
    let naming = results.naming;
    let options = &results.backups.options;
    let levels: Vec<String> = results
        .backups
        .coverage
        .iter()
        .map(|one| {
            let level = naming.words.text(&format!("level-{}", one.level.key()));
            let share = coverage_text(one);
            let (covered, all) = (one.covered.to_string(), one.essential.to_string());
            naming.words.format(
                "coverage-at-level",
                &[("level", &level), ("share", &share), ("covered", &covered), ("all", &all)],
            )
        })
        .collect();
    let (cover, weeks) = (options.required_cover.to_string(), short_number(options.within_weeks));
    let levels = levels.join(&naming.words.text("clause-separator"));
    naming.words.format("coverage-note", &[("levels", &levels), ("cover", &cover), ("weeks", &weeks)])
}

pub(super) fn row(
    results: &Results<'_>,
    finding: &BackupFinding,
    level: &LevelCover,
    number: usize,
) -> Vec<Cell> {
    let naming = results.naming;
    let (lost, standing) = split(results, finding, level);
    let area = |area: Area| standing_in(results, finding, &standing, area);
    let required = results.backups.options.required_cover;
    let gap = (required - level.direct.high).max(Percent::ZERO);
    let gap = (gap, (required - level.direct.low).max(Percent::ZERO));
    let cover = Cell::percent(Some((level.direct.low, level.direct.high)));
    let mut cells = vec![
        Cell::count(number),
        Cell::text(naming.component(finding.component)),
        Cell::text(incumbents(naming, &lost, level)),
        Cell::text(area(Area::Home)),
        Cell::text(area(Area::Delta)),
        Cell::text(area(Area::Domestic)),
        Cell::text(area(Area::Foreign)),
        Cell::text(tier_text(naming, level.tier)),
        Cell::text(of_backups(naming, finding, |backup| takeover(naming, backup))),
        cover,
        upstream_cell(naming, level),
        Cell::text(of_backups(naming, finding, |backup| {
            backup.switch_weeks.map(|own| phrases::weeks(naming, own))
        })),
        level.restored_weeks.map_or_else(Cell::missing, |weeks| Cell {
            number: Some(weeks),
            ..Cell::text(phrases::weeks(naming, weeks))
        }),
        Cell::text(of_backups(naming, finding, |backup| Some(independence(naming, backup)))),
        Cell::text(of_backups(naming, finding, |backup| paper(naming, backup))),
        if gap.1 == Percent::ZERO {
            Cell { number: Some(0.0), ..Cell::text(naming.words.text("no-gap")) }
        } else {
            Cell::percent(Some(gap))
        },
        Cell::text(if gap.1 == Percent::ZERO {
            String::new()
        } else {
            phrases::suggestion(results, &finding.evidence)
        }),
    ];
    let is_asked = results.decisive.is_some_and(|found| found.level.is_some());
    cells.extend(is_asked.then(|| of_backup(results, finding.component)));
    cells
}

/// Listed active sources, those that the worst loss takes and those it leaves.
fn split(
    results: &Results<'_>,
    finding: &BackupFinding,
    level: &LevelCover,
) -> (Vec<OfferSource>, Vec<OfferSource>) {
    let model = results.naming.model;
    let listed = |offer: &&Offer| offer.presence == Presence::Listed;
    let offers = results.graph.offers(finding.component).iter().filter(listed);
    let sources: Vec<OfferSource> = offers.map(|offer| offer.source).collect();
    sources.into_iter().partition(|&source| level.element.is_some_and(|lost| takes(model, lost, source)))
}

fn takes(model: &Model, lost: Element, source: OfferSource) -> bool {
    let region = match source {
        OfferSource::Named(supplier) => model.supplier(supplier).region,
        OfferSource::Unnamed(region) => Some(region),
        OfferSource::Unknown => None,
    };
    let inside = |outer: RegionIx| region.is_some_and(|one| model.contains(outer, one));
    match (lost, source) {
        (Element::Supplier(lost), OfferSource::Named(supplier)) => lost == supplier,
        (Element::Group(lost), OfferSource::Named(supplier)) => model.supplier(supplier).root == lost,
        (Element::Region(lost), _) => inside(lost),
        (Element::Coalition(lost), _) => model.coalition(lost).members.iter().any(|&one| inside(one)),
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Area {
    Home,
    Delta,
    Domestic,
    Foreign,
}

fn standing_in(
    results: &Results<'_>,
    finding: &BackupFinding,
    standing: &[OfferSource],
    area: Area,
) -> String {
    let naming = results.naming;
    let here = |source: &OfferSource| area_of(naming.model, results.region_of(*source)) == Some(area);
    let mut texts: Vec<String> =
        standing.iter().filter(|source| here(source)).map(|&source| source_name(naming, source)).collect();
    for backup in finding.backups.iter().filter(|backup| here(&backup.source)) {
        let status = naming.words.text(&format!("status-{}", backup.status.key()));
        let name = source_name(naming, backup.source);
        texts.push(naming.words.format("with-remarks", &[("value", &name), ("remarks", &status)]));
    }
    phrases::some_firms(naming, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

fn source_name(naming: Naming<'_>, source: OfferSource) -> String {
    match source {
        OfferSource::Named(supplier) => {
            let model = naming.model;
            if phrases::is_domestic(model, supplier) {
                naming.supplier(supplier).to_owned()
            } else {
                phrases::supplier_with_place(naming, supplier)
            }
        }
        other => phrases::source_with_place(naming, other),
    }
}

fn area_of(model: &Model, region: Option<RegionIx>) -> Option<Area> {
    let region = region?;
    let delta = ["CN-31", "CN-32", "CN-33", "CN-34"];
    Some(if model.contains(model.dataset().home, region) {
        Area::Home
    } else if !model.is_domestic(region) {
        Area::Foreign
    } else if model.around(region).any(|one| delta.contains(&model.region(one).id.as_str())) {
        Area::Delta
    } else {
        Area::Domestic
    })
}

/// Who is lost; where nothing is known of the shares this is one of several as good.
fn incumbents(naming: Naming<'_>, lost: &[OfferSource], level: &LevelCover) -> String {
    let names = sources(naming, lost);
    let says_nothing = level.direct.low == Percent::ZERO && level.direct.high >= Percent::HUNDRED;
    if level.losses < 2 || !says_nothing || names.is_empty() {
        return names;
    }
    naming.words.format("incumbent-example", &[("names", &names)])
}

fn sources(naming: Naming<'_>, sources: &[OfferSource]) -> String {
    let texts: Vec<String> =
        sources.iter().map(|&source| phrases::source_with_place(naming, source)).collect();
    phrases::some_firms(naming, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The tier in words, with what must be known about it.
pub(crate) fn tier_text(naming: Naming<'_>, finding: TierFinding) -> String {
    let word = naming.words.text(&format!("tier-{}", finding.tier.key()));
    let mut remarks = Vec::new();
    if finding.same_place {
        remarks.push(naming.words.text("tier-same-place"));
    }
    if finding.foreign_controlled && finding.tier != Tier::None {
        remarks.push(naming.words.text("tier-foreign-controlled"));
    }
    if remarks.is_empty() {
        return word;
    }
    naming.words.format("with-remarks", &[("value", &word), ("remarks", &naming.list(remarks))])
}

/// What each backup has to say, with its name.
fn of_backups(
    naming: Naming<'_>,
    finding: &BackupFinding,
    say: impl Fn(&Backup) -> Option<String>,
) -> String {
    let said: Vec<String> = finding
        .backups
        .iter()
        .filter_map(|backup| {
            let name = match backup.source {
                OfferSource::Named(supplier) => naming.supplier(supplier).to_owned(),
                other => phrases::source_with_place(naming, other),
            };
            say(backup).map(|text| naming.words.format("of-backup", &[("name", &name), ("text", &text)]))
        })
        .collect();
    said.join(&naming.words.text("clause-separator"))
}

/// What a backup covers, where something is stated.
fn takeover(naming: Naming<'_>, backup: &Backup) -> Option<String> {
    let is_blank = backup.cover.low == Percent::ZERO && backup.cover.high >= Percent::HUNDRED;
    let row = naming.model.supply(backup.row);
    let is_stated = row.takeover.is_some() || row.share.is_some() || row.capacity.is_some();
    let counts = backup.status == SupplyStatus::Qualified || is_stated;
    (counts && !is_blank).then(|| percent_interval(backup.cover.low, backup.cover.high))
}

/// What is left with upstream included, and after which loss when that is none of the component's own worst.
fn upstream_cell(naming: Naming<'_>, level: &LevelCover) -> Cell {
    let Some(worst) = level.upstream else { return Cell::missing() };
    let cover = Cell::percent(Some((worst.cover.low, worst.cover.high)));
    let Some(element) = worst.element.filter(|_| worst.element != level.element) else { return cover };
    let name = naming.element(element);
    let text = naming.words.format("t7-upstream-loss", &[("cover", &cover.text), ("name", &name)]);
    Cell { text, ..cover }
}

/// Why a backup is one on paper only.
fn paper(naming: Naming<'_>, backup: &Backup) -> Option<String> {
    let reasons = backup.paper.iter().map(|reason| naming.words.text(&format!("paper-{}", reason.key())));
    (!backup.paper.is_empty()).then(|| naming.list(reasons))
}

fn independence(naming: Naming<'_>, backup: &Backup) -> String {
    let own = backup.independent;
    let answer = |free: bool| if free { "✓" } else { "✗" };
    let upstream = backup.independent_upstream.map_or("—", answer);
    naming.words.format(
        "independence",
        &[
            ("group", answer(own.group)),
            ("place", answer(own.place)),
            ("control", answer(own.control)),
            ("upstream", upstream),
        ],
    )
}
