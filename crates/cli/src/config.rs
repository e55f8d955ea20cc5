//! `textmill config`.

use std::io::{self, Write};

use textmill_pipeline::{Config, LoadedConfig, Plan};

use crate::{
    args::ConfigArgs,
    error::{CommandError, printed},
    exit::Exit,
    run::apply_settings,
};

/// Prints the effective configuration, or its schema. One that could not be run is an error.
pub(crate) fn config(arguments: &ConfigArgs) -> Result<Exit, CommandError> {
    let text = if arguments.schema {
        Config::schema_text()
    } else {
        let inputs = match arguments.inputs.as_slice() {
            [] => vec![".".to_owned()],
            inputs => inputs.to_vec(),
        };
        let mut loaded = LoadedConfig::find(arguments.config.as_deref(), &inputs)?;
        apply_settings(&mut loaded, &arguments.settings);
        Plan::new(loaded.clone())?;
        loaded.show()
    };
    printed("the configuration", io::stdout().lock().write_all(text.as_bytes()))?;
    Ok(Exit::Done)
}
