//! Which units occur near which others.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{
    Budget, CountError, LONGEST_NGRAM, Sentences,
    chunks::{Chunk, chunks, tokens},
    layout::Layout,
    ranges::Ranges,
    record::{OccurrenceRecord, Stored},
    room::Room,
    scatter::{Buffers, scatter},
    table::TableEntry,
    tally::{Pass, Tally},
};

/// How far a window reaches, in tokens. It ends where the sentence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSpan {
    /// To the left of the node.
    pub left: usize,
    /// To its right.
    pub right: usize,
}

/// The largest reach of a window to one side.
pub const WIDEST_SIDE: usize = 1000;

/// At most so many pairs are kept: windows that are wide have more of them than the text has words.
const MOST_PAIRS: usize = 1 << 27;

/// The units whose windows are counted.
#[derive(Clone, Copy, Debug)]
pub enum Nodes<'a> {
    /// All of them.
    All,
    /// Those that are marked, with a flag for each unit.
    Of(&'a [bool]),
}

impl Nodes<'_> {
    /// Whether a unit is one of them.
    #[inline]
    fn has(self, unit: u32) -> bool {
        match self {
            Self::All => true,
            Self::Of(units) => units.get(unit as usize).copied().unwrap_or(false),
        }
    }
}

/// A unit, and another one (or the same) in its windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The unit in the middle of the windows.
    pub node: u32,
    /// The unit in them.
    pub collocate: u32,
    /// How often the collocate occurs to the left of the node.
    pub left: u64,
    /// How often it occurs to the right of the node.
    pub right: u64,
    /// In how many documents it occurs in at least one window.
    pub document_frequency: u64,
}

/// A unit whose windows were counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeCount {
    /// The unit.
    pub unit: u32,
    /// How often it occurs, which is the number of its windows.
    pub frequency: u64,
    /// The number of tokens in its windows. A window that is cut off by the end of a sentence has fewer than the span.
    pub places: u64,
}

/// What occurs in the windows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowCounts {
    /// The pairs that occur often enough, in the order of the node, then of the collocate.
    pub pairs: Vec<Pair>,
    /// The nodes that occur, in their order.
    pub nodes: Vec<NodeCount>,
    /// The number of distinct pairs, including rare ones.
    pub types: u64,
}

/// Counts which units occur in the windows around the nodes, inside sentences, and keeps the pairs that occur at least
/// `min_frequency` times on both sides together.
///
/// Windows overlap: a token in the windows of two nodes counts for both, even if both are the same unit, and a node
/// counts in the window of another node. With a `min_frequency` of 1, the sum of `left` and `right` over the pairs of a
/// node is its `places`.
///
/// # Errors
///
/// If a side is wider than [`WIDEST_SIDE`], if the temporary file of the budget fails, if there is more than 32 bits can
/// number, or if more than 134,217,728 (2²⁷) pairs occur often enough.
///
/// # Panics
///
/// If `sentences` gives a unit that is not below [`Sentences::units`].
pub fn count_windows<S: Sentences + ?Sized>(
    sentences: &S,
    nodes: Nodes<'_>,
    span: WindowSpan,
    min_frequency: u64,
    budget: &Budget,
) -> Result<WindowCounts, CountError> {
    for (parameter, value) in [("left", span.left), ("right", span.right)] {
        if value > WIDEST_SIDE {
            return Err(CountError::Parameter { parameter, value, range: "at most 1000" });
        }
    }
    let chunks = chunks(sentences, budget)?;
    Windows { nodes, span, min_frequency, most_pairs: MOST_PAIRS }.count(sentences, &chunks, budget)
}

/// What is asked for.
#[derive(Clone, Copy)]
struct Windows<'a> {
    nodes: Nodes<'a>,
    span: WindowSpan,
    min_frequency: u64,
    most_pairs: usize,
}

