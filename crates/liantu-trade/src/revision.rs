//! Revisions of the Harmonized System, and telling when two are mixed.
//!
//! A code that was created in one revision and a code that was deleted before it cannot stand in
//! one table. A bundled list holds such codes: not all there are, but common ones of chapters 24,
//! 38, 44, 69 and 84 to 90, so that a full table of a revision has many of them.

use std::fmt;
use std::str::FromStr;

use crate::error::TradeError;
use crate::hs::Hs6;

/// A revision of the Harmonized System.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the year is the whole meaning")]
pub enum HsRevision {
    Hs1992,
    Hs1996,
    Hs2002,
    Hs2007,
    Hs2012,
    Hs2017,
    Hs2022,
}

const REVISIONS: [(HsRevision, &str); 7] = [
    (HsRevision::Hs1992, "1992"),
    (HsRevision::Hs1996, "1996"),
    (HsRevision::Hs2002, "2002"),
    (HsRevision::Hs2007, "2007"),
    (HsRevision::Hs2012, "2012"),
    (HsRevision::Hs2017, "2017"),
    (HsRevision::Hs2022, "2022"),
];

impl fmt::Display for HsRevision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = REVISIONS.iter().find(|(revision, _)| revision == self).map_or("", |&(_, year)| year);
        write!(formatter, "HS{year}")
    }
}

impl FromStr for HsRevision {
    type Err = TradeError;

    /// Reads `HS2017`, `HS17` or `2017`.
    fn from_str(text: &str) -> Result<Self, TradeError> {
        let year = text.trim().trim_start_matches(['H', 'h']).trim_start_matches(['S', 's']);
        let found = REVISIONS.iter().find(|(_, full)| *full == year || &full[2..] == year);
        found.map(|&(revision, _)| revision).ok_or_else(|| TradeError::Configuration {
            message: format!("`{text}` is no revision of the Harmonized System; write HS1992, 1996, 2002, 2007, 2012, 2017 or 2022"),
        })
    }
}

/// The revision a file name states, as in `BACI_HS17_Y2022_V202601.csv`.
pub(crate) fn named(file_name: &str) -> Option<HsRevision> {
    let upper = file_name.to_ascii_uppercase();
    upper.match_indices("HS").find_map(|(start, _)| {
        let digits: String = upper[start + 2..].chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}

/// A code in use that not every revision has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevisionMark {
    /// The code.
    pub product: Hs6,
    /// The revision that created it, where that is known to matter.
    pub since: Option<HsRevision>,
    /// The last revision that has it.
    pub until: Option<HsRevision>,
    /// Used rows with it.
    pub rows: u64,
}

/// The codes in use that tell revisions apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevisionMarks {
    /// Ascending by code.
    pub marks: Vec<RevisionMark>,
}

impl RevisionMarks {
    /// The oldest revision that has all codes created so far.
    pub fn earliest(&self) -> Option<HsRevision> {
        self.marks.iter().filter_map(|mark| mark.since).max()
    }

    /// The latest revision that still has all deleted codes.
    pub fn latest(&self) -> Option<HsRevision> {
        self.marks.iter().filter_map(|mark| mark.until).min()
    }

    /// Whether no single revision has all codes in use.
    pub fn are_mixed(&self) -> bool {
        matches!((self.earliest(), self.latest()), (Some(earliest), Some(latest)) if earliest > latest)
    }

    pub(crate) fn add(&mut self, product: Hs6, rows: u64) {
        let since = CREATED
            .iter()
            .find(|(_, codes)| codes.contains(&product.number()))
            .map(|&(revision, _)| revision);
        let until =
            LAST.iter().find(|(_, codes)| codes.contains(&product.number())).map(|&(revision, _)| revision);
        if since.is_some() || until.is_some() {
            self.marks.push(RevisionMark { product, since, until, rows });
        }
    }
}

/// Codes by the revision that created them.
const CREATED: [(HsRevision, &[u32]); 2] = [
    (
        HsRevision::Hs2022,
        &[
            240_411, 240_412, 240_419, 240_491, 240_492, 848_520, 848_530, 848_580, 850_171, 850_172,
            850_180, 851_713, 851_714, 851_771, 851_779, 852_411, 852_412, 852_419, 853_951, 853_952,
            854_141, 854_142, 854_143, 854_149, 854_151, 854_159, 854_911, 854_921, 854_931, 854_991,
            880_621, 880_622, 880_691, 880_692, 880_710, 880_720, 880_730, 880_790,
        ],
    ),
    (
        HsRevision::Hs2017,
        &[
            690_721, 690_722, 690_723, 690_730, 690_740, 853_950, 870_220, 870_230, 870_240, 870_340,
            870_350, 870_360, 870_370, 870_380,
        ],
    ),
];

/// Codes by the last revision that has them.
const LAST: [(HsRevision, &[u32]); 2] = [
    (
        HsRevision::Hs2017,
        &[
            382_471, 382_472, 382_473, 382_474, 382_475, 382_476, 382_477, 382_478, 382_479, 846_210,
            851_712, 851_770, 852_580, 853_950, 854_140, 854_150, 854_810, 854_890, 870_120, 880_310,
            880_320, 880_330, 880_390, 902_780,
        ],
    ),
    (HsRevision::Hs2012, &[440_310, 690_710, 690_790, 690_810, 690_890]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(codes: &[u32]) -> RevisionMarks {
        let mut marks = RevisionMarks::default();
        for code in codes.iter().filter_map(|&code| Hs6::from_number(code)) {
            marks.add(code, 1);
        }
        marks
    }

    #[test]
    fn revisions_are_read_from_names() {
        assert_eq!(named("BACI_HS17_Y2022_V202601.csv"), Some(HsRevision::Hs2017));
        assert_eq!(named("baci_hs92_y1995.csv.gz"), Some(HsRevision::Hs1992));
        assert_eq!(named("ashes_HS2022.csv"), Some(HsRevision::Hs2022));
        assert_eq!(named("trade.csv"), None);
        assert_eq!(HsRevision::Hs2017.to_string(), "HS2017");
    }

    #[test]
    fn smartphones_and_their_old_code_do_not_mix() {
        assert!(marks(&[851_712, 851_713]).are_mixed());
        assert!(marks(&[690_710, 870_380]).are_mixed());
        assert!(!marks(&[851_712, 870_380, 853_950]).are_mixed());
        assert!(!marks(&[851_713, 870_380]).are_mixed());
        assert_eq!(marks(&[850_511]), RevisionMarks::default());
    }
}
