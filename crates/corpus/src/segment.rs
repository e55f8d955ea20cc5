//! A labelled part of a document.

use std::{fmt, sync::Arc};

use crate::{Language, Span, named::named};

named! {
    /// What a part of a text is to its reader.
    SegmentKind:
    /// The title of the document.
    Title = "title",
    /// What continues the title: a second line of it.
    Subtitle = "subtitle",
    /// A line of the head of the page that is none of the others: who publishes, the section.
    Header = "header",
    /// Who wrote, or which agency.
    Byline = "byline",
    /// The place and day before the first words of a report: `MOSCOW, January 18 (TASS) -`.
    Dateline = "dateline",
    /// A line that is no more than a date.
    Date = "date",
    /// Where the text is from: `Source URL: https://…`.
    Source = "source",
    /// What stands below a picture.
    Caption = "caption",
    /// A heading inside the document.
    Heading = "heading",
    /// A paragraph, and whatever could not be told to be anything else.
    Paragraph = "paragraph",
    /// An item of a list.
    ListItem = "list_item",
    /// A quotation set off from the text.
    Quotation = "quotation",
    /// What announces a turn or an entry: the speaker's name before the colon, the time before the text.
    Label = "label",
    /// A paragraph of an entry of a live blog.
    Entry = "entry",
    /// A paragraph of a question put to a speaker.
    Question = "question",
    /// A paragraph of the answer to a question.
    Answer = "answer",
    /// A paragraph of a speaker's turn that neither asks nor answers.
    Statement = "statement",
    /// A paragraph of a speaker who cuts in on another's answer.
    Interjection = "interjection",
    /// What is not said but happens: `[Applause]`, `(inaudible)`.
    StageDirection = "stage_direction",
    /// A note below the text or at its end.
    Footnote = "footnote",
    /// A reader's comment, or the name above it.
    Comment = "comment",
    /// What the page says to every reader: widgets, requests for money, links to other pages.
    Boilerplate = "boilerplate",
}

named! {
    /// Why a segment is what it is said to be.
    SegmentRule:
    /// No rule knew the block.
    None = "none",
    /// The first line that could be a title.
    FirstTitleLine = "first_title_line",
    /// The first line after the one that says when the text was submitted.
    TitleAfterSubmission = "title_after_submission",
    /// The title again.
    RepeatedTitle = "repeated_title",
    /// The line right after a title that ends with a dash.
    AfterTitle = "after_title",
    /// A line before the title that no other rule knows.
    BeforeTitle = "before_title",
    /// Between two lines of hyphens at the beginning.
    FrontMatter = "front_matter",
    /// It says who wrote.
    CreditLine = "credit_line",
    /// Agencies in brackets.
    AgenciesInBrackets = "agencies_in_brackets",
    /// Places in capitals and a dash before the first words.
    PlaceAndDash = "place_and_dash",
    /// Few words, a month and a number, or a date in figures.
    DateLine = "date_line",
    /// An address on the web, alone or after a word and a colon.
    AddressLine = "address_line",
    /// It names the photographer or the picture's source.
    PictureCredit = "picture_credit",
    /// A short line that ends like no sentence, before a longer block that does.
    HeadingBeforeText = "heading_before_text",
    /// A short line that ends like no sentence, before the announcement of a turn and after a sentence.
    HeadingBeforeTurn = "heading_before_turn",
    /// One of several blocks in a row with bullets or ascending numbers.
    ListMark = "list_mark",
    /// It begins with `>`.
    QuotationMark = "quotation_mark",
    /// A speaker's name and a colon.
    Announcement = "announcement",
    /// It follows the announcement of its turn.
    Turn = "turn",
    /// It follows the announcement of its turn; turns of those who ask end with a question mark, those of the others seldom.
    TurnWithQuestionMarks = "turn_with_question_marks",
    /// The table or the record says who speaks.
    SpeakerColumn = "speaker_column",
    /// It follows a greeting, before the first turn.
    Opening = "opening",
    /// A time of day, or what follows it.
    TimeOfDay = "time_of_day",
    /// Brackets around the whole line.
    Brackets = "brackets",
    /// It follows a line that begins the comments.
    AfterCommentMark = "after_comment_mark",
    /// A numbered comment before the line that closes the comments.
    BeforeCommentsClosed = "before_comments_closed",
    /// It begins with the mark that notes of office documents are given.
    FootnoteMark = "footnote_mark",
    /// The markup of its page says that it is a caption, or none of the text.
    PageMarkup = "page_markup",
    /// It begins like lines that pages are known to have.
    KnownPhrase = "known_phrase",
    /// Figures and signs without a letter.
    NoLetters = "no_letters",
    /// It says that a transcript may err, or that a page goes on.
    RunningHead = "running_head",
    /// It says that a transcript ends: `END 1:40 P.M. EST`.
    EndOfTranscript = "end_of_transcript",
    /// It asks for donations.
    Donations = "donations",
    /// A line that is no sentence, after one that asks for donations.
    AfterDonations = "after_donations",
    /// A line of the agenda, again inside the transcript.
    RepeatedLine = "repeated_line",
    /// A short line at the beginning or end of several documents of one source.
    RepeatedAcrossDocuments = "repeated_across_documents",
}

named! {
    /// The part that a speaker plays.
    SpeakerRole:
    /// Asks.
    Questioner = "questioner",
    /// Answers.
    Answerer = "answerer",
    /// Leads the conversation.
    Moderator = "moderator",
    /// Speaks; more could not be told.
    Speaker = "speaker",
}

named! {
    /// What is known of who speaks.
    SpeakerStatus:
    /// A name.
    Named = "named",
    /// An office, such as `PRIME MINISTER`.
    Office = "office",
    /// Nothing but a part, such as `Question`, or nothing at all.
    Unresolved = "unresolved",
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// As printed; empty where nothing is printed.
    pub printed: String,
    /// The one name for all spellings of it in the document; empty where it is unresolved.
    pub name: String,
    /// What is known.
    pub status: SpeakerStatus,
    /// The part.
    pub role: SpeakerRole,
}

/// A labelled part of a document. The segments of a document cover its text without gaps or overlaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Which rule says so.
    pub rule: SegmentRule,
    /// Where it is; the line ends and blank lines that follow a segment belong to it.
    pub span: Span,
    /// The number of the turn or of the live blog's entry in its document, from 1.
    pub turn: Option<u32>,
    /// Who speaks; one for all segments of a turn.
    pub speaker: Option<Arc<Speaker>>,
    /// The time of day, as printed (`10:46 GMT`).
    pub time: Option<String>,
    /// Its language, where that is clearly not the document's.
    pub language: Option<Language>,
}

impl Segment {
    /// A segment of a kind that has neither speaker, turn nor time.
    pub fn plain(kind: SegmentKind, span: Span) -> Self {
        Self { kind, rule: SegmentRule::None, span, turn: None, speaker: None, time: None, language: None }
    }
}
