//! One thread's share of the rows: parses, checks and aggregates them.

use rustc_hash::FxHashMap;

use crate::cells::{Cells, LARGEST_TOTAL};
use crate::decimal::{Grouping, Value, parse_value};
use crate::hs::{HS6_CODES, Hs6, parse_code};
use crate::mapping::{ColumnMapping, Parties, Slot};
use crate::read::YearChoice;
use crate::read::blocks::{Block, record_end};
use crate::read::codes::{Codes, decode};
use crate::read::cut::{Class, Cut, byte_classes, cut_plain, newlines};
use crate::read::index::{FieldEnd, field_ends};
use crate::read::layout::{Layout, Record, raw_fields, split_quoted};
use crate::read::report::{DropReason, PLACES_KEPT};
use crate::read::words::{packed, packed_field, six_digits, three_decimals};

/// Rows in memory above which repetitions are added up while reading.
const ROWS_BEFORE_COMPACTING: u64 = 8_000_000;

/// Which rows are wanted and how they are read.
pub(crate) struct Rules<'a> {
    pub(crate) mapping: &'a ColumnMapping,
    pub(crate) year: YearChoice,
}

impl Rules<'_> {
    /// Whether exporter, importer, product and value are all there is to a row.
    fn are_plain(&self) -> bool {
        let mapping = self.mapping;
        let selects = [Slot::Unit, Slot::Province].iter().any(|&slot| mapping.has_column(slot));
        mapping.parties == Parties::Traders && !selects
    }
}

/// What all rows of one file share.
struct Share<'a> {
    file: usize,
    layout: &'a Layout,
    rules: &'a Rules<'a>,
    class: [Class; 256],
}

/// Where in the input a field stands, before the file has a name again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RawPlace {
    pub(crate) file: usize,
    pub(crate) line: u64,
    pub(crate) column: u32,
    pub(crate) slot: Slot,
    pub(crate) text: String,
}

/// Rows of one kind and the first places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) rows: u64,
    pub(crate) value: u128,
    pub(crate) places: Vec<RawPlace>,
}

/// The flows of one year as far as one worker has seen them.
pub(crate) struct YearCells {
    pub(crate) year: u16,
    slots: Vec<u32>,
    pub(crate) products: Vec<(Hs6, Cells, u64)>,
    pub(crate) total: u64,
}

/// A row that is not used, and the field to blame.
struct Rejected {
    reason: DropReason,
    slot: Slot,
    value: u64,
}

/// One thread's state. Merging the states in any order gives the same result.
#[derive(Default)]
pub(crate) struct Worker {
    pub(crate) codes: Codes,
    pub(crate) code_rows: Vec<u64>,
    pub(crate) years: Vec<YearCells>,
    pub(crate) dropped: FxHashMap<DropReason, Tally>,
    pub(crate) rounded: Tally,
    pub(crate) rows_read: u64,
    pub(crate) rows_used: u64,
    pub(crate) widths: [u64; 3],
    pub(crate) padded_codes: u64,
    pub(crate) units: Vec<String>,
    pub(crate) has_too_many_codes: bool,
    pub(crate) overflowed_year: Option<u16>,
    last_year: Option<(Vec<u8>, usize)>,
    last_year_packed: Option<(u64, usize)>,
    ends: Vec<FieldEnd>,
}

fn rejected<T>(reason: DropReason, slot: Slot) -> Result<T, Rejected> {
    Err(Rejected { reason, slot, value: 0 })
}

impl Worker {
    /// Takes every record of a block.
    pub(crate) fn take_block(&mut self, block: &Block, file: usize, layout: &Layout, rules: &Rules<'_>) {
        let share = Share { file, layout, rules, class: byte_classes(layout.delimiter) };
        let columns = layout.main_columns().filter(|_| rules.are_plain() && !block.has_quotes());
        match columns {
            Some(columns) => self.take_indexed(block, columns, &share),
            None => self.take_general(block.text(), block.first_line, &share),
        }
    }

