//! What documents have from each other: passages that they share, quotations, and where these are from.
//!
//! - [`passages`](passages()) finds every sequence of terms that two documents share, exactly and completely; [`clusters`] joins those that
//!   overlap.
//!
//! **Invariant:** nothing here reads a file, and nothing depends on the number of threads.

mod passages;

pub use passages::{Passage, Passages, Place, RunTexts, clusters, passages};
