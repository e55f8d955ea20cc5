//! The page's own lines: widgets, requests, links to other pages, by phrases in the language of the text.
//!
//! A phrase alone decides nothing in the middle of a text, where headlines and cross-heads stand that begin alike. It counts before the
//! first and after the last paragraph, beside another line of the page, and where it comes again; elsewhere only if no turn holds it,
//! and it is one that no headline could be.

use std::{collections::HashMap, sync::LazyLock};

use foldhash::fast::FixedState;
use textmill_corpus::{SegmentKind::Boilerplate, SegmentRule::KnownPhrase};

use super::{
    Labels,
    blocks::Block,
    line::{ends_like_a_sentence, has_at_most_words},
};
use crate::phrases::{Beginnings, FirstWords, Languages, Section, Speech, languages_of};

/// A line of the page is at most so long.
const LONGEST: usize = 300;
/// A whole line is at most so long.
const LONGEST_LINE: usize = 80;

/// What a line of the page is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phrase {
    /// The whole line is one word.
    Word,
    /// The whole line.
    Line,
    /// Its beginning, after which anything may follow.
    Opening,
}

/// How the lines of the page begin.
static OPENINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(Section::PageOpenings));

/// The first words of all such lines.
static FIRST_WORDS: LazyLock<FirstWords> =
    LazyLock::new(|| FirstWords::of(&[Section::PageLines, Section::PageOpenings]));

fn phrase(text: &str, speech: &Speech<'_>) -> Option<Phrase> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let bare = text.trim_start_matches(|character: char| !character.is_alphabetic() && character != '©');
    if !FIRST_WORDS.begin(bare.trim_end_matches(['.', '!', '…', '»', '>'])) && !FIRST_WORDS.begin(text) {
        return is_copyright(text).then_some(Phrase::Opening);
    }
    if text.len() <= LONGEST_LINE && is_whole_line(text, Section::PageLines, speech) {
        return Some(if text.contains([' ', '\u{A0}']) { Phrase::Line } else { Phrase::Word });
    }
    begins_like_the_page(text, speech).then_some(Phrase::Opening)
}

/// Whether a whole line is a phrase of a section; signs and a number around it do not count: `Comments (12)`.
pub(super) fn is_whole_line(text: &str, section: Section, speech: &Speech<'_>) -> bool {
    let is_around = |character: char| !character.is_alphabetic();
    let bare = text.trim_matches(is_around);
    if bare.is_empty() || !has_at_most_words(bare, 8) {
        return false;
    }
    let lower = bare.to_lowercase();
    let known = languages_of(section, &lower);
    known != Languages::default() && speech.languages().share_one(known)
}

fn begins_like_the_page(text: &str, speech: &Speech<'_>) -> bool {
    let languages = OPENINGS.of_line(text);
    languages != Languages::default() && speech.languages().share_one(languages) || is_copyright(text)
}

/// `Copyright 2031 The Aske Courier`
fn is_copyright(text: &str) -> bool {
    let rest = text.strip_prefix("Copyright").or_else(|| text.strip_prefix("COPYRIGHT"));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start_matches([' ', '©', '(', 'c', 'C', ')', ':']);
        rest.len() >= 4
            && rest.as_bytes().iter().take(4).all(u8::is_ascii_digit)
            && !ends_like_a_question(text)
    })
}

fn ends_like_a_question(text: &str) -> bool {
    text.ends_with(['?', '!'])
}

/// How people are asked to support a page, before its name: `Support Tidewatch`.
const REQUESTS: &[&str] = &[
    "support",
    "follow",
    "join",
    "unterstützen",
    "unterstütze",
    "soutenez",
    "suivez",
    "apoya",
    "apoye",
    "sigue",
    "sostieni",
    "segui",
    "apoie",
    "siga",
    "поддержите",
    "поддержи",
    "steun",
    "volg",
    "wesprzyj",
    "stöd",
    "støt",
];

/// A request to support a page: one such word, and a name of one or two.
fn asks_for_support(text: &str) -> bool {
    if text.len() > 40 || ends_like_a_sentence(text) {
        return false;
    }
    let mut words = text.split([' ', '\u{A0}']);
    let is_request = words.next().is_some_and(|first| REQUESTS.contains(&first.to_lowercase().as_str()));
    let is_name =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphanumeric);
    let names: Vec<&str> = words.take(3).collect();
    is_request && (1..=2).contains(&names.len()) && names.iter().all(|word| is_name(word))
}

/// A paragraph has at least so many bytes.
const PARAGRAPH_BYTES: usize = 40;

/// Whether a block reads like a paragraph of the text.
fn is_paragraph(block: &Block<'_>) -> bool {
    block.text.len() >= PARAGRAPH_BYTES && ends_like_a_sentence(block.text)
}

/// Labels the lines of the page before the first and after the last paragraph, beside others, and those that come again.
pub(super) fn label(speech: &Speech<'_>, blocks: &[Block<'_>], labels: &mut Labels<'_>) -> PageLines {
    let open = |place: usize| labels.labels[place].is_unknown();
    let phrases: Vec<Option<Phrase>> =
        (0..blocks.len()).map(|place| open(place).then(|| phrase(blocks[place].text, speech))?).collect();
    let requests =
        |place: usize| phrases[place].is_some() || open(place) && asks_for_support(blocks[place].text);
    let is_of_the_text = |place: &usize| is_paragraph(&blocks[*place]) && phrases[*place].is_none();
    let first = (0..blocks.len()).find(is_of_the_text).unwrap_or(blocks.len());
    let last = (0..blocks.len()).rfind(is_of_the_text).unwrap_or(0);
    let is_of_the_page = |place: usize| phrases[place].is_some() || labels.labels[place].is(Boilerplate);
    let mut counts: HashMap<&str, usize, FixedState> = HashMap::default();
    for (block, _) in blocks.iter().zip(&phrases).filter(|(_, phrase)| phrase.is_some()) {
        *counts.entry(block.text).or_default() += 1;
    }
    let comes_again = |place: usize| counts.get(blocks[place].text).is_some_and(|&count| count >= 2);
    let found: Vec<usize> = (0..blocks.len())
        .filter(|&place| requests(place))
        .filter(|&place| {
            let is_beside = place > 0 && is_of_the_page(place - 1)
                || place + 1 < blocks.len() && is_of_the_page(place + 1);
            place < first || place > last || is_beside || comes_again(place)
        })
        .collect();
    for place in found {
        labels.labels[place].set(Boilerplate, KnownPhrase);
    }
    PageLines(phrases)
}

/// What the lines of a text could be of the page.
pub(super) struct PageLines(Vec<Option<Phrase>>);

/// Words for advertisements, which stand alone between paragraphs.
const ADVERTISEMENTS: &[&str] = &[
    "advertisement",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "pubblicità",
    "publicidade",
    "advertentie",
    "annons",
    "annonce",
    "annonse",
    "reklama",
    "реклама",
    "reklam",
];

/// Labels lines of the page that stand alone between paragraphs, outside turns.
pub(super) fn label_alone(PageLines(phrases): &PageLines, blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    for ((block, label), phrase) in blocks.iter().zip(&mut labels.labels).zip(phrases) {
        if !label.is_unknown() || label.turn.is_some() {
            continue;
        }
        let is_of_the_page = match phrase {
            Some(Phrase::Opening | Phrase::Line) => true,
            Some(Phrase::Word) => ADVERTISEMENTS.contains(&block.text.to_lowercase().as_str()),
            None => false,
        };
        if is_of_the_page {
            label.set(Boilerplate, KnownPhrase);
        }
    }
}
