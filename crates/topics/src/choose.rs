//! How many topics the text supports.

use rayon::prelude::*;

use crate::{
    ChainState, FixedTopics, Passages, TopicError, TopicParams, ValidParams,
    chains::{OnSweep, run_chain},
    coherence::{Cooccurrences, PMI_WINDOW, c_npmi},
    held_out::completion,
    stability::agreement,
};

/// The number of chains that are run for each number of topics, each without another fifth of the passages.
pub const FOLDS: u32 = 5;
/// The top words of a topic whose coherence is measured.
const TOP_WORDS: usize = 10;
/// Numbers of topics to try.
const GRID: &[usize] = &[2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 25, 30, 40, 50, 60, 80, 100];
/// A topic needs so many passages, on average.
const PASSAGES_OF_A_TOPIC: usize = 5;
/// No more numbers are tried than these; where there are more, the smallest are left out.
const MOST_TRIED: usize = 10;

/// The results for a number of topics: means over the chains, and their standard errors.
#[derive(Clone, Debug, PartialEq)]
pub struct GridPoint {
    /// The number of topics.
    pub topics: usize,
    /// The mean of ln p of the words of the passages that a chain did not see, by document completion.
    pub held_out: Option<Mean>,
    /// The mean NPMI of the 10 most probable words of a topic.
    pub npmi: Option<Mean>,
    /// The mean similarity, beyond chance, of a topic and the topics of the other chains that it is matched with.
    pub stability: Option<Mean>,
    /// The mean of stability · (1 + NPMI) / 2 over the topics.
    pub score: Option<Mean>,
    /// Whether this number is chosen.
    pub is_chosen: bool,
}

/// A mean over chains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Its standard error: s / √n.
    pub standard_error: f64,
}

impl Mean {
    fn of(values: &[Option<f64>]) -> Option<Self> {
        let values: Vec<f64> = values.iter().copied().collect::<Option<_>>()?;
        let count = values.len() as f64;
        if values.len() < 2 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        Some(Self { mean, standard_error: (squares / (count - 1.0) / count).sqrt() })
    }

    /// Whether it is less than the best by no more than the standard error of the difference, √(s₁² + s₂²).
    fn is_as_good_as(self, best: Option<Self>) -> bool {
        let error = |best: Self| {
            (self.standard_error * self.standard_error + best.standard_error * best.standard_error).sqrt()
        };
        best.is_some_and(|best| self.mean >= best.mean || best.mean - self.mean <= error(best))
    }
}

/// The numbers of topics that are tried by default for a number of passages.
pub fn usual_grid(passages: usize) -> Vec<usize> {
    let most = (passages / PASSAGES_OF_A_TOPIC).max(2);
    let fitting: Vec<usize> = GRID.iter().copied().filter(|&topics| topics <= most).collect();
    let left_out = fitting.len().saturating_sub(MOST_TRIED);
    fitting.get(left_out..).unwrap_or_default().to_vec()
}

/// Tries the numbers of topics of a grid, given in ascending order, and chooses one.
///
/// Candidates are the numbers that predict hidden words as well as the best one. Of these, the smallest whose score is
/// as good as the best among them is chosen; "as good" allows for the standard error of the difference. Prediction
/// alone would choose too many topics, stability and coherence alone too few. Numbers for which there is too little
/// text are skipped.
///
/// # Errors
///
/// Too little text for any of the numbers, a parameter outside its range, or an interruption.
pub fn choose_topics(
    passages: &Passages,
    params: &TopicParams,
    grid: &[usize],
    on_sweep: OnSweep<'_>,
) -> Result<Vec<GridPoint>, TopicError> {
    let folds: Vec<Fold> = (0..FOLDS as usize).map(|fold| Fold::of(passages, fold)).collect();
    let mut points = Vec::new();
    let mut too_little = None;
    for &topics in grid {
        match valid(&folds, &TopicParams { topics, ..params.clone() }) {
            Ok(params) => points.push(try_topics(passages, &folds, &params, on_sweep)?),
            Err(error @ TopicError::TooLittleText { .. }) => too_little = Some(error),
            Err(error) => return Err(error),
        }
    }
    if let (true, Some(error)) = (points.is_empty(), too_little) {
        return Err(error);
    }
    mark_chosen(&mut points);
    Ok(points)
}

