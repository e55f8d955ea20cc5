//! Numbers that others have published, recomputed here: the evidence that the measures are those of the literature.
//!
//! They are in `published.tsv`, one per line: the measure; how its value is converted into the printed one if
//! conventions differ (a base, a p-value instead of its logarithm, a reversed scale); the inputs; the printed number;
//! the tolerance, which is half the last printed digit, or the rounding error of a number with all its digits; and the
//! source.

mod inputs;

use super::{
    Association, Contingency, Dispersion, Diversity, DiversityParameters, Family, KeynessMeasure, PartCount,
    PartsSummary, Prior, Readability, Spacing, TextSizes, interaction,
};
use inputs::NamedNumbers;

const TABLE: &str = include_str!("published.tsv");

/// A published number and its recomputation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// The group and the name of the measure, such as `diversity.mtld`.
    pub measure: &'static str,
    /// How the value x of the measure is converted into the printed one; empty if they are the same.
    pub conversion: &'static str,
    /// The inputs, as `name=value`, several values separated by commas.
    pub inputs: &'static str,
    /// The printed number.
    pub expected: f64,
    /// The largest accepted difference.
    pub tolerance: f64,
    /// Who printed it, and where.
    pub source: &'static str,
    /// The value computed here, converted.
    pub computed: Option<f64>,
}

impl Check {
    /// Whether the recomputed number agrees with the printed one.
    pub fn agrees(&self) -> bool {
        self.computed.is_some_and(|computed| (computed - self.expected).abs() <= self.tolerance)
    }
}

/// All published numbers, each recomputed.
pub fn published() -> impl Iterator<Item = Check> {
    TABLE.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next();
        let (measure, conversion, inputs) = (cell()?, cell()?, cell()?);
        let (expected, tolerance) = (cell()?.parse().ok()?, cell()?.parse().ok()?);
        let source = cell()?;
        let computed =
            compute(measure, &NamedNumbers::of(inputs)).and_then(|value| convert(value, conversion));
        Some(Check { measure, conversion, inputs, expected, tolerance, source, computed })
    })
}

fn convert(x: f64, conversion: &str) -> Option<f64> {
    Some(match conversion {
        "" => x,
        "10^x" => libm::exp10(x),
        "2^x" => libm::exp2(x),
        "1 - x" => 1.0 - x,
        "x log10(2)" => x * std::f64::consts::LOG10_2,
        "x ln(10)" => x * std::f64::consts::LN_10,
        _ => return None,
    })
}

fn compute(measure: &str, inputs: &NamedNumbers<'_>) -> Option<f64> {
    let (group, name) = measure.split_once('.')?;
    match group {
        "association" => association(name, inputs),
        "keyness" => keyness(name, inputs),
        "interaction" => words(name, inputs),
        "dispersion" => dispersion(name, inputs),
        "spacing" => {
            let spacing = Spacing::of(&inputs.list("positions")?, inputs.get("tokens")?);
            spacing.values().into_iter().find(|(definition, _)| definition.name == name)?.1
        }
        "diversity" => diversity(name, inputs),
        "readability" => readability(name, inputs),
        _ => None,
    }
}

/// The table, by whichever of its three forms is given.
fn table(inputs: &NamedNumbers<'_>) -> Option<Contingency> {
    if let Some(cells) = inputs.list("cells") {
        return Contingency::from_cells(cells.try_into().ok()?);
    }
    if let Some(target) = inputs.get("a") {
        return Contingency::from_samples(target, inputs.get("n1")?, inputs.get("b")?, inputs.get("n2")?);
    }
    Contingency::from_frequencies(inputs.get("f")?, inputs.get("f1")?, inputs.get("f2")?, inputs.get("N")?)
}

/// The family given, or a single test.
fn family(inputs: &NamedNumbers<'_>) -> Option<Family> {
    Family::new(inputs.get("confidence").unwrap_or(0.95), inputs.get("tests").unwrap_or(1))
}

fn association(name: &str, inputs: &NamedNumbers<'_>) -> Option<f64> {
    Association::all(family(inputs)?).find(|measure| measure.name() == name)?.of(&table(inputs)?)
}

fn keyness(name: &str, inputs: &NamedNumbers<'_>) -> Option<f64> {
    let prior = Prior::Flat { pseudocount: 0.1, types: inputs.get("types").unwrap_or(1) };
    let added = inputs.get("lambda").unwrap_or(1.0);
    let mut all = KeynessMeasure::all(family(inputs)?, added, prior);
    all.find(|measure| measure.name() == name)?.of(&table(inputs)?)
}

fn words(name: &str, inputs: &NamedNumbers<'_>) -> Option<f64> {
    let found = interaction(&inputs.list("cells")?)?;
    match name {
        "lambda" => Some(found.lambda),
        "z" => Some(found.z),
        _ => None,
    }
}

fn dispersion(name: &str, inputs: &NamedNumbers<'_>) -> Option<f64> {
    let sizes: Vec<u64> = inputs.list("sizes")?;
    let counts: Vec<u64> = inputs.list("counts")?;
    let summary = PartsSummary::of(sizes.iter().copied())?;
    let parts = counts.into_iter().zip(sizes).map(|(count, size)| PartCount { count, size });
    let with_word: Vec<PartCount> = parts.filter(|part| part.count > 0).collect();
    let values = Dispersion::of(&with_word, &summary).values();
    values.into_iter().find(|(definition, _)| definition.name == name)?.1
}

fn diversity(name: &str, inputs: &NamedNumbers<'_>) -> Option<f64> {
    let default = DiversityParameters::default();
    let parameters = DiversityParameters {
        segment: inputs.get("segment").unwrap_or(default.segment),
        window: inputs.get("window").unwrap_or(default.window),
        draws: inputs.get("draws").unwrap_or(default.draws),
        ..default
    };
    let found = if let Some(frequencies) = inputs.list::<u64>("frequencies") {
        Diversity::of_frequencies(&frequencies, parameters.draws)
    } else {
        let tokens: Vec<u32> = inputs.list("sequence")?;
        Diversity::of(&tokens.repeat(inputs.get("times").unwrap_or(1)), &parameters)
    };
    found.values().find(|(definition, _)| definition.name == name)?.1
}

fn readability(name: &str, inputs: &NamedNumbers<'_>) -> Option<f64> {
    let size = |name| inputs.get(name).unwrap_or(0);
    let sizes = TextSizes {
        words: size("words"),
        sentences: size("sentences"),
        letters: size("letters"),
        characters: size("characters"),
        syllables: inputs.get("syllables"),
        words_of_three_syllables: inputs.get("polysyllables"),
        words_of_seven_letters: size("long"),
    };
    Readability::ALL.into_iter().find(|formula| formula.name() == name)?.of(&sizes)
}

#[cfg(test)]
mod tests {
    use super::{TABLE, published};

    #[test]
    fn all_published_numbers_agree() {
        let checks: Vec<_> = published().collect();
        assert_eq!(checks.len(), TABLE.lines().count() - 1);
        let wrong: Vec<String> = checks
            .iter()
            .filter(|check| !check.agrees())
            .map(|check| {
                let inputs: String = check.inputs.chars().take(60).collect();
                format!(
                    "{} {:?} is not {} ({inputs}; {})",
                    check.measure, check.computed, check.expected, check.source
                )
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
