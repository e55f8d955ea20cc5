//! `-`: a document, or records, from standard input.

use std::{fs::File, io, path::PathBuf};

use clap::ValueEnum;

use crate::error::CommandError;

/// What standard input holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum StandardInputFormat {
    /// One text.
    #[default]
    Text,
    /// A JSON object on each line.
    Jsonl,
    /// A table with commas or semicolons between its cells.
    Csv,
    /// A table with tabs between its cells.
    Tsv,
    /// A page of the web.
    Html,
}

impl StandardInputFormat {
    /// Under which name the document stands in the reports.
    fn name(self) -> &'static str {
        match self {
            Self::Text => "stdin.txt",
            Self::Jsonl => "stdin.jsonl",
            Self::Csv => "stdin.csv",
            Self::Tsv => "stdin.tsv",
            Self::Html => "stdin.html",
        }
    }
}

/// The inputs of a command, with standard input kept in a file as long as this lives: documents are read again to show sentences.
#[derive(Debug)]
pub(crate) struct Inputs {
    pub(crate) inputs: Vec<String>,
    pub(crate) kept: Option<tempfile::TempDir>,
}

impl Inputs {
    /// Takes the inputs as given; `-` must be the only one.
    pub(crate) fn of(given: &[String], format: StandardInputFormat) -> Result<Self, CommandError> {
        match given {
            [one] if one == "-" => {
                Self::of_standard_input(format).map_err(|source| CommandError::StandardInput { source })
            }
            several if several.iter().any(|input| input == "-") => Err(CommandError::MixedInputs),
            inputs => Ok(Self { inputs: inputs.to_vec(), kept: None }),
        }
    }

    fn of_standard_input(format: StandardInputFormat) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(format.name());
        io::copy(&mut io::stdin().lock(), &mut File::create_new(&path)?)?;
        Ok(Self { inputs: vec![path.display().to_string()], kept: Some(folder) })
    }
}

/// A folder for reports, or `-` for standard output.
pub(crate) fn output(text: &str) -> Result<PathBuf, String> {
    if text == STANDARD_OUTPUT { Ok(PathBuf::from(text)) } else { folder(text) }
}

/// What stands for standard output where a folder is asked for.
pub(crate) const STANDARD_OUTPUT: &str = "-";

/// A folder for reports; `-` is none.
pub(crate) fn folder(text: &str) -> Result<PathBuf, String> {
    match text {
        "-" => Err("a set of reports is a folder and cannot be written to standard output".to_owned()),
        "" => Err("the name of a folder is missing".to_owned()),
        _ => Ok(PathBuf::from(text)),
    }
}
