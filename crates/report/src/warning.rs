//! What a reader of the reports should know.

use std::collections::{BTreeMap, BTreeSet};

use crate::reports::WarningRow;

/// What a warning is about. The order of the variants is that of the rows: what changes the numbers most comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WarningKind {
    /// A file breaks off: words are missing.
    BrokenOff,
    /// A file of the configuration is another one than in the run that is repeated.
    OtherSetting,
    /// Documents whose language could not be told.
    UnknownLanguage,
    /// Characters that mean nothing in the encoding.
    ReplacedCharacters,
    /// UTF-8 that was read as another encoding before.
    Mojibake,
    /// Letters that fit neither language nor word.
    StrangeLetters,
    /// Words cut by escapes.
    Escapes,
    /// Documents that repeat others and count.
    Repeats,
    /// Counts of characters where words are not found.
    CharactersForWords,
    /// Documents without a text.
    EmptyDocument,
    /// Remnants of markup.
    Markup,
    /// Languages without a stemmer or a list of stop words.
    NoStemmer,
    /// Rows of a table of metadata without a file.
    Metadata,
    /// A name or a pattern of the configuration that nothing has.
    NoEffect,
    /// A list of words that has no effect or two meanings.
    WordList,
    /// What of a dictionary was left out or guessed.
    Dictionary,
    /// A document that changed while it was read.
    ChangedFile,
    /// What is compared, where nobody has said so.
    Compared,
    /// Comparisons of nothing.
    NothingCompared,
    /// Comparisons in which nothing can be key.
    TooFewDocuments,
    /// Comparisons of parts of the same documents.
    BothSides,
    /// Comparisons and labellings that were left out.
    ComparisonBound,
    /// Topics on which chains disagree.
    UnstableTopics,
    /// Languages that the topic model does not read.
    TopicLanguages,
    /// Why there are no topics.
    NoTopics,
    /// How much of the documents a saved model knows.
    AppliedModel,
    /// Quotations whose source is not looked for, or stands in no turn.
    Quotations,
    /// Tables with more rows than a spreadsheet has.
    LongTables,
    /// Documents in no period.
    Dates,
    /// Periods that say less than they seem to.
    Periods,
    /// Values that have no rows of their own.
    Parts,
}

impl WarningKind {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// The stage of the work.
    pub fn stage(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::BrokenOff => ("file breaks off", "ingest"),
            Self::OtherSetting => ("other setting", "configuration"),
            Self::UnknownLanguage => ("unknown language", "stem"),
            Self::ReplacedCharacters => ("replaced characters", "ingest"),
            Self::Mojibake => ("mojibake", "ingest"),
            Self::StrangeLetters => ("strange letters", "ingest"),
            Self::Escapes => ("escapes", "normalize"),
            Self::Repeats => ("repeats", "frequency"),
            Self::CharactersForWords => ("characters for words", "normalize"),
            Self::EmptyDocument => ("empty document", "ingest"),
            Self::Markup => ("markup", "normalize"),
            Self::NoStemmer => ("no stemmer", "stem"),
            Self::Metadata => ("metadata", "ingest"),
            Self::NoEffect => ("no effect", "configuration"),
            Self::Dictionary => ("dictionary", "dictionary"),
            Self::WordList => ("word list", "configuration"),
            Self::ChangedFile => ("changed file", "report"),
            Self::Compared => ("compared", "frequency"),
            Self::NothingCompared => ("nothing compared", "frequency"),
            Self::TooFewDocuments => ("too few documents", "frequency"),
            Self::BothSides => ("documents on both sides", "frequency"),
            Self::ComparisonBound => ("comparisons left out", "frequency"),
            Self::UnstableTopics => ("unstable topics", "topics"),
            Self::TopicLanguages => ("languages of topics", "topics"),
            Self::NoTopics => ("no topics", "topics"),
            Self::AppliedModel => ("applied model", "topics"),
            Self::Quotations => ("quotations", "reuse"),
            Self::LongTables => ("long tables", "report"),
            Self::Dates => ("dates", "frequency"),
            Self::Periods => ("periods", "frequency"),
            Self::Parts => ("parts left out", "frequency"),
        }
    }
}

/// Something that a reader of the reports should know.
///
/// ```
/// use textmill_report::{Warning, WarningKind, warning_rows};
///
/// let replaced = |path: &str, count| Warning::new(WarningKind::ReplacedCharacters, path, "{n} characters were replaced").amount(count);
/// let rows = warning_rows(&[replaced("a.txt", 2), replaced("b.txt", 3)]);
/// assert_eq!(rows.len(), 1);
/// assert_eq!(rows[0].subject.as_str(), "a.txt; b.txt");
/// assert_eq!((rows[0].count, rows[0].warning.as_str()), (2, "5 characters were replaced"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    kind: WarningKind,
    subject: String,
    message: String,
    amount: Option<u64>,
}

/// What stands for the amount in a message that has one.
const AMOUNT: &str = "{n}";
/// So many places are named; of the others only how many there are is said.
const NAMED_PLACES: usize = 3;

impl Warning {
    /// What it is about.
    pub fn kind(&self) -> WarningKind {
        self.kind
    }

    /// A warning about a file, parameter or report: what happened, and what could be done about it.
    pub fn new(kind: WarningKind, subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind, subject: subject.into(), message: message.into(), amount: None }
    }

    /// The first name in the message that stands in quotation marks, with them.
    fn quoted(&self) -> Option<&str> {
        let start = self.message.find('"')?;
        let end = self.message.get(start + 1..)?.find('"')? + start + 2;
        self.message.get(start..end)
    }

    /// How much there is of it here: the first `{n}` in the message, where warnings that are otherwise the same are added up.
    #[must_use]
    pub fn amount(self, amount: u64) -> Self {
        Self { amount: Some(amount), ..self }
    }
}

