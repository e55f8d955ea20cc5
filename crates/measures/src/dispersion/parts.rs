//! Dispersion over parts: documents, or sections of them.
//!
//! Symbols: there are n parts; part i has the share sᵢ of all tokens, and vᵢ of the f occurrences; its rate is
//! xᵢ = vᵢ / tokens of the part, and its share of the sum of rates is rᵢ. Only the parts with the word are looked at one by
//! one, since a word is in few of many documents; what the others add follows from their number and size.

use crate::Definition;
use crate::definition::finite;

/// A part of the corpus in which the word occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartCount {
    /// How often the word occurs in it.
    pub count: u64,
    /// Its tokens.
    pub size: u64,
}

/// All parts of the corpus together. Parts without tokens are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartsSummary {
    parts: u64,
    total_size: u64,
    least_size: u64,
}

impl PartsSummary {
    /// The summary of parts, given their sizes in tokens; those of size 0 are left out. `None` if no part is left.
    pub fn of(sizes: impl IntoIterator<Item = u64>) -> Option<Self> {
        let mut summary = Self { parts: 0, total_size: 0, least_size: u64::MAX };
        for size in sizes.into_iter().filter(|&size| size > 0) {
            summary.parts += 1;
            summary.total_size = summary.total_size.checked_add(size)?;
            summary.least_size = summary.least_size.min(size);
        }
        (summary.parts > 0).then_some(summary)
    }

    /// How many parts there are.
    pub fn parts(&self) -> u64 {
        self.parts
    }

    /// The tokens of all parts.
    pub fn total_size(&self) -> u64 {
        self.total_size
    }
}

/// How evenly a word is spread over parts. [`DISPERSION`] defines each measure.
///
/// ```
/// use textmill_measures::{Dispersion, PartCount, PartsSummary};
///
/// let all = PartsSummary::of([100, 300]).unwrap();
///
/// // Three times as many occurrences in the part with three times as many tokens: perfectly even.
/// let even = [PartCount { count: 1, size: 100 }, PartCount { count: 3, size: 300 }];
/// assert_eq!(Dispersion::of(&even, &all).gries_dp, Some(0.0));
///
/// // All occurrences in the smallest part: as uneven as possible.
/// let uneven = Dispersion::of(&[PartCount { count: 4, size: 100 }], &all);
/// assert_eq!((uneven.range, uneven.gries_dp, uneven.gries_dp_norm), (1, Some(0.75), Some(1.0)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the definition of each is its documentation, and is printed too")]
pub struct Dispersion {
    pub range: u64,
    pub range_share: Option<f64>,
    pub juilland_d: Option<f64>,
    pub carroll_d2: Option<f64>,
    pub rosengren_s: Option<f64>,
    pub gries_dp: Option<f64>,
    pub gries_dp_norm: Option<f64>,
    pub burch_da: Option<f64>,
    pub kullback_leibler: Option<f64>,
    pub gries_dkl: Option<f64>,
}

impl Dispersion {
    /// The dispersion of a word, given the parts in which it occurs and a summary of all parts. If the word does not
    /// occur, only the range and its share are known. If the parts cannot be among those summarised, every measure is
    /// `None`.
    pub fn of(with_word: &[PartCount], all: &PartsSummary) -> Self {
        Sums::of(with_word, all).map_or_else(Self::default, |sums| sums.dispersion())
    }

    /// Only [`Dispersion::gries_dp_norm`], which needs neither sorted rates nor logarithms.
    pub fn gries_dp_norm_of(with_word: &[PartCount], all: &PartsSummary) -> Option<f64> {
        let sums = Sums::of(with_word, all).filter(|sums| !sums.shares.is_empty())?;
        sums.normalized(sums.gries_dp()?)
    }

