//! The records of the occurrences, sorted into partitions.

use rayon::prelude::*;

use super::{
    CountError,
    chunks::Chunk,
    layout::Layout,
    record::OccurrenceRecord,
    room::Room,
    store::{Store, StoredBlock},
    tally::NONE,
};

/// A block of records and the chunk that they come from.
pub(crate) struct ScatteredBlock<R> {
    pub(crate) chunk: usize,
    pub(crate) block: StoredBlock<R>,
}

/// The records of a partition, and the document that the last of them is from.
struct Buffer<R> {
    records: Vec<R>,
    document: u32,
}

/// The records of a chunk as they come.
pub(crate) struct Buffers<'a, R> {
    layout: &'a Layout,
    store: &'a Store,
    /// Of each partition.
    buffers: Vec<Buffer<R>>,
    /// How many more records there is room for, of how many.
    room: usize,
    capacity: usize,
    /// What was put away so far, with its partition.
    blocks: Vec<(usize, StoredBlock<R>)>,
    /// The first thing that went wrong.
    error: Option<CountError>,
}

impl<'a, R: OccurrenceRecord> Buffers<'a, R> {
    /// Buffers for about so many records.
    fn new(layout: &'a Layout, room: &'a Room, expected: usize) -> Self {
        let capacity = room.capacity;
        let held = expected.min(capacity);
        let buffer = |partition| {
            let records = Vec::with_capacity(layout.ranges.expected(partition, held) * 9 / 8 + 8);
            Buffer { records, document: NONE }
        };
        Self {
            layout,
            store: &room.store,
            buffers: (0..layout.ranges.len()).map(buffer).collect(),
            room: capacity,
            capacity,
            blocks: Vec::new(),
            error: None,
        }
    }

    /// The layout of the records.
    #[inline]
    pub(crate) fn layout(&self) -> &'a Layout {
        self.layout
    }

    /// Adds a record of a document to a partition.
    #[inline]
    pub(crate) fn push(&mut self, partition: usize, record: R, document: u32) {
        let buffer = &mut self.buffers[partition];
        if buffer.document != document {
            buffer.document = document;
            buffer.records.push(R::document(document));
        }
        buffer.records.push(record);
        self.room -= 1;
        if self.room == 0 {
            self.flush();
        }
    }

    #[cold]
    fn flush(&mut self) {
        self.room = self.capacity;
        for (partition, Buffer { records, document }) in self.buffers.iter_mut().enumerate() {
            *document = NONE;
            if records.is_empty() {
                continue;
            }
            match self.store.put(records) {
                Ok(block) => self.blocks.push((partition, block)),
                Err(error) => {
                    records.clear();
                    self.error.get_or_insert(error);
                }
            }
        }
    }

    fn finish(mut self) -> Result<Vec<(usize, StoredBlock<R>)>, CountError> {
        self.flush();
        self.error.map_or(Ok(self.blocks), Err)
    }
}

/// The records of all chunks by partition, in the order of the chunks and of what `give` pushes for each of them.
///
/// There is one item for each chunk; `per_token` is about how many records there are for a token.
pub(crate) fn scatter<R: OccurrenceRecord, T: Send>(
    chunks: &[Chunk],
    items: &mut [T],
    layout: &Layout,
    room: &Room,
    per_token: usize,
    give: impl Fn(&mut T, &mut Buffers<'_, R>) -> Result<(), CountError> + Sync,
) -> Result<Vec<Vec<ScatteredBlock<R>>>, CountError> {
    let blocks: Vec<Vec<(usize, StoredBlock<R>)>> = chunks
        .par_iter()
        .zip(items)
        .with_max_len(1)
        .map(|(chunk, item)| {
            let mut buffers = Buffers::new(layout, room, chunk.tokens * per_token);
            give(item, &mut buffers)?;
            buffers.finish()
        })
        .collect::<Result<_, _>>()?;
    let mut partitions: Vec<Vec<ScatteredBlock<R>>> = (0..layout.ranges.len()).map(|_| Vec::new()).collect();
    for (chunk, blocks) in blocks.into_iter().enumerate() {
        for (partition, block) in blocks {
            partitions[partition].push(ScatteredBlock { chunk, block });
        }
    }
    Ok(partitions)
}
