//! Transcripts and interviews: turns announced by `Name:` at the beginning of a line.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use foldhash::fast::FixedState;
use textmill_corpus::{
    SegmentKind::{self, Answer, Interjection, Question, Statement},
    SegmentRule, Speaker, SpeakerRole, SpeakerStatus,
};

use super::{
    Labels,
    announcements::{Announcement, Delimiter, announcement},
    blocks::Block,
    cast::{Cast, Voice},
    evidence::Evidence,
    line::{ends_like_a_sentence, has_words_between, starts_in_lower_case},
    names::{NamePart, PrintedName, resolve},
};
use crate::phrases::Speech;

/// Labels the turns of a transcript: from each announcement to the next. After the last, what other rules know ends it.
///
/// Headings, page numbers and what is not said may stand in the middle of a turn: what follows them is its speaker's.
pub(super) fn label<'a>(text: &'a str, speech: &Speech<'_>, blocks: &[Block<'a>], labels: &mut Labels<'a>) {
    let Some(evidence) = Evidence::of(text, speech, blocks, labels) else { return };
    let (announcements, names) = evidence.announcements();
    let cast = Cast::of(blocks, &announcements, &names);
    let Some(first) = announcements.iter().position(Option::is_some) else { return };
    let last = announcements.iter().rposition(Option::is_some).unwrap_or(first);
    let agenda = short_lines(&blocks[..first]);
    let mut scene = Scene {
        cast: &cast,
        turn: 0,
        current: None,
        has_asked: false,
        answerer: None,
        speakers: &mut labels.speakers,
        places: BTreeMap::new(),
    };
    let is_announced = |place: usize| announcements.get(place).is_some_and(Option::is_some);
    let is_only_a_name = |place: usize| {
        announcements[place].is_some_and(|announcement| announcement.length == blocks[place].text.len())
    };
    for (place, (block, label)) in blocks.iter().zip(&mut labels.labels).enumerate() {
        if let Some((kind, rule)) = label.kind {
            scene.leave(kind, rule, place > last);
            continue;
        }
        if let Some((call, length)) = call_from_the_floor(block.text).filter(|_| scene.current.is_some()) {
            let speaker = scene.caller(call, speech);
            label.set(SegmentKind::Interjection, SegmentRule::Brackets);
            label.prefix = Some((length, SegmentKind::Label, SegmentRule::Brackets));
            label.speaker = Some(speaker);
            continue;
        }
        let announcement = announcements.get(place).and_then(Option::as_ref);
        let voice = announcement.and_then(|announcement| cast.voice(announcement.name));
        if let Some((announcement, (place, voice))) = announcement.zip(voice) {
            scene.begin_turn(announcement, place, voice);
            label.prefix = Some((announcement.length, SegmentKind::Label, SegmentRule::Announcement));
        } else if scene.current.is_some() && agenda.contains(block.text) {
            label.set(SegmentKind::Heading, SegmentRule::RepeatedLine);
            continue;
        } else if scene.current.is_some()
            && is_announced(place + 1)
            && heads_a_turn(blocks, place)
            && !is_only_a_name(place - 1)
        {
            label.set(SegmentKind::Heading, SegmentRule::HeadingBeforeTurn);
            scene.current = None;
        }
        if let Some(current) = scene.current {
            label.set(current.kind, current.rule);
            label.turn = Some(scene.turn);
            label.speaker = Some(current.speaker);
            label.time = current.time;
        }
    }
}

/// `(Anton Quill [Harbour Party]: Since when?)`: the name of one who calls from the floor, and the bytes up to the call.
fn call_from_the_floor(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('(')?.strip_suffix(')')?;
    let call = announcement(inside, memchr::memchr(b':', inside.as_bytes()))?;
    let is_call = call.form.delimiter == Delimiter::Colon && call.name.ends_with(']');
    is_call.then_some((call.name, 1 + call.length))
}

