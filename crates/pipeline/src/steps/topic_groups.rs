//! Topics by group, speaker and period.

use rayon::prelude::*;
use textmill_corpus::{DocumentId, SegmentId, TokenizedCorpus};
use textmill_measures::rate_interval;
use textmill_report::{TopicResults, Warning, WarningKind, reports::TopicGroupRow};
use textmill_topics::ClassShares;

use crate::{
    RunError,
    attributes::{Attribute, no_value},
    corpus_part::iso_date,
    counted_run::CountedRun,
    period::{PeriodNames, Span},
};

/// A class with fewer words says nothing of topics.
const LEAST_WORDS: u64 = 50;

/// The shares of topics in groups, in what speakers say, and in periods.
pub(crate) fn sum_by_group(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let (config, results) = (&run.plan.config, &run.results);
    let dates = results.corpus.documents().iter().filter_map(iso_date);
    let span = Span::of_config(config.trends.period, dates.clone());
    let mut levels = vec![
        ("group", Attribute::Group),
        ("speaker", Attribute::Speaker),
        ("period", Attribute::Period(PeriodNames::new(span, dates))),
    ];
    levels.extend(config.topics.by.iter().filter_map(|by| Some((by.name(), Attribute::of_config(by)?))));
    let mut groups = Vec::new();
    let mut warnings = Vec::new();
    for (level, attribute) in levels {
        let found = level_rows(&results.corpus, &results.topics, level, &attribute);
        if found.is_empty() && matches!(attribute, Attribute::Column(_)) && results.topics.fixed.is_some() {
            warnings.push(Warning::new(
                WarningKind::NoEffect,
                "data/topic_groups.csv",
                no_value("topics.by", level),
            ));
        }
        groups.extend(found);
    }
    run.results.topics.groups = groups;
    run.results.account.warnings.extend(warnings);
    Ok(())
}

/// The shares of topics in documents.
pub(crate) fn sum_by_document(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let (corpus, topics) = (&run.results.corpus, &run.results.topics);
    let Some(fixed) = &topics.fixed else { return Ok(()) };
    let all = |_: DocumentId, _: SegmentId| Some(0);
    let shares = ClassShares::of(&topics.passages, fixed, &topics.shares, 1, &all);
    debug_assert!(shares.documents(0).len() <= corpus.documents().len());
    run.results.topics.documents = shares.documents(0).to_vec();
    Ok(())
}

fn level_rows(
    corpus: &TokenizedCorpus,
    topics: &TopicResults,
    level: &str,
    attribute: &Attribute,
) -> Vec<TopicGroupRow> {
    let Some(fixed) = &topics.fixed else { return Vec::new() };
    let classes = attribute.classes(corpus);
    let class = |document: DocumentId, segment: SegmentId| classes.of(document, segment);
    let shares = ClassShares::of(&topics.passages, fixed, &topics.shares, classes.names().len(), &class);
    let cells: Vec<(usize, &String, usize)> = classes
        .names()
        .iter()
        .enumerate()
        .filter(|(class, _)| shares.words(*class) >= LEAST_WORDS)
        .flat_map(|(class, name)| (0..fixed.topics()).map(move |topic| (class, name, topic)))
        .collect();
    let row = |&(class, name, topic): &(usize, &String, usize)| {
        let parts = shares.documents(class);
        let counted: Vec<(f64, u64)> = parts.iter().map(|part| (part.topics[topic], part.words)).collect();
        // Of one document nothing is known but its share.
        let interval = rate_interval(&counted).filter(|_| counted.len() > 1);
        let words = shares.words(class);
        let sum: f64 = counted.iter().map(|(part, _)| part).sum();
        TopicGroupRow {
            level: level.to_owned().into(),
            name: name.as_str().into(),
            topic: topic as u64 + 1,
            documents: parts.len() as u64,
            tokens: words,
            share: (sum / words as f64).into(),
            low: interval.map(|[low, _]| low).into(),
            high: interval.map(|[_, high]| high.min(1.0)).into(),
        }
    };
    cells.par_iter().map(row).collect()
}
