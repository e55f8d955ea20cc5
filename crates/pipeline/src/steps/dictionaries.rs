//! How often the patterns of dictionaries match, and where.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use foldhash::fast::FixedState;
use rayon::prelude::*;
use textmill_corpus::{DocumentId, SurfaceId, TokenizedCorpus};
use textmill_dictionary::{Lookup, LookupRoom, Match, Scope};
use textmill_frequency::{CountingUnit, SegmentClasses, Units};
use textmill_measures::rate_interval;
use textmill_report::{
    DictionaryDocument, DictionaryGroup, DictionaryMatch, DictionaryResults, KeyCount, Results, Warning,
    WarningKind,
};

use crate::{
    RunError,
    attributes::Attribute,
    corpus_part::iso_date,
    counted_run::CountedRun,
    dictionary_words::{NamedDictionary, negations},
    observer::go_on,
    period::{PeriodNames, Span},
    word_index::WordIndex,
};

/// An attribute of more values is a list of names, and has no rows.
const MOST_VALUES: usize = 50;
/// So many words on each side of an example are shown.
const EXAMPLE_WORDS: usize = 6;

/// Counts the matches of all dictionaries.
pub(crate) fn count_dictionaries(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let (plan, results) = (run.plan, &run.results);
    let terms = results.corpus.vocabulary().terms();
    let index = WordIndex::new(terms);
    let is_negation = negations(&plan.config.dictionaries.negation, terms)?;
    let levels = levels(run);
    let mut found = Vec::new();
    let mut warnings = Vec::new();
    for dictionary in &plan.dictionaries {
        go_on(run.observer)?;
        let search = Search {
            corpus: &results.corpus,
            units: &Units::new(results.corpus.vocabulary(), CountingUnit::Term),
            dictionary,
            lookup: &dictionary.lookup(&index, &results.counts.totals.terms.frequency),
            scope: plan.config.dictionaries.scope.scope(),
            is_negation: &is_negation,
            negation_words: plan.config.dictionaries.negation_words as usize,
            levels: &levels,
        };
        let tallies = search.tallies();
        let result =
            search.results(&tallies, &plan.config.dictionaries.positive, &plan.config.dictionaries.negative);
        warnings.extend(dictionary.warnings.iter().cloned());
        warnings.extend(unused_warning(&result, results));
        found.push(result);
    }
    run.results.dictionaries = found;
    run.results.account.warnings.extend(warnings);
    Ok(())
}

/// A dictionary of which nothing is found is of another language, or was read wrongly.
fn unused_warning(found: &DictionaryResults, results: &Results) -> Option<Warning> {
    let is_counted = results.counts.totals.terms.tokens() > 0;
    (found.matches.is_empty() && is_counted).then(|| {
        let warning = format!(
            "none of its {} patterns matches a word that is counted; is it of another language, or read in another format or encoding than \
             it is written in?",
            found.unused.len()
        );
        Warning::new(WarningKind::Dictionary, found.name.as_str(), warning)
    })
}

/// Something that parts the counted segments, and the part of each.
struct Level {
    name: String,
    classes: SegmentClasses,
}

/// What parts the documents and what is said in them; each value has its counts.
fn levels(run: &CountedRun<'_>) -> Vec<Level> {
    let corpus = &run.results.corpus;
    let dates = corpus.documents().iter().filter_map(iso_date);
    let span = Span::of_config(run.plan.config.trends.period, dates.clone());
    let mut attributes = vec![
        ("group".to_owned(), Attribute::Group),
        ("source".to_owned(), Attribute::Source),
        ("genre".to_owned(), Attribute::Genre),
        ("speaker".to_owned(), Attribute::Speaker),
        ("role".to_owned(), Attribute::Role),
        ("period".to_owned(), Attribute::Period(PeriodNames::new(span, dates))),
    ];
    let columns = corpus.documents().iter().flat_map(|document| document.metadata.attributes.keys());
    let columns: BTreeSet<String> = columns.map(|name| name.to_string()).collect();
    attributes.extend(columns.into_iter().map(|name| (name.clone(), Attribute::Column(name))));
    let level = |(name, attribute): (String, Attribute)| {
        let classes = attribute.counted_classes(corpus);
        let values = classes.names().len();
        let is_shown = match attribute {
            Attribute::Column(_) => (2..=MOST_VALUES).contains(&values),
            Attribute::Speaker | Attribute::Role => values > 0,
            _ => values > 1,
        };
        is_shown.then_some(Level { name, classes })
    };
    attributes.into_iter().filter_map(level).collect()
}

