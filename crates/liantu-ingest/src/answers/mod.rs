//! Questionnaires: a workbook of questions to be filled in, and the way back of the answers into the rows of a dataset.
//!
//! `format` is the one list of sheets, columns and words, from which the workbook is written (`write`) and read (`read`);
//! `merge` puts the answers into a draft and says of each that it could not take over why not. Nothing here changes the
//! dataset that was asked about.

mod apply;
mod claims;
mod format;
mod merge;
mod read;
mod write;

use crate::error::IngestError;
use liantu_model::RowAt;

pub use format::{CHECKLIST, LIST_ANSWERS, NEED_ANSWERS, STATUS_ANSWERS, VISITS};
pub use merge::{Merged, merge};
pub use read::{read, read_file};
pub use write::write;

/// What is asked of a row, and which answers there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// 完整, 有其他来源, 不完整
    List,
    /// A supply status, or 不供应
    Status,
    /// 必需, 可替代, 非必需, 不需要
    Need,
}

/// A question of the workbook, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionLine {
    /// Its key, by which the answer finds its row.
    pub key: String,
    /// Which answers there are.
    pub kind: AnswerKind,
    /// What stands in the columns from `question` to `ask`.
    pub texts: [String; 6],
}

/// An input of a firm to be visited, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitLine {
    /// `visit:FIRM:PRODUCT:INPUT`.
    pub key: String,
    /// What stands in the columns from `firm` to `others`.
    pub texts: [String; 5],
}

/// A workbook to be filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Questionnaire {
    /// Name of the sheet that explains the others, and its lines; one that begins with `#` is a heading.
    pub guide: (String, Vec<String>),
    /// 核实清单
    pub questions: Vec<QuestionLine>,
    /// 企业走访
    pub visits: Vec<VisitLine>,
    /// Day of the data, its date of creation: year, month, day.
    pub as_of: (i16, u8, u8),
}

/// A cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellAt {
    /// Name of the sheet.
    pub sheet: String,
    /// From 1.
    pub row: u32,
    /// From 0; `None` for the row as a whole.
    pub column: Option<u32>,
}

impl std::fmt::Display for CellAt {
    /// `核实清单!F7`, or `核实清单!7` for a row.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}!", self.sheet)?;
        let mut letters = Vec::new();
        let mut left = self.column.map_or(0, |column| column + 1);
        while left > 0 {
            letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
            left = (left - 1) / 26;
        }
        for letter in letters.iter().rev() {
            write!(f, "{letter}")?;
        }
        write!(f, "{}", self.row)
    }
}

/// How bad it is for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerEffect {
    /// The answer is not taken over.
    Refused,
    /// It is, and something is to be known of it.
    Taken,
}

impl AnswerEffect {
    /// Its key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Taken => "taken",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $key:literal $effect:ident,)+) => {
        /// What there is to tell of an answer. Keys are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AnswerCode { $($(#[$doc])* $variant,)+ }

        impl AnswerCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable kebab-case key.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// What becomes of the answer.
            pub const fn effect(self) -> AnswerEffect {
                match self { $(Self::$variant => AnswerEffect::$effect,)+ }
            }
        }
    };
}

codes! {
    /// A key that no row of the dataset has.
    UnknownKey = "unknown-key" Refused,
    /// A word that is no answer to this question.
    UnknownAnswer = "unknown-answer" Refused,
    /// A firm that is not in the dataset, and of which no place is given.
    UnknownFirm = "unknown-firm" Refused,
    /// A place that is not known.
    UnknownPlace = "unknown-place" Refused,
    /// No percentage, or none between 0 and 100.
    BadShare = "bad-share" Refused,
    /// No number, or a negative one.
    BadNumber = "bad-number" Refused,
    /// No day.
    BadDate = "bad-date" Refused,
    /// There are others, but neither firm nor place is given.
    NobodyNamed = "nobody-named" Refused,
    /// Firms are given although the list is said to be complete.
    CompleteWithOthers = "complete-with-others" Refused,
    /// Another cell answers the same otherwise.
    Disagreement = "disagreement" Refused,
    /// A row of high confidence says otherwise.
    AgainstHigh = "against-high" Refused,
    /// A row would go on the word of nobody in particular: no source, or no day.
    UnsourcedRemoval = "unsourced-removal" Refused,
    /// A field of a row holds another value already.
    Occupied = "occupied" Refused,
    /// It is not clear which source a number is about.
    UnclearSource = "unclear-source" Refused,
    /// The dataset would contradict itself.
    Contradiction = "contradiction" Refused,
    /// A firm that the dataset lacks is added.
    NewFirm = "new-firm" Taken,
    /// A row is taken out.
    RowRemoved = "row-removed" Taken,
    /// A row says something else than before.
    RowChanged = "row-changed" Taken,
    /// An approximate number is taken as it is, without the mark.
    Approximate = "approximate" Taken,
    /// No source or no day is given: confidence is medium, and it will be asked again.
    NoSource = "no-source" Taken,
}

/// One thing to tell, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnswerNote {
    /// The cell.
    pub at: CellAt,
    /// What.
    pub code: AnswerCode,
    /// What was read there.
    pub read: String,
    /// What it is compared with: known words, the nearest name, the row as it was; blank when there is no such thing.
    pub other: String,
}

/// A workbook that holds no answers at all.
#[derive(Debug, thiserror::Error)]
pub enum AnswersError {
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(#[from] IngestError),
    /// Neither sheet is there, or neither has the columns of its keys and answers.
    #[error("no sheet of answers")]
    NoAnswers,
}

/// A cell that was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Where.
    pub at: CellAt,
    /// What, without blanks around.
    pub text: String,
}

/// A row that was filled in: for each column of its sheet what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The row.
    pub at: CellAt,
    /// Its key.
    pub key: String,
    cells: Vec<(&'static str, Filled)>,
}

impl AnswerRow {
    /// What stands in a column; `None` when nothing does.
    pub fn cell(&self, column: &str) -> Option<&Filled> {
        self.cells.iter().find(|(key, _)| *key == column).map(|(_, filled)| filled)
    }
}

/// The answers of a workbook, row by row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Of 核实清单.
    pub questions: Vec<AnswerRow>,
    /// Of 企业走访.
    pub visits: Vec<AnswerRow>,
}

/// Rows that come from answers were not read anywhere.
const NOWHERE: RowAt = RowAt { file: 0, row: 0 };

#[cfg(test)]
mod tests;
