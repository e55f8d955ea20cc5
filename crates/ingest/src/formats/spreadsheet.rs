//! Sheets of spreadsheets (XLSX, XLSB, XLS, ODS) as tables, of which each row is a document.

use std::io::{self, Cursor};

use calamine::{
    Cell, Data, DataRef, Range, Reader, Sheets, XlsbError, XlsxError, open_workbook_auto_from_rs,
};

use crate::{
    Reject,
    allowance::Allowance,
    markup::{Attributes, Node, read_xml_with},
    zip_parts::ZipParts,
};

/// A sheet may have so many empty cells between those that are filled, and some for each of these: one word in its last corner would else
/// be a table that fills all memory.
const MOST_EMPTY: u64 = 20_000_000;
const MOST_EMPTY_TIMES: u64 = 20;

/// The sheets of a workbook as tables of values with tabs between them, in their order; empty ones are left out.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is no workbook, where it becomes too large, and for a sheet that is nearly empty and huge.
pub(crate) fn sheets(bytes: &[u8], allowance: &Allowance) -> Result<Vec<String>, Reject> {
    check_size(bytes, allowance)?;
    let unreadable = |error: calamine::Error| Reject::Unreadable(error.to_string());
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
    let mut tables = Vec::new();
    for name in workbook.sheet_names() {
        let sheet = sheet(&mut workbook, &name)?;
        tables.extend((!sheet.is_empty()).then(|| table(&sheet)).transpose()?);
    }
    Ok(tables)
}

/// What reads workbooks unpacks them by itself: whether it may is found out before.
fn check_size(bytes: &[u8], allowance: &Allowance) -> Result<(), Reject> {
    let unreadable = |problem: String| Reject::Unreadable(problem);
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    for place in 0..zip.len() {
        let part = zip.by_index(place).map_err(|error| unreadable(error.to_string()))?;
        io::copy(&mut allowance.cap(part), &mut io::sink()).map_err(|error| unreadable(error.to_string()))?;
    }
    // The sheets of OpenDocument are laid out when the workbook is opened.
    match zip.index_for_name("content.xml") {
        Some(_) => {
            check_tables(&ZipParts::new(bytes, &Allowance::of_file(bytes.len() as u64)).part("content.xml")?)
        }
        None => Ok(()),
    }
}

/// The cells of a sheet.
fn sheet(workbook: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Result<Range<Data>, Reject> {
    let unreadable = |problem: String| Reject::Unreadable(problem);
    match workbook {
        Sheets::Xlsx(workbook) => match workbook.worksheet_cells_reader(name) {
            // A sheet of charts.
            Err(XlsxError::NotAWorksheet(_)) => Ok(Range::empty()),
            reader => {
                let mut reader = reader.map_err(|error| unreadable(error.to_string()))?;
                filled(name, || reader.next_cell().map_err(|error: XlsxError| error.to_string()))
            }
        },
        Sheets::Xlsb(workbook) => {
            let mut reader =
                workbook.worksheet_cells_reader(name).map_err(|error| unreadable(error.to_string()))?;
            filled(name, || reader.next_cell().map_err(|error: XlsbError| error.to_string()))
        }
        workbook => workbook.worksheet_range(name).map_err(|error| unreadable(error.to_string())),
    }
}

/// The cells that are filled, laid out in rows.
fn filled<'a>(
    name: &str,
    mut next: impl FnMut() -> Result<Option<Cell<DataRef<'a>>>, String>,
) -> Result<Range<Data>, Reject> {
    let (mut cells, mut extent) = (Vec::new(), Extent::default());
    while let Some(cell) = next().map_err(Reject::Unreadable)? {
        if *cell.get_value() != DataRef::Empty {
            let (row, column) = cell.get_position();
            extent.add(row.into(), column.into());
            cells.push(Cell::new((row, column), Data::from(cell.get_value().clone())));
        }
    }
    extent.check(name)?;
    Ok(Range::from_sparse(cells))
}

/// Where the cells of a sheet are.
#[derive(Default)]
struct Extent {
    rows: Option<[u64; 2]>,
    columns: Option<[u64; 2]>,
    cells: u64,
}

impl Extent {
    fn add(&mut self, row: u64, column: u64) {
        for (range, place) in [(&mut self.rows, row), (&mut self.columns, column)] {
            let [first, last] = range.unwrap_or([place, place]);
            *range = Some([first.min(place), last.max(place)]);
        }
        self.cells += 1;
    }

    fn check(&self, name: &str) -> Result<(), Reject> {
        let length = |range: Option<[u64; 2]>| range.map_or(0, |[first, last]| last - first + 1);
        let (rows, columns) = (length(self.rows), length(self.columns));
        let most = self.cells.saturating_mul(MOST_EMPTY_TIMES).saturating_add(MOST_EMPTY);
        if rows.saturating_mul(columns) <= most {
            return Ok(());
        }
        Err(Reject::Unreadable(format!(
            "the sheet {name} is {rows} rows by {columns} columns, of which nearly all are empty; delete the cells that lie far out"
        )))
    }
}

/// Whether the tables of an OpenDocument file can be laid out: cells and rows may say that they are repeated.
fn check_tables(content: &[u8]) -> Result<(), Reject> {
    let (mut extent, mut name, mut problem) = (Extent::default(), String::new(), None);
    let (mut row, mut rows, mut column) = (0_u64, 1_u64, 0_u64);
    let repeated = |attributes: &Attributes<'_>, of: &str| -> u64 {
        attributes.get(of).and_then(|times| times.parse().ok()).unwrap_or(1)
    };
    read_xml_with(content, |node, attributes| match node {
        Node::Open("table") => {
            (extent, row) = (Extent::default(), 0);
            name = attributes.get("name").unwrap_or_default();
        }
        Node::Open("table-row") => (rows, column) = (repeated(attributes, "number-rows-repeated"), 0),
        Node::Open("table-cell" | "covered-table-cell") => {
            let columns = repeated(attributes, "number-columns-repeated");
            if attributes.get("value-type").is_some() {
                extent.add(row, column);
                extent.add(
                    row.saturating_add(rows).saturating_sub(1),
                    column.saturating_add(columns).saturating_sub(1),
                );
            }
            column = column.saturating_add(columns);
        }
        Node::Close("table-row") => row = row.saturating_add(rows),
        Node::Close("table") => problem = problem.take().or_else(|| extent.check(&name).err()),
        _ => {}
    })?;
    problem.map_or(Ok(()), Err)
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
