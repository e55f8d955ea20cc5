//! Tables with the types of their columns, read from a folder of reports.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use textmill_report::unguarded;

use crate::ViewError;

/// The tables of a folder of reports.
#[derive(Debug)]
pub struct Tables {
    folder: PathBuf,
    package: Package,
}

#[derive(Debug, Deserialize)]
struct Package {
    version: String,
    resources: Vec<Resource>,
}

#[derive(Debug, Deserialize)]
struct Resource {
    path: String,
    dialect: Dialect,
    schema: Schema,
}

#[derive(Debug, Deserialize)]
struct Dialect {
    delimiter: String,
}

#[derive(Debug, Deserialize)]
struct Schema {
    fields: Vec<Field>,
}

#[derive(Debug, Deserialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    parameters: String,
    #[serde(default, rename = "decimalChar")]
    decimal_mark: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnInfo {
    /// Its name in the header.
    pub name: String,
    /// `string`, `integer`, `number` or `boolean`.
    pub kind: String,
    /// What it means.
    pub meaning: String,
    /// The unit of its values, if they have one.
    pub unit: String,
    /// The parameters that its values rest on.
    pub parameters: String,
}

/// A value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// There is none.
    Missing,
    /// A text, without the guard against formulas.
    Text(String),
    /// A number, and its decimals as they are written.
    Number(f64, String),
    /// True or false.
    Boolean(bool),
}

impl Cell {
    /// The cell as it is read: a text without its guard, a number as it is written.
    pub fn shown(&self) -> &str {
        match self {
            Self::Missing => "",
            Self::Text(text) | Self::Number(_, text) => text,
            Self::Boolean(true) => "true",
            Self::Boolean(false) => "false",
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number, _) => Some(*number),
            _ => None,
        }
    }
}

/// A table, or its first rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its file.
    pub file: String,
    /// Its columns.
    pub columns: Vec<ColumnInfo>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// How many more there are.
    pub more: u64,
    /// Of each column whether any row of the file has a value in it.
    pub is_filled: Vec<bool>,
}

impl Tables {
    /// Reads what a folder says of its tables.
    ///
    /// # Errors
    ///
    /// There is no `datapackage.json`, or it is not one of this program.
    pub fn of(folder: &Path) -> Result<Self, ViewError> {
        let path = folder.join("datapackage.json");
        let bytes = fs::read(&path).map_err(|source| ViewError::Read { path: path.clone(), source })?;
        let package = serde_json::from_slice(&bytes).map_err(|source| ViewError::Package { path, source })?;
        Ok(Self { folder: folder.to_owned(), package })
    }

    /// The version of the program that wrote them.
    pub fn version(&self) -> &str {
        &self.package.version
    }

