//! Bytes to text: UTF-8 with or without a mark, UTF-16 with a mark, GB18030.

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A byte that no supported encoding explains.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadByte {
    /// Line of the byte, from 1.
    pub(crate) row: u32,
    /// Characters before it in the line, plus 1.
    pub(crate) column: u32,
    /// The byte.
    pub(crate) byte: u8,
    /// The encoding that came nearest.
    pub(crate) encoding: &'static str,
}

/// The text of a file, without the mark. O(bytes).
///
/// A mark decides. Without one valid UTF-8 is UTF-8, and other bytes are GB18030, unless they are plainly
/// UTF-8 with a few damaged places: those would decode to nonsense without an error.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, BadByte> {
    if let Some(rest) = bytes.strip_prefix(UTF_8_MARK) {
        return utf_8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return other(rest, UTF_16LE);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return other(rest, UTF_16BE);
    }
    match utf_8(bytes) {
        Err(bad) if is_damaged_utf_8(bytes) => Err(bad),
        Err(_) => other(bytes, GB18030),
        text => text,
    }
}

fn utf_8(bytes: &[u8]) -> Result<Cow<'_, str>, BadByte> {
    str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        bad_byte(&valid, bytes[error.valid_up_to()], "UTF-8")
    })
}

fn other(bytes: &[u8], encoding: &'static Encoding) -> Result<Cow<'static, str>, BadByte> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(Cow::Owned(text.into_owned()));
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let capacity = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(capacity);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    let unread = match result {
        DecoderResult::Malformed(length, after) => usize::from(length) + usize::from(after),
        DecoderResult::InputEmpty | DecoderResult::OutputFull => 0,
    };
    let byte = bytes.get(read.saturating_sub(unread)).copied().unwrap_or_default();
    Err(bad_byte(&text, byte, encoding.name()))
}

fn bad_byte(before: &str, byte: u8, encoding: &'static str) -> BadByte {
    let (row, column) = crate::locate::position(before, before.len());
    BadByte { row, column, byte, encoding }
}

/// Chinese in UTF-8 is runs of three bytes, which GB18030 text forms by chance only.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|one| one.len_utf8() == 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 4 * broken
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn every_supported_encoding_gives_the_same_text() {
        let text = "编号,名称\nA,光刻机\n";
        let (gb, _, _) = GB18030.encode(text);
        let marked = [UTF_8_MARK, text.as_bytes()].concat();
        let little: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for bytes in [text.as_bytes(), &gb, &marked, &little, &big] {
            assert_eq!(decode(bytes).unwrap(), text);
        }
    }

    #[test]
    fn the_first_bad_byte_is_placed_in_characters() {
        let bad = decode(b"\xEF\xBB\xBFid\n\xE7\x8E\xAF\xFF").unwrap_err();
        assert_eq!(bad, BadByte { row: 2, column: 2, byte: 0xFF, encoding: "UTF-8" });
        // 0xB1E0 0xBAC5 is 编号 in GB18030; 0xFF begins nothing.
        let bad = decode(b"\xB1\xE0\xBA\xC5,x\r\n\xFFy").unwrap_err();
        assert_eq!(bad, BadByte { row: 2, column: 1, byte: 0xFF, encoding: "gb18030" });
        let bad = decode(b"\xFF\xFEa\0\x00\xD8b\0").unwrap_err();
        assert_eq!((bad.row, bad.column, bad.encoding), (1, 2, "UTF-16LE"));
    }

    #[test]
    fn damaged_utf_8_is_not_taken_for_gb18030() {
        let mut bytes = "名称,光刻机,离子注入机,薄膜沉积,刻蚀".as_bytes().to_vec();
        bytes[8] = 0x41;
        let bad = decode(&bytes).unwrap_err();
        assert_eq!((bad.row, bad.column, bad.encoding), (1, 4, "UTF-8"));
    }
}
