//! Languages, by code.

use std::fmt;

/// A language by its ISO 639-1 code, or `und` (undetermined).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

impl Language {
    /// Not determined: such words are counted, but neither stemmed nor taken for stop words.
    pub const UNDETERMINED: Self = Self(*b"und");

    /// The language of a code: two lower-case letters, or `und`.
    ///
    /// ```
    /// use textmill_corpus::Language;
    /// assert_eq!(Language::from_code("de").map(|language| language.to_string()), Some("de".to_owned()));
    /// assert_eq!(Language::from_code("German"), None);
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        match code.as_bytes() {
            b"und" => Some(Self::UNDETERMINED),
            &[first, second] if first.is_ascii_lowercase() && second.is_ascii_lowercase() => {
                Some(Self([first, second, 0]))
            }
            _ => None,
        }
    }

    /// The code as bytes that are in the order of languages.
    pub(crate) fn bytes(self) -> [u8; 3] {
        self.0
    }

    /// The code: two letters, or `und`.
    pub fn code(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
