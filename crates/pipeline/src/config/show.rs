//! The configuration as TOML with comments: the effective one, or a template.

use serde_json::Value;

use super::{Config, load::LoadedConfig, ordered::sections};

/// Comments are wrapped at this width.
const WIDTH: usize = 100;

impl LoadedConfig {
    /// The configuration as TOML: every key with its meaning, its value, and where the value comes from.
    pub fn show(&self) -> String {
        let heading = format!("The effective configuration: {}.", self.description());
        written(&self.config, &heading, |section, key, value, example| {
            let origin = self.origin(section, key);
            match (toml_value(value), example) {
                (Some(value), _) => format!("{key} = {value}  # {origin}\n"),
                (None, Some(example)) => format!("# {key} = {example}  # not set\n"),
                (None, None) => format!("# {key} is not set\n"),
            }
        })
    }
}

/// Every key with its meaning and its default, commented out.
pub(super) fn template() -> String {
    let heading = "The configuration of textmill. Every key stands here with its default, commented out: remove the # of \
                   those that you change. An unknown key is an error.";
    written(&Config::default(), heading, |_, key, value, example| match (toml_value(value), example) {
        (Some(value), None) => format!("# {key} = {value}\n"),
        (Some(value), Some(example)) => format!("# {key} = {value}\n# For example: {key} = {example}\n"),
        (None, Some(example)) => format!("# For example: {key} = {example}\n"),
        (None, None) => format!("# {key} is not set\n"),
    })
}

fn written(
    config: &Config,
    heading: &str,
    line: impl Fn(&str, &str, &Value, Option<String>) -> String,
) -> String {
    let schema = Config::schema().to_value();
    let mut text = comment(heading);
    for (section, keys) in sections(config) {
        let declared = &schema["properties"][&section];
        let definition = definition(&schema, declared);
        text.push('\n');
        text.push_str(&comment(definition["description"].as_str().unwrap_or_default()));
        text.push_str(&format!("[{section}]\n"));
        for (key, value) in keys {
            let property = &definition["properties"][&key];
            text.push_str(&comment(property["description"].as_str().unwrap_or_default()));
            let example = property["examples"].get(0).and_then(toml_value);
            text.push_str(&line(&section, &key, &value, example));
        }
    }
    text
}

/// What a property refers to.
fn definition<'a>(schema: &'a Value, property: &'a Value) -> &'a Value {
    let name = property["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    name.map_or(property, |name| &schema["$defs"][name])
}

/// A text as lines of comments.
fn comment(text: &str) -> String {
    let mut lines = String::new();
    let mut line = String::from("#");
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push_str(&line);
            lines.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    lines.push_str(&line);
    lines.push('\n');
    lines
}

/// A value on one line of TOML; `None` for one that is missing.
fn toml_value(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(toml_value).collect();
            Some(format!("[{}]", items.join(", ")))
        }
        Value::Object(pairs) => {
            let pair =
                |(key, value): (&String, &Value)| Some(format!("{} = {}", toml_key(key), toml_value(value)?));
            let pairs: Vec<String> = pairs.iter().filter_map(pair).collect();
            Some(if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) })
        }
        Value::String(text) => Some(toml::Value::String(text.clone()).to_string()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
    }
}

fn toml_key(key: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    match !key.is_empty() && key.bytes().all(is_bare) {
        true => key.to_owned(),
        false => toml::Value::String(key.to_owned()).to_string(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use super::template;
    use crate::{Config, LoadedConfig};

    #[test]
    fn what_is_shown_is_the_configuration() {
        let text = "[input.encodings]\n\"a \\\"b\\\"/*\" = \"utf-8\"\n[collocations]\nnodes = [\"l'eau\", \"a\\\\b\"]\n\
                    [[keyness.compare]]\nname = \"x\"\ntarget = { roles = [\"answerer\"], from = \"2031-03\" }\n\
                    [topics]\nk = \"auto\"\nalpha = 1.0\nchains = 3\n[reports]\nonly = [\"frequency\"]\n";
        let loaded = LoadedConfig::from_toml(text).unwrap();
        let shown = loaded.show();
        assert_eq!(toml::from_str::<Config>(&shown).unwrap(), loaded.config, "{shown}");
        assert!(shown.contains("k = \"auto\"  # textmill.toml\n"), "{shown}");
        assert!(shown.contains("beta = 0.05  # default\n"), "{shown}");
        assert!(shown.contains("# sweeps = 1000  # not set\n"), "{shown}");
    }

    #[test]
    fn every_key_stands_in_the_template_with_its_meaning_and_default() {
        let template = template();
        assert_eq!(toml::from_str::<Config>(&template).unwrap(), Config::default());
        // With the comment signs of the keys taken off, it still says the defaults.
        let is_key = |line: &str| line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
        let uncommented: Vec<&str> = template
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|line| is_key(line)).unwrap_or(line))
            .collect();
        let uncommented = uncommented.join("\n");
        assert_eq!(toml::from_str::<Config>(&uncommented).unwrap(), Config::default());
        for (section, keys) in super::sections(&Config::default()) {
            assert!(template.contains(&format!("\n[{section}]\n")), "{section}");
            for (key, _) in keys {
                assert!(template.contains(&format!("{key} = ")), "{section}.{key}");
            }
        }
        assert!(!template.contains("\n#\n"), "a key or section without a meaning:\n{template}");
    }
}
