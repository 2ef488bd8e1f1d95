//! How much each failure takes away, beside what it stops.
//!
//! A maker of 9 % keeps a component up, yet 91 % may be gone with the other: an element that is no single point
//! can be nearly one. Levels are those of [`Capacity`], in both readings and at both horizons.

use super::SpofOptions;
use super::impact::{Impact, Loss, Study};
use crate::capacity::{Assume, Capacity, CapacityOptions, Failure, affordable};
use crate::what_if::{HorizonLevel, Outlook, Positions, Stop, Views, positions};
use crate::world::Question;
use crate::{Level, certain_loss, elements};
use liantu_graph::{ChainGraph, ComponentSet, Direction, Horizon};
use liantu_model::{ComponentIx, Element, InputKind, Percent};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How losses are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LossOptions {
    /// What is assumed of blank shares.
    pub assume: Assume,
    /// Offers that are up must hold this much of the weight for a target to count as up; `None`: any offer will
    /// do, and what stops is what the structure function says.
    pub min_share: Option<Percent>,
    /// Certain losses of at least this much are told of elements that are no single points.
    pub least: Percent,
    /// Elements measured at most: single points first, then those that take most by their own offers. `None`: as
    /// many as the size of the dataset affords, all of them in any but a large one.
    pub limit: Option<usize>,
}

impl Default for LossOptions {
    fn default() -> Self {
        Self {
            assume: Assume::Nothing,
            min_share: None,
            least: Percent::from_millionths(50_000_000),
            limit: None,
        }
    }
}

/// How much failures take away.
#[derive(Debug, Clone)]
pub struct Losses {
    /// How it was measured.
    pub options: LossOptions,
    /// Elements that are no single points but for certain take away much, the worst first.
    pub near: Vec<NearPoint>,
    /// Elements measured.
    pub measured: usize,
    /// Elements that take something but were not measured, for the limit.
    pub left_out: usize,
    /// Single points among them.
    pub points_left_out: usize,
    /// Whether every cycle came to rest; else levels are upper bounds.
    pub settled: bool,
}

/// An element that stops no target but takes away much.
#[derive(Debug, Clone, PartialEq)]
pub struct NearPoint {
    /// The element.
    pub element: Element,
    /// It is, or contains, the home region: a local standstill.
    pub own_site: bool,
    /// An element strictly inside takes as much of the same away.
    pub derived: bool,
    /// What it takes away, the worst first; never empty.
    pub reduced: Vec<Reduced>,
}

/// Something that goes on with less.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduced {
    /// Which.
    pub component: ComponentIx,
    /// Whether it is a target, and what is told is of its offers in scope.
    pub is_target: bool,
    /// The shortest horizon at which anything of it is lost.
    pub felt: Horizon,
    /// What is left at the long horizon.
    pub level: HorizonLevel,
}

impl Reduced {
    /// What the failure takes for certain, of what there was with nothing failed, 0..=1.
    pub fn taken(&self) -> f64 {
        (certain_loss(self.level.after) - certain_loss(self.level.before)).max(0.0)
    }
}

/// What a measured failure does.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    /// What becomes of the targets that lose anything, by position.
    targets: FxHashMap<u32, Outlook>,
    /// Targets and components that go on with less: all such targets, and components that lose much.
    pub(super) reduced: Vec<Reduced>,
    /// The components that fall below the least share by their own offers.
    pub(super) thin: Vec<ComponentIx>,
    settled: bool,
}

impl Measured {
    /// What is left of a target in its scope at a horizon.
    pub(super) fn level(&self, at: u32, horizon: Horizon) -> Option<HorizonLevel> {
        let outlook = self.targets.get(&at)?;
        outlook.target.as_ref()?.levels.iter().find(|level| level.horizon == horizon).copied()
    }

    fn stop(&self, at: u32) -> Option<Stop> {
        self.targets.get(&at)?.target.as_ref()?.stop
    }
}

/// All failures of one question, measured.
pub(super) struct Ledger {
    pub(super) of: FxHashMap<Element, Measured>,
    measured: usize,
    left_out: usize,
    points_left_out: usize,
}

/// What measuring needs, for all elements.
struct Scales<'g> {
    graph: &'g ChainGraph,
    options: LossOptions,
    control: liantu_graph::Control,
    capacities: Vec<Capacity<'g>>,
    targets: Positions,
    /// Components through whose loss a target can stop.
    cone: ComponentSet,
}

