//! Widths of text from a table, so that the layout is the same on every machine.
//!
//! Full-width characters are 1 em. The ASCII advances are, per character, the larger of Noto Sans
//! CJK SC and Liberation Sans (metric-compatible with Arial), so that the text fits whichever face
//! of the font stack is used.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use super::clean::clean;

/// Advances of U+0020..=U+007E in thousandths of an em.
const ASCII_ADVANCES: [u16; 95] = [
    278, 323, 474, 556, 556, 921, 680, 278, 338, 338, 467, 584, 278, 347, 278, 392, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 728, 293,
    535, 667, 556, 833, 723, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 338, 392, 338, 555,
    559, 606, 563, 618, 510, 620, 556, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 500,
    377, 607, 521, 802, 500, 521, 500, 338, 270, 338, 584,
];

const WIDE: f64 = 1.0;
/// Latin, Cyrillic and others that are neither ASCII nor full-width.
const NARROW: f64 = 0.66;
/// Colour emoji stand out over the em square in most faces.
const EMOJI: f64 = 1.3;

/// Size and weight of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Face {
    /// Font size in user units.
    pub(crate) size: f64,
    pub(crate) weight: Weight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

impl Face {
    pub(crate) const fn regular(size: f64) -> Self {
        Self { size, weight: Weight::Regular }
    }

    pub(crate) const fn bold(size: f64) -> Self {
        Self { size, weight: Weight::Bold }
    }

    /// Width of a cleaned text in user units.
    pub(crate) fn width(self, text: &str) -> f64 {
        text.chars().map(|character| self.advance(character)).sum()
    }

    fn advance(self, character: char) -> f64 {
        let em = em_advance(character);
        match self.weight {
            Weight::Bold if em < WIDE => em * 1.08 * self.size,
            _ => em * self.size,
        }
    }
}

fn em_advance(character: char) -> f64 {
    match character {
        ' '..='~' => f64::from(ASCII_ADVANCES[character as usize - 32]) / 1000.0,
        '\u{2190}'..='\u{2BFF}' => WIDE,
        '\u{1F000}'..='\u{1FAFF}' => EMOJI,
        _ => match character.width_cjk() {
            None | Some(0) => 0.0,
            Some(1) => NARROW,
            Some(_) => WIDE,
        },
    }
}

/// `text`, cleaned, in as many lines as it takes to stay within `width`.
pub(crate) fn wrap(text: &str, face: Face, width: f64) -> Vec<String> {
    let text = clean(text);
    let mut rest = text.trim();
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let cut = line_end(rest, face, width);
        lines.push(rest[..cut].trim_end().to_owned());
        rest = rest[cut..].trim_start();
    }
    lines
}

/// `text`, cleaned, in at most two lines within `width`, as even as the break points allow; what
/// does not fit is replaced by an ellipsis.
pub(super) fn wrap_two(text: &str, face: Face, width: f64) -> Vec<String> {
    let text = clean(text);
    let text = text.trim();
    if face.width(text) <= width {
        return vec![text.to_owned()];
    }
    if let Some(cut) = even_cut(text, face, width) {
        return vec![text[..cut].trim_end().to_owned(), text[cut..].trim_start().to_owned()];
    }
    let cut = line_end(text, face, width);
    let second = ellipsize(text[cut..].trim_start(), face, width).into_owned();
    vec![text[..cut].trim_end().to_owned(), second]
}

/// The cut that makes the longer of two lines shortest, if both stay within `width`.
fn even_cut(text: &str, face: Face, width: f64) -> Option<usize> {
    let total = face.width(text);
    let mut best: Option<(f64, usize)> = None;
    for (cut, before) in cuts(text, face) {
        let longer = before.max(total - before);
        if longer <= width && best.is_none_or(|(shortest, _)| longer < shortest) {
            best = Some((longer, cut));
        }
    }
    best.map(|(_, cut)| cut)
}

/// `text` cut to `width`, the ellipsis included. A cleaned text is returned as it is if it fits.
pub(crate) fn ellipsize(text: &str, face: Face, width: f64) -> Cow<'_, str> {
    if face.width(text) <= width {
        return Cow::Borrowed(text);
    }
    let room = width - face.advance('…');
    let cut = prefix_within(text, face, room);
    Cow::Owned(format!("{}…", text[..cut].trim_end()))
}

