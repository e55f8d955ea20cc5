//! From a text to its labelled segments.
//!
//! The text is cut into [`blocks`] first. Then each rule labels the blocks that it recognises, if no earlier rule did.
//! A block that no rule recognises is a paragraph. Each module covers one subject: to add a rule, write a function
//! `label(blocks, labels)` and call it in [`segments`] at its place in the order.

mod announcements;
mod blocks;
mod cast;
mod clues;
mod comments;
mod datelines;
mod entries;
mod evidence;
mod front_matter;
mod furniture;
mod headings;
mod line;
mod lists;
mod names;
mod opening;
mod page_heads;
mod page_lines;
mod split;
mod stage_directions;
mod title;
mod turns;
mod usage;

use std::sync::Arc;

use textmill_corpus::{Segment, SegmentKind, SegmentRule, Span, Speaker, SpeakerRole};

pub use evidence::AnnouncementClues;
pub(crate) use front_matter::{front_matter, values as front_matter_values};
pub(crate) use opening::greets;
pub(crate) use turns::could_be_furniture;

use blocks::{Block, blocks};
use line::{trimmed, trimmed_start};
use names::named_speaker;
use page_lines::PageLines;
use split::split_at_announcements;

use crate::phrases::Speech;

/// Cuts a text into segments that cover it without gaps.
///
/// An empty text has no segments. The text must not be longer than [`Span::MAX_TEXT_BYTES`], as is guaranteed by
/// [`decode`](crate::decode()).
///
/// ```
/// use textmill_corpus::SegmentKind::{Answer, Label, Question};
/// use textmill_ingest::segments;
///
/// let text = "Question: Why?\nIlse Marren: Because.\nQuestion: And when?\n";
/// let segments = segments(text);
/// let kinds: Vec<_> = segments.iter().map(|segment| segment.kind).collect();
/// assert_eq!(kinds, [Label, Question, Label, Answer, Label, Question]);
/// assert_eq!(segments[3].span.of(text).trim(), "Because.");
/// assert_eq!(segments[3].speaker.as_ref().unwrap().name, "Ilse Marren");
/// ```
pub fn segments(text: &str) -> Vec<Segment> {
    let speech = Speech::new(text);
    let Prepared { blocks, mut labels, page_lines } = prepare(text, &speech);
    turns::label(text, &speech, &blocks, &mut labels);
    page_lines::label_alone(&page_lines, &blocks, &mut labels);
    entries::label(&blocks, &mut labels);
    title::label(&blocks, &mut labels);
    opening::label(&blocks, &mut labels);
    datelines::label(&blocks, &mut labels);
    lists::label(&blocks, &mut labels);
    headings::label(&blocks, &mut labels);
    let prefixes = labels.labels.iter().filter(|label| label.prefix.is_some()).count();
    let mut segments = Vec::with_capacity(blocks.len() + prefixes);
    for (block, label) in blocks.iter().zip(&labels.labels) {
        label.push_segments(block, &labels.speakers, &speech, &mut segments);
    }
    segments
}

/// Makes a text one turn of a speaker, where no turns were found in it: that is known of it from outside.
pub fn give_to_speaker(segments: &mut [Segment], printed: &str) {
    let Some(speaker) = named_speaker(printed) else { return };
    if segments.iter().any(|segment| segment.turn.is_some()) {
        return;
    }
    let speaker = Arc::new(speaker);
    for segment in segments {
        if is_said_or_written(segment.kind) || is_doubtful_head(segment) {
            segment.kind = match speaker.role {
                SpeakerRole::Questioner => SegmentKind::Question,
                SpeakerRole::Answerer => SegmentKind::Answer,
                _ => SegmentKind::Statement,
            };
            segment.rule = SegmentRule::SpeakerColumn;
        }
        segment.turn = Some(1);
        segment.speaker = Some(speaker.clone());
    }
}

/// What may be said, though it looks like the head of a page: the text of a turn has none.
fn is_doubtful_head(segment: &Segment) -> bool {
    use SegmentKind::{Boilerplate, Header, Heading, ListItem, Subtitle, Title};
    matches!(segment.kind, Title | Subtitle | Header | Heading | ListItem)
        || segment.kind == Boilerplate && segment.rule != SegmentRule::NoLetters
}

/// What could announce a speaker in a text, what speaks for and against it, and what was decided.
///
/// ```
/// let text = "Question: Why?\nIlse Marren: Because.\nQuestion: When?\nNote: She left.\n";
/// let clues = textmill_ingest::announcement_clues(text);
/// let believed = |name: &str| clues.iter().find(|clues| clues.name == name).map(|clues| clues.is_believed);
/// assert_eq!((believed("Ilse Marren"), believed("Note")), (Some(true), Some(false)));
/// ```
pub fn announcement_clues(text: &str) -> Vec<AnnouncementClues> {
    let speech = Speech::new(text);
    let Prepared { blocks, labels, .. } = prepare(text, &speech);
    evidence::explain(text, &speech, &blocks, &labels)
}

