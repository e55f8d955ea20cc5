//! Which topics of two models belong together.

/// Costs are held within this size, so that their sums stay finite.
const LARGEST_COST: f64 = 1e100;

/// The perfect matching of least total cost in a square matrix of `n` rows and columns, given row by row: for each row,
/// its column.
///
/// The Hungarian method (Kuhn, 1955) with potentials and shortest augmenting paths, in O(n³). Of several matchings with
/// the same cost one is taken by a rule that depends on the matrix only.
///
/// A cost that is not finite, or that is missing because the matrix is too short, is larger than any sum of the others:
/// such a pair is matched only if there is no other way. Finite costs beyond ±10¹⁰⁰ count as ±10¹⁰⁰.
pub(crate) fn best_matching(cost: &[f64], n: usize) -> Vec<usize> {
    let costs = Costs::of(cost, n);
    let mut matching =
        Matching { row_of: vec![None; n], row_potential: vec![0.0; n], column_potential: vec![0.0; n] };
    for row in 0..n {
        matching.add(row, &costs, n);
    }
    let mut columns = vec![0; n];
    for (column, row) in matching.row_of.into_iter().enumerate() {
        if let Some(row) = row {
            columns[row] = column;
        }
    }
    columns
}

/// A matrix of costs without gaps.
struct Costs<'a> {
    cost: &'a [f64],
    n: usize,
    /// What stands for a cost that is not finite.
    excluded: f64,
}

impl<'a> Costs<'a> {
    fn of(cost: &'a [f64], n: usize) -> Self {
        let (mut least, mut most) = (0.0_f64, 0.0_f64);
        for cost in cost.iter().filter(|cost| cost.is_finite()) {
            least = least.min(*cost);
            most = most.max(*cost);
        }
        let (least, most) = (least.max(-LARGEST_COST), most.min(LARGEST_COST));
        // One of these costs more than n of the dearest others instead of n of the cheapest.
        Self { cost, n, excluded: most + (most - least + 1.0) * (n as f64 + 1.0) }
    }

    fn between(&self, row: usize, column: usize) -> f64 {
        match self.cost.get(row * self.n + column) {
            Some(cost) if cost.is_finite() => cost.clamp(-LARGEST_COST, LARGEST_COST),
            _ => self.excluded,
        }
    }
}

/// A matching of the rows so far. No cost is less than the sum of its potentials; matched ones are equal to it.
struct Matching {
    row_of: Vec<Option<usize>>,
    row_potential: Vec<f64>,
    column_potential: Vec<f64>,
}

/// The shortest ways from the new row to the columns, along unmatched and matched pairs in turn.
struct Paths {
    distance: Vec<f64>,
    /// The column before on the way; none next to the new row.
    previous: Vec<Option<usize>>,
    reached: Vec<bool>,
}

impl Matching {
    /// Matches one more row, changing the columns of others where that is cheaper.
    fn add(&mut self, new: usize, costs: &Costs<'_>, n: usize) {
        let mut paths =
            Paths { distance: vec![f64::INFINITY; n], previous: vec![None; n], reached: vec![false; n] };
        let (mut row, mut before, mut distance) = (new, None, 0.0);
        let free = loop {
            paths.relax(distance, before, |column| {
                costs.between(row, column) - self.row_potential[row] - self.column_potential[column]
            });
            let Some(column) = paths.nearest() else { return };
            paths.reached[column] = true;
            distance = paths.distance[column];
            match self.row_of[column] {
                Some(taken) => (row, before) = (taken, Some(column)),
                None => break column,
            }
        };
        self.raise_potentials(new, &paths, distance);
        self.shift(new, &paths, free);
    }

    /// Keeps the potentials feasible, and tight along the shortest way.
    fn raise_potentials(&mut self, new: usize, paths: &Paths, distance: f64) {
        self.row_potential[new] += distance;
        for column in (0..paths.distance.len()).filter(|&column| paths.reached[column]) {
            let slack = distance - paths.distance[column];
            self.column_potential[column] -= slack;
            if let Some(row) = self.row_of[column] {
                self.row_potential[row] += slack;
            }
        }
    }

    /// Every row on the way to the free column moves on by one column.
    fn shift(&mut self, new: usize, paths: &Paths, free: usize) {
        let mut column = free;
        while let Some(previous) = paths.previous[column] {
            self.row_of[column] = self.row_of[previous];
            column = previous;
        }
        self.row_of[column] = Some(new);
    }
}

