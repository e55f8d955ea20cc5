//! From decoded texts to counts: language, structure, words, vocabulary, frequencies. Neither files nor the topic model.

#![allow(missing_docs, reason = "the macros of criterion write functions")]

use std::{collections::HashMap, hint::black_box};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use textmill_benches::{corpus, documents};
use textmill_frequency::totals;
use unicode_segmentation::UnicodeSegmentation;

/// The sample corpus so many times.
const COPIES: usize = 10;

fn counted(documents: &[(String, String)]) -> u64 {
    let corpus = corpus(documents);
    totals(&corpus).stems.tokens()
}

/// The plain way to the same table, but for stems: the words of each text in lower case, counted in a hash map.
fn plainly_counted(documents: &[(String, String)]) -> u64 {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for (_, text) in documents {
        for word in text.unicode_words() {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    counts.values().sum()
}

fn pipeline(criterion: &mut Criterion) {
    let once = documents();
    let documents = vec![once.clone(); COPIES].concat();
    let bytes: usize = documents.iter().map(|(_, text)| text.len()).sum();
    let expected = counted(&once) * COPIES as u64;
    let words = plainly_counted(&documents);
    assert!(words >= expected, "the plain way counts the words of labels too");
    let mut group = criterion.benchmark_group("pipeline");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("texts to counts", |bencher| {
        bencher.iter(|| assert_eq!(counted(black_box(&documents)), expected));
    });
    group.bench_function("texts to counts, the plain way", |bencher| {
        bencher.iter(|| assert_eq!(plainly_counted(black_box(&documents)), words));
    });
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
