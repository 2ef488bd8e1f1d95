//! 综述: the findings in one paragraph, and the worst of them in a sentence each.

use crate::explain::{remedy_text, witness_line};
use crate::results::{Necessity, Results};
use crate::tables::{self, Form, forms, phrases};
use liantu_analysis::{Certainty, Chokepoint, Fewest, Grade, Level, SinglePoint};
use liantu_graph::OfferSource;
use liantu_model::{ComponentIx, Confidence, Element};
use std::cmp::Reverse;

/// Sentences about chokepoints, and as many about single points.
const HEADLINES: usize = 3;

/// A paragraph and the sentences below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The numbers.
    pub paragraph: String,
    /// The worst findings.
    pub headlines: Vec<Headline>,
}

/// A sentence, and the row it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// The sentence.
    pub text: String,
    /// The table.
    pub form: Form,
    /// The row, from 1.
    pub row: usize,
}

/// Sums up.
pub fn summary(results: &Results<'_>) -> Summary {
    let sentences = [
        Some(extent(results)),
        Some(grades(results)),
        Some(points(results)),
        Some(places(results)),
        backup(results),
        backups_on_one_row(results),
        open_lists(results),
    ];
    let separator =
        if results.naming.words.language() == crate::catalogue::Language::English { " " } else { "" };
    let paragraph = sentences.into_iter().flatten().collect::<Vec<_>>().join(separator);
    let mut headlines = chokepoint_headlines(results);
    headlines.extend(point_headlines(results));
    Summary { paragraph, headlines }
}

fn say(results: &Results<'_>, key: &str, arguments: &[(&str, String)]) -> String {
    let arguments: Vec<(&str, &str)> =
        arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    results.naming.words.format(key, &arguments)
}

fn extent(results: &Results<'_>) -> String {
    let model = results.naming.model;
    let count = |necessity| {
        model.component_indices().filter(|&one| results.necessity(one) == necessity).count().to_string()
    };
    say(
        results,
        "summary-extent",
        &[
            ("components", model.components().len().to_string()),
            ("essential", count(Necessity::Essential)),
            ("alternative", count(Necessity::Alternative)),
            ("suppliers", model.suppliers().len().to_string()),
            ("targets", results.single_points.targets.len().to_string()),
        ],
    )
}

fn grades(results: &Results<'_>) -> String {
    let count = |grade: Grade| {
        let rows = results.chokepoints.rows.iter().filter(|row| row.pessimistic.grade == grade).count();
        let untracked = if grade == Grade::Unknown { results.chokepoints.untracked.len() } else { 0 };
        (rows + untracked).to_string()
    };
    say(
        results,
        "summary-grades",
        &[
            ("red", count(Grade::Red)),
            ("orange", count(Grade::Orange)),
            ("yellow", count(Grade::Yellow)),
            ("green", count(Grade::Green)),
            ("unknown", count(Grade::Unknown)),
        ],
    )
}

fn is_embargo(point: &SinglePoint) -> bool {
    matches!(point.element, Element::Embargo(_) | Element::JointEmbargo(_))
}

fn is_component(point: &SinglePoint) -> bool {
    matches!(point.element, Element::Component(_))
}

/// Single points above component level, in their own right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PointCounts {
    /// What fails by itself.
    pub(crate) stops: usize,
    /// Those of them that hold beyond the lists.
    pub(crate) confirmed: usize,
    /// Those of the confirmed ones with evidence.
    pub(crate) grounded: usize,
    /// Direct embargoes.
    pub(crate) embargoes: usize,
}

pub(crate) fn counted_points(results: &Results<'_>) -> PointCounts {
    let all: Vec<&SinglePoint> = results.proper_points().filter(|point| !is_component(point)).collect();
    let (embargoes, stops): (Vec<&SinglePoint>, Vec<&SinglePoint>) =
        all.into_iter().partition(|point| is_embargo(point));
    let confirmed = || stops.iter().filter(|point| point.certainty() == Certainty::Confirmed);
    PointCounts {
        stops: stops.len(),
        confirmed: confirmed().count(),
        grounded: confirmed().filter(|point| point.evidence_grade >= Confidence::Medium).count(),
        embargoes: embargoes.len(),
    }
}

fn points(results: &Results<'_>) -> String {
    let counts = counted_points(results);
    if counts.embargoes == 0 && counts.stops == 0 {
        return results.naming.words.text("summary-none");
    }
    say(
        results,
        "summary-points",
        &[
            ("points", counts.stops.to_string()),
            ("confirmed", counts.confirmed.to_string()),
            ("grounded", counts.grounded.to_string()),
            ("embargoes", counts.embargoes.to_string()),
        ],
    )
}

/// Components whose listed active sources all sit in one country or region.
pub(crate) fn single_place(results: &Results<'_>) -> usize {
    let model = results.naming.model;
    let is_single = |point: &&Chokepoint| {
        let mut places: Vec<_> = results
            .graph
            .offers(point.component)
            .iter()
            .filter(|offer| offer.source != OfferSource::Unknown)
            .map(|offer| results.region_of(offer.source).map(|region| model.place(region)))
            .collect();
        places.sort_unstable();
        places.dedup();
        places.len() == 1 && places[0].is_some()
    };
    results.chokepoints.rows.iter().filter(is_single).count()
}

