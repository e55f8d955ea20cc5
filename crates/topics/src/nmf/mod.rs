//! Non-negative matrix factorisation: a second opinion on the topics, without chance.
//!
//! The [`tf_idf`] weights of the words in the passages are taken apart into W · H, with W how much each passage has of each
//! topic and H how much each word belongs to it, neither of them negative, so that ‖X − W·H‖ is as small as can be found
//! (Lee and Seung, 1999). The start is fixed ([NNDSVD](https://doi.org/10.1016/j.patcog.2007.09.010)), each step improves
//! every entry in turn, and every sum is taken in a fixed order: the same bytes for any number of threads.

mod dense;
mod jacobi;
mod nndsvd;
mod orthonormal;
mod sparse;
mod svd;
mod tf_idf;
mod update;

pub(crate) use sparse::SparseMatrix;
pub(crate) use tf_idf::{PassageCounts, inverse_document_frequencies, tf_idf};

use nndsvd::Factors;

/// It ends when a step lowers the error by less than this share of that of the start …
const TOLERANCE: f64 = 1e-4;
/// … or after so many steps.
const MOST_ITERATIONS: usize = 200;

/// A factorisation X ≈ W · H. The order of the topics is that of the singular values they began with; it says little.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Nmf {
    /// The number of topics K.
    pub(crate) topics: usize,
    /// W, row by row: for each passage the weight of each topic. Not negative; in the scale that goes with H, so only shares
    /// within a passage mean something.
    pub(crate) w: Vec<f64>,
    /// H, row by row: for each topic the weight of each word.
    pub(crate) h: Vec<f64>,
    /// ‖X − W·H‖, the Frobenius norm of what is not explained; between 0 and ‖X‖.
    pub(crate) error: f64,
    /// How many steps were taken.
    pub(crate) iterations: usize,
}

impl Nmf {
    /// Factorises a matrix of [`tf_idf`] weights into `topics` topics, minimising the Frobenius norm.
    ///
    /// Topics beyond the rank of the matrix, rows of passages without words, and columns of words in no passage are zero. A
    /// matrix without rows, columns or topics has empty factors.
    pub(crate) fn fit(matrix: &SparseMatrix, topics: usize) -> Self {
        let mut state = NmfState::start(matrix, topics);
        let first = state.error;
        let mut iterations = 0;
        while iterations < MOST_ITERATIONS {
            let before = state.error;
            state.step();
            iterations += 1;
            if before - state.error <= TOLERANCE * first {
                break;
            }
        }
        let Factors { rows, columns } = state.factors;
        Self { topics, w: rows, h: dense::transposed(&columns, topics), error: state.error, iterations }
    }
}

/// A factorisation in the making.
struct NmfState<'a> {
    matrix: &'a SparseMatrix,
    transposed: SparseMatrix,
    topics: usize,
    factors: Factors,
    /// H·Hᵀ.
    gram: Vec<f64>,
    /// ‖X‖².
    square: f64,
    error: f64,
}

impl<'a> NmfState<'a> {
    fn start(matrix: &'a SparseMatrix, topics: usize) -> Self {
        let transposed = matrix.transposed();
        let factors = nndsvd::start(matrix, &transposed, topics);
        let (gram, square) = (dense::gram(&factors.columns, topics), matrix.sum_of_squares());
        let mut state = Self { matrix, transposed, topics, factors, gram, square, error: 0.0 };
        let images = matrix.times(&state.factors.columns, topics);
        let product = images.iter().zip(&state.factors.rows).map(|(image, weight)| image * weight).sum();
        state.error = state.error_with(product, &dense::gram(&state.factors.rows, topics));
        state
    }

    /// Improves W, then H.
    fn step(&mut self) {
        if self.topics == 0 {
            return;
        }
        let Factors { rows, columns } = &mut self.factors;
        update::improve(self.matrix, rows, columns, &self.gram, self.topics);
        let gram_of_rows = dense::gram(rows, self.topics);
        let product = update::improve(&self.transposed, columns, rows, &gram_of_rows, self.topics);
        self.gram = dense::gram(columns, self.topics);
        self.error = self.error_with(product, &gram_of_rows);
    }

