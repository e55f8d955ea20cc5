//! Lines that the pages of one source have in common.

use std::collections::BTreeMap;

use textmill_corpus::{
    Document, DocumentId, SegmentId, SegmentKind, SegmentRule, Selection, TokenizedCorpus,
};

/// The lines of a document that would be furniture if others had them too: their segments, and hashes of their texts.
#[derive(Debug)]
pub(crate) struct Candidates {
    pub(crate) path: String,
    pub(crate) lines: Vec<(SegmentId, u64)>,
}

/// A line is furniture if at least so many documents of its source have it …
const FEWEST_DOCUMENTS: usize = 3;
/// … and at least one in so many of them.
const ONE_IN: usize = 100;

/// Labels the lines as boilerplate that several documents of one source have. A document's source is the one that its metadata name,
/// else its folder, archive or table.
pub(crate) fn label_common_lines(
    corpus: &mut TokenizedCorpus,
    candidates: &[Candidates],
    selection: &Selection,
) {
    let mut found: BTreeMap<(String, u64), Vec<(DocumentId, SegmentId)>> = BTreeMap::new();
    for Candidates { path, lines } in candidates {
        let place = corpus.documents().binary_search_by(|document| document.path.as_str().cmp(path));
        let Ok(place) = place else { continue };
        let source = source(&corpus.documents()[place]);
        for &(segment, line) in lines {
            found.entry((source.to_owned(), line)).or_default().push((DocumentId(place as u32), segment));
        }
    }
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for document in corpus.documents() {
        *sizes.entry(source(document).to_owned()).or_default() += 1;
    }
    for ((source, _), mut places) in found {
        let size = sizes.get(&source).copied().unwrap_or_default();
        places.sort_unstable();
        let documents = places.chunk_by(|one, other| one.0 == other.0).count();
        if documents >= FEWEST_DOCUMENTS && documents * ONE_IN >= size {
            for place in places {
                let label = (SegmentKind::Boilerplate, SegmentRule::RepeatedAcrossDocuments);
                corpus.relabel(place, label, selection);
            }
        }
    }
}

fn source(document: &Document) -> &str {
    let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    document.metadata.source.as_deref().unwrap_or(folder)
}
