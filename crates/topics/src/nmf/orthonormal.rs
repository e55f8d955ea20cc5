//! Bases with columns at right angles.

use rayon::prelude::*;

use super::{dense, sparse::BUNDLE};

/// A column of which less than this share (squared) lies outside the ones before it is taken to depend on them.
const DEPENDENT: f64 = 1e-12;

/// Makes the columns orthonormal, by a Cholesky decomposition of their products. Columns that depend on those before
/// them become zero.
///
/// Only nearly so if columns are nearly dependent; then a second round makes up for it.
pub(super) fn orthonormalize(matrix: &mut [f64], width: usize) {
    if width == 0 {
        return;
    }
    let factor = Factor::of(&dense::gram(matrix, width), width);
    matrix.par_chunks_exact_mut(width).with_min_len(BUNDLE).for_each(|row| factor.solve(row));
}

/// R of the decomposition A = Q·R.
struct Factor {
    width: usize,
    /// The length of each column; 0 for one that is left out.
    scales: Vec<f64>,
    /// R for columns of length 1, row by row.
    upper: Vec<f64>,
}

impl Factor {
    fn of(gram: &[f64], width: usize) -> Self {
        let lengths: Vec<f64> = (0..width).map(|column| gram[column * width + column].sqrt()).collect();
        let mut factor = Self { width, scales: vec![0.0; width], upper: gram.to_vec() };
        for (place, value) in factor.upper.iter_mut().enumerate() {
            let lengths = lengths[place / width] * lengths[place % width];
            *value = if lengths > 0.0 { *value / lengths } else { 0.0 };
        }
        for (column, &length) in lengths.iter().enumerate() {
            if factor.upper[column * width + column] > DEPENDENT {
                factor.scales[column] = length;
                factor.eliminate(column);
            }
        }
        factor
    }

    /// Finishes a row of R, and takes its share out of the rows below.
    fn eliminate(&mut self, pivot: usize) {
        let (finished, below) = self.upper.split_at_mut((pivot + 1) * self.width);
        let row = &mut finished[pivot * self.width..];
        let root = row[pivot].sqrt();
        for value in &mut row[pivot..] {
            *value /= root;
        }
        for (number, other) in below.chunks_exact_mut(self.width).enumerate() {
            let share = row[pivot + 1 + number];
            for (value, of_row) in other[pivot + 1..].iter_mut().zip(&row[pivot + 1..]) {
                *value -= share * of_row;
            }
        }
    }

    /// The row of Q for a row of A.
    fn solve(&self, row: &mut [f64]) {
        for (value, &scale) in row.iter_mut().zip(&self.scales) {
            *value = if scale > 0.0 { *value / scale } else { 0.0 };
        }
        for (column, of_factor) in self.upper.chunks_exact(self.width).enumerate() {
            if self.scales[column] > 0.0 {
                let solved = row[column] / of_factor[column];
                row[column] = solved;
                for (value, share) in row[column + 1..].iter_mut().zip(&of_factor[column + 1..]) {
                    *value -= solved * share;
                }
            } else {
                row[column] = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::orthonormalize;
    use crate::{nmf::dense::gram, noise::Noise};

    #[track_caller]
    fn check(matrix: &mut [f64], width: usize, kept: &[f64]) {
        orthonormalize(matrix, width);
        orthonormalize(matrix, width);
        for (place, found) in gram(matrix, width).iter().enumerate() {
            let expected = if place / width == place % width { kept[place / width] } else { 0.0 };
            assert!((found - expected).abs() < 1e-13, "{found} at {place}");
        }
    }

    #[test]
    fn columns_are_at_right_angles() {
        let mut noise = Noise::new(15);
        let mut matrix: Vec<f64> = (0..40 * 6).map(|_| noise.uniform()).collect();
        check(&mut matrix, 6, &[1.0; 6]);
        let mut badly_scaled: Vec<f64> =
            (0..40 * 3).map(|place| noise.uniform() * [1e-90, 1.0, 1e90][place % 3]).collect();
        check(&mut badly_scaled, 3, &[1.0; 3]);
    }

    #[test]
    fn dependent_columns_become_zero() {
        let mut noise = Noise::new(16);
        let mut matrix = Vec::new();
        for _ in 0..50 {
            let (one, other) = (noise.uniform(), noise.uniform() - 0.5);
            matrix.extend([one, 0.0, 3.0 * one, other, one - other]);
        }
        check(&mut matrix, 5, &[1.0, 0.0, 0.0, 1.0, 0.0]);
        check(&mut [0.0; 6], 2, &[0.0; 2]);
    }

    #[test]
    fn more_columns_than_rows() {
        let mut matrix = vec![1.0, 2.0, 3.0, 4.0, 5.0, 7.0];
        check(&mut matrix, 3, &[1.0, 1.0, 0.0]);
    }
}