/// Looks for one dictionary in the documents.
struct Search<'a> {
    corpus: &'a TokenizedCorpus,
    units: &'a Units<'a>,
    dictionary: &'a NamedDictionary,
    lookup: &'a Lookup,
    scope: Scope,
    /// Which terms negate what follows; empty for none.
    is_negation: &'a [bool],
    negation_words: usize,
    levels: &'a [Level],
}

/// Matches that are not negated, and those that are.
type Counts = [u64; 2];
/// An entry, and the terms that it matched.
type Matched = (u32, Vec<u32>);

/// What was found in one document.
#[derive(Default)]
struct Tally<'a> {
    tokens: u64,
    /// In the order of the entries and of the terms that matched.
    found: Vec<(Matched, Found<'a>)>,
    /// By level and class.
    parts: BTreeMap<(usize, usize), Part>,
}

/// What was found in a part of a document: its tokens, and the counts by key.
#[derive(Clone, Default)]
struct Part {
    tokens: u64,
    keys: BTreeMap<u32, Counts>,
}

impl Part {
    fn add(&mut self, other: &Self) {
        self.tokens += other.tokens;
        for (key, counts) in &other.keys {
            let own = self.keys.entry(*key).or_default();
            (0..2).for_each(|which| own[which] += counts[which]);
        }
    }
}

struct Found<'a> {
    key: u32,
    counts: Counts,
    /// The segment and the sentence of the first match, and its place there.
    segment: u32,
    sentence: &'a [SurfaceId],
    place: Match,
}

/// The memory that a thread works in.
#[derive(Default)]
struct Room {
    lookup: LookupRoom,
    sentence: Vec<u32>,
}

