//! `ask` as JSON.

use super::sensitivity::fault_key;
use super::{EvidenceJson, Named, evidence, horizon_key, named};
use crate::keys::question_key;
use crate::names::Naming;
use crate::tables::{ask_recorded, ask_wording};
use liantu_analysis::{
    Answer, Ask, Chosen, Conclusion, EvidenceRow, Fault, Level, Pick, Question, Settlement, SinglePoints,
    addressees,
};
use liantu_graph::ChainGraph;
use liantu_model::{FindingKey, Provider};
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Serialize)]
struct AskDocument {
    analysis: &'static str,
    dataset: String,
    parameters: Parameters,
    questions: usize,
    settlements: usize,
    reached: usize,
    at_most: usize,
    guarantee: f64,
    findings: Vec<QuestionRow>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Parameters {
    levels: Vec<&'static str>,
    targets: Vec<String>,
    count: usize,
    kinds: Vec<&'static str>,
    /// Backup conclusions are about losses at this level.
    backup_level: Option<&'static str>,
}

/// A question chosen.
#[derive(Debug, Serialize)]
struct QuestionRow {
    key: String,
    kind: &'static str,
    question: String,
    component: Named,
    product: Option<Named>,
    firm: Option<Named>,
    region: Option<Named>,
    recorded: String,
    row: Option<EvidenceJson>,
    adds: usize,
    with: Option<String>,
    settles: Vec<Settles>,
    addressees: Vec<Named>,
}

/// What some answers settle.
#[derive(Debug, Serialize)]
struct Settles {
    answers: Vec<Given>,
    effect: &'static str,
    conclusion: ConclusionRow,
}

#[derive(Debug, Serialize)]
struct Given {
    key: String,
    /// `stands`, `absent`, `incomplete`, `unlisted`, or the status.
    answer: &'static str,
}

#[derive(Debug, Serialize)]
struct ConclusionRow {
    key: String,
    target: Option<Named>,
    certainty: Option<&'static str>,
    horizon: Option<&'static str>,
}

/// The document.
pub fn ask(
    graph: &ChainGraph,
    naming: Naming<'_>,
    found: &SinglePoints,
    ask: &Ask,
    level: Option<Level>,
    notes: Vec<String>,
) -> impl Serialize {
    let model = naming.model;
    let chosen = &ask.chosen;
    AskDocument {
        analysis: "ask",
        dataset: model.dataset().id.clone(),
        parameters: Parameters {
            levels: found.options.levels.iter().map(|level| level.key()).collect(),
            targets: found.targets.iter().map(|&one| model.component(one).id.clone()).collect(),
            count: ask.options.count,
            kinds: ask.options.kinds.iter().map(|kind| kind.key()).collect(),
            backup_level: level.map(Level::key),
        },
        questions: ask.questions.len(),
        settlements: chosen.of,
        reached: chosen.reached,
        at_most: chosen.at_most,
        guarantee: Chosen::guarantee(ask.options.count, chosen.partners),
        findings: chosen.picks.iter().map(|pick| row(graph, naming, (ask, level), pick)).collect(),
        notes,
    }
}

fn row(
    graph: &ChainGraph,
    naming: Naming<'_>,
    (ask, level): (&Ask, Option<Level>),
    pick: &Pick,
) -> QuestionRow {
    let model = naming.model;
    let question = ask.questions[pick.question as usize];
    let key_of = |at: u32| question_key(model, ask.questions[at as usize]);
    let (component, product, provider) = match question {
        Question::List(component) => (component, None, None),
        Question::Supply(row) => (model.supply(row).component, None, Some(model.supply(row).provider)),
        Question::Requirement(row) => {
            let row = model.requirement(row);
            (row.input, Some(row.product), None)
        }
    };
    let supplier = |one| Named { id: model.supplier(one).id.clone(), name: naming.supplier(one).to_owned() };
    let (firm, region) = match provider {
        Some(Provider::Supplier(one)) => (Some(supplier(one)), None),
        Some(Provider::Region(one)) => {
            (None, Some(Named { id: model.region(one).id.clone(), name: naming.region(one).to_owned() }))
        }
        Some(Provider::Placeholder) | None => (None, None),
    };
    QuestionRow {
        key: key_of(pick.question),
        kind: question.kind().key(),
        question: ask_wording(naming, graph, question),
        component: named(naming, component),
        product: product.map(|one| named(naming, one)),
        firm,
        region,
        recorded: ask_recorded(naming, graph, question),
        row: evidence(model, &[question.row()]).pop(),
        adds: pick.adds,
        with: pick.with.map(key_of),
        settles: settles(naming, (ask, level), pick),
        addressees: addressees(graph, question).into_iter().map(supplier).collect(),
    }
}

/// What answers to the question settle, alone or with the one it was chosen with.
fn settles(naming: Naming<'_>, (ask, level): (&Ask, Option<Level>), pick: &Pick) -> Vec<Settles> {
    let asked = |at: u32| at == pick.question || Some(at) == pick.with;
    let is_ours = |way: &&liantu_analysis::Way| {
        way.iter().any(|(at, _)| *at == pick.question) && way.iter().all(|(at, _)| asked(*at))
    };
    let of = |settlement: &Settlement| {
        let ways = settlement.ways.iter().filter(is_ours);
        let rows = ways.map(|way| Settles {
            answers: way
                .iter()
                .map(|&(at, answer)| Given {
                    key: question_key(naming.model, ask.questions[at as usize]),
                    answer: answer_key(answer),
                })
                .collect(),
            effect: settlement.effect.key(),
            conclusion: conclusion(naming, level, settlement.conclusion),
        });
        rows.collect::<Vec<_>>()
    };
    ask.settlements.iter().flat_map(of).collect()
}

fn answer_key(answer: Answer) -> &'static str {
    match answer {
        Answer::Stands => "stands",
        Answer::Otherwise(Fault::Absent(EvidenceRow::Requirement(_))) => "not-essential",
        Answer::Otherwise(fault) => fault_key(fault),
    }
}

fn conclusion(naming: Naming<'_>, level: Option<Level>, conclusion: Conclusion) -> ConclusionRow {
    let key = match conclusion {
        Conclusion::Loss { element, .. } => Some(FindingKey::Point(element)),
        Conclusion::Grade(component) => Some(FindingKey::Grade(component)),
        Conclusion::Backup(component) => level.map(|level| FindingKey::Backup(level, component)),
    };
    let key = key.map_or_else(String::new, |key| key.text(naming.model));
    match conclusion {
        Conclusion::Loss { target, certainty, horizon, .. } => ConclusionRow {
            key,
            target: Some(named(naming, target)),
            certainty: Some(certainty.key()),
            horizon: Some(horizon_key(horizon)),
        },
        Conclusion::Grade(_) | Conclusion::Backup(_) => {
            ConclusionRow { key, target: None, certainty: None, horizon: None }
        }
    }
}
