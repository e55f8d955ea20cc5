//! `dictionary.csv` and its kin: what dictionaries found.

use textmill_measures::{per_million, polarity};

use crate::{DictionaryResults, KeyCount, Need, Real, ReportEntry, Results, Text, columns::report};

report! {
    /// A row of the table of dictionaries by document.
    DictionaryRow in "dictionary.csv", one row is "a document with counted words, and a key of a dictionary; keys that are not found there have a row too";
    dictionary: Text, "", "The name of the dictionary (dictionaries.use).";
    key: Text, "", "The key, its levels with . between them.";
    document: u64, "", "The number of the document in documents.csv.";
    path: Text, "", "Its path.";
    count: u64, "matches", "How often a pattern of the key matches in the sentences that count, without those that are negated. Of matches that share words, dictionaries.scope says which count.";
    negated: u64, "matches", "How often one matches behind a word of dictionaries.negation.";
    different: u64, "", "How many different words, or sequences of words, matched.";
    tokens: u64, "tokens", "The counted tokens of the document, in the language of the dictionary if it has one.";
    per_million: Real, "per million tokens", "10^6 * count / tokens.";
    mean_weight: Real, "", "The mean weight of the matches that have one and are not negated; empty without such.";
}

report! {
    /// A row of the table of dictionaries by group.
    DictionaryGroupRow in "dictionary_groups.csv", one row is "a key of a dictionary, and a part of the documents";
    dictionary: Text, "", "The name of the dictionary.";
    key: Text, "", "The key.";
    level: Text, "", "What parts the documents, or what is said in them: all, group, source, genre, speaker, role, period, or an attribute with 2 to 50 values.";
    value: Text, "", "The value; empty for all.";
    count: u64, "matches", "As in dictionary.csv.";
    negated: u64, "matches", "As in dictionary.csv.";
    tokens: u64, "tokens", "The counted tokens of the part.";
    per_million: Real, "per million tokens", "10^6 * count / tokens.";
    per_million_low: Real, "per million tokens", "Where the interval of 95 % begins: that of a rate of clustered counts, by the jackknife over the documents (Garwood 1936, Fay and Feuer 1997); as if its words were independent where there is one document, or no match.";
    per_million_high: Real, "per million tokens", "Where it ends.";
    documents: u64, "documents", "The documents that have tokens in the part.";
    with_key: u64, "documents", "Those with a match that is not negated.";
}

report! {
    /// A row of the audit of a dictionary.
    DictionaryMatchRow in "data/dictionary_matches.csv", one row is "a pattern of a dictionary, and a word or a sequence of words that it matched";
    dictionary: Text, "", "The name of the dictionary.";
    key: Text, "", "The key.";
    pattern: Text, "", "The pattern, as the file has it.";
    matched: Text, "", "The terms that it matched. Read them: thank* matches thankless too.";
    count: u64, "matches", "How often, without those that are negated.";
    negated: u64, "matches", "How often negated.";
    document_frequency: u64, "documents", "In how many documents.";
    document: u64, "", "The document of the first place.";
    path: Text, "", "Its path.";
    segment: u64, "", "The segment there, as in segments.csv.";
    left: Text, "", "The words before it, in its sentence.";
    node: Text, "", "The words there, as they are written.";
    right: Text, "", "The words behind it.";
}

report! {
    /// A row of the table of patterns without a match.
    DictionaryUnusedRow in "data/dictionary_unused.csv", one row is "a pattern of a dictionary that matches nothing that counts";
    dictionary: Text, "", "The name of the dictionary.";
    key: Text, "", "The key.";
    pattern: Text, "", "The pattern.";
    reason: Text, "", "Why.";
}

report! {
    /// A row of the table of scores.
    DictionaryScoreRow in "data/dictionary_scores.csv", one row is "a document with counted words, and a dictionary that has positive and negative keys, or weights";
    dictionary: Text, "", "The name of the dictionary.";
    document: u64, "", "The number of the document in documents.csv.";
    path: Text, "", "Its path.";
    positive: Option<u64>, "matches", "P: the matches of the keys that dictionaries.positive names, and the negated ones of those that dictionaries.negative names; empty if the dictionary has no two such sides.";
    negative: Option<u64>, "matches", "N: the matches of the keys that dictionaries.negative names, and the negated ones of the positive keys.";
    logit: Real, "", "ln((P + 1/2) / (N + 1/2)) (Lowe, Benoit, Mikhaylov and Laver 2011).";
    relative: Real, "", "(P - N) / (P + N); empty without a match.";
    absolute: Real, "", "(P - N) / tokens.";
    mean_weight: Real, "", "The mean weight of all matches that have one and are not negated.";
    tokens: u64, "tokens", "As in dictionary.csv.";
}

pub(super) const ENTRY: ReportEntry =
    ReportEntry::on_request::<DictionaryRow>(&[Need::Dictionaries], |results, set| {
        set.write(results.dictionaries.iter().flat_map(|found| document_rows(results, found)))
    });

pub(super) const GROUPS_ENTRY: ReportEntry =
    ReportEntry::on_request::<DictionaryGroupRow>(&[Need::Dictionaries], |results, set| {
        set.write(results.dictionaries.iter().flat_map(group_rows))
    });

