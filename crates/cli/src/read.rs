//! From files to the parts of the corpus, in parallel.

use std::sync::atomic::{AtomicUsize, Ordering};

use textmill_corpus::{Document, Language, PartialCorpus, Segment, SegmentKind};
use textmill_ingest::{
    Decoded, FoundFile, LedgerRow, MetadataTable, Outcome, Reject, decode, read, segments,
};
use textmill_normalize::{Tokenizer, tokenize};
use textmill_report::{InputRecord, digest, reports::WarningRow};
use textmill_stem::detect_language;

use crate::{error::RunError, interrupt::Interrupt, progress::Stage};

/// What came of a file.
#[derive(Debug)]
pub(crate) struct FileAccount {
    pub(crate) row: LedgerRow,
    /// Its fingerprint, if it could be read.
    pub(crate) input: Option<InputRecord>,
    pub(crate) warnings: Vec<WarningRow>,
}

/// What the documents are read with.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) metadata: &'a MetadataTable,
    /// The language of the documents whose metadata gives none; nothing, if it is to be guessed.
    pub(crate) language: Option<Language>,
    pub(crate) interrupt: &'a Interrupt,
}

/// Consecutive files are handed out together until they have so many bytes, so that small ones cost no more than they must.
const BATCH_BYTES: u64 = 1 << 18;

/// A buffer that grew beyond this for one file is given back after it.
const KEPT_BYTES: usize = 1 << 24;

/// Reads the files on all threads: their accounts in the order of the files, and their tokens by thread.
///
/// The files are handed out in their order to whoever is free. Each thread keeps one vocabulary and one set of buffers for all
/// its files; which files it had leaves no trace once the parts are merged.
pub(crate) fn read_files(
    files: &[FoundFile],
    reader: &Reader<'_>,
    stage: &Stage,
) -> Result<(Vec<FileAccount>, Vec<PartialCorpus>), RunError> {
    let batches = batches(files);
    let next = AtomicUsize::new(0);
    let workers: Vec<Result<Worker, RunError>> = rayon::broadcast(|_| {
        let mut worker = Worker::default();
        while let Some((first, files)) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
            worker.read_batch(*first, files, reader, stage)?;
        }
        Ok(worker)
    });
    let mut accounts = Vec::with_capacity(files.len());
    let mut parts = Vec::new();
    for worker in workers {
        let Worker { accounts: more, part, .. } = worker?;
        accounts.extend(more);
        parts.push(part);
    }
    accounts.sort_unstable_by_key(|(place, _)| *place);
    Ok((accounts.into_iter().map(|(_, account)| account).collect(), parts))
}

/// The files in batches, each with the place of its first file.
fn batches(files: &[FoundFile]) -> Vec<(usize, &[FoundFile])> {
    let mut bytes = 0;
    let together = |_: &FoundFile, next: &FoundFile| {
        bytes += next.bytes;
        let fits = bytes <= BATCH_BYTES;
        bytes = if fits { bytes } else { next.bytes };
        fits
    };
    let mut first = 0;
    let batches = files.chunk_by(together).map(|batch| {
        first += batch.len();
        (first - batch.len(), batch)
    });
    batches.collect()
}

/// A thread's share of the work.
#[derive(Default)]
struct Worker {
    part: PartialCorpus,
    /// Of each file, with its place among all files.
    accounts: Vec<(usize, FileAccount)>,
    tokenizer: Tokenizer,
    bytes: Vec<u8>,
}

impl Worker {
    fn read_batch(
        &mut self,
        first: usize,
        files: &[FoundFile],
        reader: &Reader<'_>,
        stage: &Stage,
    ) -> Result<(), RunError> {
        for (place, file) in (first..).zip(files) {
            reader.interrupt.check()?;
            let mut input = None;
            let mut warnings = Vec::new();
            let outcome = self.read_file(file, reader, &mut input, &mut warnings);
            let outcome = outcome.unwrap_or_else(Outcome::Rejected);
            let bytes = input.as_ref().map(|input| input.bytes);
            let row = LedgerRow { path: file.path.clone(), bytes, outcome };
            self.accounts.push((place, FileAccount { row, input, warnings }));
            stage.advance(file.bytes);
        }
        Ok(())
    }

    /// One document, from its bytes to its tokens; its text is dropped at the end.
    fn read_file(
        &mut self,
        file: &FoundFile,
        reader: &Reader<'_>,
        input: &mut Option<InputRecord>,
        warnings: &mut Vec<WarningRow>,
    ) -> Result<Outcome, Reject> {
        let Self { part, tokenizer, bytes, .. } = self;
        bytes.clear();
        bytes.shrink_to(KEPT_BYTES);
        read(file, bytes)?;
        let fingerprint = digest(bytes);
        *input = Some(InputRecord {
            path: file.path.clone(),
            bytes: fingerprint.bytes,
            sha256: fingerprint.sha256,
        });
        let Decoded { text, encoding, evidence, replaced } = decode(bytes)?;
        let segments = segments(&text);
        let document = reader.document(file, &text, &segments);
        warnings.extend(document_warnings(&document, replaced));
        tokenize(document, &text, &segments, tokenizer, part);
        Ok(Outcome::Document { encoding, evidence, replaced })
    }
}

impl Reader<'_> {
    fn document(&self, file: &FoundFile, text: &str, segments: &[Segment]) -> Document {
        let metadata = self.metadata.of_document(&file.path);
        let is_title = |segment: &&Segment| segment.kind == SegmentKind::Title && metadata.title.is_none();
        let title = segments.iter().find(is_title);
        Document {
            path: file.path.clone(),
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
