//! Which reports are written.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use textmill_report::{CsvForm, reports::REPORTS, table_name};

/// Which reports are written.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReportConfig {
    /// Write no other reports than these, such as ["frequency.csv", "forms.csv"], and leave out the work for the others; empty for all.
    /// A report that another key switches on is switched on by its name here, with that key's usual value. data/ledger.csv, summary.csv,
    /// warnings.csv, columns.csv and manifest.json are always written.
    pub only: Vec<ReportName>,
    /// What is written besides the CSV files: "xlsx", a workbook, "html", a page, and "svg", the pictures of the page as files. With `only`, nothing is, unless it is named here.
    #[schemars(extend("examples" = [["csv", "xlsx"]]))]
    pub formats: Option<Vec<ViewFormat>>,
    /// How many rows of a table a sheet of the workbook has at most, up to 1,000,000 [default: the 2,000 that a person reads, of comparisons and
    /// groups the first of each].
    #[schemars(extend("examples" = [100000]))]
    pub sheet_rows: Option<u32>,
    /// What the CSV files are written for: plain, for programs (commas, points, UTF-8), or excel, for a double click in a spreadsheet that
    /// speaks the language of locale (its separator, its decimal mark, and a byte order mark, always together).
    pub csv: CsvStyle,
    /// The language of that spreadsheet, with the country where it matters: "de", "fr-CH", "en".
    pub locale: String,
}

/// What people open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ViewFormat {
    /// The tables, which are always written.
    Csv,
    /// A workbook, `report.xlsx`.
    Xlsx,
    /// A page, `report.html`.
    Html,
    /// The pictures of the page for a paper, `figures/*.svg`.
    Svg,
}

impl FromStr for ViewFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            "html" => Ok(Self::Html),
            "svg" => Ok(Self::Svg),
            _ => Err(format!("{text:?} is none of csv, xlsx, html and svg")),
        }
    }
}

/// What CSV files are written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CsvStyle {
    /// Programs: commas, points, no byte order mark.
    #[default]
    Plain,
    /// A spreadsheet: its separator, its decimal mark, a byte order mark.
    Excel,
}

impl ReportConfig {
    /// Whether something is written besides the CSV files.
    pub(crate) fn has(&self, format: ViewFormat) -> bool {
        self.formats.as_ref().map_or(self.only.is_empty(), |formats| formats.contains(&format))
    }

    /// The form of the CSV files.
    pub(crate) fn csv_form(&self) -> CsvForm {
        match self.csv {
            CsvStyle::Plain => CsvForm::PLAIN,
            CsvStyle::Excel => CsvForm::for_excel(&self.locale),
        }
    }
}

impl FromStr for CsvStyle {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "plain" => Ok(Self::Plain),
            "excel" => Ok(Self::Excel),
            _ => Err(format!("{text:?} is neither plain nor excel")),
        }
    }
}

/// The file of a report, with or without `.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportName(&'static str);

/// The data dictionary, which every run writes and which is made of the other reports.
const DICTIONARY: &str = "columns.csv";

/// The files of all reports.
fn files() -> impl Iterator<Item = &'static str> {
    REPORTS.iter().map(|report| report.file).chain([DICTIONARY])
}

impl ReportName {
    /// The names of all reports, in alphabetical order.
    pub fn all() -> Vec<&'static str> {
        let mut names: Vec<&str> = files().map(table_name).collect();
        names.sort_unstable();
        names
    }

    /// The path of the file in the folder of the reports.
    pub fn file(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for ReportName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(table_name(self.0))
    }
}

impl FromStr for ReportName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.trim().to_ascii_lowercase();
        let wanted = table_name(&wanted);
        let wanted = wanted.strip_suffix(".csv").unwrap_or(wanted);
        let found = files().find(|file| table_name(file).strip_suffix(".csv") == Some(wanted));
        found
            .map(Self)
            .ok_or_else(|| format!("{text:?} is no report: expected any of {}", Self::all().join(", ")))
    }
}

impl Serialize for ReportName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
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
