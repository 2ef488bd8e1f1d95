//! The analyses that tree, tables and report look things up in.

use crate::arguments::GradeArguments;
use crate::commands::trade::Evidence;
use crate::exit::Mistake;
use crate::rules::rules;
use crate::session::Session;
use liantu_analysis::{
    Ask, AskOptions, BackupOptions, Backups, ChokepointOptions, Chokepoints, CutSetAnalysis, Decisive,
    DecisiveOptions, Depth, Earlier, Exposure, ExposureOptions, FindingRobustness, Found, GradeRules, Level,
    LossOptions, MatchInputs, Reviews, SensitivityOptions, SinglePoint, SinglePoints, SpofOptions,
    UpstreamExtent, ask, backup, chokepoints, decisive, exposure, reviews, sensitivity, single_points,
};
use liantu_graph::{ChainGraph, Control, Qualified};
use liantu_model::{ComponentIx, Element, Percent};
use liantu_render::results::Results;

/// What to ask.
#[derive(Debug)]
pub(crate) struct Questions {
    /// Weeks within which a backup must deliver.
    pub(crate) within_weeks: f64,
    /// Cover that counts as backed up.
    pub(crate) required_cover: Percent,
    /// Levels of loss that backups are held against; without any, backups are not looked for.
    pub(crate) backup_levels: Vec<Level>,
    /// Elements followed upstream at most.
    pub(crate) measure: Option<usize>,
    /// Joint losses of two elements too.
    pub(crate) pairs: bool,
    /// Levels of single points.
    pub(crate) point_levels: Vec<Level>,
    /// Owners of more than one firm only.
    pub(crate) several_members_only: bool,
    /// How much is said about each single point.
    pub(crate) point_depth: Depth,
    /// How much single points take away beside what they stop; `None`: not asked.
    pub(crate) point_losses: Option<LossOptions>,
    /// Rules of the grades.
    pub(crate) rules: GradeRules,
    /// Components that trade shows as dependent, ascending.
    pub(crate) trade_dependent: Vec<ComponentIx>,
    /// Targets; `None` for the dataset's own.
    pub(crate) targets: Option<Vec<ComponentIx>>,
}

/// Levels of loss that backups are held against unless others are asked for.
pub(crate) const BACKUP_LEVELS: [Level; 3] = [Level::Supplier, Level::Group, Level::Country];
/// Levels of single points that questions are about unless others are asked for.
pub(crate) const ASK_LEVELS: [Level; 5] =
    [Level::Supplier, Level::Group, Level::Country, Level::Coalition, Level::Embargo];
/// The shortest and the longest horizon, in weeks, and the least and greatest cover, in percent.
pub(crate) const WEEKS: (f64, f64) = (0.0, 5200.0);
pub(crate) const COVER: (f64, f64) = (0.0, 100.0);

impl Questions {
    /// Everything but the levels of single points at its default.
    pub(crate) fn about(point_levels: Vec<Level>) -> Self {
        let BackupOptions { within_weeks, required_cover, measure, pairs, .. } = BackupOptions::default();
        let backup_levels = BACKUP_LEVELS.to_vec();
        Self {
            within_weeks,
            required_cover,
            backup_levels,
            measure,
            pairs,
            point_levels,
            several_members_only: true,
            point_depth: Depth::Explained,
            point_losses: Some(LossOptions::default()),
            rules: GradeRules::default(),
            trade_dependent: Vec::new(),
            targets: None,
        }
    }

    /// With no more of single points than what each of them stops: neither why nor how much.
    pub(crate) fn with_plain_points(self) -> Self {
        Self { point_depth: Depth::Losses, point_losses: None, ..self }
    }

    /// Without a search for backups.
    pub(crate) fn without_backups(self) -> Self {
        Self { backup_levels: Vec::new(), ..self }
    }

    /// With another horizon.
    pub(crate) fn within(mut self, weeks: f64) -> Result<Self, Mistake> {
        self.within_weeks = in_range("within", weeks, WEEKS)?;
        Ok(self)
    }

    /// With the rules of the grades that were asked for.
    pub(crate) fn graded_by(self, own: &GradeArguments) -> Result<Self, Mistake> {
        Ok(Self { rules: rules(own.rules.as_deref())?, ..self })
    }

    /// With what trade shows, if it was asked.
    pub(crate) fn warned_by(self, trade: Option<&Evidence>) -> Self {
        Self { trade_dependent: trade.map(Evidence::dependent).unwrap_or_default(), ..self }
    }

    /// How components are graded.
    pub(crate) fn grading(&self) -> ChokepointOptions {
        ChokepointOptions {
            within_weeks: self.within_weeks,
            rules: self.rules.clone(),
            trade_dependent: self.trade_dependent.clone(),
        }
    }

    /// With another cover required.
    pub(crate) fn covering(mut self, percent: f64) -> Result<Self, Mistake> {
        let percent = in_range("cover", percent, COVER)?;
        self.required_cover = Percent::from_points(percent).unwrap_or(Percent::HUNDRED);
        Ok(self)
    }
}

