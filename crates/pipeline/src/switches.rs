//! Reports that a key of the configuration switches on, and what the key says if the report is asked for by its name.

use crate::{Config, ConfigError, HyphenUse, LoadedConfig, TopicNumber};

/// A report that is written on request.
pub(crate) struct Switch {
    /// The report.
    pub(crate) file: &'static str,
    /// Whether the configuration asks for it.
    pub(crate) is_on: fn(&Config) -> bool,
    /// Makes the configuration ask for it; an error if that contradicts what the person says.
    pub(crate) turn_on: fn(&mut LoadedConfig) -> Result<(), ConfigError>,
}

/// One for each report that is written on request.
pub(crate) const SWITCHES: &[Switch] = &[
    Switch { file: "dictionary.csv", is_on: has_dictionaries, turn_on: needs_dictionary },
    Switch { file: "dictionary_groups.csv", is_on: has_dictionaries, turn_on: needs_dictionary },
    Switch { file: "data/dictionary_matches.csv", is_on: has_dictionaries, turn_on: needs_dictionary },
    Switch { file: "data/dictionary_unused.csv", is_on: has_dictionaries, turn_on: needs_dictionary },
    Switch { file: "data/dictionary_scores.csv", is_on: has_dictionaries, turn_on: needs_dictionary },
    Switch {
        file: "data/skipgrams.csv",
        is_on: |config| config.ngrams.skips > 0,
        turn_on: |loaded| {
            loaded.config.ngrams.skips = 2;
            Ok(())
        },
    },
    Switch {
        file: "data/compounds.csv",
        is_on: |config| config.tokens.hyphens == HyphenUse::Both,
        turn_on: count_compounds,
    },
    Switch {
        file: "data/associations.csv",
        is_on: |config| config.collocations.all_measures,
        turn_on: |loaded| {
            loaded.config.collocations.all_measures = true;
            Ok(())
        },
    },
    Switch {
        file: "data/keyness_measures.csv",
        is_on: |config| config.keyness.all_measures,
        turn_on: |loaded| {
            loaded.config.keyness.all_measures = true;
            Ok(())
        },
    },
    Switch {
        file: "data/expressions.csv",
        is_on: |config| !config.collocations.expressions.is_empty(),
        turn_on: |loaded| {
            loaded.config.collocations.expressions = vec![2, 3];
            Ok(())
        },
    },
    Switch {
        file: "evidence.csv",
        is_on: |config| config.evidence.places > 0,
        turn_on: |loaded| {
            loaded.config.evidence.places = 1;
            Ok(())
        },
    },
    Switch {
        file: "data/document_topics_long.csv",
        is_on: |config| config.topics.long,
        turn_on: |loaded| {
            loaded.config.topics.long = true;
            Ok(())
        },
    },
    Switch {
        file: "data/topic_selection.csv",
        is_on: |config| config.topics.k == TopicNumber::Auto,
        turn_on: search_for_topics,
    },
];

fn has_dictionaries(config: &Config) -> bool {
    !config.dictionaries.r#use.is_empty()
}

/// There is no dictionary but the person's.
fn needs_dictionary(_: &mut LoadedConfig) -> Result<(), ConfigError> {
    let expected = "a dictionary to count: [[dictionaries.use]] with its file";
    Err(ConfigError::value("dictionaries.use", "[]", expected))
}

/// The report is of what is whole beside its parts: there is none where the person wants nothing else than whole ones.
fn count_compounds(loaded: &mut LoadedConfig) -> Result<(), ConfigError> {
    if loaded.config.tokens.hyphens == HyphenUse::Whole {
        let expected = "\"both\", because data/compounds.csv counts compounds whole beside their parts";
        return Err(ConfigError::value("tokens.hyphens", "whole", expected));
    }
    loaded.config.tokens.hyphens = HyphenUse::Both;
    Ok(())
}

/// The report is of how the number of topics was found: one that the person gives is not searched for.
fn search_for_topics(loaded: &mut LoadedConfig) -> Result<(), ConfigError> {
    match loaded.config.topics.k {
        TopicNumber::Fixed(topics) if loaded.gives("topics.k") => {
            let expected =
                "\"auto\" (--topics auto), because data/topic_selection.csv is of how the number was found";
            Err(ConfigError::value("topics.k", topics, expected))
        }
        _ => {
            loaded.config.topics.k = TopicNumber::Auto;
            Ok(())
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use textmill_report::{Presence, reports::REPORTS};

    use super::SWITCHES;
    use crate::LoadedConfig;

    #[test]
    fn every_report_on_request_has_a_switch_that_works() {
        let on_request: Vec<&str> = REPORTS
            .iter()
            .filter(|report| report.presence == Presence::OnRequest)
            .map(|report| report.file)
            .collect();
        let mut switched: Vec<&str> = SWITCHES.iter().map(|switch| switch.file).collect();
        switched.sort_unstable_by_key(|file| on_request.iter().position(|known| known == file));
        assert_eq!(switched, on_request);
        for switch in SWITCHES {
            let mut loaded = LoadedConfig::default();
            assert!(!(switch.is_on)(&loaded.config), "{}", switch.file);
            if switch.file.contains("dictionary") {
                let error = (switch.turn_on)(&mut loaded).unwrap_err().to_string();
                assert!(error.contains("dictionaries.use"), "{error}");
                continue;
            }
            assert!((switch.turn_on)(&mut loaded).is_ok(), "{}", switch.file);
            assert!((switch.is_on)(&loaded.config), "{}", switch.file);
            assert!(loaded.config.check().is_ok(), "{}", switch.file);
        }
    }
}
