//! Delimited text to cells, keeping where each cell stands in the text.
//!
//! The dialect is that of the `csv` crate, which serves as the oracle in the tests: a quote counts at the
//! beginning of a cell, two inside a quoted cell are one, what follows the closing quote is kept as it is, and
//! lines end in `\n`, `\r\n` or `\r`. Unlike there, a quote that is never closed is told.

use std::borrow::Cow;

/// A cell as a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// First byte, the opening quote included.
    pub(crate) start: usize,
    /// Byte after the last, the closing quote included.
    pub(crate) end: usize,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it stands.
    Plain,
    /// Between two quotes, as it stands.
    Quoted,
    /// With doubled quotes, or text after the closing one.
    Escaped,
    /// The closing quote is missing.
    Unclosed,
}

impl Span {
    pub(crate) fn is_unclosed(self) -> bool {
        self.form == Form::Unclosed
    }

    /// The content of the cell.
    pub(crate) fn content(self, text: &str) -> Cow<'_, str> {
        match self.form {
            Form::Plain => Cow::Borrowed(&text[self.start..self.end]),
            Form::Quoted => Cow::Borrowed(&text[self.start + 1..self.end - 1]),
            Form::Unclosed => Cow::Borrowed(&text[self.start + 1..self.end]),
            Form::Escaped => Cow::Owned(unescape(&text[self.start + 1..self.end])),
        }
    }
}

/// Undoubles quotes up to the closing one and keeps the rest.
fn unescape(mut rest: &str) -> String {
    let mut content = String::with_capacity(rest.len());
    while let Some(quote) = rest.find('"') {
        content.push_str(&rest[..quote]);
        rest = &rest[quote + 1..];
        let Some(after) = rest.strip_prefix('"') else { break };
        content.push('"');
        rest = after;
    }
    content.push_str(rest);
    content
}

/// Walks through a text, record by record. O(bytes) in all, without allocation.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    position: usize,
    line: u32,
    delimiter: u8,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, position: 0, line: 1, delimiter: delimiter(text) }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Reads the next record into `cells` and gives the line it begins on; `None` at the end.
    pub(crate) fn record(&mut self, cells: &mut Vec<Span>) -> Option<u32> {
        cells.clear();
        if self.position >= self.text.len() {
            return None;
        }
        let line = self.line;
        loop {
            let cell = self.cell();
            cells.push(cell);
            if self.peek() == Some(self.delimiter) {
                self.position += 1;
                continue;
            }
            self.newline();
            return Some(line);
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn cell(&mut self) -> Span {
        let start = self.position;
        let form = if self.peek() == Some(b'"') { self.quoted() } else { Form::Plain };
        let tail = self.position;
        let rest = &self.text.as_bytes()[tail..];
        let ends = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        self.position += rest.iter().position(ends).unwrap_or(rest.len());
        let form = if form == Form::Quoted && self.position > tail { Form::Escaped } else { form };
        Span { start, end: self.position, form }
    }

    /// Moves behind the closing quote.
    fn quoted(&mut self) -> Form {
        let mut form = Form::Quoted;
        self.position += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' if self.text.as_bytes().get(self.position + 1) == Some(&b'"') => {
                    form = Form::Escaped;
                    self.position += 2;
                }
                b'"' => {
                    self.position += 1;
                    return form;
                }
                b'\n' | b'\r' => self.newline(),
                _ => self.position += 1,
            }
        }
        Form::Unclosed
    }

    /// Moves behind a line end, if there is one.
    fn newline(&mut self) {
        let length = match self.peek() {
            Some(b'\r') if self.text.as_bytes().get(self.position + 1) == Some(&b'\n') => 2,
            Some(b'\r' | b'\n') => 1,
            _ => return,
        };
        self.position += length;
        self.line += 1;
    }
}

/// The commonest of comma, tab and semicolon in the first line that has text; a comma if there is none.
fn delimiter(text: &str) -> u8 {
    let first = text.split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;
    use proptest::prelude::*;

    fn records(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut scanner = Scanner::new(text);
        let mut cells = Vec::new();
        let mut records = Vec::new();
        while let Some(line) = scanner.record(&mut cells) {
            records.push((line, cells.iter().map(|cell| cell.content(text).into_owned()).collect()));
        }
        records
    }

    fn unclosed(text: &str) -> bool {
        let (mut scanner, mut cells, mut any) = (Scanner::new(text), Vec::new(), false);
        while scanner.record(&mut cells).is_some() {
            any |= cells.iter().any(|cell| cell.is_unclosed());
        }
        any
    }

    #[test]
    fn lines_are_counted_inside_quotes_and_for_every_line_end() {
        let read = records("a,b\r\n\"1\r2\n3\",x\ry,z");
        assert_eq!(read[1], (2, vec!["1\r2\n3".to_owned(), "x".to_owned()]));
        assert_eq!(read[2].0, 5);
    }

    #[test]
    fn doubled_quotes_and_tails_are_kept() {
        assert_eq!(records("\"a\"\"b\"c,d\"e")[0].1, ["a\"bc", "d\"e"]);
        assert!(unclosed("a\n\"b"));
        assert!(!unclosed("a\n\"b\""));
    }

    #[test]
    fn the_first_line_shows_the_delimiter() {
        assert_eq!(delimiter("id\tname,x\ty\n"), b'\t');
        assert_eq!(delimiter("\nid;name\n"), b';');
        assert_eq!(delimiter("\"a;b;c\",d"), b',');
        assert_eq!(delimiter("id"), b',');
    }

    proptest! {
        #[test]
        fn agrees_with_the_csv_crate(tail in "[a,\"\n\r;环 ]{0,40}") {
            let text = format!("a,b,c,d,e,f\n{tail}");
            prop_assume!(!unclosed(&text));
            let mut reader = csv::ReaderBuilder::new()
                .flexible(true)
                .has_headers(false)
                .from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            // The crate passes over empty lines.
            let read: Vec<Vec<String>> =
                records(&text).into_iter().map(|row| row.1).filter(|row| *row != [""]).collect();
            let expected: Vec<Vec<String>> = expected.into_iter().filter(|row| *row != [""]).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
