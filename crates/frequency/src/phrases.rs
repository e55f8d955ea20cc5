//! Several units in a row, counted as one.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::{
    Sentences,
    shares::{add_all, sum_of_shares},
};

/// Phrases that occur in a corpus, such as `health care` and `press conferences`.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// In their order.
    phrases: Vec<Vec<u32>>,
    /// The numbers of the phrases that begin with a unit, the longest first.
    by_first: HashMap<u32, Vec<usize>, FixedState>,
}

impl Phrases {
    /// The distinct phrases in some sentences. `length_at` says how many units, at least two, the phrase at the beginning of a slice has;
    /// phrases do not overlap: what follows one begins after it.
    pub fn find<S: Sentences + ?Sized>(
        sentences: &S,
        length_at: impl Fn(&[u32]) -> Option<usize> + Sync,
    ) -> Self {
        let of_document = |document: usize| {
            let mut found: BTreeSet<Vec<u32>> = BTreeSet::new();
            sentences.each_run(document, &mut |run| {
                let mut rest = run;
                while !rest.is_empty() {
                    let phrase =
                        length_at(rest).and_then(|length| rest.get(..length)).filter(|p| p.len() > 1);
                    if let Some(phrase) = phrase.filter(|phrase| !found.contains(*phrase)) {
                        found.insert(phrase.to_vec());
                    }
                    rest = &rest[phrase.map_or(1, <[u32]>::len)..];
                }
            });
            found
        };
        let found = (0..sentences.documents()).into_par_iter().map(of_document);
        let join = |mut all: BTreeSet<Vec<u32>>, more: BTreeSet<Vec<u32>>| {
            all.extend(more);
            all
        };
        Self::new(found.reduce(BTreeSet::new, join))
    }

    fn new(phrases: BTreeSet<Vec<u32>>) -> Self {
        let phrases: Vec<Vec<u32>> = phrases.into_iter().collect();
        let mut by_first: HashMap<u32, Vec<usize>, FixedState> = HashMap::default();
        for (place, phrase) in phrases.iter().enumerate() {
            by_first.entry(phrase[0]).or_default().push(place);
        }
        let length = |place: &usize| phrases[*place].len();
        by_first.values_mut().for_each(|places| places.sort_by_key(|place| std::cmp::Reverse(length(place))));
        Self { phrases, by_first }
    }

    /// Those whose units are wanted.
    pub fn only(&self, is_wanted: impl Fn(&[u32]) -> bool) -> Self {
        Self::new(self.phrases.iter().filter(|phrase| is_wanted(phrase)).cloned().collect())
    }

    /// The number of phrases.
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The units of a phrase, if there is one of this number.
    pub fn units(&self, phrase: usize) -> Option<&[u32]> {
        self.phrases.get(phrase).map(Vec::as_slice)
    }

    /// How often phrases stand in some units; what follows one begins after it.
    pub(crate) fn count(&self, units: &[u32]) -> u32 {
        let (mut rest, mut count) = (units, 0);
        while !rest.is_empty() {
            let phrase = self.at(rest);
            count += u32::from(phrase.is_some());
            rest = &rest[phrase.map_or(1, |phrase| self.phrases[phrase].len())..];
        }
        count
    }

    /// The longest phrase at the beginning of some units.
    fn at(&self, units: &[u32]) -> Option<usize> {
        let places = self.by_first.get(units.first()?)?;
        places.iter().copied().find(|place| units.starts_with(&self.phrases[*place]))
    }
}

/// Sentences in which each phrase is one token: the unit whose number is its own after those of all units.
#[derive(Clone, Copy, Debug)]
pub struct PhraseSentences<'a, S: ?Sized> {
    sentences: &'a S,
    phrases: &'a Phrases,
}

impl<'a, S: Sentences + ?Sized> PhraseSentences<'a, S> {
    /// Sentences with their phrases joined.
    pub fn new(sentences: &'a S, phrases: &'a Phrases) -> Self {
        Self { sentences, phrases }
    }

    /// Which units are phrases, with a flag for each unit.
    pub fn phrase_flags(&self) -> Vec<bool> {
        let plain = self.sentences.units();
        (0..plain + self.phrases.len()).map(|unit| unit >= plain).collect()
    }

