//! `data/forms.csv`: the conflation table, from spellings to terms and stems.

use rayon::prelude::*;
use textmill_corpus::{TokenizedCorpus, Vocabulary};
use textmill_frequency::{Form, Totals};

use crate::{Counts, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the conflation table.
    FormRow in "data/forms.csv", one row is "a spelling, with the term and the stem that it was counted for";
    language: Text, "", "The language of the documents in which the term was counted.";
    stem: Text, "", "The stem.";
    term: Text, "", "The term: the normal form of the spelling. One in capitals is an acronym that stands apart from the word in lower case (US and us): a spelling of 2 to 6 capitals that stands inside sentences with words in lower case for at least half of its occurrences, and, beside a stop word, is at least one in 200.";
    surface: Text, "", "The spelling, as it is written, its signs composed (NFC).";
    frequency: u64, "tokens", "How many tokens are spelt like this.";
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
    let Counts { forms, totals, .. } = counts;
    let (vocabulary, stems) = (corpus.vocabulary(), &totals.stems);
    let spellings: Vec<(&Form, usize)> =
        forms.iter().flat_map(|form| spellings(form, vocabulary, totals)).collect();
    spellings.into_par_iter().map(move |(form, surface)| {
        let frequency = totals.surfaces.frequency[surface];
        FormRow {
            language: vocabulary.terms().language(form.term.index()).to_string().into(),
            stem: vocabulary.stems().text(form.stem.index()).into(),
            term: vocabulary.terms().text(form.term.index()).into(),
            surface: vocabulary.surfaces().text(surface).into(),
            frequency,
            share_of_stem: (frequency as f64 / stems.frequency[form.stem.index()] as f64).into(),
            document_frequency: totals.surfaces.document_frequency[surface],
            stop_word: vocabulary.stop_terms()[form.term.index()],
        }
    })
}

/// The spellings of a term that occur, the commonest first.
fn spellings<'a>(form: &'a Form, vocabulary: &Vocabulary, totals: &Totals) -> Vec<(&'a Form, usize)> {
    let terms = vocabulary.term_of_surface();
    let first = terms.partition_point(|term| *term < form.term);
    let surfaces = (first..terms.len()).take_while(|&surface| terms[surface] == form.term);
    let frequency = |surface: usize| totals.surfaces.frequency[surface];
    let mut spellings: Vec<usize> = surfaces.filter(|&surface| frequency(surface) > 0).collect();
    spellings.sort_by_key(|&surface| std::cmp::Reverse(frequency(surface)));
    spellings.into_iter().map(|surface| (form, surface)).collect()
}
