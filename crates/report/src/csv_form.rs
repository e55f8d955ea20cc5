//! The form in which reports are written as CSV: every text is quoted, numbers are bare, and no cell is a formula.
//!
//! A general writer quotes what its syntax asks for. Here the kind of the column decides, so that a spreadsheet that is told to take quoted
//! cells as text takes the word `1e5` as one, and splits no sentence at its semicolon.
//!
//! Between semicolons the first cell of a line is an exception. gnumeric asks no one for the separator: it takes the sign around the first
//! quoted cell, behind it where a line begins with that cell, and there it looks one character too far and settles for a comma. So the
//! first cell is bare wherever it can be, and the header has quoted names, whose semicolons it finds.

use std::{borrow::Cow, fmt};

use serde::{Serialize, ser};

/// How a report is written: the separator of cells, the decimal mark, and whether a byte order mark says that it is UTF-8.
///
/// ```
/// use textmill_report::CsvForm;
///
/// assert_eq!(CsvForm::PLAIN, CsvForm { separator: b',', decimal_mark: b'.', has_byte_order_mark: false });
/// let german = CsvForm::for_excel("de");
/// assert_eq!(german, CsvForm { separator: b';', decimal_mark: b',', has_byte_order_mark: true });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvForm {
    /// Between cells.
    pub separator: u8,
    /// In fractions.
    pub decimal_mark: u8,
    /// Whether the file begins with a byte order mark.
    pub has_byte_order_mark: bool,
}

/// Languages that write fractions with a comma, and whose spreadsheets separate cells by semicolons.
const DECIMAL_COMMAS: &[&str] = &[
    "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fo", "fr", "gl",
    "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "lb", "lt", "lv", "mk", "nb", "nl", "nn", "no", "pl",
    "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "uz", "vi",
];
/// Countries that write a point though others of their language do not, and those that separate by semicolons all the same.
const POINTS: &[&str] = &[
    "de-CH", "de-LI", "fr-CH", "it-CH", "es-MX", "es-US", "es-GT", "es-HN", "es-NI", "es-PA", "es-PE",
    "es-PR", "es-SV", "es-DO",
];
const POINTS_AND_SEMICOLONS: &[&str] = &["de-CH", "de-LI", "fr-CH", "it-CH"];

impl CsvForm {
    /// What programs read: commas, points, no byte order mark.
    pub const PLAIN: Self = Self { separator: b',', decimal_mark: b'.', has_byte_order_mark: false };

    /// What the spreadsheet of a person reads that speaks a language, in a country if that is named: `de`, `fr-CH`, `pt_BR.UTF-8`.
    pub fn for_excel(locale: &str) -> Self {
        let name = locale.split(['.', '@']).next().unwrap_or_default();
        let mut parts = name.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let place = format!("{language}-{}", parts.next().unwrap_or_default().to_ascii_uppercase());
        let has_comma = DECIMAL_COMMAS.contains(&language.as_str()) && !POINTS.contains(&place.as_str());
        let has_semicolon = has_comma || POINTS_AND_SEMICOLONS.contains(&place.as_str());
        Self {
            separator: if has_semicolon { b';' } else { b',' },
            decimal_mark: if has_comma { b',' } else { b'.' },
            has_byte_order_mark: true,
        }
    }

    /// The beginning of a file: the byte order mark, if any, and the header.
    pub(crate) fn header<'a>(self, names: impl Iterator<Item = &'a str>) -> Vec<u8> {
        let mut line = if self.has_byte_order_mark { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
        for (name, place) in names.zip(0..) {
            if place > 0 {
                line.push(self.separator);
            }
            // Our own names need no quotation marks; those that a person gives may be anything.
            let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if is_plain && (place == 0 || !self.has_bare_beginnings()) {
                line.extend_from_slice(name.as_bytes());
            } else {
                push_text(&mut line, name);
            }
        }
        line.push(b'\n');
        line
    }

    /// Whether the first cell of a line, and only that, is quoted where the syntax asks for it alone.
    fn has_bare_beginnings(self) -> bool {
        self.separator == b';'
    }

    /// The lines of some rows.
    pub(crate) fn lines<R: Serialize>(self, rows: &[R]) -> Result<Vec<u8>, CsvError> {
        let mut bytes = Vec::with_capacity(rows.len() * 64);
        for row in rows {
            row.serialize(Line { bytes: &mut bytes, form: self })?;
            bytes.push(b'\n');
        }
        Ok(bytes)
    }
}

