//! The title: one of the lines before the text proper.

use textmill_corpus::{SegmentKind, SegmentRule};

use super::{
    Labels,
    blocks::Block,
    line::{ends_like_a_sentence, has_at_most_words, is_date, starts_in_lower_case},
};

/// So many blocks are looked at.
const HEADER_BLOCKS: usize = 10;
/// A title has at least so many words …
const TITLE_WORDS: usize = 3;
/// … and at most so many characters.
const TITLE_CHARACTERS: usize = 300;

/// Labels the title: the first line that could be one, before the first line that reads like text; where the header says when
/// it was submitted, the first after that. A line that repeats the title is title too, lines before it are the header.
pub(super) fn label(blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    if blocks.len() < 2 {
        return;
    }
    let header = blocks.iter().zip(&labels.labels).take(HEADER_BLOCKS);
    let header = header
        .take_while(|(block, label)| label.turn.is_none() && (!label.is_unknown() || !is_text(block.text)));
    let length = header.count();
    let submitted = blocks[..length].iter().position(|block| block.text.starts_with("Submitted on"));
    // What goes on in lower case is the first line of a text that was cut into lines.
    let goes_on = |place: usize| blocks.get(place + 1).is_some_and(|next| starts_in_lower_case(next.text));
    let title = (submitted.unwrap_or(0)..length).find(|&place| {
        labels.labels[place].is_unknown() && is_candidate(blocks[place].text) && !goes_on(place)
    });
    let Some(title) = title else { return };
    let rule =
        if submitted.is_some() { SegmentRule::TitleAfterSubmission } else { SegmentRule::FirstTitleLine };
    labels.labels[title].set(SegmentKind::Title, rule);
    for place in 0..length {
        if blocks[place].text == blocks[title].text {
            labels.labels[place].set(SegmentKind::Title, SegmentRule::RepeatedTitle);
        } else if place < title {
            labels.labels[place].set(SegmentKind::Header, SegmentRule::BeforeTitle);
        }
    }
    if let (Some(block), Some(label)) = (blocks.get(title + 1), labels.labels.get_mut(title + 1))
        && title + 1 < length
        && label.is_unknown()
        && continues(blocks[title].text, block.text)
    {
        label.set(SegmentKind::Subtitle, SegmentRule::AfterTitle);
    }
}

/// Whether a line continues the title: after a dash. A line that ends with a colon introduces text and is no title.
fn continues(title: &str, line: &str) -> bool {
    line.chars().count() <= TITLE_CHARACTERS && title.ends_with(['–', '—'])
}

/// Whether a block reads like text rather than like a header: it ends as a sentence, or greets.
fn is_text(text: &str) -> bool {
    ends_like_a_sentence(text) && !text.ends_with('?') && !text.ends_with(')') && !trails_off(text)
        || text.ends_with(',')
}

/// The most words of a title that trails off: `'My memories of the river...'`
const TRAILING_WORDS: usize = 8;

fn trails_off(text: &str) -> bool {
    let bare = text.trim_end_matches(['\'', '"', '’', '”']);
    (bare.ends_with("...") || bare.ends_with('…')) && has_at_most_words(text, TRAILING_WORDS)
}

/// Whether a line ends with brackets that hold more than a word or two: `(Photo: Ministry)`, but not `(Sat)`.
fn ends_with_long_brackets(text: &str) -> bool {
    text.strip_suffix(')').is_some_and(|rest| {
        rest.rsplit_once('(').is_none_or(|(_, inside)| inside.len() > 12 || inside.contains(':'))
    })
}

fn is_candidate(text: &str) -> bool {
    !has_at_most_words(text, TITLE_WORDS - 1)
        && text.chars().count() <= TITLE_CHARACTERS
        && !text.contains("http")
        && !ends_with_long_brackets(text)
        && !text.starts_with(['(', '[', '-', '+', '•'])
        && !is_date(text)
        && !is_furniture(text)
}

/// How lines begin that stand above titles: for whom a release is, when it may be printed, how far it can be trusted.
const ABOVE_TITLES: &[&str] = &[
    "FOR PRESS",
    "FOR MEDIA",
    "FOR IMMEDIATE",
    "PRESS STATEMENT",
    "PRESS RELEASE",
    "PRESS OFFICE",
    "PRESS COMMUNIQUE",
    "MEDIA RELEASE",
    "MEDIA STATEMENT",
    "EMBARGO",
    "CHECK AGAINST",
    "E&OE",
    "PROOF",
    "TEL:",
    "TELEPHONE",
    "FAX",
    "SUBJECT",
    "SUBJECTS",
    "COMMONWEALTH OF AUSTRALIA",
    "***",
    "NOT FOR PUBLICATION",
    "PRESSEMITTEILUNG",
    "COMMUNIQUÉ DE PRESSE",
    "SPERRFRIST",
    "ES GILT DAS GESPROCHENE WORT",
    "SEUL LE PRONONCÉ FAIT FOI",
];

/// So many bytes of a line are enough to know it.
const FURNITURE_HEAD: usize = 64;

/// Whether a line is one of those that stand above titles, also where it is spaced (`E M B A R G O`), or an office and a number.
fn is_furniture(text: &str) -> bool {
    let upper = text[..text.floor_char_boundary(FURNITURE_HEAD)].to_uppercase();
    let is_spaced = ["E M B A R G", "E & O E", "E & 0 E"].iter().any(|mark| upper.starts_with(mark));
    let begins = |mark: &&str| {
        let rest = upper.strip_prefix(*mark);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    };
    let office = upper
        .strip_prefix("PRIME MINISTER")
        .is_some_and(|rest| rest.chars().filter(|character| character.is_alphabetic()).count() <= 1);
    office || is_spaced || ABOVE_TITLES.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use textmill_corpus::SegmentKind;

    use crate::segments;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let segments = segments(text);
        let titles = segments.iter().filter(|segment| segment.kind == SegmentKind::Title);
        assert_eq!(titles.map(|segment| segment.span.of(text).trim()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_first_line_that_could_be_one() {
        check(
            "+ -\nMinistry of Rivers of Ardovia\nSubmitted on 2031-03-17\nThe minister’s answers at the annual news conference\nFriends,\nHello.",
            &["The minister’s answers at the annual news conference"],
        );
        check(
            "0 $\n5 JUNE 2031\nVenn talks to us\nSupport us\nVenn talks to us\nIt was a hot day.",
            &["Venn talks to us", "Venn talks to us"],
        );
    }

    #[test]
    fn what_stands_above_the_title() {
        check(
            "EMBARGO: 8.30 p.m. on 22 October 2031\nPRIME MINISTER 15/ 92\nThe weir and what it costs us\nIt was a hot day.",
            &["The weir and what it costs us"],
        );
        check("Embargoed goods at the weir\nIt was a hot day.", &["Embargoed goods at the weir"]);
    }

    #[test]
    fn titles_with_brackets_dates_and_dots() {
        for title in [
            "France v Wales (Sat)",
            "Venn names 16 March for budget",
            "River 2 may be opened in summer",
            "'My memories of the river...'",
        ] {
            check(&format!("{title}\n\nIt was a hot day, they said.\n"), &[title]);
        }
    }

    #[test]
    fn no_title_where_there_is_only_text() {
        check("The minister spoke.\nThen she left.", &[]);
        check("By Edda Brandt\nThe minister spoke.", &[]);
        check("One line about the river", &[]);
    }
}
