//! What a bloc depends on.

use super::headed;
use crate::table::{Cell, Table};
use crate::trade::TradeNaming;
use crate::trade::names::{index_cell, ratio_cell, share_cell, value_cell};
use liantu_trade::{Bloc, BlocExports, BlocRow};

const COLUMNS: [&str; 10] = [
    "hs",
    "extra-imports",
    "intra-imports",
    "extra-exports",
    "total-exports",
    "cdi1",
    "cdi2",
    "cdi3",
    "bloc-flags",
    "dependent",
];

pub(super) fn table(naming: TradeNaming<'_>, bloc: &Bloc, rows: &[BlocRow], exports: BlocExports) -> Table {
    let title = naming.words.format("trade-bloc-title", &[("bloc", bloc.name())]);
    let mut table = headed(naming.words, "M5", title, &COLUMNS);
    for row in rows {
        let ratio = match row.import_export_ratio(exports) {
            None => Cell::missing(),
            Some(_) if row.extra_exports + row.intra_imports == 0 => {
                Cell::text(naming.words.text("trade-no-exports"))
            }
            Some(ratio) => ratio_cell(ratio),
        };
        table.push(vec![
            Cell::text(row.product.to_string()),
            value_cell(row.extra_imports.cast_signed()),
            value_cell(row.intra_imports.cast_signed()),
            value_cell(row.extra_exports.cast_signed()),
            value_cell(row.total_exports().cast_signed()),
            index_cell(row.source_hhi),
            share_cell(row.extra_import_share()),
            ratio,
            Cell::text(flags(row)),
            naming.yes_no(row.is_dependent()),
        ]);
    }
    table
}

fn flags(row: &BlocRow) -> String {
    let raised = [("CDI1", row.f1), ("CDI2", row.f2), ("CDI3", row.f3)];
    let raised: Vec<&str> = raised.into_iter().filter_map(|(name, flag)| flag.then_some(name)).collect();
    raised.join(" ")
}