/// The blocks of a text, with what is known of them before anybody is found to speak.
struct Prepared<'a> {
    blocks: Vec<Block<'a>>,
    labels: Labels<'a>,
    page_lines: PageLines,
}

fn prepare<'a>(text: &'a str, speech: &Speech<'_>) -> Prepared<'a> {
    let blocks = split_at_announcements(text, speech, blocks(text));
    let mut labels = Labels { labels: vec![Label::default(); blocks.len()], speakers: Vec::new() };
    front_matter::label(text, &blocks, &mut labels);
    // What the page says to every reader comes first, because it ends turns and is in no entry.
    furniture::label(speech, &blocks, &mut labels);
    let page_lines = page_lines::label(speech, &blocks, &mut labels);
    comments::label(speech, &blocks, &mut labels);
    Prepared { blocks, labels, page_lines }
}

/// What the rules say of the blocks.
struct Labels<'a> {
    /// Of each block.
    labels: Vec<Label<'a>>,
    /// Those who speak; labels name them by their places here.
    speakers: Vec<Arc<Speaker>>,
}

/// What the rules say of a block.
#[derive(Clone, Copy, Debug, Default)]
struct Label<'a> {
    /// What it is, and which rule says so; nothing as long as no rule knows.
    kind: Option<(SegmentKind, SegmentRule)>,
    /// How many bytes at the beginning of the block are a segment of their own, and what that is.
    prefix: Option<(usize, SegmentKind, SegmentRule)>,
    turn: Option<u32>,
    speaker: Option<usize>,
    time: Option<&'a str>,
}

impl Label<'_> {
    fn is_unknown(&self) -> bool {
        self.kind.is_none()
    }

    fn is(&self, kind: SegmentKind) -> bool {
        self.kind.is_some_and(|known| known.0 == kind)
    }

    /// Says what the block is, unless that is known.
    fn set(&mut self, kind: SegmentKind, rule: SegmentRule) {
        self.kind.get_or_insert((kind, rule));
    }

    /// Adds the block's segments: the prefix, if there is one, and the rest, if there is any, parted where it says what happens.
    fn push_segments(
        &self,
        block: &Block<'_>,
        speakers: &[Arc<Speaker>],
        speech: &Speech<'_>,
        segments: &mut Vec<Segment>,
    ) {
        let (kind, rule) = self.kind.unwrap_or((SegmentKind::Paragraph, SegmentRule::None));
        let segment = |kind, rule, range| Segment {
            kind,
            rule,
            span: Span::new(range),
            turn: self.turn,
            speaker: self.speaker.and_then(|place| speakers.get(place)).cloned(),
            time: self.time.map(str::to_owned),
            language: None,
        };
        let mut start = block.range.start;
        if let Some((length, prefix, prefix_rule)) = self.prefix {
            if trimmed(&block.text[length..]).is_empty() {
                segments.push(segment(prefix, prefix_rule, block.range.clone()));
                return;
            }
            let end = block.text_start() + length;
            segments.push(segment(prefix, prefix_rule, start..end));
            start = end;
        }
        if is_said_or_written(kind) {
            for direction in stage_directions::inside(block.text, speech) {
                let (from, to) = (block.text_start() + direction.start, block.text_start() + direction.end);
                // A direction at the end has the line end after it, as any segment has.
                let rest = &block.text[direction.end..];
                let to = if trimmed(rest).is_empty() {
                    block.range.end
                } else {
                    to + rest.len() - trimmed_start(rest).len()
                };
                if from < start {
                    continue;
                }
                if trimmed(&block.text[start.saturating_sub(block.text_start())..direction.start]).is_empty()
                {
                    // Only blanks stand before it.
                } else {
                    segments.push(segment(kind, rule, start..from));
                    start = from;
                }
                let direction = segment(SegmentKind::StageDirection, SegmentRule::Brackets, start..to);
                segments.push(Segment { speaker: None, ..direction });
                start = to;
            }
        }
        if start < block.range.end {
            segments.push(segment(kind, rule, start..block.range.end));
        }
    }
}

