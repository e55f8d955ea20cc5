//! How the frequency of words changes from period to period.

mod counts;
mod movers;

use rayon::prelude::*;
use textmill_corpus::Language;
use textmill_measures::{Permutations, per_million, rate_interval};

pub use counts::{TrendCounts, TrendLine};
pub use movers::movers;

/// The frequency of a line in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The number of the line.
    pub line: usize,
    /// The index of the period.
    pub period: usize,
    /// How often it occurs in the documents of the period.
    pub frequency: u64,
    /// The tokens of these documents in its language.
    pub tokens: u64,
    /// The number of these documents that have tokens of its language.
    pub documents: u64,
    /// Occurrences per million tokens.
    pub per_million: Option<f64>,
    /// The 95 % interval of `per_million`.
    pub interval: Option<[f64; 2]>,
    /// What it rests on.
    pub basis: IntervalBasis,
}

/// What an interval rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalBasis {
    /// How much documents differ.
    Documents,
    /// How much the passages of the only document differ.
    Passages,
    /// Independent words: there is one passage, or no occurrence.
    Words,
    /// There are no tokens.
    Nothing,
}

impl IntervalBasis {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Passages => "passages",
            Self::Words => "words",
            Self::Nothing => "no tokens",
        }
    }
}

/// The frequencies of the lines by period; `period_of` gives the period of each document, if it has one, of so many.
pub fn trends(counts: &TrendCounts, period_of: &[Option<usize>], periods: usize) -> Vec<Trend> {
    let mut documents_of: Vec<Vec<u32>> = vec![Vec::new(); periods];
    for (document, period) in (0_u32..).zip(period_of) {
        if let Some(documents) = period.and_then(|period| documents_of.get_mut(period)) {
            documents.push(document);
        }
    }
    let of_line = |line: usize| -> Vec<Trend> {
        let by_document = counts.by_document(line);
        let of_period = |(period, documents): (usize, &Vec<u32>)| {
            let documents: Vec<(u32, (f64, u64))> = documents
                .iter()
                .map(|&document| (document, by_document[document as usize]))
                .filter(|(_, (_, size))| *size > 0)
                .collect();
            trend(counts, line, period, &documents)
        };
        documents_of.iter().enumerate().map(of_period).collect()
    };
    (0..counts.lines()).into_par_iter().flat_map_iter(of_line).collect()
}

/// The frequency of a line in a period, given its count in each document and the document's size.
fn trend(counts: &TrendCounts, line: usize, period: usize, documents: &[(u32, (f64, u64))]) -> Trend {
    let clusters: Vec<(f64, u64)> = documents.iter().map(|(_, cluster)| *cluster).collect();
    let (frequency, tokens) =
        clusters.iter().fold((0, 0), |sum, &(count, size)| (sum.0 + count as u64, sum.1 + size));
    let (clusters, basis) = match documents {
        [] => (clusters, IntervalBasis::Nothing),
        [(document, _)] => {
            let passages = counts.passages(line, *document);
            let basis = if passages.len() > 1 { IntervalBasis::Passages } else { IntervalBasis::Words };
            (passages, basis)
        }
        _ => (clusters, IntervalBasis::Documents),
    };
    let basis = if frequency == 0 && tokens > 0 { IntervalBasis::Words } else { basis };
    Trend {
        line,
        period,
        frequency,
        tokens,
        documents: documents.len() as u64,
        per_million: per_million(frequency, tokens),
        interval: rate_interval(&clusters).map(|interval| interval.map(|rate| rate * 1e6)),
        basis,
    }
}

/// How a line changes from the first half of the time to the last.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendChange {
    /// The number of the line.
    pub line: usize,
    /// The documents of the halves that have tokens of its language.
    pub documents: [u64; 2],
    /// How often it occurs in each.
    pub frequency: [u64; 2],
    /// Their tokens in its language.
    pub tokens: [u64; 2],
    /// log₂ of the rate in the last half over that in the first; nothing where one of them is 0.
    pub log_ratio: Option<f64>,
    /// Its 95 % interval at least, open where a rate is 0.
    pub interval: [Option<f64>; 2],
    /// How often as large a difference of the rates comes about when the documents are dealt out anew to the halves.
    pub permutation_p: Option<f64>,
}

/// How often documents are dealt out anew, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeParameters {
    /// How often.
    pub draws: u32,
    /// The seed.
    pub seed: u64,
}

/// The changes of the lines; `half_of` gives the half of each document, 0 or 1, if it has one.
pub fn trend_changes(
    counts: &TrendCounts,
    half_of: &[Option<usize>],
    ChangeParameters { draws, seed }: ChangeParameters,
) -> Vec<TrendChange> {
    // Lines of one language are dealt out alike.
    let mut languages: Vec<Language> = (0..counts.lines()).map(|line| counts.language(line)).collect();
    languages.sort_unstable();
    languages.dedup();
    let deals: Vec<Deal> =
        languages.iter().map(|&language| Deal::new(counts, language, half_of, draws, seed)).collect();
    let change = |line: usize| {
        let place = languages.binary_search(&counts.language(line)).ok()?;
        deals.get(place)?.change(counts, line)
    };
    (0..counts.lines()).into_par_iter().filter_map(change).collect()
}

