//! The header of a table: its delimiter and which column fills which slot.

use std::path::Path;

use crate::decimal::Grouping;
use crate::error::TradeError;
use crate::mapping::{ColumnMapping, SLOTS, Slot};
use crate::read::codes::decode;

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// How to cut a line into slots.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) delimiter: u8,
    /// The slot of each column, as far as the header goes.
    pub(crate) slots: Vec<Option<Slot>>,
    /// What constants put into their slots.
    pub(crate) constants: [Vec<u8>; SLOTS],
}

/// The fields of one row by slot; empty where the table has none.
pub(crate) type Record<'a> = [&'a [u8]; SLOTS];

impl Layout {
    /// Reads a header line, trying the delimiters in turn.
    pub(crate) fn from_line(line: &[u8], mapping: &ColumnMapping, path: &Path) -> Result<Self, TradeError> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let candidates = DELIMITERS.map(|delimiter| (delimiter, header_names(line, delimiter)));
        let mut best: Option<TradeError> = None;
        for (delimiter, names) in candidates {
            match Self::from_names(&names, mapping, path) {
                Ok(layout) => return Ok(Self { delimiter, ..layout }),
                Err(error) => best = Some(more_telling(best, error)),
            }
        }
        Err(best.unwrap_or_else(|| TradeError::Empty { path: path.to_owned() }))
    }

    /// Finds the mapped columns among column names.
    pub(crate) fn from_names(
        names: &[String],
        mapping: &ColumnMapping,
        path: &Path,
    ) -> Result<Self, TradeError> {
        let mut slots = vec![None; names.len()];
        let mut missing = Vec::new();
        for (slot, wanted) in &mapping.columns {
            let mut found = names.iter().enumerate().filter(|(_, name)| *name == wanted);
            match (found.next(), found.next()) {
                (Some((column, _)), None) => slots[column] = Some(*slot),
                (Some(_), Some(_)) => {
                    return Err(TradeError::RepeatedColumn { path: path.to_owned(), column: wanted.clone() });
                }
                (None, _) => missing.push(wanted.clone()),
            }
        }
        if !missing.is_empty() {
            return Err(TradeError::MissingColumns { path: path.to_owned(), missing, found: names.to_vec() });
        }
        let mut constants: [Vec<u8>; SLOTS] = Default::default();
        for (slot, value) in &mapping.constants {
            constants[*slot as usize] = value.clone().into_bytes();
        }
        Ok(Self { delimiter: b',', slots, constants })
    }

    /// A record with the constants in place.
    pub(crate) fn template(&self) -> Record<'_> {
        self.constants.each_ref().map(Vec::as_slice)
    }

    /// The columns of year, exporter, importer, product and value, where columns give all five.
    pub(crate) fn main_columns(&self) -> Option<[usize; 5]> {
        let main = [Slot::Year, Slot::Origin, Slot::Destination, Slot::Product, Slot::Value];
        let columns = main.map(|slot| self.column(slot));
        columns.iter().all(Option::is_some).then(|| columns.map(Option::unwrap_or_default))
    }

    pub(crate) fn grouping(&self) -> Grouping {
        if self.delimiter == b';' { Grouping::Refused } else { Grouping::Commas }
    }

    /// The column that fills a slot.
    pub(crate) fn column(&self, slot: Slot) -> Option<usize> {
        self.slots.iter().position(|&candidate| candidate == Some(slot))
    }
}

/// Of the errors for several delimiters, the one whose header has the most columns.
fn more_telling(best: Option<TradeError>, error: TradeError) -> TradeError {
    let columns = |error: &TradeError| match error {
        TradeError::MissingColumns { found, .. } => found.len(),
        _ => usize::MAX,
    };
    match best {
        Some(best) if columns(&best) >= columns(&error) => best,
        _ => error,
    }
}

fn header_names(line: &[u8], delimiter: u8) -> Vec<String> {
    let fields = split_quoted(line, delimiter);
    fields.iter().map(|field| decode(field).trim().to_owned()).collect()
}

/// The fields of a line that may hold quotes, trimmed and unquoted.
pub(crate) fn split_quoted(line: &[u8], delimiter: u8) -> Vec<Vec<u8>> {
    raw_fields(line, delimiter).map(|(_, field)| unquote(field)).collect()
}

/// The fields of a line with their first byte, quotes still on.
pub(crate) fn raw_fields(line: &[u8], delimiter: u8) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let first = start?;
        let mut quoted = false;
        let end = line[first..].iter().position(|&byte| {
            quoted ^= byte == b'"';
            byte == delimiter && !quoted
        });
        start = end.map(|length| first + length + 1);
        Some((first, end.map_or(&line[first..], |length| &line[first..first + length])))
    })
}

fn unquote(field: &[u8]) -> Vec<u8> {
    let trimmed = field.trim_ascii();
    match trimmed.strip_prefix(b"\"").and_then(|inner| inner.strip_suffix(b"\"")) {
        Some(inner) => {
            let mut after_quote = false;
            let mut kept = inner.to_vec();
            kept.retain(|&byte| {
                after_quote = byte == b'"' && !after_quote;
                !after_quote || byte != b'"'
            });
            kept.trim_ascii().to_vec()
        }
        None => trimmed.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_protect_delimiters_and_are_taken_off() {
        let fields = split_quoted(b"2022,\"Korea, Rep.\", \" 12.5 \",\"a \"\"b\"\"\",", b',');
        let expected: Vec<Vec<u8>> =
            [&b"2022"[..], b"Korea, Rep.", b"12.5", b"a \"b\"", b""].map(<[u8]>::to_vec).to_vec();
        assert_eq!(fields, expected);
    }

    #[test]
    fn the_error_of_the_likeliest_delimiter_is_told() {
        let error = Layout::from_line(b"t;i;j;k;value", &ColumnMapping::baci(), Path::new("x.csv"));
        let Err(TradeError::MissingColumns { missing, found, .. }) = error else {
            panic!("columns are missing: {error:?}");
        };
        assert_eq!((missing, found.len()), (vec!["v".to_owned()], 5));
    }
}
