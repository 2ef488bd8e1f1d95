//! Writing of SVG elements: numbers, attributes and escaping in one place.

use std::fmt::Write;

use super::clean::xml;
use super::palette::{INK, PAPER, font_families};

/// An SVG document under construction.
#[derive(Default)]
pub(crate) struct SvgWriter {
    out: String,
}

impl SvgWriter {
    /// Writes markup that is known to be well-formed.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Starts a tag; attributes and one of the `end` methods follow.
    pub(crate) fn open(&mut self, name: &str) -> &mut Self {
        self.out.push('<');
        self.out.push_str(name);
        self
    }

    /// An attribute with a text, escaped.
    pub(crate) fn attr(&mut self, name: &str, value: &str) -> &mut Self {
        self.attr_parts(name, &[value])
    }

    /// An attribute whose value is put together from several texts, escaped.
    pub(crate) fn attr_parts(&mut self, name: &str, parts: &[&str]) -> &mut Self {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        for part in parts {
            self.out.push_str(&xml(part));
        }
        self.out.push('"');
        self
    }

    /// An attribute with a number, to a tenth of a unit.
    pub(crate) fn number(&mut self, name: &str, value: f64) -> &mut Self {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_number(&mut self.out, value);
        self.out.push('"');
        self
    }

    /// The attribute that maps a picture of this size to the space it is given.
    pub(super) fn view_box(&mut self, width: f64, height: f64) -> &mut Self {
        self.raw(" viewBox=\"0 0 ");
        push_number(&mut self.out, width);
        self.out.push(' ');
        push_number(&mut self.out, height);
        self.out.push('"');
        self
    }

    /// Starts a document of a size in CSS pixels: white paper, what it is in words. [`close`](Self::close) follows.
    pub(crate) fn open_picture(&mut self, (width, height): (f64, f64), title: &str, description: &str) {
        self.raw("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        self.number("width", width).number("height", height).view_box(width, height).attr("role", "img");
        self.raw(&format!(" font-family=\"{}\"", font_families()));
        self.attr("fill", INK).end();
        self.newline();
        self.open("title").end_with_text("title", title);
        self.open("desc").end_with_text("desc", description);
        self.open("rect").number("width", width).number("height", height).attr("fill", PAPER).end_empty();
        self.newline();
    }

    /// Ends a tag without content.
    pub(crate) fn end_empty(&mut self) {
        self.out.push_str("/>");
    }

    /// Ends a start tag; [`close`](Self::close) follows later.
    pub(crate) fn end(&mut self) {
        self.out.push('>');
    }

    /// Ends a start tag, writes a text, escaped, and closes the element `name`.
    pub(crate) fn end_with_text(&mut self, name: &str, text: &str) {
        self.out.push('>');
        self.out.push_str(&xml(text));
        self.close(name);
    }

    /// Closes the element `name`.
    pub(crate) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// A line break in the file.
    pub(crate) fn newline(&mut self) {
        self.out.push('\n');
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }
}

/// Path data.
#[derive(Default)]
pub(super) struct Path(String);

impl Path {
    /// Adds a command with its coordinates.
    pub(crate) fn command(&mut self, letter: char, coordinates: &[f64]) -> &mut Self {
        self.0.push(letter);
        for (index, &coordinate) in coordinates.iter().enumerate() {
            if index > 0 {
                self.0.push(' ');
            }
            push_number(&mut self.0, coordinate);
        }
        self
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Appends `value` rounded to a tenth, without a trailing `.0` and without `-0`.
pub(super) fn push_number(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, fraction) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let written =
        if fraction == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{fraction}") };
    written.expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let mut out = String::new();
        for value in [1.0, -0.04, 2.25, -7.16, 100.0] {
            push_number(&mut out, value);
            out.push(' ');
        }
        assert_eq!(out, "1 0 2.3 -7.2 100 ");
    }
}
