//! What changes over time, and what only seems to.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs};

use support::{assert_code, rows, textmill};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

const PLAN: &str = "The committee met on Monday and the members talked about the plan for a long time. ";

/// The reports on texts with their dates.
fn followed(config: &str, texts: &[(&str, String)]) -> (TempDir, Vec<Row>, Vec<Row>, Vec<String>) {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    let mut table = "path,date\n".to_owned();
    for ((date, text), number) in texts.iter().zip(1..) {
        let path = format!("{number:03}.txt");
        fs::write(folder.path().join("in").join(&path), text).unwrap();
        table.push_str(&format!("{path},{date}\n"));
    }
    fs::write(folder.path().join("in/metadata.csv"), table).unwrap();
    let (file, output) = (folder.path().join("c.toml"), folder.path().join("out"));
    fs::write(&file, format!("[input]\nlanguage = \"en\"\n[topics]\nk = 0\n[trends]\n{config}\n")).unwrap();
    let mut run = textmill();
    run.arg("run").arg(folder.path().join("in")).arg("--output").arg(&output).arg("--config").arg(file);
    assert_code(&run.output().unwrap(), 0);
    let warnings = rows(&output, "warnings.csv").into_iter().map(|row| row["warning"].clone()).collect();
    (folder, rows(&output, "trends.csv"), rows(&output, "data/trend_changes.csv"), warnings)
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

#[test]
fn a_pattern_is_the_sum_of_its_words_and_every_period_is_a_row() {
    let text = |more: &str| format!("{PLAN}{more}");
    let (_folder, trends, ..) = followed(
        "period = \"month\"\nwords = [\"terror*\", \"health care\", \"committee\"]",
        &[
            ("2031-01-05", text("Terror and terrorists; health care. ")),
            ("2031-01-20", text("Terrorism again. ")),
            ("2031-04-02", text("Health care costs, health care pays. ")),
        ],
    );
    let of = |pattern: &str, stem: &str| -> Vec<String> {
        let found = trends.iter().filter(|row| row["pattern"] == pattern && row["word"] == stem);
        found.map(|row| format!("{} {}", row["period"], row["frequency"])).collect()
    };
    assert_eq!(of("terror*", ""), ["2031-01 3", "2031-02 0", "2031-03 0", "2031-04 0"]);
    assert_eq!(of("terror*", "terrorists")[0], "2031-01 1");
    assert_eq!(of("health care", ""), ["2031-01 1", "2031-02 0", "2031-03 0", "2031-04 2"]);
    // What is one stem is one line.
    assert_eq!(of("committee", "committee"), ["2031-01 2", "2031-02 0", "2031-03 0", "2031-04 1"]);
    assert!(of("committee", "").is_empty());
    let empty = trends.iter().find(|row| row["period"] == "2031-02").unwrap();
    assert_eq!((empty["basis"].as_str(), empty["per_million_low"].as_str()), ("no tokens", ""));
}

#[test]
fn no_interval_claims_certainty() {
    let texts: Vec<(String, String)> = (1..=12)
        .map(|month| {
            let more = if month % 4 == 0 { "The river rose. " } else { "" };
            (format!("2031-{month:02}-10"), format!("{}{more}", PLAN.repeat(30)))
        })
        .collect();
    let texts: Vec<(&str, String)> = texts.iter().map(|(date, text)| (date.as_str(), text.clone())).collect();
    for (period, basis) in [("month", "passages"), ("quarter", "documents"), ("year", "")] {
        let config = format!("period = \"{period}\"\nwords = [\"river\", \"committee\"]");
        let (_folder, trends, _, warnings) = followed(&config, &texts);
        for row in trends.iter().filter(|row| row["tokens"] != "0") {
            let [low, rate, high] =
                ["per_million_low", "per_million", "per_million_high"].map(|name| number(row, name));
            assert!(low <= rate && rate < high && high > 0.0, "{row:?}");
            let is_basis = row["basis"] == basis || row["frequency"] == "0" && row["basis"] == "words";
            assert!(is_basis, "{row:?}");
        }
        let told =
            warnings.iter().any(|warning| warning.contains("12 of 12 periods that have documents have one"));
        assert_eq!(told, period == "month", "{warnings:?}");
        if period == "year" {
            assert!(
                trends.is_empty() && warnings.iter().any(|warning| warning.contains("of one year, 2031"))
            );
        }
    }
}

#[test]
fn a_change_has_its_interval_and_its_test() {
    let texts: Vec<(String, String)> = (0..24)
        .map(|number| {
            let (year, month) = (2030 + number / 12, number % 12 + 1);
            let words = if number < 12 { "old ".repeat(2) } else { "new ".repeat(3) + "old " };
            let chance = if number % 5 == 0 { "chance " } else { "" };
            (format!("{year}-{month:02}-10"), format!("{PLAN}{words}{chance}"))
        })
        .collect();
    let texts: Vec<(&str, String)> = texts.iter().map(|(date, text)| (date.as_str(), text.clone())).collect();
    let (_folder, _, changes, _) = followed("words = [\"old\", \"new\", \"chance\"]", &texts);
    let of = |stem: &str| changes.iter().find(|row| row["word"] == stem).unwrap();
    let old = of("old");
    assert_eq!((old["first"].as_str(), old["last"].as_str()), ("2030-01 to 2030-12", "2031-01 to 2031-12"));
    assert_eq!((old["first_frequency"].as_str(), old["last_frequency"].as_str()), ("24", "12"));
    // Half as many words, in texts that are a ninth longer.
    let expected = (12.0 / (12.0 * 20.0) / (24.0 / (12.0 * 18.0_f64))).log2();
    assert!((number(old, "log_ratio") - expected).abs() < 0.1, "{old:?}");
    assert!(number(old, "log_ratio_low") < number(old, "log_ratio"));
    assert!(number(old, "permutation_p") < 0.01);
    let new = of("new");
    assert!(new["log_ratio"].is_empty() && new["log_ratio_high"].is_empty(), "open where nothing was before");
    assert!(number(new, "log_ratio_low") > 0.0 && number(new, "permutation_p") < 0.01);
    let chance = of("chance");
    assert!(number(chance, "permutation_p") > 0.3, "{chance:?}");
    assert!(number(chance, "log_ratio_low") < 0.0 && number(chance, "log_ratio_high") > 0.0);
}

#[test]
fn stop_words_do_not_move_and_genres_are_told() {
    let interview = "Question: What of the dam?\n\nAnswer: We close the dam.\n\nQuestion: When?\n\nAnswer: In May, of the year.\n\n";
    let texts: Vec<(String, String)> = (1..=6)
        .map(|month| {
            let text = if month < 4 { PLAN.repeat(20) } else { interview.repeat(20) };
            (format!("2031-{month:02}-10"), text)
        })
        .collect();
    let texts: Vec<(&str, String)> = texts.iter().map(|(date, text)| (date.as_str(), text.clone())).collect();
    let (_folder, trends, _, warnings) = followed("period = \"month\"", &texts);
    assert!(!trends.is_empty() && trends.iter().all(|row| row["stop_word"] == "false"));
    assert!(warnings.iter().any(|warning| warning.contains("documents of one genre only")), "{warnings:?}");
}

#[test]
fn a_pattern_counts_the_terms_that_it_finds_and_not_their_stems() {
    let text = "The nations met. National interests and a terrorist; terrorists exist and assist. ";
    let texts =
        [("2031-01-05", text.to_owned()), ("2031-02-05", text.repeat(2)), ("0019-03-01", text.to_owned())];
    let (_folder, trends, _, warnings) =
        followed("period = \"month\"\nwords = [\"nations\", \"/ists$/\", \"terrorist\", \"assist\"]", &texts);
    let all = |pattern: &str| -> u64 {
        let rows = trends.iter().filter(|row| row["pattern"] == pattern && row["period"] == "2031-02");
        rows.map(|row| row["frequency"].parse::<u64>().unwrap()).sum()
    };
    assert_eq!([all("nations"), all("/ists$/"), all("terrorist"), all("assist")], [2, 2, 2, 2]);
    assert!(
        warnings.iter().any(|warning| warning.contains("not understood") && warning.contains("0019-03-01")),
        "a year of four figures is no day: {warnings:?}"
    );
}
