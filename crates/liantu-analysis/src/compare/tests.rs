#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use super::*;
use crate::chokepoints;
use liantu_graph::ChainGraph;
use liantu_model::{Confidence, Draft, SupplyRow, SupplyStatus};
use liantu_testkit::model;
use liantu_testkit::sketch::{Sketch, percent};
use liantu_testkit::strategies::{RowNumbers, drafts, shuffled};
use proptest::prelude::*;

/// A product made at home of a part that one firm abroad makes.
fn base(year: i16) -> Sketch {
    Sketch::new("d")
        .settings(|row| row.as_of = Some((year, 12, 31)))
        .target("ship")
        .component("part")
        .requires("ship", &["part"])
        .supplier("yard", "XA-1-1")
        .supply("yard", "ship")
        .supplier("abroad", "XB")
        .supply("abroad", "part")
}

fn dated(sketch: Sketch, supplier: &str, region: &str, change: impl FnOnce(&mut SupplyRow)) -> Sketch {
    sketch.supplier(supplier, region).supply_with(supplier, "part", change)
}

fn of(old: Sketch, new: Sketch) -> Comparison {
    between(&old.draft(), &new.draft())
}

fn between(old: &Draft, new: &Draft) -> Comparison {
    compare(&model(old), &model(new), &CompareOptions::default()).unwrap()
}

fn grade(comparison: &Comparison) -> &ResultChange {
    let wanted = Subject::Grade("part".to_owned());
    comparison.changes.iter().find(|change| change.subject == wanted).unwrap()
}

fn kinds(change: &ResultChange) -> Vec<ChangeKind> {
    change.steps.iter().map(|step| step.kind).collect()
}

fn about<'c>(comparison: &'c Comparison, step: &ChangeStep) -> Vec<&'c [String]> {
    step.because.rows.iter().map(|&row| comparison.rows[row].about.as_slice()).collect()
}

fn pessimistic(outcome: Option<&Outcome>) -> Grade {
    match outcome {
        Some(Outcome::Grade(grade, _)) => *grade,
        other => panic!("{other:?}"),
    }
}

fn status_of(comparison: &Comparison, kind: ElementKind, id: &str) -> Option<RiskStatus> {
    let wanted = Subject::Point(kind, id.to_owned());
    comparison.risks.iter().find(|risk| risk.subject == wanted).map(|risk| risk.status)
}

#[test]
fn a_source_of_a_later_year_is_an_actual_change() {
    let new = dated(base(2026), "home", "XA-1-1", |row| row.year = Some(2026));
    let comparison = of(base(2025), new);
    let change = grade(&comparison);
    assert_eq!(pessimistic(change.before.as_ref()), Grade::Red);
    assert_eq!(pessimistic(change.after.as_ref()), Grade::Yellow);
    assert_eq!(kinds(change), [ChangeKind::Actual]);
    let because = &change.steps[0].because;
    assert!(because.verified && !because.together);
    assert_eq!(about(&comparison, &change.steps[0]), [["home", "part"]]);
}

#[test]
fn a_source_that_was_there_before_is_a_supplement() {
    for year in [None, Some(2025)] {
        let comparison = of(base(2025), dated(base(2026), "home", "XA-1-1", |row| row.year = year));
        assert_eq!(kinds(grade(&comparison)), [ChangeKind::Supplement], "{year:?}");
        assert!(grade(&comparison).actual().is_none());
    }
}

#[test]
fn a_cell_that_said_something_else_is_a_correction() {
    let new = base(2026).draft();
    let mut moved = new.clone();
    "XA-2-1".clone_into(&mut moved.suppliers[1].region);
    let comparison = between(&base(2025).draft(), &moved);
    assert_eq!(kinds(grade(&comparison)), [ChangeKind::Correction]);
    let row = &comparison.rows[grade(&comparison).steps[0].because.rows[0]];
    assert_eq!((row.table, row.kind), (Some(Table::Suppliers), ChangeKind::Correction));
    let text = |text: &str| FieldValue::Text(text.to_owned());
    assert_eq!(
        row.fields,
        [FieldChange { field: "region", before: text("XB"), after: text("XA-2-1") }],
        "where it is controlled from follows and is no change of its own"
    );
}

