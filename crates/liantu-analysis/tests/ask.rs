//! What questions settle against giving every answer in the rows and evaluating everything anew; the choice against the
//! best of all choices; what answers leave of the robustness of other findings.

mod doubts;
mod judged;

use doubts::{found, row_of};
use liantu_analysis::{
    Answer, Ask, AskOptions, Certainty, Chosen, Conclusion, Effect, End, EvidenceRow, Fault, Fewest, Level,
    Question, SensitivityOptions, SinglePoints, addressees, ask, sensitivity,
};
use liantu_graph::{ChainGraph, Horizon};
use liantu_model::{Confidence, Draft, Element, Index, Model, SupplyStatus};
use liantu_testkit::oracle::{self, Counting, Failure, Settled, WrongRow};
use liantu_testkit::sketch::Sketch;
use liantu_testkit::strategies::{Size, drafts_of};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const STOPS: [Level; 5] = [Level::Supplier, Level::Group, Level::Country, Level::Coalition, Level::Component];

fn asked(graph: &ChainGraph, found: &SinglePoints, count: usize) -> Ask {
    ask(graph, found, None, &AskOptions { count, ..AskOptions::default() })
}

/// What questions settle, by statement.
type Family = BTreeMap<(Element, oracle::Statement), Settled>;

fn ours(draft: &Draft, model: &Model, ask: &Ask) -> Family {
    let mut family = Family::new();
    for settlement in &ask.settlements {
        let Conclusion::Loss { element, target, certainty, horizon } = settlement.conclusion else {
            continue;
        };
        let own = family.entry((element, statement(target.position(), certainty, horizon))).or_default();
        let of = |way: &Vec<(u32, Answer)>| -> BTreeSet<WrongRow> {
            way.iter().map(|(at, _)| row_of(draft, model, ask.questions[*at as usize].row())).collect()
        };
        let sets = settlement.ways.iter().map(of).collect();
        match settlement.effect {
            Effect::Refuted => own.refuted = sets,
            Effect::Certain => own.certain = sets,
            Effect::Firm => own.firm = sets,
        }
    }
    family
}

fn statement(target: usize, certainty: Certainty, horizon: Horizon) -> oracle::Statement {
    let reading = match certainty {
        Certainty::Possible => oracle::Reading::Pessimistic,
        Certainty::Confirmed => oracle::Reading::Optimistic,
    };
    let horizon = match horizon {
        Horizon::Short => oracle::Horizon::Short,
        Horizon::Long => oracle::Horizon::Long,
    };
    (target, reading, horizon)
}

fn theirs(draft: &Draft, found: &SinglePoints, counting: Counting) -> Family {
    let mut family = Family::new();
    for finding in &found.findings {
        let statements: Vec<oracle::Statement> = finding
            .targets
            .iter()
            .filter(|lost| !lost.thin)
            .map(|lost| statement(lost.component.position(), lost.certainty, lost.horizon))
            .collect();
        let settled = oracle::settled(draft, counting, Failure::Stop(finding.element), &statements);
        for (statement, settled) in statements.into_iter().zip(settled) {
            if settled != Settled::default() {
                family.insert((finding.element, statement), settled);
            }
        }
    }
    family
}

/// A conclusion in the terms of the oracles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Loss(Element, oracle::Statement),
    Grade(usize),
    Backup(usize),
}

/// Sets of questions that bring something about, every smallest one.
type Sets = BTreeSet<BTreeSet<WrongRow>>;
/// What questions settle of losses, grades and backups, by conclusion and effect.
type Everything = BTreeMap<(Said, Effect), Sets>;
/// What one answer to one question brings about: `None` where the record stands.
type Alone = BTreeSet<(WrongRow, Option<oracle::Error>, Said, Effect)>;

fn said(conclusion: Conclusion) -> Said {
    match conclusion {
        Conclusion::Loss { element, target, certainty, horizon } => {
            Said::Loss(element, statement(target.position(), certainty, horizon))
        }
        Conclusion::Grade(component) => Said::Grade(component.position()),
        Conclusion::Backup(component) => Said::Backup(component.position()),
    }
}

fn error_of(answer: Answer) -> Option<oracle::Error> {
    match answer {
        Answer::Stands => None,
        Answer::Otherwise(fault) => Some(match fault {
            Fault::Absent(_) => oracle::Error::Gone,
            Fault::Status(_, status) => oracle::Error::Status(status),
            Fault::Share(_, End::Low) => oracle::Error::Low,
            Fault::Share(_, End::High) => oracle::Error::High,
            Fault::Unclaimed(_) => oracle::Error::Unclaimed,
            Fault::Unlisted(_) => oracle::Error::Others,
        }),
    }
}

