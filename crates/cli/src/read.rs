//! From files to the parts of the corpus, in parallel.

use rayon::prelude::*;
use textmill_corpus::{Document, Language, PartialCorpus, Segment, SegmentKind};
use textmill_ingest::{
    Decoded, FoundFile, LedgerRow, MetadataTable, Outcome, Reject, decode, read, segments,
};
use textmill_normalize::{Tokenizer, tokenize};
use textmill_report::{InputRecord, digest, reports::WarningRow};
use textmill_stem::detect_language;

use crate::{error::RunError, interrupt::Interrupt, progress::Stage};

/// What came of reading consecutive files.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) part: PartialCorpus,
    pub(crate) ledger: Vec<LedgerRow>,
    pub(crate) inputs: Vec<InputRecord>,
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

/// Consecutive files are read together until they have so many bytes: small files share the cost of a batch, and its
/// bounds depend on the files alone.
const BATCH_BYTES: u64 = 1 << 20;

/// Reads the files, a batch of them at a time on each thread. The batches come back in the order of the files.
pub(crate) fn read_batches(
    files: &[FoundFile],
    reader: &Reader<'_>,
    stage: &Stage,
) -> Result<Vec<Batch>, RunError> {
    batches(files).into_par_iter().map(|files| reader.read_batch(files, stage)).collect()
}

fn batches(files: &[FoundFile]) -> Vec<&[FoundFile]> {
    let mut bytes = 0;
    let together = |_: &FoundFile, next: &FoundFile| {
        bytes += next.bytes;
        let fits = bytes <= BATCH_BYTES;
        bytes = if fits { bytes } else { next.bytes };
        fits
    };
    files.chunk_by(together).collect()
}

impl Reader<'_> {
    fn read_batch(&self, files: &[FoundFile], stage: &Stage) -> Result<Batch, RunError> {
        let mut batch = Batch::default();
        let mut tokenizer = Tokenizer::default();
        for file in files {
            self.interrupt.check()?;
            let outcome = self.read_file(file, &mut tokenizer, &mut batch).unwrap_or_else(Outcome::Rejected);
            let bytes = batch.inputs.last().filter(|input| input.path == file.path).map(|input| input.bytes);
            batch.ledger.push(LedgerRow { path: file.path.clone(), bytes, outcome });
            stage.advance(file.bytes);
        }
        Ok(batch)
    }

    /// One document, from its bytes to its tokens; its text is dropped at the end.
    fn read_file(
        &self,
        file: &FoundFile,
        tokenizer: &mut Tokenizer,
        batch: &mut Batch,
    ) -> Result<Outcome, Reject> {
        let bytes = read(file)?;
        let fingerprint = digest(&bytes);
        let input =
            InputRecord { path: file.path.clone(), bytes: fingerprint.bytes, sha256: fingerprint.sha256 };
        batch.inputs.push(input);
        let Decoded { text, encoding, evidence, replaced } = decode(bytes)?;
        let segments = segments(&text);
        let document = self.document(file, &text, &segments);
        batch.warnings.extend(warnings(&document, replaced));
        tokenize(document, &text, segments, tokenizer, &mut batch.part);
        Ok(Outcome::Document { encoding, evidence, replaced })
    }

    fn document(&self, file: &FoundFile, text: &str, segments: &[Segment]) -> Document {
        let metadata = self.metadata.of_document(&file.path);
        let title = segments.iter().find(|segment| segment.kind == SegmentKind::Title);
        Document {
            path: file.path.clone(),
            text_bytes: text.len() as u64,
            title: title.map(|title| title.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")),
            language: metadata.language.or(self.language).unwrap_or_else(|| detect_language(text)),
            metadata,
        }
    }
}

fn warnings(document: &Document, replaced: u64) -> Vec<WarningRow> {
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
