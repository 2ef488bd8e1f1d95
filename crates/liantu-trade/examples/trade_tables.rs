//! Writes one table of a bilateral trade file to standard output, to measure and to try out.
//!
//! `trade_tables importers|products|network|bloc|trend FILE…`, `trade_tables sources CODE FILE…`

use std::error::Error;
use std::io::{BufWriter, Write, stdout};

use liantu_trade::{
    Bloc, Importers, InputFile, ReadOptions, SourceLimit, Thresholds, TradeError, bloc_table, importer_table,
    network_table, product_table, read_year, read_years, source_table, trend, write_bloc_table,
    write_importer_table, write_network_table, write_product_table, write_source_table, write_trend,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let table = arguments.next().ok_or("which table?")?;
    let importer = if table == "sources" { arguments.next() } else { None };
    let files: Vec<InputFile> = arguments.map(InputFile::from).collect();
    let mut out = BufWriter::new(stdout().lock());
    write_table(&mut out, &table, importer.as_deref().unwrap_or_default(), &files)?;
    out.flush()?;
    Ok(())
}

fn write_table(
    out: &mut impl Write,
    table: &str,
    importer: &str,
    files: &[InputFile],
) -> Result<(), Box<dyn Error>> {
    let thresholds = Thresholds::default();
    let options = ReadOptions::default();
    if table == "trend" {
        let trade = read_years(files, &options, &mut |_| {})?;
        let tables: Vec<_> =
            trade.years.iter().map(|year| importer_table(year, Importers::All, &thresholds)).collect();
        return Ok(write_trend(out, &trend(&tables, thresholds.persistence)?)?);
    }
    let (trade, _) = read_year(files, &options, &mut |_| {})?;
    match table {
        "importers" => write_importer_table(out, &importer_table(&trade, Importers::All, &thresholds))?,
        "products" => write_product_table(out, &trade, &product_table(&trade, &thresholds))?,
        "network" => write_network_table(out, &trade, &network_table(&trade))?,
        "bloc" => {
            let bloc = Bloc::eu27().resolve(trade.countries())?;
            write_bloc_table(out, &trade, &bloc_table(&trade, &bloc, &thresholds))?;
        }
        "sources" => {
            let unknown = || TradeError::UnknownCountry { code: importer.to_owned() };
            let country = trade.countries().find(importer).ok_or_else(unknown)?;
            write_source_table(
                out,
                &trade,
                importer,
                &source_table(&trade, country, SourceLimit::Largest(10)),
            )?;
        }
        other => return Err(format!("no table {other}").into()),
    }
    Ok(())
}
