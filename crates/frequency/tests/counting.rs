//! The counts against counts made the slow way, and the laws that they obey.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use proptest::prelude::*;
use textmill_frequency::{
    Budget, CountError, Ngram, NgramCounts, Nodes, Pair, Sentences, WindowCounts, WindowSpan, count_ngrams,
    count_skipgrams, count_windows,
};

/// Documents of sentences of units below a number.
#[derive(Clone, Debug)]
struct Text {
    units: usize,
    documents: Vec<Vec<Vec<u32>>>,
}

impl Sentences for Text {
    fn documents(&self) -> usize {
        self.documents.len()
    }

    fn units(&self) -> usize {
        self.units
    }

    fn each_run(&self, document: usize, give: &mut dyn FnMut(&[u32])) {
        self.documents[document].iter().for_each(|run| give(run));
    }
}

/// A budget under which a few records go to the temporary file.
const TIGHT: Budget = Budget { bytes: 64, folder: None };

fn texts(most_units: usize) -> impl Strategy<Value = Text> {
    (1..=most_units).prop_flat_map(|units| {
        let sentence = proptest::collection::vec(0..units as u32, 0..12);
        let document = proptest::collection::vec(sentence, 0..6);
        let documents = proptest::collection::vec(document, 0..8);
        documents.prop_map(move |documents| Text { units, documents })
    })
}

/// A text long enough for several chunks and partitions: a quarter of its tokens is one unit.
fn long_text(tokens: usize, units: u64) -> Text {
    let mut state = 1_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % below
    };
    let mut documents = vec![vec![Vec::new()]];
    for _ in 0..tokens {
        let unit = if next(4) == 0 { units / 2 } else { next(units) * next(units) / units };
        match next(100) {
            0 => documents.push(vec![Vec::new()]),
            1..10 => documents.last_mut().unwrap().push(Vec::new()),
            _ => {}
        }
        documents.last_mut().unwrap().last_mut().unwrap().push(unit as u32);
    }
    Text { units: units as usize, documents }
}

/// The sequences of n units with at most so many skipped, the slow way.
fn slow(text: &Text, n: usize, most_skipped: usize, min_frequency: u64) -> NgramCounts {
    let mut counts: BTreeMap<Vec<u32>, (u64, BTreeSet<usize>)> = BTreeMap::new();
    for (number, document) in text.documents.iter().enumerate() {
        for run in document {
            for start in 0..run.len() {
                let widest = n + most_skipped;
                let window = &run[start..run.len().min(start + widest)];
                for choice in 0..1_u32 << (window.len() - 1) {
                    let chosen: Vec<usize> = (0..window.len())
                        .filter(|&place| place == 0 || choice >> (place - 1) & 1 == 1)
                        .collect();
                    if chosen.len() == n {
                        let units = chosen.iter().map(|&place| window[place]).collect();
                        let count = counts.entry(units).or_default();
                        count.0 += 1;
                        count.1.insert(number);
                    }
                }
            }
        }
    }
    let occurrences = counts.values().map(|count| count.0).sum();
    let types = counts.len() as u64;
    counts.retain(|_, count| count.0 >= min_frequency);
    let ngram = |(sequence, (frequency, documents)): (Vec<u32>, (u64, BTreeSet<usize>))| {
        let mut units = [0; 5];
        units[..n].copy_from_slice(&sequence);
        Ngram { units, frequency, document_frequency: documents.len() as u64 }
    };
    let mut ngrams: Vec<Ngram> = counts.into_iter().map(ngram).collect();
    ngrams.sort_by_key(|ngram| (Reverse(ngram.frequency), ngram.units));
    NgramCounts { n, ngrams, occurrences, types }
}

fn slow_windows(text: &Text, nodes: &[bool], span: WindowSpan, min_frequency: u64) -> Vec<Pair> {
    let mut counts: BTreeMap<(u32, u32), (u64, u64, BTreeSet<usize>)> = BTreeMap::new();
    for (number, document) in text.documents.iter().enumerate() {
        for run in document {
            for (one, &node) in run.iter().enumerate().filter(|(_, node)| nodes[**node as usize]) {
                for (other, &collocate) in run.iter().enumerate() {
                    let is_left = other < one && one - other <= span.left;
                    let is_right = other > one && other - one <= span.right;
                    if is_left || is_right {
                        let count = counts.entry((node, collocate)).or_default();
                        count.0 += u64::from(is_left);
                        count.1 += u64::from(is_right);
                        count.2.insert(number);
                    }
                }
            }
        }
    }
    counts.retain(|_, count| count.0 + count.1 >= min_frequency);
    let pair = |((node, collocate), (left, right, documents)): (_, (u64, u64, BTreeSet<usize>))| Pair {
        node,
        collocate,
        left,
        right,
        document_frequency: documents.len() as u64,
    };
    counts.into_iter().map(pair).collect()
}

