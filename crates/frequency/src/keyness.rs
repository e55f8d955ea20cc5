//! Two sides of the corpus compared, unit by unit: keyness.

use rayon::prelude::*;
use textmill_corpus::Language;
use textmill_measures::{
    Contingency, Corrected, Differences, Dispersion, FalseDiscoveries, Family, KeynessMeasure,
    LargestDifferences, PartCount, PartsSummary, Permutations, Prior, benjamini_hochberg, bonferroni,
    least_g2, log_ratio_interval,
};

use crate::{ClassPart, ClassPostings, Units};

/// The sides of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The side whose typical words are wanted.
    Target,
    /// The side that it is compared with.
    Reference,
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeynessParameters {
    /// Units that are rarer than this on both sides together have no row, but they are in the family of tests.
    pub min_frequency: u64,
    /// The confidence of the intervals.
    pub confidence: f64,
    /// What simple maths adds to each rate, in occurrences per million.
    pub simple_maths: f64,
    /// What the log-odds add to the count of each type: α of the flat Dirichlet prior.
    pub pseudocount: f64,
    /// The number of labellings of whole documents.
    pub permutations: u32,
    /// The seed of the labellings.
    pub seed: u64,
}

impl Default for KeynessParameters {
    fn default() -> Self {
        Self {
            min_frequency: 3,
            confidence: 0.95,
            simple_maths: 1.0,
            pseudocount: 0.1,
            permutations: 999,
            seed: 1,
        }
    }
}

/// A comparison within one language.
#[derive(Clone, Debug, PartialEq)]
pub struct KeynessComparison {
    /// The language.
    pub language: Language,
    /// The tokens of the target and of the reference.
    pub tokens: [u64; 2],
    /// The documents with tokens on each side.
    pub documents: [u64; 2],
    /// The size of the family of tests: the units that occur on any side.
    pub tests: u64,
    /// Whether whole documents can show anything: `None` where they are on both sides, or a list is compared with.
    pub can_be_key: Option<bool>,
    /// The units that are frequent enough, in ascending order.
    pub units: Vec<KeynessUnit>,
}

/// Below it, a rate or a chance of errors is small.
const SMALL: f64 = 0.05;

/// The results of a comparison for one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct KeynessUnit {
    /// The unit.
    pub unit: u32,
    /// How often it occurs on each side.
    pub frequency: [u64; 2],
    /// In how many documents of each side it occurs.
    pub documents: [u64; 2],
    /// The measures of its frequencies, in the order of [`keyness_measures`].
    pub measures: Vec<Option<f64>>,
    /// The bounds of the log ratio, each for itself; open where the count on its side is 0.
    pub log_ratio_interval: [Option<f64>; 2],
    /// G² of its document frequencies, signed.
    pub documents_g2: Option<f64>,
    /// log₁₀ of the p-value of `documents_g2`.
    pub documents_log10_p: Option<f64>,
    /// The log ratio of its document frequencies.
    pub documents_log_ratio: Option<f64>,
    /// DPnorm among the documents of each side.
    pub dp_norm: [Option<f64>; 2],
    /// In how many documents of the target it is key on its own: with a G² of at least 3.84 against the whole
    /// reference.
    pub key_documents: u64,
    /// The share of labellings of whole documents that differ at least as much; `None` if a document is on both sides.
    pub permutation_p: Option<f64>,
    /// The same, corrected for all units of the comparison that occur in [`FEWEST_DOCUMENTS`] documents or more; `None` for others, and
    /// where there are too few documents for any p below 5 %.
    pub permutation_q: Option<f64>,
    /// The false discovery rate of the same labellings, among the units whose G² (of their own two cells) is below 5 % by Bonferroni; at most
    /// `permutation_q`: where any false one is unlikely, few are false. `None` where no unit of the comparison has a `permutation_q` below 5 %:
    /// there the sides may be alike, and it says nothing.
    pub permutation_fdr: Option<f64>,
    /// The false discovery rate (Benjamini and Hochberg) of G².
    pub q: Option<Corrected>,
    /// The p-value of G², corrected by Bonferroni.
    pub bonferroni: Option<Corrected>,
}

