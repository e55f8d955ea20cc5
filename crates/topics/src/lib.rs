//! Topic models whose bytes do not depend on the number of threads.
//!
//! In the order of the work: [`Passages`] are cut from the documents, [`TopicParams`] are checked into [`ValidParams`],
//! [`fit`] runs the sampler, the [`TopicModel`] says what it found, and [`npmi`] how coherent it is.

mod error;
mod params;
mod philox;

mod passages;

mod counts;
mod lda;

mod model;

mod coherence;

pub use coherence::npmi;
pub use error::TopicError;
pub use lda::fit;
pub use model::TopicModel;
pub use params::{TopicParams, ValidParams};
pub use passages::{Passage, PassageRules, Passages};
