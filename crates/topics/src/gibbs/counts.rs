//! The counts that a chain keeps, in the shape that suits the corpus and the number of topics.

use crate::gibbs::{
    Corpus,
    abreast::AbreastSnapshot,
    batch,
    batches::Batch,
    dense::DenseSnapshot,
    lanes::{Count, LaneArray, for_length},
    lists::TopicLists,
    rates::Rates,
    rows::TopicRows,
    sequence,
    simd::WIDE,
    sparse::SparseSnapshot,
    steps::InSteps,
    sweep::Sweep,
};

/// Up to so many topics, rows are faster than lists.
const DENSE_TOPICS: usize = 256;

/// Up to so many blocks of topics, sixteen passages abreast are faster than four in steps: 1.3 times with 10 and 20 topics, hardly with 50,
/// .8 times with 120.
const ABREAST_BLOCKS: usize = 8;

/// How often each word has each topic. Counts are as narrow as the most frequent word allows: half the width is half the
/// traffic with memory.
#[derive(Clone, Debug)]
pub(crate) enum TopicCounts {
    NarrowRows(TopicRows<u16>),
    WideRows(TopicRows<u32>),
    NarrowLists(TopicLists<u16>),
    WideLists(TopicLists<u32>),
}

/// Does the same with the counts of either width.
macro_rules! either {
    ($of:expr, $rows:ident => $with_rows:expr, $lists:ident => $with_lists:expr) => {
        match $of {
            TopicCounts::NarrowRows($rows) => $with_rows,
            TopicCounts::WideRows($rows) => $with_rows,
            TopicCounts::NarrowLists($lists) => $with_lists,
            TopicCounts::WideLists($lists) => $with_lists,
        }
    };
}

impl TopicCounts {
    /// Counts the tokens, which have these topics.
    pub(crate) fn of_tokens(corpus: &Corpus, topics: usize, assigned: &[u16], in_sequence: bool) -> Self {
        let (words, tokens) = (corpus.words(), corpus.tokens());
        let narrow = most_frequent(corpus) <= u32::from(u16::MAX);
        match (in_sequence || topics <= DENSE_TOPICS, narrow) {
            (true, true) => Self::NarrowRows(TopicRows::of_tokens(words, topics, tokens, assigned)),
            (true, false) => Self::WideRows(TopicRows::of_tokens(words, topics, tokens, assigned)),
            (false, true) => Self::NarrowLists(TopicLists::of_tokens(words, topics, tokens, assigned)),
            (false, false) => Self::WideLists(TopicLists::of_tokens(words, topics, tokens, assigned)),
        }
    }

    /// The count of each topic.
    pub(crate) fn totals(&self) -> &[u32] {
        either!(self, rows => rows.totals(), lists => lists.totals())
    }

    /// Calls for each topic of a word with its count, in the order of the topics. Topics that it does not have may be
    /// left out.
    pub(crate) fn for_word(&self, word: u32, mut call: impl FnMut(usize, u32)) {
        either!(self,
            rows => {
                let topics = rows.totals().len();
                let row = rows.row(word).as_flattened().iter().take(topics).enumerate();
                row.for_each(|(topic, count)| call(topic, count.get()));
            },
            lists => lists.of_word(word).for_each(|(topic, count)| call(usize::from(topic), count))
        );
    }

    /// Samples every token, one after the other.
    pub(crate) fn sample_in_sequence(&mut self, sweep: Sweep<'_>, topics: &mut [u16]) {
        either!(self,
            rows => sequence::sample(sweep, rows, topics),
            _lists => () // made for batches only
        );
    }

    /// Samples a batch against the counts, and then moves its tokens.
    pub(crate) fn sample_batch(&mut self, sweep: Sweep<'_>, batch: &Batch, topics: &mut [u16]) {
        let topics = &mut topics[sweep.corpus.span(&batch.passages)];
        let old = topics.to_vec();
        either!(self,
            rows => {
                from_rows(sweep, batch, rows, topics);
                rows.move_tokens(&batch.order, &old, topics);
            },
            lists => {
                let rates = &sweep.rates(crate::gibbs::lanes::blocks(lists.totals().len()), lists.totals());
                batch::sample(sweep, batch, InSteps(SparseSnapshot { lists, rates }), topics);
                lists.move_tokens(&batch.order, &old, topics);
            }
        );
    }
}

fn from_rows<C: Count>(sweep: Sweep<'_>, batch: &Batch, rows: &TopicRows<C>, topics: &mut [u16]) {
    for_length!(rows.stride(), N => {
        let rates: &Rates<N> = &sweep.rates(rows.stride(), rows.totals());
        // Long passages are few to a task, and would leave most lanes empty.
        let fill_lanes = batch.passages.len() >= batch.tasks.len() * WIDE;
        if rows.stride() <= ABREAST_BLOCKS && fill_lanes {
            batch::sample(sweep, batch, AbreastSnapshot { rows, rates }, topics);
        } else {
            batch::sample(sweep, batch, InSteps(DenseSnapshot { rows, rates }), topics);
        }
    });
}

fn most_frequent(corpus: &Corpus) -> u32 {
    let mut frequencies = vec![0; corpus.words()];
    for &word in corpus.tokens() {
        frequencies[word as usize] += 1;
    }
    frequencies.into_iter().max().unwrap_or(0)
}
