//! Reads bilateral trade tables into exact aggregates, streaming and in parallel.
//!
//! The files may be text (comma, semicolon or tab; UTF-8 or GB 18030), gzip, ZIP archives or
//! Parquet; they are told apart by their first bytes. Blocks of whole lines are parsed by all
//! threads while the next ones are read. Memory is 8 bytes a row until rows repeat, then that of
//! the distinct flows.

mod blocks;
mod codes;
mod cut;
mod index;
mod layout;
mod merge;
mod parquet;
mod report;
mod source;
mod words;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

pub use report::{DropReason, Dropped, FileRead, Place, ReadReport};
pub use source::InputFile;

use crate::error::TradeError;
use crate::mapping::ColumnMapping;
use crate::revision;
use crate::trade::YearTrade;
use blocks::{Block, Blocks};
use layout::Layout;
use source::{Growth, Source, TextSource};
use worker::{Rules, Worker};

/// Which years are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearChoice {
    /// All that occur.
    All,
    /// One; rows of others are dropped and counted.
    Only(u16),
}

/// How tables are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Which columns hold what.
    pub mapping: ColumnMapping,
    /// Which years are read.
    pub year: YearChoice,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { mapping: ColumnMapping::baci(), year: YearChoice::All }
    }
}

/// Blocks that a worker parses between two waits for the reader.
const BLOCKS_PER_WORKER: usize = 8;

/// How far reading has come, in bytes on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub done: u64,
    /// Bytes of all files.
    pub total: u64,
}

/// What the files hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trade {
    /// The years, ascending; they share one list of countries.
    pub years: Vec<YearTrade>,
    /// Rows read, used and dropped, and what looks wrong.
    pub report: ReadReport,
}

