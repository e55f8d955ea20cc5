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
    line::{ends_like_a_sentence, has_at_most_words, word_count},
    speakers::{Part, part, resolve},
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

/// Who announces turns in a text.
struct Cast<'a> {
    /// How often each does, under the one name for all spellings.
    turns: BTreeMap<String, usize>,
    /// The one name for all spellings of each printed name, and what is known of it.
    names: BTreeMap<&'a str, (String, SpeakerStatus)>,
    /// What each printed name says by itself.
    parts: BTreeMap<&'a str, Part>,
    has_questions: bool,
    /// Those of whom no word says that they ask, but whose turns often end with a question mark.
    askers: BTreeSet<String>,
    /// Who says most, and does not ask.
    main: Option<String>,
    /// Those of whose turns at least half come right after a question.
    answering: BTreeSet<String>,
    /// Those who have at least a quarter as many turns as the one who says most.
    conversing: BTreeSet<String>,
}

/// What somebody says in the whole text.
#[derive(Clone, Copy, Default)]
struct Share {
    turns: usize,
    /// Turns that end with a question mark.
    questions: usize,
    /// Turns that come right after one of a questioner.
    after_questions: usize,
    bytes: usize,
}

/// Counts a turn, given its speaker and its last block.
fn end_turn<'b>(turn: Option<(&'b str, &str)>, shares: &mut BTreeMap<&'b str, Share>) {
    if let Some((name, last)) = turn {
        let share = shares.entry(name).or_default();
        share.turns += 1;
        share.questions += usize::from(last.trim_end_matches(['"', '”', '’', '»', ')']).ends_with('?'));
    }
}

impl<'a> Cast<'a> {
    /// The cast, if the text is a transcript.
    fn of(blocks: &[Block<'a>], announcements: &[Option<Announcement<'a>>]) -> Option<Self> {
        let mut turns = BTreeMap::new();
        for announcement in announcements.iter().flatten() {
            *turns.entry(announcement.name).or_insert(0) += 1;
        }
        let parts: BTreeMap<&str, Part> = turns.keys().map(|name| (*name, part(name))).collect();
        let asks = |name: &str| parts.get(name) == Some(&Part::Questioner);
        let questions: usize = turns.iter().filter(|(name, _)| asks(name)).map(|(_, turns)| turns).sum();
        let regulars = turns.values().filter(|&&turns| turns >= 2).count();
        if questions < 2 && regulars < 2 {
            return None;
        }
        let printed: Vec<&str> = turns.keys().copied().collect();
        let mut cast = Self {
            names: resolve(&printed),
            parts,
            turns: BTreeMap::new(),
            has_questions: questions > 0,
            askers: BTreeSet::new(),
            main: None,
            answering: BTreeSet::new(),
            conversing: BTreeSet::new(),
        };
        for (printed, count) in turns {
            let name = cast.key(printed).to_owned();
            *cast.turns.entry(name).or_insert(0) += count;
        }
        cast.find_parts(blocks, announcements);
        Some(cast)
    }

    /// Finds who says most, and those who ask without being called questioners: of at least three turns, two in five end with a
    /// question mark, where of the others' hardly one in six does.
    fn find_parts(&mut self, blocks: &[Block<'a>], announcements: &[Option<Announcement<'a>>]) {
        let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
        let mut current: Option<(&str, &str)> = None;
        let mut is_question = false;
        for (block, announcement) in blocks.iter().zip(announcements) {
            if let Some(announcement) = announcement.filter(|announcement| self.knows(announcement.name)) {
                end_turn(current, &mut shares);
                let was_question =
                    std::mem::replace(&mut is_question, self.part(announcement.name) == Part::Questioner);
                let is_person = matches!(self.part(announcement.name), Part::Person | Part::Office);
                current = is_person.then(|| (self.key(announcement.name), block.text));
                if let Some((name, _)) = current {
                    shares.entry(name).or_default().after_questions += usize::from(was_question);
                }
            }
            if let Some((name, last)) = &mut current {
                shares.entry(name).or_default().bytes += block.text.len();
                *last = block.text;
            }
        }
        end_turn(current, &mut shares);
        let main = shares.iter().max_by_key(|(_, share)| share.bytes);
        let turns_of_main = main.map_or(0, |(_, share)| share.turns);
        let main = main.map(|(name, _)| (*name).to_owned());
        let names = |keeps: &dyn Fn(&Share) -> bool| -> BTreeSet<String> {
            shares.iter().filter(|(_, share)| keeps(share)).map(|(name, _)| (*name).to_owned()).collect()
        };
        let answering = names(&|share| share.after_questions * 2 >= share.turns);
        let conversing = names(&|share| share.turns * 4 >= turns_of_main && share.turns >= 3);
        let asks = |share: &Share| share.turns >= 3 && share.questions * 5 >= share.turns * 2;
        let rest = shares.values().filter(|share| !asks(share));
        let rest = rest.fold((0, 0), |sum, share| (sum.0 + share.turns, sum.1 + share.questions));
        let askers = shares.iter().filter(|(_, share)| rest.0 >= 2 && rest.1 * 6 <= rest.0 && asks(share));
        self.askers = askers.map(|(name, _)| (*name).to_owned()).collect();
        self.main = main.filter(|name| !self.askers.contains(name));
        (self.answering, self.conversing) = (answering, conversing);
    }

    /// The one name for all spellings of a printed name; itself, where there is none.
    fn key<'b>(&'b self, printed: &'b str) -> &'b str {
        self.names
            .get(printed)
            .map(|(name, _)| name.as_str())
            .filter(|name| !name.is_empty())
            .unwrap_or(printed)
    }

    /// What a printed name says by itself.
    fn part(&self, printed: &str) -> Part {
        self.parts.get(printed).copied().unwrap_or(Part::Person)
    }

    /// Whether a name is a speaker's: it has a part, comes more than once, or has a first and a last name.
    fn knows(&self, printed: &str) -> bool {
        self.is_regular(printed) || word_count(printed) >= 2
    }

    /// Whether a name speaks regularly.
    fn is_regular(&self, printed: &str) -> bool {
        matches!(self.part(printed), Part::Questioner | Part::Moderator | Part::Nobody)
            || self.turns.get(self.key(printed)).is_some_and(|&turns| turns >= 2)
    }
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
