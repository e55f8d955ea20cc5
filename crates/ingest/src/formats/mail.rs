//! Messages (`.eml`), boxes of them (`.mbox`), and pages saved as messages (`.mhtml`).

use std::{borrow::Cow, sync::Arc};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use textmill_corpus::Metadata;

use crate::{Reject, records::Record};

/// Parts may stand in each other so deep.
const DEEPEST: usize = 16;
/// A page declares its encoding in its first bytes, or not at all.
const PRESCAN_BYTES: usize = 1024;
/// The longest charset and text of an encoded word; the standard allows 75 bytes for all of it.
const ENCODED_WORD_BYTES: usize = 1024;

/// The messages of a box: each begins after a line `From `, at the beginning or after an empty line. A sentence of a message may begin
/// so, too; a header follows only the line of the box.
pub(crate) fn mails_of_mbox(bytes: &[u8]) -> Vec<&[u8]> {
    let mut mails = Vec::new();
    // Where the open message begins; the place of the line; whether an empty line came before it.
    let (mut start, mut place, mut after_empty) = (None, 0, true);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let end = place + line.len();
        if after_empty && line.starts_with(b"From ") && begins_with_header(bytes.get(end..)) {
            mails.extend(start.and_then(|start| bytes.get(start..place)));
            start = Some(end);
        }
        after_empty = line.trim_ascii().is_empty();
        place = end;
    }
    mails.extend(start.and_then(|start| bytes.get(start..)));
    mails.retain(|mail| !mail.trim_ascii().is_empty());
    mails
}

/// Whether the first line of bytes is a header.
fn begins_with_header(bytes: Option<&[u8]>) -> bool {
    let line = bytes.and_then(|bytes| bytes.split(|byte| *byte == b'\n').next());
    line.is_some_and(|line| header(line.trim_ascii()).is_some())
}

/// The text of a message, with its subject, its date and who sent it. `html` gives the text of a page, if it has one.
///
/// # Errors
///
/// [`Reject::BadRecord`] for what is no message, or has no text.
pub(crate) fn mail_record(bytes: &[u8], html: &dyn Fn(&str) -> Option<String>) -> Result<Record, Reject> {
    let part = Part::of(without_envelope(bytes));
    if part.headers.is_empty() {
        return Err(Reject::BadRecord("it does not begin with the headers of a message".to_owned()));
    }
    let text = part.text(0, html).filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| Reject::BadRecord("the message has no text".to_owned()))?;
    let shared = |text: String| (!text.is_empty()).then(|| Arc::from(text));
    let header = |name: &str| part.header(name).and_then(|value| shared(decoded_words(value)));
    let metadata = Metadata {
        title: header("subject"),
        date: header("date"),
        source: part.header("from").and_then(|from| shared(display_name(from))),
        ..Metadata::default()
    };
    Ok(Record { text, metadata })
}

/// A message without the line `From ` of the box that it comes from, and without empty lines before it.
fn without_envelope(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match bytes.strip_prefix(b"From ") {
        Some(rest) => memchr::memchr(b'\n', rest).and_then(|end| rest.get(end + 1..)).unwrap_or_default(),
        None => bytes,
    }
}

/// A message or a part of one.
struct Part<'a> {
    /// The names of its headers, in lower case, and their values on one line.
    headers: Vec<(String, String)>,
    /// What comes after the headers.
    body: &'a [u8],
}

/// The type of a part, and the values that belong to it.
struct ContentType {
    /// `text/plain` or another, in lower case.
    name: String,
    /// Names in lower case, and values.
    values: Vec<(String, String)>,
}

impl ContentType {
    /// Reads the value of a header such as `text/plain; charset="utf-8"`.
    fn of(value: &str) -> Self {
        let mut pieces = unquoted_pieces(value).into_iter();
        let name = pieces.next().unwrap_or_default().trim().to_lowercase();
        let values = pieces
            .filter_map(|piece| {
                let (name, value) = piece.split_once('=')?;
                Some((name.trim().to_lowercase(), unquoted(value.trim())))
            })
            .collect();
        Self { name, values }
    }

    /// A value, by its name.
    fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a value says a word, whatever its case.
    fn says(&self, name: &str, word: &str) -> bool {
        self.value(name).is_some_and(|value| value.eq_ignore_ascii_case(word))
    }
}

