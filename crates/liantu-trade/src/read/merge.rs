//! Joins the workers' shares into years and one report.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::cells::{Cells, LARGEST_TOTAL};
use crate::country::Countries;
use crate::error::TradeError;
use crate::hs::{CodeWidth, Hs6};
use crate::mapping::ColumnMapping;
use crate::read::Trade;
use crate::read::codes::MOST_CODES;
use crate::read::report::{DropReason, Dropped, PLACES_KEPT, Place, ReadReport};
use crate::read::worker::{RawPlace, Tally, Worker, YearCells};
use crate::trade::{ProductTrade, YearTrade};

/// Joins the workers' shares; `report` knows the files.
pub(crate) fn finish(
    mut workers: Vec<Worker>,
    mut report: ReadReport,
    mapping: &ColumnMapping,
) -> Result<Trade, TradeError> {
    check(&workers, mapping)?;
    count(&workers, &mut report);
    report.unit = unit(&workers, mapping);
    let countries = Arc::new(countries(&workers));
    let translations = translations(&workers, &countries);
    note_countries(&workers, &countries, &translations, &mut report);
    let mut years = years(&workers)?;
    note_products(&workers, &mut report);
    let mut read = Vec::with_capacity(years.len());
    for year in years.drain(..) {
        let shares = workers.iter_mut().map(|worker| take_year(worker, year)).collect();
        let products = join_products(shares, &translations);
        read.push(YearTrade::new(year, Arc::clone(&countries), products));
    }
    let flows: usize = read.iter().map(YearTrade::flow_count).sum();
    report.duplicates_added = report.rows_used - flows as u64;
    report.years = read.iter().map(YearTrade::year).collect();
    if read.is_empty() {
        return Err(TradeError::NoRows { report: Box::new(report) });
    }
    Ok(Trade { years: read, report })
}

fn check(workers: &[Worker], mapping: &ColumnMapping) -> Result<(), TradeError> {
    // Counted over all workers, so that the answer does not depend on their number.
    let codes: FxHashSet<&String> = workers.iter().flat_map(|worker| worker.codes.texts()).collect();
    if codes.len() > MOST_CODES || workers.iter().any(|worker| worker.has_too_many_codes) {
        return Err(TradeError::TooManyCountries { limit: MOST_CODES });
    }
    let units = units(workers);
    if units.len() > 1 && mapping.keep_unit.is_none() {
        return Err(TradeError::MixedUnits { units });
    }
    match workers.iter().filter_map(|worker| worker.overflowed_year).min() {
        Some(year) => Err(TradeError::TotalTooLarge { year }),
        None => Ok(()),
    }
}

fn units(workers: &[Worker]) -> Vec<String> {
    let mut units: Vec<String> = workers.iter().flat_map(|worker| worker.units.iter().cloned()).collect();
    units.sort_unstable();
    units.dedup();
    units
}

fn unit(workers: &[Worker], mapping: &ColumnMapping) -> String {
    units(workers).pop().unwrap_or_else(|| mapping.unit().to_owned())
}

fn count(workers: &[Worker], report: &mut ReadReport) {
    for worker in workers {
        report.rows_read += worker.rows_read;
        report.rows_used += worker.rows_used;
        report.padded_codes += worker.padded_codes;
        report.rounded += worker.rounded.rows;
    }
    let files: Vec<PathBuf> = report.files.iter().map(|file| file.file.clone()).collect();
    report.rounded_places = places(workers.iter().map(|worker| &worker.rounded), &files);
    report.dropped = DropReason::ALL.iter().filter_map(|&reason| dropped(workers, reason, &files)).collect();
    let widths = [CodeWidth::Six, CodeWidth::Eight, CodeWidth::Ten];
    let rows = widths.map(|width| (width, workers.iter().map(|worker| worker.widths[width as usize]).sum()));
    report.code_widths = rows.into_iter().filter(|&(_, rows)| rows > 0).collect();
}

fn dropped(workers: &[Worker], reason: DropReason, files: &[PathBuf]) -> Option<Dropped> {
    let tallies: Vec<&Tally> = workers.iter().filter_map(|worker| worker.dropped.get(&reason)).collect();
    let rows = tallies.iter().map(|tally| tally.rows).sum();
    (rows > 0).then(|| Dropped {
        reason,
        rows,
        value: tallies.iter().map(|tally| tally.value).sum(),
        places: places(tallies.iter().copied(), files),
    })
}

