//! Herfindahl indices of incompletely known shares, as exact intervals.
//!
//! The shares of places are known up to a box `lᵢ ≤ xᵢ ≤ hᵢ` and a sum. The index `Σxᵢ² / (Σxᵢ)²` is
//! quasi-convex on such a set (its sublevel sets are second-order cones), so the largest value is at a vertex
//! and the smallest at an even level of filling.

mod bounds;
#[cfg(test)]
mod tests;

use crate::Interval;
use bounds::{Bounds, greatest, least};

/// What may be in a place beside the shares stated for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Room {
    /// Nothing: the total of the place is stated.
    Closed,
    /// Nothing that is listed; suppliers missing from an incomplete list.
    Unlisted,
    /// A listed offer without a share.
    Blank,
}

/// Which side of the customs border a place is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Outside the domestic territory.
    Foreign,
    /// In the domestic territory.
    Domestic,
}

/// What is stated about the share of one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceShare {
    /// Lower end of what is stated, percent, 0..=100.
    pub low: f64,
    /// Upper end, percent, 0..=100.
    pub high: f64,
    /// What may come on top.
    pub room: Room,
    /// Where it is.
    pub side: Side,
}

/// Whether the places listed are all there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceList {
    /// Nobody else supplies: what is left over belongs to listed offers without a share.
    Complete,
    /// What is left over may be anywhere but in a closed place, in one piece or in dust.
    Incomplete,
}

/// Interval of the Herfindahl index over all places, 0..=1.
///
/// The shares add up to 100. When the lowest shares exceed that, or nothing listed can take up what is
/// missing from a complete list, they are taken as they are and rescaled. Blank offers and open places take
/// the rest: low = spread evenly (complete list) or dust, which adds nothing (incomplete); high = all of it
/// in one place, listed or new.
///
/// Exact: `high` is found by branch and bound over the vertices, at most one place strictly inside its range. Only
/// when 200 000 corners do not settle it, which takes dozens of places with ranges of their own, `high` is the
/// bound that replaces each square by its chord, which is never too low. `None` when nothing is supplied.
pub fn herfindahl(places: &[PlaceShare], list: PlaceList) -> Option<Interval<f64>> {
    interval(places, list, Counted::All)
}

/// Interval of the Herfindahl index over the foreign places, rescaled to their sum, 0..=1.
///
/// The foreign sum is itself uncertain: between 100 less the most and 100 less the least that domestic places
/// can hold. What an incomplete list leaves open may be foreign or, unless every domestic place given is
/// closed, domestic; a domestic territory without a row is given as an `Unlisted` place of share 0. So the
/// index is a ratio over the box cut by a slab `a ≤ Σxᵢ ≤ b`: low = even filling at the best sum (complete) or
/// `Σlᵢ²/b²` (incomplete: the more dust, the lower); high = the best vertex of the cut box.
///
/// Exact and bounded as [`herfindahl`]. `None` when nothing foreign can be supplied.
pub fn import_herfindahl(places: &[PlaceShare], list: PlaceList) -> Option<Interval<f64>> {
    interval(places, list, Counted::Foreign)
}

/// The share a place can have when all are taken together, percent: `None` when nothing is stated about it
/// and nothing follows from the others.
pub fn place_share(places: &[PlaceShare], position: usize, list: PlaceList) -> Option<Interval<f64>> {
    let place = &places[position];
    let others = |end: fn(&Bounds) -> f64| -> f64 {
        let others = places.iter().enumerate().filter(|&(other, _)| other != position);
        bounded(others.map(|(_, place)| place), list).iter().map(end).sum()
    };
    if place.room != Room::Blank {
        return Some(Interval { low: place.low, high: place.high.max(place.low) });
    }
    let rest = (100.0 - 100.0 * others(|bounds| bounds.low)).max(place.low);
    let certain = match list {
        PlaceList::Complete => (100.0 - 100.0 * others(|bounds| bounds.high)).max(place.low),
        PlaceList::Incomplete => place.low,
    };
    (place.high > 0.0 || certain >= rest).then_some(Interval { low: certain.min(rest), high: rest })
}

/// Which places the index is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    All,
    Foreign,
}

fn interval(places: &[PlaceShare], list: PlaceList, scope: Counted) -> Option<Interval<f64>> {
    let counts = |place: &&PlaceShare| scope == Counted::All || place.side == Side::Foreign;
    let (counted, others): (Vec<_>, Vec<_>) = places.iter().partition(counts);
    let (mut counted, others) = (bounded(counted, list), bounded(others, list));
    let (counted_sum, others_sum) = (Bounds::sum(&counted), Bounds::sum(&others));
    let most = match list {
        PlaceList::Complete => counted_sum.high + others_sum.high,
        PlaceList::Incomplete => f64::INFINITY,
    };
    let total = 1.0_f64.min(most).max(counted_sum.low + others_sum.low);
    let unlisted_elsewhere = list == PlaceList::Incomplete && scope == Counted::Foreign && others.is_empty();
    let others_high = if unlisted_elsewhere { f64::INFINITY } else { others_sum.high };
    let sum = Bounds {
        low: counted_sum.low.max(total - others_high),
        high: (total - others_sum.low).min(if list == PlaceList::Complete {
            counted_sum.high
        } else {
            total
        }),
    };
    if sum.high <= NOTHING {
        return None;
    }
    let low = match list {
        PlaceList::Complete => least(&counted, sum),
        PlaceList::Incomplete => squares(&counted) / (sum.high * sum.high),
    };
    if list == PlaceList::Incomplete {
        counted.push(Bounds { low: 0.0, high: f64::INFINITY });
    }
    let high = greatest(&counted, sum);
    Some(Interval { low: low.min(high).clamp(0.0, 1.0), high: high.clamp(0.0, 1.0) })
}

/// A share of less than this is none: a thousandth of a millionth of a point.
const NOTHING: f64 = 1e-11;

fn squares(bounds: &[Bounds]) -> f64 {
    bounds.iter().map(|bounds| bounds.low * bounds.low).sum()
}

/// What each place can have for itself, smallest first: sums do not depend on the order of places.
fn bounded<'p>(places: impl IntoIterator<Item = &'p PlaceShare>, list: PlaceList) -> Vec<Bounds> {
    let mut all: Vec<Bounds> = places.into_iter().map(|place| possible(place, list)).collect();
    all.sort_by(|a, b| a.low.total_cmp(&b.low).then(a.high.total_cmp(&b.high)));
    all
}

/// The share a place can have for itself, 0..=1 or without limit.
fn possible(place: &PlaceShare, list: PlaceList) -> Bounds {
    let takes_rest = match place.room {
        Room::Closed => false,
        Room::Unlisted => list == PlaceList::Incomplete,
        Room::Blank => true,
    };
    let low = (place.low / 100.0).max(0.0);
    Bounds { low, high: if takes_rest { f64::INFINITY } else { (place.high / 100.0).max(low) } }
}
