//! Counts by document, and of sequences of terms.

use textmill_frequency::{
    CorpusSentences, CountingUnit, DocumentCounts, Units, commonest_spellings, count_ngrams, count_skipgrams,
};

use crate::{NgramConfig, RunError, counted_run::CountedRun};

/// How often each stem occurs in each document.
pub(crate) fn count_document_terms(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    run.results.document_terms =
        DocumentCounts::of(corpus, &Units::new(corpus.vocabulary(), CountingUnit::Stem));
    Ok(())
}

/// Sequences of terms, of the lengths that the configuration names.
pub(crate) fn count_all_ngrams(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let config = &run.plan.config.ngrams;
    let NgramConfig { n, min_frequency, .. } = config;
    let corpus = &run.results.corpus;
    let terms = Units::new(corpus.vocabulary(), run.plan.config.ngrams.unit.counting_unit());
    let sentences = CorpusSentences::new(corpus, &terms, config.across.reach());
    let ngrams = count_ngrams(&sentences, n, *min_frequency, &config.budget())?;
    run.results.ngram_spellings =
        ngrams.iter().map(|ngrams| commonest_spellings(&sentences, ngrams)).collect();
    run.results.ngrams = ngrams;
    Ok(())
}

/// Sequences of two and three terms with gaps.
pub(crate) fn count_all_skipgrams(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let config = &run.plan.config.ngrams;
    let NgramConfig { skips, min_frequency, .. } = config;
    let corpus = &run.results.corpus;
    let terms = Units::new(corpus.vocabulary(), run.plan.config.ngrams.unit.counting_unit());
    let sentences = CorpusSentences::new(corpus, &terms, config.across.reach());
    let count = |&n: &usize| count_skipgrams(&sentences, n, *skips, *min_frequency, &config.budget());
    run.results.skipgrams = [2, 3].iter().map(count).collect::<Result<_, _>>()?;
    Ok(())
}
