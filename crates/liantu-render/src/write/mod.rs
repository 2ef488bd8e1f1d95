//! Writers of tables.

mod csv;
mod markdown;
mod text;
mod workbook;

pub use self::csv::csv;
pub use markdown::{escape as escape_markdown, markdown};
pub use rust_xlsxwriter::XlsxError as WorkbookError;
pub use text::text;
pub use workbook::workbook;