impl<'a> Part<'a> {
    /// Reads the headers of a part. A line that is no header ends them.
    fn of(bytes: &'a [u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut place = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let text = line.trim_ascii();
            if text.is_empty() {
                place += line.len();
                break;
            }
            if line.starts_with(b" ") || line.starts_with(b"\t") {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(&plain_bytes(text));
                }
            } else if let Some((name, value)) = header(text) {
                headers.push((name, value));
            } else {
                break;
            }
            place += line.len();
        }
        Self { headers, body: bytes.get(place..).unwrap_or_default() }
    }

    /// The value of the first header of a name.
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The type. Without one, a part is plain text.
    fn content_type(&self) -> ContentType {
        ContentType::of(self.header("content-type").unwrap_or("text/plain"))
    }

    /// Whether it is a file that is attached.
    fn is_attached(&self) -> bool {
        let disposition = ContentType::of(self.header("content-disposition").unwrap_or_default());
        disposition.name == "attachment"
            || ["filename", "filename*", "filename*0", "filename*0*"]
                .iter()
                .any(|name| disposition.value(name).is_some())
    }

    /// The text. `depth` is that of the part.
    fn text(&self, depth: usize, html: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let content = self.content_type();
        match content.name.as_str() {
            "text/html" | "application/xhtml+xml" => html(&self.page(&content)),
            "text/plain" | "text/markdown" | "text" => Some(self.plain(&content)),
            name if name.starts_with("multipart/") && depth < DEEPEST => {
                let parts = parts_of(self.body, content.value("boundary")?);
                let parts = parts.into_iter().map(Part::of).filter(|part| !part.is_attached());
                text_of_parts(name, &parts.collect::<Vec<_>>(), depth + 1, html)
            }
            _ => None,
        }
    }

    /// The bytes of the body without their transfer encoding.
    fn bytes(&self) -> Cow<'a, [u8]> {
        let encoding = self.header("content-transfer-encoding").unwrap_or_default().trim().to_lowercase();
        match encoding.as_str() {
            "quoted-printable" => Cow::Owned(quoted_printable(self.body)),
            "base64" => Cow::Owned(base64(self.body)),
            _ => Cow::Borrowed(self.body),
        }
    }

    /// The page that a part is.
    fn page(&self, content: &ContentType) -> String {
        let bytes = self.bytes();
        let head = bytes.get(..PRESCAN_BYTES).unwrap_or(&bytes);
        in_charset(&bytes, content.value("charset").and_then(charset).or_else(|| declared(head)))
    }

    /// The plain text that a part is.
    fn plain(&self, content: &ContentType) -> String {
        let text =
            in_charset(&self.bytes(), content.value("charset").and_then(charset)).replace("\r\n", "\n");
        let is_flowed = content.says("format", "flowed");
        let text = if is_flowed { unflowed(&text, content.says("delsp", "yes")) } else { text };
        let text = text.trim_end().trim_start_matches('\n');
        if text.is_empty() { String::new() } else { format!("{text}\n") }
    }
}

/// The text of parts that stand beside each other.
fn text_of_parts(
    name: &str,
    parts: &[Part<'_>],
    depth: usize,
    html: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let text = |part: &Part<'_>| part.text(depth, html).filter(|text| !text.trim().is_empty());
    let is_of = |part: &Part<'_>, kind: &str| part.content_type().name == kind;
    // The first part of a kind that has a text, or else the first of any other kind.
    let first = |kind: &str| {
        let of_kind = parts.iter().filter(|part| is_of(part, kind)).find_map(text);
        of_kind.or_else(|| parts.iter().filter(|part| !is_of(part, kind)).find_map(text))
    };
    match name {
        "multipart/alternative" => first("text/plain"),
        "multipart/related" => first("text/html"),
        _ => {
            let texts: Vec<String> = parts.iter().filter_map(text).collect();
            (!texts.is_empty()).then(|| texts.join("\n"))
        }
    }
}

/// The bodies between the lines of a boundary.
fn parts_of<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let (mut start, mut place) = (None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let after = line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary.as_bytes()));
        let after = after.map(|rest| rest.trim_ascii()).filter(|_| !boundary.is_empty());
        if let Some(after) = after.filter(|after| after.is_empty() || *after == b"--") {
            parts.extend(start.and_then(|start| body.get(start..place)));
            start = after.is_empty().then_some(place + line.len());
            if start.is_none() {
                break;
            }
        }
        place += line.len();
    }
    // The end of the last part may be cut off.
    parts.extend(start.and_then(|start| body.get(start..)));
    parts
}

