//! `data/trend_changes.csv`: how much words change from the first half of the time to the last.

use super::trends::{Line, line};
use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of changes.
    TrendChangeRow in "data/trend_changes.csv", one row is "a line of trends.csv: its rate in the first half of the periods and in the last";
    language: Text, "", "The language.";
    pattern: Text, "", "As in trends.csv.";
    word: Text, "", "As in trends.csv.";
    surface: Text, "", "As in trends.csv.";
    part: Text, "", "As in trends.csv.";
    first: Text, "", "The periods of the first half; the middle one of an odd number is in neither.";
    last: Text, "", "The periods of the last half.";
    first_documents: u64, "documents", "The documents of the first half that have tokens of the language.";
    last_documents: u64, "documents", "Those of the last half.";
    first_frequency: u64, "tokens", "How often it occurs in the first half.";
    last_frequency: u64, "tokens", "How often in the last.";
    first_per_million: Real, "per million tokens", "Its rate in the first half.";
    last_per_million: Real, "per million tokens", "Its rate in the last half.";
    log_ratio: Real, "", "log2 (last rate / first rate): 1 is twice as frequent, -1 half; empty where a rate is 0.";
    log_ratio_low: Real, "", "Where its interval of 95 % begins, from those of the two rates (Zou and Donner 2008); empty where it is open.";
    log_ratio_high: Real, "", "Where it ends.";
    permutation_p: Real, "", "How often as large a difference (as in data/keyness_measures.csv) comes about when the documents are dealt out anew to the halves (trends.draws times, or in all ways if there are fewer); of this line alone: of 20 lines that do not change, one has less than 0.05. The lines that the program takes were taken because they change, so theirs are too small.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<TrendChangeRow>(&[Need::Trends], |results, set| {
        let parts = results.trends.parts.iter();
        let rate =
            |frequency: u64, tokens: u64| -> Real { Some(frequency as f64 * 1e6 / tokens as f64).into() };
        set.write(parts.flat_map(|part| part.changes.iter().map(move |change| (part, change))).map(
            |(part, change)| {
                let Line { language, pattern, word, surface, .. } = line(results, change.line);
                let [first, last] = &results.trends.halves;
                TrendChangeRow {
                    language,
                    pattern,
                    word,
                    surface,
                    part: part.name.as_str().into(),
                    first: first.as_str().into(),
                    last: last.as_str().into(),
                    first_documents: change.documents[0],
                    last_documents: change.documents[1],
                    first_frequency: change.frequency[0],
                    last_frequency: change.frequency[1],
                    first_per_million: rate(change.frequency[0], change.tokens[0]),
                    last_per_million: rate(change.frequency[1], change.tokens[1]),
                    log_ratio: change.log_ratio.into(),
                    log_ratio_low: change.interval[0].into(),
                    log_ratio_high: change.interval[1].into(),
                    permutation_p: change.permutation_p.into(),
                }
            },
        ))
    });