#[test]
fn a_blank_that_was_filled_is_a_supplement() {
    let with = |takeover: Option<f64>| {
        dated(base(2025), "second", "XA-2", |row| {
            row.status = Some(SupplyStatus::Qualified);
            row.switch_weeks = Some(4.0);
            row.takeover = takeover.and_then(percent);
        })
    };
    let comparison = of(with(None), with(Some(50.0)));
    assert_eq!(kinds(grade(&comparison)), [ChangeKind::Supplement]);
    assert_eq!(
        kinds(grade(&of(with(Some(50.0)), with(None)))),
        [ChangeKind::Correction],
        "and its loss is not"
    );
    assert_eq!(pessimistic(grade(&comparison).after.as_ref()), Grade::Orange);
}

#[test]
fn another_territory_is_a_change_of_basis() {
    let wide = base(2025).settings(|row| row.domestic = vec!["XA".to_owned(), "XB".to_owned()]);
    let comparison = of(base(2025), wide);
    let change = grade(&comparison);
    assert_eq!(kinds(change), [ChangeKind::Basis]);
    let row = &comparison.rows[change.steps[0].because.rows[0]];
    assert_eq!((row.table, row.about.as_slice()), (None, &["domestic".to_owned()][..]));
}

#[test]
fn a_change_of_two_kinds_falls_into_two_steps() {
    let mut new = dated(base(2026), "late", "XC", |row| row.year = Some(2026)).draft();
    new.supplies[1].share = percent(60.0);
    "XA-2-1".clone_into(&mut new.suppliers[1].region);
    let comparison = between(&base(2025).draft(), &new);
    let change = grade(&comparison);
    assert_eq!(
        kinds(change)[..],
        [ChangeKind::Correction],
        "abroad after all was at home; one more abroad changes nothing"
    );
    let mut back = base(2026).draft();
    "XC".clone_into(&mut back.suppliers[1].region);
    let back = dated(base(2026), "home", "XA-1-1", |row| row.year = Some(2026)).draft();
    let mut back = back;
    back.supplies[1].status = Some(SupplyStatus::Candidate);
    let comparison = between(&base(2025).draft(), &back);
    let point =
        comparison.changes.iter().find(|change| change.subject == Subject::Tier("part".to_owned())).unwrap();
    assert_eq!(kinds(point), [ChangeKind::Correction, ChangeKind::Actual]);
    assert_eq!((&point.before, &point.steps[0].after), (&point.steps[0].before, &None));
}

#[test]
fn rows_that_each_suffice_are_found_together() {
    let two = |year| {
        let one = dated(base(year), "second", "XC", |row| row.year = Some(2026));
        dated(one, "third", "XC", |row| row.year = Some(2026))
    };
    let comparison = of(base(2025), two(2026));
    let change = grade(&comparison);
    assert_eq!(pessimistic(change.after.as_ref()), Grade::Orange);
    assert!(change.steps[0].because.verified && change.steps[0].because.together);
    assert_eq!(about(&comparison, &change.steps[0]), [["second", "part"], ["third", "part"]]);
    let one = dated(two(2026), "fourth", "XB", |row| row.year = Some(2026));
    assert_eq!(about(&of(base(2025), one), &change.steps[0]).len(), 2, "what does not matter is left out");
}

#[test]
fn writing_order_and_comments_are_no_change() {
    let old = dated(base(2025), "second", "XC", |row| row.share = percent(30.0)).draft();
    let mut new = old.clone();
    new.supplies.reverse();
    new.components.reverse();
    new.suppliers.reverse();
    new.supplies[0].share.as_mut().unwrap().written = Some("30 %".into());
    "Region XC".clone_into(&mut new.suppliers[0].region);
    "says so".clone_into(&mut new.supplies[1].source);
    "a remark".clone_into(&mut new.components[0].note);
    "Part".clone_into(&mut new.components[0].name);
    let comparison = between(&old, &new);
    assert_eq!((comparison.changes, comparison.rows), (Vec::new(), Vec::new()));
    assert!(comparison.risks.iter().all(|risk| risk.status == RiskStatus::Ongoing));
}