/// A text that no spreadsheet takes for a formula.
///
/// A cell that begins with `= + - @` or a tab is a formula to them, or may be one. So is what follows a semicolon, a comma, a tab or a line end
/// inside a text where a reader takes these for separators, also behind quotation marks. There an apostrophe is put before it, also before an apostrophe: taking one away at
/// the beginning and behind every separator gives the text back.
///
/// ```
/// use textmill_report::guarded;
/// assert_eq!(guarded("=SUM(A1)"), "'=SUM(A1)");
/// assert_eq!(guarded("'tis"), "''tis");
/// assert_eq!(guarded("opened;=2+3;on Tuesday"), "opened;'=2+3;on Tuesday");
/// assert_eq!(guarded("opened\n=2+3"), "opened\n'=2+3");
/// assert_eq!(guarded("opened;\"=2+3\""), "opened;\"'=2+3\"");
/// assert_eq!(guarded("1 = 1; a"), "1 = 1; a");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_guarded = |place: usize| {
        let Some((before, [byte, ..])) = bytes.split_at_checked(place) else { return false };
        match byte {
            b'=' | b'+' | b'-' | b'@' | b'\t' | b'\'' => begins_cell(before),
            b'\r' | b'\n' => before.last().is_none_or(|before| is_separator(*before)),
            _ => false,
        }
    };
    let Some(first) = (0..bytes.len()).find(|&place| is_guarded(place)) else { return Cow::Borrowed(text) };
    let mut safe = String::with_capacity(text.len() + 2);
    let mut copied = 0;
    for place in (first..bytes.len()).filter(|&place| is_guarded(place)) {
        // Signs of ASCII are no part of other characters.
        safe.push_str(text.get(copied..place).unwrap_or_default());
        safe.push('\'');
        copied = place;
    }
    safe.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(safe)
}

/// Whether what follows may begin a cell for some reader: at the beginning, and behind a separator or a line end, also with quotation marks
/// between.
fn begins_cell(before: &[u8]) -> bool {
    let quotes = before.iter().rev().take_while(|byte| **byte == b'"').count();
    let rest = &before[..before.len() - quotes];
    before.is_empty() || rest.last().is_some_and(|byte| is_separator(*byte) || matches!(byte, b'\n' | b'\r'))
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b';' | b',' | b'\t')
}

/// A text as it was before [`guarded`].
///
/// ```
/// use textmill_report::{guarded, unguarded};
/// assert_eq!(unguarded(&guarded("a;'=b")), "a;'=b");
/// ```
pub fn unguarded(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\'') {
        return Cow::Borrowed(cell);
    }
    let mut text = String::with_capacity(cell.len());
    let mut may_be_guarded = true;
    for character in cell.chars() {
        if character == '\'' && may_be_guarded {
            may_be_guarded = false;
            continue;
        }
        may_be_guarded = match character {
            '"' => may_be_guarded && !text.is_empty(),
            ';' | ',' | '\t' | '\n' | '\r' => true,
            _ => false,
        };
        text.push(character);
    }
    Cow::Owned(text)
}

/// What the cell of a text may be changed by: a text without these is copied as it is.
static IS_SPECIAL: [bool; 256] = {
    let (special, mut is_special, mut place) = (b"=+-@\t'\r\n\0\"", [false; 256], 0);
    while place < special.len() {
        is_special[special[place] as usize] = true;
        place += 1;
    }
    is_special
};

/// Adds a cell of text: quoted, and no formula.
fn push_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(b'"');
    if !text.bytes().any(|byte| IS_SPECIAL[usize::from(byte)]) {
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(b'"');
        return;
    }
    // No program reads a NUL, and none means anything. Taken out later, it would bring a sign to the place of a formula.
    let text = if text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { Cow::Borrowed(text) };
    for byte in guarded(&text).bytes() {
        if byte == b'"' {
            bytes.push(b'"');
        }
        bytes.push(byte);
    }
    bytes.push(b'"');
}