/// What is asked about, and what each answer to a question does by itself.
fn all_of(draft: &Draft, model: &Model, ask: &Ask) -> (Everything, Alone) {
    let row = |at: u32| row_of(draft, model, ask.questions[at as usize].row());
    let sets = |ways: &[Vec<(u32, Answer)>]| -> Sets {
        ways.iter().map(|way| way.iter().map(|(at, _)| row(*at)).collect()).collect()
    };
    let of = |one: &liantu_analysis::Settlement| ((said(one.conclusion), one.effect), sets(&one.ways));
    let mut alone = Alone::new();
    for at in 0..ask.questions.len() as u32 {
        for (answer, settled) in ask.alone(at) {
            alone.extend(settled.into_iter().map(|one| {
                let one = &ask.settlements[one];
                (row(at), error_of(answer), said(one.conclusion), one.effect)
            }));
        }
    }
    (ask.settlements.iter().map(of).collect(), alone)
}

/// Adds sets of questions to what is expected; of single ones, that the record stands.
fn expect(all: &mut (Everything, Alone), said: Said, effect: Effect, sets: Sets) {
    if sets.is_empty() {
        return;
    }
    if effect != Effect::Refuted {
        let single = sets.iter().filter(|set| set.len() == 1).flatten();
        all.1.extend(single.map(|&row| (row, None, said, effect)));
    }
    all.0.insert((said, effect), sets);
}

/// By giving every answer, and every two, in the rows, and judging everything anew.
fn all_by_trying(draft: &Draft, found: &SinglePoints, model: &Model) -> (Everything, Alone) {
    let mut all = (Everything::new(), Alone::new());
    for ((element, statement), settled) in theirs(draft, found, Counting::Active) {
        let said = Said::Loss(element, statement);
        let errors = oracle::overturning_alone(draft, Counting::Active, Failure::Stop(element), &[statement]);
        let errors = errors.into_iter().flatten();
        all.1.extend(errors.map(|(row, error)| (row, Some(error), said, Effect::Refuted)));
        expect(&mut all, said, Effect::Refuted, settled.refuted);
        expect(&mut all, said, Effect::Certain, settled.certain);
        expect(&mut all, said, Effect::Firm, settled.firm);
    }
    for component in model.component_indices() {
        let id = &model.component(component).id;
        let Some(held) = judged::conclusion(liantu_testkit::model(draft), id) else { continue };
        let position = component.position();
        if held.0 >= liantu_analysis::Grade::Yellow {
            let sets = judged::expected(draft, component, 2, |held| held.0);
            expect_of_rows(&mut all, draft, Said::Grade(position), &sets.1);
        }
        if held.1.is_some() {
            let sets = judged::expected(draft, component, 2, |held| held.1);
            expect_of_rows(&mut all, draft, Said::Backup(position), &sets.1);
        }
    }
    all
}

fn expect_of_rows(
    all: &mut (Everything, Alone),
    draft: &Draft,
    said: Said,
    sets: &BTreeSet<Vec<judged::Wrong>>,
) {
    let row = |&(at, kind): &judged::Wrong| match kind {
        judged::Kind::Open => {
            WrongRow::Component(draft.components.iter().position(|row| row.at == at).expect("a component"))
        }
        _ => WrongRow::Supply(draft.supplies.iter().position(|row| row.at == at).expect("a supply")),
    };
    let error = |kind: judged::Kind| match kind {
        judged::Kind::Gone => oracle::Error::Gone,
        judged::Kind::Status(status) => oracle::Error::Status(status),
        judged::Kind::Low => oracle::Error::Low,
        judged::Kind::High => oracle::Error::High,
        judged::Kind::Open => oracle::Error::Unclaimed,
    };
    let single = sets.iter().filter(|set| set.len() == 1).flatten();
    all.1.extend(single.map(|wrong| (row(wrong), Some(error(wrong.1)), said, Effect::Refuted)));
    let rows: Sets = sets.iter().map(|set| set.iter().map(row).collect()).collect();
    expect(all, said, Effect::Firm, oracle::transversals(&rows));
    expect(all, said, Effect::Refuted, rows);
}

