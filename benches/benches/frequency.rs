//! Counts over the columns of ids.

#![allow(missing_docs, reason = "the macros of criterion write functions")]

use std::collections::HashMap;

use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main,
    measurement::WallTime,
};
use textmill_benches::{corpus, documents};
use textmill_corpus::TokenizedCorpus;
use textmill_frequency::{
    Budget, CorpusSentences, CountingUnit, DocumentCounts, NgramCounts, Sentences, Units, count_ngrams,
    totals,
};

fn frequency(criterion: &mut Criterion) {
    let corpus = corpus(&documents());
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
    group.finish();
}

/// Ours against a map of the language: one thread, frequencies alone.
fn sequences(group: &mut BenchmarkGroup<'_, WallTime>, corpus: &TokenizedCorpus) {
    let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
    let sentences = CorpusSentences::new(corpus, &terms);
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

/// How many different sequences there are, by a map from sequence to frequency.
fn plain_types(sentences: &CorpusSentences<'_>, n: usize) -> u64 {
    let mut counts: HashMap<Vec<u32>, u64> = HashMap::new();
    for document in 0..sentences.documents() {
        sentences.each_run(document, &mut |run| {
            run.windows(n).for_each(|window| *counts.entry(window.to_vec()).or_default() += 1);
        });
    }
    counts.len() as u64
}

criterion_group!(benches, frequency);
criterion_main!(benches);
