//! Opening statements: what is said before the first question, from a greeting on.

use std::sync::{Arc, LazyLock};

use textmill_corpus::{SegmentKind, SegmentRule, Speaker, SpeakerRole, SpeakerStatus};

use super::{Labels, blocks::Block};
use crate::phrases::{Beginnings, Languages, Section};

/// A greeting stands in one of the first blocks.
const HEAD: usize = 16;

/// How those begin who speak to people.
static GREETINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(Section::Greetings));

/// Whether a line begins as those do who speak to people, in any language.
pub(crate) fn greets(text: &str) -> bool {
    GREETINGS.of_line(text) != Languages::default()
}

/// Labels the blocks from a greeting in the head of a transcript to its first turn. Who speaks is the one who answers, if the
/// title has the name; else it stays unresolved.
pub(super) fn label(blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    let Some(first_turn) = labels.labels.iter().position(|label| label.turn.is_some()) else { return };
    if labels.labels[first_turn].is(SegmentKind::Entry) {
        return;
    }
    let head = blocks.iter().zip(&labels.labels).take(first_turn.min(HEAD));
    let greeting = head.into_iter().position(|(block, label)| label.is_unknown() && greets(block.text));
    let Some(greeting) = greeting else { return };
    let title = blocks.iter().zip(&labels.labels).find(|(_, label)| label.is(SegmentKind::Title));
    let title = title.map_or("", |(block, _)| block.text);
    let answerer = labels.speakers.iter().position(|speaker| {
        let last_name = speaker.name.split(' ').next_back().filter(|name| !name.is_empty());
        speaker.role == SpeakerRole::Answerer && last_name.is_some_and(|name| title.contains(name))
    });
    let name = answerer.map_or(String::new(), |place| labels.speakers[place].name.clone());
    let status = answerer.map_or(SpeakerStatus::Unresolved, |place| labels.speakers[place].status);
    let speaker = labels.speakers.len();
    labels.speakers.push(Arc::new(Speaker {
        printed: String::new(),
        name,
        status,
        role: SpeakerRole::Speaker,
    }));
    for label in labels.labels[greeting..first_turn].iter_mut().filter(|label| label.is_unknown()) {
        label.set(SegmentKind::Statement, SegmentRule::Opening);
        label.speaker = Some(speaker);
    }
}

#[cfg(test)]
mod tests {
    use textmill_corpus::SegmentKind;

    use crate::segments;

    fn opening(text: &str) -> Vec<(String, &str)> {
        let segments = segments(text);
        let said = segments.into_iter().filter(|segment| segment.kind == SegmentKind::Statement);
        said.map(|segment| {
            (
                segment.speaker.map(|speaker| speaker.name.clone()).unwrap_or_default(),
                segment.span.of(text).trim(),
            )
        })
        .collect()
    }

    const TURNS: &str = "Question: Why?\nIlse Marren: Because.\nQuestion: When?\nIlse Marren: Now.";

    #[test]
    fn from_the_greeting_to_the_first_turn() {
        let text = format!("Minister Ilse Marren meets the press\nDear colleagues,\nThis is it.\n{TURNS}");
        assert_eq!(
            opening(&text),
            [("Ilse Marren".to_owned(), "Dear colleagues,"), ("Ilse Marren".to_owned(), "This is it.")]
        );
        let text = format!("The minister meets the press\nGood morning.\n{TURNS}");
        assert_eq!(opening(&text), [(String::new(), "Good morning.")]);
    }

    #[test]
    fn an_introduction_is_no_opening() {
        let text = format!("Minister Ilse Marren meets the press\nWe met her at the lock.\n{TURNS}");
        assert_eq!(opening(&text), []);
        assert_eq!(opening("A letter to all of us\nDear colleagues,\nThis is it."), []);
    }
}
