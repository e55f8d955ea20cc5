//! `columns.csv`: the data dictionary.

use crate::{Report, Text, columns::report};

report! {
    /// A row of the data dictionary.
    ColumnRow in "columns.csv", one row is "a column of a report";
    file: Text, "", "The report.";
    position: u64, "", "Where the column stands in it, from 1.";
    column: Text, "", "The name of the column.";
    kind: Text, "", "text, integer, decimal (six decimals) or boolean (true or false). An empty cell is a missing value, never 0.";
    unit: Text, "", "The unit of its values.";
    meaning: Text, "", "What it means, with its formula.";
    row: Text, "", "What one row of the report is.";
}

/// The dictionary's rows for the columns of a report.
pub fn dictionary<R: Report>() -> impl Iterator<Item = ColumnRow> {
    R::COLUMNS.iter().zip(1..).map(|(column, position)| ColumnRow {
        file: R::FILE.into(),
        position,
        column: column.name.into(),
        kind: column.kind.into(),
        unit: column.unit.into(),
        meaning: column.meaning.into(),
        row: R::ROW.into(),
    })
}
