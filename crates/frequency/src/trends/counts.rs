//! How often what is followed occurs, in each document and in passages of it.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use rayon::prelude::*;
use textmill_corpus::{DocumentId, Language, TokenizedCorpus};

use crate::{Phrases, Units};

/// What is followed: units and phrases of one language that count together.
#[derive(Clone, Debug)]
pub struct TrendLine {
    /// The language.
    pub language: Language,
    /// Units.
    pub units: Vec<u32>,
    /// Phrases, of units of another kind.
    pub phrases: Phrases,
}

/// A passage has about so many tokens: enough to differ by what it is about, and few enough that a document has several.
const PASSAGE_TOKENS: usize = 200;

/// How often lines occur in passages, of which each document has some in a row.
#[derive(Clone, Debug)]
pub struct TrendCounts {
    languages: Vec<Language>,
    /// Where the passages of each document begin, and where the last one's end.
    offsets: Vec<usize>,
    /// The tokens of each passage, by language.
    sizes: BTreeMap<Language, Vec<u32>>,
    /// Of each line the passages that have it, in ascending order, with its count.
    cells: Vec<Vec<(u32, u32)>>,
}

/// What a document has.
#[derive(Default)]
struct OfDocument {
    passages: Vec<BTreeMap<Language, u32>>,
    /// Line, passage of the document, count.
    cells: BTreeMap<(usize, usize), u32>,
}

impl TrendCounts {
    /// Counts lines whose units are `units` and whose phrases are made of `parts`.
    pub fn of(corpus: &TokenizedCorpus, units: &Units<'_>, parts: &Units<'_>, lines: &[TrendLine]) -> Self {
        let mut lines_of: HashMap<u32, Vec<usize>, FixedState> = HashMap::default();
        for (line, followed) in lines.iter().enumerate() {
            followed.units.iter().for_each(|&unit| lines_of.entry(unit).or_default().push(line));
        }
        let with_phrases: Vec<(usize, &Phrases)> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.phrases.is_empty())
            .map(|(number, line)| (number, &line.phrases))
            .collect();
        let count = |document: DocumentId| {
            let (mut found, mut tokens, mut run) = (OfDocument::default(), 0, Vec::new());
            for segment in corpus.counted_segments_of(document) {
                for sentence in segment.sentences() {
                    let passage = tokens / PASSAGE_TOKENS;
                    tokens += sentence.tokens.len();
                    if found.passages.len() <= passage {
                        found.passages.resize(passage + 1, BTreeMap::new());
                    }
                    for &surface in sentence.tokens {
                        let unit = units.of(surface);
                        let language = units.words().language(unit as usize);
                        *found.passages[passage].entry(language).or_default() += 1;
                        for &line in lines_of.get(&unit).into_iter().flatten() {
                            *found.cells.entry((line, passage)).or_default() += 1;
                        }
                    }
                    if !with_phrases.is_empty() {
                        run.clear();
                        run.extend(sentence.tokens.iter().map(|&surface| parts.of(surface)));
                    }
                    for &(line, phrases) in &with_phrases {
                        let count = phrases.count(&run);
                        if count > 0 {
                            *found.cells.entry((line, passage)).or_default() += count;
                        }
                    }
                }
            }
            found
        };
        let documents: Vec<DocumentId> = corpus.document_ids().collect();
        let found: Vec<OfDocument> = documents.into_par_iter().map(count).collect();
        Self::join(lines, found)
    }

    fn join(lines: &[TrendLine], found: Vec<OfDocument>) -> Self {
        let mut offsets = vec![0];
        let mut cells = vec![Vec::new(); lines.len()];
        let passages: usize = found.iter().map(|document| document.passages.len()).sum();
        let mut sizes: BTreeMap<Language, Vec<u32>> = BTreeMap::new();
        for document in found {
            let first = offsets.last().copied().unwrap_or_default();
            for ((line, passage), count) in document.cells {
                cells[line].push(((first + passage) as u32, count));
            }
            for (passage, of_language) in document.passages.iter().enumerate() {
                for (&language, &size) in of_language {
                    let all = sizes.entry(language).or_insert_with(|| vec![0; passages]);
                    all[first + passage] = size;
                }
            }
            offsets.push(first + document.passages.len());
        }
        Self { languages: lines.iter().map(|line| line.language).collect(), offsets, sizes, cells }
    }

    /// The number of lines.
    pub fn lines(&self) -> usize {
        self.languages.len()
    }

    /// The language of a line.
    ///
    /// # Panics
    ///
    /// If there is no such line.
    pub fn language(&self, line: usize) -> Language {
        self.languages[line]
    }

    /// The tokens of each document in a language.
    pub fn sizes(&self, language: Language) -> Vec<u64> {
        let size = |range: &[usize]| match self.sizes.get(&language) {
            Some(sizes) => sizes[range[0]..range[1]].iter().map(|&size| u64::from(size)).sum(),
            None => 0,
        };
        self.offsets.windows(2).map(size).collect()
    }

    /// The count of a line in each document, and the document's tokens in its language.
    pub(super) fn by_document(&self, line: usize) -> Vec<(f64, u64)> {
        let mut found: Vec<(f64, u64)> =
            self.sizes(self.languages[line]).into_iter().map(|size| (0.0, size)).collect();
        for &(passage, count) in &self.cells[line] {
            let document = self.offsets.partition_point(|&offset| offset <= passage as usize) - 1;
            found[document].0 += f64::from(count);
        }
        found
    }

    /// The count of a line in each passage of a document, and the passage's tokens in its language; those without any are left out.
    pub(super) fn passages(&self, line: usize, document: u32) -> Vec<(f64, u64)> {
        let range = self.offsets[document as usize]..self.offsets[document as usize + 1];
        let Some(sizes) = self.sizes.get(&self.languages[line]) else { return Vec::new() };
        let cells = &self.cells[line];
        let first = cells.partition_point(|&(passage, _)| (passage as usize) < range.start);
        let mut cells = cells[first..].iter().peekable();
        range
            .map(|passage| {
                let count = cells.next_if(|(own, _)| *own as usize == passage).map_or(0, |&(_, count)| count);
                (f64::from(count), u64::from(sizes[passage]))
            })
            .filter(|(_, size)| *size > 0)
            .collect()
    }
}
