//! Which reports are written.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use textmill_report::reports::REPORTS;

/// Which reports are written.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReportConfig {
    /// Write no other reports than these, such as ["frequency.csv", "forms.csv"], and leave out the work for the others; empty for all.
    /// A report that another key switches on is switched on by its name here, with that key's usual value. ledger.csv, summary.csv,
    /// warnings.csv, columns.csv and manifest.json are always written.
    pub only: Vec<ReportName>,
}

/// The file of a report, with or without `.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportName(&'static str);

/// The data dictionary, which every run writes and which is made of the other reports.
const DICTIONARY: &str = "columns.csv";

impl ReportName {
    /// The names of all reports, in alphabetical order.
    pub fn all() -> Vec<&'static str> {
        let mut names: Vec<&str> = REPORTS.iter().map(|report| report.file).chain([DICTIONARY]).collect();
        names.sort_unstable();
        names
    }

    /// The file.
    pub fn file(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for ReportName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl FromStr for ReportName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.trim().to_ascii_lowercase();
        let wanted = wanted.strip_suffix(".csv").unwrap_or(&wanted);
        let names = Self::all();
        let found = names.iter().find(|name| name.strip_suffix(".csv") == Some(wanted));
        found
            .map(|name| Self(name))
            .ok_or_else(|| format!("{text:?} is no report: expected any of {}", names.join(", ")))
    }
}

impl Serialize for ReportName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for ReportName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for ReportName {
    fn schema_name() -> Cow<'static, str> {
        "ReportName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "examples": Self::all() })
    }
}
