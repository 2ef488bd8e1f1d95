//! The problem of one component, exactly: depth-first search over its arcs, the cheapest per cover first, with
//! the fractional-cover bound of every row.

use super::Cover;
use super::layout::{Layout, Lists};
use super::objective::priced;

/// What is settled about an arc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixed {
    Free,
    In,
    Out,
}

/// Visits of one search; beyond them the fractional bound is given instead of the optimum.
const MOST_VISITS: u32 = 1 << 18;

/// One component with the prices of the moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local<'a> {
    cover: &'a [Cover],
    weights: &'a [f64],
    fixed: &'a [Fixed],
    needs: &'a [Cover],
    rows_losing: &'a Lists,
    first: usize,
    words: usize,
    bits: &'a [u64],
    price: f64,
    floor: Cover,
}

/// The answer of one search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Answer {
    /// No choice is worth less.
    pub(super) bound: f64,
    /// Shortfall of the choice found.
    pub(super) shortfall: Cover,
}

/// Scratch of one thread.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    order: Vec<u32>,
    ratios: Vec<f64>,
    sums: Vec<Cover>,
    taken: Vec<u32>,
    best: Vec<u32>,
}

impl Scratch {
    /// Room for the sums of rows.
    pub(super) fn sums(&mut self) -> &mut Vec<Cover> {
        &mut self.sums
    }
}

impl<'a> Local<'a> {
    /// Component `component` of a layout; `weights` and `fixed` are of all arcs, `needs` of all rows.
    pub(super) fn new(
        layout: &'a Layout<'_>,
        component: usize,
        weights: &'a [f64],
        fixed: &'a [Fixed],
        needs: &'a [Cover],
        price: f64,
        floor: Cover,
    ) -> Self {
        let arcs = layout.arcs_of(component);
        let (words, bits) = layout.bits_of(component);
        Self {
            cover: &layout.cover[arcs.clone()],
            weights: &weights[arcs.clone()],
            fixed: &fixed[arcs.clone()],
            needs: &needs[layout.rows_of(component)],
            rows_losing: &layout.rows_losing,
            first: arcs.start,
            words,
            bits,
            price,
            floor,
        }
    }

    fn loses(&self, row: usize, arc: usize) -> bool {
        self.bits[row * self.words + arc / 64] >> (arc % 64) & 1 == 1
    }

    /// Value and shortfall of a choice.
    pub(super) fn value(&self, chosen: &[bool], sums: &mut Vec<Cover>) -> (f64, Cover) {
        sums.clear();
        sums.extend_from_slice(self.needs);
        let (mut cost, mut total) = (0.0, 0);
        for arc in (0..chosen.len()).filter(|&arc| chosen[arc]) {
            cost += self.weights[arc];
            total += self.cover[arc];
            for &row in self.rows_losing.of(self.first + arc) {
                sums[row as usize] += self.cover[arc];
            }
        }
        let shortfall = sums.iter().map(|sum| sum - total).max().unwrap_or(0).max(self.floor).max(0);
        (cost + priced(self.price, shortfall), shortfall)
    }

    /// The best choice, starting from a known one. Exact up to [`MOST_VISITS`].
    pub(super) fn solve(&self, scratch: &mut Scratch, chosen: &mut [bool]) -> Answer {
        for (arc, one) in chosen.iter_mut().enumerate() {
            *one = match self.fixed[arc] {
                Fixed::In => true,
                Fixed::Out => false,
                Fixed::Free => *one || self.weights[arc] < 0.0,
            };
        }
        let (value, shortfall) = self.value(chosen, &mut scratch.sums);
        let mut search = Search::new(self, scratch, value);
        let bound = search.run();
        let better = search.best_value < value;
        let best_value = search.best_value;
        if !better {
            return Answer { bound: bound.min(value), shortfall };
        }
        for (arc, one) in chosen.iter_mut().enumerate() {
            *one = self.is_forced(arc);
        }
        for &arc in &scratch.best {
            chosen[arc as usize] = true;
        }
        let (_, shortfall) = self.value(chosen, &mut scratch.sums);
        Answer { bound: bound.min(best_value), shortfall }
    }

    /// Whether an arc is chosen whatever else is.
    fn is_forced(&self, arc: usize) -> bool {
        match self.fixed[arc] {
            Fixed::In => true,
            Fixed::Out => false,
            Fixed::Free => self.weights[arc] < 0.0,
        }
    }
}

