//! Endings that a sign sets off from their word: `politician(s)`, German `Bürger*innen`, French `étudiant·e·s`, Spanish `niñ@s`.
//!
//! Each is one word with its ending, and the signs that writers choose among make no difference to its term.

use textmill_corpus::Language;

/// What a language sets off, and how.
struct Endings {
    languages: &'static [&'static str],
    /// The signs that mean the same. The first stands in the term.
    signs: &'static [char],
    /// What may follow a sign.
    set_off: &'static [&'static str],
    /// What may stand in brackets.
    in_brackets: &'static [&'static str],
}

const ENDINGS: &[Endings] = &[
    Endings {
        languages: &["de"],
        signs: &[':', '*', '_', '/', '\u{B7}', '\u{2022}'],
        set_off: &["in", "innen", "r", "n", "e", "m", "s", "en", "er", "es"],
        in_brackets: &["in", "innen", "inn", "r", "n", "e", "s", "en", "er", "es"],
    },
    Endings {
        languages: &["fr"],
        signs: &['\u{B7}', '.', '-', '\u{2022}', '\u{2027}'],
        set_off: &[
            "e", "es", "ne", "nes", "s", "x", "trice", "trices", "rice", "rices", "euse", "euses", "ère",
            "ères", "ve", "ves",
        ],
        in_brackets: &["e", "es", "ne", "nes", "le", "les", "te", "tes", "s", "x", "trice", "euse"],
    },
    Endings {
        languages: &["es", "pt", "gl", "ca"],
        signs: &['@'],
        set_off: &["s"],
        in_brackets: &["a", "as", "o", "os", "s", "es"],
    },
    Endings { languages: &["it"], signs: &[], set_off: &[], in_brackets: &["a", "e", "i", "o"] },
    Endings { languages: &["nl"], signs: &[], set_off: &[], in_brackets: &["s", "e", "en", "n", "es", "in"] },
];
/// What may stand in brackets in the other languages.
const IN_BRACKETS: &[&str] = &["s", "es"];

/// The shortest word, in letters, that has an ending: `km/h`, `f(s)` have none.
const SHORTEST: usize = 3;
/// What follows a bracket is no longer than this, in letters: `Kolleg(inn)en`.
const LONGEST_TAIL: usize = 3;
/// How German nouns for persons end that take `In` with a capital: `LehrerIn`, but not `LinkedIn`.
const PERSONS: &[&str] = &["er", "or", "är", "eur", "ist", "ent", "ant"];

impl Endings {
    fn of(language: Language) -> Option<&'static Self> {
        ENDINGS.iter().find(|endings| endings.languages.contains(&language.code()))
    }

    /// Whether letters may follow a sign. Compounds go on behind German plurals: `Bürger*innenrat`.
    fn sets_off(&self, letters: &str) -> bool {
        self.set_off.contains(&letters)
            || self.is_german() && letters.starts_with("innen") && letters.chars().all(char::is_lowercase)
    }

    fn is_german(&self) -> bool {
        self.languages.contains(&"de")
    }

    /// The place of the first of the signs in a word that has an ending behind it.
    fn place(&self, word: &str) -> Option<usize> {
        word.char_indices().filter(|(_, one)| self.signs.contains(one)).map(|(place, _)| place).find(
            |&place| {
                let (base, rest) = word.split_at(place);
                is_base(base) && self.parts(rest).is_some_and(|parts| !parts.is_empty())
            },
        )
    }

    /// The endings behind a word, if there is nothing else.
    fn parts<'a>(&self, rest: &'a str) -> Option<Vec<&'a str>> {
        let rest = rest.strip_prefix(self.signs)?;
        let parts = rest.split(self.signs).map(|part| part.trim_start_matches('-'));
        parts.map(|part| self.sets_off(part).then_some(part)).collect()
    }

    /// A word with the first of the signs in place of another.
    fn with_first_sign(&self, word: &str) -> Option<String> {
        let (base, rest) = word.split_at(self.place(word)?);
        let sign = self.signs.first()?;
        let parts = self.parts(rest)?;
        Some(parts.iter().fold(base.to_owned(), |word, part| format!("{word}{sign}{part}")))
    }
}

