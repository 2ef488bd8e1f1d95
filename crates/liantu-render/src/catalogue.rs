//! The words of the product, Chinese and English, from one catalogue (Fluent).

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// The files of one language, by subject.
macro_rules! sources {
    ($language:literal) => {
        sources!($language:
            "general"
            "spof"
            "grades"
            "tables"
            "tree"
            "report"
            "problems"
            "cutsets"
            "what_if"
            "import"
            "backup"
            "sensitivity"
            "reviews"
            "ask"
            "chokepoints"
            "systemic"
            "trade"
            "regions"
            "survival"
            "timeline"
            "compare"
            "plan"
            "autonomy"
            "frontier"
            "matching"
            "workbook"
            "pictures"
            "office"
            "chains"
            "template"
            "usage")
    };
    ($language:literal: $($file:literal)*) => {
        [$(include_str!(concat!("../locales/", $language, "/", $file, ".ftl"))),*]
    };
}

/// A language of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    English,
}

impl Language {
    /// Its BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    const fn sources(self) -> &'static [&'static str] {
        match self {
            Self::Chinese => &sources!("zh"),
            Self::English => &sources!("en"),
        }
    }
}

/// The messages of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("language", &self.language).finish_non_exhaustive()
    }
}

/// Marks a message that the catalogue lacks; tests look for it in every output.
pub const MISSING: char = '⟦';

impl Catalogue {
    /// The catalogue of a language.
    ///
    /// # Panics
    /// Never: a test reads both catalogues.
    pub fn new(language: Language) -> Self {
        let locale = language.tag().parse().expect("the tag is well-formed");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        for &source in language.sources() {
            let resource = FluentResource::try_new(source.to_owned()).expect("the catalogue is well-formed");
            bundle.add_resource(resource).expect("no message is there twice");
        }
        Self { language, bundle }
    }

    /// Its language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without arguments.
    pub fn text(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// A message without arguments, if there is one.
    pub fn find(&self, key: &str) -> Option<String> {
        self.pattern(key, None, &[])
    }

    /// A message with named arguments.
    pub fn format(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.pattern(key, None, arguments).unwrap_or_else(|| format!("{MISSING}{key}⟧"))
    }

    /// An attribute of a message, if it has it.
    pub fn attribute(&self, key: &str, attribute: &str, arguments: &[(&str, &str)]) -> Option<String> {
        self.pattern(key, Some(attribute), arguments)
    }

    fn pattern(&self, key: &str, attribute: Option<&str>, arguments: &[(&str, &str)]) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut values = FluentArgs::new();
        for (name, value) in arguments {
            values.set(*name, FluentValue::from(*value));
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        Some(if errors.is_empty() { text } else { format!("{MISSING}{key}⟧ {text}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use liantu_model::Code;
    use std::collections::BTreeSet;

    fn entries(language: Language) -> BTreeSet<String> {
        let keep = |line: &&str| !line.starts_with([' ', '#', '\t']) && line.contains(" =");
        language
            .sources()
            .iter()
            .flat_map(|source| source.lines())
            .filter(keep)
            .map(|line| line.split(" =").next().unwrap_or("").to_owned())
            .collect()
    }

    fn variables(language: Language, key: &str) -> BTreeSet<String> {
        let source = language.sources().join("\n");
        let start = source.find(&format!("\n{key} =")).map_or(0, |at| at + 1);
        let body: String = source[start..]
            .lines()
            .enumerate()
            .take_while(|(at, line)| *at == 0 || line.starts_with(' ') || line.is_empty())
            .map(|(_, line)| line)
            .collect();
        body.split('$')
            .skip(1)
            .map(|rest| rest.chars().take_while(|one| one.is_ascii_alphanumeric() || *one == '_').collect())
            .collect()
    }

    #[test]
    fn both_catalogues_say_the_same_things() {
        assert_eq!(entries(Language::Chinese), entries(Language::English));
        for key in entries(Language::English) {
            assert_eq!(variables(Language::Chinese, &key), variables(Language::English, &key), "{key}");
        }
    }

    #[test]
    fn every_diagnostic_has_a_message_and_a_remedy() {
        for language in [Language::Chinese, Language::English] {
            let catalogue = Catalogue::new(language);
            for code in Code::ALL {
                let key = format!("diagnostic-{}", code.key());
                assert!(catalogue.bundle.get_message(&key).is_some(), "{key}");
                assert!(
                    catalogue
                        .bundle
                        .get_message(&key)
                        .and_then(|message| message.get_attribute("remedy"))
                        .is_some(),
                    "{key}"
                );
            }
        }
    }

    #[test]
    fn a_missing_message_is_marked() {
        assert_eq!(Catalogue::new(Language::English).text("no-such-key"), "⟦no-such-key⟧");
    }
}
