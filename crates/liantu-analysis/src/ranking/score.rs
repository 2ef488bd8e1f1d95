//! Entropy weights and TOPSIS.

/// Whether more of a criterion is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// It is.
    Benefit,
    /// Less is.
    Cost,
}

/// Weights by how much each column tells the rows apart: 1 − entropy of its shares ÷ ln(rows), normalised
/// (Shannon; Hwang and Yoon 1981, ch. 3). Entries are not negative; a column of zeros, or with fewer than two
/// rows all, weighs nothing; when every column does, they weigh the same. `matrix` is rows × columns.
pub fn entropy_weights(matrix: &[Vec<f64>]) -> Vec<f64> {
    let columns = matrix.first().map_or(0, Vec::len);
    let divergence: Vec<f64> = (0..columns).map(|column| divergence(matrix, column)).collect();
    super::normalised(&divergence)
}

fn divergence(matrix: &[Vec<f64>], column: usize) -> f64 {
    let sum: f64 = matrix.iter().map(|row| row[column]).sum();
    if sum <= 0.0 || matrix.len() < 2 {
        return 0.0;
    }
    let parts = matrix.iter().map(|row| row[column] / sum).filter(|part| *part > 0.0);
    let entropy = -parts.map(|part| part * part.ln()).sum::<f64>() / (matrix.len() as f64).ln();
    (1.0 - entropy).max(0.0)
}

/// Closeness of each row to the ideal, 0..=1: columns scaled to unit length and weighted, then the distance to the
/// worst over the sum of the distances to the worst and to the best (Hwang and Yoon 1981, ch. 4). Where all rows
/// are alike there is nothing to be close to: 0.
pub fn topsis(matrix: &[Vec<f64>], weights: &[f64], senses: &[Sense]) -> Vec<f64> {
    let scaled = scaled(matrix, weights);
    let ends: Vec<(f64, f64)> = senses
        .iter()
        .enumerate()
        .map(|(column, &sense)| {
            let values = || scaled.iter().map(move |row| row[column]);
            let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
            if sense == Sense::Benefit { (most, least) } else { (least, most) }
        })
        .collect();
    let distance = |row: &[f64], end: fn(&(f64, f64)) -> f64| {
        row.iter().zip(&ends).map(|(value, ends)| (value - end(ends)).powi(2)).sum::<f64>().sqrt()
    };
    let closeness = |row: &Vec<f64>| {
        let (to_best, to_worst) = (distance(row, |ends| ends.0), distance(row, |ends| ends.1));
        if to_best + to_worst > 0.0 { to_worst / (to_best + to_worst) } else { 0.0 }
    };
    scaled.iter().map(closeness).collect()
}

fn scaled(matrix: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<f64>> {
    let length = |column: usize| matrix.iter().map(|row| row[column].powi(2)).sum::<f64>().sqrt();
    let factors: Vec<f64> = weights
        .iter()
        .enumerate()
        .map(|(column, weight)| if length(column) > 0.0 { weight / length(column) } else { 0.0 })
        .collect();
    matrix
        .iter()
        .map(|row| row.iter().zip(&factors).map(|(value, factor)| value * factor).collect())
        .collect()
}
