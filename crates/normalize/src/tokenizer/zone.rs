//! Zones: parts of a text that the plain tokenizer reads.

use super::Edges;
use crate::{
    class::{WordClass, WordProperties},
    words::segments_from,
};

/// The last place at or after `floor`, and before `place`, at which the plain tokenizer can begin anew; `floor` must be one.
pub(super) fn last_fresh_start(text: &str, floor: usize, place: usize) -> usize {
    let candidates = (floor + 1..=place).rev();
    candidates.into_iter().find(|&candidate| is_fresh_start(text, candidate)).unwrap_or(floor)
}

/// Whether there is a boundary at a place, and what comes before it does not matter to what comes after it.
///
/// That is so before a character of ASCII of the class Other (but for `"`, which Hebrew letters join), before a line feed
/// that follows no carriage return, and before a space that follows no space of any sort.
fn is_fresh_start(text: &str, place: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes.get(place) {
        Some(b' ') => {
            let before = text.get(..place).and_then(|before| before.chars().next_back());
            before.is_some_and(|character| WordProperties::of(character).class() != WordClass::WSegSpace)
        }
        Some(b'\n') => place > 0 && bytes[place - 1] != b'\r',
        Some(b'"') => false,
        Some(&byte) if byte.is_ascii() => WordProperties::of(char::from(byte)).class() == WordClass::Other,
        _ => false,
    }
}

/// Adds the words from `start` on, a fresh start, up to the next one at or after `enough`; returns that place, or the end of
/// the text.
pub(super) fn read_zone(text: &str, start: usize, enough: usize, edges: &mut Edges) -> usize {
    for segment in segments_from(text, start) {
        if segment.is_word {
            edges.add_word(segment.range.start as u32, segment.range.end as u32);
        }
        let end = segment.range.end;
        if end >= enough && is_fresh_start(text, end) {
            return end;
        }
    }
    text.len()
}
