//! Eight lanes of `f32` at a time, with the wide registers of the processor if it has them.
//!
//! A draw sums and compares a weight for every topic. Each operation has a portable twin that gives the same bits: lanes
//! are added and multiplied one by one, nothing is fused, and the order of [`Simd::prefix`] is fixed. A test compares them.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod portable;
#[cfg(test)]
mod tests;

pub(crate) use portable::Portable;

use crate::gibbs::lanes::{LANES, LaneArray};

/// So many passages are sampled abreast.
pub(crate) const WIDE: usize = 16;

/// The instructions of a kind of processor. A value of the type is the proof that the processor has them.
pub(crate) trait Simd: Copy + Send + Sync {
    /// Eight numbers.
    type Lanes: Copy;
    /// Eight counters.
    type Counters: Copy;
    /// A number for each of [`WIDE`] passages.
    type Wide: Copy;
    /// Whether something holds, for each of them.
    type Mask: Copy;

    fn splat(self, value: f32) -> Self::Lanes;
    fn load(self, block: &LaneArray<f32>) -> Self::Lanes;
    /// The numbers of a table at these places; 0 for places that are not in it.
    fn gather(self, table: &[f32], places: &LaneArray<u16>) -> Self::Lanes;
    fn store(self, lanes: Self::Lanes) -> LaneArray<f32>;
    fn add(self, one: Self::Lanes, other: Self::Lanes) -> Self::Lanes;
    fn multiply(self, one: Self::Lanes, other: Self::Lanes) -> Self::Lanes;
    /// The sums of the lanes up to and with each: in each half neighbours first, then those two apart; then the lower half
    /// is added to the upper one.
    fn prefix(self, lanes: Self::Lanes) -> Self::Lanes;
    /// How many lanes are not above the limit.
    fn not_above(self, lanes: Self::Lanes, limit: f32) -> usize;
    fn load_counters(self, block: &LaneArray<u32>) -> Self::Counters;
    fn widen(self, block: &LaneArray<u16>) -> Self::Counters;
    /// The same numbers, which must be below 2³¹.
    fn convert(self, counters: Self::Counters) -> Self::Lanes;
    /// All bits where the counters are equal, else none.
    fn equal(self, one: Self::Counters, other: Self::Counters) -> Self::Counters;
    fn minus_one_where(self, counters: Self::Counters, all_bits: Self::Counters) -> Self::Counters;
    /// Counts in each lane whether it is not above the limit.
    fn count_not_above(
        self,
        counters: Self::Counters,
        lanes: Self::Lanes,
        limit: Self::Lanes,
    ) -> Self::Counters;
    fn store_counters(self, counters: Self::Counters) -> LaneArray<u32>;
    fn xor(self, one: Self::Counters, other: Self::Counters) -> Self::Counters;
    /// The upper and the lower halves of the products.
    fn widening_products(self, factor: u32, counters: Self::Counters) -> (Self::Counters, Self::Counters);
    fn load_wide(self, numbers: &[f32; WIDE]) -> Self::Wide;
    fn store_wide(self, wide: Self::Wide) -> [f32; WIDE];
    /// The same numbers, which must be whole ones.
    fn store_integers(self, wide: Self::Wide) -> [u32; WIDE];
    fn splat_wide(self, value: f32) -> Self::Wide;
    /// The first counts of all rows, the second ones, and so on.
    fn transpose(self, rows: [&LaneArray<u16>; WIDE]) -> [Self::Wide; LANES];
    fn add_wide(self, one: Self::Wide, other: Self::Wide) -> Self::Wide;
    fn subtract_wide(self, one: Self::Wide, other: Self::Wide) -> Self::Wide;
    fn multiply_wide(self, one: Self::Wide, other: Self::Wide) -> Self::Wide;
    fn divide_wide(self, one: Self::Wide, other: Self::Wide) -> Self::Wide;
    fn equal_wide(self, one: Self::Wide, other: Self::Wide) -> Self::Mask;
    fn not_above_wide(self, one: Self::Wide, other: Self::Wide) -> Self::Mask;
    fn both(self, one: Self::Mask, other: Self::Mask) -> Self::Mask;
    fn select(self, mask: Self::Mask, chosen: Self::Wide, other: Self::Wide) -> Self::Wide;
    /// Adds 1 where the mask is set. The numbers must not be negative.
    fn increment_where(self, mask: Self::Mask, wide: Self::Wide) -> Self::Wide;
    /// Subtracts 1 where the mask is set.
    fn decrement_where(self, mask: Self::Mask, wide: Self::Wide) -> Self::Wide;
    fn multiply_where(self, mask: Self::Mask, wide: Self::Wide, factor: Self::Wide) -> Self::Wide;
    /// Asks for the line of memory that will be read soon.
    fn prefetch<T>(self, soon: &T);
}

/// Work that is compiled for each kind of processor: `run` and all that it calls must be `#[inline(always)]`.
pub(crate) trait SimdWork {
    fn run(self, simd: impl Simd);
}

/// Which instructions are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SimdInstructions {
    /// Those that the compiler finds for any processor of the platform.
    Portable(Portable),
    /// Those and AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Avx2),
    /// Those and AVX-512.
    #[cfg(target_arch = "x86_64")]
    Avx512(avx512::Avx512),
}

impl SimdInstructions {
    /// The best that the processor has.
    pub(crate) fn best() -> Self {
        Self::all().pop().unwrap_or(Self::Portable(Portable))
    }

    /// All that the processor has, the best last.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![Self::Portable(Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            all.extend(avx2::Avx2::detect().map(Self::Avx2));
            all.extend(avx512::Avx512::detect().map(Self::Avx512));
        }
        all
    }

    pub(crate) fn run(self, work: impl SimdWork) {
        match self {
            Self::Portable(portable) => work.run(portable),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(avx2) => avx2.run(work),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(avx512) => avx512.run(work),
        }
    }
}
