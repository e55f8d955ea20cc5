//! Texts of the Text Encoding Initiative (TEI), and the debates of ParlaMint.

use std::{collections::BTreeMap, sync::Arc};

use textmill_corpus::{Language, Metadata};

use crate::{
    Reject,
    formats::elements::{Node, Tag, read_elements, root_name},
    formats::transcript::speaker_name,
    records::Record,
};

/// At most so many of the persons who speak a turn together are named.
const SPEAKERS: usize = 4;

/// Whether the root element is that of a TEI text or corpus.
pub(crate) fn is_tei(xml: &str) -> bool {
    root_name(xml).is_some_and(|name| is_text(&name) || name == "teiCorpus")
}

/// A record for each text with words: its turns and blocks, parted by blank lines.
///
/// # Errors
///
/// [`Reject::Unreadable`] for what is not well-formed, and [`Reject::BadRecord`] where no text has words.
pub(crate) fn tei_records(xml: &str) -> Result<Vec<Record>, Reject> {
    let people = people(xml)?;
    let mut reader = TeiReader::new(&people);
    read_elements(xml, |node| match node {
        Node::Open(tag) => reader.open(tag),
        Node::Close(name) => reader.close(name),
        Node::Text(text) => reader.text(text),
    })?;
    if reader.records.is_empty() {
        return Err(Reject::BadRecord("no TEI text with words is in it".to_owned()));
    }
    Ok(reader.records)
}

/// Whether an element is a whole text with its header.
fn is_text(name: &str) -> bool {
    matches!(name, "TEI" | "TEI.2")
}

/// The names of the persons of a document, by their ids.
fn people(xml: &str) -> Result<BTreeMap<String, String>, Reject> {
    let mut people = BTreeMap::new();
    let mut person = Person::default();
    read_elements(xml, |node| match node {
        Node::Open(tag) if tag.name() == "person" => {
            person = Person { id: tag.attribute("xml:id"), ..Person::default() };
        }
        Node::Open(tag) => person.open(tag.name()),
        Node::Close("person") => {
            let person = std::mem::take(&mut person);
            if let Some((id, name)) = person.id.as_ref().zip(person.name()) {
                people.insert(id.clone(), name);
            }
        }
        Node::Close(name) => person.close(name),
        Node::Text(text) => person.text(text),
    })?;
    Ok(people)
}

/// A person whose element is open.
#[derive(Default)]
struct Person {
    /// The id.
    id: Option<String>,
    /// Where in the first name we are.
    place: NamePlace,
    /// The parts of the name.
    forenames: String,
    /// The last part of the name.
    surnames: String,
    /// The name, where it has no parts.
    whole: String,
}

/// A place in the element of a person.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum NamePlace {
    /// Before the name.
    #[default]
    Before,
    /// In the name, outside its parts.
    Whole,
    /// In a forename.
    Forename,
    /// In a surname.
    Surname,
    /// In a part that is left out, as a title.
    Other,
    /// After the first name.
    After,
}

impl Person {
    /// An element begins.
    fn open(&mut self, name: &str) {
        let place = match (self.place, name) {
            (NamePlace::Before, "persName") if self.id.is_some() => NamePlace::Whole,
            (NamePlace::Whole, "forename") => NamePlace::Forename,
            (NamePlace::Whole, "surname" | "nameLink") => NamePlace::Surname,
            (NamePlace::Whole, "roleName" | "addName" | "genName") => NamePlace::Other,
            (place, _) => place,
        };
        self.place = place;
        self.text(" ");
    }

    /// An element ends.
    fn close(&mut self, name: &str) {
        self.place = match (self.place, name) {
            (NamePlace::Before | NamePlace::After, _) => self.place,
            (_, "persName") => NamePlace::After,
            (_, "forename" | "surname" | "nameLink" | "roleName" | "addName" | "genName") => NamePlace::Whole,
            (place, _) => place,
        };
    }

