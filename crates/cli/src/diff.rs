//! `textmill diff`.

use std::io::{self, Write};

use textmill_pipeline::{ChangedPart, Changes, changes};
use textmill_report::{csv_text, json_lines, reports::ChangeRow};

use crate::{
    args::{DiffArgs, LineFormat},
    error::{CommandError, printed},
    exit::Exit,
    terminal::{harmless, painted},
};

/// Prints what is different between two sets of reports.
pub(crate) fn diff(arguments: &DiffArgs) -> Result<Exit, CommandError> {
    let Changes { rows, parts } = changes(&arguments.old, &arguments.new)?;
    let is_same = parts.iter().all(ChangedPart::is_same);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.format {
        LineFormat::Csv => csv_text(rows).and_then(|text| out.write_all(&text)),
        LineFormat::Json => json_lines(rows).and_then(|text| out.write_all(&text)),
        LineFormat::Text => print(&rows, &parts, arguments.rows, &mut out),
    };
    printed("the differences", result.and_then(|()| out.flush()))?;
    Ok(if is_same { Exit::Done } else { Exit::WithFindings })
}

/// The differences for a person: how much of each part, and the first rows of it.
fn print(rows: &[ChangeRow], parts: &[ChangedPart], most: usize, out: &mut impl Write) -> io::Result<()> {
    for part in parts {
        let name = painted(&io::stdout(), "1", &format!("{:<15}", part.name));
        writeln!(out, "{name} {}", counts(part))?;
        let own: Vec<&ChangeRow> = rows.iter().filter(|row| row.table.as_str() == part.name).collect();
        if part.name == REPORTS {
            print_names(&own, parts, out)?;
            continue;
        }
        // The cells of one row of the table stand beside each other.
        let lines: Vec<&[&ChangeRow]> = own.chunk_by(|one, other| one.row == other.row).collect();
        for line in lines.iter().take(most) {
            writeln!(out, "  {}", harmless(&line_of(line)))?;
        }
        if lines.len() > most {
            writeln!(out, "  \u{2026} and {} more (--rows, --format csv)", lines.len() - most)?;
        }
    }
    Ok(())
}

/// Which tables and other files differ beside those whose rows are compared.
const REPORTS: &str = "reports";

fn print_names(rows: &[&ChangeRow], parts: &[ChangedPart], out: &mut impl Write) -> io::Result<()> {
    let is_compared = |file: &str| parts.iter().any(|part| file.strip_suffix(".csv") == Some(&part.name));
    for change in ["changed", "added", "removed"] {
        let of_change = rows.iter().filter(|row| row.change.as_str() == change);
        let names: Vec<&str> =
            of_change.map(|row| row.row.as_str()).filter(|file| !is_compared(file)).collect();
        if !names.is_empty() {
            writeln!(out, "  {change}, and not compared row by row: {}", harmless(&names.join(", ")))?;
        }
    }
    Ok(())
}

fn counts(part: &ChangedPart) -> String {
    let counts = [
        (part.changed, "changed"),
        (part.added, "added"),
        (part.removed, "removed"),
        (part.renamed, "renamed"),
        (part.same, "the same"),
    ];
    let shown = counts.iter().filter(|(count, _)| *count > 0);
    let shown: Vec<String> = shown.map(|(count, name)| format!("{count} {name}")).collect();
    if shown.is_empty() { "empty in both".to_owned() } else { shown.join(", ") }
}

/// A number with as many decimals as a person reads.
fn rounded(text: &str) -> String {
    match (text.contains('.'), text.parse::<f64>()) {
        (true, Ok(number)) if number.abs() >= 100.0 => format!("{number:.1}"),
        (true, Ok(number)) if number.abs() >= 1.0 => format!("{number:.2}"),
        (true, Ok(number)) if number.abs() >= 0.001 => format!("{number:.4}"),
        _ => text.to_owned(),
    }
}

/// So much of a value is shown; of a hash that is enough to tell it from another.
const VALUE: usize = 40;
const HASH: usize = 8;

fn line_of(cells: &[&ChangeRow]) -> String {
    let Some(first) = cells.first() else { return String::new() };
    let sign = match first.change.as_str() {
        "added" => '+',
        "removed" => '-',
        "renamed" => '>',
        _ => '~',
    };
    let cells: Vec<String> = cells.iter().map(|cell| cell_of(cell)).collect();
    format!("{sign} {}: {}", first.row.as_str(), cells.join(", "))
}

fn cell_of(cell: &ChangeRow) -> String {
    let is_hash = cell.column.as_str() == "sha256" || cell.row.starts_with("file of settings");
    let most = if is_hash { HASH } else { VALUE };
    let value = |text: &str| match text.char_indices().nth(most) {
        Some((end, _)) if is_hash => text[..end].to_owned(),
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None if text.is_empty() => "none".to_owned(),
        None if cell.column.as_str() == "value" => text.to_owned(),
        None => rounded(text),
    };
    let values = match cell.change.as_str() {
        "added" => value(&cell.new),
        "removed" => value(&cell.old),
        _ => format!("{} \u{2192} {}", value(&cell.old), value(&cell.new)),
    };
    match cell.column.as_str() {
        "value" => values,
        "sha256" => format!("content {values}"),
        column => format!("{column} {values}"),
    }
}
