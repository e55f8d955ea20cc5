//! A quotation, and what it and some sentences have in common.

use std::ops::Range;

use textmill_corpus::{DocumentId, StemId, SurfaceId, TermId};

use super::{
    Edit, QuotedTokens,
    weights::{BIT, Weights},
};
use crate::alignment::{self, Step, align, longest_run};

/// The weight of a claim for a part of a sentence, in bits; in a small collection, where every word is rare, a run of so many words with
/// so many that are no stop words weighs as much. And how much more room than one and a half times its own words it may take.
const CLAIM_BITS: u64 = 16;
const CLAIM_RUN: u32 = 6;
const CLAIM_CONTENT: usize = 3;
const ROOM: usize = 2;
/// The share of a quotation's weight that an edited one has from its source.
const EDITED: f64 = 0.8;

/// A quotation to be compared.
pub(super) struct Query {
    pub(super) document: DocumentId,
    pub(super) words: Vec<SurfaceId>,
    pub(super) terms: Vec<TermId>,
    pub(super) stems: Vec<StemId>,
    /// How many words stand before each ellipsis.
    pub(super) elisions: Vec<usize>,
    pub(super) weight: u64,
    /// Its different stems with their weights, the heaviest first.
    pub(super) set: Vec<(StemId, u64)>,
    pub(super) set_weight: u64,
}

impl Query {
    pub(super) fn of(words: &[SurfaceId], quotation: &QuotedTokens, weights: &Weights<'_>) -> Self {
        let stems: Vec<StemId> = words.iter().map(|token| weights.stem(*token)).collect();
        let mut set: Vec<(StemId, u64)> = stems.iter().map(|stem| (*stem, weights.of(*stem))).collect();
        set.sort_unstable_by_key(|(stem, weight)| (std::cmp::Reverse(*weight), *stem));
        set.dedup();
        Self {
            document: quotation.document,
            elisions: quotation.elisions.iter().map(|words| *words as usize).collect(),
            words: words.to_vec(),
            terms: words.iter().map(|token| weights.term(*token)).collect(),
            weight: weights.sum(&stems),
            set_weight: set.iter().map(|(_, weight)| weight).sum(),
            stems,
            set,
        }
    }
}

/// What a quotation and some sentences have in common.
pub(super) struct Compared {
    pub(super) coverage: f64,
    pub(super) sequence: f64,
    pub(super) dice: f64,
    pub(super) exact_run: u32,
    pub(super) is_exact: bool,
    pub(super) is_edited: bool,
    /// The common words that are no stop words.
    pub(super) content: usize,
    pub(super) steps: Vec<Step>,
    pub(super) tokens: Vec<SurfaceId>,
}

impl Compared {
    /// Compares a quotation with some tokens of a source.
    pub(super) fn of(
        query: &Query,
        tokens: &[SurfaceId],
        dice: f64,
        weights: &Weights<'_>,
        stop_terms: &[bool],
    ) -> Self {
        let stems: Vec<StemId> = tokens.iter().map(|token| weights.stem(*token)).collect();
        let terms: Vec<TermId> = tokens.iter().map(|token| weights.term(*token)).collect();
        let (common, steps) = align(&query.stems, &stems, |stem| weights.of(*stem));
        let exact = terms.windows(query.terms.len()).position(|run| run == query.terms);
        let common = common.min(query.weight);
        let coverage = ratio(common, query.weight);
        let exact_run = longest_run(&query.terms, &terms) as u32;
        let room = room(&steps, &query.elisions);
        let words = query.terms.len();
        let is_compact = room <= words + words / 2 + ROOM;
        let content = steps.iter().filter(|step| match step {
            Step::Both(quoted, _) => !stop_terms[query.terms[*quoted].index()],
            _ => false,
        });
        let content = content.count();
        let is_heavy = common >= CLAIM_BITS * u64::from(BIT) && exact_run >= 2
            || exact_run >= CLAIM_RUN && content >= CLAIM_CONTENT;
        Compared {
            content,
            is_edited: exact.is_none() && coverage >= EDITED && is_compact && is_heavy,
            coverage,
            sequence: ratio(2 * common, query.weight + weights.sum(&stems)),
            dice,
            exact_run,
            is_exact: exact.is_some(),
            steps: match exact {
                Some(place) => (0..query.terms.len()).map(|word| Step::Both(word, place + word)).collect(),
                None => steps,
            },
            tokens: tokens.to_vec(),
        }
    }

