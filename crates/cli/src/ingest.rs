//! `textmill ingest`: the segments of documents, to be read by a person.

use std::io::{self, Write};

use textmill_corpus::{SegmentKind, SegmentView, Selection, Span};
use textmill_ingest::{AnnouncementClues, Decoding, LedgerRow, Outcome, announcement_clues};
use textmill_pipeline::{Examined, LoadedConfig, Plan, beginning, examine, on_one_line};
use textmill_report::{csv_lines, csv_text, json_lines, reports::SegmentRow};

use crate::{
    args::{IngestArgs, LineFormat},
    error::{CommandError, printed},
    exit::Exit,
    interrupt::without_reports,
    progress::Progress,
    say,
    standard_input::Inputs,
    terminal::{harmless, is_coloured},
};

/// The widths of the columns before the text.
const KIND_WIDTH: usize = 17;
const SPEAKER_WIDTH: usize = 24;
/// This much of a segment is shown, unless the person wants all.
const TEXT_WIDTH: usize = 90;

/// Prints what the documents are cut into: kind, rule or speaker, and the first words of each segment; for programs the columns of
/// `segments.csv`, and what is no document as messages.
pub(crate) fn ingest(arguments: &IngestArgs) -> Result<Exit, CommandError> {
    let inputs = Inputs::of(&arguments.input.inputs, arguments.input.stdin_format)?;
    let plan = Plan::new(LoadedConfig::find(arguments.input.config.as_deref(), &inputs.inputs)?)?;
    let mut printer = Printer {
        out: io::BufWriter::new(io::stdout().lock()),
        is_coloured: is_coloured(&io::stdout()),
        format: arguments.format,
        whole: arguments.whole,
        why: arguments.why,
    };
    let mut result = printer.header();
    let rejected = examine(&plan, &inputs.inputs, &Progress::hidden(), &mut |examined| {
        result = printer.print(&examined);
        result.is_ok()
    })
    .map_err(without_reports)?;
    printed("the segments", result.and_then(|()| printer.out.flush()))?;
    Ok(Exit::of_rejected(rejected))
}

struct Printer<W> {
    out: W,
    is_coloured: bool,
    format: LineFormat,
    whole: bool,
    why: bool,
}

impl<W: Write> Printer<W> {
    /// The names of the columns, where programs read them.
    fn header(&mut self) -> io::Result<()> {
        match self.format {
            LineFormat::Csv => self.out.write_all(&csv_text(std::iter::empty::<SegmentRow>())?),
            LineFormat::Text | LineFormat::Json => Ok(()),
        }
    }