/// The name, in lower case, and the value of a header.
fn header(line: &[u8]) -> Option<(String, String)> {
    let colon = memchr::memchr(b':', line)?;
    let (name, value) = (line.get(..colon)?.trim_ascii_end(), line.get(colon + 1..)?);
    let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic());
    is_name.then(|| (plain_bytes(name).to_lowercase(), plain_bytes(value.trim_ascii()).into_owned()))
}

/// Bytes as UTF-8 if they are that, and in the encoding of Western Europe if not.
fn plain_bytes(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Bytes in an encoding; in a likely one if none is known.
fn in_charset(bytes: &[u8], encoding: Option<&'static Encoding>) -> String {
    match encoding {
        Some(encoding) => encoding.decode(bytes).0.into_owned(),
        None => plain_bytes(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).into_owned(),
    }
}

/// The encoding of a label. What is called ASCII is often something else, so that the bytes decide.
fn charset(label: &str) -> Option<&'static Encoding> {
    let label = label.split('*').next().unwrap_or_default().trim();
    let is_ascii = label.eq_ignore_ascii_case("us-ascii") || label.eq_ignore_ascii_case("ascii");
    Encoding::for_label(label.as_bytes()).filter(|_| !is_ascii)
}

/// The encoding that a page declares.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let place = memchr::memmem::find(&head, b"charset=")? + b"charset=".len();
    let label = head.get(place..)?.trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
    let length = label.iter().take_while(|byte| is_part(byte)).count();
    Encoding::for_label(label.get(..length)?)
}

/// Bytes that were written as quoted-printable. What is no valid escape stays as it is.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        // Blanks at the end of a line are of the transport.
        let content = line.trim_ascii_end();
        let soft = content.strip_suffix(b"=");
        let mut rest = soft.unwrap_or(content);
        while let Some(place) = memchr::memchr(b'=', rest) {
            let (before, escape) = rest.split_at(place);
            decoded.extend_from_slice(before);
            let byte = escape.get(1..3).and_then(hexadecimal);
            decoded.push(byte.unwrap_or(b'='));
            rest = escape.get(if byte.is_some() { 3 } else { 1 }..).unwrap_or_default();
        }
        decoded.extend_from_slice(rest);
        if soft.is_none() && line.ends_with(b"\n") {
            decoded.push(b'\n');
        }
    }
    decoded
}

/// The byte of two hexadecimal digits.
fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let is_number = digits.iter().all(u8::is_ascii_hexdigit);
    u8::from_str_radix(std::str::from_utf8(digits).ok().filter(|_| is_number)?, 16).ok()
}

/// Bytes that were written as base64. Signs of no meaning in it are passed over.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        (bits, count) = (bits << 6 | u32::from(value), count + 6);
        if count >= 8 {
            count -= 8;
            // The bits above the lowest eight were written before.
            decoded.push((bits >> count & 0xFF) as u8);
        }
    }
    decoded
}

