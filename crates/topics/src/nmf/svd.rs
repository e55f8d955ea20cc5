//! The largest singular values of a sparse matrix.

use super::{dense, jacobi, orthonormal::orthonormalize, sparse::SparseMatrix};

/// So many more directions are followed than singular values are wanted; the last ones settle slowest.
const SPARE: usize = 10;
/// How often the directions are drawn towards the largest singular vectors.
const ITERATIONS: usize = 5;
/// Singular values less than this share of the largest drown in rounding.
const NEGLIGIBLE: f64 = 1e-7;

/// A singular value with its vectors, each of length 1. The largest entry of the right one is positive.
#[derive(Clone, Debug)]
pub(super) struct SingularTriplet {
    pub(super) value: f64,
    /// An entry for each row.
    pub(super) left: Vec<f64>,
    /// An entry for each column.
    pub(super) right: Vec<f64>,
}

/// The `count` largest singular values, the largest first; fewer, if the rank of the matrix is less.
///
/// Subspace iteration from fixed directions (Halko, Martinsson and Tropp, 2011): exact up to rounding if the matrix has no
/// more rows or columns than directions are followed; else the last values may be somewhat too small.
pub(super) fn largest_triplets(
    matrix: &SparseMatrix,
    transposed: &SparseMatrix,
    count: usize,
) -> Vec<SingularTriplet> {
    let width = (count + SPARE).min(matrix.rows()).min(matrix.columns());
    if width == 0 {
        return Vec::new();
    }
    let mut basis: Vec<f64> = (0..matrix.columns() * width).map(|place| direction(place as u64)).collect();
    for _ in 0..ITERATIONS {
        let mut image = matrix.times(&basis, width);
        orthonormalize(&mut image, width);
        basis = transposed.times(&image, width);
        orthonormalize(&mut basis, width);
    }
    orthonormalize(&mut basis, width);
    triplets_within(matrix, &basis, width, count)
}

/// The best singular triplets whose right vectors lie in the span of the basis.
fn triplets_within(matrix: &SparseMatrix, basis: &[f64], width: usize, count: usize) -> Vec<SingularTriplet> {
    let image = matrix.times(basis, width);
    let mut pairs = jacobi::eigen_pairs(dense::gram(&image, width), width);
    let least = pairs.first().map_or(0.0, |pair| pair.value * NEGLIGIBLE * NEGLIGIBLE);
    pairs.retain(|pair| pair.value > least);
    pairs.truncate(count);
    let turn: Vec<f64> = (0..width).flat_map(|row| pairs.iter().map(move |pair| pair.vector[row])).collect();
    let kept = pairs.len();
    let left = dense::transposed(&dense::times(&image, width, &turn, kept), kept);
    let right = dense::transposed(&dense::times(basis, width, &turn, kept), kept);
    let vectors = left.chunks_exact(matrix.rows()).zip(right.chunks_exact(matrix.columns()));
    pairs.iter().zip(vectors).map(|(pair, (left, right))| triplet(pair.value.sqrt(), left, right)).collect()
}

/// Settles length and sign. The left vector comes with the length of the singular value.
fn triplet(value: f64, left: &[f64], right: &[f64]) -> SingularTriplet {
    let largest = right
        .iter()
        .fold(0.0_f64, |largest, &entry| if entry.abs() > largest.abs() { entry } else { largest });
    let sign = if largest < 0.0 { -1.0 } else { 1.0 };
    SingularTriplet {
        value,
        left: left.iter().map(|entry| sign * entry / value).collect(),
        right: right.iter().map(|entry| sign * entry).collect(),
    }
}