impl KeynessUnit {
    /// Whether whole documents show it to be key: the sides differ, and of the units that differ as much few are false.
    pub fn is_key(&self) -> bool {
        self.permutation_fdr.is_some_and(|rate| rate < SMALL)
    }

    /// Whether it is shown to be nearly as frequent on both sides. That no difference is shown is not enough: a rare unit shows nothing.
    pub fn is_lockword(&self) -> bool {
        self.log_ratio_interval.iter().all(|bound| bound.is_some_and(|bound| bound.abs() <= NEARLY_EQUAL))
    }
}

/// A log ratio of this much is 1.4 times as frequent.
const NEARLY_EQUAL: f64 = 0.5;

/// A unit in fewer documents shows nothing of documents, and does not belong to the family of the permutation test.
pub const FEWEST_DOCUMENTS: u64 = 4;

/// χ² with one degree of freedom at 5 %.
const CRITICAL_G2: f64 = 3.841_458_820_694_124;

/// The measures of a comparison over a family of `tests` tests, which is also the number of types that are smoothed.
pub fn keyness_measures(parameters: &KeynessParameters, tests: u64) -> Vec<KeynessMeasure> {
    let prior = Prior::Flat { pseudocount: parameters.pseudocount, types: tests.max(1) };
    let family = Family::new(parameters.confidence, tests.max(1));
    family
        .into_iter()
        .flat_map(|family| KeynessMeasure::all(family, parameters.simple_maths, prior))
        .collect()
}

/// Compares the classes of two sides, with one comparison for each language that both sides have. `side` returns the
/// side of a class, or `None` if it is on neither.
///
/// ```
/// use textmill_frequency::{
///     ClassPostings, CountingUnit, KeynessParameters, SegmentClasses, Side, Units, compare,
/// };
/// # use std::borrow::Cow;
/// # use textmill_corpus::*;
/// # struct Lower;
/// # impl WordRules for Lower {
/// #     fn normal_form<'a>(&self, _: Language, surface: &'a str) -> Cow<'a, str> { surface.to_lowercase().into() }
/// #     fn stem<'a>(&self, _: Language, term: &'a str) -> Cow<'a, str> { term.into() }
/// #     fn is_stop_word(&self, _: Language, _: &str) -> bool { false }
/// # }
/// # fn corpus(documents: &[(&str, &str)]) -> TokenizedCorpus {
/// #     let mut part = PartialCorpus::default();
/// #     for &(path, text) in documents {
/// #         part.begin_document(Document {
/// #             path: path.to_owned(),
/// #             text_bytes: text.len() as u64,
/// #             text_hash: 0,
/// #             title: None,
/// #             date: None,
/// #             published: None,
/// #             genre: Genre::Plain,
/// #             language: Language::UNDETERMINED,
/// #             metadata: Metadata::default(),
/// #         });
/// #         part.begin_segment(&Segment::plain(SegmentKind::Paragraph, Span::new(0..text.len())));
/// #         part.begin_sentence(0, text.split(' ').count());
/// #         text.split(' ').for_each(|word| part.push_tokens(word, &[[0, word.len() as u32]], &[]));
/// #     }
/// #     TokenizedCorpus::merge(vec![part], &Lower, &Selection::default())
/// # }
///
/// let corpus = corpus(&[("new", "river river river rose"), ("old", "lake lake lake rose")]);
/// let units = Units::new(corpus.vocabulary(), CountingUnit::Term);
/// let classes = SegmentClasses::new(&corpus, |document, _| Some(document.path.as_str()));
/// let postings = ClassPostings::new(&corpus, &units, &classes);
///
/// // Class 0 is "new", class 1 is "old".
/// let side = |class: usize| Some(if class == 0 { Side::Target } else { Side::Reference });
/// let comparison = compare(&postings, &units, &side, &KeynessParameters::default()).remove(0);
/// assert_eq!((comparison.tokens, comparison.tests), ([4, 4], 3));
///
/// // "rose" occurs twice, less often than `min_frequency`, and has no row.
/// assert_eq!(comparison.units.len(), 2);
/// let river = &comparison.units[1];
/// assert_eq!((units.words().text(river.unit as usize), river.frequency), ("river", [3, 0]));
/// ```
pub fn compare(
    postings: &ClassPostings,
    units: &Units<'_>,
    side: &dyn Fn(usize) -> Option<Side>,
    parameters: &KeynessParameters,
) -> Vec<KeynessComparison> {
    let side_of_part: Vec<Option<Side>> = postings.parts().iter().map(|part| side(part.class)).collect();
    let languages = postings.postings().sizes().iter();
    languages
        .filter_map(|(&language, sizes)| {
            Sides::new(postings, &side_of_part, sizes)?.compare(language, units, parameters)
        })
        .collect()
}

