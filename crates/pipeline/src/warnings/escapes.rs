//! Words that escapes have cut: letters by their names in HTML, and bytes by their numbers as Python writes them.

use textmill_corpus::WordTable;
use textmill_report::{Warning, WarningKind};

/// Fewer are words that speak of escapes.
const FEWEST: u64 = 3;
/// The endings of the names of letters in HTML, such as `eacute` and `uuml`, each with the letters that stand before it.
const ENDINGS: [(&str, &str); 7] = [
    ("acute", "aeiouy"),
    ("grave", "aeiou"),
    ("circ", "aeiou"),
    ("uml", "aeiouy"),
    ("tilde", "ano"),
    ("cedil", "c"),
    ("slash", "o"),
];
/// The other names that are no words.
const NAMES: [&str; 5] = ["szlig", "aelig", "oelig", "aring", "scaron"];

/// The warning that words are parts of escapes; `frequencies` are those of the terms.
pub(crate) fn escapes_warning(terms: &WordTable, frequencies: &[u64]) -> Option<Warning> {
    let count = |is_escape: fn(&str) -> bool| -> u64 {
        let counted = terms.iter().zip(frequencies);
        counted.filter(|((_, term), _)| is_escape(term)).map(|(_, frequency)| frequency).sum()
    };
    let (bytes, letters) = (count(begins_with_byte), count(is_letter));
    // `x86` alone is a word.
    let has_bytes = count(is_first_byte) >= FEWEST;
    let what = match (has_bytes, letters >= FEWEST) {
        (false, false) => return None,
        (true, false) => format!("{bytes} words begin with a byte as Python writes it, such as \\xc2\\xa0"),
        (false, true) => format!("{letters} words are names of letters in HTML, such as &eacute;"),
        (true, true) => format!(
            "{bytes} words begin with a byte as Python writes it, such as \\xc2\\xa0, and {letters} are names of letters in HTML, such as &eacute;"
        ),
    };
    let warning = format!(
        "{what}, and cut the words that they stand in; decode the texts before they are saved, or name files of HTML .html"
    );
    Some(Warning::new(WarningKind::Escapes, "", warning))
}

/// `xe2`, `xa0the`: bytes beyond ASCII, which are no beginning of a word of a language.
fn begins_with_byte(term: &str) -> bool {
    let [b'x', high, low, ..] = term.as_bytes() else { return false };
    matches!(high, b'8' | b'9' | b'a'..=b'f') && low.is_ascii_hexdigit()
}

/// `xc2`: what a character of several bytes of UTF-8 begins with.
fn is_first_byte(term: &str) -> bool {
    term.len() == 3 && begins_with_byte(term) && term.as_bytes().get(1).is_some_and(|high| *high >= b'c')
}

fn is_letter(term: &str) -> bool {
    let has_ending = |(ending, letters): &(&str, &str)| {
        term.strip_suffix(ending).is_some_and(|letter| letter.len() == 1 && letters.contains(letter))
    };
    NAMES.contains(&term) || ENDINGS.iter().any(has_ending)
}

#[cfg(test)]
mod tests {
    use textmill_corpus::{Language, WordTable};

    use textmill_report::warning_rows;

    use super::escapes_warning;

    fn warning(words: &[(&str, u64)]) -> Option<String> {
        let mut terms = WordTable::default();
        words.iter().for_each(|(word, _)| terms.push(Language::UNDETERMINED, word));
        let frequencies: Vec<u64> = words.iter().map(|(_, frequency)| *frequency).collect();
        escapes_warning(&terms, &frequencies).map(|row| warning_rows(&[row])[0].warning.to_string())
    }

    #[test]
    fn parts_of_escapes_are_told_and_words_are_not() {
        let bytes = warning(&[("river", 9), ("x80", 2), ("xa0the", 1), ("xe2", 3)]).unwrap_or_default();
        assert!(bytes.starts_with("6 words begin with a byte"), "{bytes}");
        let letters = warning(&[("eacute", 2), ("uuml", 1), ("szlig", 1)]).unwrap_or_default();
        assert!(letters.starts_with("4 words are names of letters"), "{letters}");
        assert_eq!(warning(&[("xenon", 9), ("x86", 9), ("acute", 9), ("drum", 9), ("bring", 4)]), None);
    }
}