impl Paths {
    fn relax(&mut self, so_far: f64, before: Option<usize>, step: impl Fn(usize) -> f64) {
        for column in 0..self.distance.len() {
            if !self.reached[column] {
                let distance = so_far + step(column);
                if distance < self.distance[column] {
                    self.distance[column] = distance;
                    self.previous[column] = before;
                }
            }
        }
    }

    /// The nearest column that was not reached yet, the first of equals.
    fn nearest(&self) -> Option<usize> {
        let open = (0..self.distance.len()).filter(|&column| !self.reached[column]);
        open.min_by(|&one, &other| self.distance[one].total_cmp(&self.distance[other]))
    }
}

#[cfg(test)]
mod tests {
    use super::best_matching;
    use crate::noise::Noise;

    fn total(cost: &[f64], n: usize, columns: &[usize]) -> f64 {
        columns.iter().enumerate().map(|(row, column)| cost[row * n + column]).sum()
    }

    fn least_total(cost: &[f64], n: usize, row: usize, free: &mut Vec<usize>) -> f64 {
        let mut least = if row == n { 0.0 } else { f64::INFINITY };
        for place in 0..free.len() {
            let column = free.remove(place);
            least = least.min(cost[row * n + column] + least_total(cost, n, row + 1, free));
            free.insert(place, column);
        }
        least
    }

    #[track_caller]
    fn check(cost: &[f64], n: usize) {
        let columns = best_matching(cost, n);
        let mut sorted = columns.clone();
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..n), "{columns:?}");
        let least = least_total(cost, n, 0, &mut (0..n).collect());
        assert!((total(cost, n, &columns) - least).abs() < 1e-9, "{columns:?} does not cost {least}");
    }

    #[test]
    fn no_permutation_is_cheaper() {
        let mut noise = Noise::new(1);
        for n in 0..=7 {
            for _ in 0..20 {
                let cost: Vec<f64> = (0..n * n).map(|_| noise.uniform() - 0.3).collect();
                check(&cost, n);
                let with_ties: Vec<f64> = (0..n * n).map(|_| noise.below(4) as f64).collect();
                check(&with_ties, n);
                assert_eq!(best_matching(&with_ties, n), best_matching(&with_ties, n));
            }
        }
    }

    #[test]
    fn small_matrices() {
        assert!(best_matching(&[], 0).is_empty());
        assert_eq!(best_matching(&[5.0], 1), [0]);
        assert_eq!(best_matching(&[1.0, 2.0, 3.0, 0.0], 2), [0, 1]);
        assert_eq!(best_matching(&[4.0, 1.0, 3.0, 2.0, 0.0, 5.0, 3.0, 2.0, 2.0], 3), [1, 0, 2]);
    }

    #[test]
    fn large_ones_are_certified_by_a_planted_solution() {
        // Costs are potentials plus a slack that is zero along the planted matching only.
        let (n, mut noise) = (60, Noise::new(2));
        let planted: Vec<usize> = (0..n).map(|row| (row * 7 + 3) % n).collect();
        let potentials: Vec<f64> = (0..2 * n).map(|_| noise.below(100) as f64).collect();
        let slack = |row: usize, column: usize| if planted[row] == column { 0.0 } else { 1.0 };
        let cost: Vec<f64> = (0..n * n)
            .map(|place| (place / n, place % n))
            .map(|(row, column)| potentials[row] + potentials[n + column] + slack(row, column))
            .collect();
        assert_eq!(best_matching(&cost, n), planted);
    }

    #[test]
    fn costs_that_are_no_numbers_are_avoided() {
        let (nan, infinite) = (f64::NAN, f64::INFINITY);
        assert_eq!(best_matching(&[nan, 1e9, 1e9, infinite], 2), [1, 0]);
        assert_eq!(best_matching(&[-infinite, -5.0, 7.0, nan], 2), [1, 0]);
        assert_eq!(best_matching(&[nan; 4], 2).len(), 2);
        assert_eq!(best_matching(&[1e308, -1e308, -1e308, 1e308], 2), [1, 0]);
        assert_eq!(best_matching(&[1.0], 2).len(), 2);
    }
}
