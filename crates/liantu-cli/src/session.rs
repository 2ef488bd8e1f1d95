//! From what was typed to a graph that can be asked.

use crate::arguments::{Arguments, Global};
use crate::exit::{Exit, Mistake};
use crate::output::stderr_line;
use liantu_analysis::Level;
use liantu_graph::ChainGraph;
use liantu_ingest::Loaded;
use liantu_model::{ComponentIx, Diagnostic, Index, Model, RegionIx, Severity, SharedIds, Table, Withheld};
use liantu_render::catalogue::{Catalogue, Language};
use liantu_render::diagnostics;
use liantu_render::names::Naming;
use std::path::Path;

/// A dataset that loaded, and the words to speak of it.
pub(crate) struct Session {
    pub(crate) graph: ChainGraph,
    pub(crate) words: Catalogue,
    pub(crate) hash: String,
}

impl Session {
    /// Loads a dataset, says what is wrong with it, and stops on errors.
    pub(crate) fn open(arguments: &Arguments, dataset: &Path) -> anyhow::Result<Result<Self, Exit>> {
        Self::open_with(arguments, dataset, None)
    }

    /// As [`Session::open`], at two dates; problems are told once.
    pub(crate) fn open_at(
        arguments: &Arguments,
        dataset: &Path,
        dates: [(i16, u8, u8); 2],
    ) -> anyhow::Result<Result<[Self; 2], Exit>> {
        let at = |session: Self, date| {
            let Self { graph, words, hash } = session;
            Self { graph: ChainGraph::new(graph.into_model().at_date(date)), words, hash }
        };
        let first = match Self::open(arguments, dataset)? {
            Ok(session) => at(session, dates[0]),
            Err(exit) => return Ok(Err(exit)),
        };
        let again = Self::of(arguments, liantu_ingest::load(dataset)?)?;
        Ok(again.map(|session| [first, at(session, dates[1])]))
    }

    /// As [`Session::open`], with a table of probabilities in place of the dataset's.
    pub(crate) fn open_with(
        arguments: &Arguments,
        dataset: &Path,
        probabilities: Option<&Path>,
    ) -> anyhow::Result<Result<Self, Exit>> {
        let loaded = match probabilities {
            Some(table) => liantu_ingest::load_replacing(dataset, Table::Probabilities, table)?,
            None => liantu_ingest::load(dataset)?,
        };
        say(&Catalogue::new(arguments.language()), &arguments.global, &loaded.diagnostics);
        Self::of(arguments, loaded)
    }

    fn of(arguments: &Arguments, loaded: Loaded) -> anyhow::Result<Result<Self, Exit>> {
        let words = Catalogue::new(arguments.language());
        let refused =
            arguments.global.strict && loaded.diagnostics.iter().any(|one| one.severity == Severity::Warning);
        let Loaded { model: Some(model), hash, .. } = loaded else { return Ok(Err(Exit::DataErrors)) };
        if refused {
            return Ok(Err(Exit::DataErrors));
        }
        let model = with_home(model, &arguments.global)?;
        Ok(Ok(Self { graph: ChainGraph::new(model), words, hash }))
    }

    /// A model that was made of another session's; it keeps the fingerprint of what was read.
    pub(crate) fn with_model(arguments: &Arguments, model: Model, hash: &str) -> Self {
        let words = Catalogue::new(arguments.language());
        Self { graph: ChainGraph::new(model), words, hash: hash.to_owned() }
    }

    /// As an edition for the public: nothing of the rows that are marked internal here, or that `withheld` says are in
    /// another dataset published with it.
    pub(crate) fn made_public(self, withheld: &Withheld, ids: &SharedIds<'_>) -> Self {
        let Self { graph, words, hash } = self;
        let complete: Vec<bool> =
            graph.model().component_indices().map(|one| graph.supply_list(one).complete).collect();
        let both = [Language::Chinese, Language::English].map(Catalogue::new);
        let named = |number: usize| {
            both.each_ref().map(|words| words.format("undisclosed-firm", &[("number", &number.to_string())]))
        };
        let model = graph.into_model().public_edition(withheld, ids, |one| complete[one.position()], named);
        Self { graph: ChainGraph::new(model), words, hash }
    }

