//! The day of a document: what its metadata, its text or its name say.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use foldhash::fast::FixedState;
use memchr::memmem;
use textmill_corpus::{DateEvidence, Document, DocumentDate, Segment, SegmentKind};

/// The months in the languages whose dates are known, in lower case, with their numbers.
const MONTHS: &[(&str, u32)] = &[
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("januar", 1),
    ("jänner", 1),
    ("februar", 2),
    ("märz", 3),
    ("mai", 5),
    ("juni", 6),
    ("juli", 7),
    ("oktober", 10),
    ("dezember", 12),
    ("janvier", 1),
    ("février", 2),
    ("mars", 3),
    ("avril", 4),
    ("juin", 6),
    ("juillet", 7),
    ("août", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("décembre", 12),
    ("enero", 1),
    ("febrero", 2),
    ("marzo", 3),
    ("abril", 4),
    ("mayo", 5),
    ("junio", 6),
    ("julio", 7),
    ("agosto", 8),
    ("septiembre", 9),
    ("octubre", 10),
    ("noviembre", 11),
    ("diciembre", 12),
    ("gennaio", 1),
    ("febbraio", 2),
    ("aprile", 4),
    ("maggio", 5),
    ("giugno", 6),
    ("luglio", 7),
    ("settembre", 9),
    ("ottobre", 10),
    ("dicembre", 12),
    ("janeiro", 1),
    ("fevereiro", 2),
    ("março", 3),
    ("maio", 5),
    ("junho", 6),
    ("julho", 7),
    ("setembro", 9),
    ("outubro", 10),
    ("novembro", 11),
    ("dezembro", 12),
    ("januari", 1),
    ("februari", 2),
    ("maart", 3),
    ("mei", 5),
    ("augustus", 8),
    ("maj", 5),
    ("augusti", 8),
    ("desember", 12),
    ("stycznia", 1),
    ("lutego", 2),
    ("marca", 3),
    ("kwietnia", 4),
    ("maja", 5),
    ("czerwca", 6),
    ("lipca", 7),
    ("sierpnia", 8),
    ("września", 9),
    ("października", 10),
    ("listopada", 11),
    ("grudnia", 12),
    ("ocak", 1),
    ("şubat", 2),
    ("mart", 3),
    ("nisan", 4),
    ("mayıs", 5),
    ("haziran", 6),
    ("temmuz", 7),
    ("ağustos", 8),
    ("eylül", 9),
    ("ekim", 10),
    ("kasım", 11),
    ("aralık", 12),
    ("січня", 1),
    ("лютого", 2),
    ("березня", 3),
    ("квітня", 4),
    ("травня", 5),
    ("червня", 6),
    ("липня", 7),
    ("серпня", 8),
    ("вересня", 9),
    ("жовтня", 10),
    ("листопада", 11),
    ("грудня", 12),
    ("января", 1),
    ("февраля", 2),
    ("марта", 3),
    ("апреля", 4),
    ("мая", 5),
    ("июня", 6),
    ("июля", 7),
    ("августа", 8),
    ("сентября", 9),
    ("октября", 10),
    ("ноября", 11),
    ("декабря", 12),
];

/// So many segments are looked at, from the first.
const HEAD: usize = 16;

/// The number of a month, by its name in lower case.
pub(crate) fn month_number(name: &str) -> Option<u32> {
    static NUMBERS: LazyLock<HashMap<&str, u32, FixedState>> =
        LazyLock::new(|| MONTHS.iter().copied().collect());
    NUMBERS.get(name).copied()
}

/// The days of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentDates {
    /// The day of what it reports or records: as given from outside, else in its title, in a line that is a date or a dateline; else the
    /// day of its publication, or the one in the name of its file. A day is preferred to a month.
    pub event: Option<DocumentDate>,
    /// The day when it was published or submitted, where the text says so.
    pub published: Option<DocumentDate>,
}

