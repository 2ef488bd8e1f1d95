//! Licence and attribution, kept beside the dataset made.

use super::Variants;
use crate::write::TextFile;

const TEXT: &str = include_str!("notice.md");

/// The notice, with the choices made.
pub(super) fn notice(variants: Variants, (year, month, day): (i16, u8, u8)) -> TextFile {
    let (chinese, english) = match variants {
        Variants::All => (
            "一个类别需要其全部品种(最严的读法,可信度记为低)",
            "a category needs all of its kinds (the strictest reading, marked low confidence)",
        ),
        Variants::Any => ("一个类别至少需要其一个品种", "a category needs at least one of its kinds"),
        Variants::Taxonomy => {
            ("品种只用于画图分类,不传导中断", "kinds order the drawing and carry no failure")
        }
    };
    let text = TEXT
        .replace("{variants}", variants.key())
        .replace("{variants_zh}", chinese)
        .replace("{variants_en}", english)
        .replace("{as_of}", &format!("{year:04}-{month:02}-{day:02}"));
    TextFile { name: "NOTICE.md".to_owned(), text }
}
