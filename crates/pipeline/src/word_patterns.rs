//! Patterns of words, such as `sanction*` or `/^un/`.

use rayon::prelude::*;
use regex::{Regex, RegexBuilder};
use textmill_corpus::{Language, PatternPart, WordTable, matches_parts};
use textmill_normalize::{normal_form, normal_form_in};

use crate::{ConfigError, pattern_cut::is_regex, word_index::WordIndex};

/// Patterns in which `*` stands for any letters and `?` for one; those between slashes are regular expressions, which are looked for anywhere
/// in a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordPatterns {
    patterns: Vec<WordPattern>,
}

#[derive(Clone, Debug)]
struct WordPattern {
    matcher: Matcher,
    /// What it means where that occurs: a pattern in capitals acronyms (`US`, and not `us`), `BürgerInnen` what German writes so.
    meant: Option<Matcher>,
}

#[derive(Clone, Debug)]
enum Matcher {
    Parts(Vec<PatternPart>),
    Regex(Regex),
}

impl Matcher {
    fn has(&self, word: &str) -> bool {
        match self {
            Self::Parts(parts) => matches_parts(parts, &word.chars().collect::<Vec<char>>()),
            Self::Regex(regex) => regex.is_match(word),
        }
    }

    /// The words of an index that match, in rising order. Only those are looked at that begin as the pattern does.
    fn matching(&self, index: &WordIndex<'_>) -> Vec<u32> {
        let letter = |part: &PatternPart| match part {
            PatternPart::Letter(letter) => Some(*letter),
            _ => None,
        };
        let (prefix, is_whole): (String, bool) = match self {
            Self::Parts(parts) => {
                let prefix: String = parts.iter().map_while(letter).collect();
                (prefix, parts.iter().all(|part| letter(part).is_some()))
            }
            Self::Regex(_) => (String::new(), false),
        };
        let text = |word: u32| index.words().text(word as usize);
        let candidates = index.with_prefix(&prefix).iter().copied();
        let mut found: Vec<u32> = match is_whole {
            // The word itself comes before those that go on.
            true => candidates.take_while(|word| text(*word) == prefix).collect(),
            false => candidates.filter(|word| self.has(text(*word))).collect(),
        };
        found.sort_unstable();
        found
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
    fn new(key: &'static str, token: &str, case: PatternCase) -> Result<Self, ConfigError> {
        let (matcher, meant) = if is_regex(token) {
            (Matcher::Regex(regex(key, token, case)?), None)
        } else {
            let form = |letters: &str| match case {
                PatternCase::NormalForms => normal_form(letters).into_owned(),
                PatternCase::Surfaces => letters.to_owned(),
            };
            let is_written = case == PatternCase::NormalForms && is_in_capitals(token);
            let written = is_written.then(|| Matcher::Parts(parts(token, &str::to_owned)));
            let set_off = || (case == PatternCase::NormalForms).then(|| set_off(token)).flatten();
            (Matcher::Parts(parts(token, &form)), written.or_else(set_off))
        };
        Ok(Self { matcher, meant })
    }

    /// The words of an index that match, in rising order.
    fn matching(&self, index: &WordIndex<'_>) -> Vec<u32> {
        let meant =
            self.meant.as_ref().map(|matcher| matcher.matching(index)).filter(|words| !words.is_empty());
        meant.unwrap_or_else(|| self.matcher.matching(index))
    }

    /// Which words of a table match.
    fn flags(&self, words: &WordTable) -> Vec<bool> {
        let flags = |matcher: &Matcher| -> Vec<bool> {
            (0..words.len()).into_par_iter().map(|word| matcher.has(words.text(word))).collect()
        };
        let meant = self.meant.as_ref().map(flags).filter(|flags| flags.contains(&true));
        meant.unwrap_or_else(|| flags(&self.matcher))
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

/// A word in the normal form of a language that sets its ending off with other signs.
fn set_off(token: &str) -> Option<Matcher> {
    let known = normal_form(token);
    let other = ["de", "fr"].into_iter().filter_map(Language::from_code).find_map(|language| {
        let form = normal_form_in(language, token);
        (form != known).then(|| form.into_owned())
    })?;
    Some(Matcher::Parts(parts(&other, &str::to_owned)))
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

impl WordPatterns {
    /// Patterns of terms or stems: what stands between the signs is brought to its normal form, as the words were, so that `Stra\u{df}e`
    /// and `didn\u{2019}t` find what they mean.
    pub(crate) fn of_normal_forms(key: &'static str, patterns: &[String]) -> Result<Self, ConfigError> {
        let new = |given: &String| WordPattern::new(key, given, PatternCase::NormalForms);
        Ok(Self { patterns: patterns.iter().map(new).collect::<Result<_, _>>()? })
    }

    /// The pattern of one token.
    pub(crate) fn of_token(key: &'static str, token: &str, case: PatternCase) -> Result<Self, ConfigError> {
        Ok(Self { patterns: vec![WordPattern::new(key, token, case)?] })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether a word matches any pattern.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matcher.has(word))
    }

    /// The words of an index that match any pattern, in rising order.
    pub(crate) fn matching(&self, index: &WordIndex<'_>) -> Vec<u32> {
        let mut found: Vec<u32> = self.patterns.iter().flat_map(|pattern| pattern.matching(index)).collect();
        found.sort_unstable();
        found.dedup();
        found
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
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use textmill_normalize::TokenRules;

    use super::{PatternCase, WordPatterns};
    use crate::pattern_cut::cut_pattern;

    /// Whether a pattern of one token, in any way in which it is cut, matches a word.
    fn matches(pattern: &str, word: &str, case: PatternCase) -> bool {
        let ways = cut_pattern(pattern, TokenRules::default());
        let singles = ways.iter().filter(|tokens| tokens.len() == 1);
        let patterns = singles.map(|tokens| WordPatterns::of_token("kwic.nodes", &tokens[0], case).unwrap());
        patterns.into_iter().any(|pattern| pattern.has(word))
    }

    fn is_found(pattern: &str, word: &str) -> bool {
        matches(pattern, word, PatternCase::NormalForms)
    }

    #[test]
    fn patterns_of_terms_match_whole_words_in_their_normal_form() {
        for (pattern, word, is) in [
            ("Sanction*", "sanctions", true),
            ("Sanction*", "sanction", true),
            ("Sanction*", "unsanctioned", false),
            ("g?nie", "g\u{e9}nie", true),
            ("\u{43a}?\u{442}", "\u{43a}\u{43e}\u{442}", true),
            ("\u{41c}\u{418}\u{420}", "\u{43c}\u{438}\u{440}", true),
            ("a*b*c", "axbbybc", true),
            ("a*b*c", "abcd", false),
            ("*tion", "nation", true),
            ("*tion", "", false),
        ] {
            assert_eq!(is_found(pattern, word), is, "{pattern} {word}");
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
            assert!(is_found(pattern, word), "{word}");
        }
    }

    #[test]
    fn patterns_of_surfaces_keep_their_case() {
        for (pattern, word, is) in [
            ("US", "US", true),
            ("US", "us", false),
            ("Stra\u{df}e", "Stra\u{df}e", true),
            ("/^Mc/", "McMarren", true),
            ("/^Mc/", "mcmarren", false),
        ] {
            assert_eq!(matches(pattern, word, PatternCase::Surfaces), is, "{pattern} {word}");
        }
    }

    #[test]
    fn regular_expressions_are_looked_for_in_words() {
        assert!(is_found("/^Un.*ed$/", "united") && !is_found("/^Un.*ed$/", "reunited"));
        assert!(is_found("/[0-9]{4}/", "in2031"));
        let given = ["/(/".to_owned()];
        let error = WordPatterns::of_normal_forms("kwic.nodes", &given).unwrap_err().to_string();
        assert!(error.contains("kwic.nodes") && error.contains("/(/"), "{error}");
    }

    #[test]
    fn several_words_match_no_single_one() {
        assert!(!is_found("health care", "health"));
    }
}
