//! Two datasets, or two dates of one, under the same rules: what changed, of what kind the change is, and which
//! rows it comes from.
//!
//! The changed rows are made to the old data in four steps: what is counted (口径变化), rows and cells that were
//! missing (数据补充), rows that were wrong (数据更正), and only then rows of years after the old date (实际变化).
//! After each step everything is evaluated again, so that every change of a result falls into the steps in
//! which it happens, and only the last of them is a change in the world.

mod book;
mod changes;
mod decisive;
mod edit;
mod explain;
mod fields;
mod mapping;
mod observe;
mod slice;
mod status;
#[cfg(test)]
mod tests;

pub use changes::{ChangeKind, FieldChange};
pub use decisive::{Decisive, DecisiveOptions, GradeRobustness, decisive};
pub use edit::with_fault;
pub use fields::FieldValue;
pub use mapping::Mapping;
pub use status::{RiskChange, RiskStatus};

use crate::{Breadth, Certainty, ChokepointOptions, Grade, Interval, Level, LocalisationBasis, TierFinding};
use book::{Book, RowKey, book};
use changes::{Change, changes};
use explain::{Difference, Step, explain};
use liantu_graph::Horizon;
use liantu_model::{ElementKind, Model, Percent, RowAt, Table};
use observe::{Observed, observe};
use std::collections::{BTreeMap, BTreeSet};

/// How to compare.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareOptions {
    /// Horizon and rules of grades, of backups too; the same for both.
    pub chokepoints: ChokepointOptions,
    /// The level of loss at which tiers and cover are compared.
    pub backup_level: Level,
    /// Levels of single points.
    pub point_levels: Vec<Level>,
    /// New ids of what changed its id.
    pub mapping: Mapping,
    /// How many rows may be evaluated again in search of explanations, each evaluation counting all the rows it
    /// looks at.
    pub budget_rows: usize,
}

impl Default for CompareOptions {
    fn default() -> Self {
        let is_point = |level: &Level| *level != Level::Component;
        Self {
            chokepoints: ChokepointOptions::default(),
            backup_level: Level::Group,
            point_levels: Level::ALL.iter().copied().filter(is_point).collect(),
            mapping: Mapping::default(),
            budget_rows: 4_000_000,
        }
    }
}

/// Why two datasets are not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompareError {
    /// They share hardly any component.
    Unrelated {
        /// Components in both.
        shared: usize,
        /// Components of the old one.
        old: usize,
        /// Components of the new one.
        new: usize,
    },
    /// A mapping names what is not there.
    MappingUnknown {
        /// The id.
        id: String,
        /// Whether the old dataset lacks it, or the new one.
        is_old: bool,
    },
    /// A mapping makes two things one, or one two.
    MappingTwice {
        /// The id.
        id: String,
    },
    /// A pair of ids that name a component and a supplier in both datasets.
    MappingAmbiguous {
        /// The old id.
        old: String,
        /// The new id.
        new: String,
    },
}

/// What a change is about; components and elements by their new ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The grade of a component.
    Grade(String),
    /// Its localisation rate.
    Localisation(String),
    /// The best class of source that survives its worst loss.
    Tier(String),
    /// What survives that loss.
    Cover(String),
    /// An element that alone takes a target down.
    Point(ElementKind, String),
}

/// What was found about a subject.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Grade on listed supply, and on unlisted too.
    Grade(Grade, Grade),
    /// Percent, what it counts, what it is about. The year alone is no change.
    Localisation(Interval<Percent>, LocalisationBasis, Breadth),
    /// Tier.
    Tier(TierFinding),
    /// Percent of demand.
    Cover(Interval<Percent>),
    /// A proper single point.
    Point {
        /// The surest of its losses.
        certainty: Certainty,
        /// The soonest of its losses.
        horizon: Horizon,
        /// Ids of the targets lost, sorted.
        targets: Vec<String>,
    },
}

/// The changed rows behind a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Positions in [`Comparison::rows`].
    pub rows: Vec<usize>,
    /// Whether it was seen that the change is gone with them taken back; else they only may have to do with it.
    pub verified: bool,
    /// Whether that takes all of them at once, none of which can be left out; else each alone does.
    pub together: bool,
}

