//! Is a difference of two sets of documents more than chance? A permutation test over whole documents.
//!
//! Tests of tokens assume that every token is drawn independently, but words come in clusters: one document on a
//! subject makes its words "key". Here the labels target and reference are permuted over whole documents, so the tokens
//! of a document stay together, and p is the share of labellings with a difference at least as large as the observed
//! one.
//!
//! The statistic is the signed root of a scaled log-likelihood ratio of the two rates c₁/n₁ and c₂/n₂, in absolute value:
//!
//! ```text
//! √(G² / (1 + a·k))      G² = 2 (c₁ ln(c₁/e₁) + c₂ ln(c₂/e₂)),  e = c · n₁/n and c · n₂/n
//!                        k = (q₁/n₁² + q₂/n₂²) / (1/n₁ + 1/n₂),  q the sum of the squared sizes of a side's documents
//! ```
//!
//! Labellings put documents of other sizes into the target, and with them other numbers of tokens. The bare difference of the rates is
//! larger by chance where a side is small, so a target of short documents would look key beside them: a statistic that is to be compared
//! over labellings must have the same spread in each. G² has it for independent words, and 1 + a·k is by how much the variance is
//! larger where a word clusters in documents: a is the excess of the squared residuals of all documents over that of independent words
//! (method of moments; none for a unit in fewer than four documents). It is defined for zeros, and the test is two-sided.
//!
//! # Bits and lists
//!
//! The labellings are made once, and `p_value` is called for every unit of the vocabulary. For a unit that occurs in d
//! documents it needs, for each of B labellings, the sum of the counts in those of the d documents that are in the
//! target. There are two representations of the labellings:
//!
//! ```text
//! bits    for each document a row of B bits         for each of the d documents: sums[b] += count · (bit b)
//! lists   for each document the labellings that     for each of the d documents, for each b in its list:
//!         put it into the target                        sums[b] += count
//! ```
//!
//! With bits, the cost is d · B / 64 whatever the size of the target: the rows are added up as binary numbers, of which each word
//! holds one digit of 64 labellings ([`bit_sums`](super::bit_sums)).
//!
//! With lists, the cost is d · B · s, where s is the share of the documents that are in the target. This pays only if s
//! is small (`SPARSE_SHARE`). Then most labellings have the sum 0 for a rare unit, and comparing all of them would cost
//! as much as the sums did. The statistic of a labelling with the sum 0 is, without clustering, a function of the tokens outside the
//! target, and grows with the size of the target. So one binary search in the sorted sizes finds how many labellings would be
//! large enough if all sums were 0, and the few labellings whose sum is not 0 are then corrected one by one.
//!
//! The binary search needs a statistic that grows with the size of the target. A target without tokens would break
//! this, because its difference counts as infinite; so lists are used only if every document has tokens. Both ways give
//! the same p; a test compares them.

//!
//! # All units together
//!
//! With thousands of units, some p are small by chance. [`LargestDifferences`] corrects for the whole family (Westfall and Young 1993,
//! single-step max-T): the difference of each unit is divided by its root mean square over the labellings, so that frequent and rare
//! units count alike (all in squares, in which rounding is one size), and of each labelling the largest difference of any unit is kept. The corrected p of a unit is the share of the
//! labellings whose largest difference is at least that of the unit. It takes into account that words come together in documents,
//! and holds the chance of any false key word at all, not a share of them.

use std::sync::LazyLock;

use super::{bit_sums::add_masked, random::Stream};

/// The labellings of the documents with which the observed one is compared.
///
/// ```
/// use textmill_measures::Permutations;
///
/// // One of four documents is the target. There are only four ways to choose it, so p is exact.
/// let permutations = Permutations::new(1, 999, &[true, false, false, false], &[10; 4]).unwrap();
/// assert!(permutations.is_exact() && permutations.count() == 4);
///
/// // All five occurrences are in the target: one labelling of four has a difference as large.
/// assert_eq!(permutations.p_value(&[(0, 5)]), Some(0.25));
/// // All are in a document of the reference: every labelling has a difference as large.
/// assert_eq!(permutations.p_value(&[(1, 5)]), Some(1.0));
/// ```
#[derive(Clone, Debug)]
pub struct Permutations {
    in_target: InTarget,
    /// How many tokens the target has in each labelling.
    target_sizes: Vec<u64>,
    /// What else is known of each labelling.
    spreads: Vec<Spread>,
    total_size: u64,
    /// The tokens of each document, and the sum of their squares.
    sizes: Vec<u64>,
    squares: f64,
    observed: Vec<bool>,
    observed_spread: Spread,
    is_exact: bool,
}

/// What the statistic of a labelling rests on beside the counts.
#[derive(Clone, Copy, Debug)]
struct Spread {
    /// ln(n₁/n) and ln(n₂/n).
    ln_shares: [f64; 2],
    /// k: by how much clustering widens the difference; not finite where a side has no tokens.
    clustering: f64,
}

