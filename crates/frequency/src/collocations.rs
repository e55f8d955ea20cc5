//! Pairs of units that occur together: adjacent units, and units in a window around a node.

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;
use textmill_corpus::Language;
use textmill_measures::Contingency;

use crate::{
    CorpusSentences, NgramCounts, Sentences, Units, WindowCounts,
    shares::{add_all, sum_of_shares},
};

/// A pair, with everything that its measures need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Collocation {
    /// The first of two adjacent units; the node of a window.
    pub first: u32,
    /// The second; the collocate.
    pub second: u32,
    /// How often the second occurs before the node; `None` for adjacent units.
    pub left: Option<u64>,
    /// How often it occurs after the node; `None` for adjacent units.
    pub right: Option<u64>,
    /// In how many documents they meet.
    pub document_frequency: u64,
    /// How often they meet, against how often each occurs.
    pub table: Contingency,
}

/// The adjacent pairs of a list of bigrams.
///
/// A place is a pair of neighbours in a sentence or a clause: f₁ counts the pairs that begin with the first unit, f₂ those that end
/// with the second, N all pairs of the language. So f, f₁, f₂ and N are the margins of one table.
pub fn adjacent_collocations(sentences: &CorpusSentences<'_>, bigrams: &NgramCounts) -> Vec<Collocation> {
    let units = sentences.units;
    let margins = sum_of_shares(
        sentences.documents(),
        |documents| PairMargins::of(units, sentences, documents),
        |sum, more| sum.and(&more),
    );
    let Some(PairMargins { firsts, seconds, totals }) = margins else { return Vec::new() };
    let score = |ngram: &crate::Ngram| {
        let [first, second, ..] = ngram.units;
        let total = *totals.get(&units.words().language(first as usize))?;
        let (f1, f2) = (firsts[first as usize], seconds[second as usize]);
        Some(Collocation {
            first,
            second,
            left: None,
            right: None,
            document_frequency: ngram.document_frequency,
            table: Contingency::from_frequencies(ngram.frequency, f1, f2, total)?,
        })
    };
    bigrams.ngrams.par_iter().filter_map(score).collect()
}

/// How often each unit is the first and the second of a pair of neighbours, and how many pairs each language has.
struct PairMargins {
    firsts: Vec<u64>,
    seconds: Vec<u64>,
    totals: BTreeMap<Language, u64>,
}

impl PairMargins {
    fn of(units: &Units<'_>, sentences: &CorpusSentences<'_>, documents: Range<usize>) -> Self {
        let (mut firsts, mut seconds) = (vec![0_u64; units.len()], vec![0_u64; units.len()]);
        let mut totals: BTreeMap<Language, u64> = BTreeMap::new();
        for document in documents {
            sentences.each_run(document, &mut |run| {
                for pair in run.windows(2) {
                    firsts[pair[0] as usize] += 1;
                    seconds[pair[1] as usize] += 1;
                }
                if let Some(&first) = run.first() {
                    let language = units.words().language(first as usize);
                    *totals.entry(language).or_default() += run.len() as u64 - 1;
                }
            });
        }
        Self { firsts, seconds, totals }
    }

    fn and(mut self, more: &Self) -> Self {
        add_all(&mut self.firsts, &more.firsts);
        add_all(&mut self.seconds, &more.seconds);
        for (language, pairs) in &more.totals {
            *self.totals.entry(*language).or_default() += pairs;
        }
        self
    }
}

/// The pairs of nodes and collocates of counted windows; `frequencies` are those of the units, and `total_of` gives the tokens of the
/// language of a node.
///
/// N is the number of tokens of the language, f₁ that of the node, f₂ that of the collocate. The expected frequency is
/// scaled by the number of places in the windows.
pub fn window_collocations(
    windows: &WindowCounts,
    frequencies: &[u64],
    total_of: impl Fn(u32) -> Option<u64> + Sync,
) -> Vec<Collocation> {
    let nodes: BTreeMap<u32, &crate::NodeCount> =
        windows.nodes.iter().map(|node| (node.unit, node)).collect();
    let score = |pair: &crate::Pair| {
        let node = nodes.get(&pair.node)?;
        let total = total_of(pair.node)?;
        let collocate = *frequencies.get(pair.collocate as usize)?;
        let joint = pair.left + pair.right;
        Some(Collocation {
            first: pair.node,
            second: pair.collocate,
            left: Some(pair.left),
            right: Some(pair.right),
            document_frequency: pair.document_frequency,
            table: Contingency::from_window_places(joint, node.frequency, collocate, total, node.places)?,
        })
    };
    windows.pairs.iter().filter_map(score).collect()
}