fn is_base(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic)
}

/// Whether what two signs part, or a sign and a hyphen, is one word in a language.
pub(crate) fn is_set_off(language: Language, base: &str, sign: &str, ending: &str) -> bool {
    let Some(endings) = Endings::of(language) else { return false };
    let bare = sign.strip_suffix('-').filter(|bare| !bare.is_empty()).unwrap_or(sign);
    let is_sign = bare.chars().count() == 1 && bare.starts_with(endings.signs);
    // What is set off already may have one more: `étudiant-e-s`.
    let first = base.split(endings.signs).next().unwrap_or_default();
    let has_one = first.len() < base.len() && endings.place(base).is_some();
    let is_word = is_base(first) && (first.len() == base.len() || has_one);
    let fits = match (bare, endings.is_german()) {
        // `Hamburg/Berlin`, `und/in`
        ("/", true) if matches!(ending, "r" | "n") => base.ends_with('e'),
        ("/", true) => base.starts_with(char::is_uppercase) && ending.starts_with("in"),
        // One letter with `@` is a word of its own: `l@s`.
        ("@", _) => return is_sign && ending == "s" && base.chars().all(char::is_alphabetic),
        ("-", _) => (ending != "s" || has_one) && ending != "x",
        _ => true,
    };
    is_sign && is_word && fits && endings.sets_off(ending)
}

/// Where a word ends that has an ending in brackets, from what follows the opening bracket: `s)`, `e)s and`.
pub(crate) fn end_of_bracket(language: Language, base: &str, rest: &str) -> Option<usize> {
    let known = Endings::of(language).map_or(IN_BRACKETS, |endings| endings.in_brackets);
    let is_article = base.eq_ignore_ascii_case("a") && rest.starts_with("n)");
    let close = rest.bytes().take(8).position(|byte| byte == b')')?;
    let is_ending = is_base(base) && known.contains(&rest.get(..close)?);
    if !is_article && !is_ending {
        return None;
    }
    let tail = rest.get(close + 1..)?;
    let length = tail.find(|one: char| !one.is_alphanumeric()).unwrap_or(tail.len());
    let tail = tail.get(..length)?;
    (tail.chars().count() <= LONGEST_TAIL && tail.chars().all(char::is_lowercase))
        .then_some(close + 1 + length)
}

/// A word without the brackets of its ending: `politicians` of `politician(s)`.
pub(crate) fn without_brackets(word: &str) -> Option<String> {
    let (base, rest) = word.split_once('(')?;
    let (ending, tail) = rest.split_once(')')?;
    let is_word = [base, ending].iter().all(|part| !part.is_empty()) && !tail.contains(['(', ')']);
    let word = format!("{base}{ending}{tail}");
    (is_word && word.chars().all(char::is_alphabetic)).then_some(word)
}

/// One spelling of a word that has an ending, in the letters of the word; `None` where it has none, or is written so already.
pub(crate) fn with_usual_sign(language: Language, word: &str) -> Option<String> {
    let endings = Endings::of(language)?;
    let spelling = if endings.is_german() {
        let with_sign = word.replacen('(', ":", 1).replacen(')', "", 1);
        endings.with_first_sign(&with_sign).or_else(|| with_capital(word))
    } else {
        endings.with_first_sign(word)
    };
    spelling.filter(|spelling| spelling != word)
}

