//! `liantu backup`: who stands behind whom.

use crate::arguments::{Arguments, BackupArguments};
use crate::exit::Exit;
use crate::findings::{Findings, Questions};
use crate::output::{deliver_tables, keyed};
use crate::session::{Session, levels};
use liantu_analysis::{DecisiveOptions, Level};
use liantu_render::{json, tables};

/// Levels that can be asked for: those at which sources are lost.
const ALLOWED: [Level; 6] =
    [Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country, Level::Coalition];

pub(crate) fn run(arguments: &Arguments, own: &BackupArguments) -> anyhow::Result<Exit> {
    let mut questions = Questions::about(vec![Level::Component]).within(own.within)?.covering(own.cover)?;
    questions.backup_levels = levels(&own.level, &ALLOWED)?.levels;
    (questions.measure, questions.pairs) = (own.measure, own.pairs);
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let findings = Findings::of(&session, questions);
    let reviews = findings.reviews_of_backups(&session);
    let decisive = findings.decisive(&session, &DecisiveOptions::at_most(2));
    let results = findings.results(&session).with_reviews(&reviews).with_decisive(&decisive);
    let notes = tables::backup_notes(&results);
    deliver_tables(
        &own.output,
        || {
            let pairs = own.pairs.then(|| tables::worst_pairs(&results));
            let reviewed = tables::reviews(results.naming, results.reviews);
            let all = [tables::backups(&results), tables::shared_upstream(&results)].into_iter();
            keyed(all.chain(pairs).chain(reviewed).collect(), &own.keys)
        },
        |out| json::write(&json::backup(&results, notes), out),
    )?;
    Ok(Exit::Done)
}
