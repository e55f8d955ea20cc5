//! An interval for a rate whose occurrences come in clusters.

use crate::special::{gamma_quantile, log_odds_quantile};

/// The tail on each side.
const TAIL: f64 = 0.025;
/// The standard normal quantile above which that tail lies.
const NORMAL: f64 = 1.959_963_984_540_054;

/// The 95 % interval of the rate of occurrences per token, given clusters (documents, or passages) each as its occurrences, which may
/// be fractions, and its tokens.
///
/// Words of one document are not independent: the variance of the rate r = X / N is that of the clusters, by the jackknife,
///
/// ```text
/// v = (n − 1)/n · Σ ((xᵢ − r·nᵢ) / (1 − nᵢ/N))² / N²      at least X / N², that of independent words
/// ```
///
/// widened by (t / 1.96)², with t the quantile of Student's distribution for as many degrees of freedom as there are clusters of equal
/// size with the same evenness, N² / Σ nᵢ², less one. The interval is the exact one for the Poisson mean of as many independent
/// occurrences as have this variance, k = r²/v (Garwood 1936; Fay and Feuer 1997):
///
/// ```text
/// r · G(0.025; k) / k    to    r · G(0.975; k + 1) / k      G the quantile of the gamma distribution
/// ```
///
/// Without occurrences it is that of independent words, from 0 to 3.69 / N; so is that of a single cluster. `None` without tokens.
///
/// On clustered counts (gamma-Poisson, rates of documents with a coefficient of variation of ½ and 1, documents of very different sizes) it
/// covers the rate in 92 to 99 of 100 samples of 2 to 100 documents; drawing documents with replacement covers it in 45 to 92.
///
/// ```
/// use textmill_measures::rate_interval;
///
/// // Nothing in 1,000 tokens: at most 3.69 per thousand.
/// let [low, high] = rate_interval(&[(0.0, 400), (0.0, 600)]).unwrap();
/// assert!(low == 0.0 && (high * 1000.0 - 3.6889).abs() < 1e-4);
/// // Two documents that agree say little of others.
/// let [low, high] = rate_interval(&[(10.0, 1000), (10.0, 1000)]).unwrap();
/// assert!(low < 0.005 && high > 0.02);
/// assert_eq!(rate_interval(&[]), None);
/// ```
pub fn rate_interval(clusters: &[(f64, u64)]) -> Option<[f64; 2]> {
    let clusters: Vec<(f64, f64)> =
        clusters.iter().filter(|(_, size)| *size > 0).map(|&(count, size)| (count, size as f64)).collect();
    let (count, size) = clusters.iter().fold((0.0, 0.0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
    if size <= 0.0 {
        return None;
    }
    if count <= 0.0 {
        return Some([0.0, -libm::log(TAIL) / size]);
    }
    let rate = count / size;
    let variance =
        (count / (size * size)).max(jackknife_variance(&clusters, rate, size)) * widening(&clusters, size);
    let independent = rate * rate / variance;
    let quantile =
        |p: f64, shape: f64| gamma_quantile(p, shape).map(|quantile| rate * quantile / independent);
    // Each token is one occurrence at most.
    let high = quantile(1.0 - TAIL, independent + 1.0)?.min(1.0).max(rate);
    Some([quantile(TAIL, independent)?, high])
}

/// The variance of the rate by the jackknife; 0 for one cluster.
fn jackknife_variance(clusters: &[(f64, f64)], rate: f64, size: f64) -> f64 {
    if clusters.len() < 2 {
        return 0.0;
    }
    let of_cluster = |&(count, own): &(f64, f64)| {
        let moved = (count - rate * own) / (size - own);
        moved * moved
    };
    let number = clusters.len() as f64;
    (number - 1.0) / number * clusters.iter().map(of_cluster).sum::<f64>()
}

/// By how much the variance is larger than it seems, because it is that of few clusters; one has none that could be wrong.
fn widening(clusters: &[(f64, f64)], size: f64) -> f64 {
    if clusters.len() < 2 {
        return 1.0;
    }
    let even = size * size / clusters.iter().map(|(_, own)| own * own).sum::<f64>();
    let quantile = student_quantile((even - 1.0).max(1.0)) / NORMAL;
    quantile * quantile
}

/// The quantile of Student's distribution above which a share of [`TAIL`] lies: t² / (t² + d) is a beta variable.
fn student_quantile(degrees: f64) -> f64 {
    let log_odds = log_odds_quantile(1.0 - 2.0 * TAIL, 0.5, degrees / 2.0);
    log_odds.map_or(NORMAL, |log_odds| (degrees * libm::exp(log_odds)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::{jackknife_variance, rate_interval, student_quantile};
    use crate::random::Stream;

    #[test]
    fn published_quantiles_of_student() {
        // NIST/SEMATECH e-Handbook, table 1.3.6.7.2.
        for (degrees, quantile) in [(1.0, 12.706), (2.0, 4.303), (7.0, 2.365), (19.0, 2.093), (100.0, 1.984)]
        {
            assert!((student_quantile(degrees) - quantile).abs() < 5e-4, "{degrees}");
        }
    }

    /// (n − 1) / n · Σ (rate without the cluster − rate)², each rate counted anew.
    #[test]
    fn the_jackknife_leaves_out_one_cluster_after_the_other() {
        let clusters: [(f64, f64); 4] = [(3.0, 100.0), (0.0, 250.0), (7.0, 90.0), (1.0, 40.0)];
        let sum = |without: usize| {
            let others = clusters.iter().enumerate().filter(|(number, _)| *number != without);
            others.fold((0.0, 0.0), |sum, (_, next)| (sum.0 + next.0, sum.1 + next.1))
        };
        let (count, size) = sum(clusters.len());
        let rate = count / size;
        let squares: f64 = (0..4).map(sum).map(|(count, size)| (count / size - rate).powi(2)).sum();
        let found = jackknife_variance(&clusters, rate, size);
        assert!((found / (0.75 * squares) - 1.0).abs() < 1e-12, "{found}");
    }

    #[test]
    fn one_cluster_is_independent_words() {
        // Garwood's limits for 10.
        let [low, high] = rate_interval(&[(10.0, 1_000_000)]).unwrap();
        assert!((low * 1e6 - 4.7954).abs() < 1e-4 && (high * 1e6 - 18.3904).abs() < 1e-4, "{low} {high}");
    }

    #[test]
    fn it_holds_the_rate_and_is_never_a_point() {
        for clusters in [
            &[(9.0, 101), (0.0, 100)][..],
            &[(1.0, 1), (0.0, 1_000_000)],
            &[(0.25, 10), (0.5, 10), (0.1, 12)],
            &[(3.0, 7), (0.0, 0)],
            &[(1e9, 2_000_000_000), (1e9, 2_000_000_000)],
        ] {
            let rate =
                clusters.iter().map(|c| c.0).sum::<f64>() / clusters.iter().map(|c| c.1 as f64).sum::<f64>();
            let [low, high] = rate_interval(clusters).unwrap();
            assert!(low <= rate && rate < high && low < high, "{clusters:?}: {low} {high}");
        }
    }

    /// Uniform numbers.
    struct Numbers(Stream);

    impl Numbers {
        fn uniform(&mut self) -> f64 {
            (f64::from(self.0.below(1 << 30)) + 0.5) / f64::from(1 << 30)
        }

        /// A gamma variable of mean 1 whose shape is a whole number.
        fn gamma(&mut self, shape: u32) -> f64 {
            (0..shape).map(|_| -libm::log(self.uniform())).sum::<f64>() / f64::from(shape)
        }

        fn poisson(&mut self, mean: f64) -> f64 {
            let (mut product, mut count, limit) = (1.0, 0.0, libm::exp(-mean));
            loop {
                product *= self.uniform();
                if product < limit {
                    return count;
                }
                count += 1.0;
            }
        }
    }

    #[test]
    fn coverage_of_clustered_counts() {
        let mut numbers = Numbers(Stream::new(5, 0));
        // Shape 1 is a coefficient of variation of 1, shape 4 one of a half.
        for shape in [1, 4] {
            for documents in [2, 4, 7, 8, 20, 100] {
                for mean in [8.0, 40.0] {
                    let (mut covered, samples) = (0, 500);
                    for _ in 0..samples {
                        // Sizes from 50 to 1,550.
                        let sizes: Vec<u64> = (0..documents)
                            .map(|_| 50 + (1500.0 * numbers.uniform() * numbers.uniform()) as u64)
                            .collect();
                        let rate = mean / (425.0 * f64::from(documents));
                        let of_size = |&size: &u64| (numbers.gamma(shape) * rate * size as f64, size);
                        let means: Vec<(f64, u64)> = sizes.iter().map(of_size).collect();
                        let clusters: Vec<(f64, u64)> =
                            means.into_iter().map(|(mean, size)| (numbers.poisson(mean), size)).collect();
                        let [low, high] = rate_interval(&clusters).unwrap();
                        covered += i32::from(low <= rate && rate <= high);
                    }
                    let share = f64::from(covered) / f64::from(samples);
                    let least = if documents < 8 { 0.90 } else { 0.92 };
                    assert!(share >= least, "{documents} documents, shape {shape}, mean {mean}: {share}");
                }
            }
        }
    }
}