    /// Each definition with its value, in the order of [`DISPERSION`].
    pub fn values(&self) -> [(&'static Definition, Option<f64>); 10] {
        let [range, share, d, d2, s, dp, dp_norm, da, kl, dkl] = &DISPERSION;
        [
            (range, Some(self.range as f64)),
            (share, self.range_share),
            (d, self.juilland_d),
            (d2, self.carroll_d2),
            (s, self.rosengren_s),
            (dp, self.gries_dp),
            (dp_norm, self.gries_dp_norm),
            (da, self.burch_da),
            (kl, self.kullback_leibler),
            (dkl, self.gries_dkl),
        ]
    }
}

/// The parts with the word, as floating-point numbers, and what is known of the others.
struct Sums<'a> {
    all: &'a PartsSummary,
    /// Share of the occurrences and share of the tokens of each part with the word.
    shares: Vec<(f64, f64)>,
    /// The rates of these parts; from the highest to the lowest, once they are in order.
    rates: Vec<f64>,
    /// The share of the tokens of all other parts.
    other_share: f64,
}

impl<'a> Sums<'a> {
    fn of(with_word: &[PartCount], all: &'a PartsSummary) -> Option<Self> {
        let parts: Vec<&PartCount> = with_word.iter().filter(|part| part.count > 0).collect();
        let frequency = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.count))?;
        let size = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.size))?;
        let other_size = all.total_size.checked_sub(size)?;
        let other_parts = all.parts.checked_sub(parts.len() as u64)?;
        let are_parts = parts.iter().all(|part| part.size >= all.least_size);
        if !are_parts || (other_size == 0) != (other_parts == 0) {
            return None;
        }
        let share = |part: &&PartCount| {
            (part.count as f64 / frequency as f64, part.size as f64 / all.total_size as f64)
        };
        let rates = parts.iter().map(|part| part.count as f64 / part.size as f64).collect();
        let other_share = other_size as f64 / all.total_size as f64;
        Some(Self { all, shares: parts.iter().map(share).collect(), rates, other_share })
    }

    fn dispersion(mut self) -> Dispersion {
        self.rates.sort_unstable_by(|one, other| other.total_cmp(one));
        let range = self.shares.len() as u64;
        let range_share = finite(range as f64 / self.all.parts as f64);
        if range == 0 {
            return Dispersion { range, range_share, ..Dispersion::default() };
        }
        let gries_dp = self.gries_dp();
        let kullback_leibler = self.kullback_leibler();
        Dispersion {
            range,
            range_share,
            juilland_d: self.juilland_d(),
            carroll_d2: self.carroll_d2(),
            rosengren_s: self.rosengren_s(),
            gries_dp,
            gries_dp_norm: gries_dp.and_then(|dp| self.normalized(dp)),
            burch_da: self.burch_da(),
            kullback_leibler,
            gries_dkl: kullback_leibler.and_then(|kl| finite(kl / (1.0 + kl))),
        }
    }

    fn juilland_d(&self) -> Option<f64> {
        let parts = self.all.parts as f64;
        let mean = self.rates.iter().sum::<f64>() / parts;
        let others = (self.all.parts - self.rates.len() as u64) as f64;
        let squares = self.rates.iter().map(|rate| (rate / mean - 1.0) * (rate / mean - 1.0)).sum::<f64>();
        let variation = ((squares + others) / parts).sqrt();
        at_least_0(1.0 - variation / (parts - 1.0).sqrt())
    }

    fn carroll_d2(&self) -> Option<f64> {
        let sum: f64 = self.rates.iter().sum();
        let entropy: f64 = self.rates.iter().map(|rate| rate / sum).map(|p| -p * libm::log(p)).sum();
        if self.all.parts == 1 { None } else { at_least_0(entropy / libm::log(self.all.parts as f64)) }
    }

    fn rosengren_s(&self) -> Option<f64> {
        let root: f64 = self.shares.iter().map(|(occurrences, tokens)| (occurrences * tokens).sqrt()).sum();
        finite(root * root)
    }

    fn gries_dp(&self) -> Option<f64> {
        let differences = self.shares.iter().map(|(occurrences, tokens)| (occurrences - tokens).abs());
        finite((differences.sum::<f64>() + self.other_share) / 2.0)
    }

    fn normalized(&self, dp: f64) -> Option<f64> {
        // 1 − the smallest share.
        let most = (self.all.total_size - self.all.least_size) as f64 / self.all.total_size as f64;
        if self.all.parts == 1 { None } else { finite(dp / most) }
    }

    fn burch_da(&self) -> Option<f64> {
        let sum: f64 = self.rates.iter().sum();
        let ranked: f64 = (1_u32..).zip(&self.rates).map(|(rank, rate)| f64::from(rank) * (rate / sum)).sum();
        if self.all.parts == 1 {
            None
        } else {
            at_least_0((2.0 * ranked - 2.0) / (self.all.parts - 1) as f64)
        }
    }

    fn kullback_leibler(&self) -> Option<f64> {
        let term = |(occurrences, tokens): &(f64, f64)| occurrences * libm::log2(occurrences / tokens);
        at_least_0(self.shares.iter().map(term).sum())
    }
}