/// Reads all files into one aggregate per year.
///
/// The result does not depend on the order of rows or files, nor on the number of threads.
///
/// # Errors
/// When a file cannot be read, lacks columns or is damaged; when values come in two units, sum to
/// more than 2⁶² thousandths in a year, or country codes are more than 20,000; when no row is usable.
pub fn read_years(
    files: &[InputFile],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Trade, TradeError> {
    let mut reading = Reading::new(files, options, progress);
    for file in files {
        reading.read_file(file)?;
    }
    merge::finish(reading.workers, reading.report, &options.mapping)
}

/// Reads all files into the aggregate of one year.
///
/// # Errors
/// As [`read_years`]; [`TradeError::SeveralYears`] when more than one year has rows and none was
/// chosen.
pub fn read_year(
    files: &[InputFile],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<(YearTrade, ReadReport), TradeError> {
    let Trade { mut years, report } = read_years(files, options, progress)?;
    match years.pop() {
        Some(year) if years.is_empty() => Ok((year, report)),
        _ => Err(TradeError::SeveralYears { years: report.years }),
    }
}

/// The state of a reading.
struct Reading<'a> {
    rules: Rules<'a>,
    workers: Vec<Worker>,
    report: ReadReport,
    done: Arc<AtomicU64>,
    total: u64,
    progress: &'a mut dyn FnMut(Progress),
}

impl<'a> Reading<'a> {
    fn new(files: &[InputFile], options: &'a ReadOptions, progress: &'a mut dyn FnMut(Progress)) -> Self {
        let sizes = files.iter().filter_map(|file| std::fs::metadata(&file.path).ok());
        Self {
            rules: Rules { mapping: &options.mapping, year: options.year },
            workers: (0..rayon::current_num_threads()).map(|_| Worker::default()).collect(),
            report: ReadReport::default(),
            done: Arc::new(AtomicU64::new(0)),
            total: sizes.map(|metadata| metadata.len()).sum(),
            progress,
        }
    }

    fn read_file(&mut self, input: &InputFile) -> Result<(), TradeError> {
        let sources = source::open(input, &self.done)?;
        let members: Vec<PathBuf> = sources.iter().filter_map(Source::label).collect();
        let mut used = 0;
        for source in sources {
            used += usize::from(match source {
                Source::Text(text) => self.read_text(text)?,
                Source::Parquet(file) => self.read_parquet(input, file)?,
            });
        }
        if used == 0 {
            let members = members.iter().map(|member| member.display().to_string()).collect();
            return Err(TradeError::NoMember { path: input.path.clone(), wanted: None, members });
        }
        Ok(())
    }

    /// Reads one text; false when it is a member without the needed columns.
    fn read_text(&mut self, source: TextSource) -> Result<bool, TradeError> {
        let TextSource { label, reader, is_compressed, is_optional } = source;
        let failed = |source: std::io::Error| {
            if let Some(&Growth { from, to }) = source.get_ref().and_then(|inner| inner.downcast_ref()) {
                TradeError::Bomb { path: label.clone(), from, to }
            } else if is_compressed {
                TradeError::Damaged { path: label.clone(), source }
            } else {
                TradeError::Unreadable { path: label.clone(), source }
            }
        };
        let mut blocks = Blocks::new(reader);
        let header = blocks.header().map_err(failed)?;
        let layout = match &header {
            Some(line) if line.contains(&0) => Err(TradeError::NotText { path: label.clone() }),
            Some(line) => Layout::from_line(line, self.rules.mapping, &label),
            None => Err(TradeError::Empty { path: label.clone() }),
        };
        let layout = match layout {
            Ok(layout) => layout,
            Err(_) if is_optional => {
                self.report.skipped_members.push(label);
                return Ok(false);
            }
            Err(error) => return Err(error),
        };
        let before = self.rows_read();
        self.read_blocks(&mut blocks, &layout).map_err(failed)?;
        self.note_file(label, before);
        Ok(true)
    }

    /// Parses a batch of blocks while the next one is read.
    fn read_blocks(&mut self, blocks: &mut Blocks, layout: &Layout) -> std::io::Result<()> {
        let file = self.report.files.len();
        let size = self.workers.len() * BLOCKS_PER_WORKER;
        let mut current = Batch::new(size);
        let mut next = Batch::new(size);
        current.fill(blocks)?;
        while current.used > 0 {
            let (rules, workers) = (&self.rules, &mut self.workers);
            let (filled, ()) =
                rayon::join(|| next.fill(blocks), || current.parse(workers, file, layout, rules));
            filled?;
            std::mem::swap(&mut current, &mut next);
            (self.progress)(Progress { done: self.done.load(Ordering::Relaxed), total: self.total });
        }
        Ok(())
    }

    fn read_parquet(&mut self, input: &InputFile, file: std::fs::File) -> Result<bool, TradeError> {
        let before = self.rows_read();
        let number = self.report.files.len();
        let Some(worker) = self.workers.first_mut() else {
            return Ok(false);
        };
        let (size, done, total) =
            (file.metadata().map_or(0, |metadata| metadata.len()), &self.done, self.total);
        let start = done.load(Ordering::Relaxed);
        parquet::read(&input.path, file, number, worker, &self.rules, &mut |share| {
            done.store(start + (size as f64 * share) as u64, Ordering::Relaxed);
            (self.progress)(Progress { done: done.load(Ordering::Relaxed), total });
        })?;
        self.note_file(input.path.clone(), before);
        Ok(true)
    }

    fn rows_read(&self) -> u64 {
        self.workers.iter().map(|worker| worker.rows_read).sum()
    }

    fn note_file(&mut self, file: PathBuf, rows_before: u64) {
        let rows = self.rows_read() - rows_before;
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let revision = self.rules.mapping.revision.or_else(|| revision::named(&name));
        self.report.files.push(FileRead { file, rows, revision });
    }
}

/// Blocks that are parsed together.
struct Batch {
    blocks: Vec<Block>,
    used: usize,
}

impl Batch {
    fn new(size: usize) -> Self {
        Self { blocks: (0..size).map(|_| Block::default()).collect(), used: 0 }
    }

    fn fill(&mut self, source: &mut Blocks) -> std::io::Result<()> {
        self.used = 0;
        for block in &mut self.blocks {
            if !source.fill(block)? {
                break;
            }
            self.used += 1;
        }
        Ok(())
    }

    /// Each worker takes every n-th block.
    fn parse(&self, workers: &mut [Worker], file: usize, layout: &Layout, rules: &Rules<'_>) {
        let step = workers.len();
        workers.par_iter_mut().enumerate().for_each(|(number, worker)| {
            for block in self.blocks[..self.used].iter().skip(number).step_by(step) {
                worker.take_block(block, file, layout, rules);
            }
        });
    }
}
