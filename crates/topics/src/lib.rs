//! Topic models whose bytes do not depend on the number of threads.
//!
//! In the order of the work: [`Passages`] are cut from the documents. [`TopicParams`] are checked, which gives
//! [`ValidParams`]; [`choose_topics`] finds how many topics the text supports. [`fit`] runs several chains of the
//! sampler and takes the most typical one. The [`TopicModel`] holds the result, [`coherence`] and [`labels`] help to
//! read it, [`second_opinion`](second_opinion()) compares it with another kind of model, and a [`SavedModel`] measures
//! new documents.

mod error;
mod params;

mod passages;

mod gibbs;

mod chains;
mod learn;
mod start;
mod state;
mod trace;

pub mod agreement;
mod divergence;
mod matching;

mod model;
mod stability;

pub mod coherence;
pub mod labels;
mod nmf;
mod second_opinion;

mod choose;
mod held_out;

mod reading;
mod saved;
mod saved_match;

#[cfg(test)]
mod noise;

pub use chains::{OnSweep, most_sweeps};
pub use choose::{Choice, FOLDS, GridPoint, Mean, choose_topics, sweeps_of_grid, usual_grid};
pub use error::TopicError;
pub use gibbs::{Chain, Corpus, CorpusError, Priors};
pub use held_out::{FixedTopics, completion};
pub use model::{TopicModel, fit};
pub use params::{TopicParams, ValidParams};
pub use passages::{
    LONGEST_PHRASE, ModelUnit, ModelWord, Passage, PassageRules, Passages, WordReader, generic_terms,
};
pub use reading::{ClassShares, DocumentPart, Example, examples};
pub use saved::{SavedFit, SavedModel, SavedModelError};
pub use saved_match::{TopicMatch, match_topics};
pub use second_opinion::{Match, SecondOpinion, second_opinion};
pub use stability::STABLE;
pub use state::ChainState;
pub use trace::{Decision, Trace, TracePoint};