#[test]
fn what_changed_its_id_is_found_by_the_mapping() {
    let old = base(2025).draft();
    let mut new = old.clone();
    "part-2".clone_into(&mut new.components[1].id);
    "part-2".clone_into(&mut new.requires[0].input);
    "part-2".clone_into(&mut new.supplies[1].component);
    "abroad-2".clone_into(&mut new.suppliers[1].id);
    "abroad-2".clone_into(&mut new.supplies[1].supplier);
    let (old, new) = (model(&old), model(&new));
    let told = compare(&old, &new, &CompareOptions::default()).unwrap();
    assert_eq!(
        (told.gone.as_slice(), told.added.as_slice()),
        (&["part".to_owned()][..], &["part-2".to_owned()][..])
    );
    assert!(told.same_names.contains(&("part".to_owned(), "part-2".to_owned())));
    let mapping = Mapping::new([("part", "part-2"), ("abroad", "abroad-2")], &old, &new).unwrap();
    let mapped = compare(&old, &new, &CompareOptions { mapping, ..CompareOptions::default() }).unwrap();
    assert_eq!((mapped.changes, mapped.rows, mapped.gone), (Vec::new(), Vec::new(), Vec::new()));
}

#[test]
fn a_mapping_is_checked() {
    let one = model(&base(2025).draft());
    let made = |pairs: &[(&'static str, &'static str)]| Mapping::new(pairs.iter().copied(), &one, &one);
    assert_eq!(
        made(&[("none", "part")]),
        Err(CompareError::MappingUnknown { id: "none".to_owned(), is_old: true })
    );
    assert_eq!(
        made(&[("part", "none")]),
        Err(CompareError::MappingUnknown { id: "none".to_owned(), is_old: false })
    );
    assert_eq!(
        made(&[("part", "ship")]),
        Err(CompareError::MappingTwice { id: "ship".to_owned() }),
        "ship is ship already"
    );
    assert!(made(&[("part", "ship"), ("ship", "part")]).is_ok(), "they change places");
}

#[test]
fn datasets_that_share_hardly_anything_are_refused() {
    let other = Sketch::new("o")
        .component("a")
        .component("b")
        .component("c")
        .component("d")
        .component("e")
        .component("f");
    let error = compare(&model(&base(2025).draft()), &model(&other.draft()), &CompareOptions::default());
    assert_eq!(error.unwrap_err(), CompareError::Unrelated { shared: 0, old: 2, new: 6 });
}

fn trusted(row: &mut SupplyRow) {
    row.year = Some(2026);
    row.confidence = Some(Confidence::Medium);
}

#[test]
fn a_risk_is_cleared_by_an_independent_trusted_active_source_only() {
    let status = |new: Sketch| status_of(&of(base(2025), new), ElementKind::Supplier, "abroad").unwrap();
    assert_eq!(status(dated(base(2026), "home", "XA-2", trusted)), RiskStatus::Cleared);
    assert_eq!(
        status(dated(base(2026), "home", "XA-2", |row| row.year = Some(2026))),
        RiskStatus::ToVerify,
        "low"
    );
    let unconnected = base(2026).draft();
    let mut cut = unconnected.clone();
    cut.requires.clear();
    let comparison = between(&base(2025).draft(), &cut);
    assert_eq!(
        status_of(&comparison, ElementKind::Supplier, "abroad"),
        Some(RiskStatus::ToVerify),
        "a row deleted"
    );
    assert_eq!(status(base(2026)), RiskStatus::Ongoing);
}

#[test]
fn deleting_a_row_beside_a_new_source_clears_nothing_that_the_source_does_not() {
    let with_second = |year| {
        base(year).component("second-part").requires("ship", &["second-part"]).supply("abroad", "second-part")
    };
    let mut new = dated(with_second(2026), "home", "XA-2", trusted).draft();
    new.requires.retain(|row| row.input != "second-part");
    let comparison = between(&with_second(2025).draft(), &new);
    assert_eq!(
        status_of(&comparison, ElementKind::Supplier, "abroad"),
        Some(RiskStatus::ToVerify),
        "the other part was taken off the list, not secured"
    );
}