pub(super) const MATCHES_ENTRY: ReportEntry =
    ReportEntry::on_request::<DictionaryMatchRow>(&[Need::Dictionaries], |results, set| {
        set.write(results.dictionaries.iter().flat_map(|found| match_rows(results, found)))
    });

pub(super) const UNUSED_ENTRY: ReportEntry =
    ReportEntry::on_request::<DictionaryUnusedRow>(&[Need::Dictionaries], |results, set| {
        set.write(results.dictionaries.iter().flat_map(|found| {
            found.unused.iter().map(|(key, pattern, reason)| DictionaryUnusedRow {
                dictionary: found.name.as_str().into(),
                key: key_name(found, *key),
                pattern: pattern.as_str().into(),
                reason: (*reason).into(),
            })
        }))
    });

pub(super) const SCORES_ENTRY: ReportEntry =
    ReportEntry::on_request::<DictionaryScoreRow>(&[Need::Dictionaries], |results, set| {
        set.write(results.dictionaries.iter().flat_map(|found| score_rows(results, found)))
    });

fn key_name(found: &DictionaryResults, key: u32) -> Text {
    found.keys.get(key as usize).map_or_else(Text::default, |key| key.as_str().into())
}

fn path_of(results: &Results, document: usize) -> Text {
    results
        .corpus
        .documents()
        .get(document)
        .map_or_else(Text::default, |document| document.path.as_str().into())
}

fn mean((sum, count): (f64, u64)) -> Option<f64> {
    (count > 0).then(|| sum / count as f64)
}

fn document_rows<'a>(
    results: &'a Results,
    found: &'a DictionaryResults,
) -> impl Iterator<Item = DictionaryRow> + Send + 'a {
    found.documents.iter().flat_map(move |of_document| {
        let keys = (0_u32..).zip(&found.keys).map(move |(number, key)| (key, of_document.count(number)));
        keys.map(move |(key, count)| DictionaryRow {
            dictionary: found.name.as_str().into(),
            key: key.as_str().into(),
            document: of_document.document as u64 + 1,
            path: path_of(results, of_document.document),
            count: count.count,
            negated: count.negated,
            different: count.different,
            tokens: of_document.tokens,
            per_million: per_million(count.count, of_document.tokens).into(),
            mean_weight: mean(count.weights).into(),
        })
    })
}

fn group_rows(found: &DictionaryResults) -> impl Iterator<Item = DictionaryGroupRow> + Send + '_ {
    found.groups.iter().map(move |group| DictionaryGroupRow {
        dictionary: found.name.as_str().into(),
        key: key_name(found, group.key),
        level: group.level.as_str().into(),
        value: group.value.as_str().into(),
        count: group.count,
        negated: group.negated,
        tokens: group.tokens,
        per_million: per_million(group.count, group.tokens).into(),
        per_million_low: group.interval.map(|[low, _]| low * 1e6).into(),
        per_million_high: group.interval.map(|[_, high]| high * 1e6).into(),
        documents: group.documents,
        with_key: group.with_key,
    })
}

fn match_rows<'a>(
    results: &'a Results,
    found: &'a DictionaryResults,
) -> impl Iterator<Item = DictionaryMatchRow> + Send + 'a {
    found.matches.iter().map(move |row| {
        let (document, segment, [left, node, right]) = &row.example;
        DictionaryMatchRow {
            dictionary: found.name.as_str().into(),
            key: key_name(found, row.key),
            pattern: row.pattern.as_str().into(),
            matched: row.matched.as_str().into(),
            count: row.count,
            negated: row.negated,
            document_frequency: row.documents,
            document: *document as u64 + 1,
            path: path_of(results, *document),
            segment: u64::from(*segment) + 1,
            left: left.as_str().into(),
            node: node.as_str().into(),
            right: right.as_str().into(),
        }
    })
}

fn score_rows<'a>(
    results: &'a Results,
    found: &'a DictionaryResults,
) -> impl Iterator<Item = DictionaryScoreRow> + Send + 'a {
    let [positive, negative] = &found.poles;
    let has_poles = !positive.is_empty() && !negative.is_empty();
    let is_scored = has_poles || found.has_weights;
    found.documents.iter().filter(move |_| is_scored).map(move |of_document| {
        let sum = |keys: &[u32], of_key: fn(&KeyCount) -> u64| -> u64 {
            keys.iter().map(|key| of_key(&of_document.count(*key))).sum()
        };
        let side = |own: &[u32], other: &[u32]| sum(own, |key| key.count) + sum(other, |key| key.negated);
        let (p, n) = (side(positive, negative), side(negative, positive));
        let scores = has_poles.then(|| polarity(p, n, of_document.tokens));
        let weights = of_document
            .keys
            .iter()
            .fold((0.0, 0), |sum, (_, key)| (sum.0 + key.weights.0, sum.1 + key.weights.1));
        DictionaryScoreRow {
            dictionary: found.name.as_str().into(),
            document: of_document.document as u64 + 1,
            path: path_of(results, of_document.document),
            positive: has_poles.then_some(p),
            negative: has_poles.then_some(n),
            logit: scores.map(|scores| scores.logit).into(),
            relative: scores.and_then(|scores| scores.relative).into(),
            absolute: scores.and_then(|scores| scores.absolute).into(),
            mean_weight: mean(weights).into(),
            tokens: of_document.tokens,
        }
    })
}
