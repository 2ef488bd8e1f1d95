use super::*;
use crate::example::{Example, percent, range};
use crate::whereabouts::Whereabouts;
use forest::{Leaf, Node, Whole};
use proptest::prelude::*;

const WEEKS: f64 = 26.0;

fn points(points: f64) -> Percent {
    Percent::from_points(points).expect("a number")
}

fn interval(low: f64, high: f64) -> Interval<Percent> {
    Interval { low: points(low), high: points(high) }
}

/// Cover of the first component without some suppliers.
fn without(graph: &ChainGraph, lost: &[&str]) -> Interval<Percent> {
    let model = graph.model();
    let component = model.component_indices().next().expect("a component");
    Covers::new(graph, WEEKS).of(component).after(|source| match source {
        OfferSource::Named(supplier) => !lost.contains(&model.supplier(supplier).id.as_str()),
        OfferSource::Unnamed(region) => !lost.contains(&model.region(region).id.as_str()),
        OfferSource::Unknown => true,
    })
}

#[test]
fn stated_shares_add_up() {
    let graph = Example::new()
        .component("c")
        .source("a", "JP", |row| row.share = percent(60.0))
        .source("b", "CN", |row| row.share = range(20.0, 30.0))
        .graph();
    assert_eq!(without(&graph, &["a"]), interval(20.0, 30.0));
    assert_eq!(without(&graph, &[]), interval(80.0, 90.0));
}

#[test]
fn blank_sources_share_the_rest() {
    let graph = Example::new()
        .component("c")
        .source("a", "JP", |row| row.share = percent(60.0))
        .source("b", "CN", |_| {})
        .source("d", "CN", |_| {})
        .graph();
    assert_eq!(without(&graph, &["a"]), interval(0.0, 40.0));
    assert_eq!(without(&graph, &["a", "b"]), interval(0.0, 40.0));
    assert_eq!(without(&graph, &["b"]), interval(60.0, 100.0));
}

#[test]
fn a_total_holds_whoever_makes_it() {
    let graph = Example::new().component("c").total("CN", percent(45.0)).source("a", "CN-32", |_| {}).graph();
    assert_eq!(without(&graph, &[]), interval(45.0, 45.0));
    assert_eq!(without(&graph, &["a"]), interval(0.0, 45.0));
}

#[test]
fn a_remainder_is_what_named_suppliers_leave() {
    let graph = Example::new()
        .component("c")
        .total("CN", percent(50.0))
        .total("CN-32", percent(30.0))
        .source("a", "CN-32", |_| {})
        .source("b", "CN-44", |row| row.share = percent(5.0))
        .graph();
    assert_eq!(without(&graph, &["b"]), interval(45.0, 45.0));
    assert_eq!(without(&graph, &["a", "CN-32"]), interval(20.0, 20.0));
    assert_eq!(without(&graph, &["a"]), interval(20.0, 50.0));
}

#[test]
fn backups_count_when_they_are_qualified_and_in_time() {
    let backup = |status, weeks, takeover| {
        Example::new().component("c").source("a", "CN", |row| row.share = percent(20.0)).source(
            "b",
            "CN",
            |row| {
                row.status = Some(status);
                row.switch_weeks = weeks;
                row.takeover = takeover;
                row.share = percent(10.0);
            },
        )
    };
    let cover = |example: Example| without(&example.graph(), &[]);
    let qualified = SupplyStatus::Qualified;
    assert_eq!(cover(backup(qualified, Some(26.0), percent(40.0))), interval(60.0, 60.0));
    assert_eq!(cover(backup(qualified, Some(26.0), None)), interval(30.0, 30.0));
    assert_eq!(cover(backup(qualified, Some(27.0), percent(40.0))), interval(20.0, 20.0));
    assert_eq!(cover(backup(qualified, None, percent(40.0))), interval(20.0, 60.0));
    assert_eq!(cover(backup(qualified, Some(0.0), percent(95.0))), interval(100.0, 100.0));
    assert_eq!(cover(backup(SupplyStatus::Candidate, Some(0.0), percent(40.0))), interval(20.0, 20.0));
}

