//! Pairs of terms that occur together.

use textmill_frequency::{
    CorpusSentences, NgramCounts, Nodes, Reach, Units, adjacent_collocations, commonest_spellings,
    count_ngrams, count_windows, tokens_by_language, window_collocations,
};

use crate::{RunError, SequenceUnit, counted_run::CountedRun};

/// Neighbours, and what occurs in the windows of the nodes that the configuration names.
pub(crate) fn find_collocations(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let config = &run.plan.config.collocations;
    let (minimum, budget) = (config.min_frequency, run.plan.config.ngrams.budget());
    let corpus = &run.results.corpus;
    let terms = Units::new(corpus.vocabulary(), run.plan.config.ngrams.unit.counting_unit());
    let clauses = CorpusSentences::new(corpus, &terms, run.plan.config.ngrams.across.reach());
    let bigrams = count_ngrams(&clauses, &[2], minimum, &budget)?;
    let bigrams = bigrams.into_iter().next().unwrap_or_else(NgramCounts::default);
    // Those of ngrams.csv are the same, where they are counted.
    let known = run.results.ngrams.iter().position(|ngrams| ngrams.n == 2);
    let (bigrams_spelt, found) =
        match known.and_then(|place| Some((place, run.results.ngram_spellings.get(place)?))) {
            Some((place, spellings)) => (&run.results.ngrams[place], spellings.clone()),
            None => (&bigrams, commonest_spellings(&clauses, &bigrams)),
        };
    let spellings = bigrams_spelt.ngrams.iter().zip(found);
    run.results.collocations.spellings = spellings
        .map(|(bigram, [first, second, ..])| ((bigram.units[0], bigram.units[1]), [first, second]))
        .collect();
    run.results.collocations.adjacent = adjacent_collocations(&clauses, &bigrams);
    let nodes = &run.plan.window_nodes;
    if !nodes.is_empty() {
        let flags = nodes.flags(terms.words());
        let sentences = CorpusSentences::new(corpus, &terms, Reach::Sentence);
        let windows = count_windows(&sentences, Nodes::Of(&flags), config.span(), minimum, &budget)?;
        let totals = &run.results.counts.totals;
        let frequencies = match run.plan.config.ngrams.unit {
            SequenceUnit::Term => &totals.terms,
            SequenceUnit::Stem => &totals.stems,
        };
        let tokens = tokens_by_language(terms.words(), frequencies);
        run.results.collocations.windows =
            window_collocations(&terms, &windows, &frequencies.frequency, &tokens);
    }
    Ok(())
}