/// A list of words and frequencies from outside the corpus, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceList {
    /// How often each unit of the corpus occurs in the list.
    pub frequency: Vec<u64>,
    /// The frequencies of the units of the list that are not in the corpus.
    pub others: Vec<u64>,
    /// The number of tokens that the list was made from, at least the sum of the frequencies.
    pub tokens: u64,
}

/// Compares the classes that are the target with a list in one language. Units that are only in the list belong to the
/// family of tests, but have no row. `None` if either side has no tokens.
pub fn compare_with_list(
    postings: &ClassPostings,
    units: &Units<'_>,
    is_target: &dyn Fn(usize) -> bool,
    language: Language,
    list: &ReferenceList,
    parameters: &KeynessParameters,
) -> Option<KeynessComparison> {
    let side = |part: &ClassPart| is_target(part.class).then_some(Side::Target);
    let side_of_part: Vec<Option<Side>> = postings.parts().iter().map(side).collect();
    let sizes = postings.postings().sizes().get(&language)?;
    let reference = (list.tokens > 0).then_some(Reference::List(list))?;
    Sides::with_reference(postings, &side_of_part, sizes, reference)?.compare(language, units, parameters)
}

/// What a target is compared with.
#[derive(Clone, Copy)]
enum Reference<'a> {
    /// The documents on the side of the reference.
    Documents(PartsSummary),
    List(&'a ReferenceList),
}

/// Two sides in one language: a view of postings.
struct Sides<'a> {
    postings: &'a ClassPostings,
    side_of_part: &'a [Option<Side>],
    /// The tokens that each document has on each side.
    sizes: [Vec<u64>; 2],
    target: PartsSummary,
    reference: Reference<'a>,
}

impl<'a> Sides<'a> {
    fn new(
        postings: &'a ClassPostings,
        side_of_part: &'a [Option<Side>],
        part_sizes: &[u64],
    ) -> Option<Self> {
        let sizes = sizes_by_side(postings, side_of_part, part_sizes);
        let reference = Reference::Documents(PartsSummary::of(sizes[1].iter().copied())?);
        let target = PartsSummary::of(sizes[0].iter().copied())?;
        Some(Self { postings, side_of_part, sizes, target, reference })
    }

    fn with_reference(
        postings: &'a ClassPostings,
        side_of_part: &'a [Option<Side>],
        part_sizes: &[u64],
        reference: Reference<'a>,
    ) -> Option<Self> {
        let sizes = sizes_by_side(postings, side_of_part, part_sizes);
        let target = PartsSummary::of(sizes[0].iter().copied())?;
        Some(Self { postings, side_of_part, sizes, target, reference })
    }

