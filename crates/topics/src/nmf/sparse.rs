//! Matrices that are mostly zero.

use rayon::prelude::*;

/// Rows are handed to threads in bundles of at least so many.
pub(super) const BUNDLE: usize = 32;

/// A matrix without negative entries, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SparseMatrix {
    columns: usize,
    /// Where each row begins, and where the last one ends.
    starts: Vec<usize>,
    entries: Vec<Entry>,
}

/// An entry of a row that is not zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) column: u32,
    pub(super) value: f64,
}

impl SparseMatrix {
    /// Entries outside the columns, and those that are not positive and finite, are left out; several at one place are
    /// added up.
    pub(super) fn new(rows: &[Vec<(u32, f64)>], columns: usize) -> Self {
        let mut matrix = Self { columns, starts: vec![0], entries: Vec::new() };
        for row in rows {
            let mut row = row.clone();
            row.retain(|&(column, value)| (column as usize) < columns && value > 0.0 && value.is_finite());
            row.sort_by_key(|&(column, _)| column);
            for same in row.chunk_by(|one, other| one.0 == other.0) {
                let value = same.iter().map(|&(_, value)| value).sum::<f64>().min(f64::MAX);
                matrix.entries.extend(same.first().map(|&(column, _)| Entry { column, value }));
            }
            matrix.starts.push(matrix.entries.len());
        }
        matrix
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The number of columns.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    #[cfg(test)]
    /// The columns and values of the entries of a row that are not zero, in the order of the columns.
    pub(crate) fn entries(&self, row: usize) -> impl ExactSizeIterator<Item = (u32, f64)> {
        let entries = if row < self.rows() { self.row(row) } else { &[] };
        entries.iter().map(|entry| (entry.column, entry.value))
    }

    pub(super) fn row(&self, row: usize) -> &[Entry] {
        &self.entries[self.starts[row]..self.starts[row + 1]]
    }

    /// Changes the values, row by row.
    pub(super) fn map_rows(&mut self, change: impl Fn(&mut [Entry])) {
        for bounds in self.starts.windows(2) {
            change(&mut self.entries[bounds[0]..bounds[1]]);
        }
    }

    pub(super) fn sum_of_squares(&self) -> f64 {
        self.entries.iter().map(|entry| entry.value * entry.value).sum()
    }

    /// In how many rows each column has an entry.
    pub(super) fn rows_per_column(&self) -> Vec<usize> {
        let mut rows = vec![0; self.columns];
        for entry in &self.entries {
            rows[entry.column as usize] += 1;
        }
        rows
    }

    pub(super) fn transposed(&self) -> Self {
        let mut starts = vec![0];
        for count in self.rows_per_column() {
            starts.push(starts[starts.len() - 1] + count);
        }
        let mut next = starts.clone();
        let mut entries = vec![Entry { column: 0, value: 0.0 }; self.entries.len()];
        for row in 0..self.rows() {
            for entry in self.row(row) {
                let place = &mut next[entry.column as usize];
                entries[*place] = Entry { column: row as u32, value: entry.value };
                *place += 1;
            }
        }
        Self { columns: self.rows(), starts, entries }
    }

    /// The product with a dense matrix of `width` columns, given and returned row by row.
    pub(super) fn times(&self, dense: &[f64], width: usize) -> Vec<f64> {
        let mut product = vec![0.0; self.rows() * width];
        let rows = product.par_chunks_exact_mut(width.max(1)).enumerate().with_min_len(BUNDLE);
        rows.for_each(|(row, product)| add_combination(self.row(row), dense, product));
        product
    }
}

/// Adds to `sum` the rows of a dense matrix that the entries name, each times its value.
///
/// Four rows at a time, since reading and writing the sum is what takes the time.
pub(super) fn add_combination(entries: &[Entry], dense: &[f64], sum: &mut [f64]) {
    let width = sum.len();
    let row = |entry: &Entry| &dense[entry.column as usize * width..][..width];
    let mut fours = entries.chunks_exact(4);
    for four in &mut fours {
        let [a, b, c, d] = four else { continue };
        let rows = row(a).iter().zip(row(b)).zip(row(c)).zip(row(d));
        for (sum, (((of_a, of_b), of_c), of_d)) in sum.iter_mut().zip(rows) {
            *sum += (a.value * of_a + b.value * of_b) + (c.value * of_c + d.value * of_d);
        }
    }
    for entry in fours.remainder() {
        for (sum, value) in sum.iter_mut().zip(row(entry)) {
            *sum += entry.value * value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SparseMatrix;
    use crate::noise::Noise;

    fn dense(matrix: &SparseMatrix) -> Vec<Vec<f64>> {
        let rows = (0..matrix.rows()).map(|row| {
            let mut values = vec![0.0; matrix.columns()];
            for (column, value) in matrix.entries(row) {
                values[column as usize] += value;
            }
            values
        });
        rows.collect()
    }

    #[test]
    fn what_is_no_entry_is_left_out() {
        let rows = [vec![(1, 2.0), (0, 1.0), (1, 0.5), (9, 1.0)], vec![], vec![(0, -1.0), (2, f64::NAN)]];
        let matrix = SparseMatrix::new(&rows, 3);
        assert_eq!(dense(&matrix), [[1.0, 2.5, 0.0], [0.0; 3], [0.0; 3]]);
        assert_eq!(matrix.entries(7).len(), 0);
        assert_eq!(matrix.rows_per_column(), [1, 1, 0]);
        assert_eq!(matrix.sum_of_squares(), 7.25);
    }

    #[test]
    fn products_are_those_of_dense_matrices() {
        let mut noise = Noise::new(12);
        let rows: Vec<Vec<(u32, f64)>> =
            (0..9).map(|row| (0..row).map(|_| (noise.below(11) as u32, noise.uniform())).collect()).collect();
        let matrix = SparseMatrix::new(&rows, 11);
        let other: Vec<f64> = (0..33).map(|_| noise.uniform()).collect();
        let product = matrix.times(&other, 3);
        for (row, values) in dense(&matrix).iter().enumerate() {
            for column in 0..3 {
                let expected: f64 =
                    values.iter().enumerate().map(|(k, value)| value * other[k * 3 + column]).sum();
                assert!((product[row * 3 + column] - expected).abs() < 1e-14);
            }
        }
        let transposed = dense(&matrix.transposed());
        assert!(dense(&matrix).iter().enumerate().all(|(row, values)| {
            values.iter().enumerate().all(|(column, value)| transposed[column][row] == *value)
        }));
        assert_eq!(matrix.transposed().transposed(), matrix);
    }

    #[test]
    fn matrices_without_rows_or_columns() {
        for matrix in [SparseMatrix::new(&[], 3), SparseMatrix::new(&[vec![], vec![(0, 1.0)]], 0)] {
            assert_eq!(matrix.transposed().rows(), matrix.columns());
            assert_eq!(matrix.times(&[1.0; 6], 2).len(), matrix.rows() * 2);
            assert_eq!(matrix.times(&[], 0).len(), 0);
        }
        assert_eq!(SparseMatrix::default().rows(), 0);
    }
}
