//! `topics.csv`: the topics.

use textmill_topics::{
    STABLE,
    coherence::{C_V_WINDOW, Cooccurrences, PMI_WINDOW, UMass, WHOLE_PASSAGE, c_npmi, c_v, u_mass},
    labels::{exp_entropy, top_by},
};

use super::topic_tables::{TopicTables, TopicWeights};
use crate::{AppliedTopics, Need, Real, ReportEntry, Text, TopicResults, columns::report};

report! {
    /// A topic.
    TopicRow in "topics.csv", one row is "a topic";
    topic: u64, "", "The number of the topic; 1 for the most prevalent.";
    status: Text, "", "stable; unstable, if other chains of the sampler find it too differently (stability below 0.5): without topics.show_unstable it has no words here, and data/topic_trace.csv says whether more sweeps may help; empty, if there is only one chain. Of a model that is kept (topics.keep), that of the documents that it was fitted to; what needs the model's sampler is empty then.";
    label: Text, "", "Its four words with the largest FREX.";
    prevalence: Real, "share", "Its share of all words that the model reads.";
    stability: Real, "", "How alike the chains find it: the mean over the other chains of (s - c) / (1 - c), with s = 1 - JSD (base 2) of the shares of the words in its tokens and in those of the topic that is matched with it (Hungarian method), and c the same of topics that are not matched; 1 is the same, 0 no more alike than two topics by chance.";
    passages: u64, "passages", "In how many passages it has the largest share.";
    npmi: Real, "", "Coherence: mean NPMI (natural logarithm) of the pairs of its 10 most probable words, in boolean windows of 10 words that the model reads, epsilon 1e-12; from -1 (never together) to 1 (always).";
    c_v: Real, "", "Coherence C_V of the same words (Roeder et al. 2015): mean cosine of context vectors of NPMI, window 110, gamma 1; its author advises against using it alone.";
    u_mass: Real, "", "Coherence of the same words in boolean passages: mean of ln((D(wi, wj) / D + 1e-12) / (D(wj) / D)) over the pairs with wj the more probable one (the variant of gensim); at most 0.";
    exclusivity: Real, "", "Mean of phi / sum of phi over all topics, of its 10 most probable words: 1, if no other topic has them.";
    effective_words: Real, "words", "The effective number of its words: exp of the entropy of phi.";
    alpha: Real, "", "The weight of the topic in the prior of passages, learnt unless topics.learn = false.";
    nmf_cosine: Real, "", "How alike non-negative matrix factorisation finds it: the cosine of the topic (counts times idf) and the factor that is matched with it.";
    words: Text, "", "Its 10 most probable words in their commonest spelling, the most probable first; of a model that is kept, as they are counted.";
    relevant_words: Text, "", "Its 10 most relevant words: lambda ln phi + (1 - lambda) ln(phi / p), with p the probability of the word in the model, the sum over topics of phi times prevalence (Sievert and Shirley 2014).";
    nmf_words: Text, "", "The 10 words of the matched factor with the largest weights.";
}

/// How many words of a topic are shown, and measured for coherence.
pub const TOPIC_WORDS: usize = 10;

pub(super) const ENTRY: ReportEntry =
    ReportEntry::usual::<TopicRow>(&[Need::Topics, Need::DocumentTopics], |results, set| {
        let topics = &results.topics;
        let applied = topics.applied.iter().flat_map(|applied| applied_rows(topics, applied));
        set.write(topics.tables().iter().flat_map(rows).chain(applied))
    });

/// The rows of a model that was fitted to other documents: its names and words, and how much of these documents it finds in them.
fn applied_rows(topics: &TopicResults, applied: &AppliedTopics) -> Vec<TopicRow> {
    let tokens: u64 = topics.documents.iter().map(|part| part.words).sum();
    let mut main_topics = vec![0; applied.labels.len()];
    for shares in &topics.shares {
        let larger = |best: usize, topic: usize| if shares[topic] > shares[best] { topic } else { best };
        let main = (0..shares.len()).reduce(larger);
        main.and_then(|main| main_topics.get_mut(main)).into_iter().for_each(|count| *count += 1);
    }
    let row = |topic: usize| {
        let sum: f64 = topics.documents.iter().filter_map(|part| part.topics.get(topic)).sum();
        let stability = applied.stability.get(topic).copied().flatten();
        TopicRow {
            topic: topic as u64 + 1,
            status: stability
                .map_or("", |stability| if stability >= STABLE { "stable" } else { "unstable" })
                .into(),
            label: applied.labels.get(topic).map_or("", String::as_str).into(),
            prevalence: (tokens > 0).then(|| sum / tokens as f64).into(),
            stability: stability.into(),
            passages: main_topics.get(topic).copied().unwrap_or_default(),
            words: applied.words.get(topic).map_or_else(String::new, |words| words.join(", ")).into(),
            ..TopicRow::default()
        }
    };
    (0..applied.labels.len()).map(row).collect()
}

/// The rows of topics.
fn rows(tables: &TopicTables<'_>) -> Vec<TopicRow> {
    let state = tables.state();
    let top: Vec<Vec<u32>> = (0..state.topics()).map(|topic| state.top_words(topic, TOPIC_WORDS)).collect();
    let rows = tables.passages.rows();
    let count = |window: usize| Cooccurrences::of(&rows, &top, window);
    let (near, wide, whole) = (count(PMI_WINDOW), count(C_V_WINDOW), count(WHOLE_PASSAGE));
    let mut main_topics = vec![0; state.topics()];
    (0..tables.passages.len()).for_each(|passage| main_topics[state.main_topic(passage)] += 1);
    let reading = TopicWeights::of(state);
    let terms = reading.terms(state.words());
    let labels = tables.labels();
    let row = |topic: usize| {
        let shown = |words: String| if tables.is_shown(topic) { words.into() } else { Text::default() };
        let matched = tables.second_opinion.matches.get(topic);
        let nmf_words = matched.map(|matched| matched.top_words.iter().map(|&word| word as usize));
        let status = match (tables.model.stability(topic), tables.model.is_stable(topic)) {
            (None, _) => "",
            (_, true) => "stable",
            _ => "unstable",
        };
        let top_words = &top[topic];
        TopicRow {
            topic: topic as u64 + 1,
            status: status.into(),
            label: shown(labels[topic].clone()),
            prevalence: state.prevalence(topic).into(),
            stability: tables.model.stability(topic).into(),
            passages: main_topics[topic],
            npmi: c_npmi(&near, top_words).into(),
            c_v: c_v(&wide, top_words).into(),
            u_mass: u_mass(&whole, top_words, UMass::Gensim).into(),
            exclusivity: terms.exclusivity(topic, TOPIC_WORDS).into(),
            effective_words: exp_entropy(terms.row(topic)).into(),
            alpha: state.priors().alpha[topic].into(),
            nmf_cosine: matched.map(|matched| matched.cosine).into(),
            words: shown(tables.surfaces(top_words.iter().map(|&word| word as usize))),
            relevant_words: shown(
                tables.surfaces(top_by(&terms.relevances(topic, tables.relevance), TOPIC_WORDS)),
            ),
            nmf_words: shown(nmf_words.map(|words| tables.surfaces(words)).unwrap_or_default()),
        }
    };
    (0..state.topics()).map(row).collect()
}
