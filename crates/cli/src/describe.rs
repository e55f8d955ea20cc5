//! `textmill completions`, `textmill manual` and `textmill cite`: the program described for shells, for man and for a list of references.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::{
    args::Args,
    error::{CommandError, printed},
    exit::Exit,
};

/// Prints the script that completes the command line in a shell.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Exit, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "textmill", &mut script);
    printed("the completions", io::stdout().lock().write_all(&script))?;
    Ok(Exit::Done)
}

/// Prints the manual page, with a section for each command.
pub(crate) fn manual() -> Result<Exit, CommandError> {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    let mut result = clap_mangen::Man::new(command.clone()).render(&mut page);
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        result = result.and_then(|()| clap_mangen::Man::new(subcommand.clone()).render(&mut page));
    }
    printed("the manual", result.and_then(|()| io::stdout().lock().write_all(&page)))?;
    Ok(Exit::Done)
}

/// Prints how to cite the program.
pub(crate) fn cite() -> Result<Exit, CommandError> {
    let version = env!("CARGO_PKG_VERSION");
    let text = format!(
        "The Textmill authors. Textmill, version {version}. Computer program.\n\n\
         @software{{textmill,\n  author = {{{{The Textmill authors}}}},\n  title = {{Textmill}},\n  version = {{{version}}}\n}}\n\n\
         Give the configuration too: manifest.json of the reports has it, with the hash of every file that was read and written.\n"
    );
    printed("the citation", io::stdout().lock().write_all(text.as_bytes()))?;
    Ok(Exit::Done)
}
