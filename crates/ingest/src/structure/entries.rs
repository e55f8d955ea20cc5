//! Live blogs: entries announced by a time of day.

use textmill_corpus::{SegmentKind, SegmentRule};

use super::{Labels, blocks::Block};

/// So many times of day make a live blog.
const LIVE_BLOG_TIMES: usize = 3;

const ZONES: &[&str] = &[
    "GMT", "UTC", "BST", "CET", "CEST", "EET", "EEST", "MSK", "EST", "EDT", "CST", "CDT", "PST", "PDT",
    "IST", "JST", "AEST", "AEDT", "ET",
];

/// Labels the entries of a live blog: from each time of day to the next. A transcript, which has turns, is none.
pub(super) fn label<'a>(blocks: &[Block<'a>], labels: &mut Labels<'a>) {
    if labels.labels.iter().any(|label| label.turn.is_some()) {
        return;
    }
    let times: Vec<Option<Time<'a>>> = blocks.iter().map(|block| announced(block.text)).collect();
    if times.iter().flatten().count() < LIVE_BLOG_TIMES {
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

/// A time of day at the beginning of a block.
pub(super) struct Time<'a> {
    /// The time with its zone.
    shown: &'a str,
    /// The bytes of the block up to the end of the time.
    announcement: usize,
}

/// Reads `- 10:46 GMT` or `10:46 GMTand then`; without a zone, nothing may follow (`3:16 For God` is a verse).
pub(super) fn announced(text: &str) -> Option<Time<'_>> {
    // Most lines begin with a letter.
    if text.as_bytes().first().is_none_or(u8::is_ascii_alphabetic) {
        return None;
    }
    let clock = text.trim_start_matches(['-', '–', '—', '•', ' ', '\u{A0}']);
    let start = text.len() - clock.len();
    let end =
        clock.find(|character: char| !character.is_ascii_digit() && character != ':').unwrap_or(clock.len());
    if !is_clock(&clock[..end]) {
        return None;
    }
    let rest = &clock[end..];
    let zoned = rest.trim_start_matches([' ', '\u{A0}']);
    let zone = ZONES.iter().filter(|zone| begins_with_zone(zoned, zone)).max_by_key(|zone| zone.len());
    let end = match zone {
        Some(zone) => clock.len() - zoned.len() + zone.len(),
        None if rest.trim().is_empty() => end,
        None => return None,
    };
    Some(Time { shown: &clock[..end], announcement: start + end })
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

fn is_clock(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
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
            "- ",
            "",
        ] {
            check(text, None, "");
        }
    }
}