/// The days of a document: `given` from outside, or found in its text or the name of its file.
pub fn document_dates(given: Option<&str>, path: &str, text: &str, segments: &[Segment]) -> DocumentDates {
    let found = found_dates(path, text, segments);
    let is_publication =
        |evidence: DateEvidence| matches!(evidence, DateEvidence::Submission | DateEvidence::Publication);
    let shown = |(date, evidence): (Date, DateEvidence)| DocumentDate { iso: date.iso(), evidence };
    let best = |wanted: &dyn Fn(DateEvidence) -> bool| {
        let those = || found.iter().copied().filter(|(_, evidence)| wanted(*evidence));
        those().find(|(date, _)| date.day.is_some()).or_else(|| those().next())
    };
    let published = best(&is_publication);
    let of_text = best(&|evidence| !is_publication(evidence) && evidence != DateEvidence::FileName);
    let of_name = best(&|evidence| evidence == DateEvidence::FileName);
    // A month in the text is less than a day elsewhere.
    let days = [of_text, published, of_name].into_iter().flatten();
    let event = days.clone().find(|(date, _)| date.day.is_some()).or_else(|| days.clone().next());
    let given = given.map(|given| match parse_given(given) {
        Some(date) => DocumentDate { iso: date.iso(), evidence: DateEvidence::Metadata },
        None => DocumentDate { iso: given.to_owned(), evidence: DateEvidence::AsGiven },
    });
    DocumentDates { event: given.or(event.map(shown)), published: published.map(shown) }
}

/// All dates in the head of a text and the name of its file, the best evidence of each sort first.
fn found_dates(path: &str, text: &str, segments: &[Segment]) -> Vec<(Date, DateEvidence)> {
    let head = || segments.iter().take(HEAD).map(|segment| (segment.kind, segment.span.of(text).trim()));
    let stamped: Vec<&str> = head().map(|(_, text)| text).filter(|text| may_be_stamped(text)).collect();
    let after = |starts: &'static [&'static str]| {
        stamped.iter().filter_map(move |text| {
            let rest = starts.iter().find_map(|start| Some(&text[text.find(start)? + start.len()..]))?;
            parse_date(&rest[..rest.floor_char_boundary(40)])
        })
    };
    let of_kind = |wanted: &'static [SegmentKind], evidence: DateEvidence| {
        let lines = head().filter(move |(kind, text)| wanted.contains(kind) && !is_stamp(text));
        lines.filter_map(|(_, text)| parse_date(text)).map(move |date| (date, evidence))
    };
    let titles = of_kind(&[SegmentKind::Title, SegmentKind::Subtitle], DateEvidence::Title);
    let lines = of_kind(&[SegmentKind::Date, SegmentKind::Dateline], DateEvidence::DateLine);
    let submitted = after(&["Submitted on "]).map(|date| (date, DateEvidence::Submission));
    let published = after(&[
        "First published on ",
        "First published ",
        "published on ",
        "Published on ",
        "Published: ",
        "Posted on ",
        "posted on ",
        "Published ",
    ]);
    let published = published.map(|date| (date, DateEvidence::Publication));
    let name = path.rsplit('/').next().unwrap_or(path);
    let named = in_name(name).map(|date| (date, DateEvidence::FileName));
    submitted.chain(published).chain(lines).chain(titles).chain(named).collect()
}

/// Whether a line says when the page was changed or published, and not when something happened.
fn is_stamp(text: &str) -> bool {
    const STAMPS: &[&str] = &[
        "Submitted on ",
        "Updated ",
        "Last updated",
        "Last modified",
        "Posted ",
        "Published ",
        "First published ",
    ];
    STAMPS.iter().any(|stamp| text.starts_with(stamp))
}

/// A date that is given from outside: as in a text, or a year, a year and a month, eight figures, a year of two figures, or the seconds
/// since 1970.
fn parse_given(given: &str) -> Option<Date> {
    let given = given.trim();
    let is_number = !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit());
    let number = || given.parse::<u64>().ok();
    let part = |range: std::ops::Range<usize>| given.get(range)?.parse::<u32>().ok();
    if is_number {
        return match given.len() {
            4 => Date::of_year(part(0..4)?),
            6 => Date::new(part(0..4)?, part(4..6)?, None),
            8 => Date::new(part(0..4)?, part(4..6)?, Some(part(6..8)?)),
            10 => of_seconds(number()?),
            13 => of_seconds(number()? / 1000),
            _ => None,
        };
    }
    let is_month = given.len() == 7 && matches!(given.as_bytes().get(4), Some(b'-' | b'/' | b'.'));
    if is_month && let (Some(year), Some(month)) = (part(0..4), part(5..7)) {
        return Date::new(year, month, None);
    }
    parse_date(given).or_else(|| with_short_year(given))
}

