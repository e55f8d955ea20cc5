//! How many of the units that differ as much as one do so by chance: the false discovery rate by permutation.
//!
//! Each labelling of the documents compares nothing with nothing, and the differences of all units in it are what chance makes of this
//! vocabulary. Two things make a unit stand out: it has a G² that no independent word of the family would have, and few labellings
//! of whole documents make it differ as much. The number of units of which both hold in a labelling, on average, is the number that
//! chance puts among those observed (Tusher, Tibshirani and Chu 2001; as Storey and Tibshirani 2003, but no unit is taken for really
//! different, which is cautious):
//!
//! ```text
//! rank of a unit in a labelling = in how many of its labellings it differs at least as much
//! rate(r)       = (units of all labellings with G² ≥ least and rank ≤ r / labellings) / units observed with G² ≥ least and rank ≤ r
//! q of a unit   = the smallest rate(r) for an r from its own rank
//! ```
//!
//! Without the bar on G² the many rare units, of which some differ much in each labelling, outnumber those that are looked for. With it,
//! a few hundred labellings are enough, as their counts are summed over all units: no p of a single unit needs to be small.
//!
//! Among drawn labellings the observed one counts too, so that no rate is 0. The counts are integers, which any order of additions
//! gives alike.
//!
//! A rate says how many of the listed units are false, not whether any is true. Where nothing differs, units that come together in
//! documents can differ together by chance, and have small rates together. So whether there are differences at all is asked of
//! [`crate::LargestDifferences`] first.

use crate::permutation::{Differences, least_equal};
use crate::special::gamma_quantile;

/// The G² of which the chance that any of `tests` independent units has more is at most `level` (Bonferroni): infinite where there are
/// no tests, or the level is not between 0 and 1.
///
/// ```
/// use textmill_measures::least_g2;
///
/// // One test at 5 %, and a thousand.
/// assert!((least_g2(0.05, 1) - 3.841_458_82).abs() < 1e-8);
/// assert!((least_g2(0.05, 1000) - 16.448_110_2).abs() < 1e-6);
/// ```
pub fn least_g2(level: f64, tests: u64) -> f64 {
    let quantile = gamma_quantile(1.0 - level / tests as f64, 0.5);
    quantile.map_or(f64::INFINITY, |quantile| 2.0 * quantile)
}

/// How the units of a family stand among their labellings: in the observed one, and in all.
///
/// ```
/// use textmill_measures::{FalseDiscoveries, Permutations};
///
/// let permutations = Permutations::new(1, 999, &[true, true, false, false, false, false], &[10; 6]).unwrap();
/// let words = [vec![(0, 4), (1, 4)], vec![(2, 1), (3, 2)]];
/// let differences: Vec<_> = words.iter().map(|counts| permutations.differences(counts).unwrap()).collect();
/// let mut found = FalseDiscoveries::new(3.0);
/// let ranks: Vec<_> = differences.iter().map(|of_word| found.add(of_word)).collect();
///
/// // The first word differs so much in one of fifteen labellings only. The second one has a G² below 3.
/// assert_eq!(ranks, [Some(1), None]);
/// // In the labelling that has documents 2 and 3 as target, the second one has a G² of 6.6 and the rank 1 too.
/// assert_eq!(found.rates().of(1), 2.0 / 15.0);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FalseDiscoveries {
    least_g2: f64,
    observed: Counts,
    of_labellings: Counts,
    labellings: usize,
    is_exact: bool,
}

impl FalseDiscoveries {
    /// A family without units yet. Where a unit's G² is below `least_g2`, it does not count.
    pub fn new(least_g2: f64) -> Self {
        let (observed, of_labellings) = (Counts::default(), Counts::default());
        Self { least_g2, observed, of_labellings, labellings: 0, is_exact: false }
    }

    /// Adds a unit to the family, and says its rank, if its G² counts. The order does not matter.
    pub fn add(&mut self, unit: &Differences) -> Option<u32> {
        let least_g2 = least_equal(self.least_g2);
        let counted: Vec<f64> = unit
            .of_labellings()
            .filter(|[_, g2]| *g2 >= least_g2)
            .map(|[difference, _]| difference)
            .collect();
        let is_observed = unit.observed_g2() >= least_g2;
        self.labellings = unit.of_labellings().count();
        self.is_exact = unit.is_exact();
        if counted.is_empty() && !is_observed {
            return None;
        }
        let ranks = Ranks::new(unit, counted.len() + usize::from(is_observed));
        counted.into_iter().for_each(|difference| self.of_labellings.add(ranks.of(difference), 1));
        let rank = is_observed.then(|| ranks.of(unit.observed))?;
        self.observed.add(rank, 1);
        Some(rank)
    }