fn of_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

proptest! {
    #[test]
    fn ngrams_are_those_of_the_slow_way(text in texts(5), min_frequency in 0..5_u64, longest in 1..=5_usize) {
        for budget in [Budget::default(), TIGHT] {
            let lengths: Vec<usize> = (1..=longest).collect();
            for counts in count_ngrams(&text, &lengths, min_frequency, &budget).unwrap() {
                prop_assert_eq!(&counts, &slow(&text, counts.n, 0, min_frequency));
            }
            let alone = count_ngrams(&text, &[longest], min_frequency, &budget).unwrap();
            prop_assert_eq!(&alone, &vec![slow(&text, longest, 0, min_frequency)]);
        }
    }

    #[test]
    fn skipgrams_are_those_of_the_slow_way(
        text in texts(4), n in 2..=3_usize, most_skipped in 0..=4_usize, min_frequency in 0..4_u64,
    ) {
        for budget in [Budget::default(), TIGHT] {
            let counts = count_skipgrams(&text, n, most_skipped, min_frequency, &budget).unwrap();
            prop_assert_eq!(&counts, &slow(&text, n, most_skipped, min_frequency));
        }
    }

    #[test]
    fn skipgrams_without_skips_are_ngrams(text in texts(6), n in 2..=3_usize) {
        let budget = Budget::default();
        let counts = count_skipgrams(&text, n, 0, 1, &budget).unwrap();
        prop_assert_eq!(vec![counts], count_ngrams(&text, &[n], 1, &budget).unwrap());
    }

    #[test]
    fn windows_are_those_of_the_slow_way(
        text in texts(6), left in 0..5_usize, right in 0..5_usize, marks in 0..64_u32, min_frequency in 0..4_u64,
    ) {
        let span = WindowSpan { left, right };
        let some: Vec<bool> = (0..text.units).map(|unit| marks >> unit & 1 == 1).collect();
        let all = vec![true; text.units];
        for budget in [Budget::default(), TIGHT] {
            for (nodes, marked) in [(Nodes::All, &all), (Nodes::Of(&some), &some)] {
                let counts = count_windows(&text, nodes, span, min_frequency, &budget).unwrap();
                prop_assert_eq!(&counts.pairs, &slow_windows(&text, marked, span, min_frequency));
                prop_assert_eq!(counts.types, slow_windows(&text, marked, span, 0).len() as u64);
            }
        }
    }

    #[test]
    fn every_place_of_a_window_is_counted_once(text in texts(6), left in 0..5_usize, right in 0..5_usize) {
        let span = WindowSpan { left, right };
        let counts = count_windows(&text, Nodes::All, span, 1, &Budget::default()).unwrap();
        let tokens: usize = text.documents.iter().flatten().map(Vec::len).sum();
        prop_assert_eq!(counts.nodes.iter().map(|node| node.frequency).sum::<u64>(), tokens as u64);
        for node in &counts.nodes {
            let pairs = counts.pairs.iter().filter(|pair| pair.node == node.unit);
            prop_assert_eq!(pairs.map(|pair| pair.left + pair.right).sum::<u64>(), node.places);
        }
    }

    #[test]
    fn occurrences_are_those_of_the_formulas(text in texts(4), most_skipped in 0..=4_usize) {
        let sum = |of_length: &dyn Fn(usize) -> usize| -> u64 {
            text.documents.iter().flatten().map(|run| of_length(run.len()) as u64).sum()
        };
        for counts in count_ngrams(&text, &[5, 3, 1], 2, &Budget::default()).unwrap() {
            prop_assert_eq!(counts.occurrences, sum(&|length| (length + 1).saturating_sub(counts.n)));
        }
        let skips = 0..=most_skipped;
        let pairs = sum(&|length| skips.clone().map(|s| length.saturating_sub(1 + s)).sum());
        let triples = sum(&|length| skips.clone().map(|s| (s + 1) * length.saturating_sub(2 + s)).sum());
        for (n, occurrences) in [(2, pairs), (3, triples)] {
            let counts = count_skipgrams(&text, n, most_skipped, 1, &Budget::default()).unwrap();
            prop_assert_eq!(counts.occurrences, occurrences);
        }
    }
}