/// One search under way.
struct Search<'a, 's> {
    local: &'a Local<'a>,
    scratch: &'s mut Scratch,
    cost: f64,
    total: Cover,
    best_value: f64,
}

impl<'a, 's> Search<'a, 's> {
    fn new(local: &'a Local<'a>, scratch: &'s mut Scratch, best_value: f64) -> Self {
        scratch.order.clear();
        scratch.taken.clear();
        scratch.ratios.clear();
        scratch.sums.clear();
        scratch.sums.extend_from_slice(local.needs);
        let mut search = Self { local, scratch, cost: 0.0, total: 0, best_value };
        for arc in 0..local.cover.len() {
            let ratio = local.weights[arc] / local.cover[arc] as f64;
            search.scratch.ratios.push(ratio);
            if local.is_forced(arc) {
                search.add(arc, 1);
            } else if local.fixed[arc] == Fixed::Free && ratio < local.price {
                search.scratch.order.push(arc as u32);
            }
        }
        let ratios = &search.scratch.ratios;
        search
            .scratch
            .order
            .sort_unstable_by(|&a, &b| ratios[a as usize].total_cmp(&ratios[b as usize]).then(a.cmp(&b)));
        search
    }

    /// Puts an arc in (`sign` 1) or takes it back (-1).
    fn add(&mut self, arc: usize, sign: Cover) {
        let cover = sign * self.local.cover[arc];
        self.cost += sign as f64 * self.local.weights[arc];
        self.total += cover;
        for &row in self.local.rows_losing.of(self.local.first + arc) {
            self.scratch.sums[row as usize] += cover;
        }
    }

    /// Searches everything; returns a lower bound, which is the best value unless visits ran out.
    fn run(&mut self) -> f64 {
        let root = self.bound(0);
        let mut visits = 0;
        let mut next = 0;
        loop {
            visits += 1;
            if visits > MOST_VISITS {
                return root;
            }
            if self.is_open(next) {
                let arc = self.scratch.order[next];
                self.scratch.taken.push(next as u32);
                self.add(arc as usize, 1);
                next += 1;
            } else {
                let Some(last) = self.scratch.taken.pop() else { return self.best_value };
                self.add(self.scratch.order[last as usize] as usize, -1);
                next = last as usize + 1;
            }
        }
    }

    /// Notes the choice so far if it is the best, and whether anything better can come of arcs from `next` on.
    fn is_open(&mut self, next: usize) -> bool {
        let worst = self.scratch.sums.iter().max().map_or(0, |sum| sum - self.total);
        let value = self.cost + priced(self.local.price, worst.max(self.local.floor).max(0));
        if value < self.best_value {
            self.best_value = value;
            let Scratch { order, taken, best, .. } = &mut *self.scratch;
            best.clear();
            best.extend(taken.iter().map(|&position| order[position as usize]));
        }
        worst > self.local.floor && next < self.scratch.order.len() && self.bound(next) < self.best_value
    }

    /// What any choice costs at least that adds only arcs from `next` on to those taken.
    fn bound(&self, next: usize) -> f64 {
        let base = self.cost + priced(self.local.price, self.local.floor.max(0));
        let mut bound = base;
        for (row, sum) in self.scratch.sums.iter().enumerate() {
            let need = sum - self.total - self.local.floor.max(0);
            if need > 0 {
                bound = bound.max(base + self.fractional(next, row, need, self.best_value - base));
                if bound >= self.best_value {
                    break;
                }
            }
        }
        bound
    }

    /// Least cost of covering `need` of one row by parts of arcs, or paying for it; stops at `enough`.
    fn fractional(&self, next: usize, row: usize, mut need: Cover, enough: f64) -> f64 {
        let mut cost = 0.0;
        for &arc in &self.scratch.order[next..] {
            let arc = arc as usize;
            if self.local.loses(row, arc) {
                continue;
            }
            let cover = self.local.cover[arc];
            if cover >= need {
                return cost + self.scratch.ratios[arc] * need as f64;
            }
            cost += self.local.weights[arc];
            need -= cover;
            if cost >= enough {
                return cost;
            }
        }
        cost + priced(self.local.price, need)
    }
}
