//! How far two labellings of the same things agree.

/// Normalised mutual information: the mutual information of two labellings over the mean of their entropies.
///
/// ```text
/// NMI = 2 · I(A; B) / (H(A) + H(B))
/// ```
///
/// The arithmetic mean is the default of scikit-learn's `normalized_mutual_info_score`; the result is also the V-measure
/// (Rosenberg and Hirschberg, 2007). Between 0 and 1, not corrected for chance. If both labellings have at most one
/// label, they agree: 1. If only one of them has more, 0.
///
/// `None` for labellings of different lengths.
pub fn normalized_mutual_information(one: &[usize], other: &[usize]) -> Option<f64> {
    let table = LabelTable::of(one, other)?;
    if table.one.len() <= 1 && table.other.len() <= 1 {
        return Some(1.0);
    }
    let mean_entropy = (table.entropy(&table.one) + table.entropy(&table.other)) / 2.0;
    Some((table.mutual_information() / mean_entropy).clamp(0.0, 1.0))
}

/// The mutual information I(A; B) = Σ p(a,b) ln(p(a,b) / (p(a) · p(b))) of two labellings, in natural units; at least 0, and
/// 0 if one of them has only one label.
///
/// `None` for labellings of different lengths.
pub fn mutual_information(one: &[usize], other: &[usize]) -> Option<f64> {
    LabelTable::of(one, other).map(|table| table.mutual_information())
}

/// The adjusted Rand index of two labellings (Hubert and Arabie, 1985): the share of the pairs of things on which they
/// agree, corrected for chance.
///
/// ```text
/// ARI = (Σ C(n_ab, 2) − E) / ((Σ C(n_a, 2) + Σ C(n_b, 2)) / 2 − E)        E = Σ C(n_a, 2) · Σ C(n_b, 2) / C(n, 2)
/// ```
///
/// 1 for the same partition, about 0 for unrelated ones, at least −1/2 for opposed ones. Where the quotient is 0/0 (fewer
/// than two things, all together on both sides, or all apart on both sides), the partitions are the same: 1.
///
/// `None` for labellings of different lengths.
pub fn adjusted_rand_index(one: &[usize], other: &[usize]) -> Option<f64> {
    let table = LabelTable::of(one, other)?;
    let together = pairs(table.cells.iter().map(|cell| cell.count));
    let in_one = pairs(table.one.iter().map(|group| group.count));
    let in_other = pairs(table.other.iter().map(|group| group.count));
    if together == in_one && together == in_other {
        return Some(1.0);
    }
    let (together, in_one, in_other) = (together as f64, in_one as f64, in_other as f64);
    let expected = in_one * in_other / pairs([table.total]) as f64;
    Some((together - expected) / ((in_one + in_other) / 2.0 - expected))
}

/// How many pairs can be drawn within groups.
fn pairs(counts: impl IntoIterator<Item = u64>) -> u128 {
    counts.into_iter().map(|count| u128::from(count) * u128::from(count.saturating_sub(1)) / 2).sum()
}

/// How many things have each label, and each pair of labels.
struct LabelTable {
    total: u64,
    one: Vec<Group<usize>>,
    other: Vec<Group<usize>>,
    cells: Vec<Group<(usize, usize)>>,
}

/// A label, and how many things have it.
struct Group<L> {
    label: L,
    count: u64,
}

impl LabelTable {
    fn of(one: &[usize], other: &[usize]) -> Option<Self> {
        (one.len() == other.len()).then(|| Self {
            total: one.len() as u64,
            one: groups(one.to_vec()),
            other: groups(other.to_vec()),
            cells: groups(one.iter().copied().zip(other.iter().copied()).collect()),
        })
    }

    /// Σ p ln(1/p).
    fn entropy(&self, groups: &[Group<usize>]) -> f64 {
        let total = self.total as f64;
        groups.iter().map(|group| group.count as f64 / total * libm::log(total / group.count as f64)).sum()
    }

    fn mutual_information(&self) -> f64 {
        if self.one.len() <= 1 || self.other.len() <= 1 {
            return 0.0; // Exactly, where the sum is only nearly so.
        }
        let total = self.total as f64;
        let terms = self.cells.iter().map(|cell| {
            let (one, other) = (count_of(&self.one, cell.label.0), count_of(&self.other, cell.label.1));
            let count = cell.count as f64;
            count / total * libm::log(count * total / (one as f64 * other as f64))
        });
        terms.sum::<f64>().max(0.0)
    }
}

