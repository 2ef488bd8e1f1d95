//! T5 关键核心技术短板长板动态表, the single points that came and went, and the changed rows.

use super::reviews::tag;
use super::{Form, VERSION, date_note, phrases, rules_note};
use crate::comparison::Compared;
use crate::table::{Cell, Table, percent_interval, short_number};
use liantu_analysis::{
    ChangeKind, ChangeStep, FieldChange, FieldValue, Grade, Outcome, ResultChange, RowChange, Subject,
    TierFinding,
};
use liantu_model::{ComponentIx, FindingKey};
use std::collections::BTreeMap;

const COLUMNS: [&str; 15] = [
    "number",
    "component",
    "board",
    "before",
    "after",
    "direction",
    "because",
    "local-before",
    "local-after",
    "tier",
    "cover",
    "updated",
    "reporter",
    "review",
    "key",
];
pub(crate) const FORM: Form = Form::new("T5", &COLUMNS);
const POINT_COLUMNS: [&str; 9] =
    ["number", "risk", "level", "before", "after", "kind", "because", "review", "key"];
pub(crate) const POINT_FORM: Form = Form::new("T5-points", &POINT_COLUMNS);
const ROW_COLUMNS: [&str; 6] = ["number", "kind", "table", "about", "place", "change"];
pub(crate) const ROW_FORM: Form = Form::new("T5-rows", &ROW_COLUMNS);
/// More rows than this are counted in an explanation.
const ROWS_SHOWN: usize = 4;

/// T5: one row for each component whose grade, localisation rate, tier or cover changed, in the order of the new
/// dataset, gone components last.
pub fn changes(compared: &Compared<'_, '_>) -> Table {
    let mut table = FORM.table(compared.naming());
    let mut keys = Vec::new();
    for (id, changes) in by_component(compared) {
        let number = table.rows.len() + 1;
        table.push(component_row(compared, &id, &changes, number));
        keys.push(FindingKey::of_grade(&id));
    }
    table.notes = notes(compared);
    tag(&mut table, FORM, compared.naming(), compared.new.reviews, &keys);
    table
}

/// Single points that came, went, or became surer or nearer.
pub fn point_changes(compared: &Compared<'_, '_>) -> Table {
    let mut table = POINT_FORM.table(compared.naming());
    let mut keys = Vec::new();
    for change in compared.comparison.changes.iter().filter(|change| change.subject.is_point()) {
        let number = table.rows.len() + 1;
        table.push(point_row(compared, change, number));
        keys.push(compared.key(&change.subject));
    }
    table.notes = vec![date_note(compared.naming()), compared.naming().words.text("t5-points-note")];
    tag(&mut table, POINT_FORM, compared.naming(), compared.new.reviews, &keys);
    table
}

/// Every changed row, for the record.
pub fn changed_rows(compared: &Compared<'_, '_>) -> Table {
    let naming = compared.naming();
    let mut table = ROW_FORM.table(naming);
    for row in &compared.comparison.rows {
        let number = table.rows.len() + 1;
        table.push(vec![
            Cell::count(number),
            Cell::text(kind_word(compared, row.kind)),
            Cell::text(table_word(compared, row)),
            Cell::text(compared.about(row)),
            Cell::text(place_text(compared, row)),
            Cell::text(what_changed(compared, row)),
        ]);
    }
    table.notes = vec![naming.words.text("t5-rows-note")];
    table
}

/// What changed of one component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ComponentChange {
    /// Its id in the new data.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Its grade before and after; `None` where only one dataset has it.
    pub(crate) grades: Option<(Grade, Grade)>,
    /// ↑, ↓, →, or that it came or went, as in T5.
    pub(crate) direction: String,
    /// Kinds of changes with the rows behind them, as in T5.
    pub(crate) reasons: String,
    /// Whether only the old data has it.
    pub(crate) is_gone: bool,
}

/// The rows of T5, for pictures.
pub(crate) fn component_changes(compared: &Compared<'_, '_>) -> Vec<ComponentChange> {
    let one = |(id, changes): (String, Vec<&ResultChange>)| {
        let (old, new) = compared.component(&id);
        let grades = old.zip(new).map(|(old, new)| (compared.old.grade(old), compared.new.grade(new)));
        ComponentChange {
            name: compared.component_name(&id),
            grades,
            direction: direction(compared, &changes, (old, new)),
            reasons: reasons(compared, &changes),
            is_gone: new.is_none(),
            id,
        }
    };
    by_component(compared).into_iter().map(one).collect()
}

