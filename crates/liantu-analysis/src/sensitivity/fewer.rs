//! The fewest errors with which a part of a cut set is enough, by branching over what keeps the target up.

use super::bench::{About, Bench, Watched, buys_by_name};
use super::faults::{COMBINATIONS, Change, combinations, distinct_rows, each_choice};
use super::{Fault, Fewest, may_be_wrong};
use crate::evidence::EvidenceRow;
use liantu_graph::{Node, OfferSource, Reading, State};
use liantu_model::{ComponentIx, Element, GroupIx, InputKind, Model, RequirementIx};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a cut set in one world and reading.
pub(super) struct Part<'b, 'g> {
    bench: &'b Bench<'g>,
    watched: &'b Watched,
    reading: Reading,
    elements: &'b [Element],
    leaves: Vec<Node>,
    top: Node,
    /// What each set of errors comes to.
    judged: FxHashMap<Vec<Fault>, Judged>,
    removals: FxHashMap<ComponentIx, Removals>,
    /// Up to how many errors every set was looked at.
    whole: u32,
    /// Whether more errors than are tried at once might do it.
    is_open: bool,
}

/// What some errors come to.
#[derive(Debug, Clone, Default)]
struct Judged {
    /// The target is there before the part fails, and lost after.
    is_enough: bool,
    /// Errors beside them of which any larger set that makes the part enough has one.
    next: Vec<Vec<Fault>>,
}

/// Gates that some errors lend a support to, or take one from.
#[derive(Debug, Default)]
struct Effect {
    lent: BTreeSet<Node>,
    taken: Vec<Node>,
}

/// The smallest sets of errors in the rows of one component that take sources away in a reading.
#[derive(Debug)]
struct Removals {
    sets: Vec<(Vec<Fault>, Vec<OfferSource>)>,
    /// Whether the sets with more than one error are there.
    has_larger: bool,
}

impl<'b, 'g> Part<'b, 'g> {
    pub(super) fn new(
        bench: &'b Bench<'g>,
        watched: &'b Watched,
        reading: Reading,
        elements: &'b [Element],
        top: Node,
    ) -> Self {
        let leaves = bench.leaves(watched, elements);
        let (judged, removals) = (FxHashMap::default(), FxHashMap::default());
        let whole = bench.most;
        Self { bench, watched, reading, elements, leaves, top, judged, removals, whole, is_open: false }
    }

    /// The fewest errors, and every set of so many. `state` is scratch at the baseline of the reading.
    pub(super) fn run(mut self, state: &mut State<'_>) -> (Fewest, BTreeSet<Vec<Fault>>) {
        for most in 1..=self.bench.most {
            let mut found = BTreeSet::new();
            let mut seen = BTreeSet::new();
            self.extend(state, Vec::new(), most as usize, &mut seen, &mut found);
            if !found.is_empty() {
                return (Fewest::Errors(most), found);
            }
            if self.whole < most {
                return (Fewest::MoreThan(self.whole), BTreeSet::new());
            }
        }
        let is_settled = !self.is_open && self.judged[&Vec::new()].next.is_empty();
        let fewest = if is_settled { Fewest::Never } else { Fewest::MoreThan(self.bench.most) };
        (fewest, BTreeSet::new())
    }

    /// Adds every set of exactly `left` errors beside those made that makes the part enough.
    fn extend(
        &mut self,
        state: &mut State<'_>,
        made: Vec<Fault>,
        left: usize,
        seen: &mut BTreeSet<Vec<Fault>>,
        found: &mut BTreeSet<Vec<Fault>>,
    ) {
        if !self.judged.contains_key(&made) {
            let judged = self.judge(state, &made);
            self.judged.insert(made.clone(), judged);
        }
        let judged = &self.judged[&made];
        if left == 0 {
            if judged.is_enough {
                found.insert(made);
            }
            return;
        }
        for more in judged.next.clone() {
            let mut all = made.clone();
            all.extend(&more);
            all.sort_unstable_by_key(|fault| (fault.row(), *fault));
            if more.len() <= left && distinct_rows(&all) && seen.insert(all.clone()) {
                self.extend(state, all, left - more.len(), seen, found);
            }
        }
    }

