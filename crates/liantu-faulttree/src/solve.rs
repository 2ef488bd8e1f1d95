//! From a tree and a top to diagrams, within a budget.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::bdd::{Bdd, MinimalSolutions};
use crate::budget::{Allowance, Lane, Meter, Stop};
use crate::error::Exhausted;
use crate::family::{Family, Part};
use crate::modules::{Element, Module};
use crate::order::{CANDIDATES, order};
use crate::store::{Diagram, Node, ONE, ZERO};

/// The function of one module over its elements.
#[derive(Clone, Debug)]
pub(crate) struct FunctionPart {
    /// By level.
    pub(crate) elements: Vec<Element>,
    pub(crate) function: Diagram,
}

/// Binary decision diagrams of all modules, children first.
///
/// The modules are independent of each other and each finds its own variable order, so they are solved in parallel.
pub(crate) fn functions(modules: &[Module], allowance: Allowance) -> Result<Vec<FunctionPart>, Exhausted> {
    let parts: Vec<Result<FunctionPart, Exhausted>> =
        modules.par_iter().map(|module| function(module, allowance)).collect();
    parts.into_iter().collect()
}

/// Nodes that each variable order may use in the first round, and the factor from round to round.
const FIRST_ROUND: usize = 20_000;
const ROUND_FACTOR: usize = 4;

/// Races the variable orders against each other with a growing number of nodes.
///
/// The winner is the first order by number, not by time, that stays within the nodes of the earliest possible round.
fn function(module: &Module, allowance: Allowance) -> Result<FunctionPart, Exhausted> {
    let mut nodes = FIRST_ROUND.min(allowance.nodes);
    loop {
        let best_finisher = AtomicUsize::new(usize::MAX);
        let run = |number: usize| {
            let lane = Lane { number, best_finisher: &best_finisher };
            let outcome = attempt(module, number, Meter::new(allowance.with_nodes(nodes), Some(lane)));
            if outcome.is_ok() {
                best_finisher.fetch_min(number, Ordering::Relaxed);
            }
            outcome
        };
        let outcomes: Vec<Result<FunctionPart, Stop>> = (0..CANDIDATES).into_par_iter().map(run).collect();
        let mut exhausted = Exhausted::Nodes;
        for outcome in outcomes {
            match outcome {
                Ok(part) => return Ok(part),
                Err(Stop::Exhausted(Exhausted::Nodes) | Stop::Overtaken) => {}
                Err(Stop::Exhausted(other)) => exhausted = other,
            }
        }
        if exhausted != Exhausted::Nodes || nodes >= allowance.nodes {
            return Err(exhausted);
        }
        nodes = nodes.saturating_mul(ROUND_FACTOR).min(allowance.nodes);
    }
}

fn attempt(module: &Module, candidate: usize, meter: Meter<'_>) -> Result<FunctionPart, Stop> {
    meter.look()?;
    let levels = order(module, candidate);
    with_deep_stack(module.elements.len(), || {
        let mut bdd = Bdd::new(meter);
        let root = bdd.build(module, &levels)?;
        Ok(FunctionPart { elements: by_level(&module.elements, &levels), function: bdd.store.extract(root) })
    })
}

pub(crate) fn by_level(elements: &[Element], levels: &[u32]) -> Vec<Element> {
    let mut sorted: Vec<(u32, Element)> = levels.iter().copied().zip(elements.iter().copied()).collect();
    sorted.sort_by_key(|(level, _)| *level);
    sorted.into_iter().map(|(_, element)| element).collect()
}

/// Levels that the recursion of the diagram operations can pass on any ordinary stack, and bytes for each further one.
const SHALLOW: usize = 1_000;
const BYTES_PER_LEVEL: usize = 1 << 10;

/// Runs the recursive `work` on a stack deep enough for `levels`.
pub(crate) fn with_deep_stack<T: Send>(
    levels: usize,
    work: impl FnOnce() -> Result<T, Stop> + Send,
) -> Result<T, Stop> {
    if levels <= SHALLOW {
        return work();
    }
    let size = levels.saturating_mul(BYTES_PER_LEVEL).saturating_add(1 << 21);
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(size).spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(Stop::Exhausted(Exhausted::Stack)),
        }
    })
}

/// Which sets of events to extract from a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Minimal sets whose failure fails the top.
    Cut,
    /// Minimal sets whose health keeps the top healthy.
    Path,
}

/// The minimal sets of solved functions.
pub(crate) fn minimal_sets(
    parts: &[FunctionPart],
    side: Side,
    allowance: Allowance,
) -> Result<Family, Exhausted> {
    let parts: Vec<Result<Part, Exhausted>> =
        parts.par_iter().map(|part| minimal_part(part, side, allowance)).collect();
    Ok(Family { parts: parts.into_iter().collect::<Result<_, _>>()?, limit: None })
}

fn minimal_part(part: &FunctionPart, side: Side, allowance: Allowance) -> Result<Part, Exhausted> {
    let dual;
    let function = match side {
        Side::Cut => &part.function,
        Side::Path => {
            dual = self::dual(&part.function);
            &dual
        }
    };
    let outcome = with_deep_stack(part.elements.len(), || {
        let mut solutions = MinimalSolutions::new(function, Meter::new(allowance, None));
        let root = solutions.of(function.root)?;
        Ok(solutions.families.extract(root))
    });
    match outcome {
        Ok(sets) => Ok(Part { elements: part.elements.clone(), sets }),
        Err(Stop::Exhausted(exhausted)) => Err(exhausted),
        Err(Stop::Overtaken) => unreachable!("there is no race without rivals"),
    }
}

/// The function that holds when the complement of its argument does not satisfy `function`.
fn dual(function: &Diagram) -> Diagram {
    let swap = |child| match child {
        ZERO => ONE,
        ONE => ZERO,
        inner => inner,
    };
    let mut nodes = function.nodes.clone();
    for Node { low, high, .. } in nodes.iter_mut().skip(2) {
        (*low, *high) = (swap(*high), swap(*low));
    }
    Diagram { nodes, root: swap(function.root) }
}
