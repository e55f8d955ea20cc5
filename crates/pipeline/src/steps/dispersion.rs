//! How evenly stems and sequences of terms are spread.

use textmill_frequency::{CorpusSentences, CountingUnit, Units, ngram_dispersion, unit_dispersion};
use textmill_report::DispersionResults;

use crate::{DispersionConfig, RunError, counted_run::CountedRun};

/// The dispersion of stems, and of the sequences of the lengths that the configuration names.
pub(crate) fn measure_dispersion(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let config = &run.plan.config.dispersion;
    let DispersionConfig { min_frequency, n, .. } = config;
    let (corpus, division) = (&run.results.corpus, config.division());
    let mut results = DispersionResults::default();
    if n.contains(&1) {
        let stems = Units::new(corpus.vocabulary(), CountingUnit::Stem);
        results.stems = unit_dispersion(corpus, &stems, division, *min_frequency);
    }
    let terms = Units::new(corpus.vocabulary(), run.plan.config.ngrams.unit.counting_unit());
    let sentences = CorpusSentences::new(corpus, &terms, run.plan.config.ngrams.across.reach());
    // One for each table of n-grams, so that each finds its own.
    let tables = run.results.ngrams.iter().map(|ngrams| match ngrams.n > 1 && n.contains(&ngrams.n) {
        true => ngram_dispersion(&sentences, ngrams, division, *min_frequency),
        false => Vec::new(),
    });
    results.ngrams = tables.collect();
    run.results.dispersion = results;
    Ok(())
}
