//! Gathers diagnostics and the distinct citations.

use crate::names::{Names, nearest};
use crate::{
    Citation, CitationIx, Code, Diagnostic, Index, Place, RowAt, Severity, Source, SourceIx, SourceRow,
};
use rustc_hash::FxHashMap;

/// Searches for the nearest name cost O(table); beyond this many comparisons no suggestion is made.
const NEAREST_COMPARISONS: usize = 4_000_000;

pub(super) struct Collector {
    files: Vec<String>,
    diagnostics: Vec<Diagnostic>,
    sources: Vec<Source>,
    source_ids: FxHashMap<String, SourceIx>,
    source_rows: Vec<u32>,
    citations: Vec<Citation>,
    citation_ixs: FxHashMap<String, CitationIx>,
    comparisons_left: usize,
}

impl Collector {
    pub(super) fn new(files: Vec<String>, rows: &[SourceRow]) -> Self {
        let mut collector = Self {
            files,
            diagnostics: Vec::new(),
            sources: Vec::new(),
            source_ids: FxHashMap::default(),
            source_rows: Vec::new(),
            citations: Vec::new(),
            citation_ixs: FxHashMap::default(),
            comparisons_left: NEAREST_COMPARISONS,
        };
        for row in rows {
            collector.declare(row);
        }
        collector
    }

    fn declare(&mut self, row: &SourceRow) {
        if let Some(earlier) = self.source_ids.get(&row.id) {
            let earlier = self.source_rows[earlier.position()].to_string();
            self.report(Code::DuplicateId, row.at, "id", &row.id).add("earlier", earlier);
            return;
        }
        self.source_ids.insert(row.id.clone(), SourceIx::new(self.sources.len()));
        self.source_rows.push(row.at.row);
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
        self.diagnostics.push(Diagnostic::new(code, Place { file, row, field, ..Place::default() }, read));
        self.diagnostics.last_mut().expect("just pushed")
    }

    /// Records an unknown name with the nearest known one.
    pub(super) fn report_unknown<I: Index>(
        &mut self,
        code: Code,
        at: RowAt,
        field: &'static str,
        read: &str,
        names: &Names<I>,
    ) {
        let suggestion = if self.affords(names.len()) { names.nearest(read) } else { None };
        self.spend(names.len());
        self.report(code, at, field, read).add("nearest", suggestion.unwrap_or_default());
    }

    /// Whether a search among so many names may still be made.
    pub(super) fn affords(&self, names: usize) -> bool {
        self.comparisons_left >= names
    }

    /// Counts a search among so many names.
    pub(super) fn spend(&mut self, names: usize) {
        self.comparisons_left = self.comparisons_left.saturating_sub(names);
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

    /// Citations so far, in the order in which they were met.
    pub(super) fn cited(&self) -> &[Citation] {
        &self.citations
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
