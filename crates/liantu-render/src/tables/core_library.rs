//! T2A 核心企业库入库建议 and T2B 招引清单.

use super::{Form, common_notes, phrases};
use crate::results::Results;
use crate::table::{Cell, Table, percent_interval};
use liantu_analysis::{Certainty, CoreComponent, CoreFirm, CoreLibrary, CoreReason, FirmRole, Invitation};
use liantu_model::Percent;

const FIRM_COLUMNS: [&str; 11] = [
    "number",
    "firm",
    "place",
    "group",
    "labels",
    "components",
    "reasons",
    "set",
    "weight",
    "share",
    "roles",
];
pub(crate) const FIRM_FORM: Form = Form::new("T2A", &FIRM_COLUMNS);
const INVITATION_COLUMNS: [&str; 5] = ["number", "component", "reasons", "candidates", "sources"];
pub(crate) const INVITATION_FORM: Form = Form::new("T2B", &INVITATION_COLUMNS);

/// Core firms, and key components without one.
pub fn core_library(results: &Results<'_>, found: &CoreLibrary) -> Vec<Table> {
    vec![firms(results, found), invitations(results, found)]
}

/// What must be said with every core library.
pub fn core_notes(results: &Results<'_>, found: &CoreLibrary) -> Vec<String> {
    let words = results.naming.words;
    let key = found.key_components.to_string();
    let mut notes = vec![words.format("t2a-note", &[("key", &key)])];
    if !found.sets_complete {
        notes.push(words.text("match-sets-incomplete"));
    }
    notes
}

fn firms(results: &Results<'_>, found: &CoreLibrary) -> Table {
    let naming = results.naming;
    let mut table = FIRM_FORM.table(naming);
    for (position, firm) in found.firms.iter().enumerate() {
        table.push(firm_row(results, firm, position + 1));
    }
    table.notes = common_notes(naming);
    table.notes.extend(core_notes(results, found));
    table
}

fn firm_row(results: &Results<'_>, firm: &CoreFirm, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let own = naming.model.supplier(firm.firm);
    let group = if own.root == firm.firm { "" } else { naming.supplier(own.root) };
    let held: Vec<String> = firm.components.iter().map(|one| component(results, one)).collect();
    let mut reasons: Vec<CoreReason> =
        firm.components.iter().flat_map(|one| one.reasons.iter().copied()).collect();
    reasons.sort_unstable();
    reasons.dedup_by_key(|reason| reason_key(*reason));
    let weight = Percent::from_points(100.0 * firm.weight_lost).filter(|_| firm.smallest_set.is_some());
    vec![
        Cell::count(number),
        Cell::text(naming.supplier(firm.firm)),
        Cell::text(naming.place_of(firm.firm)),
        Cell::text(group),
        Cell::text(naming.list(naming.labels(firm.firm))),
        Cell::text(phrases::some_names(naming, &held.iter().map(String::as_str).collect::<Vec<_>>())),
        Cell::text(reason_text(results, &reasons)),
        firm.smallest_set.map_or_else(Cell::missing, |size| Cell::count(size as usize)),
        Cell::percent(weight.map(|weight| (weight, weight))),
        firm.share.map_or_else(Cell::missing, |share| Cell {
            number: Some(share.points()),
            ..Cell::text(percent_interval(share, share))
        }),
        Cell::text(roles(results, &firm.roles)),
    ]
}

fn component(results: &Results<'_>, one: &CoreComponent) -> String {
    let naming = results.naming;
    let status = naming.words.text(&format!("status-{}", one.status.key()));
    let value = naming.component(one.component);
    naming.words.format("with-remarks", &[("value", value), ("remarks", &status)])
}

fn reason_key(reason: CoreReason) -> String {
    match reason {
        CoreReason::LongLink(Certainty::Possible) => "core-long-link-possible".to_owned(),
        other => format!("core-{}", other.key()),
    }
}

fn reason_text(results: &Results<'_>, reasons: &[CoreReason]) -> String {
    results.naming.list(reasons.iter().map(|&one| results.naming.words.text(&reason_key(one))))
}

fn roles(results: &Results<'_>, roles: &[FirmRole]) -> String {
    let naming = results.naming;
    let text = |role: &FirmRole| match *role {
        FirmRole::Leader { target, groups } => naming
            .words
            .format("role-leader", &[("target", naming.component(target)), ("groups", &groups.to_string())]),
        FirmRole::ChampionByShare(one) | FirmRole::ChampionAlone(one) => {
            naming.words.format(&format!("role-{}", role.key()), &[("component", naming.component(one))])
        }
    };
    naming.list(roles.iter().map(text))
}

fn invitations(results: &Results<'_>, found: &CoreLibrary) -> Table {
    let naming = results.naming;
    let mut table = INVITATION_FORM.table(naming);
    for (position, one) in found.invitations.iter().enumerate() {
        table.push(invitation(results, one, position + 1));
    }
    table.notes = vec![super::date_note(naming), naming.words.text("t2b-note")];
    table
}

fn invitation(results: &Results<'_>, one: &Invitation, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let sources: Vec<String> =
        one.sources.iter().map(|&source| phrases::source_with_place(naming, source)).collect();
    vec![
        Cell::count(number),
        Cell::text(naming.component(one.component)),
        Cell::text(reason_text(results, &one.reasons)),
        Cell::text(phrases::suppliers_with_places(naming, &one.home_candidates)),
        Cell::text(phrases::some_firms(naming, &sources.iter().map(String::as_str).collect::<Vec<_>>())),
    ]
}