/// The text of a header, with its encoded words (`=?utf-8?Q?d=C3=A1m?=`) decoded and one blank for all white space.
fn decoded_words(value: &str) -> String {
    let mut text = String::new();
    // The bytes of encoded words that follow each other in one charset: a character may be cut in two.
    let mut open: Option<(&'static Encoding, Vec<u8>)> = None;
    let mut rest = value;
    while let Some(place) = rest.find("=?") {
        let (before, word) = rest.split_at(place);
        let is_gap = before.trim().is_empty();
        let found = encoded_word(word);
        if found.is_none() || !is_gap {
            end_words(&mut open, &mut text);
        }
        // Blanks between encoded words mean nothing.
        if found.is_none() || !is_gap || text.is_empty() && open.is_none() {
            text.push_str(before);
        }
        let Some((encoding, bytes, length)) = found else {
            text.push_str("=?");
            rest = word.get(2..).unwrap_or_default();
            continue;
        };
        match &mut open {
            Some((known, so_far)) if *known == encoding => so_far.extend(bytes),
            _ => {
                end_words(&mut open, &mut text);
                open = Some((encoding, bytes));
            }
        }
        rest = word.get(length..).unwrap_or_default();
    }
    end_words(&mut open, &mut text);
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Decodes the encoded words that came last.
fn end_words(open: &mut Option<(&'static Encoding, Vec<u8>)>, text: &mut String) {
    if let Some((encoding, bytes)) = open.take() {
        text.push_str(&encoding.decode_without_bom_handling(&bytes).0);
    }
}

/// The encoded word at the beginning of a text: its encoding, its bytes, and how many bytes it takes.
fn encoded_word(text: &str) -> Option<(&'static Encoding, Vec<u8>, usize)> {
    let inside = text.strip_prefix("=?")?;
    let head = &inside[..inside.floor_char_boundary(ENCODED_WORD_BYTES)];
    let mut pieces = head.splitn(3, '?');
    let (label, method, rest) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let end = rest.find("?=")?;
    let content = rest.get(..end)?;
    let bytes = match method {
        "B" | "b" => base64(content.as_bytes()),
        "Q" | "q" => quoted_printable(content.replace('_', "=20").as_bytes()),
        _ => return None,
    };
    let length = 2 + label.len() + 1 + method.len() + 1 + end + 2;
    Some((charset(label).unwrap_or(UTF_8), bytes, length))
}

/// The name of who sent a message: `Ilse Marren` in `Ilse Marren <ilse@ford.example>` and in `ilse@ford.example (Ilse Marren)`. Empty
/// without a name.
fn display_name(from: &str) -> String {
    let name = match (from.split_once('<'), from.split_once('(')) {
        (Some((name, _)), _) => name,
        (None, Some((_, comment))) => comment.split(')').next().unwrap_or_default(),
        (None, None) => "",
    };
    let name = decoded_words(&unquoted(name.trim()));
    // Some write the address in the place of the name.
    if name.contains('@') && !name.contains(' ') { String::new() } else { name }
}

/// The pieces of a value between semicolons outside quotation marks.
fn unquoted_pieces(value: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut in_quotes, mut is_escaped) = (0, false, false);
    for (place, byte) in value.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_quotes => is_escaped = true,
            b'"' => in_quotes = !in_quotes,
            b';' if !in_quotes => {
                pieces.extend(value.get(start..place));
                start = place + 1;
            }
            _ => {}
        }
    }
    pieces.extend(value.get(start..));
    pieces
}

/// A value without the quotation marks around it and the backslashes in it.
fn unquoted(value: &str) -> String {
    let Some(inside) = value.strip_prefix('"') else { return value.to_owned() };
    let mut text = String::new();
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.extend(characters.next()),
            '"' => break,
            _ => text.push(character),
        }
    }
    text
}