/// The different labels in order.
fn groups<L: Ord + Copy>(mut labels: Vec<L>) -> Vec<Group<L>> {
    labels.sort_unstable();
    let runs = labels.chunk_by(|one, other| one == other);
    runs.filter_map(|run| run.first().map(|&label| Group { label, count: run.len() as u64 })).collect()
}

fn count_of(groups: &[Group<usize>], label: usize) -> u64 {
    groups.binary_search_by_key(&label, |group| group.label).map_or(0, |place| groups[place].count)
}

#[cfg(test)]
mod tests {
    use super::{adjusted_rand_index, mutual_information, normalized_mutual_information};
    use crate::noise::Noise;

    #[track_caller]
    fn close(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
    }

    #[track_caller]
    fn check(one: &[usize], other: &[usize], information: f64, normalized: f64, rand: f64) {
        for (one, other) in [(one, other), (other, one)] {
            close(mutual_information(one, other), information);
            close(normalized_mutual_information(one, other), normalized);
            close(adjusted_rand_index(one, other), rand);
        }
    }

    #[test]
    fn numbers_of_scikit_learn() {
        // The first is Manning, Raghavan and Schütze's example; the values are those that scikit-learn 1.9.1 prints.
        check(
            &[1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3],
            &[1, 1, 1, 1, 2, 1, 2, 2, 2, 2, 3, 1, 3, 3, 3, 2, 2],
            0.4102186227404535,
            0.37834992787204075,
            0.2669404517453799,
        );
        let one_bit = std::f64::consts::LN_2;
        check(&[0, 0, 1, 1], &[0, 0, 1, 2], one_bit, 0.8, 0.5714285714285714);
        let (information, normalized) = (0.4620981203732969, 0.5158037429793889);
        check(&[0, 0, 0, 1, 1, 1], &[0, 1, 0, 1, 2, 2], information, normalized, 0.24242424242424243);
        check(&[0, 0, 0, 2, 2, 2], &[0, 9, 0, 9, 2, 2], information, normalized, 0.24242424242424243);
        check(&[0, 0, 0, 1, 1, 1], &[0, 0, 0, 1, 2, 2], one_bit, 0.8132898335036761, 0.7058823529411765);
        check(&[0, 0, 1, 1], &[0, 1, 0, 1], 0.0, 0.0, -0.5);
    }

    #[test]
    fn degenerate_labellings() {
        check(&[], &[], 0.0, 1.0, 1.0);
        check(&[3], &[4], 0.0, 1.0, 1.0);
        check(&[0, 0, 0], &[5, 5, 5], 0.0, 1.0, 1.0);
        check(&[0, 1, 2], &[7, usize::MAX, 5], 3.0_f64.ln(), 1.0, 1.0);
        check(&[0, 0, 0, 0], &[0, 1, 2, 3], 0.0, 0.0, 0.0);
        assert_eq!(normalized_mutual_information(&[0], &[]), None);
        assert_eq!(adjusted_rand_index(&[0], &[]), None);
    }

    #[test]
    fn names_of_labels_do_not_matter() {
        let mut noise = Noise::new(6);
        let one: Vec<usize> = (0..200).map(|_| noise.below(5)).collect();
        let renamed: Vec<usize> = one.iter().map(|label| (label + 2) % 5 * 10).collect();
        check(&one, &renamed, mutual_information(&one, &one).unwrap(), 1.0, 1.0);
    }

    #[test]
    fn the_rand_index_counts_pairs() {
        let mut noise = Noise::new(7);
        for _ in 0..20 {
            let draw = |noise: &mut Noise| -> Vec<usize> { (0..30).map(|_| noise.below(4)).collect() };
            let (one, other) = (draw(&mut noise), draw(&mut noise));
            let mut agree = [[0.0_f64; 2]; 2];
            for i in 0..30 {
                for j in 0..i {
                    agree[usize::from(one[i] == one[j])][usize::from(other[i] == other[j])] += 1.0;
                }
            }
            let [[neither, second], [first, both]] = agree;
            let below = (both + first) * (first + neither) + (both + second) * (second + neither);
            close(adjusted_rand_index(&one, &other), 2.0 * (both * neither - first * second) / below);
        }
    }
}
