//! Patterns of paths, as in the configuration.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::IngestError;

/// A list of patterns such as `*.bak` or `drafts/**`, matched against paths below the input folder.
///
/// A pattern without `/` matches in every folder, one with `/` from the input folder on (`/*.bak` in that folder only).
/// `*` does not match `/`, `**` does.
///
/// ```
/// use textmill_ingest::PathPatterns;
///
/// let patterns = PathPatterns::new(&["*.bak".to_owned(), "drafts/*".to_owned()])?;
/// assert_eq!(patterns.first_match("old/a.bak"), Some("*.bak"));
/// assert_eq!(patterns.first_match("drafts/a.txt"), Some("drafts/*"));
/// assert_eq!(patterns.first_match("old/drafts/a.txt"), None);
/// # Ok::<(), textmill_ingest::IngestError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct PathPatterns {
    patterns: Vec<String>,
    set: GlobSet,
}

impl PathPatterns {
    /// Compiles the patterns.
    ///
    /// # Errors
    ///
    /// [`IngestError::BadPattern`] for the first invalid pattern.
    pub fn new(patterns: &[String]) -> Result<Self, IngestError> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let anchored = match pattern.strip_prefix('/') {
                Some(pattern) => pattern.to_owned(),
                None if pattern.contains('/') => pattern.clone(),
                None => format!("**/{pattern}"),
            };
            set.add(compile(&anchored).map_err(|source| bad_pattern(pattern, source))?);
        }
        let set = set.build().map_err(|source| bad_pattern(&patterns.join(" "), source))?;
        Ok(Self { patterns: patterns.to_vec(), set })
    }

    /// The first pattern that matches a path, as it was given.
    pub fn first_match(&self, path: &str) -> Option<&str> {
        self.first_place(path).and_then(|place| self.patterns.get(place)).map(String::as_str)
    }

    /// The place of the first pattern that matches a path.
    pub(crate) fn first_place(&self, path: &str) -> Option<usize> {
        self.set.matches(path).first().copied()
    }
}

/// Compiles one pattern whose `*` does not cross `/`.
pub(crate) fn compile(pattern: &str) -> Result<globset::Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).build()
}

pub(crate) fn bad_pattern(pattern: &str, source: globset::Error) -> IngestError {
    IngestError::BadPattern { pattern: pattern.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::PathPatterns;

    #[test]
    fn a_pattern_without_a_slash_matches_in_every_folder() {
        let patterns = ["*.bak", "drafts/*", "/README.md"].map(str::to_owned);
        let patterns = PathPatterns::new(&patterns).unwrap();
        assert_eq!(patterns.first_match("README.md"), Some("/README.md"));
        assert_eq!(patterns.first_match("a/README.md"), None);
        assert_eq!(patterns.first_match("a/b.bak"), Some("*.bak"));
        assert_eq!(patterns.first_match("drafts/x.txt"), Some("drafts/*"));
        assert_eq!(patterns.first_match("old/drafts/x.txt"), None);
        assert_eq!(patterns.first_match("drafts/x/y.txt"), None);
    }
}
