//! The distinct keys of a partition.

use super::record::OccurrenceRecord;

/// What is known of a key. A partition has less records than 32 bits can count.
#[derive(Clone, Copy)]
pub(crate) struct TableEntry<R> {
    pub(crate) key: R,
    /// How often it occurs.
    pub(crate) frequency: u32,
    /// How many of these have their side bit set.
    pub(crate) marked: u32,
    /// In how many documents it occurs, and which of them was the last.
    pub(crate) documents: u32,
    last: u32,
}

/// A hash table with open addressing, of the order in which keys came first.
///
/// A slot says nearly for sure whether it is the one, before its entry is there from a further cache.
pub(crate) struct Table<R> {
    slots: Vec<TableSlot>,
    entries: Vec<TableEntry<R>>,
    /// The high bits of a hash are the slot.
    shift: u32,
}

/// The place of an entry, and the low bits of the hash of its key.
#[derive(Clone, Copy)]
struct TableSlot {
    tag: u32,
    place: u32,
}

const EMPTY: TableSlot = TableSlot { tag: 0, place: u32::MAX };
const FEWEST_BITS: u32 = 10;

impl<R: OccurrenceRecord> Table<R> {
    pub(crate) fn new() -> Self {
        Self { slots: vec![EMPTY; 1 << FEWEST_BITS], entries: Vec::new(), shift: u64::BITS - FEWEST_BITS }
    }

    /// Forgets all keys, but keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.slots.fill(EMPTY);
        self.entries.clear();
    }

    /// The keys in the order in which they came first.
    pub(crate) fn entries(&self) -> &[TableEntry<R>] {
        &self.entries
    }

    /// Counts an occurrence; the place of its key. Occurrences of the same document come one after the other.
    #[inline]
    pub(crate) fn count(&mut self, key: R, document: u32, marked: u32) -> u32 {
        let hash = key.hash();
        let tag = hash as u32;
        let mut slot = (hash >> self.shift) as usize;
        loop {
            let TableSlot { tag: known, place } = self.slots[slot];
            if place == EMPTY.place {
                return self.insert(
                    slot,
                    TableEntry { key, frequency: 1, marked, documents: 1, last: document },
                    tag,
                );
            }
            if known == tag {
                let entry = &mut self.entries[place as usize];
                if entry.key == key {
                    entry.frequency += 1;
                    entry.marked += marked;
                    entry.documents += u32::from(entry.last != document);
                    entry.last = document;
                    return place;
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn insert(&mut self, slot: usize, entry: TableEntry<R>, tag: u32) -> u32 {
        let place = self.entries.len() as u32;
        self.slots[slot] = TableSlot { tag, place };
        self.entries.push(entry);
        // At most half of the slots are taken.
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        }
        place
    }

    #[cold]
    fn grow(&mut self) {
        let slots = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(slots, EMPTY);
        self.shift -= 1;
        for (entry, place) in self.entries.iter().zip(0..) {
            let hash = entry.key.hash();
            let mut slot = (hash >> self.shift) as usize;
            while self.slots[slot].place != EMPTY.place {
                slot = (slot + 1) & (slots - 1);
            }
            self.slots[slot] = TableSlot { tag: hash as u32, place };
        }
    }
}
