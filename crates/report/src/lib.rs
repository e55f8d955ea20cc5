//! From results to files: rows, data dictionary, manifest, and the atomic replacement of a set of reports.
//!
//! - [`reports`]: one file a report, with its row and how it is made of the stages' results;
//! - [`Text`] and [`Real`]: the only forms in which texts and fractions enter a cell;
//! - [`ReportSet`]: writes reports beside the old set and puts the new one in its place in one step.

mod cell;
mod columns;

pub mod reports;

mod digest;
mod error;
mod manifest;

mod carry;
mod lock;
mod staging;

mod set;

pub use cell::{Real, Text};
pub use columns::{Column, Report};
pub use digest::{Digest, DigestReader, digest};
pub use error::ReportError;
pub use manifest::{InputRecord, Manifest, OutputRecord};
pub use set::{MODEL, ReportSet};
