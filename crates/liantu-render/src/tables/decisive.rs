//! The rows a grade hangs on, in words.

use crate::names::{Naming, cite};
use crate::results::Results;
use crate::table::Cell;
use crate::tables::phrases;
use liantu_analysis::{DecisiveRow, EvidenceRow, RowError};
use liantu_model::{ComponentIx, Provider, SupplyIx};

/// Rows that are named; the rest is counted.
const SHOWN: usize = 3;

/// How many errors overturn the grade, and the rows one of which does; missing when nobody looked.
pub(crate) fn robustness(results: &Results<'_>, component: ComponentIx) -> Cell {
    let words = results.naming.words;
    let Some(rows) = results.decisive.and_then(|found| found.of(component)) else { return Cell::missing() };
    if rows.is_empty() {
        return Cell::text(words.text("robustness-more"));
    }
    let shown: Vec<String> = rows.iter().take(SHOWN).map(|&row| phrase(results, row)).collect();
    let list = shown.join(&words.text("clause-separator"));
    let key = if rows.len() > SHOWN { "robustness-one-and-more" } else { "robustness-one" };
    Cell::text(words.format(key, &[("rows", &list), ("count", &rows.len().to_string())]))
}

fn phrase(results: &Results<'_>, row: DecisiveRow) -> String {
    let (naming, cited) = (results.naming, cite(results.naming.model, EvidenceRow::Supply(row.supply)));
    let (place, grade) = (format!("{}:{}", cited.file, cited.row), phrases::grade_word(naming, row.grade));
    let status = match row.error {
        RowError::Absent => None,
        RowError::Status(status) => Some(naming.words.text(&format!("status-{}", status.key()))),
    };
    let key = if status.is_some() { "decisive-status" } else { "decisive-absent" };
    let arguments = [
        ("who", provider(naming, row.supply)),
        ("status", status.as_deref().unwrap_or_default()),
        ("grade", &grade),
        ("place", &place),
    ];
    naming.words.format(key, &arguments)
}

/// Who a supply row names; nobody for a placeholder.
pub(super) fn provider(naming: Naming<'_>, supply: SupplyIx) -> &str {
    match naming.model.supply(supply).provider {
        Provider::Supplier(supplier) => naming.supplier(supplier),
        Provider::Region(region) => naming.region(region),
        Provider::Placeholder => "",
    }
}
