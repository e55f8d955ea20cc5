//! Patterns of words, such as `sanction*`.

use textmill_corpus::WordTable;

/// Patterns in which `*` stands for any letters and `?` for one; letters match in any case.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordPatterns {
    /// As given, and in lower case.
    patterns: Vec<(String, Vec<char>)>,
}

impl WordPatterns {
    pub(crate) fn new(patterns: &[String]) -> Self {
        let lower = |pattern: &String| (pattern.clone(), pattern.to_lowercase().chars().collect());
        Self { patterns: patterns.iter().map(lower).collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The first pattern that a word matches, as it was given.
    pub(crate) fn first_match(&self, word: &str) -> Option<&str> {
        let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        self.patterns.iter().find(|(_, pattern)| matches(pattern, &word)).map(|(given, _)| given.as_str())
    }

    /// Which words of a table match.
    pub(crate) fn flags(&self, words: &WordTable) -> Vec<bool> {
        (0..words.len()).map(|word| self.first_match(words.text(word)).is_some()).collect()
    }
}

/// Whether a word matches a pattern. A star takes as little as it can; where the rest does not match, the last star takes one
/// more letter, so no pattern needs more than the product of the two lengths.
fn matches(pattern: &[char], word: &[char]) -> bool {
    let (mut at, mut place, mut star) = (0, 0, None);
    while place < word.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at + 1, place));
                at += 1;
            }
            Some(letter) if *letter == '?' || *letter == word[place] => {
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
    pattern[at..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::WordPatterns;

    #[test]
    fn words_match_whole_and_in_any_case() {
        let patterns = ["Sanction*", "g?nie", "к?т", "МИР", "a*b*c", "*tion"].map(str::to_owned);
        let patterns = WordPatterns::new(&patterns);
        for (word, pattern) in [
            ("sanctions", Some("Sanction*")),
            ("SANCTION", Some("Sanction*")),
            ("génie", Some("g?nie")),
            ("кот", Some("к?т")),
            ("мир", Some("МИР")),
            ("aXbbYbc", Some("a*b*c")),
            ("abcd", None),
            ("nation", Some("*tion")),
            ("unsanctioned", None),
            ("", None),
        ] {
            assert_eq!(patterns.first_match(word), pattern, "{word}");
        }
        assert!(WordPatterns::default().is_empty() && WordPatterns::default().first_match("a").is_none());
    }
}