#[test]
fn a_source_of_the_same_place_clears_the_firm_and_not_the_place() {
    let comparison = of(base(2025), dated(base(2026), "neighbour", "XB", trusted));
    assert_eq!(status_of(&comparison, ElementKind::Supplier, "abroad"), Some(RiskStatus::Cleared));
    assert_eq!(status_of(&comparison, ElementKind::Embargo, "XB"), Some(RiskStatus::Ongoing));
}

#[test]
fn an_advance_in_status_eases_a_risk() {
    let with = |year: i16, status| {
        dated(base(year), "home", "XA-2", move |row| {
            row.year = Some(year);
            row.status = Some(status);
        })
    };
    let (candidate, qualified) = (SupplyStatus::Candidate, SupplyStatus::Qualified);
    let comparison = of(with(2025, candidate), with(2026, qualified));
    assert_eq!(status_of(&comparison, ElementKind::Supplier, "abroad"), Some(RiskStatus::Easing));
    let active = of(with(2025, candidate), with(2026, SupplyStatus::Active));
    assert_eq!(
        status_of(&active, ElementKind::Supplier, "abroad"),
        Some(RiskStatus::Easing),
        "active, of low confidence"
    );
    let back = of(with(2025, qualified), with(2026, candidate));
    assert_eq!(status_of(&back, ElementKind::Supplier, "abroad"), Some(RiskStatus::Ongoing));
}

#[test]
fn a_risk_that_appears_is_new() {
    let comparison = of(dated(base(2025), "home", "XA-2", |row| row.year = Some(2024)), base(2026));
    assert_eq!(status_of(&comparison, ElementKind::Supplier, "abroad"), Some(RiskStatus::New));
}

#[test]
fn two_dates_of_one_dataset_differ_by_what_was_known_then() {
    let all = dated(base(2026), "home", "XA-1-1", |row| row.year = Some(2026));
    let then = all.clone().settings(|row| row.as_of = Some((2025, 6, 30)));
    let comparison = of(then, all);
    assert_eq!(kinds(grade(&comparison)), [ChangeKind::Actual]);
    assert_eq!(comparison.rows.len(), 1, "undated rows are taken as known at both dates");
}

#[test]
fn a_supply_overwritten_with_a_later_year_is_one_changed_row() {
    let with = |year: i16, status| {
        dated(base(year), "home", "XA-2", move |row| {
            row.year = Some(year);
            row.status = Some(status);
        })
    };
    let comparison = of(with(2025, SupplyStatus::Qualified), with(2026, SupplyStatus::Active));
    assert_eq!(comparison.rows.len(), 1);
    let fields: Vec<&str> = comparison.rows[0].fields.iter().map(|field| field.field).collect();
    assert_eq!((comparison.rows[0].kind, fields), (ChangeKind::Actual, vec!["status", "year"]));
}

#[test]
fn without_a_budget_nothing_is_called_verified() {
    let options = CompareOptions { budget_rows: 0, ..CompareOptions::default() };
    let new = dated(base(2026), "home", "XA-1-1", |row| row.year = Some(2026));
    let comparison = compare(&model(&base(2025).draft()), &model(&new.draft()), &options).unwrap();
    assert!(comparison.exhausted);
    assert!(!grade(&comparison).steps[0].because.verified);
}

/// Grades by id, straight from the dataset.
fn grades_of(draft: &Draft) -> BTreeMap<Subject, Outcome> {
    let graph = ChainGraph::new(model(draft));
    let rows = chokepoints(&graph, &CompareOptions::default().chokepoints).rows;
    let entry = |row: crate::Chokepoint| {
        let id = graph.model().component(row.component).id.clone();
        (Subject::Grade(id), Outcome::Grade(row.pessimistic.grade, row.optimistic.grade))
    };
    rows.into_iter().map(entry).collect()
}