/// Whether a line before an announcement is a heading: a few words that end like no sentence, after a sentence.
fn heads_a_turn(blocks: &[Block<'_>], place: usize) -> bool {
    let text = blocks[place].text;
    let is_short = has_words_between(text, 2, HEADING_WORDS) && text.len() <= HEADING_BYTES;
    let follows_sentence =
        place.checked_sub(1).is_some_and(|before| ends_like_a_sentence(blocks[before].text));
    is_short
        && follows_sentence
        && !ends_like_a_sentence(text)
        && !text.ends_with([',', '-', '–', '—', '…', '"', '”'])
        && text.starts_with(char::is_uppercase)
        && !starts_in_lower_case(text)
}

/// The most words and bytes of a heading between turns.
const HEADING_WORDS: usize = 12;
const HEADING_BYTES: usize = 120;

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
    /// Whether somebody has asked; what is said before is a statement.
    has_asked: bool,
    /// Who answers the current question, by the place among the people.
    answerer: Option<usize>,
    speakers: &'c mut Vec<Arc<Speaker>>,
    /// Where each of them stands there, by the place of the voice.
    places: BTreeMap<(usize, SpeakerRole), usize>,
}

impl<'c, 'a: 'c> Scene<'c, 'a> {
    /// A block that other rules know may end the turn: the end of the transcript does, and whatever they know after the last
    /// announcement, but for what stands in the middle of turns.
    fn leave(&mut self, kind: SegmentKind, rule: SegmentRule, is_after_the_last: bool) {
        let stays = matches!(kind, SegmentKind::StageDirection | SegmentKind::Quotation | SegmentKind::Date)
            || rule == SegmentRule::NoLetters;
        let ends = matches!(kind, SegmentKind::Comment) || rule == SegmentRule::EndOfTranscript;
        if ends || is_after_the_last && !stays && rule != SegmentRule::RunningHead {
            self.current = None;
        }
    }

    fn begin_turn(&mut self, announcement: &Announcement<'a>, place: usize, voice: &'c Voice<'a>) {
        self.turn += 1;
        let (mut kind, role, rule) = self.read(voice);
        self.has_asked |= kind == Question;
        if kind == Answer && !self.has_asked && self.cast.has_questions() {
            kind = Statement;
        }
        let speaker = self.speaker(place, voice, role);
        self.current = Some(Current { kind, rule, speaker, time: announcement.time });
    }

    /// What a turn is, by its speaker and those before it.
    fn read(&mut self, voice: &Voice<'a>) -> (SegmentKind, SpeakerRole, SegmentRule) {
        let rule = SegmentRule::Turn;
        match voice.part {
            NamePart::Questioner => {
                self.answerer = None;
                (Question, SpeakerRole::Questioner, rule)
            }
            NamePart::Answerer => (Answer, SpeakerRole::Answerer, rule),
            NamePart::Moderator => (Statement, SpeakerRole::Moderator, rule),
            NamePart::Nobody => (Statement, SpeakerRole::Speaker, rule),
            _ if self.cast.person(voice).asks => {
                self.answerer = None;
                (Question, SpeakerRole::Questioner, SegmentRule::TurnWithQuestionMarks)
            }
            _ if self.cast.has_askers && !self.cast.is_asked_by_name => {
                (Answer, SpeakerRole::Answerer, SegmentRule::TurnWithQuestionMarks)
            }
            _ if !self.cast.is_asked_by_name => (Statement, SpeakerRole::Speaker, rule),
            _ => self.read_among_questions(voice),
        }
    }

    /// What the turn of somebody is who is not known to ask, where others do.
    fn read_among_questions(&mut self, voice: &Voice<'a>) -> (SegmentKind, SpeakerRole, SegmentRule) {
        let person = self.cast.person(voice);
        let is_main = self.cast.main == Some(voice.person);
        if is_main || self.answerer.is_none() && person.answers {
            self.answerer = Some(voice.person);
        }
        match self.answerer {
            Some(answerer) if answerer == voice.person => (Answer, SpeakerRole::Answerer, SegmentRule::Turn),
            // Who is asked elsewhere, or through an interpreter, answers too.
            Some(_) if person.answers || voice.printed.ends_with([')', ']']) => {
                (Answer, SpeakerRole::Answerer, SegmentRule::Turn)
            }
            // Who talks all the time, and not after questions, does not cut in.
            Some(_) if !person.converses => (Interjection, SpeakerRole::Speaker, SegmentRule::Turn),
            _ => (Statement, SpeakerRole::Speaker, SegmentRule::Turn),
        }
    }

    /// The place of one who calls from the floor.
    fn caller(&mut self, printed: &str, speech: &Speech<'_>) -> usize {
        let resolved = resolve(&[PrintedName::read(printed, speech)]).into_iter().next();
        let (name, status) = resolved.unwrap_or((String::new(), SpeakerStatus::Unresolved));
        let printed = printed.to_owned();
        self.speakers.push(Arc::new(Speaker { printed, name, status, role: SpeakerRole::Speaker }));
        self.speakers.len() - 1
    }

    /// The place of a speaker among those of the document.
    fn speaker(&mut self, place: usize, voice: &Voice<'a>, role: SpeakerRole) -> usize {
        let Self { speakers, places, .. } = self;
        *places.entry((place, role)).or_insert_with(|| {
            let (printed, name) = (voice.printed.to_owned(), voice.name.clone());
            speakers.push(Arc::new(Speaker { printed, name, status: voice.status, role }));
            speakers.len() - 1
        })
    }
}

