//! How a transcript announces its speakers: `Name:` at the beginning of a line, and what stands for it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

use foldhash::fast::FixedState;

use super::{
    Labels,
    blocks::Block,
    line::{has_at_most_words, has_digit},
    speakers::{NamePart, office, part},
};

/// `Name:` at the beginning of a block, perhaps after a time: `[02:50:05] NAME:`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Announcement<'a> {
    /// The name, as printed.
    pub(super) name: &'a str,
    /// The bytes of the block up to the end of the colon.
    pub(super) length: usize,
    /// The time, as printed.
    pub(super) time: Option<&'a str>,
}

impl Announcement<'_> {
    /// Whether it has no sign after the name.
    fn is_alone(&self) -> bool {
        self.length == self.name.len()
    }
}

/// A name that stands alone on so many lines is announced by them.
const RECURRING: usize = 3;

/// The announcements of the blocks that no rule knows yet: those with a colon, and those without one where the text shows that it
/// means them.
pub(super) fn announcements<'a>(blocks: &[Block<'a>], labels: &Labels<'_>) -> Vec<Option<Announcement<'a>>> {
    let unknown =
        || blocks.iter().zip(&labels.labels).map(|(block, label)| label.is_unknown().then_some(block));
    let mut found: Vec<Option<Announcement<'a>>> = unknown().map(|block| block?.announced).collect();
    let could_be_bare =
        |block: &Block<'a>| block.announced.is_none().then(|| bare_announcement(block.text))?;
    let bare = unknown().enumerate().filter_map(|(place, block)| Some((place, could_be_bare(block?)?)));
    let bare: Vec<(usize, Announcement<'a>)> = bare.collect();
    if bare.is_empty() {
        return found;
    }
    let takes_turns = alternates(&bare);
    let known: BTreeSet<&str> = count_names(found.iter().flatten()).into_keys().map(voice).collect();
    // A name alone on a line may be a running head; one that comes again and again is none.
    let mut alone: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, bare) in bare.iter().filter(|(_, bare)| bare.is_alone()) {
        *alone.entry(bare.name).or_default() += 1;
    }
    let recurs = |name: &str| alone.get(name).is_some_and(|&count| count >= RECURRING);
    let is_meant = |bare: &Announcement<'_>| {
        takes_turns
            || known.contains(voice(bare.name)) && bare.name != "A" && (!bare.is_alone() || recurs(bare.name))
    };
    for (place, bare) in bare.into_iter().filter(|(_, bare)| is_meant(bare)) {
        found[place] = Some(bare);
    }
    found
}

/// How often each name is announced, in no order: a text has few names and many announcements.
pub(super) fn count_names<'a: 'b, 'b>(
    announcements: impl Iterator<Item = &'b Announcement<'a>>,
) -> HashMap<&'a str, usize, FixedState> {
    let mut counts: HashMap<&str, usize, FixedState> = HashMap::default();
    for announcement in announcements {
        *counts.entry(announcement.name).or_default() += 1;
    }
    counts
}

/// What stands for a name where only its part counts: all who ask are one, `PM` and `PRIME MINISTER` are one.
fn voice(name: &str) -> &str {
    match part(name) {
        NamePart::Questioner => "Q",
        NamePart::Answerer => "A",
        NamePart::Office if office(name) == "PRIME MINISTER" => "PM",
        _ => name,
    }
}

