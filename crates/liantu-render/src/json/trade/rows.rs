//! One finding of each question.

use super::{Country, CountryShare, country, value, with_share};
use crate::json::{Named, named};
use crate::names::Naming;
use crate::trade::TradeNaming;
use liantu_trade::{
    BlocExports, BlocRow, CodeTrade, ComponentTrade, Concentration, ImporterRow, NetworkRow, ProductRow,
    SourceRow, TrendRow, TrendStatus,
};
use serde::Serialize;

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the contract")]
pub(super) struct ImporterJson<'a> {
    importer: Country<'a>,
    product: String,
    imports: f64,
    sources: u16,
    hhi: f64,
    concentration: &'static str,
    top_source: CountryShare<'a>,
    second_source: Option<CountryShare<'a>>,
    exports: f64,
    ratio: Option<f64>,
    net_imports: f64,
    world_export_hhi: f64,
    c1: bool,
    c2: bool,
    c3: bool,
    dependent: bool,
    excess_cover: f64,
    irreplaceable: bool,
}

pub(super) fn importer<'a>(naming: TradeNaming<'a>, row: &ImporterRow) -> ImporterJson<'a> {
    let second = row.second.zip(row.second_share());
    ImporterJson {
        importer: country(naming, row.importer),
        product: row.product.to_string(),
        imports: value(row.imports),
        sources: row.sources,
        hhi: row.hhi,
        concentration: match row.concentration {
            Concentration::Low => "low",
            Concentration::Moderate => "moderate",
            Concentration::High => "high",
        },
        top_source: with_share(naming, row.top, row.top_share()),
        second_source: second.map(|((country, _), share)| with_share(naming, country, share)),
        exports: value(row.exports),
        ratio: (!row.exports_zero()).then(|| row.ratio()),
        net_imports: row.net_imports() as f64 / 1000.0,
        world_export_hhi: row.world_export_hhi,
        c1: row.c1(),
        c2: row.c2,
        c3: row.c3,
        dependent: row.is_dependent(),
        excess_cover: row.excess_cover(),
        irreplaceable: row.is_irreplaceable,
    }
}

#[derive(Debug, Serialize)]
pub(super) struct ProductJson<'a> {
    product: String,
    world_trade: f64,
    exporters: u32,
    importers: u32,
    links: u32,
    world_export_hhi: f64,
    top_exporter: CountryShare<'a>,
    world_import_hhi: f64,
    top_importer: CountryShare<'a>,
    outdegree_centrality: f64,
    density: f64,
    c2: bool,
}

pub(super) fn product<'a>(naming: TradeNaming<'a>, row: &ProductRow) -> ProductJson<'a> {
    ProductJson {
        product: row.product.to_string(),
        world_trade: value(row.world_trade),
        exporters: row.exporters,
        importers: row.importers,
        links: row.links,
        world_export_hhi: row.world_export_hhi,
        top_exporter: with_share(naming, row.top_exporter, row.top_exporter_share()),
        world_import_hhi: row.world_import_hhi,
        top_importer: with_share(naming, row.top_importer, row.top_importer_share()),
        outdegree_centrality: row.outdegree_centrality(),
        density: row.density(),
        c2: row.c2,
    }
}

#[derive(Debug, Serialize)]
pub(super) struct NetworkJson<'a> {
    product: String,
    nodes: u32,
    edges: u32,
    density: f64,
    outdegree_centrality: f64,
    outdegree_centralisation: f64,
    export_share_deviation: f64,
    top_exporter: CountryShare<'a>,
    mean_clustering: f64,
    mean_weighted_clustering: f64,
    largest_betweenness: f64,
    betweenness_node: Country<'a>,
    importers: u32,
    importers_reliant: u32,
    reliant_import_share: f64,
    importers_cut_off: u32,
    exporters_for_half: u32,
    exporters_for_four_fifths: u32,
}

pub(super) fn network<'a>(naming: TradeNaming<'a>, row: &NetworkRow) -> NetworkJson<'a> {
    NetworkJson {
        product: row.product.to_string(),
        nodes: row.nodes,
        edges: row.edges,
        density: row.density(),
        outdegree_centrality: row.outdegree_centrality(),
        outdegree_centralisation: row.outdegree_centralisation,
        export_share_deviation: row.export_share_deviation,
        top_exporter: with_share(naming, row.top_exporter, row.largest_export_share),
        mean_clustering: row.mean_clustering,
        mean_weighted_clustering: row.mean_weighted_clustering,
        largest_betweenness: row.largest_betweenness,
        betweenness_node: country(naming, row.betweenness_node),
        importers: row.importers,
        importers_reliant: row.importers_reliant,
        reliant_import_share: row.reliant_import_share,
        importers_cut_off: row.importers_cut_off,
        exporters_for_half: row.exporters_for_half,
        exporters_for_four_fifths: row.exporters_for_four_fifths,
    }
}

