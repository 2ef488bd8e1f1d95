//! The appendix: every source that is cited.

use crate::names::Naming;
use crate::table::{Cell, Table};
use crate::tables::Form;
use liantu_model::{CitationIx, Index, SourceKind};

const COLUMNS: [&str; 6] = ["id", "kind", "title", "url", "accessed", "rows"];
pub(super) const FORM: Form = Form::new("S", &COLUMNS).titled("report-sources").prefixed("report-source");

/// Every distinct source cell with what is declared about it, in the order of the keys.
pub(super) fn sources(naming: Naming<'_>) -> Table {
    let mut table = Table { label: String::new(), ..FORM.table(naming) };
    let counts = counts(naming);
    let mut cited: Vec<CitationIx> =
        naming.model.citation_indices().filter(|one| counts[one.position()] > 0).collect();
    cited.sort_by_key(|&one| &naming.model.citation(one).text);
    for citation in cited {
        table.push(row(naming, citation, counts[citation.position()]));
    }
    table
}

fn row(naming: Naming<'_>, citation: CitationIx, count: usize) -> Vec<Cell> {
    let citation = naming.model.citation(citation);
    let Some(source) = citation.source.map(|source| naming.model.source(source)) else {
        let missing = || Cell::missing();
        return vec![
            Cell::text(&citation.text),
            missing(),
            missing(),
            missing(),
            missing(),
            Cell::count(count),
        ];
    };
    let kind = source
        .kind
        .map_or_else(String::new, |kind| naming.words.text(&format!("source-kind-{}", kind.key())));
    let title = if source.kind == Some(SourceKind::Knowledge) {
        naming.words.text("report-knowledge-title")
    } else {
        source.title.clone()
    };
    vec![
        Cell::text(&citation.text),
        Cell::text(kind),
        Cell::text(title),
        Cell::text(&source.url),
        Cell::text(&source.accessed),
        Cell::count(count),
    ]
}

/// How often each citation stands in a row of the dataset.
fn counts(naming: Naming<'_>) -> Vec<usize> {
    let model = naming.model;
    let mut counts = vec![0; model.citations().len()];
    let all = (model.components().iter().map(|row| row.citation))
        .chain(model.requirements().iter().map(|row| row.citation))
        .chain(model.suppliers().iter().map(|row| row.citation))
        .chain(model.supplies().iter().map(|row| row.citation))
        .chain(model.purchases().iter().map(|row| row.citation))
        .chain(model.facts().iter().map(|row| row.citation));
    for citation in all.flatten() {
        counts[citation.position()] += 1;
    }
    counts
}
