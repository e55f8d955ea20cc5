//! What may be written to a terminal.

use std::{borrow::Cow, env, io::IsTerminal};

/// Whether text may be coloured: on a terminal, unless the person does not want it.
pub(crate) fn is_coloured(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A text in a colour (by its ANSI code), where colours may be used.
pub(crate) fn painted(stream: &impl IsTerminal, code: &str, text: &str) -> String {
    if is_coloured(stream) { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

/// A text from a document without signs that a terminal obeys: they are shown by their pictures (\u{241b} for ESC).
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let shown = |character: char| match u32::from(character) {
        code @ 0..=0x1F => char::from_u32(0x2400 + code).unwrap_or('\u{FFFD}'),
        0x7F => '\u{2421}',
        0x80..=0x9F => '\u{FFFD}',
        _ => character,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// As [`harmless`], for a message of several lines.
pub(crate) fn harmless_lines(message: &str) -> String {
    message.lines().map(harmless).collect::<Vec<_>>().join("\n")
}

/// The width of the terminal in columns; `None` if the output goes elsewhere.
pub(crate) fn width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn signs_that_a_terminal_obeys_are_shown_and_not_sent() {
        assert_eq!(harmless("a\x1b[31mb\x07\u{9b}c\x7f"), "a\u{241b}[31mb\u{2407}\u{fffd}c\u{2421}");
        assert_eq!(harmless("caf\u{e9}"), "caf\u{e9}");
    }
}
