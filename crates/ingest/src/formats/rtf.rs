//! Documents in the Rich Text Format (`.rtf`).

use std::{collections::BTreeMap, mem, sync::Arc};

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};
use textmill_corpus::Metadata;

use crate::{Reject, records::Record};

/// Groups may stand in each other so deep.
const DEEPEST: usize = 1024;

/// Whether bytes begin like such a document.
pub(crate) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// The text of a document, with its title and the day when it was begun.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is no such document, or where groups are nested too deep.
pub(crate) fn rtf_record(bytes: &[u8]) -> Result<Record, Reject> {
    let mut reader = read(bytes)?;
    let mut text = reader.body.into_text();
    for note in reader.notes.drain(..) {
        let note = note.into_text();
        if !note.is_empty() {
            text.push_str(if text.is_empty() { "[Footnote] " } else { "\n[Footnote] " });
            text.push_str(&note);
        }
    }
    let title = reader.title.into_text();
    let title = Some(title.trim()).filter(|title| !title.is_empty()).map(Arc::from);
    let [year, month, day] = reader.created;
    let is_day = year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day);
    let date = is_day.then(|| Arc::from(format!("{year:04}-{month:02}-{day:02}")));
    Ok(Record { text, metadata: Metadata { title, date, ..Metadata::default() } })
}

/// Reads a document to its end, or to where it is cut off.
fn read(bytes: &[u8]) -> Result<RtfReader, Reject> {
    if !is_rtf(bytes) {
        return Err(Reject::Unreadable("it does not begin like RTF".to_owned()));
    }
    let mut reader = RtfReader::default();
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'{' => reader.begin_group()?,
            b'}' => reader.end_group(),
            b'\\' => rest = reader.control(after),
            b'\r' | b'\n' | 0 => {}
            byte => reader.byte(*byte),
        }
    }
    reader.flush();
    Ok(reader)
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// To the text.
    #[default]
    Body,
    /// To the footnote of a number.
    Note(usize),
    /// To the title.
    Title,
    /// Nowhere, but the table of fonts is read.
    Fonts,
    /// Nowhere, but the day of creation is read.
    Created,
    /// Nowhere, but its title and day are read.
    Info,
    /// Nowhere.
    Nowhere,
}

/// What holds inside a group.
#[derive(Clone, Copy, Debug)]
struct Group {
    /// Where its text goes.
    place: Place,
    /// The number of its font.
    font: Option<i32>,
    /// So many characters stand for one of Unicode.
    fallback: usize,
    /// The text was deleted, is hidden, or is for other readers.
    is_hidden: [bool; 3],
}

impl Default for Group {
    fn default() -> Self {
        Self { place: Place::Body, font: None, fallback: 1, is_hidden: [false; 3] }
    }
}

/// The text was deleted.
const DELETED: usize = 0;
/// The text is hidden.
const HIDDEN: usize = 1;
/// The text is what RTF shows for HTML that the document holds.
const SHOWN_FOR_HTML: usize = 2;

/// Reads a document.
struct RtfReader {
    /// What holds now.
    group: Group,
    /// What holds in the groups around this one.
    groups: Vec<Group>,
    /// The encoding of the document.
    encoding: &'static Encoding,
    /// The font of text that names none.
    font: Option<i32>,
    /// The encodings of fonts.
    fonts: BTreeMap<i32, &'static Encoding>,
    /// Bytes that are not decoded yet.
    bytes: Vec<u8>,
    /// So many characters have to be skipped, since they stand for one of Unicode.
    skipped: usize,
    /// The first half of a surrogate pair.
    surrogate: Option<u16>,
    /// `\*` came: a group that is not known is left out.
    is_optional: bool,
    /// The text.
    body: Sheet,
    /// The footnotes.
    notes: Vec<Sheet>,
    /// The title.
    title: Sheet,
    /// Year, month and day of creation.
    created: [u32; 3],
}

impl Default for RtfReader {
    fn default() -> Self {
        Self {
            group: Group::default(),
            groups: Vec::new(),
            encoding: WINDOWS_1252,
            font: None,
            fonts: BTreeMap::new(),
            bytes: Vec::new(),
            skipped: 0,
            surrogate: None,
            is_optional: false,
            body: Sheet::default(),
            notes: Vec::new(),
            title: Sheet::default(),
            created: [0; 3],
        }
    }
}

