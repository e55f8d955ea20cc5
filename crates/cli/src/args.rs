//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use textmill_frequency::CountingUnit;
use textmill_pipeline::{CsvStyle, ReportName, TopicNumber, ViewFormat};

use crate::{
    memory_size::memory_size,
    report_names::ReportNameParser,
    standard_input::{StandardInputFormat, folder, output},
};

/// The version of the program, and of what decides about words.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (Unicode 17.0.0, rust-stemmers 1.2)");

/// Turns a folder of documents into tables that a person can defend.
#[derive(Debug, Parser)]
#[command(
    version = VERSION,
    about,
    long_about = None,
    after_help = "Start here:\n  textmill run FOLDER --output REPORTS     every report, with the defaults\n  \
                  textmill init FOLDER                     then correct FOLDER/metadata.csv and FOLDER/textmill.toml\n  \
                  textmill kwic 'sanction*' FOLDER         a word in its contexts\n\n\
                  Open first: report.html or report.xlsx. The tables are beside them; what each column means stands in columns.csv."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read documents and write the reports.
    #[command(
        after_help = "Examples:\n  textmill run press --output reports\n  textmill run press --only frequency,keyness --topics 0\n  \
                      textmill run press --only frequency --output - --stdout-format json\n  \
                      gzip -dc talks.jsonl.gz | textmill run - --stdin-format jsonl\n\n\
                      Exit codes: 0 done, 1 failed, 2 wrong command line or configuration, 3 done but some files were rejected \
                      (see data/ledger.csv), 130, 143 or 129 ended by Ctrl-C, TERM or HUP."
    )]
    Run(RunArgs),
    /// Show what documents are cut into, segment by segment: kind, speaker or time or rule, first words.
    #[command(
        after_help = "Examples:\n  textmill ingest press\n  textmill ingest press/conference.txt --why\n  \
                      textmill ingest press --format csv --whole > segments.csv\n\n\
                      Exit codes: 0 done, 1 failed, 3 done but some files could not be read."
    )]
    Ingest(IngestArgs),
    /// Show words in their contexts: every occurrence of a pattern such as 'sanction*' in what a run would count.
    #[command(
        after_help = "Examples:\n  textmill kwic 'sanction*' press\n  textmill kwic 'press conference' press --sort right\n\n\
                      Exit codes: 0 done, 1 nothing found or failed, 3 done but some files could not be read."
    )]
    Kwic(KwicArgs),
    /// Work with quotations.
    #[command(subcommand)]
    Quotes(QuotesCommand),
    /// Work with topic models.
    #[command(subcommand)]
    Topics(TopicsCommand),
    /// Read a PDF from standard input, and print its pages for the process that asked.
    #[command(hide = true)]
    PdfPages,
    /// Say what is different between the reports of two runs: configuration, files, documents, words, comparisons.
    #[command(
        after_help = "Examples:\n  textmill diff reports-2024 reports-2025\n  textmill diff before after --format csv > changes.csv\n\n\
                      Topics have no numbers that last: textmill topics match says which are the same.\n\n\
                      Exit codes: 0 nothing differs, 1 failed, 2 wrong command line, 3 something differs."
    )]
    Diff(DiffArgs),
    /// Print the effective configuration: every key with its meaning, its value, and where the value comes from.
    Config(ConfigArgs),
    /// Begin a project: write textmill.toml and metadata.csv (every document with what is guessed of it) into a folder.
    Init(InitArgs),
    /// Recompute numbers that others have published, measure by measure, and print the agreement.
    #[command(after_help = "Exit codes: 0 all agree, 1 some do not.")]
    Verify {
        /// How the numbers are printed: for a person, or a row each.
        #[arg(short, long, value_enum, default_value_t)]
        format: LineFormat,
    },
    /// Print a script that completes the command line in a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print how to cite the program, as a sentence and for BibTeX.
    Cite,
    /// Print the manual page.
    Manual,
}