impl<'a> Search<'a> {
    fn tallies(&self) -> Vec<Tally<'a>> {
        let documents: Vec<DocumentId> = self.corpus.document_ids().collect();
        documents
            .par_iter()
            .map_init(Room::default, |room, document| self.in_document(*document, room))
            .collect()
    }

    fn in_document(&self, document: DocumentId, room: &mut Room) -> Tally<'a> {
        let mut found: HashMap<Matched, Found<'a>, FixedState> = HashMap::default();
        let mut parts: BTreeMap<(usize, usize), Part> = BTreeMap::new();
        let mut tokens = 0;
        // Most segments are of the same classes as the one before them: their counts are added to these together.
        let mut run = (Vec::new(), Part::default());
        for segment in self.corpus.counted_segments_of(document) {
            let classes = self.levels.iter().map(|level| level.classes.of(document, segment.id()));
            let classes: Vec<(usize, usize)> =
                classes.enumerate().filter_map(|(level, class)| Some((level, class?))).collect();
            if classes != run.0 {
                add_to_parts(&mut parts, &run);
                run = (classes, Part::default());
            }
            for sentence in segment.sentences() {
                let of_sentence =
                    self.in_sentence(segment.id().0, sentence.tokens, room, &mut found, &mut run.1.keys);
                run.1.tokens += of_sentence;
                tokens += of_sentence;
            }
        }
        add_to_parts(&mut parts, &run);
        let mut found: Vec<(Matched, Found<'a>)> = found.into_iter().collect();
        found.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Tally { tokens, found, parts }
    }

    /// Adds the matches of a sentence. Returns how many of its tokens are of the language.
    fn in_sentence(
        &self,
        segment: u32,
        sentence: &'a [SurfaceId],
        room: &mut Room,
        found: &mut HashMap<Matched, Found<'a>, FixedState>,
        keys: &mut BTreeMap<u32, Counts>,
    ) -> u64 {
        let Room { lookup, sentence: run } = room;
        run.clear();
        run.extend(sentence.iter().map(|surface| self.units.of(*surface)));
        for place in self.lookup.find(run, self.scope, lookup) {
            let negated = usize::from(self.is_negated(run, *place));
            let end = (place.start + place.length) as usize;
            let matched = run[place.start as usize..end].to_vec();
            let new = || Found { key: place.key, counts: [0, 0], segment, sentence, place: *place };
            found.entry((place.entry, matched)).or_insert_with(new).counts[negated] += 1;
            keys.entry(place.key).or_default()[negated] += 1;
        }
        match self.dictionary.language {
            None => run.len() as u64,
            Some(_) => run.iter().filter(|term| self.is_of_language(**term)).count() as u64,
        }
    }

    fn is_of_language(&self, term: u32) -> bool {
        self.dictionary.language.is_none_or(|language| self.units.words().language(term as usize) == language)
    }

    fn is_negated(&self, sentence: &[u32], place: Match) -> bool {
        let start = place.start as usize;
        let before = &sentence[start.saturating_sub(self.negation_words)..start];
        before.iter().any(|term| self.is_negation.get(*term as usize) == Some(&true))
    }

    fn results(&self, tallies: &[Tally<'a>], positive: &[String], negative: &[String]) -> DictionaryResults {
        let keys = self.dictionary.dictionary.key_names();
        let is_named = |path: &[String], names: &[String]| {
            let last = path.last().map(|name| name.to_lowercase());
            names.iter().any(|name| last.as_ref() == Some(&name.to_lowercase()))
        };
        let pole = |names: &[String]| -> Vec<u32> {
            let keys = (0_u32..).zip(self.dictionary.dictionary.keys());
            keys.filter(|(_, path)| is_named(path, names)).map(|(key, _)| key).collect()
        };
        let (matches, unused) = self.matches(tallies);
        DictionaryResults {
            name: self.dictionary.name.clone(),
            documents: self.documents(tallies),
            groups: self.groups(tallies, keys.len()),
            matches,
            unused,
            poles: [pole(positive), pole(negative)],
            has_weights: self.dictionary.dictionary.has_weights(),
            keys,
        }
    }

    fn documents(&self, tallies: &[Tally<'a>]) -> Vec<DictionaryDocument> {
        let entries = self.dictionary.dictionary.entries();
        let document = |(document, tally): (usize, &Tally<'a>)| {
            let mut counts: BTreeMap<u32, KeyCount> = BTreeMap::new();
            for ((entry, _), found) in &tally.found {
                let count = counts.entry(found.key).or_default();
                count.count += found.counts[0];
                count.negated += found.counts[1];
                count.different += 1;
                if let Some(weight) = entries.get(*entry as usize).and_then(|entry| entry.weight) {
                    count.weights.0 += weight * found.counts[0] as f64;
                    count.weights.1 += found.counts[0];
                }
            }
            DictionaryDocument { document, tokens: tally.tokens, keys: counts.into_iter().collect() }
        };
        tallies.iter().enumerate().filter(|(_, tally)| tally.tokens > 0).map(document).collect()
    }

    /// The rates of each key in each part, those of all documents first.
    fn groups(&self, tallies: &[Tally<'a>], keys: usize) -> Vec<DictionaryGroup> {
        let whole = |tally: &Tally<'a>| {
            let mut whole = Part { tokens: tally.tokens, keys: BTreeMap::new() };
            for (_, found) in &tally.found {
                let counts = whole.keys.entry(found.key).or_default();
                (0..2).for_each(|which| counts[which] += found.counts[which]);
            }
            whole
        };
        let whole: Vec<Part> = tallies.iter().map(whole).collect();
        let mut groups = group_rows("all", "", &whole.iter().collect::<Vec<_>>(), keys);
        let mut parts: BTreeMap<(usize, usize), Vec<&Part>> = BTreeMap::new();
        for (class, part) in tallies.iter().flat_map(|tally| &tally.parts) {
            parts.entry(*class).or_default().push(part);
        }
        for ((level, class), parts) in parts {
            let Some(Level { name, classes }) = self.levels.get(level) else { continue };
            let value = classes.names().get(class).map_or("", String::as_str);
            groups.extend(group_rows(name, value, &parts, keys));
        }
        groups
    }

    /// What each pattern matched, and the patterns that matched nothing.
    fn matches(&self, tallies: &[Tally<'a>]) -> (Vec<DictionaryMatch>, Vec<(u32, String, &'static str)>) {
        let entries = self.dictionary.dictionary.entries();
        let words = self.units.words();
        let mut all: HashMap<&Matched, DictionaryMatch, FixedState> = HashMap::default();
        for (document, tally) in tallies.iter().enumerate() {
            for (matched, found) in &tally.found {
                let row = all.entry(matched).or_insert_with(|| {
                    let terms: Vec<&str> = matched.1.iter().map(|term| words.text(*term as usize)).collect();
                    DictionaryMatch {
                        key: found.key,
                        pattern: entries
                            .get(matched.0 as usize)
                            .map_or_else(String::new, |entry| entry.pattern.clone()),
                        matched: terms.join(" "),
                        example: (document, found.segment, self.example(found)),
                        ..DictionaryMatch::default()
                    }
                });
                row.count += found.counts[0];
                row.negated += found.counts[1];
                row.documents += 1;
            }
        }
        let mut is_used = vec![false; entries.len()];
        let mut rows: Vec<(&Matched, DictionaryMatch)> = all.into_iter().collect();
        rows.iter().for_each(|((entry, _), _)| is_used[*entry as usize] = true);
        let order = |((entry, terms), row): &(&'_ Matched, DictionaryMatch)| {
            (*entry, Reverse(row.count + row.negated), terms.clone())
        };
        rows.sort_by_cached_key(order);
        let unused = entries.iter().enumerate().filter(|(entry, _)| !is_used[*entry]);
        let unused =
            unused.map(|(number, entry)| (entry.key, entry.pattern.clone(), self.why_unused(number)));
        (rows.into_iter().map(|(_, row)| row).collect(), unused.collect())
    }

    fn why_unused(&self, entry: usize) -> &'static str {
        match (self.dictionary.has_words(entry), self.lookup.has_entry(entry as u32)) {
            (false, _) => "no word is in it: signs and emoticons are not counted as words",
            (true, false) => "a word of it matches no word of the documents",
            (true, true) => {
                "its words do not stand in a row in one sentence, or only inside longer matches or beside matches of the same key"
            }
        }
    }

    /// The words around a match: before, there, after.
    fn example(&self, found: &Found<'_>) -> [String; 3] {
        let surfaces = self.corpus.vocabulary().surfaces();
        let (start, end) = (found.place.start as usize, (found.place.start + found.place.length) as usize);
        let text = |tokens: &[SurfaceId]| {
            let words: Vec<&str> = tokens.iter().map(|surface| surfaces.text(surface.index())).collect();
            words.join(" ")
        };
        let last = (end + EXAMPLE_WORDS).min(found.sentence.len());
        [
            text(&found.sentence[start.saturating_sub(EXAMPLE_WORDS)..start]),
            text(&found.sentence[start..end]),
            text(&found.sentence[end..last]),
        ]
    }
}

