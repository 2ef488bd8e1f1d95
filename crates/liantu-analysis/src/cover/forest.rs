//! How much of a market is left when some of its sources fall, with only some shares known.
//!
//! Stated totals of regions nest, so the constraints `low ≤ Σ shares ≤ high` form a tree, and the set of
//! reachable (surviving, fallen) pairs at each node is a box cut by a strip. Sums of such sets are again boxes
//! cut by strips, so one pass from the leaves upward gives the exact interval.

use crate::Interval;
use crate::whereabouts::Whereabouts;
use liantu_model::Percent;

/// Slack of a total that no offer explains: rounding, as in the supply accounting.
const ROUNDING: Percent = Percent::from_millionths(500_000);

/// One source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf {
    /// Its share, if it is known.
    pub(super) share: Option<(Percent, Percent)>,
    /// The node around it; `None` = the market.
    pub(super) node: Option<usize>,
}

/// One stated total.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// What is stated.
    pub(super) total: (Percent, Percent),
    /// The total around it; `None` = the market.
    pub(super) parent: Option<usize>,
    /// Whether an unnamed offer holds what its named offers do not explain.
    pub(super) has_remainder: bool,
}

/// What the whole market adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// Shares of one whole: at most 100.
    Shares,
    /// Capacities: no limit.
    Capacities,
}

/// The sources of one component in one market.
#[derive(Debug)]
pub(super) struct Forest {
    leaves: Vec<Leaf>,
    nodes: Vec<Node>,
    /// Nodes with inner ones before what is around them.
    order: Vec<usize>,
    whole: Whole,
}

/// What can survive, what can be lost, and what both together can be.
#[derive(Debug, Clone, Copy)]
struct Reach {
    standing: Interval<Percent>,
    fallen: Interval<Percent>,
    both: Interval<Percent>,
}

const NONE: Interval<Percent> = Interval::exactly(Percent::ZERO);

impl Forest {
    pub(super) fn new(leaves: Vec<Leaf>, nodes: Vec<Node>, whole: Whole) -> Self {
        let depth = |node: usize| std::iter::successors(Some(node), |&inner| nodes[inner].parent).count();
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by_key(|&node| std::cmp::Reverse(depth(node)));
        Self { leaves, nodes, order, whole }
    }

    /// Whether nothing is stated of a leaf, nor of a total around it.
    pub(super) fn is_silent(&self, leaf: usize) -> bool {
        self.leaves[leaf].share.is_none() && self.leaves[leaf].node.is_none()
    }

    /// The share that the leaves `stands` keeps can have together. O(leaves + totals).
    pub(super) fn surviving(&self, stands: impl Fn(usize) -> bool) -> Interval<Percent> {
        let side = |leaf| if stands(leaf) { Whereabouts::Inside } else { Whereabouts::Outside };
        let mut market = self.market(side);
        if self.whole == Whole::Shares {
            market.cut((Percent::ZERO, Percent::HUNDRED));
        }
        market.standing
    }

    /// The share that the leaves inside a territory have together, when all supply adds up to the whole: of
    /// what is not listed it is said where it may be, nothing when everybody is listed. O(leaves + totals).
    pub(super) fn inside(
        &self,
        side: impl Fn(usize) -> Whereabouts,
        unlisted: Option<Whereabouts>,
    ) -> Interval<Percent> {
        let mut market = self.market(side);
        if let Some(side) = unlisted {
            market.add(Reach::leaf(None, side));
        }
        market.cut((Percent::HUNDRED, Percent::HUNDRED));
        market.standing
    }

    fn market(&self, side: impl Fn(usize) -> Whereabouts) -> Reach {
        let empty = Reach { standing: NONE, fallen: NONE, both: NONE };
        let mut nodes = vec![empty; self.nodes.len()];
        let mut market = empty;
        for (position, leaf) in self.leaves.iter().enumerate() {
            let around = leaf.node.map_or(&mut market, |node| &mut nodes[node]);
            around.add(Reach::leaf(leaf.share, side(position)));
        }
        for &position in &self.order {
            let node = &self.nodes[position];
            if !node.has_remainder {
                let rounding = Interval { low: Percent::ZERO, high: ROUNDING };
                nodes[position].add(Reach { standing: NONE, fallen: rounding, both: rounding });
            }
            nodes[position].cut(node.total);
            let inner = nodes[position];
            node.parent.map_or(&mut market, |parent| &mut nodes[parent]).add(inner);
        }
        market
    }
}

impl Reach {
    fn leaf(share: Option<(Percent, Percent)>, side: Whereabouts) -> Self {
        let (low, high) = share.unwrap_or((Percent::ZERO, Percent::HUNDRED));
        let own = Interval { low, high };
        let any = Interval { low: Percent::ZERO, high };
        let (standing, fallen) = match side {
            Whereabouts::Inside => (own, NONE),
            Whereabouts::Perhaps => (any, any),
            Whereabouts::Outside => (NONE, own),
        };
        Self { standing, fallen, both: own }
    }

    fn add(&mut self, other: Self) {
        let sum = |a: &mut Interval<Percent>, b: Interval<Percent>| {
            a.low += b.low;
            a.high += b.high;
        };
        sum(&mut self.standing, other.standing);
        sum(&mut self.fallen, other.fallen);
        sum(&mut self.both, other.both);
    }

    /// Keeps what adds up to a total. A total that the parts contradict gives way to them.
    fn cut(&mut self, total: (Percent, Percent)) {
        let both = self.both;
        let within = |end: Percent| end.max(both.low).min(both.high.max(both.low));
        self.both = Interval { low: within(total.0), high: within(total.1) };
        let (standing, fallen) = (self.standing, self.fallen);
        self.standing = rest(self.both, fallen, standing);
        self.fallen = rest(self.both, standing, fallen);
    }
}

/// What is left of `both` beside `other`, within `own`.
fn rest(both: Interval<Percent>, other: Interval<Percent>, own: Interval<Percent>) -> Interval<Percent> {
    let low = own.low.max(both.low - other.high);
    let high = own.high.min(both.high - other.low);
    Interval { low: low.min(own.high), high: high.max(own.low) }
}
