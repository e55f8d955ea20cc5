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
/// Numbers of topics to try. Fewer say little: they are tried where there are too few passages for these.
const GRID: &[usize] = &[5, 6, 8, 10, 12, 16, 20, 25, 32, 40, 50];
const SMALL_GRID: &[usize] = &[3, 4];
/// After so many numbers in a row that are no match for the best, no larger ones are tried.
const MOST_WORSE: usize = 4;
/// A topic needs so many passages, on average.
const PASSAGES_OF_A_TOPIC: usize = 10;
/// So often each token is visited: from their start chains have formed their topics by then.
const SWEEPS: u32 = 100;

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
    /// What became of it.
    pub choice: Choice,
}

/// What became of a number of topics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// It is taken.
    Chosen,
    /// The next best: of the others the one with the best score.
    RunnerUp,
    /// Nothing.
    #[default]
    Other,
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
}

/// The numbers of topics that are tried by default for a number of passages.
pub fn usual_grid(passages: usize) -> Vec<usize> {
    let most = (passages / PASSAGES_OF_A_TOPIC).max(SMALL_GRID[0]);
    let grid = if most < GRID[0] { SMALL_GRID } else { GRID };
    grid.iter().copied().filter(|&topics| topics <= most).collect()
}

/// Tries the numbers of topics of a grid, given in ascending order, and chooses one.
///
/// The smallest number is chosen whose score is at most one standard error of the best one below it (Breiman and others, 1984). The score
/// is that of a reader: topics that other passages show too, of words that belong together. Prediction is measured and has no say: it rises
/// with the number of topics, long after they have become parts of subjects. Numbers for which there is too little text are skipped; after
/// four numbers in a row that are no match for the best, larger ones are not tried.
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
        if is_past_the_best(&points) {
            break;
        }
        match valid(&folds, &TopicParams { topics, ..params.clone() }) {
            Ok(params) => points.push(try_topics(passages, &folds, &params, on_sweep)?),
            Err(error @ (TopicError::TooLittleText { .. } | TopicError::TooManyTopics { .. })) => {
                too_little = Some(error)
            }
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
        params.check(passages).map_or(0, |_| u64::from(sweeps_of(&params)) * u64::from(FOLDS))
    };
    grid.iter().map(sweeps).sum()
}

fn sweeps_of(params: &TopicParams) -> u32 {
    params.sweeps.unwrap_or(SWEEPS)
}

/// The parameters for each fold, which has fewer passages than the whole.
fn valid(folds: &[Fold], params: &TopicParams) -> Result<ValidParams, TopicError> {
    let params = TopicParams { chains: Some(FOLDS), ..params.clone() };
    let mut checked = folds.iter().map(|fold| params.check(&fold.seen));
    let first = checked.next().unwrap_or_else(|| params.check(&Passages::default()))?;
    checked.try_for_each(|checked| checked.map(|_| ()))?;
    Ok(ValidParams { sweeps: sweeps_of(&params), ..first })
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
        choice: Choice::Other,
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

/// Whether the last numbers are all worse than the best by more than its standard error.
fn is_past_the_best(points: &[GridPoint]) -> bool {
    let best = best(points.iter().filter_map(|point| point.score));
    let is_worse = |point: &GridPoint| {
        best.zip(point.score).is_some_and(|(best, score)| score.mean < best.mean - best.standard_error)
    };
    points.len() > MOST_WORSE && points.iter().rev().take(MOST_WORSE).all(is_worse)
}

/// The smallest number whose score is at most a standard error of the best below it; and of the others the best.
fn mark_chosen(points: &mut [GridPoint]) {
    let best = best(points.iter().filter_map(|point| point.score));
    let is_as_good = |point: &GridPoint| {
        best.zip(point.score).is_some_and(|(best, score)| score.mean >= best.mean - best.standard_error)
    };
    let Some(chosen) = points.iter().position(is_as_good) else { return };
    let others = points.iter().enumerate().filter(|(place, _)| *place != chosen);
    let scored = others.filter_map(|(place, point)| Some((place, point.score?.mean)));
    let runner_up = scored.reduce(|best, next| if next.1 > best.1 { next } else { best });
    points[chosen].choice = Choice::Chosen;
    if let Some((place, _)) = runner_up {
        points[place].choice = Choice::RunnerUp;
    }
}

/// The largest mean.
fn best(means: impl Iterator<Item = Mean>) -> Option<Mean> {
    means.reduce(|best, mean| if mean.mean > best.mean { mean } else { best })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::{Choice, GridPoint, Mean, choose_topics, mark_chosen, usual_grid};
    use crate::{TopicError, TopicParams, noise::block_passages};

    #[test]
    fn as_many_topics_as_were_planted() {
        let passages = block_passages(4, 60);
        let params = TopicParams { sweeps: Some(200), ..TopicParams::default() };
        let grid = [2, 3, 4, 6, 8];
        let points = choose_topics(&passages, &params, &grid, &|| ControlFlow::Continue(())).unwrap();
        assert_eq!(points.iter().map(|point| point.topics).collect::<Vec<_>>(), grid);
        assert_eq!(
            points.iter().find(|point| point.choice == Choice::Chosen).unwrap().topics,
            4,
            "{points:#?}"
        );
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

    /// The number that is chosen, and the runner-up.
    fn chosen(points: &[(usize, f64, f64)]) -> [Option<usize>; 2] {
        let point = |&(topics, score, standard_error): &(usize, f64, f64)| GridPoint {
            topics,
            held_out: None,
            npmi: None,
            stability: None,
            score: Some(Mean { mean: score, standard_error }),
            choice: Choice::Other,
        };
        let mut points: Vec<GridPoint> = points.iter().map(point).collect();
        mark_chosen(&mut points);
        [Choice::Chosen, Choice::RunnerUp].map(|choice| {
            let mut of_choice = points.iter().filter(|point| point.choice == choice);
            let found = of_choice.next().map(|point| point.topics);
            assert!(of_choice.next().is_none());
            found
        })
    }

    #[test]
    fn the_smallest_within_a_standard_error_of_the_best_is_chosen() {
        assert_eq!(chosen(&[(2, 0.5, 0.1), (4, 0.68, 0.1), (8, 0.7, 0.05)]), [Some(4), Some(8)]);
        assert_eq!(chosen(&[(2, 0.5, 0.1), (4, 0.64, 0.1), (8, 0.7, 0.05)]), [Some(8), Some(4)]);
        // The error of the others has no say.
        assert_eq!(chosen(&[(2, 0.5, 0.9), (4, 0.7, 0.01)]), [Some(4), Some(2)]);
        assert_eq!(chosen(&[(2, 0.5, 0.0)]), [Some(2), None]);
        assert_eq!(chosen(&[]), [None, None]);
    }

    #[test]
    fn more_passages_allow_more_topics() {
        assert_eq!(usual_grid(0), [3]);
        assert_eq!(usual_grid(45), [3, 4]);
        assert_eq!(usual_grid(61), [5, 6]);
        assert_eq!(usual_grid(10_000).last(), Some(&50));
    }
}
