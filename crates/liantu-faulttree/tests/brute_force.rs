//! Every answer on small random trees, cycles and constants included, against trying all worlds.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use liantu_faulttree::{
    Bound, Budget, Completeness, CutSets, Error, EventIx, FaultTree, FaultTreeBuilder, GateIx, Input,
};
use proptest::prelude::*;

/// A tree with its brute-force table: bit w of `fails[gate]` is the state of the gate in world w.
#[derive(Debug)]
struct Case {
    tree: FaultTree,
    events: usize,
    tables: Vec<Vec<bool>>,
}

impl Case {
    /// Gates are iterated from "never fails" until nothing changes, straight from the definition.
    fn new(events: usize, gates: &[(u32, Vec<usize>)]) -> Self {
        let mut builder = FaultTreeBuilder::default();
        let nodes: Vec<Input> = (0..events).map(|_| builder.event().into()).collect();
        let declared: Vec<GateIx> = gates.iter().map(|_| builder.declare()).collect();
        for (&gate, (threshold, inputs)) in declared.iter().zip(gates) {
            let inputs = inputs.iter().map(|&input| match input.checked_sub(events) {
                None => nodes[input],
                Some(gate) => declared[gate].into(),
            });
            builder.define(gate, *threshold, inputs);
        }
        let tables = (0..1usize << events).map(|world| states(world, events, gates)).collect();
        Self { tree: builder.build().unwrap(), events, tables }
    }

    fn fails(&self, gate: usize, world: usize) -> bool {
        self.tables[world][gate]
    }

    fn cut_sets(&self, gate: usize) -> Vec<Vec<EventIx>> {
        self.minimal(|world| self.fails(gate, world))
    }

    fn path_sets(&self, gate: usize) -> Vec<Vec<EventIx>> {
        let all = (1 << self.events) - 1;
        self.minimal(|healthy| !self.fails(gate, all & !healthy))
    }

    /// Minimal satisfying worlds of a monotone function, by order and then lexicographically.
    fn minimal(&self, holds: impl Fn(usize) -> bool) -> Vec<Vec<EventIx>> {
        let is_minimal = |&world: &usize| {
            holds(world)
                && (0..self.events).all(|event| world >> event & 1 == 0 || !holds(world & !(1 << event)))
        };
        let worlds = (0..1usize << self.events).filter(is_minimal);
        let mut sets: Vec<Vec<EventIx>> = worlds
            .map(|world| (0..self.events).filter(|event| world >> event & 1 == 1).map(event_ix).collect())
            .collect();
        sets.sort_by(|a, b| a.len().cmp(&b.len()).then(a.cmp(b)));
        sets
    }

    fn probability(&self, gate: usize, probabilities: &[f64]) -> f64 {
        let weight = |world: usize| -> f64 {
            let factor = |(event, &p): (usize, &f64)| if world >> event & 1 == 1 { p } else { 1.0 - p };
            probabilities.iter().enumerate().map(factor).product()
        };
        (0..1usize << self.events).filter(|&world| self.fails(gate, world)).map(weight).sum()
    }

    fn probability_given(&self, gate: usize, probabilities: &[f64], event: usize, value: f64) -> f64 {
        let mut probabilities = probabilities.to_vec();
        probabilities[event] = value;
        self.probability(gate, &probabilities)
    }
}

fn event_ix(event: usize) -> EventIx {
    EventIx(u32::try_from(event).unwrap())
}

fn gate_ix(gate: usize) -> GateIx {
    GateIx(u32::try_from(gate).unwrap())
}

fn states(world: usize, events: usize, gates: &[(u32, Vec<usize>)]) -> Vec<bool> {
    let mut states = vec![false; gates.len()];
    loop {
        let next: Vec<bool> = gates
            .iter()
            .map(|(threshold, inputs)| {
                let failed = |&&input: &&usize| {
                    input.checked_sub(events).map_or(world >> input & 1 == 1, |gate| states[gate])
                };
                inputs.iter().filter(failed).count() >= *threshold as usize
            })
            .collect();
        if next == states {
            return states;
        }
        states = next;
    }
}

