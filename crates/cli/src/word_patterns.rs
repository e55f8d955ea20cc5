//! Patterns of words, such as `sanction*`.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use textmill_corpus::WordTable;
use textmill_ingest::IngestError;

/// Patterns in which `*` stands for any letters and `?` for one.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordPatterns {
    patterns: Vec<String>,
    set: GlobSet,
}

impl WordPatterns {
    /// Compiles the patterns; letters match in any case.
    pub(crate) fn new(patterns: &[String]) -> Result<Self, IngestError> {
        let bad = |pattern: &str, source| IngestError::BadPattern { pattern: pattern.to_owned(), source };
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let glob = GlobBuilder::new(&pattern.to_lowercase()).case_insensitive(true).build();
            set.add(glob.map_err(|source| bad(pattern, source))?);
        }
        let set = set.build().map_err(|source| bad(&patterns.join(" "), source))?;
        Ok(Self { patterns: patterns.to_vec(), set })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The first pattern that a word matches, as it was given.
    pub(crate) fn first_match(&self, word: &str) -> Option<&str> {
        self.set.matches(word).first().and_then(|&place| self.patterns.get(place)).map(String::as_str)
    }

    /// Which words of a table match.
    pub(crate) fn flags(&self, words: &WordTable) -> Vec<bool> {
        (0..words.len()).map(|word| !self.is_empty() && self.set.is_match(words.text(word))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::WordPatterns;

    #[test]
    fn words_match_whole_and_in_any_case() {
        let patterns = WordPatterns::new(&["Sanction*".to_owned(), "gen?cide".to_owned()]).unwrap();
        assert_eq!(patterns.first_match("sanctions"), Some("Sanction*"));
        assert_eq!(patterns.first_match("GENOCIDE"), Some("gen?cide"));
        assert_eq!(patterns.first_match("unsanctioned"), None);
        assert!(WordPatterns::default().is_empty() && WordPatterns::default().first_match("a").is_none());
        assert!(WordPatterns::new(&["[".to_owned()]).is_err());
    }
}
