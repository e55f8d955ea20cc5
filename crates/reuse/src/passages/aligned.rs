//! Passages that were taken over with changes: exact matches with a rare sequence, chained, and what stands between them aligned.
//!
//! Words are compared by their stems, and weigh what they say: log2 of all words over those with the stem, in parts of a bit that are added
//! exactly.

use std::ops::Range;

use rayon::prelude::*;
use textmill_corpus::TokenizedCorpus;

use super::{
    Place, RunTexts,
    chains::chains,
    matches::{Match, matches_of_rare},
    seeds::{SeedRule, SharedSeeds},
    texts::BORDER,
};
use crate::{
    alignment::{Step, align, edits},
    traces::Edit,
};

/// What two documents share, with its changes.
#[derive(Clone, Debug, PartialEq)]
pub struct AlignedPassage {
    /// Where it begins in the document that is the source, because it comes first.
    pub source: Place,
    /// Where it begins in the other document.
    pub text: Place,
    /// How many tokens it has in the source.
    pub source_tokens: u32,
    /// And in the other document.
    pub text_tokens: u32,
    /// How many words are in both, by their stems, in the same order.
    pub matched: u32,
    /// The longest run of equal terms.
    pub longest_run: u32,
    /// What the words in both say, twice, over what all words of both say; from 0 to 1.
    pub identity: f64,
    /// The alignment, counted from where it begins.
    pub steps: Vec<Step>,
}

impl AlignedPassage {
    /// Its words from the source to the text; none if these are not documents of the corpus that it was found in.
    pub fn edits(&self, corpus: &TokenizedCorpus) -> Vec<Edit> {
        let words = |place: Place, tokens: u32| {
            let start = place.first_token as usize;
            corpus.tokens_of(place.document).get(start..start + tokens as usize)
        };
        let sides = (words(self.text, self.text_tokens), words(self.source, self.source_tokens));
        let (Some(text), Some(source)) = sides else { return Vec::new() };
        let vocabulary = corpus.vocabulary();
        edits(&self.steps, text, source, |one, other| vocabulary.term(one) == vocabulary.term(other))
    }
}

/// The passages that were taken over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AlignedPassages {
    /// In the order of their sources, then of their texts.
    pub passages: Vec<AlignedPassage>,
    /// How many sequences stand at so many places that nothing was looked for around them.
    pub crowded: u64,
}

/// An exact match has so many words at least.
const ANCHOR: usize = 5;
/// And a sequence at so many places at most: of a text with more copies, the exact passages are the measure.
const MOST_PLACES: usize = 16;
/// Parts of a bit.
const BIT: u64 = 256;
/// What a word between two matches takes from a chain.
const BETWEEN: u64 = BIT;
/// What a word that is not in both takes from the ends of a passage, where it must be outweighed by those behind it.
const OUTSIDE: u64 = 3 * BIT;
/// So far the ends are looked at in one step.
const REACH: usize = 24;
/// Without an exact passage, the words in both say so much at least; and their identity is at least one half. Chance gives much less.
const LEAST_BITS: u64 = 120 * BIT;

/// Passages that two documents share, exactly or with words that were put in, left out or replaced. They have an exact run of at least
/// `min_tokens` words, or several of five or more; some sequence of three words in them stands at 16 places at most.
///
/// `stems` has the stem of each term, and `ranks` a number for each document: of two, that with the lower one is the source.
///
/// ```
/// use textmill_corpus::DocumentId;
/// use textmill_reuse::{RunTexts, aligned_passages};
///
/// let one: Vec<u32> = (0..20).collect();
/// let mut other = one.clone();
/// other[9] = 50;
/// other.remove(15);
/// let texts = RunTexts::of_runs([(DocumentId(0), 0, one.as_slice()), (DocumentId(1), 0, other.as_slice())]);
/// let stems: Vec<u32> = (0..51).collect();
/// let found = aligned_passages(&texts, &stems, &[0, 1], 8).passages;
/// assert_eq!((found.len(), found[0].source_tokens, found[0].text_tokens, found[0].matched), (1, 20, 19, 18));
/// ```
pub fn aligned_passages(
    texts: &RunTexts,
    stems: &[u32],
    ranks: &[u32],
    min_tokens: usize,
) -> AlignedPassages {
    let rule = SeedRule::of(ANCHOR);
    let seeds = SharedSeeds::of(texts, rule);
    let matches = matches_of_rare(texts.terms(), &seeds, rule, ANCHOR, MOST_PLACES);
    let crowded = seeds.groups().filter(|group| group.len() > MOST_PLACES).count() as u64;
    drop(seeds);
    let aligner = Aligner { texts, stems, weights: weights(texts, stems), min_tokens };
    let rank = |document: textmill_corpus::DocumentId| (ranks.get(document.index()).copied(), document);
    let mut of_runs: Vec<(usize, usize, Match)> = matches
        .into_par_iter()
        .map(|Match { one, other, length }| {
            let in_order = rank(texts.place(one).document) <= rank(texts.place(other).document);
            let (one, other) = if in_order { (one, other) } else { (other, one) };
            (texts.run_of(one), texts.run_of(other), Match { one, other, length })
        })
        .collect();
    of_runs.par_sort_unstable();
    let pairs: Vec<&[(usize, usize, Match)]> =
        of_runs.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)).collect();
    let mut passages: Vec<AlignedPassage> = pairs
        .into_par_iter()
        .with_min_len(16)
        .flat_map_iter(|pair| {
            let matches: Vec<Match> = pair.iter().map(|(_, _, found)| *found).collect();
            aligner.passages(&matches)
        })
        .collect();
    passages.par_sort_by_key(|passage| {
        (passage.source, passage.text, passage.source_tokens, passage.text_tokens)
    });
    AlignedPassages { passages, crowded }
}

