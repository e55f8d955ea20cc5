//! Frequencies by period.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::{Document, Vocabulary};
use textmill_frequency::{CountingUnit, Postings, Units, movers, trends};
use textmill_report::{TrendResults, reports::WarningRow};

use crate::{
    GroupBy, RunError, TrendConfig,
    attributes::{Attribute, no_value},
    corpus_part::iso_date,
    counted_run::CountedRun,
    observer::go_on,
    word_patterns::WordPatterns,
};

/// Which stems a pattern means: those that match, and those of terms that match, so that `sanctions` finds the stem `sanction`.
fn unit_flags(patterns: &WordPatterns, vocabulary: &Vocabulary) -> Vec<bool> {
    let mut flags = patterns.flags(vocabulary.stems());
    for (stem, has) in vocabulary.stem_of_term().iter().zip(patterns.flags(vocabulary.terms())) {
        flags[stem.index()] |= has;
    }
    flags
}

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
        let flags = unit_flags(patterns, corpus.vocabulary());
        let matched = (0..).zip(flags).filter(|(unit, flag)| *flag && !postings.of(*unit).is_empty());
        matched.map(|(unit, _)| unit).collect()
    };
    let value_of = values(corpus.documents(), &config.by);
    let (parts, left_out) = largest_parts(&value_of);
    let mut found =
        vec![(String::new(), trends(&stems, &postings, &period_of, &wanted, config.parameters()))];
    for &part in &parts {
        go_on(run.observer)?;
        let of_part =
            |(value, period): (&Option<&str>, &Option<usize>)| period.filter(|_| *value == Some(part));
        let period_of: Vec<Option<usize>> = value_of.iter().zip(&period_of).map(of_part).collect();
        found.push((part.to_owned(), trends(&stems, &postings, &period_of, &wanted, config.parameters())));
    }
    let periods = periods.into_iter().map(str::to_owned).collect();
    let warning = match left_out {
        0 if parts.is_empty() && config.by != GroupBy::None => Some(no_value("trends.by", config.by.name())),
        0 => None,
        _ => Some(format!(
            "{left_out} values of {}, which trends.by names, have no frequencies of their own: only the {MOST_PARTS} with the most documents \
             do",
            config.by.name()
        )),
    };
    let warnings = warning.map(|warning| WarningRow::new("frequency", "trends.csv", warning));
    run.results.account.warnings.extend(warnings);
    run.results.trends = TrendResults { parts: found, periods };
    Ok(())
}

/// So many values of what trends are parted by have frequencies of their own.
const MOST_PARTS: usize = 100;

/// The value that each document has of what trends are parted by.
fn values<'a>(documents: &'a [Document], by: &GroupBy) -> Vec<Option<&'a str>> {
    let attribute = Attribute::of_config(by);
    documents.iter().map(|document| attribute.as_ref()?.value_of_document(document)).collect()
}

/// The values that most documents have, in the order of the values, and how many others there are.
fn largest_parts<'a>(value_of: &[Option<&'a str>]) -> (Vec<&'a str>, usize) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    value_of.iter().flatten().for_each(|value| *counts.entry(value).or_default() += 1);
    let mut parts: Vec<(&str, usize)> = counts.into_iter().collect();
    // Of equally frequent values the first come first.
    parts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let left_out = parts.len().saturating_sub(MOST_PARTS);
    parts.truncate(MOST_PARTS);
    let mut parts: Vec<&str> = parts.into_iter().map(|(value, _)| value).collect();
    parts.sort_unstable();
    (parts, left_out)
}

#[cfg(test)]
mod tests {
    use super::{MOST_PARTS, largest_parts};

    #[test]
    fn a_column_of_many_values_is_bounded() {
        let names: Vec<String> = (0..MOST_PARTS + 5).map(|number| format!("{number:04}")).collect();
        let mut values: Vec<Option<&str>> = names.iter().map(|name| Some(name.as_str())).collect();
        values.extend([None, Some("0104")]);
        let (parts, left_out) = largest_parts(&values);
        assert_eq!((parts.len(), left_out), (MOST_PARTS, 5));
        assert_eq!((parts[0], parts[MOST_PARTS - 1]), ("0000", "0104"));
        assert_eq!(largest_parts(&[None]), (vec![], 0));
    }
}
