//! `report.xlsx`: the tables as a workbook, typed, so that no spreadsheet has to guess.

mod read_me;
mod sheets;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, DocProperties,
    ExcelDateTime, FilterCondition, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError,
};

use crate::{Cell, ColumnInfo, Table, Tables, ViewError};
pub use sheets::SHEET_ROWS;
use sheets::{SHEETS, Sheet, SheetPlan, Wanted, wanted};

/// The name of the workbook.
pub const WORKBOOK: &str = "report.xlsx";

/// The row of the headings: a question stands above it.
const HEADINGS: u32 = 2;
/// A column is no wider than this, in letters.
const WIDEST: usize = 60;
/// So many letters may be in a cell.
const LONGEST_CELL: usize = 32_767;

/// A workbook whose sheets are made, and wait in files for temporary use until it is saved.
pub struct FilledWorkbook(Workbook);

impl FilledWorkbook {
    /// Makes the sheets of the tables of a folder, on all threads.
    ///
    /// Every sheet shows rows of one table, each cell with the value and the type that it has there; a cell of text is a text, whatever it
    /// looks like, and none is a formula. No sheet has more than `most_rows` rows of a table ([`SHEET_ROWS`], if nobody wants more); they
    /// are written one by one, so that a long one needs no memory. The same tables give the same bytes.
    ///
    /// # Errors
    ///
    /// A table cannot be read, or a temporary file cannot be written.
    pub fn of(tables: &Tables, most_rows: usize) -> Result<Self, ViewError> {
        without_panic(Path::new(WORKBOOK), || Self::filled(tables, most_rows))
    }

    fn filled(tables: &Tables, most_rows: usize) -> Result<Self, ViewError> {
        let sheets = SHEETS.par_iter().map(|plan| Sheet::of(plan, tables, most_rows));
        let sheets: Vec<Option<Sheet<'_>>> = sheets.collect::<Result<_, _>>()?;
        let sheets: Vec<Sheet<'_>> = sheets.into_iter().flatten().collect();
        let summary = tables.first_rows("summary.csv", usize::MAX)?;
        let warnings = tables.first_rows("warnings.csv", 1000)?;
        let failed = |source| workbook_error(Path::new(WORKBOOK), source);
        let styles = Styles::new();
        let mut workbook = new_workbook(&styles).map_err(failed)?;
        let mut first = workbook.new_worksheet_with_constant_memory();
        read_me::write(&mut first, tables, summary.as_ref(), warnings.as_ref(), &sheets, &styles)
            .map_err(failed)?;
        workbook.push_worksheet(first);
        let empty: Vec<Worksheet> =
            sheets.iter().map(|_| workbook.new_worksheet_with_constant_memory()).collect();
        let written = empty.into_par_iter().zip(&sheets).map(|(mut target, sheet)| {
            begin_sheet(&mut target, sheet, &styles).map_err(failed)?;
            let rows = RowWriter::new(&mut target, sheet, &styles);
            rows.write(tables, sheet.plan.file, wanted(sheet.plan, most_rows))?;
            end_sheet(&mut target, sheet, &styles).map_err(failed)?;
            Ok(target)
        });
        for sheet in written.collect::<Result<Vec<_>, ViewError>>()? {
            workbook.push_worksheet(sheet);
        }
        Ok(Self(workbook))
    }

    /// Writes the workbook to a path.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn save(mut self, path: &Path) -> Result<(), ViewError> {
        without_panic(path, || self.0.save(path).map_err(|source| workbook_error(path, source)))
    }
}

/// What writes the sheets keeps them in temporary files, and panics where it cannot write these.
fn without_panic<T>(path: &Path, write: impl FnOnce() -> Result<T, ViewError>) -> Result<T, ViewError> {
    let failed = || {
        let problem = format!(
            "its sheets could not be written, which are temporary files in {} at first: is the disk full? TMPDIR names another folder",
            std::env::temp_dir().display()
        );
        ViewError::Write { path: path.to_owned(), source: std::io::Error::other(problem) }
    };
    catch_unwind(AssertUnwindSafe(write)).unwrap_or_else(|_| Err(failed()))
}

/// A workbook without sheets. It knows the styles, so that they are in the same order whichever sheet is written first.
fn new_workbook(styles: &Styles) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title("Textmill report").set_creation_datetime(&made));
    for style in styles.all() {
        workbook.register_format(style);
    }
    Ok(workbook)
}