impl Spread {
    fn new(size: u64, squares: f64, total_size: u64, total_squares: f64) -> Self {
        let (n1, n2, n) = (size as f64, (total_size - size) as f64, total_size as f64);
        let clustering = if size == 0 || size == total_size {
            f64::INFINITY
        } else {
            (squares * n2 * n2 + (total_squares - squares) * n1 * n1) / (n1 * n2 * n)
        };
        Self { ln_shares: [libm::log(n1 / n), libm::log(n2 / n)], clustering }
    }

    /// G² / (1 + a·k) of a unit that occurs `count` times in the target and `frequency` times in all.
    fn statistic(&self, count: u64, frequency: u64, clustering: f64) -> f64 {
        self.scaled(self.g2(count, frequency), clustering)
    }

    /// G² of the two cells of the unit; infinite where a side has no tokens.
    fn g2(&self, count: u64, frequency: u64) -> f64 {
        if !self.clustering.is_finite() {
            return f64::INFINITY;
        }
        let rest = frequency - count;
        let entropy = x_ln_x(count) + x_ln_x(rest) - x_ln_x(frequency);
        let expected = count as f64 * self.ln_shares[0] + rest as f64 * self.ln_shares[1];
        let g2 = 2.0 * (entropy - expected);
        // What is smaller is rounding.
        if g2 < LEAST_G2 { 0.0 } else { g2 }
    }

    /// What is left of G² where the unit clusters.
    fn scaled(&self, g2: f64, clustering: f64) -> f64 {
        if self.clustering.is_finite() { g2 / (1.0 + clustering * self.clustering) } else { g2 }
    }
}

/// x ln x of a count, from a table where it is small.
fn x_ln_x(count: u64) -> f64 {
    static SMALL: LazyLock<Vec<f64>> =
        LazyLock::new(|| (0..1_u32 << 16).map(|count| plogp(f64::from(count))).collect());
    SMALL.get(count as usize).copied().unwrap_or_else(|| plogp(count as f64))
}

fn plogp(x: f64) -> f64 {
    if x > 0.0 { x * libm::log(x) } else { 0.0 }
}

/// See [`Spread::g2`].
const LEAST_G2: f64 = 1e-7;
/// A unit in fewer documents says nothing of how it clusters.
const FEWEST_CLUSTERS: usize = 4;

impl Permutations {
    /// Labellings of documents, given which of them are the target, and their sizes in tokens.
    ///
    /// If there are at most `count` ways to choose as many documents as the target has, all of them are taken, and p is
    /// exact. Otherwise `count` labellings are drawn; the n-th depends on the seed and n only.
    ///
    /// `None` if all documents or none are in the target, if the target or the rest has no tokens, if the two slices
    /// differ in length, or if `count` is 0.
    pub fn new(seed: u64, count: u32, target: &[bool], sizes: &[u64]) -> Option<Self> {
        let documents = u32::try_from(target.len()).ok()?;
        let chosen = target.iter().filter(|&&is_target| is_target).count() as u32;
        if target.len() != sizes.len() || count == 0 || chosen == 0 || chosen == documents {
            return None;
        }
        let total_size = sizes.iter().try_fold(0_u64, |sum, &size| sum.checked_add(size))?;
        let observed_size = zip_sum(target, sizes);
        if observed_size == 0 || observed_size == total_size {
            return None;
        }
        let choices = combinations(documents, chosen, count);
        let labellings = choices.unwrap_or(count) as usize;
        let is_sparse = chosen <= documents / SPARSE_SHARE && sizes.iter().all(|&size| size > 0);
        let mut drawn = match is_sparse {
            true => Labellings::Lists { lists: vec![Vec::new(); target.len()] },
            false => Labellings::bits(target.len(), labellings),
        };
        let (mut target_sizes, mut target_squares) = (vec![0; labellings], vec![0.0; labellings]);
        let square = |size: u64| size as f64 * size as f64;
        let mut take = |labelling: usize, choice: &[u32]| {
            for &document in choice {
                let size = sizes[document as usize];
                drawn.set(document as usize, labelling);
                target_sizes[labelling] += size;
                target_squares[labelling] += square(size);
            }
        };
        match choices {
            Some(_) => take_all(labellings, documents, chosen, &mut take),
            None => draw(seed, labellings, documents, chosen, &mut take),
        }
        let squares: f64 = sizes.iter().map(|&size| square(size)).sum();
        let observed_squares = target
            .iter()
            .zip(sizes)
            .filter(|(is_target, _)| **is_target)
            .map(|(_, &size)| square(size))
            .sum();
        let spread = |(&size, &of_target): (&u64, &f64)| Spread::new(size, of_target, total_size, squares);
        Some(Self {
            in_target: drawn.finish(&target_sizes),
            spreads: target_sizes.iter().zip(&target_squares).map(spread).collect(),
            target_sizes,
            total_size,
            sizes: sizes.to_vec(),
            squares,
            observed: target.to_vec(),
            observed_spread: Spread::new(observed_size, observed_squares, total_size, squares),
            is_exact: choices.is_some(),
        })
    }

