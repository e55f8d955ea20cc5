//! Frequencies by period.

use std::collections::{BTreeMap, BTreeSet};

use textmill_frequency::{CountingUnit, Postings, Units, movers, trends};
use textmill_report::{TrendResults, reports::WarningRow};

use crate::{RunError, TrendConfig, corpus_part::iso_date, counted_run::CountedRun};

/// The words that the person names, else those that change most, from period to period.
pub(crate) fn follow_words(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let config = &run.plan.config.trends;
    let TrendConfig { period, top, min_frequency, .. } = config;
    let corpus = &run.results.corpus;
    let names: Vec<Option<&str>> = corpus
        .documents()
        .iter()
        .map(|document| iso_date(document).and_then(|date| period.of(date)))
        .collect();
    let undated = names.iter().filter(|name| name.is_none()).count();
    if undated > 0 {
        let period = period.name();
        let warning = format!("{undated} documents have no date that names a {period}, and are in no period");
        run.results.account.warnings.push(WarningRow::new("frequency", "trends.csv", warning));
    }
    let periods: BTreeSet<&str> = names.iter().flatten().copied().collect();
    if periods.len() < 2 {
        return Ok(());
    }
    let places: BTreeMap<&str, usize> = periods.iter().copied().zip(0..).collect();
    let period_of: Vec<Option<usize>> =
        names.iter().map(|name| name.and_then(|name| places.get(name)).copied()).collect();
    let stems = Units::new(corpus.vocabulary(), CountingUnit::Stem);
    let postings = Postings::of_documents(corpus, &stems);
    let patterns = &run.plan.trend_words;
    let wanted: Vec<u32> = if patterns.is_empty() {
        movers(&stems, &postings, &period_of, *min_frequency, *top)
    } else {
        let flags = patterns.flags(stems.words());
        let matched = (0..).zip(flags).filter(|(unit, flag)| *flag && !postings.of(*unit).is_empty());
        matched.map(|(unit, _)| unit).collect()
    };
    run.results.trends = TrendResults {
        trends: trends(&stems, &postings, &period_of, &wanted, config.parameters()),
        periods: periods.into_iter().map(str::to_owned).collect(),
    };
    Ok(())
}
