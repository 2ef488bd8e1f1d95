//! The report as one page: no request, no font, no library; it sorts, filters and prints.

use super::{FigureKind, LANES_FILE, REGIONS_FILE, Report, ReportPart, TREE_FILE};
use crate::catalogue::Catalogue;
use crate::chart::{Page, SvgOptions, sheets, svg};
use crate::table::{Cell, Table, Tone};
use crate::tables::forms;
use crate::write::widths::{NARROWEST, WIDEST, column_ems};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::fmt::Write;

const SCRIPT: &str = include_str!("script.js");
const STYLE: &str = include_str!("style.css");
/// A table wider than this, in em, is printed across.
const PORTRAIT_EM: usize = 60;

/// The page.
pub(super) fn html(report: &Report<'_, '_>) -> String {
    let words = report.results.naming.words;
    let body = html! {
        (contents(report))
        (summary(report))
        @for part in &report.parts {
            @match part {
                ReportPart::Figure { kind: FigureKind::Tree, heading } => (figures(report, heading)),
                ReportPart::Figure { kind: FigureKind::Lanes, heading } => (lanes(report, heading)),
                ReportPart::Figure { kind: FigureKind::Regions, heading } => (regions(report, heading)),
                ReportPart::Table(table) => (table_section(words, &table.for_pages())),
            }
        }
        (caveats(report))
    };
    page(words, &report.title, &report.subtitle, &body)
}

/// A page with a title, a line below it and what follows: no request, no font, no library.
pub(crate) fn page(words: &Catalogue, title: &str, subtitle: &str, body: &Markup) -> String {
    let style = style();
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        source_hash(&style),
        source_hash(SCRIPT)
    );
    let page = html! {
        (DOCTYPE)
        html lang=(words.language().tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(&style)) }
            }
            body {
                header { h1 { (title) } p.sub { (subtitle) } }
                (body)
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string() + "\n"
}

fn contents(report: &Report<'_, '_>) -> Markup {
    let words = report.results.naming.words;
    html! {
        nav {
            h2 { (words.text("report-contents")) }
            ol {
                @if let Some(summary) = &report.summary { li { a href="#summary" { (summary.heading) } } }
                @for part in &report.parts {
                    @match part {
                        ReportPart::Figure { kind: FigureKind::Lanes, .. } if report.lanes.is_none() => {},
                        ReportPart::Figure { kind: FigureKind::Regions, .. } if report.regions.is_none() => {},
                        ReportPart::Figure { kind, heading } => li { a href={ "#" (kind.key()) } { (heading) } },
                        ReportPart::Table(table) => li { a href={ "#" (anchor(table)) } { (table.heading()) } },
                    }
                }
                li { a href="#caveats" { (report.caveats_heading) } }
            }
        }
    }
}

fn summary(report: &Report<'_, '_>) -> Markup {
    html! {
        @if let Some(summary) = &report.summary {
            section #summary {
                h2 { (summary.heading) }
                p { (summary.paragraph) }
                ul { @for headline in &summary.headlines { li { (headline) } } }
            }
        }
    }
}

fn figures(report: &Report<'_, '_>, heading: &str) -> Markup {
    let words = report.results.naming.words;
    let whole = svg(&report.tree, &SvgOptions { id_prefix: "tree-".to_owned(), ..SvgOptions::default() });
    html! {
        section #tree {
            h2 { (heading) }
            p.files {
                a href=(TREE_FILE) { (words.text("report-tree-file")) }
                @for figure in &report.target_trees { " · " a href=(figure.file) { (figure.title) } }
            }
            div.picture.screen { (PreEscaped(whole)) }
        }
        @for (number, sheet) in report.sheets.iter().enumerate() {
            @let options = SvgOptions {
                page: sheet.page,
                id_prefix: format!("sheet{number}-"),
                ..SvgOptions::default()
            };
            @let across = if sheet.page == Page::A4Portrait { "sheet" } else { "sheet across" };
            figure class=(across) { (PreEscaped(svg(&sheet.chart, &options))) }
        }
    }
}

/// The lanes on the screen, and on a sheet of their own in print.
fn lanes(report: &Report<'_, '_>, heading: &str) -> Markup {
    let words = report.results.naming.words;
    html! {
        @if let Some(chart) = &report.lanes {
            section #lanes {
                h2 { (heading) }
                p.files { a href=(LANES_FILE) { (words.text("report-tree-file")) } }
                div.picture.screen {
                    (PreEscaped(svg(chart, &SvgOptions { id_prefix: "lanes-".to_owned(), ..SvgOptions::default() })))
                }
            }
            @for sheet in sheets(chart, &[Page::A4Portrait, Page::A4Landscape]) {
                @let options = SvgOptions {
                    page: sheet.page,
                    id_prefix: "lanes-sheet-".to_owned(),
                    ..SvgOptions::default()
                };
                @let across = if sheet.page == Page::A4Portrait { "sheet" } else { "sheet across" };
                figure class=(across) { (PreEscaped(svg(&sheet.chart, &options))) }
            }
        }
    }
}

