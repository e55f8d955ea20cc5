//! The names of reports on the command line.

use std::ffi::{OsStr, OsString};

use clap::{
    Arg, Command, Error,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
    error::ErrorKind,
};
use textmill_pipeline::ReportName;
use textmill_report::table_name;

/// Takes a report with or without its folder and `.csv`, and with blanks around it; what is similar to none of them is told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportNameParser;

impl TypedValueParser for ReportNameParser {
    type Value = ReportName;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<ReportName, Error> {
        let given = value.to_string_lossy();
        let name = table_name(given.trim()).trim_end_matches(".csv").to_ascii_lowercase();
        // The list and the suggestion of a similar name are clap's.
        let known = PossibleValuesParser::new(names());
        let name = known.parse_ref(command, arg, &OsString::from(name))?;
        name.parse().map_err(|problem: String| Error::raw(ErrorKind::InvalidValue, problem))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(names().into_iter().map(PossibleValue::new)))
    }
}

fn names() -> Vec<&'static str> {
    ReportName::all().into_iter().map(|name| name.trim_end_matches(".csv")).collect()
}
