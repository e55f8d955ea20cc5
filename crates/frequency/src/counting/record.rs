//! What is written down for each occurrence: a number of 64 or 128 bits.

use std::ops::{BitOr, Shl, Shr};

/// A number that can be kept in a file.
pub(crate) trait Stored: Copy + Send + Sync {
    /// How many bytes it takes.
    const BYTES: usize;
    /// Adds its bytes.
    fn write(self, bytes: &mut Vec<u8>);
    /// The number of so many bytes.
    fn read(bytes: &[u8]) -> Self;
}

macro_rules! stored {
    ($($number:ty),*) => {$(
        impl Stored for $number {
            const BYTES: usize = size_of::<Self>();

            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn read(bytes: &[u8]) -> Self {
                bytes.first_chunk().map_or(0, |bytes| Self::from_le_bytes(*bytes))
            }
        }
    )*};
}

stored!(u32, u64, u128);

/// An occurrence, or, with the highest bit, the number of the document from which the next ones are.
pub(crate) trait OccurrenceRecord:
    Stored + Ord + From<u32> + Shl<u32, Output = Self> + Shr<u32, Output = Self> + BitOr<Output = Self>
{
    /// How many bits an occurrence has room for.
    const ROOM: u32 = Self::BYTES as u32 * 8 - 1;
    /// Its lowest 32 bits.
    fn low(self) -> u32;
    /// A number whose high bits depend on all of its bits.
    fn hash(self) -> u64;

    /// The record that names a document; its number has at most 31 bits.
    #[inline]
    fn document(number: u32) -> Self {
        Self::from(1) << Self::ROOM | Self::from(number)
    }

    /// Whether it names a document.
    #[inline]
    fn is_document(self) -> bool {
        (self >> Self::ROOM).low() != 0
    }
}

/// An odd number without pattern: the digits of the golden ratio.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl OccurrenceRecord for u32 {
    fn low(self) -> u32 {
        self
    }

    #[inline]
    fn hash(self) -> u64 {
        u64::from(self).wrapping_mul(MULTIPLIER)
    }
}

impl OccurrenceRecord for u64 {
    fn low(self) -> u32 {
        self as u32
    }

    #[inline]
    fn hash(self) -> u64 {
        // The high half of the product depends on the low bits, the low half on nothing above.
        let product = u128::from(self ^ MULTIPLIER.rotate_left(32)) * u128::from(MULTIPLIER);
        (product as u64) ^ (product >> 64) as u64
    }
}

impl OccurrenceRecord for u128 {
    fn low(self) -> u32 {
        self as u32
    }

    #[inline]
    fn hash(self) -> u64 {
        ((self >> 64) as u64 ^ (self as u64).hash()).hash()
    }
}