/// One part of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeStep {
    /// Of which kind.
    pub kind: ChangeKind,
    /// Before it; `None` where there was nothing.
    pub before: Option<Outcome>,
    /// After it.
    pub after: Option<Outcome>,
    /// Where it comes from.
    pub because: Explanation,
}

/// A result that is not what it was, or would not be but for changes of other kinds.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultChange {
    /// What it is about.
    pub subject: Subject,
    /// In the old dataset.
    pub before: Option<Outcome>,
    /// In the new one.
    pub after: Option<Outcome>,
    /// The steps in which it changed, at least one, in the order of [`ChangeKind`].
    pub steps: Vec<ChangeStep>,
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPlace {
    /// Its file.
    pub file: String,
    /// Its line, from 1; `None` for settings and places.
    pub row: Option<u32>,
}

/// A changed row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowChange {
    /// Its table; `None` for the settings.
    pub table: Option<Table>,
    /// What it is about: ids, new ones.
    pub about: Vec<String>,
    /// Of which kind the change is.
    pub kind: ChangeKind,
    /// Where it stood.
    pub before: Option<RowPlace>,
    /// Where it stands.
    pub after: Option<RowPlace>,
    /// Columns that differ; of a new or a gone row all that say something.
    pub fields: Vec<FieldChange>,
}

/// The result of [`compare`].
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What was asked.
    pub options: CompareOptions,
    /// Dates of the old and the new data.
    pub as_of: [(i16, u8, u8); 2],
    /// Changes, by subject.
    pub changes: Vec<ResultChange>,
    /// Every single point of either, but for components, with what became of it.
    pub risks: Vec<RiskChange>,
    /// Changed rows, by table and ids.
    pub rows: Vec<RowChange>,
    /// Components in both, and how many of those have no change.
    pub shared: usize,
    /// Components of the old dataset only, and of the new one only.
    pub gone: Vec<String>,
    /// See `gone`.
    pub added: Vec<String>,
    /// Ids gone and ids new that carry one name: a mapping may be missing.
    pub same_names: Vec<(String, String)>,
    /// Some steps could not be told apart, because the data in between contradict themselves: nothing is called
    /// an actual change then.
    pub merged_steps: bool,
    /// Whether the search for explanations ran out of its budget.
    pub exhausted: bool,
}

/// Compares two datasets. Everything is evaluated five times, and once more for each changed row that may
/// explain something, up to the budget.
///
/// # Errors
/// When they have hardly anything in common.
pub fn compare(old: &Model, new: &Model, options: &CompareOptions) -> Result<Comparison, CompareError> {
    let mapping = &options.mapping;
    let books = [book(old, mapping), book(new, &Mapping::default())];
    let identity = Identity::of(old, new, mapping);
    if identity.is_hardly_shared() {
        let (old, new) = (old.components().len(), new.components().len());
        return Err(CompareError::Unrelated { shared: identity.shared.len(), old, new });
    }
    let as_of = [old.dataset().as_of, new.dataset().as_of];
    let date = as_of[0].max(as_of[1]);
    let changes = changes(&books[0], &books[1], as_of[0].0);
    let states = States::walk(&books, &changes, date, options);
    let (result, exhausted) = states.differences(&changes, date, options);
    let ends = (states.first(), states.last());
    Ok(Comparison {
        changes: result,
        risks: status::risks(ends, (&books[0], &books[1]), &changes, date, options),
        rows: changes.iter().map(|change| row_change(change, old, new)).collect(),
        shared: identity.shared.len(),
        gone: identity.gone,
        added: identity.added,
        same_names: identity.same_names,
        merged_steps: states.merged,
        exhausted,
        as_of,
        options: options.clone(),
    })
}

/// Which components are in both datasets.
struct Identity {
    shared: BTreeSet<String>,
    gone: Vec<String>,
    added: Vec<String>,
    same_names: Vec<(String, String)>,
    least: usize,
}

