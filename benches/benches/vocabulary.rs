//! The hot path up to the numbers of words: every word found and looked up, beside two plain ways on the same text; and how the
//! vocabularies of several threads are joined.

#![allow(missing_docs, reason = "the macros of criterion write functions")]

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rustc_hash::FxHashMap;
use textmill_benches::{Input, inputs, merged, number_words, partial_corpus, your_documents};
use textmill_corpus::PartialCorpus;
use textmill_normalize::Tokenizer;
use unicode_segmentation::UnicodeSegmentation;

/// The fair baseline: the words of `unicode-segmentation` as they stand in the text, numbered by a hash table of slices. It does what the
/// interner does, and allocates nothing for a word.
fn plain_numbers(text: &str) -> usize {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let mut count = 0;
    for word in text.unicode_words() {
        let next = numbers.len() as u32;
        black_box(*numbers.entry(word).or_insert(next));
        count += 1;
    }
    count
}

/// What scripts do: the words of `unicode-segmentation` in lower case, a string for each, counted in a hash table.
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
        group.bench_with_input(BenchmarkId::new("hash table of slices", name), &texts, |bencher, [text]| {
            bencher.iter(|| assert_eq!(plain_numbers(black_box(text)), expected));
        });
        group.bench_with_input(BenchmarkId::new("hash table of strings", name), &texts, |bencher, [text]| {
            bencher.iter(|| assert_eq!(plain(black_box(text)), expected));
        });
    }
    group.finish();
}

/// The parts of eight threads become one corpus: words looked up, sorted, stemmed, tokens renumbered.
fn joining(criterion: &mut Criterion) {
    const PARTS: usize = 8;
    let documents = your_documents();
    let parts = || -> Vec<PartialCorpus> {
        let size = documents.len().div_ceil(PARTS);
        documents.chunks(size).map(partial_corpus).collect()
    };
    let expected = merged(parts()).token_count();
    let mut group = criterion.benchmark_group("vocabulary");
    group.sample_size(20);
    group.throughput(Throughput::Elements(expected));
    group.bench_function("joining of eight parts", |bencher| {
        bencher.iter_batched(
            parts,
            |parts| assert_eq!(merged(parts).token_count(), expected),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, vocabulary, joining);
criterion_main!(benches);
