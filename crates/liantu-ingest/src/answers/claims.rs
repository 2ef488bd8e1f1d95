//! What filled rows say, each cell understood or refused.

use super::format::{LIST_ANSWERS, NEED_ANSWERS, STATUS_ANSWERS};
use super::{AnswerCode, AnswerNote, AnswerRow, Answers, CellAt, Filled};
use crate::dates::day;
use crate::numbers::number;
use crate::percents::{percent, without_about};
use crate::words::{Word, WordList};
use liantu_model::{
    ComponentIx, Confidence, Model, Percent, PercentRange, RegionIx, RequirementIx, SupplierIx, SupplyIx,
    SupplyStatus,
};
use std::collections::BTreeMap;

/// Year, month, day.
pub(super) type Day = (i16, u8, u8);

/// What an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Basis {
    /// As typed; blank when nothing was.
    pub(super) source: String,
    pub(super) day: Option<Day>,
    /// Who filled it in; blank when nobody says.
    pub(super) by: String,
}

impl Basis {
    /// Whether there is a source and a day.
    pub(super) fn is_whole(&self) -> bool {
        !self.source.is_empty() && self.day.is_some()
    }

    /// With a source and a day an answer need not be asked for again.
    pub(super) fn confidence(&self) -> Confidence {
        if self.is_whole() { Confidence::High } else { Confidence::Medium }
    }
}

/// One who supplies, as named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Firm(SupplierIx),
    Place(RegionIx),
    /// A firm that the dataset lacks, at a place.
    New(String, RegionIx),
}

/// How an input is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    Essential,
    NotEssential,
    NotUsed,
}

/// What one answer says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Statement {
    Complete(ComponentIx, bool),
    Supplies {
        component: ComponentIx,
        source: Source,
        status: SupplyStatus,
        share: Option<PercentRange>,
        switch_weeks: Option<f64>,
    },
    Status {
        row: SupplyIx,
        /// `None`: it does not supply it.
        status: Option<SupplyStatus>,
        share: Option<PercentRange>,
    },
    Needs(RequirementIx, Needed),
    Stock {
        component: ComponentIx,
        firm: SupplierIx,
        days: f64,
    },
    Switch(SupplyIx, f64),
}

/// A statement, where it stands and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    pub(super) at: CellAt,
    pub(super) read: String,
    pub(super) basis: Basis,
    pub(super) says: Statement,
}

/// What a row of the checklist is about.
#[derive(Debug, Clone, Copy)]
enum About {
    List(ComponentIx),
    Supply(SupplyIx),
    Requirement(RequirementIx),
}

/// Reads rows into claims.
pub(super) struct Reader<'m> {
    model: &'m Model,
    by_key: BTreeMap<String, About>,
    pub(super) claims: Vec<Claim>,
    pub(super) notes: Vec<AnswerNote>,
}

