//! Tables: one description, written as text, Markdown, CSV or HTML.

use crate::chart::Grade;
use liantu_model::Percent;
use std::borrow::Cow;

/// Written where a value is missing; never a zero.
pub const MISSING_VALUE: &str = "—";

/// How a cell is meant to stand out, in words elsewhere and in colour where there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A grade: 红.
    Red,
    /// A grade: 橙.
    Orange,
    /// A grade: 黄.
    Yellow,
    /// A grade: 绿.
    Green,
    /// A grade: 无数据.
    Unknown,
}

impl From<Tone> for Grade {
    fn from(tone: Tone) -> Self {
        match tone {
            Tone::Red => Self::Red,
            Tone::Orange => Self::Orange,
            Tone::Yellow => Self::Yellow,
            Tone::Green => Self::Green,
            Tone::Unknown => Self::Unknown,
        }
    }
}

impl From<Grade> for Tone {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::Red => Self::Red,
            Grade::Orange => Self::Orange,
            Grade::Yellow => Self::Yellow,
            Grade::Green => Self::Green,
            Grade::Unknown => Self::Unknown,
        }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What is shown.
    pub text: String,
    /// The number behind it, to sort by and to write into spreadsheets.
    pub number: Option<f64>,
    /// How it stands out.
    pub tone: Option<Tone>,
}

impl Cell {
    /// Text; empty counts as missing.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let text = if text.is_empty() { MISSING_VALUE.to_owned() } else { text };
        Self { text, number: None, tone: None }
    }

    /// Left empty, to be filled in by the office.
    pub fn blank() -> Self {
        Self { text: String::new(), number: None, tone: None }
    }

    /// A missing value.
    pub fn missing() -> Self {
        Self::text("")
    }

    /// A count.
    pub fn count(count: usize) -> Self {
        Self { text: count.to_string(), number: Some(count as f64), tone: None }
    }

    /// A number with a fixed number of decimals.
    pub fn number(value: f64, decimals: usize) -> Self {
        Self { text: format!("{value:.decimals$}"), number: Some(value), tone: None }
    }

    /// An interval of numbers; one number when both ends print alike.
    pub fn interval(low: f64, high: f64, decimals: usize) -> Self {
        Self { text: interval(low, high, decimals), number: Some(low), tone: None }
    }

    /// A percentage interval.
    pub fn percent(range: Option<(Percent, Percent)>) -> Self {
        range.map_or_else(Self::missing, |(low, high)| Self {
            text: percent_interval(low, high),
            number: Some(low.points()),
            tone: None,
        })
    }

    /// The same cell, standing out.
    #[must_use]
    pub fn toned(mut self, tone: Option<Tone>) -> Self {
        self.tone = tone;
        self
    }
}

/// `0.40` or `0.40–1.00`.
pub fn interval(low: f64, high: f64, decimals: usize) -> String {
    let (low, high) = (format!("{low:.decimals$}"), format!("{high:.decimals$}"));
    if low == high { low } else { format!("{low}–{high}") }
}

/// A number without needless decimals, two at most.
pub fn short_number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `8` or `4–12.5`, without needless decimals.
pub fn interval_short(low: f64, high: f64) -> String {
    let (low, high) = (short_number(low), short_number(high));
    if low == high { low } else { format!("{low}–{high}") }
}

/// `12.5%` or `10–20%`, at most one decimal.
pub fn percent_interval(low: Percent, high: Percent) -> String {
    let short = |value: Percent| {
        let text = format!("{:.1}", value.points());
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    let (low, high) = (short(low), short(high));
    if low == high { format!("{low}%") } else { format!("{low}–{high}%") }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its key in the table; empty where it depends on the data.
    pub key: &'static str,
    /// What stands above it.
    pub header: String,
    /// Whether it holds numbers, set flush right.
    pub numeric: bool,
    /// Where it is shown.
    pub shown: Shown,
}

/// Where a column is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// Wherever the table is.
    #[default]
    Everywhere,
    /// Where rows are sorted and filtered, and one column more is no burden.
    Spreadsheets,
}

impl Column {
    /// A column under its message: one that begins with `#` is numeric, and shown without it.
    pub fn of(key: &'static str, message: &str) -> Self {
        let (header, numeric) = match message.strip_prefix('#') {
            Some(rest) => (rest, true),
            None => (message, false),
        };
        Self { key, header: header.to_owned(), numeric, shown: Shown::Everywhere }
    }

    /// The same column, in spreadsheets only.
    #[must_use]
    pub fn for_spreadsheets(self) -> Self {
        Self { shown: Shown::Spreadsheets, ..self }
    }
}

/// A table with its heading and what must be said below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Short key, `T1`.
    pub id: String,
    /// What stands before the title; empty where nothing does.
    pub label: String,
    /// Title.
    pub title: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
    /// Date, rules, scenario, certainty, sources.
    pub notes: Vec<String>,
}

impl Table {
    /// An empty table. A header that begins with `#` is numeric, and shown without it.
    pub fn new(id: &str, title: impl Into<String>, headers: impl IntoIterator<Item = String>) -> Self {
        let columns = headers.into_iter().map(|header| Column::of("", &header)).collect();
        Self {
            id: id.to_owned(),
            label: id.to_owned(),
            title: title.into(),
            columns,
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Label and title: `T3 短板清单`.
    pub fn heading(&self) -> String {
        format!("{} {}", self.label, self.title).trim_start().to_owned()
    }

    /// The table as pages show it: without the columns that are for spreadsheets.
    pub fn for_pages(&self) -> Cow<'_, Self> {
        let keeps = |at: usize| self.columns[at].shown == Shown::Everywhere;
        if (0..self.columns.len()).all(keeps) {
            return Cow::Borrowed(self);
        }
        let kept = |at: &usize| keeps(*at);
        let columns = (0..self.columns.len()).filter(kept).map(|at| self.columns[at].clone()).collect();
        let row = |row: &Vec<Cell>| (0..row.len()).filter(kept).map(|at| row[at].clone()).collect();
        Cow::Owned(Self {
            id: self.id.clone(),
            label: self.label.clone(),
            title: self.title.clone(),
            columns,
            rows: self.rows.iter().map(row).collect(),
            notes: self.notes.clone(),
        })
    }

    /// The table with every column shown everywhere.
    #[must_use]
    pub fn with_every_column(mut self) -> Self {
        self.columns.iter_mut().for_each(|column| column.shown = Shown::Everywhere);
        self
    }

    /// Adds a row.
    pub fn push(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "table {}", self.id);
        self.rows.push(cells);
    }
}
