//! Lines of the page rather than of the text: addresses, dates, credits, captions, widgets, requests, links to other pages.

use std::{borrow::Cow, sync::LazyLock};

use textmill_corpus::{
    SegmentKind::{self, Boilerplate, Byline, Caption, Date, Quotation, Source, StageDirection},
    SegmentRule as Rule,
};

use super::{
    Labels,
    blocks::Block,
    line::{
        begins_with_any, ends_like_a_sentence, has_at_most_words, has_digit, is_date, rest_after_any,
        trimmed_start,
    },
    stage_directions::{group_length, says_what_happens},
};
use crate::{
    markup::{CAPTION_MARK, FOOTNOTE_MARK, PAGE_MARK},
    phrases::{Beginnings, FirstWords, Languages, Section, Speech},
};

/// So many bytes at the most has a line of the page.
const LONGEST: usize = 300;
/// Credits stand in the first or the last blocks.
const HEAD: usize = 12;
const TAIL: usize = 6;

/// Labels the lines that are known by themselves.
pub(super) fn label(speech: &Speech<'_>, blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    let count = blocks.len();
    for (place, (block, label)) in blocks.iter().zip(&mut labels.labels).enumerate() {
        let is_at_an_end = place < HEAD || place + TAIL >= count;
        if block.is_page_head {
            label.set(Boilerplate, Rule::RunningHead);
        } else if let Some((mark, kind, rule)) = MARKS.iter().find(|(mark, ..)| block.text.starts_with(mark))
        {
            label.prefix = Some((mark.len(), SegmentKind::Label, *rule));
            label.set(*kind, *rule);
        } else if let Some((kind, rule)) = known_line(block.text, block.colon, is_at_an_end, speech) {
            label.set(kind, rule);
        }
    }
}

/// What the readers of markup put before blocks that are not the text proper.
const MARKS: &[(&str, SegmentKind, Rule)] = &[
    (FOOTNOTE_MARK, SegmentKind::Footnote, Rule::FootnoteMark),
    (CAPTION_MARK, Caption, Rule::PageMarkup),
    (PAGE_MARK, Boilerplate, Rule::PageMarkup),
];

/// What a line is, if it is known by itself; `colon` is the place of its first one.
fn known_line(
    text: &str,
    colon: Option<usize>,
    is_at_an_end: bool,
    speech: &Speech<'_>,
) -> Option<(SegmentKind, Rule)> {
    if text.len() > LONGEST || text.is_empty() {
        return None;
    }
    let colon = colon.filter(|&colon| colon <= LONGEST_NAME);
    let known =
        if begins_like_any(text) && colon.is_none() { None } else { known_anywhere(text, colon, speech) };
    known
        .or_else(|| is_sure_credit(text).then_some((Caption, Rule::PictureCredit)))
        .or_else(|| is_at_an_end.then(|| known_credit(text))?)
}

/// So many bytes at the most name what follows a colon.
const LONGEST_NAME: usize = 30;

/// What is known wherever it stands; `colon` is the place of a colon so early that what stands before it may name what follows.
fn known_anywhere(text: &str, colon: Option<usize>, speech: &Speech<'_>) -> Option<(SegmentKind, Rule)> {
    if is_quotation(text) {
        Some((Quotation, Rule::QuotationMark))
    } else if is_running_head(text) {
        Some((Boilerplate, Rule::RunningHead))
    } else if ends_a_transcript(text) {
        Some((Boilerplate, Rule::EndOfTranscript))
    } else if is_address(text, colon) {
        Some((Source, Rule::AddressLine))
    } else if is_numeric_date(text) {
        Some((Date, Rule::DateLine))
    } else {
        known_mark(text, speech)
    }
}

/// Whether a line begins like most lines do: with a letter that begins nothing known.
#[inline]
fn begins_like_any(text: &str) -> bool {
    let first = text.as_bytes().first();
    first.is_some_and(|first| {
        first.is_ascii_alphabetic() && !matches!(first, b'E' | b'e' | b'M' | b'm' | b'h' | b'w')
    })
}

