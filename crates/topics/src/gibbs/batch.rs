//! Sampling a batch of passages from the counts at its beginning, in parallel.
//!
//! The steps of a draw depend on each other: the counts of the word, the sums over the topics, the random number, the
//! topic. The next token of the same passage needs the new topic. Sampling token by token would leave the processor
//! waiting for the result of one step, and for the memory of the next word. But the counts of words do not change
//! within a batch, so passages are independent of each other. Each thread works on `IN_WORK` passages at the same time:
//!
//! ```text
//! while passages are left:
//!     for each token up to the end of the shortest passage in work:
//!         for each passage in work: prefetch the counts of a later word; leave the token out
//!         for each passage in work: sum the weights of the topics
//!         for each passage in work: aim, which turns a random number into a place in the sums
//!         for each passage in work: find the topic at this place; take the token in
//!     replace the passages that are finished
//! ```
//!
//! Within one of the inner loops, no iteration needs the result of another, so the processor overlaps them. The loop
//! over tokens does not test for the end of a passage, because the shortest one is known in advance.
//!
//! What must hold:
//!
//! - The topics of a passage depend on the snapshot, its old topics and its own random numbers only, and these on the
//!   seed, chain, sweep, passage and position. They do not depend on the passages beside it, on the task or on the
//!   thread.
//! - Each token is left out once and taken in once, in the order of the passage.
//! - The tasks cover the passages of the batch in order, so each gets its own part of the topics, without locks.

use std::{array, ops::Range};

use rayon::prelude::*;

use crate::gibbs::{
    batches::Batch,
    lanes::Ends,
    philox::{AT_ONCE, Drawn},
    simd::{Simd, SimdWork},
    sweep::Sweep,
};

/// The number of passages that a thread works on at the same time.
const IN_WORK: usize = 4;
/// The counts of a word are prefetched this many tokens before its draw.
const AHEAD: usize = 2;

/// The counts of a batch's beginning, and how topics are drawn from them. A draw has several steps, so that several draws
/// can be in each of them.
pub(crate) trait Snapshot: Copy + Send + Sync {
    /// A passage while it is sampled.
    type Passage: Send;
    /// The counts of a word.
    type Word: Copy;
    /// Where a draw falls.
    type Target: Copy;

    fn passage(self) -> Self::Passage;
    /// Begins a passage whose tokens have these topics.
    fn enter(self, passage: &mut Self::Passage, topics: &[u16]);
    fn word(self, word: u32) -> Self::Word;
    /// Prefetches the counts of a word.
    fn prefetch(self, simd: impl Simd, word: u32);
    /// Takes away a token of the word, with its topic, that the snapshot still counts.
    fn leave_out(self, passage: &mut Self::Passage, word: Self::Word, topic: usize);
    /// Sums the weights of the topics; the topic of the token that was left out is `left_out`.
    fn sum(self, simd: impl Simd, passage: &mut Self::Passage, word: Self::Word, left_out: usize) -> Ends;
    fn aim(self, simd: impl Simd, passage: &Self::Passage, ends: &Ends, uniform: f32) -> Self::Target;
    /// The topic that the draw falls on.
    fn find(
        self,
        simd: impl Simd,
        passage: &mut Self::Passage,
        word: Self::Word,
        target: Self::Target,
    ) -> usize;
    /// Gives the token that was left out its new topic.
    fn take_in(self, passage: &mut Self::Passage, old: usize, new: usize);
}

/// Draws a new topic for each token of a batch.
pub(crate) fn sample<S: Snapshot>(sweep: Sweep<'_>, batch: &Batch, snapshot: S, topics: &mut [u16]) {
    let slots = || -> [PassageSlot<'_, S>; IN_WORK] { array::from_fn(|_| PassageSlot::new(snapshot)) };
    split(sweep, batch, topics).into_par_iter().for_each_init(slots, |slots, (passages, topics)| {
        sweep.instructions.run(Task { sweep, snapshot, passages, topics, slots });
    });
}

/// The tasks of a batch, each with its topics.
fn split<'t>(
    sweep: Sweep<'_>,
    batch: &Batch,
    mut topics: &'t mut [u16],
) -> Vec<(Range<usize>, &'t mut [u16])> {
    let mut tasks = Vec::with_capacity(batch.tasks.len());
    for task in &batch.tasks {
        let (own, rest) = topics.split_at_mut(sweep.corpus.span(task).len());
        tasks.push((task.clone(), own));
        topics = rest;
    }
    tasks
}

