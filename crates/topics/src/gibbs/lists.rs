//! The topics of each word as lists of those that it has, for models of many topics: most words have few.

use rayon::prelude::*;

use crate::gibbs::{
    batches::WordOrder,
    changes::Changes,
    lanes::{Count, LANES, LaneArray},
    simd::Simd,
};

/// A number that no topic has, for the places behind the end of a list. Their counts are 0.
const NO_TOPIC: u16 = u16::MAX;

/// Where a word's list stands.
#[derive(Clone, Copy, Debug)]
struct ListPlace {
    /// Its first block.
    start: u32,
    /// The number of its topics.
    length: u32,
}

/// How often each word has each topic, over all passages. Lists are in the order of the topics, so that they depend on
/// the counts alone, and not on how these came about.
#[derive(Clone, Debug)]
pub(crate) struct TopicLists<C> {
    places: Vec<ListPlace>,
    /// The topics that words have. Each word has room for as many as it has tokens, or as there are, whichever is less.
    topics: Vec<LaneArray<u16>>,
    /// How many tokens of the word have the topic at the same place.
    counts: Vec<LaneArray<C>>,
    totals: Vec<u32>,
}

/// The list of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List<'a, C> {
    pub(crate) topics: &'a [LaneArray<u16>],
    pub(crate) counts: &'a [LaneArray<C>],
    pub(crate) length: usize,
}

impl<C: Count> TopicLists<C> {
    pub(crate) fn of_tokens(words: usize, topics: usize, tokens: &[u32], assigned: &[u16]) -> Self {
        let mut frequencies = vec![0_usize; words];
        for &word in tokens {
            frequencies[word as usize] += 1;
        }
        let mut blocks = 0;
        let places = frequencies.iter().map(|&frequency| {
            let place = ListPlace { start: blocks as u32, length: 0 };
            blocks += frequency.min(topics).div_ceil(LANES);
            place
        });
        let places = places.collect();
        let mut lists = Self {
            places,
            topics: vec![[NO_TOPIC; LANES]; blocks],
            counts: vec![[C::default(); LANES]; blocks],
            totals: vec![0; topics],
        };
        let mut all = lists.all();
        for (&word, &topic) in tokens.iter().zip(assigned) {
            all.list(word as usize).increment(topic);
        }
        for &topic in assigned {
            lists.totals[usize::from(topic)] += 1;
        }
        lists
    }

    #[inline(always)]
    pub(crate) fn list(&self, word: u32) -> List<'_, C> {
        let place = self.places[word as usize];
        let (start, length) = (place.start as usize, place.length as usize);
        let end = start + length.div_ceil(LANES);
        List { topics: &self.topics[start..end], counts: &self.counts[start..end], length }
    }

    /// Asks for the beginning of the list of a word, without a look at its length: a branch on it would wait for memory.
    #[inline(always)]
    pub(crate) fn prefetch(&self, simd: impl Simd, word: u32) {
        let start = self.places[word as usize].start as usize;
        if let (Some(topics), Some(counts)) = (self.topics.get(start), self.counts.get(start)) {
            simd.prefetch(topics);
            simd.prefetch(counts);
        }
    }

    /// The count of each topic.
    pub(crate) fn totals(&self) -> &[u32] {
        &self.totals
    }

    /// The topics of a word with their counts.
    pub(crate) fn of_word(&self, word: u32) -> impl Iterator<Item = (u16, u32)> {
        let list = self.list(word);
        let entries = list.topics.as_flattened().iter().zip(list.counts.as_flattened());
        entries.take(list.length).map(|(&topic, count)| (topic, count.get()))
    }

    /// Moves the tokens of a batch from their old topics to their new ones. Every task has its own words, and counts
    /// are whole numbers, so the order of the work does not matter.
    pub(crate) fn move_tokens(&mut self, order: &WordOrder, old: &[u16], new: &[u16]) {
        let topics = self.totals.len();
        let pairs: Vec<[u16; 2]> = old.iter().zip(new).map(|(&old, &new)| [old, new]).collect();
        let changes: Vec<Changes> = order
            .tasks
            .par_iter()
            .zip(self.tasks(order))
            .map(|(task, mut part)| {
                let mut changes = Changes::none(topics);
                for (word, tokens) in task.words(order) {
                    let mut list = part.list(word - task.words.start);
                    for [old, new] in tokens.iter().map(|&token| pairs[token as usize]) {
                        if old != new {
                            list.decrement(old);
                            list.increment(new);
                            changes.move_token(old.into(), new.into());
                        }
                    }
                }
                changes
            })
            .collect();
        changes.into_iter().for_each(|changes| changes.add_to(&mut self.totals));
    }

    /// The lists of the words of each task.
    fn tasks(&mut self, order: &WordOrder) -> Vec<ListRange<'_, C>> {
        let mut parts = Vec::with_capacity(order.tasks.len());
        let (mut rest, mut first_word) = (self.all(), 0);
        for task in &order.tasks {
            let (_, from_task) = rest.split(task.words.start - first_word);
            let (part, after) = from_task.split(task.words.len());
            parts.push(part);
            (rest, first_word) = (after, task.words.end);
        }
        parts
    }

    fn all(&mut self) -> ListRange<'_, C> {
        ListRange { places: &mut self.places, first: 0, topics: &mut self.topics, counts: &mut self.counts }
    }
}

