//! The documents in a file: one text, or many records or members.

use crate::{
    Format, Record, RecordColumns, Reject, archive_members, decode, format_of, json_record, table_records,
};

/// What a document is made of.
#[derive(Debug)]
pub enum Body<'a> {
    /// The bytes of a text, in some encoding.
    Bytes(&'a [u8]),
    /// A record, whose text is known.
    Record(Record),
}

/// Takes the documents of a file, with their paths; of what is none, why.
pub type Give<'g> = dyn FnMut(String, Result<Body<'_>, Reject>) + 'g;

/// Gives the documents of an unpacked file: the file itself, its records, or the members of the archive and theirs. Says whether
/// it is a container, which is no document itself.
///
/// Records have the path of their file, `#` and the number of the line or row in eight figures, so that paths are in the order of
/// the records. Members have the path of their archive, `/` and their names.
///
/// # Errors
///
/// Why the file is neither a document nor a container.
pub fn expand(
    path: &str,
    format: Format,
    bytes: &[u8],
    columns: &RecordColumns,
    give: &mut Give<'_>,
) -> Result<bool, Reject> {
    match format {
        Format::Text => {
            give(path.to_owned(), Ok(Body::Bytes(bytes)));
            return Ok(false);
        }
        Format::JsonLines => expand_lines(path, bytes, 1, columns, give),
        Format::Table { tabs } => {
            let mut row = 0;
            table_records(&decode(bytes)?.text, tabs, columns, |record| {
                row += 1;
                give(record_path(path, row), record.map(Body::Record));
            })?;
        }
        Format::Zip => archive_members(bytes, |name, member| {
            let path = format!("{path}/{name}");
            let expanded = member.and_then(|bytes| match format_of(name)? {
                (Format::Zip, _) => Err(Reject::NestedArchive),
                (format, crate::Compression::None) => expand(&path, format, bytes, columns, give),
                _ => Err(Reject::NestedArchive),
            });
            if let Err(reject) = expanded {
                give(path, Err(reject));
            }
        })?,
    }
    Ok(true)
}

/// Gives the records of some lines of a file, of which the first has a number. Blank lines are none.
pub fn expand_lines(path: &str, lines: &[u8], first: u64, columns: &RecordColumns, give: &mut Give<'_>) {
    let lines = if first == 1 { lines.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(lines) } else { lines };
    for (line, number) in lines.split(|&byte| byte == b'\n').zip(first..) {
        if !line.trim_ascii().is_empty() {
            give(record_path(path, number), json_record(line, columns).map(Body::Record));
        }
    }
}

fn record_path(path: &str, number: u64) -> String {
    format!("{path}#{number:08}")
}

#[cfg(test)]
mod tests {
    use super::{Body, expand};
    use crate::{Format, RecordColumns};

    fn expanded(format: Format, bytes: &[u8]) -> (bool, Vec<(String, String)>) {
        let mut found = Vec::new();
        let is_container = expand("f", format, bytes, &RecordColumns::default(), &mut |path, body| {
            let text = match body {
                Ok(Body::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
                Ok(Body::Record(record)) => record.text,
                Err(reject) => reject.to_string().split(':').next().unwrap_or_default().to_owned(),
            };
            found.push((path, text));
        });
        (is_container.unwrap(), found)
    }

    fn pairs(found: &[(&str, &str)]) -> Vec<(String, String)> {
        found.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn documents_of_files() {
        assert_eq!(expanded(Format::Text, b"a"), (false, pairs(&[("f", "a")])));
        let lines = b"\xEF\xBB\xBF{\"text\": \"a\"}\n\n{\"text\": \"b\"}\r\nc";
        let expected = [("f#00000001", "a"), ("f#00000003", "b"), ("f#00000004", "not a document")];
        assert_eq!(expanded(Format::JsonLines, lines), (true, pairs(&expected)));
        let table = "text\nä\nb\n".as_bytes();
        let expected = [("f#00000001", "ä"), ("f#00000002", "b")];
        assert_eq!(expanded(Format::Table { tabs: false }, table), (true, pairs(&expected)));
    }
}
