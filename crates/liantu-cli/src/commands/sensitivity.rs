//! `liantu sensitivity`: how sure findings are, and which rows decide.

use super::diff;
use crate::arguments::{Arguments, MappingArguments, SensitivityArguments};
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::output::{deliver_tables, keyed};
use crate::session::{Session, levels};
use liantu_analysis::{DecisiveOptions, End, EvidenceRow, Fault, Level, SensitivityOptions, with_fault};
use liantu_model::SupplyStatus;
use liantu_render::comparison::Compared;
use liantu_render::names::cite;
use liantu_render::{json, tables};

/// Supply rows of a dataset of whose backups it is still asked how sure they are.
const MOST_ROWS: usize = 20_000;

pub(crate) fn run(arguments: &Arguments, own: &SensitivityArguments) -> anyhow::Result<Exit> {
    let chosen = levels(&own.losses.level, Level::ALL)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    if let Some(typed) = &own.what_if {
        return what_if(arguments, own, &session, typed);
    }
    let questions = Questions::about(chosen.levels).without_backups().with_plain_points();
    let mut questions =
        Questions { targets: session.targets(&own.losses.target)?, ..questions.graded_by(&own.grades)? };
    let options = DecisiveOptions::at_most(own.max_errors);
    if session.graph.model().supplies().len() <= MOST_ROWS {
        // What comes from upstream is no part of what is tried.
        (questions.backup_levels, questions.measure) = (vec![Level::Group], Some(0));
    }
    let findings = Findings::of(&session, questions);
    let robust = findings.robustness(&session, SensitivityOptions { most: own.max_errors });
    let decisive = findings.decisive(&session, &options);
    let reviews = findings.reviews(&session, None);
    let results = findings.results(&session).with_decisive(&decisive).with_reviews(&reviews);
    let naming = session.naming();
    let notes = tables::sensitivity_notes(naming);
    deliver_tables(
        &own.output,
        || keyed(tables::sensitivity(&results, &robust), &own.keys),
        |out| {
            let found = results.single_points;
            json::write(
                &json::sensitivity(naming, found, &robust, own.max_errors, results.reviews, notes),
                out,
            )
        },
    )?;
    Ok(Exit::Done)
}

/// The changes that one row makes, as `diff` shows them.
fn what_if(
    arguments: &Arguments,
    own: &SensitivityArguments,
    before: &Session,
    typed: &str,
) -> anyhow::Result<Exit> {
    let (place, change) = typed.rsplit_once('=').ok_or_else(|| unknown_row(typed))?;
    let row = row_at(before, place).ok_or_else(|| unknown_row(typed))?;
    let fault = fault(row, change).ok_or_else(|| {
        let known = known_changes(row);
        Mistake::new("sensitivity-row-change", &[("place", place), ("read", change), ("known", known)])
    })?;
    let Some(model) = with_fault(before.graph.model(), fault) else {
        let arguments = [("place", place), ("read", change)];
        return Err(Mistake::new("sensitivity-row-contradicts", &arguments).into());
    };
    let after = Session::with_model(arguments, model, &before.hash);
    let asked = || Questions::about(Level::ALL.to_vec()).graded_by(&own.grades);
    let (old_questions, new_questions) = (asked()?, asked()?);
    let mapping = MappingArguments::default();
    let comparison = diff::comparison(before, &after, &mapping, new_questions.grading())?;
    let (old, new) = (Findings::of(before, old_questions), Findings::of(&after, new_questions));
    let (old, new) = (old.results(before), new.results(&after));
    let compared = Compared::new(&comparison, &old, &new);
    let notes = tables::change_notes(&compared);
    deliver_tables(
        &own.output,
        || {
            let supposed = tables::supposed(before.naming(), fault);
            let mut all = vec![supposed, tables::changes(&compared), tables::point_changes(&compared)];
            all.extend(tables::already_down(after.naming(), new.single_points));
            keyed(all, &own.keys)
        },
        |out| json::write(&json::diff(&compared, notes), out),
    )?;
    Ok(if comparison.exhausted { Exit::Incomplete } else { Exit::Done })
}

fn unknown_row(typed: &str) -> Mistake {
    Mistake::new("sensitivity-row-unknown", &[("read", typed)])
}

/// The row at `FILE:LINE`, as tables name it.
fn row_at(session: &Session, place: &str) -> Option<EvidenceRow> {
    let model = session.graph.model();
    let (file, line) = place.rsplit_once([':', '!'])?;
    let line: u32 = line.parse().ok()?;
    let rows = (model.supply_indices().map(EvidenceRow::Supply))
        .chain(model.requirement_indices().map(EvidenceRow::Requirement))
        .chain(model.component_indices().map(EvidenceRow::Component));
    rows.into_iter().find(|&row| {
        let cited = cite(model, row);
        cited.row == line && cited.file == file
    })
}

fn fault(row: EvidenceRow, change: &str) -> Option<Fault> {
    let status = match change {
        "absent" | "无" => None,
        "candidate" | "验证中" => Some(SupplyStatus::Candidate),
        "qualified" | "已验证" => Some(SupplyStatus::Qualified),
        "active" | "在供" => Some(SupplyStatus::Active),
        "share-low" | "份额低端" => return share(row, End::Low),
        "share-high" | "份额高端" => return share(row, End::High),
        "incomplete" | "不完整" => {
            return match row {
                EvidenceRow::Component(component) => Some(Fault::Unclaimed(component)),
                EvidenceRow::Requirement(_) | EvidenceRow::Supply(_) | EvidenceRow::Fact(_) => None,
            };
        }
        _ => return None,
    };
    match (row, status) {
        (EvidenceRow::Supply(row), Some(status)) => Some(Fault::Status(row, status)),
        (EvidenceRow::Component(_) | EvidenceRow::Fact(_), _) | (EvidenceRow::Requirement(_), Some(_)) => {
            None
        }
        (row, None) => Some(Fault::Absent(row)),
    }
}

fn share(row: EvidenceRow, end: End) -> Option<Fault> {
    match row {
        EvidenceRow::Supply(row) => Some(Fault::Share(row, end)),
        EvidenceRow::Component(_) | EvidenceRow::Requirement(_) | EvidenceRow::Fact(_) => None,
    }
}

fn known_changes(row: EvidenceRow) -> &'static str {
    match row {
        EvidenceRow::Component(_) => "incomplete(不完整)",
        EvidenceRow::Requirement(_) | EvidenceRow::Fact(_) => "absent(无)",
        EvidenceRow::Supply(_) => {
            "absent(无), candidate(验证中), qualified(已验证), active(在供), share-low(份额低端), share-high(份额高端)"
        }
    }
}