/// A text whose lines were broken by `format=flowed`: a line that ends with a blank goes on in the next, if as many `>` are before both.
fn unflowed(text: &str, deletes_blanks: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    // How many `>` are before the line that goes on.
    let mut going_on: Option<usize> = None;
    for (number, line) in text.lines().enumerate() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        let is_signature = content == "-- ";
        if going_on != Some(depth) || is_signature {
            joined.push_str(if number > 0 { "\n" } else { "" });
            joined.push_str(line.get(..depth).unwrap_or_default());
            joined.push_str(if depth > 0 { " " } else { "" });
        }
        let goes_on = content.ends_with(' ') && !is_signature;
        joined.push_str(if goes_on && deletes_blanks { content.trim_end_matches(' ') } else { content });
        going_on = goes_on.then_some(depth);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{decoded_words, display_name, mail_record, mails_of_mbox};
    use crate::{Reject, records::Record};

    fn read(mail: &str) -> Result<Record, Reject> {
        mail_record(mail.as_bytes(), &|page| {
            Some(format!("page: {page}")).filter(|_| !page.contains("empty"))
        })
    }

    fn text(mail: &str) -> String {
        read(mail).unwrap().text
    }

    #[test]
    fn a_message_with_its_headers() {
        let mail = "From x@y Fri Mar 14\r\nSubject: =?utf-8?B?VGhlIGTD?=\r\n =?UTF-8?Q?=A1m_?= holds\r\nDate: Fri, 14 Mar 2031 10:00:00 +0100\r\n\
            From: \"Marren, Ilse\" <ilse@ford.example>\r\nContent-Type: text/plain;\r\n\tcharset=\"iso-8859-1\"\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\nIt h=\r\nolds, caf=E9 =3D ok =ZZ.  \r\nYes.\r\n\r\n";
        let record = read(mail).unwrap();
        assert_eq!(record.text, "It holds, café = ok =ZZ.\nYes.\n");
        assert_eq!(record.metadata.title.as_deref(), Some("The dám holds"));
        assert_eq!(record.metadata.date.as_deref(), Some("Fri, 14 Mar 2031 10:00:00 +0100"));
        assert_eq!(record.metadata.source.as_deref(), Some("Marren, Ilse"));
    }

    #[test]
    fn the_best_of_several_parts() {
        let alternative = "Content-Type: multipart/alternative; boundary=\"b;2\"\n\n--b;2\nContent-Type: text/html\n\n<p>x\n\
            --b;2\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSXQg\naG9sZHMu\n--b;2--\nend\n";
        let mail = format!(
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\npreamble\n--a\n{alternative}\
            --a\nContent-Disposition: attachment; filename=a.txt\n\nsecret\n--a\nContent-Type: image/png\n\nxx\n--a\n\nfooter\n--a--\n"
        );
        assert_eq!(text(&mail), "It holds.\n\nfooter\n");
        let html = "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n \n--b\nContent-Type: text/html; charset=utf-8\n\n<p>é\n--b";
        assert_eq!(text(html), "page: <p>é\n--b".trim_end_matches("\n--b").to_owned() + "\n");
    }

    #[test]
    fn a_page_saved_as_a_message() {
        let mail = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ford.example/\r\nSubject: The dam\r\n\
            Content-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/css\r\n\r\np{}\r\n\
            --x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<meta charset=3D\"windows-1251\">=E9\r\n--x--\r\n";
        let record = read(mail).unwrap();
        assert_eq!(record.text, "page: <meta charset=\"windows-1251\">й\n");
        assert_eq!(record.metadata.source, None);
    }

    #[test]
    fn lines_that_flow() {
        let mail = "Content-Type: text/plain; format=flowed\n\nThe dam \nholds.\n> so \n> far\n>> no \n  indented\n-- \nIlse\n";
        assert_eq!(text(mail), "The dam holds.\n> so far\n>> no \n indented\n-- \nIlse\n");
        let mail = "Content-Type: text/plain; format=flowed; delsp=yes\n\nThe da \nm.\n";
        assert_eq!(text(mail), "The dam.\n");
    }

    #[test]
    fn words_and_names() {
        assert_eq!(decoded_words("a =?x?= =?utf-8?Q?b?=  =?latin1?Q?=E9?= c=?"), "a =?x?= bé c=?");
        assert_eq!(display_name("=?utf-8?Q?Marren=2C_Ilse?= <i@x>"), "Marren, Ilse");
        assert_eq!(display_name("tom@ford.example (Tom Venn)"), "Tom Venn");
        assert_eq!(display_name("tom@ford.example"), "");
        assert_eq!(display_name("\"tom@ford.example\" <tom@ford.example>"), "");
    }

    #[test]
    fn boxes() {
        let mails =
            mails_of_mbox(b"From a\nSubject: 1\n\nFrom the dam.\nx\n\nFrom b\r\nSubject: 2\r\n\r\ny\r\n\r\n");
        assert_eq!(mails, [&b"Subject: 1\n\nFrom the dam.\nx\n\n"[..], b"Subject: 2\r\n\r\ny\r\n\r\n"]);
        assert!(mails_of_mbox(b"Subject: 1\n\nx").is_empty());
    }

    #[test]
    fn what_is_none_and_what_is_broken() {
        let deep: String = (0..40)
            .map(|depth| format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"))
            .collect();
        for mail in [
            "",
            "The dam.",
            "Subject: x",
            "A: b\n\n \n",
            "Content-Type: multipart/mixed\n\nx",
            &deep,
            "Content-Type: multipart/mixed; boundary=\"\"\n\n--\nx",
            "Content-Type: text/html\n\nempty",
            "Content-Type: image/png\n\nx",
        ] {
            assert!(matches!(read(mail), Err(Reject::BadRecord(_))), "{mail}");
        }
        let words = format!("Subject: {}\n\nx", "=?utf-8?Q?".repeat(50_000));
        assert!(read(&words).is_ok());
    }
}