    /// Joins the units of another part of the family.
    pub fn join(&mut self, other: &Self) {
        self.observed.join(&other.observed);
        self.of_labellings.join(&other.of_labellings);
        self.labellings = self.labellings.max(other.labellings);
        self.is_exact |= other.is_exact;
    }

    /// The rates of all ranks.
    pub fn rates(&self) -> FalseDiscoveryRates {
        let drawn = usize::from(!self.is_exact);
        let all_labellings = (self.labellings + drawn).max(1) as f64;
        let (mut observed, mut of_labellings) = (0, 0);
        let mut rates: Vec<f64> = (0..=self.labellings + drawn)
            .map(|rank| {
                observed += self.observed.of(rank);
                of_labellings += self.of_labellings.of(rank);
                let by_chance = (of_labellings + observed * drawn as u64) as f64 / all_labellings;
                if observed > 0 { (by_chance / observed as f64).min(1.0) } else { 1.0 }
            })
            .collect();
        let mut smallest = 1.0_f64;
        for rate in rates.iter_mut().rev() {
            smallest = smallest.min(*rate);
            *rate = smallest;
        }
        FalseDiscoveryRates { rates }
    }
}

/// The false discovery rates of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct FalseDiscoveryRates {
    rates: Vec<f64>,
}

impl FalseDiscoveryRates {
    /// The rate of the units with this rank or a smaller one; 1 for a rank that there is not.
    pub fn of(&self, rank: u32) -> f64 {
        self.rates.get(rank as usize).copied().unwrap_or(1.0)
    }
}

/// How many units have each rank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counts(Vec<u64>);

impl Counts {
    fn of(&self, rank: usize) -> u64 {
        self.0.get(rank).copied().unwrap_or_default()
    }

    fn add(&mut self, rank: u32, units: u64) {
        let rank = rank as usize;
        if self.0.len() <= rank {
            self.0.resize(rank + 1, 0);
        }
        self.0[rank] += units;
    }

    fn join(&mut self, other: &Self) {
        (0..).zip(&other.0).for_each(|(rank, &units)| self.add(rank, units));
    }
}

/// The differences of a unit in all of its labellings, with the observed one: in order, if many ranks are asked for.
struct Ranks {
    differences: Vec<f64>,
    is_sorted: bool,
}

/// So many times all differences are looked through before it is cheaper to put them in order once.
const FEW_RANKS: usize = 24;

impl Ranks {
    fn new(unit: &Differences, asked: usize) -> Self {
        let observed = (!unit.is_exact()).then_some(unit.observed);
        let mut differences: Vec<f64> =
            unit.of_labellings().map(|[difference, _]| difference).chain(observed).collect();
        let is_sorted = asked > FEW_RANKS;
        if is_sorted {
            differences.sort_unstable_by(f64::total_cmp);
        }
        Self { differences, is_sorted }
    }

    /// How many of the labellings differ at least as much.
    fn of(&self, difference: f64) -> u32 {
        let least = least_equal(difference);
        let is_less = |other: &f64| *other < least;
        let less = if self.is_sorted {
            self.differences.partition_point(is_less)
        } else {
            self.differences.iter().filter(|other| is_less(other)).count()
        };
        (self.differences.len() - less) as u32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FalseDiscoveries, FalseDiscoveryRates, least_g2};
    use crate::random::Stream;
    use crate::{Differences, LargestDifferences, Permutations};

