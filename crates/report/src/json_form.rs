//! Rows as JSON: an object a line, with the names of the columns, for programs that read one at a time.

use std::io;

use serde_json::Value;

use crate::Report;

/// Rows of a report as JSON, an object a line: texts as they are (without the guard against formulas), numbers as they stand in the CSV
/// file, `null` for a missing value.
///
/// ```
/// use textmill_report::{Warning, WarningKind, json_lines, warning_rows};
///
/// let lines = json_lines(warning_rows(&[Warning::new(WarningKind::EmptyDocument, "=a.txt", "")]))?;
/// let line = r#"{"kind":"empty document","stage":"ingest","count":1,"subject":"=a.txt","warning":null}"#;
/// assert_eq!(lines, format!("{line}\n").as_bytes());
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// A row cannot be written. This does not happen for the rows of this crate.
pub fn json_lines<R: Report>(rows: impl IntoIterator<Item = R>) -> io::Result<Vec<u8>> {
    let columns = R::columns();
    let mut lines = Vec::new();
    for row in rows {
        let Value::Array(cells) = serde_json::to_value(&row)? else { continue };
        let shown: Vec<String> = cells.into_iter().map(shown).collect();
        let cells = columns.iter().zip(&shown);
        push_json_object(
            &mut lines,
            cells.map(|(column, cell)| (column.name, column.kind == "text", cell.as_str())),
        );
    }
    Ok(lines)
}

/// A cell as it stands in a CSV file, without quotation marks.
fn shown(cell: Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Adds an object on a line of its own: of each cell the name of its column, whether that has texts, and the cell as it is shown.
pub fn push_json_object<'a>(lines: &mut Vec<u8>, cells: impl Iterator<Item = (&'a str, bool, &'a str)>) {
    lines.push(b'{');
    for ((name, is_text, cell), place) in cells.zip(0..) {
        if place > 0 {
            lines.push(b',');
        }
        lines.extend_from_slice(quoted(name).as_bytes());
        lines.push(b':');
        match cell {
            "" => lines.extend_from_slice(b"null"),
            text if is_text => lines.extend_from_slice(quoted(text).as_bytes()),
            bare => lines.extend_from_slice(bare.as_bytes()),
        }
    }
    lines.extend_from_slice(b"}\n");
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
