//! The fonts of PNG and PDF, looked for only when one is asked for.

use crate::arguments::FontArguments;
use crate::exit::Mistake;
use liantu_picture::Fonts;
use std::path::Path;

/// The files that were named, and no others; else what the system has.
///
/// # Errors
/// [`Mistake`] when a file cannot be read or is no font.
pub(crate) fn fonts(arguments: &FontArguments) -> Result<Fonts, Mistake> {
    if arguments.font.is_empty() {
        return Ok(Fonts::of_system());
    }
    let mut fonts = Fonts::none();
    for path in &arguments.font {
        add(&mut fonts, path)?;
    }
    Ok(fonts)
}

fn add(fonts: &mut Fonts, path: &Path) -> Result<(), Mistake> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        Mistake::new("font-unreadable", &[("path", &shown), ("reason", &error.to_string())])
    })?;
    match fonts.add(bytes) {
        0 => Err(Mistake::new("picture-not-a-font", &[("path", &shown)])),
        _ => Ok(()),
    }
}
