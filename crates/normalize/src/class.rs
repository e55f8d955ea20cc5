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
        Self(look_up(&WORD_BLOCKS, &WORD_VALUES, character))
    }

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

    pub(crate) fn of(character: char) -> Self {
        let number = look_up(&SENTENCE_BLOCKS, &SENTENCE_VALUES, character);
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::Other)
    }
}

fn look_up(blocks: &[u8], values: &[u8], character: char) -> u8 {
    let code_point = character as usize;
    // Every `char` lies in a block of the table; the generator writes one for each.
    let block = usize::from(blocks[code_point / BLOCK]);
    values[block * BLOCK + code_point % BLOCK]
}
