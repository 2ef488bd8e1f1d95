//! Inputs and stages to components, their market sizes to facts.

use super::Context;
use super::citations::ITSELF;
use super::notes::{Note, NoteCode};
use super::source::{CAPTION, CHART_SOURCE, Record, SIZE, Sheet, SourceFile};
use crate::dates::year;
use liantu_model::{ComponentKind, ComponentRow, Confidence, FactRow};
use rustc_hash::FxHashMap;

/// The metric of a market size.
const MARKET_SIZE: &str = "market_size";

/// A component of the source by its id.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) kind: Option<ComponentKind>,
    pub(super) is_stage: bool,
}

/// What was made of inputs and stages.
#[derive(Debug, Default)]
pub(super) struct Components {
    pub(super) rows: Vec<ComponentRow>,
    pub(super) facts: Vec<FactRow>,
    pub(super) known: FxHashMap<String, Known>,
    /// Processes of stages: the line of the input, its id, the stage's id.
    pub(super) in_stages: Vec<(u32, String, String)>,
}

/// Components from inputs, then stages. O(rows).
pub(super) fn components(inputs: &Sheet, stages: &Sheet, context: &mut Context) -> Components {
    let mut components = Components::default();
    for record in &inputs.records {
        components.input(inputs, record, context);
    }
    for record in &stages.records {
        components.stage(stages, record, context);
    }
    if !components.rows.iter().any(|row| row.target) {
        context.notes.add(SourceFile::Inputs, 0, Note::new(NoteCode::NoUltimateOutput, ""));
    }
    components
}

impl Components {
    fn input(&mut self, sheet: &Sheet, record: &Record, context: &mut Context) {
        let Some((id, name)) = self.id_and_name(sheet, record, ("input_id", "input_name"), context) else {
            return;
        };
        let kind = kind_of(sheet, record, &name, context);
        let stage = sheet.line(record, "stage_id");
        if !stage.is_empty() {
            self.in_stages.push((record.line, id.clone(), stage.into_owned()));
        }
        let target = sheet.get(record, "type") == "ultimate_output";
        let is_stage = false;
        self.add(sheet, record, ComponentRow { id, name, kind, target, ..ComponentRow::default() }, is_stage);
        self.fact(sheet, record, context);
    }

    fn stage(&mut self, sheet: &Sheet, record: &Record, context: &mut Context) {
        let Some((id, name)) = self.id_and_name(sheet, record, ("stage_id", "stage_name"), context) else {
            return;
        };
        let kind = Some(ComponentKind::Process);
        self.add(sheet, record, ComponentRow { id, name, kind, ..ComponentRow::default() }, true);
        self.fact(sheet, record, context);
    }

    /// Id and name of a row whose id is new.
    fn id_and_name(
        &self,
        sheet: &Sheet,
        record: &Record,
        (id_column, name_column): (&str, &str),
        context: &mut Context,
    ) -> Option<(String, String)> {
        let id = sheet.line(record, id_column);
        let name = sheet.line(record, name_column);
        let refusal = if id.is_empty() {
            Some(Note::new(NoteCode::MissingId, &name))
        } else {
            self.known.get(id.as_ref()).map(|earlier| {
                Note::new(NoteCode::DuplicateComponent, &format!("{id} {name}")).with(&earlier.name)
            })
        };
        if let Some(note) = refusal {
            context.notes.add(sheet.file, record.line, note);
            return None;
        }
        if name.is_empty() {
            context.notes.add(sheet.file, record.line, Note::new(NoteCode::MissingName, &id));
            return Some((id.to_string(), id.into_owned()));
        }
        Some((id.into_owned(), name.into_owned()))
    }

    fn add(&mut self, sheet: &Sheet, record: &Record, row: ComponentRow, is_stage: bool) {
        self.known.insert(row.id.clone(), Known { name: row.name.clone(), kind: row.kind, is_stage });
        self.rows.push(ComponentRow {
            name_en: row.name.clone(),
            note: sheet.get(record, "description").to_owned(),
            source: ITSELF.to_owned(),
            confidence: Some(Confidence::Medium),
            ..row
        });
    }

    /// The market size of the component just added, with what is said about its chart.
    fn fact(&mut self, sheet: &Sheet, record: &Record, context: &mut Context) {
        let texts = [SIZE, CAPTION, CHART_SOURCE].map(|column| sheet.get(record, column));
        let Some(component) = self.rows.last().filter(|_| texts.iter().any(|text| !text.is_empty())) else {
            return;
        };
        let component = component.id.clone();
        self.facts.push(FactRow {
            component,
            metric: MARKET_SIZE.to_owned(),
            value: texts[0].to_owned(),
            scope: texts[1].to_owned(),
            year: year(sheet.get(record, "year")),
            source: context.cite(texts[2], sheet.file, record.line),
            confidence: Some(Confidence::Medium),
            ..FactRow::default()
        });
    }
}

/// The type says the kind; two words in names say it more exactly than the types can.
fn kind_of(sheet: &Sheet, record: &Record, name: &str, context: &mut Context) -> Option<ComponentKind> {
    let name = name.to_lowercase();
    match sheet.get(record, "type") {
        "tool_resource" if name.contains("software") => Some(ComponentKind::Software),
        "tool_resource" => Some(ComponentKind::Equipment),
        "material_resource" if name.contains("intellectual property") => Some(ComponentKind::Technology),
        "material_resource" => Some(ComponentKind::Material),
        "design_resource" => Some(ComponentKind::Technology),
        "process" => Some(ComponentKind::Process),
        "ultimate_output" => Some(ComponentKind::Product),
        other => {
            context.notes.add(sheet.file, record.line, Note::new(NoteCode::UnknownType, other));
            None
        }
    }
}
