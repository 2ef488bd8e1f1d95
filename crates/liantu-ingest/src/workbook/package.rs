//! The container of a workbook: a ZIP whose parts are read within bounds.

use super::xml::Xml;
use crate::error::WorkbookFault;
use std::io::{self, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most that is read of one part, in bytes.
const PART_LIMIT: u64 = 2 << 30;
/// A part larger than this must not be more than [`RATIO`] times its compressed size: nothing a spreadsheet
/// writes is, a ZIP bomb has to be.
const SUSPECT: u64 = 64 << 20;
const RATIO: u64 = 200;

/// First bytes of a ZIP, and of the container of old and of encrypted workbooks.
const ZIP: &[u8] = b"PK";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An opened container.
pub(super) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Whether the bytes are, or claim to be, some kind of workbook rather than text.
pub(crate) fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// Opens the container.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, WorkbookFault> {
    if bytes.starts_with(COMPOUND) {
        let has = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(name.len()).any(|window| window == name)
        };
        return Err(if has("EncryptedPackage") {
            WorkbookFault::Encrypted
        } else {
            WorkbookFault::OldFormat
        });
    }
    if !bytes.starts_with(ZIP) {
        return Err(WorkbookFault::NotAZip);
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| WorkbookFault::Damaged(error.to_string()))
}

/// A part by its name, whatever its case and slashes; `None` if there is none.
pub(super) fn part<'z>(archive: &'z mut Archive<'_>, name: &str) -> Result<Option<Xml<'z>>, WorkbookFault> {
    let Some(index) = index(archive, name) else { return Ok(None) };
    let file = archive.by_index(index).map_err(|error| match error {
        ZipError::UnsupportedArchive(reason) if reason.contains("assword") => WorkbookFault::Encrypted,
        error => WorkbookFault::Damaged(format!("{name}: {error}")),
    })?;
    let suspect = SUSPECT.max(file.compressed_size().saturating_mul(RATIO));
    let limit = PART_LIMIT.min(suspect);
    Ok(Some(Xml::new(name, Box::new(Bounded { inner: file, left: limit }))))
}

pub(super) fn has_part(archive: &Archive<'_>, name: &str) -> bool {
    index(archive, name).is_some()
}

fn index(archive: &Archive<'_>, name: &str) -> Option<usize> {
    archive.index_for_name(name).or_else(|| {
        let same = |raw: &[u8]| {
            raw.len() == name.len()
                && raw.iter().zip(name.bytes()).all(|(one, other)| {
                    let one = if *one == b'\\' { b'/' } else { *one };
                    one.eq_ignore_ascii_case(&other)
                })
        };
        archive.file_names_raw().position(same)
    })
}

/// Reads up to a limit and fails beyond it, whatever the container says of the size.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::new(io::ErrorKind::FileTooLarge, "too large"))?;
        Ok(read)
    }
}
