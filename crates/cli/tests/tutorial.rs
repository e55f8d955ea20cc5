//! The tutorial: its commands work, and print what it says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

mod support;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use support::root;
use tempfile::TempDir;

/// The commands of the blocks that begin with "```console", each with the lines that it prints.
fn commands(text: &str) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    let mut is_inside = false;
    for line in text.lines() {
        match line.strip_prefix("$ ") {
            _ if line.starts_with("```") => is_inside = line == "```console",
            Some(command) if is_inside => commands.push((command.to_owned(), Vec::new())),
            None if is_inside => commands.last_mut().unwrap().1.push(line.to_owned()),
            _ => {}
        }
    }
    commands
}

/// Whether a line is as expected, where `[..]` stands for anything.
fn is_like(line: &str, expected: &str) -> bool {
    let mut parts = expected.split("[..]");
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut last = None;
    for part in parts {
        let Some(place) = rest.find(part) else { return false };
        rest = &rest[place + part.len()..];
        last = Some(part);
    }
    rest.is_empty() || last == Some("")
}

/// What a command prints, on both its outputs.
fn said_by(command: &str, folder: &Path, program: &Path) -> Vec<String> {
    let path = env::join_paths(
        [program.parent().unwrap().to_owned()]
            .into_iter()
            .chain(env::split_paths(&env::var_os("PATH").unwrap())),
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{{ {command}; }} 2>&1")]).current_dir(folder).env("PATH", path.unwrap());
    let output = shell.output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn the_commands_print_what_the_tutorial_says() {
    let folder = TempDir::new().unwrap();
    std::os::unix::fs::symlink(root().join("seeds"), folder.path().join("seeds")).unwrap();
    let program = PathBuf::from(env!("CARGO_BIN_EXE_textmill"));
    let commands = commands(&fs::read_to_string(root().join("docs/tutorial.md")).unwrap());
    assert!(commands.len() > 10);
    for (command, expected) in commands {
        let said = said_by(&command, folder.path(), &program);
        let is_right = said.len() == expected.len()
            && said
                .iter()
                .zip(&expected)
                .all(|(line, expected)| is_like(line.trim_end(), expected.trim_end()));
        assert!(is_right, "{command}\nprints\n{}\ninstead of\n{}", said.join("\n"), expected.join("\n"));
    }
}

#[test]
fn dots_stand_for_anything() {
    assert!(is_like("took 3 s", "took [..] s") && is_like("a b c", "a[..]") && is_like("same", "same"));
    assert!(!is_like("took 3 s", "took [..] min") && !is_like("sames", "same") && !is_like("xa", "a[..]"));
    assert!(is_like("in 1 (2 s) x", "in [..]) x") && !is_like("in 1 (2 s) xy", "in [..]) x"));
}
