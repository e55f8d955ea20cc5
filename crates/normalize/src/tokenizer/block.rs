//! The masks of a block, and the algebra that makes words of them.

/// A bit for each byte of a block of 64, the first byte's lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Masks {
    /// Bytes of letters: `A`–`Z`, `a`–`z`, and all bytes of other letters.
    pub(super) letters: u64,
    /// Bytes of digits.
    pub(super) digits: u64,
    /// `_`, and all bytes of other characters of the class ExtendNumLet.
    pub(super) connectors: u64,
    /// `.` and `'`, which join letters and digits.
    pub(super) middles: u64,
    /// `:`, which joins letters.
    pub(super) letter_middles: u64,
    /// `,` and `;`, which join digits.
    pub(super) digit_middles: u64,
    /// Bytes beyond ASCII.
    pub(super) beyond_ascii: u64,
}

/// What a block leaves to the next one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Carry {
    /// The last byte was one of a letter, a digit, a word: 0 or 1 each.
    pub(super) letter: u64,
    pub(super) digit: u64,
    pub(super) word: u64,
    /// The first bytes of the next block belong to a character that began in this one.
    pub(super) spill: Spill,
}

/// The bits of characters that reach into the next block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spill {
    pub(super) letters: u64,
    pub(super) digits: u64,
    pub(super) connectors: u64,
    pub(super) joined: u64,
    /// Characters that are no part of a word.
    pub(super) plain: u64,
}

impl Spill {
    /// The bits of all of them.
    pub(super) fn all(&self) -> u64 {
        self.letters | self.digits | self.connectors | self.joined | self.plain
    }
}

impl Masks {
    /// The characters of ASCII between letters or digits that join them. `next_letter` and `next_digit` say what the byte
    /// after the block is: 0 or 1 each.
    #[inline(always)]
    pub(super) fn joining_ascii(&self, carry: &Carry, next_letter: u64, next_digit: u64) -> u64 {
        let before = self.letters << 1 | carry.letter;
        let after = self.letters >> 1 | next_letter << 63;
        let digit_before = self.digits << 1 | carry.digit;
        let digit_after = self.digits >> 1 | next_digit << 63;
        (self.middles | self.letter_middles) & before & after
            | (self.middles | self.digit_middles) & digit_before & digit_after
    }

    /// The characters of ASCII that may join letters or digits.
    #[inline(always)]
    pub(super) fn any_middle(&self) -> u64 {
        self.middles | self.letter_middles | self.digit_middles
    }
}
