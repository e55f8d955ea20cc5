//! What a type cannot say of the configuration: ranges, and keys that must agree. Everything that allocates or loops has a bound.

use std::ops::RangeInclusive;

use textmill_frequency::{LONGEST_NGRAM, MOST_SKIPPED, WIDEST_SIDE};

use super::{
    CollocationConfig, Config, ConfigError, DictionaryConfig, DiversityConfig, GroupBy, KeynessConfig,
    NgramConfig, ReuseConfig, TopicConfig, TrendConfig, WordConfig, WordUnit,
};

/// The most places of a row.
const MOST_PLACES: usize = 3;
/// The most labellings of a permutation test, and the most draws of a bootstrap.
const MOST_DRAWS: u32 = 99_999;
/// The most values that are compared with the others.
const MOST_COMPARISONS: usize = 10_000;
/// The most words that are followed over time without being named.
const MOST_MOVERS: usize = 10_000;
/// The most patterns of words that are looked for, each in the whole vocabulary.
const MOST_PATTERNS: usize = 10_000;
/// The farthest that a negation reaches, in words.
const MOST_NEGATED: u32 = 1_000;
/// The most dictionaries, each of which is looked for in all documents.
const MOST_DICTIONARIES: usize = 1_000;
/// The most equal parts of a text.
const MOST_PARTS: u64 = 1_000_000;
/// The most words of a passage.
const LONGEST_PASSAGE: usize = 1_000_000;
/// A sheet of a spreadsheet has 1,048,576 rows, some of which are headings.
const MOST_SHEET_ROWS: u32 = 1_000_000;
/// The longest shared passages that can be asked for at least.
const LONGEST_SHARED: usize = 1_000;
/// The most numbers of topics that are tried, and the largest.
const LONGEST_GRID: usize = 100;
const MOST_TOPICS: usize = 65_535;

impl Config {
    /// Checks what the types do not.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        check_ngrams(&self.ngrams)?;
        self.check_dispersion()?;
        check_collocations(&self.collocations)?;
        check_keyness(&self.keyness)?;
        check_trends(&self.trends)?;
        check_dictionaries(&self.dictionaries)?;
        within("the number of kwic.nodes", self.kwic.nodes.len(), 0..=MOST_PATTERNS)?;
        within("the number of collocations.nodes", self.collocations.nodes.len(), 0..=MOST_PATTERNS)?;
        within("evidence.places", self.evidence.places, 0..=MOST_PLACES)?;
        within("reuse.min_tokens", self.reuse.min_tokens, 3..=LONGEST_SHARED)?;
        let ReuseConfig { retranslated, margin, similar, .. } = &self.reuse;
        for (key, value) in
            [("reuse.retranslated", retranslated), ("reuse.margin", margin), ("reuse.similar", similar)]
        {
            if !(0.0..=1.0).contains(value) {
                return Err(ConfigError::value(key, value, "a number from 0 to 1"));
            }
        }
        self.check_words()?;
        self.check_diversity()?;
        self.check_reports()?;
        check_topics(&self.topics)
    }

    fn check_reports(&self) -> Result<(), ConfigError> {
        if let Some(rows) = self.reports.sheet_rows {
            within("reports.sheet_rows", rows, 1..=MOST_SHEET_ROWS)?;
        }
        let locale = &self.reports.locale;
        let language = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        let is_language =
            (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphabetic());
        if locale.is_empty() || is_language {
            return Ok(());
        }
        let expected = "a language, such as \"de\", \"en\" or \"fr-CH\"";
        Err(ConfigError::value("reports.locale", format!("{locale:?}"), expected))
    }

    fn check_diversity(&self) -> Result<(), ConfigError> {
        let DiversityConfig { segment, window, mtld_threshold, hdd_sample, min_tokens: _ } = &self.diversity;
        within("diversity.segment", *segment, 1..=LONGEST_PASSAGE)?;
        within("diversity.window", *window, 1..=LONGEST_PASSAGE)?;
        within("diversity.hdd_sample", *hdd_sample, 1..=MOST_DRAWS)?;
        if *mtld_threshold > 0.0 && *mtld_threshold < 1.0 {
            return Ok(());
        }
        let expected = "a number between 0 and 1, such as 0.72";
        Err(ConfigError::value("diversity.mtld_threshold", mtld_threshold, expected))
    }

    fn check_words(&self) -> Result<(), ConfigError> {
        let WordConfig { unit, lemmas, .. } = &self.words;
        match (unit, lemmas) {
            (WordUnit::Lemma, None) => {
                Err(ConfigError::value("words.unit", "\"lemma\"", "the file of a list as words.lemmas, too"))
            }
            _ => Ok(()),
        }
    }

    fn check_dispersion(&self) -> Result<(), ConfigError> {
        let is_missing = |n: &&usize| **n != 1 && !self.ngrams.n.contains(n);
        if let Some(n) = self.dispersion.n.iter().find(is_missing) {
            return Err(ConfigError::value("dispersion.n", n, "1, or lengths that are among ngrams.n"));
        }
        within("dispersion.parts", self.dispersion.parts, 0..=MOST_PARTS)
    }
}

