//! From files to the parts of the corpus, in parallel.

use std::sync::{Mutex, PoisonError};

use textmill_corpus::{Document, Language, Metadata, PartialCorpus, Segment, SegmentKind};
use textmill_ingest::{
    Decoding, Found, FoundFile, LedgerRow, MetadataTable, Outcome, Reading, Source, document_date,
    expand_lines, furniture_candidates, genre, segments,
};
use textmill_normalize::{Tokenizer, tokenize};
use textmill_report::{Digest, InputRecord, digest, reports::WarningRow};
use textmill_stem::{detect_foreign, detect_language};

use crate::{
    error::RunError,
    furniture::Candidates,
    interrupt::Interrupt,
    progress::Stage,
    queue::{Queue, Work},
    sources::Buffers,
};

/// What came of a file, a record or a member.
#[derive(Debug)]
pub(crate) struct FileAccount {
    pub(crate) row: LedgerRow,
    /// The fingerprint of a file that could be read.
    pub(crate) input: Option<InputRecord>,
    pub(crate) warnings: Vec<WarningRow>,
}

/// What the documents are read with.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) metadata: &'a MetadataTable,
    /// The language of the documents whose metadata gives none; nothing, if it is to be guessed.
    pub(crate) language: Option<Language>,
    pub(crate) reading: Reading,
    pub(crate) interrupt: &'a Interrupt,
}

/// What came of all files.
#[derive(Debug, Default)]
pub(crate) struct ReadFiles {
    /// In the order of the paths.
    pub(crate) accounts: Vec<FileAccount>,
    /// The tokens, by thread.
    pub(crate) parts: Vec<PartialCorpus>,
    /// Lines that may be furniture, in no order.
    pub(crate) candidates: Vec<Candidates>,
}

/// Reads the files on all threads.
///
/// Work is handed out in the order of the files to whoever is free. Each thread keeps one vocabulary and one set of buffers for
/// all its work; which of it it had leaves no trace once the parts are merged.
pub(crate) fn read_files(
    files: &[FoundFile],
    reader: &Reader<'_>,
    stage: &Stage,
) -> Result<ReadFiles, RunError> {
    let queue = Mutex::new(Queue::new(files));
    let workers: Vec<Result<Worker, RunError>> = rayon::broadcast(|_| {
        let mut worker = Worker::default();
        loop {
            reader.interrupt.check()?;
            // A thread that panics ends the program; what it held is as good as before.
            let work = queue.lock().unwrap_or_else(PoisonError::into_inner).next(&mut worker.lines);
            match work {
                Some(work) => worker.read(work, reader, stage)?,
                None => return Ok(worker),
            }
        }
    });
    let accounts = queue.into_inner().unwrap_or_else(PoisonError::into_inner).into_accounts();
    let mut all = ReadFiles { accounts, ..ReadFiles::default() };
    for worker in workers {
        let Worker { accounts, part, candidates, .. } = worker?;
        all.accounts.extend(accounts);
        all.parts.push(part);
        all.candidates.extend(candidates);
    }
    all.accounts.sort_by(|one, other| one.row.path.cmp(&other.row.path));
    Ok(all)
}

/// A thread's share of the work.
#[derive(Default)]
struct Worker {
    part: PartialCorpus,
    accounts: Vec<FileAccount>,
    candidates: Vec<Candidates>,
    tokenizer: Tokenizer,
    lines: Vec<u8>,
    buffers: Buffers,
}

impl Worker {
    fn read(&mut self, work: Work<'_>, reader: &Reader<'_>, stage: &Stage) -> Result<(), RunError> {
        match work {
            Work::Files(files) => {
                for file in files {
                    reader.interrupt.check()?;
                    self.read_file(file, reader);
                    stage.advance(file.bytes);
                }
            }
            Work::Lines { file, first, bytes } => {
                let lines = std::mem::take(&mut self.lines);
                expand_lines(&file.path, &lines, first, &reader.reading, &mut |path, found| {
                    self.add(path, found, reader);
                });
                self.lines = lines;
                stage.advance(bytes);
            }
        }
        Ok(())
    }

