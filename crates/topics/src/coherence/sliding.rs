//! Windows that move over a passage, without looking at each of them.
//!
//! A token is in the windows from the first that reaches it to the last that has not left it behind. So the numbers of the
//! windows at which terms come and go are known from the places of the tokens alone: a term is in as many windows as lie
//! between its coming and its going, and a pair in as many as lie between the later coming and the earlier going.

use super::cooccurrences::Tracked;

/// Finding a pair takes as long as looking at about so many partners.
const LOOKUP_COST: usize = 8;

/// In how many windows the tracked terms and pairs occur.
#[derive(Clone, Debug)]
pub(super) struct TrackedWindows {
    pub(super) windows: u64,
    pub(super) terms: Vec<u64>,
    pub(super) pairs: Vec<u64>,
}

impl TrackedWindows {
    pub(super) fn zero(tracked: &Tracked) -> Self {
        Self { windows: 0, terms: vec![0; tracked.terms.len()], pairs: vec![0; tracked.pairs] }
    }

    pub(super) fn add(mut self, other: &Self) -> Self {
        self.windows += other.windows;
        for (sum, count) in self.terms.iter_mut().zip(&other.terms) {
            *sum += count;
        }
        for (sum, count) in self.pairs.iter_mut().zip(&other.pairs) {
            *sum += count;
        }
        self
    }
}

/// Counts the windows of one passage after the other.
pub(super) struct Slider<'a> {
    tracked: &'a Tracked,
    window: usize,
    counts: TrackedWindows,
    /// For each tracked term, how many of its tokens are in the window, and since which window there are any.
    inside: Vec<WindowPresence>,
    /// The terms that are in the window, in any order.
    present: Vec<usize>,
    /// The tokens of the passage that are tracked.
    tokens: Vec<Token>,
}

#[derive(Clone, Copy, Default)]
struct WindowPresence {
    tokens: u32,
    since: usize,
    /// Its place among those that are present.
    place: usize,
}

struct Token {
    term: usize,
    /// The first window that it is in, and the first after it that it is not in.
    comes: usize,
    goes: usize,
}

impl<'a> Slider<'a> {
    pub(super) fn new(tracked: &'a Tracked, window: usize) -> Self {
        let inside = vec![WindowPresence::default(); tracked.terms.len()];
        Self {
            tracked,
            window,
            counts: TrackedWindows::zero(tracked),
            inside,
            present: Vec::new(),
            tokens: Vec::new(),
        }
    }

    pub(super) fn into_counts(self) -> TrackedWindows {
        self.counts
    }

    pub(super) fn pass(&mut self, passage: &[u32]) {
        let Some(windows) = self.list_tokens(passage) else { return };
        self.counts.windows += windows as u64;
        let tokens = std::mem::take(&mut self.tokens);
        let mut coming = tokens.iter().peekable();
        for going in &tokens {
            // A term whose next token comes as the last one goes does not leave.
            while let Some(token) = coming.next_if(|token| token.comes <= going.goes) {
                self.come(token);
            }
            self.go(going);
        }
        self.tokens = tokens;
    }

    /// Lists the tracked tokens in order and returns the number of windows; nothing for a passage without tokens.
    fn list_tokens(&mut self, passage: &[u32]) -> Option<usize> {
        let window = self.window.clamp(1, passage.len().max(1));
        let windows =
            (passage.len() + 1).checked_sub(window).filter(|&windows| windows > 0 && !passage.is_empty())?;
        self.tokens.clear();
        self.tokens.extend(passage.iter().enumerate().filter_map(|(place, &term)| {
            let term = self.tracked.place_of(term)?;
            Some(Token { term, comes: (place + 1).saturating_sub(window), goes: (place + 1).min(windows) })
        }));
        Some(windows)
    }

    fn come(&mut self, token: &Token) {
        let presence = &mut self.inside[token.term];
        if presence.tokens == 0 {
            (presence.since, presence.place) = (token.comes, self.present.len());
            self.present.push(token.term);
        }
        presence.tokens += 1;
    }

