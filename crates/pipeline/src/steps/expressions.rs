//! How far the terms of whole sequences belong together.

use textmill_frequency::{CorpusSentences, NgramCounts, Units, count_ngrams, expression_interactions};

use crate::{CollocationConfig, RunError, counted_run::CountedRun};

/// The interaction of the terms of each sequence, of the lengths that the configuration names.
pub(crate) fn find_expressions(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let CollocationConfig { expressions, min_frequency, .. } = &run.plan.config.collocations;
    let corpus = &run.results.corpus;
    let terms = Units::new(corpus.vocabulary(), run.plan.config.ngrams.unit.counting_unit());
    let sentences = CorpusSentences::new(corpus, &terms, run.plan.config.ngrams.across.reach());
    let budget = run.plan.config.ngrams.budget();
    let counted = count_ngrams(&sentences, expressions, *min_frequency, &budget)?;
    let interactions = |ngrams: NgramCounts| {
        let found = expression_interactions(&sentences, &ngrams);
        (ngrams, found)
    };
    run.results.expressions = counted.into_iter().map(interactions).collect();
    Ok(())
}
