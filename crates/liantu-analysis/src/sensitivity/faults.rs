//! Errors in the rows of one component, and the sources they bring to light.

use super::{End, Fault, may_be_wrong};
use crate::evidence::EvidenceRow;
use liantu_graph::{ChainGraph, Doubted, OfferSource, Presence, Qualified, Reading};
use liantu_model::{ComponentIx, Index, InputKind, Model, Provider, RequirementIx, SupplyIx, SupplyStatus};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Sets of as many errors that are tried for one component; of more none is.
pub(super) const COMBINATIONS: usize = 50_000;

/// A smallest set of errors in the rows of a component that brings sources to light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SupplyEdit {
    pub(super) faults: Vec<Fault>,
    /// Nothing is known of its sources any more.
    pub(super) untracked: bool,
    /// Sources that would be there and are not listed now, each with the readings it is in.
    pub(super) sources: Vec<(OfferSource, Presence)>,
}

/// What some errors do to the sources of a component in a reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// Nothing is known of its sources any more.
    pub(super) untracked: bool,
    /// Sources that are no longer there.
    pub(super) lost: Vec<OfferSource>,
    /// Sources that come to light.
    pub(super) gained: Vec<OfferSource>,
    /// All that are there then.
    pub(super) left: Vec<OfferSource>,
}

/// The smallest sets of errors in the rows of a component that bring sources to light.
#[derive(Debug)]
struct Edits {
    all: Vec<SupplyEdit>,
    /// Up to how many errors at once every set was looked at.
    whole: u32,
}

/// Errors that can matter, by component and requirement.
pub(super) struct Faults<'g> {
    graph: &'g ChainGraph,
    qualified: Qualified,
    most: u32,
    open_lists: bool,
    start: Vec<u32>,
    rows: Vec<SupplyIx>,
    edits: Vec<OnceLock<Edits>>,
}

impl<'g> Faults<'g> {
    pub(super) fn new(graph: &'g ChainGraph, qualified: Qualified, most: u32) -> Self {
        let model = graph.model();
        let (start, rows) = model.supplies_by_component(|row| model.supply(row).current);
        let edits = model.components().iter().map(|_| OnceLock::new()).collect();
        Self { graph, qualified, most, open_lists: false, start, rows, edits }
    }

    /// Open lists may lack somebody.
    pub(super) fn with_open_lists(self) -> Self {
        Self { open_lists: true, ..self }
    }

    /// The errors that one row of `component` can have, by row.
    pub(super) fn singles(&self, component: ComponentIx) -> Vec<Fault> {
        self.case(component).singles(self.graph.model())
    }

    /// The current rows of a component.
    pub(super) fn rows(&self, component: ComponentIx) -> &[SupplyIx] {
        let (from, to) = (self.start[component.position()], self.start[component.position() + 1]);
        &self.rows[from as usize..to as usize]
    }

    fn case(&self, component: ComponentIx) -> Case<'_, 'g> {
        let rows = self.rows(component);
        Case { faults: self, component, rows, now: self.offers(component, rows, &[]) }
    }

    /// What some errors in the rows of a component do to its sources in a reading.
    pub(super) fn change(&self, component: ComponentIx, faults: &[Fault], reading: Reading) -> Change {
        let case = self.case(component);
        let in_reading = |offers: &BTreeSet<(OfferSource, Presence)>| -> BTreeSet<OfferSource> {
            offers.iter().filter(|one| is_in(one.1, reading)).map(|one| one.0).collect()
        };
        let now = in_reading(&case.now);
        let after = in_reading(&self.offers(component, case.rows, faults));
        Change {
            untracked: case.leaves_nothing(self.graph.model(), faults),
            lost: now.difference(&after).copied().collect(),
            gained: after.difference(&now).copied().collect(),
            left: after.into_iter().collect(),
        }
    }

    /// The smallest sets of errors in the rows of `component` that bring sources to light.
    pub(super) fn of(&self, component: ComponentIx) -> &[SupplyEdit] {
        &self.edits(component).all
    }

    /// Up to how many errors at once in the rows of `component` every set was looked at.
    pub(super) fn whole(&self, component: ComponentIx) -> u32 {
        self.edits(component).whole
    }

    fn edits(&self, component: ComponentIx) -> &Edits {
        self.edits[component.position()].get_or_init(|| self.edits_of(component))
    }

