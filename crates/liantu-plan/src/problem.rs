//! From a dataset to a covering instance.

use crate::covering::{Arc, Cap, Cover, Instance, Row};
use crate::options::{Goal, Order, PlanOptions};
use liantu_analysis::{
    Board, CoverQuestion, Level, SwitchRow, Switchboard, Upstream, elements_at, largest_elements, place_of,
};
use liantu_graph::{ChainGraph, Direction, Horizon, Node, OfferSource};
use liantu_model::{
    ComponentIx, Element, Index, Model, Percent, Provider, SupplierIx, SupplyIx, SupplyStatus,
};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Things that fail together.
pub type Failure = Vec<Element>;

/// The question, with everything to answer it.
#[derive(Debug)]
pub(crate) struct Problem<'g> {
    pub(crate) board: Switchboard<'g>,
    pub(crate) options: PlanOptions,
    pub(crate) targets: Vec<ComponentIx>,
    /// Components that reach a target through essential inputs and have supply rows, by id.
    pub(crate) components: Vec<ComponentIx>,
    /// Position among `components`, by model position.
    pub(crate) place: Vec<Option<u32>>,
    /// The row with a switch that each arc is: by component, then by source.
    pub(crate) arcs: Vec<usize>,
    arc_start: Vec<usize>,
    pub(crate) costs: Costs,
    /// All failures to be survived; the first is nothing.
    pub(crate) failures: Vec<Failure>,
    numbers: FxHashMap<Failure, u32>,
    /// Elements that take the same as another does, which stands for them.
    same: FxHashMap<Element, Element>,
    /// Components with a source that an element hits by itself; empty unless only that counts.
    hit: FxHashMap<Element, Vec<ComponentIx>>,
    /// What can be had at best, by component and failure, where that is less than required.
    pub(crate) best: FxHashMap<(u32, u32), Cover>,
    pub(crate) instance: Instance,
}

/// What the choices cost.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Costs {
    /// Rows in time whose cost is not stated; then every action counts as one.
    pub(crate) missing: Vec<SupplyIx>,
    /// Cost of each arc.
    pub(crate) of: Vec<f64>,
    /// Suppliers that cost once, with that cost.
    pub(crate) onboarding: Vec<(SupplierIx, f64)>,
    group: Vec<Option<u32>>,
}

impl<'g> Problem<'g> {
    /// Collects sources, costs and failures, and what each failure asks of the sources it leaves.
    pub(crate) fn new(graph: &'g ChainGraph, options: &PlanOptions) -> Self {
        let targets =
            if options.targets.is_empty() { graph.default_targets() } else { options.targets.clone() };
        let question = CoverQuestion {
            within_weeks: options.within_weeks,
            upstream: options.upstream,
            horizon: Horizon::Long,
            assumed: options.assumed,
            targets: targets.clone(),
        };
        let board = Switchboard::new(graph, question);
        let mut components = essential(graph, &targets);
        components.sort_by_key(|&component| graph.model().component(component).id.as_str());
        let mut place = vec![None; graph.model().components().len()];
        for (position, component) in components.iter().enumerate() {
            place[component.position()] = Some(position as u32);
        }
        let (mut arcs, mut arc_start) = (Vec::new(), vec![0]);
        for &component in &components {
            let mut own: Vec<usize> =
                board.rows_of(component).filter(|&row| counts(options, &board.rows()[row])).collect();
            own.sort_by_key(|&row| source_key(graph.model(), &board.rows()[row]));
            arcs.extend(own);
            arc_start.push(arcs.len());
        }
        let costs = Costs::of(graph.model(), &board, &arcs);
        let (failures, same) = failures(&board, options);
        let numbers = failures.iter().enumerate().map(|(at, one)| (one.clone(), at as u32)).collect();
        let hit = match options.upstream {
            Upstream::Ignored => hit(&board, &components, options),
            Upstream::Followed => FxHashMap::default(),
        };
        let mut problem = Self {
            hit,
            failures,
            numbers,
            same,
            board,
            options: options.clone(),
            targets,
            components,
            place,
            arcs,
            arc_start,
            costs,
            best: FxHashMap::default(),
            instance: Instance::default(),
        };
        if options.goal == Goal::Full {
            problem.best = problem.best_covers();
        }
        problem.instance = problem.build();
        problem
    }

