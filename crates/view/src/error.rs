//! Why a view could not be made.

use std::path::PathBuf;

/// Why a view could not be made. Messages read after "failed to".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ViewError {
    /// A file of the folder could not be read.
    #[error("read {}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// `datapackage.json` is none.
    #[error("understand {}: was it changed by hand?", .path.display())]
    Package {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A table is none.
    #[error("understand {}: was it changed by hand?", .path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: csv::Error,
    },
    /// The workbook could not be written.
    #[error("write {}", .path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: Box<rust_xlsxwriter::XlsxError>,
    },
    /// The page could not be made of its template.
    #[error("make the page")]
    Page {
        /// What is wrong.
        source: Box<minijinja::Error>,
    },
    /// A page could not be written.
    #[error("write {}", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
}
