//! The rules of one step that all ways of computing it share.

use crate::backing::Backing;
use crate::channels::Channels;
use crate::options::{EsriOptions, Replaceability, Solution};

/// Below this output a sector counts as closed, in money units, as published.
const PUBLISHED_CLOSED: f64 = 1e-10;
/// Below this part of its unshocked output a sector counts as closed.
const CLOSED: f64 = 1e-12;

/// Steps after which a scenario is given up; its residual then says how far it was. Published rules can swing for
/// ever when a sector closes wholly.
pub(crate) const MOST_STEPS: u32 = 100_000;

/// A market: what divides a supplier's sales to give how much it is missed.
#[derive(Clone, Debug)]
pub(crate) struct Rules<'a> {
    pub(crate) is_replaceable: bool,
    /// Named backups that step in.
    pub(crate) backing: Option<&'a Backing>,
    /// Output at or below which a sector counts as closed, by sector.
    closed_at: Vec<f64>,
    /// What counts as 1 over the output of a closed sector.
    inverse_when_closed: f64,
    /// Largest rise of a loss that ends the steps.
    pub(crate) eps: f64,
}

impl<'a> Rules<'a> {
    pub(crate) fn new(channels: &Channels, options: &EsriOptions<'a>) -> Self {
        let unharmed = vec![0.0; channels.len()];
        let output = |sector: usize| {
            let range = channels.sector(sector);
            crate::sector_sum::output_left(&channels.out_strength()[range.clone()], &unharmed[range])
        };
        let sectors = 0..channels.sectors();
        let (closed_at, inverse_when_closed) = match options.solution {
            Solution::Compat { .. } => (sectors.map(|_| PUBLISHED_CLOSED).collect(), 1.0),
            Solution::FixedPoint { .. } => {
                let closed_at = sectors.map(|sector| CLOSED * output(sector)).collect();
                (closed_at, f64::INFINITY)
            }
        };
        let is_replaceable = options.replaceability == Replaceability::MarketShare;
        let backing = match options.replaceability {
            Replaceability::Named(backing) => Some(backing),
            Replaceability::MarketShare | Replaceability::Off => None,
        };
        Self { is_replaceable, backing, closed_at, inverse_when_closed, eps: options.last_step() }
    }

    /// One over what is left of a sector.
    #[inline]
    pub(crate) fn inverse(&self, sector: usize, output_left: f64) -> f64 {
        if output_left <= self.closed_at[sector] { self.inverse_when_closed } else { 1.0 / output_left }
    }
}

/// What customers miss of a supplier: its loss times its share of what is left of its sector.
///
/// A firm without sales is missed by nobody, whatever the share (0 · ∞ is no number, and `min` then gives 1).
#[inline]
pub(crate) fn missed(sales: f64, inverse: f64, loss: f64) -> f64 {
    let share = sales * inverse;
    (if share < 1.0 { share } else { 1.0 }) * loss
}

/// The larger; both are numbers.
#[inline]
pub(crate) fn larger(one: f64, other: f64) -> f64 {
    if one > other { one } else { other }
}

/// At most closed.
#[inline]
pub(crate) fn at_most_closed(loss: f64) -> f64 {
    if loss < 1.0 { loss } else { 1.0 }
}
