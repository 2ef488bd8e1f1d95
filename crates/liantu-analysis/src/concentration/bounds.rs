//! Smallest and largest `Σxᵢ² / (Σxᵢ)²` over a box cut by a slab.

/// Corners looked at before the bound is taken instead.
const MOST_CORNERS: u32 = 200_000;
/// With fewer places left, bounding costs more than it saves.
const WORTH_BOUNDING: usize = 4;
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

/// The largest ratio: at a vertex of the box cut by the slab, found by branch and bound. The bound is that of
/// [`chord_bound`], which stands for the whole when [`MOST_CORNERS`] do not settle it: the question is a
/// knapsack, and hard in the worst case.
pub(super) fn greatest(places: &[Bounds], sum: Bounds) -> f64 {
    let places = capped(places, sum);
    let (mut uncertain, certain): (Vec<Bounds>, Vec<Bounds>) =
        places.iter().partition(|one| one.width() > SLACK);
    uncertain.sort_by(|a, b| (b.low + b.high).total_cmp(&(a.low + a.high)));
    let base = Corner {
        sum: certain.iter().map(|one| one.low).sum(),
        squares: certain.iter().map(|one| one.low * one.low).sum(),
    };
    let mut search = Search { sum, best: 0.0, left: MOST_CORNERS };
    search.visit(&uncertain, base, None);
    if search.left == 0 { chord_bound(base, &uncertain, None, sum) } else { search.best }
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

/// A search for the best vertex.
struct Search {
    sum: Bounds,
    best: f64,
    left: u32,
}

impl Search {
    /// Visits every vertex that may be better: all places at an end and the sum inside the slab, or one place
    /// free and the sum at an end of the slab. `rest` has the steepest chords first, high ends before low ones,
    /// so that a good vertex comes early.
    fn visit(&mut self, rest: &[Bounds], corner: Corner, free: Option<Bounds>) {
        if self.left == 0 || corner.sum > self.sum.high + SLACK {
            return;
        }
        self.left -= 1;
        let Some((&one, others)) = rest.split_first() else { return self.take(corner, free) };
        if rest.len() >= WORTH_BOUNDING && chord_bound(corner, rest, free, self.sum) <= self.best + SLACK {
            return;
        }
        self.visit(others, corner.with(one.high), free);
        if free.is_none() {
            self.visit(others, corner, Some(one));
        }
        self.visit(others, corner.with(one.low), free);
    }

    fn take(&mut self, corner: Corner, free: Option<Bounds>) {
        let sum = self.sum;
        let Some(free) = free else {
            if corner.sum >= sum.low - SLACK && corner.sum <= sum.high + SLACK && corner.sum > 0.0 {
                self.best = self.best.max(ratio(corner.sum, corner.squares));
            }
            return;
        };
        for total in [sum.low, sum.high] {
            let value = total - corner.sum;
            if value >= free.low - SLACK && value <= free.high + SLACK && total > 0.0 {
                let reached = corner.with(value);
                self.best = self.best.max(ratio(reached.sum, reached.squares));
            }
        }
    }
}

/// An upper bound on the ratio: the chord of `x²` over `[l, h]` has slope `l + h`, so filling the steepest
/// chords first gives, for every sum, no less than any squares; then the best sum.
fn chord_bound(base: Corner, places: &[Bounds], free: Option<Bounds>, sum: Bounds) -> f64 {
    let mut chords: Vec<Bounds> = places.iter().copied().chain(free).collect();
    chords.sort_by(|a, b| (b.low + b.high).total_cmp(&(a.low + a.high)));
    let mut from = base.sum + chords.iter().map(|one| one.low).sum::<f64>();
    let mut value = base.squares + chords.iter().map(|one| one.low * one.low).sum::<f64>();
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
