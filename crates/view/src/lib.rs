//! What a person opens: a workbook and a page, made of the tables of a set of reports.
//!
//! - [`Tables`] are the tables of a folder, by `datapackage.json`;
//! - [`write_workbook`] writes `report.xlsx`.
//!
//! Both are made of the tables alone, so that they cannot say anything else than these do.

mod table;

mod workbook;

mod error;

pub use error::ViewError;
pub use table::{Cell, ColumnInfo, Table, Tables};
pub use workbook::{WORKBOOK, write_workbook};
