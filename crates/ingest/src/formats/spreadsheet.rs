//! Sheets of spreadsheets (XLSX, XLS, ODS) as tables, of which each row is a document.

use std::io::Cursor;

use calamine::{Data, Range, Reader, open_workbook_auto_from_rs};

use crate::Reject;

/// The sheets of a workbook as tables of values with tabs between them, in their order; empty ones are left out.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is no workbook.
pub(crate) fn sheets(bytes: &[u8]) -> Result<Vec<String>, Reject> {
    let unreadable = |error: calamine::Error| Reject::Unreadable(error.to_string());
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
    let mut tables = Vec::new();
    for name in workbook.sheet_names() {
        let sheet = workbook.worksheet_range(&name).map_err(unreadable)?;
        tables.extend((!sheet.is_empty()).then(|| table(&sheet)).transpose()?);
    }
    Ok(tables)
}

fn table(sheet: &Range<Data>) -> Result<String, Reject> {
    let unreadable = |error: String| Reject::Unreadable(error);
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    for row in sheet.rows() {
        writer.write_record(row.iter().map(cell)).map_err(|error| unreadable(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| unreadable(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| unreadable(error.to_string()))
}

/// A cell as a person reads it; a date in ISO 8601.
fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}
