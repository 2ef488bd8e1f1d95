//! What one more source removes, against adding it to the rows and evaluating by brute force.

use liantu_analysis::{
    BackupOptions, ChokepointOptions, CutSetOptions, Level, MatchInputs, MatchOptions, Matching,
    SinglePoints, SpofOptions, backup, chokepoints, core_library, cut_sets, matching, single_points,
};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Draft, Element, Index, Model, Scope, SupplierRow, SupplyRow, SupplyStatus};
use liantu_testkit::oracle;
use liantu_testkit::strategies::{RowNumbers, drafts, shuffled};
use proptest::prelude::*;
use std::collections::BTreeSet;

struct Found {
    points: SinglePoints,
    pairs: Vec<(ComponentIx, Vec<Element>)>,
    matching: Matching,
    core: liantu_analysis::CoreLibrary,
}

fn found(graph: &ChainGraph) -> Found {
    let points = single_points(
        graph,
        &SpofOptions { levels: vec![Level::Supplier], several_members_only: false, ..SpofOptions::default() },
    );
    let options = CutSetOptions { several_members_only: false, ..CutSetOptions::default() };
    let sets = cut_sets(graph, &options).expect("sound options");
    let inputs = MatchInputs {
        chokepoints: &chokepoints(graph, &ChokepointOptions::default()),
        points: &points,
        backups: &backup(graph, &BackupOptions::default()),
        cut_sets: &sets,
    };
    let all = sets.targets.iter().flat_map(|target| &target.sets);
    let pairs = all
        .filter(|set| set.elements.len() == 2 && !set.own_site)
        .map(|set| (set.target, set.elements.clone()))
        .collect();
    let matching = matching(graph, inputs, &MatchOptions::default());
    let core = core_library(graph, inputs);
    Found { points, pairs, matching, core }
}

/// The dataset with one more supplier of a component, where the component's scope asks for it.
fn with_source(draft: &Draft, model: &Model, component: ComponentIx) -> Model {
    let own = model.component(component);
    let region = match own.scope {
        Scope::Domestic => model.dataset().domestic[0],
        Scope::Home | Scope::World => model.dataset().home,
    };
    let mut changed = draft.clone();
    changed.suppliers.push(SupplierRow {
        id: "z-added".to_owned(),
        name: "z-added".to_owned(),
        region: model.region(region).id.clone(),
        ..SupplierRow::default()
    });
    changed.supplies.push(SupplyRow {
        supplier: "z-added".to_owned(),
        component: own.id.clone(),
        status: Some(SupplyStatus::Active),
        ..SupplyRow::default()
    });
    liantu_testkit::model(&changed)
}

fn up(model: &Model, horizon: oracle::Horizon, reading: oracle::Reading, failed: &[Element]) -> Vec<bool> {
    let options = oracle::Options { counting: oracle::Counting::Active, horizon };
    oracle::evaluate(model, options, reading, failed).target_up
}

/// Whether a failure takes down, from a start at which it is up, any of the targets.
fn takes_down(model: &Model, failed: &[Element], targets: &[ComponentIx]) -> bool {
    let horizons = [oracle::Horizon::Long, oracle::Horizon::Short];
    let readings = [oracle::Reading::Pessimistic, oracle::Reading::Optimistic];
    horizons.iter().any(|&horizon| {
        readings.iter().any(|&reading| {
            let before = up(model, horizon, reading, &[]);
            let after = up(model, horizon, reading, failed);
            targets.iter().any(|target| before[target.position()] && !after[target.position()])
        })
    })
}

/// Gaps, dockings and core firms by ids.
fn summary(graph: &ChainGraph) -> BTreeSet<String> {
    let model = graph.model();
    let found = found(graph);
    let id = |one: ComponentIx| &model.component(one).id;
    let firm = |one| &model.supplier(one).id;
    let gaps = found.matching.gaps.iter().map(|gap| {
        let candidates: Vec<_> =
            gap.candidates.iter().map(|one| (firm(one.supplier), one.status, one.missing)).collect();
        let lifted: BTreeSet<_> = gap.relief.targets.iter().map(|&one| id(one)).collect();
        let removed = (gap.relief.points.len(), gap.relief.pairs);
        format!(
            "{} {:?} {:?} {candidates:?} {lifted:?} {removed:?}",
            id(gap.component),
            gap.reasons,
            gap.rule
        )
    });
    let dockings = found.matching.dockings.iter().map(|row| {
        let candidates: Vec<_> = row.candidates.iter().map(|(one, _)| firm(one.supplier)).collect();
        format!("{} {:?} {:?} {candidates:?}", id(row.component), row.buyer.map(firm), row.horizon)
    });
    let firms = found.core.firms.iter().enumerate().map(|(at, one)| {
        let held: BTreeSet<_> = one.components.iter().map(|own| (id(own.component), &own.reasons)).collect();
        format!("{at} {} {held:?} {:?} {:.9}", firm(one.firm), one.smallest_set, one.weight_lost)
    });
    gaps.chain(dockings).chain(firms).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_source_removes_what_adding_it_to_the_rows_removes(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = found(&graph);
        for gap in &found.matching.gaps {
            let after = with_source(&draft, graph.model(), gap.component);
            for (at, point) in found.points.findings.iter().enumerate() {
                if point.derived || point.own_site {
                    continue;
                }
                let targets: Vec<ComponentIx> = point.targets.iter().map(|lost| lost.component).collect();
                let removed = !takes_down(&after, &[point.element], &targets);
                prop_assert_eq!(gap.relief.points.contains(&at), removed, "{:?}", point.element);
            }
            let is_removed = |(target, set): &&(ComponentIx, Vec<Element>)| {
                up(&after, oracle::Horizon::Long, oracle::Reading::Pessimistic, set)[target.position()]
            };
            prop_assert_eq!(gap.relief.pairs, found.pairs.iter().filter(is_removed).count());
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(draft in drafts(), seed in any::<u64>()) {
        let first = ChainGraph::new(liantu_testkit::model(&draft));
        let second = ChainGraph::new(liantu_testkit::model(&shuffled(&draft, seed, RowNumbers::Fresh)));
        prop_assert_eq!(summary(&first), summary(&second));
    }
}
/// Grades and what they rest on, by ids.
fn grades(draft: &Draft) -> BTreeSet<String> {
    let graph = ChainGraph::new(liantu_testkit::model(draft));
    let rows = chokepoints(&graph, &ChokepointOptions::default()).rows;
    let line = |row: &liantu_analysis::Chokepoint| {
        let id = &graph.model().component(row.component).id;
        let (judged, cover) = (&row.pessimistic, (row.domestic_cover, row.domestic_ceiling));
        format!("{id} {:?} {:?} {cover:?} {:?}", judged.grade, judged.rule, row.supply_hhi)
    };
    rows.iter().map(line).collect()
}

proptest! {
    /// A supplier with rows for several markets is spoken for by the same one, wherever it stands in the file.
    #[test]
    fn grades_do_not_depend_on_the_order_of_rows(draft in drafts(), seed in any::<u64>()) {
        prop_assert_eq!(grades(&draft), grades(&shuffled(&draft, seed, RowNumbers::Fresh)));
    }
}
