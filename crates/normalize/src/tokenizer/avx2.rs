//! The masks of ASCII, by AVX2.
//!
//! A byte's class is found by two tables of 16 entries, one for each half of the byte: a class is a bit that is set in both.
//! The bit of each byte is then moved to its top and gathered by `vpmovmskb`.

use std::arch::x86_64::{
    __m256i, _mm256_and_si256, _mm256_movemask_epi8, _mm256_set_epi64x, _mm256_set1_epi8, _mm256_setr_epi8,
    _mm256_shuffle_epi8, _mm256_slli_epi16, _mm256_srli_epi16,
};

use super::{block::Masks, put_places, scan::Scan};

pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx2")
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
        run_with_avx2(scan);
    }
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn run_with_avx2(scan: Scan<'_>) {
    scan.run(|block| masks(block), put_places);
}

/// The masks of a block, without those of characters beyond ASCII.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
#[inline]
fn masks(block: &[u8; 64]) -> Masks {
    let (low, high) = halves(block);
    let (low_classes, high_classes) = (classes(low), classes(high));
    // `slli_epi16` shifts pairs of bytes, but the top bit of each byte still comes from the same byte.
    macro_rules! bit {
        ($number:literal) => {
            gather(
                _mm256_slli_epi16::<{ 7 - $number }>(low_classes),
                _mm256_slli_epi16::<{ 7 - $number }>(high_classes),
            )
        };
    }
    Masks {
        letters: bit!(0) | bit!(1),
        digits: bit!(2),
        connectors: bit!(3),
        middles: bit!(4),
        letter_middles: bit!(5),
        digit_middles: bit!(6) | bit!(7),
        beyond_ascii: gather(low, high),
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn halves(block: &[u8; 64]) -> (__m256i, __m256i) {
    let (eights, _) = block.as_chunks::<8>();
    let word = |number: usize| i64::from_le_bytes(eights[number]);
    (
        _mm256_set_epi64x(word(3), word(2), word(1), word(0)),
        _mm256_set_epi64x(word(7), word(6), word(5), word(4)),
    )
}

/// The class of each byte, as a bit; none for a byte beyond ASCII or of no class.
///
/// | bit | bytes |
/// | --- | --- |
/// | 0 | `A`–`O`, `a`–`o` |
/// | 1 | `P`–`Z`, `p`–`z` |
/// | 2 | digits |
/// | 3 | `_` |
/// | 4 | `.` `'` |
/// | 5 | `:` |
/// | 6, 7 | `,` `;` |
#[target_feature(enable = "avx2")]
#[inline]
fn classes(bytes: __m256i) -> __m256i {
    // By the lower half: the bits of the columns of the table of ASCII.
    let columns = _mm256_setr_epi8(
        2 | 4, // 0: P p 0
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4 | 16, // 7: '
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 32, // A: :
        1 | -128,   // B: ;
        1 | 64,     // C: ,
        1,
        1 | 16, // E: .
        1 | 8,  // F: _
        2 | 4,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 4 | 16,
        1 | 2 | 4,
        1 | 2 | 4,
        1 | 2 | 32,
        1 | -128,
        1 | 64,
        1,
        1 | 16,
        1 | 8,
    );
    // By the upper half: the bits of the rows.
    let rows = _mm256_setr_epi8(
        0,
        0,
        16 | 64,
        4 | 32 | -128,
        1,
        2 | 8,
        1,
        2,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0, //
        0,
        0,
        16 | 64,
        4 | 32 | -128,
        1,
        2 | 8,
        1,
        2,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    );
    // A byte beyond ASCII has its top bit set, for which the shuffle gives 0.
    let by_column = _mm256_shuffle_epi8(columns, bytes);
    let upper = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), _mm256_set1_epi8(0x0F));
    _mm256_and_si256(by_column, _mm256_shuffle_epi8(rows, upper))
}

/// The top bit of each of 64 bytes.
#[target_feature(enable = "avx2")]
#[inline]
fn gather(low: __m256i, high: __m256i) -> u64 {
    let (low, high) = (_mm256_movemask_epi8(low) as u32, _mm256_movemask_epi8(high) as u32);
    u64::from(high) << 32 | u64::from(low)
}

#[cfg(test)]
mod tests {
    use super::{is_available, masks};
    use crate::tokenizer::{assert_masks, has};

    #[test]
    fn each_byte_at_each_place_has_the_masks_of_the_portable_twin() {
        if has("AVX2", is_available()) {
            #[expect(
                unsafe_code,
                reason = "functions of other instruction sets can be called in no other way"
            )]
            // SAFETY: the instructions are there, as was asked above.
            assert_masks(|block| unsafe { masks(block) });
        }
    }
}