/// What must be said with a comparison.
pub fn notes(compared: &Compared<'_, '_>) -> Vec<String> {
    let (naming, comparison) = (compared.naming(), compared.comparison);
    let words = naming.words;
    let changed = by_component(compared).len();
    let counts = [
        ("old", compared.old.naming.as_of()),
        ("new", naming.as_of()),
        ("shared", comparison.shared.to_string()),
        ("changed", changed.to_string()),
        ("level", words.text(&format!("level-{}", comparison.options.backup_level.key()))),
        ("weeks", short_number(comparison.options.chokepoints.within_weeks)),
    ];
    let counts = counts.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut notes = vec![words.format("t5-note-dates", &counts), words.text("t5-note-kinds")];
    if comparison.as_of[1] < comparison.as_of[0] {
        notes.push(words.text("t5-note-backwards"));
    }
    if comparison.merged_steps {
        notes.push(words.text("t5-note-merged"));
    }
    if comparison.exhausted {
        notes.push(words.text("t5-note-exhausted"));
    }
    if !comparison.same_names.is_empty() {
        let pairs = comparison.same_names.iter().map(|(old, new)| format!("{old} → {new}"));
        notes.push(words.format("t5-note-same-names", &[("pairs", &naming.list(pairs))]));
    }
    notes.push(rules_note(compared.new));
    notes.push(words.format("note-version", &[("version", VERSION)]));
    notes.push(words.text("note-list-only"));
    notes
}

/// Changes of components, and of those only one dataset has; ordered by the new dataset, then by the old.
fn by_component<'r>(compared: &Compared<'r, '_>) -> Vec<(String, Vec<&'r ResultChange>)> {
    let mut grouped: BTreeMap<&str, Vec<&ResultChange>> = BTreeMap::new();
    for change in &compared.comparison.changes {
        if let Some(component) = change.subject.component() {
            grouped.entry(component).or_default().push(change);
        }
    }
    let mut sorted: Vec<(String, Vec<&ResultChange>)> =
        grouped.into_iter().map(|(id, changes)| (id.to_owned(), changes)).collect();
    sorted.sort_by_cached_key(|(id, _)| {
        let (old, new) = compared.component(id);
        (new.is_none(), new, old)
    });
    sorted
}

fn component_row(
    compared: &Compared<'_, '_>,
    id: &str,
    changes: &[&ResultChange],
    number: usize,
) -> Vec<Cell> {
    let naming = compared.naming();
    let (old, new) = compared.component(id);
    let grade = |component: Option<ComponentIx>, results: &crate::results::Results<'_>| {
        component.map_or_else(Cell::missing, |one| match results.chokepoint(one) {
            Some(point) => phrases::grades_cell(naming, point),
            None => phrases::grade_cell(naming, Grade::Unknown),
        })
    };
    let local = |component: Option<ComponentIx>, results: &crate::results::Results<'_>| {
        let point = component.and_then(|one| results.chokepoint(one));
        let rate = point.and_then(|point| point.localisation_rate.as_ref());
        Cell::text(rate.map_or_else(String::new, |rate| phrases::localisation_text(naming, rate)))
    };
    vec![
        Cell::count(number),
        Cell::text(compared.component_name(id)),
        Cell::text(board(compared, old, new)),
        grade(old, compared.old),
        grade(new, compared.new),
        Cell::text(direction(compared, changes, (old, new))),
        Cell::text(reasons(compared, changes)),
        local(old, compared.old),
        local(new, compared.new),
        Cell::text(turn(compared, changes, |subject| matches!(subject, Subject::Tier(_)))),
        Cell::text(turn(compared, changes, |subject| matches!(subject, Subject::Cover(_)))),
        Cell::text(naming.as_of()),
        Cell::blank(),
    ]
}

/// A weak point when graded orange or red, else a strong one when it is a long link (T4) for certain.
fn board(compared: &Compared<'_, '_>, old: Option<ComponentIx>, new: Option<ComponentIx>) -> String {
    let words = compared.naming().words;
    let (results, component) = match (old, new) {
        (_, Some(new)) => (compared.new, new),
        (Some(old), None) => (compared.old, old),
        (None, None) => return String::new(),
    };
    match results.chokepoint(component) {
        Some(point) if point.pessimistic.grade >= Grade::Orange => words.text("board-weak"),
        Some(point) if super::is_long_for_certain(results, point) => words.text("board-strong"),
        _ => String::new(),
    }
}

/// ↑ and ↓ are said of what happened to the grade in the world only.
fn direction(
    compared: &Compared<'_, '_>,
    changes: &[&ResultChange],
    (old, new): (Option<ComponentIx>, Option<ComponentIx>),
) -> String {
    let words = compared.naming().words;
    match (old, new) {
        (None, _) => return words.text("direction-added"),
        (_, None) => return words.text("direction-gone"),
        _ => {}
    }
    let grade = changes.iter().find(|change| matches!(change.subject, Subject::Grade(_)));
    let actual = grade.and_then(|change| change.actual());
    words.text(match actual.map(better) {
        Some(Some(true)) => "direction-up",
        Some(Some(false)) => "direction-down",
        _ => "direction-same",
    })
}