impl RtfReader {
    /// A group begins.
    fn begin_group(&mut self) -> Result<(), Reject> {
        self.flush();
        self.skipped = 0;
        self.groups.push(self.group);
        if self.groups.len() > DEEPEST {
            return Err(Reject::Unreadable("its groups stand in each other too deep".to_owned()));
        }
        Ok(())
    }

    /// A group ends.
    fn end_group(&mut self) {
        self.flush();
        self.skipped = 0;
        self.is_optional = false;
        self.group = self.groups.pop().unwrap_or_default();
    }

    /// Reads what follows a backslash, and gives what comes after it.
    fn control<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let Some((first, after)) = bytes.split_first() else { return bytes };
        if first.is_ascii_alphabetic() {
            let (word, parameter, after) = control_word(bytes);
            return self.word(word, parameter, after);
        }
        match first {
            b'\'' => {
                let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
                    return after;
                };
                self.byte(byte);
                return after.get(2..).unwrap_or_default();
            }
            b'\\' | b'{' | b'}' => self.byte(*first),
            b'*' => self.is_optional = true,
            b'~' => self.sign("\u{A0}"),
            b'_' => self.sign("\u{2011}"),
            b'\r' | b'\n' => self.gap(Gap::Block),
            b'\t' => self.gap(Gap::Tab),
            // What else there is (an optional hyphen, marks of an index) is not seen.
            _ => {}
        }
        after
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if self.is_shown() {
            self.lone_surrogate();
            self.bytes.push(byte);
        }
    }

    /// A character that a control stands for.
    fn sign(&mut self, sign: &str) {
        self.flush();
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if self.is_shown() {
            self.lone_surrogate();
            self.write(sign);
        }
    }

    /// What parts words comes.
    fn gap(&mut self, gap: Gap) {
        self.flush();
        self.skipped = 0;
        if let Some(sheet) = self.sheet().filter(|_| gap > Gap::None) {
            sheet.widen(gap);
        }
    }

    /// Whether text is seen here.
    fn is_shown(&self) -> bool {
        let is_text = matches!(self.group.place, Place::Body | Place::Note(_) | Place::Title);
        is_text && !self.group.is_hidden.contains(&true)
    }

    /// Where text goes.
    fn sheet(&mut self) -> Option<&mut Sheet> {
        if !self.is_shown() {
            return None;
        }
        match self.group.place {
            Place::Body => Some(&mut self.body),
            Place::Note(number) => self.notes.get_mut(number),
            Place::Title => Some(&mut self.title),
            Place::Fonts | Place::Created | Place::Info | Place::Nowhere => None,
        }
    }

    /// Writes text where it goes.
    fn write(&mut self, text: &str) {
        if let Some(sheet) = self.sheet() {
            sheet.push(text);
        }
    }

    /// Writes a sign for half a surrogate pair that stands alone.
    fn lone_surrogate(&mut self) {
        if self.surrogate.take().is_some() {
            self.write("\u{FFFD}");
        }
    }

    /// Decodes and writes the bytes that came since the last control.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = mem::take(&mut self.bytes);
        let font = self.group.font.or(self.font);
        let encoding = font.and_then(|font| self.fonts.get(&font).copied()).unwrap_or(self.encoding);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.write(&text);
        self.bytes = bytes;
        self.bytes.clear();
    }

    /// A control word. Gives what comes after it.
    fn word<'a>(&mut self, word: &[u8], parameter: Option<i32>, after: &'a [u8]) -> &'a [u8] {
        self.flush();
        let is_optional = mem::take(&mut self.is_optional);
        if word == b"bin" {
            self.skipped = self.skipped.saturating_sub(1);
            let length = parameter.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            return after.get(length..).unwrap_or_default();
        }
        if let Some(place) = self.destination(word, is_optional) {
            self.group.place = place;
        } else if let Some(sign) = sign(word) {
            self.sign(sign);
        } else if let Some(gap) = gap(word) {
            self.gap(gap);
        } else {
            self.property(word, parameter);
        }
        after
    }

    /// Where the text of a group goes that begins with a word, if the word says so.
    fn destination(&mut self, word: &[u8], is_optional: bool) -> Option<Place> {
        match (self.group.place, word) {
            (Place::Nowhere, _) => Some(Place::Nowhere),
            (Place::Info, b"title") => Some(Place::Title),
            (Place::Info, b"creatim") => Some(Place::Created),
            (Place::Info, b"author" | b"operator" | b"subject" | b"keywords" | b"doccomm" | b"company") => {
                Some(Place::Nowhere)
            }
            (Place::Body | Place::Note(_), b"footnote") => {
                self.notes.push(Sheet::default());
                Some(Place::Note(self.notes.len() - 1))
            }
            (_, b"fonttbl") => Some(Place::Fonts),
            (_, b"info") => Some(Place::Info),
            (Place::Fonts, _) if is_optional => Some(Place::Nowhere),
            (_, word) if is_optional || is_left_out(word) => Some(Place::Nowhere),
            _ => None,
        }
    }

    /// A word that changes what holds.
    fn property(&mut self, word: &[u8], parameter: Option<i32>) {
        let is_on = parameter != Some(0);
        match word {
            b"u" => self.unicode(parameter.unwrap_or(0)),
            b"uc" => {
                self.group.fallback = parameter.and_then(|count| usize::try_from(count).ok()).unwrap_or(1)
            }
            b"f" => self.group.font = parameter,
            b"deff" => self.font = parameter,
            b"plain" => {
                self.group.font = None;
                self.set_hidden(DELETED, false);
                self.set_hidden(HIDDEN, false);
            }
            b"deleted" => self.set_hidden(DELETED, is_on),
            b"v" => self.set_hidden(HIDDEN, is_on),
            b"htmlrtf" => self.set_hidden(SHOWN_FOR_HTML, is_on),
            b"ansicpg" => self.encoding = parameter.and_then(code_page).unwrap_or(self.encoding),
            b"mac" => self.encoding = MACINTOSH,
            b"fcharset" if self.group.place == Place::Fonts => self.set_font(parameter.and_then(charset)),
            b"cpg" if self.group.place == Place::Fonts => self.set_font(parameter.and_then(code_page)),
            b"yr" | b"mo" | b"dy" if self.group.place == Place::Created => {
                let part = usize::from(word == b"mo") + 2 * usize::from(word == b"dy");
                let value = parameter.and_then(|value| u32::try_from(value).ok()).unwrap_or(0);
                if let Some(known) = self.created.get_mut(part) {
                    *known = value;
                }
            }
            _ => {}
        }
    }

    /// Sets why text is not seen.
    fn set_hidden(&mut self, reason: usize, is_hidden: bool) {
        if let Some(known) = self.group.is_hidden.get_mut(reason) {
            *known = is_hidden;
        }
    }

    /// Sets the encoding of the font that the table is at.
    fn set_font(&mut self, encoding: Option<&'static Encoding>) {
        if let Some((font, encoding)) = self.group.font.zip(encoding) {
            self.fonts.insert(font, encoding);
        }
    }

    /// A character of Unicode, as a number of 16 bits with or without a sign.
    fn unicode(&mut self, number: i32) {
        self.skipped = self.group.fallback;
        if !self.is_shown() {
            return;
        }
        let Ok(code) = u32::try_from(if number < 0 { number.saturating_add(0x1_0000) } else { number })
        else {
            return;
        };
        let half = u16::try_from(code).unwrap_or(0);
        if let Some(first) = self.surrogate.take() {
            if let Some(Ok(character)) = char::decode_utf16([first, half]).next() {
                self.write(character.encode_utf8(&mut [0; 4]));
                return;
            }
            self.write("\u{FFFD}");
        }
        if (0xD800..0xDC00).contains(&half) {
            self.surrogate = Some(half);
        } else if let Some(character) = char::from_u32(code).filter(|character| *character != '\0') {
            self.write(character.encode_utf8(&mut [0; 4]));
        }
    }
}