/// The formats of cells.
struct Styles {
    title: Format,
    question: Format,
    heading: Format,
    section: Format,
    text: Format,
    wrapped: Format,
    integer: Format,
    plain_integer: Format,
    rate: Format,
    fraction: Format,
    small: Format,
    date: Format,
    link: Format,
    warning: Format,
}

impl Styles {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        Self {
            title: Format::new().set_bold().set_font_size(16),
            question: Format::new().set_italic().set_font_color(Color::RGB(0x0055_5F6B)),
            heading: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_background_color(Color::RGB(0x00E8_EDF3))
                .set_border_bottom(rust_xlsxwriter::FormatBorder::Thin),
            section: Format::new().set_bold(),
            text: top.clone().set_num_format("@"),
            wrapped: top.clone().set_num_format("@").set_text_wrap(),
            integer: top.clone().set_num_format("#,##0"),
            plain_integer: top.clone().set_num_format("0"),
            rate: top.clone().set_num_format("#,##0.0"),
            fraction: top.clone().set_num_format("0.000"),
            small: top.clone().set_num_format("0.0000"),
            date: top.set_num_format("yyyy-mm-dd"),
            link: Format::new()
                .set_font_color(Color::RGB(0x001F_5FA8))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            warning: Format::new()
                .set_background_color(Color::RGB(0x00FC_EBD9))
                .set_text_wrap()
                .set_align(FormatAlign::Top),
        }
    }

    fn all(&self) -> [&Format; 14] {
        [
            &self.title,
            &self.question,
            &self.heading,
            &self.section,
            &self.text,
            &self.wrapped,
            &self.integer,
            &self.plain_integer,
            &self.rate,
            &self.fraction,
            &self.small,
            &self.date,
            &self.link,
            &self.warning,
        ]
    }

    /// The format of the values of a column.
    fn of(&self, column: &ColumnInfo) -> &Format {
        let name = column.name.as_str();
        match column.kind.as_str() {
            "integer"
                if ["document", "topic", "segment", "rank", "position", "turn", "main_topic"]
                    .contains(&name) =>
            {
                &self.plain_integer
            }
            "integer" => &self.integer,
            "number" if name.contains("per_million") || name == "log_likelihood" => &self.rate,
            "number" if name == "q" || name == "p" || name.ends_with("_q") || name.ends_with("_p") => {
                &self.small
            }
            "number" => &self.fraction,
            _ => &self.text,
        }
    }
}

fn workbook_error(path: &Path, source: XlsxError) -> ViewError {
    ViewError::Workbook { path: path.to_owned(), source: Box::new(source) }
}

/// The last row of a sheet that shows one of the table.
fn last_row(sheet: &Sheet<'_>) -> u32 {
    HEADINGS + sheet.shown as u32
}

/// The column whose stop words are filtered out, if any.
fn stop_words(sheet: &Sheet<'_>) -> Option<usize> {
    sheet.sample.place("stop_word").filter(|_| sheet.plan.hides_stop_words)
}

/// Writes what stands above the rows.
fn begin_sheet(target: &mut Worksheet, sheet: &Sheet<'_>, styles: &Styles) -> Result<(), XlsxError> {
    let Sheet { plan, sample, shown, more } = sheet;
    target.set_name(plan.name)?.set_landscape().set_print_fit_to_pages(1, 0);
    target.set_repeat_rows(HEADINGS, HEADINGS)?;
    set_columns(target, plan, sample, styles)?;
    target.write_string_with_format(0, 0, plan.question, &styles.question)?;
    let source = match more {
        0 => format!("All rows of {}", plan.file),
        more => format!("{shown} rows of {}; {more} more are in the file", plan.file),
    };
    target.write_string_with_format(1, 0, source, &styles.question)?;
    for (column, place) in sample.columns.iter().zip(0_u16..) {
        target.write_string_with_format(HEADINGS, place, heading(&column.name), &styles.heading)?;
        target.insert_note(HEADINGS, place, &note(column))?;
    }
    target.set_row_height(HEADINGS, 32)?;
    target.set_freeze_panes(HEADINGS + 1, plan.frozen)?;
    let last_column = sample.columns.len().saturating_sub(1) as u16;
    target.autofilter(HEADINGS, 0, last_row(sheet), last_column)?;
    // Stop words are filtered out, and one click brings them back.
    if let Some(place) = stop_words(sheet) {
        target.filter_column(place as u16, &FilterCondition::new().add_list_filter("FALSE"))?;
    }
    Ok(())
}