    /// The number of labellings. If they are all that exist, the observed one is among them.
    pub fn count(&self) -> usize {
        self.target_sizes.len()
    }

    /// Whether these are all labellings that exist, so that p is exact and not estimated from a sample.
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The difference of a unit in each labelling, given as for [`Permutations::p_value`].
    ///
    /// `None` if a document is not among those that are labelled, if there are more occurrences than tokens, or if all labellings are
    /// alike.
    pub fn differences(&self, counts: &[(u32, u32)]) -> Option<Differences> {
        let observed = self.observed_count(counts)?;
        let frequency: u64 = counts.iter().map(|&(_, count)| u64::from(count)).sum();
        if frequency > self.total_size {
            return None;
        }
        let mut sums = vec![0_u64; self.count().next_multiple_of(64)];
        match &self.in_target {
            InTarget::Bits { bits, words } => add_masked(&mut sums, bits, *words, counts),
            InTarget::Lists { lists, .. } => {
                for &(document, count) in counts {
                    let labellings = lists[document as usize].iter();
                    labellings.for_each(|&labelling| sums[labelling as usize] += u64::from(count));
                }
            }
        }
        let clustering = self.clustering(counts, frequency);
        let of = |(sum, spread): (&u64, &Spread)| spread.g2(*sum, frequency);
        let g2_of_labellings: Vec<f64> = sums.iter().zip(&self.spreads).map(of).collect();
        let scaled = |(g2, spread): (&f64, &Spread)| spread.scaled(*g2, clustering);
        let mut of_labellings: Vec<f64> = g2_of_labellings.iter().zip(&self.spreads).map(scaled).collect();
        let observed_g2 = self.observed_spread.g2(observed, frequency);
        let observed = self.observed_spread.scaled(observed_g2, clustering);
        // The observed labelling is one of them: left out of its own scale, it would look larger than those that are in theirs.
        let drawn = if self.is_exact { 0.0 } else { observed };
        let labellings = of_labellings.len() + usize::from(!self.is_exact);
        let mean = (of_labellings.iter().sum::<f64>() + drawn) / labellings as f64;
        if !(mean > 0.0 && mean.is_finite()) {
            return None;
        }
        of_labellings.iter_mut().for_each(|difference| *difference /= mean);
        let observed = observed / mean;
        Some(Differences { observed, observed_g2, of_labellings, g2_of_labellings, is_exact: self.is_exact })
    }

    /// a: by how much the squared residuals of all documents are larger than those of independent words, Σ (x − r·w)² − c over r Σ w².
    fn clustering(&self, counts: &[(u32, u32)], frequency: u64) -> f64 {
        if counts.len() < FEWEST_CLUSTERS || frequency == 0 {
            return 0.0;
        }
        let rate = frequency as f64 / self.total_size as f64;
        let (mut squares, mut products) = (0.0, 0.0);
        for &(document, count) in counts {
            let (count, size) =
                (f64::from(count), self.sizes.get(document as usize).copied().unwrap_or_default());
            squares += count * count;
            products += count * size as f64;
        }
        let residuals = squares - 2.0 * rate * products + rate * rate * self.squares;
        ((residuals - frequency as f64) / (rate * self.squares)).max(0.0)
    }

    /// How often a unit occurs in the observed target.
    fn observed_count(&self, counts: &[(u32, u32)]) -> Option<u64> {
        let mut observed = 0_u64;
        for &(document, count) in counts {
            if *self.observed.get(document as usize)? {
                observed += u64::from(count);
            }
        }
        Some(observed)
    }

    /// The p-value of a unit, given pairs of a document and the number of occurrences in it; documents without the unit
    /// may be left out.
    ///
    /// `None` if a document is not among those that are labelled, or if there are more occurrences than tokens.
    pub fn p_value(&self, counts: &[(u32, u32)]) -> Option<f64> {
        let observed = self.observed_count(counts)?;
        let frequency: u64 = counts.iter().map(|&(_, count)| u64::from(count)).sum();
        if frequency > self.total_size {
            return None;
        }
        let clustering = self.clustering(counts, frequency);
        let unit = Unit { counts, frequency, clustering };
        let limit = least_equal(self.observed_spread.statistic(observed, frequency, clustering));
        let as_large = match &self.in_target {
            InTarget::Bits { bits, words } => self.count_by_bits(bits, *words, &unit, limit),
            InTarget::Lists { lists, sorted } => self.count_by_lists(lists, sorted, &unit, limit),
        };
        Some(p_value(as_large, self.count(), self.is_exact))
    }