/// `9/26/16`, `7 Feb 24`, `26.9.16`: a year of two figures, of this century up to 49.
fn with_short_year(given: &str) -> Option<Date> {
    let words: Vec<&str> =
        given.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let &[first, second, third, ..] = &words[..] else { return None };
    // `0019-01-01` is a year of four figures, which is before any that is read.
    let is_short = first.len() <= 2 && third.len() == 2 && third.bytes().all(|byte| byte.is_ascii_digit());
    let year = long_year(third.parse().ok().filter(|_| is_short)?);
    if let Some(month) = month_number(&second.to_lowercase()) {
        return Date::new(year, month, Some(first.parse().ok()?));
    }
    let (one, two): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    match () {
        () if given.contains('.') || one > 12 => Date::new(year, two, Some(one)),
        () if two > 12 || one == two => Date::new(year, one, Some(two)),
        () => None,
    }
}

fn long_year(short: u32) -> u32 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// The day of some seconds after the beginning of 1970, from 1980 to 2100.
fn of_seconds(seconds: u64) -> Option<Date> {
    if !(315_532_800..4_102_444_800).contains(&seconds) {
        return None;
    }
    let (mut days, mut year) = (u32::try_from(seconds / 86_400).ok()?, 1970);
    let length = |year: u32| if is_leap(year) { 366 } else { 365 };
    while days >= length(year) {
        days -= length(year);
        year += 1;
    }
    let mut month = 1;
    while days >= days_of(year, month)? {
        days -= days_of(year, month)?;
        month += 1;
    }
    Date::new(year, month, Some(days + 1))
}

/// Whether a text holds a part of `Submitted on`, `Posted on` and the like, which few texts do; two searches are fewer than six.
fn may_be_stamped(text: &str) -> bool {
    static PARTS: LazyLock<[memmem::Finder<'_>; 2]> =
        LazyLock::new(|| ["ed on ", "ed: "].map(memmem::Finder::new));
    PARTS.iter().any(|part| part.find(text.as_bytes()).is_some())
}

/// Resolves dates whose day and month cannot be told apart (`02/10/1941`), using the unambiguous dates of the documents
/// in the same folder, table or archive. If these disagree, or if there are none, a date stays as it was given.
pub fn settle_dates(documents: &mut [Document]) {
    let group =
        |document: &Document| document.path.rsplit_once('/').map_or("", |(group, _)| group).to_owned();
    let mut orders: BTreeMap<String, [bool; 2]> = BTreeMap::new();
    for document in documents.iter() {
        if let Some([one, two, _]) = document.metadata.date.as_deref().and_then(stroke_date) {
            let order = orders.entry(group(document)).or_default();
            order[0] |= one > 12;
            order[1] |= two > 12;
        }
    }
    for document in documents {
        let given = document.date.as_ref().filter(|date| date.evidence == DateEvidence::AsGiven);
        let Some([one, two, year]) = given.and_then(|date| stroke_date(&date.iso)) else { continue };
        let settled = match orders.get(&group(document)) {
            Some([true, false]) => Date::new(year, two, Some(one)),
            Some([false, true]) => Date::new(year, one, Some(two)),
            _ => None,
        };
        if let Some(date) = settled {
            document.date = Some(DocumentDate { iso: date.iso(), evidence: DateEvidence::OtherRows });
        }
    }
}

/// The numbers of `02/10/1941`.
fn stroke_date(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.trim().split(['/', '-']).map(|part| (part.len(), part.parse::<u32>().ok()));
    let numbers = [parts.next()?, parts.next()?, parts.next()?];
    let has_shape = matches!(numbers, [(1 | 2, _), (1 | 2, _), (2 | 4, _)]) && parts.next().is_none();
    let year = numbers[2].1?;
    let year = if numbers[2].0 == 2 { long_year(year) } else { year };
    has_shape.then_some([numbers[0].1?, numbers[1].1?, year])
}

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    year: u32,
    month: Option<u32>,
    day: Option<u32>,
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// How many days a month has, if there is one of its number.
fn days_of(year: u32, month: u32) -> Option<u32> {
    Some(match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    })
}

