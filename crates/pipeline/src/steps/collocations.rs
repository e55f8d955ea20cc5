//! Pairs of terms that occur together.

use std::collections::BTreeMap;

use textmill_corpus::Language;
use textmill_frequency::{
    Budget, CorpusSentences, NgramCounts, Nodes, PhraseSentences, Phrases, Reach, Units,
    adjacent_collocations, commonest_spellings, count_ngrams, count_windows, tokens_by_language,
    window_collocations,
};
use textmill_report::{Warning, WarningKind};

use super::concordance::why_nowhere;
use crate::{RunError, SequenceUnit, counted_run::CountedRun};

/// Neighbours, and what occurs in the windows of the nodes that the configuration names.
pub(crate) fn find_collocations(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let config = &run.plan.config.collocations;
    let (minimum, budget) = (config.min_frequency, run.plan.config.ngrams.budget());
    let corpus = &run.results.corpus;
    let terms = Units::new(corpus.vocabulary(), run.plan.config.ngrams.unit.counting_unit());
    let clauses = CorpusSentences::new(corpus, &terms, run.plan.config.ngrams.across.reach());
    let bigrams = count_ngrams(&clauses, &[2], minimum, &budget)?;
    let bigrams = bigrams.into_iter().next().unwrap_or_else(NgramCounts::default);
    // Those of data/ngrams.csv are the same, where they are counted.
    let known = run.results.ngrams.iter().position(|ngrams| ngrams.n == 2);
    let (bigrams_spelt, found) =
        match known.and_then(|place| Some((place, run.results.ngram_spellings.get(place)?))) {
            Some((place, spellings)) => (&run.results.ngrams[place], spellings.clone()),
            None => (&bigrams, commonest_spellings(&clauses, &bigrams)),
        };
    let spellings = bigrams_spelt.ngrams.iter().zip(found);
    run.results.collocations.spellings = spellings
        .map(|(bigram, [first, second, ..])| ((bigram.units[0], bigram.units[1]), [first, second]))
        .collect();
    run.results.collocations.adjacent = adjacent_collocations(&clauses, &bigrams);
    if !run.plan.window_nodes.is_empty() {
        find_collocates(run, minimum, &budget)?;
    }
    Ok(())
}

/// What occurs in the windows of the nodes: of single words, and of several in a row, which then count as one token.
fn find_collocates(run: &mut CountedRun<'_>, minimum: u64, budget: &Budget) -> Result<(), RunError> {
    let config = &run.plan.config;
    let (nodes, span) = (&run.plan.window_nodes, config.collocations.span());
    let corpus = &run.results.corpus;
    let terms = Units::new(corpus.vocabulary(), config.ngrams.unit.counting_unit());
    let words = terms.words();
    let sentences = CorpusSentences::new(corpus, &terms, Reach::Sentence);

    let totals = &run.results.counts.totals;
    let frequencies = match config.ngrams.unit {
        SequenceUnit::Term => &totals.terms,
        SequenceUnit::Stem => &totals.stems,
    };
    let tokens = tokens_by_language(words, frequencies);
    let total_of = |node: u32| tokens.get(&words.language(node as usize)).copied();
    let flags = nodes.single_words(words);
    let counted = count_windows(&sentences, Nodes::Of(&flags), span, minimum, budget)?;
    let mut windows = window_collocations(&counted, &frequencies.frequency, total_of);

    let in_words = nodes.of_several_words().in_words(words);
    let phrases = Phrases::find(&sentences, |run| in_words.at(run.iter().copied()).map(|(_, length)| length));
    if !phrases.is_empty() {
        let joined = PhraseSentences::new(&sentences, &phrases);
        let (flags, frequencies) = (joined.phrase_flags(), joined.frequencies());
        let phrase_of = |unit: u32| phrases.units((unit as usize).checked_sub(words.len())?);
        let language_of = |unit: u32| {
            words.language(phrase_of(unit).and_then(|units| units.first()).copied().unwrap_or(unit) as usize)
        };
        let mut tokens: BTreeMap<Language, u64> = BTreeMap::new();
        for (unit, frequency) in (0..).zip(&frequencies) {
            *tokens.entry(language_of(unit)).or_default() += frequency;
        }
        let counted = count_windows(&joined, Nodes::Of(&flags), span, minimum, budget)?;
        let total_of = |node: u32| tokens.get(&language_of(node)).copied();
        windows.extend(window_collocations(&counted, &frequencies, total_of));
    }
    let missing = nodes.all().filter(|node| !nodes.is_in(node, words, &phrases)).map(|node| {
        let why = why_nowhere(nodes, node, words, &frequencies.frequency);
        let warning =
            format!("{node:?} has no effect: it is nowhere in the segments that are counted; {why}");
        Warning::new(WarningKind::NoEffect, "collocations.nodes", warning)
    });
    let missing: Vec<Warning> = missing.collect();
    run.results.account.warnings.extend(missing);
    run.results.collocations.windows = windows;
    run.results.collocations.phrases = phrases;
    Ok(())
}
