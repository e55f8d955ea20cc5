//! How many of the units that differ as much as one do so by chance: the false discovery rate by permutation.
//!
//! Each labelling of the documents compares nothing with nothing, and the differences of all units in it are what chance makes of this
//! vocabulary. The number of units with a difference of at least t in a labelling, on average, is the number that chance puts among those
//! observed with at least t (Tusher, Tibshirani and Chu 2001; as Storey and Tibshirani 2003, but no unit is taken for really different,
//! which is cautious):
//!
//! ```text
//! rate(t) = (units of all labellings with a difference of at least t / labellings) / units observed with at least t
//! q of a unit = the smallest rate(t) for a t up to its own difference
//! ```
//!
//! Among drawn labellings the observed one counts too, so that no rate is 0. Differences are counted in steps of an octave's 64th: t is the
//! lower edge of a unit's step, which is cautious again, and the counts are integers, which any order of additions gives alike.
//!
//! A rate says how many of the listed units are false, not whether any is true. Where nothing differs, units that come together in
//! documents can differ together by chance, and have small rates together. So whether there are differences at all is asked of
//! [`crate::LargestDifferences`] first.

use crate::permutation::{Differences, least_equal};

/// Steps of an octave, as bits of the fraction of a floating-point number.
const STEP_BITS: u32 = 6;
/// The octaves that are told apart: from 2⁻⁸ to 2²⁴ means of the labellings.
const LOWEST_EXPONENT: i64 = -8;
const OCTAVES: usize = 32;
const STEPS: usize = OCTAVES << STEP_BITS;

/// How large the differences of a family of units are: the observed ones, and those of all labellings.
///
/// ```
/// use textmill_measures::{FalseDiscoveries, Permutations};
///
/// let permutations = Permutations::new(1, 999, &[true, true, false, false, false, false], &[10; 6]).unwrap();
/// let words = [vec![(0, 4), (1, 4)], vec![(2, 1), (3, 2)]];
/// let differences: Vec<_> = words.iter().map(|counts| permutations.differences(counts).unwrap()).collect();
/// let mut found = FalseDiscoveries::default();
/// differences.iter().for_each(|of_word| found.add(of_word));
///
/// // One unit differs so much, in one of fifteen labellings.
/// let rates = found.rates();
/// assert_eq!(rates.of(differences[0].observed), 1.0 / 15.0);
/// // Two differ at least as much as the other one; in the fifteen labellings, fourteen do.
/// assert_eq!(rates.of(differences[1].observed), 14.0 / 15.0 / 2.0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FalseDiscoveries {
    observed: Vec<u64>,
    of_labellings: Vec<u64>,
    labellings: usize,
    is_exact: bool,
}

impl Default for FalseDiscoveries {
    fn default() -> Self {
        Self { observed: vec![0; STEPS], of_labellings: vec![0; STEPS], labellings: 0, is_exact: false }
    }
}

impl FalseDiscoveries {
    /// Adds a unit to the family. The order does not matter.
    pub fn add(&mut self, unit: &Differences) {
        self.observed[step_of(least_equal(unit.observed))] += 1;
        unit.of_labellings().iter().for_each(|difference| self.of_labellings[step_of(*difference)] += 1);
        self.labellings = unit.of_labellings().len();
        self.is_exact = unit.is_exact();
    }

    /// Joins the units of another part of the family.
    pub fn join(&mut self, other: &Self) {
        let add = |to: &mut [u64], from: &[u64]| to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        add(&mut self.observed, &other.observed);
        add(&mut self.of_labellings, &other.of_labellings);
        self.labellings = self.labellings.max(other.labellings);
        self.is_exact |= other.is_exact;
    }

