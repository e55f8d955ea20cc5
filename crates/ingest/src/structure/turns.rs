//! Transcripts and interviews: turns announced by `Name:` at the beginning of a line.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use textmill_corpus::{
    SegmentKind::{self, Answer, Interjection, Question, Statement},
    SegmentRule, Speaker, SpeakerRole, SpeakerStatus,
};

use super::{
    Labels,
    blocks::Block,
    cast::Cast,
    line::{ends_like_a_sentence, has_at_most_words},
    speakers::{Part, part},
};

/// Labels the turns of a transcript: from each speaker's name to the next, or to a line that is no speech.
///
/// A text is a transcript if it announces at least two questions, or two speakers at least twice each.
pub(super) fn label<'a>(blocks: &[Block<'a>], labels: &mut Labels<'a>) {
    let announcements: Vec<Option<Announcement<'a>>> = blocks
        .iter()
        .zip(&labels.labels)
        .map(|(block, label)| if label.is_unknown() { announcement(block.text) } else { None })
        .collect();
    let Some(cast) = Cast::of(blocks, &announcements) else { return };
    let repeated = repeated_lines(blocks);
    let mut scene = Scene {
        cast: &cast,
        turn: 0,
        current: None,
        answerer: None,
        speakers: &mut labels.speakers,
        places: BTreeMap::new(),
    };
    for ((block, label), announcement) in blocks.iter().zip(&mut labels.labels).zip(&announcements) {
        if !label.is_unknown() {
            scene.leave(label.kind.map(|(kind, _)| kind));
            continue;
        }
        match announcement {
            Some(announcement) if scene.admits(announcement) => {
                scene.begin_turn(announcement);
                label.prefix = Some((announcement.length, SegmentKind::Label, SegmentRule::Announcement));
            }
            _ if repeated.contains(block.text) => {
                scene.current = None;
                if scene.turn > 0 {
                    label.set(SegmentKind::Boilerplate, SegmentRule::RepeatedLine);
                }
            }
            _ => {}
        }
        if let Some(current) = scene.current {
            label.set(current.kind, current.rule);
            label.turn = Some(scene.turn);
            label.speaker = Some(current.speaker);
            label.time = current.time;
        }
    }
}

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
/// brackets the line may end without a colon.
pub(super) fn announcement(text: &str) -> Option<Announcement<'_>> {
    let time = time_in_brackets(text);
    let start = time.map_or(0, |time| time.0);
    let head = text.as_bytes().get(start..)?;
    // Most lines have no colon, or have it too late.
    let colon =
        memchr::memchr(b':', head.get(..LONGEST_ANNOUNCEMENT).unwrap_or(head)).map(|colon| start + colon);
    let (name, rest, length) = match (colon, time) {
        (Some(colon), _) => (text[start..colon].trim_end(), &text[colon + 1..], colon + 1),
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
    if name.starts_with('(') || name.contains(char::is_numeric) {
        // `(inaudible)`, `JOURNALIST 2`, but not `Article 3`.
        return matches!(part(name), Part::Nobody | Part::Questioner | Part::Answerer);
    }
    name.starts_with(char::is_uppercase)
        && has_at_most_words(name, NAME_WORDS)
        && !name.contains(|character: char| "\"“”„«»?!;/\n\r".contains(character))
        && without_affiliation(name).split([' ', '\u{A0}']).filter(|word| !word.is_empty()).all(is_name_word)
        && !NO_NAMES.contains(&name.to_lowercase().as_str())
}

/// A name without what stands in brackets at its end: `Ann Lee (European Commission)`.
fn without_affiliation(name: &str) -> &str {
    name.strip_suffix(')').and_then(|rest| rest.split_once('(')).map_or(name, |(name, _)| name)
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || SMALL_WORDS.contains(&word) || ["-", "–", "&"].contains(&word)
}

/// A turn that is not over.
#[derive(Clone, Copy)]
struct Current<'a> {
    kind: SegmentKind,
    rule: SegmentRule,
    speaker: usize,
    time: Option<&'a str>,
}

