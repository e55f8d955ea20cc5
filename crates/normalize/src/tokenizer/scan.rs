//! Goes through a text block by block, and hands the hard parts to the plain tokenizer.
//!
//! ```text
//! for each block of 64 bytes:
//!     masks  = classify(block)                                  by SIMD, or by a table
//!     look up characters beyond ASCII, and set the bits of all their bytes in the masks
//!     joined = characters of `middles` between letters or digits
//!     words  = letters | digits | connectors | joined
//!     edges  = words ^ (words << 1 | carry.word)                a bit where a word begins, and one after its end
//!     append the places of the bits of `edges`
//! ```
//!
//! The algebra is explained in the parent module. This file is about the ends of blocks and about zones.
//!
//! Ends of blocks. `carry` has the class of the last byte, which is shifted into the masks of the next block. A
//! character may begin in one block and end in the next: then `spill` has the bits of its remaining bytes. Whether a
//! character at the very end joins depends on the character after the block, which is looked up only in this case
//! (`class_after`).
//!
//! Zones. A character for which the algebra does not hold stops the scan. Words are decided with some context, so the
//! plain tokenizer must begin at a place where earlier text does not matter: the last *fresh start* before the
//! character. Words found after that place are dropped, the plain tokenizer reads to a fresh start after the character,
//! and the scan goes on there with an empty `carry`. If the next zone is close, it is made twice as long. So a text
//! full of such characters is mostly read by the plain tokenizer, and not first by the one and then by the other.
//!
//! What must hold: for every text, the words are those of [`crate::words()`]. `edges` alternates between starts and
//! ends. Edges before `floor` are final, and no fresh start is looked for before it, which keeps the time linear. The
//! last block is padded with zeros, which belong to no word, so a word at the end of the text is closed there or by
//! `finish`.

use super::{
    Edges, Slots,
    block::{Carry, Masks, Spill},
    put_places,
    zone::{last_fresh_start, read_zone},
};
use crate::class::{WordClass, WordProperties};

const BLOCK: usize = 64;

/// If zones follow each other closely, each is twice as long as the one before, between these limits.
const SHORTEST_ZONE: usize = 32;
const LONGEST_ZONE: usize = 4096;

/// A text on the way to its edges.
pub(super) struct Scan<'a> {
    text: &'a str,
    edges: &'a mut Edges,
    /// Where the next block begins.
    position: usize,
    /// A place at or before it at which the plain tokenizer could begin anew; edges before it are final.
    floor: usize,
    carry: Carry,
    zone_length: usize,
    /// There was a connector, so there may be words of nothing else.
    saw_connector: bool,
}

