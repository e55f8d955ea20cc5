//! Datelines: `MOSCOW, January 18 (TASS) — The minister …`.

use textmill_corpus::{SegmentKind, SegmentRule};

use super::{Labels, blocks::Block};

/// A dateline stands before one of the first paragraphs.
const PARAGRAPHS: usize = 3;
const LONGEST: usize = 60;

/// Labels the dateline of the first paragraphs, which then is a segment of its own.
pub(super) fn label(blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    let paragraphs = blocks.iter().zip(&mut labels.labels).filter(|(_, label)| label.is_unknown());
    for (block, label) in paragraphs.take(PARAGRAPHS) {
        if let Some(length) = dateline(block.text) {
            label.prefix = Some((length, SegmentKind::Dateline, SegmentRule::PlaceAndDash));
            return;
        }
    }
}

/// The length of a dateline with its dash: a first word in capitals, then perhaps others, a day or an agency.
fn dateline(text: &str) -> Option<usize> {
    // Most lines begin with a word in lower case but for its first letter.
    if !text.chars().filter(|character| character.is_alphabetic()).take(2).all(char::is_uppercase) {
        return None;
    }
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let (dash, length) = [" — ", " – ", " - ", " -- ", "— ", "– "]
        .iter()
        .filter_map(|dash| Some((head.find(dash)?, dash.len())))
        .min_by_key(|found| found.0)?;
    let place = head[..dash].split([',', '(', '/']).next()?.trim();
    let letters = || place.chars().filter(|character| character.is_alphabetic());
    let is_place =
        letters().count() >= 3 && letters().all(char::is_uppercase) && !place.contains(['.', ':', '?', '!']);
    let words = place.split_whitespace().count();
    let rest = &head[place.len()..dash];
    let rest_is_plain =
        rest.is_empty() && words <= 2 || rest.trim_start().starts_with([',', '(', '/']) && words <= 3;
    let goes_on =
        text[dash + length..].chars().next().is_some_and(|next| next.is_uppercase() || "“\"«".contains(next));
    (is_place && rest_is_plain && goes_on).then_some(dash + length)
}

#[cfg(test)]
mod tests {
    use super::dateline;

    #[test]
    fn datelines() {
        for (text, prefix) in [
            ("MOSCOW, January 18 (TASS) — The minister", "MOSCOW, January 18 (TASS) — "),
            ("LOWER ASKE – Nobody", "LOWER ASKE – "),
            ("CALDMOOR (Reuters) - “No,” she said", "CALDMOOR (Reuters) - "),
        ] {
            assert_eq!(dateline(text).map(|length| &text[..length]), Some(prefix));
        }
    }

    #[test]
    fn what_only_looks_like_a_dateline() {
        for text in [
            "The minister — The one",
            "NATO – which grew – left",
            "UN: a body — So",
            "IT WAS. HE – So",
            "It – So",
            "NO DASH HERE",
            "ANN MARIE LEE – So",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }
}
