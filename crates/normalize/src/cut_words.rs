//! Words that a hyphen and a line end cut, as in scans and letters.

use std::{collections::HashSet, sync::OnceLock};

use foldhash::fast::FixedState;

/// The words that line ends cut in a document: those that it has whole elsewhere.
///
/// A cut word is one token, whose span covers the hyphen and the line end; its normal form is that of the whole word.
///
/// ```
/// use textmill_normalize::{CutWords, Tokenizer, normal_form};
///
/// let text = "The minis-\nter left. The minister was late.";
/// let mut tokenizer = Tokenizer::default();
/// let words = CutWords::of(text).joined(text, tokenizer.words(text), |_, _| true).unwrap();
/// let [start, end] = words[1];
/// let word = &text[start as usize..end as usize];
/// assert_eq!((word, normal_form(word).as_ref()), ("minis-\nter", "minister"));
/// ```
#[derive(Debug)]
pub struct CutWords<'a> {
    text: &'a str,
    has_cuts: bool,
    /// The words of the text, in lower case.
    words: OnceLock<HashSet<String, FixedState>>,
}

impl<'a> CutWords<'a> {
    /// Those of a document with a text.
    pub fn of(text: &'a str) -> Self {
        let has = |cut: &str| memchr::memmem::find(text.as_bytes(), cut.as_bytes()).is_some();
        Self { text, has_cuts: has("-\n") || has("-\r"), words: OnceLock::new() }
    }

    /// The words of a part of the text, given by where they begin and end in it, with those in one that a line end cuts; `None` if there
    /// are none. `may_join` says whether what ends and what begins at two places of the part may be one word.
    pub fn joined(
        &self,
        part: &str,
        words: &[[u32; 2]],
        may_join: impl Fn(u32, u32) -> bool,
    ) -> Option<Vec<[u32; 2]>> {
        if !self.has_cuts {
            return None;
        }
        let is_one = |first: &[u32; 2], second: &[u32; 2]| {
            let of = |start: u32, end: u32| part.get(start as usize..end as usize).unwrap_or_default();
            // Nearly all words have one blank between them: a hyphen and a line end are more.
            second[0] > first[1] + 1
                && is_cut(of(first[1], second[0]))
                && may_join(first[1], second[0])
                && self.has_whole(of(first[0], first[1]), of(second[0], second[1]))
        };
        if !words.windows(2).any(|pair| is_one(&pair[0], &pair[1])) {
            return None;
        }
        let mut joined: Vec<[u32; 2]> = Vec::with_capacity(words.len());
        let mut is_whole = true;
        for (place, word) in words.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|before| words.get(before));
            // A word that was cut twice is not known whole by two of its parts.
            is_whole = !(is_whole && before.is_some_and(|before| is_one(before, word)));
            match joined.last_mut() {
                Some(last) if !is_whole => last[1] = word[1],
                _ => joined.push(*word),
            }
        }
        Some(joined)
    }

    /// Whether the document has the whole of a word elsewhere that was cut in two.
    fn has_whole(&self, first: &str, second: &str) -> bool {
        let is_word = first.ends_with(char::is_alphabetic) && second.starts_with(char::is_lowercase);
        let words = || {
            let words = self.text.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
            words.map(str::to_lowercase).collect()
        };
        is_word && self.words.get_or_init(words).contains(&format!("{first}{second}").to_lowercase())
    }
}

/// Whether what stands between two words is a hyphen and a line end; in a text that is double-spaced there are two.
fn is_cut(between: &str) -> bool {
    between.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(['\n', '\r']) && rest.trim_start_matches([' ', '\t', '\n', '\r']).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::CutWords;
    use crate::Tokenizer;

    fn words(text: &str) -> Vec<String> {
        let mut tokenizer = Tokenizer::default();
        let words = tokenizer.words(text);
        let joined = CutWords::of(text).joined(text, words, |_, _| true);
        let words = joined.as_deref().unwrap_or(words);
        words.iter().map(|&[start, end]| text[start as usize..end as usize].to_owned()).collect()
    }

    #[test]
    fn cut_words_are_one_where_the_whole_word_is_known() {
        assert_eq!(words("The minis-\nter. A minister."), ["The", "minis-\nter", "A", "minister"]);
        assert_eq!(words("Minis-\r\n  ter, minister"), ["Minis-\r\n  ter", "minister"]);
        assert_eq!(words("A well-\nknown dam."), ["A", "well", "known", "dam"]);
        assert_eq!(words("minis-\n\nter minister"), ["minis-\n\nter", "minister"], "a double-spaced text");
        assert_eq!(words("minis-\nTer minister"), ["minis", "Ter", "minister"]);
        assert_eq!(words("minis-ter minister"), ["minis", "ter", "minister"]);
    }
}
