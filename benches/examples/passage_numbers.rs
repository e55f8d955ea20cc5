//! Prints the passages of a folder as the numbers of their words, one passage a line: what `peers/topics.py` reads.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "an example that cannot go on must stop")]

use std::env;

use textmill_benches::{corpus, your_documents};
use textmill_corpus::Language;
use textmill_topics::{PassageRules, Passages};

fn main() {
    assert!(env::var_os("TEXTMILL_BENCH_TEXT").is_some(), "name a folder: TEXTMILL_BENCH_TEXT=FOLDER");
    let language = env::args().nth(1).unwrap_or_else(|| "en".to_owned());
    let language = Some(Language::from_code(&language).expect("a code of two letters, such as en"));
    let passages =
        Passages::cut(&corpus(&your_documents()), &PassageRules { language, ..PassageRules::default() });
    for passage in passages.rows() {
        println!("{}", passage.iter().map(u32::to_string).collect::<Vec<String>>().join(" "));
    }
}
