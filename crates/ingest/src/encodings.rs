//! The encodings of files that the user specified.

use std::collections::BTreeMap;

use crate::{Codec, IngestError, PathPatterns};

/// The encodings of files that the user specified, by patterns of their paths.
#[derive(Clone, Debug, Default)]
pub struct EncodingRules {
    patterns: PathPatterns,
    encodings: Vec<Codec>,
}

impl EncodingRules {
    /// Takes patterns and the names of encodings (any label of the WHATWG Encoding Standard, such as `windows-1251`, or a code page such as `cp850`).
    /// If several patterns match a path, the longest one counts.
    ///
    /// # Errors
    ///
    /// [`IngestError::BadPattern`] or [`IngestError::UnknownEncoding`] for the first invalid pattern or name.
    pub fn new(rules: &BTreeMap<String, String>) -> Result<Self, IngestError> {
        let mut rules: Vec<(&String, &String)> = rules.iter().collect();
        rules.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.len()));
        let patterns: Vec<String> = rules.iter().map(|(pattern, _)| (*pattern).clone()).collect();
        let known = |label: &String| {
            Codec::for_label(label).ok_or_else(|| IngestError::UnknownEncoding { label: label.clone() })
        };
        Ok(Self {
            patterns: PathPatterns::new(&patterns)?,
            encodings: rules.into_iter().map(|(_, label)| known(label)).collect::<Result<_, _>>()?,
        })
    }

    /// The encoding of the file at a path, if the user specified it.
    pub fn of(&self, path: &str) -> Option<Codec> {
        self.patterns.first_place(path).and_then(|place| self.encodings.get(place)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::EncodingRules;

    #[test]
    fn the_longest_pattern_counts() {
        let rules = [("*.txt", "latin1"), ("old/**", "koi8-r"), ("old/*.txt", "cp1251")];
        let rules = rules.map(|(pattern, label)| (pattern.to_owned(), label.to_owned())).into();
        let rules = EncodingRules::new(&rules).unwrap();
        let name = |path: &str| rules.of(path).map(|encoding| encoding.name());
        assert_eq!(name("a.txt"), Some("windows-1252"));
        assert_eq!(name("old/a.txt"), Some("windows-1251"));
        assert_eq!(name("old/b/a.md"), Some("KOI8-R"));
        assert_eq!(name("a.md"), None);
    }

    #[test]
    fn an_unknown_encoding_is_named() {
        let rules = [("*".to_owned(), "klingon".to_owned())].into();
        assert!(EncodingRules::new(&rules).unwrap_err().to_string().contains("klingon"));
    }
}
