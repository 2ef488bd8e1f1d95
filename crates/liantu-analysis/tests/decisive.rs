//! Rows a grade hangs on, against editing the rows of the whole dataset and grading it anew.

use liantu_analysis::{ChokepointOptions, Chokepoints, DecisiveRow, Grade, RowError, chokepoints, decisive};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Confidence, Draft, Model, RowAt, SupplyStatus};
use liantu_testkit::sketch::Sketch;
use liantu_testkit::strategies::drafts;
use proptest::prelude::*;

fn graded(graph: &ChainGraph) -> Chokepoints {
    chokepoints(graph, &ChokepointOptions::default())
}

fn grade(found: &Chokepoints, component: ComponentIx) -> Grade {
    let row = found.rows.iter().find(|row| row.component == component);
    row.map_or(Grade::Unknown, |row| row.pessimistic.grade)
}

/// The grade with a row of the draft edited; `None` when the rest then contradicts itself.
fn edited(draft: &Draft, at: RowAt, component: &str, error: RowError) -> Option<Grade> {
    let mut draft = draft.clone();
    match error {
        RowError::Absent => draft.supplies.retain(|row| row.at != at),
        RowError::Status(status) => {
            draft.supplies.iter_mut().filter(|row| row.at == at).for_each(|row| row.status = Some(status));
        }
    }
    draft.purchases.clear();
    let graph = ChainGraph::new(draft.validate().model?);
    let component = graph.model().find_component(component).ok()?;
    Some(grade(&graded(&graph), component))
}

fn steps(status: SupplyStatus) -> &'static [SupplyStatus] {
    match status {
        SupplyStatus::Active | SupplyStatus::Candidate => &[SupplyStatus::Qualified],
        SupplyStatus::Qualified => &[SupplyStatus::Candidate, SupplyStatus::Active],
    }
}

fn expected(draft: &Draft, model: &Model, component: ComponentIx, held: Grade) -> Vec<DecisiveRow> {
    let id = &model.component(component).id;
    let rows = model.supply_indices().filter(|&row| {
        let row = model.supply(row);
        row.component == component && row.current && row.confidence != Some(Confidence::High)
    });
    let mut found = Vec::new();
    for supply in rows {
        let row = model.supply(supply);
        let status = steps(row.status).iter().map(|&status| RowError::Status(status));
        for error in std::iter::once(RowError::Absent).chain(status) {
            if let Some(grade) = edited(draft, row.at, id, error).filter(|&grade| grade != held) {
                found.push(DecisiveRow { supply, error, grade });
            }
        }
    }
    found.sort_by_key(|row| (row.supply, row.error));
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn decisive_rows_are_those_whose_edit_gives_another_grade(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = graded(&graph);
        let ours = decisive(&graph, &found);
        for component in graph.model().component_indices() {
            let held = grade(&found, component);
            match ours.of(component) {
                None => prop_assert!(held < Grade::Yellow),
                Some(rows) => {
                    let expected = expected(&draft, graph.model(), component, held);
                    prop_assert_eq!(rows, expected, "{}", graph.model().component(component).id);
                }
            }
        }
    }
}

/// One maker abroad, one backup at home that is qualified: red. Were the backup in supply, it would be yellow; were the
/// maker not there, nobody would supply: red still. Only the backup decides.
#[test]
fn a_backup_that_may_be_in_supply_decides() {
    let draft = Sketch::new("one")
        .target("part")
        .supplier("maker", "XB")
        .supplier("home", "XA-1-1")
        .supply("maker", "part")
        .supply_with("home", "part", |row| row.status = Some(SupplyStatus::Qualified))
        .draft();
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    let found = graded(&graph);
    let part = graph.model().find_component("part").expect("there");
    assert_eq!(grade(&found, part), Grade::Red);
    let ours = decisive(&graph, &found);
    let rows = ours.of(part).expect("looked at");
    assert_eq!(rows.len(), 1);
    let row = rows[0];
    assert_eq!((row.error, row.grade), (RowError::Status(SupplyStatus::Active), Grade::Yellow));
    assert_eq!(graph.model().supply(row.supply).status, SupplyStatus::Qualified);
}
