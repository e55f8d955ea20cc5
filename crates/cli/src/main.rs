//! The program `textmill`: turns a folder of documents into tables that a person can defend.

mod args;
mod config;
mod done;
mod error;
mod exit;
mod interrupt;
mod measure_config;
mod progress;

mod run;

mod sources;

mod queue;
mod read;

mod account;
mod furniture;
mod rules;

mod analysis;
mod counts;
mod topic_config;
mod topic_rows;
mod topics;
mod word_list;
mod word_patterns;

mod summary;
mod write;

mod evidence;
mod kwic;
mod show;
mod verify;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;

use args::{Args, Command, TopicsCommand};
use done::Done;
use exit::Exit;

fn main() -> ExitCode {
    let Args { command } = Args::parse();
    let exit = match command {
        Command::Run(arguments) => run::run(&arguments).map(|done| finish(&done, arguments.quiet)),
        Command::Topics(TopicsCommand::Apply(arguments)) => {
            run::apply(&arguments).map(|done| finish(&done, arguments.quiet))
        }
        Command::Ingest(arguments) => show::show(&arguments).map(Exit::of_rejected),
        Command::Kwic(arguments) => kwic::kwic(&arguments).map(Exit::of_rejected),
        Command::Verify => verify::verify().map(Exit::of_differences),
    };
    match exit {
        Ok(exit) => exit.into(),
        Err(error) => {
            say(&format!("textmill: failed to {}", error::chain(&error)));
            Exit::of_error(&error).into()
        }
    }
}

/// Says what a run did.
fn finish(done: &Done, quiet: bool) -> Exit {
    if !quiet {
        say(&done.to_string());
    }
    Exit::of_run(done)
}

/// Tells the person something; where nobody can read it any more, that is no error.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
