//! Live blogs: entries announced by a time of day.

use textmill_corpus::{SegmentKind, SegmentRule};

use super::{
    Labels,
    blocks::Block,
    line::{ends_like_a_sentence, is_date},
};

/// So many times of day make a live blog.
const LIVE_BLOG_TIMES: usize = 3;

const ZONES: &[&str] = &[
    "GMT", "UTC", "BST", "CET", "CEST", "EET", "EEST", "MSK", "EST", "EDT", "CST", "CDT", "PST", "PDT",
    "IST", "JST", "AEST", "AEDT", "ET", "PT", "CT", "Uhr", "WIB", "SGT", "HKT",
];

/// How titles and heads of live blogs say that they are.
const LIVE: &[&str] = &[
    "live",
    "ticker",
    "as it happened",
    "minute by minute",
    "en direct",
    "en vivo",
    "minuto a minuto",
    "diretta",
    "ao vivo",
    "онлайн",
    "прямая трансляция",
    "na żywo",
    "canlı",
];

/// Labels the entries of a live blog: from each time of day to the next. A transcript, which has turns, is none, and neither is a
/// programme of events: the times of a live blog have a zone, or it says that it is live, or its entries are sentences.
pub(super) fn label<'a>(blocks: &[Block<'a>], labels: &mut Labels<'a>) {
    if labels.labels.iter().any(|label| label.turn.is_some()) {
        return;
    }
    let times = entry_times(blocks);
    if !is_live_blog(blocks, &times) {
        return;
    }
    let mut entry = 0;
    let mut current: Option<&'a str> = None;
    for (label, time) in labels.labels.iter_mut().zip(&times).filter(|(label, _)| label.is_unknown()) {
        if let Some(time) = time {
            entry += 1;
            current = Some(time.shown);
            label.prefix = Some((time.announcement, SegmentKind::Label, SegmentRule::TimeOfDay));
        }
        if let Some(shown) = current {
            label.set(SegmentKind::Entry, SegmentRule::TimeOfDay);
            label.turn = Some(entry);
            label.time = Some(shown);
        }
    }
}

/// The times that begin entries. A time with a few words, right before another, is a line of the index above the entries.
fn entry_times<'a>(blocks: &[Block<'a>]) -> Vec<Option<Time<'a>>> {
    let times: Vec<Option<Time<'a>>> = blocks.iter().map(|block| announced(block.text)).collect();
    let is_short = |place: usize, time: &Time<'_>| {
        let said = blocks[place].text[time.announcement..].trim();
        !said.is_empty() && said.len() <= INDEX_BYTES && !ends_like_a_sentence(said)
    };
    let in_index: Vec<bool> = times
        .iter()
        .enumerate()
        .map(|(place, time)| time.as_ref().is_some_and(|time| is_short(place, time)))
        .collect();
    let beside = |place: usize| {
        place.checked_sub(1).is_some_and(|before| in_index[before]) || in_index.get(place + 1) == Some(&true)
    };
    times
        .into_iter()
        .enumerate()
        .map(|(place, time)| time.filter(|_| !(in_index[place] && beside(place))))
        .collect()
}

/// A line of an index has at most so many bytes after its time.
const INDEX_BYTES: usize = 80;

fn is_live_blog(blocks: &[Block<'_>], times: &[Option<Time<'_>>]) -> bool {
    let all = times.iter().flatten().count();
    if all < LIVE_BLOG_TIMES {
        return false;
    }
    let zoned = times.iter().flatten().filter(|time| time.has_zone).count();
    let head = blocks.iter().take(HEAD).map(|block| block.text.to_lowercase());
    let says_live = || head.clone().any(|line| LIVE.iter().any(|word| has_word(&line, word)));
    let sentences = blocks.iter().zip(times).skip_while(|(_, time)| time.is_none());
    let sentences =
        sentences.filter(|(block, _)| block.text.len() >= SENTENCE_BYTES && ends_like_a_sentence(block.text));
    zoned * 2 >= all || says_live() || sentences.count() * 3 >= all * 2
}

/// So many blocks say whether something is live.
const HEAD: usize = 6;
/// A sentence of an entry has at least so many bytes; a point of a programme is shorter.
const SENTENCE_BYTES: usize = 50;

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(place, _)| {
        !line[..place].ends_with(char::is_alphanumeric)
            && !line[place + word.len()..].starts_with(char::is_alphanumeric)
            || word == "ticker"
                && line[place + word.len()..].starts_with(|next: char| !next.is_alphanumeric())
    })
}