impl Windows<'_> {
    fn count<S: Sentences + ?Sized>(
        self,
        sentences: &S,
        chunks: &[Chunk],
        budget: &Budget,
    ) -> Result<WindowCounts, CountError> {
        let counts = self.nodes(sentences, chunks);
        let windows: u64 = counts.iter().map(|node| node.frequency).sum();
        let records = (windows as usize).saturating_mul(self.span.left + self.span.right);
        let room = Room::new(budget, records, u64::BYTES)?;
        let ranges = Ranges::new(counts.iter().map(|node| node.frequency), room.partitions);
        let layout = Layout::new(ranges, 2, sentences.units(), true);
        let per_token = records.div_ceil(tokens(chunks).max(1));
        let (pairs, types) = if layout.fits::<u32>() {
            self.pass::<u32, S>(sentences, chunks, per_token, &layout, &room)?
        } else if layout.fits::<u64>() {
            self.pass::<u64, S>(sentences, chunks, per_token, &layout, &room)?
        } else {
            let room = Room::new(budget, records, u128::BYTES)?;
            self.pass::<u128, S>(sentences, chunks, per_token, &layout, &room)?
        };
        let nodes = counts.into_iter().filter(|node| node.frequency > 0).collect();
        Ok(WindowCounts { pairs, nodes, types })
    }

    /// The frequency and the window places of each unit; 0 for those that are no node.
    fn nodes<S: Sentences + ?Sized>(self, sentences: &S, chunks: &[Chunk]) -> Vec<NodeCount> {
        let zero = || -> Vec<NodeCount> {
            let units = 0..sentences.units() as u32;
            units.map(|unit| NodeCount { unit, ..NodeCount::default() }).collect()
        };
        let share = chunks.len().div_ceil(rayon::current_num_threads().clamp(1, MOST_SHARES)).max(1);
        let shares: Vec<Vec<NodeCount>> = chunks
            .par_chunks(share)
            .map(|chunks| {
                let mut nodes = zero();
                for document in chunks.iter().flat_map(|chunk| chunk.documents.clone()) {
                    sentences.each_run(document, &mut |run| self.add(run, &mut nodes));
                }
                nodes
            })
            .collect();
        shares.into_iter().reduce(join).unwrap_or_else(zero)
    }

    /// Adds the nodes of a sentence.
    fn add(self, run: &[u32], nodes: &mut [NodeCount]) {
        for (place, &unit) in run.iter().enumerate().filter(|(_, unit)| self.nodes.has(**unit)) {
            let node = &mut nodes[unit as usize];
            node.frequency += 1;
            node.places += (place.min(self.span.left) + (run.len() - 1 - place).min(self.span.right)) as u64;
        }
    }

    /// The pairs that occur often enough, and how many there are in all.
    fn pass<R: OccurrenceRecord, S: Sentences + ?Sized>(
        self,
        sentences: &S,
        chunks: &[Chunk],
        per_token: usize,
        layout: &Layout,
        room: &Room,
    ) -> Result<(Vec<Pair>, u64), CountError> {
        let mut items = chunks.to_vec();
        let partitions = scatter::<R, _>(chunks, &mut items, layout, room, per_token, |chunk, buffers| {
            for document in chunk.documents.clone() {
                sentences.each_run(document, &mut |run| self.give(run, document as u32, buffers));
            }
            Ok(())
        })?;
        let (kept, min_frequency) = (AtomicUsize::new(0), self.min_frequency);
        let pass = Pass { layout, store: &room.store, min_frequency, is_traced: false };
        let tallies = pass.tallies(partitions, |tally| {
            let kept = kept.fetch_add(tally.kept.len(), Ordering::Relaxed) + tally.kept.len();
            let is_within = kept <= self.most_pairs;
            is_within.then_some(()).ok_or(CountError::TooManyPairs { min_frequency, most: self.most_pairs })
        })?;
        let types = tallies.iter().map(|tally| tally.types).sum();
        let pairs = |(partition, tally): (usize, Tally<R>)| {
            let pairs = tally.kept.into_iter();
            pairs.map(move |entry| pair(layout.units(partition, entry.key), &entry))
        };
        Ok((tallies.into_par_iter().enumerate().flat_map_iter(pairs).collect(), types))
    }

    /// Pushes a record for each place of each window of a sentence.
    fn give<R: OccurrenceRecord>(self, run: &[u32], document: u32, buffers: &mut Buffers<'_, R>) {
        let layout = buffers.layout();
        for (place, &node) in run.iter().enumerate().filter(|(_, node)| self.nodes.has(**node)) {
            let (partition, record) = layout.begin::<R>(node);
            let start = place.saturating_sub(self.span.left);
            let end = run.len().min(place + 1 + self.span.right);
            for &collocate in &run[start..place] {
                buffers.push(partition, layout.mark(layout.join(record, collocate), true), document);
            }
            for &collocate in &run[place + 1..end] {
                buffers.push(partition, layout.mark(layout.join(record, collocate), false), document);
            }
        }
    }
}

/// The nodes are counted in at most so many shares: each needs room for all units.
const MOST_SHARES: usize = 8;

fn join(mut nodes: Vec<NodeCount>, more: Vec<NodeCount>) -> Vec<NodeCount> {
    for (node, more) in nodes.iter_mut().zip(more) {
        node.frequency += more.frequency;
        node.places += more.places;
    }
    nodes
}

fn pair<R>([node, collocate, ..]: [u32; LONGEST_NGRAM], entry: &TableEntry<R>) -> Pair {
    Pair {
        node,
        collocate,
        left: entry.marked.into(),
        right: (entry.frequency - entry.marked).into(),
        document_frequency: entry.documents.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Budget, CountError, Sentences, chunks::chunks},
        Nodes, WindowCounts, WindowSpan, Windows,
    };

    /// One sentence of so many different units.
    struct Different(u32);

    impl Sentences for Different {
        fn documents(&self) -> usize {
            1
        }

        fn units(&self) -> usize {
            self.0 as usize
        }

        fn each_run(&self, _: usize, give: &mut dyn FnMut(&[u32])) {
            give(&Vec::from_iter(0..self.0));
        }
    }

    #[test]
    fn no_more_pairs_are_kept_than_the_bound() {
        let (text, budget) = (Different(100), Budget::default());
        let chunks = chunks(&text, &budget).ok().unwrap_or_default();
        let count = |most_pairs, min_frequency| {
            let span = WindowSpan { left: 1, right: 1 };
            Windows { nodes: Nodes::All, span, min_frequency, most_pairs }.count(&text, &chunks, &budget)
        };
        // Each unit has a neighbour on both sides, but for the first and the last.
        assert!(matches!(count(198, 1), Ok(WindowCounts { pairs, types: 198, .. }) if pairs.len() == 198));
        let Err(error) = count(197, 1) else { panic!("too many pairs are kept") };
        assert!(matches!(error, CountError::TooManyPairs { min_frequency: 1, most: 197 }));
        assert!(error.to_string().contains("use a higher min_frequency"));
        // What is too rare is not kept.
        assert!(matches!(count(0, 2), Ok(WindowCounts { pairs, types: 198, .. }) if pairs.is_empty()));
    }
}
