//! What could announce a speaker at the beginning of a block: `NAME:`, `Mr. NAME.`, `Q   `, `**Name:**`, `Name 00:04`.
//!
//! Nothing is decided here. An [`Announcement`] is what a block's first line can be read as, with its [`Form`]; which forms the document
//! uses, and which names are people, is decided from all of them in [`evidence`](super::evidence).

use super::names::{is_form_of_address, is_name_particle, is_office_word, without_brackets, word_of_part};
use crate::phrases::{Section, is_known};

/// What a block's beginning can be read as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Announcement<'a> {
    /// The name, as printed.
    pub(super) name: &'a str,
    /// The bytes of the block up to what is said.
    pub(super) length: usize,
    /// The time, as printed.
    pub(super) time: Option<&'a str>,
    /// How it is announced.
    pub(super) form: Form,
}

/// How a name is announced: the same for all speakers of a document, mostly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    pub(super) delimiter: Delimiter,
    /// Whether the name is in bold type, or after `>>`.
    pub(super) is_marked: bool,
    /// Whether a time stands beside it.
    pub(super) has_time: bool,
}

/// What follows a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Delimiter {
    /// `NAME:`
    Colon,
    /// `Mr. NAME.`
    FullStop,
    /// `Name (Party). –`, `The Speaker—`
    Dash,
    /// `Q   Why?`
    Blanks,
    /// Nothing: the name stands alone on its line.
    LineEnd,
}

impl Delimiter {
    /// What it is, in words.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Colon => "a colon",
            Self::FullStop => "a full stop",
            Self::Dash => "a dash",
            Self::Blanks => "blanks",
            Self::LineEnd => "the end of the line",
        }
    }
}

impl Form {
    /// Whether the form alone is hardly ever anything else.
    pub(super) fn is_strong(self) -> bool {
        self.is_marked && self.delimiter == Delimiter::Colon || self.has_time
    }

    /// Whether much is printed in the form that announces nobody.
    pub(super) fn is_weak(self) -> bool {
        !self.has_time && matches!(self.delimiter, Delimiter::Blanks | Delimiter::LineEnd)
    }
}

/// The longest name, with its titles, in words and in bytes.
const NAME_WORDS: usize = 9;
/// The most words of a name with an office.
const OFFICE_WORDS: usize = 16;
pub(super) const NAME_BYTES: usize = 120;
/// A name of that length, and the signs that may stand before its colon.
const LONGEST_ANNOUNCEMENT: usize = NAME_BYTES + 60;

/// Reads the beginning of a block. `colon` is the place of its first colon.
#[inline]
pub(super) fn announcement(text: &str, colon: Option<usize>) -> Option<Announcement<'_>> {
    let [first, second, ..] = text.as_bytes() else { return None };
    // Most blocks begin with a word in lower case after its first letter, and have no colon, or have it too late.
    let may_have_colon = colon.is_some_and(|colon| colon < LONGEST_ANNOUNCEMENT);
    let is_plain = first.is_ascii_alphanumeric() && second.is_ascii_lowercase() && !first.is_ascii_digit();
    if !may_have_colon && is_plain && !may_begin_with_title(text) {
        return None;
    }
    read(text, colon)
}

/// Whether a block begins with a form of address that a name in capitals may follow (`Mr. VENN.`), or with a name and a dash.
fn may_begin_with_title(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(80)];
    matches!(head, [b'M' | b'T' | b'D' | b'S' | b'H' | b'Q', ..]) && head.contains(&b'.')
        || text.starts_with("The ") && head.iter().skip(4).take(2).all(u8::is_ascii_uppercase)
        || first_dash(head).is_some()
}

/// Where the first dash is; curly quotes, of which many texts are full, begin with the same byte.
fn first_dash(head: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xE2, head)
        .find(|place| matches!(head.get(place + 1..place + 3), Some([0x80, 0x93 | 0x94])))
}

