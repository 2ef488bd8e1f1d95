//! Documents set with a font of squares, so that no font of the machine is needed.

#![cfg(feature = "typst")]
#![expect(clippy::unwrap_used, reason = "a test that cannot run is a test that fails")]

use liantu_picture::{Fonts, PictureError};
use liantu_testkit::font::square_font;
use liantu_typeset::pdf;

/// A document with Chinese text, a table, and a picture with Chinese text of a family that is not there.
const SOURCE: &str = r#"// @*/:.-0123456789 abcdefghijklmnopqrstuvwxyz
#set document(title: "链图", date: datetime(year: 2025, month: 12, day: 31))
#set text(font: sys.inputs.at("fonts").split(","), lang: "zh")
#set page(width: 200pt, height: 200pt)
= 供应链
#table(columns: 2, "铜", "镍")
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='90' height='40' font-family='No Such Font'><text x='9' y='30'>钛</text></svg>"), format: "svg")
"#;

/// Squares for every character of the source but some.
fn squares(without: &[char]) -> Fonts {
    let mut fonts = Fonts::none();
    assert_eq!(fonts.add(square_font("Squares", &SOURCE.replace(without, ""))), 1);
    fonts
}

#[test]
fn the_same_source_and_fonts_give_the_same_bytes() {
    let first = pdf(SOURCE, &squares(&[])).unwrap();
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(first, pdf(SOURCE, &squares(&[])).unwrap());
    let written = String::from_utf8_lossy(&first);
    // The date of the document is the one in it, and no other.
    assert!(written.contains("D:20251231"), "the date of the source");
    assert!(!written.contains("/Creator"), "nothing of the program that wrote it");
}

#[test]
fn chinese_can_be_searched_in_text_tables_and_pictures() {
    let folder = std::env::temp_dir().join(format!("liantu-typeset-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("a.pdf");
    std::fs::write(&file, pdf(SOURCE, &squares(&[])).unwrap()).unwrap();
    // Poppler reads what is there; where it is not installed, its part is left to machines that have it.
    let read = std::process::Command::new("pdftotext").arg(&file).arg("-").output();
    std::fs::remove_dir_all(&folder).unwrap();
    let Ok(read) = read else {
        eprintln!("skipped: pdftotext (Poppler) is not installed");
        return;
    };
    let text = String::from_utf8(read.stdout).unwrap();
    for word in ["供应链", "铜", "镍", "钛"] {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn a_character_without_a_glyph_stops_the_document() {
    let missing = |without: &[char]| pdf(SOURCE, &squares(without)).map(|_| ());
    assert_eq!(missing(&['镍', '供']), Err(PictureError::MissingCharacters(vec!['供', '镍'])));
    assert_eq!(missing(&['钛']), Err(PictureError::MissingCharacters(vec!['钛'])), "in a picture");
    assert!(matches!(pdf(SOURCE, &Fonts::none()), Err(PictureError::MissingCharacters(_))));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let refused = |source: &str| match pdf(source, &squares(&[])) {
        Err(PictureError::Unwritable(reason)) => reason,
        other => panic!("{other:?}"),
    };
    assert!(refused("= a\n#let").starts_with("2: "), "{}", refused("= a\n#let"));
    assert!(refused("#image(\"table.svg\")").starts_with("1: "));
    assert!(refused("#datetime.today()").starts_with("1: "), "no clock");
    assert!(refused("#import \"@preview/any:0.1.0\": *").starts_with("1: "), "nothing is fetched");
}
