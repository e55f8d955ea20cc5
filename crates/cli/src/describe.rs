//! `textmill completions` and `textmill manual`: the command line described for shells and for man.

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
