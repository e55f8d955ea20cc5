//! Which matches count. The published cases are those that the tests and issues of quanteda state for `tokens_lookup`, in words of our own.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use textmill_dictionary::{Dictionary, Lookup, LookupRoom, Match, Scope, Way};

/// A dictionary of globs in lower case, and the words of some texts.
struct Case {
    dictionary: Dictionary,
    vocabulary: Vec<String>,
}

fn glob(pattern: &[char], word: &[char]) -> bool {
    match pattern.split_first() {
        None => word.is_empty(),
        Some(('*', rest)) => (0..=word.len()).any(|skipped| glob(rest, &word[skipped..])),
        Some(('?', rest)) => word.split_first().is_some_and(|(_, word)| glob(rest, word)),
        Some((letter, rest)) => {
            word.split_first().is_some_and(|(first, word)| first == letter && glob(rest, word))
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let bare = text.to_lowercase().replace([',', '.', '!', '?'], " ");
    bare.split_whitespace().map(str::to_owned).collect()
}

impl Case {
    fn new(keys: &[(&str, &[&str])], text: &str) -> Self {
        let mut dictionary = Dictionary::default();
        for (key, patterns) in keys {
            let path: Vec<String> = key.split('.').map(str::to_owned).collect();
            dictionary.add_key(&path);
            patterns.iter().for_each(|pattern| {
                dictionary.add(&path, &pattern.to_lowercase(), None);
            });
        }
        let mut vocabulary = words(text);
        vocabulary.sort();
        vocabulary.dedup();
        Self { dictionary, vocabulary }
    }

    fn ids(&self, text: &str) -> Vec<u32> {
        words(text).iter().map(|word| self.vocabulary.binary_search(word).unwrap() as u32).collect()
    }

    fn lookup(&self) -> Lookup {
        let matching = |part: &str| -> Vec<u32> {
            let pattern: Vec<char> = part.chars().collect();
            let is_matched = |word: &String| glob(&pattern, &word.chars().collect::<Vec<char>>());
            (0_u32..).zip(&self.vocabulary).filter(|(_, word)| is_matched(word)).map(|(id, _)| id).collect()
        };
        let way = |(entry, of_entry): (u32, &textmill_dictionary::Entry)| Way {
            key: of_entry.key,
            entry,
            words: of_entry.pattern.split(' ').map(matching).collect(),
        };
        Lookup::new(
            (0_u32..).zip(self.dictionary.entries()).map(way).collect(),
            &vec![1; self.vocabulary.len()],
        )
    }

    /// The names of the keys that are found, from left to right.
    fn found(&self, text: &str, scope: Scope) -> Vec<String> {
        let names = self.dictionary.key_names();
        let mut room = LookupRoom::default();
        let mut matches: Vec<Match> = self.lookup().find(&self.ids(text), scope, &mut room).to_vec();
        matches.sort_by_key(|found| (found.start, found.key));
        matches.iter().map(|found| names[found.key as usize].clone()).collect()
    }
}

fn check(keys: &[(&str, &[&str])], text: &str, in_key: &[&str], in_dictionary: &[&str]) {
    let case = Case::new(keys, text);
    assert_eq!(case.found(text, Scope::Key), in_key, "key: {text}");
    assert_eq!(case.found(text, Scope::Dictionary), in_dictionary, "dictionary: {text}");
}

#[test]
fn phrases_and_their_overlaps() {
    let keys: &[(&str, &[&str])] = &[
        ("Countries", &["United States", "Federal Republic of Germany"]),
        ("oceans", &["Atlantic Ocean", "Pacific Ocean"]),
        ("Institutions", &["federal government", "Supreme Court"]),
        ("team", &["Manchester United", "Arsenal"]),
    ];
    check(
        keys,
        "The United States is bordered by the Atlantic Ocean and the Pacific Ocean.",
        &["Countries", "oceans", "oceans"],
        &["Countries", "oceans", "oceans"],
    );
    // Two phrases share a word, and both have one of their own.
    let arsenal = "It is Arsenal versus Manchester United, states the announcer.";
    check(keys, arsenal, &["team", "team", "Countries"], &["team", "team", "Countries"]);
    check(
        keys,
        "We need Manchester Unity in the Federal Republic of Germany today.",
        &["Countries"],
        &["Countries"],
    );
}

#[test]
fn stars_match_any_letters_and_none() {
    let keys: &[(&str, &[&str])] = &[
        ("Countries", &["Stat*"]),
        ("oceans", &["*ic"]),
        ("consoles", &["?box", "Nintendo*"]),
        ("swords", &["*s"]),
    ];
    check(
        keys,
        "The United States is bordered by the Atlantic Ocean and the Pacific Ocean.",
        &["Countries", "swords", "swords", "oceans", "oceans"],
        &["Countries", "swords", "swords", "oceans", "oceans"],
    );
    check(keys, "a united state of xbox and box", &["Countries", "consoles"], &["Countries", "consoles"]);
    check(&[("all", &["Federal * of *"])], "federal republic of germany", &["all"], &["all"]);
}

#[test]
fn one_key_counts_the_same_words_once() {
    for keys in [["A B", "A B C"], ["B C", "A B C"], ["A B C", "A B"]] {
        check(&[("key", &keys)], "a b c", &["key"], &["key"]);
    }
    let keys: &[(&str, &[&str])] =
        &[("Countries", &["United States", "United States of America"]), ("oceans", &["Ocean"])];
    check(
        keys,
        "The United States of America is bordered by the Atlantic Ocean and the Pacific Ocean.",
        &["Countries", "oceans", "oceans"],
        &["Countries", "oceans", "oceans"],
    );
    // Two patterns of a key on one word, one of them with a star.
    check(&[("use", &["use", "us*", "using"])], "use using", &["use", "use"], &["use", "use"]);
}

#[test]
fn what_is_inside_a_longer_match_counts_for_other_keys_in_the_scope_of_the_key_alone() {
    let keys: &[(&str, &[&str])] = &[
        ("AS", &["American Samoa", "American Samoan*", "Pago Pago"]),
        ("WS", &["Samoa", "Samoan*", "Apia"]),
        ("VG", &["British Virgin Islands", "Virgin Island*", "Road Town"]),
        ("GB", &["UK", "United Kingdom", "Britain", "British", "Briton*", "Brit*", "London"]),
        ("US", &["United States", "US", "American*", "Washington", "New York"]),
    ];
    check(keys, "British Virgin Islands is a British overseas territory", &["VG", "GB", "GB"], &["VG", "GB"]);
    check(keys, "Samoa is an independent state", &["WS"], &["WS"]);
    check(keys, "American Samoa is in the South Pacific", &["AS", "US", "WS"], &["AS"]);
    let win: &[(&str, &[&str])] = &[("positive", &["win"]), ("neg_positive", &["not win"])];
    check(
        win,
        "they did not win but we win",
        &["neg_positive", "positive", "positive"],
        &["neg_positive", "positive"],
    );
}

#[test]
fn several_keys_may_have_the_same_words_whatever_their_order() {
    let keys: &[(&str, &[&str])] = &[
        ("VG", &["Virgin Islands"]),
        ("VI", &["Virgin Islands"]),
        ("DM", &["Dominica*"]),
        ("DO", &["Dominican Republic"]),
    ];
    let text = "Virgin Islands are near Dominica and the Dominican Republic";
    check(keys, text, &["VG", "VI", "DM", "DM", "DO"], &["VG", "VI", "DM", "DO"]);
    let reversed: Vec<(&str, &[&str])> = keys.iter().rev().copied().collect();
    check(&reversed, text, &["VI", "VG", "DM", "DO", "DM"], &["VI", "VG", "DM", "DO"]);
    let congo: &[(&str, &[&str])] = &[
        ("CD", &["Democratic Republic of Congo", "Congolese"]),
        ("CG", &["Republic of Congo", "Congolese"]),
    ];
    let text = "Congolese are people in Republic of Congo or Democratic Republic of Congo";
    check(congo, text, &["CD", "CG", "CG", "CD", "CG"], &["CD", "CG", "CG", "CD"]);
}

#[test]
fn levels_of_nested_keys() {
    let keys: &[(&str, &[&str])] = &[
        ("US.Countries", &["States"]),
        ("US.oceans", &["Atlantic", "Pacific"]),
        ("Europe.Countries", &["Britain", "Ireland"]),
        ("Europe.oceans.west", &["Irish Sea"]),
        ("Europe.oceans.east", &["English Channel"]),
    ];
    let one = "The United States has the Atlantic Ocean and the Pacific Ocean.";
    let two = "Britain and Ireland have the Irish Sea and the English Channel.";
    let expected: &[(&[u32], &[&str], &[&str])] = &[
        (&[1], &["US", "US", "US"], &["Europe", "Europe", "Europe", "Europe"]),
        (&[2], &["Countries", "oceans", "oceans"], &["Countries", "Countries", "oceans", "oceans"]),
        (
            &[1, 2],
            &["US.Countries", "US.oceans", "US.oceans"],
            &["Europe.Countries", "Europe.Countries", "Europe.oceans", "Europe.oceans"],
        ),
        (&[3], &[], &["west", "east"]),
        (&[1, 3], &["US", "US", "US"], &["Europe", "Europe", "Europe.west", "Europe.east"]),
        (
            &[2, 3],
            &["Countries", "oceans", "oceans"],
            &["Countries", "Countries", "oceans.west", "oceans.east"],
        ),
        (&[1, 4], &["US", "US", "US"], &["Europe", "Europe", "Europe", "Europe"]),
        (&[4], &[], &[]),
    ];
    for (levels, of_one, of_two) in expected {
        let mut case = Case::new(keys, &format!("{one} {two}"));
        case.dictionary = case.dictionary.at_levels(levels);
        assert_eq!(case.found(one, Scope::Key), *of_one, "{levels:?}");
        assert_eq!(case.found(two, Scope::Key), *of_two, "{levels:?}");
    }
}

#[test]
fn a_pattern_with_an_unknown_word_is_nowhere() {
    let case = Case::new(&[("key", &["a x", "b"])], "a b");
    let lookup = case.lookup();
    assert!(!lookup.has_entry(0) && lookup.has_entry(1));
    assert_eq!(case.found("a b", Scope::Dictionary), ["key"]);
    let mut room = LookupRoom::default();
    assert!(lookup.find(&[], Scope::Dictionary, &mut room).is_empty());
    // A word that came after the search was made.
    assert!(lookup.find(&[99], Scope::Dictionary, &mut room).is_empty());
}

/// The rules once more, from all spans at once: no index, no anchors.
fn oracle(ways: &[Way], sentence: &[u32], scope: Scope) -> Vec<Match> {
    let mut spans: BTreeMap<(std::cmp::Reverse<usize>, usize), BTreeMap<u32, u32>> = BTreeMap::new();
    for way in ways {
        let length = way.words.len();
        for start in 0..(sentence.len() + 1).saturating_sub(length) {
            if (0..length).all(|at| way.words[at].contains(&sentence[start + at])) {
                let keys = spans.entry((std::cmp::Reverse(length), start)).or_default();
                let first = keys.entry(way.key).or_insert(way.entry);
                *first = (*first).min(way.entry);
            }
        }
    }
    let mut taken: Vec<Vec<u32>> = vec![Vec::new(); sentence.len()];
    let mut matches = Vec::new();
    for ((std::cmp::Reverse(length), start), keys) in spans {
        let span = start..start + length;
        if scope == Scope::Dictionary && span.clone().all(|at| !taken[at].is_empty()) {
            continue;
        }
        for (key, entry) in keys {
            if span.clone().all(|at| !taken[at].contains(&key)) {
                span.clone().for_each(|at| taken[at].push(key));
                matches.push(Match { start: start as u32, length: length as u32, key, entry });
            }
        }
    }
    matches
}

proptest! {
    #[test]
    fn the_search_agrees_with_all_spans(
        patterns in prop::collection::vec((0_u32..4, prop::collection::vec(prop::collection::btree_set(0_u32..6, 1..3), 1..4)), 0..12),
        sentence in prop::collection::vec(0_u32..6, 0..14),
        frequency in prop::collection::vec(0_u64..50, 6),
    ) {
        let ways: Vec<Way> = (0_u32..).zip(&patterns).map(|(entry, (key, words))| Way {
            key: *key,
            entry,
            words: words.iter().map(|words| words.iter().copied().collect()).collect(),
        }).collect();
        let lookup = Lookup::new(ways.clone(), &frequency);
        let mut room = LookupRoom::default();
        for scope in [Scope::Key, Scope::Dictionary] {
            prop_assert_eq!(lookup.find(&sentence, scope, &mut room), oracle(&ways, &sentence, scope));
        }
    }
}
