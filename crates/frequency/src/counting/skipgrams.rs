//! Sequences of units with gaps, inside sentences.

use super::{
    Budget, CountError, NgramCounts, Sentences,
    chunks::{Chunk, chunks, tokens},
    layout::Layout,
    order,
    ranges::Ranges,
    record::{OccurrenceRecord, Stored},
    room::Room,
    scatter::{Buffers, scatter},
    tally::Pass,
    text::sampled_weights,
};

/// The largest number of units that a skip-gram leaves out.
pub const MOST_SKIPPED: usize = 4;

/// Counts the k-skip-n-grams of a text: the sequences of `n` units (2 or 3) of a sentence in their order, with at most
/// `most_skipped` units left out between them in total (Guthrie et al. 2006). With 0, they are the n-grams.
///
/// The same units at other places are another occurrence: "a b b" has the pair "a b" twice with one skip. A sentence of
/// L units has Σ (L − 1 − s) pairs over the skips s from 0 to k, and Σ (s + 1)(L − 2 − s) triples, without negative
/// terms.
///
/// # Errors
///
/// If `n` or `most_skipped` is out of range, if the temporary file of the budget fails, or if there is more than 32 bits can
/// number.
///
/// # Panics
///
/// If `sentences` gives a unit that is not below [`Sentences::units`].
pub fn count_skipgrams<S: Sentences + ?Sized>(
    sentences: &S,
    n: usize,
    most_skipped: usize,
    min_frequency: u64,
    budget: &Budget,
) -> Result<NgramCounts, CountError> {
    if !(2..=3).contains(&n) {
        return Err(CountError::Parameter { parameter: "n", value: n, range: "2 or 3" });
    }
    if most_skipped > MOST_SKIPPED {
        let (parameter, value) = ("most_skipped", most_skipped);
        return Err(CountError::Parameter { parameter, value, range: "at most 4" });
    }
    let chunks = chunks(sentences, budget)?;
    Gaps { n, most_skipped }.count(sentences, &chunks, min_frequency, budget)
}

/// Sequences of two or three units and how many may be left out between them.
#[derive(Clone, Copy)]
pub(crate) struct Gaps {
    pub(crate) n: usize,
    pub(crate) most_skipped: usize,
}

impl Gaps {
    pub(crate) fn count<S: Sentences + ?Sized>(
        self,
        sentences: &S,
        chunks: &[Chunk],
        min_frequency: u64,
        budget: &Budget,
    ) -> Result<NgramCounts, CountError> {
        let records = tokens(chunks).saturating_mul(self.per_token());
        let room = Room::new(budget, records, u64::BYTES)?;
        let weights = sampled_weights(sentences, chunks);
        let ranges = Ranges::new(weights.into_iter(), room.partitions);
        let layout = Layout::new(ranges, self.n, sentences.units(), false);
        if layout.fits::<u32>() {
            self.pass::<u32, S>(sentences, chunks, min_frequency, &layout, &room)
        } else if layout.fits::<u64>() {
            self.pass::<u64, S>(sentences, chunks, min_frequency, &layout, &room)
        } else {
            let room = Room::new(budget, records, u128::BYTES)?;
            self.pass::<u128, S>(sentences, chunks, min_frequency, &layout, &room)
        }
    }

    /// How many sequences begin at a token, if its sentence does not end before.
    fn per_token(self) -> usize {
        let pairs = self.most_skipped + 1;
        if self.n == 2 { pairs } else { pairs * (pairs + 1) / 2 }
    }

    fn pass<R: OccurrenceRecord, S: Sentences + ?Sized>(
        self,
        sentences: &S,
        chunks: &[Chunk],
        min_frequency: u64,
        layout: &Layout,
        room: &Room,
    ) -> Result<NgramCounts, CountError> {
        let mut items = chunks.to_vec();
        let partitions =
            scatter::<R, _>(chunks, &mut items, layout, room, self.per_token(), |chunk, buffers| {
                for document in chunk.documents.clone() {
                    sentences.each_run(document, &mut |run| self.give(run, document as u32, buffers));
                }
                Ok(())
            })?;
        let tallies = Pass { layout, store: &room.store, min_frequency, is_traced: false }
            .tallies(partitions, |_| Ok(()))?;
        Ok(NgramCounts {
            n: self.n,
            ngrams: order::ngrams(&tallies, min_frequency, |partition, key| layout.units(partition, key)),
            occurrences: tallies.iter().map(|tally| tally.occurrences).sum(),
            types: tallies.iter().map(|tally| tally.types).sum(),
        })
    }

    /// Pushes a record for each sequence of a sentence.
    fn give<R: OccurrenceRecord>(self, run: &[u32], document: u32, buffers: &mut Buffers<'_, R>) {
        if self.n == 2 && self.most_skipped == 0 {
            return give_neighbours(run, document, buffers);
        }
        let layout = buffers.layout();
        for (&first, start) in run.iter().zip(1..) {
            let (partition, record) = layout.begin::<R>(first);
            let end = run.len().min(start + self.most_skipped + 1);
            for (&second, skipped) in run[start..end].iter().zip(0..) {
                let pair = layout.join(record, second);
                if self.n == 2 {
                    buffers.push(partition, pair, document);
                    continue;
                }
                let rest = start + skipped + 1;
                for &third in run[rest..].iter().take(self.most_skipped - skipped + 1) {
                    buffers.push(partition, layout.join(pair, third), document);
                }
            }
        }
    }
}

/// The commonest case without inner loops.
fn give_neighbours<R: OccurrenceRecord>(run: &[u32], document: u32, buffers: &mut Buffers<'_, R>) {
    let layout = buffers.layout();
    for (&one, &other) in run.iter().zip(run.iter().skip(1)) {
        let (partition, record) = layout.begin::<R>(one);
        buffers.push(partition, layout.join(record, other), document);
    }
}
