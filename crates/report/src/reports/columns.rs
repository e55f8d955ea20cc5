//! `columns.csv`: the data dictionary.

use std::collections::BTreeMap;

use textmill_measures::Definition;

use crate::{
    Column, Report, Text,
    columns::{AddedColumn, report},
};

report! {
    /// A row of the data dictionary.
    ColumnRow in "columns.csv", one row is "a column of a report";
    file: Text, "", "The report.";
    position: u64, "", "Where the column stands in it, from 1.";
    column: Text, "", "The name of the column.";
    kind: Text, "", "text, integer, decimal (six decimals) or boolean (true or false). An empty cell is a missing value, never 0.";
    unit: Text, "", "The unit of its values.";
    meaning: Text, "", "What it means; of a measure its formula.";
    parameters: Text, "", "The parameters that its values rest on in this run, with the keys of the configuration.";
    log_base: Text, "", "The base of the logarithm, where the value is one or rests on one: 2, 10 or e.";
    zero_policy: Text, "", "What a measure does with zeros, and when its cell is empty.";
    direction: Text, "", "Which way to read a measure, and its range.";
    source: Text, "", "Who gave the formula.";
    row: Text, "", "What one row of the report is.";
}

/// The dictionary's rows for the columns of a report.
pub(crate) fn dictionary<R: Report>(
    parameters: &BTreeMap<(&'static str, &'static str), String>,
) -> impl Iterator<Item = ColumnRow> {
    R::columns().into_iter().zip(1..).map(|(column, position)| {
        let stated = parameters.get(&(R::FILE, column.name)).cloned().unwrap_or_default();
        ColumnRow { parameters: stated.into(), ..entry::<R>(column.name, &column, position) }
    })
}

/// The dictionary's rows for columns that a report has besides those that it always has.
pub(crate) fn added_to<R: Report>(added: &[AddedColumn]) -> impl Iterator<Item = ColumnRow> + '_ {
    let first = R::columns().len() as u64 + 1;
    added.iter().zip(first..).map(|(added, position)| entry::<R>(&added.name, &added.column, position))
}

fn entry<R: Report>(name: &str, column: &Column, position: u64) -> ColumnRow {
    let of = |part: fn(&Definition) -> &'static str| Text::from(column.definition.map_or("", part));
    ColumnRow {
        file: R::FILE.into(),
        position,
        column: name.into(),
        kind: column.kind.into(),
        unit: column.unit.into(),
        meaning: column.definition.map_or(column.meaning, |definition| definition.formula).into(),
        parameters: Text::default(),
        log_base: of(|definition| definition.log_base),
        zero_policy: of(|definition| definition.when_zero),
        direction: of(|definition| definition.direction),
        source: of(|definition| definition.source),
        row: R::ROW.into(),
    }
}
