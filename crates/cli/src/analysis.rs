//! What the reports say beyond counts: spread, diversity, collocations, keyness, trends.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::{Document, DocumentId, SegmentView, TokenizedCorpus};
use textmill_frequency::{
    ComparedUnit, Comparison, CorpusSentences, CountingUnit, NgramCounts, Nodes, Postings, ScoredPair, Side,
    Spread, Trend, Units, Variety, adjacent_pairs, compare, compare_with_list, count_ngrams, count_windows,
    expression_interactions, movers, ngram_spreads, tokens_by_language, trends, unit_spreads, varieties,
    window_pairs,
};
use textmill_measures::{DiversityParameters, Interaction};
use textmill_report::{
    Report,
    reports::{
        AssociationRow, CollocationRow, DispersionRow, DiversityRow, ExpressionRow, KeynessRow, TrendRow,
        WarningRow,
    },
};

use crate::{
    config::Config,
    counts::Counts,
    error::RunError,
    evidence::Subject,
    interrupt::Interrupt,
    measure_config::{CollocationConfig, CorpusPart, DispersionConfig, iso_date},
    word_list::WordList,
    word_patterns::WordPatterns,
};

/// What the reports say beyond counts; what no report wants that is written is empty.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    pub(crate) spreads: Vec<Spread>,
    /// In the order of the tables of n-grams.
    pub(crate) ngram_spreads: Vec<Vec<Spread>>,
    /// By length.
    pub(crate) expressions: Vec<(NgramCounts, Vec<Option<Interaction>>)>,
    /// By level: document, group, speaker.
    pub(crate) varieties: Vec<(&'static str, Vec<Variety>)>,
    pub(crate) adjacent: Vec<ScoredPair>,
    pub(crate) windows: Vec<ScoredPair>,
    /// By name.
    pub(crate) comparisons: Vec<(String, Vec<Comparison>)>,
    pub(crate) periods: Vec<String>,
    pub(crate) trends: Vec<Trend>,
    pub(crate) warnings: Vec<WarningRow>,
}

impl Analysis {
    pub(crate) fn of(
        corpus: &TokenizedCorpus,
        counts: &Counts,
        config: &Config,
        word_lists: &BTreeMap<String, WordList>,
        interrupt: &Interrupt,
    ) -> Result<Self, RunError> {
        let mut analysis = Self::default();
        let wants = |file: &str| config.reports.wants(file);
        let stems = Units::new(corpus.vocabulary(), CountingUnit::Stem);
        if wants(DispersionRow::FILE) {
            analysis.spread(corpus, &stems, counts, config);
        }
        if wants(DiversityRow::FILE) {
            analysis.varieties = all_varieties(corpus);
        }
        interrupt.check()?;
        if wants(CollocationRow::FILE) || wants(AssociationRow::FILE) {
            analysis.count_pairs(corpus, counts, config)?;
        }
        if wants(KeynessRow::FILE) {
            analysis.compare(corpus, &stems, config, word_lists, interrupt)?;
        }
        if wants(ExpressionRow::FILE) && !config.collocations.expressions.is_empty() {
            analysis.find_expressions(corpus, config)?;
        }
        if wants(TrendRow::FILE) {
            analysis.follow(corpus, &stems, &Postings::of_documents(corpus, &stems), config)?;
        }
        Ok(analysis)
    }

    fn spread(&mut self, corpus: &TokenizedCorpus, stems: &Units<'_>, counts: &Counts, config: &Config) {
        let DispersionConfig { min_frequency, n, .. } = &config.dispersion;
        let division = config.dispersion.division();
        if n.contains(&1) {
            self.spreads = unit_spreads(corpus, stems, division, *min_frequency);
        }
        let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
        // One for each table of n-grams, so that each finds its own.
        self.ngram_spreads = counts
            .ngrams
            .iter()
            .map(|ngrams| match ngrams.n > 1 && n.contains(&ngrams.n) {
                true => ngram_spreads(corpus, &terms, ngrams, division, *min_frequency),
                false => Vec::new(),
            })
            .collect();
    }