fn within<T: PartialOrd + ToString>(
    key: &'static str,
    value: T,
    range: RangeInclusive<T>,
) -> Result<(), ConfigError> {
    if range.contains(&value) {
        return Ok(());
    }
    let expected = format!("a number from {} to {}", range.start().to_string(), range.end().to_string());
    Err(ConfigError::value(key, value, expected))
}

fn check_ngrams(NgramConfig { n, skips, .. }: &NgramConfig) -> Result<(), ConfigError> {
    let is_wrong = |&(place, length): &(usize, &usize)| {
        !(1..=LONGEST_NGRAM).contains(length) || n[..place].contains(length)
    };
    if let Some((_, length)) = n.iter().enumerate().find(is_wrong) {
        return Err(ConfigError::value("ngrams.n", length, "numbers from 1 to 5, each once"));
    }
    within("ngrams.skips", *skips, 0..=MOST_SKIPPED)
}

fn check_collocations(config: &CollocationConfig) -> Result<(), ConfigError> {
    let CollocationConfig { left, right, expressions, .. } = config;
    for (key, side) in [("collocations.left", left), ("collocations.right", right)] {
        within(key, *side, 0..=WIDEST_SIDE)?;
    }
    let is_wrong = |&(place, length): &(usize, &usize)| {
        !(2..=LONGEST_NGRAM).contains(length) || expressions[..place].contains(length)
    };
    match expressions.iter().enumerate().find(is_wrong) {
        Some((_, length)) => {
            Err(ConfigError::value("collocations.expressions", length, "numbers from 2 to 5, each once"))
        }
        None => Ok(()),
    }
}

fn check_keyness(config: &KeynessConfig) -> Result<(), ConfigError> {
    let KeynessConfig { confidence, simple_maths, prior, permutations, max_comparisons, compare, .. } =
        config;
    if !(*confidence > 0.0 && *confidence < 1.0) {
        let expected = "a number between 0 and 1, such as 0.95";
        return Err(ConfigError::value("keyness.confidence", confidence, expected));
    }
    for (key, value) in [("keyness.simple_maths", simple_maths), ("keyness.prior", prior)] {
        if !(*value > 0.0 && value.is_finite()) {
            return Err(ConfigError::value(key, value, "a number above 0"));
        }
    }
    within("keyness.permutations", *permutations, 0..=MOST_DRAWS)?;
    within("keyness.max_comparisons", *max_comparisons, 0..=MOST_COMPARISONS)?;
    if compare.len() > *max_comparisons {
        let expected = "no more comparisons than keyness.max_comparisons allows";
        return Err(ConfigError::value("keyness.compare", format!("{} tables", compare.len()), expected));
    }
    for (place, comparison) in compare.iter().enumerate() {
        let problem = |expected: &str| {
            Err(ConfigError::value("keyness.compare", format!("{:?}", comparison.name), expected))
        };
        if compare[..place].iter().any(|other| other.name == comparison.name) {
            return problem("another name for each comparison");
        }
        if comparison.reference.is_some() && comparison.reference_list.is_some() {
            return problem("either reference or reference_list");
        }
    }
    Ok(())
}

fn check_trends(config: &TrendConfig) -> Result<(), ConfigError> {
    if config.by.is_of_segments() {
        let expected = "what whole documents have: group, source, genre, the name of a column, or none";
        return Err(ConfigError::value("trends.by", config.by.name(), expected));
    }
    within("trends.draws", config.draws, 0..=MOST_DRAWS)?;
    within("the number of trends.words", config.words.len(), 0..=MOST_PATTERNS)?;
    within("trends.top", config.top, 0..=MOST_MOVERS)
}

fn check_dictionaries(config: &DictionaryConfig) -> Result<(), ConfigError> {
    within("dictionaries.negation_words", config.negation_words, 1..=MOST_NEGATED)?;
    within("the number of dictionaries.negation", config.negation.len(), 0..=MOST_PATTERNS)?;
    within("the number of dictionaries.use", config.r#use.len(), 0..=MOST_DICTIONARIES)
}

fn check_topics(config: &TopicConfig) -> Result<(), ConfigError> {
    let [shortest, longest] = config.passage_words;
    if shortest == 0 || longest < shortest || longest > LONGEST_PASSAGE {
        let expected = format!("the fewest words (at least 1) and the most (at most {LONGEST_PASSAGE})");
        return Err(ConfigError::value("topics.passage_words", format!("[{shortest}, {longest}]"), expected));
    }
    if !(config.max_share > 0.0 && config.max_share <= 1.0) {
        let expected = "a share above 0, and at most 1";
        return Err(ConfigError::value("topics.max_share", config.max_share, expected));
    }
    let is_summed_already = |by: &&GroupBy| matches!(by, GroupBy::Group | GroupBy::Speaker | GroupBy::None);
    if let Some(by) = config.by.iter().find(is_summed_already) {
        let expected =
            "source, genre, role, kind or names of columns, since groups and speakers are there already";
        return Err(ConfigError::value("topics.by", by.name(), expected));
    }
    within("topics.relevance", config.relevance, 0.0..=1.0)?;
    within("the length of topics.grid", config.grid.len(), 0..=LONGEST_GRID)?;
    config.grid.iter().try_for_each(|&topics| within("topics.grid", topics, 2..=MOST_TOPICS))?;
    match config.params() {
        Some(params) => Ok(params.check_ranges()?),
        None => Ok(()),
    }
}
