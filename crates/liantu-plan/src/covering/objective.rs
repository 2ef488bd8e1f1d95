//! What is minimised, and under which limit.

use super::{Cover, Instance};

/// `cost · (cost of the choice) + Σ prices[c] · shortfall of c`, under a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// Weight of the cost: 0 or 1.
    pub cost: f64,
    /// Price per unit of shortfall, per component; infinite where none is allowed.
    pub prices: Vec<f64>,
    /// What must not be exceeded.
    pub limit: Option<Limit>,
}

/// A limit on what is not minimised.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// Cost of the choice.
    Cost(f64),
    /// Weighted shortfall.
    Shortfall {
        /// Weight of each component's shortfall.
        weights: Vec<f64>,
        /// The limit.
        most: f64,
    },
}

/// Sums of costs are the same up to this much, relatively.
pub(super) const ROUNDING: f64 = 1e-9;

/// What a choice is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// The objective; infinite for what is not allowed.
    pub objective: f64,
    /// Cost of the choice.
    pub cost: f64,
}

impl Objective {
    /// Least cost and price of shortfalls together.
    pub fn priced(prices: Vec<f64>) -> Self {
        Self { cost: 1.0, prices, limit: None }
    }

    /// The value of a choice, straight from the definition.
    pub fn value(&self, instance: &Instance, chosen: &[bool]) -> Value {
        let cost = instance.cost(chosen);
        let shortfalls = instance.shortfalls(chosen);
        let allowed = instance.is_allowed(chosen) && self.keeps_limit(cost, &shortfalls);
        let objective =
            if allowed { self.cost * cost + weigh(&self.prices, &shortfalls) } else { f64::INFINITY };
        Value { objective, cost }
    }

    fn keeps_limit(&self, cost: f64, shortfalls: &[Cover]) -> bool {
        match &self.limit {
            None => true,
            Some(Limit::Cost(most)) => cost <= most + slack(*most),
            Some(Limit::Shortfall { weights, most }) => weigh(weights, shortfalls) <= most + slack(*most),
        }
    }
}

/// How much a sum may exceed a limit by rounding.
pub(super) fn slack(value: f64) -> f64 {
    ROUNDING * (1.0 + value.abs())
}

/// Weighted sum of shortfalls; an infinite price of nothing is nothing.
pub(super) fn weigh(prices: &[f64], shortfalls: &[Cover]) -> f64 {
    prices.iter().zip(shortfalls).map(|(&price, &shortfall)| priced(price, shortfall)).sum()
}

pub(super) fn priced(price: f64, shortfall: Cover) -> f64 {
    if shortfall == 0 { 0.0 } else { price * shortfall as f64 }
}
