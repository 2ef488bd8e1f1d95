//! What a row says, column by column; columns that no result rests on are left out.

use super::book::{Row, RowKey};
use liantu_model::{Need, Percent, PercentRange};

/// The content of a cell, however it was written.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// Blank.
    Missing,
    /// Ids or text.
    Text(String),
    /// A word of a list: the list and the key.
    Word(&'static str, &'static str),
    /// A number.
    Number(f64),
    /// Percent, low and high end.
    Percents(Percent, Percent),
}

/// Columns with what they say, blank ones included, in table order.
pub(super) fn fields(key: &RowKey, row: &Row) -> Vec<(&'static str, FieldValue)> {
    match row {
        Row::Setting(ids) => {
            let RowKey::Setting(name) = key else { return Vec::new() };
            vec![(name, text(&ids.join(";")))]
        }
        Row::Coalition(row) => vec![("members", text(&row.members.join(";")))],
        Row::Region(row) => vec![
            (
                "level",
                row.level.map_or(FieldValue::Missing, |level| FieldValue::Word("region-level", level.key())),
            ),
            ("parent", text(&row.parent)),
        ],
        Row::Target { target, scope, counts, .. } => {
            let scope = FieldValue::Word("scope", scope.key());
            vec![
                ("target", yes_no(Some(*target))),
                ("scope", if *counts { scope } else { FieldValue::Missing }),
            ]
        }
        Row::Component(row) => vec![
            ("weight", number(row.weight)),
            ("complete", yes_no(row.complete)),
            ("inputs_complete", yes_no(row.inputs_complete)),
            (
                "tech_level",
                row.tech_level.map_or(FieldValue::Missing, |one| FieldValue::Word("tech-level", one.key())),
            ),
            ("import_dependence", percents(row.import_dependence.as_ref())),
            ("demand", number(row.demand)),
            ("stock", number(row.stock)),
            ("stock_days", number(row.stock_days)),
            confidence(row.confidence),
        ],
        Row::Requirement(row) => vec![
            ("group", text(&row.group)),
            ("need", need(row.need)),
            ("essential", yes_no(row.essential)),
            ("role", row.role.map_or(FieldValue::Missing, |one| FieldValue::Word("role", one.key()))),
            ("quantity", number(row.quantity)),
            ("loss", percents(row.loss.as_ref())),
            confidence(row.confidence),
        ],
        Row::Supplier(row) => vec![
            ("region", text(&row.region)),
            ("parent", text(&row.parent)),
            ("control", text(&row.control)),
            ("recovery_weeks", number(row.recovery_weeks)),
            ("onboarding_cost", number(row.onboarding_cost)),
        ],
        Row::Supply(row) => vec![
            ("status", row.status.map_or(FieldValue::Missing, |one| FieldValue::Word("status", one.key()))),
            ("share", percents(row.share.as_ref())),
            ("capacity", number(row.capacity)),
            ("takeover", percents(row.takeover.as_ref())),
            ("year", number(row.year.map(f64::from))),
            ("switch_weeks", number(row.switch_weeks)),
            ("cost", number(row.cost)),
            confidence(row.confidence),
        ],
        Row::Purchase(row) => vec![("share", percents(row.share.as_ref())), ("value", number(row.value))],
        Row::Fact(row) => vec![
            ("value", text(&row.value)),
            ("year", number(row.year.map(f64::from))),
            confidence(row.confidence),
        ],
    }
}

fn text(text: &str) -> FieldValue {
    if text.is_empty() { FieldValue::Missing } else { FieldValue::Text(text.to_owned()) }
}

fn number(number: Option<f64>) -> FieldValue {
    number.map_or(FieldValue::Missing, FieldValue::Number)
}

fn percents(range: Option<&PercentRange>) -> FieldValue {
    range.map_or(FieldValue::Missing, |range| FieldValue::Percents(range.low, range.high))
}

fn yes_no(answer: Option<bool>) -> FieldValue {
    answer.map_or(FieldValue::Missing, |yes| FieldValue::Word("answer", if yes { "yes" } else { "no" }))
}

fn need(need: Option<Need>) -> FieldValue {
    match need {
        None => FieldValue::Missing,
        Some(Need::All) => FieldValue::Word("need", "all"),
        Some(Need::AtLeast(count)) => FieldValue::Number(f64::from(count)),
    }
}

fn confidence(confidence: Option<liantu_model::Confidence>) -> (&'static str, FieldValue) {
    ("confidence", confidence.map_or(FieldValue::Missing, |one| FieldValue::Word("confidence", one.key())))
}
