//! From impacts to findings.

use super::impact::{Impact, Loss, Study};
use super::loss::{Ledger, Measured};
use super::remedy::Way;
use super::witness::{WitnessReason, WitnessStep};
use super::{Depth, LostTarget, SinglePoint, SpofOptions, grade, remedy, witness};
use crate::evidence::{self, EvidenceRow};
use crate::outcome::Certainty;
use crate::world::{Question, WorldKey, embargoing};
use crate::{Level, elements};
use liantu_graph::State;
use liantu_model::{ComponentIx, Confidence, Element, Model, RegionIx, SupplierIx};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The elements that are reported if they do something, each with its level.
pub(super) fn wanted(
    study: &Study<'_>,
    elements: &[Element],
    options: &SpofOptions,
) -> BTreeMap<Element, Level> {
    let levels: BTreeSet<Level> = options.levels.iter().copied().collect();
    let at_level = |&element: &Element| Some((element, level_of(study, element, &levels, options)?));
    elements.iter().filter_map(at_level).collect()
}

/// The impacts that are reported, each with its level, in their order.
fn reported<'i>(impacts: &'i [Impact], wanted: &BTreeMap<Element, Level>) -> Vec<(Level, &'i Impact)> {
    impacts.iter().filter_map(|impact| Some((*wanted.get(&impact.element)?, impact))).collect()
}

/// The evidence grade of each impact that is reported, in their order; low for all where nothing is explained.
pub(super) fn grades(
    question: Question<'_>,
    worlds: &[WorldKey],
    impacts: &[Impact],
    wanted: &BTreeMap<Element, Level>,
    options: &SpofOptions,
) -> Vec<Confidence> {
    let reported: Vec<&Impact> = reported(impacts, wanted).into_iter().map(|(_, impact)| impact).collect();
    match options.depth {
        Depth::Explained => grade::grades(question, worlds, &reported),
        Depth::Losses => vec![Confidence::Low; reported.len()],
    }
}