#[test]
fn capacities_win_when_all_are_known() {
    let example = |capacity| {
        Example::new()
            .component("c")
            .component_with("product", |row| row.demand = Some(50.0))
            .requires("product", "c", |row| row.quantity = Some(4.0))
            .source("a", "CN", |row| row.capacity = Some(90.0))
            .source("b", "JP", |row| {
                row.capacity = capacity;
                row.share = percent(10.0);
            })
    };
    let graph = example(Some(70.0)).graph();
    assert_eq!(without(&graph, &["a"]), interval(35.0, 35.0));
    assert_eq!(without(&graph, &[]), interval(80.0, 80.0));
    assert_eq!(without(&example(None).graph(), &["a"]), interval(10.0, 10.0));
}

#[test]
fn demand_is_not_derived_from_alternatives_or_cycles() {
    let alternative = |row: &mut liantu_model::RequirementRow| {
        row.quantity = Some(1.0);
        row.group = "either".to_owned();
        row.need = Some(liantu_model::Need::AtLeast(1));
    };
    let one = |row: &mut liantu_model::RequirementRow| row.quantity = Some(1.0);
    let model = Example::new()
        .component_with("product", |row| row.demand = Some(50.0))
        .component("left")
        .component("right")
        .component("fab")
        .component("chip")
        .component("bolt")
        .requires("product", "left", alternative)
        .requires("product", "right", alternative)
        .requires("fab", "chip", one)
        .requires("chip", "fab", one)
        .requires("product", "bolt", |row| row.quantity = Some(2.0))
        .graph();
    let demands = demand::demands(model.model());
    // By id: bolt, chip, fab, left, product, right.
    assert_eq!(demands, [Some(100.0), None, None, None, Some(50.0), None]);
}

/// Least and greatest surviving sum over all whole-number shares that meet every total.
fn brute_force(leaves: &[Leaf], nodes: &[Node], stands: &[bool]) -> Option<(i64, i64)> {
    let whole = |share: Percent| share.millionths() / 1_000_000;
    let inside = |leaf: &Leaf, node: usize| {
        std::iter::successors(leaf.node, |&inner| nodes[inner].parent).any(|around| around == node)
    };
    let mut shares = vec![0_i64; leaves.len()];
    let mut found: Option<(i64, i64)> = None;
    loop {
        let sum = |keep: &dyn Fn(usize) -> bool| -> i64 {
            (0..shares.len()).filter(|&leaf| keep(leaf)).map(|leaf| shares[leaf]).sum()
        };
        let in_box = leaves.iter().zip(&shares).all(|(leaf, share)| {
            leaf.share.is_none_or(|(low, high)| (whole(low)..=whole(high)).contains(share))
        });
        let in_totals = nodes.iter().enumerate().all(|(position, node)| {
            let total = sum(&|leaf| inside(&leaves[leaf], position));
            (whole(node.total.0)..=whole(node.total.1)).contains(&total)
        });
        if in_box && in_totals && sum(&|_| true) <= 100 {
            let standing = sum(&|leaf| stands[leaf]);
            let (low, high) = found.unwrap_or((standing, standing));
            found = Some((low.min(standing), high.max(standing)));
        }
        let Some(next) = shares.iter().position(|&share| share < 100) else { return found };
        shares[next] += 20;
        shares[..next].fill(0);
    }
}

proptest! {
    #[test]
    fn surviving_shares_equal_brute_force(
        leaves in proptest::collection::vec((proptest::option::of((0..4_i64, 0..3_i64)), 0..4_usize), 1..5),
        totals in proptest::collection::vec((0..5_i64, 0..3_i64), 3),
        stands in proptest::collection::vec(any::<bool>(), 5),
    ) {
        let share = |(low, width): (i64, i64)| {
            let end = |units: i64| Percent::from_millionths(20_000_000 * units.min(5));
            (end(low), end(low + width))
        };
        // Node 2 lies in node 1; node 0 stands apart; place 3 is the market itself.
        let nodes: Vec<Node> = totals
            .into_iter()
            .enumerate()
            .map(|(position, total)| Node {
                total: share(total),
                parent: (position == 2).then_some(1),
                has_remainder: true,
            })
            .collect();
        let leaves: Vec<Leaf> = leaves
            .into_iter()
            .map(|(stated, place)| Leaf { share: stated.map(share), node: (place < 3).then_some(place) })
            .collect();
        let Some((low, high)) = brute_force(&leaves, &nodes, &stands) else { return Ok(()) };
        let forest = Forest::new(leaves, nodes, Whole::Shares);
        let found = forest.surviving(|leaf| stands[leaf]);
        prop_assert_eq!(found, interval(low as f64, high as f64));
    }
}

