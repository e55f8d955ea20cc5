//! The genre of a document, as shown by its structure.

use textmill_corpus::{Genre, Segment, SegmentKind, SegmentRule, SpeakerRole, SpeakerStatus};

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
    let count = |is: &dyn Fn(&Segment) -> bool| segments.iter().filter(|segment| is(segment)).count();
    let labels =
        |is: &dyn Fn(&Segment) -> bool| count(&|segment| segment.kind == SegmentKind::Label && is(segment));
    let asks = |segment: &Segment| role(segment) == Some(SpeakerRole::Questioner);
    let is_nameless = |segment: &Segment| {
        segment.speaker.as_ref().is_some_and(|speaker| speaker.status == SpeakerStatus::Unresolved)
    };
    let (turns, questions) = (labels(&|segment| segment.speaker.is_some()), labels(&asks));
    let has = |kind: SegmentKind| segments.iter().any(|segment| segment.kind == kind);
    if labels(&|segment| segment.speaker.is_none() && segment.time.is_some()) >= FEWEST {
        Genre::LiveBlog
    } else if questions >= FEWEST && 2 * labels(&|segment| asks(segment) && is_nameless(segment)) >= questions
    {
        Genre::PressConference
    } else if questions >= FEWEST {
        Genre::Interview
    } else if turns >= FEWEST {
        Genre::Transcript
    } else if is_speech(text, segments) {
        Genre::Speech
    } else if [SegmentKind::Byline, SegmentKind::Dateline, SegmentKind::Caption].into_iter().any(has) {
        Genre::Article
    } else {
        Genre::Plain
    }
}

fn role(segment: &Segment) -> Option<SpeakerRole> {
    segment.speaker.as_ref().map(|speaker| speaker.role)
}

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