fn read(text: &str, colon: Option<usize>) -> Option<Announcement<'_>> {
    let head = Head::of(text);
    if head.time.is_some() && is_time_of_day(text, &text[head.length..]) {
        return None;
    }
    let rest = &text[head.length..];
    let line = &rest[..memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len())];
    if line.is_empty() {
        return None;
    }
    // The first colon may be one of the time.
    let colon = match head.length {
        0 => colon,
        _ => memchr::memchr(b':', &line.as_bytes()[..line.len().min(LONGEST_ANNOUNCEMENT)]),
    };
    let found = by_colon(line, colon, head.is_marked)
        .or_else(|| by_time(line))
        .or_else(|| by_question_letter(line))
        .or_else(|| by_full_stop(line))
        .or_else(|| by_dash(line))
        .or_else(|| by_blanks(line))
        .or_else(|| by_line_end(line, rest, head.time.is_some()))?;
    // What a block says goes on after its first line.
    let said = rest[found.length..].trim_start_matches([' ', '\t', '\u{A0}']);
    let length = if found.delimiter == Delimiter::Colon && !found.takes_blanks {
        head.length + found.length
    } else {
        text.len() - said.len()
    };
    let time = head.time.or(found.time);
    let form = Form { delimiter: found.delimiter, is_marked: head.is_marked, has_time: time.is_some() };
    Some(Announcement { name: found.name, length, time, form })
}

/// Whether a time at the beginning of a text is one of the day: `10:46 GMT`, `1:15 P.M. EST`. `rest` follows it.
fn is_time_of_day(text: &str, rest: &str) -> bool {
    let is_half = |half: &str| rest.get(..half.len()).is_some_and(|head| head.eq_ignore_ascii_case(half));
    super::entries::announced(text).is_some() || ["a.m", "p.m", "am ", "pm ", "uhr"].into_iter().any(is_half)
}

/// What stands before a name.
#[derive(Default)]
struct Head<'a> {
    length: usize,
    time: Option<&'a str>,
    is_marked: bool,
}

impl<'a> Head<'a> {
    fn of(text: &'a str) -> Self {
        let mut head = Self::default();
        if text.as_bytes().first().is_some_and(|first| first.is_ascii_alphabetic()) {
            return head;
        }
        // A mark, a time and another mark, in any order.
        for _ in 0..3 {
            let rest = &text[head.length..];
            let unmarked = rest.trim_start_matches(['*', '_', '>']);
            let marks = rest.len() - unmarked.len();
            if (2..=3).contains(&marks) && !unmarked.starts_with([' ', '\n'])
                || marks > 0 && rest.starts_with(">>")
            {
                head.is_marked = true;
                head.length = text.len() - unmarked.trim_start().len();
            } else if let Some((time, length)) = time_at_start(rest).filter(|_| head.time.is_none()) {
                let after = &rest[length..];
                let gap = after.len() - after.trim_start_matches([' ', '\u{A0}', '\t', '-', '–']).len();
                head.time = Some(time);
                head.length += length + gap;
            } else {
                break;
            }
        }
        head
    }
}

/// `[02:50:05]`, `(2:50)`, `\[03:54\]`, or `00:02:50` with nothing around it: the time and the bytes of all.
pub(super) fn time_at_start(text: &str) -> Option<(&str, usize)> {
    let first = text.as_bytes().first()?;
    if first.is_ascii_digit() {
        let time = clock(text)?;
        let is_parted = text.len() == time.len() || text[time.len()..].starts_with([' ', '\t', '\u{A0}']);
        return (is_parted && time.len() >= 4).then_some((time, time.len()));
    }
    let inside = text.strip_prefix('\\').unwrap_or(text).strip_prefix(['[', '('])?;
    let time = clock(inside.trim_start())?;
    let start = time.as_ptr() as usize - text.as_ptr() as usize;
    let after = &text[start + time.len()..];
    let closed =
        after.trim_start().strip_prefix('\\').unwrap_or(after.trim_start()).strip_prefix([']', ')'])?;
    Some((time, text.len() - closed.len()))
}

/// `02:50:05`, `2:50`, `2:50.5`: the figures of a recorder's time at the beginning of a text.
fn clock(text: &str) -> Option<&str> {
    let end = text
        .find(|character: char| !character.is_ascii_digit() && character != ':' && character != '.')
        .unwrap_or(text.len());
    let time = text[..end].trim_end_matches('.');
    let mut parts = time.split(':');
    let is_time = parts.clone().count().wrapping_sub(2) < 2
        && parts.all(|part| {
            let whole = part.split('.').next().unwrap_or_default();
            (1..=3).contains(&whole.len()) && part.len() <= 7
        })
        && time.rsplit(':').next().is_some_and(|last| last.len() >= 2);
    is_time.then_some(time)
}

