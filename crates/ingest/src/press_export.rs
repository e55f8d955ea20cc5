//! Exports of press databases: many articles in one file, each with a head of labels (`LENGTH: 239 words`), become a document each.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use textmill_corpus::{Language, Metadata};

use crate::{
    phrases::{Section, is_known},
    records::Record,
};

/// The articles of an export, or nothing for another text.
pub(crate) fn press_articles(text: &str) -> Option<Vec<Record>> {
    let parts = by_counters(text).or_else(|| by_ends(text))?;
    let articles =
        parts.into_iter().map(|part| Article::read(&text[part])).filter(|article| article.has_text());
    let records: Vec<Record> = articles.map(Article::into_record).collect();
    (!records.is_empty()).then_some(records)
}

/// The parts between lines such as `1 of 74 DOCUMENTS`, whose numbers go up.
fn by_counters(text: &str) -> Option<Vec<Range<usize>>> {
    // Few texts hold the word.
    let has = |word: &[u8]| memchr::memmem::find(text.as_bytes(), word).is_some();
    if !has(b"DOCUMENT") && !has(b"DOKUMENT") {
        return None;
    }
    let mut starts: Vec<Range<usize>> = Vec::new();
    let mut last = 0;
    for line in lines(text) {
        let Some(number) = counter(text[line.clone()].trim()).filter(|number| *number > last) else {
            continue;
        };
        last = number;
        starts.push(line);
    }
    let has_labels = || lines(text).any(|line| label(&text[line]).is_some());
    if starts.is_empty() || starts.len() == 1 && !has_labels() {
        return None;
    }
    let ends = starts.iter().skip(1).map(|next| next.start).chain([text.len()]);
    Some(starts.iter().zip(ends).map(|(start, end)| start.end..end).collect())
}

/// The number of `1 of 74 DOCUMENTS`, `3 von 49 DOKUMENTEN`, `2 de 7 DOCUMENTS`.
fn counter(line: &str) -> Option<u32> {
    let mut words = line.split_whitespace();
    let (number, of, all, what) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let is_counter = matches!(of, "of" | "von" | "de" | "di" | "van" | "OF" | "VON")
        && all.bytes().all(|byte| byte.is_ascii_digit())
        && (what.starts_with("DOCUMENT") || what.starts_with("DOKUMENT"))
        && words.next().is_none();
    is_counter.then(|| number.parse().ok())?
}

/// The parts that end with `End of Document`, or with the number that a database gives to each (`Document AFPR000020310314e93e0012a`).
fn by_ends(text: &str) -> Option<Vec<Range<usize>>> {
    memchr::memmem::find(text.as_bytes(), b"Document")?;
    let ends: Vec<Range<usize>> =
        lines(text).filter(|line| ends_an_article(text[line.clone()].trim())).collect();
    let has_labels = || lines(text).filter(|line| label(&text[line.clone()]).is_some()).count() >= ends.len();
    if ends.is_empty() || ends.len() == 1 && !has_labels() {
        return None;
    }
    let starts = [0].into_iter().chain(ends.iter().map(|end| end.end));
    Some(starts.zip(&ends).map(|(start, end)| start..end.start).collect())
}

fn ends_an_article(line: &str) -> bool {
    let number = line.strip_prefix("Document ");
    let is_number = |number: &str| {
        (15..=40).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && number.bytes().filter(u8::is_ascii_digit).count() >= 6
    };
    line == "End of Document" || number.is_some_and(is_number)
}

/// The lines of a text, with their ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        range
    })
}

/// The label in capitals that a line begins with, in lower case, and the rest: `LENGTH: 239 words`. Newer exports print `Length:`, which
/// is known by its word.
fn label(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let (name, rest) = line.split_once(':')?;
    if name.is_empty() || name.len() > 30 || !(rest.is_empty() || rest.starts_with([' ', '\u{A0}', '\t'])) {
        return None;
    }
    let lower = name.to_lowercase();
    let is_upper = !name.contains(char::is_lowercase) && name.chars().any(char::is_alphabetic);
    let is_database_label = FIELDS.iter().any(|(_, labels)| labels.contains(&lower.as_str()));
    (is_database_label || is_upper && is_known(Section::Labels, &lower)).then(|| (lower, rest.trim()))
}

