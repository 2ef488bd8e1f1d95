//! Large generated datasets for benches: a province's chains, and a national network of firms.
//!
//! Everything follows from [`Parameters`] and its seed; print the seed with every result. Components of a chain
//! lie in layers, from its final products to what nothing more is known of; a product needs inputs of the next
//! layer, now and then of another chain's. Suppliers belong to a chain and mostly supply it. How many supply a
//! component is log-normal, so that some have one and a few have hundreds.
//!
//! [`Parameters::network`] is the firm-to-firm network: a *link* is a row of `purchases` (this buyer takes this
//! input from this seller), as that is the only relation between firms a dataset states one by one.

mod chains;
mod firms;

use crate::random::Random;
use liantu_model::{Draft, PurchaseRow, RegionLevel, RegionRow, RowAt, SettingsRow};

/// What to generate.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// Seed of everything.
    pub seed: u64,
    /// Industrial chains, at least one.
    pub chains: usize,
    /// Components of all chains together, at least `chains`.
    pub components: usize,
    /// Suppliers of all chains together, at least `chains`.
    pub suppliers: usize,
    /// Rows of `supplies`, at least one for each component.
    pub supplies: usize,
    /// Mean number of rows of `requires` of a product that has any.
    pub mean_requires: f64,
    /// Share of those rows that are alternatives to another, 0..=1.
    pub grouped: f64,
    /// Share of those rows whose input is of another chain, 0..=1.
    pub across_chains: f64,
    /// Deviation of the logarithm of the number of suppliers of a component.
    pub supplier_deviation: f64,
    /// Share of rows of `supplies` beyond a component's first that are only qualified or candidates, 0..=1.
    pub not_active: f64,
    /// Share of components with shares given, most of them with a total of the country among the rows, 0..=1.
    pub with_shares: f64,
    /// Share of components whose list is said to be complete, 0..=1.
    pub complete: f64,
    /// Mean number of sellers a buyer names for an input it needs; 0 = no purchases.
    pub sellers_per_input: f64,
}

impl Parameters {
    /// A province: 50 chains, 2·10⁴ components, 8·10⁴ suppliers, 9·10⁵ rows of `supplies`.
    pub const fn province() -> Self {
        Self {
            seed: 20_251_231,
            chains: 50,
            components: 20_000,
            suppliers: 80_000,
            supplies: 900_000,
            mean_requires: 5.0,
            grouped: 0.1,
            across_chains: 0.03,
            supplier_deviation: 1.9,
            not_active: 0.15,
            with_shares: 0.3,
            complete: 0.3,
            sellers_per_input: 0.0,
        }
    }

    /// A national network: 10⁶ suppliers of 10⁵ components, each of which names two or three sellers
    /// for every input it needs: about 10⁷ rows of `purchases`, better taken one by one
    /// ([`Parameters::draft_and_purchases`]).
    pub const fn network() -> Self {
        Self {
            chains: 100,
            components: 100_000,
            suppliers: 1_000_000,
            supplies: 1_200_000,
            supplier_deviation: 1.0,
            not_active: 0.0,
            with_shares: 0.0,
            sellers_per_input: 2.35,
            ..Self::province()
        }
    }

    /// The same with every number of rows multiplied by `factor`; chains keep their size, there are fewer.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        let times = |count: usize| ((count as f64 * factor).round() as usize).max(1);
        let chains = times(self.chains);
        let (components, suppliers) = (times(self.components), times(self.suppliers));
        let supplies = times(self.supplies).max(components);
        Self { chains, components, suppliers, supplies, ..self.clone() }
    }

    /// The dataset. O(rows · log rows).
    pub fn draft(&self) -> Draft {
        let (mut draft, purchases) = self.draft_and_purchases();
        draft.purchases = purchases.collect();
        draft
    }

    /// The dataset without its purchases, and those one by one: a network has ten million. O(rows · log rows).
    pub fn draft_and_purchases(&self) -> (Draft, impl Iterator<Item = PurchaseRow> + use<>) {
        let mut random = Random::new(self.seed);
        let mut draft = frame(self);
        let plan = chains::Plan::new(self);
        draft.chains = plan.chain_rows();
        draft.components = plan.component_rows(self, &mut random);
        draft.requires = plan.requirement_rows(self, &mut random);
        draft.suppliers = firms::supplier_rows(self, &mut random);
        let supplies = firms::supplies(self, &plan, &mut random);
        draft.supplies = firms::supply_rows(self, &supplies, &mut random);
        let purchases = firms::purchase_rows(self.sellers_per_input, &draft.requires, supplies, random);
        (draft, purchases)
    }
}

/// Tables in the order of [`Draft::files`].
const FILES: &[&str] = &[
    "dataset.toml",
    "chains.csv",
    "components.csv",
    "requires.csv",
    "suppliers.csv",
    "supplies.csv",
    "purchases.csv",
    "regions.csv",
];

/// The home province's cities, other domestic provinces, countries abroad. The letters are user-assigned in
/// ISO 3166-1, so these are no real places; the gazetteer is not needed.
const CITIES: usize = 13;
const PROVINCES: usize = 12;
const COUNTRIES: usize = 20;

fn row_at(table: &str, position: usize) -> RowAt {
    let file = FILES.iter().position(|file| file.strip_suffix(".csv") == Some(table));
    RowAt { file: file.expect("one of the tables") as u16, row: position as u32 + 2 }
}

fn frame(parameters: &Parameters) -> Draft {
    let settings = SettingsRow {
        id: format!("province-{}", parameters.seed),
        title: "Generated province".to_owned(),
        as_of: Some((2025, 12, 31)),
        home: "XA-0".to_owned(),
        ..SettingsRow::default()
    };
    let files = FILES.iter().map(|&file| file.to_owned()).collect();
    Draft { files, settings, regions: regions(), ..Draft::default() }
}

fn regions() -> Vec<RegionRow> {
    let country = ("XA".to_owned(), RegionLevel::Country, "");
    let provinces = (0..=PROVINCES).map(|index| (format!("XA-{index}"), RegionLevel::Province, "XA"));
    let cities = (0..CITIES).map(|index| (format!("XA-0-{index}"), RegionLevel::City, "XA-0"));
    let countries = (0..COUNTRIES).map(|index| (foreign(index), RegionLevel::Country, ""));
    std::iter::once(country)
        .chain(provinces)
        .chain(cities)
        .chain(countries)
        .enumerate()
        .map(|(position, (id, level, parent))| RegionRow {
            at: Some(row_at("regions", position)),
            name: format!("Region {id}"),
            id,
            level: Some(level),
            parent: parent.to_owned(),
            ..RegionRow::default()
        })
        .collect()
}

/// `QM`, `QN`, …: user-assigned codes.
fn foreign(index: usize) -> String {
    let letters = [b"QX"[index / 14], b'M' + (index % 14) as u8];
    letters.map(char::from).into_iter().collect()
}

#[cfg(test)]
mod tests;
