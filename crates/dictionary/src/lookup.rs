//! Where patterns match in sentences of numbered words, and which of the matches at one place count.

use std::{cmp::Reverse, collections::HashSet};

use foldhash::fast::FixedState;

/// Which of several matches that share words count. Of all matches the longest come first, among equally long ones the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// A match all of whose words are in matches before it is none, of whichever keys: in `American Samoa`, which is of one key, neither
    /// `American` nor `Samoa` counts for another. The rule of [`Scope::Key`] holds too.
    #[default]
    Dictionary,
    /// A match that shares a word with one of the same key before it is none. Keys do not know of each other.
    Key,
}

/// A pattern whose parts are known by the numbers of the words that they match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The number of the key.
    pub key: u32,
    /// The number of the entry of the dictionary.
    pub entry: u32,
    /// Of each word of the pattern, the numbers of the words that match it, in rising order.
    pub words: Vec<Vec<u32>>,
}

/// A place where a pattern matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The place of its first word in the sentence.
    pub start: u32,
    /// How many words it has.
    pub length: u32,
    /// The number of the key.
    pub key: u32,
    /// The number of the entry.
    pub entry: u32,
}

/// Finds the matches of many patterns.
///
/// A pattern is looked for where the rarest of its words stands. So a pattern costs nothing where none of its words is, and thousands that
/// begin with `not` cost little where a `not` is.
///
/// ```
/// use textmill_dictionary::{Lookup, LookupRoom, Scope, Way};
///
/// // Words: 0 American, 1 Samoa, 2 islands. Keys: 0 has "American Samoa", 1 has "Samoa", 2 has "American".
/// let way = |key, words: &[u32]| Way { key, entry: key, words: words.iter().map(|word| vec![*word]).collect() };
/// let lookup = Lookup::new(vec![way(0, &[0, 1]), way(1, &[1]), way(2, &[0])], &[10, 5, 7]);
/// let keys = |scope| {
///     let mut room = LookupRoom::default();
///     let matches = lookup.find(&[0, 1, 2], scope, &mut room);
///     matches.iter().map(|found| found.key).collect::<Vec<_>>()
/// };
/// assert_eq!(keys(Scope::Dictionary), [0]);
/// assert_eq!(keys(Scope::Key), [0, 2, 1]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    ways: Vec<Way>,
    /// Of each word, where its anchors begin.
    offsets: Vec<u32>,
    /// The ways that are looked for at a word, and the place of the word in them.
    anchors: Vec<(u32, u32)>,
}

/// The memory that a search works in, to be used again for the next one.
#[derive(Clone, Debug, Default)]
pub struct LookupRoom {
    found: Vec<Match>,
    matches: Vec<Match>,
    /// Words that are in a match of any key, and of which.
    is_matched: Vec<bool>,
    of_key: HashSet<(u32, u32), FixedState>,
}

impl Lookup {
    /// A search for patterns; `frequency` says of each word how often it occurs. A pattern with a part that matches no word is left out.
    pub fn new(ways: Vec<Way>, frequency: &[u64]) -> Self {
        let is_possible =
            |way: &Way| !way.words.is_empty() && way.words.iter().all(|words| !words.is_empty());
        let mut ways: Vec<Way> = ways.into_iter().filter(is_possible).collect();
        ways.sort_by_key(|way| way.entry);
        let cost = |words: &[u32]| -> u64 {
            words.iter().map(|word| frequency.get(*word as usize).copied().unwrap_or_default()).sum()
        };
        let mut anchors: Vec<(u32, (u32, u32))> = Vec::new();
        for (number, way) in (0_u32..).zip(&ways) {
            let rarest = (0_u32..).zip(&way.words).min_by_key(|(place, words)| (cost(words), *place));
            if let Some((place, words)) = rarest {
                anchors.extend(words.iter().map(|word| (*word, (number, place))));
            }
        }
        anchors.sort_unstable();
        let mut offsets = vec![0_u32; frequency.len() + 1];
        let known = anchors.iter().filter(|(word, _)| (*word as usize) < frequency.len());
        known.clone().for_each(|(word, _)| offsets[*word as usize + 1] += 1);
        for place in 1..offsets.len() {
            offsets[place] += offsets[place - 1];
        }
        let anchors = known.map(|(_, anchor)| *anchor).collect();
        Self { ways, offsets, anchors }
    }

    /// Whether each word of an entry matches any word at all.
    pub fn has_entry(&self, entry: u32) -> bool {
        self.ways.binary_search_by_key(&entry, |way| way.entry).is_ok()
    }

    /// The matches in a sentence that count: the longest first, equally long ones from left to right, those at one place in the order of the
    /// keys. Of the patterns of a key that match the same words the first counts.
    pub fn find<'a>(&self, sentence: &[u32], scope: Scope, room: &'a mut LookupRoom) -> &'a [Match] {
        room.found.clear();
        room.matches.clear();
        for (place, &word) in sentence.iter().enumerate() {
            for &(way, before) in self.anchors_of(word) {
                room.found.extend(self.match_at(sentence, place, way, before));
            }
        }
        if !room.found.is_empty() {
            room.choose(sentence.len(), scope);
        }
        &room.matches
    }

    fn anchors_of(&self, word: u32) -> &[(u32, u32)] {
        let place = word as usize;
        match (self.offsets.get(place), self.offsets.get(place + 1)) {
            (Some(&start), Some(&end)) => &self.anchors[start as usize..end as usize],
            _ => &[],
        }
    }

    /// The match of a way whose word `before` stands at a place.
    fn match_at(&self, sentence: &[u32], place: usize, way: u32, before: u32) -> Option<Match> {
        let Way { key, entry, words } = self.ways.get(way as usize)?;
        let start = place.checked_sub(before as usize)?;
        let there = sentence.get(start..start + words.len())?;
        let matches = |(word, wanted): (&u32, &Vec<u32>)| wanted.binary_search(word).is_ok();
        let length = words.len() as u32;
        let found = Match { start: start as u32, length, key: *key, entry: *entry };
        there.iter().zip(words).all(matches).then_some(found)
    }
}

impl LookupRoom {
    /// Chooses those that count among all that were found.
    fn choose(&mut self, words: usize, scope: Scope) {
        self.found.sort_unstable_by_key(|found| (Reverse(found.length), found.start, found.key, found.entry));
        // Another way, or another pattern, of one key matches the same words once.
        self.found.dedup_by_key(|found| (found.length, found.start, found.key));
        self.is_matched.clear();
        self.is_matched.resize(words, false);
        self.of_key.clear();
        let found = std::mem::take(&mut self.found);
        // The keys of one place do not stand in each other's way.
        for together in found.chunk_by(|one, other| (one.length, one.start) == (other.length, other.start)) {
            let [first, ..] = together else { continue };
            let span = first.start..first.start + first.length;
            if scope == Scope::Dictionary && span.clone().all(|word| self.is_matched[word as usize]) {
                continue;
            }
            for found in together {
                if span.clone().any(|word| self.of_key.contains(&(word, found.key))) {
                    continue;
                }
                self.of_key.extend(span.clone().map(|word| (word, found.key)));
                self.matches.push(*found);
                span.clone().for_each(|word| self.is_matched[word as usize] = true);
            }
        }
        self.found = found;
    }
}
