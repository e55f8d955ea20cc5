//! Transcripts and interviews: turns announced by `Name:` at the beginning of a line.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::SegmentKind;

use super::{
    Label,
    blocks::Block,
    line::{ends_like_a_sentence, has_at_most_words, word_count},
};

/// Announcements of a question, in lower case.
const QUESTIONERS: &[&str] = &[
    "question",
    "q",
    "journalist",
    "reporter",
    "interviewer",
    "frage",
    "вопрос",
    "pregunta",
    "domanda",
    "pergunta",
    "pytanie",
];

/// Labels the turns of a transcript: from each speaker's name to the next, or to a line that is no speech.
///
/// A text is a transcript if it announces at least two questions, or two speakers at least twice each.
pub(super) fn label<'a>(blocks: &[Block<'a>], labels: &mut [Label<'a>]) {
    let announcements: Vec<Option<Announcement<'a>>> =
        blocks.iter().map(|block| announcement(block.text)).collect();
    let Some(cast) = Cast::of(announcements.iter().flatten()) else { return };
    let mut scene = Scene { cast: &cast, turn: 0, current: None, answerer: None };
    let repeated = repeated_lines(blocks);
    for ((block, label), announcement) in blocks.iter().zip(labels).zip(&announcements) {
        if !label.is_unknown() || is_stage_direction(block.text) {
            continue;
        }
        match announcement {
            Some(announcement) if scene.admits(announcement) => {
                scene.begin_turn(announcement.name);
                label.announcement = announcement.length;
            }
            _ if is_no_speech(block.text, &repeated) => scene.current = None,
            _ => {}
        }
        if let Some((kind, speaker)) = scene.current {
            label.kind = Some(kind);
            label.turn = Some(scene.turn);
            label.speaker = Some(speaker);
        }
    }
}

/// `Name:` at the beginning of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Announcement<'a> {
    /// The name, as printed.
    pub(super) name: &'a str,
    /// The bytes of the block up to the end of the colon.
    pub(super) length: usize,
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

/// Reads a name and a colon: words with capitals, without digits, quotation marks or the end of a sentence.
pub(super) fn announcement(text: &str) -> Option<Announcement<'_>> {
    // Most lines have no colon, or have it too late.
    let head = text.as_bytes();
    let colon = memchr::memchr(b':', head.get(..LONGEST_ANNOUNCEMENT).unwrap_or(head))?;
    let (name, rest) = (text[..colon].trim_end(), &text[colon + 1..]);
    let is_name = name.len() <= NAME_BYTES
        && name.starts_with(char::is_uppercase)
        && has_at_most_words(name, NAME_WORDS)
        && !name.contains(|character: char| character.is_numeric() || "\"“”„«»?!;/\n\r".contains(character))
        && without_affiliation(name).split([' ', '\u{A0}']).filter(|word| !word.is_empty()).all(is_name_word)
        && !NO_NAMES.contains(&name.to_lowercase().as_str());
    let is_address = rest.trim_start().starts_with("http");
    let is_parted = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_name && is_parted && !is_address).then_some(Announcement { name, length: colon + 1 })
}

/// A name without what stands in brackets at its end: `Ann Lee (European Commission)`.
fn without_affiliation(name: &str) -> &str {
    name.strip_suffix(')').and_then(|rest| rest.split_once('(')).map_or(name, |(name, _)| name)
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || SMALL_WORDS.contains(&word) || ["-", "–", "&"].contains(&word)
}

fn is_question(name: &str) -> bool {
    QUESTIONERS.contains(&name.to_lowercase().as_str())
}

/// Who announces turns in a text, and how often.
struct Cast<'a> {
    turns: BTreeMap<&'a str, usize>,
    has_questions: bool,
}

impl<'a> Cast<'a> {
    /// The cast, if the text is a transcript.
    fn of<'b>(announcements: impl Iterator<Item = &'b Announcement<'a>>) -> Option<Self>
    where
        'a: 'b,
    {
        let mut turns = BTreeMap::new();
        for announcement in announcements {
            *turns.entry(announcement.name).or_insert(0) += 1;
        }
        let questions: usize =
            turns.iter().filter(|(name, _)| is_question(name)).map(|(_, turns)| turns).sum();
        let regulars = turns.values().filter(|&&turns| turns >= 2).count();
        let is_transcript = questions >= 2 || regulars >= 2;
        is_transcript.then_some(Self { turns, has_questions: questions > 0 })
    }

