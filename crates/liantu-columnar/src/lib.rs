//! Rows of Parquet files as text, so that they go through the same checks as rows of delimited files.
//!
//! Columns of any flat type are read; only those wanted are decoded. A row costs the memory of its texts.

use std::fs::File;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use thiserror::Error;

/// The first bytes of a Parquet file.
pub const MAGIC: &[u8; 4] = b"PAR1";

/// A file that is malformed or uses what is not supported.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct ColumnarError(String);

impl From<parquet::errors::ParquetError> for ColumnarError {
    fn from(error: parquet::errors::ParquetError) -> Self {
        Self(error.to_string())
    }
}

/// An opened file.
pub struct ColumnarTable {
    reader: SerializedFileReader<File>,
    names: Vec<String>,
}

impl ColumnarTable {
    /// Opens a file and reads what its columns are called.
    ///
    /// # Errors
    /// A file that is no Parquet.
    pub fn open(file: File) -> Result<Self, ColumnarError> {
        let reader = SerializedFileReader::new(file)?;
        let fields = reader.metadata().file_metadata().schema().get_fields();
        let names = fields.iter().map(|field| field.name().to_owned()).collect();
        Ok(Self { reader, names })
    }

    /// What the columns are called, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Every row: its number from 1, and the texts of the columns wanted, in the order of the file. `progress` is told the
    /// part of the row groups that is done. O(cells wanted).
    ///
    /// # Errors
    /// A row that cannot be decoded; those before it have been handed over.
    pub fn for_each(
        &self,
        is_wanted: impl Fn(usize) -> bool,
        progress: &mut dyn FnMut(f64),
        each: &mut dyn FnMut(u64, &[String]),
    ) -> Result<(), ColumnarError> {
        let projection = projection(self.reader.metadata().file_metadata().schema(), is_wanted);
        let (mut number, groups) = (0, self.reader.num_row_groups());
        let mut texts: Vec<String> = Vec::new();
        for group in 0..groups {
            let rows = self.reader.get_row_group(group)?;
            for row in rows.get_row_iter(Some(projection.clone()))? {
                number += 1;
                texts.clear();
                texts.extend(row?.get_column_iter().map(|(_, field)| text(field)));
                each(number, &texts);
            }
            progress((group + 1) as f64 / groups as f64);
        }
        Ok(())
    }
}

/// The schema with the wanted columns only.
fn projection(schema: &Type, is_wanted: impl Fn(usize) -> bool) -> Type {
    let wanted = schema.get_fields().iter().enumerate().filter(|(at, _)| is_wanted(*at));
    let fields = wanted.map(|(_, field)| field.clone()).collect();
    let built = Type::group_type_builder(schema.name()).with_fields(fields).build();
    built.expect("a subset of a schema's fields is a schema")
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

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use std::sync::Arc;

    #[test]
    fn rows_come_as_text_and_columns_in_the_order_of_the_file() {
        let file = tempfile::tempfile().expect("a file");
        let schema =
            "message t { required double money; required binary firm (UTF8); required double other; }";
        let schema = Arc::new(parquet::schema::parser::parse_message_type(schema).expect("a schema"));
        let copy = file.try_clone().expect("a handle");
        let mut writer =
            SerializedFileWriter::new(copy, schema, Arc::new(WriterProperties::default())).expect("a writer");
        let mut group = writer.next_row_group().expect("a group");
        for column in 0..3 {
            let mut open = group.next_column().expect("a column").expect("one more");
            if column == 1 {
                let firms = [ByteArray::from("甲"), ByteArray::from("乙")];
                open.typed::<ByteArrayType>().write_batch(&firms, None, None).expect("written");
            } else {
                open.typed::<DoubleType>().write_batch(&[0.1, 3.0], None, None).expect("written");
            }
            open.close().expect("closed");
        }
        group.close().expect("closed");
        writer.close().expect("closed");

        let table = ColumnarTable::open(file).expect("Parquet");
        assert_eq!(table.names(), ["money", "firm", "other"]);
        let mut rows = Vec::new();
        table
            .for_each(|column| column < 2, &mut |_| {}, &mut |number, texts| {
                rows.push((number, texts.to_vec()));
            })
            .expect("rows");
        let row = |number, money: &str, firm: &str| (number, vec![money.to_owned(), firm.to_owned()]);
        assert_eq!(rows, [row(1, "0.1", "甲"), row(2, "3", "乙")]);
    }

    #[test]
    fn what_is_no_parquet_is_refused() {
        assert!(ColumnarTable::open(tempfile::tempfile().expect("a file")).is_err());
    }
}
