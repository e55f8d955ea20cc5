//! How varied the vocabulary of a document is: lexical diversity.
//!
//! Symbols: N tokens, V types, fᵢ the frequency of a type, V₁ the types that occur once. Nearly all of these measures depend
//! on the length of the document; MATTR, MSTTR, MTLD and HD-D depend on it least. What counts as a token (case, numbers,
//! hyphens, lemmas) changes all of them.

mod definitions;
mod sequence;
mod spectrum;

pub use definitions::DIVERSITY;

use super::Definition;

/// The parameters of the measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DiversityParameters {
    /// Tokens in a segment of MSTTR; by default 100.
    pub segment: usize,
    /// Tokens in a window of MATTR; by default 100.
    pub window: usize,
    /// The type-token ratio at which MTLD closes a factor; by default 0.72.
    pub threshold: f64,
    /// Tokens in the hypothetical sample of HD-D; by default 42.
    pub draws: u32,
}

impl Default for DiversityParameters {
    fn default() -> Self {
        Self { segment: 100, window: 100, threshold: 0.72, draws: 42 }
    }
}

/// The lexical diversity of a document. [`DIVERSITY`] defines each measure.
///
/// ```
/// use textmill_measures::{Diversity, DiversityParameters};
///
/// // Four tokens of three types, two of which occur once.
/// let diversity = Diversity::of(&[7, 8, 8, 9], &DiversityParameters::default());
/// assert_eq!((diversity.tokens, diversity.types, diversity.hapaxes), (4, 3, 2));
/// assert_eq!(diversity.ttr, Some(0.75));
/// // The document is shorter than the window of the moving average.
/// assert_eq!(diversity.mattr, None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the definition of each is its documentation, and is printed too")]
pub struct Diversity {
    pub tokens: u64,
    pub types: u64,
    pub hapaxes: u64,
    pub ttr: Option<f64>,
    pub root_ttr: Option<f64>,
    pub corrected_ttr: Option<f64>,
    pub herdan_c: Option<f64>,
    pub summer_s: Option<f64>,
    pub uber_u: Option<f64>,
    pub maas_a2: Option<f64>,
    pub msttr: Option<f64>,
    pub mattr: Option<f64>,
    pub mtld: Option<f64>,
    pub hdd: Option<f64>,
    pub yule_k: Option<f64>,
    pub simpson_d: Option<f64>,
    pub honore_h: Option<f64>,
    pub hapax_share: Option<f64>,
    pub entropy: Option<f64>,
    pub normalized_entropy: Option<f64>,
}

impl Diversity {
    /// The diversity of a document, given the type of each token in order.
    pub fn of(tokens: &[u32], parameters: &DiversityParameters) -> Self {
        let (places, frequencies) = sequence::dense_types(tokens);
        Self {
            msttr: sequence::mean_segmental_ttr(&places, frequencies.len(), parameters.segment),
            mattr: sequence::moving_average_ttr(&places, frequencies.len(), parameters.window),
            mtld: sequence::mtld(&places, frequencies.len(), parameters.threshold),
            ..Self::of_frequencies(&frequencies, parameters.draws)
        }
    }

    /// The measures that do not depend on the order of the tokens, given the frequencies of the types; the others are
    /// `None`.
    pub fn of_frequencies(frequencies: &[u64], draws: u32) -> Self {
        spectrum::Spectrum::of(frequencies).diversity(draws)
    }

    /// Each definition with its value, in the order of [`DIVERSITY`].
    pub fn values(&self) -> impl Iterator<Item = (&'static Definition, Option<f64>)> {
        let values = [
            Some(self.tokens as f64),
            Some(self.types as f64),
            Some(self.hapaxes as f64),
            self.ttr,
            self.root_ttr,
            self.corrected_ttr,
            self.herdan_c,
            self.summer_s,
            self.uber_u,
            self.maas_a2,
            self.msttr,
            self.mattr,
            self.mtld,
            self.hdd,
            self.yule_k,
            self.simpson_d,
            self.honore_h,
            self.hapax_share,
            self.entropy,
            self.normalized_entropy,
        ];
        DIVERSITY.iter().zip(values)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DIVERSITY, Diversity, DiversityParameters};

    #[test]
    fn tiny_documents_have_what_is_defined() {
        let parameters = DiversityParameters::default();
        assert_eq!(Diversity::of(&[], &parameters), Diversity::default());
        let one = Diversity::of(&[7], &parameters);
        assert_eq!((one.ttr, one.herdan_c, one.maas_a2, one.simpson_d), (Some(1.0), None, None, None));
        assert_eq!((one.mtld, one.hdd, one.honore_h, one.entropy), (None, None, None, Some(0.0)));
        let same = Diversity::of(&[7, 7, 7], &parameters);
        assert_eq!((same.simpson_d, same.normalized_entropy, same.summer_s), (Some(1.0), None, None));
        assert_eq!(same.values().count(), DIVERSITY.len());
    }

    proptest! {
        #[test]
        fn every_value_is_a_number_and_order_is_separate(tokens in prop::collection::vec(0..20_u32, 0..150)) {
            let parameters = DiversityParameters { segment: 10, window: 15, draws: 20, ..Default::default() };
            let found = Diversity::of(&tokens, &parameters);
            for (definition, value) in found.values() {
                prop_assert!(value.is_none_or(f64::is_finite), "{}", definition.name);
            }
            let mut turned = tokens;
            turned.reverse();
            let turned = Diversity::of(&turned, &parameters);
            prop_assert_eq!(turned.hdd, found.hdd);
            prop_assert_eq!(turned.mtld.is_some(), found.mtld.is_some());
            if let (Some(one), Some(other)) = (turned.mtld, found.mtld) {
                prop_assert!((one - other).abs() < 1e-9);
            }
        }
    }
}
