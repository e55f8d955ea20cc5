//! Announcements in the middle of a block, as where two lines ran into one.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::{
    announcements::{Announcement, Delimiter, NAME_BYTES},
    blocks::Block,
    names::{NamePart, is_office_word, part},
};
use crate::phrases::Speech;

/// Cuts blocks where an announcement stands in the middle of a line, after the end of a sentence, as where two lines ran into one:
/// those are cut whose names the text announces at least twice at the beginnings of lines, or once, if they say who asks.
pub(super) fn split_at_announcements<'a>(
    text: &'a str,
    speech: &Speech<'_>,
    blocks: Vec<Block<'a>>,
) -> Vec<Block<'a>> {
    let by_colon = |block: &Block<'a>| block.announced.filter(|one| one.form.delimiter == Delimiter::Colon);
    let names: BTreeSet<&str> = count_names(blocks.iter().filter_map(by_colon))
        .into_iter()
        .filter(|&(name, count)| count >= 2 || part(name, speech) == NamePart::Questioner)
        .map(|(name, _)| name)
        .collect();
    let mut places = Vec::new();
    if !names.is_empty() {
        for (place, block) in blocks.iter().enumerate().filter(|(_, block)| block.colon.is_some()) {
            places.extend(cuts(block, &names).into_iter().map(|cut| (place, block.text_start() + cut)));
        }
    }
    if places.is_empty() { blocks } else { cut_at(text, blocks, &places) }
}

/// Cuts blocks at places of the text, of which each stands with the number of its block.
fn cut_at<'a>(text: &'a str, blocks: Vec<Block<'a>>, places: &[(usize, usize)]) -> Vec<Block<'a>> {
    let mut cut = Vec::with_capacity(blocks.len() + places.len());
    let mut places = places.iter().peekable();
    for (number, block) in blocks.into_iter().enumerate() {
        let mut start = block.range.start;
        while let Some((_, place)) = places.next_if(|(of, _)| *of == number) {
            cut.push(Block::new(text, start..*place));
            start = *place;
        }
        cut.push(if start == block.range.start { block } else { Block::new(text, start..block.range.end) });
    }
    cut
}

/// Where the name begins with which a text ends, if it is one of some: the longest that is.
fn name_before(text: &str, names: &BTreeSet<&str>) -> Option<usize> {
    let from = text.floor_char_boundary(text.len().saturating_sub(NAME_BYTES));
    let starts = text[from..].match_indices([' ', '.', '?', '!', ')', '"', '\n']);
    starts.map(|(place, mark)| from + place + mark.len()).find(|&start| names.contains(&text[start..]))
}

/// How sentences end before an announcement in the middle of a line.
const ENDS: [char; 4] = ['.', '?', '!', '…'];

/// Whether the end of a sentence may stand so near the end of a text that only a name follows it, and signs that are no part of either.
fn may_end_a_sentence_before_a_name(text: &str) -> bool {
    let from = text.len().saturating_sub(2 * NAME_BYTES);
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    // Signs at the beginning may be the last of many.
    let goes_on = from > 0 && bytes.first().is_some_and(|first| !first.is_ascii_alphanumeric());
    // Without a way out in the middle, the compiler looks at many bytes at a time; the first byte of `…` is enough.
    let is_end = |byte: u8| matches!(byte, b'.' | b'?' | b'!' | 0xE2);
    goes_on || bytes.iter().fold(false, |found, byte| found | is_end(*byte))
}

/// Where announcements begin in the middle of a block.
fn cuts(block: &Block<'_>, names: &BTreeSet<&str>) -> Vec<usize> {
    let text = block.text;
    let mut cuts = Vec::new();
    // What reads like one announcement may be a word and the next one (`Yes. CALLER:`), if it holds the end of a sentence.
    let own = block.announced.filter(|own| !own.name.contains(ENDS)).map_or(0, |own| own.length);
    for colon in memchr::memchr_iter(b':', &text.as_bytes()[own..]).map(|colon| own + colon) {
        let is_parted = text[colon + 1..].chars().next().is_none_or(char::is_whitespace);
        if !is_parted {
            continue;
        }
        let before = text[..colon].trim_end();
        if !may_end_a_sentence_before_a_name(before) {
            continue;
        }
        let Some(start) = name_before(before, names) else { continue };
        let sentence = text[..start].trim_end_matches(['"', '”', '’', ')', ' ']);
        let after_abbreviation =
            sentence.rsplit([' ', '\n']).next().is_some_and(|word| is_office_word(word) || word.len() <= 2);
        if sentence.ends_with(ENDS) && !after_abbreviation {
            cuts.push(start);
        }
    }
    cuts
}

/// How often each name is announced, in no order: a text has few names and many announcements.
fn count_names<'a>(
    announcements: impl Iterator<Item = Announcement<'a>>,
) -> HashMap<&'a str, usize, FixedState> {
    let mut counts: HashMap<&str, usize, FixedState> = HashMap::default();
    for announcement in announcements {
        *counts.entry(announcement.name).or_default() += 1;
    }
    counts
}
