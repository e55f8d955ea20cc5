//! The hot path: the bounds of every word of a text, beside the crate `unicode-segmentation` on the same text.

#![allow(missing_docs, reason = "the macros of criterion write functions")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use textmill_benches::{Input, inputs};
use textmill_normalize::{Instructions, LineBreaks, Tokenizer, normal_form, sentences, words};
use unicode_segmentation::UnicodeSegmentation;

/// What both tokenizers must agree on: how many words there are, and the sum of where they begin and end.
fn checksum(words: impl Iterator<Item = (usize, usize)>) -> (usize, usize) {
    words.fold((0, 0), |(count, sum), (start, end)| (count + 1, sum + start + end))
}

/// The plain tokenizer, which is the oracle of the fast one.
fn plain(text: &str) -> (usize, usize) {
    checksum(words(text).map(|word| (word.start, word.end)))
}

fn theirs(text: &str) -> (usize, usize) {
    checksum(text.unicode_word_indices().map(|(start, word)| (start, start + word.len())))
}

/// A bound: how fast the spaces of a text are found and no word is told from another.
fn spaces(text: &str) -> usize {
    memchr::memchr_iter(b' ', text.as_bytes()).sum()
}

/// The fast tokenizer writes all bounds down; that is all that is timed, and its number of words is asserted.
fn tokenizer(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tokenizer");
    for Input { name, text } in inputs() {
        let expected = theirs(&text);
        assert_eq!(plain(&text), expected, "{name}");
        assert_eq!(expected.0 == 0, ["empty", "no words"].contains(&name));
        group.throughput(Throughput::Bytes(text.len() as u64));
        for instructions in Instructions::available() {
            let mut tokenizer = Tokenizer::with(instructions);
            let pairs = tokenizer.words(&text).iter().map(|word| (word[0] as usize, word[1] as usize));
            assert_eq!(checksum(pairs), expected, "{name}");
            group.bench_with_input(
                BenchmarkId::new(format!("{instructions:?}"), name),
                &text,
                |bencher, text| {
                    bencher.iter(|| assert_eq!(tokenizer.words(black_box(text)).len(), expected.0));
                },
            );
        }
        let spaces = spaces(&text);
        group.bench_with_input(BenchmarkId::new("spaces", name), &text, |bencher, text| {
            bencher.iter(|| assert_eq!(self::spaces(black_box(text)), spaces));
        });
        for (tokenizer_name, tokenizer) in
            [("plain", plain as fn(&str) -> _), ("unicode-segmentation", theirs)]
        {
            group.bench_with_input(BenchmarkId::new(tokenizer_name, name), &text, |bencher, text| {
                bencher.iter(|| assert_eq!(tokenizer(black_box(text)), expected));
            });
        }
    }
    group.finish();
}

fn sentence_bounds(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sentences");
    for input in inputs().into_iter().filter(|input| !input.text.is_empty()) {
        let expected = input.text.split_sentence_bounds().count();
        group.throughput(Throughput::Bytes(input.text.len() as u64));
        group.bench_with_input(BenchmarkId::new("textmill", input.name), &input.text, |bencher, text| {
            bencher.iter(|| assert_eq!(sentences(black_box(text), LineBreaks::Hard).count(), expected));
        });
    }
    group.finish();
}

fn normal_forms(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("normal form");
    for input in inputs()
        .iter()
        .filter(|input| ["ascii prose", "news with curly quotes", "cyrillic"].contains(&input.name))
    {
        let words: Vec<&str> = input.text.unicode_words().take(10_000).collect();
        let letters: usize = words.iter().map(|word| normal_form(word).len()).sum();
        group.throughput(Throughput::Elements(words.len() as u64));
        group.bench_with_input(BenchmarkId::new("textmill", input.name), &words, |bencher, words| {
            bencher.iter(|| {
                let found: usize = words.iter().map(|word| normal_form(black_box(word)).len()).sum();
                assert_eq!(found, letters);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, tokenizer, sentence_bounds, normal_forms);
criterion_main!(benches);
