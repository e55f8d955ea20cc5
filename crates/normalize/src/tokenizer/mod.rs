//! Word boundaries at the speed of memory, exactly those of [`crate::words`].
//!
//! Text is read in blocks of 64 bytes. Each block is turned into masks of 64 bits, one bit for each byte: letters,
//! digits, underscores, and the characters that join letters or digits if they stand between them. If a text has only
//! such characters, its words are the runs of ones of a mask, and the edges of the runs are where words begin and end:
//!
//! ```text
//! middle = ((' . :) between letters) | ((' . , ;) between digits)       WB6, WB7, WB11, WB12
//! word   = letters | digits | underscores | middle                      WB5, WB8, WB9, WB10, WB13a, WB13b
//! edges  = word ^ (word << 1)
//! ```
//!
//! "Between" is a shift and an `and`: `mask & (letters << 1) & (letters >> 1)`. In this example, the first byte is on
//! the left:
//!
//! ```text
//! text     pay 3.5m now.
//! letters  111....1.111.
//! digits   ....1.1......
//! middle   .....1.......      the first full stop is between digits, the second joins nothing
//! word     111.1111.111.
//! edges    1..11...11..1      where words begin and end, in turn
//! ```
//!
//! A branch for each byte would often be mispredicted where a word ends. The masks need no branch, and neither do the
//! places of their bits: eight places are written for each byte of a mask, and the next ones overwrite those that are
//! not used.
//!
//! Characters beyond ASCII are looked up one by one and set the bits of all their bytes. The algebra does not hold for
//! some of them (marks, joiners, Hebrew, Katakana, flags, ideographs). They make a *zone*: from a boundary before them
//! to one after them, the plain tokenizer takes over.
//!
//! There is one module for each instruction set that makes the masks of ASCII. [`portable`] works on every machine, and
//! the others must give the same masks.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod block;
mod portable;
mod scan;
mod zone;

use scan::Scan;

/// Finds the words of texts. Keep one for many texts: it uses its memory again.
///
/// ```
/// use textmill_normalize::Tokenizer;
/// let text = "The U.S. didn’t pay $3.5m — well-known.";
/// let mut tokenizer = Tokenizer::default();
/// let words: Vec<&str> = tokenizer.words(text).iter().map(|word| &text[word[0] as usize..word[1] as usize]).collect();
/// assert_eq!(words, ["The", "U.S", "didn’t", "pay", "3.5m", "well", "known"]);
/// ```
#[derive(Debug, Default)]
pub struct Tokenizer {
    edges: Edges,
    instructions: Instructions,
}

/// The instructions that make the masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instructions {
    /// Those of every machine.
    Portable,
    /// AVX2, with BMI1, BMI2, LZCNT and POPCNT, which come with it.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with BW, VBMI and VBMI2, and what AVX2 comes with.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Instructions {
    /// All that this machine has, the fastest last.
    pub fn available() -> Vec<Self> {
        let mut available = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            available.extend(avx2::is_available().then_some(Self::Avx2));
            available.extend(avx512::is_available().then_some(Self::Avx512));
        }
        available
    }
}

impl Default for Instructions {
    /// The fastest that this machine has.
    fn default() -> Self {
        Self::available().last().copied().unwrap_or(Self::Portable)
    }
}

impl Tokenizer {
    /// A tokenizer that uses the instructions given, or portable ones where this machine does not have them.
    pub fn with(instructions: Instructions) -> Self {
        let has = Instructions::available().contains(&instructions);
        Self {
            edges: Edges::default(),
            instructions: if has { instructions } else { Instructions::Portable },
        }
    }

    /// The words of a text: where each begins and ends, in bytes. The same as [`crate::words`].
    ///
    /// # Panics
    ///
    /// If the text is longer than `u32::MAX` bytes.
    pub fn words(&mut self, text: &str) -> &[[u32; 2]] {
        assert!(u32::try_from(text.len()).is_ok(), "a text of at most 4 GiB");
        self.edges.clear();
        match self.instructions {
            Instructions::Portable => Scan::new(text, &mut self.edges).run(portable::masks, put_places),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => avx2::run(Scan::new(text, &mut self.edges)),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => avx512::run(Scan::new(text, &mut self.edges)),
        }
        self.edges.pairs()
    }
}