    /// The tokens of the target and of the reference.
    fn tokens(&self) -> [u64; 2] {
        let reference = match self.reference {
            Reference::Documents(summary) => summary.total_size(),
            Reference::List(list) => list.tokens,
        };
        [self.target.total_size(), reference]
    }

    /// The documents with tokens on each side; a list has none.
    fn documents(&self) -> [u64; 2] {
        let reference = match self.reference {
            Reference::Documents(summary) => summary.parts(),
            Reference::List(_) => 0,
        };
        [self.target.parts(), reference]
    }

    /// How often a unit occurs in the target and in the reference.
    fn frequency(&self, unit: u32) -> [u64; 2] {
        let mut frequency = [0; 2];
        for &(part, count) in self.postings.postings().of(unit) {
            if let Some(side) = self.side_of_part[part as usize] {
                frequency[side as usize] += u64::from(count);
            }
        }
        if let Reference::List(list) = self.reference {
            frequency[1] = list.frequency.get(unit as usize).copied().unwrap_or_default();
        }
        frequency
    }

    fn contingency(&self, [target, reference]: [u64; 2]) -> Option<Contingency> {
        let [n1, n2] = self.tokens();
        Contingency::from_samples(target, n1, reference, n2)
    }

    fn compare(
        &self,
        language: Language,
        units: &Units<'_>,
        parameters: &KeynessParameters,
    ) -> Option<KeynessComparison> {
        let of_language = |unit: &u32| units.words().language(*unit as usize) == language;
        let family: Vec<(u32, [u64; 2])> = (0..units.len() as u32)
            .filter(of_language)
            .map(|unit| (unit, self.frequency(unit)))
            .filter(|(_, frequency)| *frequency != [0, 0])
            .collect();
        let others: &[u64] = match self.reference {
            Reference::List(list) => &list.others,
            Reference::Documents(_) => &[],
        };
        let tests = (family.len() + others.len()) as u64;
        let measures = keyness_measures(parameters, tests);
        let (permutations, dense) = self.permutations(parameters);
        let corrected = self.corrected(&family, others);
        let family_of_tests = || Compared::new(tests);
        let compared = family
            .into_par_iter()
            .zip(corrected)
            .filter(|((_, [target, reference]), _)| target + reference >= parameters.min_frequency)
            .fold(family_of_tests, |mut compared, ((unit, frequency), [q, bonferroni])| {
                let (unit, differences) = self.unit(
                    unit,
                    frequency,
                    &measures,
                    permutations.as_ref(),
                    &dense,
                    parameters.confidence,
                );
                compared.add(KeynessUnit { q, bonferroni, ..unit }, differences);
                compared
            })
            .reduce(family_of_tests, Compared::and);
        Some(KeynessComparison {
            language,
            tokens: self.tokens(),
            documents: self.documents(),
            tests,
            can_be_key: compared.can_be_key(),
            units: compared.units(),
        })
    }

    /// The labellings of the documents, where each is on one side, and the number of each document among those with tokens.
    fn permutations(&self, parameters: &KeynessParameters) -> (Option<Permutations>, Vec<u32>) {
        let mut dense = vec![0; self.sizes[0].len()];
        let (mut targets, mut sizes, mut is_parted) = (Vec::new(), Vec::new(), true);
        for (document, (&target, &reference)) in self.sizes[0].iter().zip(&self.sizes[1]).enumerate() {
            is_parted &= target == 0 || reference == 0;
            if target + reference > 0 {
                dense[document] = sizes.len() as u32;
                targets.push(target > 0);
                sizes.push(target + reference);
            }
        }
        let permutations = (is_parted && matches!(self.reference, Reference::Documents(_)))
            .then(|| Permutations::new(parameters.seed, parameters.permutations, &targets, &sizes))
            .flatten();
        (permutations, dense)
    }