    /// Characters come.
    fn text(&mut self, text: &str) {
        match self.place {
            NamePlace::Whole => self.whole.push_str(text),
            NamePlace::Forename => self.forenames.push_str(text),
            NamePlace::Surname => self.surnames.push_str(text),
            NamePlace::Before | NamePlace::Other | NamePlace::After => {}
        }
    }

    /// The name: from its parts if it has any.
    fn name(&self) -> Option<String> {
        speaker_name(&format!("{} {}", self.forenames, self.surnames)).or_else(|| speaker_name(&self.whole))
    }
}

/// Where in a document we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// Around headers and texts.
    Outside,
    /// In a header.
    Header,
    /// In the statement of the title.
    TitleStmt,
    /// In a title.
    Title,
    /// In the description of when and where something was said.
    Setting,
    /// In the statement of the publication.
    Publication,
    /// In the name of the publisher.
    Publisher,
    /// In the name of who keeps the original.
    Repository,
    /// In the text.
    Text,
    /// In a choice of readings.
    Choice,
    /// In the name of a speaker before what is said.
    Speaker,
    /// In what is not said.
    Remark,
    /// In a word or a sign of punctuation.
    Token,
    /// In what is left out.
    LeftOut,
}

impl Zone {
    /// The zone of an element in this zone.
    fn inner(self, name: &str) -> Self {
        match (self, name) {
            (Self::LeftOut, _) | (_, "fs" | "fvLib" | "spanGrp" | "linkGrp") => Self::LeftOut,
            (Self::Outside | Self::Text, "teiHeader") => Self::Header,
            (Self::Text, "standOff") => Self::LeftOut,
            (Self::Outside, "text") => Self::Text,
            (Self::Header, "titleStmt") => Self::TitleStmt,
            (Self::Header, "settingDesc") => Self::Setting,
            (Self::Header, "publicationStmt") => Self::Publication,
            (Self::Header, "repository") => Self::Repository,
            (Self::TitleStmt, "title") => Self::Title,
            (Self::Header | Self::Publication, "publisher") => Self::Publisher,
            (Self::Text, "choice") => Self::Choice,
            (Self::Choice, "sic" | "orig" | "abbr") => Self::LeftOut,
            (Self::Choice | Self::Text, "speaker") => Self::Speaker,
            (Self::Choice | Self::Text, "w" | "pc") => Self::Token,
            (Self::Choice | Self::Text, "note" | "vocal" | "kinesic" | "incident" | "gap" | "stage") => {
                Self::Remark
            }
            (Self::Choice, _) => Self::Text,
            (zone, _) => zone,
        }
    }
}

/// What a header says.
#[derive(Clone, Debug, Default)]
struct Head {
    /// The title, and whether it is marked as the main one.
    title: Option<(String, bool)>,
    /// The day on which something was said.
    day: Option<String>,
    /// The day of the publication.
    published: Option<String>,
    /// The publisher, and whether the statement of the publication names it.
    publisher: Option<(String, bool)>,
    /// Who keeps the original.
    repository: Option<String>,
    /// The language.
    language: Option<Language>,
}

/// Collects the records of a document.
struct TeiReader<'a> {
    /// The names of persons by their ids.
    people: &'a BTreeMap<String, String>,
    /// The zones of the elements that are open.
    zones: Vec<Zone>,
    /// So many texts are open.
    texts: u32,
    /// What the header of the corpus says.
    corpus: Head,
    /// What the header of the text says.
    head: Head,
    /// The characters of a title, a publisher, a speaker or a remark.
    captured: String,
    /// What stands for a remark without characters; whether a title is the main one.
    fallback: Option<String>,
    /// The text.
    flow: Flow,
    /// The records that are finished.
    records: Vec<Record>,
}

