//! What a PDF may become. Its reader unpacks streams whole, reads a form anew wherever it is drawn, and follows what refers to itself: what of
//! that can be foreseen is counted here before the reader sees it, and has a reason of its own. The rest ends the process in which it is read.

use std::{borrow::Cow, collections::HashMap, io::Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use super::unreadable;
use crate::{Reject, allowance::Allowance};

/// Forms may be drawn in each other so deep, and pages stand in each other.
const DEEPEST: usize = 64;

fn too_large() -> Reject {
    unreadable("it expands to far more than its own size")
}

fn too_deep() -> Reject {
    unreadable(&format!("its forms or pages stand in each other more than {DEEPEST} deep"))
}

/// The filters that the reader knows: what it does not know it leaves packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    Flate,
    Lzw,
    Ascii85,
}

impl Filter {
    const ALL: [(&[u8], Self); 3] =
        [(b"FlateDecode", Self::Flate), (b"LZWDecode", Self::Lzw), (b"ASCII85Decode", Self::Ascii85)];

    fn of_name(name: &[u8]) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, filter)| *filter)
    }

    /// Unpacks what is given, as far as it is whole. What is read is counted too: something may come out of nothing again and again.
    fn unpack(self, packed: &[u8], allowance: &Allowance) -> Result<Vec<u8>, Reject> {
        match self {
            Self::Flate => {
                let mut decoder = ZlibDecoder::new(packed);
                let unpacked = drained(&mut decoder, allowance)?;
                use_up(allowance, decoder.total_in())?;
                if !unpacked.is_empty() {
                    return Ok(unpacked);
                }
                // As the reader does with a broken header.
                let mut decoder = DeflateDecoder::new(packed.get(2..).unwrap_or_default());
                let unpacked = drained(&mut decoder, allowance)?;
                use_up(allowance, decoder.total_in())?;
                Ok(unpacked)
            }
            Self::Lzw => unpacked_lzw(packed, allowance),
            Self::Ascii85 => {
                let is_digit =
                    |byte: &&u8| matches!(**byte, b'!'..=b'u' | b'z') || byte.is_ascii_whitespace();
                let digits = packed.iter().take_while(is_digit).count();
                let mut dictionary = Dictionary::new();
                dictionary.set("Filter", Object::Name(b"ASCII85Decode".to_vec()));
                let digits = packed.get(..digits).unwrap_or_default();
                use_up(allowance, digits.len() as u64)?;
                let stream = Stream::new(dictionary, [digits, b"~>"].concat());
                let unpacked = stream.decompressed_content().unwrap_or_default();
                use_up(allowance, unpacked.len() as u64)?;
                Ok(unpacked)
            }
        }
    }
}

/// Takes bytes of the allowance.
pub(super) fn use_up(allowance: &Allowance, bytes: u64) -> Result<(), Reject> {
    if allowance.use_up(bytes) { Ok(()) } else { Err(too_large()) }
}

/// All that can be read, within the allowance.
fn drained(reader: &mut impl Read, allowance: &Allowance) -> Result<Vec<u8>, Reject> {
    let mut all = Vec::new();
    let mut buffer = [0; 1 << 14];
    while let Ok(read @ 1..) = reader.read(&mut buffer) {
        use_up(allowance, read as u64)?;
        all.extend_from_slice(buffer.get(..read).unwrap_or_default());
    }
    Ok(all)
}

fn unpacked_lzw(packed: &[u8], allowance: &Allowance) -> Result<Vec<u8>, Reject> {
    // The two kinds differ in when codes become longer, which hardly changes how much comes out.
    let mut decoder = weezl::decode::Decoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8);
    let mut all = Vec::new();
    let mut buffer = vec![0; 1 << 14];
    let mut rest = packed;
    loop {
        let result = decoder.decode_bytes(rest, &mut buffer);
        rest = rest.get(result.consumed_in..).unwrap_or_default();
        use_up(allowance, (result.consumed_in + result.consumed_out) as u64)?;
        all.extend_from_slice(buffer.get(..result.consumed_out).unwrap_or_default());
        let goes_on = matches!(result.status, Ok(weezl::LzwStatus::Ok));
        if !goes_on || result.consumed_in + result.consumed_out == 0 {
            return Ok(all);
        }
    }
}

