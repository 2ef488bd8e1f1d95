//! `liantu explain`: one finding with everything it rests on, or the keys of all.

use crate::arguments::{Arguments, ExplainArguments, Format};
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::output::deliver_tables;
use crate::session::Session;
use liantu_analysis::{
    CutSetAnalysis, CutSetOptions, DecisiveOptions, Found, Level, SensitivityOptions, cut_set, level_of,
    reviews, set_robustness,
};
use liantu_model::{FindingKey, Model};
use liantu_render::{json, tables};

pub(crate) fn run(arguments: &Arguments, own: &ExplainArguments) -> anyhow::Result<Exit> {
    questions(own, None)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    match &own.finding {
        None => keys(own, &session),
        Some(text) => one(own, &session, &key(&session, text)?),
    }
}

fn key(session: &Session, text: &str) -> Result<FindingKey, Mistake> {
    session.graph.model().find_finding(text).map_err(|nearest| {
        let keys = ("unknown-finding", "unknown-finding-near");
        Mistake::unknown(keys, nearest.as_deref(), &[("read", text)])
    })
}

/// What must be asked to find it.
fn questions(own: &ExplainArguments, asked: Option<(&Model, &FindingKey)>) -> Result<Questions, Mistake> {
    let levels = match asked {
        None => Level::ALL.to_vec(),
        Some((model, FindingKey::Point(element))) => vec![level_of(model, *element)],
        Some((_, FindingKey::Set(_))) => Vec::new(),
        Some(_) => vec![Level::Component],
    };
    let mut questions =
        Questions::about(levels).within(own.within)?.covering(own.cover)?.graded_by(&own.grades)?;
    match asked {
        None => questions = questions.with_plain_points(),
        Some((_, FindingKey::Backup(level, _))) => questions.backup_levels = vec![*level],
        Some((_, FindingKey::Point(_))) => {
            questions = Questions { several_members_only: false, ..questions.without_backups() };
        }
        Some((_, FindingKey::Grade(_) | FindingKey::Set(_))) => questions = questions.without_backups(),
    }
    Ok(questions)
}

fn one(own: &ExplainArguments, session: &Session, key: &FindingKey) -> anyhow::Result<Exit> {
    let findings = Findings::of(session, questions(own, Some((session.graph.model(), key)))?);
    let findings = match *key {
        FindingKey::Point(element) => findings.with_only(element),
        FindingKey::Grade(_) | FindingKey::Backup(..) | FindingKey::Set(_) => findings,
    };
    let only = match *key {
        FindingKey::Grade(component) | FindingKey::Backup(_, component) => Some(component),
        FindingKey::Point(_) | FindingKey::Set(_) => None,
    };
    let options = DecisiveOptions { only, sets: 20_000, ..DecisiveOptions::at_most(own.max_errors) };
    let decisive = only.map(|_| findings.decisive(session, &options)).unwrap_or_default();
    let is_point = matches!(key, FindingKey::Point(_));
    let options = SensitivityOptions { most: own.max_errors };
    let robust = if is_point { findings.robustness(session, options) } else { Vec::new() };
    let sets = set(session, key)?;
    let sure = sets.as_ref().map(|sets| set_robustness(&session.graph, sets, &options));
    let found = Found { sets: sets.as_ref(), ..findings.found() };
    let reviews = reviews(&session.graph, found, None);
    let results = findings.results(session).with_reviews(&reviews).with_decisive(&decisive);
    let results = results.with_robustness(&robust);
    let results = results.with_set_robustness(sure.as_ref().and_then(|all| all.first()?.first()));
    let notes = notes(session, key);
    deliver_tables(
        &own.output,
        || tables::explain(&results, found, key),
        |out| json::write(&json::explain(&results, found, key, notes), out),
    )?;
    Ok(Exit::Done)
}

/// The cut set a key names, looked at by itself.
fn set(session: &Session, key: &FindingKey) -> Result<Option<CutSetAnalysis>, Mistake> {
    let FindingKey::Set(set) = key else { return Ok(None) };
    let found = cut_set(&session.graph, &CutSetOptions::default(), set);
    found.map(Some).map_err(super::cutsets::mistake)
}

/// What must be said with how sure a finding is.
fn notes(session: &Session, key: &FindingKey) -> Vec<String> {
    match key {
        FindingKey::Set(_) => tables::set_robustness_notes(session.naming()),
        FindingKey::Point(_) | FindingKey::Grade(_) | FindingKey::Backup(..) => {
            tables::sensitivity_notes(session.naming())
        }
    }
}

fn keys(own: &ExplainArguments, session: &Session) -> anyhow::Result<Exit> {
    if own.output.format == Format::Json {
        return Err(Mistake::new("explain-json-needs-key", &[]).into());
    }
    let findings = Findings::of(session, questions(own, None)?);
    let reviews = findings.reviews(session, None);
    let results = findings.results(session).with_reviews(&reviews);
    deliver_tables(&own.output, || vec![tables::finding_keys(&results, findings.found())], |_| Ok(()))?;
    Ok(Exit::Done)
}
