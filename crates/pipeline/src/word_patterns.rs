//! Patterns of words, such as `sanction*` or `/^un/`.

use rayon::prelude::*;
use regex::{Regex, RegexBuilder};
use textmill_corpus::WordTable;
use textmill_normalize::{TokenRules, normal_form};

use crate::{
    ConfigError,
    pattern_cut::{cut_pattern, is_regex},
};

/// Patterns in which `*` stands for any letters and `?` for one; those between slashes are regular expressions, which are looked for anywhere
/// in a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordPatterns {
    patterns: Vec<WordPattern>,
}

#[derive(Clone, Debug)]
struct WordPattern {
    given: String,
    matcher: Matcher,
    /// The pattern as it is written, if it is all capitals: where acronyms match it, it means these (`US`, and not `us`).
    written: Option<Matcher>,
}

#[derive(Clone, Debug)]
enum Matcher {
    Parts(Vec<PatternPart>),
    Regex(Regex),
    /// No single word can match: the pattern is several words.
    Several,
}

impl Matcher {
    fn has(&self, word: &str) -> bool {
        match self {
            Self::Parts(parts) => matches(parts, &word.chars().collect::<Vec<char>>()),
            Self::Regex(regex) => regex.is_match(word),
            Self::Several => false,
        }
    }
}

/// How a pattern is compared with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PatternCase {
    /// With normal forms, or what is made of them.
    NormalForms,
    /// With words as they are written.
    Surfaces,
}

/// A regular expression that needs more memory than this is refused.
const REGEX_BYTES: usize = 1 << 20;

impl WordPattern {
    /// A pattern of one token.
    fn new(key: &'static str, given: &str, token: &str, case: PatternCase) -> Result<Self, ConfigError> {
        let (matcher, written) = if is_regex(token) {
            (Matcher::Regex(regex(key, token, case)?), None)
        } else {
            let form = |letters: &str| match case {
                PatternCase::NormalForms => normal_form(letters).into_owned(),
                PatternCase::Surfaces => letters.to_owned(),
            };
            let is_written = case == PatternCase::NormalForms && is_in_capitals(token);
            let written = is_written.then(|| Matcher::Parts(parts(token, &str::to_owned)));
            (Matcher::Parts(parts(token, &form)), written)
        };
        Ok(Self { given: given.to_owned(), matcher, written })
    }

    /// Which words of a table match.
    fn flags(&self, words: &WordTable) -> Vec<bool> {
        let flags = |matcher: &Matcher| -> Vec<bool> {
            (0..words.len()).into_par_iter().map(|word| matcher.has(words.text(word))).collect()
        };
        let written = self.written.as_ref().map(flags).filter(|flags| flags.contains(&true));
        written.unwrap_or_else(|| flags(&self.matcher))
    }
}

fn regex(key: &'static str, given: &str, case: PatternCase) -> Result<Regex, ConfigError> {
    let expression = given.trim_start_matches('/').strip_suffix('/').unwrap_or_default();
    let built = RegexBuilder::new(expression)
        .case_insensitive(case == PatternCase::NormalForms)
        .size_limit(REGEX_BYTES)
        .build();
    built.map_err(|source| ConfigError::Pattern { key, pattern: given.to_owned(), source: source.into() })
}

