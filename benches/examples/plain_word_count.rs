//! The plain way to a frequency table, to compare `textmill run FOLDER --only frequency.csv` with: one thread, each file of a
//! folder read, `unicode_words`, lower case, a hash map, one CSV.
//!
//! `cargo run --release --package textmill-benches --example plain_word_count FOLDER TABLE.csv`

use std::{
    collections::HashMap,
    env,
    error::Error,
    fs::{self, File},
    io::{BufWriter, Write},
};

use unicode_segmentation::UnicodeSegmentation;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(folder), Some(table)) = (arguments.next(), arguments.next()) else {
        return Err("usage: plain_word_count FOLDER TABLE.csv".into());
    };
    let mut counts: HashMap<String, u64> = HashMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = fs::read_to_string(path)?;
            for word in text.unicode_words() {
                *counts.entry(word.to_lowercase()).or_default() += 1;
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
