//! Reports that a key of the configuration switches on, and what the key says if the report is asked for by its name.

use crate::{Config, ConfigError, LoadedConfig, TopicNumber};

/// A report that is written on request.
pub(crate) struct Switch {
    /// The report.
    pub(crate) file: &'static str,
    /// Whether the configuration asks for it.
    pub(crate) is_on: fn(&Config) -> bool,
    /// The key that says so.
    pub(crate) key: &'static str,
    /// Makes the configuration ask for it.
    pub(crate) turn_on: fn(&mut Config),
}

impl Switch {
    /// Makes the configuration ask for a report that the person names.
    ///
    /// # Errors
    ///
    /// A number of topics that the person gives, where the report is of how the number was found.
    pub(crate) fn turn_on(&self, loaded: &mut LoadedConfig) -> Result<(), ConfigError> {
        if (self.is_on)(&loaded.config) {
            return Ok(());
        }
        if let (TopicNumber::Fixed(topics), "topics.k", true) =
            (loaded.config.topics.k, self.key, loaded.gives(self.key))
        {
            let expected =
                format!("\"auto\" (--topics auto), because {} is of how the number was found", self.file);
            return Err(ConfigError::value(self.key, topics, expected));
        }
        (self.turn_on)(&mut loaded.config);
        Ok(())
    }
}

/// One for each report that is written on request.
pub(crate) const SWITCHES: &[Switch] = &[
    Switch {
        file: "skipgrams.csv",
        key: "ngrams.skips",
        is_on: |config| config.ngrams.skips > 0,
        turn_on: |config| config.ngrams.skips = 2,
    },
    Switch {
        file: "associations.csv",
        key: "collocations.all_measures",
        is_on: |config| config.collocations.all_measures,
        turn_on: |config| config.collocations.all_measures = true,
    },
    Switch {
        file: "expressions.csv",
        key: "collocations.expressions",
        is_on: |config| !config.collocations.expressions.is_empty(),
        turn_on: |config| config.collocations.expressions = vec![2, 3],
    },
    Switch {
        file: "evidence.csv",
        key: "evidence.places",
        is_on: |config| config.evidence.places > 0,
        turn_on: |config| config.evidence.places = 1,
    },
    Switch {
        file: "topic_selection.csv",
        key: "topics.k",
        is_on: |config| config.topics.k == TopicNumber::Auto,
        turn_on: |config| config.topics.k = TopicNumber::Auto,
    },
];

#[cfg(test)]
mod tests {
    use textmill_report::{Presence, reports::REPORTS};

    use super::SWITCHES;
    use crate::Config;

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
            let mut config = Config::default();
            assert!(!(switch.is_on)(&config), "{}", switch.file);
            (switch.turn_on)(&mut config);
            assert!((switch.is_on)(&config), "{}", switch.file);
            assert!(config.check().is_ok(), "{}", switch.file);
        }
    }
}
