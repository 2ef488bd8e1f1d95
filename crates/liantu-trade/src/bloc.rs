//! Dependence of a bloc of countries on the rest of the world: CDI1 to CDI3.
//!
//! European Commission, *Strategic dependencies and capacities*, SWD(2021) 352, annex.

use rayon::prelude::*;

use crate::country::{Countries, CountryIx, EU27};
use crate::error::TradeError;
use crate::hs::Hs6;
use crate::importer::RATIO_WITHOUT_EXPORTS;
use crate::thresholds::{BlocExports, BlocThresholds, Thresholds};
use crate::totals::{herfindahl, share, square, sum_of_squares};
use crate::trade::{ProductTrade, YearTrade};

/// A named set of countries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bloc {
    name: String,
    members: Vec<String>,
}

/// The members of a bloc that a table has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedBloc {
    is_member: Vec<bool>,
    /// Members that do not occur in the table, as the bloc writes them.
    pub absent: Vec<String>,
}

impl Bloc {
    /// The European Union of 27.
    pub fn eu27() -> Self {
        Self { name: "EU27".to_owned(), members: EU27.iter().map(|&code| code.to_owned()).collect() }
    }

    /// Reads a list of members: codes or names divided by lines, commas or semicolons; `#` starts a
    /// comment.
    pub fn from_list(name: &str, text: &str) -> Self {
        let lines = text
            .trim_start_matches('\u{feff}')
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default());
        let fields = lines
            .flat_map(|line| line.split([',', ';', '\t']))
            .map(|field| field.trim().trim_matches('"').trim());
        let members = fields.filter(|field| !field.is_empty()).map(str::to_owned).collect();
        Self { name: name.to_owned(), members }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its members as written.
    pub fn members(&self) -> &[String] {
        &self.members
    }

    /// Finds the members in a table, whatever its notation.
    ///
    /// # Errors
    /// [`TradeError::EmptyBloc`] when it has none of them.
    pub fn resolve(&self, countries: &Countries) -> Result<ResolvedBloc, TradeError> {
        let mut resolved = ResolvedBloc { is_member: vec![false; countries.len()], absent: Vec::new() };
        for member in &self.members {
            let found = countries.spellings(member);
            if found.is_empty() {
                resolved.absent.push(member.clone());
            }
            for country in found {
                resolved.is_member[country.index()] = true;
            }
        }
        if !resolved.is_member.contains(&true) {
            return Err(TradeError::EmptyBloc { bloc: self.name.clone() });
        }
        Ok(resolved)
    }
}

impl ResolvedBloc {
    /// Whether a country belongs to the bloc.
    pub fn contains(&self, country: CountryIx) -> bool {
        self.is_member[country.index()]
    }
}

/// A bloc's trade in one product. Values in thousandths of the table's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlocRow {
    /// The product.
    pub product: Hs6,
    /// Imports of the members from outside.
    pub extra_imports: u64,
    /// Imports of the members from each other.
    pub intra_imports: u64,
    /// Exports of the members to outside.
    pub extra_exports: u64,
    /// CDI1: concentration of the sources outside, in 0..=1; `None` without imports from outside.
    pub source_hhi: Option<f64>,
    /// CDI1 above its threshold.
    pub f1: bool,
    /// CDI2 above its threshold.
    pub f2: bool,
    /// CDI3 above its threshold.
    pub f3: bool,
}

impl BlocRow {
    /// All exports of the members.
    pub fn total_exports(&self) -> u64 {
        self.extra_exports + self.intra_imports
    }

    /// CDI2: imports from outside by all imports, in 0..=1; `None` without imports.
    pub fn extra_import_share(&self) -> Option<f64> {
        let imports = self.extra_imports + self.intra_imports;
        (imports > 0).then(|| share(self.extra_imports, imports))
    }

    /// CDI3: imports from outside by exports; [`RATIO_WITHOUT_EXPORTS`] without exports, `None`
    /// when there are no imports either.
    pub fn import_export_ratio(&self, exports: BlocExports) -> Option<f64> {
        match self.exports(exports) {
            0 => (self.extra_imports > 0).then_some(RATIO_WITHOUT_EXPORTS),
            exports => Some(share(self.extra_imports, exports)),
        }
    }

    /// All three flags.
    pub fn is_dependent(&self) -> bool {
        self.f1 && self.f2 && self.f3
    }

    fn exports(&self, exports: BlocExports) -> u64 {
        match exports {
            BlocExports::All => self.total_exports(),
            BlocExports::Extra => self.extra_exports,
        }
    }
}

/// Computes a row for every product, in order.
pub fn bloc_table(trade: &YearTrade, bloc: &ResolvedBloc, thresholds: &Thresholds) -> Vec<BlocRow> {
    trade.products().par_iter().map(|product| bloc_row(product, bloc, &thresholds.bloc)).collect()
}

fn bloc_row(product: &ProductTrade, bloc: &ResolvedBloc, thresholds: &BlocThresholds) -> BlocRow {
    let mut row = BlocRow {
        product: product.product(),
        extra_imports: 0,
        intra_imports: 0,
        extra_exports: 0,
        source_hhi: None,
        f1: false,
        f2: false,
        f3: false,
    };
    let mut sources = vec![0; bloc.is_member.len()];
    for flow in product.flows() {
        match (bloc.contains(flow.exporter), bloc.contains(flow.importer)) {
            (true, true) => row.intra_imports += flow.value,
            (true, false) => row.extra_exports += flow.value,
            (false, true) => {
                row.extra_imports += flow.value;
                sources[flow.exporter.index()] += flow.value;
            }
            (false, false) => {}
        }
    }
    judge(&mut row, sum_of_squares(&sources), thresholds);
    row
}

fn judge(row: &mut BlocRow, squares: u128, thresholds: &BlocThresholds) {
    let extra = row.extra_imports;
    let imports = extra + row.intra_imports;
    let exports = row.exports(thresholds.exports);
    row.source_hhi = (extra > 0).then(|| herfindahl(squares, extra));
    row.f1 = thresholds.import_hhi.is_exceeded_by(squares, square(extra));
    row.f2 = thresholds.extra_import_share.is_exceeded_by(extra.into(), imports.into());
    row.f3 = thresholds.import_export_ratio.is_exceeded_by(extra.into(), exports.into());
}
