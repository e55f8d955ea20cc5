//! `datapackage.json`: the reports as a Data Package (version 2), for programs that read tables with their types.

use serde_json::{Value, json};

use crate::{CsvForm, OutputRecord, guarded, reports::ColumnRow, table_name};

/// The name of the file.
pub(crate) const DATA_PACKAGE: &str = "datapackage.json";

/// Columns whose values are those of a column of another table.
const KEYS: &[(&str, &str)] = &[("document", "documents.csv"), ("topic", "topics.csv")];

/// The description of the tables of a set, from their records and from the data dictionary (in the order of file and position).
pub(crate) fn data_package(
    outputs: &[OutputRecord],
    columns: &[ColumnRow],
    form: CsvForm,
    version: &str,
) -> Value {
    let resources: Vec<Value> = outputs
        .iter()
        .filter(|output| output.file.ends_with(".csv"))
        .map(|output| resource(output, columns, outputs, form))
        .collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "textmill-reports",
        "title": "Reports on a collection of documents",
        "description": "Made by textmill. Texts that a spreadsheet might take for formulas have an apostrophe before them, at the beginning \
                        and behind separators and line ends inside; columns.csv says what each column means, manifest.json how all of them were made.",
        "version": version,
        "resources": resources,
    })
}

fn resource(output: &OutputRecord, columns: &[ColumnRow], outputs: &[OutputRecord], form: CsvForm) -> Value {
    let own: Vec<&ColumnRow> = columns.iter().filter(|column| column.file.as_str() == output.file).collect();
    let fields: Vec<Value> = own.iter().map(|column| field(column, form)).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if let Some(key) = KEYS
        .iter()
        .find(|(column, file)| *file == output.file && own.iter().any(|own| own.column.as_str() == *column))
    {
        schema["primaryKey"] = json!([key.0]);
    }
    let is_there = |file: &str| outputs.iter().any(|output| output.file == file);
    let foreign: Vec<Value> = KEYS
        .iter()
        .filter(|(column, file)| {
            *file != output.file && is_there(file) && own.iter().any(|own| own.column.as_str() == *column)
        })
        .map(|(column, file)| {
            json!({ "fields": [column], "reference": { "resource": name_of(file), "fields": [column] } })
        })
        .collect();
    if !foreign.is_empty() {
        schema["foreignKeys"] = Value::Array(foreign);
    }
    let row = own.first().map_or("", |column| column.row.as_str());
    json!({
        "name": name_of(&output.file),
        "path": output.file,
        "description": format!("One row is {row}."),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": output.bytes,
        "hash": format!("sha256:{}", output.sha256),
        "dialect": { "delimiter": char::from(form.separator).to_string(), "quoteChar": "\"", "doubleQuote": true },
        "schema": schema,
    })
}

/// The name of a table: that of its file, in the letters that names may have.
fn name_of(file: &str) -> String {
    let name = table_name(file);
    name.trim_end_matches(".csv").replace('_', "-")
}

fn field(column: &ColumnRow, form: CsvForm) -> Value {
    let kind = match column.kind.as_str() {
        "integer" => "integer",
        "decimal" => "number",
        "boolean" => "boolean",
        _ => "string",
    };
    // The name as it stands in the header, which no spreadsheet takes for a formula.
    let name = guarded(&column.column);
    let mut field = json!({ "name": name, "type": kind, "description": column.meaning.as_str() });
    if kind == "number" && form.decimal_mark != CsvForm::PLAIN.decimal_mark {
        field["decimalChar"] = json!(char::from(form.decimal_mark).to_string());
    }
    for (key, text) in
        [("unit", &column.unit), ("parameters", &column.parameters), ("source", &column.source)]
    {
        if !text.is_empty() {
            field[key] = json!(text.as_str());
        }
    }
    field
}
