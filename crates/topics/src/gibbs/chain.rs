//! A chain: the topics of all tokens, and how they change from sweep to sweep.

use crate::gibbs::{
    Corpus, CorpusError, Priors,
    batches::{Batch, Regime, cut},
    counts::TopicCounts,
    lanes::blocks,
    philox::{AT_ONCE, Philox, Purpose},
    simd::{Portable, SimdInstructions},
    sweep::Sweep,
};

/// Latent Dirichlet allocation by collapsed Gibbs sampling (Griffiths and Steyvers, 2004).
///
/// A sweep visits every token, takes its topic away, and draws a new one with probability
///
/// ```text
/// p(k) ∝ (n_dk + α_k) · (n_kw + β) / (n_k + V·β)
/// ```
///
/// where the counts leave the token itself out. Small corpora are sampled strictly one token after the other. Large ones
/// are cut into batches by the corpus alone: within a batch, the passage's counts n_dk follow every change, while the
/// word counts are those of the batch's beginning. Random numbers depend on seed, chain, sweep, passage and position
/// only. So the state is the same for any number of threads.
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    corpus: &'a Corpus,
    priors: Priors,
    random: Philox,
    pub(crate) instructions: SimdInstructions,
    sweeps: u32,
    regime: Regime,
    batches: Vec<Batch>,
    topics: Vec<u16>,
    counts: TopicCounts,
}

impl<'a> Chain<'a> {
    /// Gives each token a topic at random.
    ///
    /// # Errors
    ///
    /// [`CorpusError::Priors`] and [`CorpusError::TooLarge`].
    pub fn start(corpus: &'a Corpus, priors: &Priors, seed: u64, chain: u32) -> Result<Self, CorpusError> {
        let topics = first_topics(corpus, priors.topics(), Philox::new(seed, chain));
        Self::start_at(corpus, priors, seed, chain, topics)
    }

    /// Begins with a topic for each token, in the order of the corpus.
    pub(crate) fn start_at(
        corpus: &'a Corpus,
        priors: &Priors,
        seed: u64,
        chain: u32,
        topics: Vec<u16>,
    ) -> Result<Self, CorpusError> {
        priors.check()?;
        let cells = corpus.words().checked_mul(blocks(priors.topics()) * 64);
        cells.filter(|&bytes| isize::try_from(bytes).is_ok()).ok_or(CorpusError::TooLarge)?;
        let random = Philox::new(seed, chain);
        let in_sequence = Regime::of(corpus, 0) == Regime::Sequential;
        Ok(Self {
            counts: TopicCounts::of_tokens(corpus, priors.topics(), &topics, in_sequence),
            corpus,
            priors: priors.clone(),
            random,
            instructions: SimdInstructions::best(),
            sweeps: 0,
            regime: Regime::Sequential,
            batches: Vec::new(),
            topics,
        })
    }

    /// Visits every token once.
    pub fn sweep(&mut self) {
        let regime = Regime::of(self.corpus, self.sweeps);
        if self.regime != regime {
            self.batches = match regime {
                Regime::Sequential => Vec::new(),
                Regime::Batches(most) => cut(self.corpus, most),
            };
            self.regime = regime;
        }
        let Self { corpus, priors, random, instructions, sweeps, batches, topics, counts, .. } = self;
        let sweep = Sweep { corpus, priors, random: *random, instructions: *instructions, number: *sweeps };
        match regime {
            Regime::Sequential => counts.sample_in_sequence(sweep, topics),
            Regime::Batches(_) => batches.iter().for_each(|batch| counts.sample_batch(sweep, batch, topics)),
        }
        *sweeps = sweeps.wrapping_add(1);
    }

    /// The number of sweeps so far.
    pub fn sweeps(&self) -> u32 {
        self.sweeps
    }

    /// The topic of each token, in the order of the corpus.
    pub fn topics(&self) -> &[u16] {
        &self.topics
    }

    /// The priors, as they were given or learnt.
    pub fn priors(&self) -> &Priors {
        &self.priors
    }

    /// What is sampled.
    pub fn corpus(&self) -> &Corpus {
        self.corpus
    }

    /// The number of tokens of each topic, n_k.
    pub fn totals(&self) -> &[u32] {
        self.counts.totals()
    }

    /// Calls `call` with each topic of a word and n_kw, in the order of the topics. Topics with a count of 0 may be
    /// left out. A word that is not in the vocabulary has no topics.
    pub fn for_word(&self, word: u32, call: impl FnMut(usize, u32)) {
        if (word as usize) < self.corpus.words() {
            self.counts.for_word(word, call);
        }
    }

    pub(crate) fn priors_mut(&mut self) -> &mut Priors {
        &mut self.priors
    }
}

fn first_topics(corpus: &Corpus, topics: usize, random: Philox) -> Vec<u16> {
    let mut first = Vec::with_capacity(corpus.tokens().len());
    for passage in 0..corpus.len() {
        let length = corpus.range(passage).len();
        for position in (0..length).step_by(AT_ONCE) {
            let drawn = random.draw(Portable, Purpose::Start, [0, passage as u32, position as u32]);
            let positions = position..length.min(position + AT_ONCE);
            let topic = |position| ((drawn.uniform(position) * topics as f32) as usize).min(topics - 1);
            first.extend(positions.map(|position| topic(position) as u16));
        }
    }
    first
}