impl Date {
    fn new(year: u32, month: u32, day: Option<u32>) -> Option<Self> {
        let days = days_of(year, month)?;
        let is_day = day.is_none_or(|day| (1..=days).contains(&day));
        ((1000..=2999).contains(&year) && is_day).then_some(Self { year, month: Some(month), day })
    }

    fn of_year(year: u32) -> Option<Self> {
        (1000..=2999).contains(&year).then_some(Self { year, month: None, day: None })
    }

    /// ISO 8601: `2024-02-07`, `2024-02`, or `2024`.
    fn iso(self) -> String {
        let part = |number: Option<u32>| number.map_or(String::new(), |number| format!("-{number:02}"));
        format!("{:04}{}{}", self.year, part(self.month), part(self.day))
    }
}

/// Whether a text holds a date.
pub(crate) fn says_a_date(text: &str) -> bool {
    parse_date(text).is_some()
}

/// Reads the first date of a text: `2024-02-07`, `18 January 2024`, `May 3, 2018`, `18.01.2024`, `JUNE 2021`. What may be a day or a
/// month (`02/10/1941`) is none.
fn parse_date(text: &str) -> Option<Date> {
    in_figures(text).or_else(|| in_words(text)).or_else(|| in_ideographs(text))
}

/// `2031年2月7日`, `2031년 2월 7일`.
fn in_ideographs(text: &str) -> Option<Date> {
    let number_before = |sign: [char; 2], text: &str| -> Option<(u32, usize)> {
        let (place, found) = text.char_indices().find(|(_, one)| sign.contains(one))?;
        let figures = text[..place].trim_end();
        let start = figures
            .rfind(|one: char| !one.is_ascii_digit())
            .map_or(0, |last| last + figures[last..].chars().next().map_or(1, char::len_utf8));
        Some((figures[start..].parse().ok()?, place + found.len_utf8()))
    };
    let (year, rest) = number_before(['年', '년'], text)?;
    let text = &text[rest..];
    let (month, rest) = number_before(['月', '월'], text)?;
    Date::new(year, month, number_before(['日', '일'], &text[rest..]).map(|(day, _)| day))
}

fn in_figures(text: &str) -> Option<Date> {
    text.split(|character: char| !(character.is_ascii_digit() || "-./".contains(character))).find_map(
        |word| {
            let parts: Vec<&str> = word.trim_matches(['-', '.', '/']).split(['-', '.', '/']).collect();
            let &[first, second, third] = parts.as_slice() else { return None };
            let number = |part: &str| part.parse::<u32>().ok();
            let (one, two, three) = (number(first)?, number(second)?, number(third)?);
            match (first.len(), third.len()) {
                (4, 1 | 2) => Date::new(one, two, Some(three)),
                // With full stops the day comes first; with a stroke only where it cannot be a month.
                (1 | 2, 4) if word.contains('.') || one > 12 => Date::new(three, two, Some(one)),
                (1 | 2, 4) if two > 12 || one == two => Date::new(three, one, Some(two)),
                _ => None,
            }
        },
    )
}

fn in_words(text: &str) -> Option<Date> {
    // `7 de febrero de 2031`, `7th of February 2031`.
    let is_small = |word: &&str| !["de", "del", "of", "di", "do", "da"].contains(word);
    let words = text.split(|character: char| !character.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).filter(is_small).collect();
    words.iter().enumerate().find_map(|(place, word)| {
        let month = month_number(&word.to_lowercase())?;
        let at = |place: Option<usize>| place.and_then(|place| words.get(place)).copied();
        let day = |word: Option<&str>| {
            let digits = word?.trim_end_matches(|character: char| character.is_alphabetic());
            digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day))
        };
        let year = |word: Option<&str>| word.filter(|word| word.len() == 4)?.parse::<u32>().ok();
        let before = day(at(place.checked_sub(1)));
        match (before, year(at(Some(place + 1)))) {
            (Some(before), Some(year)) => Date::new(year, month, Some(before)),
            _ => match (day(at(Some(place + 1))), year(at(Some(place + 2)))) {
                (Some(after), Some(year)) => Date::new(year, month, Some(after)),
                _ => Date::new(year(at(Some(place + 1)))?, month, None),
            },
        }
    })
}

