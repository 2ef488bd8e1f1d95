//! What answers settle, from what overturns losses and grades.

use super::lists::Lists;
use super::{Answer, Conclusion, Effect, Question, QuestionKind, Settlement, Way};
use crate::sensitivity::{Fault, doubts};
use crate::{Certainty, Decisive, EvidenceRow, Fewest, LossRobustness, Robustness, SinglePoints};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Element};
use std::collections::BTreeSet;

/// Errors and answers that are looked at together.
const TOGETHER: u32 = 2;

/// A settlement whose questions have no numbers yet.
pub(super) struct Raw {
    conclusion: Conclusion,
    effect: Effect,
    ways: BTreeSet<Vec<(Question, Answer)>>,
}

impl Raw {
    fn of(
        conclusion: Conclusion,
        effect: Effect,
        ways: impl IntoIterator<Item = Vec<(Question, Answer)>>,
    ) -> Option<Self> {
        let sorted = |mut way: Vec<(Question, Answer)>| {
            way.sort_unstable();
            way
        };
        let ways: BTreeSet<_> = ways.into_iter().map(sorted).collect();
        (!ways.is_empty()).then_some(Self { conclusion, effect, ways })
    }

    /// What questions of some kinds settle.
    pub(super) fn of_kinds(mut self, kinds: &BTreeSet<QuestionKind>) -> Option<Self> {
        self.ways.retain(|way| way.iter().all(|(subject, _)| kinds.contains(&subject.kind())));
        (!self.ways.is_empty()).then_some(self)
    }

    pub(super) fn subjects(&self) -> impl Iterator<Item = Question> + '_ {
        self.ways.iter().flatten().map(|&(subject, _)| subject)
    }

    /// With the positions of its questions among all, which are in order.
    pub(super) fn numbered(self, questions: &[Question]) -> Settlement {
        let number = |(subject, answer): (Question, Answer)| {
            let at = questions.binary_search(&subject).expect("every subject is among the questions");
            (at as u32, answer)
        };
        let ways = self.ways.into_iter().map(|way| way.into_iter().map(number).collect::<Way>());
        Settlement { conclusion: self.conclusion, effect: self.effect, ways: ways.collect() }
    }
}

/// What answers settle of every loss, in the order of the findings.
pub(super) fn of_losses(graph: &ChainGraph, found: &SinglePoints) -> Vec<Raw> {
    let lists = Lists::new(graph, found);
    let confirmed = lists.confirming(found);
    let mut settlements = Vec::new();
    for (finding, confirmed) in doubts(graph, found, TOGETHER).iter().zip(confirmed) {
        for loss in &finding.losses {
            let conclusion = of(finding.element, loss);
            settlements.extend(Raw::of(conclusion, Effect::Refuted, refuting(&loss.robustness.sets)));
            if loss.certainty == Certainty::Possible {
                let own = confirmed.iter().filter(|(target, _)| *target == loss.target);
                let ways = own.map(|(_, lists)| lists.iter().map(|&one| complete(one)).collect());
                settlements.extend(Raw::of(conclusion, Effect::Certain, ways));
            }
            if matches!(loss.robustness.fewest, Fewest::Errors(_)) {
                let ways = transversals(&loss.robustness.sets);
                settlements.extend(Raw::of(conclusion, Effect::Firm, ways.into_iter().filter_map(standing)));
            }
        }
    }
    settlements
}

fn of(element: Element, loss: &LossRobustness) -> Conclusion {
    let LossRobustness { target, certainty, horizon, .. } = *loss;
    Conclusion::Loss { element, target, certainty, horizon }
}

/// What answers settle of grades and backups, in the order of components.
pub(super) fn of_grades(graph: &ChainGraph, decisive: &Decisive) -> Vec<Raw> {
    let components = graph.model().component_indices();
    let grades =
        components.filter_map(|one| Some((Conclusion::Grade(one), &decisive.grade(one)?.robustness)));
    let backups = decisive.backups().map(|(one, robustness)| (Conclusion::Backup(one), robustness));
    let of = |(conclusion, robustness): (Conclusion, &Robustness)| {
        if !matches!(robustness.fewest, Fewest::Errors(..=TOGETHER)) {
            return Vec::new();
        }
        let firm = transversals(&robustness.sets).into_iter().filter_map(standing);
        let refuted = Raw::of(conclusion, Effect::Refuted, refuting(&robustness.sets));
        refuted.into_iter().chain(Raw::of(conclusion, Effect::Firm, firm)).collect()
    };
    grades.chain(backups).flat_map(of).collect()
}

fn complete(list: ComponentIx) -> (Question, Answer) {
    (Question::List(list), Answer::Stands)
}

fn standing(rows: Vec<EvidenceRow>) -> Option<Vec<(Question, Answer)>> {
    rows.into_iter().map(|row| Some((Question::about(row)?, Answer::Stands))).collect()
}

fn refuting(sets: &[Vec<Fault>]) -> impl Iterator<Item = Vec<(Question, Answer)>> + '_ {
    let wrong = |fault: &Fault| Some((Question::about(fault.row())?, Answer::Otherwise(*fault)));
    sets.iter().filter_map(move |set| set.iter().map(wrong).collect())
}

/// The sets of at most two rows that have a row of every set of errors, of the fewest rows.
fn transversals(sets: &[Vec<Fault>]) -> Vec<Vec<EvidenceRow>> {
    let rows_of = |set: &Vec<Fault>| set.iter().map(|fault| fault.row()).collect::<BTreeSet<_>>();
    let families: BTreeSet<BTreeSet<EvidenceRow>> = sets.iter().map(rows_of).collect();
    let Some(first) = families.first() else { return Vec::new() };
    let missed_by = |row: EvidenceRow| families.iter().filter(move |set| !set.contains(&row));
    let alone = |row: &EvidenceRow| missed_by(*row).next().is_none();
    let single: Vec<Vec<EvidenceRow>> =
        first.iter().copied().filter(|row| alone(row)).map(|row| vec![row]).collect();
    if !single.is_empty() {
        return single;
    }
    let mut pairs = BTreeSet::new();
    for &row in first {
        let Some(missed) = missed_by(row).next() else { continue };
        let second = missed.iter().copied();
        let second = second.filter(|other| missed_by(row).all(|set| set.contains(other)));
        pairs.extend(second.map(|other| BTreeSet::from([row, other])));
    }
    pairs.into_iter().map(|pair| pair.into_iter().collect()).collect()
}
