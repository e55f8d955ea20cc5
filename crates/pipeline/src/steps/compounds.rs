//! Words that hyphens join, counted whole beside their parts.

use std::collections::{BTreeMap, HashMap};

use textmill_corpus::{DocumentId, Language};
use textmill_normalize::{CutWords, Hyphens, TokenCutter, TokenRules, normal_form};
use textmill_report::reports::CompoundRow;

use crate::{
    RunError,
    counted_run::CountedRun,
    read_back::{ReadBack, TextReader, changed_warnings},
};

/// A compound's language, normal form and number of parts.
type Key = (Language, String, u64);
/// How often each spelling of a compound occurs.
type Spellings = BTreeMap<String, u64>;

/// Counts the words that hyphens join, whole, in the segments that are counted.
pub(crate) fn count_compounds(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    let reader = run.text_reader();
    let wanted: Vec<DocumentId> = corpus.document_ids().collect();
    let ReadBack { found, changed } =
        reader.map(&wanted, |document, text| in_document(reader, document, text))?;
    let mut compounds: BTreeMap<Key, (u64, Spellings)> = BTreeMap::new();
    for (key, spellings) in found.into_iter().flat_map(|(_, found)| found) {
        let (documents, all) = compounds.entry(key).or_default();
        *documents += 1;
        spellings.into_iter().for_each(|(spelling, count)| *all.entry(spelling).or_default() += count);
    }
    let terms = corpus.vocabulary().terms();
    let frequencies = &run.results.counts.totals.terms.frequency;
    let of_terms: HashMap<(Language, &str), u64> = terms.iter().zip(frequencies.iter().copied()).collect();
    let compound = |((language, term, parts), (documents, spellings)): (Key, (u64, Spellings))| {
        let solid: String = term.chars().filter(|one| !is_hyphen(*one)).collect();
        // Of equally common spellings the first is shown: `max_by_key` takes the last of equal ones.
        let shown = spellings.iter().rev().max_by_key(|(_, count)| **count);
        CompoundRow {
            language: language.to_string().into(),
            parts,
            surface: shown.map(|(spelling, _)| spelling.as_str()).unwrap_or_default().into(),
            frequency: spellings.values().sum(),
            document_frequency: documents,
            solid_frequency: of_terms.get(&(language, solid.as_str())).copied().unwrap_or_default(),
            compound: term.into(),
        }
    };
    let mut compounds: Vec<CompoundRow> = compounds.into_iter().map(compound).collect();
    // Equally frequent ones stay in the order of their languages and forms.
    compounds.sort_by_key(|compound| std::cmp::Reverse(compound.frequency));
    let warnings: Vec<_> = changed_warnings(corpus, "data/compounds.csv", &changed).collect();
    run.results.account.warnings.extend(warnings);
    run.results.compounds = compounds;
    Ok(())
}

/// The compounds of a document, whose segments are cut twice: a compound is one token where hyphens join and several where they do not.
/// `None` if the text is no longer the one that was counted.
fn in_document(reader: TextReader<'_>, document: DocumentId, text: &str) -> Option<BTreeMap<Key, Spellings>> {
    let cuts = CutWords::of(text);
    let mut in_parts = TokenCutter::new(reader.tokens);
    let mut whole = TokenCutter::new(TokenRules { hyphens: Hyphens::Whole, ..reader.tokens });
    let mut found: BTreeMap<Key, Spellings> = BTreeMap::new();
    for segment in reader.corpus.counted_segments_of(document) {
        let span = segment.span();
        let said = text.get(span.start as usize..span.end as usize)?;
        let language = reader.corpus.language_of(document, segment);
        let parts = in_parts.cut(said, language, &cuts, |_, _| true).spans;
        if parts.len() != segment.tokens().len() {
            return None;
        }
        let mut parts = parts.iter().peekable();
        for &[start, end] in whole.cut(said, language, &cuts, |_, _| true).spans {
            let mut covered = 0;
            while parts.next_if(|part| part[1] <= end).is_some() {
                covered += 1;
            }
            let word = said.get(start as usize..end as usize).filter(|_| covered > 1);
            if let Some(word) = word {
                let key = (language, normal_form(word).into_owned(), covered);
                *found.entry(key).or_default().entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    Some(found)
}

/// Hyphen-minus, hyphen, and the hyphen that no line may end at.
fn is_hyphen(one: char) -> bool {
    matches!(one, '-' | '\u{2010}' | '\u{2011}')
}