#[derive(Debug, Subcommand)]
pub(crate) enum QuotesCommand {
    /// Look in the sources for every quotation of a text, whoever or whatever wrote it: exact, edited, in other words, or absent.
    #[command(after_help = "Example:\n  textmill quotes check draft.docx --sources transcripts\n\n\
                      Exit codes: 0 every quotation of four words or more has a source, 1 failed, 2 wrong command line or configuration, \
                      3 one has none, or some files could not be read.")]
    Check(QuotesCheckArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct QuotesCheckArgs {
    /// The texts whose quotations are checked: files, folders, patterns.
    #[arg(required = true, value_name = "TEXT")]
    pub(crate) texts: Vec<String>,

    /// Where the sources are: folders, files, patterns.
    #[arg(short, long, required = true, value_name = "INPUT", num_args = 1..)]
    pub(crate) sources: Vec<String>,

    /// The configuration [default: textmill.toml in the folder of the sources, else in the working directory].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// How the quotations are printed: for a person, or a row each.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: LineFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TopicsCommand {
    /// Measure documents with the topics of an earlier run: how much of each topic is in each passage, group, speaker and period.
    #[command(
        after_help = "Exit codes: 0 done, 1 failed, 2 wrong command line or configuration, 3 done but some files \
                            were rejected (see data/ledger.csv), 130, 143 or 129 ended by Ctrl-C, TERM or HUP."
    )]
    Apply(ApplyArgs),
    /// Say which topics of two models are the same: a table of comma-separated values, a row for each topic of either.
    #[command(after_help = "Exit codes: 0 done, 1 failed, 2 wrong command line.")]
    Match(MatchArgs),
}

/// Which models are compared.
#[derive(Debug, clap::Args)]
pub(crate) struct MatchArgs {
    /// The data/topic_model.json of a run.
    pub(crate) old: PathBuf,

    /// That of another run, for example over the documents of the next month.
    pub(crate) new: PathBuf,
}

/// Which sets of reports are compared.
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// The folder of reports of a run.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,

    /// That of a later run.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,

    /// How the differences are printed: for a person, or a row for each cell that differs.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: LineFormat,

    /// Show a person at most this many rows of a table, those with the largest differences.
    #[arg(short, long, value_name = "N", default_value_t = 10)]
    pub(crate) rows: usize,
}

/// Where documents and settings are.
#[derive(Debug, clap::Args)]
pub(crate) struct InputArgs {
    /// Folders, files, patterns such as 'press/**/*.txt', or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,

    /// The configuration, or the manifest.json of a run to be repeated [default: textmill.toml in the input folder, else in the working
    /// directory].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// What standard input holds: one text, or records.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) stdin_format: StandardInputFormat,
}

/// What a person sees of a run, and how it is carried out.
#[derive(Debug, clap::Args)]
pub(crate) struct ProgressArgs {
    /// How many threads to use [default: one for each core]. The reports do not depend on it.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// Say nothing but errors and rejected files.
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Say how long each stage took.
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ApplyArgs {
    /// The file data/topic_model.json among the reports of that run.
    #[arg(value_name = "MODEL")]
    pub(crate) model: PathBuf,

    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// The folder for the reports; those of an earlier run are replaced all at once, other files in it are left alone.
    #[arg(short, long, value_name = "FOLDER", value_parser = folder)]
    pub(crate) output: PathBuf,

    /// Refuse a run that is expected to need more memory than this, such as 2GiB or 800MB [default: what the machine has].
    #[arg(long, value_name = "SIZE", value_parser = memory_size)]
    pub(crate) memory: Option<u64>,

    /// Write the reports anew, also where those in the folder are of the same files, the same configuration and this version.
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) progress: ProgressArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct KwicArgs {
    /// A word or several, in which * stands for any letters and ? for one.
    #[arg(value_name = "PATTERN")]
    pub(crate) pattern: String,

    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// What the pattern is compared with.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) unit: KwicUnit,

    /// The order of the lines.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) sort: KwicOrder,

    /// Show at most this many words on each side [default: to the ends of the sentence, as far as the line goes].
    #[arg(short, long, value_name = "N")]
    pub(crate) words: Option<usize>,

    /// How the lines are printed: for a person, or with the columns of kwic.csv.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: LineFormat,
}

/// What a pattern is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum KwicUnit {
    /// The word as it stands there, with its capitals.
    Surface,
    /// Its normal form.
    #[default]
    Term,
    /// Its stem.
    Stem,
}

