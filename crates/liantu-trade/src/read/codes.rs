//! Country codes numbered as they are met.

use encoding_rs::GB18030;
use rustc_hash::FxHashMap;

use crate::country::{Identity, identify};
use crate::read::words::packed;

/// More different codes than any list of countries; a column of something else is mapped.
pub(crate) const MOST_CODES: usize = 20_000;

const CACHE_BITS: u32 = 11;
/// Entries that are tried for one code.
const PLACES: usize = 4;
/// Marks an empty cache entry: no packed code has this length byte.
const EMPTY: u64 = u64::MAX;

/// Numbers codes from 0 in the order they are met.
pub(crate) struct Codes {
    by_bytes: FxHashMap<Box<[u8]>, u16>,
    texts: Vec<String>,
    identities: Vec<Option<Identity>>,
    cache: Box<[(u64, u16)]>,
}

impl Default for Codes {
    fn default() -> Self {
        Self {
            by_bytes: FxHashMap::default(),
            texts: Vec::new(),
            identities: Vec::new(),
            cache: vec![(EMPTY, 0); 1 << CACHE_BITS].into_boxed_slice(),
        }
    }
}

impl Codes {
    /// The number of a code; `None` when there are too many.
    pub(crate) fn number(&mut self, code: &[u8]) -> Option<u16> {
        let number = self.slow_number(code)?;
        if code.len() < 8 {
            let packed = packed(code);
            let free = places(packed).find(|&place| matches!(self.cache[place].0, EMPTY));
            let place = free.or_else(|| places(packed).next())?;
            if self.cached(packed).is_none() {
                self.cache[place] = (packed, number);
            }
        }
        Some(number)
    }

    /// The number of a code met lately, given [`packed`].
    #[inline]
    pub(crate) fn cached(&self, packed: u64) -> Option<u16> {
        let (code, number) = self.cache[first_place(packed)];
        if code == packed { Some(number) } else { self.cached_elsewhere(packed) }
    }

    // Apart from the usual case, which is inlined into the loop over rows.
    #[inline(never)]
    fn cached_elsewhere(&self, packed: u64) -> Option<u16> {
        let mut entries = places(packed).skip(1).map(|place| self.cache[place]);
        entries.find(|entry| entry.0 == packed).map(|(_, number)| number)
    }

    fn slow_number(&mut self, code: &[u8]) -> Option<u16> {
        if let Some(&number) = self.by_bytes.get(code) {
            return Some(number);
        }
        let number = u16::try_from(self.texts.len()).ok().filter(|_| self.texts.len() < MOST_CODES)?;
        let text = decode(code);
        self.identities.push(identify(&text));
        self.texts.push(text);
        self.by_bytes.insert(code.into(), number);
        Some(number)
    }

    /// Whether two numbers mean one country, in whatever notation.
    #[inline]
    pub(crate) fn is_same_country(&self, left: u16, right: u16) -> bool {
        let identities = (self.identities[usize::from(left)], self.identities[usize::from(right)]);
        left == right || matches!(identities, (Some(left), Some(right)) if left.is_same_country(right))
    }

    /// The codes as text, by number.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }
}

/// The entry that holds a code unless another took it: a multiplicative hash.
#[inline]
fn first_place(packed: u64) -> usize {
    (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - CACHE_BITS)) as usize
}

/// The entries that may hold a code.
fn places(packed: u64) -> impl Iterator<Item = usize> {
    (0..PLACES).map(move |step| (first_place(packed) + step) % (1 << CACHE_BITS))
}

/// UTF-8, or GB 18030 as spreadsheets in Chinese write it.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
