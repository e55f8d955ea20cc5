//! Draws in several steps, with several passages in each of them.
//!
//! ```text
//! for each passage in work: leave the token out
//! for each passage in work: sum the weights of the topics
//! for each passage in work: aim, which turns a random number into a place in the sums
//! for each passage in work: find the topic at this place; take the token in
//! ```
//!
//! Within one of the loops, no iteration needs the result of another. A draw is longer than what a processor looks ahead, so without the
//! steps it would wait for one draw to end before it begins another.

use std::array;

use crate::gibbs::{
    batch::{InWork, OpenPassage, Places, Snapshot, Token, Waiting},
    lanes::Ends,
    simd::Simd,
    sweep::Sweep,
};

/// The number of passages that a thread works on at the same time.
const IN_WORK: usize = 4;

/// A draw in several steps.
pub(crate) trait Steps: Copy + Send + Sync {
    /// A passage while it is sampled.
    type Passage: Send;
    /// The counts of a word.
    type Word: Copy;
    /// Where a draw falls.
    type Target: Copy;

    fn passage(self) -> Self::Passage;
    /// Begins a passage whose tokens have these topics.
    fn enter(self, passage: &mut Self::Passage, topics: &[u16]);
    /// Prefetches the counts of a word.
    fn prefetch(self, simd: impl Simd, word: u32);
    fn word(self, word: u32) -> Self::Word;
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

/// [`Steps`] as a [`Snapshot`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct InSteps<S>(pub(crate) S);

impl<S: Steps> Snapshot for InSteps<S> {
    type Workspace = [S::Passage; IN_WORK];

    fn workspace(self) -> Self::Workspace {
        array::from_fn(|_| self.0.passage())
    }

    #[inline(always)]
    fn sample(
        self,
        simd: impl Simd,
        sweep: Sweep<'_>,
        workspace: &mut Self::Workspace,
        waiting: Waiting<'_>,
    ) {
        let mut states = States { snapshot: self.0, states: workspace };
        let mut in_work = InWork::<IN_WORK>::begin(simd, sweep, waiting, &mut states);
        while in_work.left_in_all() > 0 {
            for _ in 0..in_work.left_in_all() {
                step(self.0, simd, sweep, in_work.passages(), states.states);
            }
            in_work.replace_finished(simd, sweep, &mut states);
        }
    }
}

struct States<'a, S: Steps> {
    snapshot: S,
    states: &'a mut [S::Passage; IN_WORK],
}

impl<S: Steps> Places for States<'_, S> {
    #[inline(always)]
    fn enter(&mut self, place: usize, topics: &[u16]) {
        self.snapshot.enter(&mut self.states[place], topics);
    }

    #[inline(always)]
    fn swap(&mut self, one: usize, other: usize) {
        self.states.swap(one, other);
    }
}

/// Draws a new topic for the next token of each of the passages.
#[inline(always)]
fn step<S: Steps>(
    snapshot: S,
    simd: impl Simd,
    sweep: Sweep<'_>,
    passages: &mut [OpenPassage<'_>],
    states: &mut [S::Passage; IN_WORK],
) {
    let mut tokens = [(Token::default(), snapshot.word(0)); IN_WORK];
    for ((passage, state), (token, word)) in passages.iter_mut().zip(&mut *states).zip(&mut tokens) {
        *token = passage.next(simd, sweep, |soon| snapshot.prefetch(simd, soon));
        *word = snapshot.word(token.word);
        snapshot.leave_out(state, *word, token.topic);
    }
    let tokens = &tokens[..passages.len()];
    let mut ends = [Ends::default(); IN_WORK];
    for (((token, word), state), ends) in tokens.iter().zip(&mut *states).zip(&mut ends) {
        *ends = snapshot.sum(simd, state, *word, token.topic);
    }
    let mut targets = [None; IN_WORK];
    for (((token, _), state), (ends, target)) in
        tokens.iter().zip(&*states).zip(ends.iter().zip(&mut targets))
    {
        *target = Some(snapshot.aim(simd, state, ends, token.uniform));
    }
    for (((token, word), state), (passage, target)) in
        tokens.iter().zip(states).zip(passages.iter_mut().zip(targets))
    {
        let Some(target) = target else { continue };
        let new = snapshot.find(simd, state, *word, target);
        snapshot.take_in(state, token.topic, new);
        passage.take(new);
    }
}
