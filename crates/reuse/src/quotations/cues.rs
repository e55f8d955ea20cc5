//! Words that say that somebody says something, by language: data in `cues/`, a file a language, sections in brackets.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use textmill_corpus::Language;

const FILES: &[(&str, &str)] = &[
    ("en", include_str!("cues/en.txt")),
    ("de", include_str!("cues/de.txt")),
    ("fr", include_str!("cues/fr.txt")),
    ("es", include_str!("cues/es.txt")),
    ("it", include_str!("cues/it.txt")),
    ("pt", include_str!("cues/pt.txt")),
    ("nl", include_str!("cues/nl.txt")),
    ("sv", include_str!("cues/sv.txt")),
    ("ru", include_str!("cues/ru.txt")),
    ("pl", include_str!("cues/pl.txt")),
];

/// The cues of a language.
#[derive(Debug, Default)]
pub(super) struct Cues {
    /// Verbs with a subject of their own: said, warns.
    pub(super) finite: BTreeSet<&'static str>,
    /// Verbs that share the subject of another one: adding.
    pub(super) participles: BTreeSet<&'static str>,
    /// Verbs behind `to`.
    pub(super) infinitives: BTreeSet<&'static str>,
    /// What stands before the one who says it: according to.
    pub(super) phrases: Vec<Vec<&'static str>>,
    /// What may stand between a verb and the quotation: that.
    pub(super) linkers: BTreeSet<&'static str>,
    /// Pronouns of a man.
    pub(super) he: BTreeSet<&'static str>,
    /// Pronouns of a woman.
    pub(super) she: BTreeSet<&'static str>,
    /// Pronouns of things and of many.
    pub(super) things: BTreeSet<&'static str>,
    /// Nouns for those who say something.
    pub(super) roles: BTreeSet<&'static str>,
    /// General nouns, each with offices that it may stand for: a minister is a diplomat.
    pub(super) general: Vec<Vec<&'static str>>,
    /// Articles, and what stands in their place.
    pub(super) articles: BTreeSet<&'static str>,
    /// Words that begin sentences and are no names.
    pub(super) starters: BTreeSet<&'static str>,
    /// What may stand between a subject and its verb.
    pub(super) adverbs: BTreeSet<&'static str>,
}

/// The cues of a language; none for one without a list.
pub(super) fn cues(language: Language) -> &'static Cues {
    static CUES: LazyLock<BTreeMap<&'static str, Cues>> =
        LazyLock::new(|| FILES.iter().map(|(code, file)| (*code, Cues::of(file))).collect());
    static NONE: LazyLock<Cues> = LazyLock::new(Cues::default);
    CUES.get(language.to_string().as_str()).unwrap_or(&NONE)
}

impl Cues {
    fn of(file: &'static str) -> Self {
        let mut cues = Self::default();
        let mut section = "";
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
                continue;
            }
            let words = line.split_whitespace();
            match section {
                "finite" => cues.finite.extend(words),
                "participle" => cues.participles.extend(words),
                "infinitive" => cues.infinitives.extend(words),
                "phrase" => cues.phrases.push(words.collect()),
                "linker" => cues.linkers.extend(words),
                "he" => cues.he.extend(words),
                "she" => cues.she.extend(words),
                "thing" => cues.things.extend(words),
                "role" => cues.roles.extend(words),
                "general" => cues.general.push(words.collect()),
                "article" => cues.articles.extend(words),
                "starter" => cues.starters.extend(words),
                _ => cues.adverbs.extend(words),
            }
        }
        cues
    }

    /// Whether a general noun may stand for an office.
    pub(super) fn may_be_called(&self, office: &str, noun: &str) -> bool {
        self.general.iter().any(|line| line.first() == Some(&noun) && line.contains(&office))
    }

    /// Whether a word, in small letters, may stand between a subject and its verb.
    pub(super) fn is_adverb(&self, word: &str) -> bool {
        self.adverbs.contains(word) || word.len() > 4 && word.ends_with("ly")
    }
}

#[cfg(test)]
mod tests {
    use super::{Cues, FILES};

    #[test]
    fn every_file_has_every_section_it_must_have() {
        for (code, file) in FILES {
            let cues = Cues::of(file);
            assert!(cues.finite.len() > 30, "{code} has few verbs");
            assert!(
                !cues.phrases.is_empty()
                    && !cues.he.is_empty()
                    && !cues.she.is_empty()
                    && !cues.roles.is_empty(),
                "{code}"
            );
            let sections = [
                "finite",
                "participle",
                "infinitive",
                "phrase",
                "linker",
                "he",
                "she",
                "thing",
                "role",
                "general",
                "article",
                "starter",
                "adverb",
            ];
            let named = file.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
            assert_eq!(
                named.collect::<std::collections::BTreeSet<_>>(),
                sections.into_iter().collect(),
                "{code}"
            );
            assert!(file.lines().all(|line| line.to_lowercase() == line || line.starts_with('#')), "{code}");
        }
    }
}