impl Identity {
    fn of(old: &Model, new: &Model, mapping: &Mapping) -> Self {
        let before: BTreeMap<&str, &str> =
            old.components().iter().map(|row| (mapping.component(&row.id), row.name.as_str())).collect();
        let after: BTreeMap<&str, &str> =
            new.components().iter().map(|row| (row.id.as_str(), row.name.as_str())).collect();
        let firms_before: BTreeMap<&str, &str> =
            old.suppliers().iter().map(|row| (mapping.supplier(&row.id), row.name.as_str())).collect();
        let firms_after: BTreeMap<&str, &str> =
            new.suppliers().iter().map(|row| (row.id.as_str(), row.name.as_str())).collect();
        let only = |one: &BTreeMap<&str, &str>, other: &BTreeMap<&str, &str>| -> Vec<String> {
            one.keys().filter(|id| !other.contains_key(*id)).map(|&id| id.to_owned()).collect()
        };
        let mut same_names = same_names(&before, &after);
        same_names.extend(self::same_names(&firms_before, &firms_after));
        Self {
            shared: before.keys().filter(|id| after.contains_key(*id)).map(|&id| id.to_owned()).collect(),
            gone: only(&before, &after),
            added: only(&after, &before),
            same_names,
            least: before.len().min(after.len()),
        }
    }

    /// Less than a fifth of the smaller dataset.
    fn is_hardly_shared(&self) -> bool {
        self.shared.len() * 5 < self.least
    }
}

/// Ids of one side only and of the other side only that carry the same name.
fn same_names(before: &BTreeMap<&str, &str>, after: &BTreeMap<&str, &str>) -> Vec<(String, String)> {
    let fresh: BTreeMap<&str, &str> =
        after.iter().filter(|(id, _)| !before.contains_key(*id)).map(|(id, name)| (*name, *id)).collect();
    let lost = before.iter().filter(|(id, _)| !after.contains_key(*id));
    lost.filter_map(|(id, name)| Some(((*id).to_owned(), (*fresh.get(name)?).to_owned()))).collect()
}

/// One state after each step that could be looked at.
struct States {
    /// The old data, then the state after each step; the last is the new data.
    books: Vec<Book>,
    observed: Vec<Observed>,
    /// The kinds of changes made in each step.
    kinds: Vec<Vec<ChangeKind>>,
    merged: bool,
}

impl States {
    fn walk(ends: &[Book; 2], changes: &[Change], as_of: (i16, u8, u8), options: &CompareOptions) -> Self {
        let look = |book: &Book| observe(book, as_of, options);
        let first = look(&ends[0]).expect("a book of a model validates");
        let mut states =
            Self { books: vec![ends[0].clone()], observed: vec![first], kinds: Vec::new(), merged: false };
        let mut book = ends[0].clone();
        let mut waiting = Vec::new();
        for kind in ChangeKind::ALL {
            let own: Vec<&Change> = changes.iter().filter(|change| change.kind == kind).collect();
            if own.is_empty() {
                continue;
            }
            // Places that are gone stay until the end: rows not yet changed may refer to them.
            let leaves =
                |change: &&&Change| change.after.is_none() && matches!(change.key(), RowKey::Region(_));
            own.iter().filter(|change| !leaves(change)).for_each(|change| change.make(&mut book));
            waiting.push(kind);
            if let Some(observed) = look(&book) {
                states.books.push(book.clone());
                states.observed.push(observed);
                states.merged |= waiting.len() > 1;
                states.kinds.push(std::mem::take(&mut waiting));
            }
        }
        if !waiting.is_empty() {
            states.merged = true;
            states.kinds.push(waiting);
            states.books.push(ends[1].clone());
            states.observed.push(look(&ends[1]).expect("a book of a model validates"));
        }
        states
    }

    fn first(&self) -> &Observed {
        &self.observed[0]
    }

    fn last(&self) -> &Observed {
        self.observed.last().expect("there is the old data at least")
    }

