//! The operations on lanes with AVX2, the only place of this crate with `unsafe` code: plain loops had less than half the speed.
#![expect(unsafe_code, reason = "the compiler does not know the processor that it will run on")]

#[allow(clippy::wildcard_imports, reason = "the instructions")]
use std::arch::x86_64::*;

use super::{Simd, SimdWork};
use crate::gibbs::lanes::{LANES, LaneArray};

/// Proof that the processor has AVX2 and counts bits: only [`Avx2::detect`] makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Avx2(());

impl Avx2 {
    pub(crate) fn detect() -> Option<Self> {
        let has =
            std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("popcnt");
        has.then_some(Self(()))
    }

    pub(crate) fn run(self, work: impl SimdWork) {
        // SAFETY: `self` proves that the processor has all that the function demands.
        unsafe { with_avx2(self, work) }
    }
}

/// Everything that is inlined here is compiled for AVX2.
#[target_feature(enable = "avx2,popcnt")]
fn with_avx2(avx2: Avx2, work: impl SimdWork) {
    work.run(avx2);
}

// SAFETY of all blocks below: `self` proves that the processor has AVX2; what is loaded from or stored to is a whole
// block behind a reference, and none of the instructions asks for more than the alignment of its elements.
impl Simd for Avx2 {
    type Lanes = __m256;
    type Counters = __m256i;

    #[inline(always)]
    fn splat(self, value: f32) -> __m256 {
        // SAFETY: see above.
        unsafe { _mm256_set1_ps(value) }
    }

    #[inline(always)]
    fn load(self, block: &LaneArray<f32>) -> __m256 {
        // SAFETY: see above.
        unsafe { _mm256_loadu_ps(block.as_ptr()) }
    }

    #[inline(always)]
    fn gather(self, table: &[f32], places: &LaneArray<u16>) -> __m256 {
        let length = i32::try_from(table.len()).unwrap_or(i32::MAX);
        // SAFETY: see above; lanes whose place is not in the table are masked, so they are not read.
        unsafe {
            let places = self.widen(places);
            let inside = _mm256_cmpgt_epi32(_mm256_set1_epi32(length), places);
            let none = _mm256_setzero_ps();
            _mm256_mask_i32gather_ps::<4>(none, table.as_ptr(), places, _mm256_castsi256_ps(inside))
        }
    }

    #[inline(always)]
    fn store(self, lanes: __m256) -> LaneArray<f32> {
        let mut block = [0.0; LANES];
        // SAFETY: see above.
        unsafe { _mm256_storeu_ps(block.as_mut_ptr(), lanes) };
        block
    }

    #[inline(always)]
    fn add(self, one: __m256, other: __m256) -> __m256 {
        // SAFETY: see above.
        unsafe { _mm256_add_ps(one, other) }
    }

    #[inline(always)]
    fn multiply(self, one: __m256, other: __m256) -> __m256 {
        // SAFETY: see above.
        unsafe { _mm256_mul_ps(one, other) }
    }

    /// Adds 0 where the portable twin adds nothing, which is the same for numbers that are not negative.
    #[inline(always)]
    fn prefix(self, lanes: __m256) -> __m256 {
        // SAFETY: see above.
        unsafe {
            let shifted = |lanes: __m256i| _mm256_castsi256_ps(lanes);
            let by_one = shifted(_mm256_slli_si256::<4>(_mm256_castps_si256(lanes)));
            let lanes = _mm256_add_ps(lanes, by_one);
            let by_two = shifted(_mm256_slli_si256::<8>(_mm256_castps_si256(lanes)));
            let halves = _mm256_add_ps(lanes, by_two);
            let lower = _mm256_permute2f128_ps::<0b0000_1000>(halves, halves);
            _mm256_add_ps(halves, _mm256_shuffle_ps::<0b1111_1111>(lower, lower))
        }
    }

    #[inline(always)]
    fn not_above(self, lanes: __m256, limit: f32) -> usize {
        // SAFETY: see above.
        let mask = unsafe { _mm256_movemask_ps(_mm256_cmp_ps::<_CMP_LE_OQ>(lanes, _mm256_set1_ps(limit))) };
        mask.count_ones() as usize
    }

    #[inline(always)]
    fn load_counters(self, block: &LaneArray<u32>) -> __m256i {
        // SAFETY: see above.
        unsafe { _mm256_loadu_si256(block.as_ptr().cast()) }
    }

    #[inline(always)]
    fn widen(self, block: &LaneArray<u16>) -> __m256i {
        // SAFETY: see above.
        unsafe { _mm256_cvtepu16_epi32(_mm_loadu_si128(block.as_ptr().cast())) }
    }

