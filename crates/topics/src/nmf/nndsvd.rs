//! Where the factorisation begins.

use super::{sparse::SparseMatrix, svd};

/// W (a row for each row of the matrix) and Hᵀ (a row for each column), row by row, with a column for each component.
#[derive(Clone, Debug)]
pub(super) struct Factors {
    pub(super) rows: Vec<f64>,
    pub(super) columns: Vec<f64>,
}

/// Non-negative double singular value decomposition (Boutsidis and Gallopoulos, 2008): each component is the better of
/// the positive and the negative part of a pair of singular vectors. Components beyond the rank are zero.
pub(super) fn start(matrix: &SparseMatrix, transposed: &SparseMatrix, components: usize) -> Factors {
    let mut factors = Factors {
        rows: vec![0.0; matrix.rows() * components],
        columns: vec![0.0; matrix.columns() * components],
    };
    let triplets = svd::largest_triplets(matrix, transposed, components);
    for (component, triplet) in triplets.iter().enumerate() {
        let part = SignedPart::better_of(&triplet.left, &triplet.right);
        let scale = (triplet.value * part.left_length * part.right_length).sqrt();
        part.write(
            &triplet.left,
            scale / part.left_length,
            factors.rows.iter_mut().skip(component).step_by(components),
        );
        part.write(
            &triplet.right,
            scale / part.right_length,
            factors.columns.iter_mut().skip(component).step_by(components),
        );
    }
    factors
}

/// The positive or the negative part of two vectors.
struct SignedPart {
    sign: f64,
    left_length: f64,
    right_length: f64,
}

impl SignedPart {
    fn of(sign: f64, left: &[f64], right: &[f64]) -> Self {
        let length = |vector: &[f64]| {
            vector.iter().map(|&entry| (sign * entry).max(0.0)).map(|entry| entry * entry).sum::<f64>().sqrt()
        };
        Self { sign, left_length: length(left), right_length: length(right) }
    }

    /// The part that more of the singular value is in; of equal ones the positive.
    fn better_of(left: &[f64], right: &[f64]) -> Self {
        let (positive, negative) = (Self::of(1.0, left, right), Self::of(-1.0, left, right));
        let size = |part: &Self| part.left_length * part.right_length;
        if size(&negative) > size(&positive) { negative } else { positive }
    }

    fn write<'a>(&self, vector: &[f64], scale: f64, places: impl Iterator<Item = &'a mut f64>) {
        if scale.is_finite() {
            for (place, entry) in places.zip(vector) {
                *place = (self.sign * entry).max(0.0) * scale;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::start;
    use crate::nmf::sparse::SparseMatrix;

    fn matrix(rows: &[&[f64]]) -> SparseMatrix {
        let rows: Vec<Vec<(u32, f64)>> =
            rows.iter().map(|row| (0..).zip(row.iter().copied()).collect()).collect();
        SparseMatrix::new(&rows, rows.first().map_or(0, Vec::len))
    }

    #[test]
    fn rank_one_is_split_evenly() {
        // (1, 2)ᵀ (3, 4): both factors get the same length, √(√5 · 5).
        let matrix = matrix(&[&[3.0, 4.0], &[6.0, 8.0]]);
        let factors = start(&matrix, &matrix.transposed(), 2);
        let scale = (5.0 * 5.0_f64.sqrt()).sqrt();
        let expected = [1.0 / 5.0_f64.sqrt(), 0.0, 2.0 / 5.0_f64.sqrt(), 0.0].map(|entry| entry * scale);
        for (found, expected) in factors.rows.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
        }
        for (found, expected) in factors.columns.iter().zip([0.6, 0.0, 0.8, 0.0]) {
            assert!((found - expected * scale).abs() < 1e-12, "{found} instead of {expected}");
        }
    }

    #[test]
    fn parts_of_the_second_vectors() {
        // Singular vectors (1, 1)/√2 and (1, −1)/√2 with values 3 and 1. The second's parts are as large as each other,
        // 1/√2 · 1/√2: one row and one column, scaled to √(1/2).
        let matrix = matrix(&[&[2.0, 1.0], &[1.0, 2.0]]);
        let factors = start(&matrix, &matrix.transposed(), 2);
        let second: Vec<f64> = factors.rows.iter().skip(1).step_by(2).copied().collect();
        let (low, high) = (second[0].min(second[1]), second[0].max(second[1]));
        assert!(low == 0.0 && (high - 0.5_f64.sqrt()).abs() < 1e-12, "{second:?}");
        assert!((factors.rows[0] - 1.5_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_begin_with() {
        let empty = matrix(&[&[0.0, 0.0], &[0.0, 0.0]]);
        assert_eq!(start(&empty, &empty.transposed(), 3).rows, [0.0; 6]);
    }
}
