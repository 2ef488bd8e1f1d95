//! Trees small enough to be solved on paper, trees too large for it with a known answer, and misuse.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::time::Duration;

use liantu_faulttree::{
    Bound, Budget, Completeness, Error, EventIx, Exhausted, FaultTree, FaultTreeBuilder, GateIx, Input,
};

fn events(builder: &mut FaultTreeBuilder, count: usize) -> Vec<Input> {
    (0..count).map(|_| builder.event().into()).collect()
}

fn listed(tree: &FaultTree, top: GateIx, max_order: u32) -> Vec<Vec<u32>> {
    let sets = tree.minimal_cut_sets(top, max_order, &Budget::default()).unwrap();
    sets.iter().map(|set| set.iter().map(|event| event.0).collect()).collect()
}

/// a bridge of five links fails by {0,1}, {3,4}, {0,2,4}, {1,2,3}.
fn bridge() -> (FaultTree, GateIx) {
    let mut builder = FaultTreeBuilder::default();
    let e = events(&mut builder, 5);
    let sets = [vec![0, 1], vec![3, 4], vec![0, 2, 4], vec![1, 2, 3]];
    let gates: Vec<Input> =
        sets.iter().map(|set| builder.all_of(set.iter().map(|&event| e[event])).into()).collect();
    let top = builder.any_of(gates);
    (builder.build().unwrap(), top)
}

#[test]
fn the_bridge_has_its_four_cuts_and_four_paths() {
    let (tree, top) = bridge();
    assert_eq!(listed(&tree, top, 2), [vec![0, 1], vec![3, 4]]);
    assert_eq!(listed(&tree, top, 9), [vec![0, 1], vec![3, 4], vec![0, 2, 4], vec![1, 2, 3]]);
    let solution = tree.solve(top, &Budget::default()).unwrap();
    let paths = solution.minimal_path_sets(&Budget::default()).unwrap();
    let paths: Vec<Vec<u32>> = paths.iter().map(|set| set.iter().map(|event| event.0).collect()).collect();
    assert_eq!(paths, [vec![0, 3], vec![1, 4], vec![0, 2, 4], vec![1, 2, 3]]);
}

#[test]
fn the_bridge_of_even_chances_is_even() {
    let (tree, top) = bridge();
    let solution = tree.solve(top, &Budget::default()).unwrap();
    assert!((solution.probability(&[0.5; 5]).unwrap() - 0.5).abs() < 1e-15);
    // With p = 1/2 each outer link decides in 6 of 16 worlds of the others, the inner one in 2.
    let birnbaum = solution.birnbaum(&[0.5; 5]).unwrap();
    for (found, expected) in birnbaum.into_iter().zip([0.375, 0.375, 0.125, 0.375, 0.375]) {
        assert!((found - expected).abs() < 1e-15);
    }
}

#[test]
fn two_of_three_suppliers_lost_is_any_pair() {
    let mut builder = FaultTreeBuilder::default();
    let suppliers = events(&mut builder, 3);
    let top = builder.at_least(2, suppliers);
    let tree = builder.build().unwrap();
    assert_eq!(listed(&tree, top, 3), [[0, 1], [0, 2], [1, 2]]);
}

#[test]
fn a_circle_needs_a_cause_outside_itself() {
    // Steel needs equipment (or event 0), equipment needs steel (or event 1): either alone fails both.
    let mut builder = FaultTreeBuilder::default();
    let e = events(&mut builder, 2);
    let (steel, equipment) = (builder.declare(), builder.declare());
    builder.define(steel, 1, [e[0], equipment.into()]);
    builder.define(equipment, 1, [e[1], steel.into()]);
    let tree = builder.build().unwrap();
    assert_eq!(tree.evaluate(&[]).unwrap(), [false, false]);
    assert_eq!(listed(&tree, steel, 2), [[0], [1]]);
}

#[test]
fn constants_have_the_empty_set_or_none() {
    let mut builder = FaultTreeBuilder::default();
    let event = builder.event();
    let always = builder.all_of([]);
    let never = builder.at_least(2, [event.into()]);
    let tree = builder.build().unwrap();
    assert_eq!(listed(&tree, always, 1), [Vec::<u32>::new()]);
    assert_eq!(listed(&tree, never, 1), Vec::<Vec<u32>>::new());
    assert_eq!(tree.single_points(&[always, never]).unwrap(), [vec![], vec![]]);
    let solution = tree.solve(always, &Budget::default()).unwrap();
    assert_eq!(solution.probability(&[0.5]), Ok(1.0));
    assert_eq!(
        tree.solve(never, &Budget::default()).unwrap().importance(&[0.5]).unwrap()[0].criticality,
        None
    );
}

