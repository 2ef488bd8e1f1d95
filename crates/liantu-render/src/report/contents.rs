//! The one list of what is in a report: every table, in order, and what it needs.

use crate::comparison::Compared;
use crate::results::Results;
use crate::table::Table;
use crate::tables::{self, Form, forms};

/// Tables that are made together.
pub(super) struct Part {
    /// What they are; where the data give no reason for one of them it is not among the tables made.
    pub(super) forms: &'static [Form],
    /// What must be given besides the dataset.
    pub(super) needs: Needs,
    pub(super) make: fn(&Results<'_>, Option<&Compared<'_, '_>>) -> Vec<Table>,
}

/// What a table needs besides the dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    /// Earlier data.
    Previous,
    /// Trade tables.
    Trade,
}

const fn part(
    forms: &'static [Form],
    make: fn(&Results<'_>, Option<&Compared<'_, '_>>) -> Vec<Table>,
) -> Part {
    Part { forms, needs: Needs::Nothing, make }
}

/// Every table of a report, in its order; the list of sources follows.
pub(super) const PARTS: &[Part] = &[
    part(&[forms::OVERVIEW], |results, _| vec![tables::overview(results)]),
    part(&[forms::FIRMS], |results, _| vec![tables::firms(results)]),
    part(&[forms::CHOKEPOINTS], |results, _| vec![tables::chokepoints(results)]),
    part(&[forms::WITHDRAWALS], |results, _| vec![tables::withdrawals(results)]),
    part(&[forms::LONG_LINKS], |results, _| vec![tables::long_links(results)]),
    part(&[forms::RISKS], |results, compared| vec![tables::risks(results, compared)]),
    part(&[forms::BACKUPS], |results, _| vec![tables::backups(results)]),
    part(&[forms::SHARED_UPSTREAM], |results, _| vec![tables::shared_upstream(results)]),
    Part {
        forms: &[forms::CHANGES, forms::POINT_CHANGES, forms::CHANGED_ROWS],
        needs: Needs::Previous,
        make: |_, compared| compared.map_or_else(Vec::new, changes),
    },
    part(
        &[forms::POINTS, forms::EMBARGOES, forms::COMPONENT_POINTS, forms::OWN_SITE, forms::NEAR_POINTS],
        |results, _| tables::single_points(results.naming, results.single_points, results.beside()),
    ),
    part(&[forms::DECISIVE_ROWS], |results, _| {
        let found = results.robustness.map(|found| tables::decisive_rows(results.naming, found));
        found.into_iter().collect()
    }),
    part(&[forms::QUESTIONS], |results, _| {
        let asked = results.asked.map(|asked| tables::questions(results.graph, results.naming, asked));
        asked.into_iter().collect()
    }),
    Part {
        forms: &[forms::SETTLED],
        needs: Needs::Previous,
        make: |_, compared| compared.and_then(tables::settled).into_iter().collect(),
    },
    part(&[forms::DOWN], |results, _| {
        tables::already_down(results.naming, results.single_points).into_iter().collect()
    }),
    part(&[forms::DEPENDENCE], |results, _| vec![tables::dependence(results)]),
    Part {
        forms: &[forms::TRADE],
        needs: Needs::Trade,
        make: |results, _| {
            let trade = results.trade.map(|trade| tables::trade(&trade.results(results.naming)));
            trade.into_iter().collect()
        },
    },
    part(&[forms::CORE_FIRMS, forms::INVITATIONS], |results, _| {
        results.core.map_or_else(Vec::new, |found| tables::core_library(results, found))
    }),
    part(&[forms::PROJECTS, forms::DOCKINGS, forms::LEADS], |results, _| {
        results.matching.map_or_else(Vec::new, |found| tables::matching(results, found))
    }),
    part(
        &[
            forms::CITIES,
            forms::CHAIN_SUPPLY,
            forms::COMPONENT_SUPPLY,
            forms::OUTSIDE,
            forms::RADII,
            forms::PARTNERS,
            forms::INTEGRATION,
        ],
        |results, _| results.regions.map_or_else(Vec::new, |found| tables::regions(results.naming, found)),
    ),
    part(&[forms::FOUNDATIONS, forms::CATEGORIES], |results, _| {
        results.regions.map_or_else(Vec::new, |found| tables::foundations(results, found))
    }),
    part(&[forms::REVIEWS], |results, _| {
        tables::reviews(results.naming, results.reviews).into_iter().collect()
    }),
    part(&[forms::QUALITY], |results, _| vec![tables::quality(results)]),
    part(&[forms::TRAIL], |results, _| vec![tables::trail(results)]),
];

fn changes(compared: &Compared<'_, '_>) -> Vec<Table> {
    vec![tables::changes(compared), tables::point_changes(compared), tables::changed_rows(compared)]
}

/// All tables that the results give, in order.
pub(super) fn all_tables(results: &Results<'_>, compared: Option<&Compared<'_, '_>>) -> Vec<Table> {
    PARTS.iter().flat_map(|part| (part.make)(results, compared)).collect()
}

/// The form of every table that a report can have, in order.
pub fn contents() -> impl Iterator<Item = Form> {
    PARTS.iter().flat_map(|part| part.forms.iter().copied()).chain([super::sources::FORM])
}

/// What the table of a form needs.
pub(super) fn needs(id: &str) -> Needs {
    let part = PARTS.iter().find(|part| part.forms.iter().any(|form| form.id == id));
    part.map_or(Needs::Nothing, |part| part.needs)
}
