//! What chains have in common, as tables.

use super::ChainDigest;
use super::digest::Part;
use crate::catalogue::Catalogue;
use crate::table::{Cell, Table};
use crate::tables::{Form, phrases};
use liantu_analysis::{Certainty, Common, Grade, Named, common};
use std::cmp::Reverse;
use std::collections::BTreeSet;

const COMPONENT_COLUMNS: [&str; 6] = ["number", "component", "chains", "worst", "points", "where"];
const FIRM_COLUMNS: [&str; 8] = ["number", "firm", "place", "code", "chains", "worst", "points", "where"];
const COMPONENTS: Form = Form::new("C2", &COMPONENT_COLUMNS);
const FIRMS: Form = Form::new("C3", &FIRM_COLUMNS);

/// Components that several chains have: by grade, then by how many they are.
pub(super) fn components(words: &Catalogue, chains: &[ChainDigest]) -> Table {
    let shared = shared(chains, |chain| &chain.components);
    let mut table = COMPONENTS.table_of(words, |_| true);
    for group in &shared.groups {
        let name = Cell::text(group[0].1.name.clone());
        let mut cells = vec![Cell::count(table.rows.len() + 1), name];
        cells.extend(numbers(words, group));
        cells.push(Cell::text(places(words, chains, group, |part| grade_word(words, part.grade))));
        table.push(cells);
    }
    table.notes = vec![words.text("c2-note")];
    table.notes.extend(apart(words, &shared));
    table
}

/// Firms that several chains have: single points first, then by how many chains they are in.
pub(super) fn firms(words: &Catalogue, chains: &[ChainDigest]) -> Table {
    let shared = shared(chains, |chain| &chain.suppliers);
    let mut table = FIRMS.table_of(words, |_| true);
    for group in &shared.groups {
        let first = group[0].1;
        let code = group.iter().map(|(_, part)| part.named.code.as_str()).find(|code| !code.is_empty());
        let mut cells = vec![
            Cell::count(table.rows.len() + 1),
            Cell::text(names(words, group)),
            Cell::text(first.place.clone()),
            Cell::text(code.unwrap_or_default()),
        ];
        cells.extend(numbers(words, group));
        cells.push(Cell::text(places(words, chains, group, |part| supplied(words, part))));
        table.push(cells);
    }
    table.notes = vec![words.text("c3-note")];
    table.notes.extend(apart(words, &shared));
    table
}

/// The same thing in each chain that has it.
type Group<'c> = Vec<(usize, &'c Part)>;

struct Shared<'c> {
    groups: Vec<Group<'c>>,
    ids_apart: usize,
}

fn shared<'c>(chains: &'c [ChainDigest], parts: impl Fn(&'c ChainDigest) -> &'c [Part]) -> Shared<'c> {
    let all: Vec<(usize, &Part)> = chains
        .iter()
        .enumerate()
        .flat_map(|(chain, digest)| parts(digest).iter().map(move |part| (chain, part)))
        .collect();
    let named: Vec<Named> =
        all.iter().map(|(chain, part)| Named { dataset: *chain, ..part.named.clone() }).collect();
    let Common { groups, ids_apart } = common(&named);
    let mut groups: Vec<Group<'_>> =
        groups.into_iter().map(|group| group.into_iter().map(|at| all[at]).collect()).collect();
    groups
        .sort_by_key(|group| (Reverse(points(group).1), Reverse(worst(group)), Reverse(chain_count(group))));
    Shared { groups, ids_apart }
}

fn chain_count(group: &Group<'_>) -> usize {
    group.iter().map(|(chain, _)| chain).collect::<BTreeSet<_>>().len()
}

fn worst(group: &Group<'_>) -> Grade {
    group.iter().map(|(_, part)| part.grade).max().unwrap_or(Grade::Unknown)
}

/// Chains in which it is a single point for certain, and at all.
fn points(group: &Group<'_>) -> (usize, usize) {
    let chains = |keep: fn(Certainty) -> bool| {
        let those = group.iter().filter(|(_, part)| part.point.is_some_and(keep));
        those.map(|(chain, _)| chain).collect::<BTreeSet<_>>().len()
    };
    (chains(|certainty| certainty == Certainty::Confirmed), chains(|_| true))
}

fn numbers(words: &Catalogue, group: &Group<'_>) -> [Cell; 3] {
    let (confirmed, all) = points(group);
    let text = if confirmed == all { all.to_string() } else { format!("{confirmed}–{all}") };
    [
        Cell::count(chain_count(group)),
        phrases::grade_cell_in(words, worst(group)),
        Cell { number: Some(all as f64), ..Cell::text(text) },
    ]
}

/// `链甲(…)、链乙(…)`.
fn places(
    words: &Catalogue,
    chains: &[ChainDigest],
    group: &Group<'_>,
    about: impl Fn(&Part) -> String,
) -> String {
    let one = |(chain, part): &(usize, &Part)| {
        let arguments = [("value", chains[*chain].title.as_str()), ("remarks", &about(part))];
        words.format("with-remarks", &arguments)
    };
    group.iter().map(one).collect::<Vec<_>>().join(&words.text("list-separator"))
}

/// Every name under which it goes, each once.
fn names(words: &Catalogue, group: &Group<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (_, part) in group {
        if !names.contains(&part.name.as_str()) {
            names.push(&part.name);
        }
    }
    names.join(&words.text("list-separator"))
}

fn supplied(words: &Catalogue, part: &Part) -> String {
    if part.supplies.is_empty() {
        return words.text("chains-supplies-nothing");
    }
    part.supplies.join(&words.text("list-separator"))
}

fn grade_word(words: &Catalogue, grade: Grade) -> String {
    words.text(&format!("grade-{}", grade.key()))
}

fn apart(words: &Catalogue, shared: &Shared<'_>) -> Option<String> {
    let count = shared.ids_apart.to_string();
    (shared.ids_apart > 0).then(|| words.format("chains-ids-apart", &[("count", &count)]))
}