impl<'a> TeiReader<'a> {
    /// Begins a document.
    fn new(people: &'a BTreeMap<String, String>) -> Self {
        Self {
            people,
            zones: Vec::new(),
            texts: 0,
            corpus: Head::default(),
            head: Head::default(),
            captured: String::new(),
            fallback: None,
            flow: Flow::default(),
            records: Vec::new(),
        }
    }

    /// The zone of the innermost element.
    fn zone(&self) -> Zone {
        self.zones.last().copied().unwrap_or(Zone::Outside)
    }

    /// What is known of the text, or of the corpus if none is open.
    fn head(&mut self) -> &mut Head {
        if self.texts > 0 { &mut self.head } else { &mut self.corpus }
    }

    /// An element begins.
    fn open(&mut self, tag: Tag<'_>) {
        let (before, name) = (self.zone(), tag.name());
        if is_text(name) {
            self.texts += 1;
        }
        let zone = if name == "text" && self.texts == 0 { Zone::LeftOut } else { before.inner(name) };
        self.zones.push(zone);
        if is_text(name) && self.texts == 1
            || name == "teiCorpus"
            || name == "text" && before == Zone::Outside
        {
            let language = tag.attribute("xml:lang").and_then(|code| language(&code));
            let head = self.head();
            head.language = language.or(head.language);
        }
        match zone {
            Zone::Title | Zone::Publisher | Zone::Repository | Zone::Speaker | Zone::Remark
                if zone != before =>
            {
                self.captured.clear();
                self.fallback = fallback(tag, zone);
            }
            Zone::Setting | Zone::Publication if name == "date" => self.date(tag, zone),
            Zone::Token if before != Zone::Token => self.flow.open_token(name == "pc", tag.attribute("join")),
            Zone::Text => self.open_in_text(tag),
            Zone::Title | Zone::Publisher | Zone::Repository | Zone::Speaker | Zone::Remark => {
                self.captured.push(' ');
            }
            _ => {}
        }
    }

    /// An element of the text begins.
    fn open_in_text(&mut self, tag: Tag<'_>) {
        match tag.name() {
            "u" => {
                let name = tag.attribute("who").and_then(|who| self.speakers(&who));
                self.flow.begin_turn(Some(name.unwrap_or_default()), true);
            }
            "sp" => {
                let name = tag.attribute("who").and_then(|who| self.speakers(&who));
                self.flow.begin_turn(name, false);
            }
            "lb" if tag.attribute("break").as_deref() == Some("no") => {}
            name if is_block(name) => self.flow.end_block(),
            "seg" | "s" | "lb" | "cell" => self.flow.widen(Gap::Space),
            _ => {}
        }
    }

    /// An element ends.
    fn close(&mut self, name: &str) {
        let zone = self.zones.pop().unwrap_or(Zone::Outside);
        let left = zone != self.zone();
        match zone {
            Zone::Title | Zone::Publisher | Zone::Repository | Zone::Speaker | Zone::Remark if left => {
                self.end_capture(zone);
            }
            // The name of a publisher is often given in several languages.
            Zone::Publisher if matches!(name, "orgName" | "name") => self.end_capture(zone),
            Zone::Token if left => self.flow.close_token(),
            Zone::Text => match name {
                "u" | "sp" => self.flow.end_turn(),
                name if is_block(name) => self.flow.end_block(),
                "seg" | "s" | "cell" => self.flow.widen(Gap::Space),
                _ => {}
            },
            _ => {}
        }
        if is_text(name) {
            self.texts = self.texts.saturating_sub(1);
            if self.texts == 0 {
                self.end_record();
            }
        }
    }

    /// Characters come.
    fn text(&mut self, text: &str) {
        match self.zone() {
            Zone::Title | Zone::Publisher | Zone::Repository | Zone::Speaker | Zone::Remark => {
                self.captured.push_str(text);
            }
            Zone::Token => self.flow.push_token(text),
            Zone::Text => self.flow.push(text),
            _ => {}
        }
    }