/// Where we are in the transcript.
struct Scene<'c, 'a> {
    cast: &'c Cast<'a>,
    /// The number of the current turn, from 1.
    turn: u32,
    /// The current turn; nothing before the first and after a line that is no speech.
    current: Option<Current<'a>>,
    /// Who answers the current question.
    answerer: Option<&'c str>,
    speakers: &'c mut Vec<Arc<Speaker>>,
    /// Where each of them stands there.
    places: BTreeMap<(&'a str, SpeakerRole), usize>,
}

impl<'c, 'a: 'c> Scene<'c, 'a> {
    /// Whether an announcement begins a turn. After a line that is no speech (the page's furniture), only those who speak
    /// regularly may begin one.
    fn admits(&self, announcement: &Announcement<'a>) -> bool {
        self.cast.knows(announcement.name)
            && (self.current.is_some() || self.cast.is_regular(announcement.name))
    }

    /// A block that other rules know ends the turn, unless such blocks stand in the middle of turns.
    fn leave(&mut self, kind: Option<SegmentKind>) {
        let stays =
            matches!(kind, Some(SegmentKind::StageDirection | SegmentKind::Quotation | SegmentKind::Date));
        if !stays {
            self.current = None;
        }
    }

    fn begin_turn(&mut self, announcement: &Announcement<'a>) {
        self.turn += 1;
        let (kind, role, rule) = self.read(announcement.name);
        let speaker = self.speaker(announcement.name, role);
        self.current = Some(Current { kind, rule, speaker, time: announcement.time });
    }

    /// What a turn is, by its speaker and those before it.
    fn read(&mut self, printed: &'a str) -> (SegmentKind, SpeakerRole, SegmentRule) {
        let rule = SegmentRule::Turn;
        let name = self.cast.key(printed);
        match self.cast.part(printed) {
            Part::Questioner => {
                self.answerer = None;
                (Question, SpeakerRole::Questioner, rule)
            }
            Part::Answerer => (Answer, SpeakerRole::Answerer, rule),
            Part::Moderator => (Statement, SpeakerRole::Moderator, rule),
            Part::Nobody => (Statement, SpeakerRole::Speaker, rule),
            _ if self.cast.askers.contains(name) => {
                self.answerer = None;
                (Question, SpeakerRole::Questioner, SegmentRule::TurnWithQuestionMarks)
            }
            _ if !self.cast.askers.is_empty() && !self.cast.has_questions => {
                (Answer, SpeakerRole::Answerer, SegmentRule::TurnWithQuestionMarks)
            }
            _ if !self.cast.has_questions => (Statement, SpeakerRole::Speaker, rule),
            _ => self.read_among_questions(name),
        }
    }

    /// What the turn of somebody is who is not known to ask, where others do.
    fn read_among_questions(&mut self, name: &'c str) -> (SegmentKind, SpeakerRole, SegmentRule) {
        let is_main = self.cast.main.as_deref() == Some(name);
        let answers = is_main || self.answerer.is_none() && self.cast.answering.contains(name);
        if answers {
            self.answerer = Some(name);
        }
        match self.answerer {
            Some(answerer) if answerer == name => (Answer, SpeakerRole::Answerer, SegmentRule::Turn),
            // Who talks all the time, and not after questions, does not cut in.
            Some(_) if !self.cast.conversing.contains(name) => {
                (Interjection, SpeakerRole::Speaker, SegmentRule::Turn)
            }
            _ => (Statement, SpeakerRole::Speaker, SegmentRule::Turn),
        }
    }

    /// The place of a speaker among those of the document.
    fn speaker(&mut self, printed: &'a str, role: SpeakerRole) -> usize {
        let Self { cast, speakers, places, .. } = self;
        *places.entry((printed, role)).or_insert_with(|| {
            let nobody = || (String::new(), SpeakerStatus::Unresolved);
            let (name, status) = cast.names.get(printed).cloned().unwrap_or_else(nobody);
            speakers.push(Arc::new(Speaker { printed: printed.to_owned(), name, status, role }));
            speakers.len() - 1
        })
    }
}

/// The most words and bytes of a line of page furniture.
const FURNITURE_WORDS: usize = 6;
const FURNITURE_BYTES: usize = 60;

/// Lines of two words or more that could be page furniture and occur more than once, such as those that ask for support.
fn repeated_lines<'a>(blocks: &[Block<'a>]) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let short = blocks.iter().map(|block| block.text).filter(|text| could_be_furniture(text));
    short.filter(|text| !seen.insert(*text)).collect()
}

