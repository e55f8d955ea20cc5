//! Patterns of words, such as `sanction*`.

use rayon::prelude::*;
use textmill_corpus::WordTable;
use textmill_normalize::normal_form;

/// Patterns in which `*` stands for any letters and `?` for one.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordPatterns {
    patterns: Vec<WordPattern>,
}

#[derive(Clone, Debug)]
struct WordPattern {
    given: String,
    parts: Vec<PatternPart>,
    /// The pattern as it is written, if it is all capitals: where acronyms match it, it means these (`US`, and not `us`).
    written: Option<Vec<PatternPart>>,
}

impl WordPattern {
    fn new(given: &str, is_written: bool, form: &impl Fn(&str) -> String) -> Self {
        let written = (is_written && is_in_capitals(given)).then(|| parts(given, &str::to_owned));
        Self { given: given.to_owned(), parts: parts(given, form), written }
    }

    /// Which words of a table match.
    fn flags(&self, words: &WordTable) -> Vec<bool> {
        let flags = |parts: &[PatternPart]| -> Vec<bool> {
            let has = |word: usize| matches(parts, &words.text(word).chars().collect::<Vec<char>>());
            (0..words.len()).into_par_iter().map(has).collect()
        };
        let written = self.written.as_ref().map(|parts| flags(parts)).filter(|flags| flags.contains(&true));
        written.unwrap_or_else(|| flags(&self.parts))
    }
}

/// Whether a pattern has letters, and all of them are capitals.
fn is_in_capitals(given: &str) -> bool {
    let mut letters = given.chars().filter(|one| one.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

fn parts(given: &str, form: &impl Fn(&str) -> String) -> Vec<PatternPart> {
    let mut parts = Vec::new();
    for part in given.split_inclusive(['*', '?']) {
        let letters = part.trim_end_matches(['*', '?']);
        parts.extend(form(letters).chars().map(PatternPart::Letter));
        match part.chars().next_back() {
            Some('*') => parts.push(PatternPart::Any),
            Some('?') => parts.push(PatternPart::One),
            _ => {}
        }
    }
    parts
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PatternPart {
    Any,
    One,
    Letter(char),
}

impl WordPatterns {
    /// Patterns of terms or stems: what stands between the signs is brought to its normal form, as the words were, so that `Stra\u{df}e`
    /// and `didn\u{2019}t` find what they mean.
    pub(crate) fn of_normal_forms(patterns: &[String]) -> Self {
        Self::new(patterns, true, |letters| normal_form(letters).into_owned())
    }

    /// Patterns of words as they are written.
    pub(crate) fn of_surfaces(patterns: &[String]) -> Self {
        Self::new(patterns, false, str::to_owned)
    }

    fn new(patterns: &[String], is_written: bool, form: impl Fn(&str) -> String) -> Self {
        Self { patterns: patterns.iter().map(|given| WordPattern::new(given, is_written, &form)).collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Which words of a table match any pattern.
    pub(crate) fn flags(&self, words: &WordTable) -> Vec<bool> {
        let mut found = vec![false; words.len()];
        for pattern in &self.patterns {
            let flags = pattern.flags(words);
            found.iter_mut().zip(flags).for_each(|(found, flag)| *found |= flag);
        }
        found
    }

    /// The patterns that no word of a table matches, as they were given.
    pub(crate) fn without_match(&self, words: &WordTable) -> Vec<&str> {
        let without = self.patterns.iter().filter(|pattern| !pattern.flags(words).contains(&true));
        without.map(|pattern| pattern.given.as_str()).collect()
    }
}

/// Whether a word matches a pattern. A star takes as little as it can; where the rest does not match, the last star takes one
/// more letter, so no pattern needs more steps than the product of the two lengths.
fn matches(pattern: &[PatternPart], word: &[char]) -> bool {
    let (mut at, mut place, mut star) = (0, 0, None);
    while place < word.len() {
        match pattern.get(at) {
            Some(PatternPart::Any) => {
                star = Some((at + 1, place));
                at += 1;
            }
            Some(part) if *part == PatternPart::One || *part == PatternPart::Letter(word[place]) => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((after, taken)) = star else { return false };
                star = Some((after, taken + 1));
                (at, place) = (after, taken + 1);
            }
        }
    }
    pattern[at..].iter().all(|part| *part == PatternPart::Any)
}

#[cfg(test)]
mod tests {
    use super::WordPatterns;

    fn found<'a>(patterns: &'a WordPatterns, word: &str) -> Option<&'a str> {
        let word: Vec<char> = word.chars().collect();
        let pattern = patterns.patterns.iter().find(|pattern| super::matches(&pattern.parts, &word))?;
        Some(&pattern.given)
    }

    #[test]
    fn patterns_of_terms_match_whole_words_in_their_normal_form() {
        let patterns = ["Sanction*", "g?nie", "\u{43a}?\u{442}", "\u{41c}\u{418}\u{420}", "a*b*c", "*tion"];
        let patterns = WordPatterns::of_normal_forms(&patterns.map(str::to_owned));
        for (word, pattern) in [
            ("sanctions", Some("Sanction*")),
            ("sanction", Some("Sanction*")),
            ("g\u{e9}nie", Some("g?nie")),
            ("\u{43a}\u{43e}\u{442}", Some("\u{43a}?\u{442}")),
            ("\u{43c}\u{438}\u{440}", Some("\u{41c}\u{418}\u{420}")),
            ("axbbybc", Some("a*b*c")),
            ("abcd", None),
            ("nation", Some("*tion")),
            ("unsanctioned", None),
            ("", None),
        ] {
            assert_eq!(found(&patterns, word), pattern, "{word}");
        }
        assert!(WordPatterns::default().is_empty());
    }

    #[test]
    fn what_the_normal_form_changes_is_changed_in_patterns_too() {
        for (pattern, word) in [
            ("Stra\u{df}e", "strasse"),
            ("stra\u{df}*", "strassenbahn"),
            ("didn\u{2019}t", "didn't"),
            ("\u{130}*", "i\u{307}stanbul"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("co\u{ad}operate", "cooperate"),
        ] {
            let patterns = WordPatterns::of_normal_forms(&[pattern.to_owned()]);
            assert_eq!(found(&patterns, word), Some(pattern), "{word}");
        }
    }

    #[test]
    fn patterns_of_surfaces_keep_their_case() {
        let patterns = WordPatterns::of_surfaces(&["US".to_owned(), "Stra\u{df}e".to_owned()]);
        assert_eq!(found(&patterns, "US"), Some("US"));
        assert_eq!(found(&patterns, "us"), None);
        assert_eq!(found(&patterns, "Stra\u{df}e"), Some("Stra\u{df}e"));
    }
}
