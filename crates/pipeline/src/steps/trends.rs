//! Frequencies by period.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::{Document, Language, TokenizedCorpus};
use textmill_frequency::{
    CorpusSentences, CountingUnit, Phrases, Postings, Reach, TrendCounts, TrendLine, Units, movers,
    trend_changes, trends,
};
use textmill_report::{Followed, TrendPart, TrendResults, Warning, WarningKind};

use super::concordance::why_nowhere;
use crate::{
    GroupBy, RunError,
    attributes::{Attribute, no_value},
    corpus_part::iso_date,
    counted_run::CountedRun,
    node_patterns::NodePatterns,
    observer::go_on,
    period::Span,
};

/// The words that the person names, else those that change most, from period to period.
pub(crate) fn follow_words(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let config = &run.plan.config.trends;
    let corpus = &run.results.corpus;
    let mut warnings = Warnings::default();
    let named = named_lines(run, &mut warnings);
    let words: Vec<u64> = run.results.counts.totals.profiles.iter().map(|profile| profile.tokens).collect();
    let Some(periods) = Periods::of(corpus.documents(), &words, config.period, &mut warnings) else {
        run.results.account.warnings.extend(warnings.0);
        return Ok(());
    };
    let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
    let stems = Units::new(corpus.vocabulary(), CountingUnit::Stem);
    let (units, unit, lines) = match run.plan.trend_words.is_empty() {
        true => (&stems, CountingUnit::Stem, movers_of(run, &stems, &periods)),
        false => (&terms, CountingUnit::Term, named),
    };
    let (followed, lines): (Vec<Followed>, Vec<TrendLine>) = lines.into_iter().unzip();
    let counts = TrendCounts::of(corpus, units, &terms, &lines);

    let attribute = Attribute::of_config(&config.by);
    let value_of = values(corpus.documents(), attribute.as_ref());
    let (parts, left_out) = largest_parts(&value_of);
    let mut found = Vec::new();
    for part in std::iter::once(None).chain(parts.iter().copied().map(Some)) {
        go_on(run.observer)?;
        let is_in = |value: &Option<&str>| part.is_none() || *value == part;
        let of_part = |(value, period): (&Option<&str>, &Option<usize>)| period.filter(|_| is_in(value));
        let period_of: Vec<Option<usize>> = value_of.iter().zip(&periods.of_document).map(of_part).collect();
        let half_of: Vec<Option<usize>> =
            period_of.iter().map(|period| period.and_then(|period| periods.half(period))).collect();
        found.push(TrendPart {
            name: part.unwrap_or_default().to_owned(),
            trends: trends(&counts, &period_of, periods.names.len()),
            changes: trend_changes(&counts, &half_of, config.parameters()),
        });
    }
    match left_out {
        0 if parts.is_empty() && config.by != GroupBy::None => {
            warnings.add(WarningKind::NoEffect, no_value("trends.by", config.by.name()));
        }
        0 => {}
        _ => warnings.add(WarningKind::Parts, format!(
            "{left_out} values of {}, which trends.by names, have no frequencies of their own: only the {MOST_PARTS} with the most documents \
             do",
            config.by.name()
        )),
    }
    run.results.account.warnings.extend(warnings.0);
    let halves = periods.halves();
    run.results.trends = TrendResults {
        parts: found,
        followed,
        unit,
        periods: periods.names,
        skipped: periods.skipped,
        halves,
    };
    Ok(())
}

/// What a reader of the trends should know.
#[derive(Default)]
struct Warnings(Vec<Warning>);

impl Warnings {
    fn add(&mut self, kind: WarningKind, message: String) {
        self.0.push(Warning::new(kind, "trends.csv", message));
    }
}

/// The periods of the documents.
struct Periods {
    /// All between the first and the last, also those without documents.
    names: Vec<String>,
    /// How many there are without documents between each of them and the one before: none, unless they are left out.
    skipped: Vec<u64>,
    /// The place of each document's period among them.
    of_document: Vec<Option<usize>>,
}

