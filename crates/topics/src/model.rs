//! The model: the most typical of several chains, with what the others say of its topics.

use crate::{
    ChainState, Passages, STABLE, TopicError, Trace, ValidParams,
    chains::{Ended, OnSweep, run_chains},
};

/// A fitted model. Topics are numbered from 0, the most prevalent first.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicModel {
    params: ValidParams,
    chain: usize,
    state: ChainState,
    stability: Vec<Option<f64>>,
    trace: Trace,
}

/// Fits a model: runs the chains until they agree or come no nearer to each other, and takes the one that agrees most with the others
/// (Rieger, Jentsch and Rahnenführer, 2024). `on_sweep` is called after each sweep of any chain and may end the work.
///
/// ```
/// use std::ops::ControlFlow;
/// use textmill_topics::{PassageRules, Passages, TopicError, TopicParams, fit};
/// # use std::borrow::Cow;
/// # use textmill_corpus::*;
/// # struct Plain;
/// # impl WordRules for Plain {
/// #     fn normal_form<'a>(&self, _: Language, surface: &'a str) -> Cow<'a, str> { surface.into() }
/// #     fn stem<'a>(&self, _: Language, term: &'a str) -> Cow<'a, str> { term.into() }
/// #     fn is_stop_word(&self, _: Language, _: &str) -> bool { false }
/// # }
/// # fn corpus(documents: &[&str]) -> TokenizedCorpus {
/// #     let mut part = PartialCorpus::default();
/// #     for (number, text) in documents.iter().enumerate() {
/// #         part.begin_document(Document {
/// #             path: number.to_string(),
/// #             text_bytes: text.len() as u64,
/// #             text_hash: 0,
/// #             title: None,
/// #             date: None,
/// #             published: None,
/// #             genre: Genre::Plain,
/// #             language: Language::UNDETERMINED,
/// #             metadata: Metadata::default(),
/// #         });
/// #         part.begin_segment(&Segment::plain(SegmentKind::Paragraph, Span::new(0..text.len())));
/// #         part.begin_sentence(0, text.split(' ').count());
/// #         text.split(' ').for_each(|word| part.push_tokens(word, &[[0, word.len() as u32]], &[]));
/// #     }
/// #     TokenizedCorpus::merge(vec![part], &Plain, &Selection::default())
/// # }
///
/// let corpus = corpus(&["river lake boat", "lake boat river", "tax budget debt", "budget debt tax"]);
/// let rules = PassageRules { max_passage_share: 0.5, ..PassageRules::default() };
/// let passages = Passages::cut(&corpus, &rules);
///
/// let params = TopicParams { topics: 2, sweeps: Some(20), chains: Some(2), ..TopicParams::default() };
/// let model = fit(&passages, &params.check(&passages)?, &|| ControlFlow::Continue(()))?;
/// assert_eq!(model.topics(), 2);
/// // The shares of the topics in a passage sum to 1.
/// assert!((model.state().shares(0).iter().sum::<f64>() - 1.0).abs() < 1e-12);
/// # Ok::<(), TopicError>(())
/// ```
///
/// # Errors
///
/// [`TopicError::Interrupted`] if `on_sweep` ended the work, and [`TopicError::Sampler`] if there is too much to count.
pub fn fit(
    passages: &Passages,
    params: &ValidParams,
    on_sweep: OnSweep<'_>,
) -> Result<TopicModel, TopicError> {
    let Ended { mut states, trace } = run_chains(passages, params, on_sweep)?;
    let (chain, stability) =
        trace.agreement().map_or((0, &[][..]), |agreement| (agreement.prototype, agreement.of_prototype()));
    let state = states.swap_remove(chain);
    let order = state.by_prevalence();
    Ok(TopicModel {
        params: params.clone(),
        chain,
        stability: order.iter().map(|&topic| stability.get(topic).copied().flatten()).collect(),
        state: state.reordered(&order),
        trace,
    })
}

impl TopicModel {
    /// The number of topics.
    pub fn topics(&self) -> usize {
        self.state.topics()
    }

    /// The parameters of the fit.
    pub fn params(&self) -> &ValidParams {
        &self.params
    }

    /// How the chains came to agree.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The number of the chain that was taken, from 0.
    pub fn chain(&self) -> usize {
        self.chain
    }

    /// φ, θ and the priors.
    pub fn state(&self) -> &ChainState {
        &self.state
    }

    /// The similarity, beyond chance, of a topic and the topics of the other chains that it is matched with: 1 if they
    /// are the same; `None` if there is only one chain.
    pub fn stability(&self, topic: usize) -> Option<f64> {
        self.stability.get(topic).copied().flatten()
    }