/// The longest control word, and the longest number after one.
const WORD_BYTES: usize = 32;
const NUMBER_BYTES: usize = 10;

/// A control word, its number, and what comes after it and the blank that ends it.
fn control_word(bytes: &[u8]) -> (&[u8], Option<i32>, &[u8]) {
    let length = bytes.iter().take(WORD_BYTES).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (word, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
    let has_sign = rest.starts_with(b"-");
    let digits = rest.iter().skip(usize::from(has_sign)).take(NUMBER_BYTES);
    let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let length = if digits > 0 { digits + usize::from(has_sign) } else { 0 };
    let (number, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
    let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
    (word, number, rest.strip_prefix(b" ").unwrap_or(rest))
}

/// Whether the text of a group is not the document's.
fn is_left_out(word: &[u8]) -> bool {
    const WORDS: &[&[u8]] = &[
        b"colortbl",
        b"stylesheet",
        b"pict",
        b"object",
        b"header",
        b"headerl",
        b"headerr",
        b"headerf",
        b"footer",
        b"footerl",
        b"footerr",
        b"footerf",
        b"fldinst",
        b"xe",
        b"tc",
        b"tcn",
        b"rxe",
        b"listtable",
        b"listoverridetable",
        b"revtbl",
        b"rsidtbl",
        b"filetbl",
        b"nonshppict",
        b"datafield",
        b"themedata",
        b"annotation",
        b"atnid",
        b"atnauthor",
        b"template",
        b"ftnsep",
        b"ftnsepc",
        b"ftncn",
        b"aftnsep",
        b"aftnsepc",
        b"aftncn",
    ];
    WORDS.contains(&word)
}

/// The character that a word stands for.
fn sign(word: &[u8]) -> Option<&'static str> {
    Some(match word {
        b"emdash" => "—",
        b"endash" => "–",
        b"lquote" => "‘",
        b"rquote" => "’",
        b"ldblquote" => "“",
        b"rdblquote" => "”",
        b"bullet" => "•",
        b"emspace" | b"enspace" | b"qmspace" => " ",
        b"zwj" => "\u{200D}",
        b"zwnj" => "\u{200C}",
        _ => return None,
    })
}

/// What a word parts.
fn gap(word: &[u8]) -> Option<Gap> {
    Some(match word {
        b"par" | b"sect" | b"page" | b"row" | b"nestrow" => Gap::Block,
        b"line" | b"softline" | b"lbr" => Gap::Line,
        b"tab" | b"cell" | b"nestcell" => Gap::Tab,
        _ => return None,
    })
}

/// The encoding of a code page.
fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 | 0 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The encoding of the characters of a font.
fn charset(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        0 | 2 => WINDOWS_1252,
        77 => MACINTOSH,
        128 => SHIFT_JIS,
        129 => EUC_KR,
        134 => GBK,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return None,
    })
}

