//! Phrases that are one word of the topic model.

use std::collections::{BTreeMap, BTreeSet};

use textmill_corpus::{Language, SurfaceId, TokenizedCorpus};
use textmill_frequency::{
    Budget, Collocation, CorpusSentences, CountingUnit, LONGEST_NGRAM, Ngram, NgramCounts, Reach, Units,
    adjacent_collocations, commonest_spellings, count_ngrams,
};
use textmill_measures::Association;
use textmill_topics::{LONGEST_PHRASE, ModelUnit, ModelWord};

use crate::RunError;

/// A pair of neighbours is one word of the model if it is as frequent as this …
const PHRASE_FREQUENCY: u64 = 5;
/// … and as strongly associated: MI (base 2), and G² at 0.1 %.
const PHRASE_MI: f64 = 3.0;
const PHRASE_G2: f64 = 10.83;

/// Phrases of two to four words, each with its commonest spelling: pairs that belong together, and longer ones as frequent of which all
/// neighbours are such pairs.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundPhrases(BTreeMap<ModelWord, String>);

impl FoundPhrases {
    pub(crate) fn find(
        corpus: &TokenizedCorpus,
        unit: ModelUnit,
        language: Option<Language>,
        budget: &Budget,
    ) -> Result<Self, RunError> {
        let counted = match unit {
            ModelUnit::Term => CountingUnit::Term,
            ModelUnit::Stem => CountingUnit::Stem,
        };
        let units = Units::new(corpus.vocabulary(), counted);
        let sentences = CorpusSentences::new(corpus, &units, Reach::Clause);
        let lengths: Vec<usize> = (2..=LONGEST_PHRASE + 1).collect();
        let tables = count_ngrams(&sentences, &lengths, PHRASE_FREQUENCY, budget)?;
        let pairs = match tables.first() {
            Some(bigrams) => strong_pairs(&sentences, &units, bigrams, language),
            None => BTreeSet::new(),
        };
        let is_phrase = |units: &[u32]| units.windows(2).all(|pair| pairs.contains(&[pair[0], pair[1]]));
        let pieces = match tables.last() {
            Some(longest) => pieces(longest, &is_phrase),
            None => BTreeMap::new(),
        };
        let mut found = Self::default();
        for table in tables.iter().filter(|table| table.n <= LONGEST_PHRASE) {
            let is_kept = |ngram: &&Ngram| {
                let units = &ngram.units[..table.n];
                is_phrase(units) && pieces.get(units).is_none_or(|longer| 2 * longer < ngram.frequency)
            };
            let kept = NgramCounts {
                ngrams: table.ngrams.iter().filter(is_kept).cloned().collect(),
                ..table.clone()
            };
            found.add(corpus, &kept, &commonest_spellings(&sentences, &kept));
        }
        Ok(found)
    }

    fn add(
        &mut self,
        corpus: &TokenizedCorpus,
        table: &NgramCounts,
        spellings: &[[SurfaceId; LONGEST_NGRAM]],
    ) {
        let surfaces = corpus.vocabulary().surfaces();
        for (place, ngram) in table.ngrams.iter().enumerate() {
            // The rarest ones of a large corpus have none of their own.
            let spelt = spellings.get(place).map(|spelling| {
                let words: Vec<&str> =
                    spelling[..table.n].iter().map(|surface| surfaces.text(surface.index())).collect();
                words.join(" ")
            });
            self.0.insert(ModelWord::phrase(&ngram.units[..table.n]), spelt.unwrap_or_default());
        }
    }

    /// The phrases in their order.
    pub(crate) fn words(&self) -> Vec<ModelWord> {
        self.0.keys().copied().collect()
    }

    /// The commonest spelling of a phrase, if it is known.
    pub(crate) fn spelling(&self, word: &ModelWord) -> Option<&str> {
        self.0.get(word).map(String::as_str).filter(|spelling| !spelling.is_empty())
    }
}

/// The neighbours that belong together.
fn strong_pairs(
    sentences: &CorpusSentences<'_>,
    units: &Units<'_>,
    bigrams: &NgramCounts,
    language: Option<Language>,
) -> BTreeSet<[u32; 2]> {
    let is_strong = |pair: &Collocation| {
        let at_least =
            |measure: Association, least: f64| measure.of(&pair.table).is_some_and(|value| value >= least);
        language.is_none_or(|language| units.words().language(pair.first as usize) == language)
            && at_least(Association::MutualInformation, PHRASE_MI)
            && at_least(Association::LogLikelihood, PHRASE_G2)
    };
    let pairs = adjacent_collocations(sentences, bigrams).into_iter().filter(is_strong);
    pairs.map(|pair| [pair.first, pair.second]).collect()
}

/// The beginnings and ends of phrases that are a word too long for the model, each with how often it stands in one. What is mostly such a
/// piece is no phrase: of `Russian Foreign Minister Sergey Lavrov` neither the first four words are one nor the last.
fn pieces<'a>(longest: &'a NgramCounts, is_phrase: &impl Fn(&[u32]) -> bool) -> BTreeMap<&'a [u32], u64> {
    let mut pieces: BTreeMap<&[u32], u64> = BTreeMap::new();
    for ngram in longest.ngrams.iter().filter(|_| longest.n > LONGEST_PHRASE) {
        let units = &ngram.units[..longest.n];
        if is_phrase(units) {
            for piece in [&units[..LONGEST_PHRASE], &units[longest.n - LONGEST_PHRASE..]] {
                *pieces.entry(piece).or_default() += ngram.frequency;
            }
        }
    }
    pieces
}