    /// Whether the chains agree on a topic; always true if there is only one chain.
    pub fn is_stable(&self, topic: usize) -> bool {
        self.stability(topic).is_none_or(|stability| stability >= STABLE)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::{TopicModel, fit};
    use crate::{
        Decision, Passages, TopicError, TopicParams,
        noise::{Noise, block_passages},
    };

    fn fitted(passages: &Passages, params: &TopicParams) -> TopicModel {
        fit(passages, &params.check(passages).unwrap(), &|| ControlFlow::Continue(())).unwrap()
    }

    fn params(topics: usize) -> TopicParams {
        TopicParams { topics, sweeps: Some(150), chains: Some(4), ..TopicParams::default() }
    }

    #[test]
    fn blocks_of_words_become_stable_topics() {
        let passages = block_passages(3, 30);
        for seed in 1..=3 {
            let model = fitted(&passages, &TopicParams { seed, ..params(3) });
            for passage in 0..passages.len() {
                let topic = model.state().main_topic(passage);
                assert!(model.state().share(passage, topic) > 0.9, "passage {passage}, seed {seed}");
                assert_eq!(topic, model.state().main_topic(passage % 3));
            }
            assert!((0..3).all(|topic| model.stability(topic).unwrap() > 0.9 && model.is_stable(topic)));
        }
    }

    #[test]
    fn noise_has_no_stable_topics() {
        let mut noise = Noise::new(3);
        let rows: Vec<Vec<u32>> =
            (0..40).map(|_| (0..40).map(|_| noise.below(200) as u32).collect()).collect();
        let model = fitted(&Passages::of_words(&rows), &params(6));
        let stability: Vec<Option<f64>> = (0..6).map(|topic| model.stability(topic)).collect();
        let stable = (0..6).filter(|&topic| model.is_stable(topic)).count();
        assert!(stable <= 1, "{stability:?}");
    }

    #[test]
    fn words_in_any_order_have_no_topics_however_long_chains_run() {
        // As frequent as words are, and dealt out to passages by chance.
        let mut noise = Noise::new(11);
        let mut word = || (1500.0 * noise.uniform().powi(3)) as u32;
        let rows: Vec<Vec<u32>> = (0..100).map(|_| (0..70).map(|_| word()).collect()).collect();
        let model = fitted(&Passages::of_words(&rows), &TopicParams::default());
        let stable: Vec<usize> = (0..10).filter(|&topic| model.is_stable(topic)).collect();
        let trace = model.trace();
        // One may take most of the words, and is then the same everywhere: what the passages have in common.
        assert!(stable.len() <= 1, "{stable:?} {trace:#?}");
        assert_ne!(trace.end(), Decision::Agreed);
    }

    #[test]
    fn chains_that_agree_stop_early_and_say_so() {
        let model = fitted(&block_passages(3, 60), &TopicParams { topics: 3, ..TopicParams::default() });
        let points = model.trace().points();
        assert_eq!(model.trace().end(), Decision::Agreed);
        assert!(points.len() == 1 && points[0].sweeps < model.params().sweeps(), "{points:?}");
        assert_eq!((points[0].stable_topics, points[0].stable_share), (3, 1.0));
        // A number that the person gives is kept.
        let model = fitted(&block_passages(3, 60), &params(3));
        assert_eq!(model.trace().points().last().unwrap().sweeps, 150);
    }

    #[test]
    fn one_chain_cannot_tell_stability() {
        let model = fitted(&block_passages(3, 30), &TopicParams { chains: Some(1), ..params(3) });
        assert_eq!((model.chain(), model.stability(0), model.is_stable(0)), (0, None, true));
    }

    #[test]
    fn probabilities_and_shares_sum_to_one() {
        let passages = block_passages(3, 31);
        let model = fitted(&passages, &params(4));
        let state = model.state();
        let is_one = |sum: f64| (sum - 1.0).abs() < 1e-12;
        for topic in 0..4 {
            assert!(is_one((0..state.words()).map(|word| state.probability(topic, word)).sum()));
        }
        assert!((0..passages.len()).all(|passage| is_one(state.shares(passage).iter().sum())));
        assert!(is_one((0..4).map(|topic| state.prevalence(topic)).sum()));
        assert!((1..4).all(|topic| state.prevalence(topic - 1) >= state.prevalence(topic)));
    }

    #[test]
    fn threads_change_nothing() {
        let passages = block_passages(5, 60);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| fitted(&passages, &params(5)))
        };
        let one = with(1);
        assert_eq!(one, with(2));
        assert_eq!(one, with(8));
    }

    #[test]
    fn an_interruption_ends_the_work() {
        let passages = block_passages(3, 30);
        let params = params(3).check(&passages).unwrap();
        assert_eq!(fit(&passages, &params, &|| ControlFlow::Break(())), Err(TopicError::Interrupted));
    }

    #[test]
    fn impossible_parameters_are_refused() {
        let passages = block_passages(3, 30);
        let check = |params: TopicParams| params.check(&passages).is_err();
        assert!(check(TopicParams { topics: 1, ..params(2) }));
        assert!(check(TopicParams { topics: 31, ..params(2) }));
        assert!(check(TopicParams { alpha: 0.0, ..params(2) }));
        assert!(check(TopicParams { beta: f64::NAN, ..params(2) }));
        assert!(check(TopicParams { sweeps: Some(0), ..params(2) }));
        assert!(check(TopicParams { chains: Some(0), ..params(2) }));
    }
}
