//! Where UAX #29 sees the end of a sentence and a language has none, and the other way round: ordinals, abbreviations, initials.
//!
//! The words are data, a file a language in `languages/`: sections in brackets, a word a line without its last full stop. To add a
//! language, add its file and name it in [`FILES`]. What is in `any.txt` holds in all of them.

mod closing;
mod words;

use std::ops::Range;

use textmill_corpus::Language;

use crate::{
    LineBreaks,
    sentences::{Part, parts},
    tokens::is_run_on,
};
use closing::Closing;
use words::Words;

/// The sentences of a segment: those of UAX #29 with line ends as white space, without the ends that its language shows to be none.
///
/// None ends with a title or an initial (`Mr. Venn`, `J. Teller`), with an abbreviation inside sentences (`ca. 3 Mio. Euro`), with
/// `U.S.` before a word that begins no sentence, or with an ordinal (`am 14. März`). One ends before a figure (`Der Film. 2007 war`), in
/// French with the guillemet that a blank parts from it, and in Greek with a question mark, which is a semicolon. Straight quotation marks
/// and references (`[12]`) behind a full stop and a blank belong to the sentence that they close.
///
/// ```
/// use textmill_corpus::Language;
/// use textmill_normalize::whole_sentences;
///
/// let german = Language::from_code("de").unwrap();
/// let text = "Am 14. März kam er. Das ist alles.";
/// let parts: Vec<&str> = whole_sentences(text, german).map(|range| &text[range]).collect();
/// assert_eq!(parts, ["Am 14. März kam er. ", "Das ist alles."]);
/// ```
pub fn whole_sentences(text: &str, language: Language) -> impl Iterator<Item = Range<usize>> + '_ {
    let words = Words::of(language);
    let mut parts = parts(text, LineBreaks::Soft);
    let mut waiting: Option<Range<usize>> = None;
    let mut closings = Closing::default();
    // Most sentences have no full stop inside, and need not be gone through for one.
    let inner_end = move |part: &Part| {
        let may_end_inside = part.has_inner_terminators || words.asks_with_semicolons();
        may_end_inside.then(|| inner_end(&text[part.range.clone()], words)).flatten()
    };
    std::iter::from_fn(move || {
        let rest = waiting.take().map(|range| Part { range, has_inner_terminators: true });
        let part = rest.or_else(|| parts.next())?;
        let inner = inner_end(&part);
        let mut whole = part.range;
        if let Some(end) = inner {
            let end = whole.start + end;
            waiting = Some(end..whole.end);
            return Some(whole.start..end);
        }
        loop {
            let next = &text[whole.end..];
            let closing = closings.length(text, whole.end, words.is_french());
            let is_number = || whole.start == 0 && is_number_of_item(&text[whole.clone()]);
            if closing == 0 && !is_number() && !goes_on(&text[whole.clone()], next, words) {
                break;
            }
            let Some(more) = parts.next() else { break };
            // What follows may begin after the sign that closes this one, or end inside.
            let after_closing =
                (closing > 0 && !next[closing..].starts_with(char::is_lowercase)).then_some(closing);
            let end = after_closing.or_else(|| inner_end(&more));
            let more = more.range;
            if let Some(end) = end {
                whole.end = more.start + end;
                waiting = (whole.end < more.end).then_some(whole.end..more.end);
                break;
            }
            whole.end = more.end;
        }
        Some(whole)
    })
}

