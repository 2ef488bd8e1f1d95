use super::*;
use crate::table::{Cell, Tone};
use std::io::{Cursor, Read};

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("UTF-8");
    text
}

fn written(blocks: Vec<Block<'_>>) -> Vec<u8> {
    let document = Document {
        title: "题<&>".to_owned(),
        language: "zh-CN".to_owned(),
        made: (2025, 12, 31),
        empty: "无".to_owned(),
        blocks,
    };
    docx(&document).expect("a small file")
}

fn table(columns: usize, text: &str) -> Table {
    let mut table = Table::new("T", "表", (0..columns).map(|column| format!("#列{column}")));
    table.push(vec![Cell::text(text).toned(Some(Tone::Red)); columns]);
    table
}

fn picture() -> Picture {
    Picture { png: vec![1, 2, 3], millimetres: (156.0, 100.0), description: "图\"<".to_owned() }
}

/// Numbers of an attribute in the order they stand.
fn numbers(text: &str, element: &str, attribute: &str) -> Vec<u32> {
    let document = roxmltree::Document::parse(text).expect("well-formed");
    let elements = document.descendants().filter(|node| node.tag_name().name() == element);
    let value = |node: roxmltree::Node<'_, '_>| {
        let found = node.attributes().find(|one| one.name() == attribute)?;
        found.value().parse().ok()
    };
    elements.filter_map(value).collect()
}

#[test]
fn every_part_is_well_formed_and_named() {
    let table = table(3, "a&b<c>");
    let bytes = written(vec![
        Block::Title("题".to_owned()),
        Block::Paragraph("x < y & \"z\" \u{1}".to_owned()),
        Block::Picture(picture()),
        Block::Table(&table),
    ]);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
    let count = archive.len();
    let name = |at: usize| archive.by_index(at).expect("it is there").name().expect("a name").into_owned();
    let names: Vec<String> = (0..count).map(name).collect();
    let types = part(&bytes, "[Content_Types].xml");
    for name in names.iter().filter(|name| !name.starts_with("word/media/")) {
        let text = part(&bytes, name);
        assert!(roxmltree::Document::parse(&text).is_ok(), "{name}: {text}");
        let is_named =
            name.contains("_rels/") || name.starts_with('[') || types.contains(&format!("\"/{name}\""));
        assert!(is_named, "{name}");
    }
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    let relations = roxmltree::Document::parse(&relations).expect("well-formed");
    for target in relations.descendants().filter_map(|node| node.attribute("Target")) {
        assert!(names.contains(&format!("word/{target}")), "{target}");
    }
}

/// GB/T 9704-2012, 5.1 and 5.2.1: A4, 37 mm above, 28 mm at the binding, 156 × 225 mm of text.
#[test]
fn pages_have_the_measures_of_the_standard() {
    let document = part(&written(vec![Block::Paragraph("文".to_owned())]), "word/document.xml");
    let millimetres =
        |element: &str, attribute: &str| f64::from(numbers(&document, element, attribute)[0]) * 25.4 / 1440.0;
    let [width, height] = ["w", "h"].map(|side| millimetres("pgSz", side));
    let [top, right, bottom, left] =
        ["top", "right", "bottom", "left"].map(|side| millimetres("pgMar", side));
    for (measured, wanted) in [
        (width, 210.0),
        (height, 297.0),
        (top, 37.0),
        (left, 28.0),
        (width - left - right, 156.0),
        (height - top - bottom, 225.0),
    ] {
        assert!((measured - wanted).abs() < 0.05, "{measured} {wanted}");
    }
}

#[test]
fn pages_turn_for_wide_tables_and_back() {
    let (narrow, wide) = (table(3, "短"), table(20, "甲乙丙丁戊己庚"));
    assert_eq!((orientation(&narrow), orientation(&wide)), (Orientation::Portrait, Orientation::Wide));
    let bytes = written(vec![
        Block::Turn(Orientation::Portrait),
        Block::Paragraph("文".to_owned()),
        Block::Turn(Orientation::Landscape),
        Block::Table(&wide),
        Block::Turn(Orientation::Portrait),
        Block::Turn(Orientation::Landscape),
        Block::Table(&wide),
        Block::Turn(Orientation::Landscape),
        Block::Turn(Orientation::Portrait),
        Block::Paragraph("文".to_owned()),
    ]);
    let document = part(&bytes, "word/document.xml");
    let widths = numbers(&document, "pgSz", "w");
    assert_eq!(widths.len(), 3, "one section upright, one across, one upright");
    assert!(widths[0] < widths[1] && widths[0] == widths[2]);
}

#[test]
fn columns_fill_the_text_and_headers_repeat() {
    for columns in [1, 3, 20] {
        let table = table(columns, "甲乙丙丁戊己庚");
        let document =
            part(&written(vec![Block::Turn(orientation(&table)), Block::Table(&table)]), "word/document.xml");
        let widths = numbers(&document, "gridCol", "w");
        assert_eq!(widths.len(), columns);
        assert_eq!(widths.iter().sum::<u32>(), orientation(&table).text_width());
        assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
        assert_eq!(document.matches("w:fill=\"99000D\"").count(), columns);
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_and_no_date_of_today() {
    let table = table(2, "甲");
    let write = || written(vec![Block::Table(&table), Block::Picture(picture())]);
    let bytes = write();
    assert_eq!(bytes, write());
    assert!(part(&bytes, "docProps/core.xml").contains("2025-12-31T00:00:00Z"));
}