impl From<KwicUnit> for CountingUnit {
    fn from(unit: KwicUnit) -> Self {
        match unit {
            KwicUnit::Surface => Self::Surface,
            KwicUnit::Term => Self::Term,
            KwicUnit::Stem => Self::Stem,
        }
    }
}

/// The order of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum KwicOrder {
    /// As they stand in the documents.
    #[default]
    Place,
    /// By the words before the node, from the last on.
    Left,
    /// By the node.
    Node,
    /// By what follows the node.
    Right,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// As the file of the report.
    #[default]
    Csv,
    /// An object a line.
    Json,
}

/// How what a command finds is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LineFormat {
    /// For a person.
    #[default]
    Text,
    /// As a table of comma-separated values, with the columns of the report.
    Csv,
    /// An object a line.
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct IngestArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// How the segments are printed: for a person, or with the columns of segments.csv.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: LineFormat,

    /// Show the whole text of each segment.
    #[arg(short, long)]
    pub(crate) whole: bool,

    /// Show also what could announce a speaker, whether it does, and what speaks for and against it.
    #[arg(long, conflicts_with = "format")]
    pub(crate) why: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// The folder for the reports; those of an earlier run are replaced all at once, other files in it are left alone. - prints the one report
    /// that --only names.
    #[arg(short, long, value_name = "FOLDER", default_value = "outputs", value_parser = output)]
    pub(crate) output: PathBuf,

    /// How a report is printed with --output -.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) stdout_format: TableFormat,

    /// Refuse a run that is expected to need more memory than this, such as 2GiB or 800MB [default: what the machine has].
    #[arg(long, value_name = "SIZE", value_parser = memory_size)]
    pub(crate) memory: Option<u64>,

    /// Say what the run is expected to need (memory, space, time), and end: no file is read or written.
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Write the reports anew, also where those in the folder are of the same files, the same configuration and this version.
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) settings: SettingArgs,

    #[command(flatten)]
    pub(crate) progress: ProgressArgs,
}

/// Flags that win over the configuration.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct SettingArgs {
    /// Write no other reports than these, such as frequency,forms, and leave out the work for the others (overrides reports.only).
    #[arg(long, value_name = "REPORTS", value_delimiter = ',', value_parser = ReportNameParser)]
    pub(crate) only: Vec<ReportName>,

    /// What is written: csv (always), xlsx, a workbook, html, a page, svg, its pictures as files (overrides reports.formats; all are, unless
    /// --only asks for some tables).
    #[arg(long, value_name = "FORMATS", value_delimiter = ',')]
    pub(crate) formats: Vec<ViewFormat>,

    /// What the CSV files are written for: plain, for programs, or excel, for a double click in a spreadsheet that speaks the language of
    /// --locale (overrides reports.csv).
    #[arg(long, value_name = "STYLE")]
    pub(crate) csv: Option<CsvStyle>,

    /// The language of that spreadsheet, such as de, fr-CH or en (overrides reports.locale).
    #[arg(long, value_name = "LOCALE")]
    pub(crate) locale: Option<String>,

    /// The number of topics, or auto (overrides topics.k).
    #[arg(short = 'k', long, value_name = "K")]
    pub(crate) topics: Option<TopicNumber>,

    /// The seed of the topic model (overrides topics.seed).
    #[arg(long, value_name = "SEED")]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ConfigArgs {
    /// The inputs of the run that it is for: the textmill.toml of their folder counts.
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,

    /// The configuration, or the manifest.json of a run [default: textmill.toml in the input folder, else in the working directory].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) settings: SettingArgs,

    /// Print the JSON Schema of textmill.toml instead, for editors that complete and check it.
    #[arg(long)]
    pub(crate) schema: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// The folder of the documents.
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}