    fn print(&mut self, examined: &Examined<'_>) -> io::Result<()> {
        match examined {
            Examined::Document { path, text, decoding, segments, .. } if self.format == LineFormat::Text => {
                self.document(path, text, decoding, segments)
            }
            Examined::Document { text, segments, corpus, id, .. } => {
                let row = |segment: &SegmentView<'_>| {
                    let words = if self.whole {
                        on_one_line(segment.span().of(text))
                    } else {
                        beginning(text, segment.span()).unwrap_or_default()
                    };
                    SegmentRow::of(corpus, *id, *segment, &words)
                };
                let rows = segments.iter().map(row);
                let lines = match self.format {
                    LineFormat::Json => json_lines(rows)?,
                    LineFormat::Csv | LineFormat::Text => csv_lines(rows)?,
                };
                self.out.write_all(&lines)
            }
            Examined::Other(LedgerRow { path, outcome, .. }) => match outcome {
                Outcome::Rejected(reject) => self.passed_over(path, &reject.to_string()),
                Outcome::BrokenOff(reason) => self.passed_over(path, &format!("breaks off: {reason}")),
                Outcome::Excluded(rule) => self.passed_over(path, &format!("left out: {rule}")),
                Outcome::Document(_) | Outcome::Container => Ok(()),
            },
        }
    }

    fn document(
        &mut self,
        path: &str,
        text: &str,
        decoding: &Decoding,
        segments: &[SegmentView<'_>],
    ) -> io::Result<()> {
        self.paint("1", &harmless(path))?;
        let (bytes, encoding, evidence) = (text.len(), decoding.encoding, decoding.evidence);
        writeln!(self.out, "  {bytes} bytes, {encoding} ({evidence}), {}", counts(segments))?;
        for &segment in segments {
            self.segment(segment, text)?;
        }
        if self.why {
            self.announcements(text)?;
        }
        writeln!(self.out)
    }

    /// What could announce a speaker, whether it does, and what speaks for and against it.
    fn announcements(&mut self, text: &str) -> io::Result<()> {
        for AnnouncementClues { span, name, form, is_believed, clues } in announcement_clues(text) {
            let line = 1 + text[..span.start as usize].matches('\n').count();
            let verdict = if is_believed { "announces" } else { "announces not" };
            self.paint(if is_believed { "33" } else { "90" }, &padded(verdict, KIND_WIDTH))?;
            let sum: i32 = clues.iter().map(|(_, weight)| weight).sum();
            let reasons: Vec<String> =
                clues.iter().map(|(text, weight)| format!("{text} {weight:+}")).collect();
            let reasons =
                if reasons.is_empty() { "nothing known of it".to_owned() } else { reasons.join(", ") };
            writeln!(self.out, "line {line}: {} and {form}: {sum:+} = {reasons}", harmless(&name))?;
        }
        Ok(())
    }

    fn segment(&mut self, segment: SegmentView<'_>, text: &str) -> io::Result<()> {
        self.paint(colour(segment.kind()), &padded(segment.kind().name(), KIND_WIDTH))?;
        let turn = segment.turn();
        let role = turn.role.map_or("", |role| role.name());
        let about = [turn.time, turn.name, role].into_iter().find(|about| !about.is_empty());
        let about = about.unwrap_or(match segment.kind() {
            SegmentKind::Paragraph => "",
            _ => segment.rule().name(),
        });
        self.paint("2", &padded(&harmless(about), SPEAKER_WIDTH))?;
        let excerpt = self.excerpt(segment.span(), text);
        writeln!(self.out, "{}", harmless(&excerpt))
    }

    fn passed_over(&mut self, path: &str, reason: &str) -> io::Result<()> {
        if self.format != LineFormat::Text {
            say(&format!("{}: {}", harmless(path), harmless(reason)));
            return Ok(());
        }
        self.paint("1", &harmless(path))?;
        writeln!(self.out, "  {}\n", harmless(reason))
    }

    /// The words of a segment on one line.
    fn excerpt(&self, span: Span, text: &str) -> String {
        let line = on_one_line(span.of(text));
        match line.char_indices().nth(TEXT_WIDTH) {
            Some((end, _)) if !self.whole => format!("{}…", line[..end].trim_end()),
            _ => line,
        }
    }

    fn paint(&mut self, code: &str, text: &str) -> io::Result<()> {
        if self.is_coloured && !code.is_empty() {
            write!(self.out, "\x1b[{code}m{text}\x1b[0m")
        } else {
            write!(self.out, "{text}")
        }
    }
}

/// How many segments of each kind there are, in the order of the kinds.
fn counts(segments: &[SegmentView<'_>]) -> String {
    let count = |kind: &SegmentKind| segments.iter().filter(|segment| segment.kind() == *kind).count();
    let counts =
        SegmentKind::ALL.iter().map(|kind| (count(kind), kind.name())).filter(|(count, _)| *count > 0);
    counts.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}

fn padded(text: &str, width: usize) -> String {
    let shown: String = text.chars().take(width - 1).collect();
    format!("{shown:width$}")
}

/// The colour of a kind: what is not counted is grey, what announces is yellow, who speaks is told apart.
fn colour(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Title | SegmentKind::Subtitle | SegmentKind::Heading => "1;36",
        SegmentKind::Question => "35",
        SegmentKind::Answer | SegmentKind::Statement => "32",
        SegmentKind::Interjection => "31",
        SegmentKind::Entry => "34",
        SegmentKind::Label => "33",
        kind if Selection::NO_TEXT.contains(&kind) => "90",
        _ => "",
    }
}
