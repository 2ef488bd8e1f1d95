//! What is found about one state of the data, under ids.

use super::book::{Book, draft, mark_targets};
use super::{CompareOptions, Outcome, Subject};
use crate::{BackupOptions, LocalisationRate};
use crate::{Depth, SinglePoint, SpofOptions, backup, chokepoints, single_points};
use liantu_graph::ChainGraph;
use liantu_model::{Code, ComponentIx, Element, Model};
use std::collections::BTreeMap;

/// Everything that is found, by what it is about.
pub(super) type Observation = BTreeMap<Subject, Outcome>;

/// A state of the data with what is found about it.
#[derive(Debug)]
pub(super) struct Observed {
    pub(super) graph: ChainGraph,
    pub(super) points: Vec<SinglePoint>,
    pub(super) found: Observation,
}

/// The model of a book; `None` when its rows contradict each other, which rows of two datasets may.
///
/// A purchase from somebody who does not supply (yet) says nothing, and is left out.
pub(super) fn model_of(book: &Book, as_of: (i16, u8, u8)) -> Option<Model> {
    let make = |without: &[u32]| {
        let mut draft = draft(book, as_of);
        mark_targets(&mut draft, book);
        draft.purchases.retain(|row| !without.contains(&row.at.row));
        draft.validate()
    };
    let first = make(&[]);
    if first.model.is_some() {
        return first.model;
    }
    let unfounded = first.diagnostics.iter().filter(|one| one.code == Code::PurchaseWithoutSupply);
    let rows: Vec<u32> = unfounded.filter_map(|one| one.place.row).collect();
    if rows.is_empty() { None } else { make(&rows).model }
}

/// Looks at a state of the data; `None` when it contradicts itself.
pub(super) fn observe(book: &Book, as_of: (i16, u8, u8), options: &CompareOptions) -> Option<Observed> {
    let graph = ChainGraph::new(model_of(book, as_of)?);
    let mut found = Observation::new();
    grades(&graph, options, &mut found);
    backups(&graph, options, &mut found);
    let points = points(&graph, options);
    let model = graph.model();
    for point in points.iter().filter(|point| !point.own_site && !point.derived) {
        found.insert(subject(model, point.element), point_outcome(model, point));
    }
    Some(Observed { graph, points, found })
}

fn id(model: &Model, component: ComponentIx) -> String {
    model.component(component).id.clone()
}

fn grades(graph: &ChainGraph, options: &CompareOptions, found: &mut Observation) {
    let model = graph.model();
    let result = chokepoints(graph, &options.chokepoints);
    for row in result.rows {
        let grade = Outcome::Grade(row.pessimistic.grade, row.optimistic.grade);
        found.insert(Subject::Grade(id(model, row.component)), grade);
        if let Some(LocalisationRate { rate, basis, breadth, .. }) = row.localisation_rate {
            found.insert(
                Subject::Localisation(id(model, row.component)),
                Outcome::Localisation(rate, basis, breadth),
            );
        }
    }
}

fn backups(graph: &ChainGraph, options: &CompareOptions, found: &mut Observation) {
    let model = graph.model();
    let asked = BackupOptions {
        within_weeks: options.chokepoints.within_weeks,
        levels: vec![options.backup_level],
        ..BackupOptions::default()
    };
    for finding in backup(graph, &asked).findings {
        for level in finding.levels {
            found.insert(Subject::Tier(id(model, finding.component)), Outcome::Tier(level.tier));
            found.insert(Subject::Cover(id(model, finding.component)), Outcome::Cover(level.direct));
        }
    }
}

fn points(graph: &ChainGraph, options: &CompareOptions) -> Vec<SinglePoint> {
    let asked =
        SpofOptions { levels: options.point_levels.clone(), depth: Depth::Losses, ..SpofOptions::default() };
    if asked.levels.is_empty() { Vec::new() } else { single_points(graph, &asked).findings }
}

/// An element under its id.
pub(super) fn subject(model: &Model, element: Element) -> Subject {
    let id = match element {
        Element::Supplier(supplier) | Element::Group(supplier) => &model.supplier(supplier).id,
        Element::Region(region) | Element::Embargo(region) => &model.region(region).id,
        Element::Coalition(coalition) | Element::JointEmbargo(coalition) => &model.coalition(coalition).id,
        Element::Component(component) => &model.component(component).id,
    };
    Subject::Point(element.kind(), id.clone())
}

fn point_outcome(model: &Model, point: &SinglePoint) -> Outcome {
    let mut targets: Vec<String> = point.targets.iter().map(|lost| id(model, lost.component)).collect();
    targets.sort_unstable();
    Outcome::Point { certainty: point.certainty(), horizon: point.horizon(), targets }
}