    /// The first and the last common word, by their places in the quotation and in the source.
    pub(super) fn ends(&self) -> Option<[(usize, usize); 2]> {
        let both = || {
            self.steps.iter().filter_map(|step| {
                if let Step::Both(quoted, source) = step { Some((*quoted, *source)) } else { None }
            })
        };
        Some([both().next()?, both().next_back()?])
    }

    /// The words of the source that a quotation of so many words is from: from its first common word to the last one, with as many more as the
    /// quotation has before and behind them.
    pub(super) fn source_range(&self, words: usize) -> Option<Range<usize>> {
        let [first, last] = self.ends()?;
        Some(first.1.saturating_sub(first.0)..self.tokens.len().min(last.1 + words - last.0))
    }

    /// Whether the words are not all in a row, because an ellipsis of the source stands between them.
    pub(super) fn spans_elision(&self, elisions: &[u32]) -> bool {
        let Some([first, last]) = self.ends() else { return false };
        elisions.iter().any(|before| (first.1 + 1..=last.1).contains(&(*before as usize)))
    }

    /// Exact ones first, then edited ones, those first that lack least of the quotation, then those that have most in common.
    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        let by_claim = (other.is_exact, other.is_edited).cmp(&(self.is_exact, self.is_edited));
        let by_coverage =
            if self.is_edited { other.coverage.total_cmp(&self.coverage) } else { std::cmp::Ordering::Equal };
        by_claim.then(by_coverage).then(other.sequence.total_cmp(&self.sequence))
    }
}

/// The words of a quotation and of its source. What the quotation has before and behind all common words stands for as many of the source.
pub(super) fn edits(query: &Query, compared: &Compared, weights: &Weights<'_>) -> Vec<Edit> {
    let Some([first, last]) = compared.ends() else { return Vec::new() };
    let left_out = |range: Range<usize>| {
        compared.tokens.get(range).unwrap_or_default().iter().map(|word| Edit::LeftOut(*word))
    };
    let added = |range: Range<usize>| {
        query.words.get(range).unwrap_or_default().iter().map(|word| Edit::Added(*word))
    };
    let mut edits: Vec<Edit> =
        left_out(first.1.saturating_sub(first.0)..first.1).chain(added(0..first.0)).collect();
    let terms = |one: SurfaceId, other: SurfaceId| weights.term(one) == weights.term(other);
    edits.extend(alignment::edits(&compared.steps, &query.words, &compared.tokens, terms));
    let behind = query.words.len() - last.0 - 1;
    let end = compared.tokens.len().min(last.1 + 1 + behind);
    edits.extend(left_out(last.1 + 1..end).chain(added(last.0 + 1..query.words.len())));
    edits
}

/// How many words the source has from the first common word to the last one, but for those that an ellipsis stands for.
fn room(steps: &[Step], elisions: &[usize]) -> usize {
    // The number of the next word of the quotation, and the words of the source since the last one.
    let (mut next, mut between, mut room) = (0, 0, 0);
    for step in steps {
        match *step {
            Step::Source(_) => between += 1,
            Step::Both(word, _) | Step::Quoted(word) => {
                let is_elided =
                    elisions.iter().any(|elision| (next..=word).contains(elision) && *elision > 0);
                room += if is_elided { 0 } else { between };
                room += usize::from(matches!(step, Step::Both(..)));
                (next, between) = (word + 1, 0);
            }
        }
    }
    room + between
}

pub(super) fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
