//! The program `textmill`: turns a folder of documents into tables that a person can defend.
//!
//! What it does is in the library `textmill-pipeline`; here are the command line, what a person sees, and exit codes.

mod args;
mod memory_size;
mod report_names;
mod standard_input;

mod error;
mod exit;

mod interrupt;
mod progress;
mod terminal;
mod topics_match;
mod wording;

mod config;
mod describe;
mod diff;
mod dry_run;
mod ingest;
mod init;
mod kwic;
mod one_report;
mod pdf_pages;
mod quotes_check;
mod run;
mod verify;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;

use args::{Args, Command, QuotesCommand, TopicsCommand};
use exit::Exit;

/// Reading makes and frees many small things on all threads.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Libraries that panic at broken files and full disks. Their panics are caught, and told as what they are.
const CAUGHT: &[&str] = &[
    "pdf-extract",
    "lopdf",
    "cff-parser",
    "type1-encoding-parser",
    "adobe-cmap-parser",
    "postscript",
    "rust_xlsxwriter",
];

/// Panics that are caught are not shown.
fn hush_caught_panics() {
    let show = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_of = |library: &&str| panic.location().is_some_and(|place| place.file().contains(*library));
        if !CAUGHT.iter().any(is_of) {
            show(panic);
        }
    }));
}

fn main() -> ExitCode {
    hush_caught_panics();
    let Args { command } = Args::parse();
    pdf_pages::read_apart();
    let exit = match command {
        Command::Run(arguments) => run::run(arguments),
        Command::Topics(TopicsCommand::Apply(arguments)) => run::apply(arguments),
        Command::Topics(TopicsCommand::Match(arguments)) => topics_match::match_models(&arguments),
        Command::Diff(arguments) => diff::diff(&arguments),
        Command::Ingest(arguments) => ingest::ingest(&arguments),
        Command::Kwic(arguments) => kwic::kwic(&arguments),
        Command::Quotes(QuotesCommand::Check(arguments)) => quotes_check::check(&arguments),
        Command::Config(arguments) => config::config(&arguments),
        Command::Init(arguments) => init::init(&arguments),
        Command::Verify { format } => verify::verify(format),
        Command::Completions { shell } => describe::completions(shell),
        Command::PdfPages => pdf_pages::answer(),
        Command::Cite => describe::cite(),
        Command::Manual => describe::manual(),
    };
    match exit {
        Ok(exit) => exit.into(),
        Err(error) => {
            let name = terminal::painted(&io::stderr(), "1;31", "textmill");
            let message = error::chain(&error);
            say(&format!("{name}: failed to {}", terminal::harmless_lines(&message)));
            Exit::of_error(&error).into()
        }
    }
}

/// Tells the person something; where nobody can read it any more, that is no error.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
