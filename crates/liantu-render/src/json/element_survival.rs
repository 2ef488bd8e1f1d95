//! `simulate --time-to-survive --level` as JSON.

use super::survival::ends;
use super::{Document, ElementRow, Named, element, named};
use crate::names::Naming;
use liantu_analysis::{ClockGap, ElementClock, ElementSurvival};
use serde::Serialize;

/// What was asked.
#[derive(Debug, Serialize)]
pub struct Parameters {
    time_to_survive: bool,
    levels: Vec<&'static str>,
    targets: Vec<String>,
    depth: f64,
    without_effect: usize,
}

/// The clock of an element.
#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    element: ElementRow<'a>,
    exposure: &'static str,
    tts_weeks: [Option<f64>; 2],
    tts_uncoordinated_weeks: [Option<f64>; 2],
    without_help_weeks: Option<f64>,
    lost: Vec<Lost>,
    parts: Vec<Part>,
    gaps: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Lost {
    component: Named,
    certain: bool,
    tts_weeks: [Option<f64>; 2],
    tts_uncoordinated_weeks: [Option<f64>; 2],
    recovery_weeks: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Part {
    component: Named,
    lost: [f64; 2],
    in_stages: bool,
    tts_weeks: [Option<f64>; 2],
    recovery_weeks: Option<f64>,
}

/// The document.
pub fn element_survival<'a>(
    naming: Naming<'a>,
    result: &ElementSurvival,
    notes: Vec<String>,
) -> Document<Parameters, Finding<'a>> {
    let id = |one: &liantu_model::ComponentIx| naming.model.component(*one).id.clone();
    Document {
        analysis: "simulate",
        dataset: naming.model.dataset().id.clone(),
        parameters: Parameters {
            time_to_survive: true,
            levels: result.options.levels.iter().map(|level| level.key()).collect(),
            targets: result.options.targets.iter().map(id).collect(),
            depth: result.options.depth.points(),
            without_effect: result.without_effect,
        },
        findings: result.elements.iter().map(|one| finding(naming, one)).collect(),
        already_down: Vec::new(),
        notes,
        reviews: None,
    }
}

fn finding<'a>(naming: Naming<'a>, one: &ElementClock) -> Finding<'a> {
    let lost = one.lost.iter().map(|lost| Lost {
        component: named(naming, lost.component),
        certain: lost.is_certain,
        tts_weeks: ends(lost.coordinated),
        tts_uncoordinated_weeks: ends(lost.uncoordinated),
        recovery_weeks: lost.recovery_weeks,
    });
    let parts = one.parts.iter().map(|part| Part {
        component: named(naming, part.component),
        lost: [part.lost.low, part.lost.high],
        in_stages: part.in_stages,
        tts_weeks: ends(part.coordinated),
        recovery_weeks: part.recovery_weeks,
    });
    Finding {
        element: element(naming, one.element),
        exposure: one.exposure.key(),
        tts_weeks: ends(one.coordinated),
        tts_uncoordinated_weeks: ends(one.uncoordinated),
        without_help_weeks: Some(one.without_help).filter(|weeks| weeks.is_finite()),
        lost: lost.collect(),
        parts: parts.collect(),
        gaps: one.gaps.iter().copied().map(ClockGap::key).collect(),
    }
}