    /// Reads the rows of a table for which `wanted` holds; `None` if the folder has no such table. `wanted` is given the columns and the
    /// cells as they stand in the file.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn read_where(
        &self,
        file: &str,
        mut wanted: impl FnMut(&[ColumnInfo], &csv::StringRecord) -> bool,
    ) -> Result<Option<Table>, ViewError> {
        let mut table: Option<Table> = None;
        let is_there = self.each_row(file, |columns, record, cells| {
            let table = table.get_or_insert_with(|| Table::of(file, columns.to_vec()));
            for (is_filled, field) in table.is_filled.iter_mut().zip(record) {
                *is_filled |= !field.is_empty();
            }
            if wanted(columns, record) {
                table.rows.push(cells())
            } else {
                table.more += 1
            }
            true
        })?;
        Ok(table.or_else(|| Some(Table::of(file, is_there?))))
    }

    /// Gives each row of a table: the columns, the row as it stands in the file, and a function that makes its cells. `give` says whether
    /// to go on. Returns the columns; `None` if the folder has no such table.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn each_row(
        &self,
        file: &str,
        mut give: impl FnMut(&[ColumnInfo], &csv::StringRecord, &dyn Fn() -> Vec<Cell>) -> bool,
    ) -> Result<Option<Vec<ColumnInfo>>, ViewError> {
        let Some(resource) = self.package.resources.iter().find(|resource| resource.path == file) else {
            return Ok(None);
        };
        let path = self.folder.join(file);
        let opened = File::open(&path).map_err(|source| ViewError::Read { path: path.clone(), source })?;
        let delimiter = resource.dialect.delimiter.bytes().next().unwrap_or(b',');
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).buffer_capacity(1 << 16).from_reader(opened);
        let columns: Vec<ColumnInfo> = resource.schema.fields.iter().map(column).collect();
        let marks: Vec<char> = resource.schema.fields.iter().map(decimal_mark).collect();
        let mut record = csv::StringRecord::new();
        while reader
            .read_record(&mut record)
            .map_err(|source| ViewError::Table { path: path.clone(), source })?
        {
            let cells = || {
                let fields = columns.iter().zip(&marks).zip(record.iter());
                fields.map(|((column, mark), text)| cell(column, *mark, text)).collect()
            };
            if !give(&columns, &record, &cells) {
                break;
            }
        }
        Ok(Some(columns))
    }

    /// Gives some cells of each row of a table, by the names of their columns; those of a column that there is not are missing. Says whether
    /// the folder has such a table.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn each_cells(
        &self,
        file: &str,
        names: &[&str],
        mut give: impl FnMut(Vec<Cell>),
    ) -> Result<bool, ViewError> {
        let Some(resource) = self.package.resources.iter().find(|resource| resource.path == file) else {
            return Ok(false);
        };
        let fields = &resource.schema.fields;
        let place = |name: &&str| fields.iter().position(|field| unguarded(&field.name) == *name);
        let places: Vec<Option<usize>> = names.iter().map(place).collect();
        let marks: Vec<char> = fields.iter().map(decimal_mark).collect();
        self.each_row(file, |columns, row, _| {
            let cell_at = |place: usize| {
                Some(cell(columns.get(place)?, marks.get(place).copied().unwrap_or('.'), row.get(place)?))
            };
            give(places.iter().map(|place| place.and_then(cell_at).unwrap_or(Cell::Missing)).collect());
            true
        })?;
        Ok(true)
    }

    /// Reads the first rows of a table.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn first_rows(&self, file: &str, most: usize) -> Result<Option<Table>, ViewError> {
        let mut count = 0;
        self.read_where(file, |_, _| {
            count += 1;
            count <= most
        })
    }
}

/// The field of a row in a column, as it stands in the file.
pub fn field_of<'a>(columns: &[ColumnInfo], row: &'a csv::StringRecord, name: &str) -> Option<&'a str> {
    columns.iter().position(|column| column.name == name).and_then(|place| row.get(place))
}

fn column(field: &Field) -> ColumnInfo {
    ColumnInfo {
        name: unguarded(&field.name).into_owned(),
        kind: field.kind.clone(),
        meaning: field.description.clone(),
        unit: field.unit.clone(),
        parameters: field.parameters.clone(),
    }
}

fn decimal_mark(field: &Field) -> char {
    field.decimal_mark.as_ref().and_then(|mark| mark.chars().next()).unwrap_or('.')
}

fn cell(column: &ColumnInfo, mark: char, text: &str) -> Cell {
    if text.is_empty() {
        return Cell::Missing;
    }
    let as_text = || Cell::Text(unguarded(text).into_owned());
    match column.kind.as_str() {
        "integer" | "number" => {
            let plain = if mark == '.' { text.to_owned() } else { text.replace(mark, ".") };
            plain.parse().map_or_else(|_| as_text(), |number| Cell::Number(number, plain.clone()))
        }
        "boolean" => match text {
            "true" => Cell::Boolean(true),
            "false" => Cell::Boolean(false),
            _ => as_text(),
        },
        _ => as_text(),
    }
}

impl Table {
    /// A table without rows.
    fn of(file: &str, columns: Vec<ColumnInfo>) -> Self {
        let is_filled = vec![false; columns.len()];
        Self { file: file.to_owned(), columns, rows: Vec::new(), more: 0, is_filled }
    }

    /// The place of a column.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// The cell of a row in a column; missing where there is none.
    pub fn get<'a>(&'a self, row: &'a [Cell], column: &str) -> &'a Cell {
        self.place(column).and_then(|place| row.get(place)).unwrap_or(&Cell::Missing)
    }

    /// The text of a cell.
    pub fn text<'a>(&'a self, row: &'a [Cell], column: &str) -> &'a str {
        self.get(row, column).shown()
    }

    /// A total of `summary.csv`, by its subject.
    pub(crate) fn total(&self, subject: &str) -> Option<f64> {
        let row = self.rows.iter().find(|row| self.text(row, "subject") == subject)?;
        self.number(row, "total")
    }

    /// The number of a cell.
    pub fn number(&self, row: &[Cell], column: &str) -> Option<f64> {
        self.get(row, column).number()
    }
}
