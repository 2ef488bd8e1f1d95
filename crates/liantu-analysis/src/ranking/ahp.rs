//! Weights from pairwise judgements (Saaty 1980).

/// Judgements more inconsistent than this are refused.
const MOST_INCONSISTENT: f64 = 0.1;
/// Consistency index of random matrices by size, from 1 (Saaty 1980).
const RANDOM_INDEX: [f64; 10] = [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49];
/// Rounds of power iteration, and the change that is none.
const ROUNDS: usize = 10_000;
const STILL: f64 = 1e-14;
/// Written judgements such as 0.33 for 1/3 are this close to reciprocal.
const RECIPROCAL: f64 = 0.02;

/// Weights with how consistent the judgements are.
#[derive(Debug, Clone, PartialEq)]
pub struct AhpWeights {
    /// Principal eigenvector, adding up to 1.
    pub weights: Vec<f64>,
    /// Principal eigenvalue; the number of criteria when perfectly consistent.
    pub eigenvalue: f64,
    /// Consistency index over that of random judgements.
    pub consistency_ratio: f64,
}

/// Judgements that cannot be used. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq)]
pub enum AhpError {
    /// Not as many columns as rows, or not 1 to 10 of them.
    Shape,
    /// Not a positive number, or not 1 against itself.
    Value {
        /// Row.
        row: usize,
        /// Column.
        column: usize,
    },
    /// Not one over the opposite judgement.
    NotReciprocal {
        /// Row.
        row: usize,
        /// Column.
        column: usize,
    },
    /// Too inconsistent.
    Inconsistent {
        /// Consistency ratio.
        ratio: f64,
        /// Row of the judgement farthest from what the others say.
        row: usize,
        /// Its column.
        column: usize,
        /// What the others say it should be.
        suggested: f64,
    },
}

/// Weights of a matrix of judgements: entry (i, j) says how many times as important i is as j.
///
/// # Errors
/// What cannot be used; too inconsistent is a consistency ratio above 0.1, with the worst judgement named.
pub fn ahp(matrix: &[Vec<f64>]) -> Result<AhpWeights, AhpError> {
    check(matrix)?;
    let (weights, eigenvalue) = principal(matrix);
    let size = matrix.len();
    let random = RANDOM_INDEX[size - 1];
    let index = if size > 1 { (eigenvalue - size as f64) / (size - 1) as f64 } else { 0.0 };
    let ratio = if random > 0.0 { (index / random).max(0.0) } else { 0.0 };
    if ratio > MOST_INCONSISTENT {
        let (row, column) = worst(matrix, &weights);
        let suggested = weights[row] / weights[column];
        return Err(AhpError::Inconsistent { ratio, row, column, suggested });
    }
    Ok(AhpWeights { weights, eigenvalue, consistency_ratio: ratio })
}

fn check(matrix: &[Vec<f64>]) -> Result<(), AhpError> {
    let size = matrix.len();
    if size == 0 || size > RANDOM_INDEX.len() || matrix.iter().any(|row| row.len() != size) {
        return Err(AhpError::Shape);
    }
    for (row, judgements) in matrix.iter().enumerate() {
        for (column, &value) in judgements.iter().enumerate() {
            if !value.is_finite() || value <= 0.0 || (row == column && (value - 1.0).abs() > STILL) {
                return Err(AhpError::Value { row, column });
            }
        }
    }
    for (row, judgements) in matrix.iter().enumerate() {
        for (column, &value) in judgements.iter().enumerate().take(row) {
            if (value * matrix[column][row] - 1.0).abs() > RECIPROCAL {
                return Err(AhpError::NotReciprocal { row, column });
            }
        }
    }
    Ok(())
}

/// By power iteration, which converges as all entries are positive (Perron).
fn principal(matrix: &[Vec<f64>]) -> (Vec<f64>, f64) {
    let mut weights = vec![1.0 / matrix.len() as f64; matrix.len()];
    let mut eigenvalue = 0.0;
    for _ in 0..ROUNDS {
        let next: Vec<f64> =
            matrix.iter().map(|row| row.iter().zip(&weights).map(|(a, b)| a * b).sum()).collect();
        eigenvalue = next.iter().sum();
        let next: Vec<f64> = next.iter().map(|value| value / eigenvalue).collect();
        let change = next.iter().zip(&weights).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        weights = next;
        if change < STILL {
            break;
        }
    }
    (weights, eigenvalue)
}

/// The judgement farthest from the ratio of the weights, above the diagonal, the first of equal ones.
fn worst(matrix: &[Vec<f64>], weights: &[f64]) -> (usize, usize) {
    let mut found = (0, 0, -1.0);
    for row in 0..matrix.len() {
        for column in row + 1..matrix.len() {
            let error = (matrix[row][column] * weights[column] / weights[row]).ln().abs();
            if error > found.2 {
                found = (row, column, error);
            }
        }
    }
    (found.0, found.1)
}