/// Whether a grade got better; `None` where one of them is unknown, or both ends are the same.
pub(crate) fn better(step: &ChangeStep) -> Option<bool> {
    let (Some(Outcome::Grade(before, before_best)), Some(Outcome::Grade(after, after_best))) =
        (&step.before, &step.after)
    else {
        return None;
    };
    let known = [before, after].iter().all(|grade| **grade != Grade::Unknown);
    let compare = (after, after_best).cmp(&(before, before_best));
    known.then_some(compare).filter(|order| order.is_ne()).map(std::cmp::Ordering::is_lt)
}

/// Each kind of change with what it changed and the rows behind it.
fn reasons(compared: &Compared<'_, '_>, changes: &[&ResultChange]) -> String {
    let words = compared.naming().words;
    let mut parts: Vec<String> = Vec::new();
    for kind in ChangeKind::ALL {
        let mut by_rows: Vec<(String, Vec<String>)> = Vec::new();
        for change in changes {
            for step in change.steps.iter().filter(|step| step.kind == kind) {
                let rows = rows_text(compared, step);
                let attribute = words.text(attribute_key(&change.subject));
                match by_rows.iter_mut().find(|(held, _)| *held == rows) {
                    Some((_, attributes)) => attributes.push(attribute),
                    None => by_rows.push((rows, vec![attribute])),
                }
            }
        }
        for (rows, attributes) in by_rows {
            let attributes = compared.naming().list(attributes);
            let kind = kind_word(compared, kind);
            parts.push(
                words.format("t5-reason", &[("kind", &kind), ("attributes", &attributes), ("rows", &rows)]),
            );
        }
    }
    parts.join(&words.text("clause-separator"))
}

fn attribute_key(subject: &Subject) -> &'static str {
    match subject {
        Subject::Grade(_) => "attribute-grade",
        Subject::Localisation(_) => "attribute-localisation",
        Subject::Tier(_) => "attribute-tier",
        Subject::Cover(_) => "attribute-cover",
        Subject::Point(..) => "attribute-point",
    }
}

/// The first rows, how many more, and how far that was checked.
fn rows_text(compared: &Compared<'_, '_>, step: &ChangeStep) -> String {
    let words = compared.naming().words;
    let because = &step.because;
    let one = |&row: &usize| {
        let row = &compared.comparison.rows[row];
        let (table, about) = (table_word(compared, row), compared.about(row));
        let (place, change) = (place_text(compared, row), what_changed(compared, row));
        words
            .format("t5-row", &[("table", &table), ("about", &about), ("place", &place), ("change", &change)])
    };
    let shown = compared.naming().list(because.rows.iter().take(ROWS_SHOWN).map(one));
    let count = because.rows.len().to_string();
    let shown = if because.rows.len() > ROWS_SHOWN {
        words.format("t5-rows-of", &[("rows", &shown), ("count", &count)])
    } else {
        shown
    };
    let key = match (because.verified, because.together) {
        (false, _) => "t5-unverified",
        (true, true) => "t5-together",
        (true, false) => return shown,
    };
    words.format(key, &[("rows", &shown)])
}

/// `前 → 后` of one attribute, when it is not the same.
fn turn(
    compared: &Compared<'_, '_>,
    changes: &[&ResultChange],
    is_wanted: impl Fn(&Subject) -> bool,
) -> String {
    let change = changes.iter().find(|change| is_wanted(&change.subject) && change.before != change.after);
    change.map_or_else(String::new, |change| {
        let say = |outcome: &Option<Outcome>| {
            outcome
                .as_ref()
                .map_or_else(|| crate::table::MISSING_VALUE.to_owned(), |one| outcome_text(compared, one))
        };
        format!("{} → {}", say(&change.before), say(&change.after))
    })
}

