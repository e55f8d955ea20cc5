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

/// How many words a line has, by white space.
pub(super) fn word_count(line: &str) -> usize {
    words(line).count()
}

/// Whether a line has at most so many words; a long line need not be read to its end.
pub(super) fn has_at_most_words(line: &str, most: usize) -> bool {
    words(line).nth(most).is_none()
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
}

/// Whether a line is no more than a date, perhaps with a place before it: few words, a month, and a number.
pub(super) fn is_date(line: &str) -> bool {
    // Most lines have no figure.
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let words: Vec<String> = line
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.len() <= 7
        && words.iter().any(|word| month_number(word).is_some())
        && words.iter().any(|word| word.starts_with(|character: char| character.is_ascii_digit()))
        && (!ends_like_a_sentence(line) || ends_with_year(line))
}

/// `CANBERRA, 12th October, 1966.`: what ends with a year and a full stop, after a comma, is a date and no sentence.
fn ends_with_year(line: &str) -> bool {
    let year = line.strip_suffix('.').and_then(|line| line.rsplit_once([' ', ','])).map(|(_, year)| year);
    line.contains(',')
        && year.is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_date;

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
