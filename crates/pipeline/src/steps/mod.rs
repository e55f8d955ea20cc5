//! The steps of a run, one file each: how a result that reports need is made of the corpus and of earlier results.

pub(crate) mod beginnings;
pub(crate) mod collocations;
pub(crate) mod compounds;
pub(crate) mod concordance;
pub(crate) mod counts;
pub(crate) mod dictionaries;
pub(crate) mod dispersion;
pub(crate) mod diversity;
mod edits;
pub(crate) mod evidence;
pub(crate) mod expressions;
pub(crate) mod keyness;
mod meaning;
pub(crate) mod passages;
pub(crate) mod quotes;
pub(crate) mod reuse;
pub(crate) mod topic_drift;
pub(crate) mod topic_examples;
pub(crate) mod topic_groups;
pub(crate) mod topic_phrases;
pub(crate) mod topics;
pub(crate) mod traces;
pub(crate) mod trends;