/// A time of day at the beginning of a block.
pub(super) struct Time<'a> {
    /// The time with its zone.
    shown: &'a str,
    /// The bytes of the block up to the end of the time.
    announcement: usize,
    /// Whether a zone, or the half of the day, stands beside it.
    has_zone: bool,
}

/// Reads `- 10:46 GMT`, `10:46 GMTand then`, `18.01 GMT`, `5:40 p.m. ET, March 3, 2031`, `17h05`, `1 hr 12 min ago`; without a zone, nothing
/// may follow (`3:16 For God` is a verse).
pub(super) fn announced(text: &str) -> Option<Time<'_>> {
    // Most lines begin with a letter.
    if text.as_bytes().first().is_none_or(u8::is_ascii_alphabetic) {
        return None;
    }
    let clock = text.trim_start_matches(['-', '–', '—', '•', ' ', '\u{A0}']);
    let start = text.len() - clock.len();
    if let Some(length) = time_ago(clock) {
        return Some(Time { shown: &clock[..length], announcement: start + length, has_zone: true });
    }
    let (end, needs_zone) = clock_length(clock)?;
    let (half, has_half) = after_half_of_day(&clock[end..]);
    let end = end + half;
    let rest = &clock[end..];
    let zoned = rest.trim_start_matches([' ', '\u{A0}', '(']);
    let zone = ZONES.iter().filter(|zone| begins_with_zone(zoned, zone)).max_by_key(|zone| zone.len());
    let has_zone = zone.is_some() || has_half;
    let end = match zone {
        Some(zone) => clock.len() - zoned.len() + zone.len(),
        None if rest.trim().is_empty() || has_half && date_length(rest).is_some() => end,
        None => return None,
    };
    if needs_zone && !has_zone {
        return None;
    }
    let end = end + usize::from(clock[end..].starts_with(')'));
    let end = end + date_length(&clock[end..]).unwrap_or_default();
    Some(Time { shown: &clock[..end], announcement: start + end, has_zone })
}

/// The bytes of `10:46`, `18.01`, `17h05` at the beginning of a text, and whether it is a time only with a zone.
fn clock_length(text: &str) -> Option<(usize, bool)> {
    let is_of_clock = |character: char| character.is_ascii_digit() || [':', '.', 'h'].contains(&character);
    let clock =
        text[..text.find(|character| !is_of_clock(character)).unwrap_or(text.len())].trim_end_matches('.');
    let (sign, _) = clock.char_indices().find(|(_, character)| !character.is_ascii_digit())?;
    let mark = clock.as_bytes().get(sign).copied()?;
    let parts = clock.split_once(char::from(mark))?;
    is_time(parts).then_some((clock.len(), mark == b'.'))
}

/// The bytes of ` p.m.`, ` AM`, `pm` at the beginning of a text.
fn after_half_of_day(text: &str) -> (usize, bool) {
    let half = text.trim_start_matches([' ', '\u{A0}']);
    let found = ["a.m.", "p.m.", "am", "pm"].iter().find(|known| {
        let head = half.get(..known.len());
        let follows = half.get(known.len()..).and_then(|rest| rest.chars().next());
        head.is_some_and(|head| head.eq_ignore_ascii_case(known))
            && !follows.is_some_and(char::is_alphanumeric)
    });
    found.map_or((0, false), |known| (text.len() - half.len() + known.len(), true))
}

/// The bytes of `, March 3, 2031` at the beginning of a text.
fn date_length(text: &str) -> Option<usize> {
    let date = text.strip_prefix(',')?;
    (date.len() <= 30 && is_date(date.trim())).then_some(text.len())
}

/// The bytes of `1 hr 12 min ago`, `2 hours ago`.
fn time_ago(text: &str) -> Option<usize> {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let head = &text[..text.floor_char_boundary(40)];
    let end = head.find(" ago")? + " ago".len();
    let mut words = head[..end - " ago".len()].split(' ').peekable();
    while words.peek().is_some() {
        let (number, unit) = (words.next()?, words.next()?);
        let is_unit = matches!(
            unit.trim_end_matches('.'),
            "hr" | "hrs"
                | "hour"
                | "hours"
                | "h"
                | "min"
                | "mins"
                | "minute"
                | "minutes"
                | "m"
                | "sec"
                | "seconds"
                | "day"
                | "days"
        );
        if !is_unit || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
    }
    Some(end)
}

