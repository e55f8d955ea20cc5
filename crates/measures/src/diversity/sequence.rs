//! The measures that follow the order of the tokens.

use crate::definition::finite;

/// The types of the tokens, numbered anew from 0 without gaps, and how often each occurs.
pub(super) fn dense_types(tokens: &[u32]) -> (Vec<u32>, Vec<u64>) {
    let mut types = tokens.to_vec();
    types.sort_unstable();
    types.dedup();
    let mut frequencies = vec![0_u64; types.len()];
    let number = |token: &u32| {
        // Each token is among the types, so both results are its place.
        let place = types.binary_search(token).unwrap_or_else(|place| place);
        if let Some(frequency) = frequencies.get_mut(place) {
            *frequency += 1;
        }
        place as u32
    };
    let places = tokens.iter().map(number).collect();
    (places, frequencies)
}

/// Which types were met since the last restart; a restart costs nothing.
struct Met {
    round_of_type: Vec<u32>,
    round: u32,
    tokens: u32,
    types: u32,
}

impl Met {
    fn new(types: usize) -> Self {
        Self { round_of_type: vec![0; types], round: 1, tokens: 0, types: 0 }
    }

    fn add(&mut self, token: u32) {
        self.tokens += 1;
        if let Some(round) = self.round_of_type.get_mut(token as usize) {
            self.types += u32::from(*round != self.round);
            *round = self.round;
        }
    }

    fn restart(&mut self) {
        self.round += 1;
        self.tokens = 0;
        self.types = 0;
    }

    fn type_token_ratio(&self) -> f64 {
        f64::from(self.types) / f64::from(self.tokens)
    }
}

/// The mean type-token ratio of the segments of a length; the rest at the end is dropped.
pub(super) fn mean_segmental_ttr(tokens: &[u32], types: usize, segment: usize) -> Option<f64> {
    if segment == 0 || tokens.len() < segment {
        return None;
    }
    let mut met = Met::new(types);
    let mut sum = 0.0;
    for segment in tokens.chunks_exact(segment) {
        segment.iter().for_each(|&token| met.add(token));
        sum += met.type_token_ratio();
        met.restart();
    }
    finite(sum / (tokens.len() / segment) as f64)
}

/// The mean type-token ratio of all windows of a length, by what enters and leaves each.
pub(super) fn moving_average_ttr(tokens: &[u32], types: usize, window: usize) -> Option<f64> {
    if window == 0 || tokens.len() < window {
        return None;
    }
    let mut counts = vec![0_u32; types];
    let mut distinct = 0_u64;
    let mut sum = 0_u64;
    for (place, &entering) in tokens.iter().enumerate() {
        if let Some(count) = counts.get_mut(entering as usize) {
            *count += 1;
            distinct += u64::from(*count == 1);
        }
        let leaving = place.checked_sub(window).and_then(|place| tokens.get(place));
        if let Some(count) = leaving.and_then(|&leaving| counts.get_mut(leaving as usize)) {
            *count -= 1;
            distinct -= u64::from(*count == 0);
        }
        if place + 1 >= window {
            sum += distinct;
        }
    }
    finite(sum as f64 / window as f64 / (tokens.len() - window + 1) as f64)
}

/// The mean of the forward and the backward MTLD.
pub(super) fn mtld(tokens: &[u32], types: usize, threshold: f64) -> Option<f64> {
    if !(threshold > 0.0 && threshold < 1.0) {
        return None;
    }
    let forward = factor_length(tokens.iter(), types, threshold)?;
    let backward = factor_length(tokens.iter().rev(), types, threshold)?;
    finite((forward + backward) / 2.0)
}

/// Tokens for each factor: a stretch in which the type-token ratio falls to the threshold. What is left at the end is the
/// part of a factor that it has fallen. Nothing, if the ratio never falls.
fn factor_length<'a>(
    tokens: impl ExactSizeIterator<Item = &'a u32>,
    types: usize,
    threshold: f64,
) -> Option<f64> {
    let length = tokens.len() as f64;
    let mut met = Met::new(types);
    let mut factors = 0.0;
    for &token in tokens {
        met.add(token);
        if met.type_token_ratio() <= threshold {
            factors += 1.0;
            met.restart();
        }
    }
    if met.tokens > 0 {
        factors += (1.0 - met.type_token_ratio()) / (1.0 - threshold);
    }
    finite(length / factors)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{dense_types, mean_segmental_ttr, moving_average_ttr, mtld};

    fn ratio(tokens: &[u32]) -> f64 {
        tokens.iter().collect::<BTreeSet<_>>().len() as f64 / tokens.len() as f64
    }

    fn mean(ratios: Vec<f64>) -> f64 {
        ratios.iter().sum::<f64>() / ratios.len() as f64
    }

    /// Each prefix of each stretch is looked at anew.
    fn naive_factors(tokens: &[u32]) -> f64 {
        for length in 1..=tokens.len() {
            if ratio(&tokens[..length]) <= 0.72 {
                return 1.0 + naive_factors(&tokens[length..]);
            }
        }
        if tokens.is_empty() { 0.0 } else { (1.0 - ratio(tokens)) / 0.28 }
    }

    proptest! {
        #[test]
        fn windows_and_factors_are_as_defined(
            raw in prop::collection::vec(prop_oneof![0..5_u32, 0..100_u32], 1..120), width in 1..30_usize
        ) {
            let (tokens, frequencies) = dense_types(&raw);
            let types = frequencies.len();
            prop_assert_eq!(frequencies.iter().sum::<u64>(), raw.len() as u64);
            prop_assert_eq!(ratio(&tokens), ratio(&raw));
            let moving = moving_average_ttr(&tokens, types, width);
            let segmental = mean_segmental_ttr(&tokens, types, width);
            if raw.len() < width {
                prop_assert_eq!((moving, segmental), (None, None));
            } else {
                prop_assert!((moving.unwrap() - mean(raw.windows(width).map(ratio).collect())).abs() < 1e-12);
                prop_assert!((segmental.unwrap() - mean(raw.chunks_exact(width).map(ratio).collect())).abs() < 1e-12);
            }
            let mut turned = raw.clone();
            turned.reverse();
            let (forward, backward) = (naive_factors(&raw), naive_factors(&turned));
            let expected = raw.len() as f64 * (1.0 / forward + 1.0 / backward) / 2.0;
            match mtld(&tokens, types, 0.72) {
                Some(found) => prop_assert!((found - expected).abs() < 1e-9, "{} {}", found, expected),
                None => prop_assert!(forward == 0.0),
            }
        }
    }

    #[test]
    fn widths_and_thresholds_that_cannot_be() {
        assert_eq!(moving_average_ttr(&[0], 1, 0), None);
        assert_eq!(mean_segmental_ttr(&[0], 1, 0), None);
        for threshold in [0.0, 1.0, f64::NAN] {
            assert_eq!(mtld(&[0, 0, 0], 1, threshold), None);
        }
    }
}
