//! Styles, fonts and settings, after GB/T 9704-2012.

use std::fmt::Write;

/// A typeface of official documents with what stands in for it.
struct Typeface {
    name: &'static str,
    substitute: &'static str,
}

const BODY: &str = "仿宋";
const TITLE: &str = "方正小标宋简体";
const HEADING: &str = "黑体";
const SUBHEADING: &str = "楷体";
const SMALL: &str = "宋体";
const LATIN: &str = "Times New Roman";
const TYPEFACES: [Typeface; 5] = [
    Typeface { name: BODY, substitute: "FangSong" },
    Typeface { name: TITLE, substitute: "宋体" },
    Typeface { name: HEADING, substitute: "SimHei" },
    Typeface { name: SUBHEADING, substitute: "KaiTi" },
    Typeface { name: SMALL, substitute: "SimSun" },
];

/// Paragraph properties of running text: 22 lines fill 225 mm.
const LINES: &str = r#"<w:spacing w:line="579" w:lineRule="exact"/>"#;

/// A style of paragraphs. Sizes are in half points.
struct Style {
    id: &'static str,
    name: &'static str,
    paragraph: String,
    typeface: &'static str,
    size: u8,
    more: &'static str,
}

fn style(
    id: &'static str,
    name: &'static str,
    typeface: &'static str,
    size: u8,
    paragraph: impl Into<String>,
) -> Style {
    Style { id, name, paragraph: paragraph.into(), typeface, size, more: "" }
}

/// Size 3 is 16 pt, size 2 is 22 pt, size 4 is 14 pt, small 5 is 9 pt. Running text is set a little closer, so that
/// 28 characters fill 156 mm.
fn all() -> Vec<Style> {
    let left = r#"<w:jc w:val="left"/>"#;
    let centred = r#"<w:jc w:val="center"/>"#;
    let indented = r#"<w:ind w:firstLineChars="200" w:firstLine="630"/><w:jc w:val="both"/>"#;
    let caption = r#"<w:spacing w:before="160" w:after="80"/>"#;
    let cell = format!("{}{left}", r#"<w:spacing w:before="10" w:after="10"/>"#);
    vec![
        style(
            "Title",
            "Title",
            TITLE,
            44,
            format!("{}{centred}", r#"<w:spacing w:line="800" w:lineRule="exact"/>"#),
        ),
        style(
            "Subtitle",
            "Subtitle",
            SUBHEADING,
            32,
            format!("{}{centred}", r#"<w:spacing w:after="400"/>"#),
        ),
        style(
            "Heading1",
            "heading 1",
            HEADING,
            32,
            format!(r#"<w:keepNext/>{LINES}{indented}<w:outlineLvl w:val="0"/>"#),
        ),
        Style {
            more: r#"<w:spacing w:val="-5"/>"#,
            ..style("Text", "Body Text", BODY, 32, format!("{LINES}{indented}"))
        },
        style(
            "Caption",
            "caption",
            HEADING,
            24,
            format!(r#"<w:keepNext/>{caption}{centred}<w:outlineLvl w:val="1"/>"#),
        ),
        style("Figure", "Figure", BODY, 24, format!("<w:keepNext/>{centred}")),
        style("FigureCaption", "Figure Caption", HEADING, 24, centred),
        style("Cell", "Table Cell", SMALL, 18, cell.clone()),
        style("CellSmall", "Table Cell Small", SMALL, 15, cell),
        style("Note", "Table Note", SMALL, 18, format!("{}{left}", r#"<w:spacing w:before="20"/>"#)),
        style(
            "PageOdd",
            "Page Number Odd",
            SMALL,
            28,
            r#"<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>"#,
        ),
        style(
            "PageEven",
            "Page Number Even",
            SMALL,
            28,
            r#"<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>"#,
        ),
        Style {
            more: "<w:vanish/>",
            ..style("End", "Section End", SMALL, 2, r#"<w:spacing w:line="20" w:lineRule="exact"/>"#)
        },
    ]
}

/// `styles.xml`.
pub(super) fn styles(language: &str) -> String {
    let mut out = format!(
        r#"<w:styles xmlns:w="{}"><w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#,
        super::markup::WORDPROCESSING,
        fonts(BODY),
    );
    for style in all() {
        let Style { id, name, paragraph, typeface, size, more } = style;
        let fonts = fonts(typeface);
        let _ = write!(
            out,
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{paragraph}</w:pPr><w:rPr>{fonts}{more}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#
        );
    }
    out.push_str("</w:styles>");
    if language.starts_with("zh") { out } else { out.replace(r#"w:firstLineChars="200" "#, "") }
}

/// Latin letters and digits in one face, Chinese characters in another.
fn fonts(typeface: &str) -> String {
    format!(r#"<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{typeface}"/>"#)
}

/// The run properties of header cells.
pub(super) fn header_run() -> String {
    fonts(HEADING)
}

/// `fontTable.xml`: what may stand in for a typeface that is not there.
pub(super) fn font_table() -> String {
    let mut out = format!(r#"<w:fonts xmlns:w="{}">"#, super::markup::WORDPROCESSING);
    for Typeface { name, substitute } in TYPEFACES {
        let _ = write!(
            out,
            r#"<w:font w:name="{name}"><w:altName w:val="{substitute}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>"#
        );
    }
    out.push_str("</w:fonts>");
    out
}

/// `settings.xml`: page numbers differ on odd and even pages.
pub(super) fn settings() -> String {
    format!(
        r#"<w:settings xmlns:w="{}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#,
        super::markup::WORDPROCESSING
    )
}
