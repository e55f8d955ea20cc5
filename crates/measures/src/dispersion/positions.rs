//! Dispersion by the distances between occurrences. It depends on the order of the documents, which must be fixed.

use crate::Definition;
use crate::definition::finite;

/// Adjusted frequencies and average distances of a word, by the positions of its occurrences (Savický and Hlaváčová
/// 2002). [`SPACING`] defines each measure.
///
/// The corpus is treated as a circle: the distance before the first occurrence begins at the last one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the definition of each is its documentation, and is printed too")]
pub struct Spacing {
    pub average_reduced_frequency: Option<f64>,
    pub average_logarithmic_distance: Option<f64>,
    pub average_waiting_time: Option<f64>,
    pub frequency_by_logarithmic_distance: Option<f64>,
    pub frequency_by_waiting_time: Option<f64>,
}

impl Spacing {
    /// The measures of a word, given the ascending positions of its occurrences (the first token is 0) in a text of
    /// `tokens` tokens. All are `None` if there is no position, or if the positions do not ascend or are beyond the end
    /// of the text.
    pub fn of(positions: &[u64], tokens: u64) -> Self {
        let (Some(first), Some(last)) = (positions.first(), positions.last()) else { return Self::default() };
        if *last >= tokens || !positions.is_sorted_by(|one, other| one < other) {
            return Self::default();
        }
        let around = tokens - last + first;
        let between = positions.windows(2).map(|pair| match pair {
            [one, other] => other - one,
            _ => 0,
        });
        Self::by_distances(std::iter::once(around).chain(between), positions.len(), tokens as f64)
    }

    fn by_distances(distances: impl Iterator<Item = u64>, frequency: usize, tokens: f64) -> Self {
        let mean_distance = tokens / frequency as f64;
        let (mut reduced, mut squares, mut logarithms) = (0.0, 0.0, 0.0);
        for distance in distances.map(|distance| distance as f64) {
            let share = distance / tokens;
            reduced += distance.min(mean_distance);
            squares += share * distance;
            logarithms += share * libm::log(distance);
        }
        Self {
            average_reduced_frequency: finite(reduced / mean_distance),
            average_logarithmic_distance: finite(logarithms * std::f64::consts::LOG10_E),
            average_waiting_time: finite((1.0 + squares) / 2.0),
            frequency_by_logarithmic_distance: finite(libm::exp(libm::log(tokens) - logarithms)),
            frequency_by_waiting_time: finite(tokens / squares),
        }
    }

    /// Each definition with its value, in the order of [`SPACING`].
    pub fn values(&self) -> [(&'static Definition, Option<f64>); 5] {
        let [arf, ald, awt, f_ald, f_awt] = &SPACING;
        [
            (arf, self.average_reduced_frequency),
            (ald, self.average_logarithmic_distance),
            (awt, self.average_waiting_time),
            (f_ald, self.frequency_by_logarithmic_distance),
            (f_awt, self.frequency_by_waiting_time),
        ]
    }
}

/// The definitions of the measures by distances; d are the distances, N the tokens, f the frequency.
pub const SPACING: [Definition; 5] = [
    Definition {
        name: "arf",
        formula: "Σ min(d, N / f) / (N / f)",
        log_base: "",
        when_zero: "empty where the word is absent",
        direction: "from 1 (all together) to f (even); average reduced frequency; like all distances, it takes documents in the order of their paths",
        source: "Savický and Hlaváčová 2002",
    },
    Definition {
        name: "ald_log10",
        formula: "Σ (d / N) · log10 d",
        log_base: "10",
        when_zero: "empty where the word is absent",
        direction: "lower is more frequent and more even; average logarithmic distance",
        source: "Savický and Hlaváčová 2002",
    },
    Definition {
        name: "awt",
        formula: "½ (1 + Σ d² / N)",
        log_base: "",
        when_zero: "empty where the word is absent",
        direction: "lower is more frequent and more even; average waiting time in tokens",
        source: "Savický and Hlaváčová 2002",
    },
    Definition {
        name: "f_ald",
        formula: "exp(−Σ (d / N) · ln(d / N))",
        log_base: "e",
        when_zero: "empty where the word is absent",
        direction: "from 1 (all together) to f (even)",
        source: "Savický and Hlaváčová 2002",
    },
    Definition {
        name: "f_awt",
        formula: "N² / Σ d²",
        log_base: "",
        when_zero: "empty where the word is absent",
        direction: "from 1 (all together) to f (even)",
        source: "Savický and Hlaváčová 2002",
    },
];

#[cfg(test)]
mod tests {
    use super::Spacing;

    #[test]
    fn an_even_word_keeps_its_frequency() {
        let spacing = Spacing::of(&[3, 13, 23, 33], 40);
        for value in [
            spacing.average_reduced_frequency,
            spacing.frequency_by_logarithmic_distance,
            spacing.frequency_by_waiting_time,
        ] {
            assert!((value.unwrap() - 4.0).abs() < 1e-12);
        }
        assert!((spacing.average_logarithmic_distance.unwrap() - 1.0).abs() < 1e-12);
        assert!((spacing.average_waiting_time.unwrap() - 5.5).abs() < 1e-12);
    }

    #[test]
    fn one_occurrence_anywhere_is_one() {
        for position in [0, 7, 39] {
            let spacing = Spacing::of(&[position], 40);
            assert!((spacing.average_reduced_frequency.unwrap() - 1.0).abs() < 1e-12);
            assert!((spacing.frequency_by_logarithmic_distance.unwrap() - 1.0).abs() < 1e-12);
            assert!((spacing.frequency_by_waiting_time.unwrap() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn moving_the_corpus_around_changes_nothing() {
        let one = Spacing::of(&[0, 1, 9], 20);
        let other = Spacing::of(&[5, 6, 14], 20);
        for ((_, one), (_, other)) in one.values().into_iter().zip(other.values()) {
            assert!((one.unwrap() - other.unwrap()).abs() < 1e-12);
        }
    }

    #[test]
    fn positions_that_cannot_be() {
        for positions in [&[][..], &[3, 3], &[4, 3], &[10]] {
            assert_eq!(Spacing::of(positions, 10), Spacing::default());
        }
        let huge = 1_000_000_000_000;
        assert!(Spacing::of(&[0, huge - 1], huge).values().iter().all(|value| value.1.unwrap().is_finite()));
    }
}