    fn find_expressions(&mut self, corpus: &TokenizedCorpus, config: &Config) -> Result<(), RunError> {
        let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
        let CollocationConfig { expressions, min_frequency, .. } = &config.collocations;
        let sentences = CorpusSentences::new(corpus, &terms);
        let counted = count_ngrams(&sentences, expressions, *min_frequency, &config.budget())?;
        let interactions = |ngrams: NgramCounts| {
            let found = expression_interactions(corpus, &terms, &ngrams);
            (ngrams, found)
        };
        self.expressions = counted.into_iter().map(interactions).collect();
        Ok(())
    }

    fn count_pairs(
        &mut self,
        corpus: &TokenizedCorpus,
        counts: &Counts,
        config: &Config,
    ) -> Result<(), RunError> {
        let terms = Units::new(corpus.vocabulary(), CountingUnit::Term);
        let sentences = CorpusSentences::new(corpus, &terms);
        let minimum = config.collocations.min_frequency;
        let bigrams = count_ngrams(&sentences, &[2], minimum, &config.budget())?;
        let bigrams = bigrams.into_iter().next().unwrap_or_else(NgramCounts::default);
        self.adjacent = adjacent_pairs(corpus, &terms, &bigrams);
        let nodes = WordPatterns::new(&config.collocations.nodes);
        if !nodes.is_empty() {
            let flags = nodes.flags(terms.words());
            let span = config.collocations.span();
            let windows = count_windows(&sentences, Nodes::Of(&flags), span, minimum, &config.budget())?;
            let frequencies = &counts.totals.terms;
            let tokens = tokens_by_language(terms.words(), frequencies);
            self.windows = window_pairs(&terms, &windows, &frequencies.frequency, &tokens);
        }
        Ok(())
    }

    /// Each value of what is compared against all others, then the comparisons that the person names.
    fn compare(
        &mut self,
        corpus: &TokenizedCorpus,
        stems: &Units<'_>,
        config: &Config,
        word_lists: &BTreeMap<String, WordList>,
        interrupt: &Interrupt,
    ) -> Result<(), RunError> {
        let parameters = config.keyness.parameters();
        let by = config.keyness.by.as_str();
        let values: BTreeSet<String> = corpus
            .document_ids()
            .flat_map(|document| {
                let segments = corpus.counted_segments_of(document);
                segments.filter_map(move |segment| value(by, corpus.document(document), segment))
            })
            .collect();
        for name in values.iter().filter(|_| values.len() > 1) {
            interrupt.check()?;
            let side = |document: DocumentId, segment: SegmentView<'_>| {
                let value = value(by, corpus.document(document), segment)?;
                Some(if value == *name { Side::Target } else { Side::Reference })
            };
            self.comparisons.push((format!("{by}: {name}"), compare(corpus, stems, &side, &parameters)));
        }
        for comparison in &config.keyness.compare {
            interrupt.check()?;
            let target = CorpusPart::new(&comparison.target)?;
            if let Some(list) = word_lists.get(&comparison.name) {
                let is_target = |document: DocumentId, segment: SegmentView<'_>| {
                    target.holds(corpus.document(document), segment)
                };
                let reference = list.in_stems_of(corpus);
                let found =
                    compare_with_list(corpus, stems, &is_target, list.language, &reference, &parameters);
                self.comparisons.push((comparison.name.clone(), found.into_iter().collect()));
                continue;
            }
            let reference = comparison.reference.as_ref().map(CorpusPart::new).transpose()?;
            let side = |document: DocumentId, segment: SegmentView<'_>| {
                let document = corpus.document(document);
                if target.holds(document, segment) {
                    return Some(Side::Target);
                }
                let is_other = reference.as_ref().is_none_or(|reference| reference.holds(document, segment));
                is_other.then_some(Side::Reference)
            };
            self.comparisons.push((comparison.name.clone(), compare(corpus, stems, &side, &parameters)));
        }
        let empty = self.comparisons.iter().filter(|(_, found)| found.is_empty());
        self.warnings.extend(empty.map(|(name, _)| {
            let warning =
                "nothing is compared: target or reference has no counted words in any language of the other";
            WarningRow::new("frequency", format!("keyness: {name}"), warning)
        }));
        Ok(())
    }

    /// The words that the person names, else those that change most, from period to period.
    fn follow(
        &mut self,
        corpus: &TokenizedCorpus,
        stems: &Units<'_>,
        postings: &Postings,
        config: &Config,
    ) -> Result<(), RunError> {
        let length = config.trends.date_length().unwrap_or(7);
        let period = |document: &Document| iso_date(document)?.get(..length).map(str::to_owned);
        let names: Vec<Option<String>> = corpus.documents().iter().map(period).collect();
        let periods: BTreeSet<&String> = names.iter().flatten().collect();
        let places: BTreeMap<&String, usize> =
            periods.iter().zip(0..).map(|(name, place)| (*name, place)).collect();
        let period_of: Vec<Option<usize>> =
            names.iter().map(|name| name.as_ref().and_then(|name| places.get(name)).copied()).collect();
        let undated = names.iter().filter(|name| name.is_none()).count();
        if undated > 0 {
            let period = &config.trends.period;
            let warning =
                format!("{undated} documents have no date that names a {period}, and are in no period");
            self.warnings.push(WarningRow::new("frequency", TrendRow::FILE, warning));
        }
        if periods.len() < 2 {
            return Ok(());
        }
        let patterns = WordPatterns::new(&config.trends.words);
        let wanted: Vec<u32> = if patterns.is_empty() {
            movers(stems, postings, &period_of, config.trends.min_frequency, config.trends.top)
        } else {
            let flags = patterns.flags(stems.words());
            (0..)
                .zip(flags)
                .filter(|(unit, flag)| *flag && !postings.of(*unit).is_empty())
                .map(|(unit, _)| unit)
                .collect()
        };
        self.trends = trends(stems, postings, &period_of, &wanted, config.trends.parameters());
        self.periods = periods.into_iter().cloned().collect();
        Ok(())
    }
}

