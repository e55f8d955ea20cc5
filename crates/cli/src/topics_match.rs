//! `textmill topics match`.

use std::io::{self, Write};

use textmill_pipeline::matched_topics;
use textmill_report::csv_text;

use crate::{
    args::MatchArgs,
    error::{CommandError, printed},
    exit::Exit,
};

/// Prints which topics of two models are the same, as a table of comma-separated values.
pub(crate) fn match_models(arguments: &MatchArgs) -> Result<Exit, CommandError> {
    let rows = matched_topics(&arguments.old, &arguments.new)?;
    let mut out = io::stdout().lock();
    printed("the topics", csv_text(rows).and_then(|text| out.write_all(&text)).and_then(|()| out.flush()))?;
    Ok(Exit::Done)
}