/// Where there are more periods in the range than this, those without documents are left out.
const MOST_PERIODS: i64 = 400;

impl Periods {
    /// Those of the documents that have counted words; `None` where there are no two periods to compare.
    fn of(
        documents: &[Document],
        words: &[u64],
        period: crate::Period,
        warnings: &mut Warnings,
    ) -> Option<Self> {
        let has_words = |place: &usize| words.get(*place).is_some_and(|words| *words > 0);
        let counted: Vec<usize> = (0..documents.len()).filter(has_words).collect();
        let dates = counted.iter().filter_map(|&place| iso_date(&documents[place]));
        let span = Span::of_config(period, dates.clone());
        let mut numbers: Vec<Option<i64>> = vec![None; documents.len()];
        for &place in &counted {
            numbers[place] = iso_date(&documents[place]).and_then(|date| span.of(date));
        }
        let undated = counted.iter().filter(|place| numbers[**place].is_none()).count();
        let range = span.range(dates);
        let not_understood: Vec<&Document> = counted
            .iter()
            .map(|&place| &documents[place])
            .filter(|document| document.date.is_some() && iso_date(document).is_none())
            .collect();
        if let [first, ..] = not_understood.as_slice() {
            warnings.add(
                WarningKind::Dates,
                format!(
                    "{} dates that are given are not understood, the first of them {:?} of {}; write them as 2031-03-14, 2031-03 or 2031",
                    not_understood.len(),
                    first.iso_date(),
                    first.path
                ),
            );
        }
        let missing = "the column date of metadata.csv, or the one that records.date names, gives dates";
        match &range {
            None if counted.is_empty() => {}
            None => warnings.add(
                WarningKind::Dates,
                match period {
                    crate::Period::Auto => {
                        format!("no document has a date, so nothing is followed: {missing}")
                    }
                    _ => format!(
                        "no document has a date that names a {}, so nothing is followed: {missing}",
                        span.name()
                    ),
                },
            ),
            Some(range) if range.start() == range.end() => warnings.add(
                WarningKind::Dates,
                format!(
                    "all documents with a date are of one {}, {}: there is nothing to compare it with",
                    span.name(),
                    span.name_of(*range.start())
                ),
            ),
            Some(_) if undated > 0 => warnings.add(
                WarningKind::Dates,
                format!(
                    "{undated} documents have no date that names a {}, and are in no period: {missing}",
                    span.name()
                ),
            ),
            Some(_) => {}
        }
        let range = range.filter(|range| range.start() < range.end())?;
        let all: Vec<i64> = if range.end() - range.start() < MOST_PERIODS {
            range.collect()
        } else {
            warnings.add(WarningKind::Periods, format!(
                "there are more than {MOST_PERIODS} periods between the first date and the last: those without documents have no rows; a \
                 longer trends.period has fewer"
            ));
            numbers.iter().flatten().copied().collect::<BTreeSet<i64>>().into_iter().collect()
        };
        let place = |number: Option<i64>| all.binary_search(&number?).ok();
        let found = Self {
            names: all.iter().map(|&number| span.name_of(number)).collect(),
            skipped: std::iter::once(0)
                .chain(all.windows(2).map(|pair| (pair[1] - pair[0] - 1).unsigned_abs()))
                .collect(),
            of_document: numbers.into_iter().map(place).collect(),
        };
        found.warn_of_documents(documents, warnings);
        Some(found)
    }

