//! Sentences of treebanks: F1 of whole spans, by the rules of each language and by UAX #29 alone.
//!
//! `cargo run --release --package textmill-benches --example treebank_sentences FOLDER`, with Universal Dependencies' `*-ud-test.conllu` in the
//! folder, each called by its language (`de_pud-ud-test.conllu`). Sentences stand behind each other with a blank between them, paragraphs
//! (`# newpar`) in lines of their own.

#![expect(clippy::print_stdout, reason = "an example says what it found")]

use std::{collections::BTreeSet, env, error::Error, fs, ops::Range};

use textmill_corpus::Language;
use textmill_normalize::{LineBreaks, sentences, whole_sentences};

type Spans = BTreeSet<(usize, usize)>;

/// The sentences of a treebank as one text, and where they are in it.
fn gold(treebank: &str) -> (String, Spans) {
    let (mut text, mut spans, mut begins_paragraph) = (String::new(), Spans::new(), false);
    for line in treebank.lines() {
        begins_paragraph |= line.starts_with("# newpar") || line.starts_with("# newdoc");
        if let Some(sentence) = line.strip_prefix("# text = ").map(str::trim) {
            text.push_str(if begins_paragraph { "\n" } else { " " });
            begins_paragraph = false;
            spans.insert((text.len(), text.len() + sentence.len()));
            text.push_str(sentence);
        }
    }
    (text, spans)
}

/// Spans without the blanks around them.
fn spans(text: &str, found: impl Iterator<Item = Range<usize>>) -> Spans {
    let bare = |range: Range<usize>| {
        let sentence = &text[range.clone()];
        let start = range.start + sentence.len() - sentence.trim_start().len();
        (start, start + sentence.trim().len())
    };
    found.map(bare).filter(|(start, end)| start < end).collect()
}

/// Those of every line.
fn by_lines(text: &str, language: Language) -> Spans {
    let mut start = 0;
    let ranges = text.split_inclusive('\n').flat_map(|line| {
        let before = start;
        start += line.len();
        whole_sentences(line, language).map(move |range| before + range.start..before + range.end)
    });
    spans(text, ranges)
}

fn f1(found: &Spans, gold: &Spans) -> f64 {
    200.0 * found.intersection(gold).count() as f64 / (found.len() + gold.len()) as f64
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("name a folder with treebanks (.conllu)")?;
    let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        let Some(name) = name.strip_suffix(".conllu") else { continue };
        let code = name.split('_').next().unwrap_or_default();
        let language = Language::from_code(code).unwrap_or(Language::UNDETERMINED);
        let (text, gold) = gold(&fs::read_to_string(file.path())?);
        let by_language = f1(&by_lines(&text, language), &gold);
        let by_unicode = f1(&spans(&text, sentences(&text, LineBreaks::Soft)), &gold);
        println!("{name}: {} sentences, F1 {by_language:.1}, by UAX #29 alone {by_unicode:.1}", gold.len());
    }
    Ok(())
}