/// A value that can only be below 0 by rounding.
fn at_least_0(value: f64) -> Option<f64> {
    finite(value).map(|value| value.max(0.0))
}

/// The definitions of the measures of dispersion over parts.
pub const DISPERSION: [Definition; 10] = [
    Definition {
        name: "range",
        formula: "number of parts with v > 0",
        log_base: "",
        when_zero: "0 where the word is absent",
        direction: "higher is wider",
        source: "Keniston 1920",
    },
    Definition {
        name: "range_share",
        formula: "range / n",
        log_base: "",
        when_zero: "0 where the word is absent",
        direction: "from 0 to 1 (in all parts)",
        source: "Keniston 1920",
    },
    Definition {
        name: "juilland_d",
        formula: "1 − (σ(x) / mean(x)) / √(n − 1), x the rates, σ the population standard deviation",
        log_base: "",
        when_zero: "empty where the word is absent or n is 1",
        direction: "from 0 (in one part) to 1 (even); near 1 for many parts (Biber et al. 2016)",
        source: "Juilland and Chang-Rodríguez 1964",
    },
    Definition {
        name: "carroll_d2",
        formula: "−Σ r · ln r / ln n, r the shares of the rates",
        log_base: "e",
        when_zero: "0 · ln 0 is 0; empty where the word is absent or n is 1",
        direction: "from 0 (in one part) to 1 (even)",
        source: "Carroll 1970",
    },
    Definition {
        name: "rosengren_s",
        formula: "(Σ √(s v))² / f",
        log_base: "",
        when_zero: "empty where the word is absent",
        direction: "from the share of the part with the word to 1 (even)",
        source: "Rosengren 1971",
    },
    Definition {
        name: "gries_dp_0_even",
        formula: "½ Σ abs(v / f − s)",
        log_base: "",
        when_zero: "empty where the word is absent",
        direction: "from 0 (even) to nearly 1 (in one small part); others print 1 − DP",
        source: "Gries 2008",
    },
    Definition {
        name: "gries_dp_norm_0_even",
        formula: "DP / (1 − min s), the minimum over all parts",
        log_base: "",
        when_zero: "empty where the word is absent or n is 1",
        direction: "from 0 (even) to 1 (in the smallest part only)",
        source: "Lijffijt and Gries 2012",
    },
    Definition {
        name: "burch_da",
        formula: "(2 Σ i · r(i) − 2) / (n − 1), r(1) ≥ r(2) ≥ … the shares of the rates",
        log_base: "",
        when_zero: "empty where the word is absent or n is 1",
        direction: "from 0 (in one part) to 1 (even)",
        source: "Burch et al. 2017; shortcut of Wilcox 1973",
    },
    Definition {
        name: "kullback_leibler_log2",
        formula: "Σ (v / f) · log2((v / f) / s)",
        log_base: "2",
        when_zero: "0 · log 0 is 0; empty where the word is absent",
        direction: "from 0 (even), in bits",
        source: "Gries 2020",
    },
    Definition {
        name: "gries_dkl_0_even",
        formula: "kullback_leibler / (1 + kullback_leibler)",
        log_base: "2",
        when_zero: "empty where the word is absent",
        direction: "from 0 (even) to 1; others print 1 − DKL",
        source: "Gries 2024",
    },
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Dispersion, PartCount, PartsSummary};

    fn sparse(parts: &[(u64, u64)]) -> Dispersion {
        let with_word: Vec<PartCount> =
            parts.iter().filter(|part| part.0 > 0).map(|&(count, size)| PartCount { count, size }).collect();
        Dispersion::of(&with_word, &PartsSummary::of(parts.iter().map(|part| part.1)).unwrap())
    }

    /// All measures by their definitions, with each part in its turn.
    fn naive(parts: &[(u64, u64)]) -> [f64; 8] {
        let n = parts.len() as f64;
        let total: f64 = parts.iter().map(|part| part.1 as f64).sum();
        let f: f64 = parts.iter().map(|part| part.0 as f64).sum();
        let rates: Vec<f64> = parts.iter().map(|part| part.0 as f64 / part.1 as f64).collect();
        let mean = rates.iter().sum::<f64>() / n;
        let variance = rates.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        let shares: Vec<(f64, f64)> =
            parts.iter().map(|part| (part.0 as f64 / f, part.1 as f64 / total)).collect();
        let log = |p: f64, q: f64| if p == 0.0 { 0.0 } else { p * (p / q).log2() };
        let dp = shares.iter().map(|(v, s)| (v - s).abs()).sum::<f64>() / 2.0;
        let kl: f64 = shares.iter().map(|&(v, s)| log(v, s)).sum();
        let mut differences = 0.0;
        for (place, one) in rates.iter().enumerate() {
            differences += rates[place + 1..].iter().map(|other| (one - other).abs()).sum::<f64>();
        }
        [
            1.0 - variance.sqrt() / mean / (n - 1.0).sqrt(),
            -rates.iter().map(|x| log(x / mean / n, 1.0)).sum::<f64>() / n.log2(),
            shares.iter().map(|(v, s)| (v * s).sqrt()).sum::<f64>().powi(2),
            dp,
            dp / (1.0 - shares.iter().map(|share| share.1).fold(1.0, f64::min)),
            // DA is the mean absolute difference of two rates, by twice the mean rate.
            1.0 - differences / (n * (n - 1.0) / 2.0) / (2.0 * mean),
            kl,
            kl / (1.0 + kl),
        ]
    }

    proptest! {
        #[test]
        fn sparse_is_dense(parts in prop::collection::vec((0..3_u64, 1..50_u64), 2..12)) {
            prop_assume!(parts.iter().any(|part| part.0 > 0));
            let found = sparse(&parts);
            let found = found.values().map(|(definition, value)| (definition.name, value.unwrap()));
            for ((name, found), expected) in found[2..].iter().zip(naive(&parts)) {
                prop_assert!((found - expected).abs() < 1e-9, "{}: {} {}", name, found, expected);
            }
        }
    }

    #[test]
    fn the_extremes() {
        let even = sparse(&[(2, 10), (4, 20), (2, 10)]);
        assert_eq!(even.range, 3);
        for value in [even.juilland_d, even.carroll_d2, even.rosengren_s, even.burch_da] {
            assert!((value.unwrap() - 1.0).abs() < 1e-12);
        }
        assert_eq!((even.gries_dp, even.gries_dkl), (Some(0.0), Some(0.0)));
        let single = sparse(&[(5, 10), (0, 20), (0, 10)]);
        for value in [single.juilland_d, single.carroll_d2, single.burch_da] {
            assert!(value.unwrap().abs() < 1e-12);
        }
        assert_eq!(single.gries_dp_norm, Some(1.0));
    }

    #[test]
    fn one_part_or_no_word_or_a_wrong_summary() {
        let only = sparse(&[(5, 10)]);
        assert_eq!((only.range, only.juilland_d, only.carroll_d2, only.gries_dp_norm), (1, None, None, None));
        assert_eq!(only.gries_dp, Some(0.0));
        let absent = sparse(&[(0, 10), (0, 5), (0, 0)]);
        assert_eq!((absent.range_share, absent.gries_dp, absent.gries_dkl), (Some(0.0), None, None));
        let summary = PartsSummary::of([5, 5]).unwrap();
        let parts = [PartCount { count: 1, size: 11 }];
        assert_eq!(Dispersion::of(&parts, &summary), Dispersion::default());
        assert_eq!(PartsSummary::of([0, 0]), None);
    }
}
