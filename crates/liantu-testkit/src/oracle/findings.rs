//! Single points of failure and minimal cut sets, by trying everything.
//!
//! Decisions where the text is silent:
//! - blank weights are 1 each when all targets' weights are blank, else 0;
//! - the horizon of a lost target is short only if it is lost on the short horizon in the reading that decides
//!   its certainty; [`LostTarget::short`] gives the certainty there, whichever it is;
//! - a target that is down with nothing failed has one minimal cut set, the empty one;
//! - cut sets are sought among the elements given: leave the target's own component out to have it left out.

use super::structure::{Outcome, World};
use super::{Horizon, Options, Reading};
use liantu_model::{CoalitionIx, ComponentIx, Element, Index, InputKind, Model, RegionIx, SupplierIx};
use std::collections::BTreeSet;

/// How sure a loss is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Only as far as the list goes (仅就名单成立).
    Possible,
    /// Even if unlisted suppliers exist (名单外亦成立).
    Confirmed,
}

/// A target that a failure takes down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LostTarget {
    /// The target.
    pub target: ComponentIx,
    /// How sure, on the horizon asked for.
    pub certainty: Certainty,
    /// How sure on the short horizon; `None` when it is not lost there.
    pub short: Option<Certainty>,
}

/// A target that is down with nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DownTarget {
    /// The target.
    pub target: ComponentIx,
    /// How sure.
    pub certainty: Certainty,
}

/// What one failure does.
#[derive(Debug, Clone, PartialEq)]
pub struct SinglePoint {
    /// What fails.
    pub element: Element,
    /// Targets lost, by index; the element itself is never among them.
    pub lost: Vec<LostTarget>,
    /// Components lost in either reading, against the same reading's own start, the failed one included.
    pub components_lost: usize,
    /// Weight of the lost targets over the weight of the targets up in the optimistic reading, 0..=1.
    pub weight_lost: f64,
}

/// Single points of failure.
#[derive(Debug, Clone, PartialEq)]
pub struct SinglePoints {
    /// Elements that lose a target, in the order asked for.
    pub findings: Vec<SinglePoint>,
    /// Targets down with nothing failed, by index.
    pub already_down: Vec<DownTarget>,
}

/// The targets: components marked so, else those that no other component requires, as an input or as a
/// variant that counts (a taxonomy row requires nothing).
pub fn targets(model: &Model) -> Vec<ComponentIx> {
    let all = Model::indices::<ComponentIx, _>(model.components());
    let marked: Vec<ComponentIx> = all.clone().filter(|&index| model.component(index).target).collect();
    if !marked.is_empty() {
        return marked;
    }
    let required: BTreeSet<ComponentIx> = model
        .requirements()
        .iter()
        .filter(|row| model.group(row.group).kind != InputKind::Taxonomy)
        .map(|row| row.input)
        .collect();
    all.filter(|index| !required.contains(index)).collect()
}

/// Everything that can fail: suppliers, ultimate owners, regions, coalitions, components.
pub fn all_elements(model: &Model) -> Vec<Element> {
    let suppliers = || Model::indices::<SupplierIx, _>(model.suppliers());
    let roots = suppliers().filter(|&index| model.supplier(index).root == index);
    let regions = Model::indices::<RegionIx, _>(model.regions());
    let coalitions = Model::indices::<CoalitionIx, _>(model.coalitions());
    let components = Model::indices::<ComponentIx, _>(model.components());
    suppliers()
        .map(Element::Supplier)
        .chain(roots.map(Element::Group))
        .chain(regions.map(Element::Region))
        .chain(coalitions.map(Element::Coalition))
        .chain(components.map(Element::Component))
        .collect()
}

/// What each element's failure does to [`targets`], elements that lose no target left out.
pub fn single_points(model: &Model, options: Options, elements: &[Element]) -> SinglePoints {
    let trial = Trial::new(model, options);
    let findings = elements.iter().map(|&element| trial.fail(element));
    let findings = findings.filter(|finding| !finding.lost.is_empty()).collect();
    SinglePoints { findings, already_down: trial.already_down() }
}

