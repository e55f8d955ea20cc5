//! Readers' comments: all that follows a line that begins them, and numbered ones before the line that closes them.

use textmill_corpus::{SegmentKind, SegmentRule};

use super::{
    Label, Labels,
    blocks::Block,
    line::{begins_with_any, ends_like_a_sentence, has_at_most_words},
};

/// Labels the comments, but not the furniture between them.
pub(super) fn label(blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    let begins = (0..blocks.len()).find(|&place| {
        let text = blocks[place].text;
        begins_comments(text) || place * 2 >= blocks.len() && heads_comments(text)
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

/// Lines that stand nowhere but above comments.
fn begins_comments(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "Notify of",
        "Inline Feedback",
        "Newest Most Voted",
        "View all comments",
        "Leave a Reply",
        "Leave a reply",
        "Leave a Comment",
        "Leave a comment",
    ];
    matches!(text.as_bytes(), [b'N' | b'I' | b'V' | b'L', ..])
        && text.len() <= 60
        && begins_with_any(text, MARKS)
        && has_at_most_words(text, 6)
}

/// `Comments`, `12 comments`, `Comments (12)` in some languages; a menu may say that too, but above the text.
fn heads_comments(text: &str) -> bool {
    const WORDS: &[&str] =
        &["comments", "comment", "kommentare", "commentaires", "comentarios", "комментарии"];
    if text.len() > 40 {
        return false;
    }
    let word = text.trim_matches(|character: char| !character.is_alphabetic());
    let is_as_long = WORDS.iter().any(|known| known.len() == word.len());
    is_as_long && WORDS.contains(&word.to_lowercase().as_str())
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