/// What is known by its signs.
fn known_mark(text: &str, speech: &Speech<'_>) -> Option<(SegmentKind, Rule)> {
    if has_no_letters(text) {
        return Some((Boilerplate, Rule::NoLetters));
    }
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let inside = inside.or_else(|| text.strip_prefix('(')?.strip_suffix(')'))?;
    // `[Applause] Thank you. [Applause]` begins and ends with brackets too.
    if group_length(text) != Some(text.len()) {
        return None;
    }
    if says_what_happens(inside, speech) {
        Some((StageDirection, Rule::Brackets))
    } else if inside.contains(['[', ']', '(', ')']) {
        None
    } else if is_picture_credit(inside) {
        Some((Caption, Rule::PictureCredit))
    } else if is_agencies(inside) {
        Some((Byline, Rule::AgenciesInBrackets))
    } else {
        (has_at_most_words(inside, 5) && !ends_like_a_sentence(inside))
            .then_some((StageDirection, Rule::Brackets))
    }
}

/// What is known in the first and last blocks only.
fn known_credit(text: &str) -> Option<(SegmentKind, Rule)> {
    if asks_for_donations(text) {
        Some((Boilerplate, Rule::Donations))
    } else if is_date_line(text) {
        Some((Date, Rule::DateLine))
    } else if is_picture_credit(text) || text.ends_with(')') && has_picture_credit(text) {
        Some((Caption, Rule::PictureCredit))
    } else {
        is_byline(text).then_some((Byline, Rule::CreditLine))
    }
}

/// `> So she wrote`, as in mails.
fn is_quotation(text: &str) -> bool {
    text.strip_prefix("> ")
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_uppercase() || "“\"«>".contains(first)))
}

/// An address, alone or after one or two words and a colon.
fn is_address(text: &str, colon: Option<usize>) -> bool {
    let is_one = |text: &str| {
        (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))
            && !text.contains(char::is_whitespace)
    };
    is_one(text)
        || colon.is_some_and(|colon| {
            is_one(trimmed_start(&text[colon + 1..])) && has_at_most_words(&text[..colon], 2)
        })
}

/// `E&OE`, `( more)`: how official transcripts say that they may err, that a page goes on.
fn is_running_head(text: &str) -> bool {
    let first = text.bytes().find(u8::is_ascii_alphanumeric);
    if text.len() > 40 || !matches!(first, Some(b'E' | b'e' | b'M' | b'm')) {
        return false;
    }
    let letters = letters_of(text);
    let rest = letters.strip_prefix("E&OE").or_else(|| letters.strip_prefix("E&EO"));
    let is_proviso = rest.is_some_and(|rest| ["", "PROOFONLY", "PROOFCOPY", "PROOF", "COPY"].contains(&rest));
    is_proviso || ["MORE", "more"].contains(&letters.as_str()) && !text.ends_with(['?', '!'])
}

/// `ENDS`, `END  1:40 P.M. EST`: the end of a transcript, perhaps with the time.
fn ends_a_transcript(text: &str) -> bool {
    let first = text.bytes().find(u8::is_ascii_alphanumeric);
    if text.len() > 60 || !matches!(first, Some(b'E' | b'e')) || text.ends_with(['?', '!']) {
        return false;
    }
    let letters = letters_of(text);
    let rest = ["ENDS", "Ends", "ends", "ENDE", "END"].iter().find_map(|word| letters.strip_prefix(word));
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.len() <= 12 && rest.starts_with(|first: char| first.is_ascii_digit())
    })
}

fn letters_of(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric() || *character == '&').collect()
}

fn asks_for_donations(text: &str) -> bool {
    // A sign that few lines hold is found faster than a word.
    let has = |sign, phrase: &str| memchr::memchr(sign, text.as_bytes()).is_some() && text.contains(phrase);
    has(b'(', "501(c)")
        || has(b'x', "tax") && ["tax deductible", "tax-deductible"].iter().any(|tax| text.contains(tax))
}

/// Figures and signs alone: counters, page numbers, rows of dots. A time of day is none of them.
fn has_no_letters(text: &str) -> bool {
    text.len() <= 60 && !text.contains(char::is_alphabetic) && super::entries::announced(text).is_none()
}

fn is_date_line(text: &str) -> bool {
    const STAMPS: &[&str] = &[
        "Submitted on ",
        "Published on ",
        "Published ",
        "Updated ",
        "Last updated",
        "Posted on ",
        "First published ",
    ];
    if !has_digit(text) {
        return false;
    }
    // Blanks may be many, and of two or three bytes each.
    let text = match text.len() {
        ..=80 => Cow::Borrowed(text),
        _ if text.contains("  ") || text.contains(|one: char| !one.is_ascii() && one.is_whitespace()) => {
            Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        _ => return false,
    };
    text.len() <= 80 && (begins_with_any(&text, STAMPS) && !ends_like_a_sentence(&text) || is_date(&text))
}

/// `18.01.2024`, `2024-01-18`, `18/1/24`, perhaps with a time.
fn is_numeric_date(text: &str) -> bool {
    if text.len() > 30 || !text.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    let day = text.split([' ', '\u{A0}', ',']).next().unwrap_or_default();
    let rest = &text[day.len()..];
    let numbers: Vec<&str> = day.split(['.', '-', '/']).collect();
    let is_number =
        |number: &&str| matches!(number.len(), 1 | 2 | 4) && number.bytes().all(|byte| byte.is_ascii_digit());
    numbers.len() == 3 && numbers.iter().all(is_number) && !rest.contains(char::is_alphabetic)
}

/// What pictures are called.
static PICTURES: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(Section::PictureCredits));

