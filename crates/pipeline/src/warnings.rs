//! What a reader of the reports should know.

use std::collections::BTreeSet;

use textmill_corpus::{Document, Language};
use textmill_ingest::{Decoding, LedgerRow, MetadataTable, Outcome, PathPatterns};
use textmill_normalize::{HAS_DICTIONARIES, LeftOut, needs_dictionary};
use textmill_report::{Warning, WarningKind};
use textmill_stem::StopWords;

use crate::{Plan, WordUnit};

mod escapes;
mod repeats;
mod without_effect;

pub(crate) use escapes::escapes_warning;
pub(crate) use repeats::repeat_warning;
pub(crate) use without_effect::names_without_effect;

/// How many files were rejected, or broke off, that no pattern expects to.
pub(crate) fn unexpected_rejects(ledger: &[LedgerRow], expected: &PathPatterns) -> u64 {
    let is_rejected = |row: &&LedgerRow| matches!(row.outcome, Outcome::Rejected(_) | Outcome::BrokenOff(_));
    let unexpected =
        ledger.iter().filter(is_rejected).filter(|row| expected.first_match(&row.path).is_none());
    unexpected.count() as u64
}

/// Warnings about a document.
pub(crate) fn document_warnings(document: &Document, decoding: &Decoding) -> Vec<Warning> {
    let &Decoding { replaced, mojibake, is_mended, strange, .. } = decoding;
    let mut warnings = Vec::new();
    let path = document.path.as_str();
    if replaced > 0 {
        let warning = "{n} characters were replaced by U+FFFD, because their bytes mean nothing in the encoding; save the files as UTF-8, or \
                       name their encoding in input.encodings (data/ledger.csv says which they are)";
        warnings.push(Warning::new(WarningKind::ReplacedCharacters, path, warning).amount(replaced));
    }
    if mojibake > 0 && !is_mended {
        let warning = "{n} characters are UTF-8 that was read as Windows-1252 before (as \u{e2}\u{20ac}\u{2122} for \u{2019}), so words are \
                       cut at them; input.mojibake = \"mend\" puts them right";
        warnings.push(Warning::new(WarningKind::Mojibake, path, warning).amount(mojibake));
    }
    if strange > 0 {
        let warning = format!(
            "{{n}} letters do not fit the language or the words that they stand in: {} may be the wrong encoding; name the right one in \
             input.encodings",
            decoding.encoding
        );
        warnings.push(Warning::new(WarningKind::StrangeLetters, path, warning).amount(strange));
    }
    if document.text_bytes == 0 {
        warnings.push(Warning::new(
            WarningKind::EmptyDocument,
            path,
            "nothing is counted here, because the document is empty",
        ));
    }
    warnings
}

/// The warning that of some documents the language could not be told, with how many, and the first.
pub(crate) fn undetermined_warning(documents: &[Document]) -> Option<Warning> {
    let is_undetermined =
        |document: &&Document| document.language == Language::UNDETERMINED && document.text_bytes > 0;
    let mut undetermined = documents.iter().filter(is_undetermined);
    let first = undetermined.next()?;
    let warning = format!(
        "the language of {} of {} documents could not be told (the first is {:?}), so their words are neither stemmed nor compared with \
         stop words; give it in the column language of metadata.csv, or for all documents as input.language",
        1 + undetermined.count(),
        documents.len(),
        first.path
    );
    Some(Warning::new(WarningKind::UnknownLanguage, first.path.as_str(), warning))
}

/// The warning that texts hold what markup left behind.
pub(crate) fn markup_warning(left_out: LeftOut) -> Option<Warning> {
    (left_out.markup > 0).then(|| {
        let LeftOut { markup, links, .. } = left_out;
        let warning = format!(
            "{markup} remnants of markup (entities such as &nbsp;, tags) stand in plain texts, Markdown and tables and are not counted, nor are \
             {links} addresses of links; save the texts without markup, or name files of HTML .html"
        );
        Warning::new(WarningKind::Markup, "", warning)
    })
}

/// The warning that rows of `metadata.csv` are of files that are not there.
pub(crate) fn metadata_warnings(ledger: &[LedgerRow], metadata: &MetadataTable) -> Option<Warning> {
    let found: BTreeSet<&str> = ledger.iter().map(|row| row.path.as_str()).collect();
    let missing: Vec<&str> = metadata.paths().filter(|path| !found.contains(path)).collect();
    missing.first().map(|first| {
        let warning =
            format!("{} rows name files that were not found, the first of them {first:?}", missing.len());
        Warning::new(WarningKind::Metadata, "metadata.csv", warning)
    })
}

/// A warning for each language whose words are counted as they are.
pub(crate) fn language_warnings(languages: &BTreeSet<Language>, plan: &Plan) -> Vec<Warning> {
    let (rules, engine) = (plan.token_rules, plan.words.engine);
    let needs_stemmer = plan.words.unit == WordUnit::Stem;
    let known = languages.iter().filter(|language| **language != Language::UNDETERMINED);
    let warning = |language: &Language| {
        let what = match (!needs_stemmer || engine.has_stemmer(*language), StopWords::has_list(*language)) {
            (true, true) => return None,
            (true, false) => "no list of stop words",
            (false, true) => "no stemmer: its stems are its terms",
            (false, false) => "neither a stemmer (its stems are its terms) nor a list of stop words",
        };
        Some(Warning::new(WarningKind::NoStemmer, format!("language {language}"), format!("there is {what}")))
    };
    let of_characters = |language: &&Language| !rules.dictionary && needs_dictionary(**language);
    let cure = match HAS_DICTIONARIES {
        true => "set input.words = \"dictionary\"",
        false => "use a build with the feature `dictionaries`",
    };
    let characters = |language: &Language| {
        let warning = format!("words of this language are not found; counts are of characters; {cure}");
        Warning::new(WarningKind::CharactersForWords, format!("language {language}"), warning)
    };
    let characters = known.clone().filter(of_characters).map(characters);
    known.clone().filter_map(warning).chain(characters).collect()
}