/// Whether announcements without a colon are a conversation: two questions and two of somebody else at least, and two thirds of
/// them by somebody else than the one before.
fn alternates(bare: &[(usize, Announcement<'_>)]) -> bool {
    let voices: Vec<&str> = bare.iter().map(|(_, announcement)| voice(announcement.name)).collect();
    let questions = voices.iter().filter(|&&voice| voice == "Q").count();
    let changes = voices.windows(2).filter(|pair| pair[0] != pair[1]).count();
    questions >= 2 && voices.len() >= questions + 2 && changes * 3 >= (voices.len() - 1) * 2
}

/// Names that may be announced without a colon, with a full stop or a blank instead (`Q. Why?`), before the longer ones that begin
/// like them.
const BARE_NAMES: &[&str] =
    &["QUESTION", "Question", "PRIME MINISTER", "Prime Minister", "P. M", "P.M", "PM", "Q", "A"];

/// `Q. Why?`, `Q Why?`, `PM. Because`, or `PRIME MINISTER` alone on its line.
#[inline]
fn bare_announcement(text: &str) -> Option<Announcement<'_>> {
    if matches!(text.as_bytes(), [b'A' | b'P' | b'Q', ..]) { read_bare_announcement(text) } else { None }
}

fn read_bare_announcement(text: &str) -> Option<Announcement<'_>> {
    let name = BARE_NAMES.iter().find(|name| text.starts_with(**name))?;
    let rest = &text[name.len()..];
    let said = rest.trim_start_matches(['.', ',', '*', ';', '-']).trim_start();
    let is_alone = said.is_empty() && name.len() > 2;
    let marks = rest.len() - rest.trim_start_matches(['.', ',', '*', ';']).len();
    let is_parted = marks > 0
        || rest.starts_with([' ', '-']) && !["A", "Prime Minister", "PRIME MINISTER"].contains(name);
    let speaks = said.starts_with(|first: char| first.is_uppercase() || "\"“'‘(".contains(first));
    (is_alone || is_parted && speaks).then(|| Announcement {
        name: &text[..name.len()],
        length: text.len() - said.len(),
        time: None,
    })
}

/// Cuts blocks where an announcement stands in the middle of a line, after the end of a sentence, as where two lines ran into one:
/// those are cut whose names the text announces at least twice at the beginnings of lines, or once, if they say who asks.
pub(super) fn split_at_announcements<'a>(text: &'a str, blocks: Vec<Block<'a>>) -> Vec<Block<'a>> {
    let names: BTreeSet<&str> = count_names(blocks.iter().filter_map(|block| block.announced.as_ref()))
        .into_iter()
        .filter(|&(name, count)| count >= 2 || part(name) == NamePart::Questioner)
        .map(|(name, _)| name)
        .collect();
    let mut places = Vec::new();
    if !names.is_empty() {
        for (place, block) in blocks.iter().enumerate().filter(|(_, block)| block.colon.is_some()) {
            places.extend(cuts(block, &names).into_iter().map(|cut| (place, block.text_start() + cut)));
        }
    }
    if places.is_empty() { blocks } else { cut_at(text, blocks, &places) }
}

/// Cuts blocks at places of the text, of which each stands with the number of its block.
fn cut_at<'a>(text: &'a str, blocks: Vec<Block<'a>>, places: &[(usize, usize)]) -> Vec<Block<'a>> {
    let mut cut = Vec::with_capacity(blocks.len() + places.len());
    let mut places = places.iter().peekable();
    for (number, block) in blocks.into_iter().enumerate() {
        let mut start = block.range.start;
        while let Some((_, place)) = places.next_if(|(of, _)| *of == number) {
            cut.push(Block::new(text, start..*place));
            start = *place;
        }
        cut.push(if start == block.range.start { block } else { Block::new(text, start..block.range.end) });
    }
    cut
}

/// Where the name begins with which a text ends, if it is one of some: the longest that is.
fn name_before(text: &str, names: &BTreeSet<&str>) -> Option<usize> {
    let from = text.floor_char_boundary(text.len().saturating_sub(NAME_BYTES));
    let starts = text[from..].match_indices([' ', '.', '?', '!', ')', '"', '\n']);
    starts.map(|(place, mark)| from + place + mark.len()).find(|&start| names.contains(&text[start..]))
}

/// How sentences end before an announcement in the middle of a line.
const ENDS: [char; 4] = ['.', '?', '!', '…'];