/// One finding for each impact that is reported, with its grade of [`grades`].
pub(super) fn findings(
    study: &Study<'_>,
    impacts: &[Impact],
    wanted: &BTreeMap<Element, Level>,
    grades: &[Confidence],
    options: &SpofOptions,
    ledger: Option<&Ledger>,
) -> Vec<SinglePoint> {
    let explained = options.depth == Depth::Explained;
    let mut findings: Vec<(Level, SinglePoint)> = reported(impacts, wanted)
        .par_iter()
        .zip(grades)
        .map_init(
            || explained.then(|| study.baselines.clone()),
            |scratch, (&(level, impact), &grade)| {
                let measured = ledger.and_then(|ledger| ledger.of.get(&impact.element));
                let mut point = finding(study, impact, impacts, measured);
                point.evidence_grade = grade;
                if let Some(baselines) = scratch {
                    explain(study, impact, baselines, &mut point);
                }
                if let Some(measured) = measured.filter(|_| point.witness.is_empty()) {
                    explain_thin(study, measured, &mut point);
                }
                (level, point)
            },
        )
        .collect();
    findings.sort_by(|(level_a, a), (level_b, b)| {
        let by_loss = b.weight_lost.total_cmp(&a.weight_lost).then(b.components_lost.cmp(&a.components_lost));
        level_a.cmp(level_b).then(by_loss).then(a.element.cmp(&b.element))
    });
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// The wanted level an element is reported at, if any.
fn level_of(
    study: &Study<'_>,
    element: Element,
    wanted: &BTreeSet<Level>,
    options: &SpofOptions,
) -> Option<Level> {
    let model = study.question.graph.model();
    wanted.iter().copied().find(|&level| match (level, element) {
        (Level::Supplier, Element::Supplier(_))
        | (Level::Coalition, Element::Coalition(_))
        | (Level::Component, Element::Component(_))
        | (Level::Embargo, Element::Embargo(_) | Element::JointEmbargo(_)) => true,
        (Level::Group, Element::Group(root)) => {
            !options.several_members_only || study.worlds[0].structure.group_members(root).len() > 1
        }
        (level, Element::Region(region)) => {
            level.region_level().is_some_and(|level| model.is_at_level(region, level))
        }
        _ => false,
    })
}

fn finding(
    study: &Study<'_>,
    impact: &Impact,
    impacts: &[Impact],
    measured: Option<&Measured>,
) -> SinglePoint {
    let inside = lost_inside(study, impact.element, impacts);
    let targets: Vec<LostTarget> = impact
        .lost
        .iter()
        .map(|&(at, loss)| lost_target(study, impact.element, at, loss, &inside, measured))
        .collect();
    let lost_weight: f64 = impact.lost.iter().map(|(at, _)| study.weights[*at as usize]).sum();
    SinglePoint {
        element: impact.element,
        derived: targets.iter().all(|lost| lost.derived),
        own_site: targets.iter().all(|lost| lost.own_site),
        components_lost: impact.components_lost,
        weight_lost: if study.total_weight > 0.0 { lost_weight / study.total_weight } else { 0.0 },
        targets,
        evidence_grade: Confidence::Low,
        evidence: Vec::new(),
        witness: Vec::new(),
        remedy: None,
        foreign_controlled: foreign_controlled(study.question.graph.model(), &[impact.element]),
        reduced: measured.map_or_else(Vec::new, |measured| measured.reduced.clone()),
    }
}

/// Why, on what rows, and what would remove it; `baselines` are scratch, at the baselines of the study's worlds before
/// and after.
fn explain<'w>(
    study: &Study<'w>,
    impact: &Impact,
    baselines: &mut [[State<'w>; 2]],
    point: &mut SinglePoint,
) {
    let mut rows: BTreeSet<EvidenceRow> = BTreeSet::new();
    let (mut hit, mut beside) = (BTreeMap::new(), BTreeMap::new());
    let mut best: Option<(u32, Loss)> = None;
    let strict: Vec<(u32, Loss)> = impact.lost.iter().filter(|(_, loss)| !loss.thin).copied().collect();
    if strict.is_empty() {
        return;
    }
    for run in witness::runs(study, impact.element, &strict) {
        witness::traced(study, impact.element, &run, baselines, |traced| {
            for &(at, loss) in &run.targets {
                let target = study.question.targets[at as usize];
                let path = traced.path(at);
                evidence::rows_of_path(study.question.graph, traced.state, &path, target, &mut rows);
                keep_nearest(&mut hit, witness::hit_components(study.question.graph, target, &path));
                keep_nearest(&mut beside, witness::alternatives_beside(study.question.graph, target, &path));
                let key = |(_, loss): (u32, Loss)| (loss.certainty(), std::cmp::Reverse(loss.horizon()));
                if best.is_none_or(|held| key((at, loss)) > key(held)) {
                    best = Some((at, loss));
                    point.witness = witness::steps(study, traced, at);
                }
            }
        });
    }
    point.evidence = rows.into_iter().collect();
    // Whether an addition lifts what is left above the least share is not looked for.
    if strict.len() < impact.lost.len() {
        return;
    }
    beside.retain(|component, _| !hit.contains_key(component));
    let way = Way { hit: nearest_first(hit), beside: nearest_first(beside) };
    point.remedy = remedy::find(study, impact, &way, baselines);
}

fn keep_nearest(held: &mut BTreeMap<ComponentIx, usize>, found: impl Iterator<Item = (usize, ComponentIx)>) {
    for (distance, component) in found {
        let nearest = held.entry(component).or_insert(distance);
        *nearest = distance.min(*nearest);
    }
}

/// Why targets stop for want of the least share alone: the components that fall below it by their own offers.
fn explain_thin(study: &Study<'_>, measured: &Measured, point: &mut SinglePoint) {
    let graph = study.question.graph;
    let step = |&component: &ComponentIx| WitnessStep { component, reason: WitnessReason::LeastShare };
    point.witness = measured.thin.iter().map(step).collect();
    let offers = measured.thin.iter().flat_map(|&component| graph.offers(component));
    point.evidence = offers.filter_map(|offer| offer.row).map(EvidenceRow::Supply).collect();
    point.evidence.sort_unstable();
}

/// Components by how near to the element they are hit.
fn nearest_first(hit: BTreeMap<ComponentIx, usize>) -> Vec<ComponentIx> {
    let mut hit: Vec<(usize, ComponentIx)> =
        hit.into_iter().map(|(component, distance)| (distance, component)).collect();
    hit.sort_unstable();
    hit.into_iter().map(|(_, component)| component).collect()
}

fn lost_target(
    study: &Study<'_>,
    element: Element,
    at: u32,
    loss: Loss,
    inside: &FxHashMap<u32, Certainty>,
    measured: Option<&Measured>,
) -> LostTarget {
    LostTarget {
        component: study.question.targets[at as usize],
        certainty: loss.certainty(),
        horizon: loss.horizon(),
        derived: inside.get(&at).is_some_and(|found| *found >= loss.certainty()),
        own_site: is_own_site(study, element, at),
        thin: loss.thin,
        level: measured.and_then(|measured| measured.level(at, loss.horizon())).map(Box::new),
    }
}

/// The surest loss of each target by an element strictly inside.
fn lost_inside(study: &Study<'_>, outer: Element, impacts: &[Impact]) -> FxHashMap<u32, Certainty> {
    let mut inside = FxHashMap::default();
    if matches!(outer, Element::Supplier(_) | Element::Component(_)) {
        return inside;
    }
    let (model, structure) = (study.question.graph.model(), &study.worlds[0].structure);
    for impact in impacts {
        if elements::strictly_contains(model, structure, outer, impact.element) {
            for &(at, loss) in &impact.lost {
                let held = inside.entry(at).or_insert(loss.certainty());
                *held = (*held).max(loss.certainty());
            }
        }
    }
    inside
}

fn is_own_site(study: &Study<'_>, element: Element, at: u32) -> bool {
    let model = study.question.graph.model();
    let in_scope = &study.worlds[0].structure.targets()[at as usize].in_scope;
    elements::contains_home(model, element)
        || (!in_scope.is_empty() && in_scope.iter().all(|&source| elements::covers(model, element, source)))
}

/// Suppliers at home that are controlled from where the embargoes among the elements come, in table order.
pub(crate) fn foreign_controlled(model: &Model, elements: &[Element]) -> Vec<SupplierIx> {
    let places: Vec<RegionIx> = elements.iter().flat_map(|&element| embargoing(model, element)).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let inside = |region: RegionIx| places.iter().any(|&place| model.contains(place, region));
    model
        .supplier_indices()
        .filter(|&supplier| {
            let row = model.supplier(supplier);
            row.region.is_some_and(|region| model.is_domestic(region)) && row.control.is_some_and(inside)
        })
        .collect()
}