/// A few words, but more than one, that are no sentence.
fn could_be_furniture(text: &str) -> bool {
    text.len() <= FURNITURE_BYTES
        && !ends_like_a_sentence(text)
        && !text.ends_with(',')
        && has_at_most_words(text, FURNITURE_WORDS)
        && !has_at_most_words(text, 1)
}

#[cfg(test)]
mod tests {
    use textmill_corpus::{SegmentKind, SpeakerRole};

    use super::announcement;
    use crate::segments;

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
    fn announcements_after_a_time() {
        let found = announcement("[02:50:05] ANN LEE: So.").unwrap();
        assert_eq!((found.name, found.time), ("ANN LEE", Some("02:50:05")));
        let found = announcement("[02:50:05] ANN LEE").unwrap();
        assert_eq!((found.name, found.length), ("ANN LEE", 18));
        assert!(announcement("[02:50:05] and so on").is_none() && announcement("(2:50)").is_none());
    }

    fn shown(text: &str) -> Vec<(SegmentKind, String, SpeakerRole)> {
        let said = segments(text).into_iter().filter(|segment| segment.kind != SegmentKind::Label);
        said.filter_map(|segment| {
            segment.speaker.map(|speaker| (segment.kind, speaker.name.clone(), speaker.role))
        })
        .collect()
    }

    #[test]
    fn question_marks_say_who_asks() {
        let exchange = "NEIL MARREN: Is it true?\nDARIO VENN: It is.\n";
        let (asker, answerer) = ("NEIL MARREN".to_owned(), "DARIO VENN".to_owned());
        let expected = [
            (SegmentKind::Question, asker, SpeakerRole::Questioner),
            (SegmentKind::Answer, answerer, SpeakerRole::Answerer),
        ];
        assert_eq!(shown(&exchange.repeat(3)), [expected.clone(), expected.clone(), expected].concat());
        let doubtful = "NEIL MARREN: Is it true?\nDARIO VENN: Is it?\n".repeat(3);
        assert!(shown(&doubtful).iter().all(|turn| turn.0 == SegmentKind::Statement));
    }

    #[test]
    fn a_crowd_of_speakers_is_no_trouble() {
        // Without a bound on what is compared, this would go on for hours.
        let text: String = (0..40_000)
            .map(|number| {
                let name: String =
                    format!("{number:05}").bytes().map(|digit| char::from(digit - b'0' + b'A')).collect();
                format!("{name} Smith: So.\nQ: Why?\n")
            })
            .collect();
        let found = segments(&text);
        // The first speaks once only, before anybody was asked: that may be no speaker.
        assert_eq!(found.len(), 159_999);
        assert_eq!(found.iter().filter(|segment| segment.turn.is_none()).count(), 1);
    }

    #[test]
    fn parts_of_a_conversation() {
        let text = "MODERATOR: Welcome.\nQ: Why?\nMinister Ilse Marren: Because.\n(inaudible): Hm.\nQ: When?\nMARREN: Now.\nTobias Quill: No.";
        let found = shown(text);
        let kinds: Vec<SegmentKind> = found.iter().map(|turn| turn.0).collect();
        use SegmentKind::{Answer, Interjection, Question, Statement};
        assert_eq!(kinds, [Statement, Question, Answer, Statement, Question, Answer, Interjection]);
        assert_eq!((found[2].1.as_str(), found[5].1.as_str()), ("Ilse Marren", "Ilse Marren"));
        assert_eq!(found[0].2, SpeakerRole::Moderator);
    }

    #[test]
    fn a_line_that_is_said_again_is_no_furniture_if_it_is_a_word() {
        let text = "Q: Why?\nAnn Lee:\nYes\nSo it was.\nQ: When?\nAnn Lee:\nYes\nGive us 5 $\nQ: Who?\nAnn Lee: Me.\nGive us 5 $";
        let found: Vec<_> =
            segments(text).into_iter().filter(|segment| segment.kind == SegmentKind::Boilerplate).collect();
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|segment| segment.span.of(text).trim() == "Give us 5 $"));
    }
}
