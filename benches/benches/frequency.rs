//! Counts over the columns of ids.

#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "the macros of criterion write functions, and a bench may panic"
)]

use std::collections::HashMap;

use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main,
    measurement::WallTime,
};
use textmill_benches::{corpus, your_documents};
use textmill_corpus::TokenizedCorpus;
use textmill_frequency::{
    Budget, ClassPostings, CorpusSentences, CountingUnit, DocumentCounts, KeynessComparison,
    KeynessParameters, NgramCounts, Nodes, Reach, SegmentClasses, Sentences, Side, Units, WindowSpan,
    compare, count_ngrams, count_windows, totals,
};

fn frequency(criterion: &mut Criterion) {
    let corpus = corpus(&your_documents());
    let stems = Units::new(corpus.vocabulary(), CountingUnit::Stem);
    let counted: u64 = DocumentCounts::of(&corpus, &stems).totals(stems.len()).tokens();
    let mut group = criterion.benchmark_group("frequency");
    group.throughput(Throughput::Elements(counted));
    group.bench_function("totals", |bencher| {
        bencher.iter(|| assert_eq!(totals(&corpus).stems.tokens(), counted));
    });
    group.bench_function("stems by document", |bencher| {
        bencher
            .iter(|| assert_eq!(DocumentCounts::of(&corpus, &stems).totals(stems.len()).tokens(), counted));
    });
    sequences(&mut group, &corpus);
    windows(&mut group, &corpus);
    halves(&mut group, &corpus);
    many_groups(&mut group, &corpus);
    group.finish();
}

/// Ours against a map of the language: one thread, frequencies alone.
fn sequences(group: &mut BenchmarkGroup<'_, WallTime>, corpus: &TokenizedCorpus) {
    let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
    let sentences = CorpusSentences::new(corpus, &terms, Reach::Sentence);
    for lengths in [vec![2], vec![1, 2, 3, 4, 5]] {
        let count = || count_ngrams(&sentences, &lengths, 2, &Budget::default());
        let types = |counts: &[NgramCounts]| counts.iter().map(|counts| counts.types).sum::<u64>();
        let expected: u64 = lengths.iter().map(|&n| plain_types(&sentences, n)).sum();
        let name = format!("{lengths:?}");
        group.bench_with_input(BenchmarkId::new("n-grams", &name), &name, |bencher, _| {
            bencher.iter(|| assert_eq!(count().map(|counts| types(&counts)).ok(), Some(expected)));
        });
        group.bench_with_input(BenchmarkId::new("n-grams the plain way", &name), &name, |bencher, _| {
            bencher.iter(|| {
                assert_eq!(lengths.iter().map(|&n| plain_types(&sentences, n)).sum::<u64>(), expected);
            });
        });
    }
}

/// How many different sequences of one length there are, by a map from sequence to frequency.
fn plain_types(sentences: &CorpusSentences<'_>, n: usize) -> u64 {
    match n {
        1 => plain::<1>(sentences),
        2 => plain::<2>(sentences),
        3 => plain::<3>(sentences),
        4 => plain::<4>(sentences),
        _ => plain::<5>(sentences),
    }
}

fn plain<const N: usize>(sentences: &CorpusSentences<'_>) -> u64 {
    let mut counts: HashMap<[u32; N], u64> = HashMap::new();
    for document in 0..sentences.documents() {
        sentences.each_run(document, &mut |run| {
            for window in run.windows(N).filter_map(|window| window.first_chunk::<N>()) {
                *counts.entry(*window).or_default() += 1;
            }
        });
    }
    counts.len() as u64
}

/// Collocates in the windows of all nodes that are frequent, five tokens on each side.
fn windows(group: &mut BenchmarkGroup<'_, WallTime>, corpus: &TokenizedCorpus) {
    let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
    let sentences = CorpusSentences::new(corpus, &terms, Reach::Sentence);
    let frequencies = totals(corpus).terms.frequency;
    let nodes: Vec<bool> = frequencies.iter().map(|&frequency| frequency >= 20).collect();
    let span = WindowSpan { left: 5, right: 5 };
    let count = || {
        let windows = count_windows(&sentences, Nodes::Of(&nodes), span, 3, &Budget::default());
        windows.expect("nothing is spilled").pairs.len()
    };
    let expected = count();
    assert!(expected > 0);
    group.bench_function("windows of frequent terms", |bencher| {
        bencher.iter(|| assert_eq!(count(), expected));
    });
}

/// The first half of the documents against the second, by every measure but the permutations, which are asked for apart.
fn halves(group: &mut BenchmarkGroup<'_, WallTime>, corpus: &TokenizedCorpus) {
    let stems = Units::new(corpus.vocabulary(), CountingUnit::Stem);
    let half = corpus.documents().len() / 2;
    let middle = corpus.documents()[half].path.as_str();
    let classes = SegmentClasses::new(corpus, |document, _| {
        Some(if document.path.as_str() < middle { "1 target" } else { "2 reference" })
    });
    let side = |class: usize| Some(if class == 0 { Side::Target } else { Side::Reference });
    let counted = || ClassPostings::new(corpus, &stems, &classes);
    group.bench_function("counts of two halves", |bencher| {
        bencher.iter(|| assert!(!counted().parts().is_empty()));
    });
    let postings = counted();
    for permutations in [0, 999] {
        let parameters = KeynessParameters { permutations, ..KeynessParameters::default() };
        let rows = |found: Vec<KeynessComparison>| found.iter().map(|one| one.units.len()).sum::<usize>();
        let expected = rows(compare(&postings, &stems, &side, &parameters));
        group.bench_function(BenchmarkId::new("keyness of two halves", permutations), |bencher| {
            bencher.iter(|| assert_eq!(rows(compare(&postings, &stems, &side, &parameters)), expected));
        });
    }
}

/// Each document against all others, up to fifty of them: one counting, many comparisons.
fn many_groups(group: &mut BenchmarkGroup<'_, WallTime>, corpus: &TokenizedCorpus) {
    const COMPARISONS: usize = 50;
    let stems = Units::new(corpus.vocabulary(), CountingUnit::Stem);
    let classes = SegmentClasses::new(corpus, |document, _| Some(&document.path));
    let parameters = KeynessParameters::default();
    let compare_all = || -> usize {
        let postings = ClassPostings::new(corpus, &stems, &classes);
        let units = |target: usize| -> usize {
            let side = |class: usize| Some(if class == target { Side::Target } else { Side::Reference });
            compare(&postings, &stems, &side, &parameters).iter().map(|found| found.units.len()).sum()
        };
        (0..classes.names().len().min(COMPARISONS)).map(units).sum()
    };
    let expected = compare_all();
    assert!(expected > 0);
    group.bench_function("keyness of many groups", |bencher| {
        bencher.iter(|| assert_eq!(compare_all(), expected));
    });
}

criterion_group!(benches, frequency);
criterion_main!(benches);
