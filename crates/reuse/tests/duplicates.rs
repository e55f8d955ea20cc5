//! Documents that repeat others, against the definition.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::DocumentId;
use textmill_reuse::{Duplicate, RunTexts, SHORT_DOCUMENT, duplicates};

fn found(documents: &[Vec<u32>]) -> BTreeMap<u32, Duplicate> {
    let runs = documents.iter().zip(0..).map(|(terms, id)| (DocumentId(id), 0, terms.as_slice()));
    duplicates(&RunTexts::of_runs(runs)).into_iter().map(|(document, found)| (document.0, found)).collect()
}

/// The share of the sequences of eight of the document with fewer of them that the other has too.
fn containment(one: &[u32], other: &[u32]) -> f64 {
    let sequences = |terms: &[u32]| terms.windows(8).map(<[u32]>::to_vec).collect::<BTreeSet<_>>();
    let (one, other) = (sequences(one), sequences(other));
    let fewer = one.len().min(other.len());
    if fewer == 0 { 0.0 } else { one.intersection(&other).count() as f64 / fewer as f64 }
}

#[test]
fn documents_that_repeat_others_are_found() {
    let whole: Vec<u32> = (0..60).collect();
    // 53 sequences of eight; the last word changed leaves 52 of them, and half of the text has 23, all of them shared.
    let changed = [&whole[..59], &[99]].concat();
    let other: Vec<u32> = (100..160).collect();
    let (few, others) = (vec![200, 201, 202], vec![203, 202]);
    let half = whole[..30].to_vec();
    let documents = [whole.clone(), other, whole, changed, half, few.clone(), vec![], few, others, vec![]];
    let found: Vec<(u32, u32, bool, f64)> = found(&documents)
        .into_iter()
        .map(|(document, found)| (document, found.of.0, found.is_exact, found.containment))
        .collect();
    assert_eq!(found, [(2, 0, true, 1.0), (3, 0, false, 52.0 / 53.0), (4, 0, false, 1.0), (7, 5, true, 1.0)]);
}

#[test]
fn a_story_that_many_papers_print_is_found_in_each() {
    // More copies than the sequences of which all pairs are compared.
    let copies: Vec<Vec<u32>> = (0..120)
        .map(|paper| (0..60).map(|place| if place == 30 { 100 + paper } else { place }).collect())
        .collect();
    let found = found(&copies);
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), (1..120).collect::<Vec<_>>());
    assert!(found.values().all(|found| !found.is_exact));
}

/// Numbers that are the same on every run (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// Families of stories: each member has words of the first replaced, put in and left out, and is cut at either end.
fn families(random: &mut Random) -> Vec<Vec<u32>> {
    let mut documents = Vec::new();
    for _ in 0..40 {
        let longest = if random.below(3) == 0 { 8 } else { 400 };
        let length = 8 + random.below(longest);
        let first: Vec<u32> = (0..length).map(|_| random.below(3000) as u32).collect();
        for _ in 0..random.below(6) {
            let one_in = 15 + random.below(120);
            let mut copy = Vec::new();
            for &word in &first {
                match random.below(3 * one_in) {
                    0 => {}
                    1 => copy.push(random.below(3000) as u32),
                    2 => copy.extend([word, random.below(3000) as u32]),
                    _ => copy.push(word),
                }
            }
            let cut = random.below(copy.len() as u64 / 8 + 1) as usize;
            documents.push(if random.below(2) == 0 { copy.split_off(cut) } else { copy });
        }
        documents.push(first);
    }
    documents
}

#[test]
fn near_duplicates_are_those_of_the_definition() {
    let (mut near, mut short, mut below) = (0, 0, 0);
    for seed in 0..12 {
        let documents = families(&mut Random(seed));
        let found = found(&documents);
        let is_short = |document: &[u32]| document.len() < SHORT_DOCUMENT;
        // What repeats another exactly is compared no further.
        let is_first = |number: &usize| found.get(&(*number as u32)).is_none_or(|found| !found.is_exact);
        for number in (0..documents.len()).filter(is_first) {
            let document = &documents[number];
            let best = (0..number)
                .filter(is_first)
                .filter(|other| is_short(document) == is_short(&documents[*other]))
                .map(|other| containment(document, &documents[other]))
                .fold(0.0, f64::max);
            match found.get(&(number as u32)) {
                Some(duplicate) => {
                    let of = &documents[duplicate.of.index()];
                    assert_eq!(duplicate.containment, containment(document, of));
                    assert!(duplicate.of.index() < number && duplicate.containment >= 0.8);
                    assert!(best - duplicate.containment < 0.1, "{best} {duplicate:?}");
                    near += 1;
                    short += usize::from(is_short(document));
                }
                None => {
                    assert!(best < 0.8, "document {number} of family corpus {seed} shares {best}");
                    below += usize::from(best > 0.5);
                }
            }
        }
    }
    assert!(near > 400 && short > 15 && below > 100, "{near} {short} {below}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let documents = families(&mut Random(7));
    let with = |threads: usize| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| found(&documents))
    };
    assert_eq!(with(1), with(2));
    assert_eq!(with(1), with(8));
}

#[test]
fn a_document_that_is_wholly_in_another_is_found_beside_larger_ones_that_are_not() {
    let last: Vec<u32> = (0..100).collect();
    let mut documents: Vec<Vec<u32>> = (0..4)
        .map(|number| {
            [last[..70].to_vec(), (0..900).map(|place| 1000 + 1000 * number + place).collect()].concat()
        })
        .collect();
    documents.push(last[..60].to_vec());
    documents.push(last);
    let found = found(&documents);
    // The short one is wholly in the first long one, and the last one holds all of the short one.
    assert_eq!(found[&4].containment, 1.0);
    assert_eq!((found[&5].of, found[&5].containment), (DocumentId(4), 1.0));
}
