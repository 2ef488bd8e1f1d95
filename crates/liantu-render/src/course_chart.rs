//! A scenario as a line chart: a panel for each target, the disruptions above them.

use crate::chart::{LineChart, Panel, Span, lines};
use crate::names::Naming;
use crate::table::short_number;
use crate::tables::{ScenarioRun, disruption, envelope, part, scenario_notes};
use liantu_analysis::{Course, Timeline};

/// The chart of a scenario as an SVG document.
pub fn course_chart(naming: Naming<'_>, run: &ScenarioRun) -> String {
    let (words, result) = (naming.words, &run.timeline);
    let note = |key: &str| words.text(&format!("timeline-note-{key}"));
    let mut footnote = scenario_notes(naming, run);
    footnote.extend([note("cases"), note("model"), note("standing")]);
    let subtitle = [naming.title().to_owned(), naming.as_of()].join(" · ");
    lines(&LineChart {
        title: run.title.clone(),
        subtitle,
        time_label: words.text("timeline-chart-time"),
        time: result.scenario.steps() as f64 * result.scenario.step.begins(1),
        step: result.scenario.step.begins(1),
        line_labels: [words.text("timeline-unfavourable"), words.text("timeline-favourable")],
        range_label: words.text("timeline-chart-range"),
        spans: spans(naming, result),
        panels: result.courses.iter().map(|course| panel(naming, course)).collect(),
        footnote,
    })
}

fn spans(naming: Naming<'_>, result: &Timeline) -> Vec<Span> {
    let pairs = result.scenario.disruptions.iter().zip(&result.settled.disruptions);
    let span = |(named, settled): (&liantu_analysis::Disruption, &liantu_analysis::Disruption<f64>)| Span {
        label: disruption(naming, named),
        from: settled.start_weeks,
        to: settled.weeks.map_or(f64::INFINITY, |weeks| settled.start_weeks + weeks + settled.recovery_weeks),
    };
    pairs.map(span).collect()
}

fn panel(naming: Naming<'_>, course: &Course) -> Panel {
    let (bad, good) = (course.case.unfavourable, course.case.favourable);
    let range = |low: String, high: String| if low == high { low } else { format!("{low}–{high}") };
    let lowest = range(part(bad.lowest), part(good.lowest));
    let lost = range(short_number(good.lost_weeks), short_number(bad.lost_weeks));
    Panel {
        title: naming.component(course.target).to_owned(),
        remark: naming.words.format("timeline-chart-remark", &[("lowest", &lowest), ("lost", &lost)]),
        values: (0..course.levels.len()).map(|step| envelope(course, step)).collect(),
    }
}
