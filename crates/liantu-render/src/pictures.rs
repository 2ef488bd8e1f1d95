//! Trees as pixels and printed pages, and why one was not made.

use crate::catalogue::Catalogue;
use crate::chart::{Chart, Page, SvgOptions, svg};
use liantu_picture::{Fonts, PdfOptions, PictureError, PixelOptions, Png};

/// Missing characters that are named; of more, only the number is told.
const MOST_NAMED: usize = 40;

/// A chart as a PNG at twice its size on paper.
///
/// # Errors
/// [`PictureError`]: a character that no font has, too many pixels.
pub fn png(chart: &Chart, page: Page, fonts: &Fonts) -> Result<Png, PictureError> {
    pixels_of(&svg(chart, &SvgOptions { page, ..SvgOptions::default() }), fonts)
}

/// A drawn picture as a PNG at twice its size.
pub(crate) fn pixels_of(svg: &str, fonts: &Fonts) -> Result<Png, PictureError> {
    liantu_picture::png(svg, fonts, &PixelOptions::default())
}

/// Charts as a PDF, each on a page of its own.
///
/// # Errors
/// [`PictureError`]: a character that no font has, a font that cannot be embedded.
pub fn pdf(words: &Catalogue, pages: &[(&Chart, Page)], fonts: &Fonts) -> Result<Vec<u8>, PictureError> {
    let draw = |&(chart, page): &(&Chart, Page)| svg(chart, &SvgOptions { page, ..SvgOptions::default() });
    let pictures: Vec<String> = pages.iter().map(draw).collect();
    let pictures: Vec<&str> = pictures.iter().map(String::as_str).collect();
    let title = pages.first().map_or_else(String::new, |(chart, _)| chart.title.clone());
    liantu_picture::pdf(&pictures, fonts, &PdfOptions { title, language: words.language().tag().to_owned() })
}

/// Why a picture was not made, and what to do.
pub fn problem(words: &Catalogue, error: &PictureError) -> String {
    match error {
        PictureError::MissingCharacters(missing) => {
            let (count, characters) = (missing.len().to_string(), named(words, missing));
            words.format("picture-missing-characters", &[("count", &count), ("characters", &characters)])
        }
        PictureError::TooLarge { width, height } => words
            .format("picture-too-large", &[("width", &width.to_string()), ("height", &height.to_string())]),
        PictureError::Malformed(reason) => words.format("picture-malformed", &[("reason", reason)]),
        PictureError::Unwritable(reason) => words.format("picture-unwritable", &[("reason", reason)]),
    }
}

fn named(words: &Catalogue, missing: &[char]) -> String {
    let characters: String = missing.iter().take(MOST_NAMED).collect();
    if missing.len() > MOST_NAMED {
        words.format("picture-more-characters", &[("characters", &characters)])
    } else {
        characters
    }
}