/// A name and its delimiter, found in a line.
struct Found<'a> {
    name: &'a str,
    delimiter: Delimiter,
    /// The bytes up to the end of the delimiter.
    length: usize,
    time: Option<&'a str>,
    /// Whether blanks after it belong to the announcement.
    takes_blanks: bool,
}

impl<'a> Found<'a> {
    fn new(name: &'a str, delimiter: Delimiter, length: usize) -> Self {
        Self { name, delimiter, length, time: None, takes_blanks: delimiter != Delimiter::Colon }
    }
}

/// `Name:`, `Name (Party/List 90):`, `Speaker 1 (00:00):`, `**Name**:`, `Name: (00:00)`, `记者：`.
fn by_colon(line: &str, colon: Option<usize>, is_marked: bool) -> Option<Found<'_>> {
    let (mut colon, mut width) = first_colon(line, colon)?;
    // A colon in brackets is one of a time, or says what the brackets say.
    if let Some(open) =
        line[..colon].rfind(['(', '[']).filter(|&open| !line[open..colon].contains([')', ']']))
    {
        let close = open + line[open..].find([')', ']'])?;
        let after = line[close + 1..].trim_start_matches(['*', '_', ' ']);
        width = colon_width(after)?;
        colon = line.len() - after.len();
    }
    if colon > LONGEST_ANNOUNCEMENT {
        return None;
    }
    let (name, mut time) = without_time(line[..colon].trim_end().trim_end_matches(['*', '_']).trim_end());
    let mut rest = line[colon + width..].trim_start_matches(':').trim_start_matches(['*', '_']);
    if let Some((found, length)) = time_at_start(rest.trim_start()).filter(|_| time.is_none()) {
        time = Some(found);
        let after = rest.trim_start();
        rest = &after[length..];
    }
    let is_parted = rest.is_empty()
        || rest.starts_with(|next: char| next.is_whitespace() || "\"“„«([-–—…".contains(next))
        || width > 1
        || rest.starts_with(char::is_uppercase) && (is_word_for_somebody(name) || ends_in_capitals(name));
    let is_address = rest.trim_start().starts_with("http");
    let takes_blanks = rest.starts_with(['–', '—']);
    let rest = if takes_blanks { rest.trim_start_matches(['–', '—']) } else { rest };
    let is_name = is_name(name) || is_marked && is_name_of_a_kind(name);
    (is_parted && !is_address && is_name).then(|| Found {
        time,
        takes_blanks,
        ..Found::new(name, Delimiter::Colon, line.len() - rest.len())
    })
}

/// A name whose last word is in capitals: `MR. VENN`.
fn ends_in_capitals(name: &str) -> bool {
    name.contains(' ') && name.rsplit(' ').next().is_some_and(is_in_capitals)
}

/// What is no person's name, but could be anybody's in bold type: `$STDOUT`, `DJ 3`.
fn is_name_of_a_kind(name: &str) -> bool {
    name.len() <= 40
        && name.split(' ').count() <= 4
        && name.contains(char::is_alphabetic)
        && !name.contains(is_no_sign_of_names)
}

/// The place of the first colon and its bytes: an ASCII one, whose place is known, or a wide one before it.
fn first_colon(line: &str, colon: Option<usize>) -> Option<(usize, usize)> {
    let colon = colon.filter(|&colon| colon < line.len());
    if line.as_bytes().first().is_some_and(u8::is_ascii) {
        return Some((colon?, 1));
    }
    let head = &line[..line.floor_char_boundary(NAME_BYTES.min(colon.unwrap_or(NAME_BYTES)))];
    match head.find('：') {
        Some(wide) => Some((wide, '：'.len_utf8())),
        None => Some((colon?, 1)),
    }
}

fn colon_width(text: &str) -> Option<usize> {
    [":", "："].iter().find(|colon| text.starts_with(**colon)).map(|colon| colon.len())
}

/// A name without the time that stands in brackets, or without them, after it.
fn without_time(name: &str) -> (&str, Option<&str>) {
    if !name.ends_with(|last: char| last.is_ascii_digit() || last == ')' || last == ']')
        || !name.contains(':')
    {
        return (name, None);
    }
    let is_of_time = |character: char| character.is_ascii_digit() || ":.()[]\\".contains(character);
    let bare = name.trim_end_matches(is_of_time);
    match time_at_start(&name[bare.len()..])
        .or_else(|| clock(&name[bare.len()..]).map(|time| (time, time.len())))
    {
        Some((time, length)) if bare.len() + length == name.len() => (bare.trim_end(), Some(time)),
        _ => (name, None),
    }
}