    /// Periods of one document, or of one genre, may change for another reason than time.
    fn warn_of_documents(&self, documents: &[Document], warnings: &mut Warnings) {
        let mut of_period: BTreeMap<usize, (u64, BTreeSet<&str>)> = BTreeMap::new();
        for (document, period) in documents.iter().zip(&self.of_document) {
            if let Some(period) = period {
                let (count, genres) = of_period.entry(*period).or_default();
                *count += 1;
                genres.insert(document.shown_genre());
            }
        }
        let all = of_period.len();
        let first = |periods: &[usize]| {
            periods.first().and_then(|period| self.names.get(*period)).map_or("", String::as_str).to_owned()
        };
        let single: Vec<usize> =
            of_period.iter().filter(|(_, (count, _))| *count == 1).map(|(period, _)| *period).collect();
        if !single.is_empty() {
            warnings.add(WarningKind::Periods, format!(
                "{} of {all} periods that have documents have one, the first of them {}: their intervals rest on its passages and say nothing \
                 of other documents; a longer trends.period may have more",
                single.len(),
                first(&single)
            ));
        }
        let genres: BTreeSet<&str> = of_period.values().flat_map(|(_, genres)| genres).copied().collect();
        let of_one: Vec<usize> = of_period
            .iter()
            .filter(|(_, (_, genres))| genres.len() == 1)
            .map(|(period, _)| *period)
            .collect();
        if genres.len() > 1 && !of_one.is_empty() {
            warnings.add(WarningKind::Periods, format!(
                "{} of {all} periods have documents of one genre only, the first of them {}, and there are {} genres: a word may change with \
                 the genre and not with time; trends.by = \"genre\" shows each",
                of_one.len(),
                first(&of_one),
                genres.len()
            ));
        }
    }

    /// The half of the time that a period belongs to; the middle one of an odd number to none.
    fn half(&self, period: usize) -> Option<usize> {
        let half = self.names.len() / 2;
        if period < half { Some(0) } else { (period >= self.names.len() - half).then_some(1) }
    }

    /// The names of the halves, `1790s to 1900s`.
    fn halves(&self) -> [String; 2] {
        let half = self.names.len() / 2;
        let name = |periods: &[String]| match periods {
            [] => String::new(),
            [one] => one.clone(),
            [first, .., last] => format!("{first} to {last}"),
        };
        [name(&self.names[..half]), name(&self.names[self.names.len() - half..])]
    }
}

/// The stems that change most and are no stop words, a line each.
fn movers_of(run: &CountedRun<'_>, stems: &Units<'_>, periods: &Periods) -> Vec<(Followed, TrendLine)> {
    let config = &run.plan.config.trends;
    let postings = Postings::of_documents(&run.results.corpus, stems);
    let is_stop_word = |stem: u32| run.results.counts.stop_stems.get(stem as usize) == Some(&true);
    let may_be = |stem: u32| !is_stop_word(stem);
    let wanted = movers(stems, &postings, &periods.of_document, &may_be, config.min_frequency, config.top);
    wanted.into_iter().map(|stem| line_of_word(stems, "", stem)).collect()
}

fn line_of_word(units: &Units<'_>, pattern: &str, word: u32) -> (Followed, TrendLine) {
    let language = units.words().language(word as usize);
    let followed = Followed { language, pattern: pattern.to_owned(), word: Some(word) };
    (followed, TrendLine { language, units: vec![word], phrases: Phrases::default() })
}

