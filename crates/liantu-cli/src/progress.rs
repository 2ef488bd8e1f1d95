//! A bar on the terminal for work that takes over a second, and the key that ends it early.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use liantu_plan::covering::Progress;
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// The exit code of a program that Ctrl-C ends, by custom.
const INTERRUPTED: i32 = 130;

/// A bar of bytes on the error stream; none when that is no terminal or the user wants quiet.
pub(crate) struct ByteBar {
    bar: PatientBar,
}

impl ByteBar {
    /// A bar that shows itself once the work takes long.
    pub(crate) fn new(label: String, quiet: bool) -> Self {
        Self { bar: PatientBar::new("{msg} {bar:30} {bytes}/{total_bytes} {eta}", label, quiet) }
    }

    /// So many bytes are done.
    pub(crate) fn show(&mut self, done: u64, total: u64) {
        if let Some(bar) = self.bar.shown() {
            bar.set_length(total);
            bar.set_position(done.min(total));
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(self) {
        self.bar.bar.finish_and_clear();
    }
}

/// The best objective so far, the bound and the gap, while a solver works. The first Ctrl-C stops the solver with
/// the best it has; another ends the program.
pub(crate) struct SolveBar {
    bar: PatientBar,
    label: String,
    stopped: Arc<AtomicBool>,
}

impl SolveBar {
    /// A bar that shows itself once the work takes long, and listens to Ctrl-C from now on. At most one at a time.
    pub(crate) fn new(label: String, quiet: bool) -> io::Result<Self> {
        let stopped = Arc::new(AtomicBool::new(false));
        // In this order: the condition is looked at before the flag is set.
        flag::register_conditional_shutdown(SIGINT, INTERRUPTED, Arc::clone(&stopped))?;
        flag::register(SIGINT, Arc::clone(&stopped))?;
        Ok(Self { bar: PatientBar::new("{spinner} {msg} {elapsed}", String::new(), quiet), label, stopped })
    }

    /// Takes the bar away. Ctrl-C ends the program from now on.
    pub(crate) fn finish(&self) {
        self.bar.bar.finish_and_clear();
        self.stopped.store(true, Ordering::Relaxed);
    }
}

impl Progress for SolveBar {
    fn report(&self, objective: f64, lower_bound: f64) {
        let Some(bar) = self.bar.shown() else { return };
        let gap = 100.0 * (objective - lower_bound) / objective.abs().max(f64::MIN_POSITIVE);
        let shown = |value: f64| if value.is_finite() { format!("{value:.4}") } else { "—".to_owned() };
        let gap = if gap.is_finite() { format!("{:.3}%", gap.max(0.0)) } else { "—".to_owned() };
        bar.set_message(format!("{} {} ≥ {} ({gap})", self.label, shown(objective), shown(lower_bound)));
        bar.tick();
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// What both have in common.
struct PatientBar {
    bar: ProgressBar,
    started: Instant,
    wanted: bool,
}

impl PatientBar {
    fn new(template: &str, label: String, quiet: bool) -> Self {
        let wanted = !quiet && io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(label);
        Self { bar, started: Instant::now(), wanted }
    }

    /// The bar, once it is time to show it.
    fn shown(&self) -> Option<&ProgressBar> {
        if !self.wanted || self.started.elapsed() < PATIENCE {
            return None;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        Some(&self.bar)
    }
}
