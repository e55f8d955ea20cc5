//! The text that is counted.

/// Documents as sentences of unit ids.
///
/// Nothing is counted across the end of a sentence.
pub trait Sentences: Sync {
    /// How many documents there are.
    fn documents(&self) -> usize;

    /// How many units there are: every id is less.
    fn units(&self) -> usize;

    /// Gives the sentences of a document in the order of the text, the same ones at every call.
    ///
    /// The slice may be a buffer that is used again for the next sentence.
    fn each_run(&self, document: usize, give: &mut dyn FnMut(&[u32]));

    /// How many tokens a document has, or a few more. It only guides how the work is shared, and the memory that is asked for.
    fn tokens(&self, document: usize) -> usize {
        let mut tokens = 0;
        self.each_run(document, &mut |run| tokens += run.len());
        tokens
    }
}
