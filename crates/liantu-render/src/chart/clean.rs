//! What may reach an output: every text passes here once.

use std::borrow::Cow;

/// `text` on one line without the characters that break a document or a terminal: line ends and
/// tabs become spaces; control characters, bidirectional overrides and the code points that XML
/// 1.0 excludes are dropped.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| kept(character) == Some(character)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(kept).collect())
}

fn kept(character: char) -> Option<char> {
    match character {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        other if breaks_documents(other) => None,
        other => Some(other),
    }
}

fn breaks_documents(character: char) -> bool {
    let steers_direction = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    character.is_control() || steers_direction || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

/// `text`, cleaned, for XML character data or a double-quoted attribute.
pub(crate) fn xml(text: &str) -> Cow<'_, str> {
    let text = clean(text);
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_what_xml_and_terminals_cannot_take() {
        assert_eq!(clean("a\u{0}\u{1b}[31m\nb\u{202E}\u{FFFF}"), "a[31m b");
    }

    #[test]
    fn escapes_markup() {
        assert_eq!(xml("<a b='1' c=\"2\">&"), "&lt;a b=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
    }
}