/// Adds what was found in segments of the same classes to each of these.
fn add_to_parts(parts: &mut BTreeMap<(usize, usize), Part>, (classes, part): &(Vec<(usize, usize)>, Part)) {
    if part.tokens > 0 {
        classes.iter().for_each(|class| parts.entry(*class).or_default().add(part));
    }
}

/// The rates of all keys in a part, given its tokens and counts in each document.
fn group_rows(level: &str, value: &str, parts: &[&Part], keys: usize) -> Vec<DictionaryGroup> {
    let row = |key: u32| {
        let of_key = |part: &&Part| (part.tokens, part.keys.get(&key).copied().unwrap_or_default());
        let counted: Vec<(u64, Counts)> =
            parts.iter().map(of_key).filter(|(tokens, _)| *tokens > 0).collect();
        let clusters: Vec<(f64, u64)> =
            counted.iter().map(|(tokens, counts)| (counts[0] as f64, *tokens)).collect();
        DictionaryGroup {
            level: level.to_owned(),
            value: value.to_owned(),
            key,
            count: counted.iter().map(|(_, counts)| counts[0]).sum(),
            negated: counted.iter().map(|(_, counts)| counts[1]).sum(),
            tokens: counted.iter().map(|(tokens, _)| tokens).sum(),
            documents: counted.len() as u64,
            with_key: counted.iter().filter(|(_, counts)| counts[0] > 0).count() as u64,
            interval: rate_interval(&clusters),
        }
    };
    (0..keys as u32).into_par_iter().map(row).filter(|row| row.tokens > 0).collect()
}