/// Whether what happens may stand inside a segment of a kind.
fn is_said_or_written(kind: SegmentKind) -> bool {
    use SegmentKind::{Answer, Entry, Interjection, Paragraph, Question, Quotation, Statement};
    matches!(kind, Paragraph | Entry | Question | Answer | Statement | Interjection | Quotation)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use textmill_corpus::SegmentKind;

    use super::segments;

    /// `kind|speaker|time|text` of each segment, with `-` for nothing.
    fn shown(text: &str) -> Vec<String> {
        let row = |segment: &textmill_corpus::Segment| {
            let speaker = segment.speaker.as_ref().map_or("-", |speaker| &speaker.printed);
            let time = segment.time.as_deref().unwrap_or("-");
            format!("{}|{speaker}|{time}|{}", segment.kind, segment.span.of(text).trim())
        };
        segments(text).iter().map(row).collect()
    }

    #[test]
    fn a_press_conference() {
        let text = "+ -\nMinistry of Rivers\n\nSubmitted on 2031-03-17\n\nMinister Marren’s answers to questions at the annual conference\n\n\
                    Good morning.\n\nQuestion: Why?\n\nAnd when?\n\nIlse Marren: Because.\n\nThat is all.\n\n\
                    Tobias Quill: One more word.\n\nQuestion: Who?\n\nIlse Marren: Me.\n\nSource URL: https://a.example/1\n";
        assert_eq!(
            shown(text),
            [
                "boilerplate|-|-|+ -",
                "header|-|-|Ministry of Rivers",
                "date|-|-|Submitted on 2031-03-17",
                "title|-|-|Minister Marren’s answers to questions at the annual conference",
                "statement||-|Good morning.",
                "label|Question|-|Question:",
                "question|Question|-|Why?",
                "question|Question|-|And when?",
                "label|Ilse Marren|-|Ilse Marren:",
                "answer|Ilse Marren|-|Because.",
                "answer|Ilse Marren|-|That is all.",
                "label|Tobias Quill|-|Tobias Quill:",
                "interjection|Tobias Quill|-|One more word.",
                "label|Question|-|Question:",
                "question|Question|-|Who?",
                "label|Ilse Marren|-|Ilse Marren:",
                "answer|Ilse Marren|-|Me.",
                "source|-|-|Source URL: https://a.example/1",
            ]
        );
    }

    #[test]
    fn a_live_blog_with_a_glued_time() {
        let text = "Minister speaks: live updates\nThe minister is speaking.\n10:46 GMTThe minister left.\nHe waved.\n\
                    - 10:43 GMT\nHe spoke.\n- 10:11 GMT\nHe came.";
        assert_eq!(
            shown(text),
            [
                "title|-|-|Minister speaks: live updates",
                "paragraph|-|-|The minister is speaking.",
                "label|-|10:46 GMT|10:46 GMT",
                "entry|-|10:46 GMT|The minister left.",
                "entry|-|10:46 GMT|He waved.",
                "label|-|10:43 GMT|- 10:43 GMT",
                "entry|-|10:43 GMT|He spoke.",
                "label|-|10:11 GMT|- 10:11 GMT",
                "entry|-|10:11 GMT|He came.",
            ]
        );
    }

    #[test]
    fn nothing_and_nearly_nothing() {
        assert_eq!(shown(""), [""; 0]);
        assert_eq!(shown(" \n\n"), ["paragraph|-|-|"]);
        assert_eq!(shown("\n\nHello there.\n\n"), ["paragraph|-|-|Hello there."]);
    }

    proptest! {
        #[test]
        fn segments_cover_the_text_without_gaps(
            lines in proptest::collection::vec(
                proptest::sample::select(&[
                    "", " ", "\r", "Question: Why?", "Ann Lee:", "Ann Lee: So.", "Question:", "- 10:43 GMT", "10:46 GMTNow",
                    "A heading of sorts", "It ends here.", "and goes on", "Source URL: http://x", "\u{A0}", "Frage: Ä",
                ][..]),
                0..20,
            ),
            end in proptest::sample::select(&["\n", "\r\n", "\r", "\n\n"][..]),
        ) {
            let text = lines.join(end);
            let mut covered = 0;
            for segment in segments(&text) {
                prop_assert_eq!(segment.span.start as usize, covered);
                prop_assert!(!segment.span.is_empty());
                prop_assert!(text.is_char_boundary(segment.span.end as usize));
                prop_assert_eq!(segment.kind == SegmentKind::Question, segment.speaker.is_some_and(|speaker| {
                    speaker.printed == "Question" || speaker.printed == "Frage"
                }) && segment.kind != SegmentKind::Label);
                covered = segment.span.end as usize;
            }
            prop_assert_eq!(covered, text.len());
        }

        #[test]
        fn any_text_is_covered(text in "\\PC{0,80}") {
            let spans: String = segments(&text).iter().map(|segment| segment.span.of(&text)).collect();
            prop_assert_eq!(spans, text);
        }
    }
}