/// Writes what stands below the rows, and the marks behind them.
fn end_sheet(target: &mut Worksheet, sheet: &Sheet<'_>, styles: &Styles) -> Result<(), XlsxError> {
    if sheet.more > 0 {
        let more = format!("… {} more rows in {}", sheet.more, sheet.plan.file);
        target.write_string_with_format(last_row(sheet) + 1, 0, more, &styles.question)?;
    }
    add_marks(target, sheet.plan, &sheet.sample, last_row(sheet))
}

/// Writes the rows of a sheet as they are read.
struct RowWriter<'a> {
    target: &'a mut Worksheet,
    filtered: Option<usize>,
    styles: Vec<&'a Format>,
    date: &'a Format,
    next: u32,
    /// The last row of the sheet that shows one of the table.
    last: u32,
}

impl<'a> RowWriter<'a> {
    fn new(target: &'a mut Worksheet, sheet: &Sheet<'_>, styles: &'a Styles) -> Self {
        let of_columns = sheet.sample.columns.iter().map(|column| styles.of(column)).collect();
        Self {
            target,
            filtered: stop_words(sheet),
            styles: of_columns,
            date: &styles.date,
            next: HEADINGS + 1,
            last: last_row(sheet),
        }
    }

    fn write(mut self, tables: &Tables, file: &'static str, mut wanted: Wanted) -> Result<(), ViewError> {
        let mut result = Ok(());
        tables.each_row(file, |columns, record, cells| {
            if wanted(columns, record) {
                result = self.row(columns, &cells());
            }
            result.is_ok() && self.next <= self.last
        })?;
        result.map_err(|source| workbook_error(Path::new(file), source))
    }

