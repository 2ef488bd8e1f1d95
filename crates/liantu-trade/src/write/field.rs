//! Numbers and codes as CSV fields, appended to a byte buffer.

use crate::country::{Countries, CountryIx};
use crate::decimal::THOUSANDTHS;
use crate::hs::Hs6;

/// One line under construction; every field ends with a comma that [`Line::end`] turns into a newline.
pub(crate) struct Line<'a> {
    pub(crate) out: &'a mut Vec<u8>,
}

impl Line<'_> {
    /// A field of bytes that need no quotes, or carry them already.
    pub(crate) fn raw(&mut self, field: &[u8]) -> &mut Self {
        self.out.extend_from_slice(field);
        self.out.push(b',');
        self
    }

    pub(crate) fn blank(&mut self) -> &mut Self {
        self.raw(b"")
    }

    pub(crate) fn product(&mut self, product: Hs6) -> &mut Self {
        self.raw(&product.digits())
    }

    pub(crate) fn flag(&mut self, flag: bool) -> &mut Self {
        self.raw(if flag { b"1" } else { b"0" })
    }

    pub(crate) fn integer(&mut self, number: u64) -> &mut Self {
        push_integer(self.out, number);
        self.raw(b"")
    }

    /// Thousandths of a unit as a decimal with one to three places.
    pub(crate) fn value(&mut self, thousandths: u64) -> &mut Self {
        push_value(self.out, thousandths);
        self.raw(b"")
    }

    pub(crate) fn signed_value(&mut self, thousandths: i64) -> &mut Self {
        if thousandths < 0 {
            self.out.push(b'-');
        }
        self.value(thousandths.unsigned_abs())
    }

    /// The shortest decimal that reads back as the same number.
    pub(crate) fn float(&mut self, number: f64) -> &mut Self {
        push_float(self.out, number);
        self.raw(b"")
    }

    pub(crate) fn optional_float(&mut self, number: Option<f64>) -> &mut Self {
        match number {
            Some(number) => self.float(number),
            None => self.blank(),
        }
    }

    pub(crate) fn end(&mut self) {
        if let Some(last) = self.out.last_mut() {
            *last = b'\n';
        }
    }
}

/// Country codes with quotes where CSV needs them.
pub(crate) struct QuotedCodes {
    fields: Vec<Vec<u8>>,
}

impl QuotedCodes {
    pub(crate) fn of(countries: &Countries) -> Self {
        Self { fields: countries.codes().iter().map(|code| quoted(code)).collect() }
    }

    pub(crate) fn get(&self, country: CountryIx) -> &[u8] {
        &self.fields[country.index()]
    }
}

/// A text field, quoted when it holds a comma, quote or line break.
pub(crate) fn quoted(text: &str) -> Vec<u8> {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into_bytes()
    } else {
        text.as_bytes().to_vec()
    }
}

fn push_integer(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[first..]);
}

fn push_value(out: &mut Vec<u8>, thousandths: u64) {
    push_integer(out, thousandths / THOUSANDTHS);
    let rest = (thousandths % THOUSANDTHS) as u32;
    let digits = [rest / 100, rest / 10 % 10, rest % 10].map(|digit| b'0' + digit as u8);
    let kept = if digits[2] != b'0' {
        3
    } else if digits[1] != b'0' {
        2
    } else {
        1
    };
    out.push(b'.');
    out.extend_from_slice(&digits[..kept]);
}

/// As Python and most readers print it: `0.25`, `9999.0`, `8.2e-08`, `1e+16`.
fn push_float(out: &mut Vec<u8>, number: f64) {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format(number);
    if (1e-4..1e16).contains(&number) || number == 0.0 {
        out.extend_from_slice(text.as_bytes());
    } else {
        out.extend_from_slice(scientific(&format!("{number:e}")).as_bytes());
    }
}

/// `8.2e-8` with a sign and two digits in the exponent.
fn scientific(text: &str) -> String {
    match text.split_once('e') {
        Some((mantissa, exponent)) => match exponent.strip_prefix('-') {
            Some(digits) => format!("{mantissa}e-{digits:0>2}"),
            None => format!("{mantissa}e+{exponent:0>2}"),
        },
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use proptest::prelude::*;

    use super::*;

    fn line(write: impl FnOnce(&mut Line<'_>)) -> String {
        let mut out = Vec::new();
        let mut line = Line { out: &mut out };
        write(&mut line);
        line.end();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_keep_one_to_three_places() {
        let text = line(|line| {
            line.value(16_853)
                .value(411_000)
                .value(0)
                .value(1)
                .value(29_880)
                .value(1_000)
                .signed_value(-227_979);
        });
        assert_eq!(text, "16.853,411.0,0.0,0.001,29.88,1.0,-227.979\n");
    }

    #[test]
    fn floats_print_their_shortest_form() {
        let text = line(|line| {
            line.float(0.0)
                .float(1.0)
                .float(9999.0)
                .float(8.2e-8)
                .float(1e16)
                .float(0.0001)
                .float(1e-5)
                .float(-2.5e-7);
        });
        assert_eq!(text, "0.0,1.0,9999.0,8.2e-08,1e+16,0.0001,1e-05,-2.5e-07\n");
    }

    #[test]
    fn names_with_commas_are_quoted() {
        assert_eq!(quoted("Korea, Rep."), b"\"Korea, Rep.\"");
        assert_eq!(quoted("a \"b\""), b"\"a \"\"b\"\"\"");
        assert_eq!(quoted("中国"), "中国".as_bytes());
    }

    proptest! {
        #[test]
        fn numbers_read_back_the_same(number in any::<f64>().prop_filter("finite", |number| number.is_finite()), integer in any::<u64>()) {
            let text = line(|line| { line.float(number).integer(integer); });
            let (float, rest) = text.split_once(',').unwrap();
            prop_assert_eq!(float.parse::<f64>().unwrap().to_bits(), number.to_bits());
            prop_assert_eq!(rest.trim_end().parse::<u64>().unwrap(), integer);
        }
    }
}
