//! Ctrl-C.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use textmill_pipeline::RunError;

use crate::{error::CommandError, exit::Exit};

/// Knows whether Ctrl-C was pressed. A run looks at it between files, sweeps and reports, and ends with the old reports in place; a
/// second Ctrl-C ends the program at once, which leaves them in place too.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Begins to listen. Where the system does not let us, Ctrl-C ends the program at once.
    pub(crate) fn listen() -> Self {
        let interrupt = Self::default();
        let pressed = interrupt.clone();
        let _ = ctrlc::set_handler(move || {
            if pressed.0.swap(true, Ordering::SeqCst) {
                end_at_once();
            }
        });
        interrupt
    }

    pub(crate) fn was_pressed(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// What a command that writes no reports says of an error.
pub(crate) fn without_reports(error: RunError) -> CommandError {
    match error {
        RunError::Cancelled => CommandError::Interrupted,
        error => error.into(),
    }
}

#[expect(clippy::exit, reason = "the person asked twice")]
fn end_at_once() {
    std::process::exit(Exit::Interrupted as i32);
}