/// What a stream becomes by its filters; from the first one on that the reader does not know, it stays packed.
fn unpacked<'a>(
    packed: &'a [u8],
    filters: impl Iterator<Item = Option<Filter>>,
    allowance: &Allowance,
) -> Result<Cow<'a, [u8]>, Reject> {
    let mut unpacked = Cow::Borrowed(packed);
    for filter in filters.map_while(|filter| filter) {
        unpacked = Cow::Owned(filter.unpack(&unpacked, allowance)?);
    }
    Ok(unpacked)
}

/// Streams that hold objects are unpacked as soon as the document is opened.
///
/// # Errors
///
/// [`Reject::Unreadable`] where they become more than the allowance.
pub(super) fn check_bytes(bytes: &[u8], allowance: &Allowance) -> Result<(), Reject> {
    let mut end_of_last = 0;
    for place in memchr::memmem::find_iter(bytes, b"stream") {
        let (before, after) = (bytes.get(..place).unwrap_or_default(), place + b"stream".len());
        if before.ends_with(b"end") {
            end_of_last = after;
            continue;
        }
        let dictionary = before.get(end_of_last..).unwrap_or_default();
        end_of_last = after;
        if !names(dictionary).any(|name| *name == *b"ObjStm" || *name == *b"XRef") {
            continue;
        }
        let rest = bytes.get(after..).unwrap_or_default();
        let packed = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        // Where it ends is said in ways that can be false; what is packed ends by itself.
        let filters = names(dictionary).filter_map(|name| Filter::of_name(&name)).map(Some);
        let is_of_row = |name: &[u8]| ROW.contains(&name);
        use_up(allowance, row_bytes(numbers(dictionary, is_of_row)))?;
        unpacked(packed, filters, allowance)?;
    }
    Ok(())
}

/// What says how long the rows are by which a stream was packed: the reader makes room for two of them.
const ROW: [&[u8]; 3] = [b"Columns", b"Colors", b"BitsPerComponent"];

fn row_bytes(numbers: impl Iterator<Item = i64>) -> u64 {
    numbers.map(|number| number.max(1).unsigned_abs()).fold(2, u64::saturating_mul)
}

/// The numbers behind such names in a piece of PDF.
fn numbers(bytes: &[u8], is_such: impl Fn(&[u8]) -> bool) -> impl Iterator<Item = i64> {
    let number = move |(place, name): (usize, Cow<'_, [u8]>)| {
        let rest = bytes.get(place..).filter(|_| is_such(&name))?;
        let value =
            rest.iter().skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit());
        Some(value.fold(0_i64, |sum, digit| sum.saturating_mul(10).saturating_add(i64::from(digit - b'0'))))
    };
    memchr::memchr_iter(b'/', bytes).zip(names(bytes)).filter_map(number)
}

/// The names in a piece of PDF, with their escapes undone.
fn names(bytes: &[u8]) -> impl Iterator<Item = Cow<'_, [u8]>> {
    let is_regular = |byte: &u8| !byte.is_ascii_whitespace() && *byte != 0 && !b"()<>[]{}/%".contains(byte);
    memchr::memchr_iter(b'/', bytes).map(move |place| {
        let rest = bytes.get(place + 1..).unwrap_or_default();
        let raw = rest.get(..rest.iter().take_while(|byte| is_regular(byte)).count()).unwrap_or_default();
        if raw.contains(&b'#') { Cow::Owned(unescaped(raw)) } else { Cow::Borrowed(raw) }
    })
}

/// `#41` is A.
fn unescaped(raw: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&first, others)) = rest.split_first() {
        let escaped = || {
            let digits = std::str::from_utf8(others.get(..2)?).ok()?;
            u8::from_str_radix(digits, 16).ok()
        };
        match (first, escaped()) {
            (b'#', Some(byte)) => {
                name.push(byte);
                rest = others.get(2..).unwrap_or_default();
            }
            _ => {
                name.push(first);
                rest = others;
            }
        }
    }
    name
}

/// Pictures have no text, but the reader unpacks those that a page draws.
pub(super) fn drop_pictures(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        {
            stream.set_plain_content(Vec::new());
        }
    }
}

