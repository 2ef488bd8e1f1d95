//! What goes into what, and what is a kind of what, to requirements.

use super::citations::ITSELF;
use super::components::{Components, Known};
use super::notes::{Note, NoteCode};
use super::source::{Record, Sheet, SourceFile};
use super::{Context, Variants};
use crate::text::fold;
use liantu_model::{ComponentKind, Confidence, Need, RequirementRow, Role};
use rustc_hash::FxHashMap;

/// The group of kinds of a category.
const VARIANT: &str = "variant";

/// Two ways in which one thing can belong to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    GoesInto,
    IsTypeOf,
}

/// Requirements from the sequence, then from the stages of processes. O(rows).
pub(super) fn requirements(
    sheet: &Sheet,
    components: &Components,
    variants: Variants,
    context: &mut Context,
) -> Vec<RequirementRow> {
    let mut requirements =
        Requirements { components, variants, rows: Vec::new(), pairs: FxHashMap::default() };
    for record in &sheet.records {
        requirements.record(sheet, record, context);
    }
    for (line, input, stage) in &components.in_stages {
        requirements.in_stage(*line, input, stage, context);
    }
    requirements.rows
}

struct Requirements<'c> {
    components: &'c Components,
    variants: Variants,
    rows: Vec<RequirementRow>,
    /// How each pair of product and input was related first.
    pairs: FxHashMap<(String, String), Relation>,
}

impl Requirements<'_> {
    fn record(&mut self, sheet: &Sheet, record: &Record, context: &mut Context) {
        let input = sheet.line(record, "input_id");
        let targets = [
            (Relation::GoesInto, "goes_into_id", "goes_into_name"),
            (Relation::IsTypeOf, "is_type_of_id", "is_type_of_name"),
        ];
        if input.is_empty() {
            let read = sheet.line(record, "input_name");
            context.notes.add(sheet.file, record.line, Note::new(NoteCode::MissingId, &read));
            return;
        }
        if targets.iter().all(|(_, id, _)| sheet.get(record, id).is_empty()) {
            context.notes.add(sheet.file, record.line, Note::new(NoteCode::NoRelation, &input));
            return;
        }
        self.check_name(sheet, record, &input, "input_name", context);
        for (relation, id, name) in targets {
            let product = sheet.line(record, id);
            if !product.is_empty() {
                self.check_name(sheet, record, &product, name, context);
                self.relate(sheet.file, record.line, (&product, &input), relation, context);
            }
        }
    }

    /// The id decides; a name that is another one's is told.
    fn check_name(&self, sheet: &Sheet, record: &Record, id: &str, column: &str, context: &mut Context) {
        let name = sheet.line(record, column);
        if let Some(known) = self.components.known.get(id) {
            context.compare_name(sheet.file, record.line, (id, &name), &known.name);
        }
    }

    fn in_stage(&mut self, line: u32, input: &str, stage: &str, context: &mut Context) {
        if self.components.known.get(stage).is_some_and(|known| known.is_stage) {
            self.relate(SourceFile::Inputs, line, (stage, input), Relation::IsTypeOf, context);
        } else {
            let note = Note::new(NoteCode::UnknownStage, stage).with(input);
            context.notes.add(SourceFile::Inputs, line, note);
        }
    }

    fn relate(
        &mut self,
        file: SourceFile,
        line: u32,
        (product, input): (&str, &str),
        relation: Relation,
        context: &mut Context,
    ) {
        let known = &self.components.known;
        let unknown = [input, product].into_iter().find(|id| !known.contains_key(*id));
        let earlier = self.pairs.get(&(product.to_owned(), input.to_owned()));
        let refusal = match (unknown, earlier) {
            (Some(unknown), _) => Some(Note::new(NoteCode::UnknownComponent, unknown)),
            _ if product == input => Some(Note::new(NoteCode::SelfRelation, input)),
            (_, Some(earlier)) if *earlier == relation => {
                Some(Note::new(NoteCode::DuplicateRelation, input).with(product))
            }
            (_, Some(_)) => Some(Note::new(NoteCode::ContradictoryRelation, input).with(product)),
            _ => None,
        };
        if let Some(note) = refusal {
            context.notes.add(file, line, note);
            return;
        }
        self.pairs.insert((product.to_owned(), input.to_owned()), relation);
        let row = RequirementRow {
            product: product.to_owned(),
            input: input.to_owned(),
            source: ITSELF.to_owned(),
            ..RequirementRow::default()
        };
        self.rows.push(match relation {
            Relation::GoesInto => part(row, &known[input], &known[product]),
            Relation::IsTypeOf => self.kind(row, &known[product]),
        });
    }

    /// A kind of a category. A stage is no more than a heading over its processes.
    fn kind(&self, row: RequirementRow, product: &Known) -> RequirementRow {
        let need = match self.variants {
            _ if product.is_stage => None,
            Variants::All => Some(Need::All),
            Variants::Any => Some(Need::AtLeast(1)),
            Variants::Taxonomy => None,
        };
        // That every kind is needed is a reading of the source, not its statement.
        let confidence = if need == Some(Need::All) { Confidence::Low } else { Confidence::Medium };
        RequirementRow { group: VARIANT.to_owned(), need, confidence: Some(confidence), ..row }
    }
}

/// Something that goes into something else.
fn part(row: RequirementRow, input: &Known, product: &Known) -> RequirementRow {
    let is_tool = |kind: Option<ComponentKind>| {
        matches!(kind, Some(ComponentKind::Equipment | ComponentKind::Software))
    };
    let role = match input.kind {
        kind if is_tool(kind) && !is_tool(product.kind) => Some(Role::Installed),
        Some(ComponentKind::Technology) if fold(&input.name).contains("intellectualproperty") => {
            Some(Role::Licence)
        }
        _ => None,
    };
    RequirementRow { role, confidence: Some(Confidence::Medium), ..row }
}
