//! Gathers diagnostics and the distinct citations.

use crate::names::nearest;
use crate::{
    Citation, CitationIx, Code, Diagnostic, Index, Place, RowAt, Severity, Source, SourceIx, SourceRow,
};
use rustc_hash::FxHashMap;

/// Searches for the nearest name cost O(table); beyond this many unknown names no suggestion is made.
const NEAREST_SEARCHES: u32 = 200;

pub(super) struct Collector {
    files: Vec<String>,
    diagnostics: Vec<Diagnostic>,
    sources: Vec<Source>,
    source_ids: FxHashMap<String, SourceIx>,
    citations: Vec<Citation>,
    citation_ixs: FxHashMap<String, CitationIx>,
    searches_left: u32,
}

impl Collector {
    pub(super) fn new(files: Vec<String>, rows: &[SourceRow]) -> Self {
        let mut collector = Self {
            files,
            diagnostics: Vec::new(),
            sources: Vec::new(),
            source_ids: FxHashMap::default(),
            citations: Vec::new(),
            citation_ixs: FxHashMap::default(),
            searches_left: NEAREST_SEARCHES,
        };
        for row in rows {
            collector.declare(row);
        }
        collector
    }

    fn declare(&mut self, row: &SourceRow) {
        if self.source_ids.contains_key(&row.id) {
            self.report(Code::DuplicateId, row.at, "source", &row.id);
            return;
        }
        self.source_ids.insert(row.id.clone(), SourceIx::new(self.sources.len()));
        self.sources.push(Source {
            id: row.id.clone(),
            kind: row.kind,
            title: row.title.clone(),
            url: row.url.clone(),
            accessed: row.accessed.clone(),
        });
    }

    /// Records a problem; arguments are added to what is returned.
    pub(super) fn report(
        &mut self,
        code: Code,
        at: RowAt,
        field: &'static str,
        read: impl Into<String>,
    ) -> &mut Diagnostic {
        let file = self.files.get(usize::from(at.file)).cloned().unwrap_or_default();
        let row = (at.row > 0).then_some(at.row);
        let field = (!field.is_empty()).then_some(field);
        self.diagnostics.push(Diagnostic::new(code, Place { file, row, column: None, field }, read));
        self.diagnostics.last_mut().expect("just pushed")
    }

    /// Records an unknown name with the nearest known one.
    pub(super) fn report_unknown<'a>(
        &mut self,
        code: Code,
        at: RowAt,
        field: &'static str,
        read: &str,
        nearest: impl FnOnce() -> Option<&'a str>,
    ) {
        let suggestion = if self.searches_left > 0 { nearest() } else { None };
        self.searches_left = self.searches_left.saturating_sub(1);
        self.report(code, at, field, read).add("nearest", suggestion.unwrap_or_default());
    }

    /// Records a blank required cell; `true` when it is blank.
    pub(super) fn is_missing(&mut self, value: &str, at: RowAt, field: &'static str) -> bool {
        if value.is_empty() {
            self.report(Code::MissingValue, at, field, "");
        }
        value.is_empty()
    }

    /// The citation of a `source` cell.
    pub(super) fn cite(&mut self, text: &str, at: RowAt) -> Option<CitationIx> {
        if text.is_empty() {
            return None;
        }
        if let Some(&known) = self.citation_ixs.get(text) {
            return Some(known);
        }
        let source = self.source_ids.get(text).copied();
        if source.is_none() {
            self.warn_if_mistyped(text, at);
        }
        let index = CitationIx::new(self.citations.len());
        self.citations.push(Citation { text: text.to_owned(), source });
        self.citation_ixs.insert(text.to_owned(), index);
        Some(index)
    }

    fn warn_if_mistyped(&mut self, text: &str, at: RowAt) {
        let near = nearest(text, self.source_ids.keys().map(String::as_str)).map(str::to_owned);
        if let Some(near) = near.filter(|near| {
            near.to_lowercase() == text.to_lowercase()
                || (text.chars().count() >= 4 && strsim::damerau_levenshtein(near, text) == 1)
        }) {
            self.report(Code::UnknownSource, at, "source", text).add("nearest", near);
        }
    }

    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|one| one.severity == Severity::Error)
    }

    pub(super) fn files(&self) -> Vec<String> {
        self.files.clone()
    }

    pub(super) fn sources(&self) -> Vec<Source> {
        self.sources.clone()
    }

    pub(super) fn citations(&self) -> Vec<Citation> {
        self.citations.clone()
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

impl Diagnostic {
    /// Adds an argument in place.
    pub(crate) fn add(&mut self, name: &'static str, value: impl Into<String>) -> &mut Self {
        self.arguments.push((name, value.into()));
        self
    }
}
