//! A small dataset around one component, judged again and again with errors in its rows.

use super::AskedOfBackups;
use crate::compare::book::Book;
use crate::compare::observe::model_of;
use crate::cover::Covers;
use crate::evidence::EvidenceRow;
use crate::sensitivity::{End, Fault};
use crate::{ChokepointOptions, Chokepoints, Grade, Tier, backup, chokepoints};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Model, Percent, PercentRange, Supply, SupplyIx};

/// What is concluded of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Conclusion {
    pub(super) grade: Grade,
    /// The tier after the worst loss, and how its cover stands to what is required; `None` without active sources.
    pub(super) backup: Option<(Tier, Reach)>,
}

/// How a cover stands to what is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Covered,
    Uncertain,
    Short,
}

/// The dataset, and which of its rows are meant. Rows are edited in the validated model: whatever is left out or said
/// otherwise, the others keep their order, and nothing refers to them.
pub(super) struct Bench {
    /// Nothing while it is judged.
    model: Option<Model>,
    /// Its rows of supply without an error.
    supplies: Vec<Supply>,
    /// Current supply rows of the whole dataset, by the rows here.
    rows: Vec<(SupplyIx, usize)>,
    component: ComponentIx,
    options: ChokepointOptions,
    pub(super) asked: Option<AskedOfBackups>,
}

impl Bench {
    /// The dataset of a book; `rows` are rows of supply in the whole dataset with their places in the book, from 1.
    pub(super) fn of(
        whole: &Model,
        component: ComponentIx,
        found: &Chokepoints,
        asked: Option<AskedOfBackups>,
        book: &Book,
        rows: &[(SupplyIx, u32)],
    ) -> Option<Self> {
        let model = model_of(book, whole.dataset().as_of)?;
        let own = model.find_component(&whole.component(component).id).ok()?;
        let mut options = found.options.clone();
        let is_dependent = options.trade_dependent.binary_search(&component).is_ok();
        options.trade_dependent = if is_dependent { vec![own] } else { Vec::new() };
        let here = |place: u32| model.supplies().iter().position(|row| row.at.row == place);
        let rows =
            rows.iter().filter_map(|&(supply, place)| here(place).map(|here| (supply, here))).collect();
        let supplies = model.supplies().to_vec();
        Some(Self { model: Some(model), supplies, rows, component: own, options, asked })
    }

    /// What is concluded with some errors made.
    pub(super) fn conclusion(&mut self, faults: &[Fault]) -> Option<Conclusion> {
        let model = self.model.take()?;
        let complete = model.component(self.component).complete;
        let is_unclaimed = faults.iter().any(|fault| matches!(fault, Fault::Unclaimed(_)));
        let claimed = complete.filter(|_| !is_unclaimed);
        let model = model.with_supplies(self.with(faults)).with_claim(self.component, claimed);
        let graph = ChainGraph::new(model);
        let grade = chokepoints::grade_of(&graph, &self.options, self.component);
        let backup = self.asked.and_then(|asked| self.backup(&graph, asked));
        self.model = Some(graph.into_model().with_claim(self.component, complete));
        Some(Conclusion { grade, backup })
    }

    fn backup(&self, graph: &ChainGraph, asked: AskedOfBackups) -> Option<(Tier, Reach)> {
        let covers = Covers::new(graph, asked.within_weeks);
        let worst = backup::worst_loss_of(graph, &covers, self.component, asked.level)?;
        Some((worst.tier.tier, reach(worst.direct.low, worst.direct.high, asked.required)))
    }

    /// The rows with errors in them.
    fn with(&self, faults: &[Fault]) -> Vec<Supply> {
        let mut rows: Vec<Option<Supply>> = self.supplies.iter().cloned().map(Some).collect();
        for &fault in faults {
            match fault {
                Fault::Absent(EvidenceRow::Supply(supply)) => self.leave_out(supply, &mut rows),
                Fault::Status(supply, status) => {
                    if let Some(row) = self.row(supply, &mut rows) {
                        row.status = status;
                    }
                }
                Fault::Share(supply, end) => {
                    if let Some(here) = self.place(supply) {
                        rows[here] =
                            rows[here].take().map(|row| row.with_percentages(|range| at_end(range, end)));
                    }
                }
                Fault::Unclaimed(_) | Fault::Absent(_) | Fault::Unlisted(_) => {}
            }
        }
        rows.into_iter().flatten().collect()
    }

    fn place(&self, supply: SupplyIx) -> Option<usize> {
        self.rows.iter().find(|(one, _)| *one == supply).map(|&(_, here)| here)
    }

    fn row<'r>(&self, supply: SupplyIx, rows: &'r mut [Option<Supply>]) -> Option<&'r mut Supply> {
        rows[self.place(supply)?].as_mut()
    }

    /// Takes a supply out, and what is said of it for other years.
    fn leave_out(&self, supply: SupplyIx, rows: &mut [Option<Supply>]) {
        let Some(here) = self.place(supply) else { return };
        let key = |row: &Supply| (row.component, row.provider, row.market);
        let own = key(&self.supplies[here]);
        for row in rows {
            row.take_if(|row| key(row) == own);
        }
    }
}

fn at_end(range: &PercentRange, end: End) -> PercentRange {
    PercentRange::exactly(match end {
        End::Low => range.low,
        End::High => range.high,
    })
}

fn reach(low: Percent, high: Percent, required: Percent) -> Reach {
    if low >= required {
        Reach::Covered
    } else if high >= required {
        Reach::Uncertain
    } else {
        Reach::Short
    }
}
