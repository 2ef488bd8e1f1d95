use super::*;
use proptest::prelude::*;

fn place(low: f64, high: f64, room: Room) -> PlaceShare {
    PlaceShare { low, high, room, side: Side::Foreign }
}

fn closed(share: f64) -> PlaceShare {
    place(share, share, Room::Closed)
}

fn domestic(place: PlaceShare) -> PlaceShare {
    PlaceShare { side: Side::Domestic, ..place }
}

#[track_caller]
fn assert_interval(found: Option<Interval<f64>>, low: f64, high: f64) {
    let found = found.expect("something is supplied");
    assert!(
        (found.low - low).abs() < 1e-9 && (found.high - high).abs() < 1e-9,
        "{found:?} is not [{low}, {high}]"
    );
}

#[test]
fn known_shares_give_a_point() {
    let places = [closed(50.0), closed(30.0), closed(20.0)];
    assert_interval(herfindahl(&places, PlaceList::Complete), 0.38, 0.38);
}

#[test]
fn the_rest_of_a_complete_list_goes_to_blank_offers_only() {
    let places = [closed(60.0), place(0.0, 0.0, Room::Blank), place(0.0, 0.0, Room::Blank)];
    assert_interval(herfindahl(&places, PlaceList::Complete), 0.36 + 0.04 + 0.04, 0.36 + 0.16);
}

#[test]
fn even_filling_starts_with_the_lowest() {
    // 20 points are left: the empty place takes them all, or the other rises to 50.
    let places = [closed(50.0), place(30.0, 30.0, Room::Blank), place(0.0, 0.0, Room::Blank)];
    assert_interval(herfindahl(&places, PlaceList::Complete), 0.25 + 0.09 + 0.04, 0.25 + 0.25);
}

#[test]
fn the_rest_of_an_incomplete_list_is_dust_or_one_piece() {
    let places = [place(40.0, 40.0, Room::Unlisted), closed(20.0)];
    assert_interval(herfindahl(&places, PlaceList::Incomplete), 0.16 + 0.04, 0.64 + 0.04);
    let places = [closed(20.0), place(10.0, 10.0, Room::Unlisted)];
    assert_interval(herfindahl(&places, PlaceList::Incomplete), 0.05, 0.04 + 0.64);
    let places = [closed(40.0)];
    assert_interval(herfindahl(&places, PlaceList::Incomplete), 0.16, 0.16 + 0.36);
}

#[test]
fn shares_that_do_not_add_up_are_rescaled() {
    let over = [closed(60.0), closed(50.0)];
    let expected = (3600.0 + 2500.0) / (110.0 * 110.0);
    assert_interval(herfindahl(&over, PlaceList::Complete), expected, expected);
    assert_interval(herfindahl(&over, PlaceList::Incomplete), expected, expected);
    let under = [closed(60.0), place(20.0, 20.0, Room::Unlisted)];
    let expected = (0.75_f64).powi(2) + (0.25_f64).powi(2);
    assert_interval(herfindahl(&under, PlaceList::Complete), expected, expected);
}

#[test]
fn ranges_are_filled_evenly_or_pushed_to_their_ends() {
    let two = [place(40.0, 60.0, Room::Closed), place(40.0, 60.0, Room::Closed)];
    assert_interval(herfindahl(&two, PlaceList::Complete), 0.5, 0.36 + 0.16);
    let three = [place(20.0, 50.0, Room::Closed); 3];
    assert_interval(herfindahl(&three, PlaceList::Complete), 1.0 / 3.0, 0.25 + 0.09 + 0.04);
}

#[test]
fn imports_leave_out_domestic_places() {
    let places = [domestic(closed(40.0)), closed(48.0), closed(12.0)];
    assert_interval(import_herfindahl(&places, PlaceList::Complete), 0.68, 0.68);
    assert_interval(herfindahl(&places, PlaceList::Complete), 0.16 + 0.2304 + 0.0144, 0.4048);
}

