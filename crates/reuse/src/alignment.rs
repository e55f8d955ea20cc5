//! What two sequences have in common, in order.

use textmill_corpus::SurfaceId;

use crate::traces::Edit;

/// One step of an alignment of a text with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A word of both: its places in the text and in the source.
    Both(usize, usize),
    /// A word of the text alone.
    Quoted(usize),
    /// A word of the source alone.
    Source(usize),
}

/// The words of a text and of its source, step by step. Other forms of a stem are a change.
pub(crate) fn edits(
    steps: &[Step],
    text: &[SurfaceId],
    source: &[SurfaceId],
    is_same: impl Fn(SurfaceId, SurfaceId) -> bool,
) -> Vec<Edit> {
    let mut edits = Vec::with_capacity(steps.len());
    for step in steps {
        match *step {
            Step::Both(word, place) if is_same(text[word], source[place]) => {
                edits.push(Edit::Kept(text[word]))
            }
            Step::Both(word, place) => edits.extend([Edit::LeftOut(source[place]), Edit::Added(text[word])]),
            Step::Quoted(word) => edits.push(Edit::Added(text[word])),
            Step::Source(place) => edits.push(Edit::LeftOut(source[place])),
        }
    }
    edits
}

/// The heaviest common subsequence of two sequences: its weight, and the alignment that shows it, from its first common word to its last one.
/// Among equals the words stand as late as they can, but for the last ones, where these can follow the others at once.
pub(crate) fn align<T: PartialEq>(
    quoted: &[T],
    source: &[T],
    weight: impl Fn(&T) -> u64,
) -> (u64, Vec<Step>) {
    let width = source.len() + 1;
    let mut best = vec![0_u64; (quoted.len() + 1) * width];
    for (row, word) in quoted.iter().enumerate() {
        for (column, other) in source.iter().enumerate() {
            let skip = best[row * width + column + 1].max(best[(row + 1) * width + column]);
            let with = if word == other { best[row * width + column] + weight(word).max(1) } else { 0 };
            best[(row + 1) * width + column + 1] = skip.max(with);
        }
    }
    let (mut row, mut column) = (quoted.len(), source.len());
    let mut steps = Vec::new();
    while row > 0 && column > 0 {
        let here = best[row * width + column];
        if quoted[row - 1] == source[column - 1]
            && here == best[(row - 1) * width + column - 1] + weight(&quoted[row - 1]).max(1)
        {
            steps.push(Step::Both(row - 1, column - 1));
            (row, column) = (row - 1, column - 1);
        } else if here == best[row * width + column - 1] {
            steps.push(Step::Source(column - 1));
            column -= 1;
        } else {
            steps.push(Step::Quoted(row - 1));
            row -= 1;
        }
    }
    steps.reverse();
    let is_both = |step: &Step| matches!(step, Step::Both(..));
    let first = steps.iter().position(is_both).unwrap_or(steps.len());
    let end = steps.iter().rposition(is_both).map_or(first, |last| last + 1);
    let mut steps = steps.get(first..end).unwrap_or_default().to_vec();
    move_last_words_up(&mut steps, source);
    (best[quoted.len() * width + source.len()], steps)
}

/// Where the words behind the last gap of the source stand before it too, takes these: "do what we want, that is how we want" says "do what we
/// want" at once.
fn move_last_words_up<T: PartialEq>(steps: &mut Vec<Step>, source: &[T]) {
    let Some(gap_end) = steps.iter().rposition(|step| !matches!(step, Step::Both(..))).map(|last| last + 1)
    else {
        return;
    };
    let is_gap = |step: &&Step| matches!(step, Step::Source(_));
    let gap = steps[..gap_end].iter().rev().take_while(is_gap).count();
    let behind = steps.len() - gap_end;
    let Some(Step::Source(first)) = steps.get(gap_end - gap).copied().filter(|_| gap >= behind) else {
        return;
    };
    let can_move = steps[gap_end..]
        .iter()
        .zip(first..)
        .all(|(step, place)| matches!(step, Step::Both(_, later) if source[*later] == source[place]));
    if can_move {
        let moved: Vec<Step> = steps[gap_end..]
            .iter()
            .zip(first..)
            .map(
                |(step, place)| if let Step::Both(word, _) = *step { Step::Both(word, place) } else { *step },
            )
            .collect();
        steps.truncate(gap_end - gap);
        steps.extend(moved);
    }
}

/// The length of the longest run of equal words.
pub(crate) fn longest_run<T: PartialEq>(one: &[T], other: &[T]) -> usize {
    let mut lengths = vec![0_usize; other.len() + 1];
    let mut longest = 0;
    for word in one {
        for place in (0..other.len()).rev() {
            lengths[place + 1] = if *word == other[place] { lengths[place] + 1 } else { 0 };
            longest = longest.max(lengths[place + 1]);
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Step, align, longest_run};

    proptest! {
        #[test]
        fn an_alignment_is_a_common_subsequence(
            one in prop::collection::vec(0_u8..4, 0..9),
            other in prop::collection::vec(0_u8..4, 0..9),
        ) {
            let weight = |word: &u8| u64::from(*word) + 1;
            let (total, steps) = align(&one, &other, weight);
            let (mut sum, mut last) = (0, None);
            for step in steps {
                if let Step::Both(quoted, source) = step {
                    prop_assert_eq!(one[quoted], other[source]);
                    prop_assert!(last.is_none_or(|last: (usize, usize)| last.0 < quoted && last.1 < source));
                    last = Some((quoted, source));
                    sum += weight(&one[quoted]);
                }
            }
            prop_assert_eq!(sum, total);
            // By trying every subsequence of the first one.
            let heaviest = (0..1_u32 << one.len()).filter_map(|chosen| {
                let words: Vec<u8> = (0..one.len()).filter(|place| chosen >> place & 1 == 1).map(|place| one[place]).collect();
                let mut rest = other.iter();
                words.iter().all(|word| rest.any(|other| other == word)).then(|| words.iter().map(weight).sum::<u64>())
            });
            prop_assert_eq!(heaviest.max().unwrap_or_default(), total);
        }

        #[test]
        fn last_words_follow_the_others_where_they_can(gap in 3_usize..9) {
            // "do what we want": the source says "do what we want", something else, and "we want" again.
            let source: Vec<usize> = [1, 2, 3, 4].into_iter().chain(10..10 + gap).chain([3, 4]).collect();
            let (total, steps) = align(&[1, 2, 3, 4], &source, |_| 1);
            prop_assert_eq!(total, 4);
            prop_assert_eq!(steps, (0..4).map(|place| Step::Both(place, place)).collect::<Vec<_>>());
        }

        #[test]
        fn the_longest_run_is_the_longest_common_substring(
            one in prop::collection::vec(0_u8..3, 0..12),
            other in prop::collection::vec(0_u8..3, 0..12),
        ) {
            let is_in = |length: usize| one.windows(length.max(1)).any(|run| other.windows(length.max(1)).any(|other| run == other));
            let expected = (1..=one.len()).rev().find(|length| is_in(*length)).unwrap_or(0);
            prop_assert_eq!(longest_run(&one, &other), expected);
        }
    }
}
