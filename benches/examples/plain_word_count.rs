//! The plain way to a frequency table, to compare `textmill run INPUT --only frequency.csv` with: one thread, each file of a
//! folder read (or each line of a file of JSON objects, of which `text` is taken), `unicode_words`, lower case, a hash map, one CSV.
//!
//! `cargo run --release --package textmill-benches --example plain_word_count INPUT TABLE.csv`

use std::{
    collections::HashMap,
    env,
    error::Error,
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Write},
};

use unicode_segmentation::UnicodeSegmentation;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(input), Some(table)) = (arguments.next(), arguments.next()) else {
        return Err("usage: plain_word_count INPUT TABLE.csv".into());
    };
    let mut counts: HashMap<String, u64> = HashMap::new();
    let mut count = |text: &str| {
        for word in text.unicode_words() {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    };
    if input.ends_with(".jsonl") {
        for line in BufReader::new(File::open(input)?).lines() {
            let record: serde_json::Value = serde_json::from_str(&line?)?;
            count(record["text"].as_str().unwrap_or_default());
        }
    } else {
        for entry in fs::read_dir(input)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                count(&fs::read_to_string(path)?);
            }
        }
    }
    let mut rows: Vec<(String, u64)> = counts.into_iter().collect();
    rows.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let mut file = BufWriter::new(File::create(table)?);
    writeln!(file, "word,frequency")?;
    for (word, frequency) in rows {
        writeln!(file, "{word},{frequency}")?;
    }
    Ok(file.flush()?)
}
