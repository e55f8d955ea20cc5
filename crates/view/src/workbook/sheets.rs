//! The sheets, in the order of the questions that a person asks.

use csv::StringRecord;

use crate::{ColumnInfo, Table, Tables, ViewError, table::field_of};

/// A sheet: what it is called, which table it shows, and which of its rows and columns.
pub(super) struct SheetPlan {
    /// At most 31 letters.
    pub(super) name: &'static str,
    pub(super) file: &'static str,
    /// The question that it answers.
    pub(super) question: &'static str,
    /// The columns that are not folded away; all, if none is named.
    pub(super) shown: &'static [&'static str],
    /// Numbers that have bars.
    pub(super) bars: &'static [&'static str],
    /// Whether stop words are filtered out at first.
    pub(super) hides_stop_words: bool,
    /// So many columns stay in sight.
    pub(super) frozen: u16,
}

/// No more rows of a table are on a sheet, if the person does not want more; the rest is in its file, and a last row says so.
pub const SHEET_ROWS: usize = 2000;
/// So many rows are looked at before a sheet is written: for the widths of its columns, and for the pictures.
const SAMPLE: usize = 500;
/// So many words of a group are shown.
const MOST_OF_VALUE: usize = 50;
/// So many words of a comparison that are not key are shown.
const MOST_UNDECIDED: usize = 100;