/// Whether the end of a sentence may stand so near the end of a text that only a name follows it, and signs that are no part of either.
fn may_end_a_sentence_before_a_name(text: &str) -> bool {
    let from = text.len().saturating_sub(2 * NAME_BYTES);
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    // Signs at the beginning may be the last of many.
    let goes_on = from > 0 && bytes.first().is_some_and(|first| !first.is_ascii_alphanumeric());
    // Without a way out in the middle, the compiler looks at many bytes at a time; the first byte of `…` is enough.
    let is_end = |byte: u8| matches!(byte, b'.' | b'?' | b'!' | 0xE2);
    goes_on || bytes.iter().fold(false, |found, byte| found | is_end(*byte))
}

/// Where announcements begin in the middle of a block.
fn cuts(block: &Block<'_>, names: &BTreeSet<&str>) -> Vec<usize> {
    let text = block.text;
    let mut cuts = Vec::new();
    // What reads like one announcement may be a word and the next one (`Yes. CALLER:`), if it holds the end of a sentence.
    let own = block.announced.filter(|own| !own.name.contains(ENDS)).map_or(0, |own| own.length);
    for colon in memchr::memchr_iter(b':', &text.as_bytes()[own..]).map(|colon| own + colon) {
        let is_parted = text[colon + 1..].chars().next().is_none_or(char::is_whitespace);
        if !is_parted {
            continue;
        }
        let before = text[..colon].trim_end();
        if !may_end_a_sentence_before_a_name(before) {
            continue;
        }
        let Some(start) = name_before(before, names) else { continue };
        let sentence = text[..start].trim_end_matches(['"', '”', '’', ')', ' ']);
        let after_abbreviation =
            sentence.rsplit([' ', '\n']).next().is_some_and(|word| part(word) == NamePart::Office);
        if sentence.ends_with(ENDS) && !after_abbreviation {
            cuts.push(start);
        }
    }
    cuts
}

/// The longest name, with its titles, in words and in bytes.
const NAME_WORDS: usize = 9;
const NAME_BYTES: usize = 120;
/// A name of that length, and the spaces that may stand before its colon.
const LONGEST_ANNOUNCEMENT: usize = NAME_BYTES + 8;
/// What stands before a colon and is nobody's name, in lower case.
const NO_NAMES: &[&str] = &[
    "address",
    "cc",
    "contact",
    "correction",
    "date",
    "email",
    "from",
    "image",
    "media",
    "more",
    "note",
    "photo",
    "photos",
    "photograph",
    "photographs",
    "picture",
    "place",
    "ps",
    "published",
    "re",
    "related",
    "see also",
    "source",
    "sources",
    "subject",
    "tags",
    "tel",
    "time",
    "to",
    "topics",
    "update",
    "updated",
    "via",
    "video",
    "warning",
    "web",
];
/// Words of a name that need no capital.
const SMALL_WORDS: &[&str] = &[
    "of", "for", "the", "and", "de", "del", "der", "des", "di", "du", "da", "la", "le", "al", "ibn", "bin",
    "van", "von", "et",
];

/// Reads a name and a colon: words with capitals, without digits, quotation marks or the end of a sentence. After a time in
/// brackets the line may end without a colon. `colon` is the place of the first one of the text.
#[inline]
pub(super) fn announcement(text: &str, colon: Option<usize>) -> Option<Announcement<'_>> {
    // Most lines have no colon, or have it too late.
    let may_announce =
        colon.is_some_and(|colon| colon < LONGEST_ANNOUNCEMENT) || text.starts_with(['[', '(']);
    if may_announce { read_announcement(text, colon) } else { None }
}

fn read_announcement(text: &str, colon: Option<usize>) -> Option<Announcement<'_>> {
    let time = time_in_brackets(text);
    let colon = match time {
        // There are colons in the time.
        Some((start, _)) => memchr::memchr(b':', &text.as_bytes()[start..]).map(|colon| start + colon),
        None => colon,
    };
    let start = time.map_or(0, |time| time.0);
    let colon = colon.filter(|colon| colon - start < LONGEST_ANNOUNCEMENT);
    let (name, rest, length) = match (colon, time) {
        (Some(colon), _) => {
            let rest = text[colon + 1..].trim_start_matches(':');
            (text[start..colon].trim_end(), rest, text.len() - rest.len())
        }
        (None, Some(_)) => (text[start..].trim_end(), "", text.len()),
        (None, None) => return None,
    };
    let is_address = rest.trim_start().starts_with("http");
    let is_parted = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_parted && is_name(name) && !is_address).then_some(Announcement {
        name,
        length,
        time: time.map(|time| time.1),
    })
}