/// `12. ` before what it numbers.
fn is_number_of_item(sentence: &str) -> bool {
    let number = sentence.trim().strip_suffix('.');
    number.is_some_and(|number| {
        (1..=ORDINAL_FIGURES).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a sentence goes on behind its full stop, with what follows.
fn goes_on(sentence: &str, next: &str, words: &Words) -> bool {
    let Some(text) = sentence.trim_end().strip_suffix('.') else { return asks_inside(sentence, next) };
    let word = last_word(text);
    if word.is_empty() || word.len() > LONGEST {
        return false;
    }
    if matches!(word, "a.m" | "p.m") {
        return ZONES.contains(&first_word(next));
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return is_ordinal(text, word, first_word(next), words);
    }
    let known = words.sections(word);
    let is_before_name = || !words.sections(first_word(next)).is_starter() && !first_word(next).is_empty();
    if known.is_before_names() {
        return is_before_name();
    }
    known.is_inside()
        || is_title_in_capitals(word, words)
        || is_initial(word)
        || known.is_before_figures() && next.starts_with(|first: char| first.is_ascii_digit())
        || words.knows_starters() && is_acronym(word) && is_before_name()
}

/// The longest abbreviation in bytes.
const LONGEST: usize = 16;

/// Zones that stand behind a time of day.
const ZONES: &[&str] = &[
    "ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "GMT", "UTC", "BST",
    "CET", "CEST", "IST", "AEST", "Eastern", "Central", "Mountain", "Pacific",
];

/// `MR`, `GEN`: titles as lines in capitals have them.
fn is_title_in_capitals(word: &str, words: &Words) -> bool {
    let is_short = (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let capitalised = || format!("{}{}", &word[..1], word[1..].to_ascii_lowercase());
    is_short && words.sections(&capitalised()).is_inside()
}

/// Whether a sentence goes on behind a question mark or an exclamation mark: inside an address, before a slash, or after what is quoted
/// (`"Is it?" asked Venn`).
fn asks_inside(sentence: &str, next: &str) -> bool {
    if let Some(text) = sentence.strip_suffix(['?', '!']) {
        let word = text
            .get(text.ceil_char_boundary(text.len().saturating_sub(LONGEST_ADDRESS))..)
            .unwrap_or_default();
        let word = word.rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_address = || word.contains("://") || word.starts_with("www.");
        return next.starts_with('/') || next.starts_with(char::is_alphanumeric) && is_address();
    }
    let closed = sentence.trim_end().strip_suffix(['"', '\u{201D}', '\u{2019}', '\'']);
    closed.is_some_and(|closed| closed.ends_with(['?', '!'])) && next.starts_with(char::is_lowercase)
}

/// So much is looked at of an address, in bytes.
const LONGEST_ADDRESS: usize = 300;

/// The word at the end of a text, without brackets and quotation marks before it.
fn last_word(text: &str) -> &str {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.trim_start_matches(['(', '[', '“', '„', '"', '‘', '\'', '«', '–', '—'])
}

/// The word at the beginning of a text, without brackets and quotation marks before it.
fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|one: char| !one.is_alphanumeric());
    &text[..text.find(|one: char| !one.is_alphanumeric()).unwrap_or(text.len())]
}

/// `J`; `I` alone is left out, which ends sentences as a word.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    word != "I" && letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// `U.S`, `J.D`: capitals with full stops between them.
fn is_acronym(word: &str) -> bool {
    let mut parts = word.split('.');
    let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    word.contains('.') && parts.all(is_letter)
}

/// A number of more figures is a year, or a count.
const ORDINAL_FIGURES: usize = 3;

/// Whether a number with a full stop is an ordinal: before a month or a noun that ordinals stand before, or after a word that stands
/// before them.
fn is_ordinal(text: &str, number: &str, next: &str, words: &Words) -> bool {
    if number.len() > ORDINAL_FIGURES {
        return false;
    }
    if words.sections(next).is_after_ordinals() {
        return true;
    }
    let before = last_word(text[..text.len() - number.len()].trim_end());
    number.len() < ORDINAL_FIGURES && words.is_before_ordinals(before)
}

/// A word of so many letters before a full stop is no abbreviation, if no list has it.
const WHOLE_WORD: usize = 4;

/// Where a sentence ends inside what UAX #29 takes for one: before a figure, if a whole word comes before; before a sentence that is written
/// together with it; in Greek after a semicolon.
fn inner_end(sentence: &str, words: &Words) -> Option<usize> {
    let asks = words.asks_with_semicolons();
    let bytes = sentence.as_bytes();
    memchr::memchr_iter(if asks { b';' } else { b'.' }, bytes).find_map(|place| {
        let after = &sentence[place + 1..];
        let next = after.trim_start();
        if next.len() == after.len() || next.is_empty() {
            let is_end =
                !asks && is_run_on(sentence, place) && !ends_with_abbreviation(&sentence[..place], words);
            return is_end.then_some(place + 1);
        }
        let is_end = match asks {
            true => next.starts_with(char::is_uppercase),
            false => {
                next.starts_with(|first: char| first.is_ascii_digit())
                    && ends_with_whole_word(&sentence[..place], words)
            }
        };
        is_end.then_some(sentence.len() - next.len())
    })
}

fn ends_with_abbreviation(text: &str, words: &Words) -> bool {
    let word = last_word(text);
    let known = words.sections(word);
    known.is_inside() || known.is_abbreviation(word)
}

fn ends_with_whole_word(text: &str, words: &Words) -> bool {
    let word = last_word(text);
    // `Das war 1999. 2007 war es anders.`
    if word.len() == WHOLE_WORD && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    word.chars().count() >= WHOLE_WORD
        && word.chars().all(char::is_alphabetic)
        && word.ends_with(char::is_lowercase)
        && !words.sections(word).is_abbreviation(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use textmill_corpus::Language;

    use super::whole_sentences;

    proptest! {
        #[test]
        fn sentences_cover_any_text(
            text in "[aBé1.;?! \\u{3000}\\n(“]{0,30}",
            code in prop::sample::select(&["en", "de", "el", "ja", "fr"][..]),
        ) {
            let language = Language::from_code(code).unwrap();
            let mut end = 0;
            for sentence in whole_sentences(&text, language) {
                prop_assert_eq!(sentence.start, end);
                prop_assert!(sentence.end > sentence.start);
                end = sentence.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }

    #[track_caller]
    fn check(code: &str, text: &str, expected: &[&str]) {
        let language = Language::from_code(code).unwrap();
        let found: Vec<&str> = whole_sentences(text, language).map(|range| text[range].trim()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_title_or_an_initial_ends_no_sentence() {
        check(
            "en",
            "Mr. Venn met J. Teller. Nobody asked Dr. Farrow. Was it I. Yes. St. Pell. Dr.",
            &["Mr. Venn met J. Teller.", "Nobody asked Dr. Farrow.", "Was it I.", "Yes.", "St. Pell.", "Dr."],
        );
    }

    #[test]
    fn ordinals() {
        check("de", "Am 14. März 2031 kam er. Es war kalt.", &["Am 14. März 2031 kam er.", "Es war kalt."]);
        check("de", "Der 2. Weltkrieg begann.", &["Der 2. Weltkrieg begann."]);
        check("de", "Sie kam im 3. Anlauf durch.", &["Sie kam im 3. Anlauf durch."]);
        check("de", "Es stand 3 zu 2. Danach kam er.", &["Es stand 3 zu 2.", "Danach kam er."]);
        check("de", "Es war im Jahr 2031. Danach kam er.", &["Es war im Jahr 2031.", "Danach kam er."]);
        check("da", "Han kom den 3. Maj kom hun.", &["Han kom den 3. Maj kom hun."]);
        check("en", "He was number 14. March was cold.", &["He was number 14.", "March was cold."]);
    }

    #[test]
    fn abbreviations_of_languages() {
        check(
            "de",
            "Es kostet ca. 3 Mio. Euro, z. B. im Mai. Gut.",
            &["Es kostet ca. 3 Mio. Euro, z. B. im Mai.", "Gut."],
        );
        check("de", "Nach Abs. 3 gilt es. Nr. 4 nicht.", &["Nach Abs. 3 gilt es.", "Nr. 4 nicht."]);
        check(
            "en",
            "See No. 10 Downing St. in Vol. 3. He left.",
            &["See No. 10 Downing St. in Vol. 3.", "He left."],
        );
        check("en", "He said no. They left.", &["He said no.", "They left."]);
        check("en", "They met in Jan. 6 of them left.", &["They met in Jan. 6 of them left."]);
        check("es", "Lo dijo la Sra. Venn. Bien.", &["Lo dijo la Sra. Venn.", "Bien."]);
        check(
            "en",
            "Aske Inc. Chairman Venn lives at 5 Main St. He is old.",
            &["Aske Inc. Chairman Venn lives at 5 Main St.", "He is old."],
        );
        check(
            "en",
            "They met in St. Pell, at Venn Ltd. The firm is old.",
            &["They met in St. Pell, at Venn Ltd.", "The firm is old."],
        );
    }

    #[test]
    fn acronyms_before_names_and_before_sentences() {
        check("en", "Vice President J.D. Venn spoke.", &["Vice President J.D. Venn spoke."]);
        check("en", "It is in the U.S. Senate now.", &["It is in the U.S. Senate now."]);
        check("en", "He left the U.S. The talks failed.", &["He left the U.S.", "The talks failed."]);
        check("en", "He left the U.S.", &["He left the U.S."]);
    }

    #[test]
    fn figures_that_begin_sentences() {
        check("de", "Das war ein alter Film. 2007 war es.", &["Das war ein alter Film.", "2007 war es."]);
        check("de", "Es war am 3. Sept. 2007 noch da.", &["Es war am 3. Sept. 2007 noch da."]);
        check("de", "Es sind ca. 20 km.", &["Es sind ca. 20 km."]);
        check("de", "Das war 1999. 2007 war es anders.", &["Das war 1999.", "2007 war es anders."]);
        check(
            "en",
            "It cost 3.5 million, see chapt. 5 of it.",
            &["It cost 3.5 million, see chapt. 5 of it."],
        );
    }

    #[test]
    fn guillemets_that_blanks_part_from_sentences() {
        check("fr", "« Il pleut. » Elle sort.", &["« Il pleut. »", "Elle sort."]);
        check("fr", "« Il pleut ? » dit-elle. Non.", &["« Il pleut ? » dit-elle.", "Non."]);
        check("fr", "« Il pleut. »", &["« Il pleut. »"]);
        check("fr", "Elle dit : « Il pleut ? ». Puis rien.", &["Elle dit : « Il pleut ? ».", "Puis rien."]);
        check("de", "Es regnet. »Ja«, sagte sie.", &["Es regnet.", "»Ja«, sagte sie."]);
    }

    #[test]
    fn numbers_of_items_are_no_sentences() {
        check("en", "1. Water rose. 2. It fell.", &["1. Water rose.", "2.", "It fell."]);
        check("en", "2031. A bad year. 12.", &["2031.", "A bad year.", "12."]);
        check("en", "12.", &["12."]);
    }

    #[test]
    fn what_closes_a_sentence_behind_a_blank() {
        check("fr", "Il dit: \" Je sors. \" Puis rien.", &["Il dit: \" Je sors. \"", "Puis rien."]);
        check("en", "He left. \"We stay. Here.\" So.", &["He left.", "\"We stay.", "Here.\"", "So."]);
        check("en", "It rose. [12] It fell. [3, 5–7] No.", &["It rose. [12]", "It fell. [3, 5–7]", "No."]);
        check("en", "It rose. [Laughter] It fell. [1]", &["It rose.", "[Laughter] It fell. [1]"]);
    }

    #[test]
    fn questions_that_end_no_sentence() {
        check("en", "See https://x.org/a?b=1 and go. Yes.", &["See https://x.org/a?b=1 and go.", "Yes."]);
        check("en", "\u{201c}Is it?\u{201d} asked Venn. No.", &["\u{201c}Is it?\u{201d} asked Venn.", "No."]);
        check("en", "\"Is it?\" He left. Why?no.", &["\"Is it?\"", "He left.", "Why?", "no."]);
        check("en", "Did it rise?/Did it fall? No.", &["Did it rise?/Did it fall?", "No."]);
        check(
            "en",
            "At 10 a.m. ET MR. VENN left at 5 p.m. Tuesday was cold.",
            &["At 10 a.m. ET MR. VENN left at 5 p.m.", "Tuesday was cold."],
        );
    }

    #[test]
    fn sentences_that_are_written_together() {
        check("en", "They won.Nobody knew.", &["They won.", "Nobody knew."]);
        check("en", "It is Mr.Venn of example.org here.", &["It is Mr.Venn of example.org here."]);
        check("de", "Er kam.Sie ging. Aus.", &["Er kam.", "Sie ging.", "Aus."]);
    }

    #[test]
    fn greek_asks_with_semicolons() {
        check("el", "Πού είναι; Εδώ.", &["Πού είναι;", "Εδώ."]);
        check("en", "It is here; There it was.", &["It is here; There it was."]);
    }
}
