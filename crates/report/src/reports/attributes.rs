//! `data/attributes.csv`: what metadata, tables and records say of documents beside what `documents.csv` has a column for.

use textmill_corpus::Document;

use crate::{ReportEntry, Text, columns::report};

report! {
    /// A row of the list of attributes.
    AttributeRow in "data/attributes.csv", one row is "a value that a document has in a column of metadata.csv, a table or JSON records";
    document: u64, "", "The number of the document in documents.csv.";
    path: Text, "", "The path below the input folder.";
    attribute: Text, "", "The name of the column, in lower case: what keyness.by, trends.by, topics.by and selection.where may name.";
    value: Text, "", "What stands in it; a document whose cell is empty has no row, nor has a value of a record that is longer than 400 bytes, which is a text, or one that is a list or an object.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::usual::<AttributeRow>(&[], |results, set| {
    set.write((1..).zip(results.corpus.documents()).flat_map(|(number, document)| rows(number, document)))
});

/// The attributes of a document, by their names.
fn rows(number: u64, document: &Document) -> impl Iterator<Item = AttributeRow> + '_ {
    document.metadata.attributes.iter().map(move |(name, value)| AttributeRow {
        document: number,
        path: document.path.as_str().into(),
        attribute: name.to_string().into(),
        value: value.to_string().into(),
    })
}
