//! Composite ranking of chokepoints, every part of it printed.

use super::{common_notes, headed, phrases};
use crate::results::Results;
use crate::table::{Cell, Table};
use liantu_analysis::{CRITERIA, Ranking, Weighting};

/// T3d: the second opinion.
pub fn ranking(results: &Results<'_>, ranking: &Ranking) -> Table {
    let naming = results.naming;
    let criteria = CRITERIA.map(liantu_analysis::Criterion::key);
    let columns: Vec<&str> = ["number", "component", "grade"]
        .into_iter()
        .chain(criteria)
        .chain(["sum", "topsis", "rank", "first"])
        .collect();
    let mut table = headed(naming, "T3d", &columns);
    for (position, row) in ranking.rows.iter().enumerate() {
        let mut cells = vec![
            Cell::count(position + 1),
            Cell::text(naming.component(row.component)),
            results
                .chokepoint(row.component)
                .map_or_else(Cell::missing, |point| phrases::grades_cell(naming, point)),
        ];
        cells.extend(row.values.iter().map(|value| Cell::interval(value.low, value.high, 2)));
        cells.push(Cell::number(row.weighted_sum, 3));
        cells.push(Cell::number(row.closeness, 3));
        let rank = row.stability.rank;
        cells.push(Cell::interval(rank.low as f64, rank.high as f64, 0));
        cells.push(Cell::number(100.0 * row.stability.first, 0));
        table.push(cells);
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t3d-note"));
    table.notes.push(weights_note(results, ranking));
    table
}

fn weights_note(results: &Results<'_>, ranking: &Ranking) -> String {
    let words = results.naming.words;
    let (key, ratio) = match &ranking.options.weighting {
        Weighting::Equal => ("weighting-equal", String::new()),
        Weighting::Entropy => ("weighting-entropy", String::new()),
        Weighting::Given(_) => ("weighting-given", String::new()),
        Weighting::Judged(judged) => ("weighting-judged", format!("{:.3}", judged.consistency_ratio)),
    };
    let by = words.format(key, &[("ratio", &ratio)]);
    let weights = CRITERIA.iter().zip(&ranking.weights).map(|(criterion, weight)| {
        let name = words.text(&format!("t3d-{}", criterion.key()));
        format!("{} {weight:.3}", name.trim_start_matches('#'))
    });
    let weights = results.naming.list(weights);
    let (samples, seed) = (ranking.options.samples.to_string(), ranking.options.seed.to_string());
    words.format("t3d-weights", &[("by", &by), ("weights", &weights), ("samples", &samples), ("seed", &seed)])
}
