//! From files to the parts of the corpus, in parallel.

use std::sync::{Mutex, PoisonError};

use textmill_corpus::{Document, Language, Metadata, PartialCorpus, Segment, SegmentKind};
use textmill_ingest::{
    Body, Compression, Decoded, EncodingEvidence, FoundFile, LedgerRow, MetadataTable, Outcome,
    RecordColumns, Reject, decode, document_date, expand, expand_lines, format_of, read, segments, unpack,
};
use textmill_normalize::{Tokenizer, tokenize};
use textmill_report::{Digest, InputRecord, digest, reports::WarningRow};
use textmill_stem::detect_language;

use crate::{
    error::RunError,
    interrupt::Interrupt,
    progress::Stage,
    queue::{Queue, Work},
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
    pub(crate) columns: RecordColumns,
    pub(crate) interrupt: &'a Interrupt,
}

/// A buffer that grew beyond this for one file is given back after it.
const KEPT_BYTES: usize = 1 << 24;

/// Reads the files on all threads: their accounts in the order of the paths, and their tokens by thread.
///
/// Work is handed out in the order of the files to whoever is free. Each thread keeps one vocabulary and one set of buffers for
/// all its work; which of it it had leaves no trace once the parts are merged.
pub(crate) fn read_files(
    files: &[FoundFile],
    reader: &Reader<'_>,
    stage: &Stage,
) -> Result<(Vec<FileAccount>, Vec<PartialCorpus>), RunError> {
    let queue = Mutex::new(Queue::new(files));
    let workers: Vec<Result<Worker, RunError>> = rayon::broadcast(|_| {
        let mut worker = Worker::default();
        loop {
            reader.interrupt.check()?;
            // A thread that panics ends the program; what it held is as good as before.
            let work = queue.lock().unwrap_or_else(PoisonError::into_inner).next(&mut worker.bytes);
            match work {
                Some(work) => worker.read(work, reader, stage)?,
                None => return Ok(worker),
            }
        }
    });
    let mut accounts = queue.into_inner().unwrap_or_else(PoisonError::into_inner).into_accounts();
    let mut parts = Vec::new();
    for worker in workers {
        let Worker { accounts: more, part, .. } = worker?;
        accounts.extend(more);
        parts.push(part);
    }
    accounts.sort_by(|one, other| one.row.path.cmp(&other.row.path));
    Ok((accounts, parts))
}

/// A thread's share of the work.
#[derive(Default)]
struct Worker {
    part: PartialCorpus,
    accounts: Vec<FileAccount>,
    tokenizer: Tokenizer,
    bytes: Vec<u8>,
    unpacked: Vec<u8>,
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
                let piece = std::mem::take(&mut self.bytes);
                expand_lines(&file.path, &piece, first, &reader.columns, &mut |path, body| {
                    self.add(path, body, reader);
                });
                self.bytes = piece;
                stage.advance(bytes);
            }
        }
        Ok(())
    }

    /// A file as a whole, and its documents, if there are several.
    fn read_file(&mut self, file: &FoundFile, reader: &Reader<'_>) {
        let (mut bytes, mut unpacked) = (std::mem::take(&mut self.bytes), std::mem::take(&mut self.unpacked));
        for buffer in [&mut bytes, &mut unpacked] {
            buffer.clear();
            buffer.shrink_to(KEPT_BYTES);
        }
        let before = self.accounts.len();
        let mut input = None;
        let expanded = format_of(&file.path).and_then(|(format, compression)| {
            read(file, &mut bytes)?;
            let Digest { bytes: size, sha256 } = digest(&bytes);
            input = Some(InputRecord { path: file.path.clone(), bytes: size, sha256 });
            let content = match compression {
                Compression::None => &bytes,
                _ => {
                    let mut source = unpack(compression, bytes.as_slice(), size)?;
                    let problem = |error: std::io::Error| Reject::Unreadable(error.to_string());
                    source.read_to_end(&mut unpacked).map_err(problem)?;
                    &unpacked
                }
            };
            expand(&file.path, format, content, &reader.columns, &mut |path, body| {
                self.add(path, body, reader)
            })
        });
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
        (self.bytes, self.unpacked) = (bytes, unpacked);
    }

    /// A document, or what should have been one.
    fn add(&mut self, path: String, body: Result<Body<'_>, Reject>, reader: &Reader<'_>) {
        let mut warnings = Vec::new();
        let decoded = body.and_then(|body| match body {
            Body::Bytes(bytes) => Ok((decode(bytes)?, Metadata::default())),
            Body::Record(record) => {
                let text = record.text.into();
                let encoding = ("UTF-8", EncodingEvidence::ValidUtf8);
                Ok((
                    Decoded { text, encoding: encoding.0, evidence: encoding.1, replaced: 0 },
                    record.metadata,
                ))
            }
        });
        let outcome = match decoded {
            Ok((Decoded { text, encoding, evidence, replaced }, metadata)) => {
                let segments = segments(&text);
                let document = reader.document(&path, &text, &segments, metadata);
                warnings = document_warnings(&document, replaced);
                tokenize(document, &text, &segments, &mut self.tokenizer, &mut self.part);
                Outcome::Document { encoding, evidence, replaced }
            }
            Err(reject) => Outcome::Rejected(reject),
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
            language: metadata.language.or(self.language).unwrap_or_else(|| detect_language(text)),
            metadata,
        }
    }
}

fn document_warnings(document: &Document, replaced: u64) -> Vec<WarningRow> {
    let mut warnings = Vec::new();
    if replaced > 0 {
        let warning = format!(
            "{replaced} characters were replaced by U+FFFD, because their bytes mean nothing in the encoding; save the \
             file as UTF-8"
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