/// `2031-03-14-open-door.txt`, `speech_20310314.txt`.
fn in_name(name: &str) -> Option<Date> {
    let digits = |word: &&str| word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_digit());
    let together = name.split(|character: char| !character.is_ascii_digit()).find(digits).and_then(|word| {
        let number = |range: std::ops::Range<usize>| word.get(range)?.parse::<u32>().ok();
        Date::new(number(0..4)?, number(4..6)?, Some(number(6..8)?))
    });
    let parted = || {
        (0..name.len()).filter(|&place| name.is_char_boundary(place)).find_map(|place| {
            let part = name.get(place..place + 10)?;
            let is_first = !name[..place].ends_with(|last: char| last.is_ascii_digit());
            let has_shape = part.as_bytes().iter().enumerate().all(|(place, byte)| match place {
                4 | 7 => matches!(byte, b'-' | b'_' | b'.'),
                _ => byte.is_ascii_digit(),
            });
            let number = |range: std::ops::Range<usize>| part.get(range)?.parse::<u32>().ok();
            let date = || Date::new(number(0..4)?, number(5..7)?, Some(number(8..10)?));
            let is_last = !name[place + 10..].starts_with(|next: char| next.is_ascii_digit());
            (is_first && is_last && has_shape).then(date)?
        })
    };
    parted().or(together)
}

#[cfg(test)]
mod tests {
    use textmill_corpus::{DateEvidence, Document, Genre, Language, Metadata};

    use super::{document_dates, in_name, parse_date, parse_given, settle_dates};
    use crate::segments;

