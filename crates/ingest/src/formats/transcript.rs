//! The text of what was said, from pieces with or without speakers.

/// Who says a piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Nobody is named: whoever spoke before goes on.
    #[default]
    Same,
    /// Another person, who is not named (`>>`).
    Unnamed,
    /// A person who begins to speak (`>> Ilse Marren:`), whoever spoke before.
    Marked(String),
    /// A person.
    Named(String),
}

/// A piece of what was said, as a recogniser or a subtitle has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Milliseconds from the beginning of the record to that of the piece.
    pub start: Option<u64>,
    /// Milliseconds to the end of the piece.
    pub end: Option<u64>,
    /// Who says it.
    pub voice: Voice,
    /// What is said. White space in it becomes one blank.
    pub text: String,
}

/// A silence of more milliseconds ends a paragraph.
const SILENCE: u64 = 2000;
/// A paragraph of more bytes ends with its sentence.
const PARAGRAPH_BYTES: usize = 600;

/// A name has at most so many bytes; what is longer is cut off.
const NAME_BYTES: usize = 120;

/// The name of a speaker as turns announce it: on one line, without a colon after it. `None` where nothing is left.
pub(crate) fn speaker_name(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches([':', ' ']);
    let name = &name[..name.floor_char_boundary(NAME_BYTES)];
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// Lays out pieces: turns with their speakers if a speaker is known for any of them, paragraphs if not. The text ends with a line end,
/// if it is not empty.
pub(crate) fn transcript(pieces: &[Piece]) -> String {
    let mut page = Page::default();
    if pieces.iter().any(|piece| piece.voice != Voice::Same) {
        lay_out_turns(pieces, &mut page);
    } else {
        lay_out_paragraphs(pieces, &mut page);
    }
    if !page.text.is_empty() {
        page.text.push('\n');
    }
    page.text
}

/// Writes turns, each announced.
fn lay_out_turns(pieces: &[Piece], page: &mut Page) {
    let mut current = &Voice::Same;
    // A speaker who was named, but has not said anything yet, and since when.
    let mut awaited: Option<(&Voice, Option<u64>)> = None;
    for piece in pieces {
        let is_same = match (&piece.voice, current) {
            (Voice::Same, _) => true,
            (Voice::Named(name), Voice::Named(known) | Voice::Marked(known)) => name == known,
            _ => false,
        };
        if !is_same {
            current = &piece.voice;
            awaited = Some((current, piece.start));
        }
        if piece.text.trim().is_empty() {
            continue;
        }
        if let Some((voice, start)) = awaited.take() {
            page.begin_block();
            page.text.push_str(&announcement(voice, start));
        }
        page.push(&piece.text);
    }
}

/// Writes paragraphs that end with sentences.
fn lay_out_paragraphs(pieces: &[Piece], page: &mut Page) {
    let mut end = None;
    for piece in pieces.iter().filter(|piece| !piece.text.trim().is_empty()) {
        let gap = piece.start.zip(end).map_or(0, |(start, end): (u64, u64)| start.saturating_sub(end));
        let is_long = page.text.len() - page.block > PARAGRAPH_BYTES;
        if (gap > SILENCE || is_long) && ends_sentence(&page.text) {
            page.begin_block();
        }
        page.push(&piece.text);
        end = piece.end;
    }
}

/// What stands before the first words of a turn.
fn announcement(voice: &Voice, start: Option<u64>) -> String {
    let time = start.map(clock);
    match (voice, time) {
        (Voice::Same, _) => String::new(),
        (Voice::Unnamed, _) => ">> ".to_owned(),
        (Voice::Marked(name), Some(time)) => format!("[{time}] >> {name}: "),
        (Voice::Named(name), Some(time)) => format!("[{time}] {name}: "),
        (Voice::Marked(name) | Voice::Named(name), None) => format!(">> {name}: "),
    }
}

/// Milliseconds as hours, minutes and seconds.
fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Whether a text ends with the end of a sentence, quotation marks and brackets after it aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches([' ', '"', '\'', '”', '’', '“', '»', ')', ']'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// A text that grows piece by piece.
#[derive(Default)]
struct Page {
    /// What is laid out.
    text: String,
    /// Where the last block begins.
    block: usize,
    /// The last line begins with the dash of a dialogue.
    has_dash: bool,
}

impl Page {
    /// Begins a block.
    fn begin_block(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.block = self.text.len();
        self.has_dash = false;
    }

    /// Adds the words of a piece, on a line of its own if it begins with a dash or follows the whole sentence of one that does.
    fn push(&mut self, piece: &str) {
        let has_dash = piece.trim_start().starts_with("- ");
        let ends_line = has_dash || self.has_dash && ends_sentence(&self.text);
        for (place, word) in piece.split_whitespace().enumerate() {
            if self.text.len() > self.block && !self.text.ends_with([' ', '\n']) {
                self.text.push(if place == 0 && ends_line { '\n' } else { ' ' });
            }
            self.text.push_str(word);
        }
        if ends_line {
            self.has_dash = has_dash;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Voice, speaker_name, transcript};

    fn piece(seconds: u64, voice: Voice, text: &str) -> Piece {
        Piece { start: Some(seconds * 1000), end: Some(seconds * 1000 + 900), voice, text: text.to_owned() }
    }

    fn named(name: &str) -> Voice {
        Voice::Named(name.to_owned())
    }

    #[test]
    fn turns_are_joined_and_announced() {
        let pieces = [
            piece(1, Voice::Same, "Music."),
            piece(4, named("Ilse Marren"), " The dam\nholds. "),
            piece(5, named("Ilse Marren"), "So far."),
            piece(3700, named("Tom Venn"), " "),
            piece(3701, Voice::Same, "Does it?"),
            piece(3702, Voice::Unnamed, "No."),
            piece(3703, Voice::Marked("ANN".to_owned()), "Yes."),
        ];
        let text = "Music.\n\n[00:00:04] Ilse Marren: The dam holds. So far.\n\n[01:01:40] Tom Venn: Does it?\n\n\
                    >> No.\n\n[01:01:43] >> ANN: Yes.\n";
        assert_eq!(transcript(&pieces), text);
        let timeless = Piece { start: None, ..piece(0, named("Tom Venn"), "Well.") };
        assert_eq!(transcript(&[timeless]), ">> Tom Venn: Well.\n");
        assert_eq!(transcript(&[]), "");
        assert_eq!(speaker_name(" Tom\n Venn : ").as_deref(), Some("Tom Venn"));
        assert_eq!(speaker_name(" :"), None);
        assert_eq!(speaker_name(&"é".repeat(100)).map(|name| name.len()), Some(120));
    }

    #[test]
    fn paragraphs_end_with_sentences() {
        let long = format!("{}.", "water ".repeat(110).trim_end());
        let pieces = [
            piece(1, Voice::Same, "The dam"),
            piece(9, Voice::Same, "holds."),
            piece(10, Voice::Same, "So far."),
            piece(20, Voice::Same, &long),
            piece(21, Voice::Same, "- Who?"),
            piece(21, Voice::Same, "- I."),
            piece(22, Voice::Same, "Then rain."),
        ];
        let text = format!("The dam holds. So far.\n\n{long}\n\n- Who?\n- I.\nThen rain.\n");
        assert_eq!(transcript(&pieces), text);
    }
}
