//! Words that say that somebody says something, by language: data in `cues/`, a file a language, sections in brackets.

use std::{
    collections::{BTreeMap, HashSet},
    sync::LazyLock,
};

use foldhash::fast::FixedState;
use textmill_corpus::Language;

use super::phrases::Word;

/// English nouns with the ending of adverbs.
const NO_ADVERBS: &[&str] =
    &["family", "assembly", "supply", "reply", "anomaly", "monopoly", "bully", "rally"];

/// The kinds of words.
const SECTIONS: &[&str] = &[
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
    "no_subject",
    "denial",
    "condition",
    "oblique_ending",
    "order",
];

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

/// Words in small letters.
#[derive(Clone, Debug, Default)]
pub(super) struct WordSet {
    words: HashSet<String, FixedState>,
    /// A bit for each of their lengths, and for each of their first bytes: most words of a text are told by these.
    lengths: u64,
    first_bytes: u64,
}

impl WordSet {
    fn extend(&mut self, words: impl Iterator<Item = String>) {
        for word in words {
            self.lengths |= Self::length_bit(&word);
            self.first_bytes |= Self::first_bit(&word);
            self.words.insert(word);
        }
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.lengths & Self::length_bit(word) != 0
            && self.first_bytes & Self::first_bit(word) != 0
            && self.words.contains(word)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    fn length_bit(word: &str) -> u64 {
        1 << word.len().min(63)
    }

    fn first_bit(word: &str) -> u64 {
        1 << (word.as_bytes().first().copied().unwrap_or_default() % 64)
    }
}

/// The cues of a language.
#[derive(Clone, Debug, Default)]
pub(super) struct Cues {
    /// Verbs with a subject of their own: said, warns.
    pub(super) finite: WordSet,
    /// Verbs that share the subject of another one: adding.
    pub(super) participles: WordSet,
    /// Verbs behind `to`.
    pub(super) infinitives: WordSet,
    /// What stands before the one who says it: according to.
    pub(super) phrases: Vec<Vec<String>>,
    /// What may stand between a verb and the quotation: that.
    pub(super) linkers: WordSet,
    /// Pronouns of a man.
    pub(super) he: WordSet,
    /// Pronouns of a woman.
    pub(super) she: WordSet,
    /// Pronouns of things and of many.
    pub(super) things: WordSet,
    /// Nouns for those who say something.
    pub(super) roles: WordSet,
    /// General nouns, each with offices that it may stand for: a minister is a diplomat.
    pub(super) general: Vec<Vec<String>>,
    /// Articles, and what stands in their place.
    pub(super) articles: WordSet,
    /// Words that begin sentences and are no names.
    pub(super) starters: WordSet,
    /// What may stand between a subject and its verb.
    pub(super) adverbs: WordSet,
    /// Words behind which a name is not the one who says it: prepositions, and verbs of questions.
    pub(super) no_subject: WordSet,
    /// Verbs that deny what follows.
    pub(super) denials: WordSet,
    /// Words with which a clause says what may be, or what nobody says.
    pub(super) conditions: WordSet,
    /// How names end that are not the subject.
    pub(super) oblique_endings: WordSet,
    /// `object_first`, if an object may stand before the verb, and the subject then behind it.
    pub(super) order: WordSet,
}

/// The words that say that somebody says something: the built-in ones of ten languages, and those that are added.
#[derive(Clone, Debug, Default)]
pub struct CueLists {
    /// The built-in words of a language with those that were added.
    with_added: BTreeMap<String, Cues>,
}

/// What is wrong with a list of cues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CueError {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong there.
    pub problem: String,
}

impl CueLists {
    /// Adds words of a language. A line `[finite]` says of what kind those in the lines below are; the other kinds are those of the files in
    /// `cues/`. Lines that begin with `#` are comments.
    ///
    /// # Errors
    ///
    /// A kind that there is not, or words before the first kind.
    ///
    /// ```
    /// use textmill_corpus::Language;
    /// use textmill_reuse::CueLists;
    ///
    /// let mut lists = CueLists::default();
    /// lists.add(Language::from_code("uk").unwrap(), "[finite]\nсказав сказала\n")?;
    /// let error = lists.add(Language::from_code("en").unwrap(), "[verb]\nblared\n").unwrap_err();
    /// assert_eq!(error.line, 1);
    /// # Ok::<(), textmill_reuse::CueError>(())
    /// ```
    pub fn add(&mut self, language: Language, list: &str) -> Result<(), CueError> {
        let mut cues = self.of(language).clone();
        cues.add(list)?;
        self.with_added.insert(language.to_string(), cues);
        Ok(())
    }