    /// Takes the records of a block without quotes: those of the usual form the short way.
    fn take_indexed(&mut self, block: &Block, columns: [usize; 5], share: &Share<'_>) {
        let text = block.text();
        let mut ends = std::mem::take(&mut self.ends);
        field_ends(text, share.layout.delimiter, &mut ends);
        let width = share.layout.slots.len();
        let (mut line, mut start, mut next) = (block.first_line, 0, 0);
        while let Some(row) = ends.get(next..next + width) {
            let (last, others) = (row[width - 1], &row[..width - 1]);
            let is_whole = last.newline() == 1 && others.iter().fold(0, |any, end| any | end.newline()) == 0;
            if is_whole && self.take_short(text, start, row, columns).is_some() {
                next += width;
                start = last.position() + 1;
            } else {
                let record = &text[start..];
                start += record_end(record).unwrap_or(record.len());
                self.take_general(&text[text.len() - record.len()..start], line, share);
                next += ends[next..].iter().take_while(|end| end.position() < start).count();
            }
            line += 1;
        }
        self.take_general(&text[start..], line, share);
        self.ends = ends;
    }

    /// Takes a row of the usual form: the year of the row before, codes met before, a product of
    /// six digits, three decimals. `None`, with nothing done, for any other.
    #[inline]
    fn take_short(&mut self, text: &[u8], start: usize, row: &[FieldEnd], columns: [usize; 5]) -> Option<()> {
        let field = |column: usize| {
            let first = if column == 0 { start } else { row[column - 1].position() + 1 };
            (first, row[column].position())
        };
        let [year, origin, destination, product, value] = columns.map(field);
        let (last_year, year_position) = self.last_year_packed?;
        let exporter = self.codes.cached(packed_field(text, origin.0, origin.1)?)?;
        let importer = self.codes.cached(packed_field(text, destination.0, destination.1)?)?;
        let product = Hs6::from_number(six_digits(text, product.0, product.1)?)?;
        let thousandths = three_decimals(text, value.0, value.1)?;
        let is_usual = packed_field(text, year.0, year.1)? == last_year && thousandths > 0;
        if !is_usual || self.codes.is_same_country(exporter, importer) {
            return None;
        }
        self.rows_read += 1;
        self.use_row(year_position, product, importer, exporter, thousandths);
        self.widths[0] += 1;
        Some(())
    }

    fn take_general(&mut self, mut text: &[u8], mut line: u64, share: &Share<'_>) {
        let Share { file, layout, rules, class } = share;
        while !text.is_empty() {
            let mut record = layout.template();
            let (end, outcome) = match cut_plain(text, class, layout, &mut record) {
                Cut::Row(end) => (end, Some(self.take(&record, layout.grouping(), rules))),
                Cut::Blank(end) => (end, None),
                Cut::Ragged(end) => (end, Some(rejected(DropReason::FieldCount, Slot::Value))),
                Cut::Quoted => self.take_quoted(text, layout, rules),
            };
            self.rows_read += u64::from(outcome.is_some());
            if let Some(outcome @ (Ok(true) | Err(_))) = outcome {
                self.note(&outcome, |slot| place(*file, line, &text[..end], slot, layout));
            }
            line += newlines(&text[..end]);
            text = &text[end..];
        }
    }

    /// Takes a row that is already cut into fields; its place is row and column number.
    pub(crate) fn take_fields(
        &mut self,
        record: &Record<'_>,
        file: usize,
        line: u64,
        layout: &Layout,
        rules: &Rules<'_>,
    ) {
        let outcome = self.take(record, layout.grouping(), rules);
        self.rows_read += 1;
        if matches!(outcome, Ok(true) | Err(_)) {
            self.note(&outcome, |slot| RawPlace {
                file,
                line,
                column: layout.column(slot).map_or(1, |column| column as u32 + 1),
                slot,
                text: shortened(record[slot as usize]),
            });
        }
    }

