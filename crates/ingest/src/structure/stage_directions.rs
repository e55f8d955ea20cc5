//! What happens and is not said: `(Applause.)`, `[crosstalk 00:12:33]`, `(Beifall bei der SPD)`, on a line or inside one.

use std::ops::Range;

use crate::phrases::{Section, Speech};

/// Brackets inside a line hold at most so many bytes; those of parliaments say who applauded.
const LONGEST: usize = 400;
/// So many words at the most, in the middle of a sentence.
const WORDS_INSIDE: usize = 3;
/// The most words of a phrase.
const PHRASE_WORDS: usize = 4;

/// Whether what stands in brackets says what happens: it is a phrase of the language, or begins with one.
pub(super) fn says_what_happens(inside: &str, speech: &Speech<'_>) -> bool {
    phrase_length(inside, speech).is_some()
}

/// How many words of what stands in brackets are a phrase for what happens.
fn phrase_length(inside: &str, speech: &Speech<'_>) -> Option<usize> {
    let words: Vec<&str> = inside.split_whitespace().take(PHRASE_WORDS).collect();
    (1..=words.len()).rev().find(|&count| {
        let phrase = words[..count].join(" ").to_lowercase();
        speech.has(Section::StageDirections, phrase.trim_matches(|one: char| !one.is_alphanumeric()))
    })
}

/// Where a text says what happens, inside what is said: brackets and what they hold. After the end of a sentence they may be long; in the
/// middle of one they hold a phrase, and a time perhaps.
pub(super) fn inside(text: &str, speech: &Speech<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for open in memchr::memchr2_iter(b'(', b'[', text.as_bytes()) {
        if found.last().is_some_and(|last| open < last.end) {
            continue;
        }
        let Some(length) = group_length(&text[open..]) else { continue };
        let inside = text[open + 1..open + length - 1].trim_end_matches('\\');
        let Some(words) = phrase_length(inside, speech) else { continue };
        let others =
            inside.split_whitespace().skip(words).filter(|word| word.contains(char::is_alphabetic)).count();
        let before = text[..open].trim_end_matches(['\\', ' ', '\u{A0}', '\n', '\t']);
        let is_parted = before.is_empty()
            || before.ends_with(['.', '!', '?', '…', ':', '"', '”', '–', '—', ')', ']', '“', '«', '»']);
        if others == 0 || is_parted && words + others > WORDS_INSIDE || is_parted && others <= WORDS_INSIDE {
            // The stroke that some mark the brackets with in Markdown belongs to them.
            let start = open - usize::from(text[..open].ends_with('\\'));
            found.push(start..open + length);
        }
    }
    found
}

/// The length of a group in brackets at the beginning of a text, with those inside it.
pub(super) fn group_length(text: &str) -> Option<usize> {
    let head = &text.as_bytes()[..text.len().min(LONGEST)];
    let mut depth = 0_usize;
    for (place, byte) in head.iter().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(place + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::inside;
    use crate::phrases::Speech;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            inside(text, &Speech::new(text)).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn inside_what_is_said() {
        check("We did. (Applause.) Thanks. [Laughter]", &["(Applause.)", "[Laughter]"]);
        check(
            "It is (inaudible) for the dam, and [crosstalk 00:12:33] so on.",
            &["(inaudible)", "[crosstalk 00:12:33]"],
        );
        check(
            "Yes. (Applause from the benches of the Harbour Party.) So it is.",
            &["(Applause from the benches of the Harbour Party.)"],
        );
        check("**Tom:** Thanks. \\[laughs\\] So.", &["\\[laughs\\]"]);
        check(
            "Das ist so, und das bleibt es auch. (Beifall bei der CDU/CSU – Zuruf [SPD]: Nein!) Es ist so.",
            &["(Beifall bei der CDU/CSU – Zuruf [SPD]: Nein!)"],
        );
        check("Это так, и это будет так. (Аплодисменты.) Да.", &["(Аплодисменты.)"]);
    }

    #[test]
    fn what_only_looks_like_it() {
        for text in [
            "The law (applause of which was forbidden in the house) was passed.",
            "The dam (see below) is closed [1].",
            "He said (and I quote) that it rained (so it did.",
            "f(x) = (a + b)",
        ] {
            check(text, &[]);
        }
    }
}