/// Gates may refer to any node, so most cases have cycles, repeated inputs and constants.
fn any_tree() -> impl Strategy<Value = Case> {
    (1usize..8, 1usize..12).prop_flat_map(|(events, gates)| {
        let inputs = prop::collection::vec(0..events + gates, 0..6);
        let gate = (0u32..5, inputs);
        prop::collection::vec(gate, gates).prop_map(move |gates| Case::new(events, &gates))
    })
}

/// Gates refer to earlier nodes only, and neither fail always nor never, which makes for deeper functions.
fn deep_tree() -> impl Strategy<Value = Case> {
    (4usize..10, 4usize..14).prop_flat_map(|(events, gates)| {
        let gate = (0u32..4, prop::collection::vec(any::<prop::sample::Index>(), 2..5));
        prop::collection::vec(gate, gates).prop_map(move |gates| {
            let gates: Vec<(u32, Vec<usize>)> = gates
                .into_iter()
                .enumerate()
                .map(|(place, (threshold, inputs))| {
                    let inputs: Vec<usize> = inputs.iter().map(|input| input.index(events + place)).collect();
                    ((threshold % u32::try_from(inputs.len()).unwrap()) + 1, inputs)
                })
                .collect();
            Case::new(events, &gates)
        })
    })
}

fn listed(sets: &CutSets) -> Vec<Vec<EventIx>> {
    sets.iter().collect()
}

fn up_to(sets: &[Vec<EventIx>], order: usize) -> Vec<Vec<EventIx>> {
    sets.iter().filter(|set| set.len() <= order).cloned().collect()
}

fn counts_of(sets: &[Vec<EventIx>]) -> Vec<u128> {
    let largest = sets.iter().map(Vec::len).max();
    let count = |order| sets.iter().filter(|set| set.len() == order).count() as u128;
    largest.map_or(Vec::new(), |largest| (0..=largest).map(count).collect())
}

fn trimmed(mut counts: Vec<u128>) -> Vec<u128> {
    while counts.last() == Some(&0) {
        counts.pop();
    }
    counts
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 + 1e-9 * a.abs().max(b.abs())
}

fn check_sets(case: &Case) -> Result<(), TestCaseError> {
    let budget = Budget::default();
    for gate in 0..case.tree.gate_count() {
        let expected = case.cut_sets(gate);
        let solution = case.tree.solve(gate_ix(gate), &budget).unwrap();
        let all = solution.minimal_cut_sets(&budget).unwrap();
        prop_assert_eq!(&listed(&all), &expected);
        prop_assert_eq!(trimmed(all.counts().unwrap()), counts_of(&expected));
        prop_assert_eq!(listed(&solution.minimal_path_sets(&budget).unwrap()), case.path_sets(gate));
        let containing = all.counts_containing().unwrap();
        for (event, counts) in containing.into_iter().enumerate() {
            let with: Vec<_> =
                expected.iter().filter(|set| set.contains(&event_ix(event))).cloned().collect();
            prop_assert_eq!(trimmed(counts), counts_of(&with));
        }
        for order in 1..=case.events {
            let sets =
                case.tree.minimal_cut_sets(gate_ix(gate), u32::try_from(order).unwrap(), &budget).unwrap();
            prop_assert_eq!(listed(&sets), up_to(&expected, order));
            prop_assert_eq!(trimmed(sets.counts().unwrap()), counts_of(&up_to(&expected, order)));
            prop_assert_eq!(sets.stopped_by(), None);
            if sets.completeness() == Completeness::All {
                prop_assert_eq!(&listed(&sets), &expected);
            }
        }
    }
    Ok(())
}

fn check_worlds(case: &Case) -> Result<(), TestCaseError> {
    let gates: Vec<GateIx> = (0..case.tree.gate_count()).map(gate_ix).collect();
    let singles = case.tree.single_points(&gates).unwrap();
    for world in 0..1usize << case.events {
        let failed: Vec<EventIx> =
            (0..case.events).filter(|event| world >> event & 1 == 1).map(event_ix).collect();
        prop_assert_eq!(&case.tree.evaluate(&failed).unwrap(), &case.tables[world]);
    }
    for (gate, singles) in singles.into_iter().enumerate() {
        let expected = case.cut_sets(gate);
        let of_order = |order| expected.iter().filter(move |set| set.len() == order);
        prop_assert_eq!(singles, of_order(1).map(|set| set[0]).collect::<Vec<_>>());
        let doubles = case.tree.double_points(gate_ix(gate)).unwrap();
        prop_assert_eq!(doubles, of_order(2).map(|set| [set[0], set[1]]).collect::<Vec<_>>());
    }
    Ok(())
}