/// `Ilse Marren 00:16:58 So it is`, `Ilse Marren [16:58] So it is`: without brackets, the time has hours.
fn by_time(line: &str) -> Option<Found<'_>> {
    let head = &line[..line.floor_char_boundary(LONGEST_TIMED)];
    let start =
        head.find(|character: char| character.is_ascii_digit() || character == '[' || character == '(')?;
    let (time, length) = time_at_start(&line[start..])?;
    let is_bare = line[start..].starts_with(|first: char| first.is_ascii_digit());
    let has_hours = time.bytes().filter(|byte| *byte == b':').count() == 2;
    let name = line[..start].trim_end();
    let is_timed =
        name.len() < start && (has_hours || !is_bare) && name.split(' ').count() <= 4 && is_name(name);
    is_timed.then(|| Found { time: Some(time), ..Found::new(name, Delimiter::Blanks, start + length) })
}

/// A name before a time has at most so many bytes, with the time.
const LONGEST_TIMED: usize = 60;

/// `Mr. VENN.`, `The SPEAKER pro tempore.`, `Ms. MARREN of Ohio.`, `Q.`, `M. le président.`
fn by_full_stop(line: &str) -> Option<Found<'_>> {
    let head = &line.as_bytes()[..line.len().min(NAME_BYTES)];
    memchr::memchr3(b'.', b'(', b'[', head)?;
    let end = full_stop_after_name(line)?;
    let name = &line[..end];
    let rest = &line[end + 1..];
    let said = rest.trim_start_matches(['*', ' ', '\u{A0}', '-', '–', '—']);
    let is_parted = rest.is_empty() || rest.starts_with([' ', '\u{A0}', '\t', '*', '-', '–', '—']);
    let speaks = said.is_empty() || said.starts_with(|first: char| !first.is_lowercase());
    (is_parted && speaks).then(|| Found::new(name, Delimiter::FullStop, line.len() - said.len()))
}

/// Where the full stop is that ends a name: after a word for who asks or answers, or after words of which one is in capitals, an office
/// or a name after a form of address, and the others are offices, initials and the like; an office after a comma belongs to it.
fn full_stop_after_name(line: &str) -> Option<usize> {
    let head = &line[..line.floor_char_boundary(NAME_BYTES)];
    let mut name = NameBeforeStop::default();
    for (count, word) in head.split([' ', '\u{A0}']).filter(|word| !word.is_empty()).enumerate() {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        if count >= NAME_WORDS {
            return None;
        }
        match name.add(word, count) {
            Step::GoesOn => {}
            Step::Ends => return Some(start + word.trim_end_matches('.').len()),
            Step::EndedBefore => return line[..start].trim_end().strip_suffix('.').map(str::len),
            Step::Brackets => {
                let close = start + line[start..].find([')', ']'])?;
                return line[close + 1..].starts_with('.').then_some(close + 1);
            }
            Step::Comma => return stop_after_office(head, start + word.len()),
            Step::IsNone => return None,
        }
    }
    // The line ends with initials.
    name.has_initials.then(|| head.trim_end().strip_suffix('.').map(str::len))?
}

/// The full stop after an office that follows a comma: `Marren, ministra dei fiumi.`
fn stop_after_office(head: &str, from: usize) -> Option<usize> {
    let after = head[from..].trim_start();
    let first = after.split([' ', '\u{A0}', '.']).next()?;
    let is_office = is_office_word(first) && !is_form_of_address(first);
    let stop = head[from..]
        .find(". ")
        .or_else(|| head[from..].trim_end().ends_with('.').then(|| head[from..].trim_end().len() - 1))?;
    is_office.then_some(from + stop)
}

/// What a word does to a name before a full stop.
enum Step {
    GoesOn,
    /// The full stop after the word ends the name.
    Ends,
    /// The name ended with the initials before the word.
    EndedBefore,
    /// Brackets follow the name.
    Brackets,
    /// A comma follows it.
    Comma,
    /// It is no name.
    IsNone,
}

