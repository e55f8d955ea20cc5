//! What the benches share: named texts made of the sample corpus, and the sample corpus itself, tokenized.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a bench without its input must stop"
)]

use std::{borrow::Cow, collections::BTreeSet, env, path::Path};

use textmill_corpus::{
    Document, Genre, Language, Metadata, PartialCorpus, Segment, SegmentKind, Selection, Span,
    TokenizedCorpus, WordRules,
};
use textmill_ingest::{EncodingHint, PathPatterns, decode, discover, segments};
use textmill_normalize::{TokenCutter, TokenRules, Tokenizer, normal_form, tokenize};
use textmill_stem::{StopWords, detect_language, stem};

/// A text with a name.
pub struct Input {
    /// What sort of text it is.
    pub name: &'static str,
    /// The text.
    pub text: String,
}

/// How long the texts are, but for the empty one.
const BYTES: usize = 1 << 20;

/// The texts that show how a tokenizer fares: nothing, no words, ASCII prose, news with curly quotes, French, Cyrillic, what
/// no algebra of masks holds for, and all documents of the sample mixed. Those of the folder that the variable
/// `TEXTMILL_BENCH_TEXT` names come last, as `yours`.
pub fn inputs() -> Vec<Input> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds");
    let documents = documents_of(&seeds);
    let of = |wanted: &[&str]| -> String {
        let chosen = documents.iter().filter(|(path, _)| wanted.iter().any(|wanted| path.contains(wanted)));
        chosen.map(|(_, text)| text.as_str()).collect()
    };
    let ascii: String =
        of(&["herald/2031-02", "herald/2031-03", "wire/2031"]).chars().filter(char::is_ascii).collect();
    let curly = of(&["official/conference", "courier/2031-03", "tidewatch/"]);
    assert!(curly.matches(['’', '“', '”']).count() > 100, "the news must have curly quotes");
    let french = of(&["french/"]);
    assert!(french.matches(['é', 'à', '’']).count() > 100, "French must have accents");
    let mut inputs = vec![
        Input { name: "empty", text: String::new() },
        Input { name: "no words", text: repeated("… — \n\t!?  ** // ") },
        Input { name: "ascii prose", text: repeated(&ascii) },
        Input { name: "news with curly quotes", text: repeated(&curly) },
        Input { name: "french", text: repeated(&french) },
        Input { name: "cyrillic", text: repeated(&of(&["russian/"])) },
        Input { name: "hostile", text: repeated(HOSTILE) },
        Input { name: "mixed", text: repeated(&of(&[""])) },
    ];
    if let Some(folder) = env::var_os("TEXTMILL_BENCH_TEXT") {
        let texts = documents_of(Path::new(&folder)).into_iter();
        inputs.push(Input { name: "yours", text: texts.map(|(_, text)| text).collect() });
    }
    inputs
}

/// Marks, joiners, flags, Hebrew, Katakana, ideographs and what stands between letters and digits, so that the fast tokenizer
/// finds little to be fast on.
const HOSTILE: &str = "e\u{301}t\u{AD}e\u{301} a.b'c:d,e_f 1,2.3'4;5 \u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{1F1E9}\u{1F1EA}\u{1F1EB}x \
                       \u{5D0}\"\u{5D1}'\u{5D2} \u{30AB}\u{30BF}\u{30AB}\u{30CA}_\u{6F22}\u{5B57} \u{915}\u{94D}\u{937}\u{93F} 1\u{202F}234 \u{E01}\u{E33} _ __ ._. \u{200B}a\u{2060}b\r\n";

fn repeated(text: &str) -> String {
    text.repeat(BYTES / text.len() + 1)
}

/// The documents of the sample corpus: path and text, in order.
pub fn documents() -> Vec<(String, String)> {
    let documents = documents_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds"));
    assert!(documents.len() > 30, "the sample corpus must be there");
    documents
}

/// The documents of the folder that `TEXTMILL_BENCH_TEXT` names, else those of the sample.
pub fn your_documents() -> Vec<(String, String)> {
    env::var_os("TEXTMILL_BENCH_TEXT").map_or_else(documents, |folder| documents_of(Path::new(&folder)))
}

fn documents_of(folder: &Path) -> Vec<(String, String)> {
    let exclude = PathPatterns::new(&["/README.md".to_owned()]).unwrap();
    let found = discover(&[folder.display().to_string()], &exclude, Path::new("nowhere")).unwrap();
    let texts = found.files.into_iter().filter_map(|file| {
        let bytes = std::fs::read(&file.location).ok()?;
        let decoded = decode(&bytes, EncodingHint::None).ok()?;
        Some((file.path, decoded.text.into_owned()))
    });
    texts.collect()
}

/// The rules of words of the pipeline.
pub struct Rules(StopWords);

impl WordRules for Rules {
    fn normal_form<'a>(&self, _: Language, surface: &'a str) -> Cow<'a, str> {
        normal_form(surface)
    }

    fn stem<'a>(&self, language: Language, term: &'a str) -> Cow<'a, str> {
        stem(language, term)
    }

    fn is_stop_word(&self, language: Language, term: &str) -> bool {
        self.0.contains(language, term)
    }
}

/// Everything from decoded texts to the columns of ids.
pub fn corpus(documents: &[(String, String)]) -> TokenizedCorpus {
    merged(vec![partial_corpus(documents)])
}

/// One thread's part of a corpus.
pub fn partial_corpus(documents: &[(String, String)]) -> PartialCorpus {
    let mut part = PartialCorpus::default();
    let mut cutter = TokenCutter::new(TokenRules::default());
    for (path, text) in documents {
        let document = Document {
            path: path.clone(),
            text_bytes: text.len() as u64,
            text_hash: 0,
            title: None,
            date: None,
            published: None,
            genre: Genre::Plain,
            language: detect_language(text, None),
            metadata: Metadata::default(),
        };
        tokenize(document, text, &segments(text), &mut cutter, &mut part);
    }
    part
}

/// The corpus of some parts.
pub fn merged(parts: Vec<PartialCorpus>) -> TokenizedCorpus {
    let languages: BTreeSet<Language> = parts.iter().flat_map(PartialCorpus::languages).collect();
    let stop_words = StopWords::new(languages, [], |word| normal_form(word).into_owned());
    TokenizedCorpus::merge(parts, &Rules(stop_words), &Selection::default())
}

/// Gives every word of some texts its number, each text as one sentence; returns how many words there are.
pub fn number_words(texts: &[String], tokenizer: &mut Tokenizer) -> usize {
    let mut part = PartialCorpus::default();
    let mut count = 0;
    for text in texts {
        part.begin_document(Document {
            path: String::new(),
            text_bytes: text.len() as u64,
            text_hash: 0,
            title: None,
            date: None,
            published: None,
            genre: Genre::Plain,
            language: Language::UNDETERMINED,
            metadata: Metadata::default(),
        });
        part.begin_segment(&Segment::plain(SegmentKind::Paragraph, Span::new(0..text.len())));
        let words = tokenizer.words(text);
        part.begin_sentence(0, words.len());
        part.push_tokens(text, words, &[]);
        count += words.len();
    }
    count
}
