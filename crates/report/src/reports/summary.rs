//! `summary.csv`: the totals by which the other reports balance.

use textmill_corpus::TokenizedCorpus;
use textmill_frequency::NgramCounts;

use crate::{
    Account, Counts, MarkTotals, Outcomes, ReportEntry, Results, Text, TopicResults, columns::report,
};

report! {
    /// A row of the totals.
    SummaryRow in "summary.csv", one row is "a total of the run";
    subject: Text, "", "What is counted.";
    total: u64, "", "How many there are.";
    meaning: Text, "", "Which files or rows add up to it.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::always::<SummaryRow>(|results, set| set.write(rows(results)));

/// The rows: of files, of words, of n-grams and of topics.
fn rows(results: &Results) -> Vec<SummaryRow> {
    let Results { account, corpus, counts, topics, .. } = results;
    let mut rows = file_rows(account);
    rows.extend(word_rows(corpus, counts, account));
    rows.extend(results.ngrams.iter().flat_map(ngram_rows));
    rows.extend(topic_rows(topics));
    rows.extend(reuse_rows(results));
    rows
}

fn row(what: &str, value: u64, meaning: &str) -> SummaryRow {
    SummaryRow { subject: what.into(), total: value, meaning: meaning.into() }
}

fn file_rows(account: &Account) -> Vec<SummaryRow> {
    let Outcomes { documents, containers, rejected, excluded } = account.outcomes();
    let rows = account.ledger.len() as u64;
    vec![
        row("files found", account.files, "files below the inputs, without the records and members in them"),
        row("rows of the ledger", rows, "documents + containers + rejected + excluded"),
        row("documents", documents, "the rows of documents.csv"),
        row("containers", containers, "files whose records or members are documents"),
        row(
            "rejected files",
            rejected,
            "files, records and members that could not be used; data/ledger.csv says why",
        ),
        row("excluded files", excluded, "files left out by a rule; data/ledger.csv says which"),
    ]
}

fn word_rows(corpus: &TokenizedCorpus, counts: &Counts, account: &Account) -> Vec<SummaryRow> {
    let totals = &counts.totals;
    let excluded = totals.profiles.iter().map(|profile| profile.excluded_tokens).sum();
    let sentences = totals.profiles.iter().map(|profile| profile.sentences).sum();
    let of_stems = "the sum of frequency.csv, of data/forms.csv and of documents.csv";
    let left_out = "words of segments that the selection leaves out; data/segments.csv says which";
    let by_rules =
        "hashtags, mentions, addresses or numbers that the configuration leaves out; among no other tokens";
    vec![
        row("tokens of the texts", corpus.token_count(), "tokens counted + tokens left out"),
        row("tokens counted", totals.stems.tokens(), of_stems),
        row("tokens left out", excluded, left_out),
        row("tokens left out by [tokens]", account.tokens_left_out, by_rules),
        row(
            "markup left out",
            account.markup,
            "entities, tags and addresses of links in the texts; among no other tokens",
        ),
        row("sentences", sentences, "sentences of the segments counted"),
        row(
            "types",
            totals.terms.types() as u64,
            "distinct terms; data/forms.csv has a row for each spelling of them",
        ),
        row("stems", totals.stems.types() as u64, "distinct stems; the rows of frequency.csv"),
    ]
}

fn ngram_rows(ngrams: &NgramCounts) -> Vec<SummaryRow> {
    let NgramCounts { n, occurrences, types, .. } = ngrams;
    let shown: u64 = ngrams.ngrams.iter().map(|ngram| ngram.frequency).sum();
    let rows = ngrams.ngrams.len() as u64;
    let all = "sequences in the text: the sum of max(0, L - n + 1) over clauses (or sentences: ngrams.across) of L tokens";
    let of_table = "the rows of data/ngrams.csv for this length";
    vec![
        row(&format!("{n}-grams"), *occurrences, all),
        row(&format!("{n}-grams in rows"), shown, "the sum of data/ngrams.csv for this length"),
        row(&format!("{n}-grams too rare for a row"), occurrences - shown, "see ngrams.min_frequency"),
        row(&format!("different {n}-grams"), *types, "with and without a row"),
        row(&format!("different {n}-grams in rows"), rows, of_table),
    ]
}

fn topic_rows(topics: &TopicResults) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    if !topics.passages.is_empty() {
        let (passages, words) = (topics.passages.len() as u64, topics.passages.tokens() as u64);
        rows.push(row("passages", passages, "what the topic model takes for a document"));
        rows.push(row("words in passages", words, "the words that the topic model reads"));
    }
    let Some(model) = topics.fitted.as_ref().map(|fitted| &fitted.model) else { return rows };
    let unstable = (0..model.topics()).filter(|&topic| !model.is_stable(topic)).count() as u64;
    let chains = "how many models were fitted, of which the most typical is shown";
    let sweeps = "how often the sampler visited every word in each chain";
    rows.extend([
        row("topics", model.topics() as u64, "the rows of topics.csv"),
        row("unstable topics", unstable, "topics that the text does not support"),
        row("chains", model.params().chains().into(), chains),
        row("chain", model.chain() as u64 + 1, "the number of that one"),
        row("sweeps", model.params().sweeps().into(), sweeps),
    ]);
    rows
}

/// What is shared and quoted, where that was looked for.
fn reuse_rows(results: &Results) -> Vec<SummaryRow> {
    let Results { passages, reuse, quotations, traces, .. } = results;
    let mut rows = Vec::new();
    if !passages.rows.is_empty() {
        let crowded = "sequences at so many places (more than 128) that not every two of these were compared; of a passage around one, that is always part of longer ones, the row may be missing";
        rows.extend([
            row("shared passages", passages.rows.len() as u64, "the rows of passages.csv"),
            row(
                "places of shared passages",
                passages.places.len() as u64,
                "the rows of data/passage_places.csv",
            ),
            row("crowded sequences", passages.crowded, crowded),
        ]);
    }
    if !reuse.rows.is_empty() || reuse.crowded > 0 {
        let passed_over = "sequences of three words at more than 16 places: nothing was looked for around these alone; passages.csv has what is shared there word by word";
        rows.extend([
            row("passages taken over", reuse.rows.len() as u64, "the rows of reuse.csv"),
            row("sequences at many places", reuse.crowded, passed_over),
        ]);
    }
    let MarkTotals { marks, opening, closing, apostrophes, unresolved } = quotations.marks;
    if marks > 0 {
        let all = "opening + closing + apostrophes + unresolved, in all segments";
        let quotes = "the rows of quotes.csv; as many as opening marks";
        rows.extend([
            row("quotation marks and apostrophes", marks, all),
            row("opening marks", opening, quotes),
            row("closing marks", closing, "a quotation that goes on, or that nothing closes, has none"),
            row("apostrophes", apostrophes, "in words, behind them, and for what is left out"),
            row("unresolved marks", unresolved, "measures in inches, marks without a partner"),
        ]);
    }
    if !traces.rows.is_empty() {
        let claims = traces
            .rows
            .iter()
            .filter(|row| row.rank == 1 && !matches!(row.verdict.as_str(), "similar" | "none"));
        rows.push(row(
            "quotations with a source",
            claims.count() as u64,
            "those of quote_traces.csv whose first row claims one",
        ));
    }
    rows
}