    /// A date with its value in an attribute.
    fn date(&mut self, tag: Tag<'_>, zone: Zone) {
        let date = tag.attribute("when").or_else(|| tag.attribute("from"));
        let head = self.head();
        let known = if zone == Zone::Setting { &mut head.day } else { &mut head.published };
        if known.is_none() {
            *known = date;
        }
    }

    /// The end of what was captured.
    fn end_capture(&mut self, zone: Zone) {
        let captured = collapsed(&std::mem::take(&mut self.captured));
        let fallback = self.fallback.take();
        if captured.is_empty() && zone != Zone::Remark {
            return;
        }
        let in_publication =
            self.zone() == Zone::Publication || self.zones.ends_with(&[Zone::Publication, Zone::Publisher]);
        match zone {
            Zone::Remark => self.flow.push_remark(&captured, fallback.as_deref()),
            Zone::Speaker => {
                let name = speaker_name(captured.trim_end_matches(['.', ':', ' ']));
                self.flow.name_turn(name);
            }
            Zone::Title => {
                let is_main = fallback.is_some();
                let known = &mut self.head().title;
                if known.as_ref().is_none_or(|(_, was_main)| is_main && !was_main) {
                    *known = Some((captured, is_main));
                }
            }
            Zone::Publisher => {
                let known = &mut self.head().publisher;
                if known.as_ref().is_none_or(|(_, was_first)| in_publication && !was_first) {
                    *known = Some((captured, in_publication));
                }
            }
            _ => {
                self.head().repository.get_or_insert(captured);
            }
        }
    }

    /// The names of those whose ids an attribute points to.
    fn speakers(&self, who: &str) -> Option<String> {
        let name = |pointer: &str| {
            let id = pointer.rsplit_once('#').map_or(pointer, |(_, id)| id);
            self.people.get(id).cloned().unwrap_or_else(|| readable(id))
        };
        let names: Vec<String> = who.split_whitespace().take(SPEAKERS).map(name).collect();
        speaker_name(&names.join(", "))
    }

    /// The end of a text.
    fn end_record(&mut self) {
        let head = std::mem::take(&mut self.head);
        let text = std::mem::take(&mut self.flow).into_text();
        if text.is_empty() {
            return;
        }
        let corpus = &self.corpus;
        let source = |head: &Head| {
            let publisher = head.publisher.as_ref().map(|(name, _)| name.as_str());
            publisher.or(head.repository.as_deref()).map(Arc::from)
        };
        let title = |head: &Head| head.title.as_ref().map(|(title, _)| Arc::from(title.as_str()));
        let date = |head: &Head| head.day.as_deref().or(head.published.as_deref()).map(Arc::from);
        let metadata = Metadata {
            title: title(&head).or_else(|| title(corpus)),
            date: date(&head).or_else(|| date(corpus)),
            source: source(&head).or_else(|| source(corpus)),
            language: head.language.or(corpus.language),
            ..Metadata::default()
        };
        self.records.push(Record { text, metadata });
    }
}

/// The language of a code such as `en-GB`.
fn language(code: &str) -> Option<Language> {
    Language::from_code(&code.split(['-', '_']).next()?.to_lowercase())
}

/// What stands for a remark without words: what its attributes say. For a title: something if it is the main one.
fn fallback(tag: Tag<'_>, zone: Zone) -> Option<String> {
    match zone {
        Zone::Title => tag.attribute("type").filter(|kind| kind == "main"),
        Zone::Remark => {
            let said = ["reason", "type"].iter().find_map(|name| tag.attribute(name));
            said.or_else(|| (tag.name() == "gap").then(|| "…".to_owned()))
        }
        _ => None,
    }
}