    /// Whether a name is a speaker's: it asks, comes more than once, or has a first and a last name.
    fn knows(&self, name: &str) -> bool {
        is_question(name) || self.turns.get(name).is_some_and(|&turns| turns >= 2) || word_count(name) >= 2
    }
}

/// Where we are in the transcript.
struct Scene<'c, 'a> {
    cast: &'c Cast<'a>,
    /// The number of the current turn, from 1.
    turn: u32,
    /// The kind and the speaker of the current turn; nothing before the first and after a line that is no speech.
    current: Option<(SegmentKind, &'a str)>,
    /// Who answers the current question.
    answerer: Option<&'a str>,
}

impl<'a> Scene<'_, 'a> {
    /// Whether an announcement begins a turn. After a line that is no speech (the page's furniture, comments), only
    /// those who speak regularly may begin one.
    fn admits(&self, announcement: &Announcement<'a>) -> bool {
        let name = announcement.name;
        let is_regular = is_question(name) || self.cast.turns.get(name).is_some_and(|&turns| turns >= 2);
        self.cast.knows(name) && (is_regular || self.current.is_some())
    }

    fn begin_turn(&mut self, name: &'a str) {
        self.turn += 1;
        let kind = if is_question(name) {
            self.answerer = None;
            SegmentKind::Question
        } else if !self.cast.has_questions {
            SegmentKind::Statement
        } else if *self.answerer.get_or_insert(name) == name {
            SegmentKind::Answer
        } else {
            SegmentKind::Interjection
        };
        self.current = Some((kind, name));
    }
}

/// Lines that could be page furniture and occur more than once, such as those that ask for support.
fn repeated_lines<'a>(blocks: &[Block<'a>]) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let short = blocks.iter().map(|block| block.text).filter(|text| could_be_furniture(text));
    short.filter(|text| !seen.insert(*text)).collect()
}

/// The most words and bytes of a line of page furniture.
const FURNITURE_WORDS: usize = 6;
const FURNITURE_BYTES: usize = 100;
/// How lines of page furniture begin.
const FURNITURE: &[&str] = &[
    "Support ",
    "Share ",
    "Subscribe",
    "Notify of",
    "Newest",
    "View all",
    "Comments",
    "Leave a ",
    "Related ",
    "Read more",
    "Read also",
];

/// A line that nobody says: an address, or a few words that are no sentence and that the page repeats or is known to say.
fn is_no_speech(text: &str, repeated: &BTreeSet<&str>) -> bool {
    let is_address = text.split_once(':').is_some_and(|(_, rest)| rest.trim_start().starts_with("http"));
    let is_known = || FURNITURE.iter().any(|start| text.starts_with(start)) && could_be_furniture(text);
    is_address || repeated.contains(text) || is_known()
}

/// A few words that are no sentence.
fn could_be_furniture(text: &str) -> bool {
    text.len() <= FURNITURE_BYTES && !ends_like_a_sentence(text) && has_at_most_words(text, FURNITURE_WORDS)
}

/// A line in brackets, such as `[Applause]`: it belongs to no turn, and ends none.
fn is_stage_direction(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inside
        .or_else(|| text.strip_prefix('(')?.strip_suffix(')'))
        .is_some_and(|inside| !inside.contains(['[', ']', '(', ')']))
}

#[cfg(test)]
mod tests {
    use super::{announcement, is_no_speech, is_stage_direction};

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
        ] {
            assert_eq!(announcement(text).map(|announcement| announcement.name), Some(name), "{text}");
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
            assert!(announcement(text).is_none(), "{text}");
        }
    }

    #[test]
    fn lines_that_nobody_says() {
        let repeated = ["Give us 5 $"].into();
        for text in ["Support Tidewatch", "Give us 5 $", "Source URL: https://ministry.example/en/node/1"] {
            assert!(is_no_speech(text, &repeated), "{text}");
        }
        for text in [
            "God forbid.",
            "No, no",
            "- the wind",
            "Ladies and gentlemen,",
            "Support for the plan fell last year.",
        ] {
            assert!(!is_no_speech(text, &repeated), "{text}");
        }
    }

    #[test]
    fn stage_directions() {
        assert!(is_stage_direction("[Applause]") && is_stage_direction("(laughs)"));
        assert!(
            !is_stage_direction("(He left.) She stayed. (Why?)")
                && !is_stage_direction("[Applause] Thank you.")
        );
    }
}
