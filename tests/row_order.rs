//! The same rows give the same bytes, in whatever order they stand in their files and by however many threads.

use crate::program::{CHAINS, dataset};
use assert_cmd::Command;
use liantu_testkit::random::Random;
use std::collections::BTreeMap;
use std::path::Path;

/// Every analysis. `check` tells problems by their places, `tree` and `export` follow the analyst's order on purpose.
const ANALYSES: [&[&str]; 17] = [
    &["spof"],
    &["spof", "--brief", "--count-qualified"],
    &["spof", "--level", "country,supplier", "--min-share", "20", "--assume", "equal"],
    &["cutsets", "--level", "country", "--max-order", "2", "--importance"],
    &["cutsets", "--foreign"],
    &["chokepoints"],
    &["chokepoints", "--rank", "entropy"],
    &["backup"],
    &["backup", "--level", "all", "--pairs"],
    &["plan", "--assume-cover", "50", "--assume-weeks", "12"],
    &["plan", "--scope-only", "domestic"],
    &["plan", "--frontier", "--points", "5", "--assume-cover", "50", "--assume-weeks", "12"],
    &["match"],
    &["core"],
    &["regions"],
    &["simulate", "--fail", "region:JP", "--fail", "region:DE"],
    &["simulate", "--time-to-survive"],
];

/// Lines of the files of a shuffled dataset, and the lines they were before.
type Moved = BTreeMap<String, Vec<usize>>;

#[test]
fn rows_in_another_order_and_other_numbers_of_threads_give_the_same_bytes() {
    for chain in CHAINS.into_iter().chain(["chokepoint-35"]) {
        let folder = dataset(chain);
        let shuffled: Vec<(tempfile::TempDir, Moved)> = [1, 2].map(|seed| shuffle(&folder, seed)).into();
        for analysis in ANALYSES {
            // Text pads its columns to the width of line numbers, which is not that of other lines.
            for format in ["csv", "json"] {
                let of = |folder: &Path, threads| answer(folder, analysis, format, threads);
                let (code, expected) = of(&folder, 1);
                assert!(!expected.is_empty(), "{chain} {analysis:?}");
                for ((other, moved), threads) in shuffled.iter().zip([2, 5]) {
                    let (other_code, told) = of(other.path(), threads);
                    let told = with_lines_as_before(&told, moved);
                    let (expected, told) = if follows_the_file(analysis, format) {
                        (sorted(&expected), sorted(&told))
                    } else {
                        (expected.clone(), told)
                    };
                    let (line, was, is) = first_difference(&expected, &told).unwrap_or_default();
                    assert!(
                        (code, &expected) == (other_code, &told),
                        "{chain} {analysis:?} {format}, line {line}:\n{was}\n{is}"
                    );
                }
            }
        }
    }
}

/// A table made to stand beside the dataset's own, row by row.
fn follows_the_file(analysis: &[&str], format: &str) -> bool {
    analysis == ["simulate", "--time-to-survive"] && format == "csv"
}

fn sorted(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

fn answer(folder: &Path, analysis: &[&str], format: &str, threads: usize) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_liantu"))
        .args(&analysis[..1])
        .arg(folder)
        .args(&analysis[1..])
        .args(["--format", format, "--lang", "zh", "--quiet"])
        .env("RAYON_NUM_THREADS", threads.to_string())
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1 | 4)), "{analysis:?}: {stderr}");
    (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
}

/// A copy of a dataset with the rows of every table in another order.
fn shuffle(folder: &Path, seed: u64) -> (tempfile::TempDir, Moved) {
    let copy = tempfile::tempdir().expect("a folder");
    let random = &mut Random::new(seed);
    let mut moved = Moved::new();
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("a dataset").map(|one| one.expect("a file").path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.is_file()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let mut text = std::fs::read_to_string(path).expect("a text");
        if path.extension().is_some_and(|one| one == "csv") {
            let lines: Vec<&str> = text.lines().collect();
            let whole = lines.iter().all(|line| line.matches('"').count() % 2 == 0);
            assert!(whole, "{name} has cells of several lines");
            let mut order: Vec<usize> = (1..lines.len()).collect();
            random.shuffle(&mut order);
            order.insert(0, 0);
            text = order.iter().map(|&line| lines[line]).collect::<Vec<_>>().join("\n");
            moved.insert(name.clone(), order);
        }
        std::fs::write(copy.path().join(name), text).expect("written");
    }
    (copy, moved)
}

/// The text with every place of a row as it was before the rows were moved: `FILE:LINE` in sentences, `file` and
/// `row` in JSON.
fn with_lines_as_before(text: &str, moved: &Moved) -> String {
    moved.iter().fold(text.to_owned(), |text, (file, order)| {
        let mut parts = text.split(file.as_str());
        let mut told = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            told.push_str(file);
            let json =
                part.strip_prefix("\",").map(str::trim_start).and_then(|rest| rest.strip_prefix("\"row\": "));
            let rest = part.strip_prefix(':').or(json).unwrap_or(part);
            let digits = rest.len() - rest.trim_start_matches(|one: char| one.is_ascii_digit()).len();
            told.push_str(&part[..part.len() - rest.len()]);
            match rest[..digits].parse::<usize>() {
                Ok(line) => told.push_str(&(order[line - 1] + 1).to_string()),
                Err(_) => told.push_str(&rest[..digits]),
            }
            told.push_str(&rest[digits..]);
        }
        told
    })
}

fn first_difference<'t>(one: &'t str, other: &'t str) -> Option<(usize, &'t str, &'t str)> {
    let pairs = one.lines().zip(other.lines()).enumerate();
    pairs.map(|(line, (was, is))| (line + 1, was, is)).find(|(_, was, is)| was != is)
}
