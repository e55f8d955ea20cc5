//! Where a clause ends inside a sentence: at commas, colons, semicolons, dashes, brackets, quotation marks.

use std::ops::Range;

/// Whether a single quotation mark is open: one that closes looks like an apostrophe.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quotes {
    is_open: bool,
}

impl Quotes {
    /// Whether a clause ends in what stands between two words of a text.
    pub(super) fn ends_clause(&mut self, text: &str, gap: Range<usize>) -> bool {
        let between = text.get(gap.clone()).unwrap_or_default();
        let mut ends = false;
        let mut before: Option<char> = None;
        for (place, sign) in between.char_indices() {
            let after = between[place + sign.len_utf8()..].chars().next();
            ends |= match sign {
                // No quotation goes on in another paragraph that opens in this one and is never closed.
                '\n' => {
                    self.is_open = false;
                    false
                }
                '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' => {
                    self.is_quote(sign, before, after, place == 0, gap.start == 0)
                }
                // A hyphen with blanks around it is a dash; one between words joins them.
                '-' | '\u{2010}' | '\u{2011}' => {
                    before == Some(sign)
                        || before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_whitespace)
                }
                // So does an en dash: `Paris\u{2013}Highmere`, `10\u{2013}12`.
                '\u{2013}' => between.len() > sign.len_utf8(),
                '.' => place == 0 && is_number_of_item(text, gap.start),
                _ => is_clause_end(sign),
            };
            before = Some(sign);
        }
        ends
    }

    /// Whether a single quotation mark is one, and no apostrophe.
    fn is_quote(
        &mut self,
        sign: char,
        before: Option<char>,
        after: Option<char>,
        follows_word: bool,
        is_first: bool,
    ) -> bool {
        let opens = (!follows_word || is_first) && after.is_none_or(|after| !after.is_whitespace());
        let closes = self.is_open && (follows_word || before.is_some_and(|before| !before.is_whitespace()));
        if sign == '\u{201A}' || opens && !closes {
            self.is_open = true;
            return true;
        }
        if closes {
            self.is_open = false;
        }
        closes
    }
}

/// Whether a number of an item ends at a place: nothing else stands before it in its line.
fn is_number_of_item(text: &str, end: usize) -> bool {
    let before = text.get(..end).unwrap_or_default();
    let rest = before.trim_end_matches(|one: char| one.is_ascii_digit());
    let figures = before.len() - rest.len();
    (1..=3).contains(&figures)
        && rest.trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|one| one == '\n')
}

/// Whether a sign always ends a clause.
fn is_clause_end(sign: char) -> bool {
    matches!(
        sign,
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '!' | '?' | '|' | '\t'
        | '\u{2014}' | '\u{2015}' | '\u{2E3A}' | '\u{2012}' // dashes
        | '\u{201C}'..='\u{201F}' | '\u{2039}' | '\u{203A}' | '\u{AB}' | '\u{BB}' // quotation marks
        | '\u{2026}' | '\u{2022}' | '\u{B7}' // dots: an ellipsis, bullets
        | '\u{A1}' | '\u{BF}' // Spanish
        | '\u{387}' | '\u{37E}' // Greek
        | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{6D4}' // Arabic, Urdu
        | '\u{55D}' | '\u{589}' // Armenian
        | '\u{5BE}' // Hebrew
        | '\u{964}' | '\u{965}' // Indic
        | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' // CJK
        | '\u{FF01}' | '\u{FF08}' | '\u{FF09}' | '\u{FF0C}' | '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}' | '\u{FF3B}' | '\u{FF3D}' | '\u{FF62}'..='\u{FF64}'
    )
}

#[cfg(test)]
mod tests {
    use super::Quotes;

    #[track_caller]
    fn check(gaps: &[(&str, bool)]) {
        let mut quotes = Quotes::default();
        for (gap, ends) in gaps {
            let text = format!("a{gap}b");
            assert_eq!(quotes.ends_clause(&text, 1..1 + gap.len()), *ends, "{gap:?}");
        }
    }

    #[test]
    fn signs_that_end_clauses_and_that_join() {
        check(&[
            (", ", true),
            (" (", true),
            (") ", true),
            (": \"", true),
            ("; ", true),
            (" \u{2013} ", true),
        ]);
        check(&[("\u{2014}", true), (" - ", true), ("--", true), ("\u{3001}", true), ("\u{60C} ", true)]);
        check(&[("-", false), ("\u{2013}", false), (" ", false), ("\n", false), ("/", false), (". ", false)]);
        check(&[(" & ", false), ("- ", false), (" -", false), (" $", false)]);
    }

    #[test]
    fn numbers_of_items_are_clauses() {
        for (text, ends) in [("12. We", true), ("x\n  3. We", true), ("am 14. M", false), ("2031. We", false)]
        {
            let start = text.find('.').unwrap_or_default();
            assert_eq!(Quotes::default().ends_clause(text, start..start + 2), ends, "{text}");
        }
    }

    #[test]
    fn single_quotation_marks_are_no_apostrophes() {
        check(&[("' ", false), ("\u{2019} ", false)]);
        check(&[(" '", true), ("' ", true), ("' ", false)]);
        check(&[(" \u{2018}", true), (" ", false), (",\u{2019} ", true), ("\u{2019} ", false)]);
    }
}
