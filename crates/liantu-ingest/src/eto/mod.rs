//! The Advanced Semiconductor Supply Chain Dataset of ETO/CSET, in its published layout, to a draft.
//!
//! Five CSV files describe what is made (`inputs.csv`, `stages.csv`), what goes into what and what is a kind of
//! what (`sequence.csv`), and who provides which share (`providers.csv`, `provision.csv`). Ids stay those of the
//! source. Every row is either in the draft, merged into another one of its provider, or named in a note with
//! the reason. Source: Emerging Technology Observatory, <https://github.com/georgetown-cset/eto-chip-explorer>;
//! its data are under CC BY-NC 4.0 and no part of this program.

mod citations;
mod components;
mod notes;
mod notice;
mod providers;
mod relations;
mod source;
mod supplies;

pub use notes::{Effect, ImportNote, NoteCode};
pub use source::SourceFile;

use crate::dates::year;
use crate::error::IngestError;
use crate::text::fold;
use crate::write::TextFile;
use citations::Citations;
use liantu_model::{Draft, Scope, SettingsRow};
use notes::{Note, Notes};
use source::{Sheet, SourceBytes};
use std::path::Path;

/// How kinds of a category are read: the source says that EUV is a kind of lithography tool, not whether
/// lithography can do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variants {
    /// A category needs every one of its kinds.
    All,
    /// A category needs one of its kinds.
    Any,
    /// Kinds order the drawing and carry no failure.
    Taxonomy,
}

impl Variants {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::Taxonomy => "taxonomy",
        }
    }
}

/// What the source does not say.
#[derive(Debug, Clone)]
pub struct Options {
    /// How kinds are read.
    pub variants: Variants,
    /// Date of the data, year, month, day; `None` for the end of the newest year in `provision.csv`.
    pub as_of: Option<(i16, u8, u8)>,
    /// The region the analyst works for, by code or name.
    pub home: String,
    /// What counts as domestic; empty for the country of `home`.
    pub domestic: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { variants: Variants::All, as_of: None, home: "CN".to_owned(), domestic: Vec::new() }
    }
}

/// The source as a draft.
#[derive(Debug)]
pub struct Import {
    /// The dataset, without the regions of the gazetteer.
    pub draft: Draft,
    /// What could not be taken over as it is, sorted by place.
    pub notes: Vec<ImportNote>,
    /// Rows of each file, in the order of [`SourceFile::ALL`].
    pub rows: [usize; 5],
    /// How kinds were read.
    pub variants: Variants,
    /// Licence and attribution, to be kept with the dataset.
    pub notice: TextFile,
}

/// What every step adds to.
struct Context {
    notes: Notes,
    citations: Citations,
}

impl Context {
    /// The source id of a text.
    fn cite(&mut self, text: &str, file: SourceFile, line: u32) -> String {
        let cited = self.citations.cite(text);
        if cited.is_shortened {
            self.notes.add(file, line, Note::new(NoteCode::ShortenedSource, text).with(&cited.id));
        }
        cited.id
    }

    /// Notes that a row calls an id by a name it does not have.
    fn compare_name(&mut self, file: SourceFile, line: u32, (id, name): (&str, &str), known: &str) {
        if !name.is_empty() && fold(name) != fold(known) {
            self.notes.add(file, line, Note::new(NoteCode::NameDiffers, name).with(id));
        }
    }
}

/// Reads the five files of a folder. O(bytes).
///
/// # Errors
/// A folder or file that cannot be read or is not in the layout, and data without any year when
/// [`Options::as_of`] does not say the date.
pub fn import(folder: &Path, options: &Options) -> Result<Import, IngestError> {
    let bytes = SourceBytes::read(folder)?;
    let mut context = Context { notes: Notes::default(), citations: Citations::new() };
    let [inputs, stages, providers, sequence, provision] =
        SourceFile::ALL.map(|file| bytes.sheet(file, &mut context.notes));
    let (inputs, stages, providers, sequence, provision) =
        (inputs?, stages?, providers?, sequence?, provision?);
    let as_of = options
        .as_of
        .or_else(|| end_of_newest_year(&provision))
        .ok_or(IngestError::NoYear { path: bytes.folder.clone() })?;
    let rows = [&inputs, &stages, &providers, &sequence, &provision].map(|sheet| sheet.read);

    let parts = components::components(&inputs, &stages, &mut context);
    let mut parties = providers::providers(&providers, &mut context);
    let requires = relations::requirements(&sequence, &parts, options.variants, &mut context);
    let supplies = supplies::supplies(&provision, &parts, &mut parties, &mut context);
    let draft = Draft {
        settings: settings(options, as_of),
        sources: context.citations.into_rows(),
        regions: parties.regions,
        components: parts.rows,
        facts: parts.facts,
        requires,
        suppliers: parties.suppliers,
        supplies,
        ..Draft::default()
    };
    let notice = notice::notice(options.variants, as_of);
    Ok(Import { draft, notes: context.notes.finish(), rows, variants: options.variants, notice })
}

fn end_of_newest_year(provision: &Sheet) -> Option<(i16, u8, u8)> {
    let years = provision.records.iter().filter_map(|record| year(provision.get(record, "year")));
    years.max().map(|year| (year, 12, 31))
}

fn settings(options: &Options, as_of: (i16, u8, u8)) -> SettingsRow {
    SettingsRow {
        id: "eto".to_owned(),
        title: "先进半导体供应链(ETO/CSET 数据)".to_owned(),
        title_en: "Advanced semiconductor supply chain (ETO/CSET)".to_owned(),
        as_of: Some(as_of),
        home: options.home.clone(),
        domestic: options.domestic.clone(),
        lists_complete: false,
        target_scope: Some(Scope::World),
        ..SettingsRow::default()
    }
}
