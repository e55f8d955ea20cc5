//! Which marks belong together. They are paired by what stands around them, never by counting.

use std::{collections::BTreeSet, ops::Range};

use textmill_corpus::SegmentKind;

use super::{
    Block,
    marks::{Family, Mark, Shape, Side, marks},
};

/// How a quotation ends, or is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotationStatus {
    /// Between two marks of one paragraph.
    Closed,
    /// It goes on in the next paragraph, which begins with a mark again.
    Continued,
    /// It is closed in a later paragraph, with no mark between.
    SpansParagraphs,
    /// No mark closes it: it is taken to end with its paragraph.
    Unclosed,
    /// Between marks that stand the wrong way round, or away from its words.
    Reversed,
}

impl QuotationStatus {
    /// Its name in the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Continued => "continued",
            Self::SpansParagraphs => "spans_paragraphs",
            Self::Unclosed => "unclosed",
            Self::Reversed => "reversed",
        }
    }
}

/// What became of the quotation marks of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarkCounts {
    /// All of them.
    pub marks: u64,
    /// Those with which quotations begin.
    pub opening: u64,
    /// Those with which quotations end.
    pub closing: u64,
    /// Apostrophes, and signs of omission.
    pub apostrophes: u64,
    /// All others: measures in inches, marks without a partner.
    pub unresolved: u64,
}

impl std::ops::AddAssign for MarkCounts {
    fn add_assign(&mut self, other: Self) {
        self.marks += other.marks;
        self.opening += other.opening;
        self.closing += other.closing;
        self.apostrophes += other.apostrophes;
        self.unresolved += other.unresolved;
    }
}

/// A quotation by its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// With its marks.
    pub(super) outer: Range<usize>,
    /// Without them.
    pub(super) inner: Range<usize>,
    /// The block in which it begins.
    pub(super) block: usize,
    pub(super) status: QuotationStatus,
    /// How many quotations it stands in.
    pub(super) depth: usize,
}

/// So many paragraphs may stand between an opening mark and the one that closes it.
const PARAGRAPHS: usize = 60;
/// So many marks behind a possessive are looked at.
const MARKS_AHEAD: usize = 64;
/// So many words may stand between marks that are away from them.
const REVERSED_WORDS: usize = 4;

/// The quotations of a text in the order of their beginnings.
pub(super) fn pairs(text: &str, blocks: &[Block<'_>]) -> (Vec<Pair>, MarkCounts) {
    let of_block: Vec<Vec<Mark>> = blocks
        .iter()
        .map(|block| marks(text.get(block.span.clone()).unwrap_or_default(), block.span.start))
        .collect();
    let mut pairing = Pairing {
        text,
        blocks,
        marks: &of_block,
        pairs: Vec::new(),
        counts: MarkCounts::default(),
        taken: BTreeSet::new(),
        last_closing: of_block.iter().map(|marks| marks.iter().rposition(closes_single)).collect(),
    };
    for block in 0..blocks.len() {
        pairing.pair_block(block);
    }
    let Pairing { mut pairs, mut counts, .. } = pairing;
    counts.marks = of_block.iter().map(|marks| marks.len() as u64).sum();
    counts.unresolved = counts.marks - counts.opening - counts.closing - counts.apostrophes;
    pairs.sort_by_key(|pair| (pair.outer.start, usize::MAX - pair.outer.end));
    set_depths(&mut pairs);
    (pairs, counts)
}

fn set_depths(pairs: &mut [Pair]) {
    let mut open: Vec<usize> = Vec::new();
    for pair in pairs {
        while open.last().is_some_and(|end| *end <= pair.outer.start) {
            open.pop();
        }
        pair.depth = open.len();
        open.push(pair.outer.end);
    }
}

struct Pairing<'a> {
    text: &'a str,
    blocks: &'a [Block<'a>],
    marks: &'a [Vec<Mark>],
    pairs: Vec<Pair>,
    counts: MarkCounts,
    /// Where marks begin that close a quotation of an earlier block.
    taken: BTreeSet<usize>,
    /// The last mark of each block that may close a single one.
    last_closing: Vec<Option<usize>>,
}

