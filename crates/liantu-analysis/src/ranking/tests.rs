#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use super::*;

fn close(found: &[f64], expected: &[f64], by: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < by, "{found} {expected}");
    }
}

/// Relative consumption of drinks in the United States: coffee, wine, tea, beer, soda, milk, water; T. L. Saaty
/// (2008), Decision making with the analytic hierarchy process, Int. J. Services Sciences 1(1), 83–98: derived
/// scale and C.R. = 0.022.
#[test]
fn saatys_drinks() {
    let matrix = [
        [1.0, 9.0, 5.0, 2.0, 1.0, 1.0, 1.0 / 2.0],
        [1.0 / 9.0, 1.0, 1.0 / 3.0, 1.0 / 9.0, 1.0 / 9.0, 1.0 / 9.0, 1.0 / 9.0],
        [1.0 / 5.0, 3.0, 1.0, 1.0 / 3.0, 1.0 / 4.0, 1.0 / 3.0, 1.0 / 9.0],
        [1.0 / 2.0, 9.0, 3.0, 1.0, 1.0 / 2.0, 1.0, 1.0 / 3.0],
        [1.0, 9.0, 4.0, 2.0, 1.0, 2.0, 1.0 / 2.0],
        [1.0, 9.0, 3.0, 1.0, 1.0 / 2.0, 1.0, 1.0 / 3.0],
        [2.0, 9.0, 9.0, 3.0, 2.0, 3.0, 1.0],
    ]
    .map(|row| row.to_vec());
    let found = ahp(&matrix).unwrap();
    close(&found.weights, &[0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], 0.0006);
    close(&[found.consistency_ratio], &[0.022], 0.0006);
}

/// Three judgements a, b on the chain and c across have λ = 1 + r + 1/r with r³ = a·b/c: the determinant of the
/// matrix less λ vanishes there. For a = b = 2 and c = ½, r = 2, λ = 3.5, C.I. = 0.25.
#[test]
fn contradictory_judgements_are_refused_with_the_worst() {
    let matrix = [[1.0, 2.0, 0.5], [0.5, 1.0, 2.0], [2.0, 0.5, 1.0]].map(|row| row.to_vec());
    let Err(AhpError::Inconsistent { ratio, row, column, suggested }) = ahp(&matrix) else {
        panic!("is refused")
    };
    close(&[ratio], &[0.25 / 0.58], 1e-9);
    let held = matrix[row][column];
    assert!((held.ln() - suggested.ln()).abs() > 0.5, "{held} against {suggested} is far off");
}

/// Perfectly consistent: λ = n, weights in the ratios given.
#[test]
fn consistent_judgements_are_their_weights() {
    let weights = [0.5, 0.3, 0.2];
    let matrix: Vec<Vec<f64>> = weights.iter().map(|a| weights.iter().map(|b| a / b).collect()).collect();
    let found = ahp(&matrix).unwrap();
    close(&found.weights, &weights, 1e-12);
    close(&[found.eigenvalue, found.consistency_ratio], &[3.0, 0.0], 1e-9);
    assert_eq!(ahp(&[vec![1.0, 2.0], vec![2.0, 1.0]]), Err(AhpError::NotReciprocal { row: 1, column: 0 }));
    assert_eq!(ahp(&[vec![1.0, -2.0], vec![0.5, 1.0]]), Err(AhpError::Value { row: 0, column: 1 }));
    assert_eq!(ahp(&[vec![1.0, 2.0]]), Err(AhpError::Shape));
}

/// Choosing a fighter aircraft, C. L. Hwang and K. Yoon (1981), Multiple Attribute Decision Making: speed, range,
/// payload, cost, reliability, manoeuvrability.
fn aircraft() -> Vec<Vec<f64>> {
    [
        [2.0, 1500.0, 20000.0, 5.5, 5.0, 9.0],
        [2.5, 2700.0, 18000.0, 6.5, 3.0, 5.0],
        [1.8, 2000.0, 21000.0, 4.5, 7.0, 7.0],
        [2.2, 1800.0, 20000.0, 5.0, 5.0, 5.0],
    ]
    .map(|row| row.to_vec())
    .to_vec()
}

#[test]
fn hwang_and_yoons_aircraft_by_topsis() {
    let senses = [0, 1, 2, 3, 4, 5].map(|at| if at == 3 { Sense::Cost } else { Sense::Benefit });
    let found = topsis(&aircraft(), &[0.2, 0.1, 0.1, 0.1, 0.2, 0.3], &senses);
    close(&found, &[0.643, 0.268, 0.613, 0.312], 0.001);
}

#[test]
fn hwang_and_yoons_aircraft_by_entropy() {
    // From the definition in double precision: divergences 1 + Σ p ln p / ln 4 of 0.00531, 0.01705, 0.00111,
    // 0.00673, 0.02968, 0.02286, over their sum. The book's own weights differ in the third digit.
    let expected = [0.06419, 0.20609, 0.01344, 0.08133, 0.35868, 0.27627];
    close(&entropy_weights(&aircraft()), &expected, 0.00001);
}

/// Two rows: shares (½, ½) say nothing; (1, 0) say all; (¾, ¼) have an entropy of 2 − ¾·log₂3 bits.
#[test]
fn entropy_by_hand() {
    let some = 0.75 * 3.0_f64.log2() - 1.0;
    let expected = [0.0, 1.0 / (1.0 + some), some / (1.0 + some)];
    close(&entropy_weights(&[vec![1.0, 4.0, 3.0], vec![1.0, 0.0, 1.0]]), &expected, 1e-12);
}

#[test]
fn rows_that_are_alike_are_told_apart_by_nothing() {
    let alike = vec![vec![0.5, 0.0], vec![0.5, 0.0]];
    close(&entropy_weights(&alike), &[0.5, 0.5], 1e-12);
    close(&topsis(&alike, &[0.5, 0.5], &[Sense::Benefit; 2]), &[0.0, 0.0], 1e-12);
}

/// The first is graver by every criterion, whatever is not known; of the other two each is graver by one, so that
/// each is second half of the time.
#[test]
fn stability_by_dominance_and_symmetry() {
    let exactly = |values: [f64; 2]| values.map(Interval::exactly).to_vec();
    let values = [vec![Interval { low: 0.9, high: 1.0 }; 2], exactly([0.8, 0.2]), exactly([0.2, 0.8])];
    let found = stability(&values, 4000, 7);
    assert_eq!((found[0].rank, found[0].first), (Interval::exactly(1), 1.0));
    assert_eq!(found[1].rank, Interval { low: 2, high: 3 });
    let pair = stability(&values[1..], 4000, 7);
    close(&[pair[0].first], &[0.5], 0.03);
}

#[test]
fn threads_do_not_matter() {
    let values: Vec<Vec<Interval<f64>>> = (0..40)
        .map(|row| {
            (0..6).map(|at| Interval { low: 0.0, high: f64::from((row * 7 + at) % 10) / 10.0 }).collect()
        })
        .collect();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| stability(&values, 300, 3))
    };
    assert_eq!(with(1), with(4));
    assert_ne!(stability(&values, 300, 4), with(1));
}
