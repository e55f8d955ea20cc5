//! Full stops that end no sentence.

/// Titles that stand before a name, without their full stop.
const TITLES: &[&str] = &[
    "Capt", "Col", "Dr", "Dra", "Drs", "Gen", "Gov", "Hon", "Lt", "Maj", "Messrs", "Mr", "Mrs", "Ms", "Prof",
    "Rep", "Rev", "Sen", "Sgt", "Sr", "Sra", "Srta", "St",
];

/// The longest of them, and the longest character, in bytes.
const LONGEST: usize = 6;

/// Whether a text ends with a title or an initial and a full stop, so that a name must follow.
///
/// The initial `I` is left out: as a word it ends sentences.
pub(crate) fn ends_with_abbreviation(sentence: &str) -> bool {
    let Some(text) = sentence.trim_end().strip_suffix('.') else { return false };
    let before = text.trim_end_matches(char::is_alphanumeric);
    let word = &text[before.len()..];
    if word.len() > LONGEST {
        return false;
    }
    let is_parted = before.is_empty()
        || before.ends_with(|character: char| character.is_whitespace() || "(“\"‘'".contains(character));
    let is_initial = word != "I" && word.chars().all(char::is_uppercase) && word.chars().count() == 1;
    is_parted && (is_initial || TITLES.contains(&word))
}
