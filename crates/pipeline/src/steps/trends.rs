//! Frequencies by period.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::Document;
use textmill_frequency::{CountingUnit, Postings, Units, movers, trends};
use textmill_report::{TrendResults, reports::WarningRow};

use crate::{
    GroupBy, RunError, TrendConfig,
    attributes::{Attribute, no_value},
    corpus_part::iso_date,
    counted_run::CountedRun,
    observer::go_on,
};

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
    let parts = parts(corpus.documents(), &config.by);
    let mut found =
        vec![(String::new(), trends(&stems, &postings, &period_of, &wanted, config.parameters()))];
    for part in &parts {
        go_on(run.observer)?;
        let is_of_part =
            |document: &Document| part.attribute.value_of_document(document) == Some(&part.value);
        let period_of: Vec<Option<usize>> = corpus
            .documents()
            .iter()
            .zip(&period_of)
            .map(|(document, period)| period.filter(|_| is_of_part(document)))
            .collect();
        let of_part = trends(&stems, &postings, &period_of, &wanted, config.parameters());
        found.push((part.value.clone(), of_part));
    }
    let periods = periods.into_iter().map(str::to_owned).collect();
    if parts.is_empty() && config.by != GroupBy::None {
        let warning = no_value("trends.by", config.by.name());
        run.results.account.warnings.push(WarningRow::new("frequency", "trends.csv", warning));
    }
    run.results.trends = TrendResults { parts: found, periods };
    Ok(())
}

/// The documents that have a value of what trends are parted by.
struct Part {
    attribute: Attribute,
    value: String,
}

/// The values of what trends are parted by, in their order.
fn parts(documents: &[Document], by: &GroupBy) -> Vec<Part> {
    let Some(attribute) = Attribute::of_config(by) else { return Vec::new() };
    let values: BTreeSet<&str> =
        documents.iter().filter_map(|document| attribute.value_of_document(document)).collect();
    values.into_iter().map(|value| Part { attribute: attribute.clone(), value: value.to_owned() }).collect()
}
