//! `report.html`: one page that shows the tables, works without a network, and leads from every number to its sentences.
//!
//! The page is a template (`page.html`) with its style and its script beside it. The sections make the context of
//! the tables; whatever they say is escaped by the template engine. Marks are SVG with lengths in percent, beside words that are HTML: they keep
//! the size of their letters on a narrow screen, and can be read aloud.

use std::{fs, path::Path};

use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    Table, Tables, ViewError,
    numbers::grouped,
    sections::{Sections, words},
};

/// The name of the page.
pub const PAGE: &str = "report.html";

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The texts of the documents, as far as they are counted.
#[derive(Clone, Debug, Default)]
pub struct PageTexts {
    /// How large they are.
    pub bytes: u64,
    /// How large they may be to be in the page.
    pub most_bytes: u64,
    /// The documents; none if they are too large.
    pub documents: Vec<PageDocument>,
}

/// A document of the page.
#[derive(Clone, Debug, Serialize)]
pub struct PageDocument {
    /// Its path.
    #[serde(rename = "p")]
    pub path: String,
    /// Its title, if it has one.
    #[serde(rename = "t")]
    pub title: String,
    /// Its group, if it has one.
    #[serde(rename = "g")]
    pub group: String,
    /// Its counted segments.
    #[serde(rename = "s")]
    pub segments: Vec<PageSegment>,
}

/// A segment of a document.
#[derive(Clone, Debug, Serialize)]
pub struct PageSegment {
    /// Its kind.
    #[serde(rename = "k")]
    pub kind: String,
    /// Who speaks, if anybody does.
    #[serde(rename = "w")]
    pub speaker: String,
    /// Its language.
    #[serde(rename = "l")]
    pub language: String,
    /// Its sentences, each on one line.
    #[serde(rename = "x")]
    pub sentences: Vec<String>,
    /// Letters in them that are in no token: the number of the sentence, and from where to where in UTF-16 units of it.
    #[serde(rename = "u", skip_serializing_if = "Vec::is_empty")]
    pub uncounted: Vec<[u32; 3]>,
}

/// Writes the page of the tables of a folder to a path.
///
/// The same tables and texts give the same bytes.
///
/// # Errors
///
/// A table cannot be read, or the file cannot be written.
pub fn write_page(
    tables: &Tables,
    sections: &Sections,
    texts: &PageTexts,
    path: &Path,
) -> Result<(), ViewError> {
    let page = page(tables, sections, texts)?;
    fs::write(path, page).map_err(|source| ViewError::Write { path: path.to_owned(), source })
}

fn page(tables: &Tables, sections: &Sections, texts: &PageTexts) -> Result<String, ViewError> {
    let summary = tables.first_rows("summary.csv", usize::MAX)?;
    let warnings = tables.first_rows("warnings.csv", 200)?;
    let totals = Totals::of(summary.as_ref());
    let texts_json = serde_json::to_string(&texts.documents).unwrap_or_else(|_| "[]".to_owned());
    let context = context! {
        version => tables.version(),
        style => STYLE,
        script => SCRIPT,
        style_hash => source_hash(STYLE),
        script_hash => source_hash(SCRIPT),
        totals => totals,
        warnings => warnings.as_ref().map(warning_rows),
        documents => sections.documents,
        words => sections.words,
        differences => sections.differences,
        pairs => sections.pairs,
        network => sections.network,
        topics => sections.topics,
        trends => sections.trends,
        dictionaries => sections.dictionaries,
        quotes => sections.quotes,
        texts => in_script(&texts_json),
        acronyms => words::Forms::acronyms(tables)?,
        has_texts => !texts.documents.is_empty(),
        text_bytes => texts.bytes,
        most_bytes => texts.most_bytes,
        formulas => formulas(tables)?,
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_filter("grouped", grouped);
    let rendered = environment.template_from_str(TEMPLATE).and_then(|template| template.render(context));
    rendered.map_err(|source| ViewError::Page { source: Box::new(source) })
}

/// JSON that may stand inside an element of a script: nothing in it ends the element.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// The source of a style or a script in a content security policy: the hash of its bytes.
fn source_hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = bytes.chunks(3).flat_map(|three| {
        let number = (0..3)
            .fold(0_u32, |number, place| number << 8 | u32::from(three.get(place).copied().unwrap_or(0)));
        let length = three.len() + 1;
        (0..4).map(move |place| {
            if place < length { char::from(LETTERS[(number >> (18 - 6 * place) & 63) as usize]) } else { '=' }
        })
    });
    letters.collect()
}

/// The first sentence of the page.
#[derive(Serialize)]
struct Totals {
    documents: f64,
    counted: f64,
    left_out: f64,
    all: f64,
    rejected: f64,
    sentences: f64,
}

impl Totals {
    fn of(summary: Option<&Table>) -> Self {
        let total = |subject: &str| summary?.total(subject);
        let total = |subject: &str| total(subject).unwrap_or_default();
        Self {
            documents: total("documents"),
            counted: total("tokens counted"),
            left_out: total("tokens left out"),
            all: total("tokens of the texts"),
            rejected: total("rejected files"),
            sentences: total("sentences"),
        }
    }
}

#[derive(Serialize)]
struct WarningLine {
    kind: String,
    count: String,
    subject: String,
    warning: String,
}

fn warning_rows(warnings: &Table) -> Vec<WarningLine> {
    let line = |row: &Vec<crate::Cell>| WarningLine {
        kind: warnings.text(row, "kind").to_owned(),
        count: warnings.text(row, "count").to_owned(),
        subject: warnings.text(row, "subject").to_owned(),
        warning: warnings.text(row, "warning").to_owned(),
    };
    warnings.rows.iter().map(line).collect()
}

/// The columns that the page shows, with their formulas.
const SHOWN: &[(&str, &str)] = &[
    ("frequency.csv", "per_million"),
    ("keyness.csv", "log_ratio"),
    ("keyness.csv", "log_ratio_low"),
    ("keyness.csv", "permutation_fdr"),
    ("collocations.csv", "log_likelihood"),
    ("collocations.csv", "log_dice_log2"),
    ("topics.csv", "label"),
    ("topics.csv", "prevalence"),
    ("topics.csv", "stability"),
    ("data/topic_groups.csv", "low"),
    ("trends.csv", "per_million_low"),
    ("trends.csv", "basis"),
    ("dictionary_groups.csv", "per_million_low"),
];

#[derive(Serialize)]
struct Formula {
    file: &'static str,
    column: &'static str,
    meaning: String,
    parameters: String,
}

fn formulas(tables: &Tables) -> Result<Vec<Formula>, ViewError> {
    let mut formulas = Vec::new();
    for &(file, column) in SHOWN {
        let Some(table) = tables.first_rows(file, 1)? else { continue };
        let Some(info) = table.columns.iter().find(|info| info.name == column) else { continue };
        if !table.rows.is_empty() {
            formulas.push(Formula {
                file,
                column,
                meaning: info.meaning.clone(),
                parameters: info.parameters.clone(),
            });
        }
    }
    Ok(formulas)
}

#[cfg(test)]
mod tests {
    use super::{base64, in_script};

    #[test]
    fn hashes_are_written_as_policies_want_them() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text, "RFC 4648, section 10");
        }
    }

    #[test]
    fn no_text_ends_its_script() {
        assert!(!in_script("\"</script><!--\u{2028}&\"").contains(['<', '>', '&', '\u{2028}']));
    }
}