    /// Cover required of a component under a failure: what was asked for, or, when everything coverable is to
    /// be covered, what can be had.
    pub(crate) fn required(&self, component: u32, failure: u32) -> Cover {
        let best = |failure: u32| self.best.get(&(component, failure)).copied();
        let all = self.options.required_cover.millionths();
        [best(0), best(failure)].into_iter().flatten().fold(all, Cover::min)
    }

    /// What of the cover asked for nobody can give a component under a failure, when everything coverable is to be covered.
    #[cfg(feature = "highs")]
    pub(crate) fn beyond(&self, component: u32, failure: &Failure) -> Cover {
        let number = self.numbers.get(failure).copied().unwrap_or(0);
        self.options.required_cover.millionths() - self.required(component, number)
    }

    /// Lets a failure happen on a board.
    pub(crate) fn fail(&self, board: &mut Board<'_>, failure: u32) {
        for &element in &self.failures[failure as usize] {
            board.fail(element);
        }
    }

    /// The components that a failure on the board may have hurt.
    pub(crate) fn touched(&self, board: &Board<'_>, failure: u32) -> Vec<ComponentIx> {
        if self.options.upstream == Upstream::Followed {
            return board.touched();
        }
        let elements = self.failures[failure as usize].iter();
        let mut touched: Vec<ComponentIx> =
            elements.filter_map(|element| self.hit.get(element)).flatten().copied().collect();
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    /// Switches for a choice of arcs.
    pub(crate) fn switches(&self, chosen: &[bool]) -> Vec<bool> {
        let mut on = vec![false; self.board.rows().len()];
        for (&row, &chosen) in self.arcs.iter().zip(chosen) {
            on[row] = chosen;
        }
        on
    }

    fn best_covers(&self) -> FxHashMap<(u32, u32), Cover> {
        let all = self.switches(&vec![true; self.arcs.len()]);
        let required = self.options.required_cover;
        let short = crate::verify::shortfalls(self, &all, |_, _| required.millionths());
        short.into_iter().map(|one| ((one.component, one.failure), one.cover)).collect()
    }

    fn build(&self) -> Instance {
        let rows: Vec<Vec<Row>> =
            (0..self.components.len()).into_par_iter().map(|component| self.rows_of(component)).collect();
        Instance {
            arcs: self.instance_arcs(),
            groups: self.costs.onboarding.iter().map(|&(_, cost)| cost).collect(),
            floors: vec![0; self.components.len()],
            rows: rows.into_iter().flatten().collect(),
            cuts: Vec::new(),
            caps: self.caps(),
        }
    }

    fn instance_arcs(&self) -> Vec<Arc> {
        let rows = self.board.rows();
        self.arcs
            .iter()
            .enumerate()
            .map(|(arc, &row)| Arc {
                component: self.place[rows[row].component.position()].unwrap_or(0),
                group: self.costs.group[arc],
                cost: self.costs.of[arc],
                cover: rows[row].cover.millionths(),
            })
            .collect()
    }

    /// Rows of a component: what each direct loss leaves to be covered, inputs taken as there.
    fn rows_of(&self, component: usize) -> Vec<Row> {
        self.demands_of(component).into_iter().map(|(_, row)| row).collect()
    }

    /// Rows of a component with what fails in each, each failure once; the first is nothing. A firm that is a group of its
    /// own fails once, and so does a place that is all of its province.
    pub(crate) fn demands_of(&self, component: usize) -> Vec<(Failure, Row)> {
        let model_component = self.components[component];
        let losses = self.board.direct_losses(model_component, &self.options.levels);
        let mut rows = vec![self.row(component, &[], self.board.active_total(model_component), &[])];
        rows.extend(losses.iter().map(|loss| self.row(component, &[loss.element], loss.left, &loss.rows)));
        if self.options.order == Order::Pairs {
            for (position, a) in losses.iter().enumerate() {
                for b in &losses[position + 1..] {
                    let (left, lost) = self.board.joint_loss(model_component, a, b);
                    rows.push(self.row(component, &[a.element, b.element], left, &lost));
                }
            }
        }
        let mut seen = FxHashSet::default();
        rows.retain(|(failure, _)| seen.insert(failure.clone()));
        rows
    }

    fn row(&self, component: usize, failure: &[Element], left: Percent, lost: &[usize]) -> (Failure, Row) {
        let range = self.arcs_of(component);
        let arcs = &self.arcs[range.clone()];
        let is_lost = |arc: &usize| lost.binary_search(&arcs[*arc]).is_ok();
        let lost: Vec<u32> = (0..arcs.len()).filter(is_lost).map(|arc| (range.start + arc) as u32).collect();
        let stands_for = |element: &Element| self.same.get(element).copied().unwrap_or(*element);
        let mut failure: Failure = failure.iter().map(stands_for).collect();
        failure.sort_unstable();
        failure.dedup();
        let number = self.numbers.get(&failure).copied().unwrap_or(0);
        let need = self.required(component as u32, number) - left.millionths();
        (failure, Row { component: component as u32, need, lost })
    }

    /// Arcs of a component.
    pub(crate) fn arcs_of(&self, component: usize) -> std::ops::Range<usize> {
        self.arc_start[component]..self.arc_start[component + 1]
    }

    fn caps(&self) -> Vec<Cap> {
        let model = self.board.graph().model();
        let inside = |region, row: usize| {
            place_of(model, self.board.rows()[row].source).is_some_and(|place| model.contains(region, place))
        };
        let cap = |cap: &crate::options::RegionCap| Cap {
            arcs: (0..self.arcs.len())
                .filter(|&arc| inside(cap.region, self.arcs[arc]))
                .map(|arc| arc as u32)
                .collect(),
            most: cap.most,
        };
        self.options.caps.iter().map(cap).collect()
    }
}

/// An order of sources that does not depend on the order of rows: named ones by id, then regions by id.
fn source_key<'m>(model: &'m Model, row: &SwitchRow) -> (u8, &'m str, SupplyIx) {
    match row.source {
        OfferSource::Named(supplier) => (0, &model.supplier(supplier).id, row.row),
        OfferSource::Unnamed(region) => (1, &model.region(region).id, row.row),
        OfferSource::Unknown => (2, "", row.row),
    }
}