/// The lists of a range of words.
struct ListRange<'a, C> {
    places: &'a mut [ListPlace],
    /// The block that the first begins with.
    first: usize,
    topics: &'a mut [LaneArray<u16>],
    counts: &'a mut [LaneArray<C>],
}

impl<'a, C: Count> ListRange<'a, C> {
    fn split(self, words: usize) -> (Self, Self) {
        let (places, other_places) = self.places.split_at_mut(words);
        let middle =
            other_places.first().map_or(self.first + self.topics.len(), |place| place.start as usize);
        let (topics, other_topics) = self.topics.split_at_mut(middle - self.first);
        let (counts, other_counts) = self.counts.split_at_mut(middle - self.first);
        (
            Self { places, first: self.first, topics, counts },
            Self { places: other_places, first: middle, topics: other_topics, counts: other_counts },
        )
    }

    fn list(&mut self, word: usize) -> ListMut<'_, C> {
        let place = &mut self.places[word];
        let start = (place.start as usize - self.first) * LANES;
        let topics = &mut self.topics.as_flattened_mut()[start..];
        ListMut { topics, counts: &mut self.counts.as_flattened_mut()[start..], length: &mut place.length }
    }
}

/// The list of a word that changes, with all that stands behind it.
struct ListMut<'a, C> {
    topics: &'a mut [u16],
    counts: &'a mut [C],
    length: &'a mut u32,
}

impl<C: Count> ListMut<'_, C> {
    fn increment(&mut self, topic: u16) {
        let length = *self.length as usize;
        let place = self.topics[..length].partition_point(|&other| other < topic);
        if place == length || self.topics[place] != topic {
            self.topics.copy_within(place..length, place + 1);
            self.counts.copy_within(place..length, place + 1);
            (self.topics[place], self.counts[place]) = (topic, C::default());
            *self.length += 1;
        }
        self.counts[place].increment();
    }

    fn decrement(&mut self, topic: u16) {
        let length = *self.length as usize;
        let place = self.topics[..length].partition_point(|&other| other < topic);
        self.counts[place].decrement();
        if self.counts[place].get() == 0 {
            self.topics.copy_within(place + 1..length, place);
            self.counts.copy_within(place + 1..length, place);
            (self.topics[length - 1], self.counts[length - 1]) = (NO_TOPIC, C::default());
            *self.length -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TopicLists;
    use crate::{
        gibbs::{Corpus, batches::cut},
        noise::Noise,
    };

    #[test]
    fn moved_tokens_leave_the_lists_that_their_topics_make() {
        let mut noise = Noise::new(6);
        let tokens: Vec<u32> =
            (0..30_000).map(|_| (noise.uniform() * noise.uniform() * 300.0) as u32).collect();
        let corpus = Corpus::new((0..=300).map(|end| end * 100).collect(), tokens, 310).unwrap();
        let mut topics = || -> Vec<u16> { (0..30_000).map(|_| noise.below(40) as u16).collect() };
        let (old, new) = (topics(), topics());
        let lists = |topics: &[u16]| TopicLists::<u16>::of_tokens(310, 40, corpus.tokens(), topics);
        let mut moved = lists(&old);
        for batch in cut(&corpus, 10_000) {
            let span = corpus.span(&batch.passages);
            moved.move_tokens(&batch.order, &old[span.clone()], &new[span]);
        }
        let expected = lists(&new);
        assert!(moved.topics == expected.topics && moved.counts == expected.counts);
        assert_eq!(moved.totals, expected.totals);
        for word in 0..310 {
            assert!(moved.of_word(word).eq(expected.of_word(word)));
        }
    }
}