    fn go(&mut self, token: &Token) {
        let presence = &mut self.inside[token.term];
        presence.tokens -= 1;
        if presence.tokens > 0 {
            return;
        }
        let WindowPresence { since, place, .. } = *presence;
        self.counts.terms[token.term] += (token.goes - since) as u64;
        self.present.swap_remove(place);
        if let Some(&moved) = self.present.get(place) {
            self.inside[moved].place = place;
        }
        self.end_pairs(token, since);
    }

    /// Counts the windows that a term which goes shared with each partner that is still there.
    fn end_pairs(&mut self, token: &Token, since: usize) {
        let partners = self.tracked.partners(token.term);
        let mut end = |other: WindowPresence, pair: usize| {
            self.counts.pairs[pair] += (token.goes - since.max(other.since)) as u64;
        };
        // A term of many topics has more partners than a window has terms.
        if partners.len() > LOOKUP_COST * self.present.len() {
            for &other in &self.present {
                if let Some(pair) = self.tracked.pair_of(token.term, other) {
                    end(self.inside[other], pair);
                }
            }
        } else {
            for partner in partners {
                let other = self.inside[partner.term];
                if other.tokens > 0 {
                    end(other, partner.pair);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::coherence::{Cooccurrences, WHOLE_PASSAGE, examples};
    use crate::noise::Noise;

    /// Looks at every window, and counts those that hold all of `terms`.
    fn looked_up(passages: &[Vec<u32>], window: usize, terms: &[u32]) -> u64 {
        let windows = passages.iter().flat_map(|words| words.windows(window.clamp(1, words.len().max(1))));
        let sets = windows.map(|words| words.iter().copied().collect::<BTreeSet<u32>>());
        sets.filter(|words| terms.iter().all(|term| words.contains(term))).count() as u64
    }

    #[track_caller]
    fn check(passages: &[Vec<u32>], topics: &[Vec<u32>], window: usize) {
        let counts = Cooccurrences::of(&examples::slices(passages), topics, window);
        assert_eq!(counts.windows(), looked_up(passages, window, &[]));
        for terms in topics {
            for &one in terms {
                for &other in terms {
                    let pair = counts.pair(one, other).unwrap();
                    assert_eq!(pair.windows, counts.windows());
                    assert_eq!(pair.first, looked_up(passages, window, &[one]));
                    assert_eq!(pair.second, looked_up(passages, window, &[other]));
                    assert_eq!(pair.both, looked_up(passages, window, &[one, other]), "{one} and {other}");
                }
            }
        }
    }

    #[test]
    fn counts_are_those_of_looking_at_every_window() {
        let mut noise = Noise::new(11);
        for window in [0, 1, 2, 3, 5, 10, 40, WHOLE_PASSAGE] {
            check(&examples::passages(), &examples::topics(), window);
            for _ in 0..20 {
                let passage = |noise: &mut Noise| {
                    let length = noise.below(25);
                    (0..length).map(|_| noise.below(9) as u32).collect::<Vec<u32>>()
                };
                let passages: Vec<Vec<u32>> = (0..4).map(|_| passage(&mut noise)).collect();
                check(&passages, &[vec![0, 1, 2], vec![2, 5, 0, 8], vec![3, 3, 700]], window);
            }
        }
    }

    #[test]
    fn the_windows_of_gensims_test() {
        // test_probability_estimation.py: windows of two; system 4, computer 1, user 3, graph 1.
        let passages =
            [vec![0, 1, 2], vec![3, 4, 1, 5], vec![5, 0, 5, 3], vec![4, 6, 7], vec![8], vec![9, 8]];
        let counts = Cooccurrences::of(&examples::slices(&passages), &[vec![2, 4, 5, 9]], 2);
        let count = |term| counts.pair(term, term).map(|pair| pair.both);
        assert_eq!(counts.windows(), 12);
        assert_eq!([count(2), count(4), count(5), count(9)], [Some(1), Some(3), Some(4), Some(1)]);
    }
}
