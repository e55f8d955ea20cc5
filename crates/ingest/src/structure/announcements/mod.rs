//! What could announce a speaker at the beginning of a block: `NAME:`, `Mr. NAME.`, `Q   `, `**Name:**`, `Name 00:04`.
//!
//! Nothing is decided here. An [`Announcement`] is what a block's first line can be read as, with its [`Form`]; which forms the document
//! uses, and which names are people, is decided from all of them in [`evidence`](super::evidence).

mod clock;
mod full_stop;
mod shapes;

use clock::{time_at_start, without_time};
use full_stop::by_full_stop;
use shapes::{ends_in_capitals, is_name, is_name_of_a_kind, is_small_word, is_word_for_somebody};

use super::names::is_office_word;

pub(super) use shapes::is_in_capitals;

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
    crate::structure::entries::announced(text).is_some()
        || ["a.m", "p.m", "am ", "pm ", "uhr"].into_iter().any(is_half)
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

/// `Ilse Marren 00:16:58 So it is`, `Ilse Marren [16:58] So it is`: without brackets, the time has hours.
fn by_time(line: &str) -> Option<Found<'_>> {
    let head = &line[..line.floor_char_boundary(LONGEST_TIMED)];
    let start = head.bytes().position(|byte| byte.is_ascii_digit() || byte == b'[' || byte == b'(')?;
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