    /// How many labellings differ at least as much as the limit: the sum of each is made.
    fn count_by_bits(
        &self,
        bits: &[u64],
        words: usize,
        &Unit { counts, frequency, clustering }: &Unit<'_>,
        limit: f64,
    ) -> usize {
        let mut sums = vec![0_u64; words * 64];
        add_masked(&mut sums, bits, words, counts);
        let as_large = sums.iter().zip(&self.spreads);
        as_large.filter(|(sum, spread)| spread.statistic(**sum, frequency, clustering) >= limit).count()
    }

    /// The same, where most labellings put no occurrence into the target. Without clustering the statistic of such a one grows with the
    /// size of the target: how many are large enough is found by halving.
    fn count_by_lists(
        &self,
        lists: &[Vec<u32>],
        sorted: &[u32],
        &Unit { counts, frequency, clustering }: &Unit<'_>,
        limit: f64,
    ) -> usize {
        let mut sums = vec![0_u64; self.count()];
        let mut touched = Vec::new();
        for &(document, count) in counts.iter().filter(|(_, count)| *count > 0) {
            for &labelling in &lists[document as usize] {
                let sum = &mut sums[labelling as usize];
                if *sum == 0 {
                    touched.push(labelling as usize);
                }
                *sum += u64::from(count);
            }
        }
        let is_large = |sum: u64, labelling: usize| {
            self.spreads[labelling].statistic(sum, frequency, clustering) >= limit
        };
        let mut as_large = if clustering > 0.0 {
            (0..self.count()).filter(|&labelling| is_large(0, labelling)).count()
        } else {
            sorted.len() - sorted.partition_point(|&labelling| !is_large(0, labelling as usize))
        };
        for labelling in touched {
            as_large += usize::from(is_large(sums[labelling], labelling));
            as_large -= usize::from(is_large(0, labelling));
        }
        as_large
    }
}

/// A unit whose labellings are counted.
struct Unit<'a> {
    counts: &'a [(u32, u32)],
    frequency: u64,
    clustering: f64,
}

/// What is still as large as a statistic: some differ by rounding only, which is of the order of the sums of which G² is the difference.
pub(crate) fn least_equal(statistic: f64) -> f64 {
    statistic * (1.0 - ROUNDING) - ROUNDING
}

/// The share of labellings with a difference as large; among drawn ones, the observed one counts too.
fn p_value(as_large: usize, labellings: usize, is_exact: bool) -> f64 {
    if is_exact {
        as_large as f64 / labellings as f64
    } else {
        (1 + as_large) as f64 / (1 + labellings) as f64
    }
}

/// How much less than another a difference may be to be equal: they differ by rounding.
const ROUNDING: f64 = 1e-8;

/// The squared differences of one unit, in means of its labellings.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// That of the observed labelling.
    pub observed: f64,
    /// G² of the unit's two cells in the observed labelling, and in the others: what the differences are before they are scaled.
    observed_g2: f64,
    g2_of_labellings: Vec<f64>,
    of_labellings: Vec<f64>,
    is_exact: bool,
}

impl Differences {
    /// The difference and G² of each labelling.
    pub(crate) fn of_labellings(&self) -> impl Iterator<Item = [f64; 2]> {
        self.of_labellings.iter().zip(&self.g2_of_labellings).map(|(&difference, &g2)| [difference, g2])
    }

    /// G² of the observed labelling.
    pub(crate) fn observed_g2(&self) -> f64 {
        self.observed_g2
    }

    /// Whether these are all labellings that exist.
    pub(crate) fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The p-value of the unit alone: as [`Permutations::p_value`].
    pub fn p_value(&self) -> f64 {
        let limit = least_equal(self.observed);
        let as_large = self.of_labellings.iter().filter(|difference| **difference >= limit).count();
        p_value(as_large, self.of_labellings.len(), self.is_exact)
    }
}

/// The largest difference of any unit of a family in each labelling.
///
/// ```
/// use textmill_measures::{LargestDifferences, Permutations};
///
/// let permutations = Permutations::new(1, 999, &[true, true, false, false, false, false], &[10; 6]).unwrap();
/// let words = [vec![(0, 4), (1, 4)], vec![(2, 1), (3, 2)]];
/// let differences: Vec<_> = words.iter().map(|counts| permutations.differences(counts).unwrap()).collect();
/// let mut largest = LargestDifferences::default();
/// differences.iter().for_each(|of_word| largest.add(of_word));
///
/// // Of fifteen labellings only the observed one differs as much in the first word.
/// assert_eq!(differences[0].p_value(), 1.0 / 15.0);
/// assert!(largest.p_value(&differences[0]) >= differences[0].p_value());
/// assert!(largest.p_value(&differences[1]) > 0.5);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LargestDifferences {
    of_labellings: Vec<f64>,
    is_exact: bool,
}

