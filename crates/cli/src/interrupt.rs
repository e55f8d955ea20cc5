//! Ctrl-C.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{error::RunError, exit::Exit};

/// Knows whether Ctrl-C was pressed. The run looks at it between files, sweeps and reports, and ends with the old reports
/// in place; a second Ctrl-C ends the program at once, which leaves them in place too.
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

    /// An error, if Ctrl-C was pressed.
    pub(crate) fn check(&self) -> Result<(), RunError> {
        if self.0.load(Ordering::SeqCst) { Err(RunError::Interrupted) } else { Ok(()) }
    }

    /// Whether to go on.
    pub(crate) fn flow(&self) -> ControlFlow<()> {
        if self.check().is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[expect(clippy::exit, reason = "the person asked twice")]
fn end_at_once() {
    std::process::exit(Exit::Interrupted as i32);
}