/// The words of a name so far.
#[derive(Default)]
struct NameBeforeStop {
    /// Whether one of them is a name.
    is_named: bool,
    /// Whether a form of address stands before it.
    is_addressed: bool,
    /// Whether the last were initials after a name.
    has_initials: bool,
}

impl NameBeforeStop {
    fn add(&mut self, word: &str, count: usize) -> Step {
        let stem = word.trim_end_matches(['.', ',']);
        let is_capital = stem.starts_with(char::is_uppercase);
        if word.starts_with(['(', '[']) {
            return if self.is_named { Step::Brackets } else { Step::IsNone };
        }
        if word.ends_with('.') && count == 0 && is_letter_of_part(stem) {
            return Step::Ends;
        }
        if stem.chars().filter(|one| *one != '.').count() <= 2
            && word.ends_with('.')
            && is_initials(word)
            && !is_office_word(word)
        {
            self.has_initials = self.is_named || count == 1;
            self.is_named |= self.has_initials;
            return Step::GoesOn;
        }
        if std::mem::take(&mut self.has_initials) && !is_in_capitals(stem) {
            return Step::EndedBefore;
        }
        let is_upper = is_in_capitals(stem);
        let is_title = is_office_word(word);
        if is_upper && !(is_title && stem.chars().count() <= 4)
            || is_capital && self.is_addressed && !is_title
        {
            self.is_named = true;
        } else if !is_title && !is_small_word(stem) && !(is_capital && (self.is_named || count == 0)) {
            return Step::IsNone;
        }
        self.is_addressed |= count == 0 && is_form_of_address(stem);
        if word.ends_with(',') {
            return if self.is_named { Step::Comma } else { Step::IsNone };
        }
        if word.ends_with('.') && !is_abbreviated_title(stem) {
            let is_office = count >= 1 && is_title && !is_upper;
            return if self.is_named || is_office { Step::Ends } else { Step::IsNone };
        }
        Step::GoesOn
    }
}

/// `T.`, `T.I.`
fn is_initials(word: &str) -> bool {
    word.split('.')
        .filter(|part| !part.is_empty())
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

/// `Mr`, `Dr`, `Hon`: short words of offices, after which a full stop ends nothing.
fn is_abbreviated_title(stem: &str) -> bool {
    stem.chars().count() <= 4 && is_office_word(stem) || stem == "M"
}

/// `Q`, `A`: words for who asks or answers that a full stop may follow.
fn is_letter_of_part(stem: &str) -> bool {
    matches!(stem, "Q" | "A" | "PM" | "P.M" | "QUESTION" | "Question" | "ANSWER" | "Answer")
        || stem.chars().count() >= 4 && stem.starts_with(char::is_uppercase) && is_word_for_somebody(stem)
}

/// Whether a word is in capitals, as names are in many transcripts; small prefixes do not count (`McCAIN`, `O'NEIL`).
pub(super) fn is_in_capitals(word: &str) -> bool {
    let bare =
        ["Mc", "Mac", "De", "de", "La", "Le", "Van", "Von", "Fitz", "Di", "Du"].iter().find_map(|prefix| {
            word.strip_prefix(prefix)
                .filter(|rest| rest.chars().filter(|one| one.is_uppercase()).count() >= 2)
        });
    let mut letters = bare.unwrap_or(word).chars().filter(|character| character.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

/// `Venn (PSE). – Mr President`, `The Speaker—Order`.
fn by_dash(line: &str) -> Option<Found<'_>> {
    let head = &line[..line.floor_char_boundary(NAME_BYTES)];
    let dash = first_dash(head.as_bytes())?;
    let before = head[..dash].trim_end();
    let name = before.trim_end_matches('.').trim_end();
    let rest = line[dash..].trim_start_matches(['–', '—']);
    // Without a full stop, only an office is parted from its words by a dash.
    let has_stop = before.len() > name.len();
    let is_office = || {
        name.split(' ').all(|word| is_office_word(word) || is_small_word(word))
            && is_office_word(name.rsplit(' ').next().unwrap_or_default())
    };
    let words = name.split(' ').count();
    let is_whole = has_stop && words <= 8 || is_office();
    let speaks = rest.trim_start().starts_with(|first: char| !first.is_lowercase());
    (is_whole && speaks && words >= 1 && is_name(name))
        .then(|| Found::new(name, Delimiter::Dash, line.len() - rest.len()))
}

/// Names that a blank may part from what is said.
const BEFORE_BLANK: &[&str] = &["QUESTION", "PRIME MINISTER", "P. M", "P.M", "PM", "Q"];

/// `Q   Why?`, `Q Why?`, `Q, do you`: a word in capitals for somebody, and a blank or a sign.
fn by_question_letter(line: &str) -> Option<Found<'_>> {
    let name = BEFORE_BLANK.iter().find(|name| line.starts_with(**name))?;
    let rest = &line[name.len()..];
    let said = rest.trim_start_matches([' ', '\u{A0}', '\t', '.', ',', '*', ';', '-', '–', '—']);
    let is_parted = rest.starts_with([' ', '\u{A0}', '\t', ',', ';', '*', '-']);
    let speaks = said.starts_with(|first: char| !first.is_lowercase() && first != '&')
        || rest.len() > said.len() + 2 && !said.is_empty();
    (is_parted && speaks).then(|| Found::new(&line[..name.len()], Delimiter::Blanks, line.len() - said.len()))
}

/// Whether an announcement is one that needs no other sign: `Q.`, `PRIME MINISTER`.
pub(super) fn is_by_letter(announcement: &Announcement<'_>) -> bool {
    BEFORE_BLANK.contains(&announcement.name)
}

/// `VENN<tab>It is`: a name in capitals, and a tab or several blanks.
fn by_blanks(line: &str) -> Option<Found<'_>> {
    let first = line.split([' ', '\t', '\u{A0}']).next()?;
    if !is_in_capitals(first) && !is_office_word(first) && first != "A" {
        return None;
    }
    let head = &line[..line.floor_char_boundary(NAME_BYTES)];
    let blanks = |blanks: &str| memchr::memmem::find(head.as_bytes(), blanks.as_bytes());
    let tab = || memchr::memchr(b'\t', head.as_bytes());
    let gap = tab().or_else(|| blanks("   ")).or_else(|| blanks("\u{A0}\u{A0}"))?;
    let name = line[..gap].trim_end();
    let said = line[gap..].trim_start();
    let is_upper = name.split(' ').all(|word| is_in_capitals(word) || is_office_word(word))
        && name.chars().any(char::is_alphabetic);
    let is_letter = name == "A";
    (!said.is_empty() && (is_upper || is_letter) && name.split(' ').count() <= 4)
        .then(|| Found::new(name, Delimiter::Blanks, line.len() - said.len()))
}

