//! The hot path up to the numbers of words: every word found and looked up, beside the plain way on the same text.

#![allow(missing_docs, reason = "the macros of criterion write functions")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rustc_hash::FxHashMap;
use textmill_benches::{Input, inputs};
use textmill_corpus::{Document, Language, Metadata, PartialCorpus, Segment, SegmentKind, Span};
use textmill_normalize::Tokenizer;
use unicode_segmentation::UnicodeSegmentation;

/// Every word of a text gets its number; returns how many words there are.
fn ours(text: &str, tokenizer: &mut Tokenizer) -> usize {
    let mut part = PartialCorpus::default();
    part.begin_document(Document {
        path: String::new(),
        text_bytes: text.len() as u64,
        title: None,
        date: None,
        language: Language::UNDETERMINED,
        metadata: Metadata::default(),
    });
    part.begin_segment(&Segment::plain(SegmentKind::Paragraph, Span::new(0..text.len())));
    let words = tokenizer.words(text);
    part.begin_sentence(0, words.len());
    part.push_tokens(text, words);
    words.len()
}

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
        group.bench_with_input(BenchmarkId::new("textmill", name), &text, |bencher, text| {
            bencher.iter(|| assert_eq!(ours(black_box(text), &mut tokenizer), expected));
        });
        group.bench_with_input(BenchmarkId::new("plain", name), &text, |bencher, text| {
            bencher.iter(|| assert_eq!(plain(black_box(text)), expected));
        });
    }
    group.finish();
}

criterion_group!(benches, vocabulary);
criterion_main!(benches);
