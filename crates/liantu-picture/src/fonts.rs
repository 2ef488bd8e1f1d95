//! Where fonts come from.

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

impl Fonts {
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
