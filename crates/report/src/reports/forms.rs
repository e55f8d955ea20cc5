//! `forms.csv`: the conflation table.

use rayon::prelude::*;
use textmill_corpus::TokenizedCorpus;

use super::shown;
use crate::{Counts, Real, ReportEntry, Text, columns::report};

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

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<FormRow>(&[], |results, set| {
    set.write_parallel(rows(&results.corpus, &results.counts))
});

/// The rows of the conflation table.
fn rows<'a>(
    corpus: &'a TokenizedCorpus,
    counts: &'a Counts,
) -> impl IndexedParallelIterator<Item = FormRow> + 'a {
    let Counts { forms, totals, term_surfaces, .. } = counts;
    let (vocabulary, stems) = (corpus.vocabulary(), &totals.stems);
    forms.par_iter().map(move |form| FormRow {
        language: vocabulary.terms().language(form.term.index()).to_string().into(),
        stem: vocabulary.stems().text(form.stem.index()).into(),
        term: vocabulary.terms().text(form.term.index()).into(),
        surface: shown(corpus, term_surfaces[form.term.index()]),
        frequency: form.frequency,
        share_of_stem: (form.frequency as f64 / stems.frequency[form.stem.index()] as f64).into(),
        document_frequency: form.document_frequency,
        stop_word: vocabulary.stop_terms()[form.term.index()],
    })
}
