//! `speakers_quoted.csv`: who is quoted how much.

use std::collections::BTreeMap;

use crate::{Need, Real, ReportEntry, Results, Text, columns::report};

report! {
    /// A row of the list of those who are quoted.
    SpeakerQuotedRow in "speakers_quoted.csv", one row is "somebody who is quoted in a document (level document), in the documents of a group (group) or in all (corpus), in counted segments and in quotation marks that stand in no others";
    level: Text, "", "corpus, group or document.";
    value: Text, "", "The group, or the path of the document; empty for the corpus.";
    speaker: Text, "", "Who is quoted: the name, or an office as the text prints it (the minister); empty for quotations whose speaker no rule found, or nobody knows (she).";
    documents: u64, "documents", "In how many documents.";
    quotations: u64, "quotations", "How often: the rows of quotes.csv.";
    words: u64, "words", "The words of these quotations, parted by blanks.";
    share: Real, "0 to 1", "Their part of all words quoted there.";
    exact: u64, "quotations", "How many have an exact source in another document: the first row of quote_traces.csv.";
    edited: u64, "quotations", "How many have one that was edited.";
    retranslated: u64, "quotations", "How many have one in other words.";
    without_source: u64, "quotations", "How many of four words and more have none; shorter ones are not looked for.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<SpeakerQuotedRow>(&[Need::Quotations, Need::Traces], |results, set| {
        set.write(rows(results))
    });

/// Documents, quotations and words of one speaker.
#[derive(Default)]
struct Quoted<'a> {
    documents: u64,
    quotations: u64,
    words: u64,
    last_document: u64,
    /// By their verdicts.
    verdicts: BTreeMap<&'a str, u64>,
}

/// The rows: of the corpus, of each group, of each document; the most quoted first.
fn rows(results: &Results) -> Vec<SpeakerQuotedRow> {
    let mut quoted: BTreeMap<(u8, &str), BTreeMap<&str, Quoted<'_>>> = BTreeMap::new();
    let sources = results.traces.rows.iter().filter(|row| row.rank == 1);
    let verdicts: BTreeMap<(u64, u64), &str> =
        sources.map(|row| ((row.document, row.quote), row.verdict.as_str())).collect();
    for row in results.quotations.rows.iter().filter(|row| row.counted && row.kind.as_str() != "nested") {
        let document = &results.corpus.documents()[row.document as usize - 1];
        // A pronoun that may stand for anybody is nobody in particular.
        let speaker = match row.speaker_status.as_str() {
            "office" => &row.speaker,
            _ => &row.speaker_name,
        };
        let group = document.metadata.group.as_deref().filter(|group| !group.is_empty());
        let levels = [Some((0, "")), group.map(|group| (1, group)), Some((2, row.path.as_str()))];
        for level in levels.into_iter().flatten() {
            let of_speaker = quoted.entry(level).or_default().entry(speaker).or_default();
            of_speaker.documents += u64::from(of_speaker.last_document != row.document);
            of_speaker.last_document = row.document;
            of_speaker.quotations += 1;
            of_speaker.words += row.words;
            if let Some(verdict) = verdicts.get(&(row.document, row.quote)) {
                *of_speaker.verdicts.entry(verdict).or_default() += 1;
            }
        }
    }
    let mut rows = Vec::new();
    for ((level, value), speakers) in quoted {
        let words: u64 = speakers.values().map(|quoted| quoted.words).sum();
        let mut speakers: Vec<(&str, Quoted<'_>)> = speakers.into_iter().collect();
        speakers.sort_by_key(|(_, quoted)| std::cmp::Reverse((quoted.words, quoted.quotations)));
        rows.extend(speakers.into_iter().map(|(speaker, quoted)| {
            let verdict = |name: &str| quoted.verdicts.get(name).copied().unwrap_or_default();
            SpeakerQuotedRow {
                level: ["corpus", "group", "document"][usize::from(level)].into(),
                value: value.into(),
                speaker: speaker.into(),
                documents: quoted.documents,
                quotations: quoted.quotations,
                words: quoted.words,
                share: Real::from((words > 0).then(|| quoted.words as f64 / words as f64)),
                exact: verdict("exact"),
                edited: verdict("edited"),
                retranslated: verdict("retranslated"),
                without_source: verdict("similar") + verdict("none"),
            }
        }));
    }
    rows
}
