//! Word documents in the layout of an official document (GB/T 9704-2012): A4, 156 × 225 mm of text, 仿宋 of size 3
//! in lines of 22 to a page, headings in 黑体 and 楷体, the number of the page between dashes on the outer side.
//!
//! Fonts are named, with substitutes, and none is embedded. Wide tables stand on pages across; every table repeats
//! its header row. The same document gives the same bytes. The parts of the file are those of ECMA-376, written
//! directly: a few elements are enough, and what is written is what was looked at.

mod markup;
mod package;
mod styles;
mod table;

use crate::table::Table;
use zip::result::ZipError;

/// Width and height of the text of an upright page, in millimetres.
const TEXT: (f64, f64) = (156.0, 225.0);
/// Width of the text of an A3 page across with the same margins, in millimetres.
const WIDE_TEXT: f64 = 348.0;
/// Twentieths of a point in a millimetre.
const TWIPS: f64 = 1440.0 / 25.4;

/// Which way a page lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// Across.
    Landscape,
    /// Across on A3, folded in.
    Wide,
}

/// A document.
#[derive(Debug)]
pub struct Document<'t> {
    /// Its title, in its properties.
    pub title: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// When it was made, as it says: year, month, day.
    pub made: (i16, u8, u8),
    /// What stands in a table without rows.
    pub empty: String,
    /// What it says.
    pub blocks: Vec<Block<'t>>,
}

/// A paragraph, a picture or a table.
#[derive(Debug)]
pub enum Block<'t> {
    /// The title on the first page.
    Title(String),
    /// A line below the title.
    Subtitle(String),
    /// A heading: `一、综述`.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// What a table is called, above it.
    TableCaption(String),
    /// A table.
    Table(&'t Table),
    /// Small print below a table.
    Note(String),
    /// A picture.
    Picture(Picture),
    /// What a picture is called, below it.
    PictureCaption(String),
    /// A new page.
    NewPage,
    /// From here on pages lie this way; a new page when they did not before.
    Turn(Orientation),
}

/// A picture.
#[derive(Debug)]
pub struct Picture {
    /// The file.
    pub png: Vec<u8>,
    /// Width and height in print, in millimetres.
    pub millimetres: (f64, f64),
    /// What it shows, for those who cannot see it.
    pub description: String,
}

/// Which way the page of a table has to lie to hold it.
pub fn orientation(table: &Table) -> Orientation {
    table::Setting::of(table).orientation
}

/// The file. O(cells).
///
/// # Errors
/// When the file would be larger than 4 GB.
pub fn docx(document: &Document<'_>) -> Result<Vec<u8>, ZipError> {
    package::package(document)
}

impl Orientation {
    /// Whether a page that lies so has more room across.
    pub(crate) fn is_wider_than(self, other: Self) -> bool {
        self.text_width() > other.text_width()
    }

    /// Width of the text in twentieths of a point.
    fn text_width(self) -> u32 {
        let (width, height) = TEXT;
        let millimetres = match self {
            Self::Portrait => width,
            Self::Landscape => height,
            Self::Wide => WIDE_TEXT,
        };
        (millimetres * TWIPS).floor() as u32
    }
}

#[cfg(test)]
mod tests;
