//! Writers of tables.

mod csv;
mod markdown;
mod text;

pub use self::csv::csv;
pub use markdown::{escape as escape_markdown, markdown};
pub use text::text;
