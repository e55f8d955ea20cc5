//! The texts that the page holds, so that every number leads to its sentence.

use textmill_corpus::{DocumentId, TokenizedCorpus};
use textmill_view::{PageDocument, PageSegment, PageTexts};

use crate::{
    RunError,
    read_back::{ReadBack, TextReader, on_one_line},
};

/// Larger collections are not in the page.
const MOST_BYTES: u64 = 2_000_000;

/// The counted sentences of the documents, if these are not too large for a page.
pub(crate) fn page_texts(reader: TextReader<'_>) -> Result<PageTexts, RunError> {
    let corpus = reader.corpus;
    let bytes: u64 = corpus
        .document_ids()
        .flat_map(|document| corpus.counted_segments_of(document))
        .map(|segment| u64::from(segment.span().end - segment.span().start))
        .sum();
    if bytes > MOST_BYTES {
        return Ok(PageTexts { bytes, most_bytes: MOST_BYTES, documents: Vec::new() });
    }
    let wanted: Vec<DocumentId> = corpus.document_ids().collect();
    let ReadBack { found, .. } =
        reader.map(&wanted, |document, text| page_document(corpus, document, text))?;
    let documents = found.into_iter().map(|(_, document)| document).collect();
    Ok(PageTexts { bytes, most_bytes: MOST_BYTES, documents })
}

fn page_document(corpus: &TokenizedCorpus, id: DocumentId, text: &str) -> Option<PageDocument> {
    let document = corpus.document(id);
    let segment = |segment: textmill_corpus::SegmentView<'_>| {
        let sentences = segment.sentences().map(|sentence| {
            text.get(sentence.span.start as usize..sentence.span.end as usize).map(on_one_line)
        });
        let turn = segment.turn();
        Some(PageSegment {
            kind: segment.kind().name().to_owned(),
            speaker: if turn.name.is_empty() { turn.speaker } else { turn.name }.to_owned(),
            language: corpus.language_of(id, segment).to_string(),
            sentences: sentences.collect::<Option<Vec<_>>>()?,
        })
    };
    let segments = corpus.counted_segments_of(id).filter(|segment| !segment.tokens().is_empty()).map(segment);
    Some(PageDocument {
        path: document.path.clone(),
        title: document.shown_title().to_owned(),
        group: document.metadata.group.as_deref().unwrap_or_default().to_owned(),
        segments: segments.collect::<Option<Vec<_>>>()?,
    })
}
