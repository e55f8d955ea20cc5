//! What stands between the cells of a table.

use csv::StringRecord;

/// The delimiter of a table: the first of comma, semicolon and tab (tab first if `tabs_first`) with which its header is
/// understood, or else the one that gives the most columns.
///
/// ```
/// use textmill_ingest::delimiter_of;
///
/// let has_word = |header: &csv::StringRecord| header.iter().any(|name| name == "word");
/// assert_eq!(delimiter_of(b"word;frequency, in all\nriver;12\n", false, has_word), b';');
/// ```
pub fn delimiter_of(table: &[u8], tabs_first: bool, is_understood: impl Fn(&StringRecord) -> bool) -> u8 {
    let order = if tabs_first { [b'\t', b',', b';'] } else { [b',', b';', b'\t'] };
    let headers = order.map(|delimiter| {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(table);
        (delimiter, reader.headers().cloned().unwrap_or_default())
    });
    let understood = headers.iter().find(|(_, header)| is_understood(header));
    // Of equally many columns the first: `max_by_key` takes the last.
    let widest = || headers.iter().rev().max_by_key(|(_, header)| header.len());
    understood.or_else(widest).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::delimiter_of;

    #[test]
    fn the_header_says_what_parts_the_cells() {
        let found = |table: &str| {
            delimiter_of(table.as_bytes(), false, |header| header.iter().any(|name| name == "text")) as char
        };
        for (table, delimiter) in [
            ("text,note\na,b\n", ','),
            ("id;text\n1;a\n", ';'),
            ("id\ttext\n1\ta\n", '\t'),
            ("text,\"a;b;c;d\"\n", ','),
            // Line ends of old Macs: the header ends where its line does, not where the file does.
            ("id;text\r1;a, b, c, d, e\r", ';'),
            ("text\none, two; three\n", ','),
            // None is understood: the widest.
            ("a;b;c,d\n", ';'),
            ("", ','),
        ] {
            assert_eq!(found(table), delimiter, "{table:?}");
        }
        assert_eq!(delimiter_of(b"a,b\n", true, |_| true), b'\t');
    }
}
