//! What documents are cut into, for a person to look at.

use std::collections::BTreeMap;

use textmill_corpus::{DocumentId, SegmentView, TokenizedCorpus};
use textmill_ingest::{Decoding, DocumentSource, Found, Item, LedgerRow, Outcome, ReadBuffers};

use crate::{
    Observer, Plan, RunError,
    gather::{Gathered, gather_counted},
    observer::go_on,
    warnings::unexpected_rejects,
};

/// A document, or a file that is none.
#[derive(Debug)]
pub enum Examined<'a> {
    /// A document.
    Document {
        /// Its path.
        path: &'a str,
        /// Its text.
        text: &'a str,
        /// How it was decoded.
        decoding: &'a Decoding,
        /// Its segments, as a run counts them.
        segments: Vec<SegmentView<'a>>,
        /// The documents that it is one of, and its number among them.
        corpus: &'a TokenizedCorpus,
        /// See `corpus`.
        id: DocumentId,
    },
    /// A file that could not be used, or only in part, or is left out; the ledger says why.
    Other(&'a LedgerRow),
}

/// Gives every document with its segments in the order of the files, as a run would count them, then the files that are none. Returns how many
/// files could not be used. `give` says whether to go on.
///
/// # Errors
///
/// Inputs that are not there, or an observer that ends the work.
pub fn examine(
    plan: &Plan,
    inputs: &[String],
    observer: &dyn Observer,
    give: &mut dyn FnMut(Examined<'_>) -> bool,
) -> Result<u64, RunError> {
    let Gathered { files, account, corpus } = gather_counted(plan, inputs, observer)?;
    let places: BTreeMap<&str, DocumentId> =
        corpus.document_ids().map(|id| (corpus.document(id).path.as_str(), id)).collect();
    let (source, mut buffers) = (DocumentSource::new(&files, &plan.reading), ReadBuffers::default());
    let (mut goes_on, mut changed) = (true, 0);
    while goes_on {
        go_on(observer)?;
        let read = source.read_next(&mut buffers, &mut |Item { path, found, .. }| {
            let (Some(&id), Found::Document(source), true) = (places.get(path.as_str()), found, goes_on)
            else {
                return;
            };
            let (text, decoding) = (&source.decoded.text, &source.decoded.decoding);
            // A text that has changed since has other segments.
            if corpus.document(id).is_of(text) {
                let segments = corpus.segments_of(id).collect();
                goes_on =
                    give(Examined::Document { path: &path, text, decoding, segments, corpus: &corpus, id });
            } else {
                changed += 1;
            }
        });
        if read.is_none() {
            break;
        }
    }
    let is_other = |row: &&LedgerRow| !matches!(row.outcome, Outcome::Document(_) | Outcome::Container);
    for row in account.ledger.iter().filter(is_other) {
        goes_on = goes_on && give(Examined::Other(row));
    }
    Ok(unexpected_rejects(&account.ledger, &plan.expected_rejects) + changed)
}
