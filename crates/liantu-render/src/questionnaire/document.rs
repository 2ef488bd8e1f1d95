//! T15 and T16 as a document: the questions, then a page for each firm.

use super::visits::{Visit, VisitInput, known, others};
use crate::catalogue::Language;
use crate::names::Naming;
use crate::table::{Cell, Table};
use crate::tables::{self, Form};
use crate::write::{Block, Document, DocumentError, docx, orientation};
use liantu_analysis::Ask;
use liantu_graph::ChainGraph;
use liantu_model::ComponentIx;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

const VISIT: Form = Form::new(
    "T16",
    &["product", "input", "known", "others", "essential", "stock-days", "switch-weeks", "new-source"],
);
const ASKED: Form =
    Form::new("T16Q", &["number", "question", "recorded", "answer", "source"]).prefixed("t16q");

/// The file.
///
/// # Errors
/// When it would be larger than 4 GB.
pub fn outline(
    graph: &ChainGraph,
    naming: Naming<'_>,
    ask: &Ask,
    visits: &[Visit],
    left_out: usize,
) -> Result<Vec<u8>, DocumentError> {
    let words = naming.words;
    let checklist = tables::questions(graph, naming, ask);
    let questions = in_short(naming, &checklist);
    let about = |visit: &Visit| -> BTreeSet<ComponentIx> {
        let asked = visit.questions.iter().map(|&at| ask.questions[ask.chosen.picks[at].question as usize]);
        asked.map(|question| tables::asked_component(naming.model, question)).collect()
    };
    let page = |visit| {
        let asked = asked(graph, naming, ask, visit, &checklist);
        let used = lines(&place_and_products(naming, visit), PLACE) * PLACE_LINES
            + table_lines(&asked, &ASKED_WIDTHS);
        let inputs = inputs(naming, visit, &about(visit), PAGE_LINES.saturating_sub(used));
        [asked, inputs]
    };
    let pages: Vec<[Table; 2]> = visits.iter().map(page).collect();
    let title = words.format("questionnaire-title", &[("title", naming.title())]);
    let mut blocks = vec![Block::Turn(orientation(&questions)), Block::Title(title.clone())];
    // Date and home stand in the first note: with a line of their own the notes would not fit on the page.
    push_table(&mut blocks, &questions);
    if left_out > 0 {
        let count = left_out.to_string();
        blocks.push(Block::Note(words.format("questionnaire-left-out", &[("count", &count)])));
    }
    let mut lying = orientation(&questions);
    for (visit, [asked, inputs]) in visits.iter().zip(&pages) {
        // Pages that lie another way are new ones anyway.
        let is_turned = orientation(inputs) != lying;
        lying = orientation(inputs);
        blocks.push(if is_turned { Block::Turn(lying) } else { Block::NewPage });
        blocks.push(Block::Heading(naming.supplier(visit.firm).to_owned()));
        blocks.push(Block::Paragraph(place_and_products(naming, visit)));
        for table in [asked, inputs].into_iter().filter(|table| !table.rows.is_empty()) {
            push_table(&mut blocks, table);
        }
        blocks.push(Block::Paragraph(words.text("questionnaire-signed")));
    }
    docx(&Document {
        title,
        language: words.language().tag().to_owned(),
        made: naming.model.dataset().as_of,
        empty: words.text("document-empty"),
        blocks,
    })
}

fn push_table<'t>(blocks: &mut Vec<Block<'t>>, table: &'t Table) {
    blocks.push(Block::TableCaption(table.heading()));
    blocks.push(Block::Table(table));
    blocks.extend(table.notes.iter().map(|note| Block::Note(note.clone())));
}

/// The checklist without the columns that say again what the question names, its notes in one paragraph, so that a page
/// holds ten questions and the notes.
fn in_short(naming: Naming<'_>, checklist: &Table) -> Table {
    let mut table = checklist.clone();
    let between = if naming.words.language() == Language::Chinese { "" } else { " " };
    table.notes = vec![checklist.notes.join(between)];
    let is_kept: Vec<bool> =
        table.columns.iter().map(|column| !["component", "firm"].contains(&column.key)).collect();
    let keep = |at: usize| is_kept[at];
    let mut at = 0..;
    table.columns.retain(|_| keep(at.next().expect("endless")));
    for row in &mut table.rows {
        let mut at = 0..;
        row.retain(|_| keep(at.next().expect("endless")));
    }
    table
}