/// A name alone on its line, perhaps with a time: `Ilse Marren  0:04`, `PRIME MINISTER`.
fn by_line_end<'a>(line: &'a str, block: &str, has_time: bool) -> Option<Found<'a>> {
    let line = line.trim_end();
    if line.len() > 80 || line.len() < block.trim_end().len() && !has_time {
        return None;
    }
    let (name, time) = without_time(line);
    let name = name.trim_end_matches(['*', '_', ' ', '\u{A0}', '\t', '|', '-', '–', '(']).trim_end();
    let is_upper = || {
        let mut words = name.split([' ', '.']).filter(|word| !word.is_empty());
        words.all(|word| is_in_capitals(word) || is_office_word(word))
    };
    let has_time = has_time || time.is_some();
    let is_short = name.split(' ').count() <= 5 && !name.ends_with(['.', ',']);
    let is_meant = is_short && (has_time || is_upper() || is_word_for_somebody(name));
    (is_meant && is_name(name)).then(|| Found { time, ..Found::new(name, Delimiter::LineEnd, line.len()) })
}

/// Whether a name is a word for who asks, answers, leads or is not known, with a number or without.
fn is_word_for_somebody(name: &str) -> bool {
    let bare = word_of_part(name);
    [Section::Questioners, Section::Answerers, Section::Moderators, Section::Unidentified]
        .into_iter()
        .any(|section| is_known(section, &bare))
}