/// What is made where: one picture for the screen and the printer, which nothing in it needs to be told apart for.
fn regions(report: &Report<'_, '_>, heading: &str) -> Markup {
    let words = report.results.naming.words;
    html! {
        @if let Some(drawn) = &report.regions {
            section #regions class="across" {
                h2 { (heading) }
                p.files { a href=(REGIONS_FILE) { (words.text("report-tree-file")) } }
                div.picture { (PreEscaped(drawn)) }
            }
        }
    }
}

fn caveats(report: &Report<'_, '_>) -> Markup {
    html! {
        section #caveats {
            h2 { (report.caveats_heading) }
            ul { @for caveat in &report.caveats { li { (caveat) } } }
            p.made { (report.made) }
        }
    }
}

fn anchor(table: &Table) -> String {
    format!("table-{}", table.id.to_lowercase())
}

pub(crate) fn table_section(words: &Catalogue, table: &Table) -> Markup {
    let widths = column_ems(table);
    let total: usize = widths.iter().sum();
    let direction = if total > PORTRAIT_EM { "across" } else { "upright" };
    let follows = table.id.starts_with('T') && table.id.ends_with(char::is_alphabetic);
    let class = if follows { format!("{direction} follows") } else { direction.to_owned() };
    html! {
        section #(anchor(table)) class=(class) {
            h2 { (table.heading()) }
            @if table.id == forms::TRAIL.id {
                details {
                    summary { (words.format("report-rows", &[("count", &table.rows.len().to_string())])) }
                    (rows(words, table, &widths))
                }
            } @else {
                (rows(words, table, &widths))
            }
            @for note in &table.notes { p.note { (note) } }
        }
    }
}

/// The rows of a table with its header, and what filters them.
fn rows(words: &Catalogue, table: &Table, widths: &[usize]) -> Markup {
    let total: usize = widths.iter().sum();
    html! {
            label.filter {
                (words.text("report-filter")) " "
                input type="search" placeholder=(words.text("report-filter-hint"));
            }
            div.scroll {
                table {
                    colgroup {
                        @for &width in widths { col class={ "e" (width) " h" (share(width, total)) }; }
                    }
                    thead { tr {
                        @for column in &table.columns {
                            th scope="col" tabindex="0" title=(words.text("report-sort-hint"))
                                class=[column.numeric.then_some("n")] { (column.header) }
                        }
                    } }
                    tbody {
                        @for row in &table.rows {
                            tr { @for (cell, column) in row.iter().zip(&table.columns) {
                                (data_cell(cell, column.numeric))
                            } }
                        }
                    }
                }
            }
    }
}

fn data_cell(cell: &Cell, numeric: bool) -> Markup {
    let mut classes = Vec::new();
    if numeric {
        classes.push("n");
    }
    classes.extend(cell.tone.map(tone_class));
    let class = (!classes.is_empty()).then(|| classes.join(" "));
    let value = cell.number.filter(|value| value.is_finite()).map(|value| value.to_string());
    html! {
        td class=[class] data-v=[value] {
            @if is_address(&cell.text) { a href=(cell.text) rel="noreferrer" { (cell.text) } }
            @else { (cell.text) }
        }
    }
}

/// Only what is an address through and through becomes a link.
fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Red => "red",
        Tone::Orange => "orange",
        Tone::Yellow => "yellow",
        Tone::Green => "green",
        Tone::Unknown => "unknown",
    }
}

/// Share of the width of the page, in half percents.
fn share(width: usize, total: usize) -> usize {
    (200 * width / total.max(1)).max(1)
}

/// The style sheet with a class for each column width: em on the screen, a share of the page in print.
fn style() -> String {
    let mut style = STYLE.to_owned();
    for width in NARROWEST..=WIDEST {
        let _ = write!(style, ".e{width}{{width:{width}em}}");
    }
    style.push_str("@media print{");
    for halves in 1..=200_usize {
        let _ = write!(style, ".h{halves}{{width:{}.{}%}}", halves / 2, halves % 2 * 5);
    }
    style.push_str("}\n");
    style
}

/// The hash of an inline element, as a content security policy names it.
fn source_hash(content: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(content.as_bytes())))
}

/// Base64 with padding, RFC 4648 section 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0_u32, |word, &byte| word << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for position in 0..4 {
            let digit = word >> (18 - 6 * position) & 63;
            let sign = if position > chunk.len() { '=' } else { char::from(ALPHABET[digit as usize]) };
            text.push(sign);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_the_standard() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn only_addresses_become_links() {
        assert!(is_address("https://example.org/a?b=1"));
        assert!(!is_address("javascript:alert(1)"));
        assert!(!is_address("https://example.org and more"));
    }

    #[test]
    fn markup_in_data_stays_text() {
        let markup = data_cell(&Cell::text("<script>alert(1)</script>"), false).into_string();
        assert_eq!(markup, "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>");
    }
}
