//! Which topics of two saved models are the same.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::{SavedModel, divergence::divergences, matching::best_matching};

/// A topic of one model, and the topic of another that is most like it.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicMatch {
    /// The number of the topic in the old model, from 0; none for a topic that only the new one has.
    pub old: Option<usize>,
    /// That in the new model.
    pub new: Option<usize>,
    /// 1 − JSD, in bits, of the shares of the words in the tokens of both: 1 for the same topic, 0 for no word in common; none without a
    /// partner.
    pub similarity: Option<f64>,
}

/// Matches the topics of two models one to one, so that the sum of their similarities is the largest (Hungarian method). In the order of the
/// old model; topics that only the new one has come last.
pub fn match_topics(old: &SavedModel, new: &SavedModel) -> Vec<TopicMatch> {
    let (topics, others) = (old.labels().len(), new.labels().len());
    let size = topics.max(others);
    let (of_old, of_new, words) = common_shares(old, new);
    let table = divergences(&of_old, &of_new, words);
    // A topic without a partner is matched with nothing, which is as unlike as can be.
    let cost = |row: usize, column: usize| {
        if row < topics && column < others {
            table.get(row * others + column).copied().unwrap_or(1.0)
        } else {
            1.0
        }
    };
    let costs: Vec<f64> = (0..size)
        .flat_map(|row| (0..size).map(move |column| (row, column)))
        .map(|(row, column)| cost(row, column))
        .collect();
    let matches = best_matching(&costs, size);
    let mut found: Vec<TopicMatch> = (0..size)
        .map(|row| {
            let column = matches[row];
            let (old, new) = ((row < topics).then_some(row), (column < others).then_some(column));
            let similarity = old.and(new).map(|_| 1.0 - cost(row, column));
            TopicMatch { old, new, similarity }
        })
        .collect();
    found.sort_by_key(|found| (found.old.is_none(), found.old, found.new));
    found
}

/// The shares of the words in the topics of both models, row by row over all words of either, and how many words there are.
fn common_shares(old: &SavedModel, new: &SavedModel) -> (Vec<f64>, Vec<f64>, usize) {
    let mut places: HashMap<(&str, &[String]), usize, FixedState> = HashMap::default();
    for (language, units) in old.words_with_language().chain(new.words_with_language()) {
        let next = places.len();
        places.entry((language, units)).or_insert(next);
    }
    let words = places.len();
    let shares = |model: &SavedModel| -> Vec<f64> {
        let own: Vec<usize> = model.words_with_language().map(|word| places[&word]).collect();
        let mut rows = vec![0.0; model.labels().len() * words];
        for (row, counts) in rows.chunks_exact_mut(words.max(1)).zip(model.counts()) {
            let all: f64 = counts.iter().map(|(_, count)| f64::from(*count)).sum();
            for &(word, count) in counts {
                if let Some(place) = own.get(word as usize) {
                    row[*place] = f64::from(count) / all;
                }
            }
        }
        rows
    };
    (shares(old), shares(new), words)
}

#[cfg(test)]
mod tests {
    use super::match_topics;
    use crate::SavedModel;

    fn model(words: &str, topics: &str) -> SavedModel {
        let weights = vec!["0.1"; topics.matches("label").count()].join(",");
        let text = format!(
            "{{\"textmill_topic_model\":1,\"unit\":\"term\",\"language\":\"en\",\"passage_words\":[60,150],\"alpha\":[{weights}],\
             \"beta\":0.05,\"samples\":1,\"words\":[{words}],\"topics\":[{topics}]}}"
        );
        serde_json::from_str::<SavedModel>(&text).unwrap().check().unwrap()
    }

    #[test]
    fn topics_are_found_again_under_other_numbers_and_words() {
        let old = model(
            "[\"en\",[\"dam\"]],[\"en\",[\"river\"]],[\"en\",[\"tax\"]]",
            "{\"label\":\"rivers\",\"stability\":null,\"counts\":[[0,5],[1,5]]},{\"label\":\"money\",\"stability\":null,\"counts\":[[2,9]]}",
        );
        // The words have other places, and one topic is new.
        let new = model(
            "[\"en\",[\"bee\"]],[\"en\",[\"tax\"]],[\"en\",[\"river\"]],[\"en\",[\"dam\"]]",
            "{\"label\":\"bees\",\"stability\":null,\"counts\":[[0,4]]},{\"label\":\"taxes\",\"stability\":null,\"counts\":[[1,3]]},\
             {\"label\":\"dams\",\"stability\":null,\"counts\":[[2,2],[3,2]]}",
        );
        let found = match_topics(&old, &new);
        let shown: Vec<_> = found.iter().map(|found| (found.old, found.new, found.similarity)).collect();
        assert_eq!(
            shown,
            [(Some(0), Some(2), Some(1.0)), (Some(1), Some(1), Some(1.0)), (None, Some(0), None)]
        );
        let back = match_topics(&new, &old);
        assert_eq!((back[0].new, back[0].similarity), (None, None), "a topic that is gone has no partner");
    }
}
