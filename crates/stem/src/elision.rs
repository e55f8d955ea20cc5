//! Words that lose their end before a vowel, and are written together with the next one: `l'accord`, `dell'accordo`.

use textmill_corpus::Language;

/// What is elided in each language, without the apostrophe. A word with another beginning (`aujourd'hui`, `quelqu'un`) is one word.
const ELISIONS: &[(&str, &[&str])] = &[
    ("fr", &["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"]),
    (
        "it",
        &[
            "l", "un", "dell", "all", "nell", "dall", "sull", "coll", "d", "c", "s", "m", "t", "v", "n",
            "gl", "quest", "quell", "sant", "ciascun", "nessun", "alcun", "qualcun", "com", "dov", "cos",
            "anch", "senz", "tutt", "mezz", "bell", "grand", "pover", "quand", "fors", "ch", "degl", "agl",
            "negl", "dagl", "sugl",
        ],
    ),
    ("ca", &["l", "d", "m", "n", "s", "t"]),
    ("oc", &["l", "d", "m", "n", "s", "t", "qu", "j"]),
    ("pt", &["d"]),
    ("lb", &["d"]),
];

/// A term without what is elided before it: `accord` of `l'accord`.
///
/// ```
/// # use textmill_stem::without_elision;
/// # use textmill_corpus::Language;
/// let (french, italian) = (Language::from_code("fr").unwrap(), Language::from_code("it").unwrap());
/// assert_eq!(without_elision(french, "l'accord"), "accord");
/// assert_eq!(without_elision(italian, "dell'accordo"), "accordo");
/// assert_eq!(without_elision(french, "aujourd'hui"), "aujourd'hui");
/// ```
pub fn without_elision(language: Language, term: &str) -> &str {
    let Some((first, rest)) = term.split_once('\'').filter(|(_, rest)| !rest.is_empty()) else { return term };
    let elided = ELISIONS.iter().find(|(code, _)| *code == language.code()).map(|(_, elided)| *elided);
    if elided.unwrap_or_default().contains(&first) { rest } else { term }
}

#[cfg(test)]
mod tests {
    use textmill_corpus::Language;

    use super::without_elision;

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
}
