//! The masks of ASCII, and the places of their bits, by AVX-512 with VBMI and VBMI2.
//!
//! A block is one vector. A byte's class is found in a table of the 128 bytes of ASCII, by one permutation of two vectors, and each mask
//! is one test of a bit of the classes. The places of the bits of a mask are the numbers from 0 to 63 compressed under it.

use std::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_castsi512_si128, _mm512_cvtepu8_epi32, _mm512_extracti32x4_epi32,
    _mm512_maskz_compress_epi8, _mm512_maskz_permutex2var_epi8, _mm512_movepi8_mask, _mm512_set_epi64,
    _mm512_set1_epi8, _mm512_set1_epi32, _mm512_storeu_si512, _mm512_test_epi8_mask,
};

use super::{Slots, block::Masks, portable, scan::Scan};

pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vbmi")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
}

/// Scans a text. The whole loop is compiled for these instructions: outside, its bit tricks would cost several each.
pub(super) fn run(scan: Scan<'_>) {
    debug_assert!(is_available());
    // SAFETY: a `Tokenizer` has these instructions only where `is_available` said that the machine has them.
    #[expect(unsafe_code, reason = "functions of other instruction sets can be called in no other way")]
    unsafe {
        run_with_avx512(scan);
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi1,bmi2,lzcnt,popcnt")]
fn run_with_avx512(scan: Scan<'_>) {
    scan.run(|block| masks(block), |base, mask, slots| put_places(base, mask, slots));
}

/// The masks of a block, without those of characters beyond ASCII.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2")]
#[inline]
fn masks(block: &[u8; 64]) -> Masks {
    let (tables, _) = portable::CLASSES.as_chunks::<64>();
    let bytes = vector(block);
    let beyond_ascii = _mm512_movepi8_mask(bytes);
    // The permutation reads the lower seven bits of a byte.
    let classes =
        _mm512_maskz_permutex2var_epi8(!beyond_ascii, vector(&tables[0]), bytes, vector(&tables[1]));
    macro_rules! of_class {
        ($class:expr) => {
            _mm512_test_epi8_mask(classes, _mm512_set1_epi8($class as i8))
        };
    }
    Masks {
        letters: of_class!(portable::LETTER),
        digits: of_class!(portable::DIGIT),
        connectors: of_class!(portable::CONNECTOR),
        middles: of_class!(portable::MIDDLE),
        letter_middles: of_class!(portable::LETTER_MIDDLE),
        digit_middles: of_class!(portable::DIGIT_MIDDLE),
        beyond_ascii,
    }
}

#[target_feature(enable = "avx512f")]
#[inline]
fn vector(bytes: &[u8; 64]) -> __m512i {
    let (eights, _) = bytes.as_chunks::<8>();
    let word = |number: usize| i64::from_le_bytes(eights[number]);
    _mm512_set_epi64(word(7), word(6), word(5), word(4), word(3), word(2), word(1), word(0))
}

/// Puts the places of the bits of a mask, counted from `base`, into the first slots.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt")]
#[inline]
fn put_places(base: u32, mask: u64, slots: &mut Slots) {
    const NUMBERS: [u8; 64] = {
        let mut numbers = [0; 64];
        let mut number = 0;
        while number < 64 {
            numbers[number] = number as u8;
            number += 1;
        }
        numbers
    };
    let (quarters, _) = slots.as_chunks_mut::<16>();
    let [first, second, third, fourth, ..] = quarters else { return };
    let places = _mm512_maskz_compress_epi8(mask, vector(&NUMBERS));
    let base = _mm512_set1_epi32(base as i32);
    macro_rules! put {
        ($quarter:expr, $places:expr) => {
            store($quarter, _mm512_add_epi32(_mm512_cvtepu8_epi32($places), base))
        };
    }
    // A line of prose has some 24 edges in 64 bytes. Two stores cost less than asking whether one is enough.
    put!(first, _mm512_castsi512_si128(places));
    put!(second, _mm512_extracti32x4_epi32::<1>(places));
    if mask.count_ones() > 32 {
        put!(third, _mm512_extracti32x4_epi32::<2>(places));
        put!(fourth, _mm512_extracti32x4_epi32::<3>(places));
    }
}

#[target_feature(enable = "avx512f")]
#[inline]
fn store(slots: &mut [u32; 16], places: __m512i) {
    // SAFETY: the slots are 64 bytes that may be written, and this store asks for no alignment.
    #[expect(unsafe_code, reason = "a vector is written through a pointer")]
    unsafe {
        _mm512_storeu_si512(slots.as_mut_ptr().cast(), places);
    }
}

#[cfg(test)]
mod tests {
    use super::{is_available, masks, put_places};
    use crate::tokenizer::{assert_masks, has, put_places as portable_places};

    #[test]
    fn each_byte_at_each_place_has_the_masks_of_the_portable_twin() {
        if has("AVX-512 with VBMI2", is_available()) {
            #[expect(
                unsafe_code,
                reason = "functions of other instruction sets can be called in no other way"
            )]
            // SAFETY: the instructions are there, as was asked above.
            assert_masks(|block| unsafe { masks(block) });
        }
    }

    #[test]
    fn places_are_those_of_the_portable_twin() {
        if !has("AVX-512 with VBMI2", is_available()) {
            return;
        }
        // All counts of bits, at the beginning, at the end, and scattered.
        let runs = (0..=64_u32).map(|bits| u64::MAX.checked_shr(64 - bits).unwrap_or_default());
        let scattered = (0..1000_u64).map(|number| number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        for mask in runs.flat_map(|run| [run, run.reverse_bits()]).chain(scattered) {
            let [mut found, mut expected] = [[0; 72]; 2];
            // SAFETY: the instructions are there, as was asked above.
            #[expect(
                unsafe_code,
                reason = "functions of other instruction sets can be called in no other way"
            )]
            unsafe {
                put_places(u32::MAX - 20, mask, &mut found);
            }
            portable_places(u32::MAX - 20, mask, &mut expected);
            let count = mask.count_ones() as usize;
            assert_eq!(found[..count], expected[..count], "{mask:b}");
        }
    }
}
