//! What reading found, in sentences.

use super::names::grouped;
use crate::catalogue::Catalogue;
use liantu_trade::{CodeWidth, DropReason, Hs6, Place, ReadReport};

/// Codes that are listed one by one; the rest is counted.
const LISTED: usize = 12;

/// Rows read, used and dropped by reason, for every run.
pub fn reading_lines(words: &Catalogue, report: &ReadReport) -> Vec<String> {
    let (read, used, dropped) =
        (grouped(report.rows_read), grouped(report.rows_used), grouped(report.rows_dropped()));
    let mut lines =
        vec![words.format("trade-rows", &[("read", &read), ("used", &used), ("dropped", &dropped)])];
    lines.extend(report.dropped.iter().map(|dropped| {
        let reason = words.text(&format!("trade-drop-{}", dropped.reason.code()));
        let place = dropped.places.first().filter(|_| !dropped.reason.is_selection());
        let rows = grouped(dropped.rows);
        match place {
            Some(place) => words.format(
                "trade-dropped-at",
                &[("reason", &reason), ("rows", &rows), ("place", &place_text(words, place))],
            ),
            None => words.format("trade-dropped", &[("reason", &reason), ("rows", &rows)]),
        }
    }));
    if report.duplicates_added > 0 {
        lines.push(words.format("trade-duplicates", &[("rows", &grouped(report.duplicates_added))]));
    }
    lines.extend(width_lines(words, report));
    lines
}

fn width_lines(words: &Catalogue, report: &ReadReport) -> Vec<String> {
    let mut lines = Vec::new();
    let cut: u64 =
        report.code_widths.iter().filter(|(width, _)| *width != CodeWidth::Six).map(|(_, rows)| rows).sum();
    if cut > 0 {
        lines.push(words.format("trade-cut-codes", &[("rows", &grouped(cut))]));
    }
    if report.padded_codes > 0 {
        lines.push(words.format("trade-padded-codes", &[("rows", &grouped(report.padded_codes))]));
    }
    for member in &report.skipped_members {
        lines.push(words.format("trade-skipped-member", &[("member", &member.display().to_string())]));
    }
    lines
}

/// `file:line:column`, what the field is for and what it holds.
pub(crate) fn place_text(words: &Catalogue, place: &Place) -> String {
    let field = words.text(&format!("trade-field-{}", place.field));
    let at = format!("{}:{}:{}", place.file.display(), place.line, place.column);
    words.format("trade-place", &[("at", &at), ("field", &field), ("read", &place.text)])
}

/// Whether rows were lost to faults of the data, or the data is doubtful as a whole.
pub fn has_faults(report: &ReadReport) -> bool {
    let lost = report.dropped.iter().any(|dropped| is_fault(dropped.reason));
    lost || report.revisions_are_mixed()
        || report.code_widths_are_mixed()
        || !report.written_twice.is_empty()
        || !report.unknown_countries.is_empty()
}

/// Zeros, missing values and self-trade are usual in published tables.
fn is_fault(reason: DropReason) -> bool {
    !reason.is_selection()
        && !matches!(
            reason,
            DropReason::ZeroValue | DropReason::MissingValue | DropReason::SelfTrade | DropReason::OtherFlow
        )
}

/// What looks wrong, each with what to do.
pub fn reading_warnings(words: &Catalogue, report: &ReadReport) -> Vec<String> {
    let mut lines = Vec::new();
    let lost: u64 = report.dropped.iter().filter(|one| is_fault(one.reason)).map(|one| one.rows).sum();
    if lost > 0 {
        lines.push(words.format("trade-warn-lost", &[("rows", &grouped(lost))]));
    }
    if report.revisions_are_mixed() {
        lines.push(words.format("trade-warn-revisions", &[("revisions", &revisions(words, report))]));
    }
    if report.code_widths_are_mixed() {
        lines.push(words.text("trade-warn-widths"));
    }
    if !report.unknown_countries.is_empty() {
        lines.push(words.format("trade-warn-unknown-countries", &[("codes", &unknown(words, report))]));
    }
    for codes in &report.written_twice {
        lines.push(words.format("trade-warn-written-twice", &[("codes", &codes.join(" = "))]));
    }
    if let Some(place) = report.rounded_places.first() {
        let (rows, place) = (grouped(report.rounded), place_text(words, place));
        lines.push(words.format("trade-warn-rounded", &[("rows", &rows), ("place", &place)]));
    }
    lines
}

fn unknown(words: &Catalogue, report: &ReadReport) -> String {
    let codes = report
        .unknown_countries
        .iter()
        .map(|(code, rows)| words.format("trade-code-rows", &[("code", code), ("rows", &grouped(*rows))]));
    short_list(words, &codes.collect::<Vec<_>>())
}

/// The revisions file names state, else the oldest and the latest the codes allow with an example of each.
fn revisions(words: &Catalogue, report: &ReadReport) -> String {
    let stated = report.stated_revisions();
    if stated.len() > 1 {
        let files = report.files.iter().filter_map(|file| {
            let name = file.file.file_name()?.to_string_lossy().into_owned();
            Some(format!("{} ({name})", file.revision?))
        });
        return short_list(words, &files.collect::<Vec<_>>());
    }
    let marks = &report.revision_marks;
    let (earliest, latest) = (marks.earliest(), marks.latest());
    let newest = marks.marks.iter().find(|mark| mark.since == earliest);
    let oldest = marks.marks.iter().find(|mark| mark.until == latest);
    match (earliest, latest, newest, oldest) {
        (Some(earliest), Some(latest), Some(newest), Some(oldest)) => words.format(
            "trade-revision-codes",
            &[
                ("new", &newest.product.to_string()),
                ("since", &earliest.to_string()),
                ("old", &oldest.product.to_string()),
                ("until", &latest.to_string()),
            ],
        ),
        _ => String::new(),
    }
}

/// The first few names, and how many there are.
pub(crate) fn short_list(words: &Catalogue, names: &[String]) -> String {
    let shown = names[..names.len().min(LISTED)].join(&words.text("list-separator"));
    if names.len() <= LISTED {
        return shown;
    }
    words.format("and-so-many", &[("names", &shown), ("count", &names.len().to_string())])
}

/// The first few products, and how many there are.
pub(crate) fn codes(words: &Catalogue, products: &[Hs6]) -> String {
    short_list(words, &products.iter().map(Hs6::to_string).collect::<Vec<_>>())
}
