//! PDFs are read by processes of this program, so that none of them can end a run.

use textmill_ingest::{answer_with_pages, read_pdfs_apart};

use crate::{error::CommandError, exit::Exit};

/// The hidden command that reads one.
const COMMAND: &str = "pdf-pages";

/// Has PDFs read by this program. Where it does not know its own place, they are read in this process.
pub(crate) fn read_apart() {
    if let Ok(program) = std::env::current_exe() {
        read_pdfs_apart(program, vec![COMMAND.to_owned()]);
    }
}

/// Reads the PDF on the standard input.
pub(crate) fn answer() -> Result<Exit, CommandError> {
    let unread = |source| CommandError::Print { what: "the pages of a PDF", source };
    answer_with_pages().map_err(unread)?;
    Ok(Exit::Done)
}
