//! Passages that documents share word by word.

mod aligned;
mod chains;
mod clusters;
mod matches;
mod repeated;
mod seeds;
mod texts;

use rayon::prelude::*;

pub use aligned::{AlignedPassage, AlignedPassages, aligned_passages};
pub use clusters::clusters;
pub use texts::{Place, RunTexts};

use matches::{ALL_PAIRS, Match, matches};
pub(crate) use seeds::{RollingHashes, Run, SeedRule, SharedSeeds, appended, finished, select};
use seeds::{SeedPlace, sequence_at};

/// A sequence of terms that at least two documents have, and that these two do not share any further to either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// How many terms it has.
    pub tokens: u32,
    /// Everywhere that it stands, also inside longer passages, in ascending order; of a sequence at more than 128 places those that were found.
    pub places: Vec<Place>,
}

impl Passage {
    /// In how many documents it stands.
    pub fn documents(&self) -> usize {
        self.places.chunk_by(|one, other| one.document == other.document).count()
    }
}

/// The passages of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// In the order of their first places; of two that begin at the same place the longer one first.
    pub passages: Vec<Passage>,
    /// How many sequences stand at so many places that not every two of these were compared: of a passage around them, one that is part of
    /// longer ones everywhere may be missing. Every word that is shared is in some passage all the same.
    pub crowded: u64,
}

/// Every passage of at least `min_tokens` terms: for any two documents, every sequence of terms that both have, as long as it can be.
///
/// It is exact: a passage has the same terms at all its places. It is complete for all sequences at up to 128 places; see
/// [`Passages::crowded`] for others. Time and memory go with the number of terms and of matches: 4 bytes a term, and 16 bytes for each of
/// two terms in five at `min_tokens` 8, but for at most 2²⁴ of these at once.
///
/// # Panics
///
/// If `min_tokens` is 0.
///
/// ```
/// use textmill_corpus::DocumentId;
/// use textmill_reuse::{Place, RunTexts, passages};
///
/// let (one, other) = ([9, 1, 2, 3, 4, 8], [1, 2, 3, 4, 7]);
/// let texts = RunTexts::of_runs([(DocumentId(0), 0, one.as_slice()), (DocumentId(1), 0, other.as_slice())]);
/// let found = passages(&texts, 3).passages;
/// assert_eq!((found.len(), found[0].tokens), (1, 4));
/// let place = |document, first_token| Place { document: DocumentId(document), first_token };
/// assert_eq!(found[0].places, [place(0, 1), place(1, 0)]);
/// ```
pub fn passages(texts: &RunTexts, min_tokens: usize) -> Passages {
    assert!(min_tokens > 0, "a passage has words");
    let rule = SeedRule::of(min_tokens);
    let seeds = SharedSeeds::of(texts, rule);
    let matches = matches(texts.terms(), &seeds, rule, min_tokens);
    let index = SeedIndex::of(texts.terms(), &seeds, rule);
    let mut passages: Vec<Passage> = classes(texts.terms(), &matches)
        .into_par_iter()
        .map(|class| {
            let starts = index.occurrences(&class);
            let places = starts.into_iter().map(|place| texts.place(place)).collect();
            Passage { tokens: class.length, places }
        })
        .collect();
    let key = |passage: &Passage| (passage.places.first().copied(), u32::MAX - passage.tokens);
    passages.par_sort_by_key(key);
    Passages { passages, crowded: seeds.groups().filter(|group| group.len() > ALL_PAIRS).count() as u64 }
}

/// A sequence of terms, by the places where matches have it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Class {
    starts: Vec<u32>,
    length: u32,
}

/// The different sequences that matches are.
fn classes(terms: &[u32], matches: &[Match]) -> Vec<Class> {
    let hash = |start: u32, length: u32| {
        finished(sequence_at(terms, start, length as usize).iter().fold(0, |sum, term| appended(sum, *term)))
    };
    let mut entries: Vec<(u64, u32, u32)> = matches
        .par_iter()
        .flat_map_iter(|&Match { one, other, length }| {
            let hash = hash(one, length);
            [(hash, length, one), (hash, length, other)]
        })
        .collect();
    entries.par_sort_unstable();
    entries.dedup();
    let mut classes = Vec::new();
    for group in entries.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let sequence = |start: u32| sequence_at(terms, start, group[0].1 as usize);
        let mut kinds: Vec<Class> = Vec::new();
        // The hash finds, the terms decide.
        for &(_, length, start) in group {
            match kinds.iter_mut().find(|kind| sequence(kind.starts[0]) == sequence(start)) {
                Some(kind) => kind.starts.push(start),
                None => kinds.push(Class { starts: vec![start], length }),
            }
        }
        classes.append(&mut kinds);
    }
    classes
}

