//! `data/terms_by_document.csv`: the counts of every document.

use std::collections::BTreeMap;

use rayon::prelude::*;
use textmill_corpus::{DocumentId, Language, TokenizedCorpus};
use textmill_frequency::{DocumentCounts, documents_by_language};
use textmill_measures::tf_idf;

use super::shown;
use crate::{Counts, Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the matrix of documents and stems, in long form.
    DocumentTermRow in "data/terms_by_document.csv", one row is "a document and a stem that occurs in it";
    document: u64, "", "The number of the document.";
    path: Text, "", "The path of the document.";
    language: Text, "", "The language of the stem: that of the document, or of a segment in another one.";
    stem: Text, "", "The stem.";
    surface: Text, "", "The commonest spelling of the stem's commonest term in all documents.";
    count: u64, "tokens", "How many tokens of the document have this stem.";
    tf_idf: Real, "", "count * log10(documents / document frequency of the stem), with the documents of the same language that are not empty; neither smoothed nor normalised. 0 for a stem that is in all of them.";
    stop_word: bool, "", "Whether more than half of the stem's tokens in all documents are stop words.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<DocumentTermRow>(&[Need::DocumentTerms], |results, set| {
        set.write_parts(parts(&results.corpus, &results.document_terms, &results.counts))
    });

/// The rows of so many documents are in memory at once.
const DOCUMENTS_TOGETHER: usize = 64;

/// The rows of the matrix, by document, then by language and bytes of the stem, in parts. Cells that are 0 have no row.
fn parts<'a>(
    corpus: &'a TokenizedCorpus,
    document_terms: &'a DocumentCounts,
    counts: &'a Counts,
) -> impl Iterator<Item = impl IndexedParallelIterator<Item = DocumentTermRow>> + 'a {
    let documents = documents_by_language(corpus);
    let all: Vec<DocumentId> = corpus.document_ids().collect();
    let parts = all.len().div_ceil(DOCUMENTS_TOGETHER);
    (0..parts).map(move |part| {
        let of_part = all.iter().skip(part * DOCUMENTS_TOGETHER).take(DOCUMENTS_TOGETHER);
        let of_part: Vec<DocumentId> = of_part.copied().collect();
        let rows = of_part.par_iter().flat_map_iter(|&document| {
            rows(corpus, document, document_terms.row(document), counts, &documents)
        });
        rows.collect::<Vec<_>>().into_par_iter()
    })
}

/// The rows of a document.
fn rows<'a>(
    corpus: &'a TokenizedCorpus,
    document: DocumentId,
    cells: &'a [(u32, u32)],
    counts: &'a Counts,
    documents: &'a BTreeMap<Language, u64>,
) -> impl Iterator<Item = DocumentTermRow> + 'a {
    let Counts { totals, stem_surfaces, stop_stems, .. } = counts;
    cells.iter().map(move |&(stem, count)| {
        let stem = stem as usize;
        let (language, text) = corpus.vocabulary().stems().word(stem);
        let documents = documents.get(&language).copied().unwrap_or(0);
        let frequency = totals.stems.document_frequency[stem];
        DocumentTermRow {
            document: u64::from(document.0) + 1,
            path: corpus.document(document).path.as_str().into(),
            language: language.code().into(),
            stem: text.into(),
            surface: shown(corpus, stem_surfaces[stem]),
            count: count.into(),
            tf_idf: tf_idf(count.into(), documents, frequency).into(),
            stop_word: stop_stems[stem],
        }
    })
}
