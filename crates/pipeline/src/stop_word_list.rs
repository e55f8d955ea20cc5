//! The person's own stop words.

use std::collections::{BTreeSet, HashSet};

use textmill_normalize::normal_form;

use crate::{
    ConfigError,
    word_patterns::{WordPatterns, is_in_capitals},
};

/// A file of stop words: one a line, what follows `#` left out.
///
/// - `said` is a stop word of every language;
/// - `mr*` are all words that match;
/// - `press conference` is a phrase: sequences and pairs that are this count as stop words;
/// - `-us` or `!us` is none, though a list that comes with the program has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct StopWordList {
    /// The file.
    pub(crate) text: String,
    pub(crate) words: Vec<String>,
    /// Words in capitals: they mean the acronym where there is one.
    capitals: HashSet<String>,
    patterns: WordPatterns,
    /// The terms of each phrase, with a space between them.
    pub(crate) phrases: BTreeSet<String>,
    removed: HashSet<String>,
}

impl StopWordList {
    /// Reads the lines of a file.
    pub(crate) fn of(text: String) -> Result<Self, ConfigError> {
        let (mut list, mut patterns) = (Self::default(), Vec::new());
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        for line in lines.filter(|line| !line.is_empty()) {
            let line = unquoted(line.trim_start_matches('\u{FEFF}'));
            if let Some(word) = line.strip_prefix(['-', '!']).filter(|word| !word.is_empty()) {
                list.removed.insert(normal_form(word.trim()).into_owned());
            } else if line.contains(char::is_whitespace) {
                let words: Vec<String> =
                    line.split_whitespace().map(|word| normal_form(word).into_owned()).collect();
                list.phrases.insert(words.join(" "));
            } else if line.contains(['*', '?'])
                || line.len() > 2 && line.starts_with('/') && line.ends_with('/')
            {
                patterns.push(line.to_owned());
            } else if is_in_capitals(line) {
                list.capitals.insert(line.to_owned());
            } else {
                list.words.push(line.to_owned());
            }
        }
        list.patterns = WordPatterns::of_normal_forms("stop_words.file", &patterns)?;
        list.text = text;
        Ok(list)
    }

    /// Whether the file takes a term, a normal form, off the lists.
    pub(crate) fn removes(&self, term: &str) -> bool {
        self.removed.contains(term)
    }

    /// Whether the file has a term in capitals.
    pub(crate) fn has_acronym(&self, term: &str) -> bool {
        !self.capitals.is_empty()
            && (self.capitals.contains(term) || self.capitals.contains(&term.to_uppercase()))
    }

    /// Whether a pattern of the file matches a term.
    pub(crate) fn matches(&self, term: &str) -> bool {
        !self.patterns.is_empty() && self.patterns.has(term)
    }
}

/// A line without the quotation marks around all of it.
fn unquoted(line: &str) -> &str {
    let inside = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
    inside.map(str::trim).filter(|inside| !inside.is_empty()).unwrap_or(line)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use super::StopWordList;

    #[test]
    fn words_patterns_phrases_and_removals() {
        let text = "Said # of speeches\nmr*\n-US\n!Me\nPress  conference\n\"health care\"\n\n# nothing\n/^[0-9]+$/\n";
        let list = StopWordList::of(text.to_owned()).unwrap();
        assert_eq!(list.words, ["Said"]);
        assert!(list.matches("mrs") && list.matches("1979") && !list.matches("said"));
        assert!(list.removes("us") && list.removes("me") && !list.removes("said"));
        assert!(list.phrases.contains("press conference") && list.phrases.contains("health care"));
    }
}
