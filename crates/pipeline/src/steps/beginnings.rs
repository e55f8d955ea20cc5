//! With which words segments begin, so that a person sees what a row of `segments.csv` is.

use textmill_corpus::{DocumentId, Span, StringTable};

use crate::{
    RunError,
    counted_run::CountedRun,
    read_back::{ReadBack, changed_warnings, on_one_line},
};

/// So many characters of a segment are shown.
const CHARACTERS: usize = 80;
/// So many bytes are looked at: blanks at the beginning are none of the characters.
const BYTES: usize = 2000;

/// Reads the first characters of all segments.
pub(crate) fn read_beginnings(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    let wanted: Vec<DocumentId> = corpus.document_ids().collect();
    let ReadBack { found, changed } = run.text_reader().map(&wanted, |document, text| {
        let mut table = StringTable::default();
        for segment in corpus.segments_of(document) {
            table.push(&beginning(text, segment.span())?);
        }
        Some(table)
    })?;
    let mut beginnings = vec![StringTable::default(); wanted.len()];
    for (document, table) in found {
        beginnings[document.0 as usize] = table;
    }
    let warnings: Vec<_> = changed_warnings(corpus, "data/segments.csv", &changed).collect();
    run.results.account.warnings.extend(warnings);
    run.results.beginnings = beginnings;
    Ok(())
}

/// The first 80 characters of a part of a text on one line, with an ellipsis where there are more. `None` if the text has no such part.
pub fn beginning(text: &str, span: Span) -> Option<String> {
    let part = text.get(span.start as usize..span.end as usize)?;
    let line = on_one_line(part.get(..part.floor_char_boundary(BYTES))?);
    Some(match line.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}\u{2026}", line.get(..end)?.trim_end()),
        // Nothing but blanks can have hidden the rest.
        None if part.len() > BYTES => format!("{line}\u{2026}"),
        None => line,
    })
}

#[cfg(test)]
mod tests {
    use textmill_corpus::Span;

    use super::{BYTES, beginning};

    #[test]
    fn a_long_segment_is_cut_between_characters() {
        let of = |text: &str| beginning(text, Span { start: 0, end: text.len() as u32 }).unwrap_or_default();
        assert_eq!(of("  The dam\n holds.\n"), "The dam holds.");
        assert_eq!(of(&"\u{e9}".repeat(80)), "\u{e9}".repeat(80));
        assert_eq!(of(&"\u{e9}".repeat(81)), format!("{}\u{2026}", "\u{e9}".repeat(80)));
        assert_eq!(of(&format!("a{}b", " ".repeat(BYTES))), "a\u{2026}");
        assert_eq!(beginning("short", Span { start: 0, end: 9 }), None);
    }
}
