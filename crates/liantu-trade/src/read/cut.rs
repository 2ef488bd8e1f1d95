//! Cuts records without quotes into slots.

use crate::mapping::SLOTS;
use crate::read::layout::Layout;

/// What a byte means to the cutting loop.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Text,
    Delimiter,
    Newline,
    Quote,
}

pub(crate) fn byte_classes(delimiter: u8) -> [Class; 256] {
    let mut classes = [Class::Text; 256];
    classes[usize::from(delimiter)] = Class::Delimiter;
    classes[usize::from(b'\n')] = Class::Newline;
    classes[usize::from(b'"')] = Class::Quote;
    classes
}

/// How far the first record of a text goes.
pub(crate) enum Cut {
    Row(usize),
    Blank(usize),
    Ragged(usize),
    Quoted,
}

/// Cuts a record without quotes into slots in one pass.
#[inline]
pub(crate) fn cut_plain<'a>(
    text: &'a [u8],
    class: &[Class; 256],
    layout: &Layout,
    record: &mut [&'a [u8]; SLOTS],
) -> Cut {
    let mut column = 0;
    let mut start = 0;
    for (index, &byte) in text.iter().enumerate() {
        let class = class[usize::from(byte)];
        if class == Class::Text {
            continue;
        }
        if class == Class::Quote {
            return Cut::Quoted;
        }
        if let Some(Some(slot)) = layout.slots.get(column) {
            record[*slot as usize] = trim(&text[start..index]);
        }
        column += 1;
        start = index + 1;
        if class == Class::Newline {
            return finished(text, index, column, layout);
        }
    }
    Cut::Ragged(text.len())
}

#[inline]
fn finished(text: &[u8], newline: usize, columns: usize, layout: &Layout) -> Cut {
    if columns == layout.slots.len() {
        Cut::Row(newline + 1)
    } else if text[..newline].trim_ascii().is_empty() {
        Cut::Blank(newline + 1)
    } else {
        Cut::Ragged(newline + 1)
    }
}

/// Cuts off spaces; most fields have none.
#[inline]
fn trim(field: &[u8]) -> &[u8] {
    match (field.first(), field.last()) {
        (Some(first), Some(last)) if *first > b' ' && *last > b' ' => field,
        _ => field.trim_ascii(),
    }
}

/// Newlines of a record: one, unless quotes hold more.
#[inline]
pub(crate) fn newlines(record: &[u8]) -> u64 {
    // Records are short: a plain count is quicker than a search set up for long texts.
    record.iter().map(|&byte| u64::from(byte == b'\n')).sum()
}
