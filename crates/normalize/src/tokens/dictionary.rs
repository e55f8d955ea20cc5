//! Words of scripts that put no blanks between them: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
//!
//! The dictionaries are those of ICU, in the crate `icu_segmenter`: the longest matches over a trie, in whole numbers. Its other models are
//! neural networks of fractions, whose results may differ from machine to machine; they are not used.

/// The dictionaries, as the manifest names them.
pub const DICTIONARIES: &str = "icu_segmenter 2.1.1 (dictionaries of ICU)";

/// Whether this build has dictionaries.
pub const HAS_DICTIONARIES: bool = cfg!(feature = "dictionaries");

/// Whether words of a language are found by a dictionary.
pub fn needs_dictionary(language: textmill_corpus::Language) -> bool {
    matches!(language.code(), "zh" | "ja" | "th" | "lo" | "km" | "my")
}

/// Whether a word may be of such a script, by its first byte: all of them have three bytes or four.
#[inline]
pub(super) fn may_be_cut(first: u8) -> bool {
    first >= 0xE0
}

/// Whether a word is of such a script.
pub(super) fn is_cut(word: &str) -> bool {
    word.chars().next().is_some_and(is_without_blanks)
}

/// Whether a character is of a script that puts no blanks between words.
pub fn is_without_blanks(character: char) -> bool {
    matches!(
        character,
        '\u{E00}'..='\u{EFF}' // Thai, Lao
        | '\u{1000}'..='\u{109F}' // Burmese
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' // kana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // ideographs
        | '\u{FF66}'..='\u{FF9F}'
        | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Finds the words in a run of characters without blanks.
#[derive(Debug)]
pub(super) struct Dictionary {
    #[cfg(feature = "dictionaries")]
    segmenter: icu_segmenter::WordSegmenterBorrowed<'static>,
}

#[cfg(feature = "dictionaries")]
impl Dictionary {
    pub(super) fn new() -> Option<Self> {
        let options = icu_segmenter::options::WordBreakInvariantOptions::default();
        Some(Self { segmenter: icu_segmenter::WordSegmenter::new_dictionary(options) })
    }

    /// Where the words of a run begin and end in it: from 0 to its length.
    pub(super) fn cuts(&self, run: &str) -> Vec<usize> {
        self.segmenter.segment_str(run).collect()
    }
}

#[cfg(not(feature = "dictionaries"))]
impl Dictionary {
    pub(super) fn new() -> Option<Self> {
        None
    }

    pub(super) fn cuts(&self, run: &str) -> Vec<usize> {
        vec![0, run.len()]
    }
}
