//! Rows of a Parquet file as text fields, for the same checks as other tables.

use std::fs::File;
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use crate::error::TradeError;
use crate::mapping::SLOTS;
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
    let malformed = |error: parquet::errors::ParquetError| TradeError::Malformed {
        path: path.to_owned(),
        message: error.to_string(),
    };
    let reader = SerializedFileReader::new(file).map_err(malformed)?;
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<String> = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    let layout = Layout::from_names(&names, rules.mapping, path)?;
    let projection = projection(schema, &layout);
    let mut line = 0;
    for group in 0..reader.num_row_groups() {
        let rows = reader.get_row_group(group).map_err(malformed)?;
        for row in rows.get_row_iter(Some(projection.clone())).map_err(malformed)? {
            line += 1;
            take_row(&row.map_err(malformed)?, &layout, |record| {
                worker.take_fields(record, number, line, &layout, rules);
            });
        }
        progress((group + 1) as f64 / reader.num_row_groups() as f64);
    }
    Ok(())
}

/// The schema with the mapped columns only.
fn projection(schema: &Type, layout: &Layout) -> Type {
    let wanted = schema.get_fields().iter().zip(&layout.slots).filter(|(_, slot)| slot.is_some());
    let fields = wanted.map(|(field, _)| field.clone()).collect();
    let built = Type::group_type_builder(schema.name()).with_fields(fields).build();
    built.expect("a subset of a schema's fields is a schema")
}

fn take_row(row: &Row, layout: &Layout, take: impl FnOnce(&[&[u8]; SLOTS])) {
    let texts: Vec<String> = row.get_column_iter().map(|(_, field)| text(field)).collect();
    let mut record = layout.template();
    for (text, slot) in texts.iter().zip(layout.slots.iter().flatten()) {
        record[*slot as usize] = text.trim().as_bytes();
    }
    take(&record);
}

/// A field as a CSV writer would put it; the shortest decimal for floating-point numbers.
fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Double(number) => number.to_string(),
        Field::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}
