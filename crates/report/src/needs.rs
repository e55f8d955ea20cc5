//! What a report is made of.

/// A result beyond the corpus, its account and its totals, which every run has. Each takes work that is left out where no report that
/// is written needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Which documents repeat others.
    Duplicates,
    /// How often each stem occurs in each document.
    DocumentTerms,
    /// Sequences of terms.
    Ngrams,
    /// Sequences of terms with gaps.
    Skipgrams,
    /// How evenly stems, and sequences of terms, are spread.
    Dispersion,
    /// The diversity of vocabularies, and readability.
    Diversity,
    /// Pairs of terms that occur together.
    Collocations,
    /// How far the terms of longer sequences belong together.
    Expressions,
    /// Parts of the corpus compared with each other.
    Keyness,
    /// Frequencies by period.
    Trends,
    /// Words in their contexts.
    Concordance,
    /// Places that show what rows of other reports speak of.
    Evidence,
    /// A topic model.
    Topics,
    /// Passages that show what topics are.
    TopicPassages,
    /// Topics by group, speaker and period.
    TopicGroups,
}