/// The first words of what pictures are called, which few lines begin with.
static PICTURE_WORDS: LazyLock<FirstWords> = LazyLock::new(|| FirstWords::of(&[Section::PictureCredits]));

/// `Photo: …`, `Photographs by …`, `Image courtesy of …`: a word for a picture, and a sign that somebody is named for it.
fn is_picture_credit(text: &str) -> bool {
    const SIGNS: &[&str] = &[":", " by ", "©", " courtesy"];
    // `AP Photo/A. Reed`
    let before_stroke = text.split_once('/').and_then(|(agency, _)| agency.rsplit_once(' '));
    if before_stroke.is_some_and(|(agency, word)| !agency.contains(' ') && PICTURE_WORDS.begin(word)) {
        return has_at_most_words(text, 8);
    }
    let first = text.split([' ', ':', '\u{A0}']).next().unwrap_or_default();
    if !PICTURE_WORDS.begin(first) && !PICTURE_WORDS.begin(first.trim_end_matches('s')) {
        return text.starts_with('©') && has_at_most_words(text, 12);
    }
    let head = &text[..text.floor_char_boundary(40)];
    let names_picture = |word: &str| {
        let word = word.trim_end();
        [word, word.trim_end_matches('s')]
            .into_iter()
            .any(|word| PICTURES.of_line(word) != Languages::default())
            && has_at_most_words(word, 3)
    };
    SIGNS.iter().any(|sign| head.split_once(sign).is_some_and(|(word, _)| names_picture(word)))
}

/// What is a picture's credit wherever it stands: `Image 1 of 5`, `Image copyright Agency`, `At the dam. Photograph: A. Reed/Agency`.
fn is_sure_credit(text: &str) -> bool {
    let mut words = text.split([' ', '\u{A0}']);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_number =
        |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_of_picture = match second {
        "copyright" | "source" | "caption" => true,
        _ => {
            is_number(Some(second))
                && words.next().is_some()
                && is_number(words.next())
                && words.next().is_none()
        }
    };
    if is_of_picture && !second.is_empty() && PICTURE_WORDS.begin(first) {
        return has_at_most_words(text, 12) && !ends_like_a_sentence(text);
    }
    let after_sentence = || text.rsplit_once(". ").map(|(_, credit)| credit);
    memchr::memrchr(b':', text.as_bytes()).is_some()
        && after_sentence().is_some_and(|credit| {
            let (word, name) = credit.split_once(':').unwrap_or_default();
            !word.contains(' ')
                && PICTURE_WORDS.begin(word)
                && has_at_most_words(name, 6)
                && !ends_like_a_sentence(name)
        })
}

/// A line that ends with the picture's credit in brackets: `The minister. (Photo: Agency)`.
fn has_picture_credit(text: &str) -> bool {
    text.rsplit_once('(').is_some_and(|(_, credit)| is_picture_credit(credit))
}

/// `PC, RT`, `Reuters`: several names in capitals, or known ones.
fn is_agencies(inside: &str) -> bool {
    const AGENCIES: &[&str] = &[
        "AFP",
        "ANSA",
        "AP",
        "DPA",
        "EFE",
        "RT",
        "TASS",
        "Reuters",
        "Agencies",
        "Interfax",
        "Anadolu",
        "Xinhua",
        "Agenturen",
        "Agences",
        "Agencias",
        "dpa",
        "ТАСС",
        "РИА Новости",
    ];
    let parts: Vec<&str> = inside.split([',', '/', '&']).map(str::trim).collect();
    let is_short =
        |part: &&str| (2..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_agency = |part: &&str| AGENCIES.contains(part) || parts.len() > 1 && is_short(part);
    parts.len() <= 5 && parts.iter().all(is_agency)
}

/// `By Edda Brandt`, `Von …`, `Text: …`: a few words that end like no sentence.
fn is_byline(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "By ",
        "Von ",
        "Par ",
        "Por ",
        "Text: ",
        "Written by ",
        "Author: ",
        "Autor: ",
        "Auteur : ",
        "Автор: ",
        "Source: ",
    ];
    let rest = rest_after_any(text, STARTS);
    rest.is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase) && names_somebody(rest))
        && has_at_most_words(text, 9)
        && !ends_like_a_sentence(text)
        && !text.ends_with(',')
}

