//! A document, without its text.

use crate::Language;

/// What is known of a document from outside its text: from `metadata.csv`, or from its folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title, as given; the text's own title stands in for it where it is missing.
    pub title: Option<String>,
    /// The day of publication, as given.
    pub date: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// What sort of text it is: transcript, live blog, news, …
    pub genre: Option<String>,
    /// The group that it belongs to when groups are compared.
    pub group: Option<String>,
    /// The language, where the user has stated it.
    pub language: Option<Language>,
}

/// A document of the corpus: everything but its text, which is read, counted and dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The path below the input folder, with `/` between its parts on every system.
    pub path: String,
    /// The length of its decoded text in bytes.
    pub text_bytes: u64,
    /// The title found in its text.
    pub title: Option<String>,
    /// The language of its text.
    pub language: Language,
    /// What is known of it from outside.
    pub metadata: Metadata,
}