/// `[02:50:05] ` or `(2:50) ` at the beginning: its length and the time.
fn time_in_brackets(text: &str) -> Option<(usize, &str)> {
    let inside = text.strip_prefix(['[', '('])?;
    let end = inside.find([']', ')'])?;
    let time = &inside[..end];
    let is_time = (4..=8).contains(&time.len())
        && time.contains(':')
        && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let rest = inside[end + 1..].trim_start();
    (is_time && !rest.is_empty()).then(|| (text.len() - rest.len(), time))
}

fn is_name(name: &str) -> bool {
    if name.len() > NAME_BYTES || name.is_empty() {
        return false;
    }
    if name.starts_with('(') || has_figure(name) {
        // `(inaudible)`, `JOURNALIST 2`, but not `Article 3`.
        return matches!(part(name), NamePart::Nobody | NamePart::Questioner | NamePart::Answerer);
    }
    name.starts_with(char::is_uppercase)
        && without_affiliation(name).split([' ', '\u{A0}']).filter(|word| !word.is_empty()).all(is_name_word)
        && !name.contains(is_no_sign_of_names)
        && has_at_most_words(name, NAME_WORDS)
        && !is_no_name(name)
}

fn is_no_sign_of_names(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»' | '?' | '!' | ';' | '/' | '\n' | '\r')
}

fn is_no_name(text: &str) -> bool {
    let close = NO_NAMES_BY_LENGTH.get(text.len()).map_or(&[][..], Vec::as_slice);
    close.iter().any(|known| text.eq_ignore_ascii_case(known))
}

/// What is nobody's name, by its length in bytes.
static NO_NAMES_BY_LENGTH: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let longest = NO_NAMES.iter().map(|name| name.len()).max().unwrap_or_default();
    let of = |length| NO_NAMES.iter().copied().filter(|known| known.len() == length).collect();
    (0..=longest).map(of).collect()
});

fn has_figure(name: &str) -> bool {
    has_digit(name) || !name.is_ascii() && name.contains(char::is_numeric)
}

