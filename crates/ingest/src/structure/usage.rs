//! How a text uses the words of names: in lower case, with a capital inside sentences, after articles.

use std::{collections::HashMap, ops::Range};

use foldhash::fast::FixedState;

use crate::{
    phrases::{Languages, Section, Speech, languages_of, with_lower},
    words::{FirstBytes, words_like},
};

/// The head of a text has at most so many bytes.
const HEAD_BYTES: usize = 1500;

/// How often words stand in a text, in which way.
#[derive(Default)]
pub(super) struct WordUsage {
    words: HashMap<String, Usage, FixedState>,
    /// How the words begin: most words of a text begin otherwise.
    first_bytes: FirstBytes,
    /// A bit for each of their lengths.
    lengths: u64,
}

#[derive(Clone, Default)]
struct Usage {
    lower: usize,
    /// With a capital, after another word of the same line.
    inside: usize,
    /// The languages of which the word before it is one of grammar, where it is one.
    after_grammar: Vec<Languages>,
    /// Whether it stands with a capital in the head of the text.
    is_in_head: bool,
    /// Those inside that are parts of announcements.
    announced: usize,
}

impl WordUsage {
    /// Asks for a word that stands inside the announcements of a name so often.
    pub(super) fn ask(&mut self, word: &str, announced: usize) {
        let lower = word.to_lowercase();
        self.first_bytes.add(&lower);
        self.lengths |= length_bit(&lower);
        self.words.entry(lower).or_default().announced += announced;
    }

    /// Whether no word was asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Counts the words in a text, of which so many bytes are the head, before anybody speaks.
    pub(super) fn count(&mut self, text: &str, head: usize) {
        for (start, word) in words_like(text, &self.first_bytes) {
            // Beyond ASCII, the other case of a letter may have another length.
            if word.is_ascii() && self.lengths & length_bit(word) == 0 {
                continue;
            }
            let Some(usage) = with_lower(word, |word| self.words.get_mut(word)) else { continue };
            let is_lower = word.starts_with(char::is_lowercase);
            if is_lower && is_in_an_address(text, start..start + word.len()) {
                continue;
            }
            usage.is_in_head |= start < head.min(HEAD_BYTES) && !is_lower;
            if is_lower {
                usage.lower += 1;
            } else if let Some(before) = word_before(&text[..start]) {
                usage.inside += 1;
                let grammar = languages_of(Section::FunctionWords, before);
                usage.after_grammar.extend((grammar != Languages::default()).then_some(grammar));
            }
        }
    }

    fn of(&self, word: &str) -> Option<&Usage> {
        with_lower(word, |word| self.words.get(word))
    }

    /// Whether a word stands in lower case more often than with a capital inside a sentence.
    pub(super) fn is_common(&self, word: &str) -> bool {
        self.of(word).is_some_and(|usage| usage.lower > usage.not_announced())
    }

    /// Whether a word stands with a capital elsewhere than in announcements.
    pub(super) fn is_named(&self, word: &str) -> bool {
        self.of(word).is_some_and(|usage| usage.not_announced() > 0)
    }

    /// Whether a word stands with a capital in the head of the text.
    pub(super) fn is_in_head(&self, word: &str) -> bool {
        self.of(word).is_some_and(|usage| usage.is_in_head)
    }

    /// Whether a word stands mostly after articles and the like, where it does not announce anybody.
    pub(super) fn is_after_articles(&self, word: &str, speech: &Speech<'_>) -> bool {
        self.of(word).is_some_and(|usage| {
            let is_enough = |count: usize| count >= 2 && count * 2 >= usage.not_announced();
            is_enough(usage.after_grammar.len())
                && is_enough(usage.after_grammar.iter().filter(|those| speech.is_in_one_of(**those)).count())
        })
    }
}

/// The bit of the length of a word; long ones share one.
fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

impl Usage {
    /// How often it stands inside, where it does not announce anybody.
    fn not_announced(&self) -> usize {
        self.inside.saturating_sub(self.announced)
    }
}

/// Whether a word is a part of an address, a path or a compound: `/2031/alex-venn`.
fn is_in_an_address(text: &str, word: Range<usize>) -> bool {
    text[..word.start].ends_with(['/', '-', '_', '@', '.'])
        || text[word.end..].starts_with(['/', '-', '_', '@'])
}

/// The word at the end of a text, if there are only a few blanks after it.
fn word_before(text: &str) -> Option<&str> {
    let whole = text.trim_end_matches([' ', '\u{A0}']);
    let word = &whole[whole.trim_end_matches(char::is_alphanumeric).len()..];
    ((1..=4).contains(&(text.len() - whole.len())) && !word.is_empty()).then_some(word)
}
