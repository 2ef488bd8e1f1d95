//! Lines and characters of problems in delimited text.

use crate::problems::Problem;
use crate::scan::Scanner;

/// Line and column, both from 1 and in characters, of a byte offset. O(text).
pub(crate) fn position(text: &str, offset: usize) -> (u32, u32) {
    let mut cursor = Cursor::new(text);
    cursor.advance(offset);
    (cursor.line, cursor.column)
}

/// Gives every problem that knows its cell the line and column where that cell begins. O(text).
///
/// `problems` are of one file, sorted by row; a cell the row is too short for stands at the end of the row.
pub(crate) fn locate(text: &str, mut problems: &mut [Problem]) {
    let mut scanner = Scanner::new(text);
    let mut cursor = Cursor::new(text);
    let mut cells = Vec::new();
    while !problems.is_empty()
        && let Some(line) = scanner.record(&mut cells)
    {
        let before = problems.iter().take_while(|problem| problem.row() <= line).count();
        let (here, later) = problems.split_at_mut(before);
        problems = later;
        here.sort_by_key(|problem| problem.cell);
        for problem in here.iter_mut().filter(|problem| problem.row() == line) {
            let Some(cell) = problem.cell else { continue };
            let end = cells.last().map_or(0, |cell| cell.end);
            cursor.advance(cells.get(cell).map_or(end, |cell| cell.start));
            problem.diagnostic.place.row = Some(cursor.line);
            problem.diagnostic.place.column = Some(cursor.column);
        }
    }
}

/// A place in a text that only moves forward.
struct Cursor<'a> {
    text: &'a str,
    offset: usize,
    line: u32,
    column: u32,
    after_return: bool,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, offset: 0, line: 1, column: 1, after_return: false }
    }

    fn advance(&mut self, offset: usize) {
        let Some(passed) = self.text.get(self.offset..offset) else { return };
        for one in passed.chars() {
            match one {
                '\n' if self.after_return => {}
                '\n' | '\r' => (self.line, self.column) = (self.line + 1, 1),
                _ => self.column += 1,
            }
            self.after_return = one == '\r';
        }
        self.offset = offset;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_every_line_end() {
        let text = "环节,x\r\n供\ry\n\nz";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, "环节,".len()), (1, 4));
        assert_eq!(position(text, "环节,x\r\n供".len()), (2, 2));
        assert_eq!(position(text, text.len() - 1), (5, 1));
    }
}
