//! `trends.csv`: how the frequency of words changes over time.

use textmill_corpus::TokenizedCorpus;

use super::shown;
use crate::{Counts, Need, Real, ReportEntry, Text, TrendResults, columns::report};

report! {
    /// A row of the table of trends.
    TrendRow in "trends.csv", one row is "a stem in a period, of all documents or of some";
    language: Text, "", "The language of the stem.";
    stem: Text, "", "The stem: one of trends.words, or one of those that differ most between the periods (the largest G2 over all periods).";
    surface: Text, "", "The commonest spelling of its commonest term, for reading.";
    stop_word: bool, "", "Whether the stem is mostly that of stop words.";
    part: Text, "", "The value of what trends.by names, which the documents have; empty for all documents.";
    period: Text, "", "The year, the month or the day of the documents (ISO 8601).";
    documents: u64, "documents", "The documents of the period that have tokens of the language.";
    tokens: u64, "tokens", "Their tokens in the language.";
    frequency: u64, "tokens", "How many of these have the stem.";
    per_million: Real, "per million tokens", "10^6 * frequency / tokens; empty where there are no tokens.";
    per_million_low: Real, "per million tokens", "Where the interval of 95 % begins: percentile 2.5 of the rates of as many documents drawn with replacement; empty for fewer than two documents.";
    per_million_high: Real, "per million tokens", "Where it ends: percentile 97.5.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<TrendRow>(&[Need::Trends], |results, set| {
    set.write(rows(&results.corpus, &results.trends, &results.counts))
});

/// The rows of the table of trends, in the order of the parts, then of the words, then of the periods.
fn rows<'a>(
    corpus: &'a TokenizedCorpus,
    results: &'a TrendResults,
    counts: &'a Counts,
) -> impl Iterator<Item = TrendRow> + 'a {
    let TrendResults { periods, parts } = results;
    let stems = corpus.vocabulary().stems();
    let trends = parts.iter().flat_map(|(part, trends)| trends.iter().map(move |trend| (part, trend)));
    trends.map(move |(part, trend)| TrendRow {
        language: stems.language(trend.unit as usize).to_string().into(),
        stem: stems.text(trend.unit as usize).into(),
        surface: shown(corpus, counts.stem_surfaces[trend.unit as usize]),
        stop_word: counts.stop_stems[trend.unit as usize],
        part: part.as_str().into(),
        period: periods.get(trend.period).map_or("", String::as_str).into(),
        documents: trend.documents,
        tokens: trend.tokens,
        frequency: trend.frequency,
        per_million: trend.per_million.into(),
        per_million_low: trend.interval.map(|interval| interval.0).into(),
        per_million_high: trend.interval.map(|interval| interval.1).into(),
    })
}
