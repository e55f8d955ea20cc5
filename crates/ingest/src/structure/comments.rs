//! Readers' comments: all that follows a line that begins them, and numbered ones before the line that closes them.

use textmill_corpus::{SegmentKind, SegmentRule};

use super::{Label, Labels, blocks::Block, line::ends_like_a_sentence, page_lines::is_whole_line};
use crate::phrases::{Section, Speech, with_lower};

/// Labels the comments, but not the furniture between them.
///
/// A mark begins them after the first paragraph, since themes print `Leave a comment` above the text too; one that could be a heading
/// (`12 comments`) only in the second half.
pub(super) fn label(speech: &Speech<'_>, blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    let is_paragraph =
        |block: &Block<'_>| block.text.len() >= PARAGRAPH_BYTES && ends_like_a_sentence(block.text);
    let first = blocks.iter().position(is_paragraph).unwrap_or(0);
    let begins = (first..blocks.len()).find(|&place| {
        let mark = mark(blocks[place].text, speech);
        mark == Some(Mark::Certain) || mark == Some(Mark::Word) && place * 2 >= blocks.len()
    });
    if let Some(begins) = begins {
        labels.labels[begins].set(SegmentKind::Boilerplate, SegmentRule::KnownPhrase);
        for label in &mut labels.labels[begins + 1..] {
            label.set(SegmentKind::Comment, SegmentRule::AfterCommentMark);
        }
    }
    label_before_the_end(blocks, labels);
    label_after_donations(blocks, labels);
}

/// A paragraph of the text has at least so many bytes.
const PARAGRAPH_BYTES: usize = 12;

/// What may begin the comments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It stands nowhere but above comments.
    Certain,
    /// A word or two for comments: a menu may say that too, but above the text.
    Word,
}

/// Whether a line has a word for comments.
fn names_comments(text: &str) -> bool {
    text.split(|character: char| !character.is_alphabetic())
        .any(|word| with_lower(word, |word| STEMS.iter().any(|stem| word.starts_with(stem))))
}

/// How words for comments begin, in the languages of the phrases.
const STEMS: &[&str] = &[
    "comm",
    "komm",
    "comen",
    "komen",
    "комм",
    "комен",
    "reac",
    "repl",
    "σχόλ",
    "yorum",
    "תגוב",
    "تعلي",
    "评论",
    "コメ",
    "댓글",
    "hozzá",
    "feedback",
    "notify",
    "voted",
];

fn mark(text: &str, speech: &Speech<'_>) -> Option<Mark> {
    if text.len() > 60
        || ends_like_a_sentence(text) && !text.ends_with(':')
        || !names_comments(text)
        || !is_whole_line(text, Section::CommentMarks, speech)
    {
        return None;
    }
    let lower = text.to_lowercase();
    let mut words = lower.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    let is_certain = words.clone().count() >= 2 && !lower.contains(char::is_numeric);
    let closes = words.any(|word| matches!(word, "closed" | "no" | "keine"));
    match (!closes, is_certain) {
        (true, true) => Some(Mark::Certain),
        (true, false) => Some(Mark::Word),
        _ => None,
    }
}

/// Numbered blocks right before `Comments are closed.`
fn label_before_the_end(blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    let Some(end) = blocks.iter().position(|block| closes_comments(block.text)) else {
        return;
    };
    for place in (0..end).rev() {
        if !is_numbered(blocks[place].text) {
            break;
        }
        labels.labels[place].set(SegmentKind::Comment, SegmentRule::BeforeCommentsClosed);
    }
}

fn closes_comments(text: &str) -> bool {
    text.as_bytes().first() == Some(&b'C') && text.starts_with("Comments are closed")
}

/// What follows the request for donations and is no sentence: links to other pages.
fn label_after_donations(blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    let is_request = |label: &Label<'_>| label.kind.is_some_and(|(_, rule)| rule == SegmentRule::Donations);
    let Some(request) = labels.labels.iter().position(is_request).filter(|place| place * 2 >= blocks.len())
    else {
        return;
    };
    for (block, label) in blocks.iter().zip(&mut labels.labels).skip(request + 1) {
        if !ends_like_a_sentence(block.text) {
            label.set(SegmentKind::Boilerplate, SegmentRule::AfterDonations);
        }
    }
}

fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(". ")
}

#[cfg(test)]
mod tests {
    use textmill_corpus::SegmentKind;

    use crate::segments;

    fn comments(text: &str) -> Vec<&str> {
        let segments = segments(text);
        let comments = segments.iter().filter(|segment| segment.kind == SegmentKind::Comment);
        comments.map(|segment| segment.span.of(text).trim()).collect()
    }

    #[test]
    fn what_follows_the_mark() {
        let text = "A title of some words\nThe river fell.\nNotify of\nNewest Most Voted\nana\nWell said.\nQuestion: Why?";
        assert_eq!(comments(text), ["ana", "Well said.", "Question: Why?"]);
        let text = "A title of some words\nThe river fell.\nIt rose again.\n2 Comments\nana\nWell said.";
        assert_eq!(comments(text), ["ana", "Well said."]);
    }

    #[test]
    fn numbered_ones_before_the_end() {
        let text = "A title of some words\nThe river fell.\n1. It did not.\n2. It did.\nComments are closed.";
        assert_eq!(comments(text), ["1. It did not.", "2. It did."]);
    }

    #[test]
    fn links_after_the_request_for_donations() {
        let end = "The lake rose.\nIt fell.\n(Gifts are tax deductible.)\nOur next book\n1. Well said.\nComments are closed.";
        let text = format!("A title of some words\nThe river fell.\n{end}");
        let segments = segments(&text);
        let kinds: Vec<SegmentKind> = segments.iter().map(|segment| segment.kind).collect();
        use SegmentKind::{Boilerplate, Comment, Paragraph, Title};
        assert_eq!(
            kinds,
            [Title, Paragraph, Paragraph, Paragraph, Boilerplate, Boilerplate, Comment, Boilerplate]
        );
    }

    #[test]
    fn what_only_looks_like_comments() {
        assert_eq!(comments("Comments\nA title of some words\nThe river fell.\nIt rose."), [""; 0]);
        assert_eq!(
            comments("A title of some words\nThe river fell.\nComments on the treaty were few.\nIt rose."),
            [""; 0]
        );
        assert_eq!(comments("A title of some words\n1. The river\n2. The lake\nThe river fell."), [""; 0]);
    }
}
