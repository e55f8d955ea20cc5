//! The documents in shares of about the same size, which threads take one at a time.

use std::ops::Range;

use rayon::prelude::*;

use super::{Budget, CountError, Sentences, error::in_32_bits};

/// Consecutive documents, which one thread looks at.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub(crate) documents: Range<usize>,
    pub(crate) tokens: usize,
}

/// So many chunks for each thread make up for those that take longer than others.
const CHUNKS_PER_THREAD: usize = 4;
const FEWEST_TOKENS: usize = 1 << 12;
const MOST_TOKENS: usize = 1 << 22;
/// The number of a document has 31 bits at most.
const MOST_DOCUMENTS: usize = 1 << 31;

/// Shares the documents out.
pub(crate) fn chunks<S: Sentences + ?Sized>(
    sentences: &S,
    budget: &Budget,
) -> Result<Vec<Chunk>, CountError> {
    if sentences.documents() > MOST_DOCUMENTS {
        return Err(CountError::TooLarge { what: "documents", count: sentences.documents() as u64 });
    }
    in_32_bits("units", sentences.units())?;
    let sizes = (0..sentences.documents()).into_par_iter().map(|document| sentences.tokens(document));
    let sizes: Vec<usize> = sizes.collect();
    let threads = rayon::current_num_threads().max(1);
    // What each thread holds of its chunk, a few bytes for each token, is small beside the budget.
    let most = (budget.bytes / threads / 32).clamp(FEWEST_TOKENS, MOST_TOKENS);
    let share = sizes.iter().sum::<usize>().div_ceil(threads * CHUNKS_PER_THREAD).clamp(FEWEST_TOKENS, most);
    let mut chunks: Vec<Chunk> = Vec::new();
    for (document, size) in sizes.into_iter().enumerate() {
        match chunks.last_mut() {
            Some(chunk) if chunk.tokens + size / 2 < share => {
                chunk.documents.end = document + 1;
                chunk.tokens += size;
            }
            _ => chunks.push(Chunk { documents: document..document + 1, tokens: size }),
        }
    }
    Ok(chunks)
}

/// How many tokens all chunks have.
pub(crate) fn tokens(chunks: &[Chunk]) -> usize {
    chunks.iter().map(|chunk| chunk.tokens).sum()
}
