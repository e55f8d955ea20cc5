//! What a concordance looks for: words, or several in a row.

use textmill_corpus::WordTable;

use crate::word_patterns::WordPatterns;

/// Nodes, each of one word or of several in a row, such as `sanction*` or `press conference`.
#[derive(Clone, Debug, Default)]
pub(crate) struct NodePatterns {
    nodes: Vec<NodePattern>,
}

#[derive(Clone, Debug)]
struct NodePattern {
    given: String,
    words: Vec<WordPatterns>,
}

impl NodePatterns {
    /// Nodes of terms or stems.
    pub(crate) fn of_normal_forms(patterns: &[String]) -> Self {
        Self::new(patterns, WordPatterns::of_normal_forms)
    }

    /// Nodes of words as they are written.
    pub(crate) fn of_surfaces(patterns: &[String]) -> Self {
        Self::new(patterns, WordPatterns::of_surfaces)
    }

    fn new(patterns: &[String], compile: impl Fn(&[String]) -> WordPatterns) -> Self {
        let node = |given: &String| {
            // No word has a hyphen in it (UAX #29): `well-known` is two.
            let words = given
                .split(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '\u{2010}' | '\u{2011}'));
            let words = words.filter(|word| !word.is_empty()).map(|word| compile(&[word.to_owned()]));
            NodePattern { given: given.clone(), words: words.collect() }
        };
        let nodes = patterns.iter().map(node).filter(|node| !node.words.is_empty());
        Self { nodes: nodes.collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// A node as it was given.
    pub(crate) fn given(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |node| &node.given)
    }

    /// The nodes as they were given.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().map(|node| node.given.as_str())
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
