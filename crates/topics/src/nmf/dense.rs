//! Tall dense matrices: many rows of few columns, stored row by row.

use rayon::prelude::*;

use super::sparse::BUNDLE;

/// Sums over rows are taken in blocks of so many, and then over the blocks in order: the same for any number of threads.
const BLOCK: usize = 512;

/// The products of all pairs of columns, Aᵀ·A.
pub(super) fn gram(matrix: &[f64], width: usize) -> Vec<f64> {
    if width == 0 {
        return Vec::new();
    }
    let blocks = matrix.par_chunks(BLOCK * width);
    let parts: Vec<Vec<f64>> = blocks.map(|block| upper_gram(block, width)).collect();
    let mut whole = vec![0.0; width * width];
    for part in parts {
        for (sum, value) in whole.iter_mut().zip(part) {
            *sum += value;
        }
    }
    for row in 1..width {
        for column in 0..row {
            whole[row * width + column] = whole[column * width + row];
        }
    }
    whole
}

/// The part of the products that lies on the diagonal or above it; the rest is zero.
fn upper_gram(block: &[f64], width: usize) -> Vec<f64> {
    let mut sums = vec![0.0; width * width];
    let mut fours = block.chunks_exact(4 * width);
    for four in &mut fours {
        let (ab, cd) = four.split_at(2 * width);
        let ((a, b), (c, d)) = (ab.split_at(width), cd.split_at(width));
        for (first, sums) in sums.chunks_exact_mut(width).enumerate() {
            let factors = (a[first], b[first], c[first], d[first]);
            if factors == (0.0, 0.0, 0.0, 0.0) {
                continue;
            }
            let seconds = a[first..].iter().zip(&b[first..]).zip(&c[first..]).zip(&d[first..]);
            for (sum, (((a, b), c), d)) in sums[first..].iter_mut().zip(seconds) {
                *sum += (factors.0 * a + factors.1 * b) + (factors.2 * c + factors.3 * d);
            }
        }
    }
    for row in fours.remainder().chunks_exact(width) {
        for (first, sums) in sums.chunks_exact_mut(width).enumerate() {
            for (sum, second) in sums[first..].iter_mut().zip(&row[first..]) {
                *sum += row[first] * second;
            }
        }
    }
    sums
}

/// The product with a small matrix of `width` rows and `columns` columns.
pub(super) fn times(matrix: &[f64], width: usize, small: &[f64], columns: usize) -> Vec<f64> {
    let rows = matrix.len().checked_div(width).unwrap_or(0);
    let mut product = vec![0.0; rows * columns];
    let pairs = product.par_chunks_exact_mut(columns.max(1)).zip(matrix.par_chunks_exact(width.max(1)));
    pairs.with_min_len(BUNDLE).for_each(|(product, row)| {
        for (factor, small) in row.iter().zip(small.chunks_exact(columns)) {
            for (sum, value) in product.iter_mut().zip(small) {
                *sum += factor * value;
            }
        }
    });
    product
}

/// The same matrix with rows and columns changed.
pub(super) fn transposed(matrix: &[f64], width: usize) -> Vec<f64> {
    (0..width).flat_map(|column| matrix.iter().skip(column).step_by(width).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::{gram, times, transposed};
    use crate::noise::Noise;

    #[test]
    fn products_are_sums_over_rows() {
        let mut noise = Noise::new(13);
        for rows in [0, 1, 3, 4, 7, 1100] {
            let matrix: Vec<f64> = (0..rows * 5).map(|_| noise.uniform() - 0.5).collect();
            let small: Vec<f64> = (0..15).map(|_| noise.uniform()).collect();
            let products = gram(&matrix, 5);
            for (place, found) in products.iter().enumerate() {
                let expected: f64 = matrix.chunks_exact(5).map(|row| row[place / 5] * row[place % 5]).sum();
                assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
            }
            for (found, row) in times(&matrix, 5, &small, 3).chunks_exact(3).zip(matrix.chunks_exact(5)) {
                let expected: f64 = row.iter().zip(small.iter().skip(1).step_by(3)).map(|(a, b)| a * b).sum();
                assert!((found[1] - expected).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn rows_become_columns() {
        assert_eq!(transposed(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        assert!(transposed(&[], 0).is_empty() && gram(&[], 0).is_empty() && times(&[], 0, &[], 0).is_empty());
    }
}