    fn take_quoted(
        &mut self,
        text: &[u8],
        layout: &Layout,
        rules: &Rules<'_>,
    ) -> (usize, Option<Result<bool, Rejected>>) {
        let end = record_end(text).unwrap_or(text.len());
        let fields = split_quoted(&text[..end], layout.delimiter);
        if fields.len() != layout.slots.len() {
            return (end, Some(rejected(DropReason::FieldCount, Slot::Value)));
        }
        let mut record = layout.template();
        for (field, slot) in fields.iter().zip(&layout.slots) {
            if let Some(slot) = slot {
                record[*slot as usize] = field;
            }
        }
        (end, Some(self.take(&record, layout.grouping(), rules)))
    }

    /// Adds a row to the aggregate; `Ok(true)` when its value was rounded.
    #[inline]
    fn take(&mut self, record: &Record<'_>, grouping: Grouping, rules: &Rules<'_>) -> Result<bool, Rejected> {
        let year = self.year(record[Slot::Year as usize], rules.year)?;
        self.check_selection(record, rules)?;
        let Some(code) = parse_code(record[Slot::Product as usize]) else {
            return rejected(DropReason::BadProduct, Slot::Product);
        };
        let (thousandths, was_rounded) = value(record[Slot::Value as usize], grouping)?;
        let (exporter, importer) = self.traders(record, thousandths, rules)?;
        if thousandths == 0 {
            return rejected(DropReason::ZeroValue, Slot::Value);
        }
        self.widths[code.width as usize] += 1;
        self.padded_codes += u64::from(code.padded);
        self.use_row(year, code.product, importer, exporter, thousandths);
        Ok(was_rounded)
    }

    #[inline]
    fn use_row(&mut self, year: usize, product: Hs6, importer: u16, exporter: u16, thousandths: u64) {
        self.rows_used += 1;
        self.code_rows[usize::from(exporter)] += 1;
        self.code_rows[usize::from(importer)] += 1;
        self.add(year, product, importer, exporter, thousandths);
    }

    /// The place of the row's year among [`Worker::years`].
    #[inline]
    fn year(&mut self, text: &[u8], choice: YearChoice) -> Result<usize, Rejected> {
        if let Some((last, position)) = &self.last_year
            && last == text
        {
            return Ok(*position);
        }
        let Some(year) = parse_year(text) else {
            return rejected(DropReason::BadYear, Slot::Year);
        };
        if matches!(choice, YearChoice::Only(only) if only != year) {
            return rejected(DropReason::OtherYear, Slot::Year);
        }
        let position = self.years.iter().position(|cells| cells.year == year).unwrap_or_else(|| {
            self.years.push(YearCells::new(year));
            self.years.len() - 1
        });
        self.last_year = Some((text.to_vec(), position));
        self.last_year_packed = (text.len() < 8).then(|| (packed(text), position));
        Ok(position)
    }

    fn check_selection(&mut self, record: &Record<'_>, rules: &Rules<'_>) -> Result<(), Rejected> {
        let mapping = rules.mapping;
        if mapping.has_column(Slot::Unit) {
            let unit = decode(record[Slot::Unit as usize]);
            if mapping.keep_unit.as_ref().is_some_and(|keep| *keep != unit) {
                return rejected(DropReason::OtherUnit, Slot::Unit);
            }
            if !self.units.contains(&unit) && self.units.len() < 100 {
                self.units.push(unit);
            }
        }
        if !mapping.keep_provinces.is_empty() {
            let province = decode(record[Slot::Province as usize]);
            if !mapping.keep_provinces.contains(&province) {
                return rejected(DropReason::OtherProvince, Slot::Province);
            }
        }
        Ok(())
    }

    /// Exporter and importer, which are two countries.
    #[inline]
    fn traders(
        &mut self,
        record: &Record<'_>,
        thousandths: u64,
        rules: &Rules<'_>,
    ) -> Result<(u16, u16), Rejected> {
        let origin = self.country(record, Slot::Origin)?;
        let destination = self.country(record, Slot::Destination)?;
        if self.codes.is_same_country(origin, destination) {
            return Err(Rejected {
                reason: DropReason::SelfTrade,
                slot: Slot::Destination,
                value: thousandths,
            });
        }
        match &rules.mapping.parties {
            Parties::Traders => Ok((origin, destination)),
            Parties::Reporter { imports, exports } => {
                let flow = decode(record[Slot::Flow as usize]);
                if imports.contains(&flow) {
                    Ok((destination, origin))
                } else if exports.contains(&flow) {
                    Ok((origin, destination))
                } else {
                    rejected(DropReason::OtherFlow, Slot::Flow)
                }
            }
        }
    }

