//! Latent Dirichlet allocation whose bytes do not depend on the number of threads.
//!
//! A [`Corpus`] and [`Priors`] start a [`Chain`], which sweeps.

mod corpus;
mod lanes;
mod philox;
mod simd;

mod batches;
mod changes;
mod lists;
mod rates;
mod rows;
mod sweep;

mod abreast;
mod batch;
mod dense;
mod sequence;
mod sparse;
mod steps;

mod counts;

mod chain;
mod likelihood;

#[cfg(test)]
mod bars;
#[cfg(test)]
mod posterior;
#[cfg(test)]
mod same_bytes;

pub use chain::Chain;
pub use corpus::{Corpus, CorpusError, Priors};
pub(crate) use philox::Draws;
