//! How a text uses the words of names: in lower case, with a capital inside sentences, after articles.

use std::{collections::HashMap, ops::Range};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::{
    phrases::{Languages, Section, Speech, languages_of, with_lower},
    words::{FirstBytes, words_like},
};

/// The head of a text has at most so many bytes.
const HEAD_BYTES: usize = 1500;

/// How often words stand in a text, in which way.
#[derive(Clone, Default)]
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
        if text.len() < 2 * PART_BYTES {
            return self.count_in(text, 0..text.len(), head);
        }
        // What counts of a word stands in its own line.
        let parts: Vec<Range<usize>> = parts_of_lines(text).collect();
        let asked = self.without_counts();
        let counted = parts.into_par_iter().fold(
            || asked.clone(),
            |mut usage, part| {
                usage.count_in(text, part, head);
                usage
            },
        );
        if let Some(counted) = counted.reduce_with(Self::and) {
            self.add(counted);
        }
    }

    /// The same words, none of them counted.
    fn without_counts(&self) -> Self {
        let words = self.words.keys().map(|word| (word.clone(), Usage::default())).collect();
        Self { words, first_bytes: self.first_bytes.clone(), lengths: self.lengths }
    }

    fn and(mut self, other: Self) -> Self {
        self.add(other);
        self
    }

    /// Adds the counts of the same words in another part of the text.
    #[allow(clippy::iter_over_hash_type, reason = "counts are added to, in whatever order they come")]
    fn add(&mut self, other: Self) {
        for (word, usage) in other.words {
            self.words.entry(word).or_default().add(usage);
        }
    }

    fn count_in(&mut self, text: &str, part: Range<usize>, head: usize) {
        let base = part.start;
        for (place, word) in words_like(&text[part], &self.first_bytes) {
            // Beyond ASCII, the other case of a letter may have another length.
            if word.is_ascii() && self.lengths & length_bit(word) == 0 {
                continue;
            }
            let Some(usage) = with_lower(word, |word| self.words.get_mut(word)) else { continue };
            let start = base + place;
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
    /// Adds what was counted in another part of the text.
    fn add(&mut self, Self { lower, inside, after_grammar, is_in_head, announced }: Self) {
        self.lower += lower;
        self.inside += inside;
        self.after_grammar.extend(after_grammar);
        self.is_in_head |= is_in_head;
        self.announced += announced;
    }

    /// How often it stands inside, where it does not announce anybody.
    fn not_announced(&self) -> usize {
        self.inside.saturating_sub(self.announced)
    }
}

/// A part of a long text that is counted by itself has about so many bytes.
const PART_BYTES: usize = 1 << 20;

/// A text in parts that end with line ends, or with the text.
fn parts_of_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let from = (start + PART_BYTES).min(text.len());
        let end = memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |end| from + end + 1);
        let part = start..end;
        start = end;
        (!part.is_empty()).then_some(part)
    })
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{PART_BYTES, WordUsage};
    use crate::phrases::Speech;

    #[test]
    fn a_long_text_is_counted_as_its_parts_are() {
        let lines = "The Venn rose. A venn fell /2031/venn and Mr Marren spoke.\nMarren: the Marren, the VENN\u{A0}Quill\n";
        let text = lines.repeat(3 * PART_BYTES / lines.len());
        let counted = |is_whole: bool| {
            let mut usage = WordUsage::default();
            for word in ["Venn", "Marren", "Quill", "Other"] {
                usage.ask(word, 1);
            }
            if is_whole {
                usage.count_in(&text, 0..text.len(), 40);
            } else {
                usage.count(&text, 40);
            }
            usage
        };
        let (parts, whole) = (counted(false), counted(true));
        let shown = |usage: &WordUsage| -> BTreeMap<String, (usize, usize, usize, bool, usize)> {
            let of = usage.words.iter().map(|(word, usage)| {
                let counts =
                    (usage.lower, usage.inside, usage.after_grammar.len(), usage.is_in_head, usage.announced);
                (word.clone(), counts)
            });
            of.collect()
        };
        assert_eq!(shown(&parts), shown(&whole));
        let lines = text.matches("Mr Marren").count();
        assert_eq!(shown(&parts)["venn"], (lines, 2 * lines, lines, true, 1));
        let speech = Speech::new(
            "The dam is closed, and it will stay so for the next weeks, as they say in the town.",
        );
        assert_eq!(parts.is_after_articles("Venn", &speech), whole.is_after_articles("Venn", &speech));
    }
}
