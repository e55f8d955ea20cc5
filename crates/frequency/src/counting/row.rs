//! The text as a row of sequences, each a unit longer from pass to pass.

use std::vec;

use super::{
    CountError, LONGEST_NGRAM,
    chunks::Chunk,
    error::in_32_bits,
    layout::Layout,
    record::OccurrenceRecord,
    room::Room,
    scatter::{Buffers, ScatteredBlock, scatter},
    store::{Store, StoredBlock},
    tally::{NONE, Tally},
    text::Piece,
};

/// For each token, the id of the sequence that begins there and occurs often enough.
///
/// Ids are places in the lexicographic order of the sequences.
pub(crate) struct SequenceStarts {
    parts: Vec<ChunkIds>,
    /// Of each id.
    frequencies: Vec<u64>,
    /// For each length from two on and each id: the id of the sequence without its last unit, and this unit.
    parents: Vec<Vec<Parent>>,
    /// How the ids of the last pass come into the row.
    trace: Option<Trace>,
}

/// The ids of a chunk.
struct ChunkIds {
    piece: Piece,
    /// The ids of the next length, by partition.
    next: Vec<(usize, StoredBlock<u32>)>,
}

#[derive(Clone, Copy)]
struct Parent {
    start: u32,
    last: u32,
}

/// Where the ids of a pass are.
struct Trace {
    layout: Layout,
    store: Store,
    /// The first id of each partition.
    offsets: Vec<u32>,
}

impl SequenceStarts {
    /// The row of the tokens themselves.
    pub(crate) fn new(pieces: Vec<Piece>, frequencies: Vec<u64>) -> Self {
        let parts = pieces.into_iter().map(|piece| ChunkIds { piece, next: Vec::new() }).collect();
        Self { parts, frequencies, parents: Vec::new(), trace: None }
    }

    /// How often the sequence of each id occurs.
    pub(crate) fn frequencies(&self) -> &[u64] {
        &self.frequencies
    }

    /// The records of all pairs of neighbours.
    pub(crate) fn scatter<R: OccurrenceRecord>(
        &mut self,
        chunks: &[Chunk],
        layout: &Layout,
        room: &Room,
    ) -> Result<Vec<Vec<ScatteredBlock<R>>>, CountError> {
        let trace = self.trace.take();
        scatter(chunks, &mut self.parts, layout, room, 1, |part, buffers| {
            if let Some(trace) = &trace {
                part.follow(trace)?;
            }
            part.give(buffers);
            Ok(())
        })
    }

    /// Goes on to the sequences that a pass has counted.
    pub(crate) fn advance<R: OccurrenceRecord>(
        &mut self,
        tallies: Vec<Tally<R>>,
        layout: Layout,
        store: Store,
    ) -> Result<(), CountError> {
        let ids = in_32_bits("different sequences", tallies.iter().map(|tally| tally.kept.len()).sum())?;
        let mut parents = Vec::with_capacity(ids as usize);
        let mut frequencies = Vec::with_capacity(ids as usize);
        let mut offsets = Vec::with_capacity(tallies.len());
        for (partition, tally) in tallies.into_iter().enumerate() {
            offsets.push(parents.len() as u32);
            for entry in &tally.kept {
                let [start, end, ..] = layout.units(partition, entry.key);
                parents.push(Parent { start, last: self.last(end) });
                frequencies.push(entry.frequency.into());
            }
            for ScatteredBlock { chunk, block } in tally.places {
                self.parts[chunk].next.push((partition, block));
            }
        }
        self.parents.push(parents);
        self.frequencies = frequencies;
        self.trace = Some(Trace { layout, store, offsets });
        Ok(())
    }

    /// The units of the sequence that a pair of ids stands for.
    pub(crate) fn units(&self, [start, end, ..]: [u32; LONGEST_NGRAM]) -> [u32; LONGEST_NGRAM] {
        let mut units = [0; LONGEST_NGRAM];
        let mut id = start;
        for (place, parents) in self.parents.iter().enumerate().rev() {
            let parent = parents[id as usize];
            units[place + 1] = parent.last;
            id = parent.start;
        }
        units[0] = id;
        units[self.parents.len() + 1] = self.last(end);
        units
    }

    /// The last unit of a sequence.
    fn last(&self, id: u32) -> u32 {
        self.parents.last().map_or(id, |parents| parents[id as usize].last)
    }
}

impl ChunkIds {
    /// Puts the ids of the next length into the row.
    fn follow(&mut self, trace: &Trace) -> Result<(), CountError> {
        let mut streams: Vec<vec::IntoIter<u32>> =
            trace.offsets.iter().map(|_| Vec::new().into_iter()).collect();
        let mut blocks = std::mem::take(&mut self.next).into_iter().peekable();
        while let Some((partition, block)) = blocks.next() {
            let mut ids = trace.store.take(block)?;
            while let Some((_, block)) = blocks.next_if(|(next, _)| *next == partition) {
                ids.extend(trace.store.take(block)?);
            }
            streams[partition] = ids.into_iter();
        }
        let mut start = 0;
        for &end in &self.piece.ends {
            let mut tokens = self.piece.tokens[start..end].iter_mut().peekable();
            while let Some(token) = tokens.next() {
                let is_pair = *token != NONE && tokens.peek().is_some_and(|next| **next != NONE);
                *token = if is_pair {
                    let partition = trace.layout.ranges.of(*token);
                    let id = streams[partition].next().unwrap_or(NONE);
                    if id == NONE { NONE } else { trace.offsets[partition] + id }
                } else {
                    NONE
                };
            }
            start = end;
        }
        Ok(())
    }

    /// Pushes a record for each two neighbours.
    fn give<R: OccurrenceRecord>(&self, buffers: &mut Buffers<'_, R>) {
        let layout = buffers.layout();
        let mut start = 0;
        for (&end, document) in self.piece.ends.iter().zip(self.piece.first_document..) {
            for pair in self.piece.tokens[start..end].windows(2) {
                if let &[one, other] = pair
                    && one != NONE
                    && other != NONE
                {
                    let (partition, record) = layout.begin::<R>(one);
                    buffers.push(partition, layout.join(record, other), document);
                }
            }
            start = end;
        }
    }
}
