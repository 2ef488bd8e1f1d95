//! Problems in the data: what, where, what was read. The wording, in each language, is elsewhere.

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The data cannot be used until it is mended.
    Error,
    /// The data can be used; results may mislead.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Where a problem is. Ordered by file, row, column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// File name inside the dataset, or name of a sheet; empty for the dataset as a whole.
    pub file: String,
    /// Line in the file or row of the sheet, from 1.
    pub row: Option<u32>,
    /// Column from 1: characters of the line, or columns of the sheet.
    pub column: Option<u32>,
    /// Canonical name of the table column.
    pub field: Option<&'static str>,
    /// Whether row and column are those of a sheet.
    pub is_sheet: bool,
}

impl Place {
    /// The name of the cell on its sheet, such as `D17`; `None` elsewhere.
    pub fn cell(&self) -> Option<String> {
        let (row, column) = (self.row?, self.column?);
        self.is_sheet.then(|| format!("{}{row}", column_letters(column)))
    }
}

/// The letters a spreadsheet gives a column: 1 is `A`, 27 is `AA`.
pub fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + ((column - 1) % 26) as u8));
        column = (column - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What was read there.
    pub read: String,
    /// Named arguments of the message.
    pub arguments: Vec<(&'static str, String)>,
    /// The Chinese header of the table column, where it has one.
    pub header: Option<&'static str>,
}

impl Diagnostic {
    /// A problem of `code` at `place`, at the code's own severity.
    pub fn new(code: Code, place: Place, read: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            place,
            read: read.into(),
            arguments: Vec::new(),
            header: None,
        }
    }

    /// Adds an argument for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $key:literal $severity:ident,)+) => {
        /// The kinds of problems. Keys are stable: they may be quoted in letters and scripts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable kebab-case key.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The severity of such a problem.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// The settings file is not valid TOML or has a wrong value.
    MalformedSettings = "malformed-settings" Error,
    /// A required setting is not there.
    MissingSetting = "missing-setting" Error,
    /// A setting nobody reads.
    UnknownSetting = "unknown-setting" Warning,
    /// A table that is needed is not there.
    MissingTable = "missing-table" Error,
    /// A table is not there and counts as empty.
    AbsentTable = "absent-table" Warning,
    /// A CSV file of the folder is none of the tables.
    UnknownTable = "unknown-table" Warning,
    /// Two files of one table.
    DuplicateTable = "duplicate-table" Error,
    /// There is no component at all.
    EmptyDataset = "empty-dataset" Error,
    /// Neither UTF-8 nor GB18030.
    BadEncoding = "bad-encoding" Error,
    /// A column that is needed is not there.
    MissingColumn = "missing-column" Error,
    /// A column nobody reads.
    UnknownColumn = "unknown-column" Warning,
    /// Two columns of one meaning.
    DuplicateColumn = "duplicate-column" Error,
    /// A row has cells beyond the header.
    RaggedRow = "ragged-row" Error,
    /// A quoted cell is not closed.
    UnclosedQuote = "unclosed-quote" Error,
    /// A cell is larger than any text or number should be.
    OversizedCell = "oversized-cell" Error,
    /// A row above the header, or a note across the table.
    TitleRow = "title-row" Info,
    /// A sheet that is none of the tables, as its name says.
    IgnoredSheet = "ignored-sheet" Info,
    /// Hidden sheets, rows or columns that were read all the same.
    HiddenCells = "hidden-cells" Warning,
    /// Cells merged over several columns, so that it is not clear what they say about each.
    MergedCells = "merged-cells" Error,
    /// A formula that failed.
    FormulaError = "formula-error" Error,
    /// A formula without a stored value.
    FormulaWithoutValue = "formula-without-value" Error,
    /// A number with more digits than a spreadsheet keeps.
    ImpreciseNumber = "imprecise-number" Warning,
    /// Macros of a workbook, which are not run.
    MacrosIgnored = "macros-ignored" Warning,
    /// An invisible control character inside a cell.
    ControlCharacter = "control-character" Error,
    /// A formula where a value should be.
    FormulaCell = "formula-cell" Warning,
    /// A required cell is blank.
    MissingValue = "missing-value" Error,
    /// Not a number.
    MalformedNumber = "malformed-number" Error,
    /// Not a percentage or a range of percentages.
    MalformedPercent = "malformed-percent" Error,
    /// Not a date or year.
    MalformedDate = "malformed-date" Error,
    /// Not a word of the column's list.
    UnknownWord = "unknown-word" Error,
    /// A number outside its range.
    NumberOutOfRange = "number-out-of-range" Error,
    /// A share below 0 or above 100.
    ShareOutOfRange = "share-out-of-range" Error,
    /// Not a customs code of six, eight or ten digits.
    MalformedHs = "malformed-hs" Warning,
    /// The fits of customs headings do not go with the headings.
    HsFitMismatch = "hs-fit-mismatch" Error,
    /// An id twice.
    DuplicateId = "duplicate-id" Error,
    /// No such component.
    UnknownComponent = "unknown-component" Error,
    /// No such supplier.
    UnknownSupplier = "unknown-supplier" Error,
    /// No such region.
    UnknownRegion = "unknown-region" Error,
    /// No such chain.
    UnknownChain = "unknown-chain" Error,
    /// A source that looks like a mistyped one.
    UnknownSource = "unknown-source" Warning,
    /// A review of something the dataset does not have.
    UnknownFinding = "unknown-finding" Warning,
    /// A name that several carry.
    AmbiguousName = "ambiguous-name" Error,
    /// Owners that own each other.
    OwnershipLoop = "ownership-loop" Error,
    /// Regions that contain each other.
    RegionLoop = "region-loop" Error,
    /// A region row that contradicts the gazetteer or its parent's level.
    ContradictoryRegion = "contradictory-region" Error,
    /// A component that requires itself.
    SelfRequirement = "self-requirement" Error,
    /// The same product and input twice.
    DuplicateRequirement = "duplicate-requirement" Error,
    /// A need without a group.
    NeedWithoutGroup = "need-without-group" Error,
    /// A need larger than the group, or zero.
    NeedExceedsGroup = "need-exceeds-group" Error,
    /// Rows of one group that disagree.
    ContradictoryGroup = "contradictory-group" Error,
    /// A supply row with both, or neither of, supplier and region.
    SupplierOrRegion = "supplier-or-region" Error,
    /// The same supply in the same year twice.
    DuplicateSupply = "duplicate-supply" Error,
    /// A purchase whose buyer or seller has no active supply row.
    PurchaseWithoutSupply = "purchase-without-supply" Error,
    /// The same purchase twice.
    DuplicatePurchase = "duplicate-purchase" Error,
    /// A coalition without members.
    EmptyCoalition = "empty-coalition" Error,
    /// Shares of one component and market add up to more than 105 %.
    SharesOverTotal = "shares-over-total" Warning,
    /// A share below one without a sign: perhaps a fraction.
    FractionShare = "fraction-share" Warning,
    /// Named suppliers hold more than their region's total.
    NamedAboveTotal = "named-above-total" Warning,
    /// A year after the dataset's date.
    DateAfterAsOf = "date-after-as-of" Warning,
    /// A supplier that supplies nothing and owns nobody.
    SupplierWithoutSupply = "supplier-without-supply" Warning,
    /// Equipment or software that feeds a process as if it were used up.
    ShouldBeInstalled = "should-be-installed" Warning,
    /// A repost trusted above low confidence.
    RepostConfidence = "repost-confidence" Warning,
    /// A region that is no place.
    PlaceholderRegion = "placeholder-region" Info,
    /// Components that require each other.
    RequirementCycle = "requirement-cycle" Info,
    /// A component without suppliers and inputs.
    UntrackedComponent = "untracked-component" Info,
}
