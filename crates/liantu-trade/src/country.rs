//! Country codes as the input writes them, and what they stand for.
//!
//! Codes are kept as read. A small reference table (ISO 3166, the numeric codes of BACI, English
//! and Chinese names) only serves to find `CHN` in a table that writes `156`, to tell that two
//! spellings are one country, and to list codes nobody knows.

use std::cmp::Ordering;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A country of one [`Countries`] list; the order is that of ties between equal values: numeric
/// codes first and by number, then the others bytewise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryIx(pub(crate) u16);

impl CountryIx {
    /// The position in the list.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// How a country is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notation {
    /// Numeric code as in BACI (France 251, United States 842).
    Numeric,
    /// Numeric code of ISO 3166 where BACI has another (France 250, United States 840).
    NumericIso,
    /// Two letters, ISO 3166-1 alpha-2.
    Alpha2,
    /// Three letters, ISO 3166-1 alpha-3, and `S19` and the like of BACI.
    Alpha3,
    /// An English or Chinese name.
    Name,
}

/// What a known code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    country: u16,
    notation: Notation,
}

impl Identity {
    /// Whether two different codes mean one country. Two numeric codes never do: where a table
    /// uses both 250 and 251, they are two rows of its own code list.
    pub(crate) fn is_same_country(self, other: Self) -> bool {
        self.country == other.country && !(self.is_numeric() && other.is_numeric())
    }

    fn is_numeric(self) -> bool {
        matches!(self.notation, Notation::Numeric | Notation::NumericIso)
    }
}

/// The members of the European Union since 2020, alpha-3.
pub const EU27: [&str; 27] = [
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IRL",
    "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
];

static REFERENCE: LazyLock<Reference> =
    LazyLock::new(|| Reference::parse(include_str!("../data/countries.csv")));

/// The bundled list of countries, by every spelling in lower case.
struct Reference {
    by_spelling: FxHashMap<String, Identity>,
    alpha3: Vec<&'static str>,
    /// English and Chinese, the first of each.
    names: Vec<[&'static str; 2]>,
}

impl Reference {
    fn parse(table: &'static str) -> Self {
        let mut reference = Self { by_spelling: FxHashMap::default(), alpha3: Vec::new(), names: Vec::new() };
        for line in table.lines().skip(1) {
            reference.add(line);
        }
        reference
    }

    fn add(&mut self, line: &'static str) {
        let country = self.alpha3.len() as u16;
        let mut fields = line.split(';');
        let notations = [
            Notation::Alpha3,
            Notation::Alpha2,
            Notation::Numeric,
            Notation::NumericIso,
            Notation::Name,
            Notation::Name,
        ];
        self.alpha3.push(line.split(';').next().unwrap_or_default());
        let first = |column: usize| line.split(';').nth(column).and_then(|names| names.split('|').next());
        self.names.push([first(4).unwrap_or_default(), first(5).unwrap_or_default()]);
        for (notation, field) in notations.into_iter().zip(&mut fields) {
            for spelling in field.split('|').filter(|spelling| !spelling.is_empty()) {
                let identity = Identity { country, notation };
                self.by_spelling.entry(spelling.to_lowercase()).or_insert(identity);
            }
        }
    }
}

/// What a code stands for; numeric codes may carry leading zeros.
pub(crate) fn identify(code: &str) -> Option<Identity> {
    let number = if is_numeric(code) { code.trim_start_matches('0') } else { code };
    REFERENCE.by_spelling.get(&number.to_lowercase()).copied()
}

fn is_numeric(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// Numeric before other codes, by number; the rest bytewise.
fn tie_order(left: &str, right: &str) -> Ordering {
    match (is_numeric(left), is_numeric(right)) {
        (true, true) => {
            let (short, long) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
            (short.len(), short, left).cmp(&(long.len(), long, right))
        }
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => left.cmp(right),
    }
}

/// The countries of a trade table, in the order of [`CountryIx`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Countries {
    codes: Vec<String>,
    /// Countries in bytewise order of their codes: the order of rows in tables.
    by_bytes: Vec<CountryIx>,
}

impl Countries {
    /// Sorts the codes and drops repetitions. At most 65,536 are kept.
    pub(crate) fn from_codes(mut codes: Vec<String>) -> Self {
        codes.sort_by(|left, right| tie_order(left, right));
        codes.dedup();
        codes.truncate(1 << 16);
        let mut by_bytes: Vec<CountryIx> = (0..codes.len()).map(|index| CountryIx(index as u16)).collect();
        by_bytes.sort_by(|left, right| codes[left.index()].cmp(&codes[right.index()]));
        Self { codes, by_bytes }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The code as it was read.
    ///
    /// # Panics
    /// When the index comes from a longer list.
    pub fn code(&self, country: CountryIx) -> &str {
        &self.codes[country.index()]
    }

    /// All codes, in the order of [`CountryIx`].
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// Countries in bytewise order of their codes.
    pub fn by_bytes(&self) -> &[CountryIx] {
        &self.by_bytes
    }

    /// The country written exactly so.
    pub fn exact(&self, code: &str) -> Option<CountryIx> {
        let found = self.codes.binary_search_by(|probe| tie_order(probe, code)).ok()?;
        Some(CountryIx(found as u16))
    }

    /// The country meant by a code in any notation: the one written exactly so, else the one
    /// of the same country, a BACI number before an ISO number.
    pub fn find(&self, code: &str) -> Option<CountryIx> {
        let code = code.trim();
        self.exact(code).or_else(|| self.spellings(code).into_iter().next())
    }

    /// Every entry that means this country (`156` and `CHN` where a table mixes notations). The
    /// ISO number is left out where the BACI number of the country occurs.
    pub fn spellings(&self, code: &str) -> Vec<CountryIx> {
        let exact = self.exact(code.trim());
        let Some(wanted) = identify(code.trim()) else {
            return exact.into_iter().collect();
        };
        let mut same: Vec<(Notation, CountryIx)> = self
            .identities()
            .filter(|(identity, _)| identity.country == wanted.country)
            .map(|(identity, country)| (identity.notation, country))
            .collect();
        same.sort_unstable();
        if same.iter().any(|&(notation, _)| notation == Notation::Numeric) {
            same.retain(|&(notation, country)| notation != Notation::NumericIso || exact == Some(country));
        }
        same.into_iter().map(|(_, country)| country).collect()
    }

    /// The alpha-3 code of a country, where the code is known.
    pub fn alpha3(&self, country: CountryIx) -> Option<&'static str> {
        let identity = identify(self.code(country))?;
        Some(REFERENCE.alpha3[usize::from(identity.country)])
    }

