//! How a text uses the words of names: in lower case, with a capital inside sentences, after articles.

use std::{collections::HashMap, ops::Range};

use foldhash::fast::FixedState;

use crate::phrases::Speech;

/// The head of a text has at most so many bytes.
const HEAD_BYTES: usize = 1500;

/// How often words stand in a text, in which way.
#[derive(Default)]
pub(super) struct WordUsage {
    words: HashMap<String, Usage, FixedState>,
    /// The first bytes of the words, in both cases: most words of a text begin with others.
    first_bytes: Vec<bool>,
}

#[derive(Clone, Copy, Default)]
struct Usage {
    lower: usize,
    /// With a capital, after another word of the same line.
    inside: usize,
    after_article: usize,
    /// Whether it stands with a capital in the head of the text.
    is_in_head: bool,
    /// Those inside that are parts of announcements.
    announced: usize,
}

impl WordUsage {
    /// Asks for a word that stands inside the announcements of a name so often.
    pub(super) fn ask(&mut self, word: &str, announced: usize) {
        self.first_bytes.resize(256, false);
        let lower = word.to_lowercase();
        for byte in [word, lower.as_str()].into_iter().filter_map(|word| word.bytes().next()) {
            for byte in [byte, byte.to_ascii_uppercase()] {
                self.first_bytes[usize::from(byte)] = true;
            }
        }
        self.words.entry(lower).or_default().announced += announced;
    }

    /// Whether no word was asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Counts the words in a text, of which so many bytes are the head, before anybody speaks.
    pub(super) fn count(&mut self, text: &str, head: usize, speech: &Speech<'_>) {
        let mut previous: Option<(usize, &str)> = None;
        for (start, word) in words(text) {
            let before = previous.replace((start + word.len(), word));
            let first = usize::from(word.as_bytes().first().copied().unwrap_or_default());
            if !self.first_bytes.get(first).copied().unwrap_or_default() {
                continue;
            }
            let Some(usage) = self.words.get_mut(&word.to_lowercase()) else { continue };
            let is_lower = word.starts_with(char::is_lowercase);
            if is_lower && is_in_an_address(text, start..start + word.len()) {
                continue;
            }
            usage.is_in_head |= start < head.min(HEAD_BYTES) && !is_lower;
            if is_lower {
                usage.lower += 1;
            } else if let Some((_, before)) = before.filter(|(end, _)| is_blank(&text[*end..start])) {
                usage.inside += 1;
                let lower = before.to_lowercase();
                usage.after_article += usize::from(before == lower && speech.is_grammar(&lower));
            }
        }
    }

    fn of(&self, word: &str) -> Usage {
        self.words.get(&word.to_lowercase()).copied().unwrap_or_default()
    }

    /// Whether a word stands in lower case more often than with a capital inside a sentence.
    pub(super) fn is_common(&self, word: &str) -> bool {
        let usage = self.of(word);
        usage.lower > usage.inside.saturating_sub(usage.announced)
    }

    /// Whether a word stands with a capital elsewhere than in announcements.
    pub(super) fn is_named(&self, word: &str) -> bool {
        let usage = self.of(word);
        usage.inside > usage.announced
    }

    /// Whether a word stands with a capital in the head of the text.
    pub(super) fn is_in_head(&self, word: &str) -> bool {
        self.of(word).is_in_head
    }

    /// Whether a word stands mostly after articles and the like, where it does not announce anybody.
    pub(super) fn is_after_articles(&self, word: &str) -> bool {
        let usage = self.of(word);
        usage.after_article >= 2 && usage.after_article * 2 >= usage.inside.saturating_sub(usage.announced)
    }
}

/// Whether a word is a part of an address, a path or a compound: `/2031/alex-venn`.
fn is_in_an_address(text: &str, word: Range<usize>) -> bool {
    text[..word.start].ends_with(['/', '-', '_', '@', '.'])
        || text[word.end..].starts_with(['/', '-', '_', '@'])
}

fn is_blank(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 4
        && text.chars().all(|character| character == ' ' || character == '\u{A0}')
}

/// The runs of letters and figures of a text, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