    /// The rates of all differences.
    pub fn rates(&self) -> FalseDiscoveryRates {
        let mut rates = vec![1.0_f64; STEPS];
        let (mut observed, mut of_labellings) = (0, 0);
        let drawn = usize::from(!self.is_exact);
        for step in (0..STEPS).rev() {
            observed += self.observed[step];
            of_labellings += self.of_labellings[step];
            if observed > 0 {
                let all = of_labellings + observed * drawn as u64;
                let by_chance = all as f64 / (self.labellings + drawn).max(1) as f64;
                rates[step] = (by_chance / observed as f64).min(1.0);
            }
        }
        let mut smallest = 1.0_f64;
        for rate in &mut rates {
            smallest = smallest.min(*rate);
            *rate = smallest;
        }
        FalseDiscoveryRates { rates }
    }
}

/// The false discovery rates of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct FalseDiscoveryRates {
    /// Of each step.
    rates: Vec<f64>,
}

impl FalseDiscoveryRates {
    /// The rate of the units that differ at least as much as one, whose difference is squared and in means of its labellings.
    pub fn of(&self, observed: f64) -> f64 {
        self.rates[step_of(least_equal(observed))]
    }
}

/// The step of a difference; those that are smaller or larger than all are in the first and the last one.
fn step_of(difference: f64) -> usize {
    const FRACTION_BITS: u32 = f64::MANTISSA_DIGITS - 1;
    const FIRST: i64 = (f64::MAX_EXP as i64 - 1 + LOWEST_EXPONENT) << STEP_BITS;
    if difference.is_nan() || difference <= 0.0 {
        return 0;
    }
    // The exponent and the highest bits of the fraction go up with the number.
    let number = (difference.to_bits() >> (FRACTION_BITS - STEP_BITS)) as i64 - FIRST;
    number.clamp(0, STEPS as i64 - 1) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FalseDiscoveries, STEPS, step_of};
    use crate::Permutations;

    proptest! {
        #[test]
        fn steps_go_up_with_differences(one in 0.0_f64..1e9, other in 0.0_f64..1e9) {
            prop_assert_eq!(one.total_cmp(&other).then(step_of(one).cmp(&step_of(other))), one.total_cmp(&other));
            prop_assert!(one > other || step_of(one) <= step_of(other));
        }

        #[test]
        fn rates_are_those_of_the_definition_in_steps(
            words in prop::collection::vec(prop::collection::vec(0_u32..6, 8), 1..12),
            targets in 2_usize..5,
        ) {
            let target: Vec<bool> = (0..8).map(|document| document < targets).collect();
            let permutations = Permutations::new(3, 60, &target, &[60; 8]).unwrap();
            let units: Vec<_> = words
                .iter()
                .filter_map(|counts| permutations.differences(&(0..).zip(counts.iter().copied()).collect::<Vec<_>>()))
                .collect();
            let mut parts = [FalseDiscoveries::default(), FalseDiscoveries::default()];
            units.iter().enumerate().for_each(|(number, unit)| parts[number % 2].add(unit));
            let [mut found, rest] = parts;
            found.join(&rest);
            let rates = found.rates();
            let drawn = usize::from(!permutations.is_exact());
            for unit in &units {
                let rate = |from: usize| {
                    let observed = units.iter().filter(|unit| step_of(unit.observed * (1.0 - 1e-8) - 1e-8) >= from).count();
                    let all: usize = units
                        .iter()
                        .map(|unit| unit.of_labellings().iter().filter(|value| step_of(**value) >= from).count())
                        .sum();
                    (all + drawn * observed) as f64 / (permutations.count() + drawn) as f64 / observed as f64
                };
                let own = step_of(unit.observed * (1.0 - 1e-8) - 1e-8);
                let expected = (0..=own).map(rate).fold(1.0_f64, f64::min);
                prop_assert!((rates.of(unit.observed) - expected).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn steps_have_the_width_of_a_64th_of_an_octave() {
        assert_eq!(step_of(2.0) - step_of(1.0), 64);
        assert_eq!((step_of(0.0), step_of(1e-9), step_of(f64::INFINITY)), (0, 0, STEPS - 1));
        assert!(step_of(1.0) < step_of(1.02) && step_of(1.0) == step_of(1.01));
    }
}