/// What each stem says.
fn weights(texts: &RunTexts, stems: &[u32]) -> Vec<u32> {
    let mut frequencies = vec![0_u32; stems.iter().max().map_or(0, |last| *last as usize + 1)];
    for term in texts.terms() {
        if let Some(stem) = stems.get(*term as usize) {
            frequencies[*stem as usize] += 1;
        }
    }
    let all = (texts.length() + 1) as f64;
    let weight =
        |&frequency: &u32| (libm::log2(all / f64::from(frequency.max(1))) * BIT as f64).round() as u32;
    frequencies.iter().map(weight).collect()
}

struct Aligner<'a> {
    texts: &'a RunTexts,
    stems: &'a [u32],
    weights: Vec<u32>,
    min_tokens: usize,
}

/// Places in the terms, of a passage on both sides.
struct Extent {
    source: Range<usize>,
    text: Range<usize>,
}

impl Aligner<'_> {
    /// The passages of two runs, made of their matches.
    fn passages(&self, matches: &[Match]) -> Vec<AlignedPassage> {
        let weight = |start: u32, length: u32| self.weight(start as usize..(start + length) as usize);
        let mut kept: Vec<(Extent, AlignedPassage)> = Vec::new();
        for chain in chains(matches, weight, BETWEEN) {
            if !self.may_be_passage(&chain) {
                continue;
            }
            // What lies within a heavier passage on both sides repeats it.
            let is_within = |(extent, _): &(Extent, AlignedPassage)| {
                chain.iter().all(|part| {
                    extent.source.contains(&(part.one as usize))
                        && extent.text.contains(&(part.other as usize))
                })
            };
            if !kept.iter().any(is_within) {
                kept.extend(self.passage(&chain));
            }
        }
        kept.into_iter().map(|(_, passage)| passage).collect()
    }

    /// Whether a chain has an exact run that is long enough, or several.
    fn may_be_passage(&self, chain: &[Match]) -> bool {
        chain.len() > 1 || self.has_long_run(chain)
    }

    fn has_long_run(&self, chain: &[Match]) -> bool {
        chain.iter().any(|part| part.length as usize >= self.min_tokens)
    }

    fn passage(&self, chain: &[Match]) -> Option<(Extent, AlignedPassage)> {
        let (first, last) = (chain.first()?, chain.last()?);
        let (source, text) = self.grown(
            first.one as usize..(last.one + last.length) as usize,
            first.other as usize..(last.other + last.length) as usize,
        );
        let mut steps = Vec::new();
        let (mut at, mut other) = (source.start, text.start);
        for part in chain {
            let (one_start, other_start) = (part.one as usize, part.other as usize);
            self.align(at..one_start, other..other_start, &mut steps);
            steps.extend(
                (0..part.length as usize).map(|place| Step::Both(other_start + place, one_start + place)),
            );
            (at, other) = (one_start + part.length as usize, other_start + part.length as usize);
        }
        self.align(at..source.end, other..text.end, &mut steps);
        let both = |step: &Step| if let Step::Both(_, place) = step { Some(*place) } else { None };
        let shared: u64 = steps.iter().filter_map(both).map(|place| self.weight(place..place + 1)).sum();
        let all = self.weight(source.clone()) + self.weight(text.clone());
        let identity = 2.0 * shared as f64 / all.max(1) as f64;
        if !self.has_long_run(chain) && (shared < LEAST_BITS || identity < 0.5) {
            return None;
        }
        let matched = steps.iter().filter_map(both).count() as u32;
        let longest_run = self.longest_run(&steps);
        let from_start = |step| match step {
            Step::Both(word, place) => Step::Both(word - text.start, place - source.start),
            Step::Quoted(word) => Step::Quoted(word - text.start),
            Step::Source(place) => Step::Source(place - source.start),
        };
        let passage = AlignedPassage {
            source: self.texts.place(source.start as u32),
            text: self.texts.place(text.start as u32),
            source_tokens: source.len() as u32,
            text_tokens: text.len() as u32,
            matched,
            longest_run,
            identity: identity.min(1.0),
            steps: steps.into_iter().map(from_start).collect(),
        };
        Some((Extent { source, text }, passage))
    }

    /// Adds the alignment of all words of two stretches.
    fn align(&self, source: Range<usize>, text: Range<usize>, steps: &mut Vec<Step>) {
        let stems = |range: Range<usize>| range.map(|place| self.stem(place)).collect::<Vec<_>>();
        let (_, found) = align(&stems(text.clone()), &stems(source.clone()), |stem| self.weight_of(*stem));
        let (mut at, mut word) = (source.start, text.start);
        let mut go_to = |steps: &mut Vec<Step>, place: usize, next: usize| {
            steps.extend((at..place).map(Step::Source));
            steps.extend((word..next).map(Step::Quoted));
            (at, word) = (place + 1, next + 1);
        };
        for step in found {
            if let Step::Both(next, place) = step {
                let (next, place) = (text.start + next, source.start + place);
                go_to(steps, place, next);
                steps.push(Step::Both(next, place));
            }
        }
        go_to(steps, source.end, text.end);
    }

    /// The ends of a passage, as far as words on both sides outweigh those on one.
    fn grown(&self, mut source: Range<usize>, mut text: Range<usize>) -> (Range<usize>, Range<usize>) {
        loop {
            let (one, other) = self.growth(|place| source.end + place, |place| text.end + place);
            if (one, other) == (0, 0) {
                break;
            }
            (source.end, text.end) = (source.end + one, text.end + other);
        }
        loop {
            // A border stands first, so there is always a term before a run.
            let before = |start: usize| move |place: usize| start.saturating_sub(place + 1);
            let (one, other) = self.growth(before(source.start), before(text.start));
            if (one, other) == (0, 0) {
                return (source, text);
            }
            (source.start, text.start) = (source.start - one, text.start - other);
        }
    }

    /// How many words the best continuation has on each side, none if nothing is gained.
    fn growth(&self, one: impl Fn(usize) -> usize, other: impl Fn(usize) -> usize) -> (usize, usize) {
        let stems = |at: &dyn Fn(usize) -> usize| -> Vec<u32> {
            (0..REACH).map(|place| self.stem(at(place))).take_while(|stem| *stem != BORDER).collect()
        };
        let (one, other) = (stems(&one), stems(&other));
        let width = other.len() + 1;
        let mut scores = vec![0_i64; (one.len() + 1) * width];
        let (mut best, mut grown) = (0, (0, 0));
        for row in 0..=one.len() {
            for column in 0..width {
                let above = row.checked_sub(1).map(|row| scores[row * width + column] - OUTSIDE as i64);
                let left = column.checked_sub(1).map(|column| scores[row * width + column] - OUTSIDE as i64);
                let both = match (row.checked_sub(1), column.checked_sub(1)) {
                    (Some(row), Some(column)) if one[row] == other[column] => {
                        Some(scores[row * width + column] + self.weight_of(one[row]) as i64)
                    }
                    _ => None,
                };
                let score = above.max(left).max(both).unwrap_or(0);
                scores[row * width + column] = score;
                if score > best {
                    (best, grown) = (score, (row, column));
                }
            }
        }
        grown
    }

    fn longest_run(&self, steps: &[Step]) -> u32 {
        let terms = self.texts.terms();
        let (mut longest, mut run) = (0, 0);
        for step in steps {
            match step {
                Step::Both(word, place) if terms.get(*word) == terms.get(*place) => run += 1,
                _ => run = 0,
            }
            longest = longest.max(run);
        }
        longest
    }

    /// The stem at a place, or the border.
    fn stem(&self, place: usize) -> u32 {
        let term = self.texts.terms().get(place).copied().unwrap_or(BORDER);
        self.stems.get(term as usize).copied().unwrap_or(BORDER)
    }

    fn weight_of(&self, stem: u32) -> u64 {
        u64::from(self.weights.get(stem as usize).copied().unwrap_or_default())
    }

    fn weight(&self, places: Range<usize>) -> u64 {
        places.map(|place| self.weight_of(self.stem(place))).sum()
    }
}