/// The minimal sets of at most `max_order` of `elements` whose failure takes `target` down, by order and then
/// in the order of `elements`. `O(elements^max_order)` evaluations.
pub fn minimal_cut_sets(
    model: &Model,
    options: Options,
    reading: Reading,
    elements: &[Element],
    target: ComponentIx,
    max_order: usize,
) -> Vec<Vec<Element>> {
    let world = World::new(model, options, reading);
    let mut found: Vec<Vec<Element>> = Vec::new();
    for order in 0..=max_order.min(elements.len()) {
        for set in subsets(elements, order) {
            let is_minimal = !found.iter().any(|cut| cut.iter().all(|element| set.contains(element)));
            if is_minimal && !world.after(&set).target_up[target.position()] {
                found.push(set);
            }
        }
    }
    found
}

/// Every choice of `size` of `elements`, in order.
fn subsets(elements: &[Element], size: usize) -> Vec<Vec<Element>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (position, &first) in elements.iter().enumerate() {
        for mut rest in subsets(&elements[position + 1..], size - 1) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}

/// Both readings of one horizon, before anything fails.
struct Views<'a> {
    worlds: [World<'a>; 2],
    before: [Outcome; 2],
}

impl<'a> Views<'a> {
    fn new(model: &'a Model, options: Options) -> Self {
        let worlds = Reading::ALL.map(|reading| World::new(model, options, reading));
        let before = worlds.each_ref().map(|world| world.after(&[]));
        Self { worlds, before }
    }

    fn after(&self, element: Element) -> [Outcome; 2] {
        self.worlds.each_ref().map(|world| world.after(&[element]))
    }

    /// How sure the loss of a target is: confirmed if it goes down in the optimistic reading, possible if it
    /// does so in the pessimistic one only.
    fn loss(&self, after: &[Outcome; 2], target: ComponentIx) -> Option<Certainty> {
        let goes_down = |reading: usize| {
            self.before[reading].target_up[target.position()] && !after[reading].target_up[target.position()]
        };
        match (goes_down(0), goes_down(1)) {
            (_, true) => Some(Certainty::Confirmed),
            (true, false) => Some(Certainty::Possible),
            (false, false) => None,
        }
    }

    fn components_lost(&self, after: &[Outcome; 2]) -> usize {
        let goes_down = |reading: usize, component: usize| {
            self.before[reading].available[component] && !after[reading].available[component]
        };
        (0..self.before[0].available.len())
            .filter(|&component| goes_down(0, component) || goes_down(1, component))
            .count()
    }
}

struct Trial<'a> {
    model: &'a Model,
    targets: Vec<ComponentIx>,
    asked: Views<'a>,
    short: Views<'a>,
}

impl<'a> Trial<'a> {
    fn new(model: &'a Model, options: Options) -> Self {
        let asked = Views::new(model, options);
        let short = Views::new(model, Options { horizon: Horizon::Short, ..options });
        Self { model, targets: targets(model), asked, short }
    }

    fn fail(&self, element: Element) -> SinglePoint {
        let (after, after_short) = (self.asked.after(element), self.short.after(element));
        let lost: Vec<LostTarget> = self
            .targets
            .iter()
            .filter(|&&target| element != Element::Component(target))
            .filter_map(|&target| {
                let certainty = self.asked.loss(&after, target)?;
                Some(LostTarget { target, certainty, short: self.short.loss(&after_short, target) })
            })
            .collect();
        let components_lost = self.asked.components_lost(&after);
        let weight_lost = self.weight_lost(&lost);
        SinglePoint { element, lost, components_lost, weight_lost }
    }

    fn weight(&self, target: ComponentIx) -> f64 {
        let all_blank = self.targets.iter().all(|&target| self.model.component(target).weight.is_none());
        if all_blank { 1.0 } else { self.model.component(target).weight.unwrap_or(0.0) }
    }

    fn weight_lost(&self, lost: &[LostTarget]) -> f64 {
        let up = self.targets.iter().filter(|target| self.asked.before[1].target_up[target.position()]);
        let whole: f64 = up.map(|&target| self.weight(target)).sum();
        let part: f64 = lost.iter().map(|lost| self.weight(lost.target)).sum();
        if whole > 0.0 { part / whole } else { 0.0 }
    }

    fn already_down(&self) -> Vec<DownTarget> {
        let [pessimistic, optimistic] = &self.asked.before;
        let down = |target: &ComponentIx| {
            let certainty =
                match (pessimistic.target_up[target.position()], optimistic.target_up[target.position()]) {
                    (_, false) => Certainty::Confirmed,
                    (false, true) => Certainty::Possible,
                    (true, true) => return None,
                };
            Some(DownTarget { target: *target, certainty })
        };
        self.targets.iter().filter_map(down).collect()
    }
}
