//! `documents.csv`: the documents and their sizes.

use std::sync::Arc;

use textmill_corpus::{Document, TokenizedCorpus};
use textmill_frequency::DocumentProfile;
use textmill_reuse::Duplicate;

use crate::{Need, Real, ReportEntry, Text, columns::report};

report! {
    /// A row of the list of documents.
    DocumentRow in "documents.csv", one row is "a document";
    document: u64, "", "The number of the document, from 1, in the byte order of the paths.";
    path: Text, "", "The path below the input folder; a \\ in a name is shown as \\\\, a byte that is no UTF-8 as \\xNN.";
    title: Text, "", "The title from metadata.csv, else the one found in the text.";
    date: Text, "", "The day, the month or the year of what the document reports or records (ISO 8601: 2024-02-07, 2024-02, 2024), else of its publication; where metadata give something else, that.";
    date_evidence: Text, "", "What it is taken from: metadata (as given, where it is not understood; with the order of day and month from the other rows, where 02/10/1941 may be read two ways), title, date line (also a dateline), submission line, publication phrase, or file name.";
    published: Text, "", "The day when it was published or submitted, where the text says so.";
    published_evidence: Text, "", "submission line or publication phrase.";
    source: Text, "", "Who published it, from metadata.csv.";
    genre: Text, "", "What sort of text it is: from metadata.csv, else as its segments show: article (a byline, dateline or caption), live_blog, press_conference (questions of people without names, or of three and more to one), interview, debate (three and more who speak under a chair, with parties or offices, or to whom one puts the questions), transcript (other turns), speech (a greeting, or the title says so) or plain.";
    genre_evidence: Text, "", "metadata or segments.";
    group: Text, "", "The group from metadata.csv, else the first folder of the path.";
    language: Text, "", "The language as a code of two letters (ISO 639-1): given, or guessed from the text (by stop words, else by whatlang); und where it could not be told.";
    text_bytes: u64, "bytes", "The length of the decoded text in UTF-8.";
    segments: u64, "segments", "The segments of the text.";
    sentences: u64, "sentences", "Sentences with at least one word, in the segments that are counted: those of UAX #29, joined where one ends with a title (Mr.), an initial, or an abbreviation or an ordinal of the language, and parted where two are written together.";
    tokens: u64, "tokens", "Words (UAX #29 segments with an alphanumeric character) in the segments that are counted.";
    excluded_tokens: u64, "tokens", "Words in the segments that are left out; tokens + excluded_tokens = the words of the text.";
    types: u64, "types", "Distinct terms (normal forms) among the tokens.";
    stems: u64, "stems", "Distinct stems among the tokens.";
    duplicate_of: Option<u64>, "", "The number of the first document that has the same counted terms in the same order.";
    near_duplicate_of: Option<u64>, "", "The number of the earlier document that shares the largest part with it, at least 0.8, and is no duplicate.";
    containment: Real, "", "shared / sequences: how many of the different sequences of eight counted terms of the shorter of the two are in the other; empty without a duplicate.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<DocumentRow>(&[Need::Duplicates], |results, set| {
        set.write(rows(&results.corpus, &results.counts.totals.profiles, &results.duplicates))
    });

/// The rows of the list of documents.
///
/// `duplicates` says of each document what it repeats.
fn rows(
    corpus: &TokenizedCorpus,
    profiles: &[DocumentProfile],
    duplicates: &[Option<Duplicate>],
) -> Vec<DocumentRow> {
    let rows = corpus.documents().iter().zip(profiles).zip(duplicates).zip(1..);
    rows.map(|(((document, profile), duplicate), number)| row(number, document, profile, *duplicate))
        .collect()
}

fn row(
    number: u64,
    document: &Document,
    profile: &DocumentProfile,
    duplicate: Option<Duplicate>,
) -> DocumentRow {
    let of = |is_exact: bool| {
        let duplicate = duplicate.filter(|duplicate| duplicate.is_exact == is_exact);
        duplicate.map(|duplicate| u64::from(duplicate.of.0) + 1)
    };
    let metadata = &document.metadata;
    let text = |value: &Option<Arc<str>>| Text::from(value.as_deref().unwrap_or_default());
    let (date, published) = (document.date.as_ref(), document.published.as_ref());
    DocumentRow {
        document: number,
        path: document.path.as_str().into(),
        title: document.shown_title().into(),
        date: document.iso_date().into(),
        date_evidence: date.map_or("", |date| date.evidence.name()).into(),
        published: document.iso_published().into(),
        published_evidence: published.map_or("", |date| date.evidence.name()).into(),
        source: text(&metadata.source),
        genre: document.shown_genre().into(),
        genre_evidence: if metadata.genre.is_some() { "metadata" } else { "segments" }.into(),
        group: text(&metadata.group),
        language: document.language.to_string().into(),
        text_bytes: document.text_bytes,
        segments: profile.segments,
        sentences: profile.sentences,
        tokens: profile.tokens,
        excluded_tokens: profile.excluded_tokens,
        types: profile.types,
        stems: profile.stems,
        duplicate_of: of(true),
        near_duplicate_of: of(false),
        containment: duplicate.map(|duplicate| duplicate.containment).into(),
    }
}
