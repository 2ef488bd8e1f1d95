//! A part of a workbook as a stream of XML events.

use crate::error::WorkbookFault;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

/// A reader of one part.
pub(super) struct Xml<'z> {
    name: String,
    reader: Reader<BufReader<Box<dyn Read + 'z>>>,
}

impl<'z> Xml<'z> {
    pub(super) fn new(name: &str, source: Box<dyn Read + 'z>) -> Self {
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, source));
        reader.config_mut().allow_dangling_amp = true;
        Self { name: name.to_owned(), reader }
    }

    /// The next event.
    pub(super) fn next<'e>(&mut self, buffer: &'e mut Vec<u8>) -> Result<Event<'e>, WorkbookFault> {
        buffer.clear();
        self.reader.read_event_into(buffer).map_err(|error| match &error {
            quick_xml::Error::Io(source) => fault(&self.name, source),
            _ => self.damaged(&error.to_string()),
        })
    }

    /// Passes over the content of the element that has just begun, by nothing but the tags that end elements, up to
    /// and with the one that ends `name`: several times faster than reading events.
    pub(super) fn pass_over(&mut self, name: &str) -> Result<(), WorkbookFault> {
        self.reader.config_mut().check_end_names = false;
        let mut stream = self.reader.stream();
        let mut tag = Vec::new();
        loop {
            match end_tag(&mut stream, &mut tag) {
                Ok(false) => return Ok(()),
                Ok(true) if is_named(&tag, name) => return Ok(()),
                Ok(true) => {}
                Err(error) => return Err(fault(&self.name, &error)),
            }
        }
    }

    /// What is made of the next event; the event itself goes no further.
    pub(super) fn step<T>(
        &mut self,
        buffer: &mut Vec<u8>,
        make: impl FnOnce(&Event<'_>) -> T,
    ) -> Result<T, WorkbookFault> {
        self.next(buffer).map(|event| make(&event))
    }

    /// Appends the text inside the element that has just begun, up to its end; texts of elements inside it too.
    pub(super) fn text(&mut self, buffer: &mut Vec<u8>, into: &mut String) -> Result<(), WorkbookFault> {
        self.inside(buffer, |event| match event {
            Event::Text(text) => into.push_str(&text.xml10_content()),
            Event::CData(text) => into.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => push_reference(&reference, into),
            _ => {}
        })
    }

    /// Passes over the rest of the element that has just begun.
    pub(super) fn skip(&mut self, buffer: &mut Vec<u8>) -> Result<(), WorkbookFault> {
        self.inside(buffer, |_| {})
    }

    /// Shows all but beginnings and ends of elements, up to the end of the one that has just begun.
    fn inside(&mut self, buffer: &mut Vec<u8>, mut show: impl FnMut(Event<'_>)) -> Result<(), WorkbookFault> {
        let mut depth = 0_u32;
        loop {
            match self.next(buffer)? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(self.cut_short()),
                other => show(other),
            }
        }
    }

    pub(super) fn cut_short(&self) -> WorkbookFault {
        self.damaged("cut short")
    }

    pub(super) fn damaged(&self, reason: &str) -> WorkbookFault {
        WorkbookFault::Damaged(format!("{}: {reason}", self.name))
    }
}

fn fault(part: &str, error: &io::Error) -> WorkbookFault {
    match error.kind() {
        io::ErrorKind::FileTooLarge => WorkbookFault::TooLarge(part.to_owned()),
        _ => WorkbookFault::Damaged(format!("{part}: {error}")),
    }
}

/// Reads the next tag that ends an element, `/c>` of `</c>`; `false` at the end.
fn end_tag(stream: &mut impl BufRead, tag: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        if stream.skip_until(b'<')? == 0 {
            return Ok(false);
        }
        if stream.fill_buf()?.first() == Some(&b'/') {
            tag.clear();
            stream.read_until(b'>', tag)?;
            return Ok(true);
        }
    }
}

fn is_named(tag: &[u8], name: &str) -> bool {
    let inner = tag.strip_prefix(b"/").unwrap_or(tag);
    let inner = inner.strip_suffix(b">").unwrap_or(inner).trim_ascii();
    inner.rsplit(|byte| *byte == b':').next() == Some(name.as_bytes())
}

/// An entity; one that XML does not define stays as it stands.
fn push_reference(reference: &BytesRef<'_>, into: &mut String) {
    let named = match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    match named {
        Some(one) => into.push(one),
        None => into.extend(["&", reference.as_ref(), ";"]),
    }
}

/// An attribute by its name without prefix.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|one| one.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// Whether an attribute says yes.
pub(super) fn flag(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.trim(), "1" | "true"))
}

/// `_x000D_` is how workbooks write characters that XML has no room for.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(one) = rest.chars().next() {
        if let Some(code) = escaped(rest) {
            units.push(code);
            rest = &rest[7..];
        } else {
            units.extend_from_slice(one.encode_utf16(&mut [0; 2]));
            rest = &rest[one.len_utf8()..];
        }
    }
    Cow::Owned(String::from_utf16_lossy(&units))
}

/// The code unit of `_xHHHH_` at the beginning.
fn escaped(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_code_units() {
        assert_eq!(unescape("a_x000D_b"), "a\rb");
        assert_eq!(unescape("_xD83D__xDE00_"), "😀");
        assert_eq!(unescape("_x005F_x000D_"), "_x000D_");
        for plain in ["_x00_", "_xzzzz_", "环_x节", "_x", "_x+123_"] {
            assert_eq!(unescape(plain), plain);
        }
    }
}
