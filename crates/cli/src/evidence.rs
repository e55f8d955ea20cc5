//! Where a reader finds what a row speaks of: its first places, sentence by sentence.

use std::collections::BTreeMap;

use textmill_corpus::{DocumentId, Span, TokenizedCorpus};
use textmill_frequency::Units;
use textmill_ingest::{Found, FoundFile, Reading};
use textmill_report::reports::EvidenceRow;

use crate::sources::Buffers;

/// What a row of a report speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Subject {
    /// The report.
    pub(crate) report: &'static str,
    /// The comparison, or the kind of pair.
    pub(crate) what: String,
    /// The units that a sentence must hold, all of them.
    pub(crate) units: Vec<u32>,
    /// Whether they must be neighbours, in this order.
    pub(crate) are_neighbours: bool,
}

/// The first sentences with each subject, at most so many, of documents that `wants` lets through; documents come in the order of
/// their paths, so the places do not depend on anything else.
pub(crate) fn places(
    corpus: &TokenizedCorpus,
    units: &Units<'_>,
    subjects: &[Subject],
    most: usize,
) -> Vec<(usize, DocumentId, Span)> {
    let mut of_unit: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, subject) in subjects.iter().enumerate() {
        if let Some(&first) = subject.units.first() {
            of_unit.entry(first).or_default().push(place);
        }
    }
    let mut found = Vec::new();
    let mut left = vec![most; subjects.len()];
    for document in corpus.document_ids() {
        for segment in corpus.counted_segments_of(document) {
            for sentence in segment.sentences() {
                let words: Vec<u32> = sentence.tokens.iter().map(|&surface| units.of(surface)).collect();
                let mut here: Vec<usize> =
                    words.iter().filter_map(|unit| of_unit.get(unit)).flatten().copied().collect();
                here.sort_unstable();
                here.dedup();
                for place in here {
                    if left[place] > 0 && holds(&words, &subjects[place]) {
                        left[place] -= 1;
                        found.push((place, document, sentence.span));
                    }
                }
            }
        }
    }
    found.sort_by_key(|&(place, document, span)| (place, document, span.start));
    found
}

fn holds(words: &[u32], subject: &Subject) -> bool {
    if subject.are_neighbours {
        words.windows(subject.units.len().max(1)).any(|window| window == subject.units)
    } else {
        subject.units.iter().all(|unit| words.contains(unit))
    }
}

/// The rows for some places, with the sentences read back from the files.
pub(crate) fn evidence_rows(
    corpus: &TokenizedCorpus,
    units: &Units<'_>,
    subjects: &[Subject],
    places: &[(usize, DocumentId, Span)],
    files: &[FoundFile],
    reading: &Reading,
) -> Vec<EvidenceRow> {
    let found: Vec<(DocumentId, Span)> = places.iter().map(|&(_, document, span)| (document, span)).collect();
    let sentences = sentences_at(corpus, &found, files, reading);
    let rows = places.iter().zip(sentences).map(|(&(subject, document, span), sentence)| {
        let Subject { report, what, units: wanted, .. } = &subjects[subject];
        let words: Vec<&str> = wanted.iter().map(|&unit| units.words().text(unit as usize)).collect();
        EvidenceRow {
            report: (*report).into(),
            what: what.as_str().into(),
            words: words.join(" ").into(),
            path: corpus.document(document).path.as_str().into(),
            byte_start: u64::from(span.start),
            byte_end: u64::from(span.end),
            sentence: sentence.into(),
        }
    });
    rows.collect()
}

/// The sentences at some places, read back from the files, with line ends as spaces.
pub(crate) fn sentences_at(
    corpus: &TokenizedCorpus,
    places: &[(DocumentId, Span)],
    files: &[FoundFile],
    reading: &Reading,
) -> Vec<String> {
    let mut of_path: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, (document, _)) in places.iter().enumerate() {
        of_path.entry(corpus.document(*document).path.as_str()).or_default().push(place);
    }
    let mut sentences = vec![String::new(); places.len()];
    let mut buffers = Buffers::default();
    for file in files {
        let holds_any =
            of_path.range(file.path.as_str()..).next().is_some_and(|(path, _)| path.starts_with(&file.path));
        if !holds_any {
            continue;
        }
        // What cannot be read any more has no sentence; the place stands all the same.
        let _ = buffers.documents(file, reading, |_| (), &mut |path, found| {
            let (Some(wanted), Found::Document(source)) = (of_path.get(path.as_str()), found) else { return };
            for &place in wanted {
                let Span { start, end } = places[place].1;
                let text = source.decoded.text.get(start as usize..end as usize).unwrap_or_default();
                sentences[place] = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        });
    }
    sentences
}
