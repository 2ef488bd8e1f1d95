//! `diff` as JSON.

use super::{Document, Named, ReviewJson, horizon_key, percents, reviews};
use crate::comparison::Compared;
use crate::tables::better;
use liantu_analysis::{
    Breadth, ChangeStep, FieldValue, LocalisationBasis, Outcome, ResultChange, RowChange, RowPlace, Subject,
};
use serde::Serialize;
use serde_json::{Value, json};

/// What was asked.
#[derive(Debug, Serialize)]
pub struct Parameters {
    old: Side,
    new: Side,
    within_weeks: f64,
    backup_level: &'static str,
    shared: usize,
    added: Vec<String>,
    gone: Vec<String>,
    merged_steps: bool,
    exhausted: bool,
    rows: Vec<Row>,
    risks: Vec<Risk>,
}

#[derive(Debug, Serialize)]
struct Side {
    dataset: String,
    as_of: String,
    home: String,
    domestic: Vec<String>,
}

/// One result that changed.
#[derive(Debug, Serialize)]
pub struct Finding {
    key: String,
    attribute: &'static str,
    subject: Named,
    before: Value,
    after: Value,
    /// `better` or `worse`, of an actual change of a grade; else null.
    direction: Option<&'static str>,
    steps: Vec<Step>,
    reviews: Vec<ReviewJson>,
}

#[derive(Debug, Serialize)]
struct Step {
    kind: &'static str,
    before: Value,
    after: Value,
    verified: bool,
    together: bool,
    /// Positions in `parameters.rows`.
    rows: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct Row {
    kind: &'static str,
    /// `null` for the settings.
    table: Option<&'static str>,
    about: Vec<String>,
    before: Option<Place>,
    after: Option<Place>,
    fields: Vec<Change>,
}

#[derive(Debug, Serialize)]
struct Place {
    file: String,
    row: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Change {
    field: &'static str,
    before: Value,
    after: Value,
}

#[derive(Debug, Serialize)]
struct Risk {
    key: String,
    name: String,
    status: &'static str,
    rows: Vec<usize>,
}

/// The document of a comparison.
pub fn diff(compared: &Compared<'_, '_>, notes: Vec<String>) -> Document<Parameters, Finding> {
    let comparison = compared.comparison;
    let risks = comparison.risks.iter().map(|risk| Risk {
        key: compared.key(&risk.subject),
        name: compared.point_name(&risk.subject),
        status: risk.status.key(),
        rows: risk.rows.clone(),
    });
    Document {
        analysis: "diff",
        dataset: compared.naming().model.dataset().id.clone(),
        parameters: Parameters {
            old: side(compared.old.naming),
            new: side(compared.new.naming),
            within_weeks: comparison.options.chokepoints.within_weeks,
            backup_level: comparison.options.backup_level.key(),
            shared: comparison.shared,
            added: comparison.added.clone(),
            gone: comparison.gone.clone(),
            merged_steps: comparison.merged_steps,
            exhausted: comparison.exhausted,
            rows: comparison.rows.iter().map(row).collect(),
            risks: risks.collect(),
        },
        findings: comparison.changes.iter().map(|change| finding(compared, change)).collect(),
        already_down: super::down(compared.naming(), &compared.new.single_points.already_down),
        notes,
        reviews: Some(reviews::all(compared.naming(), compared.new.reviews)),
    }
}

/// What was said of a finding of the new data, by its key.
fn reviews_of(compared: &Compared<'_, '_>, key: &str) -> Vec<ReviewJson> {
    let naming = compared.naming();
    let key = naming.model.find_finding(key).ok();
    key.map_or_else(Vec::new, |key| reviews::of(naming, compared.new.reviews, &key))
}

fn side(naming: crate::names::Naming<'_>) -> Side {
    let dataset = naming.model.dataset();
    let region = |one| naming.model.region(one).id.clone();
    Side {
        dataset: dataset.id.clone(),
        as_of: naming.as_of(),
        home: region(dataset.home),
        domestic: dataset.domestic.iter().map(|&one| region(one)).collect(),
    }
}

fn finding(compared: &Compared<'_, '_>, change: &ResultChange) -> Finding {
    let (attribute, id) = match &change.subject {
        Subject::Grade(id) => ("grade", id),
        Subject::Localisation(id) => ("localisation_rate", id),
        Subject::Tier(id) => ("tier", id),
        Subject::Cover(id) => ("cover", id),
        Subject::Point(_, id) => ("single_point", id),
    };
    let name = if change.subject.is_point() {
        compared.point_name(&change.subject)
    } else {
        compared.component_name(id)
    };
    let key = compared.key(&change.subject);
    Finding {
        reviews: reviews_of(compared, &key),
        key,
        attribute,
        subject: Named { id: id.clone(), name },
        before: outcome(change.before.as_ref()),
        after: outcome(change.after.as_ref()),
        direction: change.actual().and_then(better).map(|better| if better { "better" } else { "worse" }),
        steps: change.steps.iter().map(step).collect(),
    }
}

fn step(step: &ChangeStep) -> Step {
    Step {
        kind: step.kind.key(),
        before: outcome(step.before.as_ref()),
        after: outcome(step.after.as_ref()),
        verified: step.because.verified,
        together: step.because.together,
        rows: step.because.rows.clone(),
    }
}

fn outcome(outcome: Option<&Outcome>) -> Value {
    match outcome {
        None => Value::Null,
        Some(Outcome::Grade(grade, best)) => json!({ "grade": grade.key(), "grade_optimistic": best.key() }),
        Some(Outcome::Localisation(rate, basis, breadth)) => {
            let [low, high] = percents(*rate);
            let basis: LocalisationBasis = *basis;
            json!({ "low": low, "high": high, "basis": basis.key(), "wider": *breadth == Breadth::Wider })
        }
        Some(Outcome::Tier(tier)) => json!({
            "tier": tier.tier.key(),
            "same_place": tier.same_place,
            "foreign_controlled": tier.foreign_controlled
        }),
        Some(Outcome::Cover(cover)) => json!(percents(*cover)),
        Some(Outcome::Point { certainty, horizon, targets }) => {
            json!({ "certainty": certainty.key(), "horizon": horizon_key(*horizon), "targets": targets })
        }
    }
}

fn row(row: &RowChange) -> Row {
    let fields = row.fields.iter().filter(|field| field.field != "id");
    Row {
        kind: row.kind.key(),
        table: row.table.map(liantu_model::Table::key),
        about: row.about.clone(),
        before: row.before.as_ref().map(place),
        after: row.after.as_ref().map(place),
        fields: fields
            .map(|field| Change {
                field: field.field,
                before: value(&field.before),
                after: value(&field.after),
            })
            .collect(),
    }
}

fn place(place: &RowPlace) -> Place {
    Place { file: place.file.clone(), row: place.row }
}

fn value(value: &FieldValue) -> Value {
    match value {
        FieldValue::Missing => Value::Null,
        FieldValue::Text(text) => json!(text),
        FieldValue::Word(_, key) => json!(key),
        FieldValue::Number(number) => json!(number),
        FieldValue::Percents(low, high) => json!([low.points(), high.points()]),
    }
}
