//! The operations on lanes with AVX2, the only place of this crate with `unsafe` code: plain loops had less than half the speed.
#![expect(unsafe_code, reason = "the compiler does not know the processor that it will run on")]

#[allow(clippy::wildcard_imports, reason = "the instructions")]
use std::arch::x86_64::*;

use super::{Simd, SimdWork, WIDE};
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
    type Wide = [__m256; 2];
    type Mask = [__m256; 2];

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
    fn load_wide(self, numbers: &[f32; WIDE]) -> [__m256; 2] {
        let (blocks, _) = numbers.as_chunks();
        [self.load(&blocks[0]), self.load(&blocks[1])]
    }

    #[inline(always)]
    fn store_wide(self, [low, high]: [__m256; 2]) -> [f32; WIDE] {
        let mut numbers = [0.0; WIDE];
        let (blocks, _) = numbers.as_chunks_mut();
        (blocks[0], blocks[1]) = (self.store(low), self.store(high));
        numbers
    }

    #[inline(always)]
    fn store_integers(self, wide: [__m256; 2]) -> [u32; WIDE] {
        let mut numbers = [0; WIDE];
        let (blocks, _) = numbers.as_chunks_mut();
        for (block, lanes) in blocks.iter_mut().zip(wide) {
            // SAFETY: see above.
            *block = self.store_counters(unsafe { _mm256_cvttps_epi32(lanes) });
        }
        numbers
    }

    #[inline(always)]
    fn splat_wide(self, value: f32) -> [__m256; 2] {
        [self.splat(value); 2]
    }

    #[inline(always)]
    fn transpose(self, rows: [&LaneArray<u16>; WIDE]) -> [[__m256; 2]; LANES] {
        // SAFETY: see above.
        unsafe {
            self.columns(rows).map(|column| {
                let halves = [_mm256_castsi256_si128(column), _mm256_extracti128_si256::<1>(column)];
                halves.map(|half| _mm256_cvtepi32_ps(_mm256_cvtepu16_epi32(half)))
            })
        }
    }

    #[inline(always)]
    fn add_wide(self, one: [__m256; 2], other: [__m256; 2]) -> [__m256; 2] {
        [self.add(one[0], other[0]), self.add(one[1], other[1])]
    }

    #[inline(always)]
    fn subtract_wide(self, one: [__m256; 2], other: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see above.
        unsafe { [_mm256_sub_ps(one[0], other[0]), _mm256_sub_ps(one[1], other[1])] }
    }

    #[inline(always)]
    fn multiply_wide(self, one: [__m256; 2], other: [__m256; 2]) -> [__m256; 2] {
        [self.multiply(one[0], other[0]), self.multiply(one[1], other[1])]
    }

    #[inline(always)]
    fn divide_wide(self, one: [__m256; 2], other: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see above.
        unsafe { [_mm256_div_ps(one[0], other[0]), _mm256_div_ps(one[1], other[1])] }
    }

    #[inline(always)]
    fn equal_wide(self, one: [__m256; 2], other: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see above.
        let equal = |half: usize| unsafe { _mm256_cmp_ps::<_CMP_EQ_OQ>(one[half], other[half]) };
        [equal(0), equal(1)]
    }

    #[inline(always)]
    fn not_above_wide(self, one: [__m256; 2], other: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see above.
        let not_above = |half: usize| unsafe { _mm256_cmp_ps::<_CMP_LE_OQ>(one[half], other[half]) };
        [not_above(0), not_above(1)]
    }

    #[inline(always)]
    fn both(self, one: [__m256; 2], other: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see above.
        unsafe { [_mm256_and_ps(one[0], other[0]), _mm256_and_ps(one[1], other[1])] }
    }

    #[inline(always)]
    fn select(self, mask: [__m256; 2], chosen: [__m256; 2], other: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see above.
        let select = |half: usize| unsafe { _mm256_blendv_ps(other[half], chosen[half], mask[half]) };
        [select(0), select(1)]
    }

    #[inline(always)]
    fn increment_where(self, mask: [__m256; 2], wide: [__m256; 2]) -> [__m256; 2] {
        self.add_wide(wide, self.both(mask, self.splat_wide(1.0)))
    }

    #[inline(always)]
    fn decrement_where(self, mask: [__m256; 2], wide: [__m256; 2]) -> [__m256; 2] {
        self.subtract_wide(wide, self.both(mask, self.splat_wide(1.0)))
    }

    /// By 1, which changes nothing, where the mask is not set.
    #[inline(always)]
    fn multiply_where(self, mask: [__m256; 2], wide: [__m256; 2], factor: [__m256; 2]) -> [__m256; 2] {
        self.multiply_wide(wide, self.select(mask, factor, self.splat_wide(1.0)))
    }

    #[inline(always)]
    fn prefetch<T>(self, soon: &T) {
        // SAFETY: see above; a prefetch never faults.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(soon).cast()) };
    }
}

impl Avx2 {
    /// The first counts of all rows, the second ones, and so on: rows 0 to 7 and rows 8 to 15 beside each other, in three rounds of pairs.
    #[inline(always)]
    pub(crate) fn columns(self, rows: [&LaneArray<u16>; WIDE]) -> [__m256i; LANES] {
        // SAFETY: as in the operations above.
        unsafe {
            let row = |number: usize| _mm_loadu_si128(rows[number].as_ptr().cast());
            let [a, b, c, d, e, f, g, h] =
                std::array::from_fn(|number| _mm256_set_m128i(row(number + 8), row(number)));
            let pairs = |one, other| (_mm256_unpacklo_epi16(one, other), _mm256_unpackhi_epi16(one, other));
            let ((ab, ab2), (cd, cd2), (ef, ef2), (gh, gh2)) =
                (pairs(a, b), pairs(c, d), pairs(e, f), pairs(g, h));
            let fours = |one, other| (_mm256_unpacklo_epi32(one, other), _mm256_unpackhi_epi32(one, other));
            let ((ad, ad2), (ad3, ad4)) = (fours(ab, cd), fours(ab2, cd2));
            let ((eh, eh2), (eh3, eh4)) = (fours(ef, gh), fours(ef2, gh2));
            let first = |one, other| _mm256_unpacklo_epi64(one, other);
            let second = |one, other| _mm256_unpackhi_epi64(one, other);
            [
                first(ad, eh),
                second(ad, eh),
                first(ad2, eh2),
                second(ad2, eh2),
                first(ad3, eh3),
                second(ad3, eh3),
                first(ad4, eh4),
                second(ad4, eh4),
            ]
        }
    }
}