/// The places of the bits of each byte, the lowest first.
const PLACES: [[u8; 8]; 256] = {
    let mut all = [[0; 8]; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut bit, mut found) = (0, 0);
        while bit < 8 {
            if byte >> bit & 1 != 0 {
                all[byte][found] = bit as u8;
                found += 1;
            }
            bit += 1;
        }
        byte += 1;
    }
    all
};

/// Says loudly that the test of instructions does nothing where this machine does not have them.
#[cfg(all(test, target_arch = "x86_64"))]
fn has(instructions: &str, is_available: bool) -> bool {
    use std::io::Write;
    if !is_available {
        let _ = writeln!(std::io::stderr(), "SKIPPED: this machine has no {instructions}");
    }
    is_available
}

/// Asserts that the masks of each byte at each place are those of the portable twin.
#[cfg(all(test, target_arch = "x86_64"))]
fn assert_masks(masks: impl Fn(&[u8; 64]) -> block::Masks) {
    for byte in 0..=u8::MAX {
        for place in 0..64 {
            let mut block = [b' '; 64];
            block[place] = byte;
            assert_eq!(masks(&block), portable::masks(&block), "{byte:#x} at {place}");
        }
    }
}

/// Room for the places of the bits of a mask, and for seven more that are written and not used.
type Slots = [u32; 72];

/// Puts the places of the bits of a mask, counted from `base`, into the first slots.
#[inline(always)]
fn put_places(base: u32, mask: u64, slots: &mut Slots) {
    let mut used = 0;
    for (number, bits) in mask.to_le_bytes().into_iter().enumerate() {
        let Some(slots) = slots.get_mut(used..used + 8) else { return };
        // Eight places are written whether there are so many or not: that costs less than asking.
        let base = base.wrapping_add(number as u32 * 8);
        for (slot, place) in slots.iter_mut().zip(PLACES[usize::from(bits)]) {
            *slot = base.wrapping_add(u32::from(place));
        }
        used += bits.count_ones() as usize;
    }
}

/// Where words begin and end, in turn.
#[derive(Debug, Default)]
struct Edges {
    /// Longer than what is used of it.
    places: Vec<u32>,
    used: usize,
}

impl Edges {
    fn clear(&mut self) {
        self.used = 0;
    }

    fn pairs(&self) -> &[[u32; 2]] {
        self.places[..self.used].as_chunks().0
    }

    /// Adds the places of the bits of a mask, counted from `base`; `put` puts them into slots, as [`put_places`] does.
    #[inline(always)]
    fn add_mask(&mut self, base: u32, mask: u64, put: &impl Fn(u32, u64, &mut Slots)) {
        if self.places.len() < self.used + size_of::<Slots>() / 4 {
            self.grow();
        }
        if let Some(slots) = self.places.get_mut(self.used..).and_then(|rest| rest.first_chunk_mut()) {
            put(base, mask, slots);
            self.used += mask.count_ones() as usize;
        }
    }

    fn add_word(&mut self, start: u32, end: u32) {
        if self.places.len() < self.used + 64 {
            self.grow();
        }
        self.places[self.used] = start;
        self.places[self.used + 1] = end;
        self.used += 2;
    }

    #[cold]
    fn grow(&mut self) {
        self.places.resize((self.places.len() * 2).max(1024), 0);
    }

    /// Takes back the words from a place on; the place is inside no word, but one may end there.
    fn truncate(&mut self, place: u32) {
        while let Some(last) = self.used.checked_sub(1) {
            let is_start = last % 2 == 0;
            let edge = self.places[last];
            if edge < place || edge == place && !is_start {
                break;
            }
            self.used = last;
        }
    }

    /// Keeps the words for which `keep` holds.
    fn retain(&mut self, keep: impl Fn(u32, u32) -> bool) {
        let mut kept = 0;
        for word in (0..self.used).step_by(2) {
            let (start, end) = (self.places[word], self.places[word + 1]);
            if keep(start, end) {
                self.places[kept] = start;
                self.places[kept + 1] = end;
                kept += 2;
            }
        }
        self.used = kept;
    }
}
