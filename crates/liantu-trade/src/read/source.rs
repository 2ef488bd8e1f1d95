//! Opens files: plain text, gzip, members of a ZIP archive, Parquet.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::CrcReader;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use zip::{CompressionMethod, ZipArchive};

use crate::error::TradeError;

/// A file to read, or one member of a ZIP archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// The file.
    pub path: PathBuf,
    /// The member to read; without it every member with the needed columns.
    pub member: Option<String>,
}

impl<P: Into<PathBuf>> From<P> for InputFile {
    fn from(path: P) -> Self {
        Self { path: path.into(), member: None }
    }
}

/// An opened table.
pub(crate) enum Source {
    /// Text, decompressed.
    Text(TextSource),
    /// A Parquet file.
    Parquet(File),
}

impl Source {
    /// What the text is called.
    pub(crate) fn label(&self) -> Option<PathBuf> {
        match self {
            Self::Text(text) => Some(text.label.clone()),
            Self::Parquet(_) => None,
        }
    }
}

/// Decompressed text and what it is called.
pub(crate) struct TextSource {
    pub(crate) label: PathBuf,
    pub(crate) reader: Box<dyn Read + Send>,
    pub(crate) is_compressed: bool,
    /// One of several members, to be skipped when it is another table.
    pub(crate) is_optional: bool,
}

/// Counts what is taken from disk.
struct Counted<R> {
    inner: R,
    done: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.done.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Compressed tables grow tenfold or so, never this many times.
const LARGEST_GROWTH: u64 = 200;
/// So many bytes do no harm, however they came about.
const HARMLESS: u64 = 1 << 30;

/// Compressed data that grows out of all proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{from} compressed bytes grow to more than {to}")]
pub(crate) struct Growth {
    pub(crate) from: u64,
    pub(crate) to: u64,
}

/// Stops the decompression of a bomb.
struct Proportioned<R> {
    inner: R,
    taken: Arc<AtomicU64>,
    given: u64,
    harmless: u64,
}

impl<R: Read> Read for Proportioned<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.given += count as u64;
        let (from, to) = (self.taken.load(Ordering::Relaxed), self.given);
        if to > self.harmless && to / LARGEST_GROWTH > from {
            return Err(io::Error::new(io::ErrorKind::InvalidData, Growth { from, to }));
        }
        Ok(count)
    }
}

/// Decompressed text of `raw`, counted on both sides.
fn decompressed<R: Read + Send + 'static, D: Read + Send + 'static>(
    raw: R,
    decompress: impl FnOnce(BufReader<Counted<R>>) -> D,
) -> Box<dyn Read + Send> {
    let taken = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: raw, done: Arc::clone(&taken) };
    let inner = decompress(BufReader::with_capacity(1 << 17, counted));
    Box::new(Proportioned { inner, taken, given: 0, harmless: HARMLESS })
}

