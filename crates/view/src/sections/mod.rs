//! What the page and the figures show: each section is made of one or two tables, and knows which rows a person reads and where their
//! marks stand on the axis.

pub(crate) mod dictionaries;
pub(crate) mod differences;
pub(crate) mod documents;
pub(crate) mod labels;
pub(crate) mod network;
pub(crate) mod pairs;
pub(crate) mod quotes;
pub(crate) mod scale;
pub(crate) mod topics;
pub(crate) mod trends;
pub(crate) mod words;

use crate::{Tables, ViewError};

/// What the page and the figures show of the tables of a folder.
pub struct Sections {
    pub(crate) documents: Option<documents::Documents>,
    pub(crate) words: Option<words::Words>,
    pub(crate) differences: Option<differences::Differences>,
    pub(crate) pairs: Option<pairs::Pairs>,
    pub(crate) network: Option<network::Network>,
    pub(crate) topics: Option<topics::Topics>,
    pub(crate) trends: Option<trends::Trends>,
    pub(crate) dictionaries: Option<dictionaries::Dictionaries>,
    pub(crate) quotes: Option<quotes::Quotes>,
}

impl std::fmt::Debug for Sections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sections").finish_non_exhaustive()
    }
}

impl Sections {
    /// Reads them. A section whose table the folder does not have, or has without rows, is left out.
    ///
    /// # Errors
    ///
    /// A table cannot be read.
    pub fn of(tables: &Tables) -> Result<Self, ViewError> {
        let frequent = words::frequent(tables)?;
        let (compared, comparisons) = differences::rows(tables)?;
        let followed = trends::lines(tables)?;
        let forms = words::Forms::of(tables, [frequent.as_ref(), compared.as_ref(), followed.as_ref()])?;
        Ok(Self {
            documents: documents::section(tables)?,
            words: frequent.map(|table| words::section(&table, &forms)),
            differences: compared.map(|table| differences::section(&table, comparisons, &forms)),
            pairs: pairs::section(tables)?,
            dictionaries: dictionaries::section(tables)?,
            network: network::section(tables)?,
            topics: topics::section(tables)?,
            quotes: quotes::section(tables)?,
            trends: followed.map(|table| trends::section(&table, &forms)),
        })
    }
}
