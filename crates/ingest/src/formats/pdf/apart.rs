//! PDFs read by a process of their own.
//!
//! The reader of PDF is another's, and a file can be made so that it never ends, takes all memory, or runs over its stack, which ends a
//! program at once and cannot be caught. In a process of its own, with bounds of the system, that is a row of the ledger.

use std::{
    io::{self, Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
    sync::OnceLock,
};

use textmill_corpus::Span;

use super::{pages_of, unreadable};
use crate::{Reject, allowance::Allowance};

/// What the process may take: bytes of address space, with so many for each byte of the file, and seconds of processor time, with one more for
/// so many bytes.
#[cfg(unix)]
const MEMORY: (u64, u64) = (2 << 30, 8);
#[cfg(unix)]
const SECONDS: (u64, u64) = (60, 1 << 20);

/// The program, and its arguments.
static READER: OnceLock<(PathBuf, Vec<String>)> = OnceLock::new();

/// From now on each PDF is read by a process of a program, which has to call [`answer_with_pages`]. Without it, and where the program cannot
/// be started, PDFs are read in this process. Only the first call counts.
pub fn read_pdfs_apart(program: PathBuf, arguments: Vec<String>) {
    let _ = READER.set((program, arguments));
}

/// Reads a PDF from the standard input and writes its pages to the standard output, for the process that asked.
///
/// # Errors
///
/// The input or output cannot be used.
pub fn answer_with_pages() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    bound_this_process(bytes.len() as u64);
    let pages = pages_of(&bytes, &Allowance::of_file(bytes.len() as u64));
    let pages: Result<Vec<String>, String> = pages.map_err(|reject| match reject {
        Reject::Unreadable(problem) => problem,
        other => other.to_string(),
    });
    let mut output = io::stdout().lock();
    serde_json::to_writer(&mut output, &pages)?;
    output.flush()
}

/// The pages of a PDF; nothing where no process reads it.
pub(super) fn pages_apart(bytes: &[u8]) -> Option<Result<Vec<String>, Reject>> {
    let (program, arguments) = READER.get()?;
    let mut process = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // It reads to the end before it writes. One that broke off before is known by its answer.
    if let Some(mut input) = process.stdin.take() {
        let _ = input.write_all(bytes);
    }
    let mut answer = Vec::new();
    if let Some(output) = process.stdout.take() {
        let _ = output.take(Span::MAX_TEXT_BYTES).read_to_end(&mut answer);
    }
    let ended = process.wait().is_ok_and(|status| status.success());
    let pages: Option<Result<Vec<String>, String>> =
        ended.then(|| serde_json::from_slice(&answer).ok()).flatten();
    Some(match pages {
        Some(pages) => pages.map_err(Reject::Unreadable),
        None => Err(unreadable("reading it takes too much memory or time, or ends the reader of PDF")),
    })
}

/// A lower bound that the person has set stays.
#[cfg(unix)]
fn bound_this_process(bytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let memory = MEMORY.0.saturating_add(bytes.saturating_mul(MEMORY.1));
    let seconds = SECONDS.0 + bytes / SECONDS.1;
    for (resource, most) in [(Resource::As, memory), (Resource::Cpu, seconds), (Resource::Core, 0)] {
        let Rlimit { current, maximum } = getrlimit(resource);
        let bound = Some(current.unwrap_or(most).min(most));
        let _ = setrlimit(resource, Rlimit { current: bound, maximum });
    }
}

#[cfg(not(unix))]
fn bound_this_process(_: u64) {}
