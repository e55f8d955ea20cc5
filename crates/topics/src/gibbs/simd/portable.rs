//! The operations on lanes one by one, for any processor: what every other kind must agree with.

use super::Simd;
use crate::gibbs::lanes::{Block, LANES};

/// No instructions in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Portable;

impl Simd for Portable {
    type Lanes = Block<f32>;
    type Counters = Block<u32>;

    #[inline(always)]
    fn splat(self, value: f32) -> Block<f32> {
        [value; LANES]
    }

    #[inline(always)]
    fn load(self, block: &Block<f32>) -> Block<f32> {
        *block
    }

    #[inline(always)]
    fn gather(self, table: &[f32], places: &Block<u16>) -> Block<f32> {
        places.map(|place| table.get(usize::from(place)).copied().unwrap_or(0.0))
    }

    #[inline(always)]
    fn store(self, lanes: Block<f32>) -> Block<f32> {
        lanes
    }

    #[inline(always)]
    fn add(self, one: Block<f32>, other: Block<f32>) -> Block<f32> {
        std::array::from_fn(|lane| one[lane] + other[lane])
    }

    #[inline(always)]
    fn multiply(self, one: Block<f32>, other: Block<f32>) -> Block<f32> {
        std::array::from_fn(|lane| one[lane] * other[lane])
    }

    #[inline(always)]
    fn prefix(self, lanes: Block<f32>) -> Block<f32> {
        let shifted = |lanes: Block<f32>, by: usize| -> Block<f32> {
            std::array::from_fn(
                |lane| if lane % 4 < by { lanes[lane] } else { lanes[lane] + lanes[lane - by] },
            )
        };
        let halves = shifted(shifted(lanes, 1), 2);
        std::array::from_fn(|lane| if lane < 4 { halves[lane] } else { halves[lane] + halves[3] })
    }

    #[inline(always)]
    fn not_above(self, lanes: Block<f32>, limit: f32) -> usize {
        lanes.iter().map(|&lane| usize::from(lane <= limit)).sum()
    }

    #[inline(always)]
    fn load_counters(self, block: &Block<u32>) -> Block<u32> {
        *block
    }

    #[inline(always)]
    fn widen(self, block: &Block<u16>) -> Block<u32> {
        block.map(u32::from)
    }

    #[inline(always)]
    fn convert(self, counters: Block<u32>) -> Block<f32> {
        counters.map(|counter| counter as i32 as f32)
    }

    #[inline(always)]
    fn equal(self, one: Block<u32>, other: Block<u32>) -> Block<u32> {
        std::array::from_fn(|lane| if one[lane] == other[lane] { u32::MAX } else { 0 })
    }

    #[inline(always)]
    fn minus_one_where(self, counters: Block<u32>, all_bits: Block<u32>) -> Block<u32> {
        std::array::from_fn(|lane| counters[lane].wrapping_add(all_bits[lane]))
    }

    #[inline(always)]
    fn count_not_above(self, counters: Block<u32>, lanes: Block<f32>, limit: Block<f32>) -> Block<u32> {
        std::array::from_fn(|lane| counters[lane] + u32::from(lanes[lane] <= limit[lane]))
    }

    #[inline(always)]
    fn store_counters(self, counters: Block<u32>) -> Block<u32> {
        counters
    }

    #[inline(always)]
    fn xor(self, one: Block<u32>, other: Block<u32>) -> Block<u32> {
        std::array::from_fn(|lane| one[lane] ^ other[lane])
    }

    #[inline(always)]
    fn widening_products(self, factor: u32, counters: Block<u32>) -> (Block<u32>, Block<u32>) {
        let products = counters.map(|counter| u64::from(factor) * u64::from(counter));
        (products.map(|product| (product >> 32) as u32), products.map(|product| product as u32))
    }

    #[inline(always)]
    fn prefetch<T>(self, _soon: &T) {}
}