/// The fields of an article, and the labels that databases print for them.
const FIELDS: &[(&str, &[&str])] = &[
    ("byline", &["byline", "autor", "auteur", "autorin", "autoren"]),
    ("section", &["section", "rubrik", "ressort", "rubrique", "sección"]),
    ("length", &["length", "länge", "longueur", "longitud"]),
    ("dateline", &["dateline", "ort"]),
    ("headline", &["headline", "titel", "titre"]),
    ("language", &["language", "sprache", "langue", "idioma"]),
    ("load-date", &["load-date", "update", "aktualisierung", "dernière-mise-à-jour"]),
    ("publication-type", &["publication-type", "publikationstyp", "type-publication", "type-de-publication"]),
    ("graphic", &["graphic", "grafik", "graphique"]),
    ("highlight", &["highlight", "accroche", "hinweis"]),
    ("series", &["series", "serie"]),
    ("correction", &["correction", "correction-date"]),
    ("subject", &["subject", "thema", "sujet"]),
    ("type", &["type", "typ", "documenttype"]),
    (
        "journal-code",
        &[
            "journal-code",
            "jurisdiction",
            "organization",
            "company",
            "person",
            "geographic",
            "ticker",
            "industry",
        ],
    ),
];

/// The lines of an article so far.
#[derive(Default)]
struct Article<'a> {
    source: Option<&'a str>,
    date: Option<&'a str>,
    title: Vec<&'a str>,
    fields: BTreeMap<Arc<str>, String>,
    body: Vec<&'a str>,
    /// Whether a label came, whether the body began, and whether a label ended it.
    has_label: bool,
    is_over: bool,
    /// The field whose text goes on in the next line.
    open: Option<Arc<str>>,
}

impl<'a> Article<'a> {
    fn read(part: &'a str) -> Self {
        let mut article = Self::default();
        for line in part.lines() {
            article.add(line);
        }
        // Without labels nothing parts the head from the text, of which the first line is the title.
        if !article.has_label {
            let mut lines = part.lines().map(str::trim_end).skip_while(|line| line.is_empty());
            let title = lines.next().map(str::trim).into_iter().collect();
            return Self {
                title,
                body: lines.skip_while(|line| line.is_empty()).collect(),
                ..Self::default()
            };
        }
        article
    }

    fn add(&mut self, line: &'a str) {
        let text = line.trim_matches([' ', '\t', '\r', '\u{A0}', '\u{FEFF}']);
        if let Some((name, rest)) = label(text) {
            self.has_label = true;
            self.is_over |= !self.body.is_empty();
            let field = FIELDS.iter().find(|(_, labels)| labels.contains(&name.as_str()));
            let field: Arc<str> = field.map_or(name.as_str(), |(field, _)| field).into();
            self.fields.entry(field.clone()).or_insert_with(|| rest.to_owned());
            self.open = Some(field);
            return;
        }
        if text.is_empty() {
            // A blank line ends a field; in the body it parts paragraphs.
            self.open = None;
            if !self.body.is_empty() && !self.is_over {
                self.body.push("");
            }
            return;
        }
        if let Some(field) = self.open.as_ref().and_then(|open| self.fields.get_mut(open)) {
            // The body begins right after some labels.
            if field.is_empty() || self.is_over {
                field.push_str(if field.is_empty() { "" } else { " " });
                field.push_str(text);
                return;
            }
        }
        if self.is_over {
            return;
        }
        if self.has_label || !self.body.is_empty() {
            self.body.push(line.trim_end());
        } else {
            self.add_to_head(text);
        }
    }

    /// A line before the first label: who published it, when, and the title.
    fn add_to_head(&mut self, text: &'a str) {
        let is_rights =
            text.starts_with("Copyright") || text.starts_with('©') || text == "All Rights Reserved";
        if is_rights {
            return;
        }
        if self.source.is_none() {
            self.source = Some(text);
        } else if self.date.is_none() && crate::dates::says_a_date(text) {
            self.date = Some(text);
        } else {
            self.title.push(text);
        }
    }

    fn has_text(&self) -> bool {
        !self.body.is_empty() || !self.title.is_empty()
    }

    fn into_record(mut self) -> Record {
        while self.body.last().is_some_and(|line| line.is_empty()) {
            self.body.pop();
        }
        let title = self.fields.get("headline").cloned().unwrap_or_else(|| self.title.join(" "));
        let language = self.fields.get("language").and_then(|name| language_of_name(name));
        let mut text = title.clone();
        text.push_str("\n\n");
        for line in &self.body {
            text.push_str(line);
            text.push('\n');
        }
        let attributes =
            self.fields.iter().filter(|(name, value)| &***name != "headline" && !value.is_empty());
        let metadata = Metadata {
            title: (!title.is_empty()).then(|| title.as_str().into()),
            date: self.date.map(Arc::from),
            source: self.source.map(Arc::from),
            language,
            attributes: attributes.map(|(name, value)| (name.clone(), Arc::from(value.as_str()))).collect(),
            ..Metadata::default()
        };
        Record { text, metadata }
    }
}