    /// The documents of each side in which a unit occurs.
    fn occurrences(&self, unit: u32) -> [Vec<(u32, PartCount)>; 2] {
        let mut documents: [Vec<(u32, PartCount)>; 2] = [Vec::new(), Vec::new()];
        for &(part, count) in self.postings.postings().of(unit) {
            let Some(side) = self.side_of_part[part as usize] else { continue };
            let document = self.postings.parts()[part as usize].document.0;
            let of_side = &mut documents[side as usize];
            match of_side.last_mut() {
                Some((last, part)) if *last == document => part.count += u64::from(count),
                _ => {
                    let size = self.sizes[side as usize][document as usize];
                    of_side.push((document, PartCount { count: count.into(), size }));
                }
            }
        }
        documents
    }

    fn unit(
        &self,
        unit: u32,
        frequency: [u64; 2],
        measures: &[KeynessMeasure],
        permutations: Option<&Permutations>,
        dense: &[u32],
        confidence: f64,
    ) -> (KeynessUnit, Option<Differences>) {
        let occurrences = self.occurrences(unit);
        let documents = [0, 1].map(|side| occurrences[side].len() as u64);
        let counts = || -> Vec<(u32, u32)> {
            let all = occurrences.iter().flatten();
            all.map(|(document, part)| (dense[*document as usize], part.count as u32)).collect()
        };
        let is_of_family = documents[0] + documents[1] >= FEWEST_DOCUMENTS;
        let differences = permutations
            .filter(|_| is_of_family)
            .and_then(|permutations| permutations.differences(&counts()));
        let permutation_p = match &differences {
            Some(differences) => Some(differences.p_value()),
            None => permutations.and_then(|permutations| permutations.p_value(&counts())),
        };
        let parts =
            occurrences.map(|side| -> Vec<PartCount> { side.into_iter().map(|(_, part)| part).collect() });
        let [_, n2] = self.tokens();
        let [d1, d2] = self.documents();
        let is_key = |part: &&PartCount| {
            Contingency::from_samples(part.count, part.size, frequency[1], n2)
                .and_then(|table| KeynessMeasure::LogLikelihood.of(&table))
                .is_some_and(|g2| g2 >= CRITICAL_G2)
        };
        let table = self.contingency(frequency);
        // A list says nothing of documents.
        let of_documents = Contingency::from_samples(documents[0], d1, documents[1], d2).filter(|_| d2 > 0);
        let by_documents = |measure: KeynessMeasure| measure.of(of_documents.as_ref()?);
        let reference_dp_norm = match &self.reference {
            Reference::Documents(summary) => Dispersion::gries_dp_norm_of(&parts[1], summary),
            Reference::List(_) => None,
        };
        let unit = KeynessUnit {
            unit,
            frequency,
            documents,
            log_ratio_interval: table.map_or([None; 2], |table| log_ratio_interval(&table, confidence)),
            measures: measures.iter().map(|measure| measure.of(table.as_ref()?)).collect(),
            documents_g2: by_documents(KeynessMeasure::LogLikelihood),
            documents_log10_p: by_documents(KeynessMeasure::LogLikelihoodP),
            documents_log_ratio: by_documents(KeynessMeasure::LogRatioHardie),
            dp_norm: [Dispersion::gries_dp_norm_of(&parts[0], &self.target), reference_dp_norm],
            key_documents: parts[0].iter().filter(is_key).count() as u64,
            permutation_p,
            permutation_q: None,
            permutation_fdr: None,
            q: None,
            bonferroni: None,
        };
        (unit, differences)
    }

