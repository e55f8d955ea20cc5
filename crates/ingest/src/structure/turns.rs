//! Transcripts and interviews: turns announced by `Name:` at the beginning of a line.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use foldhash::fast::FixedState;
use textmill_corpus::{
    SegmentKind::{self, Answer, Interjection, Question, Statement},
    SegmentRule, Speaker, SpeakerRole,
};

use super::{
    Labels,
    announcements::{Announcement, announcements},
    blocks::Block,
    cast::{Cast, Voice},
    line::{ends_like_a_sentence, has_words_between, starts_in_lower_case},
    speakers::NamePart,
};

/// Labels the turns of a transcript: from each speaker's name to the next, or to a line that is no speech.
///
/// A text is a transcript if it announces at least two questions, or two speakers at least twice each.
pub(super) fn label<'a>(blocks: &[Block<'a>], labels: &mut Labels<'a>) {
    let announcements = announcements(blocks, labels);
    let Some(cast) = Cast::of(blocks, &announcements) else { return };
    let repeated = repeated_lines(blocks);
    let mut scene = Scene {
        cast: &cast,
        turn: 0,
        current: None,
        has_asked: false,
        answerer: None,
        speakers: &mut labels.speakers,
        places: BTreeMap::new(),
    };
    for (place, (block, label)) in blocks.iter().zip(&mut labels.labels).enumerate() {
        if let Some((kind, rule)) = label.kind {
            scene.leave(kind, rule);
            continue;
        }
        let announcement = announcements.get(place).and_then(Option::as_ref);
        let voice = announcement.and_then(|announcement| cast.voice(announcement.name));
        match announcement.zip(voice) {
            Some((announcement, (place, voice))) if scene.admits(voice) => {
                scene.begin_turn(announcement, place, voice);
                label.prefix = Some((announcement.length, SegmentKind::Label, SegmentRule::Announcement));
            }
            _ if block.text.len() <= FURNITURE_BYTES && repeated.contains(block.text) => {
                let goes_on = blocks.get(place + 1).is_some_and(|next| starts_in_lower_case(next.text));
                if scene.turn > 0 {
                    label.set(SegmentKind::Boilerplate, SegmentRule::RepeatedLine);
                }
                if goes_on {
                    continue;
                }
                scene.current = None;
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
    /// Whether an announcement begins a turn. After a line that is no speech (the page's furniture), only those who speak
    /// regularly may begin one.
    fn admits(&self, voice: &Voice<'a>) -> bool {
        voice.is_known && (self.current.is_some() || voice.is_regular)
    }

    /// A block that other rules know ends the turn, unless such blocks stand in the middle of turns: page numbers, running heads
    /// and what is not said.
    fn leave(&mut self, kind: SegmentKind, rule: SegmentRule) {
        let stays = matches!(kind, SegmentKind::StageDirection | SegmentKind::Quotation | SegmentKind::Date)
            || matches!(rule, SegmentRule::NoLetters | SegmentRule::RunningHead);
        if !stays {
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
            // Who talks all the time, and not after questions, does not cut in.
            Some(_) if !person.converses => (Interjection, SpeakerRole::Speaker, SegmentRule::Turn),
            _ => (Statement, SpeakerRole::Speaker, SegmentRule::Turn),
        }
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

/// Lines of two words or more that could be page furniture and occur more than once, such as those that ask for support.
fn repeated_lines<'a>(blocks: &[Block<'a>]) -> HashSet<&'a str, FixedState> {
    let short = || blocks.iter().map(|block| block.text).filter(|text| text.len() <= FURNITURE_BYTES);
    let mut seen: HashSet<&str, FixedState> = HashSet::default();
    seen.reserve(short().count());
    // Few lines come again, and only of those does it matter what they look like.
    short().filter(|text| !seen.insert(*text) && could_be_furniture(text)).collect()
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
    use textmill_corpus::{SegmentKind, SpeakerRole};

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
