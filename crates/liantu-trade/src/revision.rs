//! Revisions of the Harmonized System, and telling when two are mixed.
//!
//! A code that was deleted in one revision and a code that was created in it cannot stand in one
//! table of a single revision. The bundled list holds such codes for the revision of 2022.

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

/// Codes that tell a table before the revision of 2022 from one after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevisionMarks {
    /// Codes deleted in 2022, with the rows that use them.
    pub before_2022: Vec<(Hs6, u64)>,
    /// Codes created in 2022, with the rows that use them.
    pub since_2022: Vec<(Hs6, u64)>,
}

impl RevisionMarks {
    /// Whether codes of both sides occur, which no single revision allows.
    pub fn are_mixed(&self) -> bool {
        !self.before_2022.is_empty() && !self.since_2022.is_empty()
    }

    pub(crate) fn add(&mut self, product: Hs6, rows: u64) {
        if DELETED_2022.binary_search(&product.number()).is_ok() {
            self.before_2022.push((product, rows));
        } else if CREATED_2022.binary_search(&product.number()).is_ok() {
            self.since_2022.push((product, rows));
        }
    }
}

/// Codes valid until HS 2017 only.
const DELETED_2022: [u32; 3] = [850_710, 851_712, 854_140];
/// Codes valid since HS 2022 only.
const CREATED_2022: [u32; 3] = [851_713, 851_714, 854_142];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_are_read_from_names() {
        assert_eq!(named("BACI_HS17_Y2022_V202601.csv"), Some(HsRevision::Hs2017));
        assert_eq!(named("baci_hs92_y1995.csv.gz"), Some(HsRevision::Hs1992));
        assert_eq!(named("ashes_HS2022.csv"), Some(HsRevision::Hs2022));
        assert_eq!(named("trade.csv"), None);
        assert_eq!(HsRevision::Hs2017.to_string(), "HS2017");
    }

    #[test]
    fn the_lists_are_sorted_and_disjoint() {
        assert!(DELETED_2022.is_sorted() && CREATED_2022.is_sorted());
        assert!(DELETED_2022.iter().all(|code| CREATED_2022.binary_search(code).is_err()));
    }
}
