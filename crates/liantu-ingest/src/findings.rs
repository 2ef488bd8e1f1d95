//! Problems of reading and of validation, brought together, placed and sorted.

use crate::columns::Column;
use crate::listing::File;
use crate::locate::locate;
use crate::part::{Part, Places};
use crate::problems::{Problem, curb};
use crate::settings::Settings;
use liantu_model::{Code, Diagnostic, Severity, Table};
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Problems of every step, brought together.
pub(crate) struct Findings<'b> {
    pub(crate) files: &'b [File],
    pub(crate) settings: Settings,
    /// The tables, in the order of the files after the settings.
    pub(crate) parts: Vec<Part<'b>>,
    /// Problems of no file that was read.
    pub(crate) problems: Vec<Problem>,
}

impl Findings<'_> {
    /// Adds what the model found, except where reading has already told the cause.
    pub(crate) fn add(&mut self, diagnostics: Vec<Diagnostic>) {
        let told: FxHashSet<(String, Option<u32>, Option<&'static str>)> = self
            .parts
            .iter()
            .flat_map(|part| &part.problems)
            .chain(&self.settings.problems)
            .map(|problem| &problem.diagnostic)
            .filter(|diagnostic| diagnostic.severity == Severity::Error && diagnostic.place.field.is_some())
            .map(|diagnostic| (diagnostic.place.file.clone(), diagnostic.place.row, diagnostic.place.field))
            .collect();
        for mut diagnostic in diagnostics {
            if self.is_consequence(&diagnostic) {
                continue;
            }
            let Some(index) = self.files.iter().position(|file| file.name == diagnostic.place.file) else {
                self.problems.push(Problem { diagnostic, cell: None });
                continue;
            };
            if index == 0 {
                self.settings.locate(&mut diagnostic);
            } else if self.parts[index - 1].is_broken {
                // Its rows do not count; some were checked before it was known.
                continue;
            }
            let place = &diagnostic.place;
            if told.contains(&(place.file.clone(), place.row, place.field)) {
                continue;
            }
            self.place(index, diagnostic);
        }
    }

    fn place(&mut self, index: usize, mut diagnostic: Diagnostic) {
        if diagnostic.code == Code::EmptyDataset {
            let components = self.files.iter().find(|file| file.is(Table::Components));
            diagnostic.place.file = components.map(|file| file.name.clone()).unwrap_or_default();
        }
        if index == 0 {
            self.settings.problems.push(Problem { diagnostic, cell: None });
            return;
        }
        let columns = self.files[index].format.map_or(&[][..], |format| format.columns);
        let column = columns.iter().position(|column| Some(column.key) == diagnostic.place.field);
        let part = &mut self.parts[index - 1];
        let cell = column.and_then(|column| part.positions[column]);
        part.problems.push(Problem { diagnostic, cell });
    }

    /// Whether a problem may be nothing but the shadow of a table or setting that could not be read.
    fn is_consequence(&self, diagnostic: &Diagnostic) -> bool {
        match diagnostic.code {
            Code::UnknownComponent | Code::EmptyDataset => self.is_broken(Table::Components),
            Code::UnknownSupplier => self.is_broken(Table::Suppliers),
            Code::UnknownRegion => self.is_broken(Table::Regions),
            Code::UnknownChain => self.is_broken(Table::Chains),
            Code::SupplierWithoutSupply => self.is_broken(Table::Supplies),
            Code::PurchaseWithoutSupply => {
                self.is_broken(Table::Supplies) || self.is_broken(Table::Suppliers)
            }
            Code::MissingSetting => self.settings.is_broken,
            _ => false,
        }
    }

    fn is_broken(&self, table: Table) -> bool {
        match self.files.iter().position(|file| file.is(table)) {
            Some(index) => self.parts[index - 1].is_broken,
            None => table == Table::Components,
        }
    }

    /// All problems with their lines and columns, sorted.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        for (file, part) in self.files.iter().skip(1).zip(&mut self.parts) {
            name_columns(file, part);
            part.problems.sort_by_key(Problem::row);
            match &part.places {
                Places::Text(text) => locate(text, &mut part.problems),
                Places::Sheet => part.problems.iter_mut().for_each(place_on_sheet),
            }
        }
        if self.settings.is_sheet {
            self.settings.problems.iter_mut().for_each(place_on_sheet);
        }
        let of_tables = self.parts.into_iter().flat_map(|part| part.problems);
        let all = of_tables.chain(self.settings.problems).chain(self.problems);
        let mut diagnostics: Vec<Diagnostic> = all.map(|problem| problem.diagnostic).collect();
        diagnostics.iter_mut().for_each(curb);
        diagnostics.sort_by(|a, b| (&a.place, a.code, &a.read).cmp(&(&b.place, b.code, &b.read)));
        diagnostics
    }
}

/// Says what the column of each problem is called in Chinese.
fn name_columns(file: &File, part: &mut Part<'_>) {
    let columns = file.format.map_or(&[][..], |format| format.columns);
    for Problem { diagnostic, .. } in &mut part.problems {
        let column = columns.iter().find(|column| Some(column.key) == diagnostic.place.field);
        diagnostic.header = column.map(Column::chinese);
    }
}

fn place_on_sheet(problem: &mut Problem) {
    let place = &mut problem.diagnostic.place;
    place.is_sheet = true;
    place.column = place.column.or(problem.cell.filter(|_| place.row.is_some()).map(|cell| cell as u32 + 1));
}

/// SHA-256 over named contents by name, or (without names) over the contents alone.
pub(crate) fn hash_of<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>, with_names: bool) -> String {
    let mut sorted: Vec<(&str, &[u8])> = files.collect();
    sorted.sort_unstable_by_key(|(name, _)| *name);
    let mut hasher = Sha256::new();
    for (name, bytes) in sorted {
        if with_names {
            hasher.update(name.as_bytes());
            hasher.update([0]);
            hasher.update((bytes.len() as u64).to_le_bytes());
        }
        hasher.update(bytes);
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string does not fail");
        hex
    })
}
