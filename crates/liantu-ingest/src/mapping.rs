//! Pairs of ids: what was called so is now called so.

use crate::encoding::decode;
use crate::error::IngestError;
use crate::sheet::{Row, Rows, TextRows};
use crate::text::{fold, trim};
use std::fs;
use std::path::Path;

/// The most that is read of a mapping, in bytes.
const LIMIT: u64 = 64 << 20;
/// First cells of a header, folded.
const HEADERS: [&str; 6] = ["old", "oldid", "旧", "旧编号", "原编号", "上期编号"];

/// Reads pairs of an old and a new id from a delimited text of two columns, with or without a header. O(bytes).
///
/// # Errors
/// When the file cannot be read, or a line is not a pair.
pub fn read_mapping(path: &Path) -> Result<Vec<(String, String)>, IngestError> {
    let reading = |source| IngestError::reading(path, source);
    let bytes = fs::metadata(path).map_err(reading)?.len();
    if bytes > LIMIT {
        return Err(IngestError::TooLarge { path: path.to_owned(), bytes, limit: LIMIT });
    }
    let bytes = fs::read(path).map_err(reading)?;
    let text = decode(&bytes).map_err(|bad| IngestError::BadByte {
        path: path.to_owned(),
        row: bad.row,
        column: bad.column,
    })?;
    pairs(&text).map_err(|row| IngestError::NotAPair { path: path.to_owned(), row })
}

/// The pairs, or the line that is none.
fn pairs(text: &str) -> Result<Vec<(String, String)>, u32> {
    let mut rows = TextRows::new(text);
    let mut row = Row::default();
    let mut pairs = Vec::new();
    let mut is_first = true;
    while rows.read_filled(&mut row) {
        let cells: Vec<&str> = row.cells.iter().map(|cell| trim(cell)).collect();
        let is_header = std::mem::take(&mut is_first) && HEADERS.contains(&fold(cells[0]).as_ref());
        match cells.as_slice() {
            _ if is_header => {}
            [old, new, rest @ ..]
                if !old.is_empty() && !new.is_empty() && rest.iter().all(|cell| cell.is_empty()) =>
            {
                pairs.push(((*old).to_owned(), (*new).to_owned()));
            }
            _ => return Err(row.number),
        }
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(old: &str, new: &str) -> (String, String) {
        (old.to_owned(), new.to_owned())
    }

    #[test]
    fn pairs_are_read_with_and_without_a_header() {
        let read = Ok(vec![pair("a", "b"), pair("c,d", "e")]);
        assert_eq!(pairs("old,new\na,b\n\n\"c,d\",e,\n"), read);
        assert_eq!(pairs("a;b\n\"c,d\"; e\n"), read);
        assert_eq!(pairs("旧编号\t新编号\n"), Ok(Vec::new()));
        assert_eq!(pairs(""), Ok(Vec::new()));
    }

    #[test]
    fn a_line_that_is_no_pair_is_named() {
        assert_eq!(pairs("old,new\na,b\nc\n"), Err(3));
        assert_eq!(pairs("a,\n"), Err(1));
        assert_eq!(pairs("a,b,c\n"), Err(1));
    }
}