    /// Names of this dataset in this language.
    pub(crate) fn naming(&self) -> Naming<'_> {
        Naming::new(self.graph.model(), &self.words)
    }

    /// The targets asked for; `None` for the dataset's own.
    pub(crate) fn targets(&self, texts: &[String]) -> anyhow::Result<Option<Vec<ComponentIx>>> {
        if texts.is_empty() {
            return Ok(None);
        }
        let mut targets = texts.iter().map(|text| self.component(text)).collect::<Result<Vec<_>, _>>()?;
        targets.sort_unstable();
        targets.dedup();
        Ok(Some(targets))
    }

    /// The component of an id or name.
    pub(crate) fn component(&self, text: &str) -> Result<ComponentIx, Mistake> {
        self.graph.model().find_component(text).map_err(|nearest| {
            let keys = ("unknown-target", "unknown-target-near");
            Mistake::unknown(keys, nearest.as_deref(), &[("read", text)])
        })
    }
}

/// Writes problems to the error stream: errors always, warnings unless quiet, notes when verbose.
pub(crate) fn say(words: &Catalogue, global: &Global, found: &[Diagnostic]) {
    let shown: Vec<&Diagnostic> = found
        .iter()
        .filter(|one| match one.severity {
            Severity::Error => true,
            Severity::Warning => !global.quiet,
            Severity::Info => global.verbose,
        })
        .collect();
    let text = diagnostics::text(words, &shown);
    if !text.is_empty() {
        stderr_line(text.trim_end());
    }
}

pub(crate) fn with_home(model: Model, global: &Global) -> Result<Model, Mistake> {
    let find = |text: &Option<String>| -> Result<Option<RegionIx>, Mistake> {
        let Some(text) = text else { return Ok(None) };
        model.find_region(text).map(Some).map_err(|nearest| {
            let keys = ("unknown-region-option", "unknown-region-option-near");
            Mistake::unknown(keys, nearest.as_deref(), &[("read", text)])
        })
    };
    let (home, domestic) = (find(&global.home)?, find(&global.domestic)?);
    Ok(model.with_home(home, domestic))
}

/// Levels as typed: `region` is every level of regions, `all` everything but groups of one.
pub(crate) struct Levels {
    pub(crate) levels: Vec<Level>,
    pub(crate) several_members_only: bool,
}

/// Understands `--level`.
pub(crate) fn levels(texts: &[String], allowed: &[Level]) -> Result<Levels, Mistake> {
    let mut levels = Vec::new();
    let mut group_asked = false;
    for text in texts.iter().flat_map(|text| text.split([',', '、'])).map(str::trim) {
        match text {
            "all" | "全部" => levels.extend_from_slice(allowed),
            "region" | "地区" => levels.extend([Level::City, Level::Province, Level::Country]),
            word => {
                let level = allowed.iter().copied().find(|level| level.key() == word);
                let level = level.or_else(|| level_called(word, allowed));
                let level = level.ok_or_else(|| unknown_level(word, allowed))?;
                group_asked |= level == Level::Group;
                levels.push(level);
            }
        }
    }
    levels.sort_unstable();
    levels.dedup();
    Ok(Levels { levels, several_members_only: !group_asked })
}

/// A level by its Chinese word, as the tables have it.
fn level_called(word: &str, allowed: &[Level]) -> Option<Level> {
    let words = Catalogue::new(Language::Chinese);
    allowed.iter().copied().find(|level| words.text(&format!("level-{}", level.key())) == word)
}

fn unknown_level(word: &str, allowed: &[Level]) -> Mistake {
    let words = Catalogue::new(Language::Chinese);
    let keys = allowed.iter().map(|level| level.key()).chain(["region"]);
    let called = keys.map(|key| format!("{key}({})", words.text(&format!("level-{key}"))));
    let all: Vec<String> = called.chain(["all(全部)".to_owned()]).collect();
    Mistake::new("unknown-level", &[("read", word), ("levels", &all.join(", "))])
}