    /// The usual English name, where the code is known.
    pub fn english_name(&self, country: CountryIx) -> Option<&'static str> {
        self.names(country).map(|[english, _]| english)
    }

    /// The usual Chinese name, where the code is known.
    pub fn chinese_name(&self, country: CountryIx) -> Option<&'static str> {
        self.names(country).map(|[_, chinese]| chinese)
    }

    fn names(&self, country: CountryIx) -> Option<[&'static str; 2]> {
        let identity = identify(self.code(country))?;
        Some(REFERENCE.names[usize::from(identity.country)])
    }

    /// How a country is written; `None` for a code nobody knows.
    pub fn notation(&self, country: CountryIx) -> Option<Notation> {
        identify(self.code(country)).map(|identity| identity.notation)
    }

    /// Groups of entries that are one country in different notations.
    pub fn written_twice(&self) -> Vec<Vec<CountryIx>> {
        let mut known: Vec<(u16, Identity, CountryIx)> =
            self.identities().map(|(identity, country)| (identity.country, identity, country)).collect();
        known.sort_by_key(|&(number, _, country)| (number, country));
        known
            .chunk_by(|left, right| left.0 == right.0)
            .filter(|group| group.iter().any(|other| group[0].1.is_same_country(other.1)))
            .filter(|group| group.len() > 1)
            .map(|group| group.iter().map(|&(_, _, country)| country).collect())
            .collect()
    }

    fn identities(&self) -> impl Iterator<Item = (Identity, CountryIx)> {
        let indexed = self.codes.iter().enumerate();
        indexed.filter_map(|(index, code)| Some((identify(code)?, CountryIx(index as u16))))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn countries(codes: &[&str]) -> Countries {
        Countries::from_codes(codes.iter().map(|&code| code.to_owned()).collect())
    }

    #[test]
    fn numbers_order_by_value_and_rows_bytewise() {
        let countries = countries(&["USA", "10", "9", "CHN", "100", "9"]);
        assert_eq!(countries.codes(), ["9", "10", "100", "CHN", "USA"]);
        let rows: Vec<&str> = countries.by_bytes().iter().map(|&country| countries.code(country)).collect();
        assert_eq!(rows, ["10", "100", "9", "CHN", "USA"]);
    }

    #[test]
    fn a_country_is_found_in_any_notation() {
        for table in [
            &["4", "156", "842"][..],
            &["AF", "CN", "US"],
            &["AFG", "CHN", "USA"],
            &["阿富汗", "中国", "美国"],
        ] {
            let countries = countries(table);
            for (code, position) in
                [("CHN", 1), ("CN", 1), ("156", 1), ("China", 1), ("中国", 1), ("usa", 2), ("004", 0)]
            {
                let found = countries.find(code).map(|country| countries.code(country).to_owned());
                assert_eq!(found.as_deref(), Some(table[position]), "{code} in {table:?}");
            }
            assert_eq!(countries.find("FRA"), None);
        }
    }

    #[test]
    fn namibia_is_a_country() {
        let countries = countries(&["NA", "US"]);
        assert_eq!(countries.alpha3(countries.exact("NA").unwrap()), Some("NAM"));
    }

    #[test]
    fn the_baci_number_wins_over_the_iso_number() {
        let both = countries(&["250", "251"]);
        assert_eq!(both.find("FRA"), both.exact("251"));
        assert_eq!(both.spellings("FRA").len(), 1);
        assert_eq!(both.written_twice(), Vec::<Vec<CountryIx>>::new());
        let iso = countries(&["250", "840"]);
        assert_eq!(iso.find("FRA"), iso.exact("250"));
    }

    #[test]
    fn other_asia_is_not_taiwan() {
        let countries = countries(&["490", "156"]);
        assert_eq!(countries.find("TWN"), None);
        assert_eq!(countries.alpha3(countries.exact("490").unwrap()), Some("S19"));
    }

    #[test]
    fn mixed_notations_are_told() {
        let countries = countries(&["156", "CHN", "USA", "XX1"]);
        let twice = countries.written_twice();
        assert_eq!(twice, [vec![countries.exact("156").unwrap(), countries.exact("CHN").unwrap()]]);
        assert_eq!(countries.notation(countries.exact("XX1").unwrap()), None);
        assert_eq!(countries.spellings("CN").len(), 2);
    }

    #[test]
    fn the_bundled_list_knows_the_union() {
        assert!(EU27.iter().all(|code| identify(code).is_some()));
    }
}
