//! The measures against tables that others have published. The tables are test data outside the repository: the variable
//! `TEXTMILL_TEST_DATA` names the folder in which `gold/` lies; without it these tests are skipped, and say so.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use std::collections::BTreeMap;

use textmill_measures::{Association, Contingency, Family, KeynessMeasure};

type Row = BTreeMap<String, String>;

/// The rows of a table by the names of their columns.
fn rows(name: &str) -> Option<Vec<Row>> {
    let Some(folder) = std::env::var_os("TEXTMILL_TEST_DATA") else {
        eprintln!("SKIPPED: {name}: TEXTMILL_TEST_DATA is not set");
        return None;
    };
    let path = std::path::Path::new(&folder).join("gold").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        let cells = line.split('\t').map(str::to_owned);
        columns.iter().map(|&column| column.to_owned()).zip(cells).collect()
    };
    Some(lines.map(row).collect())
}

fn number<T: std::str::FromStr>(row: &Row, column: &str) -> T {
    row[column].parse().ok().unwrap_or_else(|| panic!("{column}: {}", row[column]))
}

/// Relative, with room for the rounding of the digits of a value near 0.
fn assert_near(found: Option<f64>, expected: f64, tolerance: f64, case: &str) {
    assert_within(found, expected, tolerance * expected.abs() + 1e-13, case);
}

fn assert_within(found: Option<f64>, expected: f64, room: f64, case: &str) {
    let found = found.unwrap_or_else(|| panic!("{case}: empty"));
    assert!((found - expected).abs() <= room, "{case}: {found} is not {expected}");
}

#[test]
fn keyness_of_evert_2022() {
    let Some(rows) = rows("keyness_mrsa.tsv") else { return };
    assert_eq!(rows.len(), 702);
    let family = Family::new(0.95, 20_109).unwrap();
    for row in rows {
        let (a, b) = (number(&row, "f1"), number(&row, "f2"));
        let table = Contingency::from_samples(a, 1177, b, 341_805).unwrap();
        for (column, measure) in [
            ("G2", KeynessMeasure::LogLikelihood),
            ("LogRatio", KeynessMeasure::LogRatioWalter),
            ("SM", KeynessMeasure::SimpleMaths(100.0)),
            ("LRC", KeynessMeasure::ConservativeLogRatio(family)),
            ("LRC.positive", KeynessMeasure::PositiveLogRatio(family)),
        ] {
            let case = format!("{column} of {}", row["lemma"]);
            assert_near(measure.of(&table), number(&row, column), 1e-9, &case);
        }
        let is_proven = KeynessMeasure::LogLikelihoodP.of(&table).unwrap() <= libm::log10(0.05 / 20_109.0);
        let filtered = if is_proven { KeynessMeasure::LogRatioWalter.of(&table) } else { Some(0.0) };
        assert_near(filtered, number(&row, "LogRatio.G2"), 1e-9, &row["lemma"]);
    }
}

#[test]
fn collocations_of_the_ucs_toolkit() {
    let Some(rows) = rows("collocations_ucs.tsv") else { return };
    assert_eq!(rows.len(), 94);
    // The toolkit prints logarithms to base 10.
    let base_2 = libm::log10(2.0);
    for row in rows {
        let count = |column| number(&row, column);
        let table = Contingency::from_frequencies(count("f"), count("f1"), count("f2"), count("N")).unwrap();
        for (column, measure, factor) in [
            ("am.MI", Association::MutualInformation, base_2),
            ("am.MI2", Association::MutualInformationSquared, base_2),
            ("am.MI3", Association::MutualInformationCubed, base_2),
            ("am.local.MI", Association::LocalMutualInformation, base_2),
            ("am.average.MI", Association::AverageMutualInformation, base_2),
            ("am.t.score", Association::TScore, 1.0),
            ("am.z.score", Association::ZScore, 1.0),
            ("am.z.score.corr", Association::ZScoreCorrected, 1.0),
            ("am.log.likelihood", Association::LogLikelihood, 1.0),
            ("am.simple.ll", Association::SimpleLogLikelihood, 1.0),
            ("am.chi.squared", Association::ChiSquared, 1.0),
            ("am.chi.squared.corr", Association::ChiSquaredYates, 1.0),
            ("am.Dice", Association::Dice, 1.0),
            ("am.Jaccard", Association::Jaccard, 1.0),
            ("am.MS", Association::MinimumSensitivity, 1.0),
            ("am.gmean", Association::GeometricMean, 1.0),
            ("am.odds.ratio", Association::OddsRatio, 1.0),
            ("am.odds.ratio.disc", Association::OddsRatioDiscounted, 1.0),
            ("am.relative.risk", Association::RelativeRisk, 1.0),
            ("am.Poisson.Stirling", Association::PoissonStirling, 1.0),
        ] {
            let case = format!("{column} of {}", row["l2"]);
            let found = measure.of(&table).map(|value| value * factor);
            // Its infinity is 10⁷; here an infinite value is an empty one.
            if row[column] == "10000000" {
                assert_eq!(found, None, "{case}");
            } else {
                let expected: f64 = number(&row, column);
                // The usual sum of O ln(O/E) cancels, which leaves an error of about 10⁻¹⁶ · N in the published value; with
                // 50 digits the value of "Vella" is 0.000420955377457348, as here.
                let is_sum = ["am.average.MI", "am.log.likelihood"].contains(&column);
                let rounding = if is_sum { 2e-16 * count("N") as f64 } else { 1e-13 };
                assert_within(found, expected, 1e-9 * expected.abs() + rounding, &case);
            }
        }
        // The toolkit prints −log₁₀ p.
        for (column, measure) in
            [("am.Fisher.pv", Association::FisherP), ("am.Poisson.pv", Association::PoissonP)]
        {
            let case = format!("{column} of {}", row["l2"]);
            assert_near(measure.of(&table).map(|log10_p| -log10_p), number(&row, column), 1e-11, &case);
        }
        assert_eq!(row["am.frequency"], row["f"]);
    }
}