/// Whether an element begins and ends a block.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "head"
            | "l"
            | "lg"
            | "item"
            | "list"
            | "ab"
            | "div"
            | "row"
            | "table"
            | "body"
            | "front"
            | "back"
            | "opener"
            | "closer"
            | "byline"
            | "dateline"
            | "salute"
            | "signed"
            | "trailer"
            | "titlePart"
            | "castItem"
            | "epigraph"
            | "floatingText"
            | "group"
            | "text"
    ) || name.starts_with("div") && name.len() == 4
}

/// `MarrenIlse` as `Marren Ilse`, and `Ilse_Marren` as `Ilse Marren`.
fn readable(id: &str) -> String {
    let spaced = id.replace(['_', '.', '+'], " ");
    if spaced.trim().contains(' ') {
        return collapsed(&spaced);
    }
    let mut name = String::new();
    for letter in spaced.trim().chars() {
        if letter.is_uppercase() && name.ends_with(char::is_lowercase) {
            name.push(' ');
        }
        name.push(letter);
    }
    name
}

/// A text with one blank for all white space.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What parts two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// Nothing.
    #[default]
    None,
    /// A blank.
    Space,
    /// A blank line.
    Block,
}

/// A word or a sign of punctuation that is open.
#[derive(Clone, Debug, Default)]
struct Token {
    /// It is a sign of punctuation.
    is_sign: bool,
    /// It joins what is before it.
    joins_left: bool,
    /// It joins what is after it.
    joins_right: bool,
    /// Some of it has been written.
    has_begun: bool,
}

/// A text that grows word by word.
#[derive(Debug, Default)]
struct Flow {
    /// What has been written.
    text: String,
    /// What parts the next word from it.
    gap: Gap,
    /// The open turn: its speaker (empty for one without a name), and whether it joins one of the same speaker before it.
    turn: Option<(String, bool)>,
    /// The speaker of the open turn has to be announced yet.
    is_unannounced: bool,
    /// The speaker of the last turn, and where it ended.
    last: Option<(String, usize)>,
    /// The open token, or the last one.
    token: Token,
    /// Nothing but white space came since the last token.
    after_token: bool,
}

impl Flow {
    /// Adds text, with its white space as it comes.
    fn push(&mut self, text: &str) {
        if self.after_token && text.trim().is_empty() {
            return;
        }
        self.after_token = false;
        for (place, word) in text.split(|character: char| character.is_ascii_whitespace()).enumerate() {
            if place > 0 {
                self.widen(Gap::Space);
            }
            self.write(word);
        }
    }

