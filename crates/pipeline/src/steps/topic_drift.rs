//! Whether the topics of a saved model still fit.

use std::collections::BTreeMap;

use textmill_corpus::{DocumentId, TokenizedCorpus};
use textmill_report::{TopicResults, Warning, WarningKind, reports::TopicDriftRow};
use textmill_topics::{Passages, SavedFit, SavedModel, WordReader, completion};

use crate::{RunError, corpus_part::iso_date, counted_run::CountedRun, period::Span};

/// A model is due to be fitted anew where it knows a smaller part than this of what it knew of its own documents …
const LEAST_KNOWN: f64 = 0.9;
/// … or explains a word worse than theirs by more than this, in nats: the word is then two thirds as probable. Other documents of one
/// collection lose up to 0.3, since it has seen its own.
const MOST_LOSS: f64 = 0.4;
/// Fewer words say nothing.
const LEAST_WORDS: u64 = 200;

/// What a saved model knows of the documents that it was fitted to, measured as those that it is applied to are.
pub(crate) fn fit_of(model: &SavedModel, corpus: &TokenizedCorpus) -> Option<SavedFit> {
    let (passages, reader) = model.cut(corpus);
    let all: Vec<DocumentId> = corpus.document_ids().collect();
    let part = Part::of(corpus, &reader, &passages, &all);
    let log_likelihood = completion(&model.topics(), &passages, &part.passages)?;
    Some(SavedFit { known: part.known_share()?, log_likelihood })
}

/// Some documents, as a model reads them.
struct Part {
    documents: u64,
    content: u64,
    known: u64,
    passages: Vec<usize>,
}

impl Part {
    fn of(
        corpus: &TokenizedCorpus,
        reader: &WordReader,
        passages: &Passages,
        documents: &[DocumentId],
    ) -> Self {
        let tokens = documents.iter().flat_map(|&document| corpus.counted_segments_of(document));
        let tokens = tokens.flat_map(|segment| segment.tokens());
        let content = tokens.filter(|&&token| reader.is_content(token)).count() as u64;
        // Both are in the order of the documents.
        let is_here = |passage: &usize| {
            let document = passages.iter().nth(*passage).map(|passage| passage.document);
            document.is_some_and(|document| documents.binary_search(&document).is_ok())
        };
        let here: Vec<usize> = (0..passages.len()).filter(is_here).collect();
        let known = here.iter().map(|&passage| passages.words_of(passage).len() as u64).sum();
        Self { documents: documents.len() as u64, content, known, passages: here }
    }

    /// The share of the content words that the model knows; nothing without any.
    fn known_share(&self) -> Option<f64> {
        (self.content > 0).then(|| self.known as f64 / self.content as f64)
    }
}

/// How well a saved model still fits: all documents, then those of each period.
pub(crate) fn measure_drift(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let (corpus, topics) = (&run.results.corpus, &run.results.topics);
    let TopicResults { fixed: Some(fixed), reader: Some(reader), passages, applied: Some(applied), .. } =
        topics
    else {
        return Ok(());
    };
    let all: Vec<DocumentId> = corpus.document_ids().collect();
    let dates = corpus.documents().iter().filter_map(iso_date);
    let span = Span::of_config(run.plan.config.trends.period, dates);
    let mut of_period: BTreeMap<i64, Vec<DocumentId>> = BTreeMap::new();
    for &document in &all {
        if let Some(period) = iso_date(corpus.document(document)).and_then(|date| span.of(date)) {
            of_period.entry(period).or_default().push(document);
        }
    }
    let row = |name: String, documents: &[DocumentId]| {
        let part = Part::of(corpus, reader, passages, documents);
        let (known, log_likelihood) = (part.known_share(), completion(fixed, passages, &part.passages));
        let is_due = applied.fit.zip(known).filter(|_| part.content >= LEAST_WORDS).map(|(then, known)| {
            let is_worse = log_likelihood.is_none_or(|now| now < then.log_likelihood - MOST_LOSS);
            known < LEAST_KNOWN * then.known || is_worse
        });
        TopicDriftRow {
            period: name.into(),
            documents: part.documents,
            tokens: part.content,
            known_share: known.into(),
            fitted_known_share: applied.fit.map(|fit| fit.known).into(),
            log_likelihood: log_likelihood.into(),
            fitted_log_likelihood: applied.fit.map(|fit| fit.log_likelihood).into(),
            refit: match is_due {
                Some(true) => "due",
                Some(false) => "not due",
                None => "",
            }
            .into(),
        }
    };
    let mut rows = vec![row(String::new(), &all)];
    rows.extend(of_period.iter().map(|(&period, documents)| row(span.name_of(period), documents)));
    let due: Vec<&TopicDriftRow> = rows.iter().filter(|row| row.refit.as_str() == "due").collect();
    let warning = due.first().map(|first| {
        let place = if first.period.is_empty() { "all documents together" } else { first.period.as_str() };
        let warning = format!(
            "the model no longer fits (data/topic_drift.csv: {} of {} rows, the first of them {place}): it knows too few of the words, or explains \
             them too badly; fit it anew, and compare both with textmill topics match",
            due.len(),
            rows.len()
        );
        Warning::new(WarningKind::AppliedModel, "data/topic_drift.csv", warning)
    });
    run.results.account.warnings.extend(warning);
    run.results.topics.drift = rows;
    Ok(())
}