impl Pairing<'_> {
    fn pair_block(&mut self, block: usize) {
        let marks = &self.marks[block];
        let mut open: Vec<usize> = Vec::new();
        let mut place = 0;
        while let Some(&mark) = marks.get(place) {
            place += 1;
            if self.taken.contains(&mark.start) {
                continue;
            }
            let partner = open.iter().rposition(|&other| marks[other].family == mark.family);
            if self.is_inches(mark) {
                continue;
            }
            if self.is_apostrophe(block, place - 1, partner.is_some()) {
                self.counts.apostrophes += 1;
            } else if let (Some(partner), true) = (partner, closes(mark)) {
                let opened = open[partner];
                open.truncate(partner);
                self.close(block, marks[opened], mark, QuotationStatus::Closed);
            } else if let Some(closing) = self.reversed_partner(block, place - 1) {
                self.close(block, mark, marks[closing], QuotationStatus::Reversed);
                place = closing + 1;
            } else if opens(mark) && self.is_worth_opening(block, place - 1) {
                open.push(place - 1);
            }
        }
        for left in open {
            self.leave_open(block, marks[left]);
        }
    }

    fn close(&mut self, block: usize, opening: Mark, closing: Mark, status: QuotationStatus) {
        self.counts.opening += 1;
        self.counts.closing += 1;
        let outer = opening.start..closing.end;
        self.pairs.push(Pair { outer, inner: opening.end..closing.start, block, status, depth: 0 });
    }

    /// A quotation that its paragraph does not close.
    fn leave_open(&mut self, block: usize, opening: Mark) {
        let end = self.blocks[block].span.start + self.trimmed(block).len();
        // A mark that opens behind it: the next paragraph in the same line, or a mark that was forgotten before it.
        let marks = &self.marks[block];
        let behind = marks.partition_point(|mark| mark.start < opening.end);
        let next = marks[behind..].iter().find(|mark| mark.family == opening.family && opens(**mark));
        let before_next = next.and_then(|next| self.text.get(opening.start..next.start)).map(str::trim_end);
        let later = if before_next.is_some() { None } else { self.closing_later(block, opening.family) };
        let (status, end) = match (before_next, later) {
            (Some(before), _) => {
                let ends = before.ends_with(['.', '!', '?', '\u{2026}', '\u{3002}']);
                let status = if ends { QuotationStatus::Continued } else { QuotationStatus::Unclosed };
                (status, opening.start + before.len())
            }
            (None, Some(Later::Closing(closing))) => {
                self.taken.insert(closing.start);
                return self.close(block, opening, closing, QuotationStatus::SpansParagraphs);
            }
            (None, Some(Later::Opening)) => (QuotationStatus::Continued, end),
            (None, None) => (QuotationStatus::Unclosed, end),
        };
        // A single mark without a partner may be anything.
        if opening.family == Family::Single && status != QuotationStatus::Continued {
            return;
        }
        self.counts.opening += 1;
        let inner = opening.end..end.max(opening.end);
        self.pairs.push(Pair { outer: opening.start..inner.end, inner, block, status, depth: 0 });
    }

    fn trimmed(&self, block: usize) -> &str {
        self.text.get(self.blocks[block].span.clone()).unwrap_or_default().trim_end()
    }

    /// What the next mark of a family in the paragraphs of the same turn does.
    fn closing_later(&self, block: usize, family: Family) -> Option<Later> {
        let turn = self.blocks[block].turn;
        let later = self.blocks.iter().enumerate().skip(block + 1).take(PARAGRAPHS);
        let later =
            later.take_while(|(_, next)| next.turn == turn && !matches!(next.kind, SegmentKind::Title));
        for (number, (next, block)) in later.enumerate() {
            let marks =
                self.marks[next].iter().filter(|mark| mark.family == family && !mark.is_inside_word());
            // An apostrophe closes nothing so far away.
            let mut marks = marks.filter(|mark| family != Family::Single || mark.may_open());
            let Some(mark) = marks.next() else { continue };
            if number == 0 && mark.may_open() && self.is_first_in(block, mark) {
                return Some(Later::Opening);
            }
            return closes(*mark).then_some(Later::Closing(*mark)).filter(|_| !opens(*mark));
        }
        None
    }

    fn is_first_in(&self, block: &Block<'_>, mark: &Mark) -> bool {
        let before = self.text.get(block.span.start..mark.start).unwrap_or_default();
        before.trim().is_empty()
    }

    /// Whether a straight mark stands for inches, behind feet: `6'2"`.
    fn is_inches(&self, mark: Mark) -> bool {
        let before = self.text.get(..mark.start).unwrap_or_default();
        let feet = before.trim_end_matches(|digit: char| digit.is_ascii_digit());
        mark.shape == Shape::Straight
            && mark.family == Family::Double
            && feet.len() < before.len()
            && feet
                .strip_suffix(['\'', '\u{2019}'])
                .is_some_and(|rest| rest.ends_with(|digit: char| digit.is_ascii_digit()))
    }

    /// Whether a single mark is an apostrophe.
    fn is_apostrophe(&self, block: usize, place: usize, is_open: bool) -> bool {
        let marks = &self.marks[block];
        let mark = marks[place];
        if mark.family != Family::Single {
            return false;
        }
        if mark.is_inside_word() {
            return true;
        }
        let ends_word = mark.before == Side::Word && mark.after != Side::Word;
        if ends_word && !is_open {
            return true;
        }
        if ends_word && self.is_possessive(mark) {
            // "the ‘workers’ rights’ bill": the last one before the next opening closes.
            let later = marks[place + 1..].iter().take(MARKS_AHEAD);
            let mut later = later.take_while(|mark| mark.family != Family::Single || !mark.may_open());
            return later.any(closes_single);
        }
        mark.may_open() && mark.shape != Shape::Opening && self.is_omission(mark, place, block)
    }

    /// Whether `s’` and a word in small letters stand around it.
    fn is_possessive(&self, mark: Mark) -> bool {
        let before = self.text.get(..mark.start).unwrap_or_default();
        let after = self.text.get(mark.end..).unwrap_or_default();
        let next = after.strip_prefix(' ').and_then(|rest| rest.chars().next());
        before.ends_with(['s', 'S']) && next.is_some_and(char::is_lowercase)
    }

    /// Whether it stands for letters that are left out before a word: `’90s`, `’em`.
    fn is_omission(&self, mark: Mark, place: usize, block: usize) -> bool {
        let after = self.text.get(mark.end..).unwrap_or_default();
        let word: String = after.chars().take_while(|character| character.is_alphanumeric()).collect();
        let is_year =
            word.len() >= 2 && word.len() <= 3 && word.starts_with(|first: char| first.is_ascii_digit());
        let is_known = OMISSIONS.contains(&word.to_lowercase().as_str());
        // Where another one could close it, only the sure cases are omissions.
        is_known || is_year && !self.has_closing(block, place)
    }

    /// Whether a mark that may begin a quotation is one: a double one is; of a single one another must follow that may close it.
    fn is_worth_opening(&self, block: usize, place: usize) -> bool {
        let mark = self.marks[block][place];
        let begins_paragraph = mark.shape == Shape::Opening && self.is_first_in(&self.blocks[block], &mark);
        mark.family != Family::Single || begins_paragraph || self.has_closing(block, place)
    }

    fn has_closing(&self, block: usize, place: usize) -> bool {
        self.last_closing[block].is_some_and(|last| last > place)
    }

    /// The partner of a mark that stands away from its words, or the wrong way round: another one like it a few words on.
    fn reversed_partner(&self, block: usize, place: usize) -> Option<usize> {
        let marks = &self.marks[block];
        let mark = marks[place];
        if !mark.is_alone() || mark.family == Family::Guillemets || mark.family == Family::SingleGuillemets {
            return None;
        }
        let next = place
            + 1
            + marks[place + 1..].iter().take(MARKS_AHEAD).position(|other| !other.is_inside_word())?;
        let other = marks[next];
        let between = self.text.get(mark.end..other.start)?;
        let words = between.split_whitespace().count();
        let is_near = (1..=REVERSED_WORDS).contains(&words) && !between.contains('\n');
        (other.family == mark.family && other.before == Side::Blank && is_near).then_some(next)
    }
}

/// What follows in later paragraphs.
enum Later {
    Opening,
    Closing(Mark),
}

/// Words that are written with a sign for what is left out at their beginning.
const OMISSIONS: &[&str] =
    &["em", "til", "till", "tis", "twas", "cause", "cos", "bout", "round", "n", "nuff", "s", "n\u{2019}"];

/// Whether a mark may close a single one, and is no apostrophe inside a word.
fn closes_single(mark: &Mark) -> bool {
    mark.family == Family::Single && mark.may_close() && !mark.is_inside_word()
}

/// Whether a mark opens if nothing is open that it could close.
fn opens(mark: Mark) -> bool {
    if mark.is_alone() {
        return mark.shape == Shape::Opening;
    }
    mark.may_open()
}

/// Whether a mark closes if something is open that it could close.
fn closes(mark: Mark) -> bool {
    if mark.is_alone() {
        return mark.shape != Shape::Opening;
    }
    // Between a bracket or a dash and punctuation, both are possible: what is open is closed.
    mark.may_close() || mark.before == Side::Word && mark.family != Family::Single && mark.after == Side::Word && mark.shape != Shape::Opening
        // French blanks before the closing mark.
        || mark.before == Side::Blank && mark.after == Side::Other && mark.shape == Shape::Closing
}