pub(super) const SHEETS: &[SheetPlan] = &[
    SheetPlan {
        name: "Documents",
        file: "documents.csv",
        question: "Which documents were read, and what are they?",
        shown: &[
            "document",
            "path",
            "title",
            "date",
            "source",
            "genre",
            "group",
            "language",
            "tokens",
            "excluded_tokens",
            "duplicate_of",
            "near_duplicate_of",
        ],
        bars: &["tokens"],
        hides_stop_words: false,
        frozen: 2,
    },
    SheetPlan {
        name: "Metadata",
        file: OWN_COLUMNS,
        question: "What do the documents have in your own columns?",
        shown: &[],
        bars: &["tokens"],
        hides_stop_words: false,
        frozen: 2,
    },
    SheetPlan {
        name: "Speakers",
        file: "speakers.csv",
        question: "Who speaks, and how much?",
        shown: &[],
        bars: &["tokens"],
        hides_stop_words: false,
        frozen: 1,
    },
    SheetPlan {
        name: "Words",
        file: "frequency.csv",
        question: "Which words are frequent?",
        shown: &[
            "rank",
            "language",
            "surface",
            "frequency",
            "per_million",
            "document_frequency",
            "stop_word",
        ],
        bars: &["per_million"],
        hides_stop_words: true,
        frozen: 4,
    },
    SheetPlan {
        name: "Words by group",
        file: "words_by_group.csv",
        question: "Which words are frequent where?",
        shown: &[],
        bars: &["per_million"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Differences",
        file: "keyness.csv",
        question: "What sets one part apart from the others?",
        shown: &[
            "comparison",
            "surface",
            "key",
            "log_ratio",
            "log_ratio_low",
            "log_ratio_high",
            "target_frequency",
            "reference_frequency",
            "target_document_frequency",
            "reference_document_frequency",
            "permutation_q",
            "permutation_fdr",
        ],
        bars: &["log_ratio"],
        hides_stop_words: false,
        frozen: 4,
    },
    SheetPlan {
        name: "Pairs",
        file: "collocations.csv",
        question: "Which words belong together?",
        shown: &[],
        bars: &["frequency"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Phrases",
        file: "data/expressions.csv",
        question: "Which sequences are more than their words?",
        shown: &[],
        bars: &["frequency"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Topics",
        file: "topics.csv",
        question: "What are the documents about?",
        shown: &[
            "topic",
            "status",
            "label",
            "prevalence",
            "stability",
            "passages",
            "words",
            "relevant_words",
        ],
        bars: &["prevalence", "stability"],
        hides_stop_words: false,
        frozen: 3,
    },
    SheetPlan {
        name: "Topics by group",
        file: "data/topic_groups.csv",
        question: "Who speaks of what, and when?",
        shown: &[],
        bars: &["share"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Topics by document",
        file: "data/document_topics.csv",
        question: "What is each document about?",
        shown: &[],
        bars: &["main_share"],
        hides_stop_words: false,
        frozen: 2,
    },
    SheetPlan {
        name: "Trends",
        file: "trends.csv",
        question: "How do words come and go?",
        shown: &[],
        bars: &["per_million"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Changes",
        file: "data/trend_changes.csv",
        question: "Which words changed from the first half of the time to the last?",
        shown: &[],
        bars: &[],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Dictionaries",
        file: "dictionary_groups.csv",
        question: "How often are the categories of your dictionaries found, and in which part?",
        shown: &[],
        bars: &["per_million"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Dictionary matches",
        file: "data/dictionary_matches.csv",
        question: "Which words did each pattern of a dictionary match?",
        shown: &[],
        bars: &["count"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Quotations",
        file: "quotes.csv",
        question: "What stands in quotation marks, and who is quoted?",
        shown: &[
            "document",
            "path",
            "quote",
            "kind",
            "speaker",
            "speaker_name",
            "speaker_status",
            "cue",
            "teller",
            "words",
            "text",
        ],
        bars: &["words"],
        hides_stop_words: false,
        frozen: 2,
    },
    SheetPlan {
        name: "Sources of quotations",
        file: "quote_traces.csv",
        question: "Where are the quotations from?",
        shown: &[
            "path",
            "quote",
            "verdict",
            "source",
            "quoted_speaker",
            "source_document",
            "source_turn",
            "source_speaker",
            "same_speaker",
            "days",
            "coverage",
            "sequence",
            "flags",
            "edits",
            "source_text",
        ],
        bars: &["sequence"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Coverage",
        file: "coverage.csv",
        question: "What was quoted of what was said, and what was not?",
        shown: &[],
        bars: &["share"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Shared passages",
        file: "passages.csv",
        question: "Which passages do documents share?",
        shown: &[],
        bars: &["tokens"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Taken over",
        file: "reuse.csv",
        question: "What do documents have from each other, and what was changed?",
        shown: &[
            "kind",
            "order",
            "days",
            "source_document",
            "text_document",
            "source_tokens",
            "text_tokens",
            "identity",
            "longest_run",
            "edits",
        ],
        bars: &["identity"],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Places",
        file: "kwic.csv",
        question: "Where do the words of kwic.nodes stand?",
        shown: &[],
        bars: &[],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Evidence",
        file: "evidence.csv",
        question: "Which sentences show it?",
        shown: &[],
        bars: &[],
        hides_stop_words: false,
        frozen: 0,
    },
    SheetPlan {
        name: "Ledger",
        file: "data/ledger.csv",
        question: "What became of every file?",
        shown: &[],
        bars: &[],
        hides_stop_words: false,
        frozen: 1,
    },
    SheetPlan {
        name: "Columns",
        file: "columns.csv",
        question: "What does each column mean?",
        shown: &["file", "column", "kind", "unit", "meaning", "parameters", "direction"],
        bars: &[],
        hides_stop_words: false,
        frozen: 3,
    },
];

/// What a sheet shows of a table: its first rows stand for all in what is set before they are written.
pub(super) struct Sheet<'a> {
    pub(super) plan: &'a SheetPlan,
    pub(super) sample: Table,
    /// How many rows it shows, and how many more the table has.
    pub(super) shown: usize,
    pub(super) more: u64,
}

/// Which rows of a table a sheet shows: is asked of one after another.
pub(super) type Wanted = Box<dyn FnMut(&[ColumnInfo], &StringRecord) -> bool>;

impl<'a> Sheet<'a> {
    /// Looks at the rows of a sheet; `None` where the folder has no such table, or one without rows.
    pub(super) fn of(plan: &'a SheetPlan, tables: &Tables, most: usize) -> Result<Option<Self>, ViewError> {
        let (mut wanted, mut shown) = (wanted(plan, most), 0);
        let sample = tables.read_where(plan.file, |columns, row| {
            let is_wanted = wanted(columns, row);
            shown += usize::from(is_wanted);
            is_wanted && shown <= SAMPLE
        })?;
        let has_rows =
            |table: &Table| !table.rows.is_empty() && (plan.file != OWN_COLUMNS || has_own_columns(table));
        Ok(sample.filter(has_rows).map(|sample| {
            let more = sample.more + sample.rows.len() as u64 - shown as u64;
            Self { plan, sample, shown, more }
        }))
    }
}

/// The rows of a sheet that a person reads; all, up to as many as the person wants, where these are more than usual.
pub(super) fn wanted(plan: &SheetPlan, most: usize) -> Wanted {
    match plan.file {
        "keyness.csv" if most <= SHEET_ROWS => Box::new(key_rows(most)),
        "words_by_group.csv" if most <= SHEET_ROWS => Box::new(rows_of_values(most)),
        _ => {
            let mut count = 0;
            Box::new(move |_, _| {
                count += 1;
                count <= most
            })
        }
    }
}

/// The table of documents that has the person's own columns, behind the last of ours.
const OWN_COLUMNS: &str = "data/documents_wide.csv";

fn has_own_columns(table: &Table) -> bool {
    table.columns.last().is_some_and(|last| last.name != "stems")
}

/// The key words of every comparison, and the first of the others.
fn key_rows(most: usize) -> impl FnMut(&[ColumnInfo], &StringRecord) -> bool {
    let (mut comparison, mut others, mut all) = (String::new(), 0, 0);
    move |columns, row| {
        let cell = |name: &str| field_of(columns, row, name);
        let of_row = cell("comparison").unwrap_or_default();
        if of_row != comparison {
            of_row.clone_into(&mut comparison);
            others = 0;
        }
        let is_key = matches!(cell("key"), Some("positive" | "negative"));
        others += usize::from(!is_key);
        let is_wanted = (is_key || others <= MOST_UNDECIDED) && all < 4 * most;
        all += usize::from(is_wanted);
        is_wanted
    }
}

/// The most frequent words of every value that are no stop words.
fn rows_of_values(most: usize) -> impl FnMut(&[ColumnInfo], &StringRecord) -> bool {
    let (mut value, mut count, mut all) = ([String::new(), String::new()], 0, 0);
    move |columns, row| {
        let cell = |name: &str| field_of(columns, row, name);
        let of_row = ["level", "value"].map(|name| cell(name).unwrap_or_default().to_owned());
        if of_row != value {
            value = of_row;
            count = 0;
        }
        let is_wanted = cell("stop_word") != Some("true") && count < MOST_OF_VALUE && all < most;
        count += usize::from(is_wanted);
        all += usize::from(is_wanted);
        is_wanted
    }
}