/// An outcome in words.
pub(crate) fn outcome_text(compared: &Compared<'_, '_>, outcome: &Outcome) -> String {
    let naming = compared.naming();
    match outcome {
        Outcome::Grade(grade, best) if grade == best => phrases::grade_word(naming, *grade),
        Outcome::Grade(grade, best) => {
            let (grade, best) = (phrases::grade_word(naming, *grade), phrases::grade_word(naming, *best));
            naming.words.format("grade-range", &[("grade", &grade), ("optimistic", &best)])
        }
        Outcome::Localisation(rate, ..) | Outcome::Cover(rate) => percent_interval(rate.low, rate.high),
        Outcome::Tier(tier) => tier_text(compared, *tier),
        Outcome::Point { certainty, horizon, targets } => {
            let names: Vec<String> = targets.iter().map(|id| compared.component_name(id)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let (certainty, horizon) = (naming.certainty(*certainty), naming.horizon(*horizon));
            let targets = phrases::some_names(naming, &names);
            naming.words.format(
                "t5-point",
                &[("certainty", &certainty), ("horizon", &horizon), ("targets", &targets)],
            )
        }
    }
}

fn tier_text(compared: &Compared<'_, '_>, tier: TierFinding) -> String {
    super::backups::tier_text(compared.naming(), tier)
}

fn point_row(compared: &Compared<'_, '_>, change: &ResultChange, number: usize) -> Vec<Cell> {
    let words = compared.naming().words;
    let level = match &change.subject {
        Subject::Point(kind, _) => words.text(&format!("level-{}", kind.key())),
        _ => String::new(),
    };
    let say = |outcome: &Option<Outcome>| {
        Cell::text(
            outcome.as_ref().map_or_else(|| words.text("t5-point-none"), |one| outcome_text(compared, one)),
        )
    };
    let kinds = compared.naming().list(change.steps.iter().map(|step| kind_word(compared, step.kind)));
    vec![
        Cell::count(number),
        Cell::text(compared.point_name(&change.subject)),
        Cell::text(level),
        say(&change.before),
        say(&change.after),
        Cell::text(kinds),
        Cell::text(reasons(compared, &[change])),
    ]
}

fn kind_word(compared: &Compared<'_, '_>, kind: ChangeKind) -> String {
    compared.naming().words.text(&format!("change-{}", kind.key()))
}

fn table_word(compared: &Compared<'_, '_>, row: &RowChange) -> String {
    let key = row.table.map_or("settings", liantu_model::Table::key);
    compared.naming().words.text(&format!("table-{key}"))
}

/// Where the row stands, in the new data if it is there.
fn place_text(compared: &Compared<'_, '_>, row: &RowChange) -> String {
    let words = compared.naming().words;
    let place = |key: &str, place: &liantu_analysis::RowPlace| match place.row {
        Some(row) => words.format(key, &[("file", &place.file), ("row", &row.to_string())]),
        None => place.file.clone(),
    };
    match (&row.before, &row.after) {
        (_, Some(after)) => place("t5-place", after),
        (Some(before), None) => place("t5-place-old", before),
        (None, None) => String::new(),
    }
}

/// What a row says now, or said, or from what to what its cells changed.
fn what_changed(compared: &Compared<'_, '_>, row: &RowChange) -> String {
    let words = compared.naming().words;
    let is_new = row.before.is_none();
    let is_gone = row.after.is_none();
    let field = |field: &FieldChange| {
        let name = words.text(&format!("field-{}", field.field.replace('_', "-")));
        let (before, after) =
            (value_text(compared, field, &field.before), value_text(compared, field, &field.after));
        match (is_new, is_gone) {
            (true, _) => words.format("t5-field", &[("field", &name), ("value", &after)]),
            (_, true) => words.format("t5-field", &[("field", &name), ("value", &before)]),
            _ => words.format("t5-field-change", &[("field", &name), ("before", &before), ("after", &after)]),
        }
    };
    let fields = compared.naming().list(row.fields.iter().filter(|field| field.field != "id").map(field));
    let key = match (is_new, is_gone) {
        (true, _) => "t5-row-new",
        (_, true) => "t5-row-gone",
        _ => return fields,
    };
    words.format(key, &[("fields", &fields)])
}

fn value_text(compared: &Compared<'_, '_>, field: &FieldChange, value: &FieldValue) -> String {
    let words = compared.naming().words;
    match value {
        FieldValue::Missing => words.text("t5-blank"),
        FieldValue::Text(text)
            if ["region", "control", "parent", "members", "home", "domestic"].contains(&field.field) =>
        {
            compared.naming().list(text.split(';').map(|id| named(compared, field.field, id)))
        }
        FieldValue::Text(text) if text == "complete" || text == "unknown" => {
            words.text(&format!("lists-{text}"))
        }
        FieldValue::Text(text) => text.clone(),
        FieldValue::Word("answer", key) => words.text(&format!("answer-{key}")),
        FieldValue::Word("tech-level", key) => words.text(&format!("tech-{key}")),
        FieldValue::Word("region-level", key) => words.text(&format!("level-{key}")),
        FieldValue::Word(list, key) => words.text(&format!("{list}-{key}")),
        FieldValue::Number(number) if field.field == "year" => format!("{number:.0}"),
        FieldValue::Number(number) => short_number(*number),
        FieldValue::Percents(low, high) => percent_interval(*low, *high),
    }
}

fn named(compared: &Compared<'_, '_>, field: &str, id: &str) -> String {
    let firm = if field == "parent" { compared.supplier_name(id) } else { None };
    firm.unwrap_or_else(|| compared.region_name(id))
}