fn places(results: &Results<'_>) -> String {
    say(results, "summary-places", &[("single", single_place(results).to_string())])
}

fn backup(results: &Results<'_>) -> Option<String> {
    let coverage = &results.backups.coverage;
    let own = coverage.iter().find(|one| one.level == Level::Group).or_else(|| coverage.first())?;
    own.share()?;
    let options = &results.backups.options;
    Some(say(
        results,
        "summary-backup",
        &[
            ("share", crate::tables::coverage_text(own)),
            ("level", results.naming.words.text(&format!("level-{}", own.level.key()))),
            ("cover", options.required_cover.to_string()),
            ("weeks", crate::table::short_number(options.within_weeks)),
            ("covered", own.covered.to_string()),
            ("all", own.essential.to_string()),
        ],
    ))
}

/// How many components' backups one wrong row makes another story of, and those of the gravest grades.
fn backups_on_one_row(results: &Results<'_>) -> Option<String> {
    let naming = results.naming;
    let found = results.decisive?;
    let mut weak: Vec<ComponentIx> = found
        .backups()
        .filter(|(_, own)| own.fewest == Fewest::Errors(1))
        .map(|(component, _)| component)
        .collect();
    weak.sort_by_key(|&component| Reverse(results.grade(component)));
    let names: Vec<&str> = weak.iter().map(|&component| naming.component(component)).collect();
    let all = found.backups().count();
    (!names.is_empty()).then(|| {
        let shown = phrases::some_names(naming, &names);
        let arguments = [("count", names.len().to_string()), ("all", all.to_string()), ("names", shown)];
        say(results, "summary-backups-one-row", &arguments)
    })
}

fn open_lists(results: &Results<'_>) -> Option<String> {
    let cone = &results.single_points.cone;
    (cone.open_lists > 0).then(|| {
        let numbers = [("components", cone.components.to_string()), ("open", cone.open_lists.to_string())];
        say(results, "summary-open", &numbers)
    })
}

fn targets(results: &Results<'_>, point: &SinglePoint) -> String {
    let names: Vec<&str> =
        point.targets.iter().map(|lost| results.naming.component(lost.component)).collect();
    phrases::some_names(results.naming, &names)
}

fn chokepoint_headlines(results: &Results<'_>) -> Vec<Headline> {
    let naming = results.naming;
    let worst = tables::weak_points(results).into_iter().enumerate();
    let worst = worst.filter(|(_, point)| point.pessimistic.grade >= Grade::Orange);
    worst
        .filter_map(|(row, point)| {
            let failure = results.component_failure(point.component)?;
            let text = say(
                results,
                "headline-chokepoint",
                &[
                    ("component", naming.component(point.component).to_owned()),
                    ("grade", phrases::grades_cell(naming, point).text),
                    ("rule", naming.words.text(&format!("rule-{}", point.pessimistic.rule.key()))),
                    ("effect", phrases::horizons(naming, failure)),
                    ("certainty", phrases::certainties(naming, failure)),
                    ("targets", targets(results, failure)),
                    ("remedy", phrases::suggestion(results, &point.evidence)),
                ],
            ) + &grade_on_one_row(results, point);
            Some(Headline { text, form: forms::CHOKEPOINTS, row: row + 1 })
        })
        .take(HEADLINES)
        .collect()
}

fn point_headlines(results: &Results<'_>) -> Vec<Headline> {
    let naming = results.naming;
    let points = tables::risk_points(results).into_iter().enumerate();
    points
        .filter(|(_, point)| !is_embargo(point))
        .take(HEADLINES)
        .map(|(row, point)| {
            let text = say(
                results,
                "headline-point",
                &[
                    ("element", naming.element(point.element).into_owned()),
                    ("level", naming.level_word(point.element)),
                    ("certainty", phrases::certainties(naming, point)),
                    ("evidence", naming.grade_of_evidence(point.evidence_grade)),
                    ("why", witness_line(naming, point)),
                    ("targets", targets(results, point)),
                    ("remedy", remedy_text(naming, point)),
                ],
            ) + &hangs_on_one_row(results, point);
            Headline { text, form: forms::RISKS, row: row + 1 }
        })
        .collect()
}

/// A warning where one wrong row gives another grade.
fn grade_on_one_row(results: &Results<'_>, point: &Chokepoint) -> String {
    let own = results.decisive.and_then(|found| found.grade(point.component));
    if own.is_none_or(|own| own.robustness.fewest != Fewest::Errors(1)) {
        return String::new();
    }
    say(results, "headline-grade-one-row", &[("rows", tables::grade_sets(results, point.component))])
}

/// A warning where one wrong row overturns a single point.
fn hangs_on_one_row(results: &Results<'_>, point: &SinglePoint) -> String {
    let weakest = results.weakest_loss(point.element).map(|loss| &loss.robustness);
    let Some(robustness) = weakest.filter(|one| one.fewest == Fewest::Errors(1)) else {
        return String::new();
    };
    say(results, "headline-one-row", &[("rows", tables::sets(results.naming, robustness))])
}
