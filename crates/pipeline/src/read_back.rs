//! Texts read back from the files, to show sentences beside numbers.

use std::collections::BTreeMap;

use textmill_corpus::{DocumentId, Span, TokenizedCorpus};
use textmill_ingest::{DocumentSource, Found, FoundFile, Item, ReadBuffers, Reading};
use textmill_normalize::TokenRules;
use textmill_report::{Warning, WarningKind};

use crate::{Observer, RunError, observer::go_on};

/// Where texts are read back from.
#[derive(Clone, Copy)]
pub(crate) struct TextReader<'a> {
    pub(crate) corpus: &'a TokenizedCorpus,
    pub(crate) files: &'a [FoundFile],
    pub(crate) reading: &'a Reading,
    pub(crate) tokens: TokenRules,
    pub(crate) observer: &'a dyn Observer,
}

/// What was made of texts, and of which documents nothing could be, because they have changed since they were counted.
#[derive(Debug)]
pub(crate) struct ReadBack<T> {
    /// In the order of the documents.
    pub(crate) found: Vec<(DocumentId, T)>,
    pub(crate) changed: Vec<DocumentId>,
}

impl TextReader<'_> {
    /// Reads the texts of some documents (in ascending order) on all threads, and makes something of each. `make` returns `None` for a
    /// text that is not the one that was counted.
    pub(crate) fn map<T: Send>(
        &self,
        wanted: &[DocumentId],
        make: impl Fn(DocumentId, &str) -> Option<T> + Sync,
    ) -> Result<ReadBack<T>, RunError> {
        let places: BTreeMap<&str, DocumentId> =
            wanted.iter().map(|&id| (self.corpus.document(id).path.as_str(), id)).collect();
        let files = self.files_of(&places);
        let source = DocumentSource::new(&files, self.reading);
        let workers: Vec<Result<Vec<(DocumentId, T)>, RunError>> = rayon::broadcast(|_| {
            let (mut found, mut buffers) = (Vec::new(), ReadBuffers::default());
            loop {
                go_on(self.observer)?;
                let read = source.read_next(&mut buffers, &mut |Item { path, found: item, .. }| {
                    let (Some(&id), Found::Document(source)) = (places.get(path.as_str()), item) else {
                        return;
                    };
                    let text = &source.decoded.text;
                    if self.corpus.document(id).is_of(text) {
                        found.extend(make(id, text).map(|made| (id, made)));
                    }
                });
                if read.is_none() {
                    return Ok(found);
                }
            }
        });
        let mut found = Vec::with_capacity(wanted.len());
        for worker in workers {
            found.extend(worker?);
        }
        found.sort_by_key(|(id, _)| *id);
        found.dedup_by_key(|(id, _)| *id);
        let is_missing = |id: &DocumentId| found.binary_search_by_key(id, |(found, _)| *found).is_err();
        let changed = wanted.iter().copied().filter(is_missing).collect();
        Ok(ReadBack { found, changed })
    }

    /// The files that hold any of the documents.
    fn files_of(&self, places: &BTreeMap<&str, DocumentId>) -> Vec<FoundFile> {
        let holds_any = |file: &&FoundFile| {
            let inside = format!("{}/", file.path);
            let first = places.range(inside.as_str()..).next();
            places.contains_key(file.path.as_str())
                || first.is_some_and(|(path, _)| path.starts_with(&inside))
        };
        self.files.iter().filter(holds_any).cloned().collect()
    }

    /// The sentences at some places, with line ends as spaces; empty where the text has changed.
    pub(crate) fn sentences(
        &self,
        places: &[(DocumentId, Span)],
    ) -> Result<(Vec<String>, Vec<DocumentId>), RunError> {
        let mut of_document: BTreeMap<DocumentId, Vec<usize>> = BTreeMap::new();
        for (place, (document, _)) in places.iter().enumerate() {
            of_document.entry(*document).or_default().push(place);
        }
        let wanted: Vec<DocumentId> = of_document.keys().copied().collect();
        let ReadBack { found, changed } = self.map(&wanted, |document, text| {
            let sentence = |&place: &usize| {
                let (_, Span { start, end }) = places[place];
                text.get(start as usize..end as usize).map(|sentence| (place, excerpt(sentence)))
            };
            of_document[&document].iter().map(sentence).collect::<Option<Vec<_>>>()
        })?;
        let mut sentences = vec![String::new(); places.len()];
        for (place, sentence) in found.into_iter().flat_map(|(_, found)| found) {
            sentences[place] = sentence;
        }
        Ok((sentences, changed))
    }
}

/// A text without full stops is one sentence: this much of it is shown.
const SENTENCE_BYTES: usize = 10_000;

fn excerpt(sentence: &str) -> String {
    match sentence.get(..sentence.floor_char_boundary(SENTENCE_BYTES)) {
        Some(beginning) if beginning.len() < sentence.len() => format!("{}\u{2026}", on_one_line(beginning)),
        _ => on_one_line(sentence),
    }
}

/// A text with line ends and other white space as single spaces.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text on one line, with an ellipsis where there is more.
pub(crate) fn shortened(text: &str, characters: usize) -> String {
    // Of a long text no more is read than is shown.
    let (mut line, mut length) = (String::new(), 0);
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += word.chars().count();
        if length > characters {
            break;
        }
    }
    match line.char_indices().nth(characters) {
        Some((end, _)) => format!("{}\u{2026}", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// What a reader of a report should know if a text was no longer what it was.
pub(crate) fn changed_warnings(
    corpus: &TokenizedCorpus,
    report: &'static str,
    changed: &[DocumentId],
) -> impl Iterator<Item = Warning> {
    changed.iter().map(move |&document| {
        let path = &corpus.document(document).path;
        let warning = format!(
            "{path} changed while it was read, so its sentences are missing here; let nobody write to it, and run again"
        );
        Warning::new(WarningKind::ChangedFile, report, warning)
    })
}

#[cfg(test)]
mod tests {
    use super::{on_one_line, shortened};

    #[test]
    fn what_is_shown_of_a_text_is_the_beginning_of_its_line() {
        let texts = ["", " ", "ab", "a b", " a\n b ", "ab  cd é", "éé éé\n\néé", "abcdefgh i", "a b c d e f"];
        for text in texts {
            let line = on_one_line(text);
            for characters in 1..10 {
                let beginning: String = line.chars().take(characters).collect();
                let expected = match line.chars().nth(characters) {
                    Some(_) => format!("{}\u{2026}", beginning.trim_end()),
                    None => line.clone(),
                };
                assert_eq!(shortened(text, characters), expected, "{text:?}, {characters}");
            }
        }
    }
}
