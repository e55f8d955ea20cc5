//! Counts over the columns of ids.

#![allow(missing_docs, reason = "the macros of criterion write functions")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use textmill_benches::{corpus, documents};
use textmill_frequency::{CountingUnit, DocumentCounts, Units, count_ngrams, totals};

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
    let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
    for n in [2, 3] {
        let expected = count_ngrams(&corpus, &terms, n, 1).occurrences;
        group.bench_with_input(BenchmarkId::new("n-grams", n), &n, |bencher, &n| {
            bencher.iter(|| assert_eq!(count_ngrams(&corpus, &terms, n, 2).occurrences, expected));
        });
    }
    group.finish();
}

criterion_group!(benches, frequency);
criterion_main!(benches);