/// Where sequences are that hold a seed.
struct SeedIndex<'a> {
    terms: &'a [u32],
    seeds: &'a SharedSeeds,
    rule: SeedRule,
    /// The group of each place that has a seed, in ascending order.
    groups: Vec<(u32, u32)>,
}

impl<'a> SeedIndex<'a> {
    fn of(terms: &'a [u32], seeds: &'a SharedSeeds, rule: SeedRule) -> Self {
        let mut groups: Vec<(u32, u32)> = Vec::new();
        for (group, number) in seeds.groups().zip(0..) {
            groups.extend(group.iter().map(|seed| (seed.place, number)));
        }
        groups.par_sort_unstable();
        Self { terms, seeds, rule, groups }
    }

    /// All places of a sequence, in ascending order: its first window has a seed wherever it stands. Of a seed at many places, those that were
    /// found: a story with a thousand copies has more passages than anybody could list everywhere.
    fn occurrences(&self, class: &Class) -> Vec<u32> {
        let SeedRule { length: seed_length, window } = self.rule;
        let (start, length) = (class.starts[0], class.length as usize);
        let sequence = sequence_at(self.terms, start, length);
        let mut offset = None;
        let first = sequence.get(..seed_length + window - 1).unwrap_or_default();
        select(first, self.rule, |place, _| offset = offset.or(Some(place as u32)));
        let group = offset.and_then(|offset| {
            let found = self.groups.binary_search_by_key(&(start + offset), |(place, _)| *place).ok()?;
            Some((offset, self.seeds.group(self.groups[found].1 as usize)))
        });
        match group.filter(|(_, group): &(u32, &[SeedPlace])| group.len() <= ALL_PAIRS) {
            Some((offset, group)) => {
                let starts = group.iter().filter_map(|seed| seed.place.checked_sub(offset));
                starts.filter(|start| sequence_at(self.terms, *start, length) == sequence).collect()
            }
            None => class.starts.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;
    use textmill_corpus::DocumentId;

    use super::{ALL_PAIRS, Place, RunTexts, passages};

    /// A document, the number of the first token in it, and the terms.
    type NumberedRun = (u32, u32, Vec<u32>);

    /// The passages as they are defined, by looking at every two places.
    fn by_definition(
        runs: &[(u32, u32, Vec<u32>)],
        min_tokens: usize,
    ) -> BTreeMap<Vec<u32>, BTreeSet<Place>> {
        let mut sequences: BTreeSet<&[u32]> = BTreeSet::new();
        for (one, _, terms) in runs {
            for (other, _, others) in runs.iter().filter(|(other, ..)| other > one) {
                let _ = other;
                for start in 0..terms.len() {
                    for place in 0..others.len() {
                        let differs_before =
                            start == 0 || place == 0 || terms[start - 1] != others[place - 1];
                        let pairs = terms[start..].iter().zip(&others[place..]);
                        let length = pairs.take_while(|(one, other)| one == other).count();
                        if differs_before && length >= min_tokens {
                            sequences.insert(&terms[start..start + length]);
                        }
                    }
                }
            }
        }
        let places = |sequence: &[u32]| {
            let mut places = BTreeSet::new();
            for (document, first, terms) in runs {
                for start in 0..(terms.len() + 1).saturating_sub(sequence.len()) {
                    if terms[start..].starts_with(sequence) {
                        places.insert(Place {
                            document: DocumentId(*document),
                            first_token: first + start as u32,
                        });
                    }
                }
            }
            places
        };
        sequences.into_iter().map(|sequence| (sequence.to_vec(), places(sequence))).collect()
    }

    fn found(runs: &[NumberedRun], min_tokens: usize) -> BTreeMap<Vec<u32>, BTreeSet<Place>> {
        let texts = RunTexts::of_runs(
            runs.iter().map(|(document, first, terms)| (DocumentId(*document), *first, terms.as_slice())),
        );
        let found = passages(&texts, min_tokens);
        let terms_at = |place: Place, tokens: u32| {
            let holds = |(document, first, terms): &&NumberedRun| {
                *document == place.document.0
                    && (*first..first + terms.len() as u32).contains(&place.first_token)
            };
            let (_, first, terms) = runs.iter().find(holds).unwrap();
            let start = (place.first_token - first) as usize;
            terms[start..start + tokens as usize].to_vec()
        };
        found
            .passages
            .into_iter()
            .map(|passage| {
                (terms_at(passage.places[0], passage.tokens), passage.places.into_iter().collect())
            })
            .collect()
    }

    /// Runs of a few documents, whose tokens are numbered on.
    fn numbered(documents: &[Vec<Vec<u32>>]) -> Vec<NumberedRun> {
        let mut runs = Vec::new();
        for (document, of_document) in (0..).zip(documents) {
            let mut first = 0;
            for terms in of_document {
                runs.push((document, first, terms.clone()));
                first += terms.len() as u32 + 1;
            }
        }
        runs
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn passages_are_those_of_the_definition(
            documents in (2_u32..6).prop_flat_map(|terms| {
                let run = prop::collection::vec(0..terms, 0..24);
                prop::collection::vec(prop::collection::vec(run, 1..3), 2..5)
            }),
            min_tokens in 3_usize..21,
            is_short in any::<bool>(),
        ) {
            let min_tokens = if is_short { 3 + min_tokens % 4 } else { min_tokens };
            let runs = numbered(&documents);
            prop_assert_eq!(found(&runs, min_tokens), by_definition(&runs, min_tokens));
        }

        #[test]
        fn passages_do_not_depend_on_the_number_of_threads(
            documents in prop::collection::vec(prop::collection::vec(prop::collection::vec(0_u32..3, 0..40), 1..3), 2..6),
        ) {
            let runs = numbered(&documents);
            let with = |threads: usize| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| found(&runs, 4))
            };
            let one = with(1);
            prop_assert_eq!(&one, &with(2));
            prop_assert_eq!(&one, &with(8));
        }
    }

