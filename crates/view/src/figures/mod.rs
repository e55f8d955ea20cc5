//! `figures/*.svg`: the pictures of the page, each in a file of its own, for a paper.
//!
//! They use few elements and no style sheet, so that word processors and typesetting programs draw them as browsers do.

mod drawing;
mod pictures;

use std::{fs, path::Path};

use crate::{Sections, ViewError};

/// The files that there may be, below the folder of the reports.
pub const FIGURES: [&str; 11] = [
    "figures/texts.svg",
    "figures/words.svg",
    "figures/differences-1.svg",
    "figures/differences-2.svg",
    "figures/differences-3.svg",
    "figures/differences-4.svg",
    "figures/differences-5.svg",
    "figures/differences-6.svg",
    "figures/network.svg",
    "figures/topics.svg",
    "figures/trends.svg",
];

/// So many comparisons have a figure.
const MOST_COMPARISONS: usize = 6;

/// Writes the figures of some sections into a folder, and returns the names of those that there are. The same tables give the same bytes.
///
/// # Errors
///
/// A file cannot be written.
pub fn write_figures(sections: &Sections, folder: &Path) -> Result<Vec<&'static str>, ViewError> {
    let mut figures: Vec<(&'static str, String)> = Vec::new();
    let [texts, words, differences @ .., network, topics, trends] = FIGURES;
    figures.extend(sections.documents.as_ref().map(|section| (texts, pictures::texts(section))));
    figures.extend(sections.words.as_ref().map(|section| (words, pictures::words(section))));
    let comparisons = sections.differences.iter().flat_map(|section| section.comparisons.iter());
    let drawn = comparisons.take(MOST_COMPARISONS).map(pictures::differences);
    figures.extend(differences.into_iter().zip(drawn));
    figures.extend(sections.network.as_ref().map(|section| (network, pictures::network(section))));
    figures.extend(sections.topics.as_ref().map(|section| (topics, pictures::topics(section))));
    let drawn = sections.trends.as_ref().filter(|section| !section.pictures.is_empty());
    figures.extend(drawn.map(|section| (trends, pictures::trends(section))));
    for (name, svg) in &figures {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|source| ViewError::Write { path: parent.to_owned(), source })?;
        fs::write(&path, svg).map_err(|source| ViewError::Write { path: path.clone(), source })?;
    }
    Ok(figures.into_iter().map(|(name, _)| name).collect())
}