/// What parts two pieces of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// Nothing.
    #[default]
    None,
    /// A tab, or the end of a cell.
    Tab,
    /// The end of a line.
    Line,
    /// The end of a paragraph or of a row.
    Block,
}

/// A text that grows. Blanks at the ends of its lines are left out.
#[derive(Debug, Default)]
struct Sheet {
    /// What has been written.
    text: String,
    /// What parts the next piece from it.
    gap: Gap,
    /// So many tabs came.
    tabs: usize,
}

/// At most so many empty cells are kept.
const TABS: usize = 16;

impl Sheet {
    /// Adds text.
    fn push(&mut self, text: &str) {
        let text =
            if self.gap > Gap::None || self.text.is_empty() { text.trim_start_matches(' ') } else { text };
        if text.is_empty() {
            return;
        }
        let (gap, tabs) = (mem::take(&mut self.gap), mem::take(&mut self.tabs));
        if gap > Gap::None {
            self.text.truncate(self.text.trim_end_matches(' ').len());
        }
        if !self.text.is_empty() {
            match gap {
                Gap::None => {}
                Gap::Tab => self.text.extend(std::iter::repeat_n('\t', tabs.min(TABS))),
                Gap::Line => self.text.push('\n'),
                Gap::Block => self.text.push_str("\n\n"),
            }
        }
        self.text.push_str(text);
    }

    /// Widens what parts the next piece from the last.
    fn widen(&mut self, gap: Gap) {
        self.tabs += usize::from(gap == Gap::Tab);
        self.gap = self.gap.max(gap);
    }

