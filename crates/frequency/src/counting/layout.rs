//! Which bits of a record mean what, and which partition it belongs to.

use super::{
    LONGEST_NGRAM,
    ranges::{Ranges, bits},
    record::OccurrenceRecord,
};

/// How occurrences become records.
///
/// From the highest bit: the first unit, less the first of its partition; the other units; one bit for the side, if sides are
/// told apart. Keys, which are records without the side, are in the lexicographic order of their units.
pub(crate) struct Layout {
    pub(crate) ranges: Ranges,
    /// How many units a record has.
    places: usize,
    /// How many bits each but the first takes.
    unit_bits: u32,
    side_bits: u32,
}

impl Layout {
    /// The layout of records with so many places for `units` units.
    pub(crate) fn new(ranges: Ranges, places: usize, units: usize, has_sides: bool) -> Self {
        Self { ranges, places, unit_bits: bits(units).max(1), side_bits: has_sides.into() }
    }

    /// Whether records of this type have room for all.
    pub(crate) fn fits<R: OccurrenceRecord>(&self) -> bool {
        self.ranges.bits() + self.unit_bits * (self.places as u32 - 1) + self.side_bits <= R::ROOM
    }

    /// The partition of the occurrences that begin with a unit, and the beginning of their records.
    #[inline]
    pub(crate) fn begin<R: OccurrenceRecord>(&self, unit: u32) -> (usize, R) {
        let partition = self.ranges.of(unit);
        (partition, R::from(unit - self.ranges.start(partition)))
    }

    /// A record with one more unit.
    #[inline]
    pub(crate) fn join<R: OccurrenceRecord>(&self, record: R, unit: u32) -> R {
        (record << self.unit_bits) | R::from(unit)
    }

    /// A record and its side.
    #[inline]
    pub(crate) fn mark<R: OccurrenceRecord>(&self, record: R, marked: bool) -> R {
        (record << self.side_bits) | R::from(u32::from(marked))
    }

    /// The key and the side of a record.
    #[inline]
    pub(crate) fn parts<R: OccurrenceRecord>(&self, record: R) -> (R, u32) {
        (record >> self.side_bits, record.low() & self.side_bits)
    }

    /// The units of a key; unused places are 0.
    pub(crate) fn units<R: OccurrenceRecord>(&self, partition: usize, mut key: R) -> [u32; LONGEST_NGRAM] {
        let mut units = [0; LONGEST_NGRAM];
        for unit in units[1..self.places].iter_mut().rev() {
            *unit = key.low() & (u32::MAX >> (u32::BITS - self.unit_bits));
            key = key >> self.unit_bits;
        }
        units[0] = self.ranges.start(partition) + key.low();
        units
    }
}
