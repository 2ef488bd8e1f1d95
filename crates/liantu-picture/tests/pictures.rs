//! Pictures with a font of squares, so that no font of the machine is needed.

#![expect(clippy::unwrap_used, reason = "a test that cannot run is a test that fails")]

use liantu_picture::{Fonts, PdfOptions, PictureError, PixelOptions, pdf, png};
use liantu_testkit::font::square_font;
use proptest::prelude::*;

fn picture(text: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='40' \
         font-family=\"'No Such Font',sans-serif\"><text x='10' y='30' font-size='20'>{text}</text></svg>"
    )
}

fn squares(characters: &str) -> Fonts {
    let mut fonts = Fonts::none();
    assert_eq!(fonts.add(square_font("Squares", characters)), 1);
    fonts
}

/// Width, height, and the colours row by row.
fn pixels(bytes: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut buffer).unwrap();
    let colours = buffer.chunks_exact(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    (info.width, info.height, colours)
}

#[test]
fn a_picture_has_twice_the_pixels_and_the_glyphs_where_they_belong() {
    let drawn = png(&picture("链图"), &squares("链图"), &PixelOptions::default()).unwrap();
    let (width, height, colours) = pixels(&drawn.bytes);
    assert_eq!((width, height, drawn.width, drawn.height), (200, 80, 200, 80));
    let at = |x: f32, y: f32| colours[(y * 2.0) as usize * 200 + (x * 2.0) as usize];
    // Squares of 0.8 em stand 0.1 em from the left of their em, on the base line.
    for (x, y, is_ink) in [
        (20.0, 22.0, true),
        (40.0, 22.0, true),
        (30.0, 22.0, false),
        (20.0, 33.0, false),
        (60.0, 22.0, false),
    ] {
        assert_eq!(at(x, y) == [0, 0, 0], is_ink, "{x} {y}");
        assert_eq!(at(x, y) == [255, 255, 255], !is_ink, "{x} {y}");
    }
}

#[test]
fn a_high_picture_is_drawn_in_bands_without_a_seam() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='1500'>\
               <path d='M0 0L30 1500' stroke='#000' stroke-width='4'/></svg>";
    let drawn = png(svg, &Fonts::none(), &PixelOptions { scale: 1.0, ..PixelOptions::default() }).unwrap();
    let (width, height, colours) = pixels(&drawn.bytes);
    assert_eq!((width, height), (30, 1500));
    for row in 0..1500 {
        let centre = (f64::from(row) + 0.5) * 30.0 / 1500.0;
        assert_eq!(colours[row as usize * 30 + centre as usize], [0, 0, 0], "row {row}");
    }
}

#[test]
fn a_character_without_a_glyph_stops_the_picture() {
    let fonts = squares("链A");
    let missing = |text: &str| png(&picture(text), &fonts, &PixelOptions::default()).map(|_| ());
    assert_eq!(missing("链 A"), Ok(()));
    assert_eq!(missing("图链B"), Err(PictureError::MissingCharacters(vec!['B', '图'])));
    let refused = pdf(&[&picture("A"), &picture("图")], &fonts, &PdfOptions::default()).map(|_| ());
    assert_eq!(refused, Err(PictureError::MissingCharacters(vec!['图'])));
}

#[test]
fn what_one_font_lacks_another_may_have() {
    let mut fonts = squares("链");
    fonts.add(square_font("Others", "图A"));
    let drawn = png(&picture("链图"), &fonts, &PixelOptions::default()).unwrap();
    assert_eq!(drawn, png(&picture("链图"), &squares("链图"), &PixelOptions::default()).unwrap());
}

#[test]
fn a_picture_may_be_too_large() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='20000' height='20000'/>";
    let refused = png(svg, &Fonts::none(), &PixelOptions::default()).map(|_| ());
    assert_eq!(refused, Err(PictureError::TooLarge { width: 40_000, height: 40_000 }));
}

#[test]
fn pages_are_as_large_as_their_pictures_and_carry_no_date() {
    let fonts = squares("链图");
    let wide = "<svg xmlns='http://www.w3.org/2000/svg' width='210mm' height='297mm'/>";
    let options = PdfOptions { title: "题".to_owned(), language: "zh-CN".to_owned() };
    let document = pdf(&[&picture("链图"), wide], &fonts, &options).unwrap();
    assert!(document.starts_with(b"%PDF-"));
    let text = String::from_utf8_lossy(&document);
    assert_eq!(text.matches("/MediaBox").count(), 2, "{text}");
    assert!(
        text.contains("/MediaBox[0 0 75 30]") && text.contains("/MediaBox[0 0 595.27563 841.8898]"),
        "{text}"
    );
    assert!(!text.contains("CreationDate") && !text.contains("ModDate"), "{text}");
    assert_eq!(document, pdf(&[&picture("链图"), wide], &fonts, &options).unwrap());
}

proptest! {
    #[test]
    fn broken_fonts_do_no_harm(cut in 0_usize..900, at in 0_usize..900, byte in any::<u8>()) {
        let mut bytes = square_font("Squares", "链图AB");
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        let mut fonts = Fonts::none();
        fonts.add(bytes);
        let _ = png(&picture("链A"), &fonts, &PixelOptions::default());
        let _ = pdf(&[&picture("链A")], &fonts, &PdfOptions::default());
    }
}
