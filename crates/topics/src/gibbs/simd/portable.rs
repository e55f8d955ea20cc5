//! The operations on lanes one by one, for any processor: what every other kind must agree with.

use std::array;

use super::{Simd, WIDE};
use crate::gibbs::lanes::{LANES, LaneArray};

/// No instructions in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Portable;

impl Simd for Portable {
    type Lanes = LaneArray<f32>;
    type Counters = LaneArray<u32>;
    type Wide = [f32; WIDE];
    type Mask = [bool; WIDE];

    #[inline(always)]
    fn splat(self, value: f32) -> LaneArray<f32> {
        [value; LANES]
    }

    #[inline(always)]
    fn load(self, block: &LaneArray<f32>) -> LaneArray<f32> {
        *block
    }

    #[inline(always)]
    fn gather(self, table: &[f32], places: &LaneArray<u16>) -> LaneArray<f32> {
        places.map(|place| table.get(usize::from(place)).copied().unwrap_or(0.0))
    }

    #[inline(always)]
    fn store(self, lanes: LaneArray<f32>) -> LaneArray<f32> {
        lanes
    }

    #[inline(always)]
    fn add(self, one: LaneArray<f32>, other: LaneArray<f32>) -> LaneArray<f32> {
        std::array::from_fn(|lane| one[lane] + other[lane])
    }

    #[inline(always)]
    fn multiply(self, one: LaneArray<f32>, other: LaneArray<f32>) -> LaneArray<f32> {
        std::array::from_fn(|lane| one[lane] * other[lane])
    }

    #[inline(always)]
    fn prefix(self, lanes: LaneArray<f32>) -> LaneArray<f32> {
        let shifted = |lanes: LaneArray<f32>, by: usize| -> LaneArray<f32> {
            std::array::from_fn(
                |lane| if lane % 4 < by { lanes[lane] } else { lanes[lane] + lanes[lane - by] },
            )
        };
        let halves = shifted(shifted(lanes, 1), 2);
        std::array::from_fn(|lane| if lane < 4 { halves[lane] } else { halves[lane] + halves[3] })
    }

    #[inline(always)]
    fn not_above(self, lanes: LaneArray<f32>, limit: f32) -> usize {
        lanes.iter().map(|&lane| usize::from(lane <= limit)).sum()
    }

    #[inline(always)]
    fn load_counters(self, block: &LaneArray<u32>) -> LaneArray<u32> {
        *block
    }

    #[inline(always)]
    fn widen(self, block: &LaneArray<u16>) -> LaneArray<u32> {
        block.map(u32::from)
    }

    #[inline(always)]
    fn convert(self, counters: LaneArray<u32>) -> LaneArray<f32> {
        counters.map(|counter| counter as i32 as f32)
    }

    #[inline(always)]
    fn equal(self, one: LaneArray<u32>, other: LaneArray<u32>) -> LaneArray<u32> {
        std::array::from_fn(|lane| if one[lane] == other[lane] { u32::MAX } else { 0 })
    }

    #[inline(always)]
    fn minus_one_where(self, counters: LaneArray<u32>, all_bits: LaneArray<u32>) -> LaneArray<u32> {
        std::array::from_fn(|lane| counters[lane].wrapping_add(all_bits[lane]))
    }

    #[inline(always)]
    fn count_not_above(
        self,
        counters: LaneArray<u32>,
        lanes: LaneArray<f32>,
        limit: LaneArray<f32>,
    ) -> LaneArray<u32> {
        std::array::from_fn(|lane| counters[lane] + u32::from(lanes[lane] <= limit[lane]))
    }

    #[inline(always)]
    fn store_counters(self, counters: LaneArray<u32>) -> LaneArray<u32> {
        counters
    }

    #[inline(always)]
    fn xor(self, one: LaneArray<u32>, other: LaneArray<u32>) -> LaneArray<u32> {
        std::array::from_fn(|lane| one[lane] ^ other[lane])
    }

    #[inline(always)]
    fn widening_products(self, factor: u32, counters: LaneArray<u32>) -> (LaneArray<u32>, LaneArray<u32>) {
        let products = counters.map(|counter| u64::from(factor) * u64::from(counter));
        (products.map(|product| (product >> 32) as u32), products.map(|product| product as u32))
    }

    #[inline(always)]
    fn load_wide(self, numbers: &[f32; WIDE]) -> [f32; WIDE] {
        *numbers
    }

    #[inline(always)]
    fn store_wide(self, wide: [f32; WIDE]) -> [f32; WIDE] {
        wide
    }

    #[inline(always)]
    fn store_integers(self, wide: [f32; WIDE]) -> [u32; WIDE] {
        wide.map(|number| number as i32 as u32)
    }

    #[inline(always)]
    fn splat_wide(self, value: f32) -> [f32; WIDE] {
        [value; WIDE]
    }

    #[inline(always)]
    fn transpose(self, rows: [&LaneArray<u16>; WIDE]) -> [[f32; WIDE]; LANES] {
        array::from_fn(|column| array::from_fn(|row| f32::from(rows[row][column])))
    }

    #[inline(always)]
    fn add_wide(self, one: [f32; WIDE], other: [f32; WIDE]) -> [f32; WIDE] {
        array::from_fn(|lane| one[lane] + other[lane])
    }

    #[inline(always)]
    fn subtract_wide(self, one: [f32; WIDE], other: [f32; WIDE]) -> [f32; WIDE] {
        array::from_fn(|lane| one[lane] - other[lane])
    }

    #[inline(always)]
    fn multiply_wide(self, one: [f32; WIDE], other: [f32; WIDE]) -> [f32; WIDE] {
        array::from_fn(|lane| one[lane] * other[lane])
    }

    #[inline(always)]
    fn divide_wide(self, one: [f32; WIDE], other: [f32; WIDE]) -> [f32; WIDE] {
        array::from_fn(|lane| one[lane] / other[lane])
    }

    #[inline(always)]
    fn equal_wide(self, one: [f32; WIDE], other: [f32; WIDE]) -> [bool; WIDE] {
        array::from_fn(|lane| one[lane] == other[lane])
    }

    #[inline(always)]
    fn not_above_wide(self, one: [f32; WIDE], other: [f32; WIDE]) -> [bool; WIDE] {
        array::from_fn(|lane| one[lane] <= other[lane])
    }

    #[inline(always)]
    fn both(self, one: [bool; WIDE], other: [bool; WIDE]) -> [bool; WIDE] {
        array::from_fn(|lane| one[lane] & other[lane])
    }

    #[inline(always)]
    fn select(self, mask: [bool; WIDE], chosen: [f32; WIDE], other: [f32; WIDE]) -> [f32; WIDE] {
        array::from_fn(|lane| if mask[lane] { chosen[lane] } else { other[lane] })
    }

    #[inline(always)]
    fn increment_where(self, mask: [bool; WIDE], wide: [f32; WIDE]) -> [f32; WIDE] {
        array::from_fn(|lane| wide[lane] + f32::from(u8::from(mask[lane])))
    }

    #[inline(always)]
    fn decrement_where(self, mask: [bool; WIDE], wide: [f32; WIDE]) -> [f32; WIDE] {
        array::from_fn(|lane| wide[lane] - f32::from(u8::from(mask[lane])))
    }

    #[inline(always)]
    fn multiply_where(self, mask: [bool; WIDE], wide: [f32; WIDE], factor: [f32; WIDE]) -> [f32; WIDE] {
        self.select(mask, self.multiply_wide(wide, factor), wide)
    }

    #[inline(always)]
    fn prefetch<T>(self, _soon: &T) {}
}