    /// How often each unit occurs, the phrases among them; their parts are not counted where they stand in a phrase.
    pub fn frequencies(&self) -> Vec<u64> {
        let of_documents = |documents: std::ops::Range<usize>| {
            let mut counts = vec![0_u64; self.units()];
            for document in documents {
                self.each_run(document, &mut |run| run.iter().for_each(|&unit| counts[unit as usize] += 1));
            }
            counts
        };
        let join = |mut all: Vec<u64>, more: Vec<u64>| {
            add_all(&mut all, &more);
            all
        };
        sum_of_shares(self.documents(), of_documents, join).unwrap_or_else(|| vec![0; self.units()])
    }
}

impl<S: Sentences + ?Sized> Sentences for PhraseSentences<'_, S> {
    fn documents(&self) -> usize {
        self.sentences.documents()
    }

    fn units(&self) -> usize {
        self.sentences.units() + self.phrases.len()
    }

    fn each_run(&self, document: usize, give: &mut dyn FnMut(&[u32])) {
        let plain = self.sentences.units();
        let mut joined = Vec::new();
        self.sentences.each_run(document, &mut |run| {
            joined.clear();
            let mut rest = run;
            while let Some(&unit) = rest.first() {
                let phrase = self.phrases.at(rest);
                joined.push(phrase.map_or(unit, |phrase| (plain + phrase) as u32));
                rest = &rest[phrase.map_or(1, |phrase| self.phrases.phrases[phrase].len())..];
            }
            give(&joined);
        });
    }

    fn tokens(&self, document: usize) -> usize {
        self.sentences.tokens(document)
    }
}

#[cfg(test)]
mod tests {
    use super::{PhraseSentences, Phrases};
    use crate::{Budget, Nodes, Sentences, WindowSpan, count_windows};

    struct Runs(Vec<Vec<Vec<u32>>>);

    impl Sentences for Runs {
        fn documents(&self) -> usize {
            self.0.len()
        }

        fn units(&self) -> usize {
            10
        }

        fn each_run(&self, document: usize, give: &mut dyn FnMut(&[u32])) {
            self.0[document].iter().for_each(|run| give(run));
        }
    }

    /// `1 2` and `1 2 3` are phrases.
    fn length_at(run: &[u32]) -> Option<usize> {
        [&[1, 2, 3][..], &[1, 2]].into_iter().find(|phrase| run.starts_with(phrase)).map(<[u32]>::len)
    }

    #[test]
    fn the_longest_phrase_is_one_unit_and_its_parts_are_no_others() {
        let runs = Runs(vec![vec![vec![0, 1, 2, 4], vec![1, 2, 3, 1, 2]], vec![vec![2, 1], vec![1]]]);
        let phrases = Phrases::find(&runs, length_at);
        assert_eq!(
            (phrases.len(), phrases.units(0), phrases.units(1)),
            (2, Some(&[1, 2][..]), Some(&[1, 2, 3][..]))
        );
        let joined = PhraseSentences::new(&runs, &phrases);
        let mut seen = Vec::new();
        joined.each_run(0, &mut |run| seen.push(run.to_vec()));
        assert_eq!(seen, [vec![0, 10, 4], vec![11, 10]]);
        assert_eq!(joined.frequencies(), [1, 2, 1, 0, 1, 0, 0, 0, 0, 0, 2, 1]);
        assert_eq!(
            [&[0, 1, 2, 4][..], &[1, 2, 3, 1, 2], &[2, 1], &[]].map(|run| phrases.count(run)),
            [1, 2, 0, 0]
        );
    }

    #[test]
    fn windows_around_a_phrase_reach_beyond_it() {
        let runs = Runs(vec![vec![vec![5, 0, 1, 2, 4, 6]]]);
        let phrases = Phrases::find(&runs, length_at);
        let joined = PhraseSentences::new(&runs, &phrases);
        let span = WindowSpan { left: 1, right: 2 };
        let flags = joined.phrase_flags();
        let windows = count_windows(&joined, Nodes::Of(&flags), span, 1, &Budget::default());
        let found: Vec<(u32, u64, u64)> = windows
            .map(|windows| windows.pairs.iter().map(|pair| (pair.collocate, pair.left, pair.right)).collect())
            .unwrap_or_default();
        assert_eq!(found, [(0, 1, 0), (4, 0, 1), (6, 0, 1)]);
    }
}
