//! Headings between paragraphs.

use textmill_corpus::{SegmentKind, SegmentRule};

use super::{
    Labels,
    blocks::Block,
    line::{ends_like_a_sentence, has_at_most_words, is_date, starts_in_lower_case},
};

/// The longest heading, in words and in characters.
const HEADING_WORDS: usize = 16;
const HEADING_CHARACTERS: usize = 120;

/// Labels headings: short lines that end like no sentence, before a longer block that does.
pub(super) fn label(blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    for (position, pair) in blocks.windows(2).enumerate() {
        let [block, next] = pair else { continue };
        let label = &mut labels.labels[position];
        let heads = next.text.len() > block.text.len() && ends_like_a_sentence(next.text);
        if heads && label.is_unknown() && looks_like_a_heading(block.text) {
            label.set(SegmentKind::Heading, SegmentRule::HeadingBeforeText);
        }
    }
}

fn looks_like_a_heading(text: &str) -> bool {
    text.len() <= HEADING_CHARACTERS * 4 // Most blocks are longer, and need no counting.
        && text.chars().count() <= HEADING_CHARACTERS
        && has_at_most_words(text, HEADING_WORDS)
        && text.contains(char::is_alphabetic)
        && !ends_like_a_sentence(text)
        && !starts_in_lower_case(text)
        && !text.ends_with([',', ')', ']', '-', '–', '—'])
        && !text.starts_with(['(', '[', '+', '-', '•', '*'])
        && !is_date(text)
        && !text.contains("http")
}

#[cfg(test)]
mod tests {
    use super::looks_like_a_heading;

    #[test]
    fn headings() {
        for text in ["Moscow welcomes the plan", "'Israel' must end it", "‘Pretext’ – a word"] {
            assert!(looks_like_a_heading(text), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_heading() {
        for text in ["He left.", "and so on", "Ladies and gentlemen,", "(Photo: A)", "0 $", "+ -", "Why?"] {
            assert!(!looks_like_a_heading(text), "{text}");
        }
    }
}
