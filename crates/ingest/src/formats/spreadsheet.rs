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
    let mut bounds = Bounds { extent: Extent::default(), allowance };
    for name in workbook.sheet_names() {
        let sheet = sheet(&mut workbook, &name, &mut bounds)?;
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
            let content =
                ZipParts::new(bytes, &Allowance::of_file(bytes.len() as u64)).part("content.xml")?;
            check_tables(&content, &mut Bounds { extent: Extent::default(), allowance })
        }
        None => Ok(()),
    }
}

/// The cells of a sheet.
fn sheet(
    workbook: &mut Sheets<Cursor<&[u8]>>,
    name: &str,
    bounds: &mut Bounds<'_>,
) -> Result<Range<Data>, Reject> {
    let unreadable = |problem: String| Reject::Unreadable(problem);
    match workbook {
        Sheets::Xlsx(workbook) => match workbook.worksheet_cells_reader(name) {
            // A sheet of charts.
            Err(XlsxError::NotAWorksheet(_)) => Ok(Range::empty()),
            reader => {
                let mut reader = reader.map_err(|error| unreadable(error.to_string()))?;
                filled(name, bounds, || reader.next_cell().map_err(|error: XlsxError| error.to_string()))
            }
        },
        Sheets::Xlsb(workbook) => {
            let mut reader =
                workbook.worksheet_cells_reader(name).map_err(|error| unreadable(error.to_string()))?;
            filled(name, bounds, || reader.next_cell().map_err(|error: XlsbError| error.to_string()))
        }
        workbook => workbook.worksheet_range(name).map_err(|error| unreadable(error.to_string())),
    }
}

/// The cells that are filled, laid out in rows.
fn filled<'a>(
    name: &str,
    bounds: &mut Bounds<'_>,
    mut next: impl FnMut() -> Result<Option<Cell<DataRef<'a>>>, String>,
) -> Result<Range<Data>, Reject> {
    let mut cells = Vec::new();
    while let Some(cell) = next().map_err(Reject::Unreadable)? {
        if *cell.get_value() != DataRef::Empty {
            let (row, column) = cell.get_position();
            bounds.extent.add(row.into(), column.into());
            // A string that many cells share is stored once.
            if let DataRef::SharedString(text) = cell.get_value() {
                bounds.text(text.len() as u64)?;
            }
            cells.push(Cell::new((row, column), Data::from(cell.get_value().clone())));
        }
    }
    bounds.extent.check(name)?;
    Ok(Range::from_sparse(cells))
}

/// How large a workbook may become where it is laid out.
struct Bounds<'a> {
    extent: Extent,
    allowance: &'a Allowance,
}

impl Bounds<'_> {
    /// So many bytes of text are laid out more.
    fn text(&self, bytes: u64) -> Result<(), Reject> {
        let problem = "its cells repeat far more text than it has; save the sheets as CSV";
        if self.allowance.use_up(bytes) { Ok(()) } else { Err(Reject::Unreadable(problem.to_owned())) }
    }
}

/// Where the cells of the sheets are.
#[derive(Default)]
struct Extent {
    /// The first and the last, of the sheet that is being read.
    rows: Option<[u64; 2]>,
    columns: Option<[u64; 2]>,
    /// How many are filled, of all sheets.
    cells: u64,
    /// How many places the sheets before have.
    before: u64,
}

impl Extent {
    fn add(&mut self, row: u64, column: u64) {
        for (range, place) in [(&mut self.rows, row), (&mut self.columns, column)] {
            let [first, last] = range.unwrap_or([place, place]);
            *range = Some([first.min(place), last.max(place)]);
        }
        self.cells += 1;
    }

    /// Ends a sheet.
    fn check(&mut self, name: &str) -> Result<(), Reject> {
        let length = |range: Option<[u64; 2]>| range.map_or(0, |[first, last]| last - first + 1);
        let (rows, columns) = (length(self.rows.take()), length(self.columns.take()));
        self.before = self.before.saturating_add(rows.saturating_mul(columns));
        let most = self.cells.saturating_mul(MOST_EMPTY_TIMES).saturating_add(MOST_EMPTY);
        if self.before <= most {
            return Ok(());
        }
        Err(Reject::Unreadable(format!(
            "the sheet {name} is {rows} rows by {columns} columns, of which nearly all are empty; delete the cells that lie far out"
        )))
    }
}

/// Whether the tables of an OpenDocument file can be laid out: cells and rows may say that they are repeated.
fn check_tables(content: &[u8], bounds: &mut Bounds<'_>) -> Result<(), Reject> {
    let (mut name, mut problem) = (String::new(), None);
    let (mut row, mut rows, mut column, mut columns, mut text) = (0_u64, 1_u64, 0_u64, 1_u64, 0_u64);
    let repeated = |attributes: &Attributes<'_>, of: &str| -> u64 {
        attributes.get(of).and_then(|times| times.parse().ok()).unwrap_or(1)
    };
    read_xml_with(content, |node, attributes| match node {
        Node::Open("table") => {
            row = 0;
            name = attributes.get("name").unwrap_or_default();
        }
        Node::Open("table-row") => (rows, column) = (repeated(attributes, "number-rows-repeated"), 0),
        Node::Open("table-cell" | "covered-table-cell") => {
            (columns, text) = (repeated(attributes, "number-columns-repeated"), 0);
            if attributes.get("value-type").is_some() {
                bounds.extent.add(row, column);
                let last = |first: u64, times: u64| first.saturating_add(times).saturating_sub(1);
                bounds.extent.add(last(row, rows), last(column, columns));
            }
        }
        Node::Text(part) => text += part.len() as u64,
        Node::Close("table-cell" | "covered-table-cell") => {
            column = column.saturating_add(columns);
            // What stands there once is in the file, and was counted.
            let more = rows.saturating_mul(columns).saturating_sub(1).saturating_mul(text);
            problem = problem.take().or_else(|| bounds.text(more).err());
        }
        Node::Close("table-row") => row = row.saturating_add(rows),
        Node::Close("table") => problem = problem.take().or_else(|| bounds.extent.check(&name).err()),
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
