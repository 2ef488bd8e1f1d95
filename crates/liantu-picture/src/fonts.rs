//! Where fonts come from.

use crate::error::PictureError;
use crate::faces::{Faces, shapes};
use resvg::usvg::fontdb::{Database, FaceInfo, Source};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Font files that pictures were drawn with, whole.
type Opened = BTreeMap<PathBuf, Arc<Vec<u8>>>;

/// Fonts to choose from.
///
/// Only the names of their faces have been read; a file is opened when a picture needs it, and kept for the next.
#[derive(Debug, Clone, Default)]
pub struct Fonts {
    database: Database,
    opened: Arc<Mutex<Opened>>,
}

/// A font file or collection in memory.
#[derive(Clone)]
pub struct FontBytes(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl FontBytes {
    pub(crate) fn new(bytes: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Self {
        Self(bytes)
    }

    /// Whether both are the same file, held once.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl AsRef<[u8]> for FontBytes {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl std::fmt::Debug for FontBytes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "FontBytes({})", self.as_ref().len())
    }
}

/// A face of a font file.
#[derive(Debug, Clone)]
pub struct FontFace {
    /// The file.
    pub file: FontBytes,
    /// Which of the faces in it, from 0.
    pub index: u32,
}

/// The faces that a text is set with.
#[derive(Debug, Clone, Default)]
pub struct TextFaces {
    /// Faces that have, together, every character; best first, each followed by its bold sister.
    pub needed: Vec<FontFace>,
    /// Upright faces of the families that the text names, in the order of their names.
    pub named: Vec<FontFace>,
}

impl Fonts {
    /// The faces for what says itself which typefaces it would like, such as the source of a typesetter: those it
    /// names, and those without which characters would be missing.
    ///
    /// # Errors
    /// [`PictureError::MissingCharacters`]: no face has them.
    pub fn for_text(&self, text: &str) -> Result<TextFaces, PictureError> {
        let needed = Faces::for_characters(self, &shapes(text))?;
        let named = Faces::named_in(self, text);
        Ok(TextFaces { needed: needed.files(), named: named.files() })
    }

    /// No font at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// The fonts of the system and of the user, where the system says they are. What is there depends on the
    /// machine, and so do the pictures; with [`Fonts::add`] on [`Fonts::none`] they are the same everywhere.
    pub fn of_system() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        Self { database, ..Self::default() }
    }

    /// Adds a font file or collection (TrueType, OpenType). Returns how many faces it has: 0 when the bytes are
    /// no font.
    pub fn add(&mut self, bytes: Vec<u8>) -> usize {
        self.database.load_font_source(Source::Binary(Arc::new(bytes))).len()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    /// A face with its file in memory: what draws asks for the file again with every text. A file that cannot be
    /// read is left for it to complain about.
    pub(crate) fn held(&self, face: &FaceInfo) -> FaceInfo {
        let Source::File(path) = &face.source else { return face.clone() };
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = opened.get(path).cloned().or_else(|| std::fs::read(path).ok().map(Arc::new));
        let Some(bytes) = bytes else { return face.clone() };
        opened.insert(path.clone(), Arc::clone(&bytes));
        FaceInfo { source: Source::Binary(bytes), ..face.clone() }
    }
}