    fn judge(&mut self, state: &mut State<'_>, made: &[Fault]) -> Judged {
        let effect = self.effect(made, self.elements);
        let leaves = std::mem::take(&mut self.leaves);
        let kept_up = self.with(state, &effect, |part, state| {
            state.fail(&leaves);
            state.is_up(part.top).then(|| part.what_breaks(state, made, &effect))
        });
        self.leaves = leaves;
        if let Some(next) = kept_up {
            return Judged { is_enough: false, next };
        }
        let before = self.effect(made, &[]);
        self.with(state, &before, |part, state| {
            let is_enough = state.is_up(part.top);
            Judged { is_enough, next: if is_enough { Vec::new() } else { part.what_lifts(state) } }
        })
    }

    /// Asks something of the state with what errors do to the gates.
    fn with<T>(
        &mut self,
        state: &mut State<'_>,
        effect: &Effect,
        ask: impl FnOnce(&mut Self, &mut State<'_>) -> T,
    ) -> T {
        let lent: Vec<Node> = effect.lent.iter().copied().collect();
        state.with_reinforcements(&lent, |state| {
            state.withdraw(&effect.taken);
            let answer = ask(self, state);
            state.undo();
            answer
        })
    }

    /// What some errors do to the gates, of sources that some elements take away nothing.
    fn effect(&self, made: &[Fault], elements: &[Element]) -> Effect {
        let model = self.bench.graph.model();
        let mut own: BTreeMap<ComponentIx, Vec<Fault>> = BTreeMap::new();
        let mut gone: BTreeMap<GroupIx, Vec<RequirementIx>> = BTreeMap::new();
        for &fault in made {
            match fault.row() {
                EvidenceRow::Component(component) => own.entry(component).or_default().push(fault),
                EvidenceRow::Supply(row) => own.entry(model.supply(row).component).or_default().push(fault),
                EvidenceRow::Requirement(row) => {
                    gone.entry(model.requirement(row).group).or_default().push(row);
                }
                EvidenceRow::Fact(_) => {}
            }
        }
        let mut effect = Effect::default();
        for (component, faults) in own {
            let change = self.bench.faults.change(component, &faults, self.reading);
            self.change_sources(component, &change, elements, &mut effect);
        }
        for (group, rows) in gone {
            self.take_members(group, &rows, &mut effect);
        }
        effect
    }

    /// Sources of a gate of which any will do: what comes to light holds it, else each that goes is one less.
    fn change_sources(
        &self,
        component: ComponentIx,
        change: &Change,
        elements: &[Element],
        effect: &mut Effect,
    ) {
        let structure = &self.watched.world.structure;
        let stands = |about, source| self.watched.stands(self.bench, elements, self.reading, about, source);
        let own_gate = |source| match source {
            OfferSource::Named(supplier) => structure.own_gate(supplier, component),
            OfferSource::Unnamed(_) | OfferSource::Unknown => None,
        };
        effect.taken.extend(change.lost.iter().filter_map(|&source| own_gate(source)));
        for gates in structure.source_gates(component) {
            for gate in [gates.pool, gates.ways] {
                let about = self.watched.about[&gate];
                let is_known_of = matches!(about, About::Sources { ways: true, .. }) || !change.untracked;
                if !is_known_of || change.gained.iter().any(|&source| stands(about, source)) {
                    effect.lent.insert(gate);
                } else {
                    let lost =
                        change.lost.iter().filter(|&&one| own_gate(one).is_none() && stands(about, one));
                    effect.taken.extend(lost.map(|_| gate));
                }
            }
        }
    }

    /// A group without some of its members needs as many of the others as before, or all that are left.
    fn take_members(&self, group: GroupIx, rows: &[RequirementIx], effect: &mut Effect) {
        let structure = &self.watched.world.structure;
        let group = self.bench.graph.model().group(group);
        let spare = group.members.len().saturating_sub(group.need as usize);
        for (at, &row) in rows.iter().enumerate() {
            if at < spare {
                effect.taken.extend(structure.input_gates(row));
            } else {
                effect.lent.extend(structure.input_gates(row));
            }
        }
    }

    /// Errors that touch what holds the target up: of any set that brings it down one is among them.
    fn what_breaks(&mut self, state: &State<'_>, made: &[Fault], effect: &Effect) -> Vec<Vec<Fault>> {
        let structure = state.structure();
        let mut next = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut stack = vec![self.top];
        while let Some(node) = stack.pop() {
            if structure.is_leaf(node) || !seen.insert(node) {
                continue;
            }
            let supports = structure.supports_of(node);
            let lent = usize::from(effect.lent.contains(&node));
            let need = (supports.len() - structure.slack(node) as usize).saturating_sub(lent);
            let up = supports.iter().copied().filter(|&support| state.is_up(support));
            match self.watched.about.get(&node) {
                Some(&about @ About::Sources { component, ways, .. }) => {
                    next.extend(self.errors_of_sources(component, about, made));
                    if ways && lent == 0 {
                        stack.extend(up);
                    }
                }
                Some(&About::Input(row)) => {
                    next.extend(self.absent_spare(row));
                    stack.extend(up.take(need));
                }
                None => stack.extend(up.take(need)),
            }
        }
        next.into_iter().filter(|more| !more.iter().any(|fault| self.is_not_followed(*fault))).collect()
    }

    /// Errors of which one must be made for a gate to lose the sources that hold it.
    fn errors_of_sources(&mut self, component: ComponentIx, about: About, made: &[Fault]) -> Vec<Vec<Fault>> {
        let model = self.bench.graph.model();
        let is_own = |fault: &&Fault| match fault.row() {
            EvidenceRow::Component(one) => one == component,
            EvidenceRow::Supply(row) => model.supply(row).component == component,
            EvidenceRow::Requirement(_) | EvidenceRow::Fact(_) => false,
        };
        let singles = self.bench.faults.singles(component);
        if singles.is_empty() {
            return Vec::new();
        }
        if made.iter().any(|fault| is_own(&fault)) {
            return singles.into_iter().map(|fault| vec![fault]).collect();
        }
        let sources = self.bench.faults.change(component, &[], self.reading).left;
        let is_apart = |source: OfferSource| match source {
            OfferSource::Named(one) => self.watched.world.structure.own_gate(one, component).is_some(),
            OfferSource::Unnamed(_) | OfferSource::Unknown => false,
        };
        let ways = matches!(about, About::Sources { ways: true, .. });
        let stands = |&source: &OfferSource| {
            (ways && is_apart(source))
                || ((ways || !is_apart(source))
                    && self.watched.stands(self.bench, self.elements, self.reading, about, source))
        };
        let standing: Vec<OfferSource> = sources.into_iter().filter(stands).collect();
        if standing.is_empty() {
            return Vec::new();
        }
        let named: Vec<OfferSource> =
            standing.iter().copied().filter(|one| matches!(one, OfferSource::Named(_))).collect();
        let is_plain = self.is_of_one_market(component);
        if ways || named.is_empty() || !is_plain {
            self.is_open = true;
            let removals = self.removals(component, true);
            let takes_one = |lost: &Vec<OfferSource>| lost.iter().any(|one| standing.contains(one));
            return removals
                .sets
                .iter()
                .filter(|(_, lost)| takes_one(lost))
                .map(|one| one.0.clone())
                .collect();
        }
        // One that nothing can take away holds by itself; else that which the fewest errors take away.
        let removals = self.removals(component, false);
        let takers = |source: OfferSource| {
            let sets = removals.sets.iter().filter(move |(_, lost)| lost.contains(&source));
            sets.map(|one| one.0.clone()).collect::<Vec<_>>()
        };
        named.into_iter().map(takers).min_by_key(Vec::len).unwrap_or_default()
    }

    fn is_of_one_market(&self, component: ComponentIx) -> bool {
        let model = self.bench.graph.model();
        let mut markets = self.bench.faults.rows(component).iter().map(|&row| model.supply(row).market);
        let first = markets.next();
        markets.all(|market| Some(market) == first)
    }

    fn removals(&mut self, component: ComponentIx, larger: bool) -> &Removals {
        let is_there = self.removals.get(&component).is_some_and(|one| one.has_larger || !larger);
        if !is_there {
            let found = self.find_removals(component, larger);
            self.removals.insert(component, found);
        }
        &self.removals[&component]
    }

    fn find_removals(&mut self, component: ComponentIx, larger: bool) -> Removals {
        let faults = &self.bench.faults;
        let singles = faults.singles(component);
        let lost = |set: &[Fault]| faults.change(component, set, self.reading).lost;
        let mut sets: Vec<(Vec<Fault>, Vec<OfferSource>)> = singles
            .iter()
            .map(|&fault| (vec![fault], lost(&[fault])))
            .filter(|one| !one.1.is_empty())
            .collect();
        let most = if larger { self.bench.most as usize } else { 1 };
        let mut whole = self.whole;
        for size in 2..=most {
            if combinations(singles.len(), size) > COMBINATIONS {
                whole = whole.min(size as u32 - 1);
                break;
            }
            let before = sets.clone();
            each_choice(&singles, size, &mut Vec::new(), &mut |set| {
                let mut set = set.to_vec();
                set.sort_unstable_by_key(|fault| (fault.row(), *fault));
                if !distinct_rows(&set) {
                    return;
                }
                let mut lost = lost(&set);
                let smaller = before.iter().filter(|(other, _)| other.iter().all(|one| set.contains(one)));
                for (_, known) in smaller {
                    lost.retain(|one| !known.contains(one));
                }
                if !lost.is_empty() {
                    sets.push((set, lost));
                }
            });
        }
        self.whole = whole;
        Removals { sets, has_larger: larger }
    }

    /// A requirement one less of which makes the others of its group more needed.
    fn absent_spare(&self, row: RequirementIx) -> Option<Vec<Fault>> {
        let model = self.bench.graph.model();
        let group = model.group(model.requirement(row).group);
        let is_spare = (group.need as usize) < group.members.len();
        let counts = matches!(group.kind, InputKind::Essential | InputKind::Variants);
        (is_spare && counts && is_doubted(model, row))
            .then(|| vec![Fault::Absent(EvidenceRow::Requirement(row))])
    }

    /// Errors that touch what keeps the target down before anything fails.
    fn what_lifts(&self, state: &State<'_>) -> Vec<Vec<Fault>> {
        let structure = state.structure();
        let model = self.bench.graph.model();
        let mut next = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut stack = vec![self.top];
        while let Some(node) = stack.pop() {
            if structure.is_leaf(node) || state.is_up(node) || !seen.insert(node) {
                continue;
            }
            match self.watched.about.get(&node) {
                Some(&About::Sources { component, .. }) => {
                    next.extend(self.bench.faults.singles(component).into_iter().map(|one| vec![one]));
                }
                Some(&About::Input(row)) => {
                    let group = model.group(model.requirement(row).group);
                    let doubted = group.members.iter().filter(|&&one| is_doubted(model, one));
                    next.extend(doubted.map(|&one| vec![Fault::Absent(EvidenceRow::Requirement(one))]));
                }
                None => {}
            }
            stack.extend(structure.supports_of(node));
        }
        next.into_iter().filter(|more| !more.iter().any(|fault| self.is_not_followed(*fault))).collect()
    }

    /// Another status of whoever buys from named sellers is not tried.
    fn is_not_followed(&self, fault: Fault) -> bool {
        let Fault::Status(row, _) = fault else { return false };
        match self.bench.graph.model().supply(row).provider {
            liantu_model::Provider::Supplier(supplier) => {
                buys_by_name(self.bench.graph, OfferSource::Named(supplier))
            }
            _ => false,
        }
    }
}

fn is_doubted(model: &Model, row: RequirementIx) -> bool {
    may_be_wrong(model.requirement(row).confidence)
}