/// The most words of a byline that are no names: `and staff in`.
const SMALL_WORDS: usize = 3;

/// Whether words are names, in their greater part: `By Edda Brandt and staff`, but not `By Sunday the river will crest`.
fn names_somebody(text: &str) -> bool {
    let words = || text.split_whitespace();
    let small = words().filter(|word| word.starts_with(char::is_lowercase)).count();
    small <= SMALL_WORDS && small * 2 <= words().count()
}

#[cfg(test)]
mod tests {
    use textmill_corpus::{SegmentKind, SegmentRule};

    use super::known_line;
    use crate::phrases::Speech;

    #[track_caller]
    fn check(text: &str, kind: SegmentKind, rule: SegmentRule) {
        let speech = Speech::new(text);
        assert_eq!(known_line(text, text.find(':'), true, &speech), Some((kind, rule)), "{text}");
    }

    #[test]
    fn lines_of_the_page() {
        use SegmentKind::{Boilerplate, Byline, Caption, Date, Quotation, Source, StageDirection};
        check("Source URL: https://ministry.example/en/node/1", Source, SegmentRule::AddressLine);
        check("https://ministry.example", Source, SegmentRule::AddressLine);
        check("E&OE..................", Boilerplate, SegmentRule::RunningHead);
        check("E & O E PROOF ONLY", Boilerplate, SegmentRule::RunningHead);
        check("ENDS", Boilerplate, SegmentRule::EndOfTranscript);
        check("END                1:40 P.M. EST", Boilerplate, SegmentRule::EndOfTranscript);
        check("2,500 $", Boilerplate, SegmentRule::NoLetters);
        check("+ -", Boilerplate, SegmentRule::NoLetters);
        check(
            "(We are a 501(c)3 organization, so gifts are tax deductible.)",
            Boilerplate,
            SegmentRule::Donations,
        );
        check("Submitted on 2031-03-17 10:03:12", Date, SegmentRule::DateLine);
        check("18 January 2031", Date, SegmentRule::DateLine);
        check("18.01.2031", Date, SegmentRule::DateLine);
        check(
            "The minister at the lock. (Photo: Ministry, via an archive)",
            Caption,
            SegmentRule::PictureCredit,
        );
        check("(Photo: A. Reed)", Caption, SegmentRule::PictureCredit);
        check("(AP Photo/Anton Reed)", Caption, SegmentRule::PictureCredit);
        check("Image 1 of 5", Caption, SegmentRule::PictureCredit);
        check("Image copyright Reuters", Caption, SegmentRule::PictureCredit);
        check("The minister at the lock. Photograph: Anton Reed/Agency", Caption, SegmentRule::PictureCredit);
        check("(PC, RT)", Byline, SegmentRule::AgenciesInBrackets);
        check("By Edda Brandt and staff", Byline, SegmentRule::CreditLine);
        check("[Applause]", StageDirection, SegmentRule::Brackets);
        check("(LAUGHTER)", StageDirection, SegmentRule::Brackets);
        check("> So she wrote", Quotation, SegmentRule::QuotationMark);
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in [
            "Support for the plan fell last year.",
            "Read more and you will see.",
            "By the way, she left.",
            "By 2031 the river had moved",
            "See https://ministry.example for the text of it",
            "(He left.)",
            "May the best win",
            "[Applause] Now we go on with the plan. [Applause]",
            "(Applause.) The dam is closed. (Laughter.)",
            "Share of the harvest by district and by year in the valley",
            "10:43 GMT",
            "Photographs of the lock hang in her room",
            "Image 1 was lost",
            "Picture source material for the exhibition was found.",
            "The minister left. Photo: that is what she asked for, and she got it.",
            "The minister (left) spoke first.",
            "It ends",
            "Ends?",
        ] {
            assert_eq!(known_line(text, text.find(':'), true, &Speech::new(text)), None, "{text}");
        }
        let speech = Speech::new("");
        assert_eq!(known_line("By Edda Brandt", None, false, &speech), None, "in the middle of a text");
    }
}
