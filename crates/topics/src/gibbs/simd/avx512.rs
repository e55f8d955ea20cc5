//! The operations on lanes with AVX-512: those of AVX2, and a number for each of sixteen passages in one register.
#![expect(unsafe_code, reason = "the compiler does not know the processor that it will run on")]

#[allow(clippy::wildcard_imports, reason = "the instructions")]
use std::arch::x86_64::*;

use super::{Simd, SimdWork, WIDE, avx2::Avx2};
use crate::gibbs::lanes::{LANES, LaneArray};

/// Proof that the processor has AVX-512 with what 32-bit lanes need, and AVX2: only [`Avx512::detect`] makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Avx512(Avx2);

impl Avx512 {
    pub(crate) fn detect() -> Option<Self> {
        let has = std::arch::is_x86_feature_detected!("avx512f")
            && std::arch::is_x86_feature_detected!("avx512dq")
            && std::arch::is_x86_feature_detected!("avx512vl");
        Avx2::detect().filter(|_| has).map(Self)
    }

    pub(crate) fn run(self, work: impl SimdWork) {
        // SAFETY: `self` proves that the processor has all that the function demands.
        unsafe { with_avx512(self, work) }
    }
}

/// Everything that is inlined here is compiled for AVX-512.
#[target_feature(enable = "avx2,popcnt,avx512f,avx512dq,avx512vl")]
fn with_avx512(avx512: Avx512, work: impl SimdWork) {
    work.run(avx512);
}

/// The operations on one block, which are those of AVX2.
macro_rules! as_avx2 {
    ($(fn $name:ident($($value:ident: $of:ty),*) -> $result:ty;)*) => {
        $(#[inline(always)]
        fn $name(self, $($value: $of),*) -> $result {
            self.0.$name($($value),*)
        })*
    };
}

// SAFETY of all blocks below: `self` proves that the processor has AVX-512; what is loaded from or stored to is a whole
// array behind a reference, and none of the instructions asks for more than the alignment of its elements.
impl Simd for Avx512 {
    type Lanes = __m256;
    type Counters = __m256i;
    type Wide = __m512;
    type Mask = __mmask16;

    as_avx2! {
        fn splat(value: f32) -> __m256;
        fn load(block: &LaneArray<f32>) -> __m256;
        fn gather(table: &[f32], places: &LaneArray<u16>) -> __m256;
        fn store(lanes: __m256) -> LaneArray<f32>;
        fn add(one: __m256, other: __m256) -> __m256;
        fn multiply(one: __m256, other: __m256) -> __m256;
        fn prefix(lanes: __m256) -> __m256;
        fn not_above(lanes: __m256, limit: f32) -> usize;
        fn load_counters(block: &LaneArray<u32>) -> __m256i;
        fn widen(block: &LaneArray<u16>) -> __m256i;
        fn convert(counters: __m256i) -> __m256;
        fn equal(one: __m256i, other: __m256i) -> __m256i;
        fn minus_one_where(counters: __m256i, all_bits: __m256i) -> __m256i;
        fn count_not_above(counters: __m256i, lanes: __m256, limit: __m256) -> __m256i;
        fn store_counters(counters: __m256i) -> LaneArray<u32>;
        fn xor(one: __m256i, other: __m256i) -> __m256i;
        fn widening_products(factor: u32, counters: __m256i) -> (__m256i, __m256i);
    }

    #[inline(always)]
    fn load_wide(self, numbers: &[f32; WIDE]) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_loadu_ps(numbers.as_ptr()) }
    }

    #[inline(always)]
    fn store_wide(self, wide: __m512) -> [f32; WIDE] {
        let mut numbers = [0.0; WIDE];
        // SAFETY: see above.
        unsafe { _mm512_storeu_ps(numbers.as_mut_ptr(), wide) };
        numbers
    }

    #[inline(always)]
    fn store_integers(self, wide: __m512) -> [u32; WIDE] {
        let mut numbers = [0; WIDE];
        // SAFETY: see above.
        unsafe { _mm512_storeu_si512(numbers.as_mut_ptr().cast(), _mm512_cvttps_epi32(wide)) };
        numbers
    }

    #[inline(always)]
    fn splat_wide(self, value: f32) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_set1_ps(value) }
    }

    #[inline(always)]
    fn transpose(self, rows: [&LaneArray<u16>; WIDE]) -> [__m512; LANES] {
        // SAFETY: see above.
        self.0.columns(rows).map(|column| unsafe { _mm512_cvtepi32_ps(_mm512_cvtepu16_epi32(column)) })
    }

    #[inline(always)]
    fn add_wide(self, one: __m512, other: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_add_ps(one, other) }
    }

    #[inline(always)]
    fn subtract_wide(self, one: __m512, other: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_sub_ps(one, other) }
    }

    #[inline(always)]
    fn multiply_wide(self, one: __m512, other: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_mul_ps(one, other) }
    }

    #[inline(always)]
    fn divide_wide(self, one: __m512, other: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_div_ps(one, other) }
    }

    #[inline(always)]
    fn equal_wide(self, one: __m512, other: __m512) -> __mmask16 {
        // SAFETY: see above.
        unsafe { _mm512_cmp_ps_mask::<_CMP_EQ_OQ>(one, other) }
    }

    #[inline(always)]
    fn not_above_wide(self, one: __m512, other: __m512) -> __mmask16 {
        // SAFETY: see above.
        unsafe { _mm512_cmp_ps_mask::<_CMP_LE_OQ>(one, other) }
    }

    #[inline(always)]
    fn both(self, one: __mmask16, other: __mmask16) -> __mmask16 {
        one & other
    }

    #[inline(always)]
    fn select(self, mask: __mmask16, chosen: __m512, other: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_mask_blend_ps(mask, other, chosen) }
    }

    #[inline(always)]
    fn increment_where(self, mask: __mmask16, wide: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_mask_add_ps(wide, mask, wide, _mm512_set1_ps(1.0)) }
    }

    #[inline(always)]
    fn decrement_where(self, mask: __mmask16, wide: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_mask_sub_ps(wide, mask, wide, _mm512_set1_ps(1.0)) }
    }

    #[inline(always)]
    fn multiply_where(self, mask: __mmask16, wide: __m512, factor: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_mask_mul_ps(wide, mask, wide, factor) }
    }

    #[inline(always)]
    fn prefetch<T>(self, soon: &T) {
        self.0.prefetch(soon);
    }
}