    fn row(&mut self, columns: &[ColumnInfo], cells: &[Cell]) -> Result<(), XlsxError> {
        if self.filtered.and_then(|place| cells.get(place)) == Some(&Cell::Boolean(true)) {
            self.target.set_row_hidden(self.next)?;
        }
        for ((cell, column), place) in cells.iter().zip(columns).zip(0_u16..) {
            self.cell(place, cell, column)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Writes a value with its type. A text of more letters than a cell can hold is cut, and says so.
    fn cell(&mut self, place: u16, cell: &Cell, column: &ColumnInfo) -> Result<(), XlsxError> {
        let Some(&style) = self.styles.get(usize::from(place)) else { return Ok(()) };
        let (target, row) = (&mut *self.target, self.next);
        match cell {
            Cell::Missing => {}
            Cell::Number(number, _) => {
                target.write_number_with_format(row, place, *number, style)?;
            }
            Cell::Boolean(value) => {
                target.write_boolean(row, place, *value)?;
            }
            Cell::Text(text) => match date(&column.name, text) {
                Some(date) => {
                    target.write_datetime_with_format(row, place, &date, self.date)?;
                }
                None => {
                    target.write_string_with_format(row, place, fitting(text), style)?;
                }
            },
        }
        Ok(())
    }
}

/// A text that fits into a cell.
fn fitting(text: &str) -> String {
    const CUT: &str = " … (cut: see the CSV file)";
    // Cells count in the units of UTF-16.
    if text.encode_utf16().count() <= LONGEST_CELL {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|letter| {
        units += letter.len_utf16();
        units + CUT.len() <= LONGEST_CELL
    });
    kept.collect::<String>() + CUT
}

/// A whole day of a column of days, from 1900 on, where the days of spreadsheets begin.
fn date(column: &str, text: &str) -> Option<ExcelDateTime> {
    if !["date", "published"].contains(&column) || text.len() != 10 {
        return None;
    }
    let mut parts = text.split('-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    if year < 1901 { None } else { ExcelDateTime::from_ymd(year, month, day).ok() }
}

/// Parts of names of columns that are written in capitals.
const ABBREVIATIONS: [&str; 10] = ["ci", "dp", "fdr", "hdd", "idf", "mi", "mtld", "npmi", "tf", "ttr"];

/// A heading for people: `document_frequency` is "Document frequency", `permutation_fdr` "Permutation FDR", and q stays q.
fn heading(name: &str) -> String {
    let word = |(place, part): (usize, &str)| match part {
        _ if ABBREVIATIONS.contains(&part) => part.to_uppercase(),
        _ if place > 0 || part.len() == 1 => part.to_owned(),
        _ => {
            let mut letters = part.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    };
    let words: Vec<String> = name.split('_').enumerate().map(word).collect();
    words.join(" ")
}

/// What a column means, for who rests on its heading.
fn note(column: &ColumnInfo) -> Note {
    let mut text = format!("{}\n{}", column.name, column.meaning);
    for (name, part) in [("Unit", &column.unit), ("Parameters", &column.parameters)] {
        if !part.is_empty() {
            text += &format!("\n{name}: {part}");
        }
    }
    let lines = text.chars().count() as u32 / 45 + 3;
    Note::new(text)
        .set_author("textmill")
        .add_author_prefix(false)
        .set_width(330)
        .set_height(18 * lines.min(30))
}

/// Sets the widths of columns by what is in them, and folds those away that are not for reading.
fn set_columns(
    sheet: &mut Worksheet,
    plan: &SheetPlan,
    table: &Table,
    styles: &Styles,
) -> Result<(), XlsxError> {
    // A column that says nothing of any row is as little to read as a technical one.
    let is_folded = |place: usize| {
        let name = table.columns[place].name.as_str();
        !plan.shown.is_empty() && !plan.shown.contains(&name) || !table.is_filled[place]
    };
    for (column, place) in table.columns.iter().zip(0_u16..) {
        let of_cells = table.rows.iter().take(500).filter_map(|row| row.get(usize::from(place)));
        let widest = of_cells.map(|cell| shown_width(column, cell)).max().unwrap_or_default();
        let of_heading =
            heading(&column.name).split(' ').map(|word| word.chars().count() + 3).max().unwrap_or_default();
        sheet.set_column_width(place, (widest + 2).max(of_heading).clamp(7, WIDEST) as f64)?;
        if column.kind == "string" {
            sheet.set_column_format(place, &styles.text)?;
        }
    }
    let mut place = 0;
    while place < table.columns.len() {
        let length = (place..table.columns.len()).take_while(|place| is_folded(*place)).count();
        if length > 0 {
            sheet.group_columns_collapsed(place as u16, (place + length - 1) as u16)?;
        }
        place += length.max(1);
    }
    Ok(())
}

/// How many letters wide a cell is shown.
fn shown_width(column: &ColumnInfo, cell: &Cell) -> usize {
    match cell {
        Cell::Number(number, _) if column.kind == "number" => format!("{number:.3}").len() + 1,
        Cell::Number(..) => cell.shown().len() * 4 / 3,
        _ => cell.shown().chars().count(),
    }
}

/// Bars behind numbers, and colours of key words.
fn add_marks(sheet: &mut Worksheet, plan: &SheetPlan, table: &Table, last_row: u32) -> Result<(), XlsxError> {
    for name in plan.bars {
        let Some(place) = table.place(name) else { continue };
        let bar =
            ConditionalFormatDataBar::new().set_fill_color(Color::RGB(0x009F_C1E6)).set_solid_fill(true);
        sheet.add_conditional_format(HEADINGS + 1, place as u16, last_row, place as u16, &bar)?;
    }
    let Some(place) = table.place("key") else { return Ok(()) };
    for (key, color) in [("positive", 0x00D3_E5F7), ("negative", 0x00F9_DFC8)] {
        let rule = ConditionalFormatCellRule::EqualTo(key.to_owned());
        let fill = Format::new().set_background_color(Color::RGB(color));
        let mark = ConditionalFormatCell::new().set_rule(rule).set_format(fill);
        sheet.add_conditional_format(HEADINGS + 1, place as u16, last_row, place as u16, &mark)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_CELL, date, fitting, heading};

    #[test]
    fn headings_are_words() {
        for (column, expected) in [
            ("document_frequency", "Document frequency"),
            ("permutation_fdr", "Permutation FDR"),
            ("tf_idf", "TF IDF"),
            ("q", "q"),
            ("t_score", "t score"),
            ("", ""),
        ] {
            assert_eq!(heading(column), expected);
        }
    }

    #[test]
    fn days_are_days_where_they_are_whole() {
        assert!(date("date", "2031-03-14").is_some() && date("surface", "2031-03-14").is_none());
        assert!(
            ["2031-03", "2031-13-01", "1890-01-01", "2031_03_14"]
                .iter()
                .all(|text| date("date", text).is_none())
        );
    }

    #[test]
    fn long_texts_fit_and_say_that_they_are_cut() {
        assert_eq!(fitting("short"), "short");
        let cut = fitting(&"\u{1F600}".repeat(20_000));
        assert!(cut.encode_utf16().count() <= LONGEST_CELL && cut.ends_with("CSV file)"));
    }
}
