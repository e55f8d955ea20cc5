//! Matches of two runs that belong together: each begins behind the one before it, and not far behind.

use super::matches::Match;

/// Matches with more words than this between them, on either side, are not joined.
const MOST_BETWEEN: u32 = 30;
/// With how many matches before it a match is compared.
const COMPARED: usize = 64;

/// The chains of matches of two runs, which are in ascending order: the heaviest one first, and each match in one chain at most. `weight`
/// says what so many words from a place on weigh, and `between` what a word between two matches takes away.
pub(super) fn chains(matches: &[Match], weight: impl Fn(u32, u32) -> u64, between: u64) -> Vec<Vec<Match>> {
    let mut best: Vec<(u64, Option<usize>)> = Vec::with_capacity(matches.len());
    for (number, this) in matches.iter().enumerate() {
        let mut heaviest = (weight(this.one, this.length), None);
        for before in (0..number).rev().take(COMPARED) {
            let Some((overlap, gap)) = behind(&matches[before], this) else { continue };
            let gained = best[before].0 + weight(this.one + overlap, this.length - overlap);
            let score = gained.saturating_sub(between * u64::from(gap));
            if score > heaviest.0 {
                heaviest = (score, Some(before));
            }
        }
        best.push(heaviest);
    }
    let mut order: Vec<usize> = (0..matches.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(best[*place].0));
    let mut is_taken = vec![false; matches.len()];
    let mut chains = Vec::new();
    for last in order {
        let (mut chain, mut next) = (Vec::new(), Some(last));
        while let Some(place) = next.filter(|place| !is_taken[*place]) {
            is_taken[place] = true;
            chain.push(matches[place]);
            next = best[place].1;
        }
        chain.reverse();
        if !chain.is_empty() {
            chains.push(without_overlaps(chain));
        }
    }
    chains
}

/// By how many words a match overlaps with one before it, and how many are between them; `None` if they do not belong together.
fn behind(before: &Match, this: &Match) -> Option<(u32, u32)> {
    if this.one <= before.one || this.other <= before.other {
        return None;
    }
    let (end_one, end_other) = (before.one + before.length, before.other + before.length);
    let overlap = end_one.saturating_sub(this.one).max(end_other.saturating_sub(this.other));
    let gap = this.one.saturating_sub(end_one).max(this.other.saturating_sub(end_other));
    (overlap < this.length && gap <= MOST_BETWEEN).then_some((overlap, gap))
}

/// The matches of a chain, each cut where the one before it ends.
fn without_overlaps(chain: Vec<Match>) -> Vec<Match> {
    let mut cut: Vec<Match> = Vec::with_capacity(chain.len());
    for mut this in chain {
        if let Some((overlap, _)) = cut.last().and_then(|before| behind(before, &this)) {
            this.one += overlap;
            this.other += overlap;
            this.length -= overlap;
        }
        cut.push(this);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::{Match, chains};

    #[test]
    fn matches_in_order_are_one_chain_and_others_are_not() {
        let of = |one, other, length| Match { one, other, length };
        // The third overlaps with the second by two words on one side; the fourth is too far away, the fifth in the wrong order.
        let matches = [of(0, 100, 6), of(8, 106, 7), of(13, 114, 9), of(60, 165, 5), of(70, 90, 5)];
        let found = chains(&matches, |_, length| u64::from(length), 0);
        assert_eq!(
            found,
            [vec![of(0, 100, 6), of(8, 106, 7), of(15, 116, 7)], vec![of(60, 165, 5)], vec![of(70, 90, 5)]]
        );
    }
}
