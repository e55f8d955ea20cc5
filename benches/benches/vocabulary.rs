//! The hot path up to the numbers of words: every word found and looked up, beside the plain way on the same text.

#![allow(missing_docs, reason = "the macros of criterion write functions")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rustc_hash::FxHashMap;
use textmill_benches::{Input, inputs, number_words};
use textmill_normalize::Tokenizer;
use unicode_segmentation::UnicodeSegmentation;

/// The plain way: the words of `unicode-segmentation` in lower case, counted in a hash map.
fn plain(text: &str) -> usize {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for word in text.unicode_words() {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    counts.values().sum()
}

fn vocabulary(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tokenizer and vocabulary");
    for Input { name, text } in inputs().into_iter().filter(|input| !input.text.is_empty()) {
        let expected = text.unicode_words().count();
        let mut tokenizer = Tokenizer::default();
        group.throughput(Throughput::Bytes(text.len() as u64));
        let texts = [text];
        group.bench_with_input(BenchmarkId::new("textmill", name), &texts, |bencher, texts| {
            bencher.iter(|| assert_eq!(number_words(black_box(texts), &mut tokenizer), expected));
        });
        group.bench_with_input(BenchmarkId::new("plain", name), &texts, |bencher, [text]| {
            bencher.iter(|| assert_eq!(plain(black_box(text)), expected));
        });
    }
    group.finish();
}

criterion_group!(benches, vocabulary);
criterion_main!(benches);