#[test]
fn an_input_listed_twice_counts_twice() {
    let mut builder = FaultTreeBuilder::default();
    let e = events(&mut builder, 3);
    let top = builder.at_least(2, [e[0], e[0], e[1], e[2]]);
    let tree = builder.build().unwrap();
    assert_eq!(listed(&tree, top, 3), [vec![0], vec![1, 2]]);
}

#[test]
fn a_long_chain_of_gates_is_no_deeper_than_memory() {
    let mut builder = FaultTreeBuilder::default();
    let e = events(&mut builder, 3);
    let mut top = builder.any_of([e[0]]);
    for step in 0..200_000_usize {
        let inputs = [top.into(), e[1 + step % 2]];
        top = builder.at_least(1 + (step % 2) as u32, inputs);
    }
    let tree = builder.build().unwrap();
    // Or with 1, then and with 2, over and over: 2 together with 0 or 1.
    assert_eq!(listed(&tree, top, 3), [[0, 2], [1, 2]]);
    assert_eq!(tree.solve(top, &Budget::default()).unwrap().probability(&[0.5; 3]), Ok(0.375));
    assert_eq!(tree.single_points(&[top]).unwrap(), [Vec::new()]);
}

#[test]
fn many_variables_in_one_module_are_no_deeper_than_memory() {
    let mut builder = FaultTreeBuilder::default();
    let e = events(&mut builder, 20_000);
    let pairs: Vec<Input> = e.windows(2).map(|pair| builder.all_of(pair.iter().copied()).into()).collect();
    let top = builder.any_of(pairs);
    let tree = builder.build().unwrap();
    let sets = tree.minimal_cut_sets(top, 2, &Budget::default()).unwrap();
    assert_eq!(sets.counts().unwrap(), [0, 0, 19_999]);
    let solution = tree.solve(top, &Budget::default()).unwrap();
    assert_eq!(solution.minimal_cut_sets(&Budget::default()).unwrap().counts().unwrap(), [0, 0, 19_999]);
}

/// A product of `factors` independent choices among `choices` events.
fn product_of_choices(factors: usize, choices: usize) -> (FaultTree, GateIx) {
    let mut builder = FaultTreeBuilder::default();
    let gates: Vec<Input> = (0..factors)
        .map(|_| {
            let e = events(&mut builder, choices);
            builder.any_of(e).into()
        })
        .collect();
    let top = builder.all_of(gates);
    (builder.build().unwrap(), top)
}

#[test]
fn sets_beyond_any_listing_are_counted_and_their_first_ones_listed() {
    let (tree, top) = product_of_choices(20, 10);
    let solution = tree.solve(top, &Budget::default()).unwrap();
    let sets = solution.minimal_cut_sets(&Budget::default()).unwrap();
    assert_eq!(sets.counts().unwrap()[20], 10_u128.pow(20));
    assert_eq!(sets.counts_containing().unwrap()[7][20], 10_u128.pow(19));
    let firsts: Vec<Vec<EventIx>> = sets.iter().take(11).collect();
    let expected = |last: u32, before: u32| {
        let mut set: Vec<EventIx> = (0..20).map(|factor| EventIx(factor * 10)).collect();
        set[19] = EventIx(190 + last);
        set[18] = EventIx(180 + before);
        set
    };
    assert_eq!(firsts[9], expected(9, 0));
    assert_eq!(firsts[10], expected(0, 1));
}

#[test]
fn a_count_beyond_128_bits_is_an_error() {
    let (tree, top) = product_of_choices(40, 10);
    let sets = tree.solve(top, &Budget::default()).unwrap().minimal_cut_sets(&Budget::default()).unwrap();
    assert_eq!(sets.counts(), Err(Error::CountOverflow));
}