    #[inline]
    fn country(&mut self, record: &Record<'_>, slot: Slot) -> Result<u16, Rejected> {
        let text = record[slot as usize];
        if text.is_empty() {
            return rejected(DropReason::MissingCountry, slot);
        }
        let Some(number) = self.codes.number(text) else {
            self.has_too_many_codes = true;
            return rejected(DropReason::MissingCountry, slot);
        };
        if usize::from(number) >= self.code_rows.len() {
            self.code_rows.resize(usize::from(number) + 1, 0);
        }
        Ok(number)
    }

    #[inline]
    fn add(&mut self, year: usize, product: Hs6, importer: u16, exporter: u16, value: u64) {
        let cells = &mut self.years[year];
        cells.total = cells.total.saturating_add(value);
        if cells.total >= LARGEST_TOTAL {
            self.overflowed_year = Some(cells.year);
            return;
        }
        let product_cells = cells.product(product);
        if product_cells.1.is_full() && self.rows_used > ROWS_BEFORE_COMPACTING {
            product_cells.1.compact();
        }
        product_cells.1.push(importer, exporter, value);
        product_cells.2 += 1;
    }

    #[cold]
    fn note(&mut self, outcome: &Result<bool, Rejected>, place: impl FnOnce(Slot) -> RawPlace) {
        let (tally, slot, value) = match outcome {
            Ok(_) => (&mut self.rounded, Slot::Value, 0),
            Err(Rejected { reason, slot, value }) => {
                (self.dropped.entry(*reason).or_default(), *slot, *value)
            }
        };
        tally.rows += 1;
        tally.value += u128::from(value);
        if tally.places.len() < PLACES_KEPT {
            tally.places.push(place(slot));
        }
    }
}

impl YearCells {
    fn new(year: u16) -> Self {
        Self { year, slots: vec![0; HS6_CODES], products: Vec::new(), total: 0 }
    }

    #[inline]
    fn product(&mut self, product: Hs6) -> &mut (Hs6, Cells, u64) {
        let slot = &mut self.slots[product.number() as usize];
        if *slot == 0 {
            self.products.push((product, Cells::default(), 0));
            *slot = self.products.len() as u32;
        }
        &mut self.products[*slot as usize - 1]
    }
}

#[inline]
fn value(text: &[u8], grouping: Grouping) -> Result<(u64, bool), Rejected> {
    let reason = match parse_value(text, grouping) {
        Value::Exact { thousandths, rounded } => return Ok((thousandths, rounded)),
        Value::Missing => DropReason::MissingValue,
        Value::Negative => DropReason::NegativeValue,
        Value::TooLarge => DropReason::ValueTooLarge,
        Value::Malformed => DropReason::BadValue,
    };
    rejected(reason, Slot::Value)
}

/// A year, or a date such as `202301`, `2023-01` or `2023年` that starts with one.
fn parse_year(text: &[u8]) -> Option<u16> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !matches!(digits, 4 | 6 | 8) {
        return None;
    }
    let year = text[..4].iter().fold(0, |year, byte| year * 10 + u16::from(byte - b'0'));
    (1900..=2199).contains(&year).then_some(year)
}

fn place(file: usize, line: u64, text: &[u8], slot: Slot, layout: &Layout) -> RawPlace {
    let fields = || raw_fields(text, layout.delimiter);
    let column = layout.column(slot).unwrap_or(0);
    let (start, field) = fields().nth(column).or_else(|| fields().last()).unwrap_or((0, text));
    RawPlace {
        file,
        line,
        column: decode(&text[..start]).chars().count() as u32 + 1,
        slot,
        text: shortened(field.trim_ascii()),
    }
}

fn shortened(field: &[u8]) -> String {
    decode(field).chars().take(40).collect()
}
