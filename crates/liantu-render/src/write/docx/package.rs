//! The parts of the file.

use super::markup::{self, RELATIONSHIPS, WORDPROCESSING};
use super::{Block, Document, Orientation, Picture, styles, table};
use crate::chart::clean::xml;
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

pub(super) fn package(document: &Document<'_>) -> Result<Vec<u8>, ZipError> {
    let pictures: Vec<&Picture> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Picture(picture) => Some(picture),
            _ => None,
        })
        .collect();
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relationships()),
        ("docProps/core.xml", core(document)),
        ("word/document.xml", body(document)),
        ("word/_rels/document.xml.rels", document_relationships(pictures.len())),
        ("word/styles.xml", styles::styles(&document.language)),
        ("word/fontTable.xml", styles::font_table()),
        ("word/settings.xml", styles::settings()),
        ("word/footer1.xml", markup::footer("PageOdd")),
        ("word/footer2.xml", markup::footer("PageEven")),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // A date of the clock would make every file different.
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, content) in parts {
        archive.start_file(name, plain.compression_method(CompressionMethod::Deflated))?;
        archive.write_all(DECLARATION.as_bytes())?;
        archive.write_all(content.as_bytes())?;
    }
    for (number, picture) in (1..).zip(pictures) {
        archive.start_file(media(number), plain.compression_method(CompressionMethod::Stored))?;
        archive.write_all(&picture.png)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn media(number: usize) -> String {
    format!("word/media/picture{number}.png")
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut out = format!(
        r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#
    );
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("fontTable", "fontTable"),
        ("settings", "settings"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ] {
        let _ = write!(out, r#"<Override PartName="/word/{part}.xml" ContentType="{word}.{kind}+xml"/>"#);
    }
    out.push_str("</Types>");
    out
}

fn package_relationships() -> String {
    format!(
        r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="document" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/><Relationship Id="core" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#
    )
}

fn document_relationships(pictures: usize) -> String {
    let mut out = format!(r#"<Relationships xmlns="{PACKAGE}/relationships">"#);
    let mut add = |id: &str, kind: &str, target: &str| {
        let _ = write!(out, r#"<Relationship Id="{id}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>"#);
    };
    add("styles", "styles", "styles.xml");
    add("fontTable", "fontTable", "fontTable.xml");
    add("settings", "settings", "settings.xml");
    add("footerOdd", "footer", "footer1.xml");
    add("footerEven", "footer", "footer2.xml");
    for number in 1..=pictures {
        add(&markup::relationship(number), "image", &format!("media/picture{number}.png"));
    }
    out.push_str("</Relationships>");
    out
}

fn core(document: &Document<'_>) -> String {
    let (year, month, day) = document.made;
    let made = format!(
        r#"<dcterms:{{}} xsi:type="dcterms:W3CDTF">{year:04}-{month:02}-{day:02}T00:00:00Z</dcterms:{{}}>"#
    );
    let [created, modified] = ["created", "modified"].map(|name| made.replace("{}", name));
    format!(
        r#"<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:language>{}</dc:language>{created}{modified}</cp:coreProperties>"#,
        xml(&document.title),
        xml(&document.language),
    )
}

/// `document.xml`.
fn body(document: &Document<'_>) -> String {
    let mut out = format!(r#"<w:document xmlns:w="{WORDPROCESSING}" xmlns:r="{RELATIONSHIPS}"><w:body>"#);
    let (mut lying, mut pictures) = (Orientation::default(), 0);
    for (position, block) in document.blocks.iter().enumerate() {
        if let Block::Turn(orientation) = block {
            lying = *orientation;
            continue;
        }
        let turned = next_turn(&document.blocks[position + 1..]).filter(|&next| next != lying);
        let section = turned.map(|_| markup::section(lying));
        pictures += usize::from(matches!(block, Block::Picture(_)));
        push_block(&mut out, block, &document.empty, lying, pictures, section.as_deref());
    }
    out.push_str(&markup::section(lying));
    out.push_str("</w:body></w:document>");
    out
}

/// Which way the next block lies, if that is said; of several turns in a row the last counts.
fn next_turn(following: &[Block<'_>]) -> Option<Orientation> {
    let turns = following.iter().map_while(|block| match block {
        Block::Turn(orientation) => Some(*orientation),
        _ => None,
    });
    turns.last()
}

/// A block; a section ends with it when the next begins. Where it is a table or a picture, with a paragraph that
/// takes no room.
fn push_block(
    out: &mut String,
    block: &Block<'_>,
    empty: &str,
    lying: Orientation,
    picture: usize,
    section: Option<&str>,
) {
    let (style, text) = match block {
        Block::Title(text) => ("Title", text),
        Block::Subtitle(text) => ("Subtitle", text),
        Block::Heading(text) => ("Heading1", text),
        Block::Paragraph(text) => ("Text", text),
        Block::TableCaption(text) => ("Caption", text),
        Block::Note(text) => ("Note", text),
        Block::PictureCaption(text) => ("FigureCaption", text),
        Block::Table(content) => {
            out.push_str(&table::table(content, lying, empty));
            return push_end(out, section);
        }
        Block::Picture(content) => {
            out.push_str(&markup::picture(content, picture));
            return push_end(out, section);
        }
        Block::NewPage => return out.push_str(markup::NEW_PAGE),
        Block::Turn(_) => return,
    };
    out.push_str(&markup::paragraph(style, text, section));
}

fn push_end(out: &mut String, section: Option<&str>) {
    if section.is_some() {
        out.push_str(&markup::paragraph("End", "", section));
    }
}
