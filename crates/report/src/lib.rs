//! From results to files: rows, data dictionary, manifest, and the atomic replacement of a set of reports.
//!
//! - [`Results`]: the results of a run, and [`Need`]: the parts of them that reports are made of;
//! - [`reports`]: one module per report, with its row, what it needs, and the function that writes it;
//! - [`Text`] and [`Real`]: the only forms in which texts and fractions enter a cell;
//! - [`ReportSet`]: writes reports beside the old set and replaces the old set in one step.

mod cell;
mod columns;
mod csv_form;
mod data_package;

mod needs;
mod results;

mod entry;
pub mod reports;

mod error;
mod manifest;

mod json_form;
mod lock;
mod staging;

mod set;
mod warning;

pub use cell::{Real, Text};
pub use columns::{AddedColumn, Column, Report, table_name};
pub use csv_form::{CsvError, CsvForm, guarded, unguarded};
pub use entry::{Presence, ReportEntry};
pub use error::ReportError;
pub use json_form::{json_lines, push_json_object};
pub use manifest::{ConfigurationSource, InputRecord, MANIFEST, Manifest, OutputRecord, PassedOver};
pub use needs::Need;
pub use results::{
    Account, AppliedTopics, CollocationResults, Counts, DictionaryDocument, DictionaryGroup, DictionaryMatch,
    DictionaryResults, DispersionResults, FittedTopics, Followed, KeyCount, MarkTotals, Outcomes,
    PassageResults, QuotationResults, Results, ReuseResults, TopicResults, TraceResults, TrendPart,
    TrendResults,
};
pub use set::{MODEL, ReportSet, csv_lines, csv_text};
pub use staging::Replaced;
pub use warning::{Warning, WarningKind, warning_rows};
