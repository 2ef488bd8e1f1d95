//! Choosing questions: a few of many, so that as many settlements as possible are reached.
//!
//! A settlement is reached when all questions of one of its sets are chosen; sets have one question or two. Where no
//! set has two this is maximum coverage, whose objective is monotone and submodular. With pairs it is not submodular, and
//! finding the best is as hard as the densest small subgraph.
//!
//! Step by step the question, or the pair, is taken that reaches most new settlements per question. Let `d` be the greatest
//! number of different partners that a question has, `n` how many are chosen. With `d = 0` at least `1 − 1/e` of the best
//! is reached (Nemhauser, Wolsey and Fisher 1978, doi:10.1007/BF01588971). Else at least `1 − e^(−(n−1)/(n·min(d+1, n)))`:
//! whatever the best choice reaches beyond what is chosen, it reaches by single questions and by pairs among its `n`;
//! those pairs are the edges of a graph of degree at most `d`, which fall into at most `min(d + 1, n)` matchings (Vizing);
//! the questions of a matching, its pairs taken as one, are `n` in all, so that one of them reaches, per question, at least a
//! part of `1/(n·min(d+1, n))` of what is missing; and when a pair no longer fits, `n − 1` are chosen.

use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A question chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// Which.
    pub question: u32,
    /// The other one of a pair that was chosen for what both settle together.
    pub with: Option<u32>,
    /// Settlements reached that were not before; of a pair all at its second.
    pub adds: usize,
}

/// A choice, with what is known of its worth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// The questions, in the order chosen.
    pub picks: Vec<Pick>,
    /// Settlements that some answers to them reach.
    pub reached: usize,
    /// No set of as many questions reaches more than this.
    pub at_most: usize,
    /// Settlements that there are.
    pub of: usize,
    /// The most partners that a question has in sets of two.
    pub partners: usize,
}

impl Chosen {
    /// The part of the best that any instance with as many questions and partners is sure to reach, of 0..=1.
    pub fn guarantee(count: usize, partners: usize) -> f64 {
        if partners == 0 || count <= 1 {
            return 1.0 - (-1.0_f64).exp();
        }
        let count = count as f64;
        let matchings = (partners as f64 + 1.0).min(count);
        1.0 - (-(count - 1.0) / (count * matchings)).exp()
    }
}

/// Chooses at most `count` of `questions`; `sets` holds for each settlement the sets of one or two questions (ascending)
/// that reach it. Questions that reach nothing new are not chosen. Of equals the first.
/// O(`count` × (sets + pairs of single questions of a settlement that are partners)).
pub fn choose(questions: usize, sets: &[Vec<Vec<u32>>], count: usize) -> Chosen {
    let mut board = Board::new(questions, sets);
    let mut at_most = board.bound(count);
    let mut picks = Vec::new();
    while picks.len() < count {
        let Some(best) = board.best(count - picks.len()) else { break };
        let adds = board.take(&best);
        let with = |at: usize| (best.len() == 2).then(|| best[1 - at]);
        picks.extend(best.iter().enumerate().map(|(at, &question)| Pick {
            question,
            with: with(at),
            adds: if at + 1 == best.len() { adds } else { 0 },
        }));
        at_most = at_most.min(board.reached() + board.bound(count));
    }
    let (reached, of) = (board.reached(), sets.len());
    Chosen { picks, reached, at_most: at_most.min(of), of, partners: board.partners }
}

/// What is chosen and what is reached.
struct Board<'s> {
    sets: &'s [Vec<Vec<u32>>],
    chosen: Vec<bool>,
    is_reached: Vec<bool>,
    partners: usize,
}

/// How many settlements two questions reach together.
type Pairs = BTreeMap<(u32, u32), u32>;

/// What is left to choose for a settlement: single questions, and pairs.
#[derive(Default)]
struct Left {
    singles: BTreeSet<u32>,
    pairs: BTreeSet<(u32, u32)>,
}