#[test]
fn the_uncertain_rest_may_be_domestic() {
    let blank_home = domestic(place(0.0, 0.0, Room::Blank));
    let ninths = 5.0 / 9.0;
    let complete = [blank_home, closed(40.0), closed(20.0)];
    assert_interval(import_herfindahl(&complete, PlaceList::Complete), ninths, ninths);
    let open_home = domestic(place(0.0, 0.0, Room::Unlisted));
    let incomplete = [open_home, closed(40.0), closed(20.0)];
    assert_interval(import_herfindahl(&incomplete, PlaceList::Incomplete), 0.2, ninths);
    let home_unsaid = [closed(40.0), closed(20.0)];
    assert_interval(import_herfindahl(&home_unsaid, PlaceList::Incomplete), 0.2, ninths);
}

#[test]
fn a_closed_domestic_place_leaves_the_rest_to_imports() {
    let places = [domestic(closed(40.0)), place(30.0, 30.0, Room::Unlisted)];
    assert_interval(import_herfindahl(&places, PlaceList::Incomplete), 0.25, 1.0);
}

#[test]
fn the_ratio_has_its_best_inside_the_slab() {
    // The range is best when it equals the other place, worst at its lower end.
    let blank_home = domestic(place(0.0, 0.0, Room::Blank));
    let places = [blank_home, place(10.0, 30.0, Room::Closed), closed(20.0)];
    assert_interval(import_herfindahl(&places, PlaceList::Complete), 0.5, 5.0 / 9.0);
}

#[test]
fn nothing_foreign_is_no_index() {
    assert_eq!(import_herfindahl(&[domestic(closed(100.0))], PlaceList::Complete), None);
    assert_eq!(import_herfindahl(&[domestic(closed(100.0))], PlaceList::Incomplete), None);
}

#[test]
fn the_bound_for_many_places_is_exact_for_blank_ones() {
    let mut places = vec![closed(40.0)];
    places.extend([place(0.0, 0.0, Room::Blank); 20]);
    let low = 0.16 + 0.36 / 20.0;
    assert_interval(herfindahl(&places, PlaceList::Complete), low, 0.16 + 0.36);
}

#[test]
fn a_place_takes_what_the_others_leave() {
    let places = [closed(60.0), place(10.0, 10.0, Room::Blank), place(0.0, 0.0, Room::Blank)];
    assert_interval(place_share(&places, 0, PlaceList::Complete), 60.0, 60.0);
    assert_interval(place_share(&places, 1, PlaceList::Complete), 10.0, 40.0);
    assert_eq!(place_share(&places, 2, PlaceList::Complete), None);
    assert_interval(place_share(&[closed(60.0), places[2]], 1, PlaceList::Complete), 40.0, 40.0);
}

/// Points of the brute-force grid: units of 2.5 %.
const UNITS: i32 = 40;
const UNIT: f64 = 2.5;

/// What may take a part of the whole, in units; `counted` parts are squared and summed, dust is summed only.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Counted,
    Dust,
    Apart,
}

/// Least and greatest ratio over all splits of the whole in units.
fn brute_force(parts: &[(i32, i32, Kind)]) -> Option<(f64, f64)> {
    fn split(parts: &[(i32, i32, Kind)], left: i32, sum: i32, squares: i32, found: &mut Option<(f64, f64)>) {
        let Some((&(low, high, kind), rest)) = parts.split_first() else {
            if left == 0 && sum > 0 {
                let ratio = f64::from(squares) / f64::from(sum * sum);
                let (low, high) = found.unwrap_or((ratio, ratio));
                *found = Some((low.min(ratio), high.max(ratio)));
            }
            return;
        };
        for value in low..=high.min(left) {
            let summed = if kind == Kind::Apart { 0 } else { value };
            let squared = if kind == Kind::Counted { value * value } else { 0 };
            split(rest, left - value, sum + summed, squares + squared, found);
        }
    }
    let mut found = None;
    split(parts, UNITS, 0, 0, &mut found);
    found
}

fn parts(places: &[PlaceShare], list: PlaceList, imports: bool) -> Vec<(i32, i32, Kind)> {
    let units = |points: f64| (points / UNIT).round() as i32;
    let apart = |place: &PlaceShare| imports && place.side == Side::Domestic;
    let mut parts: Vec<(i32, i32, Kind)> = places
        .iter()
        .map(|place| {
            let open =
                place.room == Room::Blank || (place.room == Room::Unlisted && list == PlaceList::Incomplete);
            let high = if open { UNITS } else { units(place.high) };
            (units(place.low), high, if apart(place) { Kind::Apart } else { Kind::Counted })
        })
        .collect();
    if list == PlaceList::Incomplete {
        parts.extend([(0, UNITS, Kind::Counted), (0, UNITS, Kind::Dust)]);
        if imports && !places.iter().any(apart) {
            parts.push((0, UNITS, Kind::Apart));
        }
    }
    parts
}

