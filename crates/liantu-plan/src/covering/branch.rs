//! Best-first branch-and-bound over what reduced costs leave open.

use super::ascent::{Schedule, ascend};
use super::fixing::{Fixings, probe_arcs, probe_groups};
use super::layout::Layout;
use super::local::Fixed;
use super::relaxation::{Multipliers, Relaxation};
use super::solve::Search;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Rounds of settling at one node.
const SETTLINGS: usize = 3;

/// A part of the choices, still to be looked at.
struct Node {
    bound: f64,
    number: u64,
    fixings: Fixings,
    at: Multipliers,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    /// The lowest bound is the greatest: it comes out of the heap first; then the newest.
    fn cmp(&self, other: &Self) -> Ordering {
        other.bound.total_cmp(&self.bound).then(self.number.cmp(&other.number))
    }
}

/// How a node is divided.
enum Division {
    Group { group: usize, barred: f64, paid: f64 },
    Arc { arc: usize },
}

/// Searches all choices within `fixings`; returns a lower bound of them, and of those that were let go because
/// they are no better than the best known.
pub(super) fn branch(
    search: &mut Search<'_>,
    relaxation: &mut Relaxation<'_>,
    fixings: Fixings,
    bound: f64,
) -> f64 {
    let mut heap = BinaryHeap::new();
    let mut number = 0;
    heap.push(Node { bound, number, fixings, at: relaxation.at.clone() });
    while let Some(node) = heap.pop() {
        let least = node.bound;
        search.progress(least);
        if least >= search.enough() {
            break;
        }
        if search.is_over(relaxation) {
            return least;
        }
        for mut child in divide(search, relaxation, node) {
            number += 1;
            child.number = number;
            if child.bound < search.enough() {
                heap.push(child);
            }
        }
    }
    search.enough()
}

/// Bounds a node anew and divides it; nothing is left of a node that is decided.
fn divide(search: &mut Search<'_>, relaxation: &mut Relaxation<'_>, mut node: Node) -> Vec<Node> {
    relaxation.at = node.at;
    let mut bound = node.bound;
    let mut division = None;
    for _ in 0..SETTLINGS {
        node.fixings.settle_links(relaxation.layout);
        if node.fixings.impossible {
            return Vec::new();
        }
        relaxation.forget();
        let enough = search.enough();
        bound = ascend(relaxation, &node.fixings, Schedule::AGAIN, enough, |_, _, _| enough).max(bound);
        search.look_around(relaxation, &node.fixings);
        if bound >= search.enough() {
            return Vec::new();
        }
        let (settled, found) = settle(search, relaxation, &mut node.fixings, bound);
        division = found;
        if settled == 0 {
            break;
        }
    }
    node.fixings.settle_links(relaxation.layout);
    let Some(division) = division else { return Vec::new() };
    children(relaxation, &node.fixings, bound, &division)
}

/// Settles what it can; says how much, and how to divide the rest. Without a division the relaxed choice is
/// exact and has been looked at.
fn settle(
    search: &Search<'_>,
    relaxation: &mut Relaxation<'_>,
    fixings: &mut Fixings,
    bound: f64,
) -> (usize, Option<Division>) {
    let enough = search.no_better();
    let evaluated = relaxation.evaluate(fixings);
    let (probes, settled) = probe_groups(relaxation, fixings, evaluated, enough);
    if settled > 0 {
        return (settled, any_division(relaxation.layout, fixings, bound));
    }
    let most_telling = probes.iter().max_by(|a, b| {
        let key =
            |probe: &&super::fixing::Probe| (probe.barred.min(probe.paid), probe.barred.max(probe.paid));
        let (a_key, b_key) = (key(a), key(b));
        a_key.0.total_cmp(&b_key.0).then(a_key.1.total_cmp(&b_key.1)).then(b.group.cmp(&a.group))
    });
    if let Some(&probe) = most_telling {
        let (barred, paid) = (probe.barred.max(bound), probe.paid.max(bound));
        return (0, Some(Division::Group { group: probe.group, barred, paid }));
    }
    let settled = probe_arcs(relaxation, fixings, evaluated, enough);
    (settled, any_division(relaxation.layout, fixings, bound))
}

/// Some open group, else some arc that links components still.
fn any_division(layout: &Layout<'_>, fixings: &Fixings, bound: f64) -> Option<Division> {
    if let Some(group) = fixings.open_groups(layout).next() {
        return Some(Division::Group { group, barred: bound, paid: bound });
    }
    linking_arc(layout, fixings).map(|arc| Division::Arc { arc })
}

/// The free arc in most open cuts and caps.
fn linking_arc(layout: &Layout<'_>, fixings: &Fixings) -> Option<usize> {
    let links = |arc: usize| {
        let open = |part: &&super::layout::Part| {
            fixings.cuts[part.cut] == super::fixing::CutState::Open && part.lifts
        };
        layout.parts_of(arc).iter().filter(open).count() + layout.caps_of_arc.of(arc).len()
    };
    let free = (0..fixings.arcs.len()).filter(|&arc| fixings.arcs[arc] == Fixed::Free);
    let most = free.max_by(|&a, &b| links(a).cmp(&links(b)).then(b.cmp(&a)))?;
    Some(most)
}

fn children(relaxation: &Relaxation<'_>, fixings: &Fixings, bound: f64, division: &Division) -> Vec<Node> {
    let layout = relaxation.layout;
    let child = |bound: f64, fixings: Fixings| Node { bound, number: 0, fixings, at: relaxation.at.clone() };
    match *division {
        Division::Group { group, barred, paid } => {
            let mut without = fixings.clone();
            without.bar(layout, group);
            let mut with = fixings.clone();
            with.paid[group] = true;
            vec![child(barred, without), child(paid, with)]
        }
        Division::Arc { arc } => {
            let mut without = fixings.clone();
            without.arcs[arc] = Fixed::Out;
            let mut with = fixings.clone();
            with.choose(layout, arc);
            vec![child(bound, without), child(bound, with)]
        }
    }
}
