//! `data/diversity.csv`: how varied the vocabulary is, and how hard a text is to read.

use textmill_frequency::TextDiversity;
use textmill_measures::{DIVERSITY, Definition, Readability};

use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of diversity.
    DiversityRow in "data/diversity.csv", one row is "a document, a group or a speaker, by its counted segments";
    level: Text, "", "document, group or speaker.";
    name: Text, "", "The path of the document, the name of the group, or the one name for all spellings of the speaker's.";
    language: Text, "", "The language: that of at least nine tenths of the words whose language is known; empty where there is none. Formulas of readability are for one language each, and measure its words only.";
    sentences: u64, "sentences", "The sentences, as in documents.csv.";
    tokens: u64, "tokens", "N: the words.";
    types: u64, "", "V: the distinct terms.";
    hapaxes: u64, "", "V1: the terms that occur once.";
    basis: Text, "", "Empty; or why there are no measures: the text has fewer tokens than diversity.min_tokens.";
    + measures diversity_definitions;
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<DiversityRow>(&[Need::Diversity], |results, set| {
        let least = results.min_tokens;
        set.write(results.diversity.iter().flat_map(move |(level, texts)| rows(level, texts, least)))
    });

/// The tokens, types and hapaxes come first among the measures; they are whole numbers, and columns of their own.
const SIZES: usize = 3;

/// The measures of a row: of the vocabulary (types are terms), then of readability (letters and syllables are those of spellings).
fn diversity_definitions() -> Vec<&'static Definition> {
    DIVERSITY.iter().skip(SIZES).chain(Readability::ALL.iter().map(|formula| formula.definition())).collect()
}

/// The rows of one level.
fn rows<'a>(
    level: &'static str,
    text_diversity: &'a [TextDiversity],
    least: u64,
) -> impl Iterator<Item = DiversityRow> + 'a {
    text_diversity.iter().map(move |variety| DiversityRow {
        level: level.into(),
        name: variety.key.as_str().into(),
        language: variety.language.map_or(Text::default(), |language| language.to_string().into()),
        sentences: variety.sentences,
        tokens: variety.diversity.tokens,
        types: variety.diversity.types,
        hapaxes: variety.diversity.hapaxes,
        basis: match variety.diversity.tokens < least {
            true => format!("fewer than {least} tokens").into(),
            false => Text::default(),
        },
        measures: variety
            .diversity
            .values()
            .skip(SIZES)
            .map(|(_, value)| value)
            .chain(variety.readability.iter().copied())
            .map(|value| value.filter(|_| variety.diversity.tokens >= least).into())
            .collect(),
    })
}
