//! Passages that are planted in other documents with edits are found where they were planted.
//!
//! The measure is plagdet (Potthast, Stein, Barrón-Cedeño, Rosso: An evaluation framework for plagiarism detection, COLING 2010), over words:
//! the harmonic mean of precision and recall, each averaged over detections and over cases, divided by log2 (1 + granularity).

use std::ops::Range;

use textmill_corpus::DocumentId;
use textmill_reuse::{AlignedPassage, RunTexts, aligned_passages};

const WORDS: u32 = 20_000;
const DOCUMENTS: usize = 24;
const LENGTH: usize = 2000;

/// Numbers that are the same on every run (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// A word by the law of Zipf: the n-th is 1/n as frequent as the first.
fn word(random: &mut Random) -> u32 {
    (f64::from(WORDS).powf(random.share()) as u32).saturating_sub(1).min(WORDS - 1)
}

/// A passage with edits: of so many words, each is with some probability left out, replaced, followed by a new one, or put behind the next.
fn edited(passage: &[u32], rate: f64, random: &mut Random) -> Vec<u32> {
    let mut words: Vec<u32> = Vec::new();
    let mut next = passage.iter().copied().peekable();
    while let Some(this) = next.next() {
        if random.share() >= rate {
            words.push(this);
            continue;
        }
        match random.below(4) {
            0 => {}
            1 => words.push(word(random)),
            2 => words.extend([this, word(random)]),
            _ => words.extend(next.next().into_iter().chain([this])),
        }
    }
    words
}

/// A passage of a source, and where it was planted.
struct Case {
    source: (usize, Range<usize>),
    text: (usize, Range<usize>),
}

/// Documents, of which the second half has passages of the first half.
fn planted(rate: f64, random: &mut Random) -> (Vec<Vec<u32>>, Vec<Case>) {
    let sources: Vec<Vec<u32>> =
        (0..DOCUMENTS / 2).map(|_| (0..LENGTH).map(|_| word(random)).collect()).collect();
    let mut documents = sources.clone();
    let mut cases = Vec::new();
    for document in sources.len()..DOCUMENTS {
        let mut text = Vec::new();
        for _ in 0..3 {
            text.extend((0..200).map(|_| word(random)));
            // Each passage has a part of a source for itself.
            let (from, part) = (cases.len() % sources.len(), cases.len() / sources.len());
            let length = 50 + random.below(250);
            let start = part * (LENGTH / 3) + random.below(LENGTH / 3 - length);
            let passage = edited(&sources[from][start..start + length], rate, random);
            let at = text.len();
            text.extend(passage);
            cases.push(Case { source: (from, start..start + length), text: (document, at..text.len()) });
        }
        text.extend((0..200).map(|_| word(random)));
        documents.push(text);
    }
    (documents, cases)
}

fn found(documents: &[Vec<u32>]) -> Vec<AlignedPassage> {
    let runs = documents.iter().zip(0_u32..).map(|(text, number)| (DocumentId(number), 0, text.as_slice()));
    let stems: Vec<u32> = (0..WORDS).collect();
    let ranks: Vec<u32> = (0..documents.len() as u32).collect();
    aligned_passages(&RunTexts::of_runs(runs), &stems, &ranks, 8).passages
}

fn common(one: &Range<usize>, other: &Range<usize>) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

fn plagdet(cases: &[Case], found: &[AlignedPassage]) -> f64 {
    let found: Vec<Case> = found
        .iter()
        .map(|passage| {
            let (source, text) = (passage.source.first_token as usize, passage.text.first_token as usize);
            Case {
                source: (passage.source.document.index(), source..source + passage.source_tokens as usize),
                text: (passage.text.document.index(), text..text + passage.text_tokens as usize),
            }
        })
        .collect();
    let shared = |case: &Case, detection: &Case| {
        let of = |one: &(usize, Range<usize>), other: &(usize, Range<usize>)| {
            if one.0 == other.0 { common(&one.1, &other.1) } else { 0 }
        };
        let (source, text) = (of(&case.source, &detection.source), of(&case.text, &detection.text));
        if source > 0 && text > 0 { source + text } else { 0 }
    };
    let size = |case: &Case| case.source.1.len() + case.text.1.len();
    let covered = |of: &Case, by: &[Case]| {
        let shared: usize = by.iter().map(|other| shared(of, other)).sum();
        (shared as f64 / size(of) as f64).min(1.0)
    };
    let recall = cases.iter().map(|case| covered(case, &found)).sum::<f64>() / cases.len() as f64;
    let precision = found.iter().map(|one| covered(one, cases)).sum::<f64>() / found.len().max(1) as f64;
    let detections: Vec<usize> = cases
        .iter()
        .map(|case| found.iter().filter(|one| shared(case, one) > 0).count())
        .filter(|count| *count > 0)
        .collect();
    let granularity = detections.iter().sum::<usize>() as f64 / detections.len().max(1) as f64;
    2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE) / (1.0 + granularity).log2()
}

#[test]
fn edited_passages_are_found_where_they_were_planted() {
    let mut random = Random(1);
    for (rate, least) in [(0.0, 0.99), (0.05, 0.98), (0.1, 0.98), (0.2, 0.97), (0.3, 0.95)] {
        let (documents, cases) = planted(rate, &mut random);
        let reached = plagdet(&cases, &found(&documents));
        assert!(reached >= least, "edits {rate}: plagdet {reached}");
    }
}

#[test]
fn nothing_is_found_where_nothing_was_planted() {
    let mut random = Random(1);
    let documents: Vec<Vec<u32>> =
        (0..60).map(|_| (0..LENGTH).map(|_| word(&mut random)).collect()).collect();
    assert_eq!(found(&documents), []);
}

#[test]
fn an_alignment_has_every_word_of_both_sides_once_and_in_order() {
    let mut random = Random(1);
    let (documents, _) = planted(0.2, &mut random);
    let passages = found(&documents);
    assert!(passages.len() > 20);
    for passage in passages {
        let (source, text) = (
            &documents[passage.source.document.index()][passage.source.first_token as usize..],
            &documents[passage.text.document.index()][passage.text.first_token as usize..],
        );
        let (mut places, mut words, mut matched) = (0, 0, 0);
        for step in &passage.steps {
            use textmill_reuse::Step::{Both, Quoted, Source};
            if let Both(word, place) = *step {
                assert_eq!(text[word], source[place]);
                matched += 1;
            }
            if let Both(_, place) | Source(place) = *step {
                assert_eq!(place, places);
                places += 1;
            }
            if let Both(word, _) | Quoted(word) = *step {
                assert_eq!(word, words);
                words += 1;
            }
        }
        let counted = (passage.source_tokens as usize, passage.text_tokens as usize, passage.matched);
        assert_eq!((places, words, matched), counted);
    }
}

#[test]
fn the_number_of_threads_and_the_order_of_the_documents_change_nothing() {
    let (documents, _) = planted(0.1, &mut Random(1));
    let with = |threads: usize| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| found(&documents))
    };
    assert_eq!(with(1), with(2));
    assert_eq!(with(1), with(8));
}
