//! The topic model of a run: fitted to its documents, or a saved one that is applied to them.

use std::collections::BTreeMap;

use textmill_corpus::{Language, SurfaceId, TokenizedCorpus};
use textmill_frequency::{Frequencies, tokens_by_language};
use textmill_report::{
    AppliedTopics, Counts, FittedTopics, TopicResults, Warning, WarningKind, reports::TOPIC_WORDS,
};
use textmill_topics::{
    Choice, Decision, FixedTopics, ModelUnit, ModelWord, PassageRules, Passages, SavedModel, TopicError,
    TopicModel, TopicParams, WordReader, choose_topics, fit, most_sweeps, second_opinion, sweeps_of_grid,
    usual_grid,
};

use super::topic_phrases::FoundPhrases;
use crate::{
    Config, Observer, RunError, TopicLanguage, TopicNumber,
    counted_run::CountedRun,
    observer::{Stage, go_on},
};

/// How many words of a factor of the second opinion are kept.
const OPINION_WORDS: usize = 10;

/// Fits the model, or applies the one that the job brings.
pub(crate) fn find_topics(run: &mut CountedRun<'_>) -> Result<(), RunError> {
    let corpus = &run.results.corpus;
    let mut warnings = Warnings::default();
    let topics = match run.model() {
        Some(applied) => apply_model(corpus, &applied.model, &mut warnings),
        None => fit_model(corpus, &run.results.counts, &run.plan.config, run.observer, &mut warnings)?,
    };
    run.results.topics = topics;
    run.results.account.warnings.extend(warnings.0);
    Ok(())
}

/// What a reader of the topics should know.
#[derive(Default)]
struct Warnings(Vec<Warning>);

impl Warnings {
    fn add(&mut self, kind: WarningKind, subject: &str, message: impl Into<String>) {
        self.0.push(Warning::new(kind, subject, message));
    }
}

/// Fits the model. Too little text for it is no error: the tables are empty then, and a warning says why.
fn fit_model(
    corpus: &TokenizedCorpus,
    counts: &Counts,
    config: &Config,
    observer: &dyn Observer,
    warnings: &mut Warnings,
) -> Result<TopicResults, RunError> {
    let mut topics = TopicResults::default();
    let Some(params) = config.topics.params() else {
        warnings.add(WarningKind::NoTopics, "topics.k", "no topic model was asked for (topics.k = 0)");
        return Ok(topics);
    };
    let (rules, phrases) = passage_rules(corpus, &counts.totals.stems, config, warnings)?;
    topics.passages = Passages::cut(corpus, &rules);
    let found = number_of_topics(&mut topics, params, config, observer)
        .and_then(|params| fitted(&topics.passages, &params, observer));
    let model = match found {
        Ok(model) => model,
        Err(TopicError::Interrupted) => return Err(RunError::Cancelled),
        Err(error @ TopicError::Parameter { .. }) => return Err(error.into()),
        Err(reason) => {
            warnings.add(WarningKind::NoTopics, "topics.csv", format!("failed to {reason}"));
            return Ok(topics);
        }
    };
    let second_opinion = second_opinion(&topics.passages, model.state(), OPINION_WORDS);
    go_on(observer)?;
    let show_unstable = config.topics.show_unstable;
    topics.shares = (0..topics.passages.len()).map(|passage| model.state().shares(passage)).collect();
    topics.fixed = Some(FixedTopics::of(model.state()));
    topics.reader =
        Some(WordReader::of_content(corpus.vocabulary(), rules.unit, rules.language, &rules.phrases));
    topics.is_shown = (0..model.topics()).map(|topic| show_unstable || model.is_stable(topic)).collect();
    warn_of_unstable(&model, show_unstable, warnings);
    let words = shown_words(corpus, &topics.passages, counts, &phrases);
    topics.fitted = Some(FittedTopics {
        model,
        second_opinion,
        rules,
        words,
        show_unstable,
        relevance: config.topics.relevance,
    });
    Ok(topics)
}

/// What the chains do not agree on, and whether more sweeps may help: only where they do not is it the text that says no more.
fn warn_of_unstable(model: &TopicModel, show_unstable: bool, warnings: &mut Warnings) {
    let unstable = (0..model.topics()).filter(|&topic| !model.is_stable(topic)).count();
    if unstable == 0 {
        return;
    }
    let (all, shown) = (model.topics(), if show_unstable { "" } else { ", which have no words here" });
    let sweeps = model.trace().points().last().map_or(0, |point| point.sweeps);
    let help = match model.trace().end() {
        Decision::Bound => {
            format!(
                "they were stopped after {sweeps} sweeps; more (topics.sweeps), fewer topics (topics.k) or topics.k = \"auto\" may help"
            )
        }
        _ => format!(
            "after {sweeps} sweeps they come no nearer to each other; fewer topics (topics.k, or \"auto\"), or more text, may help"
        ),
    };
    let warning =
        format!("the chains disagree on {unstable} of {all} topics{shown} (topics.csv: stability): {help}");
    warnings.add(WarningKind::UnstableTopics, "topics.csv", warning);
}

