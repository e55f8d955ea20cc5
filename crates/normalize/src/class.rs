//! The Unicode properties of a character that the boundary rules read.

use crate::tables::{SENTENCE_BLOCKS, SENTENCE_VALUES, WORD_BLOCKS, WORD_VALUES};

/// Code points in a block of the tables.
const BLOCK: usize = 128;

const CLASS: u8 = 0x1F;
const EXTENDED_PICTOGRAPHIC: u8 = 0x20;
const ALPHANUMERIC: u8 = 0x40;

/// A value of the property Word_Break, under its name in UAX #29.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordClass {
    Other,
    CarriageReturn,
    LineFeed,
    Newline,
    Extend,
    Format,
    ZeroWidthJoiner,
    ALetter,
    HebrewLetter,
    Numeric,
    Katakana,
    ExtendNumLet,
    MidLetter,
    MidNum,
    MidNumLet,
    SingleQuote,
    DoubleQuote,
    RegionalIndicator,
    WSegSpace,
}

impl WordClass {
    /// In the order of the numbers in the table.
    const ALL: [Self; 19] = [
        Self::Other,
        Self::CarriageReturn,
        Self::LineFeed,
        Self::Newline,
        Self::Extend,
        Self::Format,
        Self::ZeroWidthJoiner,
        Self::ALetter,
        Self::HebrewLetter,
        Self::Numeric,
        Self::Katakana,
        Self::ExtendNumLet,
        Self::MidLetter,
        Self::MidNum,
        Self::MidNumLet,
        Self::SingleQuote,
        Self::DoubleQuote,
        Self::RegionalIndicator,
        Self::WSegSpace,
    ];
}

/// What the word rules need to know of a character.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordProperties(u8);

impl WordProperties {
    pub(crate) fn of(character: char) -> Self {
        Self::of_code_point(u32::from(character))
    }

    /// The properties of a code point; those of U+0000 for what is none.
    #[inline(always)]
    pub(crate) fn of_code_point(code_point: u32) -> Self {
        Self(look_up(&WORD_BLOCKS, &WORD_VALUES, code_point))
    }

    /// Alphanumeric and no pictograph.
    #[inline(always)]
    pub(crate) fn is_plain_alphanumeric(self) -> bool {
        self.0 & (ALPHANUMERIC | EXTENDED_PICTOGRAPHIC) == ALPHANUMERIC
    }

    #[inline(always)]
    pub(crate) fn class(self) -> WordClass {
        WordClass::ALL.get(usize::from(self.0 & CLASS)).copied().unwrap_or(WordClass::Other)
    }

    pub(crate) fn is_extended_pictographic(self) -> bool {
        self.0 & EXTENDED_PICTOGRAPHIC != 0
    }

    /// Whether the character is alphabetic or numeric: what makes a segment a word.
    pub(crate) fn is_alphanumeric(self) -> bool {
        self.0 & ALPHANUMERIC != 0
    }
}

/// A value of the property Sentence_Break, under its name in UAX #29.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SentenceClass {
    Other,
    CarriageReturn,
    LineFeed,
    Sep,
    Extend,
    Format,
    Sp,
    Lower,
    Upper,
    OLetter,
    Numeric,
    ATerm,
    STerm,
    Close,
    SContinue,
}

impl SentenceClass {
    /// In the order of the numbers in the table.
    const ALL: [Self; 15] = [
        Self::Other,
        Self::CarriageReturn,
        Self::LineFeed,
        Self::Sep,
        Self::Extend,
        Self::Format,
        Self::Sp,
        Self::Lower,
        Self::Upper,
        Self::OLetter,
        Self::Numeric,
        Self::ATerm,
        Self::STerm,
        Self::Close,
        Self::SContinue,
    ];

    /// The class of a character of ASCII.
    #[inline]
    pub(crate) fn of_ascii(byte: u8) -> Self {
        const CLASSES: [SentenceClass; 128] = {
            let mut classes = [SentenceClass::Other; 128];
            let mut byte = 0;
            while byte < 128 {
                let number = SENTENCE_VALUES[SENTENCE_BLOCKS[byte / BLOCK] as usize * BLOCK + byte % BLOCK];
                classes[byte] = SentenceClass::ALL[number as usize];
                byte += 1;
            }
            classes
        };
        CLASSES.get(usize::from(byte)).copied().unwrap_or(Self::Other)
    }

    pub(crate) fn of(character: char) -> Self {
        let number = look_up(&SENTENCE_BLOCKS, &SENTENCE_VALUES, u32::from(character));
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::Other)
    }
}

#[inline(always)]
fn look_up(blocks: &[u8], values: &[u8], code_point: u32) -> u8 {
    let code_point = code_point as usize;
    // Every code point lies in a block of the table: the generator writes one for each.
    let block = blocks.get(code_point / BLOCK).copied().map_or(0, usize::from);
    values.get(block * BLOCK + code_point % BLOCK).copied().unwrap_or(0)
}
