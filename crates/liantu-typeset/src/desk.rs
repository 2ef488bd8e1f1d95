//! All that the typesetter sees: one source and some faces.

use crate::glyphs::without_a_glyph;
use liantu_picture::{FontBytes, FontFace, Fonts, PictureError};
use typst::diag::{FileError, FileResult, SourceDiagnostic, SourceResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// The world of one document.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
}

impl Desk {
    /// A desk with faces for every character of the source.
    pub(crate) fn of(source: &str, fonts: &Fonts) -> Result<Self, PictureError> {
        let faces = fonts.for_text(source)?;
        let mut files = Files::default();
        let mut open = |faces: &[FontFace]| -> Vec<Font> {
            faces.iter().filter_map(|face| Font::new(files.bytes(&face.file), face.index)).collect()
        };
        let (needed, named) = (open(&faces.needed), open(&faces.named));
        let library = Library::builder().with_inputs(inputs(&needed)).build();
        let fonts: Vec<Font> = needed.into_iter().chain(named).collect();
        Ok(Self {
            library: LazyHash::new(library),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::detached(source),
        })
    }

    /// The document; what was computed on the way is not kept.
    pub(crate) fn pdf(&self) -> Result<Vec<u8>, PictureError> {
        let made = self.document();
        typst::comemo::evict(0);
        made
    }

    fn document(&self) -> Result<Vec<u8>, PictureError> {
        let document: PagedDocument = self.accepted(typst::compile(self).output)?;
        let missing = without_a_glyph(&document);
        if !missing.is_empty() {
            return Err(PictureError::MissingCharacters(missing));
        }
        // The identifier is made of the title: of nothing that differs from run to run.
        let options = PdfOptions { creator: Smart::Custom(None), ..PdfOptions::default() };
        self.accepted(typst_pdf::pdf(&document, &options))
    }

    fn accepted<T>(&self, made: SourceResult<T>) -> Result<T, PictureError> {
        made.map_err(|errors| {
            let sentences: Vec<String> = errors.iter().map(|error| self.sentence(error)).collect();
            PictureError::Unwritable(sentences.join("; "))
        })
    }

    /// What is wrong, with the line where it is known.
    fn sentence(&self, error: &SourceDiagnostic) -> String {
        let line = self.range(error.span).and_then(|range| self.main.lines().byte_to_line(range.start));
        line.map_or_else(|| error.message.to_string(), |line| format!("{}: {}", line + 1, error.message))
    }
}

/// The families of faces, for sources that ask.
fn inputs(fonts: &[Font]) -> Dict {
    let mut families: Vec<&str> = fonts.iter().map(|font| font.info().family.as_str()).collect();
    families.dedup();
    std::iter::once(("fonts".into(), families.join(",").into_value())).collect()
}

/// Font files, each once however many faces are in it.
#[derive(Default)]
struct Files(Vec<(FontBytes, Bytes)>);

impl Files {
    fn bytes(&mut self, file: &FontBytes) -> Bytes {
        if let Some((_, bytes)) = self.0.iter().find(|(other, _)| other.is_same(file)) {
            return bytes.clone();
        }
        let bytes = Bytes::new(file.clone());
        self.0.push((file.clone(), bytes.clone()));
        bytes
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    /// No file but the source.
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// No clock.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