    /// ‖X − W·H‖ from ⟨X, W·H⟩ and Wᵀ·W: ‖X‖² − 2⟨X, W·H⟩ + ⟨Wᵀ·W, H·Hᵀ⟩, squared.
    fn error_with(&self, product: f64, gram_of_rows: &[f64]) -> f64 {
        let model: f64 =
            gram_of_rows.iter().zip(&self.gram).map(|(of_rows, of_columns)| of_rows * of_columns).sum();
        (self.square - 2.0 * product + model).max(0.0).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::{Nmf, NmfState, PassageCounts, SparseMatrix, tf_idf};
    use crate::noise::Noise;

    /// Sixty passages of thirty words; three of five words are from one of four blocks of ten.
    fn passages() -> SparseMatrix {
        let mut noise = Noise::new(20);
        let mut word = |passage: usize| {
            if noise.uniform() < 0.6 { noise.below(10) + 10 * (passage % 4) } else { noise.below(40) }
        };
        let rows = (0..60).map(|passage| (0..30).map(|_| (word(passage) as u32, 1.0)).collect()).collect();
        tf_idf(&PassageCounts { words: 40, rows })
    }

    fn cosine(one: &[f64], other: &[f64]) -> f64 {
        let product = |one: &[f64], other: &[f64]| -> f64 { one.iter().zip(other).map(|(a, b)| a * b).sum() };
        product(one, other) / (product(one, one) * product(other, other)).sqrt()
    }

    #[test]
    fn blocks_are_recovered() {
        // Three blocks of words, each with a profile of its own; every passage keeps to one block.
        let profile = |word: usize| (1 + word * word % 7) as f64;
        let row = |passage: usize| {
            let block = passage % 3;
            (0..8)
                .map(|word| ((block * 8 + word) as u32, profile(block * 8 + word) * (1 + passage % 2) as f64))
                .collect()
        };
        let counts = PassageCounts { words: 24, rows: (0..31).map(row).collect() };
        let matrix = tf_idf(&counts);
        let nmf = Nmf::fit(&matrix, 3);
        assert!(nmf.error < 1e-6, "{}", nmf.error);
        for block in 0..3 {
            let mut expected = vec![0.0; 24];
            matrix.entries(block).for_each(|(word, value)| expected[word as usize] = value);
            let topics = nmf.h.chunks_exact(24).filter(|topic| cosine(topic, &expected) >= 0.99);
            assert_eq!(topics.count(), 1);
        }
    }

    #[test]
    fn the_error_never_rises_and_is_that_of_the_factors() {
        let matrix = passages();
        for topics in [1, 3, 7] {
            let mut state = NmfState::start(&matrix, topics);
            for _ in 0..30 {
                let before = state.error;
                state.step();
                assert!(state.error <= before + 1e-12, "{} after {before}", state.error);
            }
            let nmf = Nmf::fit(&matrix, topics);
            assert!((nmf.error - error_of(&matrix, &nmf)).abs() < 1e-12);
            assert!(nmf.w.iter().chain(&nmf.h).all(|weight| *weight >= 0.0 && weight.is_finite()));
        }
    }

    /// ‖X − W·H‖, entry by entry.
    fn error_of(matrix: &SparseMatrix, nmf: &Nmf) -> f64 {
        let mut square = 0.0;
        for (row, weights) in nmf.w.chunks_exact(nmf.topics).enumerate() {
            let mut rest = vec![0.0; matrix.columns()];
            matrix.entries(row).for_each(|(word, value)| rest[word as usize] = value);
            for (weight, topic) in weights.iter().zip(nmf.h.chunks_exact(matrix.columns())) {
                rest.iter_mut().zip(topic).for_each(|(rest, value)| *rest -= weight * value);
            }
            square += rest.iter().map(|rest| rest * rest).sum::<f64>();
        }
        square.sqrt()
    }

    #[test]
    fn any_number_of_threads_finds_the_same_bits() {
        let mut noise = Noise::new(21);
        let mut row = || (0..20).map(|_| (noise.below(300) as u32, 1.0)).collect();
        let matrix = tf_idf(&PassageCounts { words: 300, rows: (0..1200).map(|_| row()).collect() });
        let fit = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let nmf = pool.install(|| Nmf::fit(&matrix, 6));
            nmf.w.iter().chain(&nmf.h).chain([&nmf.error]).map(|value| value.to_bits()).collect::<Vec<_>>()
        };
        let once = fit(1);
        assert!([1, 2, 8].into_iter().all(|threads| fit(threads) == once));
    }

    /// NMF(k, init="nndsvd", random_state=0).reconstruction_err_ of scikit-learn 1.9.1 on the same weights, as it is by default
    /// and with tol=1e-12 (for K = 1 the global optimum).
    const SCIKIT_LEARN: [(usize, f64, f64); 4] = [
        (1, 6.4880287216154, 6.4880287216154),
        (2, 5.864152743644626, 5.864152716676386),
        (4, 4.51873657155685, 4.518736545076069),
        (8, 3.922031096915316, 3.9220306672846004),
    ];

    #[test]
    fn as_good_as_scikit_learn() {
        let matrix = passages();
        for (topics, usual, settled) in SCIKIT_LEARN {
            let error = Nmf::fit(&matrix, topics).error;
            assert!((error / usual - 1.0).abs() < 0.005, "{error} instead of {usual} for {topics} topics");
            let mut state = NmfState::start(&matrix, topics);
            (0..3000).for_each(|_| state.step());
            assert!((state.error / settled - 1.0).abs() < 0.005, "{} instead of {settled}", state.error);
        }
        let mut alone = NmfState::start(&matrix, 1);
        (0..100).for_each(|_| alone.step());
        assert!((alone.error - SCIKIT_LEARN[0].2).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        let counts = PassageCounts { words: 5, rows: vec![vec![(0, 1.0), (1, 2.0)], vec![], vec![(3, 1.0)]] };
        let matrix = tf_idf(&counts);
        for topics in 0..9 {
            let nmf = Nmf::fit(&matrix, topics);
            assert_eq!((nmf.w.len(), nmf.h.len()), (3 * topics, 5 * topics));
            assert!(nmf.w.iter().chain(&nmf.h).all(|weight| *weight >= 0.0 && weight.is_finite()));
            assert!(nmf.w.iter().skip(topics).take(topics).all(|&weight| weight == 0.0));
            assert!(topics < 2 || nmf.error < 1e-6, "{}", nmf.error);
        }
        for counts in [PassageCounts::default(), PassageCounts { words: 3, rows: vec![vec![]; 2] }] {
            let nmf = Nmf::fit(&tf_idf(&counts), 2);
            assert_eq!(nmf.error, 0.0);
            assert!(nmf.w.iter().chain(&nmf.h).all(|&weight| weight == 0.0));
        }
    }
}
