//! `data/ledger.csv`: the account of every file found.

use textmill_ingest::{LedgerRow, Outcome};

use crate::{InputRecord, ReportEntry, Text, columns::report};

report! {
    /// A row of the ledger.
    LedgerFileRow in "data/ledger.csv", one row is "a file found, or a record or member of one";
    path: Text, "", "The path below the input folder (a \\ in a name is shown as \\\\, a byte that is no UTF-8 as \\xNN); of a record the path of its file, / and the number of its line or row in eight figures, of a member of an archive / and its name.";
    status: Text, "", "document, container (a file whose records or members have rows of their own), rejected (it could not be used) or excluded (left out by a rule). Rows = documents + containers + rejected + excluded.";
    reason: Text, "", "Why it is no document, or why a container could not be read to its end; empty for a document.";
    document: Option<u64>, "", "The number of the document in documents.csv.";
    bytes: Option<u64>, "bytes", "The size of the file; empty where it was not read, and for a record or member.";
    sha256: Text, "", "The SHA-256 of the file; empty where it was not read, and for a record or member.";
    encoding: Text, "", "The encoding of a document, by its name in the WHATWG Encoding Standard.";
    encoding_evidence: Text, "", "How the encoding was found: configuration, byte order mark, zero bytes (of UTF-16 and UTF-32), escape sequences, valid UTF-8, UTF-8 but for so many places, declared in the page, format (which allows no other), guessed, or guessed, with the files beside it (which are in an encoding that the file alone does not show).";
    replaced_characters: Option<u64>, "characters", "How many times bytes without a meaning in the encoding were replaced by U+FFFD.";
    mojibake_characters: Option<u64>, "characters", "How many characters are certainly UTF-8 that was read as Windows-1252 before the file was saved, such as \u{e2}\u{20ac}\u{2122} for an apostrophe.";
    mojibake_mended: Option<bool>, "", "Whether these were mended, as input.mojibake says; empty where there are none.";
}

pub(super) const ENTRY: ReportEntry = ReportEntry::always::<LedgerFileRow>(|results, set| {
    set.write(rows(&results.account.ledger, &results.account.inputs))
});

/// The rows of the ledger; `inputs` are the files that were read, in the same order.
fn rows(ledger: &[LedgerRow], inputs: &[InputRecord]) -> Vec<LedgerFileRow> {
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
            mojibake_characters: None,
            mojibake_mended: None,
        };
        match &file.outcome {
            Outcome::Document(decoding) => {
                documents += 1;
                row.status = "document".into();
                row.document = Some(documents);
                row.encoding = decoding.encoding.into();
                row.encoding_evidence = decoding.evidence.to_string().into();
                row.replaced_characters = Some(decoding.replaced);
                row.mojibake_characters = Some(decoding.mojibake);
                row.mojibake_mended = (decoding.mojibake > 0).then_some(decoding.is_mended);
            }
            Outcome::Container => row.status = "container".into(),
            Outcome::BrokenOff(reason) => {
                row.status = "container".into();
                row.reason = format!(
                    "breaks off: {reason}; the documents before that are counted, the rest is lost; get a whole copy of the file"
                )
                .into();
            }
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
