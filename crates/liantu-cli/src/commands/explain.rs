//! `liantu explain`: one finding with everything it rests on, or the keys of all.

use crate::arguments::{Arguments, ExplainArguments, Format};
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::output::deliver_tables;
use crate::session::Session;
use liantu_analysis::{DecisiveOptions, Level, SensitivityOptions};
use liantu_model::{Element, FindingKey, Model, RegionLevel};
use liantu_render::{json, tables};

pub(crate) fn run(arguments: &Arguments, own: &ExplainArguments) -> anyhow::Result<Exit> {
    questions(own, None)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    match &own.finding {
        None => keys(own, &session),
        Some(text) => one(own, &session, key(&session, text)?),
    }
}

fn key(session: &Session, text: &str) -> Result<FindingKey, Mistake> {
    session.graph.model().find_finding(text).map_err(|nearest| {
        let keys = ("unknown-finding", "unknown-finding-near");
        Mistake::unknown(keys, nearest.as_deref(), &[("read", text)])
    })
}

/// What must be asked to find it.
fn questions(own: &ExplainArguments, asked: Option<(&Model, FindingKey)>) -> Result<Questions, Mistake> {
    let levels = match asked {
        None => Level::ALL.to_vec(),
        Some((model, FindingKey::Point(element))) => vec![level_of(model, element)],
        Some(_) => vec![Level::Component],
    };
    let mut questions =
        Questions::about(levels).within(own.within)?.covering(own.cover)?.graded_by(&own.grades)?;
    match asked {
        None => questions = questions.with_plain_points(),
        Some((_, FindingKey::Backup(level, _))) => questions.backup_levels = vec![level],
        Some((_, FindingKey::Point(_))) => {
            questions = Questions { several_members_only: false, ..questions.without_backups() };
        }
        Some((_, FindingKey::Grade(_))) => questions = questions.without_backups(),
    }
    Ok(questions)
}

fn level_of(model: &Model, element: Element) -> Level {
    match element {
        Element::Supplier(_) => Level::Supplier,
        Element::Group(_) => Level::Group,
        Element::Region(region) => match model.region(region).level {
            RegionLevel::Country => Level::Country,
            RegionLevel::Province => Level::Province,
            RegionLevel::City => Level::City,
        },
        Element::Coalition(_) => Level::Coalition,
        Element::Component(_) => Level::Component,
        Element::Embargo(_) | Element::JointEmbargo(_) => Level::Embargo,
    }
}

fn one(own: &ExplainArguments, session: &Session, key: FindingKey) -> anyhow::Result<Exit> {
    let findings = Findings::of(session, questions(own, Some((session.graph.model(), key)))?);
    let findings = match key {
        FindingKey::Point(element) => findings.with_only(element),
        FindingKey::Grade(_) | FindingKey::Backup(..) => findings,
    };
    let only = match key {
        FindingKey::Grade(component) | FindingKey::Backup(_, component) => Some(component),
        FindingKey::Point(_) => None,
    };
    let options = DecisiveOptions { only, sets: 20_000, ..DecisiveOptions::at_most(own.max_errors) };
    let decisive = only.map(|_| findings.decisive(session, &options)).unwrap_or_default();
    let is_point = matches!(key, FindingKey::Point(_));
    let options = SensitivityOptions { most: own.max_errors };
    let robust = if is_point { findings.robustness(session, options) } else { Vec::new() };
    let reviews = findings.reviews(session, None);
    let results = findings.results(session).with_reviews(&reviews).with_decisive(&decisive);
    let results = results.with_robustness(&robust);
    let notes = tables::sensitivity_notes(session.naming());
    deliver_tables(
        &own.output,
        || tables::explain(&results, findings.found(), key),
        |out| json::write(&json::explain(&results, findings.found(), key, notes), out),
    )?;
    Ok(Exit::Done)
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
