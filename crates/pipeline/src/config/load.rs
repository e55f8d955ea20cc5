//! Where the configuration is found, and where each of its values comes from.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use textmill_ingest::{digest, input_root, open};
use textmill_report::{ConfigurationSource, InputRecord};

use super::{Config, ConfigError, CsvStyle, ReportName, TopicNumber, ViewFormat};
use crate::settings_file::read_configuration;

/// The name of a configuration that is read without being named.
pub const CONFIG_NAME: &str = "textmill.toml";

/// A configuration, with where it was found.
///
/// ```
/// let loaded = textmill_pipeline::LoadedConfig::from_toml("[trends]\nperiod = \"year\"\n")?;
/// assert!(loaded.show().contains("period = \"year\"  # textmill.toml"));
/// # Ok::<(), textmill_pipeline::ConfigError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct LoadedConfig {
    /// The configuration.
    pub config: Config,
    /// The folder to which the files that it names are relative.
    pub(crate) folder: PathBuf,
    /// What the manifest says of it.
    pub(crate) source: ConfigurationSource,
    /// The file, as the person knows it; `None` for the defaults.
    file: Option<String>,
    /// The keys that the file gives, as `section.key`.
    given: BTreeSet<String>,
    /// The SHA-256 of the files that the configuration names, by what the manifest of the run that is repeated calls them.
    pub(crate) repeated_files: BTreeMap<String, String>,
    /// The keys that a flag gives, and the flag.
    flags: BTreeMap<&'static str, &'static str>,
}

const INPUT_FOLDER: &str = "input folder";
const WORKING_DIRECTORY: &str = "working directory";
const NAMED: &str = "named file";

impl LoadedConfig {
    /// Reads the configuration that is named (a TOML file, or the `manifest.json` of a run that is to be repeated); else the
    /// `textmill.toml` of the folder that holds the inputs; else that of the working directory; else there are the defaults.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or understood, or inputs that are not there.
    pub fn find(named: Option<&Path>, inputs: &[String]) -> Result<Self, ConfigError> {
        if let Some(path) = named {
            let text = read(path)?;
            return match text.trim_start().starts_with('{') {
                true => Self::of_manifest(path, &text, inputs),
                false => Self::of_toml(path, &text, NAMED),
            };
        }
        let root = input_root(inputs)?;
        for (folder, place) in [(root.as_path(), INPUT_FOLDER), (Path::new(""), WORKING_DIRECTORY)] {
            let path = folder.join(CONFIG_NAME);
            if path.exists() {
                // Nobody named it, so it must not make the run wait, as a pipe would.
                open(&path).map_err(|source| ConfigError::Unreadable { path: path.clone(), source })?;
                return Self::of_toml(&path, &read(&path)?, place);
            }
        }
        Ok(Self::default())
    }

    /// A configuration that is written in TOML, as if it were a `textmill.toml` of the working directory.
    ///
    /// # Errors
    ///
    /// A text that is no TOML, or has a key or a value that is none.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        Self::of_toml(Path::new(CONFIG_NAME), text, WORKING_DIRECTORY)
    }

    fn of_toml(path: &Path, text: &str, place: &str) -> Result<Self, ConfigError> {
        let malformed = |source| ConfigError::Malformed { path: path.to_owned(), source };
        let config: Config = toml::from_str(text).map_err(malformed)?;
        let table: toml::Table = toml::from_str(text).map_err(malformed)?;
        let keys = |(section, keys): (&String, &toml::Value)| -> Vec<String> {
            let keys = keys.as_table().into_iter().flatten();
            keys.map(|(key, _)| format!("{section}.{key}")).collect()
        };
        Ok(Self {
            config,
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            source: ConfigurationSource {
                place: place.to_owned(),
                sha256: Some(digest(text.as_bytes()).sha256),
            },
            file: Some(path.display().to_string()),
            given: table.iter().flat_map(keys).collect(),
            repeated_files: BTreeMap::new(),
            flags: BTreeMap::new(),
        })
    }

    /// The configuration of an earlier run, whose manifest states it whole. The files that it names are looked for where that run
    /// found them, if that was the input folder, else in the working directory; a warning says if they are others.
    fn of_manifest(path: &Path, text: &str, inputs: &[String]) -> Result<Self, ConfigError> {
        #[derive(Deserialize)]
        struct RepeatedManifest {
            configuration: Config,
            configuration_source: ConfigurationSource,
            settings: Vec<InputRecord>,
        }
        let bad = |source| ConfigError::Manifest { path: path.to_owned(), source };
        let RepeatedManifest { configuration, configuration_source, settings } =
            serde_json::from_str(text).map_err(bad)?;
        let folder = match configuration_source.place == INPUT_FOLDER {
            true => input_root(inputs)?,
            false => PathBuf::new(),
        };
        let given = super::ordered::sections(&configuration).into_iter();
        let given = given
            .flat_map(|(section, keys)| keys.into_iter().map(move |(key, _)| format!("{section}.{key}")));
        Ok(Self {
            given: given.collect(),
            config: configuration,
            folder,
            source: configuration_source,
            file: Some(path.display().to_string()),
            repeated_files: settings.into_iter().map(|file| (file.path, file.sha256)).collect(),
            flags: BTreeMap::new(),
        })
    }

    /// Lets a flag say the number of topics.
    pub fn set_topics(&mut self, topics: TopicNumber) {
        self.config.topics.k = topics;
        self.flags.insert("topics.k", "--topics");
    }

    /// Lets a flag say the seed of the topic model.
    pub fn set_seed(&mut self, seed: u64) {
        self.config.topics.seed = seed;
        self.flags.insert("topics.seed", "--seed");
    }

    /// Lets a flag say what is written besides the CSV files.
    pub fn set_formats(&mut self, formats: Vec<ViewFormat>) {
        self.config.reports.formats = Some(formats);
        self.flags.insert("reports.formats", "--formats");
    }

    /// Lets a flag say what the CSV files are written for.
    pub fn set_csv(&mut self, style: CsvStyle) {
        self.config.reports.csv = style;
        self.flags.insert("reports.csv", "--csv");
    }

    /// Lets a flag say which language the spreadsheet speaks that will read the CSV files.
    pub fn set_locale(&mut self, locale: String) {
        self.config.reports.locale = locale;
        self.flags.insert("reports.locale", "--locale");
    }

    /// Lets a flag say which reports are written.
    pub fn set_only(&mut self, only: Vec<ReportName>) {
        self.config.reports.only = only;
        self.flags.insert("reports.only", "--only");
    }

    /// Whether the file or a flag gives a key (`section.key`).
    pub(crate) fn gives(&self, key: &str) -> bool {
        self.given.contains(key) || self.flags.contains_key(key)
    }

    /// Where the configuration comes from, for a person.
    pub(super) fn description(&self) -> String {
        self.file.clone().unwrap_or_else(|| "defaults only, because there is no textmill.toml".to_owned())
    }

    /// Where a value comes from.
    pub(super) fn origin(&self, section: &str, key: &str) -> String {
        let key = format!("{section}.{key}");
        let file = || self.file.clone().filter(|_| self.given.contains(&key));
        let flag = self.flags.get(key.as_str()).map(|flag| (*flag).to_owned());
        flag.or_else(file).unwrap_or_else(|| "default".to_owned())
    }
}

fn read(path: &Path) -> Result<String, ConfigError> {
    let text = read_configuration(path);
    let text = text.map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
    // Some editors begin a file with a byte order mark.
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}