/// Numbers between −1 and 1 that are hardly related: SplitMix64 of the place (Steele, Lea and Flood, 2014).
fn direction(place: u64) -> f64 {
    let mut bits = place.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^= bits >> 31;
    (bits >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

#[cfg(test)]
mod tests {
    use super::{SingularTriplet, direction, largest_triplets};
    use crate::{
        nmf::{dense::gram, jacobi::eigen_pairs, sparse::SparseMatrix},
        noise::Noise,
    };

    fn random(rows: usize, columns: usize, entries: usize, noise: &mut Noise) -> SparseMatrix {
        let mut row = || (0..entries).map(|_| (noise.below(columns) as u32, noise.uniform())).collect();
        SparseMatrix::new(&(0..rows).map(|_| row()).collect::<Vec<_>>(), columns)
    }

    fn triplets(matrix: &SparseMatrix, count: usize) -> Vec<SingularTriplet> {
        largest_triplets(matrix, &matrix.transposed(), count)
    }

    /// All singular values, by the dense matrix.
    fn all_values(matrix: &SparseMatrix) -> Vec<f64> {
        let mut dense = vec![0.0; matrix.rows() * matrix.columns()];
        for row in 0..matrix.rows() {
            for (column, value) in matrix.entries(row) {
                dense[row * matrix.columns() + column as usize] = value;
            }
        }
        let pairs = eigen_pairs(gram(&dense, matrix.columns()), matrix.columns());
        pairs.iter().map(|pair| pair.value.max(0.0).sqrt()).collect()
    }

    #[test]
    fn small_matrices_are_decomposed_exactly() {
        let mut noise = Noise::new(17);
        for (rows, columns) in [(1, 1), (5, 9), (14, 6), (13, 13)] {
            let matrix = random(rows, columns, 4, &mut noise);
            let expected = all_values(&matrix);
            let found = triplets(&matrix, 5);
            for (triplet, expected) in found.iter().zip(&expected) {
                assert!((triplet.value - expected).abs() < 1e-12, "{} instead of {expected}", triplet.value);
                check_vectors(&matrix, triplet, 1e-9);
            }
            let rank = expected.iter().filter(|&&value| value > 1e-6).count();
            assert_eq!(found.len(), rank.min(5));
        }
    }

    #[track_caller]
    fn check_vectors(matrix: &SparseMatrix, triplet: &SingularTriplet, tolerance: f64) {
        let image = matrix.times(&triplet.right, 1);
        for (image, left) in image.iter().zip(&triplet.left) {
            assert!((image - triplet.value * left).abs() < tolerance);
        }
        let image = matrix.transposed().times(&triplet.left, 1);
        for (image, right) in image.iter().zip(&triplet.right) {
            assert!((image - triplet.value * right).abs() < tolerance);
        }
        let largest = triplet.right.iter().max_by(|one, other| one.abs().total_cmp(&other.abs()));
        assert!(largest.is_some_and(|&entry| entry > 0.0));
    }

    #[test]
    fn larger_ones_nearly() {
        // Without structure the singular values lie close together, which is the hardest case.
        let matrix = random(120, 80, 15, &mut Noise::new(18));
        for (triplet, expected) in triplets(&matrix, 8).iter().zip(all_values(&matrix)) {
            assert!(triplet.value <= expected + 1e-12 && triplet.value > 0.98 * expected, "{expected}");
        }
    }

    #[test]
    fn low_rank_is_noticed() {
        let rows: Vec<Vec<(u32, f64)>> = (0..30)
            .map(|row| (0..20).map(|column| (column, f64::from(1 + row % 2 * (column % 3) as i32))).collect())
            .collect();
        let matrix = SparseMatrix::new(&rows, 20);
        assert_eq!(triplets(&matrix, 5).len(), 2);
        assert!(triplets(&SparseMatrix::new(&[vec![], vec![]], 4), 3).is_empty());
        assert!(triplets(&SparseMatrix::default(), 3).is_empty());
    }

    #[test]
    fn directions_are_spread() {
        let mean = (0..10_000).map(direction).sum::<f64>() / 10_000.0;
        let square = (0..10_000).map(|place| direction(place).powi(2)).sum::<f64>() / 10_000.0;
        assert!(mean.abs() < 0.02 && (square - 1.0 / 3.0).abs() < 0.02);
    }
}
