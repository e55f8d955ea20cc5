//! How far the positive matches of a dictionary outweigh the negative ones.

/// Three ways to set P positive matches against N negative ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Polarity {
    /// ln((P + ½) / (N + ½)): 0 where both are equal, without bounds (Lowe, Benoit, Mikhaylov and Laver 2011).
    pub logit: f64,
    /// (P − N) / (P + N), from −1 to 1; nothing without a match.
    pub relative: Option<f64>,
    /// (P − N) / tokens; nothing without tokens.
    pub absolute: Option<f64>,
}

/// The polarity of a text of so many tokens.
///
/// ```
/// use textmill_measures::polarity;
///
/// // The General Inquirer on an inaugural address of 2005, as the documentation of quanteda.sentiment prints it.
/// let scores = polarity(236, 88, 2_073);
/// assert!((scores.logit - 0.982_945_7).abs() < 5e-8);
/// assert_eq!(scores.relative, Some(148.0 / 324.0));
/// assert_eq!(polarity(0, 0, 10).relative, None);
/// ```
pub fn polarity(positive: u64, negative: u64, tokens: u64) -> Polarity {
    let (p, n) = (positive as f64, negative as f64);
    let over = |total: u64| (total > 0).then(|| (p - n) / total as f64);
    Polarity {
        logit: libm::log((p + 0.5) / (n + 0.5)),
        relative: over(positive + negative),
        absolute: over(tokens),
    }
}

#[cfg(test)]
mod tests {
    use super::polarity;

    /// The General Inquirer on inaugural addresses, as the documentation of quanteda.sentiment prints it, from the counts that it has.
    #[test]
    fn published_logits() {
        for (positive, negative, logit) in [
            (236, 88, 0.982_945_7),
            (196, 111, 0.566_637_8),
            (178, 83, 0.759_742_0),
            (111, 51, 0.772_442_8),
            (214, 117, 0.601_871_4),
        ] {
            let found = polarity(positive, negative, 2_000).logit;
            assert!((found - logit).abs() < 6e-8, "{positive}/{negative}: {found}");
        }
    }
}
