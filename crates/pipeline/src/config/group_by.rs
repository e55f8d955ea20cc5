//! What documents and segments are grouped by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What documents and segments are grouped by, where parts of the corpus are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupBy {
    /// The group of the document.
    #[default]
    Group,
    /// Who published it.
    Source,
    /// What sort of text it is.
    Genre,
    /// Who speaks.
    Speaker,
    /// The part that the speaker plays.
    Role,
    /// The kind of the segment.
    Kind,
    /// The document itself.
    Document,
    /// Nothing.
    None,
    /// The column of this name, of metadata.csv, of a table or of JSON records.
    #[serde(untagged)]
    Attribute(String),
}

impl GroupBy {
    /// Its name in the configuration.
    pub fn name(&self) -> &str {
        match self {
            Self::Group => "group",
            Self::Source => "source",
            Self::Genre => "genre",
            Self::Speaker => "speaker",
            Self::Role => "role",
            Self::Kind => "kind",
            Self::Document => "document",
            Self::None => "none",
            Self::Attribute(name) => name,
        }
    }

    /// Whether the segments of a document may have several values of it.
    pub(crate) fn is_of_segments(&self) -> bool {
        matches!(self, Self::Speaker | Self::Role | Self::Kind)
    }
}

/// What parts of the corpus are compared with each other by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CompareBy {
    /// What the documents have two of.
    #[default]
    Auto,
    /// What the person says.
    #[serde(untagged)]
    By(GroupBy),
}