/// Whether what stands before a delimiter could be a name: words with capitals or of a script without them, and small words where an
/// office is among the others; no quotation marks, no end of a sentence.
fn is_name(name: &str) -> bool {
    let whole = without_brackets(name);
    let (bare, after) = whole.split_once(',').map_or((whole, ""), |(bare, after)| (bare, after.trim_start()));
    // What an office is for may be told in any words.
    let first = after.split([' ', '\u{A0}']).next().unwrap_or_default();
    let is_titled = is_office_word(first)
        && !is_form_of_address(first)
        && after.len() <= NAME_BYTES
        && bare.contains(' ');
    let bare = if is_titled { bare } else { whole };
    if name.is_empty() || bare.len() > NAME_BYTES || name.contains(is_no_sign_of_names) {
        return false;
    }
    if bare.starts_with(['(', '[']) || bare.contains(char::is_numeric) {
        // `(inaudible)`, `JOURNALIST 2`, `XX04`, but not `Article 3`.
        return is_word_for_somebody(bare) || is_code(bare);
    }
    let words = || bare.split([' ', '\u{A0}']).filter(|word| !word.is_empty());
    let starts_well = bare.starts_with(|first: char| first.is_uppercase() || is_without_case(first));
    if !starts_well || bare.contains(['(', '[', '/']) {
        return is_word_for_somebody(bare) && bare.starts_with(char::is_alphabetic);
    }
    // Small words cost a look into the phrases.
    let all_capital =
        words().all(|word| word.starts_with(|first: char| first.is_uppercase() || is_without_case(first)));
    let has_office = || words().any(is_office_word);
    let most = if all_capital && words().count() <= NAME_WORDS { NAME_WORDS } else { OFFICE_WORDS };
    words().count() <= most
        && (all_capital && most == NAME_WORDS
            || words().all(|word| is_name_word(word) || is_small_word(word))
                && (words().filter(|word| is_small_word(word) && !is_name_particle(word)).count() == 0
                    || has_office())
            || is_word_for_somebody(bare))
}

