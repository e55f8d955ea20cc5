//! What a term needs before the stemmer of its language understands it.

use std::borrow::Cow;

use textmill_corpus::{Language, without_elision};

use crate::StemEngine;

/// Prepares a term for the Snowball stemmer of a language.
///
/// - An elided word before it is cut off (`l'accord` is a form of `accord`), as Snowball does itself for French since version 3.
/// - Turkish and Azeri: the endings that an apostrophe parts from a name are cut off (`türkiye'de` is a form of `türkiye`).
/// - Romanian, for the algorithm of 2019: comma below (`ș ț`, today's spelling) becomes cedilla (`ş ţ`), which it knows.
/// - Russian, for that of 2019: `ё` becomes `е`, as the algorithm's description asks.
pub(crate) fn prepare(engine: StemEngine, language: Language, term: &str) -> Cow<'_, str> {
    let is_old = engine == StemEngine::Snowball2019;
    match language.code() {
        "ro" if is_old => replace(term, |character| match character {
            'ș' => 'ş',
            'ț' => 'ţ',
            other => other,
        }),
        "ru" if is_old => replace(term, |character| if character == 'ё' { 'е' } else { character }),
        "tr" | "az" => match term.split_once('\'') {
            Some((name, _)) if name.chars().nth(1).is_some() => Cow::Borrowed(name),
            _ => Cow::Borrowed(term),
        },
        _ => Cow::Borrowed(without_elision(language, term)),
    }
}

/// A stem in today's spelling of its language: Romanian has commas again where the algorithm has cedillas.
pub(crate) fn shown(engine: StemEngine, language: Language, stem: String) -> String {
    if language.code() != "ro" || engine != StemEngine::Snowball2019 {
        return stem;
    }
    let with_comma = |character: char| match character {
        'ş' => 'ș',
        'ţ' => 'ț',
        other => other,
    };
    stem.chars().map(with_comma).collect()
}

fn replace(term: &str, replacement: impl Fn(char) -> char) -> Cow<'_, str> {
    if term.chars().all(|character| replacement(character) == character) {
        return Cow::Borrowed(term);
    }
    Cow::Owned(term.chars().map(replacement).collect())
}

#[cfg(test)]
mod tests {
    use textmill_corpus::Language;

    use super::prepare;
    use crate::StemEngine;

    #[test]
    fn preparations() {
        for (language, term, prepared) in [
            ("fr", "l'accord", "accord"),
            ("it", "dell'accordo", "accordo"),
            ("ro", "și", "şi"),
            ("ru", "ещё", "еще"),
            ("tr", "türkiye'nin", "türkiye"),
            ("tr", "o'nun", "o'nun"),
            ("en", "l'accord", "l'accord"),
        ] {
            assert_eq!(
                prepare(StemEngine::Snowball2019, Language::from_code(language).unwrap(), term),
                prepared
            );
        }
    }
}