pub(crate) fn in_range(option: &str, value: f64, (low, high): (f64, f64)) -> Result<f64, Mistake> {
    if (low..=high).contains(&value) {
        return Ok(value);
    }
    let (low, high, read) = (low.to_string(), high.to_string(), value.to_string());
    Err(Mistake::new(
        "value-out-of-range",
        &[("option", option), ("low", &low), ("high", &high), ("read", &read)],
    ))
}

/// The answers.
#[derive(Debug)]
pub(crate) struct Findings {
    chokepoints: Chokepoints,
    backups: Backups,
    single_points: SinglePoints,
    exposure: Exposure,
}

impl Findings {
    /// Runs the analyses.
    pub(crate) fn of(session: &Session, questions: Questions) -> Self {
        let graph = &session.graph;
        let choke_options = questions.grading();
        let Questions { within_weeks, required_cover, backup_levels, point_levels, targets, .. } = questions;
        let backup_options = BackupOptions {
            within_weeks,
            required_cover,
            levels: backup_levels,
            targets: targets.clone().unwrap_or_default(),
            measure: questions.measure,
            pairs: questions.pairs,
        };
        let point_options = SpofOptions {
            levels: point_levels,
            several_members_only: questions.several_members_only,
            qualified: Qualified::Ignored,
            control: Control::Stays,
            targets,
            depth: questions.point_depth,
            loss: questions.point_losses,
        };
        let exposure_options =
            ExposureOptions { targets: point_options.targets.clone(), ..ExposureOptions::default() };
        Self {
            exposure: exposure(graph, &exposure_options),
            chokepoints: chokepoints(graph, &choke_options),
            backups: backups(graph, backup_options),
            single_points: single_points(graph, &point_options),
        }
    }

    /// With no other single point than that of an element.
    pub(crate) fn with_only(mut self, element: Element) -> Self {
        self.single_points.findings.retain(|point| point.element == element);
        self
    }

    /// The targets watched.
    pub(crate) fn targets(&self) -> &[ComponentIx] {
        &self.single_points.targets
    }

    /// What gaps are read from.
    pub(crate) fn match_inputs<'a>(&'a self, cut_sets: &'a CutSetAnalysis) -> MatchInputs<'a> {
        MatchInputs {
            chokepoints: &self.chokepoints,
            points: &self.single_points,
            backups: &self.backups,
            cut_sets,
        }
    }

    /// How sure grades and backups are, and the rows they hang on.
    pub(crate) fn decisive(&self, session: &Session, options: &DecisiveOptions) -> Decisive {
        let asked = !self.backups.options.levels.is_empty();
        let backups = asked.then_some(&self.backups);
        decisive(&session.graph, &self.chokepoints, backups, options)
    }

    /// How sure each single point is, in their order.
    pub(crate) fn robustness(
        &self,
        session: &Session,
        options: SensitivityOptions,
    ) -> Vec<FindingRobustness> {
        sensitivity(&session.graph, &self.single_points, &options)
    }

    /// What was found, by the keys that name findings.
    pub(crate) fn found(&self) -> Found<'_> {
        let asked = |levels: &[Level]| !levels.is_empty();
        Found {
            points: asked(&self.single_points.options.levels).then_some(&self.single_points),
            grades: Some(&self.chokepoints),
            backups: asked(&self.backups.options.levels).then_some(&self.backups),
            sets: None,
        }
    }

    /// Reviews, held against what was found, and against what changed since earlier data.
    pub(crate) fn reviews(&self, session: &Session, earlier: Option<Earlier<'_>>) -> Reviews {
        reviews(&session.graph, self.found(), earlier)
    }

    /// Reviews of grades, held against them.
    pub(crate) fn reviews_of_grades(&self, session: &Session) -> Reviews {
        let found = Found { grades: Some(&self.chokepoints), ..Found::default() };
        reviews(&session.graph, found, None)
    }

    /// Reviews of backups, held against them.
    pub(crate) fn reviews_of_backups(&self, session: &Session) -> Reviews {
        let found = Found { backups: Some(&self.backups), ..Found::default() };
        reviews(&session.graph, found, None)
    }

    /// What to ask next about single points of the levels that such questions are about.
    pub(crate) fn asked(&self, session: &Session, decisive: &Decisive) -> Ask {
        let naming = session.naming();
        let is_asked =
            |one: &&SinglePoint| ASK_LEVELS.iter().any(|level| level.key() == naming.level_of(one.element));
        let findings = self.single_points.findings.iter().filter(is_asked).cloned().collect();
        let points = SinglePoints { findings, ..self.single_points.clone() };
        ask(&session.graph, &points, Some(decisive), &AskOptions::default())
    }

    /// The answers side by side.
    pub(crate) fn results<'a>(&'a self, session: &'a Session) -> Results<'a> {
        Results::new(
            &session.graph,
            session.naming(),
            &self.chokepoints,
            &self.backups,
            &self.single_points,
            &self.exposure,
        )
    }
}

fn backups(graph: &ChainGraph, options: BackupOptions) -> Backups {
    if options.levels.is_empty() {
        let extent = UpstreamExtent { settled: true, ..UpstreamExtent::default() };
        return Backups { options, findings: Vec::new(), coverage: Vec::new(), extent };
    }
    backup(graph, &options)
}
