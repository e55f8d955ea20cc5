//! Eigenvalues of small symmetric matrices.

/// Off-diagonal entries less than this share of the diagonal's are taken for zero.
const PRECISION: f64 = 1e-17;
/// Sweeps beyond which nothing more is to be gained; some eight are usual.
const MOST_SWEEPS: usize = 40;

/// An eigenvalue and its eigenvector, of length 1.
#[derive(Clone, Debug)]
pub(super) struct EigenPair {
    pub(super) value: f64,
    pub(super) vector: Vec<f64>,
}

/// The eigenvalues of a symmetric matrix of `size` rows, the largest first, by cyclic Jacobi rotations.
pub(super) fn eigen_pairs(mut matrix: Vec<f64>, size: usize) -> Vec<EigenPair> {
    let mut vectors = vec![0.0; size * size];
    for place in 0..size {
        vectors[place * size + place] = 1.0;
    }
    for _ in 0..MOST_SWEEPS {
        if !sweep(&mut matrix, &mut vectors, size) {
            break;
        }
    }
    let mut pairs: Vec<EigenPair> = vectors
        .chunks_exact(size.max(1))
        .enumerate()
        .map(|(place, vector)| EigenPair { value: matrix[place * size + place], vector: vector.to_vec() })
        .collect();
    pairs.sort_by(|one, other| other.value.total_cmp(&one.value)); // Stable: equal ones stay in order.
    pairs
}

/// Rotates every off-diagonal entry to zero, one after the other. Returns whether any was not zero before.
fn sweep(matrix: &mut [f64], vectors: &mut [f64], size: usize) -> bool {
    let mut rotated = false;
    for p in 0..size {
        for q in p + 1..size {
            let (of_p, of_q, off) = (matrix[p * size + p], matrix[q * size + q], matrix[p * size + q]);
            if off.abs() <= PRECISION * (of_p.abs().sqrt() * of_q.abs().sqrt()).max(f64::MIN_POSITIVE) {
                continue;
            }
            rotated = true;
            let rotation = Rotation::that_clears(of_p, of_q, off);
            for row in matrix.chunks_exact_mut(size) {
                (row[p], row[q]) = rotation.of(row[p], row[q]);
            }
            rotation.turn_rows(matrix, p, q, size);
            rotation.turn_rows(vectors, p, q, size);
            (matrix[p * size + q], matrix[q * size + p]) = (0.0, 0.0);
        }
    }
    rotated
}

struct Rotation {
    cosine: f64,
    sine: f64,
}

impl Rotation {
    /// The smaller of the two angles that make the off-diagonal entry zero.
    fn that_clears(of_p: f64, of_q: f64, off: f64) -> Self {
        let theta = (of_q - of_p) / (2.0 * off);
        let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
        let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
        Self { cosine, sine: tangent * cosine }
    }

    fn of(&self, p: f64, q: f64) -> (f64, f64) {
        (self.cosine * p - self.sine * q, self.sine * p + self.cosine * q)
    }

    fn turn_rows(&self, matrix: &mut [f64], p: usize, q: usize, size: usize) {
        let (before, from_q) = matrix.split_at_mut(q * size);
        let row_p = &mut before[p * size..][..size];
        for (p, q) in row_p.iter_mut().zip(&mut from_q[..size]) {
            (*p, *q) = self.of(*p, *q);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::eigen_pairs;
    use crate::noise::Noise;

    #[test]
    fn by_hand() {
        let pairs = eigen_pairs(vec![2.0, 1.0, 1.0, 2.0], 2);
        let values: Vec<f64> = pairs.iter().map(|pair| pair.value).collect();
        assert!((values[0] - 3.0).abs() < 1e-15 && (values[1] - 1.0).abs() < 1e-15);
        assert!((pairs[0].vector[0] - pairs[0].vector[1]).abs() < 1e-15);
        assert_eq!(eigen_pairs(vec![5.0], 1)[0].value, 5.0);
        assert!(eigen_pairs(Vec::new(), 0).is_empty());
        assert!(eigen_pairs(vec![0.0; 9], 3).iter().all(|pair| pair.value == 0.0));
    }

    #[test]
    fn a_path_has_known_eigenvalues() {
        // The second difference matrix of order n has the eigenvalues 2 − 2 cos(iπ / (n + 1)).
        let n = 20;
        let entry = |row: usize, column: usize| match row.abs_diff(column) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        };
        let pairs = eigen_pairs((0..n * n).map(|place| entry(place / n, place % n)).collect(), n);
        for (place, pair) in pairs.iter().enumerate() {
            let angle = (n - place) as f64 * std::f64::consts::PI / (n + 1) as f64;
            assert!((pair.value - (2.0 - 2.0 * angle.cos())).abs() < 1e-13);
        }
    }

    #[test]
    fn vectors_are_orthonormal_and_kept_by_the_matrix() {
        let (n, mut noise) = (30, Noise::new(14));
        let mut matrix = vec![0.0; n * n];
        for row in 0..n {
            for column in 0..=row {
                let value = noise.uniform() - 0.5;
                (matrix[row * n + column], matrix[column * n + row]) = (value, value);
            }
        }
        let pairs = eigen_pairs(matrix.clone(), n);
        let product = |one: &[f64], other: &[f64]| -> f64 { one.iter().zip(other).map(|(a, b)| a * b).sum() };
        for (place, pair) in pairs.iter().enumerate() {
            for (row, value) in matrix.chunks_exact(n).zip(&pair.vector) {
                assert!((product(row, &pair.vector) - pair.value * value).abs() < 1e-13);
            }
            for (other, second) in pairs.iter().enumerate() {
                let expected = f64::from(u8::from(place == other));
                assert!((product(&pair.vector, &second.vector) - expected).abs() < 1e-13);
            }
        }
    }
}
