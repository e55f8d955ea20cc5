//! How much each word says of each passage.

use super::sparse::SparseMatrix;

/// How often words occur in passages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PassageCounts {
    /// The number of different words; their numbers are less.
    pub(crate) words: usize,
    /// For each passage, words and how often they occur in it.
    pub(crate) rows: Vec<Vec<(u32, f64)>>,
}

/// Term frequency times inverse document frequency, with every passage scaled to length 1:
///
/// ```text
/// tf · (ln((1 + n) / (1 + df)) + 1)
/// ```
///
/// with tf the count, n the number of passages, and df that of those with the word. This is the default of scikit-learn's
/// `TfidfTransformer` (smoothed, as if one more passage had every word, so that nothing is divided by 0 and a word in all
/// passages still counts). Between 0 and 1.
///
/// Counts of words that are not among the `words`, and counts that are not positive and finite, are left out; a passage
/// without words is a row of zeros.
pub(crate) fn tf_idf(counts: &PassageCounts) -> SparseMatrix {
    let mut matrix = SparseMatrix::new(&counts.rows, counts.words);
    let weights = inverse_document_frequencies(&matrix);
    matrix.map_rows(|row| {
        // By the largest first, so that the squares of huge counts are still finite.
        let largest = row.iter().fold(0.0_f64, |largest, entry| largest.max(entry.value));
        for entry in row.iter_mut() {
            entry.value = entry.value / largest * weights[entry.column as usize];
        }
        let length = row.iter().map(|entry| entry.value * entry.value).sum::<f64>().sqrt();
        for entry in row {
            entry.value /= length;
        }
    });
    matrix
}

/// For each word of a matrix of passages, `ln((1 + n) / (1 + df)) + 1`.
pub(crate) fn inverse_document_frequencies(matrix: &SparseMatrix) -> Vec<f64> {
    let passages = matrix.rows() as f64;
    let weight = |rows: usize| libm::log((1.0 + passages) / (1.0 + rows as f64)) + 1.0;
    matrix.rows_per_column().into_iter().map(weight).collect()
}

#[cfg(test)]
mod tests {
    use super::{PassageCounts, tf_idf};

    #[test]
    fn numbers_of_scikit_learn() {
        // The example of scikit-learn's user guide on tf-idf weighting, with its default smooth_idf=True.
        let counts = [[3, 0, 1], [2, 0, 0], [3, 0, 0], [4, 0, 0], [3, 2, 0], [3, 0, 2]];
        let rows = counts.map(|row| (0..).zip(row.map(f64::from)).collect()).to_vec();
        let matrix = tf_idf(&PassageCounts { words: 3, rows });
        let expected = [
            vec![(0, 0.85151335), (2, 0.52433293)],
            vec![(0, 1.0)],
            vec![(0, 1.0)],
            vec![(0, 1.0)],
            vec![(0, 0.55422893), (1, 0.83236428)],
            vec![(0, 0.63035731), (2, 0.77630514)],
        ];
        for (row, expected) in expected.iter().enumerate() {
            assert_eq!(matrix.entries(row).len(), expected.len());
            for (found, expected) in matrix.entries(row).zip(expected) {
                assert!(found.0 == expected.0 && (found.1 - expected.1).abs() < 1e-8, "{found:?}");
            }
        }
    }

    #[test]
    fn strange_counts() {
        let rows = vec![vec![(0, 1e308), (1, 1e308), (0, 1e308)], vec![], vec![(5, 1.0), (1, f64::NAN)]];
        let matrix = tf_idf(&PassageCounts { words: 2, rows });
        assert!((0..3).all(|row| matrix.entries(row).all(|(_, value)| value > 0.0 && value < 1.0 + 1e-15)));
        assert_eq!((matrix.entries(1).len(), matrix.entries(2).len()), (0, 0));
        assert_eq!(tf_idf(&PassageCounts::default()).rows(), 0);
    }
}