#[derive(Debug, Serialize)]
pub(super) struct SourceJson<'a> {
    product: String,
    rank: u32,
    source: Country<'a>,
    value: f64,
    import_share: Option<f64>,
    world_exports: f64,
    world_share: f64,
    exports_to_others: f64,
}

pub(super) fn source<'a>(naming: TradeNaming<'a>, row: &SourceRow) -> SourceJson<'a> {
    SourceJson {
        product: row.product.to_string(),
        rank: row.rank,
        source: country(naming, row.source),
        value: value(row.value),
        import_share: row.import_share(),
        world_exports: value(row.world_exports),
        world_share: row.world_share(),
        exports_to_others: value(row.exports_to_others()),
    }
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the contract")]
pub(super) struct BlocJson {
    product: String,
    extra_imports: f64,
    intra_imports: f64,
    extra_exports: f64,
    total_exports: f64,
    cdi1: Option<f64>,
    cdi2: Option<f64>,
    cdi3_total_exports: Option<f64>,
    cdi3_extra_exports: Option<f64>,
    f1: bool,
    f2: bool,
    f3: bool,
    dependent: bool,
}

pub(super) fn bloc(row: &BlocRow) -> BlocJson {
    let ratio = |kind: BlocExports, exports: u64| row.import_export_ratio(kind).filter(|_| exports > 0);
    BlocJson {
        product: row.product.to_string(),
        extra_imports: value(row.extra_imports),
        intra_imports: value(row.intra_imports),
        extra_exports: value(row.extra_exports),
        total_exports: value(row.total_exports()),
        cdi1: row.source_hhi,
        cdi2: row.extra_import_share(),
        cdi3_total_exports: ratio(BlocExports::All, row.total_exports()),
        cdi3_extra_exports: ratio(BlocExports::Extra, row.extra_exports),
        f1: row.f1,
        f2: row.f2,
        f3: row.f3,
        dependent: row.is_dependent(),
    }
}

#[derive(Debug, Serialize)]
pub(super) struct TrendJson<'a> {
    importer: Country<'a>,
    product: String,
    years: Vec<YearJson<'a>>,
    top_changed: Option<bool>,
    status: &'static str,
    c4: Option<bool>,
}

/// A year; the rest is null where nothing was imported.
#[derive(Debug, Serialize)]
struct YearJson<'a> {
    year: u16,
    hhi: Option<f64>,
    top_source: Option<CountryShare<'a>>,
    ratio: Option<f64>,
    dependent: Option<bool>,
}

pub(super) fn trend<'a>(naming: TradeNaming<'a>, years: &[u16], row: &TrendRow) -> TrendJson<'a> {
    let cells = years.iter().zip(&row.cells).map(|(&year, cell)| YearJson {
        year,
        hhi: cell.map(|cell| cell.hhi),
        top_source: cell.map(|cell| with_share(naming, cell.top, cell.top_share)),
        ratio: cell.filter(|cell| !cell.exports_zero).map(|cell| cell.ratio),
        dependent: cell.map(|cell| cell.is_dependent),
    });
    TrendJson {
        importer: country(naming, row.importer),
        product: row.product.to_string(),
        years: cells.collect(),
        top_changed: row.top_changed(),
        status: status_key(row.status),
        c4: row.c4,
    }
}

fn status_key(status: TrendStatus) -> &'static str {
    match status {
        TrendStatus::New => "new",
        TrendStatus::Persistent => "persistent",
        TrendStatus::Resolved => "resolved",
        TrendStatus::None => "none",
        TrendStatus::NoImport(_) => "no-import",
    }
}

/// A component with what trade says about each of its headings.
#[derive(Debug, Serialize)]
pub(super) struct ComponentJson<'a> {
    component: Named,
    fit: Option<&'static str>,
    signal: &'static str,
    codes: Vec<CodeJson<'a>>,
    unreadable: &'a [String],
}

/// A heading; `imports` is null when nothing is imported under it.
#[derive(Debug, Serialize)]
struct CodeJson<'a> {
    product: String,
    fit: &'static str,
    fit_stated: bool,
    covered: bool,
    signal: &'static str,
    status: Option<&'static str>,
    imports: Option<ImporterJson<'a>>,
}

pub(super) fn component<'a>(
    naming: TradeNaming<'a>,
    dataset: Naming<'_>,
    row: &'a ComponentTrade,
) -> ComponentJson<'a> {
    ComponentJson {
        component: named(dataset, row.component),
        fit: row.fit.map(liantu_model::HsFit::key),
        signal: row.signal.key(),
        codes: row.codes.iter().map(|one| code(naming, one)).collect(),
        unreadable: &row.unreadable,
    }
}

fn code<'a>(naming: TradeNaming<'a>, one: &CodeTrade) -> CodeJson<'a> {
    CodeJson {
        product: one.product.to_string(),
        fit: one.fit.key(),
        fit_stated: one.fit_is_stated,
        covered: one.is_covered,
        signal: one.signal().key(),
        status: one.status.map(status_key),
        imports: one.imports.as_ref().map(|row| importer(naming, row)),
    }
}