/// The language of the name that databases print.
fn language_of_name(name: &str) -> Option<Language> {
    let name = name.to_lowercase();
    let code = match name.split([';', ',', ' ', '-']).next()? {
        "english" | "englisch" | "anglais" | "inglés" => "en",
        "german" | "deutsch" | "allemand" | "alemán" => "de",
        "french" | "französisch" | "français" | "francés" => "fr",
        "spanish" | "spanisch" | "español" | "espagnol" => "es",
        "italian" | "italienisch" | "italiano" => "it",
        "portuguese" | "português" => "pt",
        "dutch" | "niederländisch" | "nederlands" => "nl",
        "russian" | "russisch" => "ru",
        "polish" | "polnisch" => "pl",
        "danish" => "da",
        "swedish" => "sv",
        "norwegian" => "no",
        _ => return None,
    };
    Language::from_code(code)
}

#[cfg(test)]
mod tests {
    use super::press_articles;

    const EXPORT: &str = "                1 of 2 DOCUMENTS\n\n            The Aske Courier\n\n          March 14, 2031 Thursday\n\n\
        The dam is closed, says minister\n\nBYLINE: Tom Venn\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 239 words\n\n\
        DATELINE: HIGHMERE, March 14 2031\n\nThe dam was closed on Monday, the minister said. \"It holds,\" she added.\n\n\
        Nobody was hurt.\n\nLOAD-DATE: March 15, 2031\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n\
        Copyright 2031 The Aske Courier\nAll Rights Reserved\n\n                2 of 2 DOCUMENTS\n\n            The Aske Courier\n\n\
        \x20         March 15, 2031 Friday\n\nThe dam is open again\n\nBYLINE: Tom Venn\n\nLENGTH: 120 words\n\n\
        The dam was opened on Friday.\n\nLOAD-DATE: March 16, 2031\n\nLANGUAGE: ENGLISH\n";

    #[test]
    fn each_article_is_a_document() {
        let articles = press_articles(EXPORT).unwrap();
        assert_eq!(articles.len(), 2);
        let metadata = &articles[0].metadata;
        assert_eq!(metadata.title.as_deref(), Some("The dam is closed, says minister"));
        assert_eq!(metadata.date.as_deref(), Some("March 14, 2031 Thursday"));
        assert_eq!(metadata.source.as_deref(), Some("The Aske Courier"));
        assert_eq!(metadata.language.map(|language| language.to_string()).as_deref(), Some("en"));
        let attribute = |name: &str| metadata.attributes.get(name).map(|value| &**value);
        assert_eq!((attribute("byline"), attribute("section")), (Some("Tom Venn"), Some("NEWS; Pg. 4")));
        assert_eq!(
            articles[0].text,
            "The dam is closed, says minister\n\nThe dam was closed on Monday, the minister said. \"It holds,\" she added.\n\nNobody was hurt.\n"
        );
        assert_eq!(articles[1].text, "The dam is open again\n\nThe dam was opened on Friday.\n");
    }

    #[test]
    fn exports_in_german_and_with_other_ends() {
        let german = "1 von 2 DOKUMENTEN\n\nDer Kurier\n\n14. März 2031\n\nDer Damm ist zu\n\nAUTOR: Tom Venn\n\nLÄNGE: 20 Wörter\n\nDer Damm ist zu.\n\n\
                      2 von 2 DOKUMENTEN\n\nDer Kurier\n\n15. März 2031\n\nDer Damm ist auf\n\nLÄNGE: 20 Wörter\n\nEr ist auf.\n";
        let articles = press_articles(german).unwrap();
        assert_eq!(articles[1].text, "Der Damm ist auf\n\nEr ist auf.\n");
        let ends = "The dam is closed\nThe Aske Courier\nMarch 14, 2031\nLength: 5 words\n\nIt is closed.\n\nEnd of Document\n\n\
                    The dam is open\nThe Aske Courier\nMarch 15, 2031\nLength: 5 words\n\nIt is open.\n\nEnd of Document\n";
        assert_eq!(press_articles(ends).unwrap().len(), 2);
        let factiva = "The dam is closed\n\nIt is closed.\n\nDocument AFPR000020310314e93e0012a\n\nThe dam is open\n\nIt is open.\n\nDocument AFPR000020310315e93e0012b\n";
        let articles = press_articles(factiva).unwrap();
        assert_eq!(articles[1].text, "The dam is open\n\nIt is open.\n");
    }

    #[test]
    fn what_is_no_export() {
        for text in [
            "",
            "3 of 5 DOCUMENTS were lost, the minister said.\n",
            "1 of 2 DOCUMENTS\n",
            "She read the Document aloud.\n\nDocument\n",
            "DOCUMENTS\n\nThe dam.\n",
        ] {
            assert!(press_articles(text).is_none(), "{text:?}");
        }
    }
}