/// Rows and columns of a square, each lost with any two of its cells, top lost with any half of them: no good order.
fn hard(side: usize) -> (FaultTree, GateIx) {
    let mut builder = FaultTreeBuilder::default();
    let cells = events(&mut builder, side * side);
    let lines: Vec<Input> = (0..2 * side)
        .map(|line| {
            let cell = |place| if line < side { line * side + place } else { place * side + line - side };
            builder.at_least(2, (0..side).map(|place| cells[cell(place)])).into()
        })
        .collect();
    let top = builder.at_least(side as u32, lines);
    (builder.build().unwrap(), top)
}

#[test]
fn over_budget_is_an_answer() {
    let (tree, top) = hard(9);
    let budget = Budget::nodes(2_000);
    assert_eq!(tree.solve(top, &budget).unwrap_err(), Error::BudgetExceeded(Exhausted::Nodes));
    let sets = tree.minimal_cut_sets(top, 20, &budget).unwrap();
    assert_eq!(sets.stopped_by(), Some(Exhausted::Nodes));
    assert!(matches!(sets.completeness(), Completeness::ToOrder(order) if order < 20));
    assert_eq!(sets.estimate(&[0.1; 81]).unwrap().bound, Bound::Neither);
}

#[test]
fn no_time_leaves_order_one() {
    let (tree, top) = hard(9);
    let budget = Budget::default().with_time(Duration::ZERO);
    assert_eq!(tree.solve(top, &budget).unwrap_err(), Error::BudgetExceeded(Exhausted::Time));
    assert!(tree.minimal_cut_sets(top, 2, &budget).is_ok());
}

#[test]
fn the_number_of_threads_changes_no_bit() {
    let (tree, top) = hard(5);
    let answer = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let solution = tree.solve(top, &Budget::default()).unwrap();
            let sets = solution.minimal_cut_sets(&Budget::default()).unwrap();
            let birnbaum = solution.birnbaum(&[0.3; 25]).unwrap();
            let bits: Vec<u64> = birnbaum.into_iter().map(f64::to_bits).collect();
            (bits, sets.iter().take(1000).collect::<Vec<_>>(), solution.node_count())
        })
    };
    assert_eq!(answer(1), answer(4));
}

#[test]
fn an_indispensable_event_has_no_finite_reduction_worth() {
    let mut builder = FaultTreeBuilder::default();
    let e = events(&mut builder, 3);
    let either = builder.any_of([e[1], e[2]]);
    let top = builder.all_of([e[0], either.into()]);
    let tree = builder.build().unwrap();
    let importance = tree.solve(top, &Budget::default()).unwrap().importance(&[0.01, 0.1, 0.2]).unwrap();
    assert_eq!(importance[0].risk_reduction_worth, None);
    // P = 0.01 × 0.28; without event 1 it is 0.01 × 0.2.
    assert!((importance[1].risk_reduction_worth.unwrap() - 1.4).abs() < 1e-12);
}

#[test]
fn misuse_is_told_apart() {
    let (tree, top) = bridge();
    let solution = tree.solve(top, &Budget::default()).unwrap();
    assert_eq!(tree.minimal_cut_sets(top, 0, &Budget::default()).unwrap_err(), Error::ZeroOrder);
    let unknown = GateIx(99);
    assert_eq!(tree.single_points(&[unknown]), Err(Error::UnknownGate { gate: unknown, gates: 5 }));
    assert_eq!(tree.evaluate(&[EventIx(5)]), Err(Error::UnknownEvent { event: EventIx(5), events: 5 }));
    assert_eq!(solution.probability(&[0.1; 4]), Err(Error::ProbabilityCount { expected: 5, found: 4 }));
    assert!(matches!(
        solution.birnbaum(&[0.1, 0.1, f64::NAN, 0.1, 0.1]),
        Err(Error::Probability { event: EventIx(2), .. })
    ));
    assert!(matches!(solution.importance(&[0.1, 0.1, 0.1, 0.1, 1.5]), Err(Error::Probability { .. })));
}

#[test]
fn unfinished_definitions_are_refused() {
    let mut builder = FaultTreeBuilder::default();
    let gate = builder.declare();
    assert_eq!(builder.clone().build().unwrap_err(), Error::UndefinedGate { gate });
    builder.define(gate, 1, []);
    builder.define(gate, 1, []);
    assert_eq!(builder.build().unwrap_err(), Error::RedefinedGate { gate });
    let mut builder = FaultTreeBuilder::default();
    builder.any_of([EventIx(3).into()]);
    assert_eq!(builder.build().unwrap_err(), Error::UnknownEvent { event: EventIx(3), events: 0 });
}
