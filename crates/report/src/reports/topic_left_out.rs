//! `data/topic_left_out.csv`: words that the topic model does not read though they are no stop words.

use textmill_topics::{ModelUnit, generic_terms};

use super::shown;
use crate::{Need, ReportEntry, Results, Text, columns::report};

report! {
    /// A word that is left out.
    TopicLeftOutRow in "data/topic_left_out.csv", one row is "a word that is no stop word, and that the topic model does not read because it says nothing of a subject, or is in too many passages";
    language: Text, "", "The language.";
    word: Text, "", "The word: a term, a phrase, or with topics.unit = stem a stem.";
    surface: Text, "", "Its commonest spelling, for reading; of a phrase, those of its words.";
    reason: Text, "", "generic (on the list of words that every subject has, such as also and would: stop words of the model only) or widespread (in a larger share of the passages than topics.max_share).";
    frequency: Option<u64>, "tokens", "How often it occurs; of generic words.";
    passages: Option<u64>, "passages", "In how many passages; of widespread words.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<TopicLeftOutRow>(&[Need::Topics], |results, set| set.write(rows(results)));

/// The generic words from the most frequent one, then the widespread ones from the most widespread one.
fn rows(results: &Results) -> Vec<TopicLeftOutRow> {
    let Some(fitted) = &results.topics.fitted else { return Vec::new() };
    let (corpus, counts) = (&results.corpus, &results.counts);
    let vocabulary = corpus.vocabulary();
    let frequency = |term: usize| counts.totals.terms.frequency.get(term).copied().unwrap_or_default();
    let mut generic: Vec<usize> =
        generic_terms(vocabulary, fitted.rules.language).filter(|&term| frequency(term) > 0).collect();
    // Equally frequent ones stay in their order.
    generic.sort_by_key(|&term| std::cmp::Reverse(frequency(term)));
    let terms = vocabulary.terms();
    let generic = generic.into_iter().map(|term| TopicLeftOutRow {
        language: terms.language(term).to_string().into(),
        word: terms.text(term).into(),
        surface: shown(corpus, counts.term_surfaces.get(term).copied().flatten()),
        reason: "generic".into(),
        frequency: Some(frequency(term)),
        passages: None,
    });
    let unit = fitted.rules.unit;
    let (table, surfaces) = match unit {
        ModelUnit::Term => (terms, &counts.term_surfaces),
        ModelUnit::Stem => (vocabulary.stems(), &counts.stem_surfaces),
    };
    let mut widespread = results.topics.passages.widespread().to_vec();
    widespread.sort_by_key(|(_, passages)| std::cmp::Reverse(*passages));
    let widespread = widespread.into_iter().map(|(word, passages)| {
        let units = word.units();
        let spelt: Vec<Text> =
            units.iter().map(|&unit| shown(corpus, surfaces.get(unit as usize).copied().flatten())).collect();
        let language = units.first().map(|unit| table.language(*unit as usize).to_string());
        TopicLeftOutRow {
            language: language.unwrap_or_default().into(),
            word: word.text(table).into(),
            surface: spelt.join(" ").into(),
            reason: "widespread".into(),
            frequency: None,
            passages: Some(u64::from(passages)),
        }
    });
    generic.chain(widespread).collect()
}
