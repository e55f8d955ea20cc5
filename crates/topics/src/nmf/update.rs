//! One factor made better while the other stays.

use rayon::prelude::*;

use super::sparse::{BUNDLE, Entry, SparseMatrix, add_combination};

/// Each row is swept at most so many times: the products with the matrix are what takes time, so they are used well
/// (accelerated HALS; Gillis and Glineur, 2012) …
const MOST_SWEEPS: usize = 4;
/// … but not any more once a sweep changes less than this share of what the first one did (squared).
const SETTLED: f64 = 0.01;

/// Lowers ‖X − F·Gᵀ‖ by changing F, and returns the inner product ⟨X, F·Gᵀ⟩ then.
///
/// Coordinate descent (Cichocki and Phan, 2009: hierarchical alternating least squares): each entry of F is set to its
/// best value that is not negative, given all others. Rows do not depend on each other.
///
/// `other` is G and `gram` is Gᵀ·G. A component that is zero in G becomes zero in F.
pub(super) fn improve(
    matrix: &SparseMatrix,
    factor: &mut [f64],
    other: &[f64],
    gram: &[f64],
    components: usize,
) -> f64 {
    let rows = factor.par_chunks_exact_mut(components).enumerate().with_min_len(BUNDLE);
    let products: Vec<f64> = rows
        .map_init(
            || Row { products: vec![0.0; components], gradient: vec![0.0; components] },
            |scratch, (row, factor)| scratch.improve(matrix.row(row), factor, other, gram),
        )
        .collect();
    products.iter().sum()
}

/// What is needed to improve a row.
struct Row {
    /// The row of X·G.
    products: Vec<f64>,
    /// Half the derivative of the squared error by the row's entries.
    gradient: Vec<f64>,
}

impl Row {
    fn improve(&mut self, entries: &[Entry], factor: &mut [f64], other: &[f64], gram: &[f64]) -> f64 {
        self.products.fill(0.0);
        add_combination(entries, other, &mut self.products);
        for (gradient, product) in self.gradient.iter_mut().zip(&self.products) {
            *gradient = -product;
        }
        for (&value, of_gram) in factor.iter().zip(gram.chunks_exact(self.products.len())) {
            self.add_to_gradient(value, of_gram);
        }
        let first = self.sweep(factor, gram);
        for _ in 1..MOST_SWEEPS {
            if self.sweep(factor, gram) <= SETTLED * first {
                break;
            }
        }
        factor.iter().zip(&self.products).map(|(value, product)| value * product).sum()
    }

    /// Sets each entry to its best value. Returns by how much the squared error fell, up to a factor.
    fn sweep(&mut self, factor: &mut [f64], gram: &[f64]) -> f64 {
        let mut gain = 0.0;
        for (component, of_gram) in gram.chunks_exact(factor.len()).enumerate() {
            let curvature = of_gram[component];
            let old = factor[component];
            let best =
                if curvature > f64::MIN_POSITIVE { old - self.gradient[component] / curvature } else { 0.0 };
            let change = best.max(0.0) - old;
            if change != 0.0 {
                factor[component] = best.max(0.0);
                self.add_to_gradient(change, of_gram);
                gain += change * change * curvature;
            }
        }
        gain
    }

    fn add_to_gradient(&mut self, change: f64, of_gram: &[f64]) {
        if change != 0.0 {
            for (gradient, value) in self.gradient.iter_mut().zip(of_gram) {
                *gradient += change * value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::improve;
    use crate::{
        nmf::{dense::gram, sparse::SparseMatrix},
        noise::Noise,
    };

    #[test]
    fn one_component_is_solved_at_once() {
        // The best F for G = (3, 4)ᵀ is X·G / 25.
        let matrix = SparseMatrix::new(&[vec![(0, 1.0), (1, 2.0)], vec![], vec![(1, 5.0)]], 2);
        let mut factor = vec![9.0; 3];
        let product = improve(&matrix, &mut factor, &[3.0, 4.0], &[25.0], 1);
        for (found, expected) in factor.iter().zip([11.0 / 25.0, 0.0, 20.0 / 25.0]) {
            assert!((found - expected).abs() < 1e-14, "{found} instead of {expected}");
        }
        assert!((product - (11.0 * 11.0 + 20.0 * 20.0) / 25.0).abs() < 1e-13);
    }

    #[test]
    fn repeated_it_reaches_the_constrained_optimum() {
        let mut noise = Noise::new(19);
        let row = (0..12).map(|column| (column, noise.uniform())).collect();
        let matrix = SparseMatrix::new(&[row], 12);
        let other: Vec<f64> = (0..36).map(|_| noise.uniform()).collect();
        let products = gram(&other, 3);
        let mut factor = vec![0.0; 3];
        for _ in 0..2000 {
            improve(&matrix, &mut factor, &other, &products, 3);
        }
        // No derivative is negative, and that of a positive entry is zero.
        let of_matrix = matrix.times(&other, 3);
        for component in 0..3 {
            let of_gram = products[component * 3..][..3].iter().zip(&factor).map(|(a, b)| a * b).sum::<f64>();
            let derivative = of_gram - of_matrix[component];
            assert!(derivative > -1e-9 && (factor[component] == 0.0 || derivative < 1e-9), "{derivative}");
        }
    }

    #[test]
    fn empty_components_stay_empty() {
        let matrix = SparseMatrix::new(&[vec![(0, 1.0)]], 1);
        let mut factor = vec![0.5, 7.0];
        improve(&matrix, &mut factor, &[2.0, 0.0], &[4.0, 0.0, 0.0, 0.0], 2);
        assert_eq!(factor, [0.5, 0.0]);
    }
}
