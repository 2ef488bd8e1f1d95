//! Paragraphs, pictures and sections.

use super::{Orientation, Picture, TWIPS};
use crate::chart::clean::xml;
use std::fmt::Write;

pub(super) const WORDPROCESSING: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// English metric units in a millimetre.
const EMU: f64 = 36_000.0;
/// Sides of the paper and its margins in millimetres: above, outside, below, at the binding.
const PAPER: (f64, f64) = (210.0, 297.0);
const A3: (f64, f64) = (420.0, 297.0);
const MARGINS: [f64; 4] = [37.0, 26.0, 35.0, 28.0];
/// From the lower edge of the paper to the number of the page, in millimetres: it stands 7 mm below the text.
const FOOTER: (f64, f64) = (24.0, 15.0);

/// What the next paragraph stands on a new page by.
pub(super) const NEW_PAGE: &str =
    r#"<w:p><w:pPr><w:pStyle w:val="End"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>"#;

/// A paragraph of one run.
pub(super) fn paragraph(style: &str, text: &str, section: Option<&str>) -> String {
    format!("<w:p>{}{}</w:p>", properties(style, section), run("", text))
}

/// Properties of a paragraph; the last of a section says how its pages look.
pub(super) fn properties(style: &str, section: Option<&str>) -> String {
    format!(r#"<w:pPr><w:pStyle w:val="{style}"/>{}</w:pPr>"#, section.unwrap_or_default())
}

/// Text with the properties of a run.
pub(super) fn run(properties: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!(r#"<w:r>{properties}<w:t xml:space="preserve">{}</w:t></w:r>"#, xml(text))
}

/// A paragraph with a picture, the `number`th of the document.
pub(super) fn picture(picture: &Picture, number: usize) -> String {
    let (width, height) = picture.millimetres;
    let (width, height) = ((width * EMU) as u64, (height * EMU) as u64);
    let (about, id) = (xml(&picture.description), relationship(number));
    let drawing = "http://schemas.openxmlformats.org/drawingml/2006";
    let mut out = format!("<w:p>{}<w:r><w:drawing>", properties("Figure", None));
    let _ = write!(
        out,
        r#"<wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="F{number}" descr="{about}"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture"><pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="F{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    );
    out
}

/// The relationship of a picture to the document.
pub(super) fn relationship(number: usize) -> String {
    format!("picture{number}")
}

/// How the pages of a section look.
pub(super) fn section(orientation: Orientation) -> String {
    let twips = |millimetres: f64| (millimetres * TWIPS).round() as u32;
    let [above, outside, below, binding] = MARGINS.map(twips);
    let (width, height) = (twips(PAPER.0), twips(PAPER.1));
    // A page across is bound at its upper side.
    let (size, [top, right, bottom, left], footer) = match orientation {
        Orientation::Portrait => {
            (format!(r#"w:w="{width}" w:h="{height}""#), [above, outside, below, binding], FOOTER.0)
        }
        Orientation::Landscape => (
            format!(r#"w:w="{height}" w:h="{width}" w:orient="landscape""#),
            [binding, above, outside, below],
            FOOTER.1,
        ),
        Orientation::Wide => {
            let (long, short) = (twips(A3.0), twips(A3.1));
            let size = format!(r#"w:w="{long}" w:h="{short}" w:orient="landscape" w:code="8""#);
            (size, [binding, above, outside, below], FOOTER.1)
        }
    };
    let footer = twips(footer);
    format!(
        r#"<w:sectPr><w:footerReference w:type="default" r:id="footerOdd"/><w:footerReference w:type="even" r:id="footerEven"/><w:type w:val="nextPage"/><w:pgSz {size}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="850" w:footer="{footer}" w:gutter="0"/></w:sectPr>"#
    )
}

/// `— 1 —` on its side of the page.
pub(super) fn footer(style: &str) -> String {
    format!(
        r#"<w:ftr xmlns:w="{WORDPROCESSING}"><w:p>{}{}<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>{}</w:p></w:ftr>"#,
        properties(style, None),
        run("", "— "),
        run("", " —")
    )
}