/// Whether a text begins with a zone and not with a word in capitals that begins like one (`ESTONIA`); `GMTThe` does.
fn begins_with_zone(text: &str, zone: &str) -> bool {
    text.strip_prefix(zone).is_some_and(|rest| {
        let mut next = rest.chars();
        let capitals =
            (next.next().is_some_and(char::is_uppercase), next.next().is_some_and(char::is_uppercase));
        capitals != (true, true)
    })
}

fn is_time((hours, minutes): (&str, &str)) -> bool {
    let is_number_below = |part: &str, limit: u32| {
        matches!(part.len(), 1 | 2) && part.parse().is_ok_and(|number: u32| number < limit)
    };
    is_number_below(hours, 24) && minutes.len() == 2 && is_number_below(minutes, 60)
}

#[cfg(test)]
mod tests {
    use super::announced;

    #[track_caller]
    fn check(text: &str, shown: Option<&str>, rest: &str) {
        let time = announced(text);
        assert_eq!(time.as_ref().map(|time| time.shown), shown, "{text:?}");
        assert_eq!(time.map_or("", |time| &text[time.announcement..]), rest);
    }

    #[test]
    fn times_of_day() {
        check("- 10:43 GMT", Some("10:43 GMT"), "");
        check("10:46 GMTThe minister", Some("10:46 GMT"), "The minister");
        check("• 9:05", Some("9:05"), "");
        check("14:00 CEST: The", Some("14:00 CEST"), ": The");
        check("14:00\u{A0}ET. The", Some("14:00\u{A0}ET"), ". The");
        check("18.01 GMT", Some("18.01 GMT"), "");
        check("5:40 p.m. ET, March 3, 2031", Some("5:40 p.m. ET, March 3, 2031"), "");
        check("12:30pm", Some("12:30pm"), "");
        check("17h05", Some("17h05"), "");
        check("14.05 Uhr", Some("14.05 Uhr"), "");
        check("1 hr 12 min ago", Some("1 hr 12 min ago"), "");
    }

    #[test]
    fn what_only_looks_like_a_time() {
        for text in [
            "25:00 GMT",
            "10:60",
            "Luke 10:43",
            "3:16 For God",
            "10:43:12",
            "10:4",
            "3:2,",
            "1:0win",
            "18.01",
            "3 ministers ago",
            "2 hours later",
            "- ",
            "",
        ] {
            check(text, None, "");
        }
    }

    fn entries(text: &str) -> Vec<String> {
        let segments = crate::segments(text);
        let labels = segments.iter().filter(|segment| segment.kind == textmill_corpus::SegmentKind::Label);
        labels.filter_map(|segment| segment.time.clone()).collect()
    }

    #[test]
    fn live_blogs_of_several_houses() {
        let text = "Dam crisis live: minister says river is safe\n\nTom Venn and Ilse Marren\nMon 3 Mar 2031 18.05 GMT\n\
                    First published on Mon 3 Mar 2031 06.10 GMT\n\nKey events\n18.01 GMT Evening summary\n12.30 GMT Minister speaks\n\n\
                    3 Mar 2031\n18.01 GMT\nEvening summary\nThe dam is closed, and nobody was hurt.\n\nUpdated at 18.05 GMT\n\n\
                    17.22 GMT\nAnton Quill\n\nThe opposition leader says the minister must go.\n\n16.40 GMT\nHere's more on the flood.\n\nShare\n";
        assert_eq!(entries(text), ["18.01 GMT", "17.22 GMT", "16.40 GMT"]);
        let text = "What we're covering\n• The dam is closed.\n\n5:40 p.m. ET, March 3, 2031\nMinister says river is safe\n\
                    From CNN's Tom Venn\n\nThe minister spoke on Monday.\n\n3:12 p.m. ET, March 3, 2031\nOpposition says minister must go\n\n\
                    The leader spoke in Highmere.\n\n1 hr 12 min ago\nIt rained for three weeks\n";
        assert_eq!(
            entries(text),
            ["5:40 p.m. ET, March 3, 2031", "3:12 p.m. ET, March 3, 2031", "1 hr 12 min ago"]
        );
        let text =
            "Liveticker zum Damm\n\n14:05\nDer Damm ist zu.\n\n13:50\nEr war offen.\n\n13:20\nEs regnet.\n";
        assert_eq!(entries(text), ["14:05", "13:50", "13:20"]);
    }

    #[test]
    fn a_programme_of_events_is_no_live_blog() {
        let text = "Conference on dams\n\n9:00\nRegistration\n\n10:30\nOpening by the minister\n\n12:00\nLunch\n\n14:00\nThe gauges\n";
        assert_eq!(entries(text), [""; 0]);
    }
}
