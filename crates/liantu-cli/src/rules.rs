//! Files of grading rules: read, checked value by value, and written out to be edited.

use crate::exit::Mistake;
use liantu_analysis::GradeRules;
use liantu_model::{Percent, nearest};
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const KEYS: [&str; 8] = [
    "name",
    "version",
    "sufficient_cover",
    "few_places",
    "independent_groups",
    "concentrated_imports",
    "relevant_dependence",
    "long_link_share",
];

/// The default rules as a file, every key explained in both languages.
pub(crate) const DEFAULT: &str = include_str!("rules.toml");

/// A file larger than this is no file of rules.
const MOST_BYTES: u64 = 1 << 20;

/// The rules of a file; the default ones without one.
///
/// # Errors
/// What cannot be read, and the first value that is wrong, with its place and what is allowed.
pub(crate) fn rules(path: Option<&Path>) -> Result<GradeRules, Mistake> {
    let Some(path) = path else { return Ok(GradeRules::default()) };
    let shown = path.display().to_string();
    let unreadable =
        |reason: String| Mistake::new("rules-unreadable", &[("path", &shown), ("reason", &reason)]);
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > MOST_BYTES {
        return Err(unreadable(format!("{size} > {MOST_BYTES}")));
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    parse(text.trim_start_matches('\u{feff}'), &shown)
}

fn parse(text: &str, path: &str) -> Result<GradeRules, Mistake> {
    let reader = Reader { text, path };
    let table = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        Mistake::new("rules-malformed", &[("place", &reader.place(offset)), ("reason", error.message())])
    })?;
    let mut rules = GradeRules::default();
    for (key, value) in table.get_ref() {
        reader.set(&mut rules, key.get_ref(), key.span().start, value)?;
    }
    Ok(rules)
}

struct Reader<'t> {
    text: &'t str,
    path: &'t str,
}

impl Reader<'_> {
    /// `file:line:column`, in characters.
    fn place(&self, offset: usize) -> String {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{}:{line}:{column}", self.path)
    }

    fn set(
        &self,
        rules: &mut GradeRules,
        key: &str,
        at: usize,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), Mistake> {
        match key {
            "name" => rules.name = self.text_of(key, value)?,
            "version" => rules.version = self.text_of(key, value)?,
            "sufficient_cover" => rules.sufficient_cover = self.percent(key, value, 1.0)?,
            "few_places" => rules.few_places = self.count(key, value)?,
            "independent_groups" => rules.independent_groups = self.count(key, value)?,
            "concentrated_imports" => rules.concentrated_imports = self.number(key, value, (0.0, 1.0))?,
            "relevant_dependence" => rules.relevant_dependence = self.percent(key, value, 0.0)?,
            "long_link_share" => rules.long_link_share = self.percent(key, value, 1.0)?,
            unknown => {
                let known = KEYS.join(", ");
                return Err(Mistake::unknown(
                    ("rules-unknown-key", "rules-unknown-key-near"),
                    nearest(unknown, KEYS),
                    &[("place", &self.place(at)), ("read", unknown), ("known", &known)],
                ));
            }
        }
        Ok(())
    }

    fn text_of(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<String, Mistake> {
        let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        let plain = text.filter(|text| text.chars().count() <= 60 && !text.chars().any(char::is_control));
        plain.map(str::to_owned).ok_or_else(|| self.wrong(key, value, "\"…\""))
    }

    fn percent(&self, key: &str, value: &Spanned<DeValue<'_>>, low: f64) -> Result<Percent, Mistake> {
        let points = self.number(key, value, (low, 100.0))?;
        Percent::from_points(points).ok_or_else(|| self.wrong(key, value, &format!("{low}–100")))
    }

    fn count(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<usize, Mistake> {
        let number = self.number(key, value, (1.0, 50.0))?;
        if number.fract() == 0.0 { Ok(number as usize) } else { Err(self.wrong(key, value, "1, 2, … 50")) }
    }

    fn number(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        (low, high): (f64, f64),
    ) -> Result<f64, Mistake> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        number
            .filter(|number| (low..=high).contains(number))
            .ok_or_else(|| self.wrong(key, value, &format!("{low}–{high}")))
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, allowed: &str) -> Mistake {
        let span = value.span();
        let read: String = self.text.get(span.clone()).unwrap_or("").chars().take(40).collect();
        let place = self.place(span.start);
        Mistake::new(
            "rules-wrong-value",
            &[("place", &place), ("key", key), ("read", &read), ("allowed", allowed)],
        )
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

    use super::*;

    #[test]
    fn the_file_written_out_is_the_default() {
        assert_eq!(parse(DEFAULT, "rules.toml").unwrap(), GradeRules::default());
        for key in KEYS {
            assert!(DEFAULT.lines().any(|line| line.starts_with(&format!("{key} = "))), "{key}");
        }
    }

    fn said(text: &str) -> String {
        parse(text, "r.toml").unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let unknown = said("name = \"a\"\nsuficient_cover = 3\n");
        assert!(unknown.contains("r.toml:2:1") && unknown.contains("sufficient_cover"), "{unknown}");
        let range = said("few_places = 0");
        assert!(
            range.contains("r.toml:1:14") && range.contains("few_places") && range.contains("1–50"),
            "{range}"
        );
        for bad in [
            "few_places = 1.5",
            "sufficient_cover = 101",
            "sufficient_cover = nan",
            "concentrated_imports = \"0.4\"",
            "name = \"\"",
            "few_places = 99999999999999999999",
            "few_places",
        ] {
            assert!(said(bad).contains("r.toml:1:"), "{bad}");
        }
    }

    #[test]
    fn what_is_not_said_is_as_usual() {
        let rules = parse("few_places = 3\nversion = \"江苏 2026\"", "r.toml").unwrap();
        let expected =
            GradeRules { few_places: 3, version: "江苏 2026".to_owned(), ..GradeRules::default() };
        assert_eq!(rules, expected);
    }
}