    /// The text, with a line end after its last line.
    fn into_text(mut self) -> String {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::{is_rtf, rtf_record};
    use crate::Reject;

    fn rtf_text(bytes: &[u8]) -> Result<String, Reject> {
        rtf_record(bytes).map(|record| record.text)
    }

    fn text(body: &str) -> String {
        rtf_text(format!("{{\\rtf1\\ansi\\ansicpg1252 {body}}}").as_bytes()).unwrap()
    }

    #[test]
    fn paragraphs_lines_cells_and_signs() {
        let body = "{\\fonttbl{\\f0 Times;}}{\\colortbl;\\red0;}{\\stylesheet{\\s1 Normal;}}\\pard  The \\b dam\\b0  holds. \\par\r\n\\par a\\line b\\par\
            \\trowd x\\cell y\\cell\\row z\\cell\\cell w\\cell\\row {\\header Page}{\\*\\generator Mill;}\\lquote A\\rquote\\~\\endash  b\\_c\\-d \\{\\\\\\}\\'e9";
        assert_eq!(text(body), "The dam holds.\n\na\nb\n\nx\ty\n\nz\t\tw\n\n‘A’\u{A0}– b\u{2011}cd {\\}é\n");
    }

    #[test]
    fn encodings_of_fonts_and_characters_of_unicode() {
        let body = "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\froman\\fcharset204{\\*\\panose 02}B;}{\\f2\\fcharset128 C;}}\\f0 \\'e9 {\\f1 \\'e9\\'e8} \\'e9 \
            {\\f2 \\'83A\\'83\\'5c}\\uc1 \\u1080? \\u-10179?\\u-8704? {\\uc2\\u8364\\'81\\'40}x\\u8211\\endash y\\u-10179?z";
        assert_eq!(text(body), "é йи é アソи \u{1F600} €x–y\u{FFFD}z\n");
        let rtf = b"{\\rtf1\\ansi\\ansicpg1251\\deff0 \\'e9\xE8{\\f7\\'e9}}";
        assert_eq!(rtf_text(rtf).as_deref(), Ok("йий\n"));
    }

    #[test]
    fn title_day_and_footnotes() {
        let body = "{\\info{\\title The dam}{\\author Tom Venn}{\\creatim\\yr2031\\mo3\\dy14\\hr10}}It holds{\\super\\chftn}{\\footnote\\pard \\chftn  So far.}. \
            {\\deleted gone}{\\v hidden}{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt link}}{\\pict\\bin5 {{{{{ab}{\\object{\\result o}}\\par\\deleted no\\deleted0 yes";
        let record = rtf_record(format!("{{\\rtf1 {body}}}").as_bytes()).unwrap();
        assert_eq!(record.text, "It holds. link\n\nyes\n\n[Footnote] So far.\n");
        assert_eq!(record.metadata.title.as_deref(), Some("The dam"));
        assert_eq!(record.metadata.date.as_deref(), Some("2031-03-14"));
    }

    #[test]
    fn html_inside_a_message() {
        let body = "\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 The dam\\htmlrtf\\par}\\htmlrtf0 {\\*\\htmltag72 </p>} holds.";
        assert_eq!(text(body), "The dam holds.\n");
    }

    #[test]
    fn what_is_none_and_what_is_broken() {
        assert!(is_rtf(b"{\\rtf1}") && !is_rtf(b"{\\rt"));
        assert!(rtf_text(b"The dam").is_err());
        assert!(rtf_text(format!("{{\\rtf1 {}", "{".repeat(5000)).as_bytes()).is_err());
        for rest in [
            "",
            "\\",
            "\\'",
            "\\'f",
            "\\'zz",
            "\\'é",
            "\\u",
            "\\u-",
            "\\bin99999 x",
            "\\bin-5 ",
            "}}}}",
            "\\uc-1\\u5",
        ] {
            assert!(rtf_text(format!("{{\\rtf1 {rest}").as_bytes()).is_ok(), "{rest}");
        }
        let long =
            format!("{{\\rtf1 {}x\\tab{}", "a ".repeat(100_000), "\\u99999999999999\\tab ".repeat(10_000));
        assert!(rtf_text(long.as_bytes()).is_ok());
        assert_eq!(text(""), "");
    }
}
