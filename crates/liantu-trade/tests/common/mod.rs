//! Tables for the tests, written to files and read back.

use std::fmt::Write as _;
use std::path::PathBuf;

use liantu_trade::{InputFile, ReadOptions, ReadReport, TradeError, YearTrade, read_year};
use tempfile::TempDir;

/// Exporter, importer, product and thousandths of a unit.
pub(crate) type Row = (&'static str, &'static str, u32, u64);

/// A table with the columns of BACI.
pub(crate) fn csv(rows: &[Row]) -> String {
    let mut text = "t,i,j,k,v,q\n".to_owned();
    for (exporter, importer, product, value) in rows {
        let (whole, rest) = (value / 1000, value % 1000);
        writeln!(text, "2022,{exporter},{importer},{product:06},{whole}.{rest:03},NA")
            .expect("a string takes all");
    }
    text
}

/// Puts bytes into a file of a temporary folder, which lives as long as the first result.
pub(crate) fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("there is room for a file");
    (folder, path)
}

/// Reads bytes as a file of one year.
pub(crate) fn read_with(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(YearTrade, ReadReport), TradeError> {
    let (_folder, path) = file(name, bytes);
    read_year(&[InputFile::from(path)], options, &mut |_| {})
}

/// Reads bytes as a file of one year with the columns of BACI.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<(YearTrade, ReadReport), TradeError> {
    read_with(name, bytes, &ReadOptions::default())
}
