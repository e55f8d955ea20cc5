//! Sampling a batch of passages from the counts at its beginning, in parallel.
//!
//! The steps of a draw depend on each other: the counts of the word, the sums over the topics, the random number, the
//! topic. The next token of the same passage needs the new topic. Sampling token by token would leave the processor
//! waiting for the result of one step, and for the memory of the next word. But the counts of words do not change
//! within a batch, so passages are independent of each other, and a thread works on several at the same time:
//!
//! ```text
//! while passages are left:
//!     for each token up to the end of the shortest passage in work:
//!         draw a new topic for the next token of each passage in work
//!     replace the passages that are finished
//! ```
//!
//! The loop over tokens does not test for the end of a passage, because the shortest one is known in advance.
//!
//! What must hold:
//!
//! - The topics of a passage depend on the snapshot, its old topics and its own random numbers only, and these on the
//!   seed, chain, sweep, passage and position. They do not depend on the passages beside it, on the task or on the
//!   thread.
//! - Each token is left out once and taken in once, in the order of the passage.
//! - The tasks cover the passages of the batch, each with its own part of the topics, without locks.

use rayon::prelude::*;

use crate::gibbs::{
    batches::Batch,
    philox::{AT_ONCE, Drawn},
    rows::LINE,
    simd::{Simd, SimdWork},
    sweep::Sweep,
};

/// The counts of a word are prefetched this many tokens before its draw.
const AHEAD: usize = 2;
/// So much of a passage is prefetched when the one before it is begun: a usual passage as a whole.
const TOKENS_AHEAD: usize = 192;

/// The counts of a batch's beginning, and how topics are drawn from them.
pub(crate) trait Snapshot: Copy + Send + Sync {
    /// What a thread needs to work on some passages.
    type Workspace: Send;

    fn workspace(self) -> Self::Workspace;
    /// Draws a new topic for each token of the passages.
    fn sample(self, simd: impl Simd, sweep: Sweep<'_>, workspace: &mut Self::Workspace, waiting: Waiting<'_>);
}

/// Draws a new topic for each token of a batch.
pub(crate) fn sample<S: Snapshot>(sweep: Sweep<'_>, batch: &Batch, snapshot: S, topics: &mut [u16]) {
    let workspace = || snapshot.workspace();
    tasks(sweep, batch, topics).into_par_iter().for_each_init(workspace, |workspace, waiting| {
        sweep.instructions.run(Task { sweep, snapshot, workspace, waiting });
    });
}

/// The passages of each task.
fn tasks<'t>(sweep: Sweep<'_>, batch: &Batch, mut topics: &'t mut [u16]) -> Vec<Waiting<'t>> {
    let mut passage = |number: usize| {
        let range = sweep.corpus.range(number);
        let (own, rest) = std::mem::take(&mut topics).split_at_mut(range.len());
        topics = rest;
        WaitingPassage { number, start: range.start, topics: own }
    };
    batch.tasks.iter().map(|task| Waiting(task.clone().map(&mut passage).collect())).collect()
}

/// Some passages of a batch.
struct Task<'a, 't, S: Snapshot> {
    sweep: Sweep<'a>,
    snapshot: S,
    workspace: &'a mut S::Workspace,
    waiting: Waiting<'t>,
}

impl<S: Snapshot> SimdWork for Task<'_, '_, S> {
    #[inline(always)]
    fn run(mut self, simd: impl Simd) {
        // The longest come first, so that few are alone at the end.
        self.waiting.0.retain(|passage| !passage.topics.is_empty());
        self.waiting.0.sort_by_key(|passage| passage.topics.len());
        self.snapshot.sample(simd, self.sweep, self.workspace, self.waiting);
    }
}

/// The passages of a task that are not in work yet, those that come next at the end. Each has tokens.
pub(crate) struct Waiting<'t>(Vec<WaitingPassage<'t>>);

struct WaitingPassage<'t> {
    number: usize,
    /// Where the passage begins in the corpus.
    start: usize,
    topics: &'t mut [u16],
}

impl WaitingPassage<'_> {
    #[inline(always)]
    fn prefetch(&self, simd: impl Simd, sweep: Sweep<'_>) {
        let near = self.topics.len().min(TOKENS_AHEAD);
        let words = &sweep.corpus.tokens()[self.start..self.start + near];
        words.chunks(LINE / size_of::<u32>()).for_each(|line| simd.prefetch(&line[0]));
        self.topics[..near].chunks(LINE / size_of::<u16>()).for_each(|line| simd.prefetch(&line[0]));
    }
}