/// A block with the characters beyond ASCII looked up.
struct ClassifiedBlock {
    masks: Masks,
    /// Bytes of characters beyond ASCII that join what stands around them.
    joined: u64,
    spill: Spill,
    /// Where the first character is that the masks do not hold for; those after it are not looked up.
    zone: Option<usize>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str, edges: &'a mut Edges) -> Self {
        let carry = Carry::default();
        Self { text, edges, position: 0, floor: 0, carry, zone_length: SHORTEST_ZONE, saw_connector: false }
    }

    /// Reads the whole text; `classify` makes the masks of ASCII, `put` the places of the bits of a mask.
    #[inline(always)]
    pub(super) fn run(
        mut self,
        classify: impl Fn(&[u8; BLOCK]) -> Masks,
        put: impl Fn(u32, u64, &mut Slots),
    ) {
        let text = self.text.as_bytes();
        let mut last = [0; BLOCK];
        while let Some(rest) = text.get(self.position..).filter(|rest| !rest.is_empty()) {
            let block = rest.first_chunk().unwrap_or_else(|| {
                // A zone may have come between: what it left is cleared.
                last = [0; BLOCK];
                last[..rest.len()].copy_from_slice(rest);
                &last
            });
            self.add_block(classify(block), &put);
        }
        self.finish();
    }

    /// Adds the edges of the next block, or reads the zone that begins in it.
    #[inline(always)]
    fn add_block(&mut self, masks: Masks, put: &impl Fn(u32, u64, &mut Slots)) {
        if masks.beyond_ascii == 0 {
            let joined = self.joining_ascii(&masks);
            self.add_words(&masks, joined, Spill::default(), put);
        } else {
            self.add_block_beyond_ascii(masks, put);
        }
    }

    #[inline(always)]
    fn joining_ascii(&self, masks: &Masks) -> u64 {
        let after = if masks.any_middle() >> 63 == 0 { None } else { self.class_after() };
        let is = |class| u64::from(after == Some(class));
        masks.joining_ascii(&self.carry, is(WordClass::ALetter), is(WordClass::Numeric))
    }

    /// The class of the character after the block.
    #[cold]
    fn class_after(&self) -> Option<WordClass> {
        self.class_at(self.position + BLOCK)
    }

    fn class_at(&self, place: usize) -> Option<WordClass> {
        let character = self.text.get(place..)?.chars().next()?;
        Some(WordProperties::of(character).class())
    }

    /// Adds the edges of the words of a block and goes on to the next.
    #[inline(always)]
    fn add_words(&mut self, masks: &Masks, joined: u64, spill: Spill, put: &impl Fn(u32, u64, &mut Slots)) {
        let words = masks.letters | masks.digits | masks.connectors | joined;
        self.edges.add_mask(self.position as u32, words ^ (words << 1 | self.carry.word), put);
        self.saw_connector |= masks.connectors != 0;
        let (letter, digit, word) = (masks.letters >> 63, masks.digits >> 63, words >> 63);
        self.carry = Carry { letter, digit, word, spill };
        self.position += BLOCK;
    }

    /// A block with characters beyond ASCII, or with the rest of one.
    #[inline(always)]
    fn add_block_beyond_ascii(&mut self, masks: Masks, put: &impl Fn(u32, u64, &mut Slots)) {
        let ClassifiedBlock { masks, joined, spill, zone } = self.look_up(masks);
        let joined = joined | self.joining_ascii(&masks);
        match zone {
            None => self.add_words(&masks, joined, spill, put),
            Some(place) => self.leave_to_zone(&masks, joined, place),
        }
    }

    /// Looks up the characters beyond ASCII of a block.
    #[inline(always)]
    fn look_up(&self, mut masks: Masks) -> ClassifiedBlock {
        let before = self.carry.spill;
        masks.letters |= before.letters;
        masks.digits |= before.digits;
        masks.connectors |= before.connectors;
        let mut block = ClassifiedBlock { masks, joined: before.joined, spill: Spill::default(), zone: None };
        let mut middles = 0;
        let mut left = masks.beyond_ascii & !before.all();
        while left != 0 {
            let bit = left.trailing_zeros();
            let Some(FoundCharacter { properties, length }) = self.character_at(bit) else { break };
            let bytes = Bytes::at(bit, length);
            left &= !bytes.here;
            match properties.class() {
                WordClass::ALetter if properties.is_plain_alphanumeric() => {
                    block.masks.letters |= bytes.here;
                    block.spill.letters |= bytes.next;
                }
                WordClass::Other if !properties.is_alphanumeric() => block.spill.plain |= bytes.next,
                WordClass::MidLetter | WordClass::MidNum | WordClass::MidNumLet => {
                    middles |= 1 << bit;
                    block.spill.plain |= bytes.next;
                }
                WordClass::Numeric if properties.is_plain_alphanumeric() => {
                    block.masks.digits |= bytes.here;
                    block.spill.digits |= bytes.next;
                }
                WordClass::ExtendNumLet => {
                    block.masks.connectors |= bytes.here;
                    block.spill.connectors |= bytes.next;
                }
                WordClass::WSegSpace | WordClass::Newline => block.spill.plain |= bytes.next,
                _ => {
                    block.zone = Some(self.position + bit as usize);
                    break;
                }
            }
        }
        self.join_middles(&mut block, middles);
        block
    }

    /// Finds those characters beyond ASCII that stand between what they join; `middles` has their first bytes.
    #[inline(always)]
    fn join_middles(&self, block: &mut ClassifiedBlock, mut middles: u64) {
        while middles != 0 {
            let bit = middles.trailing_zeros();
            middles &= middles - 1;
            let Some(FoundCharacter { properties, length }) = self.character_at(bit) else { return };
            if self.joins(&block.masks, bit, length, properties.class()) {
                let bytes = Bytes::at(bit, length);
                block.joined |= bytes.here;
                block.spill.joined |= bytes.next;
            }
        }
    }

    /// The character beyond ASCII that begins at a byte of the block.
    #[inline(always)]
    fn character_at(&self, bit: u32) -> Option<FoundCharacter> {
        let place = self.position + bit as usize;
        let rest = self.text.as_bytes().get(place..)?;
        let code_point = |bits: u32, byte: u8| bits << 6 | u32::from(byte & 0x3F);
        // The text is UTF-8, so the first byte says how many there are.
        let (code_point, length) = match *rest {
            [first @ ..0xE0, second, ..] => (code_point(u32::from(first & 0x1F), second), 2),
            [first @ ..0xF0, second, third, ..] => {
                (code_point(code_point(u32::from(first & 0x0F), second), third), 3)
            }
            [first, second, third, fourth, ..] => {
                (code_point(code_point(code_point(u32::from(first & 0x07), second), third), fourth), 4)
            }
            _ => return None,
        };
        Some(FoundCharacter { properties: WordProperties::of_code_point(code_point), length })
    }

    /// Whether a character beyond ASCII stands between what it joins.
    fn joins(&self, masks: &Masks, bit: u32, length: u32, class: WordClass) -> bool {
        let before = |mask: u64, carry: u64| if bit == 0 { carry != 0 } else { mask >> (bit - 1) & 1 != 0 };
        let end = bit + length;
        let after = |mask: u64, class: WordClass| match end {
            0..64 => mask >> end & 1 != 0,
            _ => self.class_at(self.position + end as usize) == Some(class),
        };
        let letters = class != WordClass::MidNum;
        let digits = class != WordClass::MidLetter;
        letters && before(masks.letters, self.carry.letter) && after(masks.letters, WordClass::ALetter)
            || digits && before(masks.digits, self.carry.digit) && after(masks.digits, WordClass::Numeric)
    }

    /// Lets the plain tokenizer read from the last fresh start before a character that the masks do not hold for, and goes on
    /// where it ends.
    #[cold]
    fn leave_to_zone(&mut self, masks: &Masks, joined: u64, place: usize) {
        let start = last_fresh_start(self.text, self.floor, place);
        match start.checked_sub(self.position) {
            Some(bits) => {
                let before = (1 << bits) - 1; // `start` lies in this block, so `bits` is less than 64.
                let words = (masks.letters | masks.digits | masks.connectors | joined) & before;
                self.edges.add_mask(
                    self.position as u32,
                    words ^ (words << 1 | self.carry.word),
                    &put_places,
                );
                self.saw_connector |= masks.connectors & before != 0;
            }
            None => self.edges.truncate(start as u32),
        }
        let is_close = place - self.floor < 4 * BLOCK;
        self.zone_length = if is_close { (self.zone_length * 2).min(LONGEST_ZONE) } else { SHORTEST_ZONE };
        self.position = read_zone(self.text, start, (place + 1).max(start + self.zone_length), self.edges);
        self.floor = self.position;
        self.carry = Carry::default();
    }

    /// Ends a word that reaches to the end of the text, and drops the words that hold nothing but connectors.
    fn finish(self) {
        if self.carry.word != 0 && self.position <= self.text.len() {
            self.edges.add_mask(self.position as u32, 1, &put_places);
        }
        if self.saw_connector {
            let is_word = |character| WordProperties::of(character).is_alphanumeric();
            self.edges.retain(|start, end| self.text[start as usize..end as usize].contains(is_word));
        }
    }
}

/// A character beyond ASCII, and how many bytes it has.
struct FoundCharacter {
    properties: WordProperties,
    length: u32,
}

/// The bits of the bytes of a character, in its block and in the next one.
struct Bytes {
    here: u64,
    next: u64,
}

impl Bytes {
    #[inline(always)]
    fn at(bit: u32, length: u32) -> Self {
        let ones = (1_u64 << length) - 1;
        let next = if bit + length > BLOCK as u32 { ones >> (BLOCK as u32 - bit) } else { 0 };
        Self { here: ones << bit, next }
    }
}