    #[test]
    fn dates_of_many_forms() {
        for (text, iso) in [
            ("2024-02-07 10:03:12", "2024-02-07"),
            ("18 January 2024", "2024-01-18"),
            ("May 3, 2018 (source):", "2018-05-03"),
            ("Tuesday, 11. März 2031", "2031-03-11"),
            ("12 мая 2031 года", "2031-05-12"),
            ("le 1er mai 2031", "2031-05-01"),
            ("27th May, 1960.", "1960-05-27"),
            ("18.01.2024", "2024-01-18"),
            ("31/12/2024", "2024-12-31"),
            ("12/31/2024", "2024-12-31"),
            ("JUNE 2021", "2021-06"),
        ] {
            assert_eq!(parse_date(text).map(super::Date::iso).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn dates_that_are_given() {
        for (given, iso) in [
            ("2024", "2024"),
            ("2024-05", "2024-05"),
            ("20240207", "2024-02-07"),
            ("9/26/16", "2016-09-26"),
            ("26/9/16", "2016-09-26"),
            ("26.09.16", "2016-09-26"),
            ("7 Feb 24", "2024-02-07"),
            ("7-Feb-2024", "2024-02-07"),
            ("1707264000", "2024-02-07"),
            ("1707264000000", "2024-02-07"),
            ("2024-02-07T10:00:00Z", "2024-02-07"),
        ] {
            assert_eq!(parse_given(given).map(super::Date::iso).as_deref(), Some(iso), "{given}");
        }
        for given in
            ["10/4/16", "spring", "12345", "1234567890123456", "2024-13", "0019-01-01", "0001-01-01", ""]
        {
            assert_eq!(parse_given(given), None, "{given}");
        }
    }

    #[test]
    fn what_only_looks_like_a_date() {
        for text in [
            "02/10/1941",
            "30 February 2024",
            "1.2.3",
            "May I come",
            "3 May",
            "2024-13-01",
            "99.99.2024",
            "10:43",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    fn dated(path: &str, date: &str) -> Document {
        Document {
            path: path.to_owned(),
            text_bytes: 0,
            text_hash: 0,
            title: None,
            date: document_dates(Some(date), path, "", &[]).event,
            published: None,
            genre: Genre::Plain,
            language: Language::UNDETERMINED,
            metadata: Metadata { date: Some(date.into()), ..Metadata::default() },
        }
    }

    #[test]
    fn other_rows_show_which_number_is_the_day() {
        let mut documents = [
            dated("a/1", "02/10/1941"),
            dated("a/2", "31/12/1941"),
            dated("b/1", "02/10/1941"),
            dated("b/2", "12/31/1941"),
            dated("c/1", "02/10/1941"),
            dated("d/1", "02/10/1941"),
            dated("d/2", "31/12/1941"),
            dated("d/3", "12/31/1941"),
        ];
        settle_dates(&mut documents);
        let shown: Vec<&str> =
            documents.iter().filter_map(|document| Some(document.date.as_ref()?.iso.as_str())).collect();
        assert_eq!(
            shown,
            [
                "1941-10-02",
                "1941-12-31",
                "1941-02-10",
                "1941-12-31",
                "02/10/1941",
                "02/10/1941",
                "1941-12-31",
                "1941-12-31"
            ]
        );
        assert_eq!(documents[0].date.as_ref().map(|date| date.evidence), Some(DateEvidence::OtherRows));
    }

    #[test]
    fn dates_in_names() {
        for (name, iso) in [
            ("2031-03-14-open-door.txt", Some("2031-03-14")),
            ("speech_20310314.txt", Some("2031-03-14")),
            ("ä2031.03.14.txt", Some("2031-03-14")),
            ("12031-03-14.txt", None),
            ("88a8bb6b1c2ff289.txt", None),
            ("20319999.txt", None),
            ("report-2031-10-123456.txt", None),
        ] {
            assert_eq!(in_name(name).map(super::Date::iso).as_deref(), iso, "{name}");
        }
    }

    #[test]
    fn the_best_evidence_counts() {
        let date = |given: Option<&str>, path: &str, text: &str| {
            document_dates(given, path, text, &segments(text)).event.map(|date| (date.iso, date.evidence))
        };
        let is = |iso: &str, evidence| Some((iso.to_owned(), evidence));
        let text =
            "JUNE 2021\nA talk with the minister\nThe talk, published on May 3, 2018 (source):\nIt was hot.";
        assert_eq!(date(None, "2030-01-01.txt", text), is("2018-05-03", DateEvidence::Publication));
        assert_eq!(date(Some("7 May 2019"), "a", text), is("2019-05-07", DateEvidence::Metadata));
        assert_eq!(date(Some("spring"), "a", text), is("spring", DateEvidence::AsGiven));
        let text = "Submitted on 2024-02-07 10:03:12\nA talk with the minister\n18 January 2024\nIt was hot.";
        assert_eq!(date(None, "a", text), is("2024-01-18", DateEvidence::DateLine));
        let published = document_dates(None, "a", text, &segments(text)).published;
        assert_eq!(
            published.map(|date| (date.iso, date.evidence)),
            is("2024-02-07", DateEvidence::Submission)
        );
        let text = "Press Briefing by Ilse Marren, 5/5/2031\n\nThe dam is closed, she said.\n";
        assert_eq!(date(None, "a", text), is("2031-05-05", DateEvidence::Title));
        let text = format!(
            "Press Briefing by Ilse Marren\n\nFor Immediate Release{}September 17, 2031\n\nThe dam is closed.\n",
            "\u{A0}".repeat(60)
        );
        assert_eq!(date(None, "a", &text), is("2031-09-17", DateEvidence::DateLine));
        assert_eq!(
            date(None, "2030-01-01.txt", "JUNE 2021\nIt was hot."),
            is("2030-01-01", DateEvidence::FileName)
        );
        assert_eq!(date(None, "a", "JUNE 2021\nIt was hot."), is("2021-06", DateEvidence::DateLine));
        assert_eq!(date(None, "a", "It was hot."), None);
    }
}
