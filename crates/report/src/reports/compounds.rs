//! `data/compounds.csv`: words that hyphens join, whole.

use crate::{Need, ReportEntry, Text, columns::report};

report! {
    /// A row of the table of compounds.
    CompoundRow in "data/compounds.csv", one row is "a word that hyphens join, counted whole beside its parts (tokens.hyphens = \"both\")";
    language: Text, "", "The language.";
    compound: Text, "", "Its normal form, hyphens included.";
    surface: Text, "", "Its commonest spelling, for reading.";
    parts: u64, "tokens", "How many tokens it is in all other reports, which count its parts.";
    frequency: u64, "occurrences", "How often it occurs in the counted segments. The sum of frequency * (parts - 1) over all rows is how many fewer tokens the corpus has if compounds are whole.";
    document_frequency: u64, "documents", "In how many documents.";
    solid_frequency: u64, "tokens", "How often the same letters are written as one word without a hyphen.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::on_request::<CompoundRow>(&[Need::Compounds], |results, set| {
        set.write(results.compounds.iter().cloned())
    });
