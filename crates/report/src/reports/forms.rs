//! `forms.csv`: the conflation table.

use rayon::prelude::*;
use textmill_corpus::{SurfaceId, TokenizedCorpus};
use textmill_frequency::{Form, Frequencies};

use super::shown;
use crate::{Real, Text, columns::report};

report! {
    /// A row of the conflation table.
    FormRow in "forms.csv", one row is "a term and the stem that it was counted for";
    language: Text, "", "The language of the documents in which the term was counted.";
    stem: Text, "", "The stem.";
    term: Text, "", "The term: the normal form of the surfaces.";
    surface: Text, "", "The term's commonest spelling.";
    frequency: u64, "tokens", "How many tokens have this term.";
    share_of_stem: Real, "share", "frequency / frequency of the stem.";
    document_frequency: u64, "documents", "How many documents have at least one such token.";
    stop_word: bool, "", "Whether the term is in the list of stop words of its language, or in the user's.";
}

/// The rows of the conflation table.
pub fn form_rows<'a>(
    corpus: &'a TokenizedCorpus,
    forms: &'a [Form],
    stems: &'a Frequencies,
    surfaces: &'a [Option<SurfaceId>],
) -> impl IndexedParallelIterator<Item = FormRow> + 'a {
    let vocabulary = corpus.vocabulary();
    forms.par_iter().map(move |form| FormRow {
        language: vocabulary.terms().language(form.term.index()).to_string().into(),
        stem: vocabulary.stems().text(form.stem.index()).into(),
        term: vocabulary.terms().text(form.term.index()).into(),
        surface: shown(corpus, surfaces[form.term.index()]),
        frequency: form.frequency,
        share_of_stem: (form.frequency as f64 / stems.frequency[form.stem.index()] as f64).into(),
        document_frequency: form.document_frequency,
        stop_word: vocabulary.stop_terms()[form.term.index()],
    })
}
