//! Smallest and largest `Σxᵢ² / (Σxᵢ)²` over a box cut by a slab.

/// Up to this many uncertain places every vertex is visited.
const EXACT_PLACES: usize = 12;
/// Slack for rounding of sums.
const SLACK: f64 = 1e-12;

/// From `low` to `high`; `high` may be infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Bounds {
    pub(super) fn sum(all: &[Self]) -> Self {
        all.iter().fold(Self { low: 0.0, high: 0.0 }, |sum, one| Self {
            low: sum.low + one.low,
            high: sum.high + one.high,
        })
    }

    fn width(self) -> f64 {
        self.high - self.low
    }
}

/// Highs no higher than the sum lets them be.
fn capped(places: &[Bounds], sum: Bounds) -> Vec<Bounds> {
    let spare = (sum.high - Bounds::sum(places).low).max(0.0);
    places.iter().map(|one| Bounds { low: one.low, high: one.high.min(one.low + spare) }).collect()
}

/// The smallest ratio: for a given sum the squares are least when every place is filled to one level, as far
/// as its bounds allow; between two neighbouring bounds the ratio has its minimum where the level equals
/// `Σ fixed² / Σ fixed`. O(n²).
pub(super) fn least(places: &[Bounds], sum: Bounds) -> f64 {
    let places = capped(places, sum);
    let mut levels: Vec<f64> = places.iter().flat_map(|one| [one.low, one.high]).collect();
    levels.sort_unstable_by(f64::total_cmp);
    levels.dedup();
    let lowest =
        ratio(places.iter().map(|one| one.low).sum(), places.iter().map(|one| one.low * one.low).sum());
    let filled = levels.windows(2).filter_map(|ends| least_between(&places, sum, ends[0], ends[1]));
    filled.reduce(f64::min).unwrap_or(lowest)
}

/// The smallest ratio with the level between two neighbouring bounds, if the sum can be met there.
fn least_between(places: &[Bounds], sum: Bounds, from: f64, to: f64) -> Option<f64> {
    let (mut fixed, mut squares, mut free) = (0.0, 0.0, 0.0);
    for one in places {
        if one.low <= from && one.high >= to {
            free += 1.0;
        } else {
            let value = if one.high <= from { one.high } else { one.low };
            fixed += value;
            squares += value * value;
        }
    }
    let (mut low, mut high) = (from, to);
    if free > 0.0 {
        low = low.max((sum.low - fixed) / free);
        high = high.min((sum.high - fixed) / free);
    } else if fixed < sum.low - SLACK || fixed > sum.high + SLACK {
        return None;
    }
    if low > high + SLACK {
        return None;
    }
    let best = if fixed > 0.0 { squares / fixed } else { high };
    let level = best.min(high).max(low);
    Some(ratio(fixed + free * level, squares + free * level * level))
}

fn ratio(sum: f64, squares: f64) -> f64 {
    if sum > 0.0 { squares / (sum * sum) } else { 1.0 }
}

/// The largest ratio: at a vertex, or a bound on it when there are too many.
pub(super) fn greatest(places: &[Bounds], sum: Bounds) -> f64 {
    let places = capped(places, sum);
    let (uncertain, certain): (Vec<Bounds>, Vec<Bounds>) = places.iter().partition(|one| one.width() > SLACK);
    let base = Corner {
        sum: certain.iter().map(|one| one.low).sum(),
        squares: certain.iter().map(|one| one.low * one.low).sum(),
    };
    if uncertain.len() > EXACT_PLACES {
        return chord_bound(&places, sum);
    }
    let mut best = 0.0;
    visit(&uncertain, base, None, sum, &mut best);
    best
}

/// Sum and squares of the places settled so far.
#[derive(Debug, Clone, Copy)]
struct Corner {
    sum: f64,
    squares: f64,
}

impl Corner {
    fn with(self, value: f64) -> Self {
        Self { sum: self.sum + value, squares: self.squares + value * value }
    }
}

/// Visits every vertex: all places at an end and the sum inside the slab, or one place free and the sum at an
/// end of the slab.
fn visit(rest: &[Bounds], corner: Corner, free: Option<Bounds>, sum: Bounds, best: &mut f64) {
    if corner.sum > sum.high + SLACK {
        return;
    }
    if let Some((&one, rest)) = rest.split_first() {
        visit(rest, corner.with(one.low), free, sum, best);
        visit(rest, corner.with(one.high), free, sum, best);
        if free.is_none() {
            visit(rest, corner, Some(one), sum, best);
        }
        return;
    }
    let Some(free) = free else {
        if corner.sum >= sum.low - SLACK && corner.sum <= sum.high + SLACK && corner.sum > 0.0 {
            *best = best.max(ratio(corner.sum, corner.squares));
        }
        return;
    };
    for total in [sum.low, sum.high] {
        let value = total - corner.sum;
        if value >= free.low - SLACK && value <= free.high + SLACK && total > 0.0 {
            let reached = corner.with(value);
            *best = best.max(ratio(reached.sum, reached.squares));
        }
    }
}

/// An upper bound on the ratio: the chord of `x²` over `[l, h]` has slope `l + h`, so filling the steepest
/// chords first gives, for every sum, no less than any squares; then the best sum.
fn chord_bound(places: &[Bounds], sum: Bounds) -> f64 {
    let mut chords: Vec<Bounds> = places.to_vec();
    chords.sort_by(|a, b| (b.low + b.high).total_cmp(&(a.low + a.high)));
    let mut from = places.iter().map(|one| one.low).sum::<f64>();
    let mut value = places.iter().map(|one| one.low * one.low).sum::<f64>();
    let mut best: f64 = if from >= sum.low - SLACK { ratio(from, value) } else { 0.0 };
    for chord in chords {
        let (slope, to) = (chord.low + chord.high, from + chord.width());
        let at = |total: f64| ratio(total, value + slope * (total - from));
        let (start, end) = (from.max(sum.low), to.min(sum.high));
        if start <= end + SLACK {
            let turning = 2.0 * (from * slope - value) / slope;
            best = best.max(at(start)).max(at(end)).max(at(turning.min(end).max(start)));
        }
        value += slope * chord.width();
        from = to;
    }
    best.min(1.0)
}