/// The most words and bytes of a line of page furniture.
const FURNITURE_WORDS: usize = 6;
const FURNITURE_BYTES: usize = 60;

/// The lines of an agenda: those that could be headings.
fn short_lines<'a>(blocks: &[Block<'a>]) -> HashSet<&'a str, FixedState> {
    let short = blocks.iter().map(|block| block.text).filter(|text| text.len() <= HEADING_BYTES);
    short.filter(|text| has_words_between(text, 2, HEADING_WORDS) && !ends_like_a_sentence(text)).collect()
}

/// A few words, but more than one, that are no sentence.
pub(crate) fn could_be_furniture(text: &str) -> bool {
    text.len() <= FURNITURE_BYTES
        && !ends_like_a_sentence(text)
        && !text.ends_with(',')
        && has_words_between(text, 2, FURNITURE_WORDS)
}

#[cfg(test)]
mod tests {
    use textmill_corpus::{SegmentKind, SegmentRule, SpeakerRole};

    use crate::segments;

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
        assert_eq!(found.len(), 160_000);
        assert!(found.iter().all(|segment| segment.speaker.is_some()));
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
    fn a_line_that_is_said_again_is_still_said() {
        let text = "Q: Why?\nAnn Lee:\nYes\nSo it was.\nQ: When?\nAnn Lee:\nYes\nGive us 5 $\nQ: Who?\nAnn Lee: Me.\nGive us 5 $";
        let found = segments(text);
        assert!(
            found.iter().all(|segment| segment.kind != SegmentKind::Boilerplate && segment.speaker.is_some())
        );
    }

    #[test]
    fn lines_of_the_agenda_are_headings_and_end_no_turn() {
        let text = "Agenda\nReport of the committee\nAnn Lee: I call it.\nReport of the committee\nIt met.\nBob Venn: Yes.\nAnn Lee: So.\nBob Venn: No.";
        let found = segments(text);
        let of = |wanted: &str| {
            found.iter().find(|segment| segment.turn.is_some() && segment.span.of(text).trim() == wanted)
        };
        assert_eq!(of("It met.").unwrap().speaker.as_ref().unwrap().name, "Ann Lee");
        let again = found.iter().filter(|segment| segment.rule == SegmentRule::RepeatedLine);
        assert_eq!(
            again.map(|segment| (segment.kind, segment.turn)).collect::<Vec<_>>(),
            [(SegmentKind::Heading, None)]
        );
    }
}
