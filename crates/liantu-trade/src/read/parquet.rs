//! Rows of a Parquet file as text fields, for the same checks as other tables.

use std::fs::File;
use std::path::Path;

use liantu_columnar::{ColumnarError, ColumnarTable};

use crate::error::TradeError;
use crate::read::layout::Layout;
use crate::read::worker::{Rules, Worker};

/// Reads the mapped columns of all rows; `progress` is told the share of row groups done.
pub(crate) fn read(
    path: &Path,
    file: File,
    number: usize,
    worker: &mut Worker,
    rules: &Rules<'_>,
    progress: &mut dyn FnMut(f64),
) -> Result<(), TradeError> {
    let malformed =
        |error: ColumnarError| TradeError::Malformed { path: path.to_owned(), message: error.to_string() };
    let table = ColumnarTable::open(file).map_err(malformed)?;
    let layout = Layout::from_names(table.names(), rules.mapping, path)?;
    let is_mapped = |column: usize| layout.slots[column].is_some();
    let mut take = |line: u64, texts: &[String]| {
        let mut record = layout.template();
        for (text, slot) in texts.iter().zip(layout.slots.iter().flatten()) {
            record[*slot as usize] = text.trim().as_bytes();
        }
        worker.take_fields(&record, number, line, &layout, rules);
    };
    table.for_each(is_mapped, progress, &mut take).map_err(malformed)
}