/// Least and greatest sum inside over all whole-number shares that meet every total and add up to 100, with
/// sources that may be inside tried both inside and outside in any part.
fn brute_force_inside(
    leaves: &[Leaf],
    nodes: &[Node],
    sides: &[Whereabouts],
    unlisted: Option<Whereabouts>,
) -> Option<(i64, i64)> {
    // A source that may be inside is two sources: one inside, one outside.
    let mut all: Vec<(usize, Option<Leaf>, bool)> = Vec::new();
    for (at, leaf) in leaves.iter().enumerate() {
        let both = sides[at] == Whereabouts::Perhaps;
        let inside = sides[at] == Whereabouts::Inside;
        all.push((at, Some(*leaf), both || inside));
        if both {
            all.push((at, Some(*leaf), false));
        }
    }
    match unlisted {
        Some(Whereabouts::Perhaps) => all.extend([(usize::MAX, None, true), (usize::MAX, None, false)]),
        Some(Whereabouts::Outside) => all.push((usize::MAX, None, false)),
        Some(Whereabouts::Inside) | None => {}
    }
    let whole = |share: Percent| share.millionths() / 1_000_000;
    let mut shares = vec![0_i64; all.len()];
    let mut found: Option<(i64, i64)> = None;
    loop {
        let of = |leaf: usize| -> i64 {
            all.iter().zip(&shares).filter(|((at, ..), _)| *at == leaf).map(|(_, share)| share).sum()
        };
        let in_box = leaves.iter().enumerate().all(|(at, leaf)| {
            leaf.share.is_none_or(|(low, high)| (whole(low)..=whole(high)).contains(&of(at)))
        });
        let in_totals = nodes.iter().enumerate().all(|(position, node)| {
            let within = |leaf: &Leaf| {
                std::iter::successors(leaf.node, |&inner| nodes[inner].parent).any(|one| one == position)
            };
            let total: i64 = (0..leaves.len()).filter(|&at| within(&leaves[at])).map(of).sum();
            (whole(node.total.0)..=whole(node.total.1)).contains(&total)
        });
        if in_box && in_totals && shares.iter().sum::<i64>() == 100 {
            let inside =
                all.iter().zip(&shares).filter(|((_, _, inside), _)| *inside).map(|(_, share)| *share).sum();
            let (low, high) = found.unwrap_or((inside, inside));
            found = Some((low.min(inside), high.max(inside)));
        }
        let Some(next) = shares.iter().position(|&share| share < 100) else { return found };
        shares[next] += 20;
        shares[..next].fill(0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn shares_inside_equal_brute_force(
        leaves in proptest::collection::vec((proptest::option::of((0..4_i64, 0..3_i64)), 0..3_usize), 1..4),
        totals in proptest::collection::vec((0..5_i64, 0..3_i64), 2),
        sides in proptest::collection::vec(0..3_usize, 4),
        unlisted in 0..3_usize,
    ) {
        let share = |(low, width): (i64, i64)| {
            let end = |units: i64| Percent::from_millionths(20_000_000 * units.min(5));
            (end(low), end(low + width))
        };
        let side = |at: usize| [Whereabouts::Inside, Whereabouts::Perhaps, Whereabouts::Outside][at];
        // Node 1 lies in node 0; place 2 is the market itself.
        let nodes: Vec<Node> = totals
            .into_iter()
            .enumerate()
            .map(|(at, total)| Node { total: share(total), parent: (at == 1).then_some(0), has_remainder: true })
            .collect();
        let leaves: Vec<Leaf> = leaves
            .into_iter()
            .map(|(stated, place)| Leaf { share: stated.map(share), node: (place < 2).then_some(place) })
            .collect();
        let sides: Vec<Whereabouts> = sides.into_iter().map(side).collect();
        let unlisted = [None, Some(Whereabouts::Perhaps), Some(Whereabouts::Outside)][unlisted];
        let Some((low, high)) = brute_force_inside(&leaves, &nodes, &sides, unlisted) else { return Ok(()) };
        let forest = Forest::new(leaves, nodes, Whole::Shares);
        let found = forest.inside(|leaf| sides[leaf], unlisted);
        prop_assert_eq!(found, interval(low as f64, high as f64));
    }
}
