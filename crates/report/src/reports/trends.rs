//! `trends.csv`: how the frequency of words changes over time.

use textmill_frequency::CountingUnit;

use super::shown;
use crate::{Followed, Need, Real, ReportEntry, Results, Text, columns::report};

report! {
    /// A row of the table of trends.
    TrendRow in "trends.csv", one row is "a word, or all that a pattern finds, in a period, in all documents or in some";
    language: Text, "", "The language.";
    pattern: Text, "", "The pattern of trends.words; empty for one of the stems that differ most between the periods (the largest G2 over all periods, no stop words).";
    word: Text, "", "The stem that the program takes, or the term that a pattern finds; empty where the row is of all that the pattern finds.";
    surface: Text, "", "The commonest spelling of its commonest term, or of the term, for reading; of all that a pattern finds, the pattern.";
    stop_word: bool, "", "Whether the term is a stop word, or the stem mostly that of stop words.";
    part: Text, "", "The value of what trends.by names, which the documents have; empty for all documents.";
    period: Text, "", "The period (trends.period) of the documents' dates, ISO 8601: every one between the first date and the last.";
    periods_skipped: u64, "periods", "How many periods lie between it and the one before that have no row, because there are more than 400 and no document is in them.";
    documents: u64, "documents", "The documents of the period that have tokens of the language.";
    tokens: u64, "tokens", "Their tokens in the language.";
    frequency: u64, "tokens", "How often the stem, the term or what the pattern finds occurs in them.";
    per_million: Real, "per million tokens", "10^6 * frequency / tokens; empty where there are no tokens.";
    per_million_low: Real, "per million tokens", "Where the interval of 95 % begins: that of a rate of clustered counts, by the jackknife over what basis names (Garwood 1936, Fay and Feuer 1997).";
    per_million_high: Real, "per million tokens", "Where it ends.";
    basis: Text, "", "What the interval rests on: documents (how much they differ), passages (about 200 tokens each, of the only document: it says nothing of other documents), words (as if independent, because there is one passage or no occurrence), or no tokens.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<TrendRow>(&[Need::Trends], |results, set| {
    let parts = results.trends.parts.iter();
    set.write(parts.flat_map(|part| part.trends.iter().map(move |trend| (part, trend))).map(
        |(part, trend)| {
            let Line { language, pattern, word, surface, stop_word } = line(results, trend.line);
            TrendRow {
                language,
                pattern,
                word,
                surface,
                stop_word,
                part: part.name.as_str().into(),
                period: results.trends.periods.get(trend.period).map_or("", String::as_str).into(),
                periods_skipped: results.trends.skipped.get(trend.period).copied().unwrap_or_default(),
                documents: trend.documents,
                tokens: trend.tokens,
                frequency: trend.frequency,
                per_million: trend.per_million.into(),
                per_million_low: trend.interval.map(|[low, _]| low).into(),
                per_million_high: trend.interval.map(|[_, high]| high).into(),
                basis: trend.basis.name().into(),
            }
        },
    ))
});

/// How a line is named.
#[derive(Default)]
pub(super) struct Line {
    pub(super) language: Text,
    pub(super) pattern: Text,
    pub(super) word: Text,
    pub(super) surface: Text,
    pub(super) stop_word: bool,
}

pub(super) fn line(results: &Results, line: usize) -> Line {
    let Some(Followed { language, pattern, word }) = results.trends.followed.get(line) else {
        return Line::default();
    };
    let (corpus, counts) = (&results.corpus, &results.counts);
    let vocabulary = corpus.vocabulary();
    let (table, surfaces, stop_words) = match results.trends.unit {
        CountingUnit::Stem => (vocabulary.stems(), &counts.stem_surfaces, counts.stop_stems.as_slice()),
        _ => (vocabulary.terms(), &counts.term_surfaces, vocabulary.stop_terms()),
    };
    let known = word.map(|word| word as usize);
    let surface = known.and_then(|word| surfaces.get(word).copied()).flatten();
    Line {
        language: language.to_string().into(),
        pattern: pattern.as_str().into(),
        word: known.map_or("", |word| table.text(word)).into(),
        surface: if word.is_some() { shown(corpus, surface) } else { pattern.as_str().into() },
        stop_word: known.is_some_and(|word| stop_words.get(word) == Some(&true)),
    }
}
