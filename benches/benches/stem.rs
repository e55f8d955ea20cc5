//! Stems of the distinct words of the sample corpus.

#![allow(missing_docs, reason = "the macros of criterion write functions")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use textmill_benches::{corpus, documents};
use textmill_stem::stem;

fn stems(criterion: &mut Criterion) {
    let corpus = corpus(&documents());
    let vocabulary = corpus.vocabulary();
    let bytes: usize =
        vocabulary.stem_of_term().iter().map(|stem| vocabulary.stems().text(stem.index()).len()).sum();
    let mut group = criterion.benchmark_group("stem");
    group.throughput(Throughput::Elements(vocabulary.terms().len() as u64));
    group.bench_function("distinct terms of the sample", |bencher| {
        bencher.iter(|| {
            let stems =
                vocabulary.terms().iter().map(|(language, term)| stem(language, black_box(term)).len());
            assert_eq!(stems.sum::<usize>(), bytes);
        });
    });
    group.finish();
}

criterion_group!(benches, stems);
criterion_main!(benches);
