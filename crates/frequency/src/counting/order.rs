//! Counts from the commonest to the rarest.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::{LONGEST_NGRAM, Ngram, record::OccurrenceRecord, table::TableEntry, tally::Tally};

/// Where a key is: its partition and its place in it.
type KeyPlace = (u32, u32);

/// Frequencies below this are sorted by counting.
const FEW: usize = 1 << 10;

/// The keys that occur often enough, from the commonest to the rarest, then in their order.
pub(crate) fn ngrams<R: OccurrenceRecord>(
    tallies: &[Tally<R>],
    min_frequency: u64,
    units: impl Fn(usize, R) -> [u32; LONGEST_NGRAM] + Sync,
) -> Vec<Ngram> {
    let order = by_frequency(tallies, min_frequency);
    let ngram = |&(partition, place): &KeyPlace| {
        let entry = entry(tallies, (partition, place));
        Ngram {
            units: units(partition as usize, entry.key),
            frequency: entry.frequency.into(),
            document_frequency: entry.documents.into(),
        }
    };
    order.par_iter().map(ngram).collect()
}

fn entry<R>(tallies: &[Tally<R>], (partition, place): KeyPlace) -> &TableEntry<R> {
    &tallies[partition as usize].kept[place as usize]
}

fn by_frequency<R: OccurrenceRecord>(tallies: &[Tally<R>], min_frequency: u64) -> Vec<KeyPlace> {
    let mut counts = vec![0_usize; FEW];
    let mut order: Vec<KeyPlace> = Vec::new();
    let keys = tallies.iter().zip(0..).flat_map(|(tally, partition)| {
        let kept = tally.kept.iter().zip(0..);
        kept.map(move |(entry, place)| (entry.frequency, (partition, place)))
    });
    let keys = keys.filter(|&(frequency, _)| u64::from(frequency) >= min_frequency);
    for (frequency, place) in keys.clone() {
        match counts.get_mut(frequency as usize) {
            Some(count) => *count += 1,
            None => order.push(place),
        }
    }
    order.sort_by_key(|&place| Reverse(entry(tallies, place).frequency));
    // Where the keys of each frequency begin: those of greater ones come before them.
    let mut start = order.len();
    for count in counts.iter_mut().rev() {
        start += std::mem::replace(count, start);
    }
    order.resize(start, (0, 0));
    for (frequency, place) in keys {
        if let Some(start) = counts.get_mut(frequency as usize) {
            order[*start] = place;
            *start += 1;
        }
    }
    order
}
