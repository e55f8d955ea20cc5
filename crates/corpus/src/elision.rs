//! Words that lose their end before a vowel, and are written together with the next one: `l'accord`, `dell'accordo`.

use crate::Language;

/// What is elided in each language, without the apostrophe. A word with another beginning (`aujourd'hui`, `quelqu'un`) is one word.
const ELISIONS: &[(&str, &[&str])] = &[
    ("fr", &["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"]),
    (
        "it",
        &[
            "l", "un", "dell", "all", "nell", "dall", "sull", "coll", "d", "c", "s", "m", "t", "v", "n",
            "gl", "quest", "quell", "sant", "ciascun", "nessun", "alcun", "qualcun", "com", "dov", "cos",
            "anch", "senz", "tutt", "mezz", "bell", "grand", "pover", "quand", "fors", "ch", "degl", "agl",
            "negl", "dagl", "sugl", "vent", "trent", "quarant", "cinquant", "sessant", "settant", "ottant",
            "novant", "cent",
        ],
    ),
    ("ca", &["l", "d", "m", "n", "s", "t"]),
    ("oc", &["l", "d", "m", "n", "s", "t", "qu", "j"]),
    ("pt", &["d"]),
    ("lb", &["d"]),
];

/// The longest elided word in bytes, with its apostrophe.
const LONGEST: usize = 12;

/// Whether words of a language are elided before others.
pub fn has_elisions(language: Language) -> bool {
    !elided(language).is_empty()
}

fn elided(language: Language) -> &'static [&'static str] {
    ELISIONS.iter().find(|(code, _)| *code == language.code()).map_or(&[], |(_, elided)| elided)
}

/// The length in bytes of what is elided at the beginning of a word, in whatever spelling, with its apostrophe; 0 where nothing is, or where
/// nothing else is in the word.
///
/// ```
/// # use textmill_corpus::{Language, elision_length};
/// let french = Language::from_code("fr").unwrap();
/// assert_eq!(elision_length(french, "L\u{2019}accord"), 4);
/// assert_eq!(elision_length(french, "aujourd'hui"), 0);
/// ```
pub fn elision_length(language: Language, word: &str) -> usize {
    let is_apostrophe = |one: char| matches!(one, '\'' | '\u{2019}' | '\u{2018}' | '\u{2BC}');
    let beginning = word.get(..word.floor_char_boundary(LONGEST + 4)).unwrap_or(word);
    let Some(place) = beginning.find(is_apostrophe) else { return 0 };
    let (first, rest) = word.split_at(place);
    let end = place + rest.chars().next().map_or(0, char::len_utf8);
    let is_elided = || elided(language).iter().any(|elided| elided.eq_ignore_ascii_case(first));
    if end < word.len() && is_elided() { end } else { 0 }
}

/// A term without what is elided before it: `accord` of `l'accord`.
///
/// ```
/// # use textmill_corpus::{Language, without_elision};
/// let (french, italian) = (Language::from_code("fr").unwrap(), Language::from_code("it").unwrap());
/// assert_eq!(without_elision(french, "l'accord"), "accord");
/// assert_eq!(without_elision(italian, "dell'accordo"), "accordo");
/// assert_eq!(without_elision(french, "aujourd'hui"), "aujourd'hui");
/// ```
pub fn without_elision(language: Language, term: &str) -> &str {
    &term[elision_length(language, term)..]
}

/// What is elided, if a term is nothing else: `l` of `l'`.
pub fn elided_word(language: Language, term: &str) -> Option<&str> {
    let word = term.strip_suffix('\'')?;
    elided(language).contains(&word).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::{elided_word, elision_length, without_elision};
    use crate::Language;

    #[test]
    fn elisions_of_languages_and_what_looks_like_them() {
        for (language, term, word) in [
            ("fr", "l'accord", "accord"),
            ("fr", "qu'elle", "elle"),
            ("fr", "lorsqu'il", "il"),
            ("fr", "aujourd'hui", "aujourd'hui"),
            ("fr", "quelqu'un", "quelqu'un"),
            ("fr", "presqu'île", "presqu'île"),
            ("fr", "d'", "d'"),
            ("it", "l'italia", "italia"),
            ("it", "nell'unione", "unione"),
            ("it", "un'altra", "altra"),
            ("it", "c'è", "è"),
            ("it", "po'", "po'"),
            ("it", "rock'n'roll", "rock'n'roll"),
            ("ca", "l'acord", "acord"),
            ("pt", "d'água", "água"),
            ("en", "l'accord", "l'accord"),
            ("en", "o'neill", "o'neill"),
        ] {
            assert_eq!(
                without_elision(Language::from_code(language).unwrap(), term),
                word,
                "{language} {term}"
            );
        }
    }
    #[test]
    fn spellings_of_elisions_and_what_is_elided_alone() {
        let french = Language::from_code("fr").unwrap();
        for (word, length) in
            [("L\u{2019}OTAN", 4), ("Qu'il", 3), ("d'", 0), ("'l", 0), ("l\u{2019}", 0), ("\u{e9}l'a", 0)]
        {
            assert_eq!(elision_length(french, word), length, "{word}");
        }
        assert_eq!(elided_word(french, "l'"), Some("l"));
        assert_eq!(elided_word(french, "accord"), None);
        assert_eq!(elided_word(french, "x'"), None);
    }
}
