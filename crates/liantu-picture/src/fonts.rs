//! Where fonts come from.

use resvg::usvg::fontdb::{Database, Source};
use std::sync::Arc;

/// Fonts to choose from.
///
/// Only the names of their faces have been read; a face itself is opened when a picture needs it.
#[derive(Debug, Clone, Default)]
pub struct Fonts {
    database: Database,
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
        Self { database }
    }

    /// Adds a font file or collection (TrueType, OpenType). Returns how many faces it has: 0 when the bytes are
    /// no font.
    pub fn add(&mut self, bytes: Vec<u8>) -> usize {
        self.database.load_font_source(Source::Binary(Arc::new(bytes))).len()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.database
    }
}