    fn differences(
        &self,
        changes: &[Change],
        as_of: (i16, u8, u8),
        options: &CompareOptions,
    ) -> (Vec<ResultChange>, bool) {
        let mut budget = options.budget_rows;
        let mut found: BTreeMap<&Subject, Vec<ChangeStep>> = BTreeMap::new();
        for (position, kinds) in self.kinds.iter().enumerate() {
            let (before, after) = (&self.observed[position].found, &self.observed[position + 1].found);
            let subjects: BTreeSet<&Subject> = before.keys().chain(after.keys()).collect();
            let differs = |subject: &&Subject| before.get(*subject) != after.get(*subject);
            let difference =
                |subject| Difference { subject, before: before.get(subject), after: after.get(subject) };
            let differing = subjects.into_iter().filter(differs).map(difference).collect();
            let own = (0..changes.len()).filter(|&at| kinds.contains(&changes[at].kind)).collect();
            let step = Step { after: &self.books[position + 1], as_of, changes, own, differing };
            // Several kinds at once are told as what claims least.
            let kind =
                kinds.iter().copied().rfind(|kind| *kind != ChangeKind::Actual).unwrap_or(ChangeKind::Actual);
            for (subject, because) in explain(&step, options, &mut budget) {
                let (before, after) = (before.get(subject).cloned(), after.get(subject).cloned());
                found.entry(subject).or_default().push(ChangeStep { kind, before, after, because });
            }
        }
        let end = |observed: &Observed, subject: &Subject| observed.found.get(subject).cloned();
        let changes = found.into_iter().map(|(subject, steps)| ResultChange {
            before: end(self.first(), subject),
            after: end(self.last(), subject),
            subject: subject.clone(),
            steps,
        });
        (changes.collect(), budget == 0)
    }
}

fn row_change(change: &Change, old: &Model, new: &Model) -> RowChange {
    let place = |model: &Model, row: Option<&(RowKey, book::Row)>| {
        row.map(|(key, row)| RowPlace { file: file_of(model, key, row.at()), row: row.at().map(|at| at.row) })
    };
    RowChange {
        table: table_of(change.key()),
        about: about(change.key()),
        kind: change.kind,
        before: place(old, change.before.as_ref()),
        after: place(new, change.after.as_ref()),
        fields: change.fields(),
    }
}

fn file_of(model: &Model, key: &RowKey, at: Option<RowAt>) -> String {
    let at = at.map_or_else(
        || if table_of(key).is_none() { Some(0) } else { None },
        |at| Some(usize::from(at.file)),
    );
    at.and_then(|at| model.files().get(at)).cloned().unwrap_or_default()
}

fn table_of(key: &RowKey) -> Option<Table> {
    match key {
        RowKey::Setting(_) | RowKey::Coalition(_) => None,
        RowKey::Region(_) => Some(Table::Regions),
        RowKey::Target(_) | RowKey::Component(_) => Some(Table::Components),
        RowKey::Requirement { .. } => Some(Table::Requires),
        RowKey::Supplier(_) => Some(Table::Suppliers),
        RowKey::Supply { .. } => Some(Table::Supplies),
        RowKey::Purchase { .. } => Some(Table::Purchases),
        RowKey::Fact { .. } => Some(Table::Facts),
    }
}

/// The ids a row is about, in the order of its table's columns.
fn about(key: &RowKey) -> Vec<String> {
    match key {
        RowKey::Setting(name) => vec![(*name).to_owned()],
        RowKey::Coalition(id)
        | RowKey::Region(id)
        | RowKey::Target(id)
        | RowKey::Component(id)
        | RowKey::Supplier(id) => {
            vec![id.clone()]
        }
        RowKey::Requirement { product, input } => vec![product.clone(), input.clone()],
        RowKey::Supply { component, provider, market, .. } => {
            let provider = match provider {
                book::ProviderKey::Supplier(id) | book::ProviderKey::Region(id) => id.clone(),
                book::ProviderKey::Placeholder => String::new(),
            };
            [provider, component.clone(), market.clone()].into_iter().filter(|id| !id.is_empty()).collect()
        }
        RowKey::Purchase { buyer, component, seller } => {
            vec![buyer.clone(), component.clone(), seller.clone()]
        }
        RowKey::Fact { component, metric, .. } => vec![component.clone(), metric.clone()],
    }
}

impl Subject {
    /// The component it is about, unless it is a single point.
    pub fn component(&self) -> Option<&str> {
        match self {
            Self::Grade(id) | Self::Localisation(id) | Self::Tier(id) | Self::Cover(id) => Some(id),
            Self::Point(..) => None,
        }
    }

    /// Whether it is a single point.
    pub fn is_point(&self) -> bool {
        matches!(self, Self::Point(..))
    }
}

impl ResultChange {
    /// The step that happened in the world, if any did.
    pub fn actual(&self) -> Option<&ChangeStep> {
        self.steps.iter().find(|step| step.kind == ChangeKind::Actual)
    }
}
