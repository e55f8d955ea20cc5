//! The text as it is read once: how often each unit occurs, and the tokens of all documents.

use rayon::prelude::*;

use super::{
    LONGEST_NGRAM, Sentences,
    chunks::{Chunk, tokens},
    tally::NONE,
};

/// How often a unit occurs.
#[derive(Clone, Copy, Default)]
pub(crate) struct UnitCount {
    pub(crate) frequency: u64,
    pub(crate) documents: u32,
    /// The number of the last document with it, from 1; 0 for none.
    last: u32,
}

/// The tokens of a sample. They are enough for partitions that differ by a few percent.
const SAMPLE: usize = 1 << 18;

/// What was read.
pub(crate) struct CorpusText {
    /// Of each chunk, if wanted.
    pub(crate) pieces: Vec<Piece>,
    /// Of each unit.
    pub(crate) units: Vec<UnitCount>,
    /// How many sequences there are of each length, from one on.
    pub(crate) occurrences: [u64; LONGEST_NGRAM],
}

/// The tokens of a chunk; [`NONE`] ends each sentence.
#[derive(Default)]
pub(crate) struct Piece {
    pub(crate) tokens: Vec<u32>,
    pub(crate) first_document: u32,
    /// Where each document ends.
    pub(crate) ends: Vec<usize>,
}

/// The text is read in at most so many shares: each needs room for all units.
const MOST_SHARES: usize = 8;

impl CorpusText {
    /// Reads all chunks; keeps the tokens only if asked for.
    pub(crate) fn read<S: Sentences + ?Sized>(sentences: &S, chunks: &[Chunk], is_kept: bool) -> Self {
        let shares = rayon::current_num_threads().clamp(1, MOST_SHARES);
        let share = chunks.len().div_ceil(shares).max(1);
        let texts: Vec<Self> =
            chunks.par_chunks(share).map(|chunks| Self::of(sentences, chunks, is_kept)).collect();
        let mut texts = texts.into_iter();
        let first = texts.next().unwrap_or_else(|| Self::of(sentences, &[], is_kept));
        texts.fold(first, Self::join)
    }

    fn of<S: Sentences + ?Sized>(sentences: &S, chunks: &[Chunk], is_kept: bool) -> Self {
        let mut text = Self {
            pieces: Vec::with_capacity(chunks.len()),
            units: vec![UnitCount::default(); sentences.units()],
            occurrences: [0; LONGEST_NGRAM],
        };
        for chunk in chunks {
            let mut piece = Piece { first_document: chunk.documents.start as u32, ..Piece::default() };
            if is_kept {
                piece.tokens.reserve(chunk.tokens + chunk.tokens / 8);
            }
            for document in chunk.documents.clone() {
                sentences.each_run(document, &mut |run| {
                    text.count(document, run);
                    if is_kept {
                        piece.tokens.extend_from_slice(run);
                        piece.tokens.push(NONE);
                    }
                });
                piece.ends.push(piece.tokens.len());
            }
            text.pieces.push(piece);
        }
        text
    }

    fn count(&mut self, document: usize, run: &[u32]) {
        for (sum, less) in self.occurrences.iter_mut().zip(0..) {
            *sum += run.len().saturating_sub(less) as u64;
        }
        let number = document as u32 + 1;
        for &unit in run {
            let count = &mut self.units[unit as usize];
            count.frequency += 1;
            count.documents += u32::from(count.last != number);
            count.last = number;
        }
    }

    /// Adds what comes after it.
    fn join(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        for (count, more) in self.units.iter_mut().zip(other.units) {
            count.frequency += more.frequency;
            count.documents += more.documents;
        }
        for (sum, more) in self.occurrences.iter_mut().zip(other.occurrences) {
            *sum += more;
        }
        self
    }
}

/// About how often each unit occurs, by a sample of the documents; never 0.
///
/// The weights decide which thread counts what, and nothing else.
pub(crate) fn sampled_weights<S: Sentences + ?Sized>(sentences: &S, chunks: &[Chunk]) -> Vec<u64> {
    let mut weights = vec![1; sentences.units()];
    let step = (tokens(chunks) / SAMPLE).max(1);
    for document in (0..sentences.documents()).step_by(step) {
        sentences.each_run(document, &mut |run| run.iter().for_each(|&unit| weights[unit as usize] += 1));
    }
    weights
}
