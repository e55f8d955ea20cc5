//! What a term needs before the stemmer of its language understands it.

use std::borrow::Cow;

/// Prepares a term for the Snowball stemmer of a language, by code.
///
/// - French: the elided word before an apostrophe is cut off (`l'accord` is a form of `accord`), as Snowball does itself
///   since version 3.
/// - Romanian: comma below (`ș ț`, today's spelling) becomes cedilla (`ş ţ`), which the algorithm knows.
/// - Russian: `ё` becomes `е`, as the algorithm's description asks.
pub(crate) fn prepare<'a>(language: &str, term: &'a str) -> Cow<'a, str> {
    match language {
        "fr" => Cow::Borrowed(without_elision(term)),
        "ro" => replace(term, |character| match character {
            'ș' => 'ş',
            'ț' => 'ţ',
            other => other,
        }),
        "ru" => replace(term, |character| if character == 'ё' { 'е' } else { character }),
        _ => Cow::Borrowed(term),
    }
}

/// A French term without the `l'`, `d'`, `qu'`, … before it.
pub(crate) fn without_elision(term: &str) -> &str {
    match term.split_once('\'') {
        Some(("c" | "d" | "j" | "l" | "m" | "n" | "s" | "t" | "qu", rest)) if !rest.is_empty() => rest,
        _ => term,
    }
}

fn replace(term: &str, replacement: impl Fn(char) -> char) -> Cow<'_, str> {
    if term.chars().all(|character| replacement(character) == character) {
        return Cow::Borrowed(term);
    }
    Cow::Owned(term.chars().map(replacement).collect())
}

#[cfg(test)]
mod tests {
    use super::prepare;

    #[test]
    fn preparations() {
        for (language, term, prepared) in [
            ("fr", "l'accord", "accord"),
            ("fr", "qu'elle", "elle"),
            ("fr", "aujourd'hui", "aujourd'hui"),
            ("fr", "d'", "d'"),
            ("ro", "și", "şi"),
            ("ru", "ещё", "еще"),
            ("en", "l'accord", "l'accord"),
        ] {
            assert_eq!(prepare(language, term), prepared);
        }
    }
}
