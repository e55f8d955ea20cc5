//! A document, without its text.

use std::{collections::BTreeMap, fmt, sync::Arc};

use crate::{Language, named::named};

/// What is known of a document from outside its text: from `metadata.csv`, or from its folder. The table's texts are shared, not
/// copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title, as given; the text's own title stands in for it where it is missing.
    pub title: Option<Arc<str>>,
    /// The day of publication, as given.
    pub date: Option<Arc<str>>,
    /// Who published it.
    pub source: Option<Arc<str>>,
    /// What sort of text it is: transcript, live blog, news, …
    pub genre: Option<Arc<str>>,
    /// The group that it belongs to when groups are compared.
    pub group: Option<Arc<str>>,
    /// The language, where the user has stated it.
    pub language: Option<Language>,
    /// Who speaks in the whole document, where it is a turn of a conversation.
    pub speaker: Option<Arc<str>>,
    /// The other columns of a table or keys of a record, by their names.
    pub attributes: BTreeMap<Arc<str>, Arc<str>>,
}

/// The day of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentDate {
    /// The day, the month or the year (ISO 8601: `2024-02-07`, `2024-02`, `2024`); what was given from outside, where that is no date.
    pub iso: String,
    /// Where it is from.
    pub evidence: DateEvidence,
}

named! {
    /// What a date is taken from.
    DateEvidence:
    /// The metadata.
    Metadata = "metadata",
    /// The metadata, whose text is not understood and stands as it is.
    AsGiven = "metadata, as given",
    /// The metadata, whose day and month only the other documents of the folder or table tell apart.
    OtherRows = "metadata, order of day and month from other rows",
    /// A line that says when the text was submitted.
    Submission = "submission line",
    /// Words that say when it was published.
    Publication = "publication phrase",
    /// A line that is a date, or a dateline.
    DateLine = "date line",
    /// The title.
    Title = "title",
    /// The name of the file.
    FileName = "file name",
}

named! {
    /// What sort of text a document is, as its structure shows.
    Genre:
    /// A story with a byline, a dateline, a caption or an agency.
    Article = "article",
    /// Entries with times.
    LiveBlog = "live_blog",
    /// Questions of people without names, or of three and more, and answers that are mostly one person's.
    PressConference = "press_conference",
    /// Questions of one or two with a name, and answers.
    Interview = "interview",
    /// Turns of three and more under a chair, with parties or offices, or under one who asks them all.
    Debate = "debate",
    /// Turns of other conversations.
    Transcript = "transcript",
    /// What one person says to people.
    Speech = "speech",
    /// None of these.
    Plain = "plain",
}

/// A document of the corpus: everything but its text, which is read, counted and dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The path below the input folder, with `/` between its parts on every system.
    pub path: String,
    /// The length of its decoded text in bytes.
    pub text_bytes: u64,
    /// [`text_hash`] of its decoded text, by which a later reading of the same run knows whether it is still the same.
    pub text_hash: u64,
    /// The title found in its text; nothing where the metadata give one.
    pub title: Option<String>,
    /// The day of what it reports or records; else that of its publication.
    pub date: Option<DocumentDate>,
    /// The day when it was published or submitted, where the text says so.
    pub published: Option<DocumentDate>,
    /// What sort of text it is, as its structure shows.
    pub genre: Genre,
    /// The language of its text; segments may have others.
    pub language: Language,
    /// What is known of it from outside.
    pub metadata: Metadata,
}

impl Document {
    /// Whether a text is the one that was read: for what is read a second time.
    pub fn is_of(&self, text: &str) -> bool {
        self.text_bytes == text.len() as u64 && self.text_hash == text_hash(text)
    }

    /// The title: that of the metadata, else the one found in the text; empty without any.
    pub fn shown_title(&self) -> &str {
        self.metadata.title.as_deref().or(self.title.as_deref()).unwrap_or_default()
    }

    /// The sort of text: that of the metadata, else the one that the structure shows.
    pub fn shown_genre(&self) -> &str {
        self.metadata.genre.as_deref().unwrap_or(self.genre.name())
    }

    /// The day, the month or the year of [`Document::date`]; empty without any.
    pub fn iso_date(&self) -> &str {
        self.date.as_ref().map_or("", |date| &date.iso)
    }

    /// The day, the month or the year of [`Document::published`]; empty without any.
    pub fn iso_published(&self) -> &str {
        self.published.as_ref().map_or("", |date| &date.iso)
    }
}

/// A hash of a text. It is the same within a run, and may be another with the next version of the program: no report may depend on it.
pub fn text_hash(text: &str) -> u64 {
    use std::hash::BuildHasher;
    foldhash::quality::FixedState::default().hash_one(text)
}
