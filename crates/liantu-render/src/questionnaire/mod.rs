//! What is taken along to firms: the questions and, for each firm, its inputs, in words; as a document, and as the lines of
//! a workbook to be filled in.

mod document;
mod visits;

pub use document::outline;
pub use visits::{Visit, VisitInput, firms_to_visit, visits};

use crate::keys::question_key;
use crate::names::Naming;
use crate::table::MISSING_VALUE;
use crate::tables;
use liantu_analysis::{Ask, QuestionKind};
use liantu_graph::ChainGraph;

/// A line of a sheet to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<K, const N: usize> {
    /// Its key, by which the answer finds its row.
    pub key: String,
    /// What is asked.
    pub kind: K,
    /// What stands in its columns.
    pub texts: [String; N],
}

/// The questions chosen: question, component, firm, what is on record, why, whom to ask.
pub fn question_lines(graph: &ChainGraph, naming: Naming<'_>, ask: &Ask) -> Vec<Line<QuestionKind, 6>> {
    let table = tables::questions(graph, naming, ask);
    let line = |(pick, row): (&liantu_analysis::Pick, &Vec<crate::table::Cell>)| {
        let question = ask.questions[pick.question as usize];
        let text = |at: usize| plain(&row[at].text);
        Line {
            key: question_key(naming.model, question),
            kind: question.kind(),
            texts: [text(1), text(2), text(3), text(4), text(5), text(6)],
        }
    };
    ask.chosen.picks.iter().zip(&table.rows).map(line).collect()
}

/// The inputs of firms: firm, product, input, known sources, others.
pub fn visit_lines(naming: Naming<'_>, visits: &[Visit]) -> Vec<Line<(), 5>> {
    let model = naming.model;
    let lines = visits.iter().flat_map(|visit| visit.inputs.iter().map(move |input| (visit.firm, input)));
    let line = |(firm, input): (liantu_model::SupplierIx, &VisitInput)| {
        let row = model.requirement(input.requirement);
        let [firm_id, product, needed] = [
            model.supplier(firm).id.as_str(),
            model.component(row.product).id.as_str(),
            model.component(row.input).id.as_str(),
        ];
        Line {
            key: format!("visit:{firm_id}:{product}:{needed}"),
            kind: (),
            texts: [
                naming.supplier(firm).to_owned(),
                naming.component(row.product).to_owned(),
                naming.component(row.input).to_owned(),
                visits::known(naming, input),
                visits::others(naming, input),
            ],
        }
    };
    lines.map(line).collect()
}

/// What is missing is left blank on a form.
fn plain(text: &str) -> String {
    if text == MISSING_VALUE { String::new() } else { text.to_owned() }
}
