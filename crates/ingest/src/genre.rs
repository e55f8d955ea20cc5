//! The genre of a document, as shown by its structure.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::{Genre, Segment, SegmentKind, SegmentRule, Speaker, SpeakerRole, SpeakerStatus};

/// Fewer entries, or questions, make no live blog, or conversation.
const FEWEST: usize = 2;

/// What titles of speeches hold, in lower case.
const SPEECHES: &[&str] = &[
    "speech",
    "address",
    "remarks",
    "statement by",
    "eulogy",
    "lecture",
    "rede ",
    "ansprache",
    "discours",
    "discurso",
    "речь",
    "выступление",
    "обращение",
];

/// The genre of a text, by its segments.
pub fn genre(text: &str, segments: &[Segment]) -> Genre {
    let is_entry = |segment: &&Segment| {
        segment.kind == SegmentKind::Label && segment.speaker.is_none() && segment.time.is_some()
    };
    let has = |kind: SegmentKind| segments.iter().any(|segment| segment.kind == kind);
    if segments.iter().filter(is_entry).count() >= FEWEST {
        Genre::LiveBlog
    } else if let Some(genre) = Talk::of(segments).genre() {
        genre
    } else if is_speech(text, segments) {
        Genre::Speech
    } else if [SegmentKind::Byline, SegmentKind::Dateline, SegmentKind::Caption].into_iter().any(has) {
        Genre::Article
    } else {
        Genre::Plain
    }
}

/// Who announces turns, and how often.
#[derive(Default)]
struct Talk<'a> {
    turns: usize,
    questions: usize,
    /// The questions of people without names.
    nameless: usize,
    /// Those who ask, by their names.
    askers: BTreeSet<&'a str>,
    /// The turns of the others but the chair.
    others: BTreeMap<&'a str, usize>,
    /// Those of them with a party or a place in brackets, or an office.
    with_party: BTreeSet<&'a str>,
    has_chair: bool,
}

impl<'a> Talk<'a> {
    fn of(segments: &'a [Segment]) -> Self {
        let labels = segments.iter().filter(|segment| segment.kind == SegmentKind::Label);
        let mut talk = Self::default();
        for speaker in labels.filter_map(|segment| segment.speaker.as_deref()) {
            talk.add(speaker);
        }
        talk
    }

    fn add(&mut self, speaker: &'a Speaker) {
        self.turns += 1;
        let name = if speaker.name.is_empty() { &speaker.printed } else { &speaker.name };
        let is_chair = speaker.role == SpeakerRole::Moderator || speaker.status == SpeakerStatus::Office;
        if speaker.role == SpeakerRole::Questioner {
            self.questions += 1;
            self.nameless += usize::from(speaker.status == SpeakerStatus::Unresolved);
            self.askers.insert(name);
        } else if is_chair {
            self.has_chair = true;
        } else {
            *self.others.entry(name).or_default() += 1;
            if speaker.printed.ends_with([')', ']']) {
                self.with_party.insert(name);
            }
        }
    }

    /// What sort of conversation it is; nothing for too few turns.
    fn genre(&self) -> Option<Genre> {
        let others: usize = self.others.values().sum();
        let most = self.others.values().copied().max().unwrap_or_default();
        let is_of_several = self.others.len() >= SEVERAL && most * 10 <= others * 7;
        let is_sitting = self.has_chair || self.with_party.len() * 2 >= self.others.len();
        // In the hour of questions of a parliament, a few turns are known to be questions.
        let questions = if self.questions * 5 >= self.turns { self.questions } else { 0 };
        Some(match questions {
            _ if self.turns < FEWEST => return None,
            FEWEST.. if self.nameless * 2 >= questions => Genre::PressConference,
            FEWEST.. if self.askers.len() >= SEVERAL && !is_of_several => Genre::PressConference,
            FEWEST.. if is_of_several => Genre::Debate,
            FEWEST.. => Genre::Interview,
            _ if self.others.len() >= SEVERAL && is_sitting => Genre::Debate,
            _ => Genre::Transcript,
        })
    }
}

/// So many people are several.
const SEVERAL: usize = 3;

/// Whether the title says so, or the first words greet an audience.
fn is_speech(text: &str, segments: &[Segment]) -> bool {
    let title = segments.iter().find(|segment| segment.kind == SegmentKind::Title);
    let title = title.map_or(String::new(), |segment| segment.span.of(text).to_lowercase());
    let opens = |segment: &Segment| {
        segment.rule == SegmentRule::Opening
            || segment.kind == SegmentKind::Paragraph
                && crate::structure::greets(segment.span.of(text).trim_start())
    };
    SPEECHES.iter().any(|word| title.contains(word)) || segments.iter().take(HEAD).any(opens)
}

/// So many segments are looked at for a greeting.
const HEAD: usize = 8;

#[cfg(test)]
mod tests {
    use textmill_corpus::Genre;

    use super::genre;
    use crate::segments;

    #[test]
    fn genres_of_texts() {
        for (text, expected) in [
            (
                "Minister speaks: live updates\n10:46 GMT\nShe left.\n10:43 GMT\nShe spoke.\n10:11 GMT\nShe came.",
                Genre::LiveBlog,
            ),
            (
                "Question: Why?\nIlse Marren: Because.\nQuestion: When?\nIlse Marren: Now.",
                Genre::PressConference,
            ),
            (
                "NEIL MARREN: Is it?\nDARIO VENN: It is.\nNEIL MARREN: Is it?\nDARIO VENN: It is.\nNEIL MARREN: Is it?\nDARIO VENN: It is.",
                Genre::Interview,
            ),
            ("ANN LEE: So.\nEDDA BRANDT: Yes.\nANN LEE: No.\nEDDA BRANDT: Oh.", Genre::Transcript),
            (
                "The SPEAKER: Order.\nAnn Lee (Harbour): Why?\nBob Venn (Orchard): No.\nEdda Quill (Harbour): Yes.\nAnn Lee (Harbour): So.",
                Genre::Debate,
            ),
            (
                "NEIL MARREN: Is it?\nDARIO VENN: It is.\nNEIL MARREN: Is it?\nANN LEE: No.\nNEIL MARREN: Is it?\nEDDA QUILL: It is.\n\
                 NEIL MARREN: Is it?\nDARIO VENN: It was.\nNEIL MARREN: Was it?\nANN LEE: It was.",
                Genre::Debate,
            ),
            ("Address to the assembly of Maravel\nThe river rose.\nIt fell.", Genre::Speech),
            ("A letter\nLadies and gentlemen,\nThe river rose.", Genre::Speech),
            ("The river has left its bed\nBy Edda Brandt\nIt rose at night.", Genre::Article),
            ("The river rose.\nIt fell.", Genre::Plain),
            ("", Genre::Plain),
        ] {
            assert_eq!(genre(text, &segments(text)), expected, "{text}");
        }
    }
}
