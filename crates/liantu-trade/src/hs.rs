//! Product codes of the Harmonized System at six digits, and its revisions.

use std::fmt;

/// A product: six digits of the Harmonized System, printed with its leading zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hs6(u32);

/// How many different six-digit codes there can be.
pub(crate) const HS6_CODES: usize = 1_000_000;

/// How a product code was written in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeWidth {
    /// Six digits.
    Six,
    /// Eight digits of a national nomenclature, cut to six.
    Eight,
    /// Ten digits of a national nomenclature, cut to six.
    Ten,
}

/// A product code as read: the product, how it was written, and whether a lost leading zero was put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ParsedCode {
    pub(crate) product: Hs6,
    pub(crate) width: CodeWidth,
    pub(crate) padded: bool,
}

impl Hs6 {
    /// The product of a number below one million; `None` above.
    pub fn from_number(number: u32) -> Option<Self> {
        ((number as usize) < HS6_CODES).then_some(Self(number))
    }

    /// The code as a number in 0..1,000,000.
    pub fn number(self) -> u32 {
        self.0
    }

    /// Reads a code of 6, 8 or 10 digits, one digit fewer when a leading zero was lost, with or
    /// without the dots of `8486.20`; longer codes are cut to six digits. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        parse_code(text.trim().as_bytes()).map(|code| code.product)
    }

    /// The six digits as ASCII.
    pub(crate) fn digits(self) -> [u8; 6] {
        let mut digits = [b'0'; 6];
        let mut rest = self.0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        digits
    }
}

impl fmt::Display for Hs6 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:06}", self.0)
    }
}

/// See [`Hs6::parse`]; the six-digit case is the fast path.
pub(crate) fn parse_code(text: &[u8]) -> Option<ParsedCode> {
    match number(text) {
        Some(digits) => from_digits(digits, text.len()),
        None => parse_dotted(text),
    }
}

fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 10 {
        return None;
    }
    text.iter().try_fold(0_u64, |number, &byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| number * 10 + u64::from(digit))
    })
}

fn from_digits(digits: u64, length: usize) -> Option<ParsedCode> {
    let (width, cut) = match length {
        5 | 6 => (CodeWidth::Six, 1),
        7 | 8 => (CodeWidth::Eight, 100),
        9 | 10 => (CodeWidth::Ten, 10_000),
        _ => return None,
    };
    let product = Hs6::from_number(u32::try_from(digits / cut).ok()?)?;
    Some(ParsedCode { product, width, padded: length % 2 == 1 })
}

/// `8486.20`, `8486.20.00`, and the `280429.0` that a floating-point column leaves behind.
fn parse_dotted(text: &[u8]) -> Option<ParsedCode> {
    let mut parts = text.split(|&byte| byte == b'.');
    let head = parts.next()?;
    let tail: Vec<&[u8]> = parts.collect();
    if tail == [b"0".as_slice()] && matches!(head.len(), 5..=10) {
        return from_digits(number(head)?, head.len());
    }
    let dotted = matches!(head.len(), 3 | 4) && tail.iter().all(|part| part.len() == 2);
    if !dotted || tail.is_empty() {
        return None;
    }
    let digits = [head, &tail.concat()].concat();
    from_digits(number(&digits)?, digits.len())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_lost_leading_zero_is_put_back() {
        let code = parse_code(b"10121").unwrap();
        assert_eq!(code.product.to_string(), "010121");
        assert!(code.padded);
    }

    #[test]
    fn longer_codes_are_cut_to_six_digits() {
        for (text, width) in [
            ("84862021", CodeWidth::Eight),
            ("8486202110", CodeWidth::Ten),
            ("8486.20", CodeWidth::Six),
            ("8486.20.21", CodeWidth::Eight),
            ("848620.0", CodeWidth::Six),
        ] {
            let code = parse_code(text.as_bytes()).unwrap();
            assert_eq!((code.product.number(), code.width), (848_620, width), "{text}");
        }
        assert_eq!(Hs6::parse("1012100").unwrap().to_string(), "010121");
        assert_eq!(Hs6::parse(" 101.21 ").unwrap().to_string(), "010121");
    }

    #[test]
    fn headings_and_words_are_no_products() {
        for text in ["", "84", "8486", "TOTAL", "84.86", "8486.2", "84862a", "12345678901", "-84862"] {
            assert_eq!(Hs6::parse(text), None, "{text}");
        }
    }
}
