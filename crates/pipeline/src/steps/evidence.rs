//! Where a reader finds what a row speaks of: its first places, sentence by sentence.

use std::collections::BTreeMap;

use rayon::prelude::*;
use textmill_corpus::{DocumentId, Span, SurfaceId, TokenizedCorpus};
use textmill_frequency::{CountingUnit, KeynessUnit, Reach, Units};
use textmill_report::{Results, reports::EvidenceRow};

use crate::{
    RunError,
    counted_run::CountedRun,
    read_back::{TextReader, changed_warnings},
};

/// What a row of a report speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Subject {
    report: &'static str,
    /// The comparison, or the kind of pair.
    what: String,
    /// The units that a sentence must hold, all of them.
    units: Vec<u32>,
    /// Whether they must be neighbours, in this order.
    are_neighbours: bool,
}

/// The places that show what key words and pairs are.
pub(crate) fn find_evidence(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let most = run.plan.config.evidence.places;
    let corpus = &run.results.corpus;
    let reader = run.text_reader();
    let subjects = [
        (key_words(&run.results), CountingUnit::Stem),
        (pairs(&run.results), run.plan.config.ngrams.unit.counting_unit()),
    ];
    let (mut rows, mut all_changed) = (Vec::new(), Vec::new());
    for (subjects, unit) in subjects {
        let units = Units::new(corpus.vocabulary(), unit);
        let places = first_places(corpus, &units, &subjects, most, run.plan.config.ngrams.across.reach());
        let (found, changed) = evidence_rows(reader, &units, &subjects, &places)?;
        rows.extend(found);
        all_changed.extend(changed);
    }
    all_changed.sort_unstable();
    all_changed.dedup();
    run.results.account.warnings.extend(changed_warnings(corpus, "evidence.csv", &all_changed));
    run.results.evidence = rows;
    Ok(())
}

/// The words that are key in any comparison; their units are stems.
fn key_words(results: &Results) -> Vec<Subject> {
    let of_comparison = results.keyness.iter().flat_map(|(name, comparisons)| {
        let units = comparisons.iter().flat_map(|comparison| &comparison.units);
        // Where documents say nothing, the test of words must do.
        let is_key = |unit: &&KeynessUnit| match unit.permutation_p {
            None => unit.q.is_some_and(|q| q.value < 0.05),
            Some(_) => unit.is_key(),
        };
        units.filter(is_key).map(move |unit| Subject {
            report: "keyness.csv",
            what: name.clone(),
            units: vec![unit.unit],
            are_neighbours: false,
        })
    });
    of_comparison.collect()
}

/// The pairs of collocations.csv; their units are terms.
fn pairs(results: &Results) -> Vec<Subject> {
    let of_kind = results.collocations.kinds().into_iter().flat_map(|(kind, pairs)| {
        pairs.iter().map(move |pair| Subject {
            report: "collocations.csv",
            what: kind.to_owned(),
            units: vec![pair.first, pair.second],
            are_neighbours: kind == "adjacent",
        })
    });
    of_kind.collect()
}

/// The first sentences with each subject, at most so many of each. Documents come in the order of their paths, so the places do not
/// depend on anything else.
fn first_places(
    corpus: &TokenizedCorpus,
    units: &Units<'_>,
    subjects: &[Subject],
    most: usize,
    reach: Reach,
) -> Vec<(usize, DocumentId, Span)> {
    let mut of_unit: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, subject) in subjects.iter().enumerate() {
        if let Some(&first) = subject.units.first() {
            of_unit.entry(first).or_default().push(place);
        }
    }
    let ids: Vec<DocumentId> = corpus.document_ids().collect();
    // The first places of each document, then the first of all.
    let of_document = |&document: &DocumentId| {
        let mut found: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for sentence in corpus.counted_segments_of(document).flat_map(|segment| segment.sentences()) {
            let words: Vec<u32> = sentence.tokens.iter().map(|&surface| units.of(surface)).collect();
            let mut here: Vec<usize> =
                words.iter().filter_map(|unit| of_unit.get(unit)).flatten().copied().collect();
            here.sort_unstable();
            here.dedup();
            let of_units = |tokens: &[SurfaceId]| tokens.iter().map(|&surface| units.of(surface)).collect();
            let clauses: Vec<Vec<u32>> = match (here.is_empty(), reach) {
                (true, _) => Vec::new(),
                (_, Reach::Clause) => sentence.clauses().map(of_units).collect(),
                (_, Reach::Sentence) => vec![words.clone()],
            };
            for place in here.into_iter().filter(|&place| holds(&words, &clauses, &subjects[place])) {
                let spans = found.entry(place).or_default();
                if spans.len() < most {
                    spans.push(sentence.span);
                }
            }
        }
        (document, found)
    };
    let by_document: Vec<(DocumentId, BTreeMap<usize, Vec<Span>>)> =
        ids.par_iter().map(of_document).collect();
    let mut found = Vec::new();
    let mut left = vec![most; subjects.len()];
    for (document, places) in by_document {
        for (place, spans) in places {
            let taken = spans.len().min(left[place]);
            left[place] -= taken;
            found.extend(spans.into_iter().take(taken).map(|span| (place, document, span)));
        }
    }
    found.sort_by_key(|&(place, document, span)| (place, document, span.start));
    found
}

/// Whether a sentence, of which the clauses are given, holds a subject.
fn holds(words: &[u32], clauses: &[Vec<u32>], subject: &Subject) -> bool {
    if subject.are_neighbours {
        let length = subject.units.len().max(1);
        clauses.iter().any(|clause| clause.windows(length).any(|window| window == subject.units))
    } else {
        subject.units.iter().all(|unit| words.contains(unit))
    }
}

/// The rows for some places, with the sentences read back from the files.
fn evidence_rows(
    reader: TextReader<'_>,
    units: &Units<'_>,
    subjects: &[Subject],
    places: &[(usize, DocumentId, Span)],
) -> Result<(Vec<EvidenceRow>, Vec<DocumentId>), RunError> {
    let found: Vec<(DocumentId, Span)> = places.iter().map(|&(_, document, span)| (document, span)).collect();
    let (sentences, changed) = reader.sentences(&found)?;
    let rows = places.iter().zip(sentences).map(|(&(subject, document, span), sentence)| {
        let Subject { report, what, units: wanted, .. } = &subjects[subject];
        let words: Vec<&str> = wanted.iter().map(|&unit| units.words().text(unit as usize)).collect();
        EvidenceRow {
            report: (*report).into(),
            what: what.as_str().into(),
            words: words.join(" ").into(),
            path: reader.corpus.document(document).path.as_str().into(),
            byte_start: u64::from(span.start),
            byte_end: u64::from(span.end),
            sentence: sentence.into(),
        }
    });
    Ok((rows.collect(), changed))
}