/// Measures the elements `wanted`, those that stop something first. O(what each of them changes).
pub(super) fn measure(
    question: Question<'_>,
    wanted: &BTreeMap<Element, Level>,
    impacts: &[Impact],
    options: &SpofOptions,
) -> Option<Ledger> {
    let losses = options.loss?;
    let limit = losses.limit.unwrap_or_else(|| affordable(question.graph));
    let scales = Scales::new(question, options, losses);
    let stopping: FxHashSet<Element> = impacts.iter().map(|impact| impact.element).collect();
    let mut ranked: Vec<(bool, f64, Element)> = wanted
        .par_iter()
        .map(|(&element, _)| (stopping.contains(&element), scales.direct(element), element))
        .filter(|&(stops, direct, _)| stops || direct > 0.0 || losses.min_share.is_some())
        .collect();
    ranked.sort_by(|a, b| Reverse(a.0).cmp(&Reverse(b.0)).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let left = ranked.split_off(limit.min(ranked.len()));
    let of: FxHashMap<Element, Measured> =
        ranked.par_iter().map(|&(_, _, element)| (element, scales.measured(element))).collect();
    Some(Ledger {
        measured: of.len(),
        left_out: left.len(),
        points_left_out: left.iter().filter(|(stops, ..)| *stops).count(),
        of,
    })
}

impl<'g> Scales<'g> {
    fn new(question: Question<'g>, options: &SpofOptions, losses: LossOptions) -> Self {
        let Question { graph, targets, .. } = question;
        let long = Capacity::new(
            graph,
            CapacityOptions {
                qualified: options.qualified,
                horizon: Horizon::Long,
                assume: losses.assume,
                min_share: losses.min_share,
                targets: targets.to_vec(),
                standby: Vec::new(),
            },
        );
        Self {
            graph,
            options: losses,
            control: options.control,
            capacities: vec![long.at(Horizon::Short), long],
            targets: positions(targets),
            cone: graph.query(Direction::Upstream, targets.iter().copied()).essential().resolve(),
        }
    }

    fn direct(&self, element: Element) -> f64 {
        let failure = Failure { control: self.control, ..Failure::full(std::slice::from_ref(&element)) };
        self.capacities[1].direct_loss(&failure)
    }

    fn measured(&self, element: Element) -> Measured {
        let failure = Failure { control: self.control, ..Failure::full(std::slice::from_ref(&element)) };
        let views = Views::new(self.graph, &self.targets, &self.capacities, &failure);
        let outlooks = views.outlooks();
        let reduced = outlooks.iter().filter_map(|one| self.reduced(one));
        let mut measured = Measured {
            reduced: reduced.collect(),
            thin: self.thin(&outlooks),
            targets: FxHashMap::default(),
            settled: views.is_settled(),
        };
        sort(&mut measured.reduced);
        for outlook in outlooks {
            if let Some(&at) = self.targets.get(&outlook.component) {
                measured.targets.insert(at as u32, outlook);
            }
        }
        measured
    }

    /// Something that goes on: a target with less of anything, or a component of the cone that loses much.
    fn reduced(&self, outlook: &Outlook) -> Option<Reduced> {
        let one = match &outlook.target {
            Some(target) if target.stop.is_some() => return None,
            Some(target) => (true, &target.levels),
            None if outlook.stop.is_some() => return None,
            None => (false, &outlook.levels),
        };
        let level = *one.1.iter().max_by_key(|level| level.horizon)?;
        let reduced = Reduced { component: outlook.component, is_target: one.0, felt: outlook.felt, level };
        let much = level.percentage && reduced.taken() >= self.options.least.points() / 100.0 - 1e-9;
        (one.0 || (much && self.cone.contains(outlook.component))).then_some(reduced)
    }

    /// With a least share: what stops without one of its inputs having stopped.
    fn thin(&self, outlooks: &[Outlook]) -> Vec<ComponentIx> {
        if self.options.min_share.is_none() {
            return Vec::new();
        }
        let model = self.graph.model();
        let stopped: FxHashSet<ComponentIx> =
            outlooks.iter().filter(|one| one.surest_stop().is_some()).map(|one| one.component).collect();
        let needed = |kind| matches!(kind, InputKind::Essential | InputKind::Variants);
        let by_input =
            |one: ComponentIx| self.graph.inputs_of(one, needed).any(|input| stopped.contains(&input));
        model.component_indices().filter(|one| stopped.contains(one) && !by_input(*one)).collect()
    }
}

/// The worst first: by what is taken for certain, targets before others, then in model order.
fn sort(reduced: &mut [Reduced]) {
    let key = |one: &Reduced| if one.level.percentage { one.taken() } else { -1.0 };
    reduced.sort_by(|a, b| {
        key(b).total_cmp(&key(a)).then(b.is_target.cmp(&a.is_target)).then(a.component.cmp(&b.component))
    });
}

impl Ledger {
    /// Adds to the impacts the targets that stop for want of the least share, and the elements that stop nothing
    /// else.
    pub(super) fn add_thin(&self, impacts: &mut Vec<Impact>, targets: &[ComponentIx]) {
        let mut known: FxHashMap<Element, usize> =
            impacts.iter().enumerate().map(|(at, impact)| (impact.element, at)).collect();
        let mut measured: Vec<Element> = self.of.keys().copied().collect();
        measured.sort_unstable();
        for element in measured {
            for at in 0..targets.len() as u32 {
                let own = element == Element::Component(targets[at as usize]);
                let Some(stop) = self.of[&element].stop(at).filter(|_| !own) else { continue };
                let position = *known.entry(element).or_insert_with(|| {
                    impacts.push(Impact::nothing(element));
                    impacts.len() - 1
                });
                impacts[position].add_thin(at, stop);
            }
        }
        impacts.sort_by_key(|impact| impact.element);
    }

    /// What is told of elements that are no single points.
    pub(super) fn losses(&self, study: &Study<'_>, impacts: &[Impact], options: LossOptions) -> Losses {
        let stopping: FxHashSet<Element> = impacts.iter().map(|impact| impact.element).collect();
        let least = options.least.points() / 100.0 - 1e-9;
        let much = |one: &Reduced| one.level.percentage && one.taken() >= least;
        let mut near: Vec<NearPoint> = self
            .of
            .iter()
            .filter(|(element, _)| !stopping.contains(element))
            .filter_map(|(&element, measured)| {
                let reduced: Vec<Reduced> =
                    measured.reduced.iter().filter(|one| much(one)).cloned().collect();
                let own_site = elements::contains_home(study.question.graph.model(), element);
                (!reduced.is_empty()).then_some(NearPoint { element, own_site, derived: false, reduced })
            })
            .collect();
        near.sort_by(|a, b| {
            let worst = |one: &NearPoint| one.reduced[0].taken();
            worst(b).total_cmp(&worst(a)).then(a.element.cmp(&b.element))
        });
        derive(study, &mut near);
        Losses {
            options,
            near,
            measured: self.measured,
            left_out: self.left_out,
            points_left_out: self.points_left_out,
            settled: self.of.values().all(|one| one.settled),
        }
    }
}

/// Marks those inside which something takes as much of the same away.
fn derive(study: &Study<'_>, near: &mut [NearPoint]) {
    let (model, structure) = (study.question.graph.model(), &study.worlds[0].structure);
    let mut by_component: FxHashMap<ComponentIx, Vec<(Element, f64)>> = FxHashMap::default();
    for point in near.iter() {
        for one in &point.reduced {
            by_component.entry(one.component).or_default().push((point.element, one.taken()));
        }
    }
    for point in near {
        point.derived = point.reduced.iter().all(|one| {
            by_component[&one.component].iter().any(|&(inner, taken)| {
                taken >= one.taken() - 1e-9
                    && elements::strictly_contains(model, structure, point.element, inner)
            })
        });
    }
}

impl Impact {
    fn nothing(element: Element) -> Self {
        Self { element, lost: Vec::new(), components_lost: 0 }
    }

    /// A stop for want of the least share; what is lost by the structure function as surely stays as it is.
    fn add_thin(&mut self, at: u32, stop: Stop) {
        let position = match self.lost.binary_search_by_key(&at, |(at, _)| *at) {
            Ok(position) => position,
            Err(position) => {
                self.lost.insert(position, (at, Loss::default()));
                position
            }
        };
        let loss = &mut self.lost[position].1;
        let surer = loss.is_nothing()
            || (stop.certainty, Reverse(stop.horizon)) > (loss.certainty(), Reverse(loss.horizon()));
        if surer {
            loss.thin = true;
            loss.add(Horizon::Long, stop.certainty);
            if stop.horizon == Horizon::Short {
                loss.add(Horizon::Short, stop.certainty);
            }
        }
    }
}
