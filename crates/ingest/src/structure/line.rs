//! What a line looks like.

use crate::dates::month_number;

/// Whether a line ends as a sentence does, quotation marks and brackets aside.
pub(super) fn ends_like_a_sentence(line: &str) -> bool {
    match line.as_bytes().last() {
        Some(b'.' | b'!' | b'?' | b':' | b';') => return true,
        Some(last) if last.is_ascii_alphanumeric() || *last == b',' => return false,
        _ => {}
    }
    let bare = line.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', '\u{A0}', ' ']);
    bare.ends_with(['.', '!', '?', '…', ':', ';', '。'])
}

/// Whether the first letter of a line is its first character, quotation marks aside, and is in lower case.
pub(super) fn starts_in_lower_case(line: &str) -> bool {
    let bare = line.trim_start_matches(['"', '\'', '“', '‘', '„', '«']);
    bare.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a line has at most so many words; a long line need not be read to its end.
pub(super) fn has_at_most_words(line: &str, most: usize) -> bool {
    // A word and the blank after it have two bytes.
    line.len() <= 2 * most || count_words(line, most) <= most
}

/// Whether a line has a number of words between two; a long line need not be read to its end.
pub(super) fn has_words_between(line: &str, fewest: usize, most: usize) -> bool {
    (fewest..=most).contains(&count_words(line, most))
}

/// How many words a line has, or `most` and one, if it has more.
fn count_words(line: &str, most: usize) -> usize {
    if !line.is_ascii() {
        return words(line).take(most + 1).count();
    }
    let (mut words, mut is_in_word) = (0, 0);
    for byte in line.bytes() {
        let [is_of_word, is_blank] = BYTES[usize::from(byte)];
        words += usize::from(is_of_word & (is_in_word ^ 1));
        is_in_word = (is_in_word | is_of_word) & (is_blank ^ 1);
        if words > most {
            break;
        }
    }
    words
}

/// Whether a byte is an ASCII letter or figure, and whether it is ASCII white space; 1 is yes. Tests of the one and the other for
/// each byte would take most of the time of all rules.
const BYTES: [[u8; 2]; 256] = {
    let mut bytes = [[0; 2]; 256];
    let mut byte = 0;
    while byte < 128 {
        bytes[byte] = [(byte as u8).is_ascii_alphanumeric() as u8, (byte as u8).is_ascii_whitespace() as u8];
        byte += 1;
    }
    bytes
};

/// Whether a line begins with one of some phrases.
pub(super) fn begins_with_any(line: &str, phrases: &[&str]) -> bool {
    rest_after_any(line, phrases).is_some()
}

/// What follows the first of some phrases that a line begins with.
pub(super) fn rest_after_any<'a>(line: &'a str, phrases: &[&str]) -> Option<&'a str> {
    let first = line.as_bytes().first();
    // Most phrases have another first byte, and need no comparison of strings.
    let mut close = phrases.iter().filter(|phrase| phrase.as_bytes().first() == first);
    close.find_map(|phrase| line.strip_prefix(phrase))
}

/// A text without white space around it.
pub(super) fn trimmed(text: &str) -> &str {
    trimmed_end(trimmed_start(text))
}

/// A text without white space after it.
#[inline]
pub(super) fn trimmed_end(text: &str) -> &str {
    // Only white space beyond ASCII needs to be decoded to be known.
    let plain = text.trim_ascii_end();
    if plain.as_bytes().last().is_none_or(u8::is_ascii_graphic) { plain } else { text.trim_end() }
}

/// A text without white space before it.
#[inline]
pub(super) fn trimmed_start(text: &str) -> &str {
    if text.as_bytes().first().is_some_and(u8::is_ascii_graphic) { text } else { text.trim_start() }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
}

/// Whether a text has a figure of ASCII.
#[inline]
pub(super) fn has_digit(text: &str) -> bool {
    // Without a way out in the middle, the compiler looks at many bytes at a time.
    text.bytes().fold(false, |found, byte| found | byte.is_ascii_digit())
}

