//! What reading found.

use liantu_trade::{CodeWidth, Place, ReadReport};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct Reading<'a> {
    files: Vec<FileJson>,
    skipped_members: Vec<String>,
    rows_read: u64,
    rows_used: u64,
    rows_dropped: u64,
    dropped: Vec<DroppedJson<'a>>,
    duplicates_added: u64,
    rounded: u64,
    rounded_places: Vec<PlaceJson<'a>>,
    unknown_countries: Vec<UnknownCountry<'a>>,
    written_twice: &'a [Vec<String>],
    code_widths: Vec<WidthJson>,
    padded_codes: u64,
    revisions_stated: Vec<String>,
    revisions_mixed: bool,
    revision_marks: Vec<MarkJson>,
    years: &'a [u16],
    unit: &'a str,
}

#[derive(Debug, Serialize)]
struct FileJson {
    file: String,
    rows: u64,
    revision: Option<String>,
}

#[derive(Debug, Serialize)]
struct DroppedJson<'a> {
    reason: &'static str,
    rows: u64,
    value: Option<f64>,
    places: Vec<PlaceJson<'a>>,
}

#[derive(Debug, Serialize)]
struct PlaceJson<'a> {
    file: String,
    line: u64,
    column: u32,
    field: String,
    read: &'a str,
}

#[derive(Debug, Serialize)]
struct UnknownCountry<'a> {
    code: &'a str,
    rows: u64,
}

#[derive(Debug, Serialize)]
struct WidthJson {
    digits: u8,
    rows: u64,
}

#[derive(Debug, Serialize)]
struct MarkJson {
    product: String,
    since: Option<String>,
    until: Option<String>,
    rows: u64,
}

pub(super) fn reading(report: &ReadReport) -> Reading<'_> {
    let shown = |path: &std::path::PathBuf| path.display().to_string();
    let file = |one: &liantu_trade::FileRead| FileJson {
        file: shown(&one.file),
        rows: one.rows,
        revision: one.revision.map(|revision| revision.to_string()),
    };
    Reading {
        files: report.files.iter().map(file).collect(),
        skipped_members: report.skipped_members.iter().map(shown).collect(),
        rows_read: report.rows_read,
        rows_used: report.rows_used,
        rows_dropped: report.rows_dropped(),
        dropped: dropped(report),
        duplicates_added: report.duplicates_added,
        rounded: report.rounded,
        rounded_places: places(&report.rounded_places),
        unknown_countries: report
            .unknown_countries
            .iter()
            .map(|(code, rows)| UnknownCountry { code, rows: *rows })
            .collect(),
        written_twice: &report.written_twice,
        code_widths: report
            .code_widths
            .iter()
            .map(|&(width, rows)| WidthJson { digits: digits(width), rows })
            .collect(),
        padded_codes: report.padded_codes,
        revisions_stated: report.stated_revisions().iter().map(ToString::to_string).collect(),
        revisions_mixed: report.revisions_are_mixed(),
        revision_marks: marks(report),
        years: &report.years,
        unit: &report.unit,
    }
}

fn dropped(report: &ReadReport) -> Vec<DroppedJson<'_>> {
    let row = |one: &'_ liantu_trade::Dropped| (one.value > 0).then_some(one.value as f64 / 1000.0);
    report
        .dropped
        .iter()
        .map(|one| DroppedJson {
            reason: one.reason.code(),
            rows: one.rows,
            value: row(one),
            places: places(&one.places),
        })
        .collect()
}

fn places(places: &[Place]) -> Vec<PlaceJson<'_>> {
    places
        .iter()
        .map(|place| PlaceJson {
            file: place.file.display().to_string(),
            line: place.line,
            column: place.column,
            field: place.field.to_string(),
            read: &place.text,
        })
        .collect()
}

fn marks(report: &ReadReport) -> Vec<MarkJson> {
    let marks = report.revision_marks.marks.iter().map(|mark| MarkJson {
        product: mark.product.to_string(),
        since: mark.since.map(|revision| revision.to_string()),
        until: mark.until.map(|revision| revision.to_string()),
        rows: mark.rows,
    });
    marks.collect()
}

fn digits(width: CodeWidth) -> u8 {
    match width {
        CodeWidth::Six => 6,
        CodeWidth::Eight => 8,
        CodeWidth::Ten => 10,
    }
}
