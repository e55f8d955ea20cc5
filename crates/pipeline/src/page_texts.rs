//! The texts that the page holds, so that every number leads to its sentence.

use textmill_corpus::{DocumentId, SegmentView, TokenizedCorpus};
use textmill_normalize::{CutWords, TokenCutter, TokenRules};
use textmill_view::{PageDocument, PageSegment, PageTexts};

use crate::{
    RunError,
    read_back::{ReadBack, TextReader, on_one_line},
};

/// Larger collections are not in the page.
const MOST_BYTES: u64 = 2_000_000;

/// The counted sentences of the documents, if these are not too large for a page.
pub(crate) fn page_texts(reader: TextReader<'_>) -> Result<PageTexts, RunError> {
    let corpus = reader.corpus;
    let bytes: u64 = corpus
        .document_ids()
        .flat_map(|document| corpus.counted_segments_of(document))
        .map(|segment| u64::from(segment.span().end - segment.span().start))
        .sum();
    if bytes > MOST_BYTES {
        return Ok(PageTexts { bytes, most_bytes: MOST_BYTES, documents: Vec::new() });
    }
    let wanted: Vec<DocumentId> = corpus.document_ids().collect();
    let ReadBack { found, .. } =
        reader.map(&wanted, |document, text| page_document(corpus, reader.tokens, document, text))?;
    let documents = found.into_iter().map(|(_, document)| document).collect();
    Ok(PageTexts { bytes, most_bytes: MOST_BYTES, documents })
}

fn page_document(
    corpus: &TokenizedCorpus,
    tokens: TokenRules,
    id: DocumentId,
    text: &str,
) -> Option<PageDocument> {
    let (mut cutter, cuts) = (TokenCutter::new(tokens), CutWords::of(text));
    let mut segment = |segment: SegmentView<'_>| {
        let (span, language) = (segment.span(), corpus.language_of(id, segment));
        let words = cutter.cut(text.get(span.range())?, language, &cuts, |_, _| true).spans;
        let words =
            words.iter().map(|word| word.map(|place| (place + span.start) as usize)).collect::<Vec<_>>();
        let (mut sentences, mut uncounted) = (Vec::new(), Vec::new());
        for (sentence, number) in segment.sentences().zip(0_u32..) {
            let (start, end) = (sentence.span.start as usize, sentence.span.end as usize);
            let said = text.get(start..end)?;
            sentences.push(on_one_line(said));
            uncounted.extend(uncounted_words(said, start, &words).map(|[start, end]| [number, start, end]));
        }
        let turn = segment.turn();
        Some(PageSegment {
            kind: segment.kind().name().to_owned(),
            speaker: if turn.name.is_empty() { turn.speaker } else { turn.name }.to_owned(),
            language: language.to_string(),
            sentences,
            uncounted,
        })
    };
    let document = corpus.document(id);
    let segments =
        corpus.counted_segments_of(id).filter(|segment| !segment.tokens().is_empty()).map(&mut segment);
    Some(PageDocument {
        path: document.path.clone(),
        title: document.shown_title().to_owned(),
        group: document.metadata.group.as_deref().unwrap_or_default().to_owned(),
        segments: segments.collect::<Option<Vec<_>>>()?,
    })
}

/// Where letters and digits of a sentence stand that are in no token, such as those of tags: in UTF-16 units of the sentence on one line,
/// as a page counts. `start` is where the sentence begins among the bytes that `words` count.
fn uncounted_words(
    sentence: &str,
    start: usize,
    words: &[[usize; 2]],
) -> impl Iterator<Item = [u32; 2]> + use<> {
    let mut next = words.partition_point(|word| word[1] <= start);
    let (mut found, mut unit, mut blanks): (Vec<[u32; 2]>, u32, bool) = (Vec::new(), 0, false);
    for (place, letter) in sentence.char_indices() {
        if letter.is_whitespace() {
            blanks = unit > 0;
            continue;
        }
        unit += u32::from(std::mem::take(&mut blanks));
        let end = unit + letter.len_utf16() as u32;
        while words.get(next).is_some_and(|word| word[1] <= start + place) {
            next += 1;
        }
        let is_counted = words.get(next).is_some_and(|word| word[0] <= start + place);
        if letter.is_alphanumeric() && !is_counted {
            match found.last_mut().filter(|last| last[1] == unit) {
                Some(last) => last[1] = end,
                None => found.push([unit, end]),
            }
        }
        unit = end;
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{on_one_line, uncounted_words};

    #[test]
    fn uncounted_words_are_counted_as_a_page_counts() {
        let sentence = "  \u{1F600} We <em>all</em>\r\n  &amp; they  go.";
        let words: Vec<[usize; 2]> = ["We", "all", "they", "go"]
            .into_iter()
            .filter_map(|word| sentence.find(word).map(|place| [place + 7, place + word.len() + 7]))
            .collect();
        let line: Vec<u16> = on_one_line(sentence).encode_utf16().collect();
        let found = uncounted_words(sentence, 7, &words).map(|[start, end]| {
            String::from_utf16_lossy(line.get(start as usize..end as usize).unwrap_or_default())
        });
        assert_eq!(found.collect::<Vec<_>>(), ["em", "em", "amp"]);
    }
}
