//! `textmill init`.

use std::path::Path;

use textmill_pipeline::{InitialFiles, LoadedConfig, Plan, initial_files};

use crate::{
    args::InitArgs, error::CommandError, exit::Exit, interrupt::without_reports, progress::Progress, say,
    wording::counted,
};

/// Writes the settings of a new project.
pub(crate) fn init(InitArgs { folder }: &InitArgs) -> Result<Exit, CommandError> {
    let plan = Plan::new(LoadedConfig::default())?;
    let written = initial_files(folder, &plan, &Progress::hidden()).map_err(without_reports)?;
    let InitialFiles { config, metadata, documents, without_date } = written;
    let documents = counted(documents, "document");
    say(&format!("{}: every setting with its meaning", config.display()));
    say(&format!("{}: {documents}; correct what is guessed wrong", metadata.display()));
    if without_date > 0 {
        say(&format!(
            "{} without a date, which is missing in trends: add it there",
            counted(without_date, "document")
        ));
    }
    say(&format!("next: textmill run {}", shown(folder)));
    Ok(Exit::Done)
}

/// A path as it can be typed.
fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(char::is_whitespace) { format!("'{text}'") } else { text }
}