/// German endings that a capital inside the word sets off: `BürgerInnen`, `LehrerIn`.
fn with_capital(word: &str) -> Option<String> {
    let (place, _) = word.char_indices().skip(SHORTEST).find(|(_, one)| *one == 'I')?;
    let (base, ending) = word.split_at(place);
    let is_noun = base.ends_with(char::is_lowercase) && base.chars().all(char::is_alphabetic);
    let rest = ending.strip_prefix("Innen").filter(|rest| rest.chars().all(char::is_lowercase));
    let is_one = ending == "In" && PERSONS.iter().any(|person| base.ends_with(person));
    (is_noun && (rest.is_some() || is_one)).then(|| format!("{base}:{}", ending.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use textmill_corpus::Language;

    use super::{end_of_bracket, is_set_off, with_usual_sign, without_brackets};

    fn language(code: &str) -> Language {
        Language::from_code(code).unwrap_or(Language::UNDETERMINED)
    }

    #[test]
    fn one_spelling_of_each_word() {
        for (code, words, spelling) in [
            (
                "de",
                &[
                    "Bürger*innen",
                    "Bürger_innen",
                    "Bürger/innen",
                    "Bürger/-innen",
                    "Bürger(innen)",
                    "BürgerInnen",
                    "Bürger·innen",
                ][..],
                "Bürger:innen",
            ),
            ("de", &["Kolleg(inn)en", "KollegInnen"], "Kolleg:innen"),
            ("de", &["Schüler*innenrat", "SchülerInnenrat"], "Schüler:innenrat"),
            ("de", &["LehrerIn", "Lehrer/in"], "Lehrer:in"),
            ("de", &["jede*r", "jede/r"], "jede:r"),
            ("fr", &["étudiant.e.s", "étudiant-e-s"], "étudiant·e·s"),
        ] {
            for word in words {
                assert_eq!(with_usual_sign(language(code), word).as_deref(), Some(spelling), "{word}");
            }
            assert_eq!(with_usual_sign(language(code), spelling), None);
        }
    }

    #[test]
    fn look_alikes_keep_their_spelling() {
        for (code, word) in [
            ("de", "LinkedIn"),
            ("de", "CheckIn"),
            ("de", "INNEN"),
            ("de", "StadtInnenRaum"),
            ("de", "10:30"),
            ("de", "a:in"),
            ("en", "BürgerInnen"),
            ("fr", "aujourd'hui"),
            ("fr", "site.fr"),
            ("fr", "vice-président"),
            ("sv", "EU:n"),
        ] {
            assert_eq!(with_usual_sign(language(code), word), None, "{word}");
        }
    }

    #[test]
    fn what_signs_part_is_one_word_where_the_language_says_so() {
        for (code, base, sign, ending, is) in [
            ("de", "Bürger", "*", "innen", true),
            ("de", "Bürger", "/-", "innen", true),
            ("de", "Schüler", "*", "innenrat", true),
            ("de", "jede", "/", "r", true),
            ("de", "und", "/", "in", false),
            ("de", "Hamburg", "/", "Innenstadt", false),
            ("de", "km", "/", "n", false),
            ("de", "fünf", "*", "sechs", false),
            ("en", "citizen", "*", "innen", false),
            ("fr", "étudiant", "-", "e", true),
            ("fr", "étudiant-e", "-", "s", true),
            ("fr", "prends", "-", "le", false),
            ("fr", "grands", "-", "s", false),
            ("es", "l", "@", "s", true),
            ("es", "ana", "@", "sur", false),
        ] {
            assert_eq!(is_set_off(language(code), base, sign, ending), is, "{base}{sign}{ending}");
        }
    }

    #[test]
    fn endings_in_brackets() {
        for (code, base, rest, end) in [
            ("en", "politician", "s) and", Some(2)),
            ("en", "a", "n) officer", Some(2)),
            ("en", "f", "x) of", None),
            ("en", "section", "b)", None),
            ("en", "law", "suits) and", None),
            ("fr", "étudiant", "e)s et", Some(3)),
            ("de", "Kolleg", "inn)en", Some(6)),
            ("en", "word", "s)together", None),
            ("en", "word", "s", None),
        ] {
            assert_eq!(end_of_bracket(language(code), base, rest), end, "{base}({rest}");
        }
        assert_eq!(without_brackets("politician(s)").as_deref(), Some("politicians"));
        assert_eq!(without_brackets("a.example/x_(y)"), None);
    }
}
