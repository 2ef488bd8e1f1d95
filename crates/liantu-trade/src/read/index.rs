//! Positions of delimiters and newlines in a block without quotes, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const LOW_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;
/// Moves the lowest bit of every byte into the top byte.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// Where a field ends, and by what: the position in the block times two, plus one for a newline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldEnd(u32);

impl FieldEnd {
    pub(crate) fn position(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// 1 for a newline, 0 for a delimiter.
    pub(crate) fn newline(self) -> u32 {
        self.0 & 1
    }
}

/// Lists the ends of all fields of a text below 2 GB.
pub(crate) fn field_ends(text: &[u8], delimiter: u8, ends: &mut Vec<FieldEnd>) {
    ends.clear();
    let (delimiters, newlines) = (ONES * u64::from(delimiter), ONES * u64::from(b'\n'));
    let (stretches, rest) = text.as_chunks::<64>();
    for (number, stretch) in stretches.iter().enumerate() {
        let (mut marks, mut breaks) = (0, 0);
        for (part, word) in stretch.as_chunks::<8>().0.iter().enumerate() {
            let word = u64::from_le_bytes(*word);
            let newline = equal_bytes(word, newlines);
            marks |= (newline | equal_bytes(word, delimiters)) << (part * 8);
            breaks |= newline << (part * 8);
        }
        push_marks(ends, number * 64, marks, breaks);
    }
    let start = text.len() - rest.len();
    for (offset, &byte) in rest.iter().enumerate() {
        if byte == delimiter || byte == b'\n' {
            ends.push(FieldEnd(((start + offset) as u32) << 1 | u32::from(byte == b'\n')));
        }
    }
}

/// One bit for each byte of `word` that equals that of `pattern`.
#[inline]
fn equal_bytes(word: u64, pattern: u64) -> u64 {
    let difference = word ^ pattern;
    let different = ((difference & LOW_BITS) + LOW_BITS) | difference;
    // The top bit of each byte is clear where the bytes are equal.
    ((!different >> 7) & ONES).wrapping_mul(GATHER) >> 56
}

#[inline]
fn push_marks(ends: &mut Vec<FieldEnd>, start: usize, mut marks: u64, breaks: u64) {
    while marks != 0 {
        let offset = marks.trailing_zeros();
        ends.push(FieldEnd((start as u32 + offset) << 1 | (breaks >> offset) as u32 & 1));
        marks &= marks - 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_index_is_what_a_plain_search_finds(
            text in prop::collection::vec(prop_oneof![Just(b','), Just(b'\n'), Just(b'-'), Just(b'+'), Just(0x8c), Just(0x0b), any::<u8>()], 0..300)
        ) {
            let mut ends = Vec::new();
            field_ends(&text, b',', &mut ends);
            let found: Vec<(usize, u32)> = ends.iter().map(|end| (end.position(), end.newline())).collect();
            let plain = text.iter().enumerate().filter(|&(_, &byte)| byte == b',' || byte == b'\n');
            let expected: Vec<(usize, u32)> = plain.map(|(index, &byte)| (index, u32::from(byte == b'\n'))).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