/// Adds a cell of text that is quoted only where its characters ask for it.
fn push_bare_text(bytes: &mut Vec<u8>, text: &str) {
    let is_bare = !text.contains([';', ',', '"', '\t', '\r', '\n', '\0']) && text.trim() == text;
    if is_bare {
        bytes.extend_from_slice(guarded(text).as_bytes());
    } else {
        push_text(bytes, text);
    }
}

/// A row that cannot be a line: it is no list of cells.
#[derive(Debug)]
pub struct CsvError(String);

impl fmt::Display for CsvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CsvError {}

impl ser::Error for CsvError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

fn unsupported<T>(what: &str) -> Result<T, CsvError> {
    Err(CsvError(format!("a row is a list of cells, and has no {what}")))
}

/// The name under which a fraction is serialised, which is a text for its six decimals.
pub(crate) const FRACTION: &str = "Real";

/// Writes a row.
struct Line<'a> {
    bytes: &'a mut Vec<u8>,
    form: CsvForm,
}

/// Writes the cells of a row.
struct Cells<'a> {
    bytes: &'a mut Vec<u8>,
    form: CsvForm,
    is_first: bool,
}

/// Writes a cell.
struct Cell<'a> {
    bytes: &'a mut Vec<u8>,
    form: CsvForm,
    is_fraction: bool,
    is_bare: bool,
}

impl ser::SerializeTuple for Cells<'_> {
    type Ok = ();
    type Error = CsvError;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), CsvError> {
        let is_first = std::mem::replace(&mut self.is_first, false);
        if !is_first {
            self.bytes.push(self.form.separator);
        }
        let is_bare = is_first && self.form.has_bare_beginnings();
        value.serialize(Cell { bytes: self.bytes, form: self.form, is_fraction: false, is_bare })
    }

    fn end(self) -> Result<(), CsvError> {
        Ok(())
    }
}

/// What neither a row nor a cell is.
macro_rules! unsupported {
    ($($method:ident($($argument:ty),*) -> $ok:ty;)*) => {
        $(fn $method(self $(, _: $argument)*) -> Result<$ok, CsvError> {
            unsupported(stringify!($method))
        })*
    };
}

type No = ser::Impossible<(), CsvError>;

impl<'a> ser::Serializer for Line<'a> {
    type Ok = ();
    type Error = CsvError;
    type SerializeSeq = No;
    type SerializeTuple = Cells<'a>;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    fn serialize_tuple(self, _: usize) -> Result<Cells<'a>, CsvError> {
        Ok(Cells { bytes: self.bytes, form: self.form, is_first: true })
    }

