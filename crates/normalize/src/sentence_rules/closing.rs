//! What still belongs to a sentence behind its full stop and a blank: the sign that closes a quotation, references.

/// Where quotations are open in a text.
#[derive(Default)]
pub(super) struct Closing {
    /// How many straight quotation marks there are in so many bytes.
    quotes: usize,
    counted: usize,
}

impl Closing {
    /// The bytes of what closes the sentence that ends at a place, with the blanks around it; 0 if nothing does.
    pub(super) fn length(&mut self, text: &str, end: usize, is_french: bool) -> usize {
        let next = text.get(end..).unwrap_or_default();
        let after = next.trim_start();
        let rest = match after.chars().next() {
            Some('»') if is_french => {
                after.strip_prefix('»').map(|rest| rest.trim_start_matches(['.', '!', '?']))
            }
            Some('"') if self.is_open(text, end) => after.strip_prefix('"').filter(|rest| is_parted(rest)),
            Some('[') => after_reference(after)
                .filter(|rest| is_parted(rest) && !rest.trim_start().starts_with(char::is_lowercase)),
            _ => None,
        };
        rest.map_or(0, |rest| next.len() - rest.trim_start().len())
    }

    /// Whether a straight quotation mark before a place is not closed.
    fn is_open(&mut self, text: &str, end: usize) -> bool {
        let more = text.get(self.counted..end).unwrap_or_default();
        self.quotes += memchr::memchr_iter(b'"', more.as_bytes()).count();
        self.counted = self.counted.max(end);
        self.quotes % 2 == 1
    }
}

fn is_parted(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(char::is_whitespace)
}

/// The longest list of numbers in brackets, in bytes.
const LONGEST_REFERENCE: usize = 40;

/// What follows `[12]`, `[3, 5–7]`, or several of them.
fn after_reference(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(inside) = rest.strip_prefix('[') {
        let end = inside.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b']')?;
        let (numbers, after) = inside.split_at(end);
        let is_number = |one: char| one.is_ascii_digit() || matches!(one, ',' | ' ' | '-' | '–');
        if !numbers.starts_with(|first: char| first.is_ascii_digit()) || !numbers.chars().all(is_number) {
            return None;
        }
        rest = after.strip_prefix(']')?;
    }
    Some(rest)
}
