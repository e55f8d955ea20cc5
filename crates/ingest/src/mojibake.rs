//! Text that was UTF-8, was read as Windows-1252 and was saved again: `â€™` for `’`, `Ã©` for `é`.

use std::sync::LazyLock;

use encoding_rs::WINDOWS_1252;

/// How many characters of a text are certainly of this kind; 0, if there is doubt about all of them.
///
/// A sequence of three or four such characters is certain, since nobody writes it. Two (`Ã©`) are not, because `Ã` may end a word
/// before a quotation mark; so they count from the second on, and only where the second character is none that is used as
/// punctuation.
pub(crate) fn count_mojibake(text: &str) -> u64 {
    let (mut all, mut certain_pairs, mut has_long) = (0, 0, false);
    each_sequence(text, |sequence, character| {
        all += 1;
        has_long |= character.len_utf8() > 2;
        certain_pairs +=
            u64::from(sequence.chars().nth(1).is_some_and(|second| ('\u{A0}'..='\u{FF}').contains(&second)));
    });
    if has_long || certain_pairs > 1 { all } else { 0 }
}

/// The text with these characters as they were.
pub(crate) fn mend_mojibake(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut end = 0;
    each_sequence(text, |sequence, character| {
        let start = sequence.as_ptr() as usize - text.as_ptr() as usize;
        mended.push_str(&text[end..start]);
        mended.push(character);
        end = start + sequence.len();
    });
    mended.push_str(&text[end..]);
    mended
}

/// Gives each sequence of characters whose Windows-1252 bytes are one character of UTF-8, and that character.
fn each_sequence<'a>(text: &'a str, mut give: impl FnMut(&'a str, char)) {
    let bytes = text.as_bytes();
    let mut end = 0;
    // The first of them is one of U+00C2 to U+00F4, whose UTF-8 begins with the byte C3.
    for start in memchr::memchr_iter(0xC3, bytes) {
        let is_candidate = start >= end && bytes.get(start + 2).is_some_and(|byte| *byte >= 0x80);
        if let Some((length, character)) = is_candidate.then(|| sequence_at(&text[start..])).flatten() {
            end = start + length;
            give(&text[start..end], character);
        }
    }
}

/// The length of the sequence at the beginning of a text, and the character that it was.
fn sequence_at(text: &str) -> Option<(usize, char)> {
    let mut characters = text.chars();
    let first = byte_of(characters.next()?)?;
    let count = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut utf8 = [first, 0, 0, 0];
    for place in utf8.get_mut(1..count)? {
        *place = byte_of(characters.next()?)?;
    }
    let character = str::from_utf8(utf8.get(..count)?).ok()?.chars().next()?;
    Some((text.len() - characters.as_str().len(), character))
}

/// The byte of a character in Windows-1252, from 80 on.
fn byte_of(character: char) -> Option<u8> {
    static UPPER: LazyLock<Vec<char>> = LazyLock::new(|| {
        let bytes: Vec<u8> = (0x80..=0x9F).collect();
        WINDOWS_1252.decode_without_bom_handling(&bytes).0.chars().collect()
    });
    match character {
        '\u{A0}'..='\u{FF}' => Some(character as u8),
        _ => Some(0x80 + UPPER.iter().position(|known| *known == character)? as u8),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{count_mojibake, mend_mojibake};

    fn misread(text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn certain_and_doubtful_sequences() {
        assert_eq!(count_mojibake("Itâ€™s a cafÃ©"), 2);
        assert_eq!(count_mojibake("cafÃ© Ã©tÃ©"), 3);
        assert_eq!(count_mojibake(&misread("Жизнь идёт")), 9);
        for sound in ["It’s a café", "“AMANHÔ", "IRMÃ… IRMÃ…", "«AMANHû", "Größe, ÂGE, Âge", "Ã ", ""]
        {
            assert_eq!(count_mojibake(sound), 0, "{sound}");
        }
    }

    proptest! {
        #[test]
        fn what_was_misread_is_mended(text in "[a-zа-яéüñ’“”—…€ ]{0,40}") {
            prop_assert_eq!(mend_mojibake(&misread(&text)), text);
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,40}") {
            let mended = mend_mojibake(&text);
            prop_assert!(mended.chars().count() <= text.chars().count());
        }
    }
}
