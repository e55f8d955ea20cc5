//! Subtitles: SubRip (`.srt`) and WebVTT (`.vtt`).

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    Reject,
    formats::transcript::{Piece, Voice, speaker_name, transcript},
};

/// The end of a tag is looked for in so many bytes.
const TAG_BYTES: usize = 256;
/// The end of an entity is looked for in so many bytes.
const ENTITY_BYTES: usize = 12;
/// A name before a colon has at most so many words.
const NAME_WORDS: usize = 6;
/// A name before a colon has at most so many bytes.
const NAME_BYTES: usize = 60;
/// So many lines of a cue may be those of the cue before.
const ROLLED_LINES: usize = 8;
/// A cue that repeats lines of the one before begins at most so many milliseconds after its end.
const ROLLED_GAP: u64 = 500;

/// Whether a text begins like subtitles: with the mark of WebVTT, or with a number and times.
pub(crate) fn is_subtitles(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}');
    if is_web_vtt(text) {
        return true;
    }
    let mut lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.next().is_some_and(is_number) && lines.next().and_then(times).is_some()
}

/// What is said in subtitles: turns if they name speakers, paragraphs if not.
///
/// # Errors
///
/// [`Reject::Unreadable`] for a text that has no times.
pub(crate) fn subtitle_text(text: &str) -> Result<String, Reject> {
    let text = text.trim_start_matches('\u{FEFF}');
    let text = if text.contains('\n') { Cow::Borrowed(text) } else { Cow::Owned(text.replace('\r', "\n")) };
    let cues = cues(&text);
    if cues.is_empty() {
        return Err(Reject::Unreadable("none of its lines has the times of a subtitle".to_owned()));
    }
    let parts = parts(&cues);
    let names = Names::of(&parts);
    let pieces: Vec<Piece> = parts.into_iter().map(|part| part.into_piece(&names)).collect();
    Ok(transcript(&pieces))
}

/// Whether a text begins with the mark of WebVTT.
fn is_web_vtt(text: &str) -> bool {
    text.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Whether a line is the number of a cue.
fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Text that is shown from a time to another, as lines with their tags.
struct Cue<'a> {
    /// From when, in milliseconds.
    start: u64,
    /// Until when.
    end: u64,
    /// What is shown.
    lines: Vec<&'a str>,
}

/// The cues of a text. Numbers, names of cues, and blocks of other kinds are left out.
fn cues(text: &str) -> Vec<Cue<'_>> {
    let is_vtt = is_web_vtt(text);
    let mut cues: Vec<Cue<'_>> = Vec::new();
    // Lines belong to the last cue; an empty line came before this one.
    let (mut is_open, mut after_empty) = (false, true);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some((start, end)) = times(line) {
            cues.push(Cue { start, end, lines: Vec::new() });
            is_open = true;
        } else if line.is_empty() {
            // SubRip has no rule for empty lines inside a cue; WebVTT forbids them.
            is_open &= !is_vtt;
        } else if is_open
            && !is_cue_name(line, lines.peek().copied(), is_vtt && after_empty)
            && let Some(cue) = cues.last_mut()
        {
            cue.lines.push(line);
        }
        after_empty = line.is_empty();
    }
    cues
}

/// Whether a line is the number or name of the cue whose times follow.
fn is_cue_name(line: &str, next: Option<&str>, may_be_words: bool) -> bool {
    (may_be_words || is_number(line)) && next.and_then(times).is_some()
}

/// `00:00:04,000 --> 00:00:06,000`, with or without hours, and with settings after it: both times in milliseconds.
fn times(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    Some((time(start.trim())?, time(rest.split_whitespace().next()?)?))
}

/// `00:00:04,000` or `00:04.000` in milliseconds.
fn time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let number = |digits: &str| -> Option<u64> {
        ((1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| digits.parse().ok())?
    };
    let mut parts = clock.rsplit(':').map(|part| number(part.trim()));
    let (seconds, minutes) = (parts.next()??, parts.next()??);
    let hours = parts.next().unwrap_or(Some(0))?;
    let milliseconds = number(fraction)? * [0, 100, 10, 1].get(fraction.len()).copied().unwrap_or(0);
    parts.next().is_none().then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds)
}

/// A line of a cue without its tags.
#[derive(Debug, Default)]
struct Line {
    /// Whose voice begins with it.
    voice: Option<String>,
    /// What is shown.
    text: String,
}

