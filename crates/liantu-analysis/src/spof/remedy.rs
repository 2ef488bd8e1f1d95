//! What would remove a finding: the smallest addition of sources, verified by re-evaluation.
//!
//! First a qualified or candidate row of the data that suffices by itself: of the component nearest to the element of
//! which one source suffices, of those farther on, of alternatives beside the way; then a new source of the nearest; then a
//! set of new sources from which none can be left out.

use super::impact::{Impact, Study};
use crate::elements;
use crate::world::{World, WorldKey, embargoing};
use liantu_graph::{Buyers, Loan, Mark, Node, OfferSource, State};
use liantu_model::{ComponentIx, Element, Model, Provider, RegionIx, Scope, SupplierIx, SupplyIx};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// One source to add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addition {
    /// This qualified or candidate row, made active.
    Row(SupplyIx),
    /// A source of this component that the element does not reach.
    NewSource(ComponentIx),
}

/// Where additions are looked for, the nearest to the element first.
#[derive(Debug, Default)]
pub(super) struct Way {
    /// Components hit on the way to the targets.
    pub(super) hit: Vec<ComponentIx>,
    /// Alternatives of these that were of no use before: with a source of their own they may be.
    pub(super) beside: Vec<ComponentIx>,
}

/// Sources whose addition removes the finding; verified, and none of them can be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What to add.
    pub additions: Vec<Addition>,
}

/// The smallest addition found; `None` when no addition of sources removes the finding. `baselines` are scratch, at the
/// baselines of the study's worlds before and after.
pub(super) fn find(
    study: &Study<'_>,
    impact: &Impact,
    way: &Way,
    baselines: &mut [[State<'_>; 2]],
) -> Option<Remedy> {
    if matches!(impact.element, Element::Component(_)) {
        return None;
    }
    let mut trial = Trial::new(study, impact, baselines);
    let new_sources: Vec<Addition> = way.hit.iter().copied().map(Addition::NewSource).collect();
    let together = trial.removes(&new_sources);
    let nearest = together.then(|| first_that_removes(&mut trial, &new_sources)).flatten();
    let from_nearest = nearest.into_iter().flat_map(|one| way.hit.iter().skip_while(move |hit| **hit != one));
    let row = from_nearest
        .map(std::slice::from_ref)
        .chain([way.beside.as_slice()])
        .find_map(|components| row_that_removes(&mut trial, impact.element, components));
    if let Some(addition) = row.or(nearest.map(Addition::NewSource)) {
        return Some(Remedy { additions: vec![addition] });
    }
    if together {
        return trial.pruned(new_sources);
    }
    let fallen = trial.fallen_with_suppliers();
    trial.pruned(fallen)
}

/// The best row of some components that removes the finding by itself: qualified before candidate, then the more trusted.
fn row_that_removes(
    trial: &mut Trial<'_, '_, '_>,
    element: Element,
    components: &[ComponentIx],
) -> Option<Addition> {
    let mut rows: Vec<SupplyIx> = Vec::new();
    for &component in components {
        let own = rows_outside(trial.study, element, component);
        // No row of a component does more than a new source of it.
        if !own.is_empty() && trial.removes(&[Addition::NewSource(component)]) {
            rows.extend(own);
        }
    }
    let model = trial.study.question.graph.model();
    let trust = |row: SupplyIx| Model::trust(model.supply(row).confidence);
    rows.sort_by_key(|&row| (Reverse(model.supply(row).status), Reverse(trust(row))));
    rows.into_iter().map(Addition::Row).find(|&row| trial.removes(&[row]))
}

/// The first component of which one new source removes the finding, among some that remove it together: none is
/// among those that do not.
fn first_that_removes(trial: &mut Trial<'_, '_, '_>, new_sources: &[Addition]) -> Option<ComponentIx> {
    if let [Addition::NewSource(component)] = new_sources {
        return Some(*component);
    }
    let (nearer, farther) = new_sources.split_at(new_sources.len() / 2);
    [nearer, farther]
        .into_iter()
        .find_map(|half| trial.removes(half).then(|| first_that_removes(trial, half)).flatten())
}

/// Qualified and candidate rows of suppliers that the element does not reach, that are not active already and that buy from
/// the market: whoever buys from named sellers only may stop with one of them.
fn rows_outside(study: &Study<'_>, element: Element, component: ComponentIx) -> Vec<SupplyIx> {
    let graph = study.question.graph;
    let model = graph.model();
    let is_outside = |row: &SupplyIx| match model.supply(*row).provider {
        Provider::Supplier(supplier) => {
            let active = graph.offers(component).iter().any(|one| one.source == OfferSource::Named(supplier));
            !active && !graph.names_sellers(supplier) && !reaches(model, element, supplier)
        }
        Provider::Region(_) | Provider::Placeholder => false,
    };
    graph.backup_rows(component).iter().copied().filter(is_outside).collect()
}

fn reaches(model: &Model, element: Element, supplier: SupplierIx) -> bool {
    let row = model.supplier(supplier);
    if WorldKey::buyers_of(element) == Buyers::Everyone {
        return elements::covers(model, element, OfferSource::Named(supplier));
    }
    let places = embargoing(model, element);
    let inside = |region: Option<RegionIx>| {
        region.is_some_and(|region| places.iter().any(|&place| model.contains(place, region)))
    };
    let domestic = row.region.is_some_and(|region| model.is_domestic(region));
    !domestic && (inside(row.region) || inside(row.control))
}

/// Tries additions against one impact.
struct Trial<'t, 'w, 's> {
    study: &'t Study<'w>,
    baselines: &'t mut [[State<'s>; 2]],
    /// World and leaves of the element in it.
    runs: Vec<(usize, Vec<Node>)>,
    lost: BTreeSet<u32>,
}

