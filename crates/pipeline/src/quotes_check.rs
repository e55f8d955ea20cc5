//! The quotations of a text, checked against its sources.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use textmill_corpus::{DocumentId, TokenizedCorpus};
use textmill_ingest::FoundFile;
use textmill_report::reports::{QuoteCheckRow, QuoteTraceRow};
use textmill_reuse::{LONGEST_TRACED, TraceParameters};

use crate::{
    Observer, Plan, RunError,
    gather::{Gathered, gather_counted},
    read_back::TextReader,
    steps::{
        quotes::{document_of, quotes_of},
        traces::traced,
    },
    warnings::unexpected_rejects,
};

/// The quotations of texts with their verdicts.
#[derive(Debug)]
pub struct CheckedQuotes {
    /// In the order of the texts, then of their places.
    pub rows: Vec<QuoteCheckRow>,
    /// How many documents were looked through for sources.
    pub sources: u64,
    /// How many files could not be used.
    pub rejected: u64,
    /// Documents that changed while they were read.
    pub changed: Vec<String>,
}

/// Looks in some sources for every quotation of some texts, which are no sources of each other. A quotation of fewer than four words counts
/// as found only where it stands word by word.
///
/// # Errors
///
/// Inputs that are not there, or an observer that ends the work.
pub fn check_quotes(
    plan: &Plan,
    texts: &[String],
    sources: &[String],
    observer: &dyn Observer,
) -> Result<CheckedQuotes, RunError> {
    let inputs = [texts, sources].concat();
    let Gathered { files, account, corpus } = gather_counted(plan, &inputs, observer)?;
    let is_checked = documents_of(&corpus, &files, texts);
    let reader = TextReader {
        corpus: &corpus,
        files: &files,
        reading: &plan.reading,
        tokens: plan.token_rules,
        observer,
    };
    // Also the quotations of the sources: what they only quote, they have from somewhere.
    let wanted: Vec<DocumentId> = corpus.document_ids().collect();
    let (quotes, mut changed) = quotes_of(reader, &wanted, &plan.cues.lists)?;
    let long = plan.config.reuse.trace_parameters();
    let parameters = TraceParameters { min_words: 1, ..long };
    let found = traced(reader, &quotes, parameters, &|document| !is_checked.contains(&document))?;
    changed.extend(found.changed);
    let mut best: BTreeMap<(u64, u64), &QuoteTraceRow> = BTreeMap::new();
    for row in &found.rows {
        // What somebody says, or writes, before what is quoted again.
        let known = best.entry((row.document, row.quote)).or_insert(row);
        if known.source.as_str() == "quotation" && row.source.as_str() != "quotation" {
            *known = row;
        }
    }
    let of_texts = quotes.rows.iter().zip(&quotes.tokens);
    let of_texts = of_texts.filter(|(quote, _)| is_checked.contains(&document_of(quote)));
    let rows = of_texts.map(|(quote, tokens)| {
        let is_long = tokens.len() >= long.min_words;
        let source = best.get(&(quote.document, quote.quote)).copied();
        let without_source = match tokens.len() {
            length if length > LONGEST_TRACED => "long",
            _ if is_long => "none",
            _ => "short",
        };
        QuoteCheckRow::of(
            quote,
            without_source,
            source.filter(|source| is_long || source.verdict.as_str() == "exact"),
        )
    });
    let mut rows: Vec<QuoteCheckRow> = rows.collect();
    shorten_paths(&mut rows, &corpus, &is_checked);
    Ok(CheckedQuotes {
        rows,
        sources: (corpus.documents().len() - is_checked.len()) as u64,
        rejected: unexpected_rejects(&account.ledger, &plan.expected_rejects),
        changed: changed.iter().map(|&document| corpus.document(document).path.clone()).collect(),
    })
}

/// The documents that are below some inputs.
fn documents_of(corpus: &TokenizedCorpus, files: &[FoundFile], inputs: &[String]) -> BTreeSet<DocumentId> {
    let inputs: Vec<PathBuf> = inputs.iter().filter_map(|input| fs::canonicalize(input).ok()).collect();
    let is_below = |file: &&FoundFile| {
        fs::canonicalize(&file.location)
            .is_ok_and(|location| inputs.iter().any(|input| location.starts_with(input)))
    };
    let paths: Vec<&str> = files.iter().filter(is_below).map(|file| file.path.as_str()).collect();
    let is_of = |path: &str, file: &str| {
        path.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    corpus
        .document_ids()
        .filter(|&document| paths.iter().any(|file| is_of(&corpus.document(document).path, file)))
        .collect()
}

/// Takes off the paths of the texts, and of the sources, the folder that all of them are in.
fn shorten_paths(rows: &mut [QuoteCheckRow], corpus: &TokenizedCorpus, is_checked: &BTreeSet<DocumentId>) {
    let folder = |of_texts: bool| {
        let paths = corpus.document_ids().filter(|document| is_checked.contains(document) == of_texts);
        common_folder(paths.map(|document| corpus.document(document).path.as_str()))
    };
    let (texts, sources) = (folder(true), folder(false));
    for row in rows {
        row.path = row.path.get(texts.len()..).unwrap_or_default().into();
        row.source_document = row.source_document.get(sources.len()..).unwrap_or_default().into();
    }
}

/// The folder that all paths are in, with its last slash.
fn common_folder<'a>(mut paths: impl Iterator<Item = &'a str>) -> &'a str {
    let first = paths.next().unwrap_or_default();
    let length = paths.fold(first.rfind('/').map_or(0, |slash| slash + 1), |length, path| {
        let same =
            first.bytes().zip(path.bytes()).take(length).take_while(|(one, other)| one == other).count();
        first.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1)
    });
    first.get(..length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::common_folder;

    #[test]
    fn the_folder_of_all_paths() {
        assert_eq!(common_folder(["a/b/c.txt", "a/b/d.txt"].into_iter()), "a/b/");
        assert_eq!(common_folder(["a/bc/c.txt", "a/bd/d.txt"].into_iter()), "a/");
        assert_eq!(common_folder(["a/b.txt"].into_iter()), "a/");
        assert_eq!(common_folder(["a.txt", "b.txt"].into_iter()), "");
        assert_eq!(common_folder([].into_iter()), "");
    }
}
