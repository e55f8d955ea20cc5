# Every command that a contributor types. `just` alone lists them.

[private]
default:
    @just --list --unsorted

# Regenerate the reports: `just pipeline`, or `just pipeline FOLDER REPORTS` for your own documents, with the settings in their folder.
[group('use')]
pipeline input='seeds' output='outputs' *flags='':
    cargo run --release -- run {{ quote(input) }} --output {{ quote(output) }} --force {{ flags }}

# Print the configuration that counts for a folder.
[group('use')]
config input='seeds':
    cargo run --release -- config {{ quote(input) }}

# Begin a project in a folder of documents: write its textmill.toml and metadata.csv.
[group('use')]
init input:
    cargo run --release -- init {{ quote(input) }}

# Run all tests, or those whose name holds `filter`.
[group('check')]
test filter='':
    cargo test --workspace {{ filter }}

# Read the reports with LibreOffice, gnumeric and Chromium, which must be installed.
[group('check')]
test-programs:
    TEXTMILL_PROGRAMS=required cargo test --package textmill --test programs

# Read the kept reports with polars, pandas, DuckDB, frictionless (all in this Python) and R, and compare every cell.
[group('check')]
read-reports:
    cargo build --release
    python3 benches/peers/read_reports.py --textmill target/release/textmill outputs

# Accept the reports of a fresh run over seeds/ and the schema of the configuration as those that are kept.
[group('check')]
accept:
    SNAPSHOTS=overwrite cargo test --package textmill-pipeline --test schema
    SNAPSHOTS=overwrite cargo test --package textmill --test sample a_fresh_run

# Look for mistakes that the compiler lets pass.
[group('check')]
lint:
    cargo clippy --workspace --all-targets -- --deny warnings

# Format the code.
[group('check')]
fmt:
    cargo fmt --all

# Build the documentation.
[group('check')]
doc:
    RUSTDOCFLAGS='--deny warnings' cargo doc --workspace --no-deps

# Check the licences and versions of dependencies, and, where the list of advisories can be had, known faults (needs cargo-deny).
[group('check')]
deny:
    cargo deny check licenses bans sources
    cargo deny check advisories

# Everything that must pass before a change is proposed.
[group('check')]
ci:
    bash .ci/run

# Search for long for a text on which the tokenizer differs from its oracle.
[group('check')]
fuzz-tokenizer cases='1000000':
    PROPTEST_CASES={{ cases }} cargo test --release --package textmill-normalize --test properties

# Write the tables of Unicode properties anew.
[group('check')]
unicode-tables:
    cargo run --quiet --package textmill-normalize --example generate_tables > tables.rs.new
    mv tables.rs.new crates/normalize/src/tables.rs

# Search for long for inputs on which a fuzz target fails: all of them, or one, for so many seconds each.
[group('check')]
fuzz seconds='60' target='':
    BOLERO_RANDOM_TEST_TIME_MS={{ seconds }}000 cargo test --release --package textmill-fuzz {{ target }} -- --test-threads 1

# Put the release build through faults of disks, files, people and systems: all rows, or some; `--short` for a few of each kind.
[group('check')]
torture *rows:
    cargo build --release --quiet
    python3 benches/torture/torture.py {{ rows }}

# Build the program for a system and pack it, with its hash: dist/textmill-VERSION-TARGET.tar.gz.
[group('ship')]
dist target:
    cargo build --release --locked --package textmill --target {{ target }}
    bash .ci/pack {{ target }}

# Build the wheel for Python: dist/textmill-….whl (needs maturin).
[group('ship')]
wheel *flags:
    cd python && maturin build --release --locked --out ../dist {{ flags }}

# Package every crate and compile the packages, without uploading any.
[group('ship')]
publish-check:
    cargo publish --dry-run --workspace --locked

# Time a stage: ingest, tokenizer, vocabulary, stem, frequency, topics, report, pipeline; or all of them.
[group('bench')]
bench stage='*' *flags='':
    cargo bench --package textmill-benches --bench {{ quote(stage) }} -- {{ flags }}

# Build with the lines of the source, for perf and its like: target/profiling/textmill.
[group('bench')]
profile:
    cargo build --profile profiling --package textmill

# Time everything and keep the times under a name.
[group('bench')]
bench-save name stage='*':
    cargo bench --package textmill-benches --bench {{ quote(stage) }} -- --save-baseline {{ quote(name) }}

# Time everything and compare with the times kept under a name.
[group('bench')]
bench-compare name stage='*':
    cargo bench --package textmill-benches --bench {{ quote(stage) }} -- --baseline {{ quote(name) }}
