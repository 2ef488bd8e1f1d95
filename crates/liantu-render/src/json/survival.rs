//! `simulate --time-to-survive` as JSON.

use super::{Document, Named, named};
use crate::names::Naming;
use liantu_analysis::{ClockGap, ComponentSurvival, Interval, Survival};
use serde::Serialize;

/// What was asked.
#[derive(Debug, Serialize)]
pub struct Parameters {
    time_to_survive: bool,
    targets: Vec<String>,
    depth: f64,
}

/// The clock of a component.
#[derive(Debug, Serialize)]
pub struct Finding {
    component: Named,
    /// Whether nothing wanted depends on it: both clocks run for ever.
    never: bool,
    /// Low and high end; `null` for no end.
    tts_weeks: [Option<f64>; 2],
    tts_uncoordinated_weeks: [Option<f64>; 2],
    /// Why only bounds are known.
    gaps: Vec<&'static str>,
}

/// The document.
pub fn survival(naming: Naming<'_>, result: &Survival, notes: Vec<String>) -> Document<Parameters, Finding> {
    let id = |one: &liantu_model::ComponentIx| naming.model.component(*one).id.clone();
    Document {
        analysis: "simulate",
        dataset: naming.model.dataset().id.clone(),
        parameters: Parameters {
            time_to_survive: true,
            targets: result.options.targets.iter().map(id).collect(),
            depth: result.options.depth.points(),
        },
        findings: result.components.iter().map(|one| finding(naming, one)).collect(),
        already_down: Vec::new(),
        notes,
        reviews: None,
    }
}

fn finding(naming: Naming<'_>, one: &ComponentSurvival) -> Finding {
    Finding {
        component: named(naming, one.component),
        never: one.coordinated.low == f64::INFINITY,
        tts_weeks: ends(one.coordinated),
        tts_uncoordinated_weeks: ends(one.uncoordinated),
        gaps: one.gaps.iter().copied().map(ClockGap::key).collect(),
    }
}

pub(super) fn ends(weeks: Interval<f64>) -> [Option<f64>; 2] {
    [weeks.low, weeks.high].map(|end| Some(end).filter(|end| end.is_finite()))
}
