//! What a report is made of.

/// A result that is computed only if a report that is written needs it. Every run has the corpus, the account of its
/// files and its totals.
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
    /// How often the patterns of dictionaries match.
    Dictionaries,
    /// Words that hyphens join, whole.
    Compounds,
    /// With which words segments begin.
    Beginnings,
    /// Passages that documents share.
    Passages,
    /// What documents have from each other, with changes.
    Reuse,
    /// What stands in quotation marks.
    Quotations,
    /// Where quotations are from.
    Traces,
    /// Words in their contexts.
    Concordance,
    /// Passages of the text that illustrate the rows of other reports.
    Evidence,
    /// A topic model.
    Topics,
    /// Passages that illustrate topics.
    TopicPassages,
    /// Whether a saved model still fits.
    TopicDrift,
    /// Topics by document.
    DocumentTopics,
    /// Topics by group, speaker and period.
    TopicGroups,
}
