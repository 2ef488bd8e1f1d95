//! `liantu export`: the chain for other programs.

use super::cutsets::mistake;
use super::template::{TemplateTexts, headers, write_book};
use super::tree::{drawing, levels as tree_levels};
use crate::arguments::{Arguments, ExportArguments, ExportFormat};
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::output::{stdout_text, write_dataset, write_file};
use crate::session::{Levels, Session, levels, say};
use liantu_analysis::{CutSetError, CutSetOptions, Level, Listing, MaxOrder, open_psa};
use liantu_graph::{Direction, Qualified};
use liantu_ingest::Look;
use liantu_model::{ElementKind, Severity};
use liantu_render::catalogue::Catalogue;
use liantu_render::chart::{freemind, markdown_outline, mermaid, opml};
use liantu_render::network_file::{gexf, graphml, json_graph, network};
use liantu_render::tree::TreeOptions;

pub(crate) fn run(arguments: &Arguments, own: &ExportArguments) -> anyhow::Result<Exit> {
    if matches!(own.to, ExportFormat::Xlsx | ExportFormat::Csv) {
        return dataset(arguments, own);
    }
    let chosen = levels(&own.level, Level::ALL)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let text = match own.to {
        ExportFormat::Openpsa => fault_tree(&session, own, chosen)?,
        _ => drawn(&session, own)?,
    };
    match &own.output {
        Some(path) => write_file(path, &text, own.force)?,
        None => stdout_text(&text)?,
    }
    Ok(Exit::Done)
}

/// The dataset itself, every row as it was read.
fn dataset(arguments: &Arguments, own: &ExportArguments) -> anyhow::Result<Exit> {
    let words = Catalogue::new(arguments.language());
    let Some(output) = &own.output else { return Err(Mistake::new("export-needs-output", &[]).into()) };
    let (loaded, draft) = liantu_ingest::load_rows(&own.dataset)?;
    say(&words, &arguments.global, &loaded.diagnostics);
    let is_refused =
        arguments.global.strict && loaded.diagnostics.iter().any(|one| one.severity == Severity::Warning);
    if loaded.model.is_none() || is_refused {
        return Ok(Exit::DataErrors);
    }
    if own.to == ExportFormat::Csv {
        write_dataset(output, &liantu_ingest::write_folder(&draft), own.force)?;
    } else {
        let texts = TemplateTexts::without_guide(&words);
        let look = Look { headers: headers(&words), all_tables: false, texts: &texts };
        write_book(&draft, &look, output, own.force)?;
    }
    Ok(Exit::Done)
}

/// The graph or the tree, with grades and single points.
fn drawn(session: &Session, own: &ExportArguments) -> anyhow::Result<String> {
    let roots = session.targets(&own.target)?;
    let findings = Findings::of(session, Questions::about(tree_levels()).graded_by(&own.grades)?);
    let results = findings.results(session);
    let chart = || {
        let roots = roots.unwrap_or_else(|| results.single_points.targets.clone());
        drawing(session, &results, &TreeOptions { roots, direction: Direction::Upstream })
    };
    Ok(match own.to {
        ExportFormat::Graphml => graphml(&network(&results)),
        ExportFormat::Gexf => gexf(&network(&results)),
        ExportFormat::JsonGraph => json_graph(&network(&results)),
        ExportFormat::Mermaid => mermaid(&chart()),
        ExportFormat::Freemind => freemind(&chart()),
        ExportFormat::Opml => opml(&chart()),
        _ => markdown_outline(&chart()),
    })
}

/// The structure of one target as a fault tree.
fn fault_tree(session: &Session, own: &ExportArguments, chosen: Levels) -> anyhow::Result<String> {
    let target = match own.target.as_slice() {
        [only] => session.component(only)?,
        _ => return Err(Mistake::new("export-needs-target", &[]).into()),
    };
    let options = CutSetOptions {
        levels: chosen.levels,
        several_members_only: chosen.several_members_only,
        qualified: if own.count_qualified { Qualified::Counted } else { Qualified::Ignored },
        targets: Some(vec![target]),
        max_order: MaxOrder::All,
        listing: Listing::CountOnly,
        budget_nodes: 0,
        ..CutSetOptions::default()
    };
    if options.levels.contains(&Level::Embargo) {
        return Err(mistake(CutSetError::EmbargoMixed).into());
    }
    let naming = session.naming();
    let label = |element: liantu_model::Element| {
        let kind: ElementKind = element.kind();
        format!("{}.{}", kind.key(), naming.element_id(element))
    };
    let cyclic = |_| Mistake::new("cyclic-export", &[("target", naming.component(target))]);
    Ok(open_psa(&session.graph, &options, target, label).map_err(cyclic)?)
}