    /// The cues of a language; none for one without a list.
    pub(super) fn of(&self, language: Language) -> &Cues {
        static BUILT_IN: LazyLock<BTreeMap<&'static str, Cues>> =
            LazyLock::new(|| FILES.iter().map(|(code, file)| (*code, Cues::built_in(file))).collect());
        static NONE: LazyLock<Cues> = LazyLock::new(Cues::default);
        let code = language.code();
        self.with_added.get(code).or_else(|| BUILT_IN.get(code)).unwrap_or(&NONE)
    }
}

impl Cues {
    /// A test reads every file of them without an error.
    fn built_in(file: &str) -> Self {
        let mut cues = Self::default();
        let _ = cues.add(file);
        cues
    }

    fn add(&mut self, list: &str) -> Result<(), CueError> {
        let mut section = None;
        for (line, number) in list.trim_start_matches('\u{FEFF}').lines().map(str::trim).zip(1..) {
            let problem = |problem: String| CueError { line: number, problem };
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                if !SECTIONS.contains(&name) {
                    return Err(problem(format!("there is no [{name}]; use one of {}", SECTIONS.join(", "))));
                }
                section = Some(name);
                continue;
            }
            let words = line.split_whitespace().map(|word| word.to_lowercase().replace('\u{2019}', "'"));
            match section {
                None => {
                    return Err(problem("say first of what kind the words are, as in [finite]".to_owned()));
                }
                Some("phrase") => self.phrases.push(words.collect()),
                Some("general") => self.general.push(words.collect()),
                Some(section) => self.words_of(section).extend(words),
            }
        }
        Ok(())
    }

    fn words_of(&mut self, section: &str) -> &mut WordSet {
        match section {
            "finite" => &mut self.finite,
            "participle" => &mut self.participles,
            "infinitive" => &mut self.infinitives,
            "linker" => &mut self.linkers,
            "he" => &mut self.he,
            "she" => &mut self.she,
            "thing" => &mut self.things,
            "role" => &mut self.roles,
            "article" => &mut self.articles,
            "starter" => &mut self.starters,
            "no_subject" => &mut self.no_subject,
            "denial" => &mut self.denials,
            "condition" => &mut self.conditions,
            "oblique_ending" => &mut self.oblique_endings,
            "order" => &mut self.order,
            _ => &mut self.adverbs,
        }
    }

    /// Whether a general noun may stand for an office.
    pub(super) fn may_be_called(&self, office: &str, noun: &str) -> bool {
        let holds = |line: &[String]| line.iter().any(|word| word == office);
        self.general.iter().any(|line| line.first().is_some_and(|first| first == noun) && holds(line))
    }

    /// Whether an object may stand before the verb.
    pub(super) fn has_objects_first(&self) -> bool {
        self.order.contains("object_first")
    }

    /// Whether a word may stand between a subject and its verb. "Kelly" is no adverb.
    pub(super) fn is_adverb(&self, word: &Word<'_>) -> bool {
        self.adverbs.contains(&word.small()) || !word.is_capital() && self.has_adverb_ending(word)
    }

    /// Whether a word ends as English adverbs do.
    pub(super) fn has_adverb_ending(&self, word: &Word<'_>) -> bool {
        let small = word.small();
        small.len() > 4 && small.ends_with("ly") && !NO_ADVERBS.contains(&&*small)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cues, FILES, SECTIONS};

    #[test]
    fn every_file_has_every_section_it_must_have() {
        for (code, file) in FILES {
            let mut cues = Cues::default();
            assert_eq!(cues.add(file), Ok(()), "{code}");
            assert!(cues.finite.iter().count() > 30, "{code} has few verbs");
            assert!(
                !cues.phrases.is_empty()
                    && !cues.he.is_empty()
                    && !cues.she.is_empty()
                    && !cues.roles.is_empty(),
                "{code}"
            );
            let named = file.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
            assert_eq!(
                named.collect::<std::collections::BTreeSet<_>>(),
                SECTIONS.iter().copied().collect(),
                "{code}"
            );
            assert!(file.lines().all(|line| line.to_lowercase() == line || line.starts_with('#')), "{code}");
        }
    }
}
