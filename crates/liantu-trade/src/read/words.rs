//! Short fields read as machine words, without a branch for each byte.

const ZEROS: u64 = 0x3030_3030_3030_3030;

/// The eight bytes from `start`, the first lowest; `None` near the end of the text.
#[inline]
fn word(text: &[u8], start: usize) -> Option<u64> {
    text.get(start..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// At most seven bytes and their count in one word. Equal for equal texts only.
#[inline]
pub(crate) fn packed(code: &[u8]) -> u64 {
    let bytes = code.iter().rev().fold(0, |word, &byte| (word << 8) | u64::from(byte));
    bytes | (code.len() as u64) << 56
}

/// [`packed`] of `text[start..end]`; `None` unless 1 to 7 bytes without spaces at the ends.
#[inline]
pub(crate) fn packed_field(text: &[u8], start: usize, end: usize) -> Option<u64> {
    let length = end - start;
    let word = word(text, start)?;
    if length == 0 || length > 7 || text[start] <= b' ' || text[end - 1] <= b' ' {
        return None;
    }
    Some(word & ((1 << (8 * length)) - 1) | (length as u64) << 56)
}

/// The number of a field of six digits.
#[inline]
pub(crate) fn six_digits(text: &[u8], start: usize, end: usize) -> Option<u32> {
    if end - start != 6 {
        return None;
    }
    eight_digits(word(text, start)? << 16 | 0x3030).map(|number| number as u32)
}

/// Thousandths of a field with one to eight digits, a point and three digits, spaces before.
#[inline]
pub(crate) fn three_decimals(text: &[u8], mut start: usize, end: usize) -> Option<u64> {
    while start < end && text[start] == b' ' {
        start += 1;
    }
    let point = end.checked_sub(4)?;
    let digits = point.checked_sub(start)?;
    if digits == 0 || digits > 8 || text[point] != b'.' {
        return None;
    }
    let kept = !0 << (64 - 8 * digits);
    let whole = eight_digits(word(text, point.checked_sub(8)?)? & kept | ZEROS & !kept)?;
    let decimals = eight_digits(word(text, end.checked_sub(8)?)? & (!0 << 40) | ZEROS & !(!0 << 40))?;
    Some(whole * 1000 + decimals)
}

/// The number of eight ASCII digits, the first lowest.
#[inline]
fn eight_digits(word: u64) -> Option<u64> {
    let high = word & 0xf0f0_f0f0_f0f0_f0f0;
    let above_nine = (word & 0x0f0f_0f0f_0f0f_0f0f) + 0x0606_0606_0606_0606;
    if high != ZEROS || above_nine & 0xf0f0_f0f0_f0f0_f0f0 != 0 {
        return None;
    }
    let digits = word & 0x0f0f_0f0f_0f0f_0f0f;
    let pairs = (digits.wrapping_mul(2_561) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(6_553_601) >> 16) & 0x0000_ffff_0000_ffff;
    Some(fours.wrapping_mul(42_949_672_960_001) >> 32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decimal::{Grouping, Value, parse_value};
    use crate::hs::parse_code;

    /// The field with neighbours, so that words can be read around it.
    fn surrounded(field: &str) -> (Vec<u8>, usize, usize) {
        (format!("2022,156,{field},1.141\n2022").into_bytes(), 9, 9 + field.len())
    }

    proptest! {
        #[test]
        fn words_agree_with_the_general_readers(field in "[ ]{0,3}[0-9.,x:/]{0,9}(\\.[0-9]{3})?") {
            let (text, start, end) = surrounded(&field);
            if let Some(thousandths) = three_decimals(&text, start, end) {
                let general = parse_value(field.trim().as_bytes(), Grouping::Refused);
                prop_assert_eq!(general, Value::Exact { thousandths, rounded: false });
            }
            if let Some(number) = six_digits(&text, start, end) {
                let general = parse_code(field.as_bytes());
                prop_assert_eq!(general.map(|code| code.product.number()), Some(number));
            }
            if let Some(word) = packed_field(&text, start, end) {
                prop_assert_eq!(word, packed(field.as_bytes()));
            }
        }

        #[test]
        fn ordinary_fields_take_the_short_way(number in 0_u64..99_999_999_999, code in 0_u32..1_000_000) {
            let (text, start, end) = surrounded(&format!("{}.{:03}", number / 1000, number % 1000));
            prop_assert_eq!(three_decimals(&text, start, end), Some(number));
            let (text, start, end) = surrounded(&format!("{code:06}"));
            prop_assert_eq!(six_digits(&text, start, end), Some(code));
        }
    }
}
