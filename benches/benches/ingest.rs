//! From a decoded text to its labelled segments, beside the words and their numbers on the same texts.

#![allow(missing_docs, reason = "the macros of criterion write functions")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use textmill_benches::{documents, number_words, your_documents};
use textmill_ingest::{EncodingHint, decode, segments};
use textmill_normalize::Tokenizer;

fn ingest(criterion: &mut Criterion) {
    let texts: Vec<String> = documents().into_iter().map(|(_, text)| text).collect();
    // The same words a line at a time, as they come from a scanner: many more blocks.
    let lines: Vec<String> = texts.iter().map(|text| wrapped(text)).collect();
    let yours: Vec<String> = your_documents().into_iter().map(|(_, text)| text).collect();
    let mut group = criterion.benchmark_group("ingest");
    let inputs = [("as they are", &texts), ("wrapped", &lines), ("yours", &yours)];
    let is_given = std::env::var_os("TEXTMILL_BENCH_TEXT").is_some();
    for (name, texts) in inputs.into_iter().filter(|(name, _)| *name != "yours" || is_given) {
        let bytes: usize = texts.iter().map(String::len).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        let expected: usize = texts.iter().map(|text| segments(text).len()).sum();
        group.bench_with_input(BenchmarkId::new("segments", name), texts, |bencher, texts| {
            bencher.iter(|| {
                let found: usize = texts.iter().map(|text| segments(black_box(text)).len()).sum();
                assert_eq!(found, expected);
            });
        });
        let mut tokenizer = Tokenizer::default();
        let expected = number_words(texts, &mut tokenizer);
        group.bench_with_input(BenchmarkId::new("words and numbers", name), texts, |bencher, texts| {
            bencher.iter(|| assert_eq!(number_words(black_box(texts), &mut tokenizer), expected));
        });
        group.bench_with_input(BenchmarkId::new("decoding UTF-8", name), texts, |bencher, texts| {
            bencher.iter(|| {
                let read: usize = texts
                    .iter()
                    .filter_map(|text| {
                        Some(decode(black_box(text.as_bytes()), EncodingHint::None).ok()?.text.len())
                    })
                    .sum();
                assert_eq!(read, bytes);
            });
        });
    }
    group.finish();
}

/// A text with each word that crosses a width on a line of its own block.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        lines.push_str(word);
        width += word.len() + 1;
        lines.push_str(if width > 70 { "\n\n" } else { " " });
        width = if width > 70 { 0 } else { width };
    }
    lines
}

criterion_group!(benches, ingest);
criterion_main!(benches);