/// Opens a file by its first bytes, whatever its name. `done` counts the bytes read from disk.
pub(crate) fn open(input: &InputFile, done: &Arc<AtomicU64>) -> Result<Vec<Source>, TradeError> {
    let unreadable = |source| TradeError::Unreadable { path: input.path.clone(), source };
    let mut file = File::open(&input.path).map_err(unreadable)?;
    let mut magic = [0; 4];
    let length = read_start(&mut file, &mut magic).map_err(unreadable)?;
    let counted = |file| Counted { inner: file, done: Arc::clone(done) };
    match &magic[..length] {
        b"PK\x03\x04" | b"PK\x05\x06" => open_members(input, done),
        b"PAR1" => Ok(vec![Source::Parquet(file)]),
        [0x1f, 0x8b, ..] => {
            let reader = decompressed(counted(file), MultiGzDecoder::new);
            Ok(vec![text(input.path.clone(), reader, true)])
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(TradeError::NotText { path: input.path.clone() }),
        start if start.contains(&0) => Err(TradeError::NotText { path: input.path.clone() }),
        _ => Ok(vec![text(input.path.clone(), Box::new(counted(file)), false)]),
    }
}

fn text(label: PathBuf, reader: Box<dyn Read + Send>, is_compressed: bool) -> Source {
    Source::Text(TextSource { label, reader, is_compressed, is_optional: false })
}

fn read_start(file: &mut File, magic: &mut [u8; 4]) -> io::Result<usize> {
    let mut start = Vec::with_capacity(4);
    file.by_ref().take(4).read_to_end(&mut start)?;
    magic[..start.len()].copy_from_slice(&start);
    file.seek(SeekFrom::Start(0))?;
    Ok(start.len())
}

fn malformed(path: &Path, error: &dyn std::fmt::Display) -> TradeError {
    TradeError::Malformed { path: path.to_owned(), message: error.to_string() }
}

/// The wanted member, or every member that may be a table.
fn open_members(input: &InputFile, done: &Arc<AtomicU64>) -> Result<Vec<Source>, TradeError> {
    let path = &input.path;
    let unreadable = |source| TradeError::Unreadable { path: path.clone(), source };
    let mut archive = ZipArchive::new(BufReader::new(File::open(path).map_err(unreadable)?))
        .map_err(|error| malformed(path, &error))?;
    let mut members: Vec<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    members.sort_unstable();
    let is_wanted = |name: &&String| input.member.as_ref().map_or(is_table(name), |member| *name == member);
    let wanted: Vec<String> = members.iter().filter(is_wanted).cloned().collect();
    if wanted.is_empty() {
        return Err(TradeError::NoMember { path: path.clone(), wanted: input.member.clone(), members });
    }
    wanted.iter().map(|name| open_member(input, &mut archive, name, done)).collect()
}

fn is_table(name: &str) -> bool {
    let lower = name.to_lowercase();
    let hidden =
        lower.starts_with("__macosx/") || lower.rsplit('/').next().is_some_and(|file| file.starts_with('.'));
    !hidden && [".csv", ".tsv", ".txt"].iter().any(|ending| lower.ends_with(ending))
}

/// A reader of its own for one member, so that it can outlive the archive and cross threads.
fn open_member(
    input: &InputFile,
    archive: &mut ZipArchive<BufReader<File>>,
    name: &str,
    done: &Arc<AtomicU64>,
) -> Result<Source, TradeError> {
    let path = &input.path;
    let member = archive.by_name(name).map_err(|error| malformed(path, &error))?;
    let (method, compressed, expected) = (
        member.compression(),
        member.compressed_size(),
        Checksum { crc: member.crc32(), size: member.size() },
    );
    let start = member.data_start().ok_or_else(|| malformed(path, &"a member without data"))?;
    let unreadable = |source| TradeError::Unreadable { path: path.clone(), source };
    let mut file = File::open(path).map_err(unreadable)?;
    file.seek(SeekFrom::Start(start)).map_err(unreadable)?;
    let raw = Counted { inner: file.take(compressed), done: Arc::clone(done) };
    let reader: Box<dyn Read + Send> = match method {
        CompressionMethod::Stored => decompressed(raw, |raw| Checked::new(raw, expected)),
        CompressionMethod::Deflated => {
            decompressed(raw, |raw| Checked::new(DeflateDecoder::new(raw), expected))
        }
        other => return Err(malformed(path, &format!("member {name} is compressed with {other}"))),
    };
    Ok(Source::Text(TextSource {
        label: format!("{}!{name}", path.display()).into(),
        reader,
        is_compressed: true,
        is_optional: input.member.is_none(),
    }))
}

struct Checksum {
    crc: u32,
    size: u64,
}

/// Compares size and checksum at the end of a member.
struct Checked<R> {
    inner: CrcReader<R>,
    expected: Checksum,
    size: u64,
}

impl<R: Read> Checked<R> {
    fn new(inner: R, expected: Checksum) -> Self {
        Self { inner: CrcReader::new(inner), expected, size: 0 }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.size += count as u64;
        let ended = count == 0 && !buffer.is_empty();
        if ended && (self.size, self.inner.crc().sum()) != (self.expected.size, self.expected.crc) {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "size or checksum of the member differ",
            ));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_out_of_proportion_is_stopped() {
        let read = |compressed: u64| {
            let taken = Arc::new(AtomicU64::new(compressed));
            let inner = io::repeat(b'\n').take(10_000);
            let mut text = Vec::new();
            Proportioned { inner, taken, given: 0, harmless: 1_000 }.read_to_end(&mut text)
        };
        assert_eq!(read(100).ok(), Some(10_000));
        let growth = read(10).err().and_then(|error| error.into_inner()?.downcast::<Growth>().ok());
        assert!(growth.is_some_and(|growth| growth.from == 10 && growth.to > 2_000));
    }
}
