//! Words in their contexts: `textmill kwic`, and kwic.csv.

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use textmill_corpus::{DocumentId, Language, Segment, Selection, TokenizedCorpus};
use textmill_ingest::{
    Found, FoundFile, MetadataTable, Outcome, PathPatterns, Reading, Source, discover, segments,
};
use textmill_normalize::{Tokenizer, normal_form, whole_sentences};
use textmill_report::reports::KwicRow;
use textmill_stem::{detect_foreign, detect_language, stem};

use crate::{
    args::KwicArgs, config::Config, error::RunError, interrupt::Interrupt, sources::Buffers,
    word_patterns::WordPatterns,
};

/// What a pattern is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum KwicUnit {
    /// The word as it stands there.
    Surface,
    /// Its normal form.
    #[default]
    Term,
    /// Its stem.
    Stem,
}

/// The order of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum KwicOrder {
    /// As they stand in the documents.
    #[default]
    Place,
    /// By the words before the node, from the last on.
    Left,
    /// By the node.
    Node,
    /// By what follows the node.
    Right,
}

/// What is looked for, and how.
pub(crate) struct Search<'a> {
    pub(crate) patterns: WordPatterns,
    pub(crate) unit: KwicUnit,
    pub(crate) reading: Reading,
    pub(crate) selection: Selection,
    pub(crate) metadata: &'a MetadataTable,
    /// The language of documents whose metadata give none.
    pub(crate) language: Option<Language>,
    /// The corpus of a run, which knows better which segments count.
    pub(crate) corpus: Option<&'a TokenizedCorpus>,
}

/// The occurrences in some files, in the order of their paths, then of their places; and how many files or records could not be
/// read.
pub(crate) fn concordance(
    files: &[FoundFile],
    search: &Search<'_>,
    interrupt: &Interrupt,
) -> Result<(Vec<KwicRow>, u64), RunError> {
    let (mut buffers, mut tokenizer, mut rows) = (Buffers::default(), Tokenizer::default(), Vec::new());
    let mut rejected = 0;
    for file in files {
        interrupt.check()?;
        let read = buffers.documents(file, &search.reading, |_| (), &mut |path, found| match found {
            Found::Document(source) => search.document(&path, source, &mut tokenizer, &mut rows),
            Found::Container => {}
            Found::Rejected(_) => rejected += 1,
        });
        rejected += u64::from(read.is_err());
    }
    rows.sort_by(|one, other| (&one.path, one.byte_start).cmp(&(&other.path, other.byte_start)));
    Ok((rows, rejected))
}

impl Search<'_> {
    fn document(&self, path: &str, source: Source<'_>, tokenizer: &mut Tokenizer, rows: &mut Vec<KwicRow>) {
        let text = &source.decoded.text;
        let given = self.metadata.of_document(path, source.metadata).language.or(self.language);
        let language = match self.unit {
            KwicUnit::Stem => given.unwrap_or_else(|| detect_language(text)),
            _ => Language::UNDETERMINED,
        };
        let counted = self.counted_in_run(path);
        for (number, segment) in segments(text).iter().enumerate() {
            let is_counted = match &counted {
                Some(counted) => counted.get(number).copied().unwrap_or_default(),
                None => self.selection.counts_segment(segment),
            };
            if is_counted {
                let said = segment.span.of(text);
                let language = match self.unit {
                    KwicUnit::Stem => detect_foreign(said, language).unwrap_or(language),
                    _ => language,
                };
                self.segment(path, segment, said, language, tokenizer, rows);
            }
        }
    }

    /// Which segments of a document the run counts.
    fn counted_in_run(&self, path: &str) -> Option<Vec<bool>> {
        let corpus = self.corpus?;
        let place = corpus.documents().binary_search_by(|document| document.path.as_str().cmp(path)).ok()?;
        Some(corpus.segments_of(DocumentId(place as u32)).map(|segment| segment.is_counted()).collect())
    }

    fn segment(
        &self,
        path: &str,
        segment: &Segment,
        text: &str,
        language: Language,
        tokenizer: &mut Tokenizer,
        rows: &mut Vec<KwicRow>,
    ) {
        for range in whole_sentences(text) {
            let place = segment.span.start as usize + range.start;
            let sentence = &text[range];
            for &[begin, end] in tokenizer.words(sentence) {
                let word = begin as usize..end as usize;
                if let Some(pattern) = self.matched(&sentence[word.clone()], language) {
                    rows.push(row(path, segment, sentence, word, place, pattern));
                }
            }
        }
    }

    /// The pattern that a word matches.
    fn matched(&self, word: &str, language: Language) -> Option<&str> {
        match self.unit {
            KwicUnit::Surface => self.patterns.first_match(word),
            KwicUnit::Term => self.patterns.first_match(&normal_form(word)),
            KwicUnit::Stem => self.patterns.first_match(&stem(language, &normal_form(word))),
        }
    }
}

