//! Signals that ask the program to end: Ctrl-C, and those of `kill`, of service managers, and of a terminal that is closed.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use signal_hook::{consts::signal, flag};
use textmill_pipeline::RunError;

use crate::error::CommandError;

/// The signals, as the system numbers them.
#[cfg(unix)]
const SIGNALS: [i32; 3] = [signal::SIGINT, signal::SIGTERM, signal::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [signal::SIGINT, signal::SIGTERM];

/// Knows whether the program was asked to end. A run looks at it between files, sweeps and reports, and ends with the old reports in place;
/// a second signal ends the program at once, which leaves them in place too.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupt {
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Begins to listen, if that was not done. Where the system does not let us, a signal ends the program at once.
    pub(crate) fn listen() -> Self {
        static LISTENING: OnceLock<Interrupt> = OnceLock::new();
        LISTENING.get_or_init(Self::begin).clone()
    }

    fn begin() -> Self {
        let interrupt = Self::default();
        let was_asked = Arc::new(AtomicBool::new(false));
        for signal in SIGNALS.into_iter().filter(|&signal| !is_ignored(signal)) {
            // In this order: the second signal finds the flag that the first one has set.
            let _ = flag::register_conditional_shutdown(
                signal,
                i32::from(code_of(signal as usize)),
                was_asked.clone(),
            );
            let _ = flag::register(signal, was_asked.clone());
            let _ = flag::register_usize(signal, interrupt.signal.clone(), signal as usize);
        }
        interrupt
    }

    pub(crate) fn was_asked(&self) -> bool {
        self.signal.load(Ordering::SeqCst) != 0
    }

    /// The exit code of a program that the signal has ended.
    pub(crate) fn exit_code(&self) -> u8 {
        code_of(self.signal.load(Ordering::SeqCst))
    }
}

/// As shells report a program that a signal has ended.
fn code_of(signal: usize) -> u8 {
    128_u8.saturating_add(u8::try_from(signal).unwrap_or(u8::MAX))
}

/// `nohup` and shells that start a program in the background have it ignore some signals, and it shall.
#[cfg(target_os = "linux")]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let bits = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(0);
    bits >> (signal - 1) & 1 == 1
}

/// Where it cannot be known, a closed terminal ends the program as if we did not listen, and `nohup` works.
#[cfg(all(unix, not(target_os = "linux")))]
fn is_ignored(signal: i32) -> bool {
    signal == signal::SIGHUP
}

#[cfg(not(unix))]
fn is_ignored(_: i32) -> bool {
    false
}

/// What a command that writes no reports says of an error.
pub(crate) fn without_reports(error: RunError) -> CommandError {
    match error {
        RunError::Cancelled => CommandError::Interrupted,
        error => error.into(),
    }
}