    fn edits_of(&self, component: ComponentIx) -> Edits {
        let model = self.graph.model();
        let case = self.case(component);
        let single = case.singles(model);
        let mut kept: Vec<SupplyEdit> =
            single.iter().filter_map(|&fault| case.edit(model, vec![fault])).collect();
        let combinable = case.combinable(model, &single);
        let mut whole = self.most;
        for size in 2..=self.most as usize {
            if combinations(combinable.len(), size) > COMBINATIONS {
                whole = size as u32 - 1;
                break;
            }
            let before = kept.clone();
            let mut chosen = Vec::new();
            each_choice(&combinable, size, &mut chosen, &mut |faults| {
                if distinct_rows(faults)
                    && let Some(edit) = case.edit(model, faults.to_vec())
                    && edit.adds_to(&before)
                {
                    kept.push(edit);
                }
            });
        }
        kept.extend(case.bundle(model));
        kept.extend(self.unlisted(component));
        Edits { all: kept, whole }
    }

    /// Somebody the list lacks, where it is open.
    fn unlisted(&self, component: ComponentIx) -> Option<SupplyEdit> {
        let list = self.graph.supply_list(component);
        (self.open_lists && list.has_rows && !list.complete).then(|| SupplyEdit {
            faults: vec![Fault::Unlisted(component)],
            untracked: false,
            sources: vec![(OfferSource::Unknown, Presence::Listed)],
        })
    }

    fn offers(
        &self,
        component: ComponentIx,
        rows: &[SupplyIx],
        faults: &[Fault],
    ) -> BTreeSet<(OfferSource, Presence)> {
        let mut absent = Vec::new();
        let mut status = Vec::new();
        let mut share = Vec::new();
        for &fault in faults {
            match fault {
                Fault::Absent(EvidenceRow::Supply(row)) => absent.push(row),
                Fault::Status(row, other) => status.push((row, other)),
                Fault::Share(row, end) => {
                    let stated = self.graph.model().supply(row).share.as_ref();
                    share.extend(stated.map(|stated| (row, end.of(stated))));
                }
                Fault::Absent(_) | Fault::Unclaimed(_) | Fault::Unlisted(_) => {}
            }
        }
        let claim = faults.iter().any(|fault| matches!(fault, Fault::Unclaimed(_)));
        let doubted = Doubted { absent: &absent, status: &status, share: &share, claim };
        let offers = self.graph.offers_if(component, rows, &doubted, self.qualified);
        offers.into_iter().map(|offer| (offer.source, offer.presence)).collect()
    }

    /// Whether errors in more rows of a component than are tried at once could bring sources to light.
    pub(super) fn may_go_further(&self, component: ComponentIx) -> bool {
        let model = self.graph.model();
        let doubtful =
            self.rows(component).iter().filter(|&&row| may_be_wrong(model.supply(row).confidence)).count();
        doubtful > self.most as usize
    }

    /// The requirements that must be wrong for a product to do without one that is lost: that one, if its group needs all
    /// of its members; else all that are lost, as with fewer needed one member less only makes the others more needed.
    /// None when one of them is not doubtful.
    pub(super) fn frees(
        &self,
        requirement: RequirementIx,
        is_lost: impl Fn(RequirementIx) -> bool,
    ) -> Vec<RequirementIx> {
        let model = self.graph.model();
        let group = model.group(model.requirement(requirement).group);
        let rows: Vec<RequirementIx> = match group.kind {
            InputKind::Essential | InputKind::Variants if group.need as usize == group.members.len() => {
                vec![requirement]
            }
            InputKind::Essential | InputKind::Variants => {
                group.members.iter().copied().filter(|&one| is_lost(one)).collect()
            }
            _ => Vec::new(),
        };
        let doubtful = rows.iter().all(|&row| may_be_wrong(model.requirement(row).confidence));
        if doubtful { rows } else { Vec::new() }
    }
}

impl SupplyEdit {
    /// Whether it brings a source to light that none of `others` with fewer errors does.
    fn adds_to(&self, others: &[Self]) -> bool {
        let within = |other: &&Self| other.faults.iter().all(|fault| self.faults.contains(fault));
        let smaller: Vec<&Self> = others.iter().filter(within).collect();
        if smaller.iter().any(|other| other.untracked) {
            return false;
        }
        self.untracked
            || self.sources.iter().any(|source| !smaller.iter().any(|other| other.sources.contains(source)))
    }
}

/// One component and its current rows.
struct Case<'f, 'g> {
    faults: &'f Faults<'g>,
    component: ComponentIx,
    rows: &'f [SupplyIx],
    now: BTreeSet<(OfferSource, Presence)>,
}

impl Case<'_, '_> {
    fn singles(&self, model: &Model) -> Vec<Fault> {
        let mut found = Vec::new();
        for &row in self.rows {
            if !may_be_wrong(model.supply(row).confidence) {
                continue;
            }
            found.push(Fault::Absent(EvidenceRow::Supply(row)));
            found.extend(steps(model.supply(row).status).iter().map(|&status| Fault::Status(row, status)));
            if model.supply(row).share.as_ref().is_some_and(|share| share.low < share.high) {
                found.extend([End::Low, End::High].map(|end| Fault::Share(row, end)));
            }
        }
        let own = model.component(self.component);
        if own.complete == Some(true) && may_be_wrong(own.confidence) {
            found.push(Fault::Unclaimed(self.component));
        }
        found
    }

