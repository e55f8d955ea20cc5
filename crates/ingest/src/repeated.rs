//! Lines that several documents of one source have at their beginnings or ends: the furniture of the site.

use std::{
    collections::BTreeMap,
    hash::{BuildHasher, Hasher},
};

use textmill_corpus::{
    Document, DocumentId, Segment, SegmentId, SegmentKind, SegmentRule, Selection, TokenizedCorpus,
};

use crate::structure::{could_be_furniture, greets};

/// So many segments are looked at from each end of a document.
const ENDS: usize = 12;

/// The lines of a document that would be furniture if other documents had them too: short lines at its beginning and
/// end that are not sentences, belong to no turn, and were not labelled by any rule. Each segment comes with a hash of
/// its text.
pub fn furniture_candidates(text: &str, segments: &[Segment]) -> Vec<(SegmentId, u64)> {
    let is_at_an_end = |place: usize| place < ENDS || place + ENDS >= segments.len();
    let candidates = segments.iter().enumerate().filter(|(place, segment)| {
        let is_open =
            matches!(segment.kind, SegmentKind::Paragraph | SegmentKind::Heading | SegmentKind::ListItem);
        let line = segment.span.of(text).trim();
        is_at_an_end(*place) && is_open && segment.turn.is_none() && could_be_furniture(line) && !greets(line)
    });
    let candidates: Vec<(SegmentId, u64)> = candidates
        .map(|(place, segment)| (SegmentId(place as u32), hash(segment.span.of(text).trim())))
        .collect();
    // A text that is nothing else is no frame of another one: headlines of a table repeat.
    let is_text = |segment: &&Segment| {
        segment.rule != SegmentRule::NoLetters && !segment.span.of(text).trim().is_empty()
    };
    if segments.iter().filter(is_text).count() == candidates.len() { Vec::new() } else { candidates }
}

fn hash(text: &str) -> u64 {
    let mut hasher = foldhash::quality::FixedState::default().build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The lines of a document that would be furniture if other documents had them too.
#[derive(Debug)]
pub struct FurnitureCandidates {
    /// The path of the document.
    pub path: String,
    /// The segments, and the hashes of their texts.
    pub lines: Vec<(SegmentId, u64)>,
}

/// A line is furniture if at least so many documents of its source have it …
const FEWEST_DOCUMENTS: usize = 3;
/// … and at least one in so many of them.
const ONE_IN: usize = 100;

/// Labels lines that several documents of one source have as boilerplate. The source of a document is the one in its
/// metadata, or else its folder, archive or table.
pub fn label_common_lines(
    corpus: &mut TokenizedCorpus,
    candidates: &[FurnitureCandidates],
    selection: &Selection,
) {
    let mut found: BTreeMap<(String, u64), Vec<(DocumentId, SegmentId)>> = BTreeMap::new();
    for FurnitureCandidates { path, lines } in candidates {
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

#[cfg(test)]
mod tests {
    use super::furniture_candidates;
    use crate::segments;

    #[test]
    fn short_lines_at_the_ends() {
        let text = "The Weir Post\nThe river has left its bed\nIt rose at night, and nobody saw it.\nOur other sites\n";
        let found = |text: &str| furniture_candidates(text, &segments(text)).len();
        assert_eq!(found(text), 2, "the heading and the last line; the first is the title");
        assert_eq!(found("It rose at night.\nThank you very much.\n"), 0);
        assert_eq!(found("The dam is closed"), 0, "the line is all of the text");
    }
}
