//! Sequences of units inside sentences.
//!
//! For each length, from two on:
//!
//! ```text
//! the text is a row of ids, of which each stands for the sequence of n - 1 units that begins there, or for none
//! for each two neighbours that stand for one: write down (id, next id, document) in the partition of the first id
//! for each partition: count its records; give ids in order to those that occur twice
//! for each two neighbours again: the first one's place in the row takes the id of the pair
//! ```
//!
//! A sequence whose beginning or end occurs once in the text occurs once itself: so it needs no record to be counted.

use super::{
    Budget, CountError, Sentences,
    chunks::{Chunk, chunks, tokens},
    layout::Layout,
    order,
    ranges::Ranges,
    record::{OccurrenceRecord, Stored},
    room::Room,
    row::SequenceStarts,
    skipgrams::Gaps,
    tally::Pass,
    text::CorpusText,
};

/// The longest sequence that is counted.
pub const LONGEST_NGRAM: usize = 5;

/// A sequence of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ngram {
    /// Its units, in the order of the text; unused places are 0.
    pub units: [u32; LONGEST_NGRAM],
    /// How often it occurs.
    pub frequency: u64,
    /// In how many documents it occurs.
    pub document_frequency: u64,
}

/// All sequences of one length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NgramCounts {
    /// The length in units.
    pub n: usize,
    /// The sequences that occur often enough, in descending order of frequency, then in the order of their units.
    pub ngrams: Vec<Ngram>,
    /// The number of sequences in the text, including rare ones.
    pub occurrences: u64,
    /// The number of distinct sequences, including rare ones.
    pub types: u64,
}

/// Counts the sequences of each length inside sentences, and keeps those that occur at least `min_frequency` times.
///
/// A text has Σ max(0, L − n + 1) of them, where L are the lengths of its sentences. The results are in the order of
/// `lengths`. All lengths up to the greatest one are counted on the way to it, so asking for them too costs little.
///
/// ```
/// use textmill_frequency::{Budget, CountError, Sentences, count_ngrams};
///
/// /// A document of one sentence.
/// struct Text(Vec<u32>);
///
/// impl Sentences for Text {
///     fn documents(&self) -> usize { 1 }
///     fn units(&self) -> usize { 3 }
///     fn each_run(&self, _: usize, give: &mut dyn FnMut(&[u32])) { give(&self.0) }
/// }
///
/// let bigrams = count_ngrams(&Text(vec![0, 1, 2, 0, 1]), &[2], 2, &Budget::default())?.remove(0);
/// assert_eq!((bigrams.occurrences, bigrams.types), (4, 3));
/// // Only "0 1" occurs twice.
/// assert_eq!(bigrams.ngrams.len(), 1);
/// assert_eq!((bigrams.ngrams[0].units, bigrams.ngrams[0].frequency), ([0, 1, 0, 0, 0], 2));
/// # Ok::<(), CountError>(())
/// ```
///
/// # Errors
///
/// If a length is not from 1 to [`LONGEST_NGRAM`], if the temporary file of the budget fails, or if there are more documents,
/// units or different sequences than 32 bits can number.
///
/// # Panics
///
/// If `sentences` gives a unit that is not below [`Sentences::units`].
pub fn count_ngrams<S: Sentences + ?Sized>(
    sentences: &S,
    lengths: &[usize],
    min_frequency: u64,
    budget: &Budget,
) -> Result<Vec<NgramCounts>, CountError> {
    if let Some(&value) = lengths.iter().find(|length| !(1..=LONGEST_NGRAM).contains(*length)) {
        return Err(CountError::Parameter { parameter: "n", value, range: "from 1 to 5" });
    }
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let chunks = chunks(sentences, budget)?;
    let mut counts: Vec<NgramCounts> =
        (0..=longest).map(|n| NgramCounts { n, ..NgramCounts::default() }).collect();
    if longest > 2 || lengths.contains(&1) {
        let mut text = CorpusText::read(sentences, &chunks, longest > 2);
        counts[1] = count_units(&text, min_frequency);
        let pieces = std::mem::take(&mut text.pieces);
        let mut row = SequenceStarts::new(pieces, text.units.iter().map(|unit| unit.frequency).collect());
        for n in (2..=longest).filter(|_| longest > 2) {
            let asked = Asked { n, is_wanted: lengths.contains(&n), is_last: n == longest, min_frequency };
            counts[n] = asked.count(&text, &chunks, &mut row, budget)?;
        }
    }
    if longest == 2 {
        // Nothing is gained from the row here.
        counts[2] = Gaps { n: 2, most_skipped: 0 }.count(sentences, &chunks, min_frequency, budget)?;
    }
    let results = lengths.iter().enumerate().map(|(place, n)| {
        let is_asked_again = lengths[place + 1..].contains(n);
        if is_asked_again { counts[*n].clone() } else { std::mem::take(&mut counts[*n]) }
    });
    Ok(results.collect())
}

