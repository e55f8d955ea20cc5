//! The text that is counted.

/// Documents as sentences of unit ids.
///
/// Sequences and windows never cross the end of a sentence.
pub trait Sentences: Sync {
    /// The number of documents.
    fn documents(&self) -> usize;

    /// The number of units; every id is below it.
    fn units(&self) -> usize;

    /// Calls `give` for each sentence of a document in the order of the text; every call of this method gives the same
    /// sentences.
    ///
    /// The slice may be a buffer that is reused for the next sentence.
    fn each_run(&self, document: usize, give: &mut dyn FnMut(&[u32]));

    /// The number of tokens of a document, or a few more. It only determines how work is shared and how much memory is
    /// reserved.
    fn tokens(&self, document: usize) -> usize {
        let mut tokens = 0;
        self.each_run(document, &mut |run| tokens += run.len());
        tokens
    }
}
