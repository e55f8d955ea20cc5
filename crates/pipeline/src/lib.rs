//! The whole of textmill as a library: from a configuration to the reports.
//!
//! - [`LoadedConfig`] finds and reads a [`Config`]; a [`Plan`] is a checked one, with the reports that are wanted and what they need;
//! - a [`Job`] is a plan with inputs and an output; [`run()`] carries it out and tells an [`Observer`] how far it is;
//! - [`concordance`], [`check_quotes`] and [`examine`] read documents in the same way, for a person to look at; [`initial_files`] writes the settings of a
//!   new project.
//!
//! Work is done on the threads of the rayon pool in which it is called; the results do not depend on their number.
//!
//! ```
//! use textmill_pipeline::{Job, LoadedConfig, Plan, Silent, run};
//!
//! let folder = std::env::temp_dir().join(format!("textmill-example-{}", std::process::id()));
//! std::fs::create_dir_all(folder.join("texts"))?;
//! std::fs::write(folder.join("texts/a.txt"), "The river rose. The river fell.\n")?;
//! let inputs = vec![folder.join("texts").display().to_string()];
//!
//! let mut loaded = LoadedConfig::find(None, &inputs)?;
//! loaded.set_only(vec!["frequency".parse()?]);
//! let job = Job::new(inputs, folder.join("reports"), Plan::new(loaded)?);
//! let finished = run(&job, &Silent)?;
//!
//! assert_eq!((finished.documents(), finished.tokens()), (1, 6));
//! let table = std::fs::read_to_string(folder.join("reports/frequency.csv"))?;
//! assert!(table.lines().nth(1).is_some_and(|row| row.starts_with("1,")));
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod config;
mod corpus_part;
mod nearest;
mod node_patterns;
mod pattern_cut;
mod settings_file;
mod stop_word_list;
mod word_index;
mod word_list;
mod word_map;
mod word_patterns;

mod period;
mod plan;
mod switches;

mod job;
mod observer;

mod run;

mod folder_languages;
mod gather;
mod rules;
mod warnings;

mod attributes;
mod counted_run;
mod cue_words;
mod dictionary_words;

mod compute;
mod steps;

mod page_texts;
mod parameters;
mod read_back;
mod token_spans;
mod write;

mod estimate;
mod examine;
mod init;
mod kwic;
mod machine;
mod quotes_check;

mod changes;
mod up_to_date;

mod error;

pub use changes::{ChangedPart, Changes, changes};
pub use config::{
    Across, CONFIG_NAME, CollocationConfig, CompareBy, CompareConfig, Config, ConfigError, CsvStyle,
    DateBound, DictionaryConfig, DictionaryFileConfig, DictionaryScope, DispersionConfig, DiversityConfig,
    Duplicates, ElisionUse, EvidenceConfig, GroupBy, HyphenUse, InputConfig, InputLanguage, KeynessConfig,
    KindName, KwicConfig, LanguageCode, LoadedConfig, Mojibake, NgramConfig, PartConfig, Period,
    RecordConfig, ReportConfig, ReportName, ReuseConfig, RoleName, SelectionConfig, SequenceUnit,
    StemmerName, StopWordConfig, TokenConfig, TokenUse, TopicConfig, TopicLanguage, TopicNumber, TopicUnit,
    TrendConfig, ViewFormat, WordBoundaries, WordConfig, WordListConfig, WordUnit,
};
pub use dictionary_words::DictionaryFileError;
pub use error::RunError;
pub use estimate::{Estimate, estimate, in_units};
pub use examine::{Examined, examine};
pub use init::{InitialFiles, initial_files};
pub use job::{AppliedModel, Job, matched_topics};
pub use kwic::{Concordance, KwicSearch, concordance};
pub use machine::{free_disk, free_memory};
pub use observer::{Observer, Silent, Unit};
pub use plan::Plan;
pub use quotes_check::{CheckedQuotes, check_quotes};
pub use read_back::on_one_line;
pub use run::{Finished, run};
pub use steps::beginnings::beginning;
#[doc(no_inline)]
pub use textmill_report::Replaced;
pub use up_to_date::{UpToDate, up_to_date};
pub use word_list::WordListError;
