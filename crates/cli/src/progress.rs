//! What the person sees while the program works.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{args::RunArgs, say};

/// Shows the stages of a run on a terminal: nothing is drawn where there is none.
#[derive(Debug)]
pub(crate) struct Progress {
    quiet: bool,
    verbose: bool,
}

impl Progress {
    pub(crate) fn new(arguments: &RunArgs) -> Self {
        Self { quiet: arguments.quiet, verbose: arguments.verbose }
    }

    /// Begins a stage of `total` bytes.
    pub(crate) fn bytes(&self, name: &'static str, total: u64) -> Stage {
        self.stage(name, total, "{msg:12} {bar:30} {bytes} of {total_bytes}, {eta} left")
    }

    /// Begins a stage of `total` steps.
    pub(crate) fn steps(&self, name: &'static str, total: u64) -> Stage {
        self.stage(name, total, "{msg:12} {bar:30} {pos} of {len}, {eta} left")
    }

    fn stage(&self, name: &'static str, total: u64, template: &str) -> Stage {
        let target =
            if self.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(total), target).with_style(style).with_message(name);
        Stage { bar, name, began: Instant::now(), verbose: self.verbose }
    }
}

/// A stage of a run; it ends when it is dropped.
pub(crate) struct Stage {
    bar: ProgressBar,
    name: &'static str,
    began: Instant,
    verbose: bool,
}

impl Stage {
    /// Some more is done.
    pub(crate) fn advance(&self, amount: u64) {
        self.bar.inc(amount);
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        if self.verbose {
            say(&format!("{:12} {}", self.name, seconds(self.began.elapsed())));
        }
    }
}

/// A duration for a person.
pub(crate) fn seconds(duration: Duration) -> String {
    format!("{:.2} s", duration.as_secs_f64())
}
