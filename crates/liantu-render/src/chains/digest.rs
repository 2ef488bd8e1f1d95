//! What a summary keeps of one chain, so that fifty need not be in memory at once.

use crate::names::Naming;
use crate::results::{Necessity, Results};
use crate::summary::counted_points;
use crate::table::{Cell, percent_interval};
use liantu_analysis::{Assurance, Assured, Certainty, Grade, Level, Named, Regions, Ring};
use liantu_graph::Horizon;
use liantu_model::{ComponentIx, Percent, SupplierIx};
use std::collections::BTreeSet;

/// Supply is concentrated above this Herfindahl index (0..=1), as the rules of grades have it for imports.
pub(super) const CONCENTRATED: f64 = 0.4;
/// The metric of an expert's judgement.
const CONTROLLABILITY: &str = "controllability";

/// One chain, ready to stand in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct ChainDigest {
    /// The folder of its report.
    pub(super) folder: String,
    /// Its title.
    pub(super) title: String,
    /// Its cells in the comparison, after number and title.
    pub(super) cells: Vec<Cell>,
    pub(super) components: Vec<Part>,
    pub(super) suppliers: Vec<Part>,
}

/// A component or a firm that other chains may have too.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// By what it is recognised; the dataset is filled in later.
    pub(super) named: Named,
    /// What it is called here.
    pub(super) name: String,
    /// Where it is (firms).
    pub(super) place: String,
    /// The grade (components), else the gravest of what it supplies.
    pub(super) grade: Grade,
    /// What it supplies (firms), by name.
    pub(super) supplies: Vec<String>,
    /// How surely a single point hits it (components), or it is one (firms).
    pub(super) point: Option<Certainty>,
}

impl ChainDigest {
    /// What is kept of a chain whose report goes to `folder`. O(rows).
    pub fn of(results: &Results<'_>, folder: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            title: results.naming.title().to_owned(),
            cells: cells(results, folder),
            components: components(results),
            suppliers: suppliers(results),
        }
    }
}

fn cells(results: &Results<'_>, folder: &str) -> Vec<Cell> {
    let naming = results.naming;
    let essential = essential(results);
    let points = counted_points(results);
    let mut cells = vec![
        Cell::text(folder),
        Cell::text(naming.as_of()),
        Cell::count(naming.model.components().len()),
        Cell::count(essential.len()),
        Cell::count(results.single_points.targets.len()),
    ];
    let grades = [Grade::Red, Grade::Orange, Grade::Yellow, Grade::Green, Grade::Unknown];
    cells.extend(grades.map(|grade| {
        let graded = naming.model.component_indices().filter(|&one| results.grade(one) == grade);
        Cell::count(graded.count())
    }));
    cells.extend([
        Cell::count(points.stops),
        Cell::count(points.confirmed),
        Cell::count(points.embargoes),
        cover(results),
    ]);
    cells.extend([Horizon::Short, Horizon::Long].map(|horizon| {
        results.regions.map_or_else(Cell::missing, |found| assured(&found.assurance, &essential, horizon))
    }));
    cells.extend([Cell::count(crate::summary::single_place(results)), concentrated(results)]);
    cells.extend(
        [Ring::Home, Ring::Delta]
            .map(|ring| results.regions.map_or_else(Cell::missing, |found| embedded(found, ring))),
    );
    cells.push(Cell::text(judgements(naming)));
    cells
}

fn essential(results: &Results<'_>) -> Vec<ComponentIx> {
    let all = results.naming.model.component_indices();
    all.filter(|&one| results.necessity(one) == Necessity::Essential).collect()
}

/// 备份覆盖率 at the level of owners.
fn cover(results: &Results<'_>) -> Cell {
    let coverage = &results.backups.coverage;
    let own = coverage.iter().find(|one| one.level == Level::Group).or_else(|| coverage.first());
    own.map_or_else(Cell::missing, |own| part(own.covered, own.covered + own.uncertain, own.essential))
}

/// 保障率: essential components to be had with domestic supply alone.
fn assured(assurance: &Assurance, essential: &[ComponentIx], horizon: Horizon) -> Cell {
    let count =
        |wanted: Assured| essential.iter().filter(|&&one| assurance.of(one, horizon) >= wanted).count();
    part(count(Assured::Yes), count(Assured::Perhaps), essential.len())
}