/// What all streams become, and what is read of them for the pages.
///
/// # Errors
///
/// [`Reject::Unreadable`] where it is more than the allowance, and where forms or pages stand in each other too deep.
pub(super) fn check_document(document: &Document, allowance: &Allowance) -> Result<(), Reject> {
    for stream in document.objects.values().filter_map(|object| object.as_stream().ok()) {
        unpacked_stream(stream, allowance)?;
    }
    let mut drawn = Drawn { document, allowance, costs: HashMap::new() };
    let nothing = Dictionary::new();
    for page in document.get_pages().values() {
        let resources = inherited_resources(document, *page)?.unwrap_or(&nothing);
        let contents = document.get_page_contents(*page);
        let mut cost = 0_u64;
        for id in contents {
            cost = cost.saturating_add(drawn.cost(id, resources, 0)?);
        }
        use_up(allowance, cost)?;
    }
    Ok(())
}

/// The resources of a page or of what it stands in.
fn inherited_resources(document: &Document, page: ObjectId) -> Result<Option<&Dictionary>, Reject> {
    let mut resources = None;
    let mut node = document.get_dictionary(page).ok();
    for _ in 0..DEEPEST {
        let Some(dictionary) = node else { return Ok(resources) };
        resources =
            resources.or_else(|| dictionary.get_deref(b"Resources", document).and_then(Object::as_dict).ok());
        let parent = dictionary.get(b"Parent").and_then(Object::as_reference);
        node = parent.and_then(|id| document.get_dictionary(id)).ok();
    }
    Err(too_deep())
}

fn unpacked_stream<'a>(stream: &'a Stream, allowance: &Allowance) -> Result<Cow<'a, [u8]>, Reject> {
    let parameters = stream.dict.get(b"DecodeParms").and_then(Object::as_dict);
    let number = |name: &&[u8]| parameters.as_ref().ok()?.get(name).and_then(Object::as_i64).ok();
    use_up(allowance, row_bytes(ROW.iter().filter_map(number)))?;
    let filters = stream.filters().unwrap_or_default();
    unpacked(&stream.content, filters.into_iter().map(Filter::of_name), allowance)
}

/// What is read of the streams that pages draw.
struct Drawn<'a> {
    document: &'a Document,
    allowance: &'a Allowance,
    /// The bytes that are read for a stream, with all that it draws, by the resources in which its names are looked up.
    costs: HashMap<(ObjectId, usize), u64>,
}

impl<'a> Drawn<'a> {
    fn cost(&mut self, id: ObjectId, resources: &'a Dictionary, depth: usize) -> Result<u64, Reject> {
        if depth > DEEPEST {
            return Err(too_deep());
        }
        let key = (id, std::ptr::from_ref(resources).addr());
        if let Some(cost) = self.costs.get(&key) {
            return Ok(*cost);
        }
        let Some(stream) = self.stream(id) else { return Ok(0) };
        let content = unpacked_stream(stream, self.allowance)?;
        let mut cost = content.len() as u64;
        let forms = resources.get_deref(b"XObject", self.document).and_then(Object::as_dict).ok();
        // What is drawn is named; a name of something else that is called the same only makes the sum larger.
        let named = names(&content).filter_map(|name| forms?.get(&name).and_then(Object::as_reference).ok());
        for form in named {
            let own =
                self.stream(form).and_then(|form| form.dict.get_deref(b"Resources", self.document).ok());
            let inner = own.and_then(|own| own.as_dict().ok()).unwrap_or(resources);
            cost = cost.saturating_add(self.cost(form, inner, depth + 1)?);
        }
        self.costs.insert(key, cost);
        Ok(cost)
    }

    fn stream(&self, id: ObjectId) -> Option<&'a Stream> {
        self.document.get_object(id).and_then(Object::as_stream).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use crate::{Reject, allowance::Allowance, formats::pdf_text};

