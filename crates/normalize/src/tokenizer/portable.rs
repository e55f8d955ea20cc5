//! The masks of ASCII, by instructions that every machine has.

use super::block::Masks;

pub(super) const LETTER: u8 = 1;
pub(super) const DIGIT: u8 = 2;
pub(super) const CONNECTOR: u8 = 4;
pub(super) const MIDDLE: u8 = 8;
pub(super) const LETTER_MIDDLE: u8 = 16;
pub(super) const DIGIT_MIDDLE: u8 = 32;
const BEYOND_ASCII: u8 = 128;

/// The class of each byte.
pub(super) static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'_' => CONNECTOR,
            b'.' | b'\'' => MIDDLE,
            b':' => LETTER_MIDDLE,
            b',' | b';' => DIGIT_MIDDLE,
            0x80.. => BEYOND_ASCII,
            _ => 0,
        };
        byte += 1;
    }
    classes
}

/// The masks of a block, without those of characters beyond ASCII.
#[inline(always)]
pub(super) fn masks(block: &[u8; 64]) -> Masks {
    let mut masks = Masks::default();
    let (eights, _) = block.as_chunks::<8>();
    for (number, eight) in eights.iter().enumerate() {
        let classes = u64::from_le_bytes(eight.map(|byte| CLASSES[usize::from(byte)]));
        let shift = number * 8;
        masks.letters |= gather(classes, LETTER) << shift;
        masks.digits |= gather(classes, DIGIT) << shift;
        masks.beyond_ascii |= gather(classes, BEYOND_ASCII) << shift;
        let others = CONNECTOR | MIDDLE | LETTER_MIDDLE | DIGIT_MIDDLE;
        if classes & u64::from_ne_bytes([others; 8]) != 0 {
            masks.connectors |= gather(classes, CONNECTOR) << shift;
            masks.middles |= gather(classes, MIDDLE) << shift;
            masks.letter_middles |= gather(classes, LETTER_MIDDLE) << shift;
            masks.digit_middles |= gather(classes, DIGIT_MIDDLE) << shift;
        }
    }
    masks
}

/// One bit of each of eight bytes, the first byte's lowest.
#[inline(always)]
fn gather(bytes: u64, bit: u8) -> u64 {
    let ones = bytes >> bit.trailing_zeros() & 0x0101_0101_0101_0101;
    // Each factor moves one of the bits to its place in the highest byte, and no two meet.
    ones.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::masks;

    #[test]
    fn each_byte_has_its_bit() {
        let mut block = [b' '; 64];
        for (place, byte) in
            [(0, b'a'), (7, b'Z'), (8, b'7'), (31, b'_'), (32, b'.'), (40, b':'), (62, b','), (63, 0xC3)]
        {
            block[place] = byte;
        }
        let masks = masks(&block);
        assert_eq!(masks.letters, 1 | 1 << 7);
        assert_eq!(masks.digits, 1 << 8);
        assert_eq!(masks.connectors, 1 << 31);
        assert_eq!(masks.middles, 1 << 32);
        assert_eq!(masks.letter_middles, 1 << 40);
        assert_eq!(masks.digit_middles, 1 << 62);
        assert_eq!(masks.beyond_ascii, 1 << 63);
    }
}