impl<'m> Reader<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let mut by_key = BTreeMap::new();
        by_key.extend(model.component_indices().map(|one| (model.list_key(one), About::List(one))));
        let current = model.supply_indices().filter(|&one| model.supply(one).current);
        by_key.extend(current.map(|one| (model.supply_key(one), About::Supply(one))));
        let needs = model.requirement_indices();
        by_key.extend(needs.map(|one| (model.requirement_key(one), About::Requirement(one))));
        Self { model, by_key, claims: Vec::new(), notes: Vec::new() }
    }

    pub(super) fn read(&mut self, answers: &Answers) {
        for row in &answers.questions {
            // What is wrong with a row has been told.
            let _ = self.question(row);
        }
        for row in &answers.visits {
            let _ = self.visit(row);
        }
    }

    /// A row of the checklist; `None` when it is refused.
    fn question(&mut self, row: &AnswerRow) -> Option<()> {
        let Some(answer) = row.cell("answer") else { return self.without_answer(row) };
        let Some(&about) = self.by_key.get(&row.key) else { return self.refuse_key(row) };
        let basis = self.basis(row)?;
        match about {
            About::List(component) => self.list(row, answer, component, &basis),
            About::Supply(supply) => {
                let at = self.word(answer, STATUS_ANSWERS)?;
                let share = match row.cell("share") {
                    Some(cell) => Some(self.share(cell)?),
                    None => None,
                };
                let status = SupplyStatus::LIST.find(STATUS_ANSWERS.words[at].key).map(SupplyStatus::at);
                self.claim(answer, &basis, Statement::Status { row: supply, status, share });
                Some(())
            }
            About::Requirement(requirement) => self.need(answer, requirement, &basis),
        }
    }

    /// Firms and shares say nothing without an answer.
    fn without_answer(&mut self, row: &AnswerRow) -> Option<()> {
        let said = ["other_firms", "share"].into_iter().find_map(|column| row.cell(column))?;
        self.refuse(said, AnswerCode::UnknownAnswer, LIST_ANSWERS.summary())
    }

    fn list(
        &mut self,
        row: &AnswerRow,
        answer: &Filled,
        component: ComponentIx,
        basis: &Basis,
    ) -> Option<()> {
        let word = LIST_ANSWERS.words[self.word(answer, LIST_ANSWERS)?].key;
        if word == "others" {
            return self.sources(row, answer, component, SupplyStatus::Active, basis);
        }
        if let Some(named) = row.cell("other_firms") {
            return self.refuse(named, AnswerCode::CompleteWithOthers, answer.text.clone());
        }
        self.claim(answer, basis, Statement::Complete(component, word == "complete"));
        Some(())
    }

    fn need(&mut self, answer: &Filled, requirement: RequirementIx, basis: &Basis) -> Option<()> {
        let needed = match NEED_ANSWERS.words[self.word(answer, NEED_ANSWERS)?].key {
            "essential" => Needed::Essential,
            "not-used" => Needed::NotUsed,
            _ => Needed::NotEssential,
        };
        self.claim(answer, basis, Statement::Needs(requirement, needed));
        Some(())
    }

    /// A row of a visit.
    fn visit(&mut self, row: &AnswerRow) -> Option<()> {
        let columns = ["answer", "stock_days", "other_firms", "switch_weeks"];
        if columns.iter().all(|column| row.cell(column).is_none()) {
            return Some(());
        }
        let Some((firm, requirement)) = self.visited(&row.key) else { return self.refuse_key(row) };
        let basis = self.basis(row)?;
        let component = self.model.requirement(requirement).input;
        if let Some(answer) = row.cell("answer") {
            self.need(answer, requirement, &basis);
        }
        if let Some(cell) = row.cell("stock_days")
            && let Some(days) = self.number(cell)
        {
            self.claim(cell, &basis, Statement::Stock { component, firm, days });
        }
        let status = match row.cell("status") {
            Some(cell) => SupplyStatus::at(self.word(cell, SupplyStatus::LIST)?),
            None => SupplyStatus::Active,
        };
        match (row.cell("other_firms").or(row.cell("place")), row.cell("switch_weeks")) {
            (Some(named), _) => self.sources(row, named, component, status, &basis),
            (None, Some(cell)) => self.switch(cell, component, &basis),
            (None, None) => Some(()),
        }
    }

    /// The firm and the requirement of `visit:FIRM:PRODUCT:INPUT`.
    fn visited(&self, key: &str) -> Option<(SupplierIx, RequirementIx)> {
        let rest = key.strip_prefix("visit:")?;
        rest.match_indices(':').find_map(|(at, _)| {
            let firm = self.model.find_supplier(&rest[..at]).ok()?;
            match self.by_key.get(&format!("need:{}", &rest[at + 1..])) {
                Some(About::Requirement(requirement)) => Some((firm, *requirement)),
                _ => None,
            }
        })
    }

    /// Whoever else supplies a component.
    fn sources(
        &mut self,
        row: &AnswerRow,
        answer: &Filled,
        component: ComponentIx,
        status: SupplyStatus,
        basis: &Basis,
    ) -> Option<()> {
        // Every cell of the row is read, so that all that is wrong with it is told at once.
        let share = row.cell("share").map(|cell| self.share(cell));
        let switch_weeks = row.cell("switch_weeks").map(|cell| self.number(cell));
        let place = row.cell("place").map(|cell| self.place(cell));
        let is_placed = place != Some(None);
        let named = if is_placed { self.named(row, place.flatten()) } else { None };
        let (share, switch_weeks) = (all_of(share)?, all_of(switch_weeks)?);
        let named = named?;
        if named.is_empty() {
            return self.refuse(answer, AnswerCode::NobodyNamed, String::new());
        }
        if let (Some(cell), 2..) = (row.cell("share"), named.len()) {
            return self.refuse(cell, AnswerCode::UnclearSource, String::new());
        }
        let at = row.cell("other_firms").unwrap_or(answer).clone();
        for source in named {
            let share = share.clone();
            self.claim(&at, basis, Statement::Supplies { component, source, status, share, switch_weeks });
        }
        Some(())
    }

    /// The firms named, or the place; `None` when one of them is not known.
    fn named(&mut self, row: &AnswerRow, place: Option<RegionIx>) -> Option<Vec<Source>> {
        let Some(cell) = row.cell("other_firms") else {
            return Some(place.map(Source::Place).into_iter().collect());
        };
        let texts: Vec<&str> =
            cell.text.split([';', '；', '、', '\n']).map(str::trim).filter(|one| !one.is_empty()).collect();
        let mut sources = Vec::new();
        for text in texts {
            match (self.model.find_supplier(text), place) {
                (Ok(firm), _) => sources.push(Source::Firm(firm)),
                (Err(_), Some(place)) => sources.push(Source::New(text.to_owned(), place)),
                (Err(nearest), None) => {
                    let filled = Filled { text: text.to_owned(), ..cell.clone() };
                    return self.refuse(&filled, AnswerCode::UnknownFirm, nearest.unwrap_or_default());
                }
            }
        }
        Some(sources)
    }

    /// Weeks to switch to the one source that waits for them.
    fn switch(&mut self, cell: &Filled, component: ComponentIx, basis: &Basis) -> Option<()> {
        let weeks = self.number(cell)?;
        let model = self.model;
        let mut waiting = model.supply_indices().filter(|&row| {
            let row = model.supply(row);
            let is_backup = row.status != SupplyStatus::Active;
            row.current && row.component == component && is_backup && row.switch_weeks.is_none()
        });
        let (Some(row), None) = (waiting.next(), waiting.next()) else {
            return self.refuse(cell, AnswerCode::UnclearSource, String::new());
        };
        self.claim(cell, basis, Statement::Switch(row, weeks));
        Some(())
    }

    fn place(&mut self, cell: &Filled) -> Option<RegionIx> {
        match self.model.find_region(&cell.text) {
            Ok(region) => Some(region),
            Err(nearest) => self.refuse(cell, AnswerCode::UnknownPlace, nearest.unwrap_or_default()),
        }
    }

    fn number(&mut self, cell: &Filled) -> Option<f64> {
        let stated = without_about(cell.text.trim());
        let plain = without_about(stated.trim_end_matches(['天', '周', '日']));
        let Some(value) = number(plain).filter(|value| *value >= 0.0) else {
            return self.refuse(cell, AnswerCode::BadNumber, String::new());
        };
        if plain.len() < cell.text.trim().trim_end_matches(['天', '周', '日']).trim_end().len() {
            self.tell(cell, AnswerCode::Approximate, value.to_string());
        }
        Some(value)
    }

    /// The share in a cell.
    fn share(&mut self, cell: &Filled) -> Option<PercentRange> {
        let possible = |range: &PercentRange| range.low >= Percent::ZERO && range.high <= Percent::HUNDRED;
        match percent(&cell.text).filter(possible) {
            Some(range) => Some(range),
            None => self.refuse(cell, AnswerCode::BadShare, String::new()),
        }
    }

    fn basis(&mut self, row: &AnswerRow) -> Option<Basis> {
        let day = match row.cell("date") {
            Some(cell) => match day(&cell.text) {
                Some(day) => Some(day),
                None => return self.refuse(cell, AnswerCode::BadDate, String::new()),
            },
            None => None,
        };
        let text = |column: &str| row.cell(column).map_or_else(String::new, |cell| cell.text.clone());
        Some(Basis { source: text("source"), day, by: text("by") })
    }

    fn word(&mut self, cell: &Filled, list: &WordList) -> Option<usize> {
        match list.find(&cell.text) {
            Some(at) => Some(at),
            None => self.refuse(cell, AnswerCode::UnknownAnswer, list.summary()),
        }
    }

    fn claim(&mut self, cell: &Filled, basis: &Basis, says: Statement) {
        let (at, read, basis) = (cell.at.clone(), cell.text.clone(), basis.clone());
        self.claims.push(Claim { at, read, basis, says });
    }

    fn refuse_key<T>(&mut self, row: &AnswerRow) -> Option<T> {
        let filled = Filled { at: row.at.clone(), text: row.key.clone() };
        self.refuse(&filled, AnswerCode::UnknownKey, String::new())
    }

    fn refuse<T>(&mut self, cell: &Filled, code: AnswerCode, other: String) -> Option<T> {
        self.tell(cell, code, other);
        None
    }

    fn tell(&mut self, cell: &Filled, code: AnswerCode, other: String) {
        let (at, read) = (cell.at.clone(), crate::text::shorten(&cell.text, 60).into_owned());
        self.notes.push(AnswerNote { at, code, read, other });
    }
}

/// What a cell holds, where there is one; `None` when it was refused.
#[expect(clippy::option_option, reason = "a cell that is not there is no cell that was refused")]
fn all_of<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
        None => Some(None),
    }
}