impl Analysis {
    /// What the key words and the pairs are, to be shown in their places: of the key words the units are stems, of the pairs terms.
    pub(crate) fn subjects(&self) -> [Vec<Subject>; 2] {
        let key_words = self.comparisons.iter().flat_map(|(name, comparisons)| {
            let units = comparisons.iter().flat_map(|comparison| &comparison.units);
            let is_key = |unit: &&ComparedUnit| unit.q.is_some_and(|q| q.value < 0.05);
            units.filter(is_key).map(move |unit| Subject {
                report: KeynessRow::FILE,
                what: name.clone(),
                units: vec![unit.unit],
                are_neighbours: false,
            })
        });
        let pairs = [("adjacent", &self.adjacent), ("window", &self.windows)].into_iter().flat_map(
            |(kind, pairs)| {
                pairs.iter().map(move |pair| Subject {
                    report: CollocationRow::FILE,
                    what: kind.to_owned(),
                    units: vec![pair.first, pair.second],
                    are_neighbours: kind == "adjacent",
                })
            },
        );
        [key_words.collect(), pairs.collect()]
    }
}

/// What a segment is compared by.
pub(crate) fn value(by: &str, document: &Document, segment: SegmentView<'_>) -> Option<String> {
    let metadata = &document.metadata;
    let turn = segment.turn();
    match by {
        "group" => metadata.group.as_deref().map(str::to_owned),
        "source" => metadata.source.as_deref().map(str::to_owned),
        "genre" => Some(metadata.genre.as_deref().unwrap_or(document.genre.name()).to_owned()),
        "speaker" => Some(turn.name).filter(|name| !name.is_empty()).map(str::to_owned),
        "role" => turn.role.map(|role| role.name().to_owned()),
        "kind" => Some(segment.kind().name().to_owned()),
        _ => None,
    }
}

fn all_varieties(corpus: &TokenizedCorpus) -> Vec<(&'static str, Vec<Variety>)> {
    let parameters = DiversityParameters::default();
    let of = |by: &'static str| {
        varieties(corpus, &parameters, &|document, segment| value(by, corpus.document(document), segment))
    };
    let documents =
        varieties(corpus, &parameters, &|document, _| Some(corpus.document(document).path.clone()));
    vec![("document", documents), ("group", of("group")), ("speaker", of("speaker"))]
}