fn count_units(text: &CorpusText, min_frequency: u64) -> NgramCounts {
    let occurring = || text.units.iter().zip(0..).filter(|(unit, _)| unit.frequency > 0);
    let ngram = |(unit, id): (&super::text::UnitCount, u32)| Ngram {
        units: [id, 0, 0, 0, 0],
        frequency: unit.frequency,
        document_frequency: unit.documents.into(),
    };
    let mut ngrams: Vec<Ngram> =
        occurring().map(ngram).filter(|ngram| ngram.frequency >= min_frequency).collect();
    ngrams.sort_by_key(|ngram| std::cmp::Reverse(ngram.frequency));
    NgramCounts { n: 1, ngrams, occurrences: text.occurrences[0], types: occurring().count() as u64 }
}

/// What is asked of a length.
struct Asked {
    n: usize,
    /// Whether its sequences are wanted, or only their ids for those of the next length.
    is_wanted: bool,
    is_last: bool,
    min_frequency: u64,
}

impl Asked {
    fn count(
        &self,
        text: &CorpusText,
        chunks: &[Chunk],
        row: &mut SequenceStarts,
        budget: &Budget,
    ) -> Result<NgramCounts, CountError> {
        let room = Room::new(budget, tokens(chunks), u64::BYTES)?;
        let ranges = Ranges::new(row.frequencies().iter().copied(), room.partitions);
        let layout = Layout::new(ranges, 2, row.frequencies().len(), false);
        if layout.fits::<u32>() {
            self.pass::<u32>(text, chunks, row, layout, room)
        } else if layout.fits::<u64>() {
            self.pass::<u64>(text, chunks, row, layout, room)
        } else {
            let room = Room::new(budget, tokens(chunks), u128::BYTES)?;
            self.pass::<u128>(text, chunks, row, layout, room)
        }
    }

    fn pass<R: OccurrenceRecord>(
        &self,
        text: &CorpusText,
        chunks: &[Chunk],
        row: &mut SequenceStarts,
        layout: Layout,
        room: Room,
    ) -> Result<NgramCounts, CountError> {
        let partitions = row.scatter::<R>(chunks, &layout, &room)?;
        // What occurs once is of use only if it is wanted itself.
        let kept = if self.is_last { self.min_frequency } else { self.min_frequency.min(2) };
        let pass =
            Pass { layout: &layout, store: &room.store, min_frequency: kept, is_traced: !self.is_last };
        let tallies = pass.tallies(partitions, |_| Ok(()))?;
        let occurrences = text.occurrences[self.n - 1];
        let counted: u64 = tallies.iter().map(|tally| tally.occurrences).sum();
        let types: u64 = tallies.iter().map(|tally| tally.types).sum();
        let mut counts = NgramCounts {
            n: self.n,
            ngrams: Vec::new(),
            occurrences,
            types: types + (occurrences - counted),
        };
        if self.is_wanted {
            let units = |partition, key| row.units(layout.units(partition, key));
            counts.ngrams = order::ngrams(&tallies, self.min_frequency, units);
        }
        if !self.is_last {
            row.advance(tallies, layout, room.store)?;
        }
        Ok(counts)
    }
}