/// The rows of warnings: one for those that say the same of several places, in the order of what they are about, then of the first place.
pub fn warning_rows(warnings: &[Warning]) -> Vec<WarningRow> {
    let mut groups: BTreeMap<(WarningKind, usize), Vec<&Warning>> = BTreeMap::new();
    let mut first: BTreeMap<(WarningKind, &str), usize> = BTreeMap::new();
    for (place, warning) in warnings.iter().enumerate() {
        let place = *first.entry((warning.kind, warning.message.as_str())).or_insert(place);
        groups.entry((warning.kind, place)).or_default().push(warning);
    }
    let groups = without_crowds(groups);
    let row = |((kind, _), warnings): ((WarningKind, usize), Vec<&Warning>)| {
        let distinct: BTreeSet<&str> = warnings.iter().map(|warning| warning.message.as_str()).collect();
        let amount: Option<u64> =
            warnings.iter().filter_map(|warning| warning.amount).reduce(u64::saturating_add);
        let named: Vec<&str> =
            warnings.iter().take(NAMED_PLACES).map(|warning| warning.subject.as_str()).collect();
        let mut subject = named.join("; ");
        if warnings.len() > NAMED_PLACES {
            subject.push_str(&format!(" and {} more", warnings.len() - NAMED_PLACES));
        }
        let mut message = warnings.first().map_or("", |warning| &warning.message).to_owned();
        if distinct.len() > 1 {
            subject = named.first().copied().unwrap_or_default().to_owned();
            let others: Vec<&str> = warnings.iter().skip(1).filter_map(|warning| warning.quoted()).collect();
            let more = others.len().saturating_sub(NAMED_PLACES);
            let shown = others.get(..others.len() - more).unwrap_or_default().join(", ");
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            message.push_str(&format!("; the same is true of {shown}{more}"));
        }
        if let Some(amount) = amount {
            message = message.replacen(AMOUNT, &amount.to_string(), 1);
        }
        WarningRow {
            kind: kind.name().into(),
            stage: kind.stage().into(),
            count: warnings.len() as u64,
            subject: subject.into(),
            warning: message.into(),
        }
    };
    groups.into_iter().map(row).collect()
}

/// More names without effect than this of one key are one row.
const MOST_NAMES: usize = 5;

/// The groups of warnings, with those of many names of one key that have no effect put together.
fn without_crowds(
    groups: BTreeMap<(WarningKind, usize), Vec<&Warning>>,
) -> BTreeMap<(WarningKind, usize), Vec<&Warning>> {
    let mut of_key: BTreeMap<&str, Vec<(WarningKind, usize)>> = BTreeMap::new();
    for (place, warnings) in &groups {
        if let (WarningKind::NoEffect, Some(first)) = (place.0, warnings.first()) {
            of_key.entry(first.subject.as_str()).or_default().push(*place);
        }
    }
    let mut groups = groups;
    for places in of_key.into_values().filter(|places| places.len() > MOST_NAMES) {
        let all: Vec<&Warning> = places.iter().filter_map(|place| groups.remove(place)).flatten().collect();
        groups.insert(places[0], all);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::{Warning, WarningKind, warning_rows};

    #[test]
    fn what_says_the_same_is_one_row_and_what_matters_more_comes_first() {
        let empty =
            |number: usize| Warning::new(WarningKind::EmptyDocument, format!("{number}.txt"), "it is empty");
        let mut warnings: Vec<Warning> = (1..=5).map(empty).collect();
        warnings.push(Warning::new(WarningKind::NoEffect, "kwic.nodes", "\"a\" is nowhere"));
        warnings.push(Warning::new(WarningKind::NoEffect, "kwic.nodes", "\"b\" is nowhere"));
        warnings.push(Warning::new(WarningKind::BrokenOff, "z.gz", "it breaks off"));
        let rows = warning_rows(&warnings);
        let shown: Vec<(&str, u64, &str)> =
            rows.iter().map(|row| (row.kind.as_str(), row.count, row.subject.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("file breaks off", 1, "z.gz"),
                ("empty document", 5, "1.txt; 2.txt; 3.txt and 2 more"),
                ("no effect", 1, "kwic.nodes"),
                ("no effect", 1, "kwic.nodes"),
            ]
        );
        assert!(rows[2].warning.contains("\"a\""), "in the order in which they came");
    }

    #[test]
    fn braces_in_names_are_no_place_for_an_amount() {
        let plain = Warning::new(WarningKind::EmptyDocument, "{n}.txt", "{n}.txt is empty");
        let counted = Warning::new(WarningKind::Mojibake, "a.txt", "{n} letters of {n}.txt").amount(3);
        let texts: Vec<String> =
            warning_rows(&[plain, counted]).into_iter().map(|row| row.warning.to_string()).collect();
        assert_eq!(texts, ["3 letters of {n}.txt", "{n}.txt is empty"]);
    }

    #[test]
    fn many_names_without_effect_are_one_row_a_key() {
        let missing = |number: usize| {
            let name = char::from(b'a' + number as u8);
            Warning::new(WarningKind::NoEffect, "trends.words", format!("\"{name}\" has no effect"))
        };
        let mut warnings: Vec<Warning> = (0..6).map(missing).collect();
        warnings.push(Warning::new(WarningKind::NoEffect, "kwic.nodes", "\"z\" is nowhere"));
        let rows = warning_rows(&warnings);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].count, rows[0].subject.as_str()), (6, "trends.words"));
        assert_eq!(
            rows[0].warning.as_str(),
            "\"a\" has no effect; the same is true of \"b\", \"c\", \"d\" and 2 more"
        );
        assert_eq!(rows[1].count, 1);
    }
}
