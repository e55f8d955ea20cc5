//! The words of each language at which sentences do not end.

use std::{collections::HashMap, sync::LazyLock};

use foldhash::fast::FixedState;
use textmill_corpus::Language;

/// The languages, and their words; the first holds for all.
const FILES: &[(&str, &str)] = &[
    ("", include_str!("languages/any.txt")),
    ("cs", include_str!("languages/cs.txt")),
    ("da", include_str!("languages/da.txt")),
    ("de", include_str!("languages/de.txt")),
    ("el", include_str!("languages/el.txt")),
    ("en", include_str!("languages/en.txt")),
    ("es", include_str!("languages/es.txt")),
    ("fi", include_str!("languages/fi.txt")),
    ("fr", include_str!("languages/fr.txt")),
    ("hu", include_str!("languages/hu.txt")),
    ("it", include_str!("languages/it.txt")),
    ("nl", include_str!("languages/nl.txt")),
    ("no", include_str!("languages/no.txt")),
    ("pl", include_str!("languages/pl.txt")),
    ("pt", include_str!("languages/pt.txt")),
    ("ru", include_str!("languages/ru.txt")),
    ("sv", include_str!("languages/sv.txt")),
    ("tr", include_str!("languages/tr.txt")),
];

/// The sections of the files, in the order of the bits of a word.
const SECTIONS: [&str; 8] = [
    "titles",
    "inside",
    "before figures",
    "starters",
    "months",
    "ordinal nouns",
    "ordinal words",
    "before names",
];

const TITLE: u8 = 1;
const INSIDE: u8 = 1 << 1;
const BEFORE_FIGURES: u8 = 1 << 2;
const STARTER: u8 = 1 << 3;
const MONTH: u8 = 1 << 4;
const ORDINAL_NOUN: u8 = 1 << 5;
const BEFORE_ORDINALS: u8 = 1 << 6;
const BEFORE_NAMES: u8 = 1 << 7;
/// A month of so many letters is cut short.
const SHORT_MONTH: usize = 4;
/// What shows that a word is cut short.
const ABBREVIATIONS: u8 = TITLE | INSIDE | BEFORE_FIGURES | BEFORE_NAMES;

/// The words of a language, each with the sections that it stands in.
#[derive(Debug, Default)]
pub(super) struct Words {
    code: &'static str,
    sections: HashMap<&'static str, u8, FixedState>,
    knows_starters: bool,
}

static LANGUAGES: LazyLock<HashMap<Language, Words, FixedState>> = LazyLock::new(|| {
    let all = FILES[1..].iter().filter_map(|&(code, file)| {
        let mut words = Words { code, ..Words::default() };
        words.add(FILES[0].1);
        words.add(file);
        Some((Language::from_code(code)?, words))
    });
    all.collect()
});

/// For languages without a file.
static ANY: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    words.add(FILES[0].1);
    words
});

impl Words {
    /// Those of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        LANGUAGES.get(&language).unwrap_or(&ANY)
    }

    fn add(&mut self, file: &'static str) {
        let mut section = 0;
        for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = SECTIONS.iter().position(|known| *known == name).map_or(0, |place| 1 << place);
                self.knows_starters |= section == STARTER;
            } else {
                *self.sections.entry(line).or_default() |= section;
            }
        }
    }

    /// The sections that a word stands in.
    pub(super) fn sections(&self, word: &str) -> Sections {
        Sections(self.sections.get(word).copied().unwrap_or_default())
    }

    /// Whether it is known which words begin sentences.
    pub(super) fn knows_starters(&self) -> bool {
        self.knows_starters
    }

    /// A word that stands before ordinals.
    pub(super) fn is_before_ordinals(&self, word: &str) -> bool {
        let is_one = |word: &str| self.sections(word).0 & BEFORE_ORDINALS != 0;
        is_one(word) || word.starts_with(char::is_uppercase) && is_one(&word.to_lowercase())
    }

    /// Whether a blank parts guillemets from what they quote.
    pub(super) fn is_french(&self) -> bool {
        self.code == "fr"
    }

    /// Whether a semicolon is a question mark.
    pub(super) fn asks_with_semicolons(&self) -> bool {
        self.code == "el"
    }
}

/// The sections that a word stands in, a bit each.
#[derive(Clone, Copy)]
pub(super) struct Sections(u8);

impl Sections {
    /// A word after which a name must follow, or an abbreviation that hardly ever ends a sentence.
    pub(super) fn is_inside(self) -> bool {
        self.0 & (TITLE | INSIDE) != 0
    }

    /// An abbreviation that ends no sentence before a figure.
    pub(super) fn is_before_figures(self) -> bool {
        self.0 & BEFORE_FIGURES != 0
    }

    /// An abbreviation that ends no sentence before a word that begins none.
    pub(super) fn is_before_names(self) -> bool {
        self.0 & BEFORE_NAMES != 0
    }

    /// A word that begins sentences rather than names.
    pub(super) fn is_starter(self) -> bool {
        self.0 & STARTER != 0
    }

    /// A month, or a noun that ordinals stand before.
    pub(super) fn is_after_ordinals(self) -> bool {
        self.0 & (MONTH | ORDINAL_NOUN) != 0
    }

    /// Whether the word itself is cut short.
    pub(super) fn is_abbreviation(self, word: &str) -> bool {
        self.0 & ABBREVIATIONS != 0 || word.len() <= SHORT_MONTH && self.0 & MONTH != 0
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, SECTIONS};

    #[test]
    fn files_have_known_sections_and_no_word_twice() {
        for (code, file) in FILES {
            let (mut section, mut seen) = ("", std::collections::BTreeSet::new());
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                    assert!(SECTIONS.contains(&name), "{code}: {name}");
                    section = name;
                } else if !line.is_empty() {
                    assert!(seen.insert((section, line)), "{code}: {line} stands twice in {section}");
                    assert!(!line.ends_with('.'), "{code}: {line}");
                }
            }
        }
    }
}