/// Where the firm is and what it delivers.
fn place_and_products(naming: Naming<'_>, visit: &Visit) -> String {
    let place = naming.place_of(visit.firm);
    if visit.products.is_empty() {
        return naming.words.format("questionnaire-place", &[("place", &place)]);
    }
    let products = naming.list(visit.products.iter().map(|&one| naming.component(one)));
    naming.words.format("questionnaire-firm", &[("place", &place), ("products", &products)])
}

/// What the firm is asked of the checklist; how sure the dataset is of it, and where it stands there, is not for the firm.
fn asked(graph: &ChainGraph, naming: Naming<'_>, ask: &Ask, visit: &Visit, checklist: &Table) -> Table {
    let mut table = ASKED.table(naming);
    table.label = String::new();
    for &at in &visit.questions {
        let Some(row) = checklist.rows.get(at) else { continue };
        let blank = Cell::blank;
        let said = tables::ask_said(naming, graph, ask.questions[ask.chosen.picks[at].question as usize]);
        table.push(vec![row[0].clone(), row[1].clone(), Cell::text(said), blank(), blank()]);
    }
    table
}

/// Lines of table text that a page lying on its side holds beside its headings and the line to sign, and what a line of
/// the firm's place and products takes of them.
const PAGE_LINES: usize = 17;
const PLACE_LINES: usize = 2;
/// Widths, in letters, of that line and of the columns with text; a Chinese character is two letters wide.
const PLACE: usize = 70;
const ASKED_WIDTHS: [usize; 3] = [8, 36, 32];
const VISIT_WIDTHS: [usize; 4] = [13, 13, 26, 13];

/// Lines that a text takes in a column.
fn lines(text: &str, width: usize) -> usize {
    UnicodeWidthStr::width(text).div_ceil(width).max(1)
}

fn row_lines(row: &[Cell], widths: &[usize]) -> usize {
    row.iter().zip(widths).map(|(cell, &width)| lines(&cell.text, width)).max().unwrap_or(1)
}

fn table_lines(table: &Table, widths: &[usize]) -> usize {
    table.rows.iter().map(|row| row_lines(row, widths)).sum()
}

/// The firm's inputs with room for what it says: those it is asked about, then those with the fewest known sources, as many
/// as `room` lines hold, at least one; the workbook has them all.
fn inputs(naming: Naming<'_>, visit: &Visit, asked_about: &BTreeSet<ComponentIx>, mut room: usize) -> Table {
    let mut table = VISIT.table(naming);
    let needed = |input: &VisitInput| naming.model.requirement(input.requirement).input;
    let mut ordered: Vec<&VisitInput> = visit.inputs.iter().collect();
    ordered.sort_by_key(|input| (!asked_about.contains(&needed(input)), input.known.len()));
    let mut seen = BTreeSet::new();
    ordered.retain(|input| seen.insert(needed(input)));
    let all = ordered.len();
    for input in ordered {
        let row = naming.model.requirement(input.requirement);
        let mut cells = vec![
            Cell::text(naming.component(row.product)),
            Cell::text(naming.component(row.input)),
            Cell::text(known(naming, input)),
            Cell::text(others(naming, input)),
        ];
        let needed = row_lines(&cells, &VISIT_WIDTHS);
        if needed > room && !table.rows.is_empty() {
            break;
        }
        room = room.saturating_sub(needed);
        cells.extend([(); 4].map(|()| Cell::blank()));
        table.push(cells);
    }
    let left_out = all - table.rows.len();
    table.notes = vec![naming.words.text("t16-note")];
    if left_out > 0 {
        let count = left_out.to_string();
        table.notes.push(naming.words.format("t16-left-out", &[("count", &count)]));
    }
    table
}
