//! The plan with shared plants as a mixed-integer program, in plain rows and columns.

use super::demand::{Asked, Demand};
use crate::covering::Row;
use crate::problem::Problem;
use liantu_graph::OfferSource;
use liantu_model::Percent;
use std::collections::BTreeMap;

/// Columns and rows; every column lies in 0..=1.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// Whether each column is 0 or 1 and nothing between.
    pub(super) whole: Vec<bool>,
    pub(super) rows: Vec<Bounds>,
    /// Cost of each column that costs.
    pub(super) costs: Vec<(usize, f64)>,
    /// The missing cover of each component that anything is asked of.
    pub(super) missing: BTreeMap<u32, usize>,
    /// The part of its plant that an arc gives under a demand, where its firm has several arcs to serve.
    pub(super) parts: BTreeMap<(usize, usize), usize>,
    /// How many arcs there are; theirs are the first columns.
    pub(super) arcs: usize,
}

/// A sum of columns and where it has to lie.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) terms: Vec<(usize, f64)>,
}

impl Bounds {
    pub(super) fn at_least(low: f64, terms: Vec<(usize, f64)>) -> Self {
        Self { low, high: f64::INFINITY, terms }
    }

    pub(super) fn at_most(high: f64, terms: Vec<(usize, f64)>) -> Self {
        Self { low: f64::NEG_INFINITY, high, terms }
    }
}

impl Program {
    pub(super) fn new(problem: &Problem<'_>, demands: &[Demand]) -> Self {
        let arcs = problem.arcs.len();
        let mut program = Self { whole: vec![true; arcs], arcs, ..Self::default() };
        program.price(problem);
        for cap in &problem.instance.caps {
            let terms = cap.arcs.iter().map(|&arc| (arc as usize, 1.0)).collect();
            program.rows.push(Bounds::at_most(f64::from(cap.most), terms));
        }
        for (number, demand) in demands.iter().enumerate() {
            program.demand(problem, number, demand);
        }
        program
    }

    fn column(&mut self) -> usize {
        self.whole.push(false);
        self.whole.len() - 1
    }

    /// Costs of the arcs, and of taking their firms on.
    fn price(&mut self, problem: &Problem<'_>) {
        self.costs = problem.costs.of.iter().copied().enumerate().filter(|&(_, cost)| cost > 0.0).collect();
        let firms: Vec<usize> = problem.costs.onboarding.iter().map(|_| self.column()).collect();
        self.costs
            .extend(firms.iter().zip(&problem.costs.onboarding).map(|(&firm, &(_, cost))| (firm, cost)));
        for arc in 0..self.arcs {
            if let Some(group) = problem.costs.group(arc) {
                self.rows.push(Bounds::at_least(0.0, vec![(firms[group as usize], 1.0), (arc, -1.0)]));
            }
        }
    }

    fn demand(&mut self, problem: &Problem<'_>, number: usize, demand: &Demand) {
        for serving in plants(problem, demand).values().filter(|arcs| arcs.len() > 1) {
            let parts: Vec<usize> = serving.iter().map(|_| self.column()).collect();
            for (&arc, &part) in serving.iter().zip(&parts) {
                self.parts.insert((number, arc), part);
                self.rows.push(Bounds::at_least(0.0, vec![(arc, 1.0), (part, -1.0)]));
            }
            self.rows.push(Bounds::at_most(1.0, parts.into_iter().map(|part| (part, 1.0)).collect()));
        }
        for Asked { row, .. } in &demand.rows {
            let missing = match self.missing.get(&row.component) {
                Some(&column) => column,
                None => self.column(),
            };
            self.missing.insert(row.component, missing);
            let mut terms: Vec<(usize, f64)> = left_arcs(problem, row)
                .map(|arc| (self.parts.get(&(number, arc)).copied().unwrap_or(arc), cover(problem, arc)))
                .collect();
            terms.push((missing, 1.0));
            self.rows.push(Bounds::at_least(part_of_demand(row.need), terms));
        }
    }
}

/// The arcs that can serve a demand, by firm.
pub(super) fn plants(problem: &Problem<'_>, demand: &Demand) -> BTreeMap<OfferSource, Vec<usize>> {
    let mut plants: BTreeMap<OfferSource, Vec<usize>> = BTreeMap::new();
    for arc in demand.rows.iter().flat_map(|asked| left_arcs(problem, &asked.row)) {
        let source = problem.board.rows()[problem.arcs[arc]].source;
        if let OfferSource::Named(_) = source {
            plants.entry(source).or_default().push(arc);
        }
    }
    plants
}

/// The arcs of a component that a failure leaves and that cover anything.
pub(super) fn left_arcs<'p>(problem: &'p Problem<'_>, row: &'p Row) -> impl Iterator<Item = usize> + 'p {
    problem
        .arcs_of(row.component as usize)
        .filter(|&arc| row.lost.binary_search(&(arc as u32)).is_err() && cover(problem, arc) > 0.0)
}

/// What an arc covers with all of its plant, of demand, 0..=1.
pub(super) fn cover(problem: &Problem<'_>, arc: usize) -> f64 {
    part_of_demand(problem.board.rows()[problem.arcs[arc]].cover.millionths())
}

pub(super) fn part_of_demand(cover: crate::covering::Cover) -> f64 {
    cover as f64 / Percent::HUNDRED.millionths() as f64
}