/// The first places of all workers.
fn places<'a>(tallies: impl Iterator<Item = &'a Tally>, files: &[PathBuf]) -> Vec<Place> {
    let mut raw: Vec<&RawPlace> = tallies.flat_map(|tally| &tally.places).collect();
    raw.sort_unstable();
    let first = raw.into_iter().take(PLACES_KEPT);
    first
        .map(|place| Place {
            file: files[place.file].clone(),
            line: place.line,
            column: place.column,
            field: place.slot,
            text: place.text.clone(),
        })
        .collect()
}

fn countries(workers: &[Worker]) -> Countries {
    let used = workers.iter().flat_map(|worker| worker.codes.texts().iter().zip(&worker.code_rows));
    Countries::from_codes(used.filter(|&(_, &rows)| rows > 0).map(|(code, _)| code.clone()).collect())
}

/// For each worker, its numbers of countries as numbers of the joint list.
fn translations(workers: &[Worker], countries: &Countries) -> Vec<Vec<u16>> {
    let translate = |code: &String| countries.exact(code).map_or(u16::MAX, |country| country.0);
    workers.iter().map(|worker| worker.codes.texts().iter().map(translate).collect()).collect()
}

fn note_countries(
    workers: &[Worker],
    countries: &Countries,
    translations: &[Vec<u16>],
    report: &mut ReadReport,
) {
    let mut rows = vec![0; countries.len()];
    for (worker, translation) in workers.iter().zip(translations) {
        for (&country, &count) in translation.iter().zip(&worker.code_rows) {
            if count > 0 {
                rows[usize::from(country)] += count;
            }
        }
    }
    let known = countries.codes().iter().zip(rows);
    report.unknown_countries = known
        .filter(|(code, _)| crate::country::identify(code).is_none())
        .map(|(code, rows)| (code.clone(), rows))
        .collect();
    let names = |group: Vec<crate::CountryIx>| {
        group.into_iter().map(|country| countries.code(country).to_owned()).collect()
    };
    report.written_twice = countries.written_twice().into_iter().map(names).collect();
}

/// Years with rows, ascending; the total of each is checked over all workers.
fn years(workers: &[Worker]) -> Result<Vec<u16>, TradeError> {
    let mut totals: Vec<(u16, u64)> = Vec::new();
    for cells in workers.iter().flat_map(|worker| &worker.years).filter(|cells| !cells.products.is_empty()) {
        match totals.iter_mut().find(|(year, _)| *year == cells.year) {
            Some((_, total)) => *total = total.saturating_add(cells.total),
            None => totals.push((cells.year, cells.total)),
        }
    }
    totals.sort_unstable();
    match totals.iter().find(|&&(_, total)| total >= LARGEST_TOTAL) {
        Some(&(year, _)) => Err(TradeError::TotalTooLarge { year }),
        None => Ok(totals.into_iter().map(|(year, _)| year).collect()),
    }
}

fn note_products(workers: &[Worker], report: &mut ReadReport) {
    let mut rows: Vec<(Hs6, u64)> = workers
        .iter()
        .flat_map(|worker| &worker.years)
        .flat_map(|cells| cells.products.iter().map(|(product, _, rows)| (*product, *rows)))
        .collect();
    rows.sort_unstable();
    for group in rows.chunk_by(|left, right| left.0 == right.0) {
        report.revision_marks.add(group[0].0, group.iter().map(|&(_, rows)| rows).sum());
    }
}

fn take_year(worker: &mut Worker, year: u16) -> Option<YearCells> {
    let position = worker.years.iter().position(|cells| cells.year == year)?;
    Some(worker.years.swap_remove(position))
}

/// Sorted products, each with the flows of all workers added up.
fn join_products(shares: Vec<Option<YearCells>>, translations: &[Vec<u16>]) -> Vec<ProductTrade> {
    let mut pieces: Vec<(Hs6, usize, Cells)> = Vec::new();
    for (worker, share) in shares.into_iter().enumerate() {
        let products = share.map(|share| share.products).unwrap_or_default();
        pieces.extend(products.into_iter().map(|(product, cells, _)| (product, worker, cells)));
    }
    pieces.sort_unstable_by_key(|(product, worker, _)| (*product, *worker));
    let groups: Vec<&mut [(Hs6, usize, Cells)]> =
        pieces.chunk_by_mut(|left, right| left.0 == right.0).collect();
    groups.into_par_iter().map(|group| join_product(group, translations)).collect()
}

fn join_product(pieces: &mut [(Hs6, usize, Cells)], translations: &[Vec<u16>]) -> ProductTrade {
    let product = pieces[0].0;
    let mut joined = Cells::default();
    for (_, worker, cells) in pieces {
        joined.append(std::mem::take(cells), &translations[*worker]);
    }
    joined.compact();
    ProductTrade::new(product, joined)
}