/// Whether a pattern or an entry of a list has letters, and all of them are capitals.
pub(crate) fn is_in_capitals(given: &str) -> bool {
    let mut letters = given.chars().filter(|one| one.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

fn parts(given: &str, form: &impl Fn(&str) -> String) -> Vec<PatternPart> {
    let mut parts = Vec::new();
    for part in given.split_inclusive(['*', '?']) {
        let letters = part.trim_end_matches(['*', '?']);
        parts.extend(form(letters).chars().map(PatternPart::Letter));
        match part.chars().next_back() {
            Some('*') => parts.push(PatternPart::Any),
            Some('?') => parts.push(PatternPart::One),
            _ => {}
        }
    }
    parts
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PatternPart {
    Any,
    One,
    Letter(char),
}

impl WordPatterns {
    /// Patterns of terms or stems: what stands between the signs is brought to its normal form, as the words were, so that `Stra\u{df}e`
    /// and `didn\u{2019}t` find what they mean.
    pub(crate) fn of_normal_forms(key: &'static str, patterns: &[String]) -> Result<Self, ConfigError> {
        let new = |given: &String| WordPattern::new(key, given, given, PatternCase::NormalForms);
        Ok(Self { patterns: patterns.iter().map(new).collect::<Result<_, _>>()? })
    }

    /// Patterns that are cut into tokens as the texts are: of single words, since no other is one token.
    pub(crate) fn of_words(
        key: &'static str,
        patterns: &[String],
        case: PatternCase,
        rules: TokenRules,
    ) -> Result<Self, ConfigError> {
        let mut all = Self::default();
        for given in patterns {
            let ways = cut_pattern(given, rules);
            let singles: Vec<&String> =
                ways.iter().filter_map(|tokens| tokens.first().filter(|_| tokens.len() == 1)).collect();
            for token in &singles {
                all.patterns.push(WordPattern::new(key, given, token, case)?);
            }
            if singles.is_empty() {
                let (given, matcher) = (given.clone(), Matcher::Several);
                all.patterns.push(WordPattern { given, matcher, written: None });
            }
        }
        Ok(all)
    }

    /// The pattern of one token.
    pub(crate) fn of_token(key: &'static str, token: &str, case: PatternCase) -> Result<Self, ConfigError> {
        Ok(Self { patterns: vec![WordPattern::new(key, token, token, case)?] })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether a word matches any pattern.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matcher.has(word))
    }

    /// Which words of a table match any pattern.
    pub(crate) fn flags(&self, words: &WordTable) -> Vec<bool> {
        let mut found = vec![false; words.len()];
        for pattern in &self.patterns {
            let flags = pattern.flags(words);
            found.iter_mut().zip(flags).for_each(|(found, flag)| *found |= flag);
        }
        found
    }

    /// The patterns that no word of the tables matches, as they were given, each with whether it is several words.
    pub(crate) fn without_match(&self, tables: &[&WordTable]) -> Vec<(&str, bool)> {
        let matched =
            |pattern: &&WordPattern| tables.iter().any(|words| pattern.flags(words).contains(&true));
        let (with, without): (Vec<_>, Vec<_>) = self.patterns.iter().partition(matched);
        let is_without = |pattern: &&WordPattern| !with.iter().any(|other| other.given == pattern.given);
        let without = without.into_iter().filter(is_without);
        without.map(|pattern| (pattern.given.as_str(), matches!(pattern.matcher, Matcher::Several))).collect()
    }
}

/// Whether a word matches a pattern. A star takes as little as it can; where the rest does not match, the last star takes one
/// more letter, so no pattern needs more steps than the product of the two lengths.
fn matches(pattern: &[PatternPart], word: &[char]) -> bool {
    let (mut at, mut place, mut star) = (0, 0, None);
    while place < word.len() {
        match pattern.get(at) {
            Some(PatternPart::Any) => {
                star = Some((at + 1, place));
                at += 1;
            }
            Some(part) if *part == PatternPart::One || *part == PatternPart::Letter(word[place]) => {
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
    pattern[at..].iter().all(|part| *part == PatternPart::Any)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use textmill_normalize::TokenRules;

    use super::{PatternCase, WordPatterns};

    fn found<'a>(patterns: &'a WordPatterns, word: &str) -> Option<&'a str> {
        let pattern = patterns.patterns.iter().find(|pattern| pattern.matcher.has(word))?;
        Some(&pattern.given)
    }

    fn of_normal_forms(patterns: &[&str]) -> WordPatterns {
        let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        WordPatterns::of_words("kwic.nodes", &patterns, PatternCase::NormalForms, TokenRules::default())
            .unwrap()
    }

    #[test]
    fn patterns_of_terms_match_whole_words_in_their_normal_form() {
        let patterns = of_normal_forms(&[
            "Sanction*",
            "g?nie",
            "\u{43a}?\u{442}",
            "\u{41c}\u{418}\u{420}",
            "a*b*c",
            "*tion",
        ]);
        for (word, pattern) in [
            ("sanctions", Some("Sanction*")),
            ("sanction", Some("Sanction*")),
            ("g\u{e9}nie", Some("g?nie")),
            ("\u{43a}\u{43e}\u{442}", Some("\u{43a}?\u{442}")),
            ("\u{43c}\u{438}\u{440}", Some("\u{41c}\u{418}\u{420}")),
            ("axbbybc", Some("a*b*c")),
            ("abcd", None),
            ("nation", Some("*tion")),
            ("unsanctioned", None),
            ("", None),
        ] {
            assert_eq!(found(&patterns, word), pattern, "{word}");
        }
        assert!(WordPatterns::default().is_empty());
    }

    #[test]
    fn what_the_normal_form_changes_is_changed_in_patterns_too() {
        for (pattern, word) in [
            ("Stra\u{df}e", "strasse"),
            ("stra\u{df}*", "strassenbahn"),
            ("didn\u{2019}t", "didn't"),
            ("\u{130}*", "i\u{307}stanbul"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("co\u{ad}operate", "cooperate"),
            ("U.S.", "u.s"),
            ("50%", "50%"),
        ] {
            assert_eq!(found(&of_normal_forms(&[pattern]), word), Some(pattern), "{word}");
        }
    }

    #[test]
    fn patterns_of_surfaces_keep_their_case() {
        let given = ["US".to_owned(), "Stra\u{df}e".to_owned(), "/^Mc/".to_owned()];
        let patterns =
            WordPatterns::of_words("kwic.nodes", &given, PatternCase::Surfaces, TokenRules::default())
                .unwrap();
        assert_eq!(found(&patterns, "US"), Some("US"));
        assert_eq!(found(&patterns, "us"), None);
        assert_eq!(found(&patterns, "Stra\u{df}e"), Some("Stra\u{df}e"));
        assert_eq!((found(&patterns, "McMarren"), found(&patterns, "mcmarren")), (Some("/^Mc/"), None));
    }

    #[test]
    fn regular_expressions_are_looked_for_in_words() {
        let patterns = of_normal_forms(&["/^Un.*ed$/", "/[0-9]{4}/"]);
        assert_eq!(found(&patterns, "united"), Some("/^Un.*ed$/"));
        assert_eq!((found(&patterns, "reunited"), found(&patterns, "in2031")), (None, Some("/[0-9]{4}/")));
        let given = ["/(/".to_owned()];
        let error = WordPatterns::of_normal_forms("kwic.nodes", &given).unwrap_err().to_string();
        assert!(error.contains("kwic.nodes") && error.contains("/(/"), "{error}");
    }

    #[test]
    fn several_words_match_no_single_one() {
        let mut words = textmill_corpus::WordTable::default();
        words.push(textmill_corpus::Language::UNDETERMINED, "health");
        let patterns = of_normal_forms(&["health care", "health", "heelth"]);
        assert_eq!(patterns.without_match(&[&words]), [("health care", true), ("heelth", false)]);
    }
}
