//! Pixels.

use crate::error::PictureError;
use crate::fonts::Fonts;
use crate::trees;
use png::{BitDepth, ColorType, Compression, Encoder, Filter, PixelDimensions, Unit};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;
use std::io::Write;

/// Rows drawn at a time: a high picture takes no more memory than a low one.
const BAND: u32 = 512;
/// CSS pixels of a metre.
const PIXELS_PER_METRE: f32 = 96.0 / 0.0254;

/// Knobs of [`png()`].
#[derive(Debug, Clone, PartialEq)]
pub struct PixelOptions {
    /// Pixels per CSS pixel (a ninety-sixth of an inch), above 0.
    pub scale: f32,
    /// Most pixels a picture may have.
    pub most_pixels: u64,
}

impl Default for PixelOptions {
    fn default() -> Self {
        Self { scale: 2.0, most_pixels: 200_000_000 }
    }
}

/// A picture as pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Draws an SVG document as a PNG on white ground; its resolution is written into it, so that it prints at its
/// own size. The time is linear in the pixels; the memory in the width and in what is drawn.
///
/// # Errors
/// [`PictureError`]: a character that no font has, too many pixels, no SVG.
pub fn png(svg: &str, fonts: &Fonts, options: &PixelOptions) -> Result<Png, PictureError> {
    let trees = trees(&[svg], fonts)?;
    let tree = &trees[0];
    let side = |length: f32| (length * options.scale).ceil().max(1.0);
    let (width, height) = (side(tree.size().width()), side(tree.size().height()));
    let (pixels_wide, pixels_high) = (width as u64, height as u64);
    if pixels_wide.saturating_mul(pixels_high) > options.most_pixels
        || width.max(height) > u32::MAX as f32 / 8.0
    {
        return Err(PictureError::TooLarge { width: pixels_wide, height: pixels_high });
    }
    let (width, height) = (pixels_wide as u32, pixels_high as u32);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    // Even grounds and the same letters again and again: unfiltered, they are found again, in a fifth fewer bytes.
    encoder.set_filter(Filter::NoFilter);
    let per_metre = (PIXELS_PER_METRE * options.scale).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    write_bands(encoder, tree, options.scale, (width, height))?;
    Ok(Png { bytes, width, height })
}

fn write_bands(
    encoder: Encoder<'_, &mut Vec<u8>>,
    tree: &Tree,
    scale: f32,
    (width, height): (u32, u32),
) -> Result<(), PictureError> {
    let failed = |error: png::EncodingError| PictureError::unwritable(&error);
    let mut writer = encoder.write_header().map_err(failed)?;
    let mut stream = writer.stream_writer().map_err(failed)?;
    let mut top = 0;
    while top < height {
        let rows = BAND.min(height - top);
        let too_large = || PictureError::TooLarge { width: width.into(), height: height.into() };
        let mut band = Pixmap::new(width, rows).ok_or_else(too_large)?;
        band.fill(Color::WHITE);
        let place = Transform::from_scale(scale, scale).post_translate(0.0, -(top as f32));
        resvg::render(tree, place, &mut band.as_mut());
        stream.write_all(&opaque(band.data())).map_err(|error| PictureError::unwritable(&error))?;
        top += rows;
    }
    stream.finish().map_err(failed)
}

/// Red, green and blue; on white ground nothing is left to see through.
fn opaque(pixels: &[u8]) -> Vec<u8> {
    let mut colours = Vec::with_capacity(pixels.len() / 4 * 3);
    pixels.chunks_exact(4).for_each(|pixel| colours.extend_from_slice(&pixel[..3]));
    colours
}