    /// A file as a whole, and its documents, if there are several.
    fn read_file(&mut self, file: &FoundFile, reader: &Reader<'_>) {
        let mut buffers = std::mem::take(&mut self.buffers);
        let before = self.accounts.len();
        let mut input = None;
        let see = |bytes: &[u8]| {
            let Digest { bytes, sha256 } = digest(bytes);
            input = Some(InputRecord { path: file.path.clone(), bytes, sha256 });
        };
        let expanded = buffers.documents(file, &reader.reading, see, &mut |path, found| {
            self.add(path, found, reader);
        });
        self.buffers = buffers;
        let size = input.as_ref().map(|input| input.bytes);
        let outcome = match expanded {
            Ok(false) => None,
            Ok(true) => Some(Outcome::Container),
            Err(reject) => Some(Outcome::Rejected(reject)),
        };
        match (outcome, self.accounts.get_mut(before)) {
            // The file is the document.
            (None, Some(account)) => {
                account.row.bytes = size;
                account.input = input;
            }
            (None, None) => {}
            (Some(outcome), _) => {
                let row = LedgerRow { path: file.path.clone(), bytes: size, outcome };
                self.accounts.push(FileAccount { row, input, warnings: Vec::new() });
            }
        }
    }

    /// A document, or what should have been one.
    fn add(&mut self, path: String, found: Found<'_>, reader: &Reader<'_>) {
        let mut warnings = Vec::new();
        let outcome = match found {
            Found::Document(Source { decoded, metadata }) => {
                let mut segments = segments(&decoded.text);
                let document = reader.document(&path, &decoded.text, &segments, metadata);
                name_languages(&decoded.text, &mut segments, document.language);
                let lines = furniture_candidates(&decoded.text, &segments);
                if !lines.is_empty() {
                    self.candidates.push(Candidates { path: path.clone(), lines });
                }
                warnings = document_warnings(&document, &decoded.decoding);
                tokenize(document, &decoded.text, &segments, &mut self.tokenizer, &mut self.part);
                Outcome::Document(decoded.decoding)
            }
            Found::Container => Outcome::Container,
            Found::Rejected(reject) => Outcome::Rejected(reject),
        };
        let row = LedgerRow { path, bytes: None, outcome };
        self.accounts.push(FileAccount { row, input: None, warnings });
    }
}

impl Reader<'_> {
    fn document(&self, path: &str, text: &str, segments: &[Segment], own: Metadata) -> Document {
        let metadata = self.metadata.of_document(path, own);
        let is_title = |segment: &&Segment| segment.kind == SegmentKind::Title && metadata.title.is_none();
        let title = segments.iter().find(is_title);
        let given = metadata.date.as_deref();
        Document {
            date: document_date(given, path, text, segments),
            path: path.to_owned(),
            text_bytes: text.len() as u64,
            title: title.map(|title| title.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")),
            genre: genre(text, segments),
            language: metadata.language.or(self.language).unwrap_or_else(|| detect_language(text)),
            metadata,
        }
    }
}

/// Says of which language segments are that are clearly not of the document's.
fn name_languages(text: &str, segments: &mut [Segment], language: Language) {
    for segment in segments {
        segment.language = detect_foreign(segment.span.of(text), language);
    }
}

fn document_warnings(document: &Document, decoding: &Decoding) -> Vec<WarningRow> {
    let &Decoding { replaced, mojibake, is_mended, .. } = decoding;
    let mut warnings = Vec::new();
    if replaced > 0 {
        let warning = format!(
            "{replaced} characters were replaced by U+FFFD, because their bytes mean nothing in the encoding; save the \
             file as UTF-8, or name its encoding in input.encodings"
        );
        warnings.push(WarningRow::new("ingest", document.path.as_str(), warning));
    }
    if mojibake > 0 && !is_mended {
        let warning = format!(
            "{mojibake} characters are UTF-8 that was read as Windows-1252 before (as â€™ for ’), so words are cut at them; \
             input.mojibake = \"mend\" puts them right"
        );
        warnings.push(WarningRow::new("ingest", document.path.as_str(), warning));
    }
    if document.text_bytes == 0 {
        warnings.push(WarningRow::new("ingest", document.path.as_str(), "the document is empty"));
    } else if document.language == Language::UNDETERMINED {
        let warning = "the language could not be told, so its words are neither stemmed nor compared with stop words; \
                       give it in the column language of metadata.csv, or for all documents as input.language";
        warnings.push(WarningRow::new("stem", document.path.as_str(), warning));
    }
    warnings
}