impl LargestDifferences {
    /// Adds a unit to the family. The order does not matter.
    pub fn add(&mut self, unit: &Differences) {
        self.is_exact = unit.is_exact;
        self.add_all(&unit.of_labellings);
    }

    /// Joins the units of another part of the family.
    pub fn join(&mut self, other: &Self) {
        self.is_exact |= other.is_exact;
        self.add_all(&other.of_labellings);
    }

    fn add_all(&mut self, differences: &[f64]) {
        if self.of_labellings.len() < differences.len() {
            self.of_labellings.resize(differences.len(), 0.0);
        }
        for (largest, difference) in self.of_labellings.iter_mut().zip(differences) {
            *largest = largest.max(*difference);
        }
    }

    /// The p-value of a unit of the family, corrected for all of it.
    pub fn p_value(&self, unit: &Differences) -> f64 {
        self.p_value_of(unit.observed)
    }

    /// The corrected p-value of an observed difference, squared and in means of its labellings.
    pub fn p_value_of(&self, observed: f64) -> f64 {
        let limit = least_equal(observed);
        let as_large = self.of_labellings.iter().filter(|largest| **largest >= limit).count();
        p_value(as_large, self.of_labellings.len().max(1), self.is_exact)
    }

    /// The smallest p-value that there can be: where it is above 5 %, there are too few documents to show anything.
    pub fn smallest_p_value(&self) -> f64 {
        p_value(usize::from(self.is_exact), self.of_labellings.len().max(1), self.is_exact)
    }
}

/// A target of at most one document in this many is kept as lists: most labellings then have none of the documents of a rare unit.
const SPARSE_SHARE: u32 = 8;

/// Which labellings put each document into the target.
#[derive(Clone, Debug)]
enum InTarget {
    /// A row of bits for each document, one for each labelling; a row is `words` long.
    Bits { bits: Vec<u64>, words: usize },
    /// The numbers of the labellings for each document, and the sizes of the targets in ascending order.
    Lists { lists: Vec<Vec<u32>>, sorted: Vec<u32> },
}

/// Labellings that are being made.
enum Labellings {
    Bits { bits: Vec<u64>, words: usize },
    Lists { lists: Vec<Vec<u32>> },
}

impl Labellings {
    fn bits(documents: usize, labellings: usize) -> Self {
        let words = labellings.div_ceil(64);
        Self::Bits { bits: vec![0; words * documents], words }
    }

    fn set(&mut self, document: usize, labelling: usize) {
        match self {
            Self::Bits { bits, words } => bits[document * *words + labelling / 64] |= 1 << (labelling % 64),
            Self::Lists { lists } => lists[document].push(labelling as u32),
        }
    }

    fn finish(self, target_sizes: &[u64]) -> InTarget {
        match self {
            Self::Bits { bits, words } => InTarget::Bits { bits, words },
            Self::Lists { lists } => {
                let mut sorted: Vec<u32> = (0..target_sizes.len() as u32).collect();
                sorted.sort_unstable_by_key(|&labelling| target_sizes[labelling as usize]);
                InTarget::Lists { lists, sorted }
            }
        }
    }
}

/// Takes every choice of so many documents, in order.
fn take_all(labellings: usize, documents: u32, chosen: u32, take: &mut dyn FnMut(usize, &[u32])) {
    let mut choice: Vec<u32> = (0..chosen).collect();
    for labelling in 0..labellings {
        take(labelling, &choice);
        advance(&mut choice, documents);
    }
}

/// Draws choices of so many documents: the first places of a shuffle (Fisher and Yates).
fn draw(seed: u64, labellings: usize, documents: u32, chosen: u32, take: &mut dyn FnMut(usize, &[u32])) {
    let mut all: Vec<u32> = (0..documents).collect();
    let mut swapped = Vec::with_capacity(chosen as usize);
    for labelling in 0..labellings {
        let mut stream = Stream::new(seed, labelling as u64);
        swapped.clear();
        for place in 0..chosen {
            let other = place + stream.below(documents - place);
            all.swap(place as usize, other as usize);
            swapped.push(other);
        }
        take(labelling, &all[..chosen as usize]);
        // The labelling must follow from its number alone, so each shuffle begins with the same order.
        for (place, &other) in swapped.iter().enumerate().rev() {
            all.swap(place, other as usize);
        }
    }
}

fn zip_sum(target: &[bool], sizes: &[u64]) -> u64 {
    target.iter().zip(sizes).filter(|&(&is_target, _)| is_target).map(|(_, &size)| size).sum()
}

