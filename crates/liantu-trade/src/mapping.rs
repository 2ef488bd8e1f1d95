//! Which columns of a table hold what.
//!
//! Without a mapping a table has the columns of BACI: `t,i,j,k,v`. A customs table is described
//! by a TOML file:
//!
//! ```toml
//! unit = "CNY"                      # the unit of all values, printed with the results
//! hs_revision = "HS2022"            # optional
//!
//! [columns]                         # names in the header
//! year = "数据年月"                  # a year, or a date that starts with one
//! partner = "贸易伙伴名称"           # with `reporter`; or `exporter` and `importer`
//! product = "商品编码"               # 6, 8 or 10 digits
//! value = "人民币"
//! flow = "进出口"                    # needed with reporter and partner
//! province = "注册地名称"            # optional
//!
//! [constants]                       # in place of a column
//! reporter = "CHN"
//!
//! [flow]                            # words of the flow column
//! import = ["进口"]
//! export = ["出口"]
//!
//! [keep]                            # optional: only these rows
//! province = ["浙江省"]
//! ```

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use crate::error::TradeError;
use crate::revision::HsRevision;

/// Which columns hold what; see the module documentation for the file format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMapping {
    pub(crate) columns: Vec<(Slot, String)>,
    pub(crate) constants: Vec<(Slot, String)>,
    pub(crate) parties: Parties,
    pub(crate) unit: String,
    pub(crate) keep_unit: Option<String>,
    pub(crate) keep_provinces: Vec<String>,
    pub(crate) revision: Option<HsRevision>,
}

/// What a field of a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The year.
    Year,
    /// The exporter, or the reporter of a customs table.
    Origin,
    /// The importer, or the partner of a customs table.
    Destination,
    /// The product code.
    Product,
    /// The value.
    Value,
    /// Import or export.
    Flow,
    /// The unit of the value.
    Unit,
    /// The province that reports.
    Province,
}

/// How many slots there are.
pub(crate) const SLOTS: usize = 8;

/// How the two country columns are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Parties {
    /// Exporter and importer.
    Traders,
    /// Reporter and partner, the direction from the flow field.
    Reporter { imports: Vec<String>, exports: Vec<String> },
}

impl fmt::Display for Slot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Year => "year",
            Self::Origin => "exporter",
            Self::Destination => "importer",
            Self::Product => "product",
            Self::Value => "value",
            Self::Flow => "flow",
            Self::Unit => "unit",
            Self::Province => "province",
        })
    }
}

impl ColumnMapping {
    /// The columns of BACI: `t,i,j,k,v`, values in thousand USD.
    pub fn baci() -> Self {
        let columns = [
            (Slot::Year, "t"),
            (Slot::Origin, "i"),
            (Slot::Destination, "j"),
            (Slot::Product, "k"),
            (Slot::Value, "v"),
        ];
        Self {
            columns: columns.map(|(slot, name)| (slot, name.to_owned())).to_vec(),
            constants: Vec::new(),
            parties: Parties::Traders,
            unit: "thousand USD".to_owned(),
            keep_unit: None,
            keep_provinces: Vec::new(),
            revision: None,
        }
    }

    /// Reads the TOML of a mapping file.
    ///
    /// # Errors
    /// [`TradeError::Configuration`] with the place of a syntax error, or naming what is missing.
    pub fn from_toml(text: &str) -> Result<Self, TradeError> {
        let file: MappingFile = toml::from_str(text).map_err(|error| configuration(error.to_string()))?;
        file.into_mapping()
    }

    /// The unit of values, as printed.
    pub fn unit(&self) -> &str {
        self.keep_unit.as_deref().unwrap_or(&self.unit)
    }

    pub(crate) fn has_column(&self, slot: Slot) -> bool {
        self.columns.iter().any(|(candidate, _)| *candidate == slot)
    }
}

