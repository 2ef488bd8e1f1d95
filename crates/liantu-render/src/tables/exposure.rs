//! What falls with foreign sources: by party, and for each weak component.

use super::chokepoints::weak;
use super::{Form, common_notes, headed, phrases};
use crate::results::Results;
use crate::table::{Cell, MISSING_VALUE, Table, interval};
use liantu_analysis::{Act, ActLoss, Chokepoint, CoalitionSource, Interval, Party};
use liantu_graph::Horizon;
use liantu_model::{ComponentIx, Percent};

const PARTY_COLUMNS: [&str; 12] = [
    "number",
    "party",
    "embargo-short",
    "embargo-long",
    "embargo-weight",
    "embargo-capacity",
    "embargo-components",
    "stop-short",
    "stop-long",
    "stop-weight",
    "stop-capacity",
    "stop-components",
];
pub(crate) const PARTY_FORM: Form = Form::new("T3b", &PARTY_COLUMNS);

/// T3b: what each foreign place, each coalition and all imports together can take down, the worst first.
/// Parties that take nothing down are left out.
pub fn withdrawals(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = PARTY_FORM.table(naming);
    let mut parties: Vec<_> = results
        .exposure
        .parties
        .iter()
        .filter(|one| Act::BOTH.iter().any(|&act| !one.by(act).components.is_empty()))
        .collect();
    parties.sort_by(|a, b| {
        let weight = |one: &ActLoss| one.at(Horizon::Long).weight;
        let (a, b) = (weight(a.by(Act::Embargo)), weight(b.by(Act::Embargo)));
        b.high.total_cmp(&a.high).then(b.low.total_cmp(&a.low))
    });
    for (position, loss) in parties.into_iter().enumerate() {
        let mut row = vec![Cell::count(position + 1), Cell::text(naming.party(loss.party))];
        for act in Act::BOTH {
            row.extend(act_cells(loss.by(act)));
        }
        table.push(row);
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t3b-note"));
    table.notes.extend(basis_notes(results));
    table
}

fn act_cells(loss: &ActLoss) -> [Cell; 5] {
    let (short, long) = (loss.at(Horizon::Short), loss.at(Horizon::Long));
    let count =
        |range: Interval<usize>| Cell { number: Some(range.high as f64), ..Cell::text(counts_text(range)) };
    [
        count(short.targets),
        count(long.targets),
        part_cell(long.weight),
        part_cell(long.capacity),
        Cell::count(loss.components.len()),
    ]
}

fn counts_text(range: Interval<usize>) -> String {
    if range.low == range.high { range.low.to_string() } else { format!("{}–{}", range.low, range.high) }
}

/// A part of 0..=1 as percent.
fn part_cell(part: Interval<f64>) -> Cell {
    let points = |part: f64| Percent::from_points((1000.0 * part).round() / 10.0);
    Cell::percent(points(part.low).zip(points(part.high)))
}

/// The legal basis of each coalition.
fn basis_notes(results: &Results<'_>) -> Vec<String> {
    let naming = results.naming;
    let note = |coalition| {
        let (name, basis) = (naming.coalition(coalition), &naming.model.coalition(coalition).basis);
        naming.words.format("caveat-coalition", &[("name", &name), ("basis", basis)])
    };
    naming.model.coalition_indices().map(note).collect()
}

const COMPONENT_COLUMNS: [&str; 10] = [
    "number",
    "component",
    "grade",
    "top",
    "top-embargo",
    "top-stop",
    "coalitions",
    "coalition-embargo",
    "imports-embargo",
    "effective",
];

/// T3c: what becomes of each weak component and of the final products that need it when its top source, a
/// coalition, or everybody abroad withdraws.
pub fn withdrawals_by_component(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = headed(naming, "T3c", &COMPONENT_COLUMNS);
    for (position, point) in weak(results).into_iter().enumerate() {
        table.push(component_row(results, point, position + 1));
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t3c-note"));
    table
}

fn component_row(results: &Results<'_>, point: &Chokepoint, number: usize) -> Vec<Cell> {
    let (naming, model) = (results.naming, results.naming.model);
    let top = point.top_source();
    let foreign = top.filter(|top| !model.is_domestic(top.region)).map(|top| Party::Place(top.region));
    let by = |party: Option<Party>, act| party.and_then(|party| effect(results, party, act, point.component));
    let coalitions = point.coalitions.iter().map(|one| coalition_text(results, one));
    let falls = point
        .coalitions
        .iter()
        .filter_map(|one| effect(results, Party::Coalition(one.coalition), Act::Embargo, point.component));
    let separator = naming.words.text("clause-separator");
    vec![
        Cell::count(number),
        Cell::text(naming.component(point.component)),
        phrases::grades_cell(naming, point),
        Cell::text(top.map_or_else(String::new, |top| phrases::place_with_share(naming, top))),
        Cell::text(by(foreign, Act::Embargo).unwrap_or_default()),
        Cell::text(by(foreign, Act::Stop).unwrap_or_default()),
        Cell::text(coalitions.collect::<Vec<_>>().join(&separator)),
        Cell::text(falls.collect::<Vec<_>>().join(&separator)),
        Cell::text(by(Some(Party::Imports), Act::Embargo).unwrap_or_default()),
        effective_cell(point),
    ]
}

/// Effective sources; an infinite end is open.
fn effective_cell(point: &Chokepoint) -> Cell {
    match point.effective_sources() {
        None => Cell::missing(),
        Some(range) if range.high.is_finite() => Cell::interval(range.low, range.high, 1),
        Some(range) => Cell { number: Some(range.low), ..Cell::text(format!("≥{:.1}", range.low)) },
    }
}

/// How a component fares, and how many of the final products that need it are lost:
/// `失去(确证);终端产品 2/3(短期停产 1)`.
fn effect(results: &Results<'_>, party: Party, act: Act, component: ComponentIx) -> Option<String> {
    let naming = results.naming;
    let loss = results.exposure.of(party)?.by(act);
    let needing = results.exposure.needed_by(component);
    let own = match loss.fall_of(component) {
        None => naming.words.text("effect-stands"),
        Some(fall) => naming.words.text(&format!("effect-lost-{}", fall.certainty.key())),
    };
    let lost = loss.targets_among(needing);
    let short = loss.targets_among(needing).filter(|fall| fall.horizon == Horizon::Short);
    let [lost, short, all] = [lost.count(), short.count(), needing.len()].map(|count| count.to_string());
    Some(
        naming.words.format(
            "effect-with-targets",
            &[("own", &own), ("lost", &lost), ("all", &all), ("short", &short)],
        ),
    )
}

/// A coalition with its joint share and its index, where they are known.
fn coalition_text(results: &Results<'_>, one: &CoalitionSource) -> String {
    let naming = results.naming;
    let name = naming.coalition(one.coalition);
    let missing = || MISSING_VALUE.to_owned();
    let share = one.share.and_then(phrases::points_text).unwrap_or_else(missing);
    let known = one.merged_hhi.filter(|index| index.low > 0.005 || index.high < 0.995);
    let index = known.map_or_else(missing, |index| interval(index.low, index.high, 2));
    naming.words.format("coalition-share", &[("name", &name), ("share", &share), ("index", &index)])
}
