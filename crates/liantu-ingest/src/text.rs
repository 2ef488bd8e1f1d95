//! Forms of text that mean the same: widths, cases, blanks.

use std::borrow::Cow;

/// Whether a character is a blank, or as invisible as one.
fn is_blank(one: char) -> bool {
    one.is_whitespace() || matches!(one, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Without blanks around, ideographic and zero-width ones included.
pub(crate) fn trim(text: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(is_blank)
}

/// Full-width Latin letters, digits and signs as their ASCII twins.
pub(crate) fn half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(narrow).collect())
}

fn narrow(one: char) -> char {
    match one {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(one as u32 - 0xFEE0).unwrap_or(one),
        '\u{3000}' | '\u{00A0}' => ' ',
        '\u{2212}' | '\u{2010}' | '\u{2011}' => '-',
        _ => one,
    }
}

/// The form in which headers, file names and words are compared: half width, lower case, without blanks,
/// `_` and `-`.
pub(crate) fn fold(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(|one| !is_blank(*one) && !matches!(one, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// At most `limit` characters, with an ellipsis where some are left out.
pub(crate) fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    match text.char_indices().nth(limit) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_cases_and_blanks_fold() {
        assert_eq!(fold(" Import_Dependence "), "importdependence");
        assert_eq!(fold("ＨＳ　编码"), "hs编码");
        assert_eq!(half_width("１２．５％"), "12.5%");
        assert_eq!(trim("\u{FEFF}\u{3000}x y\u{A0}"), "x y");
    }

    #[test]
    fn shortening_counts_characters() {
        assert_eq!(shorten("环节环节", 4), "环节环节");
        assert_eq!(shorten("环节环节", 3), "环节环…");
    }
}