/// The lines of the patterns that the person names: for each pattern and language one of all that it finds, then one of each term where
/// these are several. A pattern finds terms; where none matches, the terms of the stems that do.
fn named_lines(run: &CountedRun<'_>, warnings: &mut Warnings) -> Vec<(Followed, TrendLine)> {
    let (corpus, patterns) = (&run.results.corpus, &run.plan.trend_words);
    let vocabulary = corpus.vocabulary();
    let terms = Units::new(vocabulary, CountingUnit::Term);
    let totals = &run.results.counts.totals;
    let occurs = |term: &u32| totals.terms.frequency.get(*term as usize).is_some_and(|count| *count > 0);
    let mut lines = Vec::new();
    for pattern in patterns.all() {
        let nodes = patterns.given_as(pattern);
        let marked = |flags: Vec<bool>| -> Vec<u32> {
            (0_u32..).zip(flags).filter(|(_, flag)| *flag).map(|(term, _)| term).filter(occurs).collect()
        };
        let mut matched = marked(nodes.single_words(vocabulary.terms()));
        if matched.is_empty() {
            let of_stem = nodes.single_words(vocabulary.stems());
            matched = marked(vocabulary.stem_of_term().iter().map(|stem| of_stem[stem.index()]).collect());
        }
        let mut of_language: BTreeMap<Language, (Vec<u32>, bool)> = BTreeMap::new();
        for term in matched {
            of_language.entry(terms.words().language(term as usize)).or_default().0.push(term);
        }
        let phrases = found_phrases(&nodes, corpus, &terms);
        for phrase in (0..phrases.len()).filter_map(|phrase| phrases.units(phrase)) {
            let language = phrase.first().map(|term| terms.words().language(*term as usize));
            if let Some(language) = language {
                of_language.entry(language).or_default().1 = true;
            }
        }
        if of_language.is_empty() {
            let why = why_nowhere(patterns, pattern, vocabulary.terms(), &totals.terms.frequency);
            let warning =
                format!("{pattern:?} has no effect: it is nowhere in the segments that are counted; {why}");
            warnings.0.push(Warning::new(WarningKind::NoEffect, "trends.words", warning));
        }
        for (language, (units, has_phrases)) in of_language {
            if let ([term], false) = (units.as_slice(), has_phrases) {
                lines.push(line_of_word(&terms, pattern, *term));
                continue;
            }
            let followed = Followed { language, pattern: pattern.to_owned(), word: None };
            let is_of_language =
                |units: &[u32]| units.iter().all(|term| terms.words().language(*term as usize) == language);
            let line = TrendLine { language, units: units.clone(), phrases: phrases.only(is_of_language) };
            lines.push((followed, line));
            lines.extend(units.into_iter().map(|term| line_of_word(&terms, pattern, term)));
        }
    }
    lines
}

/// The phrases that nodes of several words find.
fn found_phrases(nodes: &NodePatterns, corpus: &TokenizedCorpus, terms: &Units<'_>) -> Phrases {
    let nodes = nodes.of_several_words();
    if nodes.is_empty() {
        return Phrases::default();
    }
    let in_words = nodes.in_words(terms.words());
    let sentences = CorpusSentences::new(corpus, terms, Reach::Sentence);
    Phrases::find(&sentences, |run| in_words.at(run.iter().copied()).map(|(_, length)| length))
}

/// So many values of what trends are parted by have frequencies of their own.
const MOST_PARTS: usize = 100;

/// The value that each document has of what trends are parted by.
fn values<'a>(documents: &'a [Document], attribute: Option<&'a Attribute>) -> Vec<Option<&'a str>> {
    documents.iter().map(|document| attribute?.value_of_document(document)).collect()
}

/// The values that most documents have, in the order of the values, and how many others there are.
fn largest_parts<'a>(value_of: &[Option<&'a str>]) -> (Vec<&'a str>, usize) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    value_of.iter().flatten().for_each(|value| *counts.entry(value).or_default() += 1);
    let mut parts: Vec<(&str, usize)> = counts.into_iter().collect();
    // Of equally frequent values the first come first.
    parts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let left_out = parts.len().saturating_sub(MOST_PARTS);
    parts.truncate(MOST_PARTS);
    let mut parts: Vec<&str> = parts.into_iter().map(|(value, _)| value).collect();
    parts.sort_unstable();
    (parts, left_out)
}

#[cfg(test)]
mod tests {
    use super::{MOST_PARTS, largest_parts};

    #[test]
    fn a_column_of_many_values_is_bounded() {
        let names: Vec<String> = (0..MOST_PARTS + 5).map(|number| format!("{number:04}")).collect();
        let mut values: Vec<Option<&str>> = names.iter().map(|name| Some(name.as_str())).collect();
        values.extend([None, Some("0104")]);
        let (parts, left_out) = largest_parts(&values);
        assert_eq!((parts.len(), left_out), (MOST_PARTS, 5));
        assert_eq!((parts[0], parts[MOST_PARTS - 1]), ("0000", "0104"));
        assert_eq!(largest_parts(&[None]), (vec![], 0));
    }
}
