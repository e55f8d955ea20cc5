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
        // In a transcript, or where pages were cut into lines, most blocks are known or too long.
        if !labels.labels[position].is_unknown() || next.text.len() <= block.text.len() {
            continue;
        }
        let before = position.checked_sub(1).filter(|&place| labels.labels[place].is_unknown());
        let goes_on = || before.is_some_and(|place| is_broken_off(blocks[place].text));
        let heads = ends_like_a_sentence(next.text)
            && !starts_in_lower_case(next.text)
            && !goes_on()
            && looks_like_a_heading(block.text);
        if heads {
            labels.labels[position].set(SegmentKind::Heading, SegmentRule::HeadingBeforeText);
        }
    }
}

/// A line of a text that was cut into lines, which goes on in the next.
const FULL_WIDTH: usize = 50;

fn is_broken_off(line: &str) -> bool {
    line.len() >= FULL_WIDTH && line.len() <= HEADING_CHARACTERS && !ends_like_a_sentence(line)
}

/// Words that nothing ends with.
const INNER_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "my", "of", "on", "or", "our", "that",
    "the", "their", "to", "was", "with", "und", "der", "die", "das", "et", "de", "la", "le", "les", "y",
    "el", "и", "в", "на",
];

/// Whether a line ends where no heading does: after an article or a preposition.
fn ends_inside_a_phrase(text: &str) -> bool {
    text.rsplit([' ', '\n']).next().is_some_and(|last| INNER_WORDS.contains(&last))
}

/// `11. 30 a.m.`, `Bandte (06) 263 2794`: a time of day or a telephone number, more figures than letters.
fn is_mostly_figures(text: &str) -> bool {
    let count = |is: fn(char) -> bool| text.chars().filter(|&character| is(character)).count();
    count(char::is_numeric) >= count(char::is_alphabetic)
}

fn looks_like_a_heading(text: &str) -> bool {
    text.len() <= HEADING_CHARACTERS * 4 // Most blocks are longer, and need no counting.
        && !ends_like_a_sentence(text)
        && !starts_in_lower_case(text)
        && (text.len() <= HEADING_CHARACTERS || text.chars().count() <= HEADING_CHARACTERS)
        && has_at_most_words(text, HEADING_WORDS)
        && text.contains(char::is_alphabetic)
        && !text.ends_with([',', ')', ']', '-', '–', '—'])
        && !text.starts_with(['(', '[', '+', '-', '•', '*'])
        && !is_date(text)
        && !text.contains("http")
        && !ends_inside_a_phrase(text)
        && !is_mostly_figures(text)
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
            "+ -",
            "Why?",
            "The board of the",
            "11. 30 a. m",
        ] {
            assert!(!looks_like_a_heading(text), "{text}");
        }
    }
}