/// All that is counted of a text.
fn everything(text: &Text, budget: &Budget) -> (Vec<NgramCounts>, Vec<NgramCounts>, WindowCounts) {
    let span = WindowSpan { left: 3, right: 2 };
    let skipgrams = |n| count_skipgrams(text, n, 2, 1, budget).unwrap();
    (
        count_ngrams(text, &[1, 2, 3, 4, 5], 2, budget).unwrap(),
        vec![skipgrams(2), skipgrams(3), count_ngrams(text, &[2], 1, budget).unwrap().remove(0)],
        count_windows(text, Nodes::All, span, 1, budget).unwrap(),
    )
}

#[test]
fn threads_and_budget_change_nothing() {
    let text = long_text(60_000, 3000);
    let expected = of_threads(1, || everything(&text, &Budget::default()));
    assert_eq!(expected.0[2], slow(&text, 3, 0, 2));
    for threads in [1, 2, 8] {
        for bytes in [usize::MAX, 100_000, 1000] {
            let budget = Budget { bytes, folder: None };
            assert!(of_threads(threads, || everything(&text, &budget)) == expected, "{threads} {bytes}");
        }
    }
}

/// With so many units, records take 64 and 128 bits.
#[test]
fn records_of_all_widths_count_the_same() {
    let narrow = long_text(20_000, 500);
    for factor in [1, 1 << 9, 1 << 17] {
        let mut wide = narrow.clone();
        wide.units = narrow.units * factor as usize;
        wide.documents.iter_mut().flatten().flatten().for_each(|unit| *unit *= factor);
        for n in [2, 3] {
            let expected = count_skipgrams(&narrow, n, 1, 1, &Budget::default()).unwrap();
            for budget in [Budget::default(), Budget { bytes: 10_000, folder: None }] {
                let mut counts = count_skipgrams(&wide, n, 1, 1, &budget).unwrap();
                counts
                    .ngrams
                    .iter_mut()
                    .for_each(|ngram| ngram.units = ngram.units.map(|unit| unit / factor));
                assert!(counts == expected, "{factor} {n}");
            }
        }
    }
}

#[test]
fn the_example_of_guthrie_has_its_skipgrams() {
    // "Insurgents killed in ongoing fighting"
    let text = Text { units: 5, documents: vec![vec![vec![0, 1, 2, 3, 4]]] };
    let occurrences = |n| count_skipgrams(&text, n, 2, 1, &Budget::default()).unwrap().occurrences;
    assert_eq!((occurrences(2), occurrences(3)), (9, 10));
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let text = long_text(5000, 100);
    let folder = PathBuf::from("/nowhere/at/all");
    let budget = Budget { bytes: 1000, folder: Some(folder.clone()) };
    let results = [
        count_ngrams(&text, &[3], 1, &budget).map(drop),
        count_skipgrams(&text, 2, 1, 1, &budget).map(drop),
        count_windows(&text, Nodes::All, WindowSpan { left: 1, right: 1 }, 1, &budget).map(drop),
    ];
    for result in results {
        let error = result.unwrap_err();
        assert_eq!(error.to_string(), "keep counts in a temporary file in /nowhere/at/all");
        assert!(std::error::Error::source(&error).is_some());
        assert!(matches!(error, CountError::Spill { path, .. } if path == folder));
    }
}

#[test]
fn parameters_out_of_range_are_named() {
    let text = long_text(10, 10);
    let budget = Budget::default();
    let message = |result: Result<(), CountError>| result.unwrap_err().to_string();
    assert_eq!(
        message(count_ngrams(&text, &[2, 6], 1, &budget).map(drop)),
        "use n = 6: it must be from 1 to 5"
    );
    assert_eq!(message(count_skipgrams(&text, 4, 1, 1, &budget).map(drop)), "use n = 4: it must be 2 or 3");
    assert_eq!(
        message(count_skipgrams(&text, 2, 5, 1, &budget).map(drop)),
        "use most_skipped = 5: it must be at most 4"
    );
    let windows =
        |left, right| count_windows(&text, Nodes::All, WindowSpan { left, right }, 1, &budget).map(drop);
    assert!(windows(1000, 1000).is_ok());
    assert_eq!(message(windows(1001, 1)), "use left = 1001: it must be at most 1000");
    assert_eq!(message(windows(1, 1001)), "use right = 1001: it must be at most 1000");
}

#[test]
fn nothing_has_no_sequences() {
    let text = Text { units: 0, documents: Vec::new() };
    let counts = count_ngrams(&text, &[1, 2, 3], 1, &Budget::default()).unwrap();
    assert!(counts.iter().all(|counts| counts.types == 0 && counts.occurrences == 0));
    assert_eq!(count_ngrams(&text, &[], 1, &Budget::default()).unwrap(), Vec::new());
}
