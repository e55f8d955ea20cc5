//! The topics of each word as rows of counts, one for each topic, for models of few topics.

use rayon::prelude::*;

use crate::gibbs::{
    batches::WordOrder,
    changes::Changes,
    lanes::{Count, LANES, LaneArray, at_mut, blocks},
};

/// Bytes of a line of memory.
pub(crate) const LINE: usize = 64;

/// How often each word has each topic, over all passages.
#[derive(Clone, Debug)]
pub(crate) struct TopicRows<C> {
    /// Blocks to a word.
    stride: usize,
    /// Word by word, the count of each topic.
    rows: Vec<LaneArray<C>>,
    /// Blocks before the first row, so that rows begin where lines of memory do.
    skip: usize,
    /// The count of each topic.
    totals: Vec<u32>,
}

impl<C: Count> TopicRows<C> {
    pub(crate) fn of_tokens(words: usize, topics: usize, tokens: &[u32], assigned: &[u16]) -> Self {
        let stride = blocks(topics);
        let rows = vec![[C::default(); LANES]; words * stride + LINE / size_of::<LaneArray<C>>()];
        let skip = rows.as_ptr().align_offset(LINE).min(LINE / size_of::<LaneArray<C>>());
        let mut counts = Self { stride, rows, skip, totals: vec![0; topics] };
        for (&word, &topic) in tokens.iter().zip(assigned) {
            at_mut(counts.row_mut(word), usize::from(topic)).increment();
            counts.totals[usize::from(topic)] += 1;
        }
        counts
    }

    /// How many blocks a word has.
    pub(crate) fn stride(&self) -> usize {
        self.stride
    }

    /// The count of each topic for a word.
    #[inline(always)]
    pub(crate) fn row(&self, word: u32) -> &[LaneArray<C>] {
        self.row_of_length(word, self.stride)
    }

    /// The same, for code that knows the length when it is compiled.
    #[inline(always)]
    pub(crate) fn row_of_length(&self, word: u32, length: usize) -> &[LaneArray<C>] {
        let start = self.skip + word as usize * length;
        &self.rows[start..start + length]
    }

    #[inline(always)]
    pub(crate) fn row_mut(&mut self, word: u32) -> &mut [LaneArray<C>] {
        let start = self.skip + word as usize * self.stride;
        &mut self.rows[start..start + self.stride]
    }

    /// The count of each topic.
    #[inline(always)]
    pub(crate) fn totals(&self) -> &[u32] {
        &self.totals
    }

    #[inline(always)]
    pub(crate) fn totals_mut(&mut self) -> &mut [u32] {
        &mut self.totals
    }

    /// Moves the tokens of a batch from their old topics to their new ones. Every task has its own words, and counts
    /// are whole numbers, so the order of the work does not matter.
    pub(crate) fn move_tokens(&mut self, order: &WordOrder, old: &[u16], new: &[u16]) {
        let (stride, topics) = (self.stride, self.totals.len());
        let pairs: Vec<[u16; 2]> = old.iter().zip(new).map(|(&old, &new)| [old, new]).collect();
        let changes: Vec<Changes> = order
            .tasks
            .par_iter()
            .zip(self.rows_of_tasks(order))
            .map(|(task, rows)| {
                let mut changes = Changes::none(topics);
                for (word, tokens) in task.words(order) {
                    let row = &mut rows[(word - task.words.start) * stride..][..stride];
                    for &token in tokens {
                        let [old, new] = pairs[token as usize].map(usize::from);
                        at_mut(row, old).decrement();
                        at_mut(row, new).increment();
                        changes.move_token(old, new);
                    }
                }
                changes
            })
            .collect();
        changes.into_iter().for_each(|changes| changes.add_to(&mut self.totals));
    }

    /// The rows of the words of each task.
    fn rows_of_tasks(&mut self, order: &WordOrder) -> Vec<&mut [LaneArray<C>]> {
        let mut tasks = Vec::with_capacity(order.tasks.len());
        let (mut rest, mut first) = (&mut self.rows[self.skip..], 0);
        for task in &order.tasks {
            let (_, from_task) = rest.split_at_mut((task.words.start - first) * self.stride);
            let (rows, after) = from_task.split_at_mut(task.words.len() * self.stride);
            tasks.push(rows);
            (rest, first) = (after, task.words.end);
        }
        tasks
    }
}
