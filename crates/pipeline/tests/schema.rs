//! The JSON Schema that is kept in the project.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{env, fs, path::Path};

use textmill_pipeline::Config;

/// `SNAPSHOTS=overwrite` accepts the new schema.
#[test]
fn the_schema_that_is_kept_is_that_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../textmill.schema.json");
    let schema = Config::schema_text();
    if env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        return fs::write(&path, schema).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == schema,
        "textmill.schema.json is out of date: run `just accept`"
    );
}
