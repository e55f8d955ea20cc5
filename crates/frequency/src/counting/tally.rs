//! The counts of each partition.

use std::iter;

use rayon::prelude::*;

use super::{
    CountError,
    error::in_32_bits,
    layout::Layout,
    record::OccurrenceRecord,
    scatter::ScatteredBlock,
    store::Store,
    table::{Table, TableEntry},
};

/// Stands for a key that is not kept.
pub(crate) const NONE: u32 = u32::MAX;

/// The counts of a partition.
pub(crate) struct Tally<R> {
    /// The keys that occur often enough, in order.
    pub(crate) kept: Vec<TableEntry<R>>,
    /// How many different keys there are.
    pub(crate) types: u64,
    /// How many occurrences there are.
    pub(crate) occurrences: u64,
    /// If asked for: of each record the place of its key among those kept, or [`NONE`].
    pub(crate) places: Vec<ScatteredBlock<u32>>,
}

/// How a pass is counted.
pub(crate) struct Pass<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) store: &'a Store,
    /// How often a key must occur to be kept.
    pub(crate) min_frequency: u64,
    /// Whether the place of the key of each record is wanted.
    pub(crate) is_traced: bool,
}

impl Pass<'_> {
    /// Counts all partitions. Each tally has to pass the check, in no order; with the first that does not it ends.
    pub(crate) fn tallies<R: OccurrenceRecord>(
        &self,
        partitions: Vec<Vec<ScatteredBlock<R>>>,
        check: impl Fn(&Tally<R>) -> Result<(), CountError> + Sync,
    ) -> Result<Vec<Tally<R>>, CountError> {
        let tally = |table: &mut Table<R>, shares| {
            let tally = self.tally(table, shares)?;
            check(&tally).map(|()| tally)
        };
        partitions.into_par_iter().map_init(Table::new, tally).collect()
    }

    fn tally<R: OccurrenceRecord>(
        &self,
        table: &mut Table<R>,
        shares: Vec<ScatteredBlock<R>>,
    ) -> Result<Tally<R>, CountError> {
        let records = shares.iter().map(|share| share.block.len()).sum();
        in_32_bits("sequences that begin alike", records)?;
        table.clear();
        let mut traces: Vec<(usize, Vec<u32>)> = Vec::new();
        for ScatteredBlock { chunk, block } in shares {
            let records = self.store.take(block)?;
            if self.is_traced {
                traces.push((chunk, self.count(table, &records).collect()));
            } else {
                self.count(table, &records).for_each(drop);
            }
        }
        let order = self.order(table.entries());
        let occurrences = table.entries().iter().map(|entry| u64::from(entry.frequency)).sum();
        let places = self.places(&order, table.entries().len(), traces)?;
        let kept = order.into_iter().map(|place| table.entries()[place as usize]).collect();
        Ok(Tally { kept, types: table.entries().len() as u64, occurrences, places })
    }

    /// Counts the records of a block; the place of the entry of each.
    fn count<'t, R: OccurrenceRecord>(
        &'t self,
        table: &'t mut Table<R>,
        records: &'t [R],
    ) -> impl Iterator<Item = u32> + use<'t, R> {
        let mut document = 0;
        records.iter().filter_map(move |&record| {
            if record.is_document() {
                // The highest bit falls away.
                document = record.low() & (u32::MAX >> 1);
                return None;
            }
            let (key, marked) = self.layout.parts(record);
            Some(table.count(key, document, marked))
        })
    }

    /// The places of the entries that are kept, in the order of their keys.
    fn order<R: OccurrenceRecord>(&self, entries: &[TableEntry<R>]) -> Vec<u32> {
        let is_kept = |(entry, _): &(&TableEntry<R>, u32)| u64::from(entry.frequency) >= self.min_frequency;
        let kept = entries.iter().zip(0..).filter(is_kept);
        let mut keys: Vec<(R, u32)> = kept.map(|(entry, place)| (entry.key, place)).collect();
        keys.sort_unstable_by_key(|&(key, _)| key);
        keys.into_iter().map(|(_, place)| place).collect()
    }

    /// Turns places of entries into places among those kept, and puts them away.
    fn places(
        &self,
        order: &[u32],
        entries: usize,
        traces: Vec<(usize, Vec<u32>)>,
    ) -> Result<Vec<ScatteredBlock<u32>>, CountError> {
        if traces.is_empty() {
            return Ok(Vec::new());
        }
        let mut ranks: Vec<u32> = iter::repeat_n(NONE, entries).collect();
        for (&place, rank) in order.iter().zip(0..) {
            ranks[place as usize] = rank;
        }
        let shares = traces.into_iter().map(|(chunk, mut trace)| {
            trace.iter_mut().for_each(|place| *place = ranks[*place as usize]);
            Ok(ScatteredBlock { chunk, block: self.store.put(&mut trace)? })
        });
        shares.collect()
    }
}
