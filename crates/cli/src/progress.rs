//! What the person sees while the program works.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use textmill_pipeline::{Estimate, Observer, Unit};

use crate::{args::ProgressArgs, dry_run::announce, interrupt::Interrupt, say, wording::seconds};

/// Shows the stages of a run on a terminal (nothing is drawn where there is none), and ends it on Ctrl-C and other signals.
#[derive(Debug)]
pub(crate) struct Progress {
    is_hidden: bool,
    is_verbose: bool,
    interrupt: Interrupt,
    stage: Mutex<Option<(ProgressBar, Instant)>>,
}

impl Progress {
    pub(crate) fn of_run(arguments: &ProgressArgs) -> Self {
        Self::new(arguments.quiet, arguments.verbose)
    }

    /// For a command whose output is on the terminal itself.
    pub(crate) fn hidden() -> Self {
        Self::new(true, false)
    }

    fn new(is_hidden: bool, is_verbose: bool) -> Self {
        Self { is_hidden, is_verbose, interrupt: Interrupt::listen(), stage: Mutex::new(None) }
    }

    fn stage(&self) -> std::sync::MutexGuard<'_, Option<(ProgressBar, Instant)>> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Progress {
    fn expect(&self, expected: &Estimate) {
        if !self.is_hidden {
            announce(*expected);
        }
    }

    fn begin(&self, stage: &'static str, total: u64, unit: Unit) {
        let template = match unit {
            Unit::Bytes => "{msg:12} {bar:30} {bytes} of {total_bytes}, {eta} left",
            Unit::Steps => "{msg:12} {bar:30} {pos} of {len}, {eta} left",
        };
        let target = match self.is_hidden {
            true => ProgressDrawTarget::hidden(),
            false => ProgressDrawTarget::stderr_with_hz(5),
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(total), target).with_style(style).with_message(stage);
        // Seen at once, also if the first step takes long.
        bar.tick();
        *self.stage() = Some((bar, Instant::now()));
    }

    fn advance(&self, amount: u64) {
        if let Some((bar, _)) = &*self.stage() {
            bar.inc(amount);
        }
    }

    fn end(&self, stage: &'static str) {
        if let Some((bar, began)) = self.stage().take() {
            bar.finish_and_clear();
            if self.is_verbose {
                say(&format!("{stage:12} {}", seconds(began.elapsed())));
            }
        }
    }

    fn is_cancelled(&self) -> bool {
        self.interrupt.was_asked()
    }
}