/// So much of a sentence is shown on each side: a text without full stops is one sentence.
const CONTEXT_BYTES: usize = 1000;

fn row(
    path: &str,
    segment: &Segment,
    sentence: &str,
    word: std::ops::Range<usize>,
    place: usize,
    pattern: &str,
) -> KwicRow {
    let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let left = sentence.floor_char_boundary(word.start.saturating_sub(CONTEXT_BYTES));
    let right = sentence.floor_char_boundary(word.end.saturating_add(CONTEXT_BYTES));
    let speaker = segment.speaker.as_deref();
    let name =
        speaker.map_or("", |speaker| if speaker.name.is_empty() { &speaker.printed } else { &speaker.name });
    KwicRow {
        path: path.into(),
        kind: segment.kind.name().into(),
        speaker: name.into(),
        left: on_one_line(&sentence[left..word.start]).into(),
        node: sentence[word.clone()].into(),
        right: on_one_line(&sentence[word.end..right]).into(),
        pattern: pattern.into(),
        byte_start: (place + word.start) as u64,
        byte_end: (place + word.end) as u64,
    }
}

/// Prints the occurrences of a pattern, a line each, with the node in a column; says how many files could not be read.
///
/// Where nobody reads on (`| head`), that is no error.
pub(crate) fn kwic(arguments: &KwicArgs) -> Result<u64, RunError> {
    let config = Config::of(arguments.config.as_deref())?;
    let found =
        discover(&arguments.inputs, &PathPatterns::new(&config.input.exclude)?, std::path::Path::new(""))?;
    let metadata = MetadataTable::of_folder(&found.root)?;
    let search = Search {
        patterns: WordPatterns::new(std::slice::from_ref(&arguments.pattern)),
        unit: arguments.unit,
        reading: config.reading()?,
        selection: config.selection()?,
        metadata: &metadata,
        language: config.language()?,
        corpus: None,
    };
    let (mut rows, rejected) = concordance(&found.files, &search, &Interrupt::listen())?;
    let passed_over = found.passed_over.iter().filter(|row| matches!(row.outcome, Outcome::Rejected(_)));
    let rejected = rejected + passed_over.count() as u64;
    sort(&mut rows, arguments.sort);
    match print(&rows, arguments.words, &mut io::BufWriter::new(io::stdout().lock())) {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => Err(RunError::Print { source }),
        _ => Ok(rejected),
    }
}

fn sort(rows: &mut [KwicRow], order: KwicOrder) {
    let backwards = |row: &KwicRow| -> Vec<String> {
        row.left.0.to_lowercase().split(' ').rev().map(str::to_owned).collect()
    };
    match order {
        KwicOrder::Place => {}
        KwicOrder::Left => rows.sort_by_cached_key(backwards),
        KwicOrder::Node => rows.sort_by_cached_key(|row| row.node.0.to_lowercase()),
        KwicOrder::Right => rows.sort_by_cached_key(|row| row.right.0.to_lowercase()),
    }
}

/// The width of what stands on each side of the node, in characters.
const SIDE: usize = 50;

fn print(rows: &[KwicRow], words: Option<usize>, out: &mut impl Write) -> io::Result<()> {
    let is_coloured = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for row in rows {
        let left: Vec<&str> = row.left.0.split(' ').collect();
        let left = left[left.len().saturating_sub(words.unwrap_or(left.len()))..].join(" ");
        let right = row.right.0.split(' ').take(words.unwrap_or(usize::MAX)).collect::<Vec<_>>().join(" ");
        let skipped = left.chars().count().saturating_sub(SIDE);
        let left: String = left.chars().skip(skipped).collect();
        let right: String = right.chars().take(SIDE).collect();
        let node = if is_coloured { format!("\x1b[1;31m{}\x1b[0m", row.node.0) } else { row.node.0.clone() };
        writeln!(out, "{left:>SIDE$}  {node}  {right:SIDE$}  {} {}", row.path.0, row.speaker.0)?;
    }
    out.flush()
}