    proptest! {
        #[test]
        fn rates_are_those_of_the_definition(
            words in prop::collection::vec(prop::collection::vec(0_u32..6, 8), 1..12),
            targets in 2_usize..5,
            least in prop::sample::select(vec![0.0, 1.0, 3.84, 8.0]),
        ) {
            let target: Vec<bool> = (0..8).map(|document| document < targets).collect();
            let permutations = Permutations::new(3, 60, &target, &[60; 8]).unwrap();
            let units: Vec<Differences> = words
                .iter()
                .filter_map(|counts| permutations.differences(&(0..).zip(counts.iter().copied()).collect::<Vec<_>>()))
                .collect();
            let mut parts = [FalseDiscoveries::new(least), FalseDiscoveries::new(least)];
            let ranks: Vec<Option<u32>> =
                units.iter().enumerate().map(|(number, unit)| parts[number % 2].add(unit)).collect();
            let [mut found, rest] = parts;
            found.join(&rest);
            let rates = found.rates();

            let drawn = u32::from(!permutations.is_exact());
            let at_least = |value: f64, limit: f64| value >= limit * (1.0 - 1e-8) - 1e-8;
            let rank = |unit: &Differences, difference: f64| -> u32 {
                let as_large = unit.of_labellings().filter(|[other, _]| at_least(*other, difference)).count();
                as_large as u32 + drawn * u32::from(at_least(unit.observed, difference))
            };
            let observed = |most: u32| {
                units.iter().filter(|unit| at_least(unit.observed_g2(), least) && rank(unit, unit.observed) <= most).count()
            };
            let by_chance = |most: u32| -> usize {
                let of = |unit: &Differences| {
                    unit.of_labellings().filter(|[difference, g2]| at_least(*g2, least) && rank(unit, *difference) <= most).count()
                };
                units.iter().map(of).sum()
            };
            for (unit, found) in units.iter().zip(ranks) {
                prop_assert_eq!(found, at_least(unit.observed_g2(), least).then(|| rank(unit, unit.observed)));
                let Some(own) = found else { continue };
                let labellings = permutations.count() as u32 + drawn;
                let rate = |most: u32| {
                    let (all, observed) = (by_chance(most) + drawn as usize * observed(most), observed(most));
                    all as f64 / f64::from(labellings) / observed as f64
                };
                let expected = (own..=labellings).map(rate).fold(1.0_f64, f64::min);
                prop_assert!((rates.of(own) - expected).abs() < 1e-12);
            }
        }
    }

    /// Words of forty documents, of which the first `different` have twice the rate in the target; each document has its own rate of
    /// each word, so that words cluster.
    fn words(seed: u64, different: u64) -> Vec<Vec<(u32, u32)>> {
        let word = |word: u64| {
            let mut stream = Stream::new(seed, word);
            let mut count = |document: u32| {
                let rate = (1 + stream.below(4))
                    * if word < different && document.is_multiple_of(2) { 3 } else { 1 };
                (0..20 * rate).filter(|_| stream.below(10) == 0).count() as u32
            };
            (0..40).map(|document| (document, count(document))).filter(|cell| cell.1 > 0).collect()
        };
        (0..300).map(word).collect()
    }

    #[test]
    fn of_the_words_below_five_percent_few_are_false_and_most_that_differ_are_found() {
        let target: Vec<bool> = (0..40).map(|document| document % 2 == 0).collect();
        let (mut listed, mut wrong) = (0, 0);
        for seed in 0..10 {
            let permutations = Permutations::new(seed, 199, &target, &[2000; 40]).unwrap();
            let mut found = FalseDiscoveries::new(least_g2(0.05, 300));
            let ranks: Vec<Option<u32>> = words(seed, 30)
                .iter()
                .map(|counts| permutations.differences(counts).and_then(|unit| found.add(&unit)))
                .collect();
            let rates: FalseDiscoveryRates = found.rates();
            let is_listed = |rank: &Option<u32>| rank.is_some_and(|rank| rates.of(rank) < 0.05);
            listed += ranks[..30].iter().filter(|rank| is_listed(rank)).count();
            wrong += ranks[30..].iter().filter(|rank| is_listed(rank)).count();
        }
        assert!(listed >= 270, "{listed} of 300 that differ are found");
        assert!(wrong * 20 <= listed + wrong, "{wrong} are false of {}", listed + wrong);
    }

    #[test]
    fn in_noise_a_comparison_with_any_difference_is_rare() {
        let target: Vec<bool> = (0..40).map(|document| document % 2 == 0).collect();
        let with_key = (0..40).filter(|&seed| {
            let permutations = Permutations::new(seed, 199, &target, &[2000; 40]).unwrap();
            let units: Vec<Differences> =
                words(100 + seed, 0).iter().filter_map(|counts| permutations.differences(counts)).collect();
            let mut largest = LargestDifferences::default();
            units.iter().for_each(|unit| largest.add(unit));
            let mut found = FalseDiscoveries::new(least_g2(0.05, 300));
            let ranks: Vec<Option<u32>> = units.iter().map(|unit| found.add(unit)).collect();
            let rates = found.rates();
            units.iter().any(|unit| largest.p_value(unit) < 0.05)
                && ranks.iter().flatten().any(|rank| rates.of(*rank) < 0.05)
        });
        let with_key = with_key.count();
        assert!(with_key <= 5, "{with_key} of 40 comparisons of nothing with nothing have a key word");
    }

    #[test]
    fn a_bar_for_no_tests_is_passed_by_nothing() {
        assert_eq!(least_g2(0.05, 0), f64::INFINITY);
        assert_eq!(least_g2(0.0, 5), f64::INFINITY);
        assert!(least_g2(0.05, u64::from(u32::MAX)) > 40.0);
    }
}
