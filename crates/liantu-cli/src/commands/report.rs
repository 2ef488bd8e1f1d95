//! `liantu report`: everything in one folder, or in one for each of several datasets.

mod edition;
mod several;

use super::matching::Sets;
use super::trade;
use crate::arguments::{Arguments, ReportArguments};
use crate::commands::diff::{compared_by, mapping};
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::folder::write_folder;
use crate::fonts::fonts;
use crate::office;
use crate::output::{stderr_line, stdout_text};
use crate::session::Session;
use liantu_analysis::{
    DecisiveOptions, Earlier, Level, Mapping, RegionOptions, SensitivityOptions, makers, regions,
};
use liantu_picture::Fonts;
use liantu_render::catalogue::Catalogue;
use liantu_render::comparison::Compared;
use liantu_render::report::{
    Edition, Extent, OfficeTemplate, ReportFiles, ReportFormat, ReportOptions, report,
};
use liantu_render::results::Results;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &Arguments, own: &ReportArguments) -> anyhow::Result<Exit> {
    let job = Job::of(arguments, own)?;
    match several::datasets(&own.dataset) {
        Some(datasets) => several::run(&job, &datasets),
        None => job.report(&own.dataset, &own.output, |_| ()),
    }
}

/// Earlier data, and what changed its id since.
struct Previous {
    session: Session,
    mapping: Mapping,
}

/// What was asked, ready to be done to any dataset.
struct Job<'j> {
    arguments: &'j Arguments,
    own: &'j ReportArguments,
    template: Option<OfficeTemplate>,
    formats: BTreeSet<ReportFormat>,
    fonts: Fonts,
    edition: Edition,
}

impl<'j> Job<'j> {
    fn of(arguments: &'j Arguments, own: &'j ReportArguments) -> anyhow::Result<Self> {
        let formats = formats(own);
        if formats.contains(&ReportFormat::LongPdf) && !liantu_typeset::HAS_TYPESETTER {
            return Err(Mistake::new("long-pdf-unavailable", &[]).into());
        }
        let uses_fonts = formats.iter().any(|format| format.uses_fonts());
        let job = Self {
            arguments,
            own,
            template: own.template.as_deref().map(office::template).transpose()?,
            fonts: if uses_fonts { fonts(&own.fonts)? } else { Fonts::none() },
            formats,
            edition: own.edition.into(),
        };
        job.questions()?;
        Ok(job)
    }

    fn questions(&self) -> Result<Questions, Mistake> {
        let asked =
            Questions::about(Level::ALL.to_vec()).within(self.own.within)?.covering(self.own.cover)?;
        asked.graded_by(&self.own.grades)
    }

    /// The dataset and the earlier data, each as the edition has it.
    fn open(&self, dataset: &Path) -> anyhow::Result<Result<(Session, Option<Previous>), Exit>> {
        let new = match Session::open(self.arguments, dataset)? {
            Ok(session) => session,
            Err(exit) => return Ok(Err(exit)),
        };
        let Some(previous) = &self.own.previous else {
            return Ok(Ok((edition::one(new, self.edition), None)));
        };
        let old = match Session::open(self.arguments, previous)? {
            Ok(session) => session,
            Err(exit) => return Ok(Err(exit)),
        };
        let mapping = mapping(&self.own.mapping, &old, &new)?;
        let (old, new) = edition::two(old, new, &mapping, self.edition);
        Ok(Ok((new, Some(Previous { session: old, mapping }))))
    }

    /// The report of a dataset into a folder; `seen` sees the results first.
    fn report(&self, dataset: &Path, folder: &Path, seen: impl FnOnce(&Results<'_>)) -> anyhow::Result<Exit> {
        let (arguments, own) = (self.arguments, self.own);
        let (session, previous) = match self.open(dataset)? {
            Ok(sessions) => sessions,
            Err(exit) => return Ok(exit),
        };
        let trade = match trade::Evidence::read(arguments, &session, &own.evidence)? {
            Ok(trade) => trade,
            Err(exit) => return Ok(exit),
        };
        let findings = Findings::of(&session, self.questions()?.warned_by(trade.as_ref()));
        let regions = regions(&session.graph, &RegionOptions::default());
        let sets = Sets::of(&session, findings.targets())?;
        let (matching, core) = (sets.matching(&session, &findings), sets.core(&session, &findings));
        let evidence = trade.as_ref().map(|trade| trade.evidence(&session.words));
        let makers = makers(&session.graph);
        let results = findings.results(&session).with_regions(&regions).with_makers(&makers);
        let results = results.with_actions(&matching, &core);
        let decisive = findings.decisive(&session, &DecisiveOptions::at_most(2));
        let robustness = findings.robustness(&session, SensitivityOptions { most: 2 });
        let results = results.with_trade(evidence).with_decisive(&decisive).with_robustness(&robustness);
        // What is still to be found out is nothing for the public.
        let asked = (self.edition == Edition::Internal).then(|| findings.asked(&session, &decisive));
        let results = match &asked {
            Some(asked) => results.with_questions(asked),
            None => results,
        };
        let files = |results: &Results<'_>, compared: Option<&Compared<'_, '_>>| {
            report(results, compared, &session.hash, &self.options())
        };
        let Some(Previous { session: old, mapping }) = previous else {
            let reviews = findings.reviews(&session, None);
            let results = results.with_reviews(&reviews);
            seen(&results);
            return write(&session.words, folder, own.force, files(&results, None));
        };
        let comparison = compared_by(mapping, &old, &session, self.questions()?.grading())?;
        let before = Findings::of(&old, self.questions()?);
        let earlier = Earlier { comparison: &comparison, graph: &old.graph, found: before.found() };
        let reviews = findings.reviews(&session, Some(earlier));
        let results = results.with_reviews(&reviews);
        seen(&results);
        let asked_before = asked.is_some().then(|| {
            let decisive = before.decisive(&old, &DecisiveOptions::at_most(2));
            before.asked(&old, &decisive)
        });
        let before = before.results(&old);
        let before = match &asked_before {
            Some(asked) => before.with_questions(asked),
            None => before,
        };
        let compared = Compared::new(&comparison, &before, &results);
        let exit = write(&session.words, folder, own.force, files(&results, Some(&compared)))?;
        Ok(if comparison.exhausted { Exit::Incomplete } else { exit })
    }

    fn options(&self) -> ReportOptions<'_> {
        ReportOptions {
            formats: self.formats.clone(),
            fonts: &self.fonts,
            template: self.template.as_ref(),
            edition: self.edition,
            extent: if self.own.whole { Extent::Whole } else { Extent::Short },
        }
    }
}

/// The kinds of files asked for, else all that every build can make: the same files from every build.
fn formats(own: &ReportArguments) -> BTreeSet<ReportFormat> {
    if own.formats.is_empty() {
        return ReportFormat::USUAL.into();
    }
    own.formats.iter().map(|&format| format.into()).collect()
}

fn write(words: &Catalogue, folder: &Path, force: bool, report: ReportFiles) -> anyhow::Result<Exit> {
    let ReportFiles { files, missing } = report;
    let written = write_folder(folder, &files, force)?;
    let line = |path: &PathBuf| words.format("written", &[("path", &path.display().to_string())]) + "\n";
    stdout_text(&written.iter().map(line).collect::<String>())?;
    for line in &missing {
        stderr_line(line);
    }
    Ok(if missing.is_empty() { Exit::Done } else { Exit::Incomplete })
}
