//! Weights of the ranking as typed: by name, or from a file.

use crate::exit::Mistake;
use liantu_analysis::{AhpError, CRITERIA, Weighting, ahp};
use liantu_model::nearest;
use std::path::Path;

/// `equal`, `entropy`, a TOML file of weights, or a CSV file of pairwise judgements whose first row and column
/// name the criteria.
///
/// # Errors
/// What cannot be read or used, with its place.
pub(crate) fn weighting(typed: &str) -> Result<Weighting, Mistake> {
    match typed {
        "equal" => Ok(Weighting::Equal),
        "entropy" => Ok(Weighting::Entropy),
        path => {
            let text = std::fs::read_to_string(path).map_err(|error| {
                Mistake::new("weights-unreadable", &[("path", path), ("reason", &error.to_string())])
            })?;
            let text = text.trim_start_matches('\u{feff}');
            let is_matrix = Path::new(path).extension().is_some_and(|one| one.eq_ignore_ascii_case("csv"));
            if is_matrix { judged(text, path) } else { given(text, path) }
        }
    }
}

fn position(read: &str, place: &str) -> Result<usize, Mistake> {
    let keys = CRITERIA.map(liantu_analysis::Criterion::key);
    keys.iter().position(|key| *key == read).ok_or_else(|| {
        let known = keys.join(", ");
        let arguments = [("place", place), ("read", read), ("known", known.as_str())];
        Mistake::unknown(("weights-unknown", "weights-unknown-near"), nearest(read, keys), &arguments)
    })
}

fn wrong(place: &str, read: &str) -> Mistake {
    Mistake::new("weights-wrong", &[("place", place), ("read", read)])
}

/// `criterion = weight`, those left out weighing nothing.
fn given(text: &str, path: &str) -> Result<Weighting, Mistake> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| wrong(path, error.message()))?;
    let mut weights = vec![0.0; CRITERIA.len()];
    for (key, value) in &table {
        let number = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
        let number = number.filter(|number| number.is_finite() && *number >= 0.0 && *number <= 1e6);
        let place = format!("{path}: {key}");
        weights[position(key, path)?] = number.ok_or_else(|| wrong(&place, &value.to_string()))?;
    }
    if weights.iter().sum::<f64>() <= 0.0 {
        return Err(wrong(path, "0"));
    }
    Ok(Weighting::Given(weights))
}

fn judged(text: &str, path: &str) -> Result<Weighting, Mistake> {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split(',').map(str::trim).collect())
        .collect();
    let header: &[&str] = rows.first().map_or(&[], |row| row.get(1..).unwrap_or(&[]));
    let columns = header.iter().map(|name| position(name, path)).collect::<Result<Vec<_>, _>>()?;
    let mut matrix = vec![vec![f64::NAN; CRITERIA.len()]; CRITERIA.len()];
    for (number, row) in rows.iter().enumerate().skip(1) {
        let place = format!("{path}:{}", number + 1);
        let at = position(row[0], &place)?;
        if row.len() != columns.len() + 1 {
            return Err(wrong(&place, &row.join(",")));
        }
        for (&column, cell) in columns.iter().zip(&row[1..]) {
            matrix[at][column] = judgement(cell).ok_or_else(|| wrong(&place, cell))?;
        }
    }
    ahp(&matrix).map(Weighting::Judged).map_err(|error| refused(&error, path))
}

/// A number, or a fraction such as `1/3`.
fn judgement(cell: &str) -> Option<f64> {
    match cell.split_once('/') {
        Some((above, below)) => Some(above.trim().parse::<f64>().ok()? / below.trim().parse::<f64>().ok()?),
        None => cell.parse().ok(),
    }
}

fn refused(error: &AhpError, path: &str) -> Mistake {
    let name = |at: usize| CRITERIA[at].key();
    match *error {
        AhpError::Shape => wrong(path, "—"),
        AhpError::Value { row, column } => {
            Mistake::new("ahp-value", &[("path", path), ("row", name(row)), ("column", name(column))])
        }
        AhpError::NotReciprocal { row, column } => {
            Mistake::new("ahp-reciprocal", &[("path", path), ("row", name(row)), ("column", name(column))])
        }
        AhpError::Inconsistent { ratio, row, column, suggested } => Mistake::new(
            "ahp-inconsistent",
            &[
                ("path", path),
                ("ratio", &format!("{ratio:.3}")),
                ("row", name(row)),
                ("column", name(column)),
                ("suggested", &format!("{suggested:.2}")),
            ],
        ),
    }
}
