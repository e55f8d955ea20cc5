//! Words in their contexts, for a person to look at.

use textmill_corpus::Vocabulary;
use textmill_frequency::{CountingUnit, Units, totals};
use textmill_normalize::normal_form;
use textmill_report::reports::KwicRow;

use crate::{
    Observer, Plan, RunError, WordUnit,
    gather::{Gathered, gather_counted},
    node_patterns::NodePatterns,
    read_back::TextReader,
    steps::concordance::{concordance_rows, why_nowhere},
    warnings::unexpected_rejects,
    word_patterns::PatternCase,
};

/// What is looked for.
#[derive(Clone, Debug)]
pub struct KwicSearch {
    /// A word or several in a row, in which `*` stands for any letters and `?` for one.
    pub pattern: String,
    /// What it is compared with.
    pub unit: CountingUnit,
}

/// The occurrences that were found.
#[derive(Debug)]
pub struct Concordance {
    /// In the order of the documents, then of their places.
    pub rows: Vec<KwicRow>,
    /// What to do where nothing was found.
    pub advice: Option<String>,
    /// How many files could not be used.
    pub rejected: u64,
    /// Documents that changed while they were read.
    pub changed: Vec<String>,
}

/// The stem of a word that a person writes where stems are compared.
fn stem_of<'a>(vocabulary: &'a Vocabulary, word: &str) -> Option<&'a str> {
    let word = normal_form(word);
    let place = vocabulary.terms().iter().position(|(_, term)| term == word)?;
    Some(vocabulary.stems().text(vocabulary.stem_of_term().get(place)?.index()))
}

/// The occurrences of a pattern in the segments that a run would count: the same rows as those of `kwic.csv`.
///
/// # Errors
///
/// Inputs that are not there, or an observer that ends the search.
pub fn concordance(
    plan: &Plan,
    inputs: &[String],
    search: &KwicSearch,
    observer: &dyn Observer,
) -> Result<Concordance, RunError> {
    let Gathered { files, account, corpus } = gather_counted(plan, inputs, observer)?;
    let pattern = std::slice::from_ref(&search.pattern);
    let is_written = search.unit == CountingUnit::Surface || plan.words.unit == WordUnit::Surface;
    let case = if is_written { PatternCase::Surfaces } else { PatternCase::NormalForms };
    let nodes = NodePatterns::new("kwic", pattern, case, plan.token_rules)?;
    let reader = TextReader {
        corpus: &corpus,
        files: &files,
        reading: &plan.reading,
        tokens: plan.token_rules,
        observer,
    };
    let (rows, changed) = concordance_rows(reader, &nodes, search.unit)?;
    let advice = rows.is_empty().then(|| {
        let units = Units::new(corpus.vocabulary(), search.unit);
        let frequencies = match search.unit {
            CountingUnit::Surface => totals(&corpus).surfaces.frequency,
            CountingUnit::Term => totals(&corpus).terms.frequency,
            CountingUnit::Stem => totals(&corpus).stems.frequency,
        };
        let why = why_nowhere(&nodes, &search.pattern, units.words(), &frequencies);
        let stem =
            stem_of(corpus.vocabulary(), &search.pattern).filter(|_| search.unit == CountingUnit::Stem);
        stem.map_or(why, |stem| format!("the stem of {:?} is {stem:?}", search.pattern))
    });
    Ok(Concordance {
        advice,
        rows,
        rejected: unexpected_rejects(&account.ledger, &plan.expected_rejects),
        changed: changed.iter().map(|&document| corpus.document(document).path.clone()).collect(),
    })
}
