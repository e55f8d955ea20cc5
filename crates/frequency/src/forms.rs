//! The conflation table: which terms were counted as one stem.

use rayon::prelude::*;
use textmill_corpus::{StemId, TermId, Vocabulary};

use crate::Frequencies;

/// A term, and the stem that it was counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The stem.
    pub stem: StemId,
    /// The term.
    pub term: TermId,
    /// The number of tokens with this term.
    pub frequency: u64,
    /// The number of documents with at least one of them.
    pub document_frequency: u64,
}

/// The terms that occur, in the order of their stems, then in descending order of frequency, then in their own order.
pub fn forms(vocabulary: &Vocabulary, terms: &Frequencies) -> Vec<Form> {
    let form = |(term, &stem): (usize, &StemId)| Form {
        stem,
        term: TermId(term as u32),
        frequency: terms.frequency[term],
        document_frequency: terms.document_frequency[term],
    };
    let forms = vocabulary.stem_of_term().iter().enumerate().map(form);
    let mut forms: Vec<Form> = forms.filter(|form| form.frequency > 0).collect();
    forms.par_sort_unstable_by_key(|form| (form.stem, std::cmp::Reverse(form.frequency), form.term));
    forms
}

/// Whether more than half of the tokens of each stem are stop words; `forms` are all forms of the stems.
pub fn stop_stems(vocabulary: &Vocabulary, stems: &Frequencies, forms: &[Form]) -> Vec<bool> {
    let mut stop_tokens = vec![0; stems.frequency.len()];
    for form in forms.iter().filter(|form| vocabulary.stop_terms()[form.term.index()]) {
        stop_tokens[form.stem.index()] += form.frequency;
    }
    stop_tokens.iter().zip(&stems.frequency).map(|(&stop, &all)| stop * 2 > all).collect()
}
