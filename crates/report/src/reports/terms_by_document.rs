//! `data/terms_by_document.csv`: the counts of every document.

use std::sync::Arc;

use textmill_corpus::TokenizedCorpus;
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
        set.write(rows(&results.corpus, &results.document_terms, &results.counts))
    });

/// The rows of the matrix, by document, then by language and bytes of the stem. Cells that are 0 have no row.
fn rows<'a>(
    corpus: &'a TokenizedCorpus,
    document_terms: &'a DocumentCounts,
    counts: &'a Counts,
) -> impl Iterator<Item = DocumentTermRow> + 'a {
    let Counts { totals, stem_surfaces, stop_stems, .. } = counts;
    let documents = Arc::new(documents_by_language(corpus));
    corpus.document_ids().flat_map(move |document| {
        let documents = Arc::clone(&documents);
        document_terms.row(document).iter().map(move |&(stem, count)| {
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
    })
}
