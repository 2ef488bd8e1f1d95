//! What to ask next: which few questions settle most of what is doubtful.
//!
//! A *question* is about one row below high confidence, or about a list of suppliers: is it complete, and who else is
//! there. Its answers are that the record stands (an open list: that nobody is missing), or one of the admissible errors of
//! [`crate::sensitivity`], or somebody whom an open list lacks. A *settlement* is something that some answers to one or
//! two questions bring about of a conclusion ([`Effect`]). The worth of a set of questions is the number of settlements
//! that some answers to them reach; the questions are chosen by [`choose`].

mod addressees;
mod choose;
mod lists;
mod settlements;

use crate::outcome::Certainty;
use crate::sensitivity::Fault;
use crate::{Decisive, EvidenceRow, SinglePoints};
use liantu_graph::{ChainGraph, Horizon};
use liantu_model::{ComponentIx, Element, RequirementIx, SupplierIx, SupplyIx};
use std::collections::{BTreeMap, BTreeSet};

pub use addressees::addressees;
pub use choose::{Chosen, Pick, choose};

/// What a question is about; in the order in which equals are preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Whether the list of suppliers of a component is complete, and who else there is.
    List(ComponentIx),
    /// Whether a supply is there, with the status written.
    Supply(SupplyIx),
    /// Whether an input is needed, and cannot be replaced.
    Requirement(RequirementIx),
}

/// Kinds of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionKind {
    /// 名单
    List,
    /// 状态
    Status,
    /// 必需
    Need,
}

impl QuestionKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::List, Self::Status, Self::Need];

    /// Its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Status => "status",
            Self::Need => "need",
        }
    }
}

impl Question {
    /// Its kind.
    pub fn kind(self) -> QuestionKind {
        match self {
            Self::List(_) => QuestionKind::List,
            Self::Supply(_) => QuestionKind::Status,
            Self::Requirement(_) => QuestionKind::Need,
        }
    }

    /// The row it is about; of a list, that of its component.
    pub fn row(self) -> EvidenceRow {
        match self {
            Self::List(component) => EvidenceRow::Component(component),
            Self::Supply(row) => EvidenceRow::Supply(row),
            Self::Requirement(row) => EvidenceRow::Requirement(row),
        }
    }

    /// The question that settles whether a row is wrong; published figures are not asked about.
    fn about(row: EvidenceRow) -> Option<Self> {
        match row {
            EvidenceRow::Component(component) => Some(Self::List(component)),
            EvidenceRow::Supply(row) => Some(Self::Supply(row)),
            EvidenceRow::Requirement(row) => Some(Self::Requirement(row)),
            EvidenceRow::Fact(_) => None,
        }
    }
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// The record is right; an open list is complete.
    Stands,
    /// It is wrong in this way.
    Otherwise(Fault),
}

/// What is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conclusion {
    /// “If this fails, that target is lost.”
    Loss {
        /// What fails.
        element: Element,
        /// What is lost, …
        target: ComponentIx,
        /// … this surely, …
        certainty: Certainty,
        /// … at this horizon.
        horizon: Horizon,
    },
    /// The pessimistic grade of a component.
    Grade(ComponentIx),
    /// What stands behind a component, and whether that is enough.
    Backup(ComponentIx),
}

/// What answers do to a conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It does not hold: the target is there although the element has failed; the grade, or what stands behind, is another.
    Refuted,
    /// A loss that was possible is confirmed.
    Certain,
    /// As many errors as overturn it now no longer can: its robustness rises.
    Firm,
}

impl Effect {
    /// Its key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Refuted => "refuted",
            Self::Certain => "certain",
            Self::Firm => "firm",
        }
    }
}

/// Answers to one or two questions that bring something about, in order of the questions.
pub type Way = Vec<(u32, Answer)>;

/// What some answers bring about of a conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Of what.
    pub conclusion: Conclusion,
    /// What.
    pub effect: Effect,
    /// The fewest answers that do; every way needs as few.
    pub ways: Vec<Way>,
}

/// What to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskOptions {
    /// How many questions at most.
    pub count: usize,
    /// Of which kinds.
    pub kinds: BTreeSet<QuestionKind>,
}

impl Default for AskOptions {
    fn default() -> Self {
        Self { count: 10, kinds: QuestionKind::ALL.into() }
    }
}

/// What to ask next, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What was asked.
    pub options: AskOptions,
    /// Every question that settles anything, by subject.
    pub questions: Vec<Question>,
    /// Everything that can be settled by one or two questions.
    pub settlements: Vec<Settlement>,
    /// The questions chosen.
    pub chosen: Chosen,
}

impl Ask {
    /// What each answer to a question brings about by itself: positions of settlements, by answer.
    pub fn alone(&self, question: u32) -> BTreeMap<Answer, Vec<usize>> {
        let mut found: BTreeMap<Answer, Vec<usize>> = BTreeMap::new();
        for (at, settlement) in self.settlements.iter().enumerate() {
            for way in &settlement.ways {
                if let [(one, answer)] = way[..]
                    && one == question
                {
                    found.entry(answer).or_default().push(at);
                }
            }
        }
        found
    }

    /// What two questions settle together and neither does: positions of settlements.
    pub fn together(&self, one: u32, other: u32) -> Vec<usize> {
        let asks_both = |way: &Way| way.len() == 2 && way.iter().all(|(at, _)| [one, other].contains(at));
        let found = self.settlements.iter().enumerate();
        found.filter(|(_, settlement)| settlement.ways.iter().any(asks_both)).map(|(at, _)| at).collect()
    }
}

/// The questions worth asking about findings, and about grades and backups where the rows they hang on are given.
///
/// As [`crate::sensitivity`] with two errors at most, and for each possible loss a proof that its target stands, for each
/// list in it another; then O(questions chosen × ways).
pub fn ask(
    graph: &ChainGraph,
    found: &SinglePoints,
    decisive: Option<&Decisive>,
    options: &AskOptions,
) -> Ask {
    let raw = settlements::of_losses(graph, found)
        .into_iter()
        .chain(decisive.into_iter().flat_map(|decisive| settlements::of_grades(graph, decisive)));
    let raw: Vec<settlements::Raw> = raw.filter_map(|one| one.of_kinds(&options.kinds)).collect();
    let questions: BTreeSet<Question> = raw.iter().flat_map(settlements::Raw::subjects).collect();
    let questions: Vec<Question> = questions.into_iter().collect();
    let settlements: Vec<Settlement> = raw.into_iter().map(|one| one.numbered(&questions)).collect();
    let sets = settlements.iter().map(|one| question_sets(&one.ways)).collect::<Vec<_>>();
    let chosen = choose(questions.len(), &sets, options.count);
    Ask { options: options.clone(), questions, settlements, chosen }
}

/// The questions of each way, each set once.
fn question_sets(ways: &[Way]) -> Vec<Vec<u32>> {
    let sets: BTreeSet<Vec<u32>> =
        ways.iter().map(|way| way.iter().map(|(question, _)| *question).collect()).collect();
    sets.into_iter().collect()
}

/// Whom to ask each question, in order of the questions.
pub fn addressees_of(graph: &ChainGraph, ask: &Ask) -> Vec<Vec<SupplierIx>> {
    ask.questions.iter().map(|&subject| addressees(graph, subject)).collect()
}

#[cfg(test)]
mod tests;