    /// The p of G² of each unit of the family, corrected for all of them and for those that are in the list only: false discovery
    /// rate and Bonferroni.
    fn corrected(&self, family: &[(u32, [u64; 2])], others: &[u64]) -> Vec<[Option<Corrected>; 2]> {
        let p = |frequency: [u64; 2]| KeynessMeasure::LogLikelihoodP.of(&self.contingency(frequency)?);
        let mut all: Vec<Option<f64>> = family.par_iter().map(|(_, frequency)| p(*frequency)).collect();
        all.extend(others.iter().map(|&reference| p([0, reference])));
        let none = || vec![None; all.len()];
        let tests = all.len() as u64;
        let q = benjamini_hochberg(&all, tests).unwrap_or_else(none);
        let bonferroni = bonferroni(&all, tests).unwrap_or_else(none);
        q.into_iter().zip(bonferroni).take(family.len()).map(|(q, bonferroni)| [q, bonferroni]).collect()
    }
}

/// Units that were compared, with what corrects for all of them.
struct Compared {
    units: Vec<(KeynessUnit, Option<Shown>)>,
    largest: LargestDifferences,
    found: FalseDiscoveries,
}

/// What whole documents show of a unit that belongs to the family.
struct Shown {
    /// Its observed difference.
    difference: f64,
    /// Its rank among the labellings, where its G² counts.
    rank: Option<u32>,
}

impl Compared {
    /// None yet, of a family of so many tests: false ones are counted among those whose G² holds for all of them.
    fn new(tests: u64) -> Self {
        let found = FalseDiscoveries::new(least_g2(SMALL, tests));
        Self { units: Vec::new(), largest: LargestDifferences::default(), found }
    }

    fn add(&mut self, unit: KeynessUnit, differences: Option<Differences>) {
        let shown = differences.map(|differences| {
            self.largest.add(&differences);
            Shown { difference: differences.observed, rank: self.found.add(&differences) }
        });
        self.units.push((unit, shown));
    }

    fn and(mut self, more: Self) -> Self {
        self.units.extend(more.units);
        self.largest.join(&more.largest);
        self.found.join(&more.found);
        self
    }

    /// Whether any p can be below 5 %; nothing where no unit was permuted.
    fn can_be_key(&self) -> Option<bool> {
        let is_permuted = self.units.iter().any(|(unit, _)| unit.permutation_p.is_some());
        let has_family = self.units.iter().any(|(_, shown)| shown.is_some());
        is_permuted.then(|| has_family && self.largest.smallest_p_value() < SMALL)
    }

    /// Whether the sides differ at all, more than chance does: whether the corrected p of any unit is small.
    fn has_differences(&self) -> bool {
        let shown = self.units.iter().filter_map(|(_, shown)| shown.as_ref());
        let largest = shown.map(|shown| shown.difference).max_by(f64::total_cmp);
        largest.is_some_and(|largest| self.largest.p_value_of(largest) < SMALL)
    }

    /// The units with the corrected p of each.
    fn units(self) -> Vec<KeynessUnit> {
        let (can_be_key, has_differences) = (self.can_be_key() == Some(true), self.has_differences());
        let Self { units, largest, found } = self;
        let rates = found.rates();
        let corrected = |(unit, shown): (KeynessUnit, Option<Shown>)| {
            let Some(shown) = shown.filter(|_| can_be_key) else { return unit };
            let permutation_q = largest.p_value_of(shown.difference);
            let rate = shown.rank.map_or(1.0, |rank| rates.of(rank));
            let permutation_fdr = has_differences.then_some(rate.min(permutation_q));
            KeynessUnit { permutation_q: Some(permutation_q), permutation_fdr, ..unit }
        };
        units.into_par_iter().map(corrected).collect()
    }
}

/// The tokens that each document has on each side, given those of each part.
fn sizes_by_side(
    postings: &ClassPostings,
    side_of_part: &[Option<Side>],
    part_sizes: &[u64],
) -> [Vec<u64>; 2] {
    let mut sizes = [vec![0; postings.documents()], vec![0; postings.documents()]];
    for ((part, side), size) in postings.parts().iter().zip(side_of_part).zip(part_sizes) {
        if let Some(side) = side {
            sizes[*side as usize][part.document.index()] += size;
        }
    }
    sizes
}
