//! How a large corpus is cut into batches: by the corpus and the number of the sweep alone, never by the threads.

use std::ops::Range;

use rayon::prelude::*;

use crate::gibbs::Corpus;

/// Up to so many tokens, one is sampled after the other.
const SEQUENTIAL_TOKENS: usize = 1_000_000;
/// While the topics form, the counts must be fresh: a batch has at most one part in so many of the tokens …
const EARLY_PARTS: usize = 50;
/// … later, one in so many …
const LATE_PARTS: usize = 10;
/// … but it may always have so many.
const BATCH_TOKENS: usize = 64 * 1024;
/// The sweep that the later batches begin with.
const LATE_SWEEP: u32 = 50;
/// A task has about so many tokens: many enough to repay its start, few enough to keep all threads busy.
const TASK_TOKENS: usize = 4096;

/// Passages that are sampled from the same counts.
#[derive(Clone, Debug)]
pub(crate) struct Batch {
    pub(crate) passages: Range<usize>,
    /// The same passages in smaller parts, for threads to share.
    pub(crate) tasks: Vec<Range<usize>>,
    pub(crate) order: WordOrder,
}

/// The tokens of a batch in the order of their words.
#[derive(Clone, Debug)]
pub(crate) struct WordOrder {
    /// Numbers of tokens, counted from the beginning of the batch.
    pub(crate) tokens: Vec<u32>,
    /// The words that the batch has, each with the end of its tokens.
    ends: Vec<(u32, u32)>,
    pub(crate) tasks: Vec<WordTask>,
}

/// Tokens of a range of words.
#[derive(Clone, Debug)]
pub(crate) struct WordTask {
    pub(crate) words: Range<usize>,
    /// Which of [`WordOrder::ends`].
    ends: Range<usize>,
    /// The first of its [`WordOrder::tokens`].
    start: usize,
}

impl WordTask {
    /// The words of the task with their tokens.
    pub(crate) fn words<'o>(&self, order: &'o WordOrder) -> impl Iterator<Item = (usize, &'o [u32])> {
        let mut start = self.start;
        order.ends[self.ends.clone()].iter().map(move |&(word, end)| {
            let tokens = &order.tokens[start..end as usize];
            start = end as usize;
            (word as usize, tokens)
        })
    }
}

/// How a sweep goes over the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Regime {
    /// One token after the other.
    Sequential,
    /// In batches of at most so many tokens, if no passage has more.
    Batches(usize),
}

impl Regime {
    pub(crate) fn of(corpus: &Corpus, sweep: u32) -> Self {
        let tokens = corpus.tokens().len();
        let parts = if sweep < LATE_SWEEP { EARLY_PARTS } else { LATE_PARTS };
        if tokens <= SEQUENTIAL_TOKENS {
            Self::Sequential
        } else {
            Self::Batches(BATCH_TOKENS.max(tokens / parts))
        }
    }
}

/// Cuts a corpus into batches of at most `most` tokens.
pub(crate) fn cut(corpus: &Corpus, most: usize) -> Vec<Batch> {
    let batches = runs(corpus, 0..corpus.len(), most);
    let batch = |passages: Range<usize>| Batch {
        tasks: runs(corpus, passages.clone(), TASK_TOKENS),
        order: WordOrder::new(&corpus.tokens()[corpus.span(&passages)], corpus.words()),
        passages,
    };
    batches.into_par_iter().map(batch).collect()
}

/// Consecutive passages that have at most `most` tokens together, or are just one.
fn runs(corpus: &Corpus, passages: Range<usize>, most: usize) -> Vec<Range<usize>> {
    let (mut runs, mut run) = (Vec::new(), passages.start..passages.start);
    for passage in passages {
        if !run.is_empty() && corpus.span(&(run.start..passage + 1)).len() > most {
            runs.push(run.clone());
            run.start = passage;
        }
        run.end = passage + 1;
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

impl WordOrder {
    /// Sorts by counting.
    fn new(tokens: &[u32], words: usize) -> Self {
        let mut places = vec![0_u32; words + 1];
        for &word in tokens {
            places[word as usize + 1] += 1;
        }
        for word in 0..words {
            places[word + 1] += places[word];
        }
        let starts = places.windows(2).zip(0_u32..);
        let ends: Vec<(u32, u32)> =
            starts.filter(|(pair, _)| pair[0] < pair[1]).map(|(pair, word)| (word, pair[1])).collect();
        let mut sorted = vec![0; tokens.len()];
        for (number, &word) in tokens.iter().enumerate() {
            let place = &mut places[word as usize];
            sorted[*place as usize] = number as u32;
            *place += 1;
        }
        Self { tokens: sorted, tasks: word_tasks(&ends), ends }
    }
}

/// Cuts words into ranges of about the same number of tokens.
fn word_tasks(ends: &[(u32, u32)]) -> Vec<WordTask> {
    let (mut tasks, mut first, mut start) = (Vec::new(), 0, 0);
    for (number, &(word, end)) in ends.iter().enumerate() {
        let end = end as usize;
        if end - start >= TASK_TOKENS || number + 1 == ends.len() {
            let words = ends[first].0 as usize..word as usize + 1;
            tasks.push(WordTask { words, ends: first..number + 1, start });
            (first, start) = (number + 1, end);
        }
    }
    tasks
}

#[cfg(test)]
mod tests {
    use super::{Regime, cut};
    use crate::gibbs::Corpus;

    fn corpus() -> Corpus {
        let lengths = [0, 3_000, 5_000, 1, 0, 70_000, 400, 20_000];
        let offsets = (0..=lengths.len()).map(|end| lengths[..end].iter().sum()).collect();
        let tokens = (0..lengths.iter().sum::<usize>() as u32).map(|n| n.wrapping_mul(n) % 977).collect();
        Corpus::new(offsets, tokens, 1_000).unwrap()
    }

    #[test]
    fn batches_follow_one_another_and_hold_every_token_once() {
        let corpus = corpus();
        let batches = cut(&corpus, 10_000);
        let mut next = 0;
        for batch in &batches {
            assert_eq!(batch.passages.start, next);
            next = batch.passages.end;
            let span = corpus.span(&batch.passages);
            assert!(span.len() <= 10_000 || batch.passages.len() == 1);
            assert_eq!(batch.tasks.iter().map(|task| corpus.span(task).len()).sum::<usize>(), span.len());
            let words = &corpus.tokens()[span.clone()];
            let mut sorted = batch.order.tokens.clone();
            assert!(sorted.is_sorted_by_key(|&token| (words[token as usize], token)));
            sorted.sort_unstable();
            assert!(sorted.into_iter().eq(0..span.len() as u32));
            let mut seen = 0;
            for task in &batch.order.tasks {
                for (word, tokens) in task.words(&batch.order) {
                    assert!(task.words.contains(&word) && !tokens.is_empty());
                    assert!(tokens.iter().all(|&token| words[token as usize] as usize == word));
                    seen += tokens.len();
                }
            }
            assert_eq!(seen, span.len());
        }
        assert_eq!(next, corpus.len());
    }

    #[test]
    fn batches_grow_when_topics_have_formed() {
        let many = Corpus::new(vec![0, 10_000_000], vec![0; 10_000_000], 1).unwrap();
        assert_eq!(Regime::of(&many, 0), Regime::Batches(200_000));
        assert_eq!(Regime::of(&many, 50), Regime::Batches(1_000_000));
        assert_eq!(Regime::of(&corpus(), 0), Regime::Sequential);
    }
}