    #[inline(always)]
    fn convert(self, counters: __m256i) -> __m256 {
        // SAFETY: see above.
        unsafe { _mm256_cvtepi32_ps(counters) }
    }

    #[inline(always)]
    fn equal(self, one: __m256i, other: __m256i) -> __m256i {
        // SAFETY: see above.
        unsafe { _mm256_cmpeq_epi32(one, other) }
    }

    #[inline(always)]
    fn minus_one_where(self, counters: __m256i, all_bits: __m256i) -> __m256i {
        // SAFETY: see above.
        unsafe { _mm256_add_epi32(counters, all_bits) }
    }

    #[inline(always)]
    fn count_not_above(self, counters: __m256i, lanes: __m256, limit: __m256) -> __m256i {
        // SAFETY: see above. A lane that compares true is −1.
        unsafe {
            let true_lanes = _mm256_castps_si256(_mm256_cmp_ps::<_CMP_LE_OQ>(lanes, limit));
            _mm256_sub_epi32(counters, true_lanes)
        }
    }

    #[inline(always)]
    fn store_counters(self, counters: __m256i) -> LaneArray<u32> {
        let mut block = [0; LANES];
        // SAFETY: see above.
        unsafe { _mm256_storeu_si256(block.as_mut_ptr().cast(), counters) };
        block
    }

    #[inline(always)]
    fn xor(self, one: __m256i, other: __m256i) -> __m256i {
        // SAFETY: see above.
        unsafe { _mm256_xor_si256(one, other) }
    }

    /// The instruction multiplies every other lane, so there are two rounds.
    #[inline(always)]
    fn widening_products(self, factor: u32, counters: __m256i) -> (__m256i, __m256i) {
        // SAFETY: see above.
        unsafe {
            let factor = _mm256_set1_epi32(factor.cast_signed());
            let even = _mm256_mul_epu32(counters, factor);
            let odd = _mm256_mul_epu32(_mm256_srli_epi64::<32>(counters), factor);
            let high = _mm256_blend_epi32::<0b1010_1010>(_mm256_srli_epi64::<32>(even), odd);
            let low = _mm256_blend_epi32::<0b1010_1010>(even, _mm256_slli_epi64::<32>(odd));
            (high, low)
        }
    }

    #[inline(always)]
    fn prefetch<T>(self, soon: &T) {
        // SAFETY: see above; a prefetch never faults.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(soon).cast()) };
    }
}

#[cfg(test)]
mod tests {
    use super::Avx2;
    use crate::{
        gibbs::{
            lanes::LaneArray,
            simd::{Portable, Simd},
        },
        noise::Noise,
    };

    /// All operations one after the other, with what they store.
    fn results(simd: impl Simd, seed: u64) -> (Vec<LaneArray<u32>>, Vec<usize>) {
        let mut noise = Noise::new(seed);
        let numbers: [LaneArray<f32>; 2] = [(); 2].map(|()| [(); 8].map(|()| noise.uniform().powi(9) as f32));
        let counts: [LaneArray<u32>; 2] = [(); 2].map(|()| [(); 8].map(|()| noise.below(3) as u32));
        let large: LaneArray<u32> = [(); 8].map(|()| noise.below(u32::MAX as usize) as u32);
        let narrow: LaneArray<u16> = [(); 8].map(|()| noise.below(12) as u16);
        let table: Vec<f32> = (0..10).map(|_| noise.uniform() as f32).collect();
        let limit = noise.uniform().powi(9) as f32;
        let [one, other] = numbers.map(|block| simd.load(&block));
        let [few, fewer] = counts.map(|block| simd.load_counters(&block));
        let lanes = [
            one,
            simd.splat(limit),
            simd.gather(&table, &narrow),
            simd.add(one, other),
            simd.multiply(one, other),
            simd.prefix(one),
            simd.convert(few),
        ];
        let (high, low) = simd.widening_products(0xD251_1F53, simd.load_counters(&large));
        let equal = simd.equal(few, fewer);
        let counters = [
            few,
            high,
            low,
            equal,
            simd.widen(&narrow),
            simd.minus_one_where(few, equal),
            simd.count_not_above(few, one, simd.splat(limit)),
            simd.xor(high, low),
        ];
        simd.prefetch(&table);
        let mut stored: Vec<_> = lanes.map(|lanes| simd.store(lanes).map(f32::to_bits)).into();
        stored.extend(counters.map(|counters| simd.store_counters(counters)));
        (stored, vec![simd.not_above(one, limit)])
    }

    #[test]
    fn operations_give_the_bits_of_the_portable_ones() {
        let Some(avx2) = Avx2::detect() else { return };
        for seed in 0..2_000 {
            assert_eq!(results(avx2, seed), results(Portable, seed));
        }
    }
}
