//! A text that grows block by block.

/// Collects the words of blocks: white space inside a block becomes one space, blocks are parted by a blank line.
#[derive(Debug, Default)]
pub(super) struct BlockLines {
    text: String,
    /// White space or the end of a block came since the last word.
    gap: Gap,
    /// What stands before the next word, if it begins a block.
    mark: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Tab,
    Line,
    Block,
}

impl BlockLines {
    /// Adds text, with its white space as it comes.
    pub(super) fn push(&mut self, text: &str) {
        for (place, word) in text.split(char_is_space).enumerate() {
            if place > 0 {
                self.widen(Gap::Space);
            }
            if !word.is_empty() {
                self.begin_word();
                self.text.push_str(word);
            }
        }
    }

    /// Adds a block of text whose line ends and blanks are the page's own.
    pub(super) fn push_lines(&mut self, text: &str) {
        self.end_block();
        let text = text.trim_end().trim_start_matches(['\n', '\r']);
        if !text.is_empty() {
            self.begin_word();
            self.text.push_str(text);
        }
        self.end_block();
    }

    /// Ends a block, if one is open.
    pub(super) fn end_block(&mut self) {
        self.widen(Gap::Block);
    }

    /// Ends a line inside a block.
    pub(super) fn end_line(&mut self) {
        self.widen(Gap::Line);
    }

    /// Ends a cell of a table.
    pub(super) fn end_cell(&mut self) {
        self.widen(Gap::Tab);
    }

    /// Ends the block, and puts a mark before the next one.
    pub(super) fn mark(&mut self, mark: &str) {
        self.end_block();
        mark.clone_into(&mut self.mark);
    }

    /// Puts no mark before the next block.
    pub(super) fn unmark(&mut self) {
        self.mark.clear();
    }

    /// Adds the blocks of another text.
    pub(super) fn append(&mut self, other: Self) {
        let other = other.into_text();
        self.push_lines(&other);
    }

    /// The text, with a line end after the last block.
    pub(super) fn into_text(mut self) -> String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn begin_word(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Tab => "\t",
                Gap::Line => "\n",
                Gap::Block => "\n\n",
            });
        }
        if gap == Gap::Block || self.text.is_empty() {
            self.text.push_str(&self.mark);
            self.mark.clear();
        }
    }
}

/// White space of markup. A no-break space is a character of the text.
fn char_is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

#[cfg(test)]
mod tests {
    use super::BlockLines;

    #[test]
    fn blocks_lines_cells_and_marks() {
        let mut lines = BlockLines::default();
        lines.end_block();
        lines.push("  The river ");
        lines.push("\n rose");
        lines.push(".");
        lines.mark("- ");
        lines.end_block();
        lines.push("one");
        lines.end_line();
        lines.push("two\u{A0}three");
        lines.end_block();
        lines.push("a");
        lines.end_cell();
        lines.push("b");
        lines.end_block();
        assert_eq!(lines.into_text(), "The river rose.\n\n- one\ntwo\u{A0}three\n\na\tb\n");
        assert_eq!(BlockLines::default().into_text(), "");
    }
}
