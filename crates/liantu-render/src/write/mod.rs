//! Writers of tables.

mod csv;
mod docx;
mod markdown;
mod systemic;
mod text;
pub(crate) mod widths;
mod workbook;

pub use self::csv::{csv, plain_field};
pub use docx::{Block, Document, Orientation, Picture, docx, orientation};
pub use markdown::{escape as escape_markdown, markdown};
pub use rust_xlsxwriter::XlsxError as WorkbookError;
pub use systemic::{systemic_csv, systemic_csv_header, systemic_csv_line};
pub use text::text;
pub use workbook::workbook;
pub use zip::result::ZipError as DocumentError;
