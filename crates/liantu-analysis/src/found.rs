//! Findings of several analyses by the keys that name them, and the rows they rest on.

use crate::evidence::EvidenceRow;
use crate::{
    BackupFinding, Backups, Chokepoint, Chokepoints, CutSetAnalysis, MinimalCutSet, SinglePoint,
    SinglePoints, rows_of_set,
};
use liantu_graph::ChainGraph;
use liantu_model::{Element, FindingKey, Level, Model, SupplierIx, SupplyIx};

/// What was found about one dataset; what was not asked is `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found<'a> {
    /// Single points.
    pub points: Option<&'a SinglePoints>,
    /// Grades.
    pub grades: Option<&'a Chokepoints>,
    /// Backups.
    pub backups: Option<&'a Backups>,
    /// Cut sets.
    pub sets: Option<&'a CutSetAnalysis>,
}

/// What is known of a finding by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// It is there and rests on these rows, in table order.
    Found(Vec<EvidenceRow>),
    /// It was looked for and is not there.
    Absent,
    /// Nobody looked.
    NotAsked,
}

impl<'a> Found<'a> {
    /// Looks a finding up. O(findings).
    pub fn seek(&self, graph: &ChainGraph, key: &FindingKey) -> Sought {
        let model = graph.model();
        let (asked, rows) = match *key {
            FindingKey::Grade(_) => {
                let found = self.grade(key).map(|grade| rows_of_grade(model, grade));
                (self.grades.is_some(), found)
            }
            FindingKey::Backup(level, _) => {
                let asked = self.backups.is_some_and(|all| all.options.levels.contains(&level));
                (asked, self.backup(key).map(|finding| rows_of_backup(model, finding)))
            }
            FindingKey::Point(element) => {
                let asked = self.points.is_some_and(|all| is_asked(graph, all, element));
                (asked, self.point(key).map(|point| point.evidence.clone()))
            }
            FindingKey::Set(ref set) => {
                let asked = self.sets.is_some_and(|all| all.is_asked(graph, set));
                let found = self.sets.zip(self.set(key));
                (asked, found.map(|(all, found)| rows_of_set(graph, &all.options, found)))
            }
        };
        match rows {
            Some(rows) => Sought::Found(rows),
            None if asked => Sought::Absent,
            None => Sought::NotAsked,
        }
    }

    /// The grade a key names. O(components).
    pub fn grade(&self, key: &FindingKey) -> Option<&'a Chokepoint> {
        let &FindingKey::Grade(component) = key else { return None };
        self.grades?.rows.iter().find(|row| row.component == component)
    }

    /// The backups a key names. O(components).
    pub fn backup(&self, key: &FindingKey) -> Option<&'a BackupFinding> {
        let &FindingKey::Backup(level, component) = key else { return None };
        let found = self.backups?.findings.iter().find(|row| row.component == component);
        found.filter(|row| row.levels.iter().any(|one| one.level == level))
    }

    /// The single point a key names. O(findings).
    pub fn point(&self, key: &FindingKey) -> Option<&'a SinglePoint> {
        let &FindingKey::Point(element) = key else { return None };
        self.points?.findings.iter().find(|point| point.element == element)
    }

    /// The cut set a key names. O(sets).
    pub fn set(&self, key: &FindingKey) -> Option<&'a MinimalCutSet> {
        let FindingKey::Set(wanted) = key else { return None };
        let mut all = self.sets?.targets.iter().flat_map(|target| &target.sets);
        all.find(|set| set.target == wanted.target && set.elements == wanted.elements())
    }
}

/// Whether an element was tried, with all targets of the dataset in sight.
fn is_asked(graph: &ChainGraph, points: &SinglePoints, element: Element) -> bool {
    let (model, options) = (graph.model(), &points.options);
    let is_passed_over = match element {
        Element::Group(root) => options.several_members_only && !has_members(model, root),
        _ => false,
    };
    points.targets == graph.default_targets()
        && !is_passed_over
        && options.levels.iter().any(|&level| is_at(model, element, level))
}

/// Whether a group has a firm besides its root.
pub(crate) fn has_members(model: &Model, root: SupplierIx) -> bool {
    model.supplier_indices().any(|one| one != root && model.supplier(one).root == root)
}

/// Whether an element is one of a level.
pub(crate) fn is_at(model: &Model, element: Element, level: Level) -> bool {
    match element {
        Element::Supplier(_) => level == Level::Supplier,
        Element::Group(_) => level == Level::Group,
        Element::Region(region) => level.region_level().is_some_and(|one| model.is_at_level(region, one)),
        Element::Coalition(_) => level == Level::Coalition,
        Element::Component(_) => level == Level::Component,
        Element::Embargo(_) | Element::JointEmbargo(_) => level == Level::Embargo,
    }
}

/// The rows a grade rests on: its supplies, what the component says of itself, published figures.
/// O(rows of the component + facts).
pub fn rows_of_grade(model: &Model, grade: &Chokepoint) -> Vec<EvidenceRow> {
    let own = model.component(grade.component);
    let says_something = own.complete.is_some() || own.import_dependence.is_some() || own.demand.is_some();
    let facts = model.fact_indices().filter(|&one| model.fact(one).component == grade.component);
    let mut rows = rows_of(&grade.evidence);
    rows.extend(says_something.then_some(EvidenceRow::Component(grade.component)));
    rows.extend(facts.map(EvidenceRow::Fact));
    rows.sort_unstable();
    rows
}

/// The rows the backups of a component rest on: its supplies, and its demand where it is stated.
pub fn rows_of_backup(model: &Model, finding: &BackupFinding) -> Vec<EvidenceRow> {
    let own = model.component(finding.component);
    let mut rows = rows_of(&finding.evidence);
    let says_something = own.demand.is_some() || own.complete.is_some();
    rows.extend(says_something.then_some(EvidenceRow::Component(finding.component)));
    rows.sort_unstable();
    rows
}

fn rows_of(supplies: &[SupplyIx]) -> Vec<EvidenceRow> {
    supplies.iter().map(|&row| EvidenceRow::Supply(row)).collect()
}