impl<'t, 'w, 's> Trial<'t, 'w, 's> {
    fn new(study: &'t Study<'w>, impact: &Impact, baselines: &'t mut [[State<'s>; 2]]) -> Self {
        let (model, control) = (study.question.graph.model(), study.question.control);
        let runs = study
            .worlds_of(impact.element)
            .map(|at| (at, study.worlds[at].leaves(model, impact.element, control)))
            .collect();
        Self { study, baselines, runs, lost: impact.lost.iter().map(|(at, _)| *at).collect() }
    }

    /// Whether the element takes none of its targets down once these are added, in any reading and horizon.
    fn removes(&mut self, additions: &[Addition]) -> bool {
        let Self { study, baselines, runs, lost } = self;
        runs.iter().all(|(at, leaves)| {
            let world = &study.worlds[*at];
            let gates: Vec<Node> =
                additions.iter().flat_map(|&addition| gates_of(study, &world.structure, addition)).collect();
            baselines[*at].iter_mut().all(|state| {
                state.with_reinforcements(&gates, |state| {
                    state.fail(leaves);
                    let holds = !world.fallen_targets(state).any(|target| lost.contains(&target));
                    state.undo();
                    holds
                })
            })
        })
    }

    /// Some additions without what is not needed of them, left out one after the other; `None` when they do not remove
    /// the finding. All are lent at once and the element fails once; leaving one out only lets more fall.
    fn pruned(&mut self, mut additions: Vec<Addition>) -> Option<Remedy> {
        let mut readings = self.reinforced(&additions);
        let removes = readings.iter().all(|one| one.holds_since(Mark::default()));
        if removes {
            additions.retain(|&addition| !leave_out(&mut readings, addition));
        }
        for reading in readings {
            reading.state.undo();
            reading.state.take_back(reading.loan);
        }
        removes.then_some(Remedy { additions })
    }

    /// Every reading of the worlds with additions lent and the element failed.
    fn reinforced(&mut self, additions: &[Addition]) -> Vec<Reinforced<'_, 's>> {
        let Self { study, baselines, runs, lost } = self;
        let mut readings = Vec::new();
        for (at, states) in baselines.iter_mut().enumerate() {
            let Some((_, leaves)) = runs.iter().find(|(world, _)| *world == at) else { continue };
            let gates: Vec<Node> = additions
                .iter()
                .flat_map(|&addition| gates_of(study, &study.worlds[at].structure, addition))
                .collect();
            for state in states {
                let loan = state.reinforce(&gates);
                state.fail(leaves);
                readings.push(Reinforced { study, world: &study.worlds[at], lost, state, loan });
            }
        }
        readings
    }

    /// Every component with suppliers that falls in any reading and horizon, as new sources.
    fn fallen_with_suppliers(&mut self) -> Vec<Addition> {
        let graph = self.study.question.graph;
        let mut fallen = BTreeSet::new();
        for (at, leaves) in &self.runs {
            for state in &mut self.baselines[*at] {
                state.fail(leaves);
                fallen.extend(self.study.worlds[*at].fallen_components(state));
                state.undo();
            }
        }
        fallen.extend(self.lost.iter().map(|&at| self.study.question.targets[at as usize]));
        fallen.retain(|&one| graph.supply_list(one).has_rows);
        fallen.into_iter().map(Addition::NewSource).collect()
    }
}

/// A reading of a world with additions lent and the element failed.
struct Reinforced<'t, 's> {
    study: &'t Study<'t>,
    world: &'t World,
    lost: &'t BTreeSet<u32>,
    state: &'t mut State<'s>,
    loan: Loan,
}

impl Reinforced<'_, '_> {
    /// Whether none of the targets has fallen since a mark.
    fn holds_since(&self, mark: Mark) -> bool {
        !self.world.targets_among(self.state.fallen_since(mark)).any(|target| self.lost.contains(&target))
    }
}

/// Withdraws an addition in all readings unless a target falls without it; whether it was withdrawn.
fn leave_out(readings: &mut [Reinforced<'_, '_>], addition: Addition) -> bool {
    let marks: Vec<Mark> = readings.iter().map(|one| one.state.mark()).collect();
    let holds = readings.iter_mut().zip(&marks).all(|(one, &mark)| {
        let gates = gates_of(one.study, &one.world.structure, addition);
        one.state.withdraw(&gates);
        one.holds_since(mark)
    });
    if !holds {
        readings.iter_mut().zip(marks).for_each(|(one, mark)| one.state.undo_to(mark));
    }
    holds
}

/// The gates an addition supports: the market's, and the target's when it is in scope.
fn gates_of(study: &Study<'_>, structure: &liantu_graph::Structure, addition: Addition) -> Vec<Node> {
    let model = study.question.graph.model();
    match addition {
        Addition::NewSource(component) => structure.pools(component).collect(),
        Addition::Row(row) => {
            let supply = model.supply(row);
            let Provider::Supplier(supplier) = supply.provider else { return Vec::new() };
            let region = model.supplier(supplier).region;
            let in_scope = match model.component(supply.component).scope {
                Scope::World => true,
                Scope::Domestic => region.is_some_and(|region| model.is_domestic(region)),
                Scope::Home => region.is_some_and(|region| model.contains(model.dataset().home, region)),
            };
            let pools = structure.pools(supply.component);
            if in_scope { pools.collect() } else { pools.take(1).collect() }
        }
    }
}
