//! Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"), a counter-based generator:
//! every number is a function of a key and a counter, so threads may draw in any order.

const ROUNDS: usize = 10;
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

/// The operations that the generator needs, on one word of 32 bits or on several at once.
///
/// One definition of the rounds serves the scalar generator [`philox`] and vector registers alike, so both give the same bits.
pub trait PhiloxWords: Copy {
    /// One word, or a register of words.
    type Word: Copy;

    /// A register in which every word has this value.
    fn splat(self, value: u32) -> Self::Word;

    /// Bitwise exclusive or.
    fn xor(self, one: Self::Word, other: Self::Word) -> Self::Word;

    /// The upper and the lower 32 bits of the products with a factor.
    fn widening_products(self, factor: u32, words: Self::Word) -> (Self::Word, Self::Word);
}

/// Ten rounds of multiplication, which mix a counter of 128 bits with a key of 64 bits.
#[inline(always)]
pub fn philox_words<P: PhiloxWords>(words: P, counter: [P::Word; 4], key: [u32; 2]) -> [P::Word; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    let [mut k0, mut k1] = key;
    for _ in 0..ROUNDS {
        let (high_0, low_0) = words.widening_products(MULTIPLIERS[0], c0);
        let (high_2, low_2) = words.widening_products(MULTIPLIERS[1], c2);
        c0 = words.xor(words.xor(high_2, c1), words.splat(k0));
        c2 = words.xor(words.xor(high_0, c3), words.splat(k1));
        (c1, c3) = (low_2, low_0);
        (k0, k1) = (k0.wrapping_add(KEY_STEPS[0]), k1.wrapping_add(KEY_STEPS[1]));
    }
    [c0, c1, c2, c3]
}

/// Four random words of 32 bits for a counter and a key.
///
/// ```
/// use textmill_measures::philox;
///
/// // The authors' known answer for a counter and a key of zeros.
/// assert_eq!(philox([0; 4], [0; 2]), [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]);
/// ```
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    philox_words(Scalar, counter, key)
}

#[derive(Clone, Copy)]
struct Scalar;

impl PhiloxWords for Scalar {
    type Word = u32;

    fn splat(self, value: u32) -> u32 {
        value
    }

    fn xor(self, one: u32, other: u32) -> u32 {
        one ^ other
    }

    fn widening_products(self, factor: u32, word: u32) -> (u32, u32) {
        let product = u64::from(factor) * u64::from(word);
        ((product >> 32) as u32, product as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::philox;

    #[test]
    fn known_answers_of_the_authors() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]);
        let ones = u32::MAX;
        assert_eq!(philox([ones; 4], [ones; 2]), [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]);
        let digits_of_pi = [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344];
        let found = philox(digits_of_pi, [0xA409_3822, 0x299F_31D0]);
        assert_eq!(found, [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]);
    }
}