fn small() -> Size {
    Size { components: 1..=4, suppliers: 1..=4, requires: 0..=5, supplies: 0..=8, purchases: 0..=0 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_questions_settle_is_what_giving_the_answers_shows(
        draft in drafts_of(&small()),
        qualified in any::<bool>(),
        count in 1_usize..4,
    ) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let counting = if qualified { Counting::ActiveAndQualified } else { Counting::Active };
        let found = found(&graph, &STOPS, qualified);
        let ask = asked(&graph, &found, count);
        let expected = theirs(&draft, &found, counting);
        prop_assert_eq!(&ours(&draft, graph.model(), &ask), &expected);

        let all = expected.into_values().flat_map(|one| [one.refuted, one.certain, one.firm]);
        let all: Vec<_> = all.filter(|sets| !sets.is_empty()).collect();
        let best = oracle::best_worth(&all, count);
        let chosen = &ask.chosen;
        prop_assert_eq!(chosen.of, all.len());
        prop_assert!(chosen.at_most >= best);
        prop_assert!(chosen.reached <= best);
        prop_assert!(chosen.reached as f64 >= Chosen::guarantee(count, chosen.partners) * best as f64);
    }

    /// Losses, grades and backups together: what each answer settles, and how good the questions chosen are.
    #[test]
    fn all_kinds_of_conclusions_together(
        draft in drafts_of(&Size { supplies: 2..=7, requires: 0..=4, suppliers: 1..=4, ..small() }),
        count in 1_usize..5,
    ) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let points = found(&graph, &[Level::Supplier, Level::Country], false);
        let (_, decisive) = judged::ours(&graph, 2);
        let ask = ask(&graph, &points, Some(&decisive), &AskOptions { count, ..AskOptions::default() });
        let ours = all_of(&draft, graph.model(), &ask);
        let expected = all_by_trying(&draft, &points, graph.model());
        prop_assert_eq!(&ours.0, &expected.0);
        prop_assert_eq!(&ours.1, &expected.1);

        let all: Vec<_> = expected.0.into_values().collect();
        let best = oracle::best_worth(&all, count);
        let chosen = &ask.chosen;
        prop_assert_eq!(chosen.of, all.len());
        prop_assert!((chosen.reached..=chosen.at_most).contains(&best), "{} {best} {}", chosen.reached, chosen.at_most);
        prop_assert!(chosen.reached as f64 >= Chosen::guarantee(count, chosen.partners) * best as f64);
    }

    /// What an answer leaves of another finding: at least as many errors overturn it as before, those that were to be made
    /// in the row itself aside.
    #[test]
    fn an_answer_takes_no_more_than_its_own_row(draft in drafts_of(&small()), pick in any::<prop::sample::Index>()) {
        let before = ChainGraph::new(liantu_testkit::model(&draft));
        let points = found(&before, &STOPS, false);
        let faults = row_faults(&before, &points);
        prop_assume!(!faults.is_empty());
        let fault = faults[pick.index(faults.len())];
        let Some(edited) = given(&draft, before.model(), fault) else { return Ok(()) };
        let Some(after) = edited.validate().model else { return Ok(()) };
        let after = ChainGraph::new(after);
        let old = robustness(&before, &points);
        for (statement, (now, _)) in robustness(&after, &found(&after, &STOPS, false)) {
            let Some((fewest, sets)) = old.get(&statement) else { continue };
            // Of more than two errors it is not known which.
            let is_spent = sets.is_empty() || sets.iter().any(|set| set.contains(&fault));
            prop_assert!(now >= fewest - u32::from(is_spent), "{fault:?} {statement:?}: {fewest} to {now}");
        }
    }
}

/// Errors in rows that overturn something, alone or with another.
fn row_faults(graph: &ChainGraph, found: &SinglePoints) -> Vec<Fault> {
    let all = robustness(graph, found).into_values().flat_map(|(_, sets)| sets.into_iter().flatten());
    all.collect::<BTreeSet<_>>().into_iter().collect()
}

type Robust = BTreeMap<(Element, String, Certainty, Horizon), (u32, Vec<Vec<Fault>>)>;

/// How many errors overturn each loss, three standing for more than two; and which.
fn robustness(graph: &ChainGraph, found: &SinglePoints) -> Robust {
    let mut robust = Robust::new();
    for finding in sensitivity(graph, found, &SensitivityOptions { most: 2 }) {
        for loss in finding.losses {
            let target = graph.model().component(loss.target).id.clone();
            let fewest = match loss.robustness.fewest {
                Fewest::Errors(count) => count,
                Fewest::MoreThan(_) | Fewest::Never => 3,
            };
            let key = (finding.element, target, loss.certainty, loss.horizon);
            robust.insert(key, (fewest, loss.robustness.sets));
        }
    }
    robust
}

