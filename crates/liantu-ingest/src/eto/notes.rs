//! What became of rows that could not be taken over as they are.

use super::source::SourceFile;
use crate::text::shorten;

/// Characters of a cell that a note repeats.
const READ_LIMIT: usize = 60;

/// What an oddity of the source did to what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The row, or the column, is not written.
    Dropped,
    /// It is written otherwise than it was read.
    Changed,
    /// It is written as it was read.
    Kept,
}

impl Effect {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Changed => "changed",
            Self::Kept => "kept",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $key:literal $effect:ident,)+) => {
        /// The kinds of oddities. Keys are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum NoteCode { $($(#[$doc])* $variant,)+ }

        impl NoteCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable kebab-case key.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// What such an oddity does.
            pub const fn effect(self) -> Effect {
                match self { $(Self::$variant => Effect::$effect,)+ }
            }
        }
    };
}

codes! {
    /// A column the layout does not have.
    UnknownColumn = "unknown-column" Dropped,
    /// A row with cells beyond the header.
    RaggedRow = "ragged-row" Dropped,
    /// A cell larger than any text should be.
    OversizedCell = "oversized-cell" Dropped,
    /// A row without the id it is about.
    MissingId = "missing-id" Dropped,
    /// An input or stage whose id another row has.
    DuplicateComponent = "duplicate-component" Dropped,
    /// A row about an input or stage that is not there.
    UnknownComponent = "unknown-component" Dropped,
    /// A row about a provider that is not there.
    UnknownProvider = "unknown-provider" Dropped,
    /// A sequence row that names neither what it goes into nor what it is a kind of.
    NoRelation = "no-relation" Dropped,
    /// Something that goes into itself.
    SelfRelation = "self-relation" Dropped,
    /// The same relation twice.
    DuplicateRelation = "duplicate-relation" Dropped,
    /// One pair that is both a part and a kind.
    ContradictoryRelation = "contradictory-relation" Dropped,
    /// The same provision twice.
    DuplicateProvision = "duplicate-provision" Dropped,
    /// One provision with two shares.
    ContradictoryProvision = "contradictory-provision" Dropped,
    /// A blank name.
    MissingName = "missing-name" Changed,
    /// A type of input that is not known.
    UnknownType = "unknown-type" Changed,
    /// A stage that is not there.
    UnknownStage = "unknown-stage" Changed,
    /// A type of provider that is not known.
    UnknownProviderType = "unknown-provider-type" Changed,
    /// An organisation without a country.
    MissingCountry = "missing-country" Changed,
    /// A country without an ISO code.
    UnknownCountry = "unknown-country" Changed,
    /// Rows of one provider that disagree.
    ContradictoryProvider = "contradictory-provider" Changed,
    /// An organisation that stands for several, or has no single place.
    PlaceholderOrganisation = "placeholder-organisation" Kept,
    /// A name that the id does not have.
    NameDiffers = "name-differs" Changed,
    /// A share that is no number.
    UnreadableShare = "unreadable-share" Changed,
    /// A share below 0 or above 100.
    ShareOutOfRange = "share-out-of-range" Changed,
    /// A year that is none.
    UnreadableYear = "unreadable-year" Changed,
    /// A source too long for a title.
    ShortenedSource = "shortened-source" Changed,
    /// No input is an ultimate output.
    NoUltimateOutput = "no-ultimate-output" Kept,
}

/// One oddity and its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportNote {
    /// The file.
    pub file: SourceFile,
    /// Line in the file, from 1; 0 for the file as a whole.
    pub row: u32,
    /// What kind.
    pub code: NoteCode,
    /// What was read there.
    pub read: String,
    /// What it is compared with or became; blank when there is no such thing.
    pub other: String,
}

/// An oddity, its place still unsaid.
#[derive(Debug)]
pub(super) struct Note {
    code: NoteCode,
    read: String,
    other: String,
}

impl Note {
    pub(super) fn new(code: NoteCode, read: &str) -> Self {
        Self { code, read: shorten(read, READ_LIMIT).into_owned(), other: String::new() }
    }

    pub(super) fn with(mut self, other: &str) -> Self {
        self.other = shorten(other, READ_LIMIT).into_owned();
        self
    }
}

/// Gathers the oddities.
#[derive(Debug, Default)]
pub(super) struct Notes {
    list: Vec<ImportNote>,
}

impl Notes {
    pub(super) fn add(&mut self, file: SourceFile, row: u32, note: Note) {
        self.list.push(ImportNote { file, row, code: note.code, read: note.read, other: note.other });
    }

    /// All of them, sorted by place.
    pub(super) fn finish(mut self) -> Vec<ImportNote> {
        self.list.sort();
        self.list
    }
}