/// Whether a row can be chosen: in time for certain, and of use to anybody.
fn counts(options: &PlanOptions, row: &SwitchRow) -> bool {
    row.in_time == Some(true) && (row.cover > Percent::ZERO || options.upstream == Upstream::Followed)
}

/// Components that reach a target through inputs that can stop it, and have supply rows, in model order.
/// O(components + requirements).
pub fn essential(graph: &ChainGraph, targets: &[ComponentIx]) -> Vec<ComponentIx> {
    let reached = graph.query(Direction::Upstream, targets.iter().copied()).essential().resolve();
    reached.iter().filter(|&one| graph.supply_list(one).has_rows).collect()
}

fn hit(
    board: &Switchboard<'_>,
    components: &[ComponentIx],
    options: &PlanOptions,
) -> FxHashMap<Element, Vec<ComponentIx>> {
    let mut hit: FxHashMap<Element, Vec<ComponentIx>> = FxHashMap::default();
    for &component in components {
        for loss in board.direct_losses(component, &options.levels) {
            hit.entry(loss.element).or_default().push(component);
        }
    }
    hit
}

/// Nothing, then everything that can fail. Where only the worst counts, what a larger failure includes is left
/// out.
fn failures(board: &Switchboard<'_>, options: &PlanOptions) -> (Vec<Failure>, FxHashMap<Element, Element>) {
    let (elements, same) = match options.goal {
        Goal::Full => different_elements(board, options),
        Goal::Penalty(_) | Goal::Budget(_) => {
            (largest_elements(board, &options.levels), FxHashMap::default())
        }
    };
    let mut failures: Vec<Failure> = vec![Vec::new()];
    failures.extend(elements.iter().map(|&element| vec![element]));
    if options.order == Order::Pairs {
        for (position, &a) in elements.iter().enumerate() {
            failures.extend(elements[position + 1..].iter().map(|&b| vec![a, b]));
        }
    }
    (failures, same)
}