/// `XX04`, `S2`: what a recorder calls somebody.
fn is_code(name: &str) -> bool {
    let letters = name.trim_end_matches(|character: char| character.is_ascii_digit() || character == '_');
    (1..=4).contains(&letters.len())
        && name.len() <= 6
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_no_sign_of_names(character: char) -> bool {
    matches!(
        character,
        '"' | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '?'
            | '!'
            | ';'
            | '\n'
            | '\r'
            | '='
            | '<'
            | '>'
            | '{'
            | '}'
            | '|'
            | '…'
    )
}

fn is_without_case(character: char) -> bool {
    character.is_alphabetic() && !character.is_uppercase() && !character.is_lowercase()
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(|first: char| first.is_uppercase() || is_without_case(first))
        || ["-", "–", "&"].contains(&word)
        || is_name_particle(word)
        || is_office_word(word)
}

/// Words in lower case inside an office.
fn is_small_word(word: &str) -> bool {
    const SMALL_WORDS: &[&str] = &[
        "of",
        "for",
        "the",
        "and",
        "de",
        "del",
        "der",
        "des",
        "di",
        "du",
        "da",
        "la",
        "le",
        "al",
        "ibn",
        "bin",
        "van",
        "von",
        "et",
        "el",
        "für",
        "und",
        "bei",
        "beim",
        "zu",
        "zur",
        "zum",
        "im",
        "in",
        "to",
        "on",
        "y",
        "e",
        "do",
        "dos",
        "das",
        "les",
        "l'",
        "pour",
        "aux",
        "à",
        "au",
        "an",
        "besondere",
    ];
    SMALL_WORDS.contains(&word) || word == "The" || word == "La" || word == "El" || word == "Le"
}

#[cfg(test)]
mod tests {
    use super::{Announcement, Delimiter, announcement};

    fn read(text: &str) -> Option<Announcement<'_>> {
        announcement(text, text.find(':'))
    }

    #[track_caller]
    fn check(delimiter: Delimiter, cases: &[(&str, &str, &str)]) {
        for (text, name, said) in cases {
            let found = read(text);
            let shown = found.map(|found| (found.form.delimiter, found.name, &text[found.length..]));
            assert_eq!(shown, Some((delimiter, *name, *said)), "{text}");
        }
    }

    #[test]
    fn names_and_colons() {
        check(
            Delimiter::Colon,
            &[
                ("Question: Why?", "Question", " Why?"),
                ("Question\u{A0}: Why?", "Question", " Why?"),
                ("Ilse Marren: Because.", "Ilse Marren", " Because."),
                ("PRIME MINISTER:", "PRIME MINISTER", ""),
                (
                    "DARIO VENN, MINISTER FOR FOREIGN AFFAIRS: I",
                    "DARIO VENN, MINISTER FOR FOREIGN AFFAIRS",
                    " I",
                ),
                ("Dr. Mina Farrow (Commission): Well", "Dr. Mina Farrow (Commission)", " Well"),
                ("Tom Venn (BÜNDNIS 90/DIE GRÜNEN): Ja", "Tom Venn (BÜNDNIS 90/DIE GRÜNEN)", " Ja"),
                ("Vizepräsident Dr. h. c. Paul Ried: Ja", "Vizepräsident Dr. h. c. Paul Ried", " Ja"),
                ("Вопрос: Почему?", "Вопрос", " Почему?"),
                ("记者：为什么？", "记者", "为什么？"),
                ("Ludwig van der Berg: Ja.", "Ludwig van der Berg", " Ja."),
                ("JOURNALIST 2: Why?", "JOURNALIST 2", " Why?"),
                ("(inaudible): Why?", "(inaudible)", " Why?"),
                ("ANN LEE (voice-over): Why?", "ANN LEE (voice-over)", " Why?"),
                ("**Ilse Marren:** So", "Ilse Marren", " So"),
                ("**Ilse Marren**: So", "Ilse Marren", " So"),
                ("MR. VENN:I did", "MR. VENN", "I did"),
                ("Mr VENN (Highmere) (14:03):—So", "Mr VENN (Highmere)", "So"),
            ],
        );
    }

    #[test]
    fn times_beside_names() {
        for (text, name, time, said) in [
            ("[02:50:05] ANN LEE: So.", "ANN LEE", "02:50:05", " So."),
            ("[02:50:05] ANN LEE", "ANN LEE", "02:50:05", ""),
            ("Speaker 1 (00:00):", "Speaker 1", "00:00", ""),
            ("Ilse Marren: (00:00)", "Ilse Marren", "00:00", ""),
            ("**Tom Venn:** \\[03:54\\] It is.", "Tom Venn", "03:54", " It is."),
            ("Ilse Marren  0:03", "Ilse Marren", "0:03", ""),
            ("Ilse Marren 01:00:03 So it is", "Ilse Marren", "01:00:03", "So it is"),
        ] {
            let found = read(text).unwrap();
            assert_eq!((found.name, found.time, &text[found.length..]), (name, Some(time), said), "{text}");
        }
        for text in
            ["[02:50:05] and so on", "(2:50)", "10:46 GMT", "1:15 P.M. EST", "Meet at 10:30 in the hall"]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn names_without_a_colon() {
        check(
            Delimiter::FullStop,
            &[
                ("Q. Why?", "Q", "Why?"),
                ("PM. Because.", "PM", "Because."),
                ("Mr. VENN. Mr. Speaker, so", "Mr. VENN", "Mr. Speaker, so"),
                ("Ms. MARREN of Ohio. So", "Ms. MARREN of Ohio", "So"),
                ("Ms. MILLENDER-McDONALD. So", "Ms. MILLENDER-McDONALD", "So"),
                ("The SPEAKER pro tempore (Mr. Poe). So", "The SPEAKER pro tempore (Mr. Poe)", "So"),
                ("M. le président. La séance", "M. le président", "La séance"),
                (
                    "Mme Ilse Marren, ministre des rivières. Il est",
                    "Mme Ilse Marren, ministre des rivières",
                    "Il est",
                ),
                ("Венн Т. И. Плотина закрыта.", "Венн Т. И", "Плотина закрыта."),
            ],
        );
        check(
            Delimiter::Dash,
            &[("Venn (PSE). – So", "Venn (PSE)", "So"), ("The Speaker—Order", "The Speaker", "Order")],
        );
        check(
            Delimiter::Blanks,
            &[
                ("Q Why?", "Q", "Why?"),
                ("Q    -- and why?", "Q", "and why?"),
                ("QUESTION Do you?", "QUESTION", "Do you?"),
            ],
        );
        check(Delimiter::LineEnd, &[("PRIME MINISTER", "PRIME MINISTER", "")]);
    }

    #[test]
    fn what_only_looks_like_an_announcement() {
        for text in [
            "Source URL: https://ministry.example/en",
            "Marren urged:",
            "Article 3: Water",
            "He said: no",
            "“Marren: A life",
            "https://ministry.example",
            "No colon here",
            "A river rose",
            "Questions were put",
            "Prime Minister Venn spoke",
            "Q and A",
            "PMs met",
            "Quite. So",
            "Mr. Venn spoke. He left.",
            "The river. It rose.",
            "U.S. Senate",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