    /// Errors that can bring a source to light together and not alone: those that change what region totals leave over,
    /// or whether the shares cover the market.
    fn combinable(&self, model: &Model, single: &[Fault]) -> Vec<Fault> {
        let accounts = |row: SupplyIx| {
            let supply = model.supply(row);
            supply.share.is_some() || !matches!(supply.provider, Provider::Supplier(_))
        };
        if !self.rows.iter().any(|&row| accounts(row)) {
            return Vec::new();
        }
        single.to_vec()
    }

    /// What a set of errors brings to light, if anything.
    fn edit(&self, model: &Model, faults: Vec<Fault>) -> Option<SupplyEdit> {
        let untracked = self.leaves_nothing(model, &faults);
        let after = self.faults.offers(self.component, self.rows, &faults);
        let is_new = |&(source, presence): &(OfferSource, Presence)| {
            let held = |presence| self.now.contains(&(source, presence));
            !held(Presence::Listed) && (presence == Presence::Listed || !held(Presence::OptimisticOnly))
        };
        let sources: Vec<(OfferSource, Presence)> = after.into_iter().filter(is_new).collect();
        (untracked || !sources.is_empty()).then_some(SupplyEdit { faults, untracked, sources })
    }

    /// Whether all active rows are wrong, or no row is left.
    fn leaves_nothing(&self, model: &Model, faults: &[Fault]) -> bool {
        let is_absent = |row: &SupplyIx| faults.contains(&Fault::Absent(EvidenceRow::Supply(*row)));
        let is_wrong = |row: &SupplyIx| {
            let lowered = |fault: &Fault| matches!(fault, Fault::Status(one, status) if one == row && *status < SupplyStatus::Active);
            is_absent(row) || faults.iter().any(lowered)
        };
        let mut active = self.active(model).peekable();
        (active.peek().is_some() && active.all(|row| is_wrong(&row)))
            || (!self.rows.is_empty() && self.rows.iter().all(is_absent))
    }

    fn active(&self, model: &Model) -> impl Iterator<Item = SupplyIx> {
        self.rows.iter().copied().filter(|&row| {
            let supply = model.supply(row);
            supply.status == SupplyStatus::Active && supply.provider != Provider::Placeholder
        })
    }

    /// All active rows at once, without any all rows, where that is more than one and no more than are tried.
    fn bundle(&self, model: &Model) -> Option<SupplyEdit> {
        let active: Vec<SupplyIx> = self.active(model).collect();
        let active = if active.is_empty() { self.rows.to_vec() } else { active };
        let tried = (2..=self.faults.most as usize).contains(&active.len());
        let doubtful = active.iter().all(|&row| may_be_wrong(model.supply(row).confidence));
        (tried && doubtful).then(|| SupplyEdit {
            faults: active.into_iter().map(|row| Fault::Absent(EvidenceRow::Supply(row))).collect(),
            untracked: true,
            sources: Vec::new(),
        })
    }
}

/// The statuses one step from a status.
pub(crate) fn steps(status: SupplyStatus) -> &'static [SupplyStatus] {
    match status {
        SupplyStatus::Qualified => &[SupplyStatus::Candidate, SupplyStatus::Active],
        SupplyStatus::Active | SupplyStatus::Candidate => &[SupplyStatus::Qualified],
    }
}

/// Whether a source exists in a reading.
pub(super) fn is_in(presence: Presence, reading: Reading) -> bool {
    presence == Presence::Listed || reading == Reading::Optimistic
}

/// Whether a row of the dataset is below high confidence and may be wrong.
pub fn is_doubtful(model: &Model, row: EvidenceRow) -> bool {
    may_be_wrong(row.confidence(model))
}

pub(super) fn distinct_rows(faults: &[Fault]) -> bool {
    faults.windows(2).all(|pair| pair[0].row() != pair[1].row())
}

pub(super) fn combinations(from: usize, size: usize) -> usize {
    (0..size).fold(1_usize, |product, at| product.saturating_mul(from.saturating_sub(at)) / (at + 1))
}

/// Every choice of `size` of `from`, in order.
pub(super) fn each_choice(
    from: &[Fault],
    size: usize,
    chosen: &mut Vec<Fault>,
    visit: &mut impl FnMut(&[Fault]),
) {
    if size == 0 {
        visit(chosen);
        return;
    }
    for at in 0..(from.len() + 1).saturating_sub(size) {
        chosen.push(from[at]);
        each_choice(&from[at + 1..], size - 1, chosen, visit);
        chosen.pop();
    }
}