/// Applies a saved model: its topics are those of the documents that it was fitted to.
fn apply_model(corpus: &TokenizedCorpus, model: &SavedModel, warnings: &mut Warnings) -> TopicResults {
    let (passages, reader) = model.cut(corpus);
    let fixed = model.topics();
    let shares = (0..passages.len()).map(|passage| fixed.shares(passages.words_of(passage))).collect();
    let read: u64 = passages.tokens() as u64;
    let content = corpus.document_ids().flat_map(|document| corpus.counted_segments_of(document));
    let content: u64 =
        content.flat_map(|segment| segment.tokens()).filter(|&&token| reader.is_content(token)).count()
            as u64;
    let mut topics =
        TopicResults { is_shown: vec![true; fixed.topics()], passages, shares, ..TopicResults::default() };
    let labels: Vec<String> = model.labels().map(str::to_owned).collect();
    let all = 0..labels.len();
    topics.applied = Some(AppliedTopics {
        stability: all.clone().map(|topic| model.stability(topic)).collect(),
        words: all.map(|topic| model.top_words(topic, TOPIC_WORDS)).collect(),
        labels,
        fit: model.fit(),
    });
    let known = if content > 0 { 100.0 * read as f64 / content as f64 } else { 0.0 };
    warnings.add(
        WarningKind::AppliedModel,
        "data/topic_documents.csv",
        format!(
            "the model has {} words and knows {read} of {content} content words of these documents ({known:.1} %; data/topic_drift.csv says whether \
             that is less than of its own); data/topic_terms.csv is in the run that it was fitted in{}",
            model.words(),
            if content == 0 { "; these documents have no content words of its language" } else { "" }
        ),
    );
    topics.fixed = Some(fixed);
    topics.reader = Some(reader);
    topics
}

fn passage_rules(
    corpus: &TokenizedCorpus,
    stems: &Frequencies,
    config: &Config,
    warnings: &mut Warnings,
) -> Result<(PassageRules, FoundPhrases), RunError> {
    let tokens = tokens_by_language(corpus.vocabulary().stems(), stems);
    let language = match config.topics.language {
        TopicLanguage::All => None,
        TopicLanguage::One(language) => Some(language),
        TopicLanguage::Main => main_language(&tokens),
    };
    warnings.0.extend(left_out(&tokens, language));
    let phrases = match config.topics.phrases {
        true => FoundPhrases::find(corpus, config.topics.unit(), language, &config.ngrams.budget())?,
        false => FoundPhrases::default(),
    };
    Ok((config.topics.rules(language, phrases.words()), phrases))
}

/// The parameters with the number of topics that is asked for, or that is found.
fn number_of_topics(
    topics: &mut TopicResults,
    params: TopicParams,
    config: &Config,
    observer: &dyn Observer,
) -> Result<TopicParams, TopicError> {
    if config.topics.k != TopicNumber::Auto {
        return Ok(params);
    }
    let grid = match config.topics.grid.as_slice() {
        [] => usual_grid(topics.passages.len()),
        given => given.to_vec(),
    };
    let stage = Stage::steps(observer, "how many", sweeps_of_grid(&topics.passages, &params, &grid));
    topics.selection = choose_topics(&topics.passages, &params, &grid, &|| stage.step())?;
    let chosen =
        topics.selection.iter().find(|point| point.choice == Choice::Chosen).map(|point| point.topics);
    Ok(TopicParams { topics: chosen.unwrap_or(params.topics), ..params })
}

fn fitted(
    passages: &Passages,
    params: &TopicParams,
    observer: &dyn Observer,
) -> Result<TopicModel, TopicError> {
    let params = params.check(passages)?;
    let stage = Stage::steps(observer, "topics", most_sweeps(&params));
    fit(passages, &params, &|| stage.step())
}

/// The words of the model, and the spellings by which they are shown.
fn shown_words(
    corpus: &TokenizedCorpus,
    passages: &Passages,
    counts: &Counts,
    phrases: &FoundPhrases,
) -> Vec<(String, String)> {
    let vocabulary = corpus.vocabulary();
    let table = passages.unit().table(vocabulary);
    let surfaces = match passages.unit() {
        ModelUnit::Term => &counts.term_surfaces,
        ModelUnit::Stem => &counts.stem_surfaces,
    };
    let shown = |unit: u32| {
        let surface: Option<SurfaceId> = surfaces.get(unit as usize).copied().flatten();
        surface.map_or("", |surface| vocabulary.surfaces().text(surface.index()))
    };
    let surface = |word: &ModelWord| {
        let by_units = || word.units().iter().map(|unit| shown(*unit)).collect::<Vec<&str>>().join(" ");
        phrases.spelling(word).map_or_else(by_units, str::to_owned)
    };
    passages.words().iter().map(|word| (word.text(table), surface(word))).collect()
}

/// The language of the most tokens; of equal ones the first by code.
fn main_language(tokens: &BTreeMap<Language, u64>) -> Option<Language> {
    tokens.iter().rev().max_by_key(|(_, tokens)| **tokens).map(|(language, _)| *language)
}

/// A model of several languages finds the languages; so all but one are left out, and a warning says so.
fn left_out(tokens: &BTreeMap<Language, u64>, language: Option<Language>) -> Option<Warning> {
    let language = language?;
    let others = tokens.iter().filter(|(other, tokens)| **other != language && **tokens > 0);
    let others: Vec<String> = others.map(|(other, tokens)| format!("{other} ({tokens} tokens)")).collect();
    (!others.is_empty()).then(|| {
        let warning = format!(
            "the model reads the words of {language} only; left out: {}; topics.language chooses another language or all",
            others.join(", ")
        );
        Warning::new(WarningKind::TopicLanguages, "topics.csv", warning)
    })
}