impl<'s> Board<'s> {
    fn new(questions: usize, sets: &'s [Vec<Vec<u32>>]) -> Self {
        let mut partners = vec![BTreeSet::new(); questions];
        for pair in sets.iter().flatten().filter(|set| set.len() == 2) {
            partners[pair[0] as usize].insert(pair[1]);
            partners[pair[1] as usize].insert(pair[0]);
        }
        Self {
            sets,
            chosen: vec![false; questions],
            is_reached: vec![false; sets.len()],
            partners: partners.iter().map(BTreeSet::len).max().unwrap_or(0),
        }
    }

    fn reached(&self) -> usize {
        self.is_reached.iter().filter(|&&one| one).count()
    }

    /// For each settlement not reached, what is left to choose.
    fn left(&self) -> impl Iterator<Item = Left> + '_ {
        let open = self.sets.iter().zip(&self.is_reached).filter(|(_, reached)| !**reached);
        open.map(|(sets, _)| {
            let mut left = Left::default();
            for set in sets {
                let rest: Vec<u32> = set.iter().copied().filter(|&one| !self.chosen[one as usize]).collect();
                match rest[..] {
                    [one] => _ = left.singles.insert(one),
                    [one, other] => _ = left.pairs.insert((one, other)),
                    _ => {}
                }
            }
            left.pairs.retain(|(one, other)| !left.singles.contains(one) && !left.singles.contains(other));
            left
        })
    }

    /// The question or pair that reaches most per question; the first of equals, one before two.
    fn best(&self, places: usize) -> Option<Vec<u32>> {
        let mut single = vec![0_u32; self.chosen.len()];
        let mut pairs = Pairs::new();
        let left: Vec<Left> = self.left().collect();
        for one in &left {
            for &question in &one.singles {
                single[question as usize] += 1;
            }
            for &pair in &one.pairs {
                *pairs.entry(pair).or_default() += 1;
            }
        }
        let both = shared(&left, &pairs);
        let alone =
            (0_u32..).zip(&single).max_by_key(|&(question, &gain)| (gain, std::cmp::Reverse(question)));
        let (question, &most) = alone?;
        let mut best = (2 * most, vec![question]);
        if places >= 2 {
            for (pair, together) in pairs {
                let (one, other) = (single[pair.0 as usize], single[pair.1 as usize]);
                let gain = one + other + together - both.get(&pair).copied().unwrap_or(0);
                if gain > best.0 {
                    best = (gain, if other > one { vec![pair.1, pair.0] } else { vec![pair.0, pair.1] });
                }
            }
        }
        (best.0 > 0).then_some(best.1)
    }

    /// Chooses, and says how many settlements that reaches.
    fn take(&mut self, questions: &[u32]) -> usize {
        let before = self.reached();
        for &one in questions {
            self.chosen[one as usize] = true;
        }
        for (sets, reached) in self.sets.iter().zip(&mut self.is_reached) {
            *reached |= sets.iter().any(|set| set.iter().all(|&one| self.chosen[one as usize]));
        }
        self.reached() - before
    }

    /// How much `count` more questions can reach at most: what any of them reaches is shared out among the questions it
    /// still needs, and no `count` questions have larger shares than those with the largest.
    fn bound(&self, count: usize) -> usize {
        // In halves, so that they add up exactly.
        let mut shares = vec![0_usize; self.chosen.len()];
        for left in self.left() {
            for &one in &left.singles {
                shares[one as usize] += 2;
            }
            let paired: BTreeSet<u32> = left.pairs.iter().flat_map(|&(one, other)| [one, other]).collect();
            for one in paired {
                shares[one as usize] += 1;
            }
        }
        shares.sort_unstable_by(|one, other| other.cmp(one));
        shares.iter().take(count).sum::<usize>() / 2
    }
}

/// For each pair that is looked at, settlements that either of its questions reaches alone.
fn shared(left: &[Left], pairs: &Pairs) -> Pairs {
    let mut partners: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for &(one, other) in pairs.keys() {
        partners.entry(one).or_default().push(other);
    }
    let mut both = Pairs::new();
    for singles in left.iter().map(|one| &one.singles) {
        for one in singles {
            let others = partners.get(one).into_iter().flatten().filter(|other| singles.contains(other));
            others.for_each(|&other| *both.entry((*one, other)).or_default() += 1);
        }
    }
    both
}
