//! Named columns of a table, row by row, as text.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use encoding_rs::GB18030;
use liantu_columnar::{ColumnarError, ColumnarTable};

use super::problem::{Problem, ProblemKind, ReadError};

/// A column by its name and the other names it goes by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) aliases: &'static [&'static str],
}

impl Column {
    pub(crate) fn is_called(&self, header: &str) -> bool {
        header == self.name || self.aliases.contains(&header)
    }
}

/// One row: its place, and the cells asked for, trimmed.
pub(crate) struct Row<'a> {
    pub(crate) number: u64,
    pub(crate) cells: &'a [Cow<'a, str>],
}

/// The table called `name` in a folder: the Parquet file where there is no text.
pub(crate) fn locate(folder: &Path, name: &str) -> PathBuf {
    let text = folder.join(format!("{name}.csv"));
    let parquet = folder.join(format!("{name}.parquet"));
    if !text.exists() && parquet.exists() { parquet } else { text }
}

pub(crate) fn problem(path: &Path, read: String, kind: ProblemKind) -> Problem {
    Problem { path: path.to_owned(), row: None, column: None, read, kind }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let kind =
        if error.kind() == ErrorKind::NotFound { ProblemKind::NotFound } else { ProblemKind::Unreadable };
    problem(path, error.to_string(), kind)
}

/// Reads a table; `choose` says which columns of the header are wanted, in which order.
pub(crate) fn read_table(
    path: &Path,
    choose: impl FnOnce(&[String]) -> Result<Vec<usize>, (&'static str, String)>,
    mut each: impl FnMut(Row<'_>),
) -> Result<(), ReadError> {
    let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let mut magic = [0; 4];
    let is_parquet = file.read_exact(&mut magic).is_ok() && magic == *liantu_columnar::MAGIC;
    file.seek(SeekFrom::Start(0)).map_err(|error| unreadable(path, &error))?;
    let choose = |header: &[String]| {
        choose(header).map_err(|(column, found)| Problem {
            column: Some(column),
            ..problem(path, found, ProblemKind::MissingColumn)
        })
    };
    if is_parquet {
        read_columnar(path, file, choose, &mut each)
    } else {
        read_text(path, file, choose, &mut each)
    }
}

fn read_columnar(
    path: &Path,
    file: File,
    choose: impl FnOnce(&[String]) -> Result<Vec<usize>, Problem>,
    each: &mut dyn FnMut(Row<'_>),
) -> Result<(), ReadError> {
    let unreadable = |error: ColumnarError| problem(path, error.to_string(), ProblemKind::Unreadable);
    let table = ColumnarTable::open(file).map_err(unreadable)?;
    let columns = choose(table.names())?;
    let mut in_file = columns.clone();
    in_file.sort_unstable();
    let slots: Vec<usize> = columns.iter().map(|one| in_file.partition_point(|other| other < one)).collect();
    let mut take = |number: u64, texts: &[String]| {
        let cells: Vec<Cow<'_, str>> = slots.iter().map(|&slot| Cow::Borrowed(texts[slot].trim())).collect();
        each(Row { number, cells: &cells });
    };
    let wanted = |column: usize| in_file.binary_search(&column).is_ok();
    table.for_each(wanted, &mut |_| {}, &mut take).map_err(unreadable)?;
    Ok(())
}

fn read_text(
    path: &Path,
    file: File,
    choose: impl FnOnce(&[String]) -> Result<Vec<usize>, Problem>,
    each: &mut dyn FnMut(Row<'_>),
) -> Result<(), ReadError> {
    let mut buffered = BufReader::with_capacity(1 << 16, file);
    let delimiter = delimiter(&mut buffered).map_err(|error| unreadable(path, &error))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(buffered);
    let mut record = csv::ByteRecord::new();
    let mut next = |record: &mut csv::ByteRecord| {
        reader
            .read_byte_record(record)
            .map_err(|error| problem(path, error.to_string(), ProblemKind::Unreadable))
    };
    if !next(&mut record)? {
        return Err(problem(path, String::new(), ProblemKind::Empty).into());
    }
    let header: Vec<String> = record.iter().map(|cell| text(cell).trim().to_owned()).collect();
    let columns = choose(&header)?;
    while next(&mut record)? {
        let number = record.position().map_or(0, csv::Position::line);
        let cells: Vec<Cow<'_, str>> =
            columns.iter().map_while(|&column| record.get(column)).map(trimmed).collect();
        if record.len() > 1 || !record.get(0).unwrap_or_default().trim_ascii().is_empty() {
            each(Row { number, cells: &cells });
        }
    }
    Ok(())
}

/// The likeliest delimiter of the first line; skips the mark of UTF-8.
fn delimiter(reader: &mut BufReader<File>) -> std::io::Result<u8> {
    use std::io::BufRead;
    if reader.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    let start = reader.fill_buf()?;
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.split(|&byte| byte == delimiter).count();
    Ok([b',', b';', b'\t'].into_iter().rev().max_by_key(|&one| count(one)).unwrap_or(b','))
}

/// UTF-8, else GB 18030.
fn text(cell: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(cell) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => GB18030.decode_without_bom_handling(cell).0,
    }
}

fn trimmed(cell: &[u8]) -> Cow<'_, str> {
    match text(cell) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// Finds every column of a list, by name or alias.
pub(crate) fn all_of(columns: &[Column], header: &[String]) -> Result<Vec<usize>, (&'static str, String)> {
    let find = |column: &Column| {
        let at = header.iter().position(|name| column.is_called(name));
        at.ok_or_else(|| (column.name, header.join(", ")))
    };
    columns.iter().map(find).collect()
}

/// The columns of a list that are there, each with what it stands for.
pub(crate) fn some_of<T: Copy>(columns: &[(Column, T)], header: &[String]) -> (Vec<usize>, Vec<T>) {
    let find = |(column, what): &(Column, T)| {
        let at = header.iter().position(|name| column.is_called(name))?;
        Some((at, *what))
    };
    columns.iter().filter_map(find).unzip()
}
