//! Lists: blocks in a row that begin with the same bullet, or with ascending numbers.

use textmill_corpus::{SegmentKind, SegmentRule};

use super::{Labels, blocks::Block};

/// So many items make a list.
const ITEMS: usize = 2;

/// Labels the items of lists.
pub(super) fn label(blocks: &[Block<'_>], labels: &mut Labels<'_>) {
    let mut place = 0;
    while place < blocks.len() {
        let length = list_length(blocks, labels, place);
        if length >= ITEMS {
            for label in &mut labels.labels[place..place + length] {
                label.set(SegmentKind::ListItem, SegmentRule::ListMark);
            }
        }
        place += length.max(1);
    }
}

/// How many blocks from a place on are one list.
fn list_length(blocks: &[Block<'_>], labels: &Labels<'_>, place: usize) -> usize {
    let Some(first) = mark(blocks[place].text) else { return 0 };
    let items = blocks[place..].iter().zip(&labels.labels[place..]).zip(0..);
    let is_item = |((block, label), number): &((&Block<'_>, &super::Label<'_>), u64)| {
        label.is_unknown() && mark(block.text) == Some(first.after(*number))
    };
    items.take_while(is_item).count()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bullet(char),
    Number(u64),
}

impl Mark {
    /// The mark of the item that comes so many items later.
    fn after(self, items: u64) -> Self {
        match self {
            Self::Bullet(_) => self,
            Self::Number(number) => Self::Number(number + items),
        }
    }
}

fn mark(text: &str) -> Option<Mark> {
    // Most lines begin with a letter.
    let first = text.chars().next().filter(|first| !first.is_ascii_alphabetic())?;
    if first.is_ascii_digit() {
        let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
        let number = text[..text.len() - rest.len()].parse().ok().filter(|&number: &u64| number < 1000)?;
        return (rest.starts_with(". ") || rest.starts_with(") ")).then_some(Mark::Number(number));
    }
    let rest = &text[first.len_utf8()..];
    ("-•*+–▪●".contains(first) && rest.starts_with([' ', '\t'])).then_some(Mark::Bullet(first))
}

#[cfg(test)]
mod tests {
    use textmill_corpus::SegmentKind;

    use crate::segments;

    fn items(text: &str) -> Vec<&str> {
        let segments = segments(text);
        let items = segments.iter().filter(|segment| segment.kind == SegmentKind::ListItem);
        items.map(|segment| segment.span.of(text).trim()).collect()
    }

    #[test]
    fn bullets_and_numbers() {
        assert_eq!(items("It says:\n• the lock\n• the weir\nSo it does."), ["• the lock", "• the weir"]);
        assert_eq!(
            items("It says:\n3. The lock.\n4. The weir.\n6. No more."),
            ["3. The lock.", "4. The weir."]
        );
    }

    #[test]
    fn what_only_looks_like_a_list() {
        assert_eq!(items("It says:\n• the lock\nSo it does."), [""; 0]);
        assert_eq!(items("In\n1. League they lost.\n1. League it was.\nSo."), [""; 0]);
        assert_eq!(items("- 10:43 GMT\nA.\n- 10:44 GMT\nB.\n- 10:45 GMT\nC."), [""; 0]);
    }
}