/// A date has at most so many words: `Lower Aske, Tuesday, 12th October 2031`.
const DATE_WORDS: usize = 7;

/// Whether a line is no more than a date, perhaps with a place before it: few words, a month, and a number.
pub(super) fn is_date(line: &str) -> bool {
    // Most lines have no figure.
    if !has_digit(line) || ends_like_a_sentence(line) && !ends_with_year(line) {
        return false;
    }
    if is_ideographic_date(line) {
        return true;
    }
    let words = || line.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words().nth(DATE_WORDS).is_none()
        && words().all(|word| !word.starts_with(char::is_lowercase) || is_of_date(word))
        && words().any(|word| word.starts_with(|character: char| character.is_ascii_digit()))
        && words().any(|word| month_number(&word.to_lowercase()).is_some())
}

/// `2031年2月7日`, `2031년 2월 7일`, perhaps with the day of the week or the time.
fn is_ideographic_date(line: &str) -> bool {
    let parts = |signs: [char; 3]| {
        let places: Vec<usize> = signs.iter().filter_map(|sign| line.find(*sign)).collect();
        places.len() == 3 && places.is_sorted()
    };
    line.len() <= 48
        && line.starts_with(|first: char| first.is_ascii_digit())
        && (parts(['年', '月', '日']) || parts(['년', '월', '일']))
}

/// Whether a word in lower case may stand in a date: a month in the languages that write it so, or a word between its parts.
fn is_of_date(word: &str) -> bool {
    const BETWEEN: &[&str] = &[
        "of", "the", "on", "at", "st", "nd", "rd", "th", "de", "del", "den", "der", "le", "el", "la", "am",
        "vom", "um", "uhr", "a", "à", "er", "di", "il", "das", "do", "года", "г", "p", "m", "pm", "h", "and",
        "to", "in",
    ];
    BETWEEN.contains(&word) || is_day_name(word) || month_number(word).is_some() && word != "may"
}

/// Whether a word in lower case is the name of a day of the week.
fn is_day_name(word: &str) -> bool {
    const DAYS: &[&str] = &[
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
        "понедельник",
        "вторник",
        "среда",
        "четверг",
        "пятница",
        "суббота",
        "воскресенье",
    ];
    DAYS.contains(&word)
}

/// `CANBERRA, 12th October, 1966.`: what ends with a year and a full stop, after a comma, is a date and no sentence.
fn ends_with_year(line: &str) -> bool {
    let year = line.strip_suffix('.').and_then(|line| line.rsplit_once([' ', ','])).map(|(_, year)| year);
    line.contains(',')
        && year.is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{has_at_most_words, has_words_between, is_date, trimmed, words};

    proptest! {
        #[test]
        fn words_are_counted_alike_with_and_without_letters_beyond_ascii(line in "[a1,. \\té]{0,20}", most in 0_usize..5) {
            prop_assert_eq!(has_at_most_words(&line, most), words(&line).count() <= most);
            prop_assert_eq!(has_words_between(&line, 2, most), (2..=most).contains(&words(&line).count()));
        }

        #[test]
        fn white_space_is_trimmed(text in "[a. \\t\u{B}\r\n\u{A0}\u{2003}«é]{0,8}") {
            prop_assert_eq!(trimmed(&text), text.trim());
        }
    }

    #[test]
    fn dates() {
        for line in [
            "18 January 2024",
            "JUNE 2021",
            "Caldmoor, 20 January 2031",
            "Tuesday, 11. März 2031",
            "12 мая 2031 года",
            "CALDMOOR, 12th October, 2031.",
        ] {
            assert!(is_date(line), "{line}");
        }
        for line in [
            "It may rain",
            "The 14 March conference and what became of it",
            "On 3 May he left.",
            "March",
            "2031",
        ] {
            assert!(!is_date(line), "{line}");
        }
    }
}