/// A name without what stands in brackets at its end: `Ann Lee (European Commission)`.
fn without_affiliation(name: &str) -> &str {
    name.strip_suffix(')').and_then(|rest| rest.split_once('(')).map_or(name, |(name, _)| name)
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || SMALL_WORDS.contains(&word) || ["-", "–", "&"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{Announcement, announcement, bare_announcement};
    use crate::segments;

    fn read(text: &str) -> Option<Announcement<'_>> {
        announcement(text, text.find(':'))
    }

    #[test]
    fn announcements() {
        for (text, name) in [
            ("Question: Why?", "Question"),
            ("Q: Why?", "Q"),
            ("Question\u{A0}: Why?", "Question"),
            ("Ilse Marren: Because.", "Ilse Marren"),
            ("PRIME MINISTER:", "PRIME MINISTER"),
            ("DARIO VENN, MINISTER FOR FOREIGN AFFAIRS: I", "DARIO VENN, MINISTER FOR FOREIGN AFFAIRS"),
            ("Dr. Mina Farrow (Commission): Well", "Dr. Mina Farrow (Commission)"),
            ("Ann Lee (European Commission): So", "Ann Lee (European Commission)"),
            ("Вопрос: Почему?", "Вопрос"),
            ("Ludwig van der Berg: Ja.", "Ludwig van der Berg"),
            ("JOURNALIST 2: Why?", "JOURNALIST 2"),
            ("(inaudible): Why?", "(inaudible)"),
            ("ANN LEE (voice-over): Why?", "ANN LEE (voice-over)"),
        ] {
            assert_eq!(read(text).map(|announcement| announcement.name), Some(name), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_announcement() {
        for text in [
            "Source URL: https://ministry.example/en",
            "Read more: The river",
            "Marren urged:",
            "Photo: Ministry",
            "From: A",
            "Article 3: Water",
            "At 10:43 GMT",
            "He said: no",
            "“Marren: A life",
            "https://ministry.example",
            "No colon here",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn announcements_after_a_time() {
        let found = read("[02:50:05] ANN LEE: So.").unwrap();
        assert_eq!((found.name, found.time), ("ANN LEE", Some("02:50:05")));
        let found = read("[02:50:05] ANN LEE").unwrap();
        assert_eq!((found.name, found.length), ("ANN LEE", 18));
        assert!(read("[02:50:05] and so on").is_none() && read("(2:50)").is_none());
    }

    #[test]
    fn announcements_without_a_colon() {
        for (text, name, length) in [
            ("Q. Why?", "Q", 3),
            ("Q Why?", "Q", 2),
            ("Q, Do you?", "Q", 3),
            ("PM. Because.", "PM", 4),
            ("P. M. Well", "P. M", 6),
            ("PRIME MINISTER", "PRIME MINISTER", 14),
            ("QUESTION Do you?", "QUESTION", 9),
        ] {
            let found = bare_announcement(text).map(|found| (found.name, found.length));
            assert_eq!(found, Some((name, length)), "{text}");
        }
        for text in [
            "A river rose",
            "Questions were put",
            "Prime Minister Venn spoke",
            "Q and A",
            "PMs met",
            "Quite. So",
        ] {
            assert!(bare_announcement(text).is_none(), "{text}");
        }
    }

    fn speakers(text: &str) -> Vec<String> {
        let segments = segments(text).into_iter();
        let labels = segments.filter(|segment| segment.kind == textmill_corpus::SegmentKind::Label);
        labels.filter_map(|segment| Some(segment.speaker?.printed.clone())).collect()
    }

    #[test]
    fn bare_names_count_where_they_take_turns() {
        let text = "Q. Why?\nPM. Because.\nQ. When?\nPM. Now.\nThat is all.\n";
        assert_eq!(speakers(text), ["Q", "PM", "Q", "PM"]);
        assert_eq!(
            speakers("Q. Why?\nPM: Because.\nQ: When?\nPM: Now.\nA. Nobody knows.\n"),
            ["Q", "PM", "Q", "PM"]
        );
        assert!(speakers("A. One\nA. Two\nQ. Three\nThe end.\n").is_empty(), "a list");
    }

    #[test]
    fn an_announcement_in_the_middle_of_a_line_is_cut_out() {
        let text = "QUESTION: Why?\nANN LEE: Because it is. QUESTION: When?\nANN LEE: Now.\nOkay. ANN LEE: Or later.\n";
        assert_eq!(speakers(text), ["QUESTION", "ANN LEE", "QUESTION", "ANN LEE", "ANN LEE"]);
        let blank = " ".repeat(500);
        let text = format!("QUESTION: Why?\nANN LEE: Because it is.{blank}QUESTION: When?\nANN LEE: Now.\n");
        assert_eq!(speakers(&text).len(), 4);
        let quoted =
            "QUESTION: Why?\nANN LEE: I said the QUESTION: was wrong.\nQUESTION: Oh?\nANN LEE: Yes.\n";
        assert_eq!(speakers(quoted).len(), 4);
    }

    #[test]
    fn many_names_and_many_turns_are_no_trouble() {
        // Were each compared with each, this would take minutes.
        let turns = "Q. Why?\nPRIME MINISTER\nBecause.\n".repeat(40_000);
        assert_eq!(speakers(&turns).len(), 80_000);
        let names: String = (0..20_000)
            .map(|number: u32| {
                let name: String =
                    format!("{number:05}").bytes().map(|digit| char::from(digit - b'0' + b'A')).collect();
                format!("{name} LEE: So it is: {name} LEE: yes.\n").repeat(2)
            })
            .collect();
        assert!(speakers(&names).len() >= 40_000);
    }
}
