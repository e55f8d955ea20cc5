//! The words of each language at which sentences do not end.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

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
const SECTIONS: [&str; 7] =
    ["titles", "inside", "before figures", "starters", "months", "ordinal nouns", "ordinal words"];

const TITLE: u8 = 1;
const INSIDE: u8 = 1 << 1;
const BEFORE_FIGURES: u8 = 1 << 2;
const STARTER: u8 = 1 << 3;
const MONTH: u8 = 1 << 4;
const ORDINAL_NOUN: u8 = 1 << 5;
const BEFORE_ORDINALS: u8 = 1 << 6;
/// A month of so many letters is cut short.
const SHORT_MONTH: usize = 4;
/// What shows that a word is cut short.
const ABBREVIATIONS: u8 = TITLE | INSIDE | BEFORE_FIGURES;

/// The words of a language, each with the sections that it stands in.
#[derive(Debug, Default)]
pub(super) struct Words {
    code: &'static str,
    sections: HashMap<&'static str, u8, FixedState>,
    knows_starters: bool,
}

static LANGUAGES: LazyLock<BTreeMap<&'static str, Words>> = LazyLock::new(|| {
    let all = FILES.iter().map(|&(code, file)| {
        let mut words = Words { code, ..Words::default() };
        if !code.is_empty() {
            words.add(FILES[0].1);
        }
        words.add(file);
        (code, words)
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
        LANGUAGES.get(language.code()).unwrap_or(&ANY)
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

    fn is(&self, word: &str, sections: u8) -> bool {
        self.sections.get(word).is_some_and(|of_word| of_word & sections != 0)
    }

    /// A word after which a name must follow.
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.is(word, TITLE)
    }

    /// An abbreviation that hardly ever ends a sentence.
    pub(super) fn is_inside(&self, word: &str) -> bool {
        self.is(word, INSIDE)
    }

    /// An abbreviation that ends no sentence before a figure.
    pub(super) fn is_before_figures(&self, word: &str) -> bool {
        self.is(word, BEFORE_FIGURES)
    }

    /// A word that begins sentences rather than names.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.is(word, STARTER)
    }

    /// Whether it is known which words begin sentences.
    pub(super) fn knows_starters(&self) -> bool {
        self.knows_starters
    }

    pub(super) fn is_month(&self, word: &str) -> bool {
        self.is(word, MONTH)
    }

    pub(super) fn is_ordinal_noun(&self, word: &str) -> bool {
        self.is(word, ORDINAL_NOUN)
    }

    /// A word that stands before ordinals.
    pub(super) fn is_before_ordinals(&self, word: &str) -> bool {
        self.is(word, BEFORE_ORDINALS)
            || word.chars().next().is_some_and(char::is_uppercase)
                && self.is(&word.to_lowercase(), BEFORE_ORDINALS)
    }

    /// Whether a word is an abbreviation.
    pub(super) fn is_known(&self, word: &str) -> bool {
        self.is(word, ABBREVIATIONS) || word.len() <= SHORT_MONTH && self.is(word, MONTH)
    }

    /// The bytes of the sign that closes the sentence before a text, with the blanks around it: in French a blank parts it from the full
    /// stop.
    pub(super) fn closing_length(&self, next: &str) -> usize {
        if self.code != "fr" {
            return 0;
        }
        let rest = next.trim_start().strip_prefix('»');
        rest.map_or(0, |rest| next.len() - rest.trim_start().len())
    }

    /// Whether a semicolon is a question mark.
    pub(super) fn asks_with_semicolons(&self) -> bool {
        self.code == "el"
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
