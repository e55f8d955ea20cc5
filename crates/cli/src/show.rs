//! `textmill ingest`: the segments of documents, to be read by a person.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

use textmill_corpus::{Segment, SegmentKind, Selection, Span};
use textmill_ingest::{
    Discovery, Found, FoundFile, LedgerRow, Outcome, PathPatterns, Reading, Source, discover, segments,
};

use crate::{args::IngestArgs, config::Config, error::RunError, sources::Buffers};

/// The widths of the columns before the text.
const KIND_WIDTH: usize = 17;
const SPEAKER_WIDTH: usize = 24;
/// So many characters of a segment are shown, unless the person wants all.
const TEXT_WIDTH: usize = 90;

/// Prints what the documents are cut into: kind, rule or speaker, and the first words of each segment.
///
/// Returns how many files could not be read. Where nobody reads on (`| head`), that is no error.
pub(crate) fn show(arguments: &IngestArgs) -> Result<u64, RunError> {
    let config = Config::of(arguments.config.as_deref())?;
    let exclude = PathPatterns::new(&config.input.exclude)?;
    let found = discover(&arguments.inputs, &exclude, Path::new(""))?;
    let mut printer = Printer {
        reading: config.reading()?,
        buffers: Buffers::default(),
        out: io::BufWriter::new(io::stdout().lock()),
        is_coloured: io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        whole: arguments.whole,
    };
    match printer.print(&found) {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => Err(RunError::Print { source }),
        Err(_) => Ok(0),
        Ok(rejected) => Ok(rejected),
    }
}

struct Printer<W> {
    reading: Reading,
    buffers: Buffers,
    out: W,
    is_coloured: bool,
    whole: bool,
}

impl<W: Write> Printer<W> {
    /// Prints all documents; says how many files could not be read.
    fn print(&mut self, found: &Discovery) -> io::Result<u64> {
        let mut rejected = 0;
        for file in &found.files {
            rejected += self.file(file)?;
        }
        for LedgerRow { path, outcome, .. } in &found.passed_over {
            match outcome {
                Outcome::Rejected(reject) => self.passed_over(path, &reject.to_string())?,
                Outcome::Excluded(rule) => self.passed_over(path, &format!("left out: {rule}"))?,
                Outcome::Document(_) | Outcome::Container => {}
            }
            rejected += u64::from(matches!(outcome, Outcome::Rejected(_)));
        }
        self.out.flush()?;
        Ok(rejected)
    }

    /// Prints the documents of a file; says how many of them, or whether the file itself, could not be read.
    fn file(&mut self, file: &FoundFile) -> io::Result<u64> {
        let (mut rejected, mut printed) = (0, Ok(()));
        let mut buffers = std::mem::take(&mut self.buffers);
        let reading = self.reading.clone();
        let expanded = buffers.documents(file, &reading, |_| (), &mut |path, found| {
            rejected += u64::from(matches!(found, Found::Rejected(_)));
            if printed.is_ok() {
                printed = match found {
                    Found::Document(source) => self.document(&path, &source),
                    Found::Container => Ok(()),
                    Found::Rejected(reject) => self.passed_over(&path, &reject.to_string()),
                };
            }
        });
        self.buffers = buffers;
        printed?;
        if let Err(reject) = expanded {
            self.passed_over(&file.path, &reject.to_string())?;
            rejected += 1;
        }
        Ok(rejected)
    }

    fn document(&mut self, path: &str, source: &Source<'_>) -> io::Result<()> {
        let (text, decoding) = (&source.decoded.text, &source.decoded.decoding);
        let segments = segments(text);
        self.paint("1", path)?;
        let (bytes, encoding, evidence) = (text.len(), decoding.encoding, decoding.evidence);
        writeln!(self.out, "  {bytes} bytes, {encoding} ({evidence}), {}", counts(&segments))?;
        for segment in &segments {
            self.segment(segment, text)?;
        }
        writeln!(self.out)
    }

    fn segment(&mut self, segment: &Segment, text: &str) -> io::Result<()> {
        self.paint(colour(segment.kind), &padded(segment.kind.name(), KIND_WIDTH))?;
        let who = segment
            .speaker
            .as_ref()
            .map(|speaker| if speaker.name.is_empty() { speaker.role.name() } else { speaker.name.as_str() });
        let about = segment.time.as_deref().or(who).unwrap_or(match segment.kind {
            SegmentKind::Paragraph => "",
            _ => segment.rule.name(),
        });
        self.paint("2", &padded(about, SPEAKER_WIDTH))?;
        writeln!(self.out, "{}", self.excerpt(segment.span, text))
    }

    fn passed_over(&mut self, path: &str, reason: &str) -> io::Result<()> {
        self.paint("1", path)?;
        writeln!(self.out, "  {reason}\n")
    }

    /// The words of a segment on one line.
    fn excerpt(&self, span: Span, text: &str) -> String {
        let words: Vec<&str> = span.of(text).split_whitespace().collect();
        let line = words.join(" ");
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
fn counts(segments: &[Segment]) -> String {
    let count = |kind: &SegmentKind| segments.iter().filter(|segment| segment.kind == *kind).count();
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

#[cfg(test)]
mod tests {
    use std::fs;

    use textmill_ingest::{FoundFile, Reading};

    use super::Printer;
    use crate::sources::Buffers;

    fn shown(text: &str, whole: bool) -> String {
        let folder = tempfile::tempdir().unwrap();
        let location = folder.path().join("a.txt");
        fs::write(&location, text).unwrap();
        let mut printer = Printer {
            reading: Reading::default(),
            buffers: Buffers::default(),
            out: Vec::new(),
            is_coloured: false,
            whole,
        };
        let file = FoundFile { location, path: "a.txt".to_owned(), bytes: text.len() as u64 };
        printer.file(&file).unwrap();
        String::from_utf8(printer.out).unwrap()
    }

    #[test]
    fn a_line_for_each_segment() {
        let text = "Minister Marren meets the press\nQuestion: Why?\nIlse Marren: Because.\nQuestion: When?\nIlse Marren: Now.\nSupport us\n";
        assert_eq!(
            shown(text, false),
            "a.txt  114 bytes, UTF-8 (valid UTF-8), 1 title, 4 label, 2 question, 2 answer, 1 boilerplate\n\
             title            first_title_line        Minister Marren meets the press\n\
             label            questioner              Question:\n\
             question         questioner              Why?\n\
             label            Ilse Marren             Ilse Marren:\n\
             answer           Ilse Marren             Because.\n\
             label            questioner              Question:\n\
             question         questioner              When?\n\
             label            Ilse Marren             Ilse Marren:\n\
             answer           Ilse Marren             Now.\n\
             boilerplate      known_phrase            Support us\n\n"
        );
    }

    #[test]
    fn long_segments_are_cut_unless_the_person_wants_all() {
        let text = "word ".repeat(40);
        assert!(shown(&text, false).contains("word…\n"));
        assert!(shown(&text, true).contains(text.trim()));
    }
}
