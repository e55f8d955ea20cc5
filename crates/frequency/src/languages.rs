//! Totals of each language, which measures within a language are based on.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use textmill_corpus::{DocumentId, Language, TokenizedCorpus, WordTable};

use crate::Frequencies;

/// The number of tokens counted in each language; `words` are the units whose frequencies are given.
pub fn tokens_by_language(words: &WordTable, frequencies: &Frequencies) -> BTreeMap<Language, u64> {
    let mut tokens = BTreeMap::new();
    for ((language, _), frequency) in words.iter().zip(&frequencies.frequency) {
        *tokens.entry(language).or_insert(0) += frequency;
    }
    tokens
}

/// The number of documents with at least one counted token of each language.
pub fn documents_by_language(corpus: &TokenizedCorpus) -> BTreeMap<Language, u64> {
    let ids: Vec<DocumentId> = corpus.document_ids().collect();
    let languages_of = |&document: &DocumentId| -> BTreeSet<Language> {
        let segments = corpus.counted_segments_of(document).filter(|segment| !segment.tokens().is_empty());
        segments.map(|segment| corpus.language_of(document, segment)).collect()
    };
    let languages: Vec<BTreeSet<Language>> = ids.par_iter().map(languages_of).collect();
    let mut documents = BTreeMap::new();
    for language in languages.into_iter().flatten() {
        *documents.entry(language).or_insert(0) += 1;
    }
    documents
}
