//! `data/documents_wide.csv`: the person's own columns beside ours, a row for each document.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::ser::{Serialize, SerializeTuple, Serializer};
use textmill_corpus::Document;
use textmill_frequency::DocumentProfile;

use crate::{AddedColumn, Column, Report, ReportEntry, Text};

/// More columns than this are of use to nobody: records may have thousands of keys.
const MOST_ATTRIBUTES: usize = 200;

/// A document with all that is known of it.
#[derive(Clone, Debug, PartialEq)]
struct DocumentWideRow {
    document: u64,
    texts: [Text; 8],
    counts: [u64; 6],
    attributes: Vec<Text>,
}

impl Report for DocumentWideRow {
    const FILE: &'static str = "data/documents_wide.csv";
    const ROW: &'static str =
        "a document, with a column for each column of metadata.csv, of a table or of JSON records";

    fn columns() -> Vec<Column> {
        let column = |(name, kind, unit, meaning)| Column { name, kind, unit, meaning, definition: None };
        [
            ("document", "integer", "", "The number of the document in documents.csv."),
            ("path", "text", "", "The path below the input folder."),
            ("title", "text", "", "Its title, as in documents.csv."),
            ("date", "text", "", "Its day (ISO 8601), as in documents.csv."),
            ("published", "text", "", "The day when it was published or submitted, where the text says so."),
            ("source", "text", "", "Who published it."),
            ("genre", "text", "", "What sort of text it is, as in documents.csv."),
            ("group", "text", "", "Its group."),
            ("language", "text", "", "Its language."),
            ("segments", "integer", "segments", "Its segments."),
            ("sentences", "integer", "sentences", "Its sentences that are counted."),
            ("tokens", "integer", "tokens", "Its words that are counted."),
            ("excluded_tokens", "integer", "tokens", "Its words that are left out."),
            ("types", "integer", "types", "Its distinct terms."),
            ("stems", "integer", "stems", "Its distinct stems."),
        ]
        .into_iter()
        .map(column)
        .collect()
    }
}

impl Serialize for DocumentWideRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 1 + self.texts.len() + self.counts.len() + self.attributes.len();
        let mut row = serializer.serialize_tuple(fields)?;
        row.serialize_element(&self.document)?;
        self.texts.iter().try_for_each(|text| row.serialize_element(text))?;
        self.counts.iter().try_for_each(|count| row.serialize_element(count))?;
        self.attributes.iter().try_for_each(|value| row.serialize_element(value))?;
        row.end()
    }
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<DocumentWideRow>(&[], |results, set| {
    let documents = results.corpus.documents();
    let names = attributes(documents);
    let rows = documents.iter().zip(&results.counts.totals.profiles).zip(1..);
    set.write_wider(
        &columns(&names),
        rows.map(|((document, profile), number)| row(number, document, profile, &names)),
    )
});

/// The names of the attributes that most documents have, in their byte order.
fn attributes(documents: &[Document]) -> Vec<Arc<str>> {
    let mut uses: BTreeMap<&Arc<str>, u64> = BTreeMap::new();
    for name in documents.iter().flat_map(|document| document.metadata.attributes.keys()) {
        *uses.entry(name).or_default() += 1;
    }
    let mut order: Vec<(&Arc<str>, u64)> = uses.into_iter().collect();
    order.sort_by_key(|(_, uses)| Reverse(*uses));
    let most: BTreeSet<&Arc<str>> = order.into_iter().take(MOST_ATTRIBUTES).map(|(name, _)| name).collect();
    most.into_iter().cloned().collect()
}

/// The columns of attributes. One with the name of a column of ours, or of another in other letters, has a name that is its own.
fn columns(names: &[Arc<str>]) -> Vec<AddedColumn> {
    let mut taken: BTreeSet<String> =
        DocumentWideRow::columns().iter().map(|column| column.name.to_owned()).collect();
    let column = Column {
        name: "",
        kind: "text",
        unit: "",
        meaning: "The value of the attribute of this name (data/attributes.csv), which a document without it lacks; one with the name of a column of \
                  ours has metadata_ before it. The 200 that most documents have are columns.",
        definition: None,
    };
    let own = |name: &Arc<str>| {
        let mut own = name.split_whitespace().collect::<Vec<_>>().join(" ");
        while !taken.insert(own.to_lowercase()) {
            own.insert_str(0, "metadata_");
        }
        AddedColumn { name: own, column }
    };
    names.iter().map(own).collect()
}

fn row(number: u64, document: &Document, profile: &DocumentProfile, names: &[Arc<str>]) -> DocumentWideRow {
    let metadata = &document.metadata;
    let text = |value: Option<&str>| Text::from(value.unwrap_or_default());
    DocumentWideRow {
        document: number,
        texts: [
            document.path.as_str().into(),
            document.shown_title().into(),
            document.iso_date().into(),
            document.iso_published().into(),
            text(metadata.source.as_deref()),
            document.shown_genre().into(),
            text(metadata.group.as_deref()),
            document.language.to_string().into(),
        ],
        counts: [
            profile.segments,
            profile.sentences,
            profile.tokens,
            profile.excluded_tokens,
            profile.types,
            profile.stems,
        ],
        attributes: names
            .iter()
            .map(|name| text(metadata.attributes.get(name).map(|value| &**value)))
            .collect(),
    }
}
