//! Places in a text.

use std::ops::Range;

/// A byte range of a document's decoded text (UTF-8, without a byte order mark).
///
/// A span refers to that text for ever: no stage moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The largest text that spans can address, in bytes; ingest rejects what is larger.
    pub const MAX_TEXT_BYTES: u64 = u32::MAX as u64;

    /// The span of a range of a text that is no longer than [`Span::MAX_TEXT_BYTES`].
    pub fn new(range: Range<usize>) -> Self {
        debug_assert!(range.start <= range.end && range.end as u64 <= Self::MAX_TEXT_BYTES);
        Self { start: range.start as u32, end: range.end as u32 }
    }

    /// The span as a range, to index a text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The span's part of `text`, or nothing where `text` is not the text that the span was made for.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The same span after `bytes` more bytes in front.
    pub fn shifted(self, bytes: u32) -> Self {
        Self { start: self.start + bytes, end: self.end + bytes }
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}