/// The lines of a cue without their tags. A voice tag begins a line.
fn clean_lines(cue: &Cue<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    for raw in &cue.lines {
        let mut rest = *raw;
        while let Some(place) = rest.find(['<', '&', '{']) {
            let (before, marked) = rest.split_at(place);
            line.text.push_str(before);
            let (mark, length) = mark_at(marked);
            match mark {
                Mark::Text(text) => line.text.push(text),
                Mark::Nothing => {}
                Mark::Voice(voice) => {
                    end_line(&mut line, &mut lines);
                    line.voice = voice;
                }
            }
            rest = marked.get(length..).unwrap_or_default();
        }
        line.text.push_str(rest);
        end_line(&mut line, &mut lines);
    }
    lines
}

/// Ends a line. The voice goes on, but only its first line names it.
fn end_line(line: &mut Line, lines: &mut Vec<Line>) {
    let text = std::mem::take(&mut line.text);
    if !text.trim().is_empty() {
        lines.push(Line { voice: line.voice.take(), text: text.trim().to_owned() });
    }
}

/// What a sign of markup stands for.
enum Mark {
    /// A character.
    Text(char),
    /// Nothing that is read.
    Nothing,
    /// A voice begins (with its name) or ends.
    Voice(Option<String>),
}

/// Reads a tag, an entity or a command in braces at the beginning of a text, with its bytes. Anything else is one character.
fn mark_at(text: &str) -> (Mark, usize) {
    let first = text.chars().next().unwrap_or(' ');
    let itself = (Mark::Text(first), first.len_utf8());
    let inner = |close: u8, most: usize| -> Option<&str> {
        let inside = text.get(first.len_utf8()..)?;
        let head = inside.as_bytes().get(..most).unwrap_or(inside.as_bytes());
        inside.get(..memchr::memchr(close, head)?)
    };
    match first {
        '<' => match inner(b'>', TAG_BYTES).filter(|tag| is_tag(tag)) {
            Some(tag) => (tag_mark(tag), tag.len() + 2),
            None => itself,
        },
        '{' if text.starts_with("{\\") => {
            inner(b'}', TAG_BYTES).map_or(itself, |command| (Mark::Nothing, command.len() + 2))
        }
        '&' => match inner(b';', ENTITY_BYTES).and_then(|name| Some((entity(name)?, name.len() + 2))) {
            Some((character, length)) => (Mark::Text(character), length),
            None => itself,
        },
        _ => itself,
    }
}

/// Whether what stands between angle brackets is a tag: it begins with a letter or a figure.
fn is_tag(tag: &str) -> bool {
    tag.trim_start_matches('/').starts_with(|first: char| first.is_ascii_alphanumeric())
}

/// A voice tag names a voice or ends one; other tags mean nothing.
fn tag_mark(tag: &str) -> Mark {
    let (name, annotation) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    match name.split('.').next() {
        Some("v") => Mark::Voice(speaker_name(&decoded(annotation))),
        Some("/v") => Mark::Voice(None),
        _ => Mark::Nothing,
    }
}

/// A text with its entities decoded.
fn decoded(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(place) = rest.find('&') {
        let (before, marked) = rest.split_at(place);
        decoded.push_str(before);
        let (mark, length) = mark_at(marked);
        if let Mark::Text(character) = mark {
            decoded.push(character);
        }
        rest = marked.get(length..).unwrap_or_default();
    }
    decoded + rest
}

/// The character of an entity, by its name or number.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "lrm" => '\u{200E}',
        "rlm" => '\u{200F}',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

/// What one person says in a line of a cue.
struct Part {
    /// The place of its cue.
    cue: usize,
    /// From when, in milliseconds.
    start: u64,
    /// Until when.
    end: u64,
    /// Whose voice begins with it, by a tag.
    voice: Option<String>,
    /// The cue begins with it.
    is_first: bool,
    /// `>>` stands before it.
    is_marked: bool,
    /// The dash of a dialogue stands before it.
    has_dash: bool,
    /// What is said.
    text: String,
}

