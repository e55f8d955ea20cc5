//! `textmill quotes check`.

use std::io::{self, Write};

use textmill_pipeline::{CheckedQuotes, LoadedConfig, Plan, check_quotes};
use textmill_report::{csv_text, json_lines, reports::QuoteCheckRow};

use crate::{
    args::{LineFormat, QuotesCheckArgs},
    error::{CommandError, printed},
    exit::Exit,
    interrupt::without_reports,
    progress::Progress,
    say,
    terminal::{harmless, is_coloured},
    wording::counted,
};

/// Prints every quotation with its verdict and the words of its source. One without a source is no failure of the program, and has an exit code
/// of its own.
pub(crate) fn check(arguments: &QuotesCheckArgs) -> Result<Exit, CommandError> {
    let plan = Plan::new(LoadedConfig::find(arguments.config.as_deref(), &arguments.sources)?)?;
    let found = check_quotes(&plan, &arguments.texts, &arguments.sources, &Progress::hidden())
        .map_err(without_reports)?;
    let CheckedQuotes { rows, sources, rejected, changed } = found;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.format {
        LineFormat::Text => {
            let is_coloured = is_coloured(&io::stdout());
            rows.iter().try_for_each(|row| write!(out, "{}", lines(row, is_coloured)))
        }
        LineFormat::Csv => csv_text(rows.iter().cloned()).and_then(|text| out.write_all(&text)),
        LineFormat::Json => json_lines(rows.iter().cloned()).and_then(|text| out.write_all(&text)),
    };
    printed("the quotations", result.and_then(|()| out.flush()))?;
    for path in &changed {
        say(&format!("{} changed while it was read, and is left out", harmless(path)));
    }
    if rejected > 0 {
        say(&format!("{} could not be used; textmill ingest says why", counted(rejected, "file")));
    }
    let absent = rows.iter().filter(|row| row.is_absent()).count() as u64;
    let short = rows.iter().filter(|row| row.verdict.as_str() == "short").count() as u64;
    let short = if short > 0 { format!(", {short} too short to say") } else { String::new() };
    let quotations = counted(rows.len() as u64, "quotation");
    say(&format!(
        "{quotations} checked against {}: {absent} without a source{short}",
        counted(sources, "document")
    ));
    if sources == 0 {
        say("no document is left to be a source: the texts that are checked are none");
        return Ok(Exit::Failed);
    }
    Ok(if absent > 0 { Exit::WithFindings } else { Exit::of_rejected(rejected + changed.len() as u64) })
}

/// What a person reads of a quotation.
fn lines(row: &QuoteCheckRow, is_coloured: bool) -> String {
    let verdict = if row.is_absent() { "ABSENT" } else { row.verdict.as_str() };
    let verdict = format!("{verdict:<13}");
    let verdict = match (is_coloured, row.is_absent(), row.flags.contains("changes_meaning_word")) {
        (true, true, _) => format!("\x1b[1;31m{verdict}\x1b[0m"),
        (true, false, true) => format!("\x1b[1;33m{verdict}\x1b[0m"),
        _ => verdict,
    };
    let mut lines = format!("{verdict} \u{201C}{}\u{201D}", harmless(&row.text));
    if !row.speaker.is_empty() {
        lines += &format!("  ({})", harmless(&row.speaker));
    }
    lines.push('\n');
    if !row.source_document.is_empty() {
        let turn = row.source_turn.map(|turn| format!(", turn {turn}")).unwrap_or_default();
        let speaker = harmless(&row.source_speaker);
        let speaker = if speaker.is_empty() { String::new() } else { format!(", {speaker}") };
        let what = match (row.is_absent(), row.source.as_str()) {
            (true, _) => "most like it",
            (false, "quotation") => "quoted again in",
            (false, _) => "source",
        };
        lines += &format!("              {what}: {}{turn}{speaker}\n", harmless(&row.source_document));
        lines += &format!(
            "              {}\n",
            harmless(if row.verdict.as_str() == "edited" { &row.edits } else { &row.source_text })
        );
    }
    if row.same_speaker == Some(false) {
        lines += "              ! somebody else says it there\n";
    }
    if !row.flags.is_empty() {
        lines += &format!("              ! {}\n", row.flags.replace(' ', ", ").replace('_', " "));
    }
    lines
}
