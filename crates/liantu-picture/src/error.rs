//! What can be wrong.

use std::fmt::Display;

/// Why a picture was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// No face has these characters, in the order of their code points; never empty.
    #[error("no font has {} of the characters drawn", .0.len())]
    MissingCharacters(Vec<char>),
    /// The picture has more pixels than it may have.
    #[error("{width} × {height} pixels are too many")]
    TooLarge {
        /// Width in pixels.
        width: u64,
        /// Height in pixels.
        height: u64,
    },
    /// The SVG cannot be read.
    #[error("not an SVG picture: {0}")]
    Malformed(String),
    /// The file could not be put together.
    #[error("the picture cannot be written: {0}")]
    Unwritable(String),
}

impl PictureError {
    pub(crate) fn malformed(error: &impl Display) -> Self {
        Self::Malformed(error.to_string())
    }

    pub(crate) fn unwritable(error: &impl Display) -> Self {
        Self::Unwritable(error.to_string())
    }
}