/// The parts of all cues. Lines that a cue repeats from the one before, as captions that roll do, are left out.
fn parts(cues: &[Cue<'_>]) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut before, mut end) = (Vec::new(), 0);
    for (place, cue) in cues.iter().enumerate() {
        let lines = clean_lines(cue);
        let rolled = if cue.start <= end + ROLLED_GAP { repeated(&before, &lines) } else { 0 };
        for (number, line) in lines.iter().enumerate().skip(rolled) {
            push_parts(place, cue, line, number == 0, &mut parts);
        }
        (before, end) = (lines, cue.end);
    }
    parts
}

/// How many lines at the beginning of a cue are the last of the one before.
fn repeated(before: &[Line], lines: &[Line]) -> usize {
    let most = before.len().min(lines.len()).min(ROLLED_LINES);
    let is_same = |count: usize| {
        let last = before.iter().skip(before.len() - count);
        last.zip(lines).all(|(before, line)| before.text == line.text)
    };
    (1..=most).rev().find(|count| is_same(*count)).unwrap_or(0)
}

/// Cuts a line where `>>` says that another person speaks.
fn push_parts(place: usize, cue: &Cue<'_>, line: &Line, is_first: bool, parts: &mut Vec<Part>) {
    let (mut rest, mut is_marked, mut is_first) = (line.text.as_str(), false, is_first);
    loop {
        let (text, after) = rest.split_once(">>").map_or((rest, None), |(text, after)| (text, Some(after)));
        let said = without_dash(text.trim());
        if is_marked || !text.trim().is_empty() {
            parts.push(Part {
                cue: place,
                start: cue.start,
                end: cue.end,
                voice: line.voice.clone(),
                is_first,
                is_marked,
                has_dash: said.is_some(),
                text: said.unwrap_or(text).trim().to_owned(),
            });
            is_first = false;
        }
        let Some(after) = after else { return };
        (rest, is_marked) = (after.trim_start_matches('>'), true);
    }
}

/// What stands after the dash of a dialogue.
fn without_dash(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['-', '–', '—', '‐', '‑'])?;
    let is_dash = rest.starts_with(char::is_whitespace)
        || text.starts_with('-') && rest.starts_with(|first: char| !first.is_numeric() && first != '-');
    is_dash.then(|| rest.trim_start())
}

/// `Tom Venn: text` or `TOM VENN: text`: the name and the text.
fn name_before_colon(text: &str) -> Option<(&str, &str)> {
    let (name, said) = text.split_once(':')?;
    let name = name.trim();
    let is_parted = said.is_empty() || said.starts_with(char::is_whitespace);
    let words = name.split_whitespace().count();
    let fits = name.len() <= NAME_BYTES && (1..=NAME_WORDS).contains(&words);
    (is_parted && fits && is_name(name)).then_some((name, said.trim_start()))
}

/// Whether words begin like those of a name, and end no sentence.
fn is_name(name: &str) -> bool {
    const SMALL: &[&str] =
        &["de", "da", "di", "du", "van", "von", "der", "den", "of", "the", "and", "la", "le", "y", "e"];
    let is_title = |word: &str| word.len() <= 5 && word.ends_with('.');
    let is_word = |word: &str| {
        let bare = word.trim_start_matches(['(', '[', '#', '"']);
        let begins = bare.starts_with(|first: char| first.is_alphanumeric() && !first.is_lowercase());
        (begins || SMALL.contains(&word)) && (!word.ends_with(['.', '?', '!', ',', ';']) || is_title(word))
    };
    name.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
        && name.split_whitespace().all(is_word)
}

/// The names that stand before colons at the beginning of cues.
struct Names {
    /// In how many cues a name stands.
    cues: BTreeMap<String, usize>,
    /// In how many cues any name stands: in capitals, and not.
    forms: [usize; 2],
}

impl Names {
    /// Counts the names before colons.
    fn of(parts: &[Part]) -> Self {
        let mut names = Self { cues: BTreeMap::new(), forms: [0; 2] };
        let mut last = [usize::MAX; 2];
        for part in parts.iter().filter(|part| part.is_first || part.has_dash || part.is_marked) {
            let Some((name, _)) = name_before_colon(&part.text) else { continue };
            *names.cues.entry(name.to_owned()).or_default() += 1;
            let form = usize::from(is_in_capitals(name));
            if let (Some(last), Some(count)) = (last.get_mut(form), names.forms.get_mut(form))
                && std::mem::replace(last, part.cue) != part.cue
            {
                *count += 1;
            }
        }
        names
    }

    /// Whether a name is a speaker's: others of its form are found, and a single word (`Remember:`) is found again.
    fn has(&self, name: &str) -> bool {
        let is_usual = self.forms.get(usize::from(is_in_capitals(name))).is_some_and(|count| *count >= 2);
        let count = self.cues.get(name).copied().unwrap_or(0);
        is_usual && (count >= 2 || count == 1 && (is_in_capitals(name) || name.contains(' ')))
    }
}

/// Whether a name is written in capitals.
fn is_in_capitals(name: &str) -> bool {
    !name.contains(char::is_lowercase) && name.chars().filter(|letter| letter.is_uppercase()).count() >= 2
}

