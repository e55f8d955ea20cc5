//! Documents that are in the corpus more than once, exactly or nearly.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use textmill_corpus::{DocumentId, TermId, TokenizedCorpus};

/// What a document repeats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duplicate {
    /// The document that is repeated, which comes first.
    pub of: DocumentId,
    /// Whether both have the same terms in the same order.
    pub is_exact: bool,
    /// The share of the distinct sequences of eight terms of the shorter one that are in the other, from 0 to 1.
    pub containment: f64,
}

/// The length of the sequences.
const LENGTH: usize = 8;
/// From this containment on, a document is nearly a duplicate.
const NEARLY: f64 = 0.8;
/// Near duplicates are looked for by a sample of the sequences of a corpus, about so many of them, and then compared whole.
pub const SAMPLED_SEQUENCES: u64 = 1 << 22;
/// A pair is compared whole if so much of the sample of the shorter one is shared.
const CANDIDATE: f64 = 0.5;
/// Of a sequence in more documents than this, each document is paired with the first and with the one before it only: a formula of its
/// source says little of a pair, and the copies of a story that a hundred papers print are found by the first.
const ALL_PAIRS: usize = 50;

/// For each document the earlier one that it repeats, by the terms that are counted: the first one with the same terms,
/// or else the one with the largest containment, if that is at least four fifths. `None` for a document that repeats
/// none.
pub fn duplicates(corpus: &TokenizedCorpus) -> Vec<Option<Duplicate>> {
    let documents: Vec<DocumentId> = corpus.document_ids().collect();
    let mut found: Vec<Option<Duplicate>> = exact(corpus, &documents);
    let first: Vec<DocumentId> =
        documents.into_iter().filter(|document| found[document.index()].is_none()).collect();
    let mut best: BTreeMap<DocumentId, Duplicate> = BTreeMap::new();
    for (one, other) in candidates(corpus, &first) {
        let containment = containment(&sequences(corpus, one), &sequences(corpus, other));
        let is_better = best.get(&other).is_none_or(|best| containment > best.containment);
        if containment >= NEARLY && is_better {
            best.insert(other, Duplicate { of: one, is_exact: false, containment });
        }
    }
    for (document, duplicate) in best {
        found[document.index()] = Some(duplicate);
    }
    found
}

fn exact(corpus: &TokenizedCorpus, documents: &[DocumentId]) -> Vec<Option<Duplicate>> {
    let keys: Vec<(usize, u64)> = documents
        .par_iter()
        .map(|&document| {
            terms(corpus, document).fold((0, 0), |(count, hash), term| (count + 1, mix(hash, term)))
        })
        .collect();
    let mut first: BTreeMap<(usize, u64), Vec<DocumentId>> = BTreeMap::new();
    let mut found = vec![None; documents.len()];
    for (&document, &key) in documents.iter().zip(&keys) {
        if key.0 == 0 {
            continue;
        }
        let known = first.entry(key).or_default();
        // The hash finds candidates, the terms decide.
        match known.iter().find(|&&known| terms(corpus, known).eq(terms(corpus, document))) {
            Some(&of) => found[document.index()] = Some(Duplicate { of, is_exact: true, containment: 1.0 }),
            None => known.push(document),
        }
    }
    found
}

/// The pairs of documents that share much of the sample, the earlier one first, in order.
fn candidates(corpus: &TokenizedCorpus, documents: &[DocumentId]) -> BTreeSet<(DocumentId, DocumentId)> {
    let one_in = (corpus.token_count() / SAMPLED_SEQUENCES).max(1);
    let samples: Vec<Vec<u64>> = documents
        .par_iter()
        .map(|&document| {
            let mut sample = sequences(corpus, document);
            sample.retain(|hash| hash % one_in == 0);
            sample
        })
        .collect();
    let mut places: Vec<(u64, u32)> = Vec::with_capacity(samples.iter().map(Vec::len).sum());
    for (sample, place) in samples.iter().zip(0..) {
        places.extend(sample.iter().map(|&hash| (hash, place)));
    }
    places.par_sort_unstable();
    let mut shared: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for group in places.chunk_by(|one, other| one.0 == other.0) {
        for (place, one) in group.iter().enumerate() {
            let after = &group[place + 1..];
            let is_paired_with_all = group.len() <= ALL_PAIRS || place == 0;
            for other in if is_paired_with_all { after } else { &after[..after.len().min(1)] } {
                *shared.entry((one.1, other.1)).or_default() += 1;
            }
        }
    }
    let is_candidate = |((one, other), shared): &((u32, u32), usize)| {
        let shorter = samples[*one as usize].len().min(samples[*other as usize].len());
        *shared as f64 >= shorter as f64 * CANDIDATE
    };
    let pairs = shared.into_iter().filter(is_candidate);
    pairs.map(|((one, other), _)| (documents[one as usize], documents[other as usize])).collect()
}

fn terms(corpus: &TokenizedCorpus, document: DocumentId) -> impl Iterator<Item = TermId> + '_ {
    let tokens = corpus.counted_segments_of(document).flat_map(|segment| segment.tokens());
    tokens.map(|&surface| corpus.vocabulary().term(surface))
}

/// The different sequences of eight terms of a document, each as a number of 64 bits, in order.
fn sequences(corpus: &TokenizedCorpus, document: DocumentId) -> Vec<u64> {
    let terms: Vec<TermId> = terms(corpus, document).collect();
    let hash = |window: &[TermId]| window.iter().fold(0, |hash, &term| mix(hash, term));
    let mut hashes: Vec<u64> = terms.windows(LENGTH).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn mix(hash: u64, term: TermId) -> u64 {
    // Odd constants (from the digits of π); the product mixes all bits into both its halves.
    let product =
        u128::from(hash ^ 0x243F_6A88_85A3_08D3) * u128::from(u64::from(term.0) ^ 0x1319_8A2E_0370_7345);
    (product as u64) ^ (product >> 64) as u64
}

/// How many of the shorter list's numbers are in the other; both are in order.
fn containment(one: &[u64], other: &[u64]) -> f64 {
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let shared = shorter.iter().filter(|hash| longer.binary_search(hash).is_ok()).count();
    if shorter.is_empty() { 0.0 } else { shared as f64 / shorter.len() as f64 }
}
