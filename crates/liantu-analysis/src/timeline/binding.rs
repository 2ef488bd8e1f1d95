//! What holds a target back: its own supply, or the input there is least of.

use super::state::{Moment, State};
use super::works::{Keeps, Line, Works};
use crate::Interval;
use liantu_graph::Reading;
use liantu_model::{ComponentIx, Index, InputKind};
use rustc_hash::FxHashSet;

/// Less than this is nothing.
const NOTHING: f64 = 1e-9;

/// What holds a target back during a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The input it has least of; `None`: its own makers are what is missing.
    pub input: Option<ComponentIx>,
    /// Where that comes from: the component whose own makers are missing.
    pub origin: ComponentIx,
}

/// The end that is looked at: the low one in the pessimistic reading, the high one in the optimistic one.
fn end(reading: Reading, interval: Interval<f64>) -> f64 {
    if reading == Reading::Pessimistic { interval.low } else { interval.high }
}

/// `None` when nothing is missing. O(length of the way × inputs).
pub(super) fn binding(
    works: &Works<'_>,
    state: &State,
    moment: &Moment,
    target: ComponentIx,
    (normal, low, high): (Interval<f64>, f64, f64),
) -> Option<Binding> {
    if end(moment.reading, Interval { low, high }) >= end(moment.reading, normal) - NOTHING {
        return None;
    }
    let input = scarcest(works, state, moment, target);
    let mut origin = target;
    let mut seen = FxHashSet::from_iter([target]);
    while let Some(next) = scarcest(works, state, moment, origin) {
        if !seen.insert(next) {
            break;
        }
        origin = next;
    }
    Some(Binding { input, origin })
}

/// The input that holds a component back; `None` when its own makers do, or nothing does.
fn scarcest(
    works: &Works<'_>,
    state: &State,
    moment: &Moment,
    component: ComponentIx,
) -> Option<ComponentIx> {
    let made = |at: &usize| end(moment.reading, state.made[*at]);
    let best = works.lines_of(component).reduce(|a, b| if made(&b) > made(&a) { b } else { a })?;
    let mut found = scarcest_of(works, state, moment, component, &works.lines[best]);
    for at in works.kinds_of(component) {
        found = lesser(found, missing(works, state, moment, at));
    }
    let (had, input) = found?;
    let left = moment.lines[best].min(moment.sold[best]).min(moment.components[component.position()]);
    (had <= left).then_some(input)
}

/// The input a line has least of, measured by what is normal.
fn scarcest_of(
    works: &Works<'_>,
    state: &State,
    moment: &Moment,
    component: ComponentIx,
    line: &Line,
) -> Option<(f64, ComponentIx)> {
    let mut at = line.slots.start;
    let mut found = None;
    for group in works.plan.groups(component) {
        if !matches!(group.kind, InputKind::Essential | InputKind::NonEssential) {
            continue;
        }
        let slots = at..(at + group.members.len()).min(line.slots.end);
        at = slots.end;
        let mut short: Vec<(f64, ComponentIx)> =
            slots.clone().filter_map(|slot| missing(works, state, moment, slot)).collect();
        short.sort_by(|a, b| a.0.total_cmp(&b.0));
        let replaced = moment.reading == Reading::Optimistic && group.kind == InputKind::Essential;
        let spare = if replaced { slots.len() - (group.need as usize).min(slots.len()) } else { 0 };
        if let Some(&worst) = short.get(spare) {
            found = lesser(found, Some(worst));
        }
    }
    found
}

/// What there is of an input, if that is less than normal.
fn missing(works: &Works<'_>, state: &State, moment: &Moment, at: usize) -> Option<(f64, ComponentIx)> {
    let slot = &works.slots[at];
    let had = end(moment.reading, state.had[at]);
    let normal = match slot.keeps {
        Keeps::Stock => end(moment.reading, slot.normal[moment.reading as usize]),
        Keeps::Wearing(_) | Keeps::Standing => 1.0,
    };
    (had < normal - NOTHING).then_some((had, slot.input))
}

fn lesser(a: Option<(f64, ComponentIx)>, b: Option<(f64, ComponentIx)>) -> Option<(f64, ComponentIx)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}
