//! What a line looks like.

/// Whether a line ends as a sentence does, quotation marks and brackets aside.
pub(super) fn ends_like_a_sentence(line: &str) -> bool {
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
    line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