/// How passages in work are begun and put elsewhere.
pub(crate) trait Places {
    /// Begins a passage whose tokens have these topics.
    fn enter(&mut self, place: usize, topics: &[u16]);
    fn swap(&mut self, one: usize, other: usize);
}

/// At most `MOST` passages in work.
pub(crate) struct InWork<'t, const MOST: usize> {
    waiting: Waiting<'t>,
    passages: [OpenPassage<'t>; MOST],
    number: usize,
}

impl<'t, const MOST: usize> InWork<'t, MOST> {
    #[inline(always)]
    pub(crate) fn begin(
        simd: impl Simd,
        sweep: Sweep<'_>,
        waiting: Waiting<'t>,
        places: &mut impl Places,
    ) -> Self {
        let passages = std::array::from_fn(|_| OpenPassage::default());
        let mut in_work = Self { waiting, passages, number: 0 };
        while in_work.number < MOST && in_work.enter(simd, sweep, in_work.number, places) {
            in_work.number += 1;
        }
        in_work
    }

    /// The passages in work. They come first.
    #[inline(always)]
    pub(crate) fn passages(&mut self) -> &mut [OpenPassage<'t>] {
        &mut self.passages[..self.number]
    }

    /// How many tokens all of them have left; 0 when all is done.
    #[inline(always)]
    pub(crate) fn left_in_all(&self) -> usize {
        self.passages[..self.number].iter().map(OpenPassage::left).min().unwrap_or(0)
    }

    /// Begins other passages for those that are finished.
    #[inline(always)]
    pub(crate) fn replace_finished(&mut self, simd: impl Simd, sweep: Sweep<'_>, places: &mut impl Places) {
        let mut place = 0;
        while place < self.number {
            if self.passages[place].left() > 0 || self.enter(simd, sweep, place, places) {
                place += 1;
            } else {
                self.number -= 1;
                self.passages.swap(place, self.number);
                places.swap(place, self.number);
            }
        }
    }

    /// Begins the next passage, if there is one.
    #[inline(always)]
    fn enter(&mut self, simd: impl Simd, sweep: Sweep<'_>, place: usize, places: &mut impl Places) -> bool {
        let Some(WaitingPassage { number, start, topics }) = self.waiting.0.pop() else { return false };
        if let Some(next) = self.waiting.0.last() {
            next.prefetch(simd, sweep);
        }
        places.enter(place, topics);
        let open = &mut self.passages[place];
        (open.number, open.start, open.position, open.topics) = (number, start, 0, topics);
        true
    }
}

/// A token that is to have a new topic.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Token {
    pub(crate) word: u32,
    /// The topic that it has.
    pub(crate) topic: usize,
    /// Its random number, from 0 (included) to 1 (excluded).
    pub(crate) uniform: f32,
}

/// A passage in work.
#[derive(Debug, Default)]
pub(crate) struct OpenPassage<'t> {
    number: usize,
    /// Where the passage begins in the corpus.
    start: usize,
    /// The token that is next.
    position: usize,
    topics: &'t mut [u16],
    drawn: Drawn,
}

impl OpenPassage<'_> {
    /// How many tokens are left.
    #[inline(always)]
    fn left(&self) -> usize {
        self.topics.len() - self.position
    }

    /// The next token; asks for the counts of a later word.
    #[inline(always)]
    pub(crate) fn next(&mut self, simd: impl Simd, sweep: Sweep<'_>, prefetch: impl Fn(u32)) -> Token {
        let (tokens, at) = (sweep.corpus.tokens(), self.start + self.position);
        if let Some(&soon) = tokens.get(at + AHEAD) {
            prefetch(soon);
        }
        if self.position.is_multiple_of(AT_ONCE) {
            self.drawn = sweep.draw(simd, self.number, self.position);
        }
        Token {
            word: tokens[at],
            topic: usize::from(self.topics[self.position]),
            uniform: self.drawn.uniform(self.position),
        }
    }

    /// Gives the token its new topic.
    #[inline(always)]
    pub(crate) fn take(&mut self, topic: usize) {
        self.topics[self.position] = topic as u16;
        self.position += 1;
    }
}
