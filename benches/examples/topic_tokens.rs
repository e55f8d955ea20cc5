//! Fits a model to passages of word numbers, one passage a line, and writes it: what `topics.py` compares with others.
#![expect(clippy::print_stdout, reason = "the figures are what the caller reads")]

use std::{collections::HashMap, error::Error, fs, time::Instant};

type Failure = Box<dyn Error + Send + Sync>;

use textmill_topics::{Chain, Corpus, Priors};

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let options: HashMap<&str, &str> =
        args.chunks_exact(2).map(|pair| (pair[0].as_str(), pair[1].as_str())).collect();
    let option = |name: &str| options.get(name).copied().ok_or_else(|| format!("{name} is missing"));
    let corpus = read(&fs::read_to_string(option("--tokens")?)?)?;
    let (topics, sweeps): (usize, u32) = (option("--topics")?.parse()?, option("--sweeps")?.parse()?);
    let priors = Priors::symmetric(topics, option("--alpha")?.parse()?, option("--beta")?.parse()?);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(option("--threads")?.parse()?).build()?;
    let seed = option("--seed")?.parse()?;
    pool.install(|| -> Result<(), Failure> {
        let mut chain = Chain::start(&corpus, &priors, seed, 0)?;
        let start = Instant::now();
        (0..sweeps).for_each(|_| chain.sweep());
        let (seconds, tokens) = (start.elapsed().as_secs_f64(), corpus.tokens().len());
        fs::write(option("--model")?, model(&chain))?;
        let log_likelihood = chain.log_likelihood_per_token().unwrap_or(0.0);
        println!(
            r#"{{"seconds": {seconds}, "tokens": {tokens}, "sweeps": {sweeps}, "log_likelihood": {log_likelihood}, "version": "{}"}}"#,
            env!("CARGO_PKG_VERSION")
        );
        Ok(())
    })
}

fn read(text: &str) -> Result<Corpus, Failure> {
    let (mut offsets, mut tokens) = (vec![0], Vec::new());
    for line in text.lines() {
        for word in line.split_ascii_whitespace() {
            tokens.push(word.parse::<u32>()?);
        }
        offsets.push(tokens.len());
    }
    let words = tokens.iter().max().map_or(0, |&word| word as usize + 1);
    Ok(Corpus::new(offsets, tokens, words)?)
}

/// u32 K, u32 V, K f64 of alpha, K times V f64 of phi, all little-endian.
fn model(chain: &Chain<'_>) -> Vec<u8> {
    let (priors, words) = (chain.priors(), chain.corpus().words() as u32);
    let mut bytes = [priors.topics() as u32, words].map(u32::to_le_bytes).concat();
    bytes.extend(priors.alpha.iter().flat_map(|alpha| alpha.to_le_bytes()));
    let all_beta = priors.beta * f64::from(words);
    let mut phi = vec![priors.beta; priors.topics() * words as usize];
    for word in 0..words {
        chain.for_word(word, |topic, count| phi[topic * words as usize + word as usize] += f64::from(count));
    }
    for (row, &total) in phi.chunks_exact(words.max(1) as usize).zip(chain.totals()) {
        bytes.extend(row.iter().flat_map(|weight| (weight / (f64::from(total) + all_beta)).to_le_bytes()));
    }
    bytes
}
