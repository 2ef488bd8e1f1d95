//! Thresholds of the flags, as presets that can be edited.

use serde::Deserialize;

use crate::error::TradeError;
use crate::ratio::Ratio;

/// When an indicator raises its flag. Every comparison is strict and exact.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// What the set is called.
    pub name: String,
    /// For single importers.
    pub importer: ImporterThresholds,
    /// For the trend.
    pub persistence: Persistence,
    /// For blocs.
    pub bloc: BlocThresholds,
}

/// Thresholds for one importer and product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImporterThresholds {
    /// Above it, imports are moderately concentrated; raises no flag.
    pub import_hhi_moderate: Option<Ratio>,
    /// C1 above it.
    pub import_hhi: Ratio,
    /// C2 above it.
    pub world_export_hhi: Ratio,
    /// C3 above it.
    pub import_export_ratio: Ratio,
    /// Below it the rest of the world cannot replace the top source.
    pub excess_cover: Ratio,
}

/// C4: dependent in so many years of a window of consecutive years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persistence {
    /// Dependent years that are needed.
    pub years: u16,
    /// Consecutive years that are looked at.
    pub window: u16,
}

/// Thresholds for a bloc and product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlocThresholds {
    /// CDI1 above it.
    pub import_hhi: Ratio,
    /// CDI2 above it.
    pub extra_import_share: Ratio,
    /// CDI3 above it.
    pub import_export_ratio: Ratio,
    /// The exports of CDI3.
    pub exports: BlocExports,
}

/// Which exports of a bloc CDI3 compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlocExports {
    /// All exports of the members, to each other too.
    All,
    /// Exports to countries outside the bloc.
    Extra,
}

/// The bundled presets as (name, TOML), to be printed and edited.
pub const PRESETS: [(&str, &str); 3] = [
    ("geodep", include_str!("../presets/geodep.toml")),
    ("eu-2021", include_str!("../presets/eu-2021.toml")),
    ("cbs", include_str!("../presets/cbs.toml")),
];

impl Thresholds {
    /// A bundled preset; `None` for other names.
    pub fn preset(name: &str) -> Option<Self> {
        let (_, text) = PRESETS.iter().find(|(preset, _)| *preset == name)?;
        Self::from_toml(text).ok()
    }

    /// Reads a preset file.
    ///
    /// # Errors
    /// [`TradeError::Configuration`] with the place and the field that is wrong.
    pub fn from_toml(text: &str) -> Result<Self, TradeError> {
        let thresholds: Self =
            toml::from_str(text).map_err(|error| TradeError::Configuration { message: error.to_string() })?;
        let Persistence { years, window } = thresholds.persistence;
        if years == 0 || years > window {
            let message = format!("persistence: {years} of {window} years cannot be; years is 1..=window");
            return Err(TradeError::Configuration { message });
        }
        Ok(thresholds)
    }
}

impl Default for Thresholds {
    /// The preset `geodep`.
    fn default() -> Self {
        Self::preset("geodep").expect("the bundled preset is valid")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_valid_and_bears_its_name() {
        for (name, _) in PRESETS {
            assert_eq!(Thresholds::preset(name).map(|thresholds| thresholds.name).as_deref(), Some(name));
        }
        assert_eq!(Thresholds::preset("other"), None);
    }

    #[test]
    fn numbers_and_strings_mean_the_same_threshold() -> Result<(), TradeError> {
        let quoted = PRESETS[0].1;
        let plain = quoted.replace("\"0.4\"", "0.4").replace("\"1\"", "1");
        assert_ne!(quoted, plain);
        assert_eq!(Thresholds::from_toml(quoted)?, Thresholds::from_toml(&plain)?);
        Ok(())
    }

    #[test]
    fn a_wrong_preset_is_refused() {
        let text = PRESETS[0].1;
        for (from, to) in [
            ("import_hhi = \"0.4\"", "import_hhi = \"much\""),
            ("import_hhi", "import_hhh"),
            ("years = 2", "years = 4"),
            ("years = 2", "years = 0"),
            ("exports = \"all\"", "exports = \"some\""),
            ("window = 3", ""),
        ] {
            assert!(Thresholds::from_toml(&text.replace(from, to)).is_err(), "{to}");
        }
    }
}