/// The total number of sweeps of all chains of a grid, to show progress.
pub fn sweeps_of_grid(passages: &Passages, params: &TopicParams, grid: &[usize]) -> u64 {
    let sweeps = |&topics: &usize| {
        let params = TopicParams { topics, chains: Some(FOLDS), ..params.clone() };
        params.check(passages).map_or(0, |params| u64::from(sweeps_of(&params)) * u64::from(FOLDS))
    };
    grid.iter().map(sweeps).sum()
}

/// To compare numbers of topics, half of the sweeps will do.
fn sweeps_of(params: &ValidParams) -> u32 {
    params.sweeps.div_ceil(2)
}

/// The parameters for each fold, which has fewer passages than the whole.
fn valid(folds: &[Fold], params: &TopicParams) -> Result<ValidParams, TopicError> {
    let params = TopicParams { chains: Some(FOLDS), ..params.clone() };
    let mut checked = folds.iter().map(|fold| params.check(&fold.seen));
    let first = checked.next().unwrap_or_else(|| params.check(&Passages::default()))?;
    checked.try_for_each(|checked| checked.map(|_| ()))?;
    Ok(ValidParams { sweeps: sweeps_of(&first), ..first })
}

/// The passages that a chain sees, and the numbers of the others.
struct Fold {
    seen: Passages,
    hidden: Vec<usize>,
}

impl Fold {
    fn of(passages: &Passages, fold: usize) -> Self {
        let is_hidden = |passage: &usize| passage % FOLDS as usize == fold;
        Self {
            seen: passages.subset(|passage| !is_hidden(&passage)),
            hidden: (0..passages.len()).filter(is_hidden).collect(),
        }
    }
}

fn try_topics(
    passages: &Passages,
    folds: &[Fold],
    params: &ValidParams,
    on_sweep: OnSweep<'_>,
) -> Result<GridPoint, TopicError> {
    let run = |(fold, chain): (&Fold, u32)| run_chain(&fold.seen, params, chain, on_sweep);
    let numbered: Vec<(&Fold, u32)> = folds.iter().zip(0..).collect();
    let chains: Vec<ChainState> = numbered.into_par_iter().map(run).collect::<Result<_, _>>()?;
    let held_out: Vec<Option<f64>> = chains
        .iter()
        .zip(folds)
        .map(|(chain, fold)| completion(&FixedTopics::of(chain), passages, &fold.hidden))
        .collect();
    let coherence = coherences(passages, &chains);
    let stability = agreement(&chains).stability;
    let of_chain = |of: &dyn Fn(usize, usize) -> Option<f64>| -> Vec<Option<f64>> {
        let mean = |chain: usize| {
            let values: Option<Vec<f64>> = (0..params.topics).map(|topic| of(chain, topic)).collect();
            values.map(|values| values.iter().sum::<f64>() / params.topics as f64)
        };
        (0..chains.len()).map(mean).collect()
    };
    let score =
        |chain: usize, topic: usize| Some(stability[chain][topic]? * (1.0 + coherence[chain][topic]?) / 2.0);
    Ok(GridPoint {
        topics: params.topics,
        held_out: Mean::of(&held_out),
        npmi: Mean::of(&of_chain(&|chain, topic| coherence[chain][topic])),
        stability: Mean::of(&of_chain(&|chain, topic| stability[chain][topic])),
        score: Mean::of(&of_chain(&score)),
        is_chosen: false,
    })
}

/// The NPMI of each topic of each chain.
fn coherences(passages: &Passages, chains: &[ChainState]) -> Vec<Vec<Option<f64>>> {
    let top_words = |chain: &ChainState| -> Vec<Vec<u32>> {
        (0..chain.topics()).map(|topic| chain.top_words(topic, TOP_WORDS)).collect()
    };
    let of_chains: Vec<Vec<Vec<u32>>> = chains.iter().map(top_words).collect();
    let counts = Cooccurrences::of(&passages.rows(), &of_chains.concat(), PMI_WINDOW);
    of_chains.iter().map(|topics| topics.iter().map(|words| c_npmi(&counts, words)).collect()).collect()
}

