//! Totals of each language, which measures within a language are taken from.

use std::collections::BTreeMap;

use textmill_corpus::{Language, TokenizedCorpus, WordTable};

use crate::{DocumentProfile, Frequencies};

/// How many tokens are counted in each language; `words` are the units that the frequencies are of.
pub fn tokens_by_language(words: &WordTable, frequencies: &Frequencies) -> BTreeMap<Language, u64> {
    let mut tokens = BTreeMap::new();
    for ((language, _), frequency) in words.iter().zip(&frequencies.frequency) {
        *tokens.entry(language).or_insert(0) += frequency;
    }
    tokens
}

/// How many documents of each language have at least one token that is counted; `profiles` are those of all documents.
pub fn documents_by_language(
    corpus: &TokenizedCorpus,
    profiles: &[DocumentProfile],
) -> BTreeMap<Language, u64> {
    let mut documents = BTreeMap::new();
    for (document, profile) in corpus.documents().iter().zip(profiles) {
        if profile.tokens > 0 {
            *documents.entry(document.language).or_insert(0) += 1;
        }
    }
    documents
}
