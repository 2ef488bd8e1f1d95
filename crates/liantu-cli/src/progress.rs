//! A bar on the terminal for work that takes over a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar of bytes on the error stream; none when that is no terminal or the user wants quiet.
pub(crate) struct ByteBar {
    bar: ProgressBar,
    started: Instant,
    wanted: bool,
}

impl ByteBar {
    /// A bar that shows itself once the work takes long.
    pub(crate) fn new(label: String, quiet: bool) -> Self {
        let wanted = !quiet && io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {bytes}/{total_bytes} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(label);
        Self { bar, started: Instant::now(), wanted }
    }

    /// So many bytes are done.
    pub(crate) fn show(&mut self, done: u64, total: u64) {
        if !self.wanted || self.started.elapsed() < PATIENCE {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_length(total);
        self.bar.set_position(done.min(total));
    }

    /// Takes the bar away.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
