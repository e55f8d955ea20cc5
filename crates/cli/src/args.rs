//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::{
    kwic::{KwicOrder, KwicUnit},
    topic_config::TopicNumber,
};

/// Turns a folder of documents into tables that a person can defend.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read documents and write the reports.
    #[command(
        after_help = "Exit codes: 0 done, 1 failed, 2 wrong command line or configuration, 3 done but some files \
                            were rejected (see ledger.csv), 130 interrupted."
    )]
    Run(RunArgs),
    /// Show what documents are cut into, segment by segment: kind, speaker or time or rule, first words.
    #[command(after_help = "Exit codes: 0 done, 1 failed, 3 done but some files could not be read.")]
    Ingest(IngestArgs),
    /// Show words in their contexts: every occurrence of a pattern such as 'sanction*', in the kinds of segment that are counted.
    #[command(after_help = "Exit codes: 0 done, 1 failed, 3 done but some files could not be read.")]
    Kwic(KwicArgs),
    /// Work with topic models.
    #[command(subcommand)]
    Topics(TopicsCommand),
    /// Recompute numbers that others have published, measure by measure, and print the agreement.
    #[command(after_help = "Exit codes: 0 all agree, 1 some do not.")]
    Verify,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TopicsCommand {
    /// Measure documents with the topics of an earlier run: how much of each topic is in each passage, group, speaker and period.
    #[command(
        after_help = "Exit codes: 0 done, 1 failed, 2 wrong command line or configuration, 3 done but some files \
                            were rejected (see ledger.csv), 130 interrupted."
    )]
    Apply(ApplyArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct ApplyArgs {
    /// The file topic_model.json among the reports of that run.
    #[arg(value_name = "MODEL")]
    pub(crate) model: PathBuf,

    /// Folders, files, or patterns such as 'press/**/*.txt'.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,

    /// The folder for the reports; those of an earlier run are replaced all at once, other files in it are left alone.
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,

    /// The configuration, whose input, selection and trends count here too [default: textmill.toml in the working directory, if
    /// there is one].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// How many threads to use [default: one for each core]. The reports do not depend on it.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// Say nothing but errors.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct KwicArgs {
    /// A word, in which * stands for any letters and ? for one.
    #[arg(value_name = "PATTERN")]
    pub(crate) pattern: String,

    /// Folders, files, or patterns such as 'press/**/*.txt'.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,

    /// What the pattern is compared with.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) unit: KwicUnit,

    /// The order of the lines.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) sort: KwicOrder,

    /// Show at most so many words on each side [default: to the ends of the sentence, as far as the line goes].
    #[arg(short, long, value_name = "N")]
    pub(crate) words: Option<usize>,

    /// The configuration, whose selection counts here too [default: textmill.toml in the working directory, if there is one].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct IngestArgs {
    /// Folders, files, or patterns such as 'press/**/*.txt'.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,

    /// The configuration, whose columns and encodings count here too [default: textmill.toml in the working directory, if there
    /// is one].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Show the whole text of each segment.
    #[arg(short, long)]
    pub(crate) whole: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// Folders, files, or patterns such as 'press/**/*.txt'.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,

    /// The folder for the reports; those of an earlier run are replaced all at once, other files in it are left alone.
    #[arg(short, long, value_name = "FOLDER", default_value = "outputs")]
    pub(crate) output: PathBuf,

    /// The configuration [default: textmill.toml in the working directory, if there is one].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// How many threads to use [default: one for each core]. The reports do not depend on it.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// Write no other reports than these, such as frequency.csv,forms.csv, and leave out the work for the others (overrides
    /// reports.only).
    #[arg(long, value_name = "REPORTS", value_delimiter = ',')]
    pub(crate) only: Vec<String>,

    /// The number of topics, or auto (overrides topics.k of the configuration).
    #[arg(short = 'k', long, value_name = "K")]
    pub(crate) topics: Option<TopicNumber>,

    /// The seed of the topic model (overrides topics.seed).
    #[arg(long, value_name = "SEED")]
    pub(crate) seed: Option<u64>,

    /// Say nothing but errors.
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Say how long each stage took.
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}
