//! The topic model of a run.

use std::collections::BTreeMap;

use textmill_corpus::{Language, TokenizedCorpus};
use textmill_frequency::{Frequencies, tokens_by_language};
use textmill_report::reports::WarningRow;
use textmill_topics::{PassageRules, Passages, TopicError, TopicModel, fit};

use crate::{
    config::{Config, TopicLanguage},
    error::RunError,
    interrupt::Interrupt,
    progress::Progress,
};

/// The passages and, where there is enough text, their model.
#[derive(Debug)]
pub(crate) struct Topics {
    pub(crate) passages: Passages,
    pub(crate) model: Option<TopicModel>,
    pub(crate) warnings: Vec<WarningRow>,
}

/// Fits the model. Too little text for it is no error: the tables are empty then, and a warning says why.
pub(crate) fn model_topics(
    corpus: &TokenizedCorpus,
    stems: &Frequencies,
    config: &Config,
    progress: &Progress,
    interrupt: &Interrupt,
) -> Result<Topics, RunError> {
    let mut topics = Topics { passages: Passages::default(), model: None, warnings: Vec::new() };
    let Some(params) = config.topic_params() else {
        if config.reports.wants_topics() {
            let warning = "no topic model was asked for (topics.k = 0)";
            topics.warnings.push(WarningRow::new("topics", "topics.k", warning));
        }
        return Ok(topics);
    };
    let tokens = tokens_by_language(corpus.vocabulary().stems(), stems);
    let language = match config.topic_language()? {
        TopicLanguage::All => None,
        TopicLanguage::One(language) => Some(language),
        TopicLanguage::Main => main_language(&tokens),
    };
    topics.warnings.extend(left_out(&tokens, language));
    topics.passages = Passages::cut(corpus, &PassageRules { language, ..PassageRules::default() });
    match params.check(&topics.passages) {
        Ok(params) => {
            let stage = progress.steps("topics", params.sweeps().into());
            let model = fit(&topics.passages, &params, |_| {
                stage.advance(1);
                interrupt.flow()
            });
            topics.model = Some(model.map_err(|_| RunError::Interrupted)?);
        }
        Err(error @ TopicError::Parameter { .. }) => return Err(error.into()),
        Err(reason) => {
            topics.warnings.push(WarningRow::new("topics", "topics.csv", format!("failed to {reason}")))
        }
    }
    Ok(topics)
}

/// The language of the most tokens; of equal ones the first by code.
fn main_language(tokens: &BTreeMap<Language, u64>) -> Option<Language> {
    tokens.iter().rev().max_by_key(|(_, tokens)| **tokens).map(|(language, _)| *language)
}

/// A model of several languages finds the languages; so all but one are left out, and a warning says so.
fn left_out(tokens: &BTreeMap<Language, u64>, language: Option<Language>) -> Option<WarningRow> {
    let language = language?;
    let others = tokens.iter().filter(|(other, tokens)| **other != language && **tokens > 0);
    let others: Vec<String> = others.map(|(other, tokens)| format!("{other} ({tokens} tokens)")).collect();
    (!others.is_empty()).then(|| {
        let warning = format!(
            "the model reads the words of {language} only; left out: {}; topics.language chooses another language or all",
            others.join(", ")
        );
        WarningRow::new("topics", "topics.csv", warning)
    })
}