    /// A PDF of objects, numbered from 1; the first is the catalogue.
    fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = b"%PDF-1.5\n".to_vec();
        let mut places = Vec::new();
        for (object, number) in objects.iter().zip(1..) {
            places.push(bytes.len());
            bytes.extend(format!("{number} 0 obj\n").into_bytes());
            bytes.extend_from_slice(object);
            bytes.extend(b"\nendobj\n");
        }
        let table = bytes.len();
        bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
        places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").into_bytes()));
        let trailer =
            format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
        bytes.extend(trailer.into_bytes());
        bytes
    }

    fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
        let head = format!("<<{dictionary}/Length {}>>\nstream\n", content.len());
        [head.as_bytes(), content, b"\nendstream"].concat()
    }

    const SAID: &[u8] = b"BT /F1 12 Tf 72 700 Td (The river rose over the old town.) Tj ET\n";

    /// A page whose content and resources are given, and objects from number 6 on.
    fn page(content: Vec<u8>, resources: &str, others: &[Vec<u8>]) -> Vec<u8> {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R\
             /Resources<</Font<</F1 5 0 R>>{resources}>>>>"
        );
        let mut objects = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            page.into_bytes(),
            content,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        ];
        objects.extend_from_slice(others);
        pdf(&objects)
    }

    fn text(bytes: &[u8]) -> Result<String, String> {
        let of_reject = |reject: Reject| reject.to_string();
        pdf_text(bytes, &Allowance::of_file(bytes.len() as u64)).map_err(of_reject)
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn form(content: &[u8], resources: &str) -> Vec<u8> {
        stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<<{resources}>>"), content)
    }

    #[test]
    fn what_is_within_its_bounds_is_read() {
        let lines = SAID.repeat(100);
        let lzw =
            weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(&lines).unwrap();
        let drawn = form(SAID, "/Font<</F1 5 0 R>>");
        for bytes in [
            page(stream("", SAID), "", &[]),
            page(stream("/Filter/FlateDecode", &packed(&lines)), "", &[]),
            page(stream("/Filter[/FlateDecode/FlateDecode]", &packed(&packed(&lines))), "", &[]),
            page(stream("/Filter/LZWDecode", &lzw), "", &[]),
            page(stream("", b"/X Do\n"), "/XObject<</X 6 0 R>>", std::slice::from_ref(&drawn)),
        ] {
            assert!(text(&bytes).unwrap().contains("river rose"));
        }
        // A white picture is packed to nearly nothing, and has no text.
        let picture = stream("/Subtype/Image/Filter/FlateDecode", &packed(&vec![255; 100 << 20]));
        let bytes = page(stream("", &[SAID, b"/X Do\n"].concat()), "/XObject<</X 6 0 R>>", &[picture]);
        assert!(text(&bytes).unwrap().contains("river rose"));
    }

    #[test]
    fn what_expands_is_refused() {
        let spaces = packed(&vec![b' '; 100 << 20]);
        let draws = |next: usize| form(&b"/X Do\n".repeat(20), &format!("/XObject<</X {next} 0 R>>"));
        let forms: Vec<Vec<u8>> = (7..13).map(draws).chain([form(SAID, "/Font<</F1 5 0 R>>")]).collect();
        let rows = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000/Colors 4>>";
        let many: String = "6 0 R ".repeat(3_000);
        for bytes in [
            page(stream("/Filter/FlateDecode", &spaces), "", &[]),
            page(stream("/Filter/Flate#44ecode", &spaces), "", &[]),
            page(stream("/Filter[/FlateDecode/FlateDecode]", &packed(&spaces)), "", &[]),
            page(stream("", SAID), "", &[stream("/Type/ObjStm/N 1/First 5/Filter/FlateDecode", &spaces)]),
            page(stream(rows, &packed(SAID)), "", &[]),
            page(stream("", b"/X Do\n"), "/XObject<</X 6 0 R>>", &forms),
            page(format!("[{many}]").into_bytes(), "", &[stream("", &b"% a comment\n".repeat(5_000))]),
        ] {
            assert!(text(&bytes).unwrap_err().contains("expands to far more"), "{:?}", text(&bytes));
        }
    }

    #[test]
    fn what_refers_to_itself_is_refused() {
        let itself = form(b"/X Do\n", "/XObject<</X 6 0 R>>");
        let drawn = page(stream("", b"/X Do\n"), "/XObject<</X 6 0 R>>", &[itself]);
        assert!(text(&drawn).unwrap_err().contains("64 deep"));
        let pages = b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>".to_vec();
        let page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec();
        let bytes = pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), pages, page, stream("", SAID)]);
        assert!(text(&bytes).unwrap_err().contains("64 deep"));
    }

    #[test]
    fn a_page_that_cannot_be_read_is_named() {
        let bytes = page(stream("", b"/Missing Do\n"), "", &[]);
        assert!(text(&bytes).unwrap_err().contains("page 1 of 1 is broken"));
    }
}