fn any_place() -> impl Strategy<Value = PlaceShare> {
    let room = prop_oneof![Just(Room::Closed), Just(Room::Unlisted), Just(Room::Blank)];
    let side = prop_oneof![3 => Just(Side::Foreign), 1 => Just(Side::Domestic)];
    (0..8_u8, 0..5_u8, room, side).prop_map(|(low, width, room, side)| {
        let low = f64::from(low) * 5.0;
        PlaceShare { low, high: low + f64::from(width) * 5.0, room, side }
    })
}

fn any_list() -> impl Strategy<Value = PlaceList> {
    prop_oneof![Just(PlaceList::Complete), Just(PlaceList::Incomplete)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Every split on the grid lies in the interval; the greatest is met exactly (vertices are on the grid)
    /// and the least as nearly as the grid allows.
    #[test]
    fn equals_brute_force(
        places in proptest::collection::vec(any_place(), 1..4),
        list in any_list(),
        imports in any::<bool>(),
    ) {
        let Some((least, greatest)) = brute_force(&parts(&places, list, imports)) else { return Ok(()) };
        let found = if imports { import_herfindahl(&places, list) } else { herfindahl(&places, list) };
        let found = found.expect("a split exists");
        prop_assert!(found.low <= least + 1e-9 && greatest <= found.high + 1e-9, "{found:?} {least} {greatest}");
        prop_assert!(found.high - greatest < 1e-9, "{found:?} {greatest}");
        prop_assert!(least - found.low < 0.012, "{found:?} {least}");
    }

    /// With too many places for every vertex the upper end is still an upper end.
    #[test]
    fn many_ranges_are_bounded(
        places in proptest::collection::vec((0..4_u8, 1..4_u8), 13..16),
        order in Just((0..16_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let places: Vec<PlaceShare> = places
            .into_iter()
            .map(|(low, width)| place(f64::from(low), f64::from(low) + 5.0 * f64::from(width), Room::Closed))
            .collect();
        let mut left = 100.0 - places.iter().map(|place| place.low).sum::<f64>();
        let mut squares = 0.0;
        for position in order.into_iter().filter(|&position| position < places.len()) {
            let share = places[position].low + left.min(places[position].high - places[position].low);
            left -= share - places[position].low;
            squares += share * share / 1e4;
        }
        prop_assume!(left == 0.0);
        let found = herfindahl(&places, PlaceList::Complete).expect("something is supplied");
        prop_assert!(found.low <= squares + 1e-9 && squares <= found.high + 1e-9, "{found:?} {squares}");
    }
}

/// Every corner of fourteen ranges, with at most one place strictly inside its range so that the sum is 100: two
/// more than were searched once, and enough that a bound in the place of the maximum would be seen.
#[test]
fn many_ranges_are_exact_too() {
    let ends: Vec<(f64, f64)> =
        (0..14).map(|at| (1.0 + f64::from(at % 3), 6.0 + f64::from((at * 5) % 7))).collect();
    let places: Vec<PlaceShare> = ends
        .iter()
        .map(|&(low, high)| PlaceShare { low, high, room: Room::Closed, side: Side::Foreign })
        .collect();
    let mut best: f64 = 0.0;
    for corner in 0..1_usize << ends.len() {
        let at = |place: usize| if corner >> place & 1 == 1 { ends[place].1 } else { ends[place].0 };
        let sum: f64 = (0..ends.len()).map(at).sum();
        let squares: f64 = (0..ends.len()).map(|place| at(place) * at(place)).sum();
        for (free, &(low, high)) in ends.iter().enumerate() {
            let value = 100.0 - (sum - at(free));
            if (low..=high).contains(&value) {
                best = best.max((squares - at(free) * at(free) + value * value) / 1e4);
            }
        }
    }
    let found = herfindahl(&places, PlaceList::Complete).expect("shares are given");
    assert!((found.high - best).abs() < 1e-12, "{} {best}", found.high);
}
