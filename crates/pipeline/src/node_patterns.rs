//! What a concordance or a window is about: words, or several in a row.

use textmill_corpus::WordTable;
use textmill_frequency::Phrases;
use textmill_normalize::TokenRules;

use crate::{
    ConfigError,
    pattern_cut::cut_pattern,
    word_patterns::{PatternCase, WordPatterns},
};

/// Nodes, each of one word or of several in a row, such as `sanction*` or `press conference`.
#[derive(Clone, Debug, Default)]
pub(crate) struct NodePatterns {
    nodes: Vec<NodePattern>,
}

#[derive(Clone, Debug)]
struct NodePattern {
    given: String,
    tokens: Vec<String>,
    words: Vec<WordPatterns>,
}

impl NodePatterns {
    /// Nodes, cut into tokens as the texts are; one that languages cut in several ways stands for all of them.
    pub(crate) fn new(
        key: &'static str,
        patterns: &[String],
        case: PatternCase,
        rules: TokenRules,
    ) -> Result<Self, ConfigError> {
        let mut nodes = Vec::new();
        for given in patterns {
            let ways = cut_pattern(given, rules);
            if ways.is_empty() {
                return Err(ConfigError::value(
                    key,
                    format!("{given:?}"),
                    "a pattern with a letter or a figure",
                ));
            }
            for tokens in ways {
                let words = tokens.iter().map(|token| WordPatterns::of_token(key, token, case));
                nodes.push(NodePattern {
                    given: given.clone(),
                    words: words.collect::<Result<_, _>>()?,
                    tokens,
                });
            }
        }
        Ok(Self { nodes })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Which words of a table are nodes of one word.
    pub(crate) fn single_words(&self, words: &WordTable) -> Vec<bool> {
        let mut found = vec![false; words.len()];
        for node in self.nodes.iter().filter(|node| node.words.len() == 1) {
            let flags = node.words.iter().flat_map(|pattern| pattern.flags(words));
            found.iter_mut().zip(flags).for_each(|(found, flag)| *found |= flag);
        }
        found
    }

    /// The ways in which a node, as it was given, is cut.
    pub(crate) fn given_as(&self, given: &str) -> Self {
        Self { nodes: self.nodes.iter().filter(|node| node.given == given).cloned().collect() }
    }

    /// The nodes of several words.
    pub(crate) fn of_several_words(&self) -> Self {
        Self { nodes: self.nodes.iter().filter(|node| node.words.len() > 1).cloned().collect() }
    }

    /// Whether a node, as it was given, is a word of a table or one of the phrases that were found among these words.
    pub(crate) fn is_in(&self, given: &str, words: &WordTable, phrases: &Phrases) -> bool {
        let nodes = self.given_as(given);
        let in_words = nodes.of_several_words().in_words(words);
        let is_phrase = |units: &[u32]| {
            in_words.at(units.iter().copied()).is_some_and(|(_, length)| length == units.len())
        };
        nodes.single_words(words).contains(&true)
            || (0..phrases.len()).filter_map(|phrase| phrases.units(phrase)).any(is_phrase)
    }

    /// A node as it was given.
    pub(crate) fn given(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |node| &node.given)
    }

    /// The nodes as they were given, each once.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        let is_first =
            |place: &usize| !self.nodes[..*place].iter().any(|node| node.given == self.nodes[*place].given);
        (0..self.nodes.len()).filter(is_first).map(|place| self.nodes[place].given.as_str())
    }

    /// The words of a node that no word of a table matches.
    pub(crate) fn unknown_words(&self, given: &str, words: &WordTable) -> Vec<&str> {
        let nodes = self.nodes.iter().filter(|node| node.given == given).take(1);
        let parts = nodes.flat_map(|node| node.tokens.iter().zip(&node.words));
        let is_unknown = |(_, pattern): &(&String, &WordPatterns)| !pattern.flags(words).contains(&true);
        parts.filter(is_unknown).map(|(token, _)| token.as_str()).collect()
    }

    /// The nodes among the words of a table.
    pub(crate) fn in_words(&self, words: &WordTable) -> NodesInWords {
        let flags = |node: &NodePattern| -> Vec<Vec<bool>> {
            node.words.iter().map(|pattern| pattern.flags(words)).collect()
        };
        let nodes: Vec<Vec<Vec<bool>>> = self.nodes.iter().map(flags).collect();
        let begins = |word: usize| nodes.iter().any(|node| node.first().is_some_and(|flags| flags[word]));
        NodesInWords { begins: (0..words.len()).map(begins).collect(), nodes }
    }
}

/// Which words of a table are the first, second, \u{2026} of which nodes.
#[derive(Debug)]
pub(crate) struct NodesInWords {
    /// Whether a node may begin with a word.
    begins: Vec<bool>,
    nodes: Vec<Vec<Vec<bool>>>,
}

impl NodesInWords {
    /// The node that begins at the beginning of some words, and how many of them it takes. Of several it is the one of the most words; of
    /// equally long ones the first.
    pub(crate) fn at(&self, words: impl Iterator<Item = u32> + Clone) -> Option<(usize, usize)> {
        let first = words.clone().next()?;
        if !self.may_begin(first) {
            return None;
        }
        let is_here = |node: &[Vec<bool>]| {
            let mut words = words.clone();
            node.iter().all(|flags| words.next().is_some_and(|word| flags.get(word as usize) == Some(&true)))
        };
        // `max_by_key` takes the last of equal ones.
        let here = self.nodes.iter().enumerate().rev().filter(|(_, node)| is_here(node));
        here.map(|(place, node)| (place, node.len())).max_by_key(|(_, words)| *words)
    }

    /// Whether a node may begin with a word.
    pub(crate) fn may_begin(&self, word: u32) -> bool {
        self.begins.get(word as usize) == Some(&true)
    }
}