/// A part of a whole as percent with both numbers; the second is what it may be.
fn part(low: usize, high: usize, all: usize) -> Cell {
    let percent = |count: usize| Percent::from_points((1000.0 * count as f64 / all as f64).round() / 10.0);
    let ends = if all > 0 { percent(low).zip(percent(high)) } else { None };
    let Some(ends) = ends else { return Cell::missing() };
    let range = if low == high { low.to_string() } else { format!("{low}–{high}") };
    let text = format!("{} ({range}/{all})", percent_interval(ends.0, ends.1));
    Cell { number: Some(ends.0.points()), ..Cell::text(text) }
}

/// Components whose sources are concentrated for certain, of those with an index.
fn concentrated(results: &Results<'_>) -> Cell {
    let known: Vec<_> = results.chokepoints.rows.iter().filter_map(|row| row.supply_hhi).collect();
    let count = |pick: fn(&liantu_analysis::Interval<f64>) -> f64| {
        known.iter().filter(|one| pick(one) > CONCENTRATED).count()
    };
    part(count(|one| one.low), count(|one| one.high), known.len())
}

/// Inputs with a source in a ring, over all chains of the dataset.
fn embedded(regions: &Regions, ring: Ring) -> Cell {
    let (mut low, mut more, mut all) = (0, 0, 0);
    for chain in &regions.chains {
        all += chain.inputs;
        for one in chain.rings.iter().filter(|one| one.ring == ring) {
            low += one.supplied;
            more += one.perhaps;
        }
    }
    part(low, low + more, all)
}

/// What experts say of how far the chain is in its own hands; never computed.
fn judgements(naming: Naming<'_>) -> String {
    let facts = naming.model.facts().iter().filter(|fact| fact.metric == CONTROLLABILITY);
    naming.list(facts.map(|fact| {
        let year = fact.year.map_or_else(String::new, |year| year.to_string());
        let source = naming.citation(fact.citation);
        let remarks = naming.list([source, &*year].into_iter().filter(|one| !one.is_empty()));
        let arguments = [
            ("component", naming.component(fact.component)),
            ("value", &*fact.value),
            ("remarks", &*remarks),
        ];
        naming.words.format("chains-judgement", &arguments)
    }))
}

fn components(results: &Results<'_>) -> Vec<Part> {
    let naming = results.naming;
    let part = |one: ComponentIx| {
        let row = naming.model.component(one);
        let names = [&row.name, &row.name_en].into_iter().filter(|name| !name.is_empty());
        Part {
            named: named(&row.id, "", names.cloned().collect()),
            name: naming.component(one).to_owned(),
            place: String::new(),
            grade: results.grade(one),
            supplies: Vec::new(),
            point: results.hit_by_single_point(one),
        }
    };
    naming.model.component_indices().map(part).collect()
}

fn named(id: &str, code: &str, names: Vec<String>) -> Named {
    Named { dataset: 0, id: id.to_owned(), code: code.to_owned(), names }
}

fn suppliers(results: &Results<'_>) -> Vec<Part> {
    let naming = results.naming;
    let model = naming.model;
    let mut supplied: Vec<BTreeSet<ComponentIx>> = vec![BTreeSet::new(); model.suppliers().len()];
    for row in model.supply_indices().filter(|&row| model.supply(row).current) {
        if let Some(firm) = results.supplier_of(row) {
            supplied[liantu_model::Index::position(firm)].insert(model.supply(row).component);
        }
    }
    let part = |(firm, supplied): (SupplierIx, &BTreeSet<ComponentIx>)| {
        let row = model.supplier(firm);
        let names = [&row.name, &row.name_en].into_iter().chain(&row.aliases);
        let names = names.filter(|name| !name.is_empty()).cloned().collect();
        let gravest = supplied.iter().map(|&one| results.grade(one)).max();
        Part {
            named: named(&row.id, &row.uscc, names),
            name: naming.supplier(firm).to_owned(),
            place: naming.place_of(firm),
            grade: gravest.unwrap_or(Grade::Unknown),
            supplies: supplied.iter().map(|&one| naming.component(one).to_owned()).collect(),
            point: results.single_point_of(firm),
        }
    };
    // A number instead of a name is of one dataset alone: nobody can be recognised by it.
    let known = model.supplier_indices().zip(&supplied).filter(|(firm, _)| !model.is_undisclosed(*firm));
    known.map(part).collect()
}