/// The draft once a row is known to be wrong in a way. All active rows of a component gone, nothing is known of its
/// sources: then the answer is not one about a row.
fn given(draft: &Draft, model: &Model, fault: Fault) -> Option<Draft> {
    let mut draft = draft.clone();
    let question = match fault.row() {
        EvidenceRow::Component(one) => Question::List(one),
        EvidenceRow::Supply(one) => Question::Supply(one),
        EvidenceRow::Requirement(one) => Question::Requirement(one),
        EvidenceRow::Fact(_) => return None,
    };
    match (fault, row_of(&draft, model, question.row())) {
        (Fault::Status(_, status), WrongRow::Supply(at)) => {
            draft.supplies[at].status = Some(status);
            draft.supplies[at].confidence = Some(Confidence::High);
        }
        (Fault::Share(_, end), WrongRow::Supply(at)) => {
            let row = &mut draft.supplies[at];
            for stated in [&mut row.share, &mut row.takeover].into_iter().flatten() {
                *stated = liantu_model::PercentRange::exactly(end.of(stated));
            }
            row.confidence = Some(Confidence::High);
        }
        (_, WrongRow::Supply(at)) => {
            let gone = draft.supplies[at].clone();
            let is_gone = |row: &liantu_model::SupplyRow| {
                (&row.supplier, &row.region, &row.component, &row.market)
                    == (&gone.supplier, &gone.region, &gone.component, &gone.market)
            };
            draft.supplies.retain(|row| !is_gone(row));
        }
        (_, WrongRow::Requirement(at)) => {
            let group = draft.requires[at].group.clone();
            if !group.is_empty() {
                return None;
            }
            draft.requires.remove(at);
        }
        (_, WrongRow::Component(at)) => {
            draft.components[at].complete = None;
            draft.components[at].confidence = Some(Confidence::High);
        }
    }
    let component = match fault.row() {
        EvidenceRow::Supply(row) => model.supply(row).component,
        _ => return Some(draft),
    };
    let id = &model.component(component).id;
    let is_active =
        |row: &liantu_model::SupplyRow| row.component == *id && row.status == Some(SupplyStatus::Active);
    draft.supplies.iter().any(is_active).then_some(draft)
}

fn home_maker(sketch: Sketch) -> Sketch {
    sketch.supplier("builder", "XA").supply("builder", "machine")
}

/// One maker of a part abroad, its list open. That the list is complete makes the loss certain, somebody else refutes it;
/// and it is asked of whoever builds the machine at home.
#[test]
fn an_open_list_is_asked_about() {
    let sketch = home_maker(
        Sketch::new("ask")
            .settings(|row| row.home = "XA".to_owned())
            .target("machine")
            .component("part")
            .requires("machine", &["part"]),
    );
    let draft = sketch.supplier("maker", "XB").supply("maker", "part").draft();
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    let found = found(&graph, &[Level::Supplier], false);
    let ask = asked(&graph, &found, 10);
    let part = graph.model().find_component("part").expect("the part");
    let at = ask.questions.iter().position(|&one| one == Question::List(part)).expect("the list");
    let alone = ask.alone(at as u32);
    let effects = |answer: Answer| -> Vec<Effect> {
        alone[&answer].iter().map(|&one| ask.settlements[one].effect).collect()
    };
    assert_eq!(effects(Answer::Stands), [Effect::Certain]);
    assert_eq!(effects(Answer::Otherwise(Fault::Unlisted(part))), [Effect::Refuted]);
    let builder = graph.model().find_supplier("builder").expect("the builder");
    assert_eq!(addressees(&graph, Question::List(part)), [builder]);
}

/// Two makers in one country, both doubtful: neither row settles anything by itself, both do together.
#[test]
fn two_rows_settle_together_what_neither_does() {
    let sketch = Sketch::new("ask").target("machine").component("part").requires("machine", &["part"]);
    let sketch =
        sketch.supplier("one", "XB").supplier("two", "XB").supply("one", "part").supply("two", "part");
    let mut draft = sketch.draft();
    draft.settings.lists_complete = true;
    draft.requires[0].confidence = Some(Confidence::High);
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    let found = found(&graph, &[Level::Country], false);
    let ask = asked(&graph, &found, 2);
    let asked: BTreeSet<WrongRow> = ask
        .chosen
        .picks
        .iter()
        .map(|pick| row_of(&draft, graph.model(), ask.questions[pick.question as usize].row()))
        .collect();
    assert_eq!(asked, BTreeSet::from([WrongRow::Supply(0), WrongRow::Supply(1)]));
    assert_eq!(ask.together(0, 1).len(), 1);
    assert_eq!((ask.chosen.reached, ask.chosen.at_most), (ask.chosen.of, ask.chosen.of));
}
