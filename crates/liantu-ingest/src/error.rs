//! What stops the reading of a dataset altogether.

use std::io;
use std::path::{Path, PathBuf};

/// A dataset that cannot be read at all; problems inside one are diagnostics.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// There is nothing at the path.
    #[error("{}: no such folder", path.display())]
    NotFound {
        /// What was asked for.
        path: PathBuf,
    },
    /// The path is a file.
    #[error("{}: not a folder", path.display())]
    NotAFolder {
        /// What was asked for.
        path: PathBuf,
    },
    /// A line of a mapping is not a pair of ids.
    #[error("{}:{row}: not a pair of ids", path.display())]
    NotAPair {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        row: u32,
    },
    /// The system refuses access.
    #[error("{}: permission denied", path.display())]
    PermissionDenied {
        /// The folder or file.
        path: PathBuf,
    },
    /// The folder has no `dataset.toml`.
    #[error("{}: not a dataset, it has no {}", path.display(), crate::SETTINGS_FILE)]
    NotADataset {
        /// The folder.
        path: PathBuf,
    },
    /// The files together are larger than any dataset.
    #[error("{}: {bytes} bytes, more than the limit of {limit}", path.display())]
    TooLarge {
        /// The file that went over the limit.
        path: PathBuf,
        /// Bytes up to and with it.
        bytes: u64,
        /// The most that is read.
        limit: u64,
    },
    /// The file is no workbook that can be read.
    #[error("{}: {fault}", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: WorkbookFault,
    },
    /// A file of a foreign layout is not there.
    #[error("{}: no {file} in it", path.display())]
    MissingFile {
        /// The folder.
        path: PathBuf,
        /// The file it should have.
        file: &'static str,
    },
    /// A file of a foreign layout lacks columns.
    #[error("{}: no column {columns}", path.display())]
    MissingColumns {
        /// The file.
        path: PathBuf,
        /// The columns it should have.
        columns: String,
    },
    /// A file of a foreign layout is in no supported encoding.
    #[error("{}:{row}:{column}: neither UTF-8 nor GB18030", path.display())]
    BadByte {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        row: u32,
        /// Column in characters, from 1.
        column: u32,
    },
    /// A quoted cell of a foreign layout has swallowed the rest of its file.
    #[error("{}:{row}: a quote is not closed", path.display())]
    UnclosedQuote {
        /// The file.
        path: PathBuf,
        /// Line on which the row begins, from 1.
        row: u32,
    },
    /// Data without any year, so that their date must be said.
    #[error("{}: no year anywhere", path.display())]
    NoYear {
        /// The folder.
        path: PathBuf,
    },
    /// Any other failure of the system.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookFault {
    /// Not the container of a workbook, whatever the name says.
    #[error("not a workbook")]
    NotAZip,
    /// A ZIP, but of something else.
    #[error("a ZIP file, but not a workbook")]
    NotAWorkbook,
    /// A password is needed.
    #[error("protected by a password")]
    Encrypted,
    /// A workbook of an older or binary format.
    #[error("an older or binary workbook")]
    OldFormat,
    /// No sheet is a table of a dataset.
    #[error("no sheet is a table of a dataset")]
    NotADataset,
    /// A part that unpacks to more than any workbook holds.
    #[error("{0} unpacks to more than is read")]
    TooLarge(String),
    /// What is inside cannot be understood.
    #[error("damaged: {0}")]
    Damaged(String),
}

impl IngestError {
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound { path },
            io::ErrorKind::PermissionDenied => Self::PermissionDenied { path },
            io::ErrorKind::NotADirectory => Self::NotAFolder { path },
            _ => Self::Unreadable { path, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_the_system_keep_their_kind() {
        let reading = |kind: io::ErrorKind| IngestError::reading(Path::new("x"), kind.into());
        assert!(matches!(reading(io::ErrorKind::PermissionDenied), IngestError::PermissionDenied { .. }));
        assert!(matches!(reading(io::ErrorKind::NotFound), IngestError::NotFound { .. }));
        assert!(matches!(reading(io::ErrorKind::TimedOut), IngestError::Unreadable { .. }));
    }
}