/// How many ways there are to choose some of all, if they are no more than a limit.
fn combinations(all: u32, chosen: u32, limit: u32) -> Option<u32> {
    let mut ways = 1_u64;
    for step in 1..=u64::from(chosen.min(all - chosen)) {
        ways = ways * (u64::from(all) - step + 1) / step;
        if ways > u64::from(limit) {
            return None;
        }
    }
    u32::try_from(ways).ok()
}

/// The next choice in order; the last one stays.
fn advance(choice: &mut [u32], all: u32) {
    let chosen = choice.len();
    let movable = (0..chosen)
        .rev()
        .find(|&place| choice.get(place).is_some_and(|&document| document < all - (chosen - place) as u32));
    if let Some(place) = movable {
        let next = choice[place] + 1;
        for (more, document) in (next..).zip(&mut choice[place..]) {
            *document = more;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Differences, InTarget, Labellings, LargestDifferences, Permutations, combinations};
    use crate::random::Stream;

    /// All labellings by the bits of a number, with the statistic written out: p if what is nearly equal counts as smaller, and as large.
    fn naive(target: &[bool], sizes: &[u64], counts: &[u32]) -> [f64; 2] {
        let chosen = target.iter().filter(|&&is_target| is_target).count();
        let all = |of: &dyn Fn(usize) -> f64| (0..sizes.len()).map(of).sum::<f64>();
        let (size, count) =
            (|document: usize| sizes[document] as f64, |document: usize| f64::from(counts[document]));
        let (n, c, q) = (all(&size), all(&count), all(&|document| size(document) * size(document)));
        let residual = |document: usize| count(document) - c / n * size(document);
        let squares = all(&|document| residual(document) * residual(document));
        let is_known = counts.iter().filter(|&&count| count > 0).count() >= 4;
        let clustering = if is_known { ((squares - c) / (c / n * q)).max(0.0) } else { 0.0 };
        let difference = |is_target: &dyn Fn(usize) -> bool| {
            let [mut c1, mut n1, mut q1] = [0.0_f64; 3];
            for document in (0..sizes.len()).filter(|&document| is_target(document)) {
                c1 += count(document);
                n1 += size(document);
                q1 += size(document) * size(document);
            }
            let (c2, n2, q2) = (c - c1, n - n1, q - q1);
            if n1 == 0.0 || n2 == 0.0 {
                return f64::INFINITY;
            }
            let term = |observed: f64, size: f64| {
                if observed > 0.0 { observed * (observed * n / (c * size)).ln() } else { 0.0 }
            };
            let k = (q1 / (n1 * n1) + q2 / (n2 * n2)) / (1.0 / n1 + 1.0 / n2);
            2.0 * (term(c1, n1) + term(c2, n2)) / (1.0 + clustering * k)
        };
        let observed = difference(&|document| target[document]);
        let labellings = (0_u32..1 << target.len()).filter(|bits| bits.count_ones() as usize == chosen);
        let differences: Vec<f64> =
            labellings.map(|bits| difference(&|document| bits >> document & 1 == 1)).collect();
        let share = |limit: f64| differences.iter().filter(|difference| **difference >= limit).count() as f64;
        [share(observed + 1e-6), share(observed - 1e-6)].map(|count| count / differences.len() as f64)
    }

    proptest! {
        #[test]
        fn small_corpora_are_exact(documents in prop::collection::vec((any::<bool>(), 0..20_u64, 0..10_u32), 2..9)) {
            let target: Vec<bool> = documents.iter().map(|document| document.0).collect();
            let counts: Vec<u32> = documents.iter().map(|document| document.2).collect();
            let sizes: Vec<u64> = documents.iter().map(|document| document.1 + u64::from(document.2)).collect();
            if let Some(permutations) = Permutations::new(1, 1000, &target, &sizes) {
                prop_assert!(permutations.is_exact());
                let sparse: Vec<(u32, u32)> = (0..).zip(counts.iter().copied()).filter(|cell| cell.1 > 0).collect();
                let found = permutations.p_value(&sparse).unwrap();
                let [least, most] = naive(&target, &sizes, &counts);
                prop_assert!(least - 1e-12 <= found && found <= most + 1e-12);
            }
        }
    }

    proptest! {
        /// The maximum over the family, labelling by labelling, the slow way.
        #[test]
        fn corrected_p_is_that_of_the_largest_difference_of_each_labelling(
            documents in prop::collection::vec((any::<bool>(), 1..20_u64, prop::array::uniform3(0..10_u32)), 4..9),
            labellings in prop::sample::select(vec![4, 1000]),
        ) {
            let target: Vec<bool> = documents.iter().map(|document| document.0).collect();
            let sizes: Vec<u64> = documents.iter().map(|document| document.1 + 30).collect();
            let Some(permutations) = Permutations::new(1, labellings, &target, &sizes) else { return Ok(()) };
            let counts = |word: usize| -> Vec<(u32, u32)> {
                (0..).zip(documents.iter().map(|document| document.2[word])).filter(|cell| cell.1 > 0).collect()
            };
            let found: Vec<Differences> = (0..3).filter_map(|word| permutations.differences(&counts(word))).collect();
            // All labellings are on one scale, of which the observed one is a part.
            for unit in &found {
                let (own, own_count) = if unit.is_exact { (0.0, 0) } else { (unit.observed, 1) };
                let mean = (unit.of_labellings.iter().sum::<f64>() + own) / (unit.of_labellings.len() + own_count) as f64;
                prop_assert!((mean - 1.0).abs() < 1e-9);
            }
            let mut largest = LargestDifferences::default();
            found.iter().for_each(|unit| largest.add(unit));
            for unit in &found {
                let as_large = (0..permutations.count()).filter(|&labelling| {
                    found.iter().any(|other| other.of_labellings[labelling] >= unit.observed * (1.0 - 1e-8) - 1e-8)
                });
                let expected = super::p_value(as_large.count(), permutations.count(), unit.is_exact);
                prop_assert!((largest.p_value(unit) - expected).abs() < 1e-12);
                prop_assert!(largest.p_value(unit) >= unit.p_value());
            }
            for word in 0..3 {
                if let Some(unit) = permutations.differences(&counts(word)) {
                    let share = |limit: f64| unit.of_labellings.iter().filter(|one| **one >= limit).count() as f64;
                    let own = f64::from(u8::from(!unit.is_exact));
                    let alone = permutations.p_value(&counts(word)).unwrap() * (unit.of_labellings.len() as f64 + own) - own;
                    prop_assert!(share(unit.observed + 1e-6) <= alone + 0.5 && alone <= share(unit.observed - 1e-6) + 0.5);
                }
            }
        }
    }

    #[test]
    fn a_family_of_noise_has_hardly_a_small_corrected_p() {
        // 20 families of 60 words, each in documents at random: at most one in 20 or so has a p below 5 %.
        let mut families = 0;
        for family in 0..20_u64 {
            let target: Vec<bool> = (0..40).map(|document| document % 2 == 0).collect();
            let permutations = Permutations::new(family, 499, &target, &[500; 40]).unwrap();
            let mut largest = LargestDifferences::default();
            let words: Vec<Differences> = (0..60_u64)
                .filter_map(|word| {
                    let mut stream = Stream::new(77 + family, word);
                    let counts: Vec<(u32, u32)> =
                        (0..40).map(|document| (document, stream.below(4) * stream.below(3))).collect();
                    permutations.differences(&counts)
                })
                .collect();
            words.iter().for_each(|word| largest.add(word));
            families += usize::from(words.iter().any(|word| largest.p_value(word) < 0.05));
        }
        assert!(families <= 3, "{families} of 20 families have a false key word");
    }

    #[test]
    fn a_target_of_short_documents_is_not_key_by_being_small() {
        // Words at one rate in 6 short documents and 54 ten times as long, and the other way round; once as independent tokens, once in
        // one of `of` documents only, and there as often as makes up for the others.
        for (is_long_target, of) in [(false, 1), (false, 3), (true, 1), (true, 3)] {
            let target: Vec<bool> = (0..60).map(|document| document < 6).collect();
            let sizes: Vec<u64> = target
                .iter()
                .map(|&is_target| if is_target == is_long_target { 3000 } else { 300 })
                .collect();
            let permutations = Permutations::new(3, 199, &target, &sizes).unwrap();
            let (mut small, words) = (0, 400_u64);
            for word in 0..words {
                let mut stream = Stream::new(1000 + u64::from(of), word);
                let mut count = |size: u64| -> u32 {
                    let has_it = stream.below(of) == 0;
                    (0..size / 10).filter(|_| has_it && stream.below(100) < of).count() as u32
                };
                let counts: Vec<(u32, u32)> = (0..).zip(sizes.iter().map(|&size| count(size))).collect();
                let counts: Vec<(u32, u32)> = counts.into_iter().filter(|cell| cell.1 > 0).collect();
                small += u32::from(permutations.p_value(&counts).unwrap() < 0.05);
            }
            let share = f64::from(small) / words as f64;
            // Of a few long documents beside many short ones, each with its own rate, more is taken for a difference than there is.
            let most = if is_long_target && of > 1 { 0.16 } else { 0.1 };
            assert!(share < most, "{share} of the words, target long: {is_long_target}, in one of {of}");
        }
    }

    proptest! {
        #[test]
        fn lists_count_what_bits_count(
            documents in prop::collection::vec((1..50_u64, 0..4_u32), 16..60), chosen in 1..3_usize, seed in any::<u64>(),
        ) {
            let target: Vec<bool> = (0..documents.len()).map(|document| document < chosen).collect();
            let sizes: Vec<u64> = documents.iter().map(|&(size, count)| size + u64::from(count)).collect();
            let counts: Vec<(u32, u32)> = (0..).zip(documents.iter().map(|document| document.1)).collect();
            let lists = Permutations::new(seed, 100, &target, &sizes).unwrap();
            let InTarget::Lists { lists: of_documents, .. } = &lists.in_target else { panic!("it is sparse") };
            let mut bits = Labellings::bits(documents.len(), lists.count());
            for (document, labellings) in of_documents.iter().enumerate() {
                labellings.iter().for_each(|&labelling| bits.set(document, labelling as usize));
            }
            let bits = Permutations { in_target: bits.finish(&lists.target_sizes), ..lists.clone() };
            prop_assert_eq!(lists.p_value(&counts), bits.p_value(&counts));
            prop_assert_eq!(lists.differences(&counts), bits.differences(&counts));
            let few: Vec<(u32, u32)> = counts.into_iter().filter(|(document, _)| document % 7 == 0).collect();
            prop_assert_eq!(lists.p_value(&few), bits.p_value(&few));
        }
    }

    #[test]
    fn a_sample_approaches_the_exact_p() {
        let sizes = [100_u64, 120, 80, 90, 110, 100, 95, 105, 130, 70, 100, 100];
        let target: Vec<bool> = (0..12).map(|document| document < 5).collect();
        let counts: Vec<(u32, u32)> = vec![(0, 5), (1, 2), (2, 4), (4, 3), (7, 1), (9, 2)];
        let exact = Permutations::new(0, 792, &target, &sizes).unwrap();
        assert!(exact.is_exact() && exact.count() == 792);
        let p = exact.p_value(&counts).unwrap();
        // 791 drawn ones: about 0.1 ± 0.011.
        let sample = Permutations::new(42, 791, &target, &sizes).unwrap();
        assert!(!sample.is_exact() && sample.count() == 791);
        let drawn = sample.p_value(&counts).unwrap();
        assert!((drawn - p).abs() < 5.0 * (p * (1.0 - p) / 791.0).sqrt(), "{p} {drawn}");
        assert_eq!(Permutations::new(42, 791, &target, &sizes).unwrap().p_value(&counts), Some(drawn));
    }

    #[test]
    fn a_longer_run_begins_with_the_same_labellings() {
        let target: Vec<bool> = (0..40).map(|document| document % 3 == 0).collect();
        let sizes: Vec<u64> = (0..40).map(|document| 100 + document).collect();
        let short = Permutations::new(5, 100, &target, &sizes).unwrap();
        let long = Permutations::new(5, 200, &target, &sizes).unwrap();
        assert_eq!(short.target_sizes[..], long.target_sizes[..100]);
    }

    #[test]
    fn one_document_with_all_occurrences_proves_little() {
        // 500 of 500 tokens in one of 20 documents: any token test would call it certain.
        let target: Vec<bool> = (0..20).map(|document| document < 10).collect();
        let permutations = Permutations::new(3, 999, &target, &[1000; 20]).unwrap();
        let p = permutations.p_value(&[(4, 500)]).unwrap();
        assert_eq!(p, 1.0);
    }

    #[test]
    fn a_unit_that_is_absent_has_p_one() {
        let permutations = Permutations::new(3, 999, &[true, false, false], &[10, 10, 10]).unwrap();
        assert_eq!(permutations.p_value(&[]), Some(1.0));
        assert_eq!(permutations.p_value(&[(3, 1)]), None);
    }

    #[test]
    fn a_unit_that_differs_in_no_labelling_has_no_differences() {
        let permutations = Permutations::new(3, 999, &[true, true, false, false], &[10; 4]).unwrap();
        assert_eq!(permutations.differences(&[(0, 1), (1, 1), (2, 1), (3, 1)]), None);
        assert!(permutations.differences(&[(0, 1), (1, 1), (2, 1), (3, 2)]).is_some());
    }

    #[test]
    fn samples_that_cannot_be_compared() {
        assert!(Permutations::new(1, 10, &[true, true], &[1, 1]).is_none());
        assert!(Permutations::new(1, 10, &[false], &[1]).is_none());
        assert!(Permutations::new(1, 10, &[], &[]).is_none());
        assert!(Permutations::new(1, 0, &[true, false], &[1, 1]).is_none());
        assert!(Permutations::new(1, 10, &[true, false], &[0, 1]).is_none());
        assert!(Permutations::new(1, 10, &[true, false], &[1]).is_none());
    }

    #[test]
    fn numbers_of_choices() {
        assert_eq!(combinations(12, 5, 792), Some(792));
        assert_eq!(combinations(12, 7, 791), None);
        assert_eq!(combinations(u32::MAX, u32::MAX / 2, u32::MAX), None);
    }
}