/// Of the numbers that predict hidden words as well as the best one does, the smallest whose score is as good as the best of theirs;
/// as good is a difference of no more than its standard error.
fn mark_chosen(points: &mut [GridPoint]) {
    let best_held_out = best(points.iter().filter_map(|point| point.held_out));
    let predicts = |point: &&GridPoint| point.held_out.is_some_and(|mean| mean.is_as_good_as(best_held_out));
    let best_score = best(points.iter().filter(predicts).filter_map(|point| point.score));
    let reads_well = |point: &GridPoint| point.score.is_some_and(|mean| mean.is_as_good_as(best_score));
    let chosen = points.iter().position(|point| predicts(&point) && reads_well(point));
    if let Some(point) = chosen.and_then(|chosen| points.get_mut(chosen)) {
        point.is_chosen = true;
    }
}

/// The largest mean.
fn best(means: impl Iterator<Item = Mean>) -> Option<Mean> {
    means.reduce(|best, mean| if mean.mean > best.mean { mean } else { best })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::{GridPoint, Mean, choose_topics, mark_chosen, usual_grid};
    use crate::{TopicError, TopicParams, noise::block_passages};

    #[test]
    fn as_many_topics_as_were_planted() {
        let passages = block_passages(4, 60);
        let params = TopicParams { sweeps: Some(200), ..TopicParams::default() };
        let grid = [2, 3, 4, 6, 8];
        let points = choose_topics(&passages, &params, &grid, &|| ControlFlow::Continue(())).unwrap();
        assert_eq!(points.iter().map(|point| point.topics).collect::<Vec<_>>(), grid);
        assert_eq!(points.iter().find(|point| point.is_chosen).unwrap().topics, 4, "{points:#?}");
        let planted = &points[2];
        // One chain in five may take two subjects for one, and stays there.
        assert!(planted.stability.unwrap().mean > 0.8);
        // Eight words of a block are equally likely.
        assert!((planted.held_out.unwrap().mean - (1.0_f64 / 8.0).ln()).abs() < 0.15);
    }

    #[test]
    fn too_little_text_is_an_error_only_if_it_is_for_every_number() {
        let passages = block_passages(2, 12);
        let params = TopicParams { sweeps: Some(20), ..TopicParams::default() };
        let choose = |grid: &[usize]| choose_topics(&passages, &params, grid, &|| ControlFlow::Continue(()));
        assert_eq!(choose(&[2, 300]).unwrap().len(), 1);
        assert!(matches!(choose(&[300]), Err(TopicError::TooLittleText { topics: 300, .. })));
    }

    fn chosen(points: &[(usize, f64, f64)]) -> Option<usize> {
        let mean = |mean: f64| Some(Mean { mean, standard_error: 0.1 });
        let point = |&(topics, held_out, score): &(usize, f64, f64)| GridPoint {
            topics,
            held_out: mean(held_out),
            npmi: None,
            stability: None,
            score: mean(score),
            is_chosen: false,
        };
        let mut points: Vec<GridPoint> = points.iter().map(point).collect();
        mark_chosen(&mut points);
        assert!(points.iter().filter(|point| point.is_chosen).count() <= 1);
        points.iter().find(|point| point.is_chosen).map(|point| point.topics)
    }

    #[test]
    fn the_smallest_of_those_that_predict_and_read_well_is_chosen() {
        // 2 reads best and predicts badly; 8 predicts best; 4 predicts nearly as well and reads better.
        assert_eq!(chosen(&[(2, -8.0, 0.9), (4, -7.13, 0.7), (8, -7.0, 0.5)]), Some(4));
        // All predict alike: the smallest that reads nearly as well as the best.
        assert_eq!(chosen(&[(2, -7.0, 0.3), (4, -7.0, 0.6), (8, -7.0, 0.7)]), Some(4));
        assert_eq!(chosen(&[]), None);
    }

    #[test]
    fn more_passages_allow_more_topics() {
        assert_eq!(usual_grid(0), [2]);
        assert_eq!(usual_grid(21), [2, 3, 4]);
        assert_eq!(usual_grid(10_000).len(), 10);
        assert_eq!(usual_grid(10_000).last(), Some(&100));
    }
}
