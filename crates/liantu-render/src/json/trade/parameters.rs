//! What was asked.

use super::{Country, country};
use crate::trade::{Answer, TradeResults};
use liantu_trade::{BlocExports, SourceLimit, Thresholds};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct Parameters<'a> {
    years: &'a [u16],
    missing_years: &'a [u16],
    unit: &'a str,
    importer: Option<Country<'a>>,
    dataset: Option<&'a str>,
    bloc: Option<BlocJson<'a>>,
    sources_per_product: Option<usize>,
    products_left_out: Vec<String>,
    products_not_traded: &'a [String],
    thresholds: ThresholdsJson<'a>,
}

#[derive(Debug, Serialize)]
struct BlocJson<'a> {
    name: &'a str,
    members: &'a [String],
    members_absent: &'a [String],
}

/// Thresholds as decimals in text: they are exact.
#[derive(Debug, Serialize)]
struct ThresholdsJson<'a> {
    name: &'a str,
    importer: ImporterJson,
    persistence: PersistenceJson,
    bloc: BlocThresholdsJson,
}

#[derive(Debug, Serialize)]
struct ImporterJson {
    import_hhi_moderate: Option<String>,
    import_hhi: String,
    world_export_hhi: String,
    import_export_ratio: String,
    excess_cover: String,
}

#[derive(Debug, Serialize)]
struct PersistenceJson {
    years: u16,
    window: u16,
}

#[derive(Debug, Serialize)]
struct BlocThresholdsJson {
    import_hhi: String,
    extra_import_share: String,
    import_export_ratio: String,
    exports: &'static str,
}

pub(super) fn parameters<'a>(results: &'a TradeResults<'a>) -> Parameters<'a> {
    let naming = results.naming;
    let importer = match &results.answer {
        Answer::Importers { importer, .. } | Answer::Trend { importer, .. } => *importer,
        Answer::Sources { importer, .. } => Some(*importer),
        Answer::Components { trades, .. } => Some(trades.importer),
        Answer::Products(_) | Answer::Network(_) | Answer::Bloc { .. } => None,
    };
    let bloc = match &results.answer {
        Answer::Bloc { bloc, resolved, .. } => {
            Some(BlocJson { name: bloc.name(), members: bloc.members(), members_absent: &resolved.absent })
        }
        _ => None,
    };
    let dataset = match &results.answer {
        Answer::Components { dataset, .. } => Some(dataset.model.dataset().id.as_str()),
        _ => None,
    };
    let sources_per_product = match results.answer {
        Answer::Sources { limit: SourceLimit::Largest(count), .. } => Some(count),
        _ => None,
    };
    let trend = match &results.answer {
        Answer::Trend { trend, .. } => Some(*trend),
        _ => None,
    };
    let left_out = trend.map_or(&[][..], |trend| &trend.products_left_out);
    Parameters {
        years: &results.report.years,
        missing_years: trend.map_or(&[], |trend| &trend.missing_years),
        unit: naming.unit,
        importer: importer.map(|importer| country(naming, importer)),
        dataset,
        bloc,
        sources_per_product,
        products_left_out: left_out.iter().map(ToString::to_string).collect(),
        products_not_traded: &results.absent_products,
        thresholds: thresholds(results.thresholds),
    }
}

fn thresholds(all: &Thresholds) -> ThresholdsJson<'_> {
    let (importer, bloc) = (&all.importer, &all.bloc);
    ThresholdsJson {
        name: &all.name,
        importer: ImporterJson {
            import_hhi_moderate: importer.import_hhi_moderate.map(|level| level.to_string()),
            import_hhi: importer.import_hhi.to_string(),
            world_export_hhi: importer.world_export_hhi.to_string(),
            import_export_ratio: importer.import_export_ratio.to_string(),
            excess_cover: importer.excess_cover.to_string(),
        },
        persistence: PersistenceJson { years: all.persistence.years, window: all.persistence.window },
        bloc: BlocThresholdsJson {
            import_hhi: bloc.import_hhi.to_string(),
            extra_import_share: bloc.extra_import_share.to_string(),
            import_export_ratio: bloc.import_export_ratio.to_string(),
            exports: match bloc.exports {
                BlocExports::All => "all",
                BlocExports::Extra => "extra",
            },
        },
    }
}