/// Elements that take something, each once; and which stand for others that take the same (a firm for its
/// group of one).
fn different_elements(
    board: &Switchboard<'_>,
    options: &PlanOptions,
) -> (Vec<Element>, FxHashMap<Element, Element>) {
    let (model, structure) = (board.graph().model(), board.structure());
    let at_level = |&level: &Level| elements_at(model, structure, level, false);
    let mut all: Vec<Element> = options.levels.iter().flat_map(at_level).collect();
    all.sort_unstable();
    all.dedup();
    let mut by_leaves: FxHashMap<Vec<Node>, Element> = FxHashMap::default();
    let (mut different, mut same) = (Vec::new(), FxHashMap::default());
    for element in all {
        let mut leaves = structure.leaves_of(element);
        leaves.sort_unstable();
        if leaves.is_empty() {
            continue;
        }
        let first = *by_leaves.entry(leaves).or_insert(element);
        if first == element {
            different.push(element);
        } else {
            same.insert(element, first);
        }
    }
    (different, same)
}

impl Costs {
    /// A qualified row without a cost costs nothing more; a candidate without one is not known.
    fn of(model: &Model, board: &Switchboard<'_>, arcs: &[usize]) -> Self {
        let rows = board.rows();
        let is_missing =
            |row: &SwitchRow| row.status == SupplyStatus::Candidate && model.supply(row.row).cost.is_none();
        let missing: Vec<SupplyIx> =
            arcs.iter().map(|&row| rows[row]).filter(is_missing).map(|row| row.row).collect();
        if !missing.is_empty() {
            let (of, group) = (vec![1.0; arcs.len()], vec![None; arcs.len()]);
            return Self { missing, of, onboarding: Vec::new(), group };
        }
        let active = active_suppliers(model);
        let mut onboarding: Vec<(SupplierIx, f64)> = Vec::new();
        let mut place: FxHashMap<SupplierIx, u32> = FxHashMap::default();
        let mut group_of = |source: OfferSource| {
            let OfferSource::Named(supplier) = source else { return None };
            let cost = model.supplier(supplier).onboarding_cost.filter(|&cost| cost > 0.0)?;
            if active.contains(&supplier) {
                return None;
            }
            Some(*place.entry(supplier).or_insert_with(|| {
                onboarding.push((supplier, cost));
                onboarding.len() as u32 - 1
            }))
        };
        let group = arcs.iter().map(|&row| group_of(rows[row].source)).collect();
        let of = arcs.iter().map(|&row| model.supply(rows[row].row).cost.unwrap_or(0.0)).collect();
        Self { missing, of, onboarding, group }
    }

    /// Whether actions are counted because costs are missing.
    pub(crate) fn are_counted(&self) -> bool {
        !self.missing.is_empty()
    }

    /// The group of an arc.
    pub(crate) fn group(&self, arc: usize) -> Option<u32> {
        self.group[arc]
    }
}

fn active_suppliers(model: &Model) -> FxHashSet<SupplierIx> {
    let active = model.supplies().iter().filter(|row| row.current && row.status == SupplyStatus::Active);
    active
        .filter_map(|row| match row.provider {
            Provider::Supplier(supplier) => Some(supplier),
            Provider::Region(_) | Provider::Placeholder => None,
        })
        .collect()
}