    unsupported! {
        serialize_bool(bool) -> (); serialize_i8(i8) -> (); serialize_i16(i16) -> (); serialize_i32(i32) -> ();
        serialize_i64(i64) -> (); serialize_u8(u8) -> (); serialize_u16(u16) -> (); serialize_u32(u32) -> ();
        serialize_u64(u64) -> (); serialize_f32(f32) -> (); serialize_f64(f64) -> (); serialize_char(char) -> ();
        serialize_str(&str) -> (); serialize_bytes(&[u8]) -> (); serialize_none() -> (); serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> (); serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> No; serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No; serialize_map(Option<usize>) -> No;
        serialize_struct(&'static str, usize) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }

    fn serialize_some<T: ?Sized + Serialize>(self, _: &T) -> Result<(), CsvError> {
        unsupported("option")
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, _: &T) -> Result<(), CsvError> {
        unsupported("struct")
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), CsvError> {
        unsupported("variant")
    }
}

impl ser::Serializer for Cell<'_> {
    type Ok = ();
    type Error = CsvError;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    fn serialize_bool(self, value: bool) -> Result<(), CsvError> {
        self.bytes.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_u64(self, value: u64) -> Result<(), CsvError> {
        self.bytes.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
        Ok(())
    }

    fn serialize_i64(self, value: i64) -> Result<(), CsvError> {
        self.bytes.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), CsvError> {
        if self.is_fraction && self.form.decimal_mark == b'.' {
            self.bytes.extend_from_slice(text.as_bytes());
        } else if self.is_fraction {
            let mark = |byte: u8| if byte == b'.' { self.form.decimal_mark } else { byte };
            self.bytes.extend(text.bytes().map(mark));
        } else if self.is_bare {
            push_bare_text(self.bytes, text);
        } else if !text.is_empty() {
            push_text(self.bytes, text);
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), CsvError> {
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), CsvError> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), CsvError> {
        value.serialize(Self { is_fraction: name == FRACTION, ..self })
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), CsvError> {
        unsupported("variant")
    }

    unsupported! {
        serialize_i8(i8) -> (); serialize_i16(i16) -> (); serialize_i32(i32) -> ();
        serialize_u8(u8) -> (); serialize_u16(u16) -> (); serialize_u32(u32) -> (); serialize_f32(f32) -> ();
        serialize_f64(f64) -> (); serialize_char(char) -> (); serialize_bytes(&[u8]) -> (); serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> (); serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> No; serialize_tuple(usize) -> No; serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No; serialize_map(Option<usize>) -> No;
        serialize_struct(&'static str, usize) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use proptest::prelude::*;

    use super::{CsvForm, guarded, unguarded};
    use crate::{Real, Text};

    fn line(form: CsvForm, row: &(Text, u64, Real, bool, Option<u64>)) -> String {
        String::from_utf8(form.lines(std::slice::from_ref(row)).unwrap()).unwrap()
    }

    #[test]
    fn texts_are_quoted_and_numbers_are_not() {
        let row = (Text::from("1e5"), 3, Real::from(2.5), true, None);
        assert_eq!(line(CsvForm::PLAIN, &row), "\"1e5\",3,2.500000,true,\n");
        assert_eq!(line(CsvForm::for_excel("de_DE.UTF-8"), &row), "1e5;3;2,500000;true;\n");
        assert_eq!(line(CsvForm::for_excel("de-CH"), &row), "1e5;3;2.500000;true;\n");
        assert_eq!(line(CsvForm::for_excel("en"), &row), "\"1e5\",3,2.500000,true,\n");
        let header =
            |form: CsvForm| String::from_utf8(form.header(["word", "count", "an odd name"].into_iter()));
        assert_eq!(header(CsvForm::PLAIN).unwrap(), "word,count,\"an odd name\"\n");
        assert_eq!(header(CsvForm::for_excel("de")).unwrap(), "\u{FEFF}word;\"count\";\"an odd name\"\n");
        let row = (Text::from("a \"b\"; c"), 0, Real::from(None), false, Some(1));
        assert_eq!(line(CsvForm::PLAIN, &row), "\"a \"\"b\"\"; c\",0,,false,1\n");
    }

    #[test]
    fn cells_that_a_spreadsheet_would_run() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+ -", "'+ -"),
            ("-5", "'-5"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("'tis", "''tis"),
            ("a;=b", "a;'=b"),
            ("a,\t-b", "a,'\t'-b"),
            ("a; =b", "a; =b"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell);
        }
    }

    proptest! {
        #[test]
        fn the_guard_can_be_taken_off(text in "[=+@'\"\\-;,\t\r\na\u{e4}\u{20ac}]{0,8}") {
            let cell = guarded(&text).into_owned();
            for (place, part) in cell.split([';', ',', '\t', '\n', '\r']).enumerate() {
                let part = if place > 0 { part.trim_start_matches('"') } else { part };
                prop_assert!(!part.starts_with(['=', '+', '-', '@']), "{cell:?}");
            }
            prop_assert_eq!(unguarded(&cell), text);
        }

        #[test]
        fn lines_are_read_back(one in "\\PC{0,12}", other in "[a;,\"'=\n]{0,8}") {
            for form in [CsvForm::PLAIN, CsvForm::for_excel("fr")] {
                let bytes = form.lines(&[(Text::from(one.as_str()), Text::from(other.as_str()))]).unwrap();
                let mut reader =
                    csv::ReaderBuilder::new().has_headers(false).delimiter(form.separator).from_reader(bytes.as_slice());
                let row = reader.records().next().map(|row| row.unwrap());
                let cell = |place: usize| unguarded(row.as_ref().unwrap().get(place).unwrap()).into_owned();
                prop_assert_eq!((cell(0), cell(1)), (one.clone(), other.clone()));
            }
        }
    }
}