    /// Copies of a story, each with another word at a place of its own; and the words of each that no passage covers.
    fn copies(number: u32, length: u32) -> (Vec<NumberedRun>, Vec<u32>) {
        let edited = |copy: u32| (copy * 7919) % length;
        let runs = (0..number).map(|copy| {
            let mut terms: Vec<u32> = (0..length).collect();
            terms[edited(copy) as usize] = length + copy;
            (copy, 0, terms)
        });
        (runs.collect(), (0..number).map(edited).collect())
    }

    #[test]
    fn every_shared_word_of_many_copies_is_in_a_passage() {
        for number in [60, 4 * ALL_PAIRS as u32] {
            let (length, min_tokens) = (211, 8);
            let (runs, edited) = copies(number, length);
            let mut covered = vec![vec![false; length as usize]; number as usize];
            for (terms, places) in found(&runs, min_tokens) {
                for place in places {
                    let start = place.first_token as usize;
                    covered[place.document.index()][start..start + terms.len()].fill(true);
                }
            }
            for (covered, edited) in covered.iter().zip(edited) {
                let expected = |place: u32| match place.cmp(&edited) {
                    std::cmp::Ordering::Less => edited as usize >= min_tokens,
                    std::cmp::Ordering::Equal => false,
                    std::cmp::Ordering::Greater => (length - edited - 1) as usize >= min_tokens,
                };
                let expected: Vec<bool> = (0..length).map(expected).collect();
                assert_eq!(*covered, expected, "{number} copies");
            }
        }
    }

    #[test]
    fn a_formula_in_many_documents_is_one_passage_with_all_its_places() {
        let formula = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        let runs: Vec<NumberedRun> = (0..500)
            .map(|document| {
                let own = 100 + 2 * document;
                (document, 0, [&[own], formula.as_slice(), &[own + 1]].concat())
            })
            .collect();
        let found = found(&runs, 8);
        assert_eq!(found.len(), 1);
        assert_eq!(found[formula.as_slice()].len(), 500);
    }
}
