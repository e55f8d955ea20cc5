//! What a person opens: a workbook and a page, made of the tables of a set of reports.
//!
//! - [`Tables`] are the tables of a folder, by `datapackage.json`;
//! - [`FilledWorkbook`] is `report.xlsx`;
//! - [`write_page`] writes `report.html`;
//! - [`write_figures`] writes `figures/*.svg`, the pictures of the page for a paper.
//!
//! All are made of the tables alone, so that they cannot say anything else than these do.

mod numbers;
mod table;

mod workbook;

mod figures;
mod page;
mod sections;

mod error;

pub use error::ViewError;
pub use figures::{FIGURES, write_figures};
pub use page::{PAGE, PageDocument, PageSegment, PageTexts, write_page};
pub use sections::Sections;
pub use table::{Cell, ColumnInfo, Table, Tables, field_of};
pub use workbook::{FilledWorkbook, SHEET_ROWS, WORKBOOK};
