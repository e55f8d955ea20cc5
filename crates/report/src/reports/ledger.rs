//! `ledger.csv`: the account of every file found.

use textmill_ingest::{LedgerRow, Outcome};

use crate::{InputRecord, Text, columns::report};

report! {
    /// A row of the ledger.
    LedgerFileRow in "ledger.csv", one row is "a file found, or a record or member of one";
    path: Text, "", "The path below the input folder; of a record the path of its file, # and the number of its line or row, of a member of an archive / and its name.";
    status: Text, "", "document, container (a file whose records or members have rows of their own), rejected (it could not be used) or excluded (left out by a rule). Rows = documents + containers + rejected + excluded.";
    reason: Text, "", "Why it is no document; empty for a document.";
    document: Option<u64>, "", "The number of the document in documents.csv.";
    bytes: Option<u64>, "bytes", "The size of the file; empty where it was not read, and for a record or member.";
    sha256: Text, "", "The SHA-256 of the file; empty where it was not read, and for a record or member.";
    encoding: Text, "", "The encoding of a document, by its name in the WHATWG Encoding Standard.";
    encoding_evidence: Text, "", "How the encoding was found: byte order mark, valid UTF-8, or guessed.";
    replaced_characters: Option<u64>, "characters", "How many times bytes without a meaning in the encoding were replaced by U+FFFD.";
}

/// The rows of the ledger; `inputs` are the files that were read, in the same order.
pub fn ledger_rows(ledger: &[LedgerRow], inputs: &[InputRecord]) -> Vec<LedgerFileRow> {
    let mut documents = 0;
    let row = |file: &LedgerRow| {
        let input = inputs
            .binary_search_by(|input| input.path.as_str().cmp(&file.path))
            .ok()
            .map(|place| &inputs[place]);
        let mut row = LedgerFileRow {
            path: file.path.as_str().into(),
            status: Text::default(),
            reason: Text::default(),
            document: None,
            bytes: file.bytes,
            sha256: input.map_or_else(Text::default, |input| input.sha256.as_str().into()),
            encoding: Text::default(),
            encoding_evidence: Text::default(),
            replaced_characters: None,
        };
        match &file.outcome {
            Outcome::Document { encoding, evidence, replaced } => {
                documents += 1;
                row.status = "document".into();
                row.document = Some(documents);
                row.encoding = (*encoding).into();
                row.encoding_evidence = evidence.to_string().into();
                row.replaced_characters = Some(*replaced);
            }
            Outcome::Container => row.status = "container".into(),
            Outcome::Rejected(reject) => {
                row.status = "rejected".into();
                row.reason = reject.to_string().into();
            }
            Outcome::Excluded(rule) => {
                row.status = "excluded".into();
                row.reason = rule.as_str().into();
            }
        }
        row
    };
    ledger.iter().map(row).collect()
}
