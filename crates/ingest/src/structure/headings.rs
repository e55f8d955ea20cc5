//! Headings between paragraphs.

use textmill_corpus::SegmentKind;

use super::{
    Label,
    blocks::Block,
    line::{ends_like_a_sentence, is_credit, is_date, starts_in_lower_case, word_count},
};

/// The longest heading, in words and in characters.
const HEADING_WORDS: usize = 16;
const HEADING_CHARACTERS: usize = 120;

/// Labels headings: short lines that end like no sentence, before a longer block that does.
pub(super) fn label(blocks: &[Block<'_>], labels: &mut [Label<'_>]) {
    for (position, block) in blocks.iter().enumerate() {
        let next = blocks.get(position + 1);
        let heads =
            next.is_some_and(|next| ends_like_a_sentence(next.text) && next.text.len() > block.text.len());
        if labels[position].is_unknown() && heads && looks_like_a_heading(block.text) {
            labels[position].kind = Some(SegmentKind::Heading);
        }
    }
}

fn looks_like_a_heading(text: &str) -> bool {
    text.len() <= HEADING_CHARACTERS * 4 // Most blocks are longer, and need no counting.
        && text.chars().count() <= HEADING_CHARACTERS
        && (1..=HEADING_WORDS).contains(&word_count(text))
        && text.contains(char::is_alphabetic)
        && !ends_like_a_sentence(text)
        && !starts_in_lower_case(text)
        && !text.ends_with([',', ')', ']', '-', '–', '—'])
        && !text.starts_with(['(', '[', '+', '-', '•', '*'])
        && !is_credit(text)
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
        for text in [
            "He left.",
            "and so on",
            "Ladies and gentlemen,",
            "(Photo: A)",
            "0 $",
            "By Edda Brandt",
            "+ -",
            "Why?",
        ] {
            assert!(!looks_like_a_heading(text), "{text}");
        }
    }
}
