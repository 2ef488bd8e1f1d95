//! Problems of one file while it is read: the cell is known, its column is not yet.

use crate::encoding::BadByte;
use crate::text::shorten;
use liantu_model::{Code, Diagnostic, Place};

/// Characters of a cell that a message repeats.
const READ_LIMIT: usize = 60;
/// Characters of an argument, which may list several names.
const ARGUMENT_LIMIT: usize = 400;

/// A diagnostic and the cell it is about.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) diagnostic: Diagnostic,
    /// Position of the cell in its row, from 0.
    pub(crate) cell: Option<usize>,
}

impl Problem {
    /// The row, 0 for the file as a whole.
    pub(crate) fn row(&self) -> u32 {
        self.diagnostic.place.row.unwrap_or(0)
    }
}

/// Gathers the problems of one file.
#[derive(Debug)]
pub(crate) struct Problems {
    file: String,
    pub(crate) list: Vec<Problem>,
}

impl Problems {
    pub(crate) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), list: Vec::new() }
    }

    /// Records a problem of the file as a whole, or of a row (`row` > 0) or a cell of it.
    pub(crate) fn report(
        &mut self,
        code: Code,
        (row, cell): (u32, Option<usize>),
        field: Option<&'static str>,
        read: &str,
    ) -> &mut Diagnostic {
        let row = (row > 0).then_some(row);
        let place = Place { file: self.file.clone(), row, field, ..Place::default() };
        let diagnostic = Diagnostic::new(code, place, shorten(read, READ_LIMIT));
        self.list.push(Problem { diagnostic, cell });
        &mut self.list.last_mut().expect("just pushed").diagnostic
    }

    /// Records that the file is in no supported encoding.
    pub(crate) fn report_bad_byte(&mut self, bad: &BadByte) {
        let read = format!("0x{:02X}", bad.byte);
        let diagnostic = self.report(Code::BadEncoding, (bad.row, None), None, &read);
        diagnostic.place.column = Some(bad.column);
        diagnostic.argue("encoding", bad.encoding);
    }
}

/// Shortens what a diagnostic repeats of the data.
pub(crate) fn curb(diagnostic: &mut Diagnostic) {
    curb_text(&mut diagnostic.read, READ_LIMIT);
    for (_, value) in &mut diagnostic.arguments {
        curb_text(value, ARGUMENT_LIMIT);
    }
}

fn curb_text(text: &mut String, limit: usize) {
    if text.len() > limit {
        *text = shorten(text, limit).into_owned();
    }
}

/// Adds an argument of the message in place.
pub(crate) trait Argument {
    fn argue(&mut self, name: &'static str, value: impl Into<String>) -> &mut Self;
}

impl Argument for Diagnostic {
    fn argue(&mut self, name: &'static str, value: impl Into<String>) -> &mut Self {
        self.arguments.push((name, value.into()));
        self
    }
}
