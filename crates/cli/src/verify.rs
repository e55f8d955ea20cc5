//! `textmill verify`: published numbers, recomputed by this program.

use std::io::{self, Write};

use textmill_measures::{Check, published};
use textmill_report::{csv_text, json_lines, reports::VerificationRow};

use crate::{
    args::LineFormat,
    error::{CommandError, printed},
    exit::Exit,
};

/// Prints every published number beside the recomputed one; it is a failure if some do not agree.
pub(crate) fn verify(format: LineFormat) -> Result<Exit, CommandError> {
    let checks: Vec<Check> = published().collect();
    let rows = || checks.iter().map(VerificationRow::from);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match format {
        LineFormat::Text => print(&checks, &mut out),
        LineFormat::Csv => csv_text(rows()).and_then(|text| out.write_all(&text)),
        LineFormat::Json => json_lines(rows()).and_then(|lines| out.write_all(&lines)),
    };
    printed("the published numbers", result.and_then(|()| out.flush()))?;
    Ok(if checks.iter().all(Check::agrees) { Exit::Done } else { Exit::Failed })
}

fn print(checks: &[Check], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "textmill {}: published numbers, recomputed\n", env!("CARGO_PKG_VERSION"))?;
    let mut source = "";
    for check in checks {
        if check.source != source {
            source = check.source;
            writeln!(out, "{source}")?;
        }
        let computed = check.computed.map_or("undefined".to_owned(), |value| format!("{value:.10}"));
        let verdict = if check.agrees() { "agrees" } else { "DIFFERS" };
        let conversion = if check.conversion.is_empty() { "x" } else { check.conversion };
        let Check { measure, expected, tolerance, inputs, .. } = check;
        let inputs = if inputs.chars().count() > MOST_INPUTS {
            "(see the table in the program's source)"
        } else {
            inputs
        };
        writeln!(
            out,
            "  {verdict}  {measure:<40} printed {expected} (+-{tolerance}), recomputed {computed} [{conversion}]  {inputs}"
        )?;
    }
    let agreeing = checks.iter().filter(|check| check.agrees()).count();
    writeln!(
        out,
        "\n{agreeing} of {} published numbers agree within the digits that were printed",
        checks.len()
    )?;
    out.flush()
}

/// Longer inputs are not shown.
const MOST_INPUTS: usize = 100;