/// Some passages of a batch.
struct Task<'a, 't, S: Snapshot> {
    sweep: Sweep<'a>,
    snapshot: S,
    passages: Range<usize>,
    topics: &'t mut [u16],
    slots: &'a mut [PassageSlot<'t, S>; IN_WORK],
}

impl<S: Snapshot> SimdWork for Task<'_, '_, S> {
    #[inline(always)]
    fn run(mut self, simd: impl Simd) {
        let mut at_work = 0;
        while at_work < IN_WORK && self.enter(at_work) {
            at_work += 1;
        }
        while at_work > 0 {
            for _ in 0..self.slots[..at_work].iter().map(PassageSlot::left).min().unwrap_or(0) {
                step(simd, self.sweep, self.snapshot, &mut self.slots[..at_work]);
            }
            at_work = self.replace_finished(at_work);
        }
    }
}

impl<S: Snapshot> Task<'_, '_, S> {
    /// Begins the next passage that has tokens, if there is one.
    #[inline(always)]
    fn enter(&mut self, slot: usize) -> bool {
        for passage in self.passages.by_ref() {
            let range = self.sweep.corpus.range(passage);
            let (own, rest) = std::mem::take(&mut self.topics).split_at_mut(range.len());
            self.topics = rest;
            if !range.is_empty() {
                let slot = &mut self.slots[slot];
                self.snapshot.enter(&mut slot.state, own);
                (slot.passage, slot.start, slot.position, slot.topics) = (passage, range.start, 0, own);
                return true;
            }
        }
        false
    }

    /// Begins other passages for those that are finished; returns how many there are in work. They come first.
    #[inline(always)]
    fn replace_finished(&mut self, mut at_work: usize) -> usize {
        let mut number = 0;
        while number < at_work {
            if self.slots[number].left() > 0 || self.enter(number) {
                number += 1;
            } else {
                at_work -= 1;
                self.slots.swap(number, at_work);
            }
        }
        at_work
    }
}

/// Draws a topic for the next token of each of the passages.
#[inline(always)]
fn step<S: Snapshot>(simd: impl Simd, sweep: Sweep<'_>, snapshot: S, slots: &mut [PassageSlot<'_, S>]) {
    let tokens = sweep.corpus.tokens();
    let mut words = [snapshot.word(0); IN_WORK];
    for (slot, word) in slots.iter_mut().zip(&mut words) {
        let at = slot.start + slot.position;
        if let Some(&soon) = tokens.get(at + AHEAD) {
            snapshot.prefetch(simd, soon);
        }
        *word = snapshot.word(tokens[at]);
        snapshot.leave_out(&mut slot.state, *word, usize::from(slot.topics[slot.position]));
    }
    let mut ends = [Ends::default(); IN_WORK];
    for ((slot, &word), ends) in slots.iter_mut().zip(&words).zip(&mut ends) {
        let left_out = usize::from(slot.topics[slot.position]);
        *ends = snapshot.sum(simd, &mut slot.state, word, left_out);
    }
    let mut targets = [None; IN_WORK];
    for ((slot, ends), target) in slots.iter_mut().zip(&ends).zip(&mut targets) {
        let uniform = slot.uniform(simd, sweep);
        *target = Some(snapshot.aim(simd, &slot.state, ends, uniform));
    }
    for ((slot, &word), target) in slots.iter_mut().zip(&words).zip(targets) {
        let Some(target) = target else { continue };
        let topic = &mut slot.topics[slot.position];
        let new = snapshot.find(simd, &mut slot.state, word, target);
        snapshot.take_in(&mut slot.state, usize::from(*topic), new);
        *topic = new as u16;
        slot.position += 1;
    }
}

/// A passage in work.
struct PassageSlot<'t, S: Snapshot> {
    state: S::Passage,
    passage: usize,
    /// Where the passage begins in the corpus.
    start: usize,
    /// The token that is next.
    position: usize,
    topics: &'t mut [u16],
    drawn: Drawn,
}

impl<S: Snapshot> PassageSlot<'_, S> {
    fn new(snapshot: S) -> Self {
        let state = snapshot.passage();
        Self { state, passage: 0, start: 0, position: 0, topics: &mut [], drawn: Drawn::default() }
    }

    /// How many tokens are left.
    #[inline(always)]
    fn left(&self) -> usize {
        self.topics.len() - self.position
    }

    /// The random number of the next token.
    #[inline(always)]
    fn uniform(&mut self, simd: impl Simd, sweep: Sweep<'_>) -> f32 {
        if self.position.is_multiple_of(AT_ONCE) {
            self.drawn = sweep.draw(simd, self.passage, self.position);
        }
        self.drawn.uniform(self.position)
    }
}