    /// Writes what belongs to one word.
    fn write(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        let announcement = if std::mem::take(&mut self.is_unannounced) { self.announcement() } else { None };
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Block => "\n\n",
            });
        }
        self.text.push_str(&announcement.unwrap_or_default());
        self.text.push_str(word);
    }

    /// What announces the open turn; nothing if it goes on with the last one.
    fn announcement(&mut self) -> Option<String> {
        let (name, may_join) = self.turn.as_ref()?;
        let goes_on =
            |(last, end): &(String, usize)| last == name && *end == self.text.len() && !name.is_empty();
        if self.last.as_ref().is_some_and(goes_on) {
            self.gap = if *may_join { Gap::Space } else { self.gap };
            return None;
        }
        Some(if name.is_empty() { ">> ".to_owned() } else { format!(">> {name}: ") })
    }

    /// Begins a turn.
    fn begin_turn(&mut self, name: Option<String>, may_join: bool) {
        self.end_block();
        self.is_unannounced = name.is_some();
        self.turn = name.map(|name| (name, may_join));
    }

    /// Names the speaker of the open turn.
    fn name_turn(&mut self, name: Option<String>) {
        if let Some(name) = name {
            self.begin_turn(Some(name), false);
        }
    }

    /// Ends a turn.
    fn end_turn(&mut self) {
        self.end_block();
        let was_announced = !std::mem::take(&mut self.is_unannounced);
        self.last = match self.turn.take() {
            Some((name, _)) if was_announced => Some((name, self.text.len())),
            _ => self.last.take(),
        };
    }

    /// Ends a block, if one is open.
    fn end_block(&mut self) {
        self.widen(Gap::Block);
        self.after_token = false;
        self.token = Token::default();
    }

    /// Widens what parts the next word from the last.
    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Begins a word or a sign of punctuation. Whether a blank stands before it is decided when its first character comes.
    fn open_token(&mut self, is_sign: bool, join: Option<String>) {
        let join = join.as_deref().unwrap_or_default();
        let joins = |side: &str| join == side || join == "both";
        // A token that joins the next one takes the blank away.
        let joins_left = joins("left") || self.token.joins_right && self.after_token;
        self.token = Token { is_sign, joins_left, joins_right: joins("right"), has_begun: false };
    }

    /// Adds characters of a token.
    fn push_token(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !std::mem::replace(&mut self.token.has_begun, true) {
            let opens = self.token.is_sign && text.starts_with(['(', '[', '{', '„', '¿', '¡']);
            let stands_apart = self.token.is_sign && text.starts_with(['–', '—']);
            let is_apart = !self.token.is_sign || opens || stands_apart || self.token.joins_right;
            if is_apart && !self.token.joins_left {
                self.widen(Gap::Space);
            } else if self.gap == Gap::Space {
                self.gap = Gap::None;
            }
            self.token.joins_right |= opens;
        }
        self.write(text);
    }

    /// Ends a token.
    fn close_token(&mut self) {
        self.after_token = true;
    }

    /// Adds what is not said, in parentheses.
    fn push_remark(&mut self, text: &str, fallback: Option<&str>) {
        let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let inside = inside.filter(|inside| !inside.contains(['(', ')'])).unwrap_or(text);
        let inside = if inside.is_empty() { fallback.unwrap_or_default() } else { inside };
        if !inside.is_empty() {
            self.widen(Gap::Space);
            self.write(&format!("({inside})"));
            self.widen(Gap::Space);
            self.after_token = false;
        }
    }

    /// The text, with a line end after the last block.
    fn into_text(mut self) -> String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::{is_tei, readable, tei_records};
    use crate::records::Record;

    const HEADER: &str = "<teiHeader><fileDesc><titleStmt><title>Sitting 3</title><title type='main'>The <hi>dam</hi>, sitting 3</title></titleStmt>\
        <publicationStmt><publisher><orgName>The Ford</orgName><orgName>Die Furt</orgName></publisher><date when='2031-05-01'/></publicationStmt>\
        <sourceDesc><publisher>Nobody</publisher></sourceDesc></fileDesc><profileDesc><settingDesc><setting><date when='2031-03-14'>14</date></setting></settingDesc>\
        <particDesc><listPerson><person xml:id='P1'><persName><surname>Marren</surname><forename>Ilse</forename><roleName>Dr</roleName></persName>\
        <persName>Old Name</persName></person><person xml:id='P2'><persName>Tom Venn</persName></person></listPerson></particDesc></profileDesc></teiHeader>";

    fn records(xml: &str) -> Vec<Record> {
        tei_records(xml).unwrap()
    }

    fn text(body: &str) -> String {
        records(&format!("<TEI><text><body>{body}</body></text></TEI>")).remove(0).text
    }

    #[test]
    fn a_debate_with_its_header() {
        let body = "<div><note>The sitting\n opens.</note><u who='#P1' xml:id='u1'><seg>It holds.</seg><seg>So far. <vocal><desc>(Laughter)</desc></vocal></seg></u>\
            <u who='#P1'><seg>Well.</seg></u><u who='people.xml#VennTom'>Oh <gap reason='inaudible'/></u><u>Who?</u></div>";
        let xml = format!(
            "<?xml version='1.0'?><TEI xml:lang='de'>{HEADER}<text xml:lang='en-GB'><body>{body}</body></text></TEI>"
        );
        assert!(is_tei(&xml));
        let record = records(&xml).remove(0);
        assert_eq!(
            record.text,
            "(The sitting opens.)\n\n>> Ilse Marren: It holds. So far. (Laughter) Well.\n\n>> Venn Tom: Oh (inaudible)\n\n>> Who?\n"
        );
        let metadata = record.metadata;
        assert_eq!(metadata.title.as_deref(), Some("The dam, sitting 3"));
        assert_eq!(metadata.date.as_deref(), Some("2031-03-14"));
        assert_eq!(metadata.source.as_deref(), Some("The Ford"));
        assert_eq!(metadata.language, textmill_corpus::Language::from_code("en"));
    }

    #[test]
    fn a_corpus_gives_a_record_for_each_text() {
        let one = |words: &str| format!("<TEI><teiHeader/><text><u who='#P2'>{words}</u></text></TEI>");
        let xml = format!(
            "<teiCorpus xml:lang='en'>{HEADER}{}{}{}</teiCorpus>",
            one("One."),
            one(" "),
            one("Two.")
        );
        let records = records(&xml);
        let texts: Vec<&str> = records.iter().map(|record| record.text.as_str()).collect();
        assert_eq!(texts, [">> Tom Venn: One.\n", ">> Tom Venn: Two.\n"]);
        assert!(
            records
                .iter()
                .all(|record| record.metadata.title.is_some() && record.metadata.language.is_some())
        );
    }

    #[test]
    fn plays_and_prose() {
        let play = "<head>Act <hi>I</hi></head><stage>A dam.</stage><sp who='#x'><speaker>ILSE.</speaker><l>It holds</l><l>so far.</l></sp>\
            <sp who='#Tom_Venn'><p>Does\n it?</p><p>Still?</p></sp><sp><speaker>ILSE.</speaker><p>Yes.</p></sp><list><item>one</item> <item>two</item></list>";
        let shown = "Act I\n\n(A dam.)\n\n>> ILSE: It holds\n\nso far.\n\n>> Tom Venn: Does it?\n\nStill?\n\n>> ILSE: Yes.\n\none\n\ntwo\n";
        assert_eq!(text(play), shown);
        let choice = "<p>A <choice>\n<sic>damm</sic><corr>dam</corr></choice> &amp; a<lb break='no'/>way<lb/>off.<fs><f>no</f></fs></p>";
        assert_eq!(text(choice), "A dam & away off.\n");
    }

    #[test]
    fn words_and_signs() {
        let body = "<u who='#A'>\n<seg><s>\n<w lemma='it'>It</w>\n<w>hold&apos;s</w>\n<pc>,</pc>\n<pc>(</pc> <w join='right'>so<w norm='x'/></w>\n\
            <w>far</w><pc>)</pc> <pc>–</pc> <w>yes</w><pc>.</pc></s>\n<s><w>Good</w><pc join='right'>“</pc><w>x</w></s></seg></u>";
        assert_eq!(text(body), ">> A: It hold's, (sofar) – yes. Good “x\n");
    }

    #[test]
    fn what_is_none_and_what_is_broken() {
        assert!(is_tei("<TEI.2>") && is_tei("<t:teiCorpus xmlns:t='x'/>"));
        assert!(!is_tei("<rss/>") && !is_tei("TEI"));
        for xml in ["", "<TEI/>", "<TEI><text>", "<teiCorpus><text>The dam.</text></teiCorpus>"] {
            assert!(tei_records(xml).is_err(), "{xml}");
        }
        assert_eq!(readable("Ilse_Marren"), "Ilse Marren");
        assert_eq!(readable("ŽnidarIlse"), "Žnidar Ilse");
        let odd = "<u></u></u>".replace("</u></u>", "<sp/><speaker/><w/><pc/><note/></u>");
        assert_eq!(text(&format!("{odd}<p>x</p>")), "x\n");
    }
}
