//! The title: one of the lines before the text proper.

use textmill_corpus::SegmentKind;

use super::{
    Label,
    blocks::Block,
    line::{ends_like_a_sentence, is_credit, is_date, word_count},
};

/// So many blocks are looked at.
const HEADER_BLOCKS: usize = 10;
/// A title has at least so many words …
const TITLE_WORDS: usize = 3;
/// … and at most so many characters.
const TITLE_CHARACTERS: usize = 300;

/// Labels the title: the first line that could be one, before the first line that reads like text; where the header says when
/// it was submitted, the first after that. A line that repeats the title is title too.
pub(super) fn label(blocks: &[Block<'_>], labels: &mut [Label<'_>]) {
    if blocks.len() < 2 {
        return;
    }
    let header = blocks.iter().zip(&*labels).take(HEADER_BLOCKS);
    let header = header.take_while(|(block, label)| label.is_unknown() && !is_text(block.text));
    let header: Vec<&str> = header.map(|(block, _)| block.text).collect();
    let submitted = header.iter().position(|text| text.starts_with("Submitted on"));
    let after_masthead = header.iter().skip(submitted.unwrap_or(0));
    let Some(title) = after_masthead.copied().find(|text| is_candidate(text)) else { return };
    for (block, label) in blocks.iter().zip(labels).take(HEADER_BLOCKS) {
        if label.is_unknown() && block.text == title {
            label.kind = Some(SegmentKind::Title);
        }
    }
}

/// Whether a block reads like text rather than like a header: it ends as a sentence, or greets.
fn is_text(text: &str) -> bool {
    ends_like_a_sentence(text) && !text.ends_with('?') && !text.ends_with(')') || text.ends_with(',')
}

fn is_candidate(text: &str) -> bool {
    word_count(text) >= TITLE_WORDS
        && text.chars().count() <= TITLE_CHARACTERS
        && !text.contains("http")
        && !text.ends_with(')')
        && !text.starts_with(['(', '[', '-', '+', '•'])
        && !is_credit(text)
        && !is_date(text)
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
    fn no_title_where_there_is_only_text() {
        check("The minister spoke.\nThen she left.", &[]);
        check("By Edda Brandt\nThe minister spoke.", &[]);
        check("One line about the river", &[]);
    }
}