fn configuration(message: impl Into<String>) -> TradeError {
    TradeError::Configuration { message: message.into() }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    unit: Option<String>,
    hs_revision: Option<String>,
    columns: FieldNames,
    #[serde(default)]
    constants: FieldNames,
    #[serde(default)]
    flow: FlowWords,
    #[serde(default)]
    keep: Keep,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldNames {
    year: Option<Text>,
    exporter: Option<Text>,
    importer: Option<Text>,
    reporter: Option<Text>,
    partner: Option<Text>,
    product: Option<Text>,
    value: Option<Text>,
    flow: Option<Text>,
    unit: Option<Text>,
    province: Option<Text>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowWords {
    #[serde(default)]
    import: Vec<String>,
    #[serde(default)]
    export: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keep {
    unit: Option<String>,
    #[serde(default)]
    province: Vec<String>,
}

/// A string, or a number written without quotes (`year = 2023`).
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl serde::de::Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string or a whole number")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.trim().to_owned()))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }
}

impl FieldNames {
    fn slots(self) -> Vec<(Slot, &'static str, String)> {
        let named = [
            (Slot::Year, "year", self.year),
            (Slot::Origin, "exporter", self.exporter),
            (Slot::Destination, "importer", self.importer),
            (Slot::Origin, "reporter", self.reporter),
            (Slot::Destination, "partner", self.partner),
            (Slot::Product, "product", self.product),
            (Slot::Value, "value", self.value),
            (Slot::Flow, "flow", self.flow),
            (Slot::Unit, "unit", self.unit),
            (Slot::Province, "province", self.province),
        ];
        let given = named.into_iter().filter_map(|(slot, key, name)| Some((slot, key, name?.0)));
        given.collect()
    }
}

impl MappingFile {
    fn into_mapping(self) -> Result<ColumnMapping, TradeError> {
        let columns = self.columns.slots();
        let constants = self.constants.slots();
        let keys: Vec<&str> = columns.iter().chain(&constants).map(|&(_, key, _)| key).collect();
        check_keys(&keys)?;
        let parties = parties(&keys, self.flow)?;
        if !keys.contains(&"unit") && self.keep.unit.is_some() {
            return Err(configuration("`keep.unit` needs a column `unit`"));
        }
        if !keys.contains(&"province") && !self.keep.province.is_empty() {
            return Err(configuration("`keep.province` needs a column `province`"));
        }
        let revision = self.hs_revision.as_deref().map(HsRevision::from_str).transpose()?;
        Ok(ColumnMapping {
            columns: without_keys(columns),
            constants: without_keys(constants),
            parties,
            unit: self.unit.unwrap_or_else(|| "unit not stated".to_owned()),
            keep_unit: self.keep.unit,
            keep_provinces: self.keep.province,
            revision,
        })
    }
}

fn without_keys(fields: Vec<(Slot, &'static str, String)>) -> Vec<(Slot, String)> {
    fields.into_iter().map(|(slot, _, name)| (slot, name)).collect()
}

fn check_keys(keys: &[&str]) -> Result<(), TradeError> {
    for key in ["year", "product", "value"] {
        if !keys.contains(&key) {
            return Err(configuration(format!("the mapping names no `{key}`")));
        }
    }
    let mut sorted = keys.to_vec();
    sorted.sort_unstable();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(twice) => Err(configuration(format!("`{}` is both a column and a constant", twice[0]))),
        None => Ok(()),
    }
}

fn parties(keys: &[&str], flow: FlowWords) -> Result<Parties, TradeError> {
    let has = |key: &str| keys.contains(&key);
    let traders = has("exporter") || has("importer");
    let reporter = has("reporter") || has("partner");
    match (traders, reporter) {
        (true, false) if has("exporter") && has("importer") => Ok(Parties::Traders),
        (false, true) if has("reporter") && has("partner") && has("flow") => Ok(Parties::Reporter {
            imports: words(flow.import, &["import", "imports", "M", "I", "进口"]),
            exports: words(flow.export, &["export", "exports", "X", "E", "出口"]),
        }),
        _ => Err(configuration(
            "the mapping needs `exporter` and `importer`, or `reporter`, `partner` and `flow`",
        )),
    }
}

fn words(given: Vec<String>, usual: &[&str]) -> Vec<String> {
    if given.is_empty() { usual.iter().map(|&word| word.to_owned()).collect() } else { given }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUSTOMS: &str = "unit = \"CNY\"\n[columns]\nyear = \"年\"\npartner = \"国\"\nproduct = \"码\"\nvalue = \"值\"\nflow = \"向\"\n[constants]\nreporter = \"CHN\"\n";

    #[test]
    fn a_customs_mapping_is_read() -> Result<(), TradeError> {
        let mapping = ColumnMapping::from_toml(CUSTOMS)?;
        assert_eq!(mapping.unit(), "CNY");
        assert_eq!(mapping.constants, [(Slot::Origin, "CHN".to_owned())]);
        assert!(matches!(mapping.parties, Parties::Reporter { .. }));
        Ok(())
    }

    #[test]
    fn an_incomplete_mapping_says_what_is_missing() {
        for (text, expected) in [
            ("[columns]\nyear = \"t\"\n", "`product`"),
            ("[columns]\nyear = \"t\"\nproduct = \"k\"\nvalue = \"v\"\n", "`exporter`"),
            (&CUSTOMS.replace("flow = \"向\"", ""), "`flow`"),
            (&format!("{CUSTOMS}year = 2023\n"), "`year` is both"),
            (&format!("{CUSTOMS}[keep]\nprovince = [\"浙江\"]\n"), "`province`"),
            (&CUSTOMS.replace("value", "worth"), "worth"),
            (&CUSTOMS.replace("[columns]", "hs_revision = \"HS99\"\n[columns]"), "HS99"),
        ] {
            let message = ColumnMapping::from_toml(text).map_err(|error| error.to_string());
            assert!(
                message.as_ref().is_err_and(|message| message.contains(expected)),
                "{message:?} for {text}"
            );
        }
    }
}