fn check_probabilities(case: &Case, probabilities: &[f64]) -> Result<(), TestCaseError> {
    let probabilities = &probabilities[..case.events];
    for gate in 0..case.tree.gate_count() {
        let solution = case.tree.solve(gate_ix(gate), &Budget::default()).unwrap();
        let top = case.probability(gate, probabilities);
        prop_assert!(close(solution.probability(probabilities).unwrap(), top));
        let birnbaum = solution.birnbaum(probabilities).unwrap();
        let importance = solution.importance(probabilities).unwrap();
        for event in 0..case.events {
            let with = case.probability_given(gate, probabilities, event, 1.0);
            let without = case.probability_given(gate, probabilities, event, 0.0);
            prop_assert!(close(birnbaum[event], with - without));
            let measures = importance[event];
            prop_assert!(measures.risk_achievement_worth.is_none_or(|raw| close(raw, with / top)));
            prop_assert!(measures.risk_reduction_worth.is_none_or(|rrw| close(rrw, top / without)));
            prop_assert_eq!(measures.risk_reduction_worth.is_some(), top > 0.0 && without > 0.0);
            prop_assert!(
                measures.diagnostic.is_none_or(|share| close(share, probabilities[event] * with / top))
            );
            prop_assert!(
                measures
                    .criticality
                    .is_none_or(|share| close(share, probabilities[event] * (with - without) / top))
            );
        }
        let sets = solution.minimal_cut_sets(&Budget::default()).unwrap();
        let estimate = sets.estimate(probabilities).unwrap();
        prop_assert_eq!(estimate.bound, Bound::Upper);
        prop_assert!(estimate.min_cut_upper_bound >= top - 1e-12);
        prop_assert!(estimate.rare_event_sum >= estimate.min_cut_upper_bound - 1e-12);
    }
    Ok(())
}

/// Whatever the budget, what is said to be whole is whole and nothing else is listed.
fn check_budget(case: &Case, nodes: usize) -> Result<(), TestCaseError> {
    let budget = Budget::nodes(nodes);
    for gate in 0..case.tree.gate_count() {
        let expected = case.cut_sets(gate);
        for max_order in [2, 3, 9] {
            let sets = case.tree.minimal_cut_sets(gate_ix(gate), max_order, &budget).unwrap();
            match sets.completeness() {
                Completeness::All => prop_assert_eq!(&listed(&sets), &expected),
                Completeness::ToOrder(order) => {
                    prop_assert!((1..=max_order).contains(&order));
                    prop_assert_eq!(order < max_order, sets.stopped_by().is_some());
                    prop_assert_eq!(listed(&sets), up_to(&expected, order as usize));
                }
            }
        }
        match case.tree.solve(gate_ix(gate), &budget) {
            Ok(solution) => {
                if let Ok(sets) = solution.minimal_cut_sets(&budget) {
                    prop_assert_eq!(&listed(&sets), &expected);
                }
            }
            Err(error) => prop_assert!(matches!(error, Error::BudgetExceeded(_))),
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn sets_of_any_tree(case in any_tree()) {
        check_sets(&case)?;
    }

    #[test]
    fn sets_of_deep_trees(case in deep_tree()) {
        check_sets(&case)?;
    }

    #[test]
    fn worlds_of_any_tree(case in any_tree()) {
        check_worlds(&case)?;
    }

    #[test]
    fn probabilities_of_any_tree(case in any_tree(), probabilities in prop::collection::vec(0.0..=1.0, 8)) {
        check_probabilities(&case, &probabilities)?;
    }

    #[test]
    fn probabilities_of_deep_trees(case in deep_tree(), probabilities in prop::collection::vec(0.0..0.1, 10)) {
        check_probabilities(&case, &probabilities)?;
    }

    #[test]
    fn budgets_of_any_tree(case in any_tree(), nodes in 0usize..40) {
        check_budget(&case, nodes)?;
    }

    #[test]
    fn budgets_of_deep_trees(case in deep_tree(), nodes in 0usize..200) {
        check_budget(&case, nodes)?;
    }
}