impl Part {
    /// The piece of the transcript that it is.
    fn into_piece(self, names: &Names) -> Piece {
        let named = name_before_colon(&self.text).filter(|(name, _)| self.is_marked || names.has(name));
        let (voice, said) = match (self.voice, named) {
            (Some(voice), _) => (Voice::Named(voice), self.text.as_str()),
            (None, Some((name, said))) if self.is_marked => (Voice::Marked(name.to_owned()), said),
            (None, Some((name, said))) => (Voice::Named(name.to_owned()), said),
            (None, None) if self.is_marked => (Voice::Unnamed, self.text.as_str()),
            (None, None) => (Voice::Same, self.text.as_str()),
        };
        let text = if self.has_dash && voice == Voice::Same { format!("- {said}") } else { said.to_owned() };
        Piece { start: Some(self.start), end: Some(self.end), voice, text }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_subtitles, subtitle_text};

    #[test]
    fn sub_rip_becomes_paragraphs() {
        let srt = "\u{FEFF}1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>The dam</i>\r\n{\\an8}holds &amp; holds.\r\n\r\n\
                   2\r\n00:00:02,600 --> 00:00:04,000 X1:10 Y1:20\r\nAt 5 < 6 metres.\r\n\r\n\
                   3\r\n00:00:07,000 --> 00:00:09,000\r\n- Who says so?\r\n-Ilse&nbsp;Marren&#39;s book.\r\n\r\n\
                   4\r\n00:00:09,000 --> 00:00:10,000\r\n\r\nWell.\r\n";
        assert!(is_subtitles(srt));
        let text =
            "The dam holds & holds. At 5 < 6 metres.\n\n- Who says so?\n- Ilse Marren's book.\nWell.\n";
        assert_eq!(subtitle_text(srt).as_deref(), Ok(text));
    }

    #[test]
    fn voices_of_web_vtt() {
        let vtt = "WEBVTT - a talk\nX-TIMESTAMP-MAP=LOCAL:0\n\nSTYLE\n::cue { color: red }\n\nNOTE about\nthe dam\n\nintro\n\
                   00:04.000 --> 00:06.000 align:start\n<v.loud Tom Venn>Does <c.yellow>it</c> <00:00:05.000>hold?</v>\n\n\
                   00:06.000 --> 00:07.000\n<v Ilse Marren>It does.\n<v Tom Venn>Good.\n\n\
                   REGION\nid:a\n\n01:00:08.000 --> 01:00:09.000\n<v Tom Venn>Very\ngood.\n";
        assert!(is_subtitles(vtt));
        let text = "[00:00:04] Tom Venn: Does it hold?\n\n[00:00:06] Ilse Marren: It does.\n\n\
                    [00:00:06] Tom Venn: Good. Very good.\n";
        assert_eq!(subtitle_text(vtt).as_deref(), Ok(text));
    }

    #[test]
    fn names_before_colons_need_company() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nTOM VENN: Does it\n\n2\n00:00:02,000 --> 00:00:03,000\nhold: yes or no?\n\n\
                   3\n00:00:03,000 --> 00:00:04,000\nILSE: It does.\nTOM VENN: Oh.\n";
        let text = "[00:00:01] TOM VENN: Does it hold: yes or no?\n\n[00:00:03] ILSE: It does.\n\n[00:00:03] TOM VENN: Oh.\n";
        assert_eq!(subtitle_text(srt).as_deref(), Ok(text));
        let once = "1\n00:00:01,000 --> 00:00:02,000\nRemember: it holds.\n";
        assert_eq!(subtitle_text(once).as_deref(), Ok("Remember: it holds.\n"));
    }

    #[test]
    fn captions_that_roll_and_change_speakers() {
        let vtt = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000 align:start\n \n&gt;&gt; the dam<00:00:00.500><c> holds.</c>\n\n\
                   00:00:02.000 --> 00:00:02.010\n>> the dam holds.\n \n\n\
                   00:00:02.010 --> 00:00:04.000\n>> the dam holds.\nfor now >> TOM VENN: Oh.\n\n\
                   00:00:09.000 --> 00:00:10.000\n>>> News.\n";
        let text = ">> the dam holds. for now\n\n[00:00:02] >> TOM VENN: Oh.\n\n>> News.\n";
        assert_eq!(subtitle_text(vtt).as_deref(), Ok(text));
    }

    #[test]
    fn what_is_none_and_what_is_broken() {
        for text in ["", "WEBVTTX", "1\nThe dam", "The dam\n00:01.000 --> 00:02.000", "1\n2 --> 3"] {
            assert!(!is_subtitles(text), "{text:?}");
        }
        assert!(subtitle_text("The dam holds.").is_err());
        let marks = format!("1\n00:00:01,000 --> 99999:00:02,000\n{}", "<v &{\\".repeat(20_000));
        assert!(subtitle_text(&marks).is_err());
        let marks =
            format!("1\n00:00:01,000 --> 00:00:02,000\n{}{}", "<v &{\\é".repeat(50_000), ">>".repeat(50_000));
        assert!(subtitle_text(&marks).is_ok());
    }
}