/// Byte length of the first line of `text`: the last break point that fits, else the last
/// character that fits, and at least one character.
fn line_end(text: &str, face: Face, width: f64) -> usize {
    if prefix_within(text, face, width) == text.len() {
        return text.len();
    }
    let fitting = cuts(text, face).take_while(|(cut, before)| {
        let blanks = text[..*cut].len() - text[..*cut].trim_end().len();
        before - blanks as f64 * face.advance(' ') <= width
    });
    let fallback = || prefix_within(text, face, width).max(first_length(text));
    fitting.last().map_or_else(fallback, |(cut, _)| cut)
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Byte length of the longest prefix within `width` that does not part a character from the marks
/// that combine with it.
fn prefix_within(text: &str, face: Face, width: f64) -> usize {
    let mut used = 0.0;
    let mut end = 0;
    for (start, character) in text.char_indices() {
        used += face.advance(character);
        if used > width {
            return end;
        }
        let after = start + character.len_utf8();
        if !continues(character, text[after..].chars().next()) {
            end = after;
        }
    }
    text.len()
}

/// Break points inside `text` with the width before each.
fn cuts(text: &str, face: Face) -> impl Iterator<Item = (usize, f64)> + '_ {
    let mut before = 0.0;
    text.char_indices().filter_map(move |(start, character)| {
        before += face.advance(character);
        let cut = start + character.len_utf8();
        let next = text[cut..].chars().next()?;
        breaks_between(character, next).then_some((cut, before))
    })
}

fn continues(left: char, right: Option<char>) -> bool {
    left == '\u{200D}' || right.is_some_and(|right| em_advance(right) == 0.0)
}

fn breaks_between(left: char, right: char) -> bool {
    if continues(left, Some(right)) || opens(left) || closes(right) || right == ' ' {
        return false;
    }
    left == ' ' || em_advance(left) >= WIDE || em_advance(right) >= WIDE
}

/// Characters that must not end a line.
fn opens(character: char) -> bool {
    matches!(character, '（' | '《' | '〈' | '“' | '‘' | '【' | '「' | '『' | '〔' | '(' | '[')
}

/// Characters that must not begin a line.
fn closes(character: char) -> bool {
    matches!(
        character,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '〉'
            | '”'
            | '’'
            | '】'
            | '」'
            | '』'
            | '〕'
            | '…'
            | '—'
            | '·'
            | '％'
            | ')'
            | ']'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | '%'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FACE: Face = Face::regular(10.0);

    #[test]
    fn full_width_is_one_em_and_combining_marks_nothing() {
        assert!((FACE.width("光刻胶") - 30.0).abs() < 1e-9);
        assert!((FACE.width("e\u{301}") - FACE.width("e")).abs() < 1e-9);
    }

    #[test]
    fn two_lines_are_even() {
        assert_eq!(wrap_two("一二三四五六", FACE, 50.0), ["一二三", "四五六"]);
    }

    #[test]
    fn a_closing_mark_stays_with_what_it_closes() {
        assert_eq!(wrap("一二三四，五", FACE, 40.0), ["一二三", "四，五"]);
    }

    #[test]
    fn words_are_not_parted_while_they_fit() {
        assert_eq!(wrap("silicon wafer", FACE, 45.0), ["silicon", "wafer"]);
    }

    #[test]
    fn what_does_not_fit_two_lines_is_cut() {
        assert_eq!(wrap_two("一二三四五六七八九", FACE, 40.0), ["一二三四", "五六七…"]);
    }

    proptest! {
        #[test]
        fn lines_stay_within_the_width(text in "\\PC{0,60}", width in 20.0..200.0) {
            for line in wrap_two(&text, FACE, width) {
                prop_assert!(FACE.width(&line) <= width + 1e-6, "{line:?}");
            }
        }

        #[test]
        fn wrapping_loses_only_blanks(text in "\\PC{0,60}", width in 20.0..200.0) {
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(solid(&wrap(&text, FACE, width).concat()), solid(&clean(&text)));
        }
    }
}