fn points_of(draft: &Draft) -> BTreeSet<Subject> {
    let graph = ChainGraph::new(model(draft));
    let asked = crate::SpofOptions {
        levels: CompareOptions::default().point_levels,
        qualified: liantu_graph::Qualified::Ignored,
        control: liantu_graph::Control::Stays,
        depth: crate::Depth::Losses,
        ..crate::SpofOptions::default()
    };
    let found = crate::single_points(&graph, &asked).findings;
    let proper = found.iter().filter(|point| !point.derived && !point.own_site);
    proper.map(|point| observe::subject(graph.model(), point.element)).collect()
}

/// Somebody qualified in two markets is one backup, by the row of the world, wherever that stands.
#[test]
fn the_order_of_rows_of_several_markets_does_not_matter() {
    let qualified = |row: &mut SupplyRow, market: &str, takeover: f64| {
        row.status = Some(SupplyStatus::Qualified);
        row.switch_weeks = Some(4.0);
        row.takeover = percent(takeover);
        market.clone_into(&mut row.market);
    };
    let draft = dated(base(2025), "second", "XA-2", |row| qualified(row, "XA", 10.0))
        .supply_with("second", "part", |row| qualified(row, "", 60.0))
        .draft();
    let mut reversed = draft.clone();
    reversed.supplies.reverse();
    assert_eq!(grades_of(&draft), grades_of(&reversed));
    let part = Subject::Grade("part".to_owned());
    assert_eq!(pessimistic(grades_of(&draft).get(&part)), Grade::Orange, "60 % can be taken over");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_dataset_does_not_differ_from_itself_however_it_is_ordered(draft in drafts(), seed in any::<u64>()) {
        let comparison = between(&draft, &shuffled(&draft, seed, RowNumbers::Kept));
        prop_assert_eq!(comparison.changes, vec![]);
        prop_assert_eq!(comparison.rows, vec![]);
        prop_assert!(comparison.risks.iter().all(|risk| risk.status == RiskStatus::Ongoing));
    }

    /// Two datasets of the same ids that have nothing else in common: the hardest case for the steps between.
    #[test]
    fn both_ends_are_what_the_datasets_say_and_the_way_back_mirrors_them((old, new) in (drafts(), drafts())) {
        let options = CompareOptions { budget_rows: 400, ..CompareOptions::default() };
        let (before, after) = (model(&old), model(&new));
        let Ok(there) = compare(&before, &after, &options) else { return Ok(()) };
        let back = compare(&after, &before, &options).unwrap();
        let ends = |comparison: &Comparison| -> BTreeMap<Subject, (Option<Outcome>, Option<Outcome>)> {
            let all = comparison.changes.iter().filter(|change| change.before != change.after);
            all.map(|change| (change.subject.clone(), (change.before.clone(), change.after.clone()))).collect()
        };
        let mirrored: BTreeMap<_, _> =
            ends(&back).into_iter().map(|(subject, (before, after))| (subject, (after, before))).collect();
        prop_assert_eq!(ends(&there), mirrored);

        let (was, is) = (grades_of(&old), grades_of(&new));
        let subjects: BTreeSet<&Subject> = was.keys().chain(is.keys()).collect();
        for subject in subjects {
            let found = ends(&there).remove(subject);
            let expected = (was.get(subject).cloned(), is.get(subject).cloned());
            prop_assert_eq!(found.is_some(), expected.0 != expected.1, "{:?}", subject);
            prop_assert_eq!(found.unwrap_or(expected.clone()), expected);
        }
        let (was, is) = (points_of(&old), points_of(&new));
        for risk in &there.risks {
            let is_new = risk.status == RiskStatus::New;
            prop_assert!(!is_new || is.contains(&risk.subject));
            prop_assert!(was.contains(&risk.subject) || is.contains(&risk.subject));
        }
        for change in &there.changes {
            let chained = change.steps.windows(2).all(|pair| pair[0].after == pair[1].before);
            prop_assert!(chained);
            prop_assert_eq!(&change.steps[0].before, &change.before);
            prop_assert_eq!(&change.steps[change.steps.len() - 1].after, &change.after);
        }
    }
}
