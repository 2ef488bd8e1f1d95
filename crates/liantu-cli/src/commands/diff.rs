//! `liantu diff`: what changed between two datasets, or two dates of one.

use crate::arguments::{Arguments, DiffArguments, MappingArguments};
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::output::{deliver_tables, keyed};
use crate::session::Session;
use liantu_analysis::{
    ChokepointOptions, CompareError, CompareOptions, Comparison, Earlier, Level, Mapping, compare,
};
use liantu_render::comparison::Compared;
use liantu_render::{json, tables};

pub(crate) fn run(arguments: &Arguments, own: &DiffArguments) -> anyhow::Result<Exit> {
    let asked = || Questions::about(Level::ALL.to_vec()).within(own.within)?.graded_by(&own.grades);
    let (old_questions, new_questions) = (asked()?, asked()?);
    let (old, new) = match sessions(arguments, own)? {
        Ok(sessions) => sessions,
        Err(exit) => return Ok(exit),
    };
    let comparison = comparison(&old, &new, &own.mapping, new_questions.grading())?;
    let (before, after) = (Findings::of(&old, old_questions), Findings::of(&new, new_questions));
    let earlier = Earlier { comparison: &comparison, graph: &old.graph, found: before.found() };
    let reviews = after.reviews(&new, Some(earlier));
    let (before, after) = (before.results(&old), after.results(&new).with_reviews(&reviews));
    let compared = Compared::new(&comparison, &before, &after);
    let written = || {
        let mut all = vec![
            tables::changes(&compared),
            tables::point_changes(&compared),
            tables::risks(&after, Some(&compared)),
            tables::changed_rows(&compared),
        ];
        all.extend(tables::reviews(after.naming, after.reviews));
        keyed(all, &own.keys)
    };
    let notes = tables::change_notes(&compared);
    deliver_tables(&own.output, written, |out| json::write(&json::diff(&compared, notes), out))?;
    Ok(if comparison.exhausted { Exit::Incomplete } else { Exit::Done })
}

/// What changed its id between two datasets.
pub(crate) fn mapping(mapping: &MappingArguments, old: &Session, new: &Session) -> anyhow::Result<Mapping> {
    let pairs = mapping.mapping.as_deref().map(liantu_ingest::read_mapping).transpose()?.unwrap_or_default();
    let pairs = pairs.iter().map(|(old, new)| (old.as_str(), new.as_str()));
    Ok(Mapping::new(pairs, old.graph.model(), new.graph.model()).map_err(mistake)?)
}

/// Compares what two sessions hold under the same rules.
pub(crate) fn comparison(
    old: &Session,
    new: &Session,
    ids: &MappingArguments,
    chokepoints: ChokepointOptions,
) -> anyhow::Result<Comparison> {
    compared_by(mapping(ids, old, new)?, old, new, chokepoints)
}

/// The same, where it is known what changed its id.
pub(crate) fn compared_by(
    mapping: Mapping,
    old: &Session,
    new: &Session,
    chokepoints: ChokepointOptions,
) -> anyhow::Result<Comparison> {
    let options = CompareOptions { chokepoints, mapping, ..CompareOptions::default() };
    Ok(compare(old.graph.model(), new.graph.model(), &options).map_err(mistake)?)
}

fn mistake(error: CompareError) -> Mistake {
    match error {
        CompareError::Unrelated { shared, old, new } => {
            let (shared, old, new) = (shared.to_string(), old.to_string(), new.to_string());
            Mistake::new("compare-unrelated", &[("shared", &shared), ("old", &old), ("new", &new)])
        }
        CompareError::MappingUnknown { id, is_old: true } => {
            Mistake::new("mapping-unknown-old", &[("id", &id)])
        }
        CompareError::MappingUnknown { id, is_old: false } => {
            Mistake::new("mapping-unknown-new", &[("id", &id)])
        }
        CompareError::MappingTwice { id } => Mistake::new("mapping-twice", &[("id", &id)]),
        CompareError::MappingAmbiguous { old, new } => {
            Mistake::new("mapping-ambiguous", &[("old", &old), ("new", &new)])
        }
    }
}

/// Both sides, from two datasets or from two dates of one.
fn sessions(arguments: &Arguments, own: &DiffArguments) -> anyhow::Result<Result<(Session, Session), Exit>> {
    match (&own.new, &own.from, &own.to) {
        (Some(new), None, None) => {
            let old = match Session::open(arguments, &own.old)? {
                Ok(old) => old,
                Err(exit) => return Ok(Err(exit)),
            };
            Ok(Session::open(arguments, new)?.map(|new| (old, new)))
        }
        (None, Some(from), Some(to)) => {
            let dates = [date(from)?, date(to)?];
            if dates[0] > dates[1] {
                return Err(Mistake::new("diff-dates-order", &[("from", from), ("to", to)]).into());
            }
            Ok(Session::open_at(arguments, &own.old, dates)?.map(|[old, new]| (old, new)))
        }
        _ => Err(Mistake::new("diff-two-datasets-or-dates", &[]).into()),
    }
}

fn date(text: &str) -> Result<(i16, u8, u8), Mistake> {
    liantu_ingest::read_day(text).ok_or_else(|| Mistake::new("diff-date", &[("read", text)]))
}