/// The documents of a language in the two halves.
struct Deal {
    documents: Vec<u32>,
    is_last: Vec<bool>,
    permutations: Option<Permutations>,
}

impl Deal {
    fn new(
        counts: &TrendCounts,
        language: Language,
        half_of: &[Option<usize>],
        draws: u32,
        seed: u64,
    ) -> Self {
        let sizes = counts.sizes(language);
        let documents: Vec<u32> = (0..half_of.len() as u32)
            .filter(|&document| half_of[document as usize].is_some() && sizes[document as usize] > 0)
            .collect();
        let is_last: Vec<bool> =
            documents.iter().map(|&document| half_of[document as usize] == Some(1)).collect();
        let of_documents: Vec<u64> = documents.iter().map(|&document| sizes[document as usize]).collect();
        let permutations = Permutations::new(seed, draws, &is_last, &of_documents);
        Self { documents, is_last, permutations }
    }

    fn change(&self, counts: &TrendCounts, line: usize) -> Option<TrendChange> {
        let by_document = counts.by_document(line);
        let mut halves = [Vec::new(), Vec::new()];
        let mut occurrences: Vec<(u32, u32)> = Vec::new();
        for ((place, &document), &is_last) in (0_u32..).zip(&self.documents).zip(&self.is_last) {
            let cluster = by_document[document as usize];
            halves[usize::from(is_last)].push(cluster);
            if cluster.0 > 0.0 {
                occurrences.push((place, cluster.0 as u32));
            }
        }
        let sum = |half: &Vec<(f64, u64)>| {
            half.iter().fold((0_u64, 0_u64), |sum, next| (sum.0 + next.0 as u64, sum.1 + next.1))
        };
        let [(first, first_tokens), (last, last_tokens)] = [sum(&halves[0]), sum(&halves[1])];
        if first_tokens == 0 || last_tokens == 0 {
            return None;
        }
        let rate = |count: u64, tokens: u64| count as f64 / tokens as f64;
        let (from, to) = (rate(first, first_tokens), rate(last, last_tokens));
        let log2 = |ratio: f64| libm::log2(ratio);
        let log_ratio = (first > 0 && last > 0).then(|| log2(to / from));
        Some(TrendChange {
            line,
            documents: [halves[0].len() as u64, halves[1].len() as u64],
            frequency: [first, last],
            tokens: [first_tokens, last_tokens],
            log_ratio,
            interval: ratio_interval(&halves, from, to),
            permutation_p: self.permutations.as_ref().and_then(|deals| deals.p_value(&occurrences)),
        })
    }
}

/// See [`ratio_interval`].
const LEAST_LIMIT: f64 = 1e-6;

/// The interval of log₂ of a ratio of two rates, from the intervals of the rates: the square root of the sum of the squared distances to
/// their limits on each side (Zou and Donner 2008).
fn ratio_interval(halves: &[Vec<(f64, u64)>; 2], from: f64, to: f64) -> [Option<f64>; 2] {
    let [Some([from_low, from_high]), Some([to_low, to_high])] =
        [0, 1].map(|half| rate_interval(&halves[half]))
    else {
        return [None, None];
    };
    let log2 = |rate: f64| (rate > 0.0).then(|| libm::log2(rate));
    // A limit that is a millionth of its rate is none: the rate may be as low as one likes.
    let low = |limit: f64, rate: f64| log2(limit).filter(|_| limit > rate * LEAST_LIMIT);
    let bound = |to: f64, to_limit: Option<f64>, from: f64, from_limit: Option<f64>, sign: f64| {
        let (to_limit, from_limit) = (to_limit?, from_limit?);
        let distance = ((to - to_limit) * (to - to_limit) + (from - from_limit) * (from - from_limit)).sqrt();
        Some(to - from + sign * distance)
    };
    let difference = |to: Option<f64>, from: Option<f64>| to.zip(from).map(|(to, from)| to - from);
    match (log2(from), log2(to)) {
        (Some(first), Some(last)) => [
            bound(last, low(to_low, to), first, log2(from_high), -1.0),
            bound(last, log2(to_high), first, low(from_low, from), 1.0),
        ],
        // From nothing: at least the lowest rate now over the highest before.
        (None, Some(_)) => [difference(low(to_low, to), log2(from_high)), None],
        (Some(_), None) => [None, difference(log2(to_high), low(from_low, from))],
        (None, None) => [None, None],
    }
}
