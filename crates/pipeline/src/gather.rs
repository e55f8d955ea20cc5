//! From files to the corpus, in parallel.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use textmill_corpus::{
    Document, DocumentId, Language, Metadata, PartialCorpus, Segment, SegmentKind, TokenizedCorpus, text_hash,
};
use textmill_ingest::{
    Decoding, Digest, Discovery, DocumentDates, DocumentSource, Found, FoundFile, FurnitureCandidates, Item,
    LedgerRow, MetadataTable, Outcome, ReadBuffers, Source, discover, document_dates, furniture_candidates,
    genre, give_to_speaker, label_common_lines, segments, settle_dates,
};
use textmill_normalize::{LeftOut, TokenCutter, tokenize};
use textmill_report::{Account, InputRecord, PassedOver, Warning, WarningKind};
use textmill_reuse::{Duplicate, RunTexts, duplicates};
use textmill_stem::{detect_foreign, detect_language, detect_language_of_lines};

use crate::{
    Duplicates, Observer, Plan, RunError,
    attributes::has_attributes,
    folder_languages::FolderLanguages,
    observer::{Stage, go_on},
    rules::Rules,
    warnings::{
        document_warnings, language_warnings, markup_warning, metadata_warnings, undetermined_warning,
    },
};

/// The documents of a job, read and cut into segments, sentences and words.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// The files that were read.
    pub(crate) files: Vec<FoundFile>,
    pub(crate) account: Account,
    pub(crate) corpus: TokenizedCorpus,
}

/// Reads the files that were found, and joins their documents to a corpus. What every command knows of a document is decided here.
pub(crate) fn gather(
    plan: &Plan,
    found: Discovery,
    metadata: &MetadataTable,
    observer: &dyn Observer,
) -> Result<Gathered, RunError> {
    let files_found = (found.files.len() + found.passed_over.len()) as u64;
    let not_read = PassedOver::of(&found);
    let stage = Stage::bytes(observer, "reading", found.files.iter().map(|file| file.bytes).sum());
    let priors = FolderLanguages::of(&found.files);
    let reader = Reader { plan, metadata, observer, priors: &priors };
    let parts = reader.read(&found.files, &stage)?;
    drop(stage);

    let _stage = Stage::steps(observer, "vocabulary", 1);
    let Parts { items, words, candidates, left_out } = parts;
    let mut account = account_of(items, found.passed_over, metadata);
    account.files = files_found;
    account.passed_over = not_read;
    account.tokens_left_out = left_out.by_rules;
    account.markup = left_out.markup + left_out.links;
    account.warnings.extend(markup_warning(left_out));
    let languages: BTreeSet<Language> = words.iter().flat_map(PartialCorpus::languages).collect();
    account.warnings.extend(language_warnings(&languages, plan));
    let rules = Rules::new(&languages, plan);
    let mut corpus = TokenizedCorpus::merge(words, &rules, &plan.selection);
    label_common_lines(&mut corpus, &candidates, &plan.selection);
    settle_dates(corpus.documents_mut());
    account.warnings.extend(undetermined_warning(corpus.documents()));
    leave_out_unselected(&mut corpus, plan);
    Ok(Gathered { files: found.files, account, corpus })
}

/// Leaves out of all counts the documents without the attributes that are selected.
fn leave_out_unselected(corpus: &mut TokenizedCorpus, plan: &Plan) {
    let wanted = &plan.config.selection.attributes;
    let is_out = |id: &DocumentId| !has_attributes(corpus.document(*id), wanted);
    let unselected: Vec<DocumentId> = corpus.document_ids().filter(is_out).collect();
    unselected.into_iter().for_each(|document| corpus.leave_out(document));
}

/// What each document repeats of those before it. Leaves exact duplicates out of all counts, if the configuration says so.
pub(crate) fn find_duplicates(corpus: &mut TokenizedCorpus, plan: &Plan) -> Vec<Option<Duplicate>> {
    let repeated = duplicates(&RunTexts::of_documents(corpus));
    let found: Vec<_> = corpus.document_ids().map(|document| repeated.get(&document).copied()).collect();
    if plan.config.selection.duplicates == Duplicates::DropExact {
        for (document, duplicate) in corpus.document_ids().zip(&found) {
            if duplicate.is_some_and(|duplicate| duplicate.is_exact) {
                corpus.leave_out(document);
            }
        }
    }
    found
}

/// Reads the documents for a command that writes no reports: what counts there is what a run would count.
pub(crate) fn gather_counted(
    plan: &Plan,
    inputs: &[String],
    observer: &dyn Observer,
) -> Result<Gathered, RunError> {
    let found = discover(inputs, &plan.exclude, Path::new(""))?;
    let metadata = MetadataTable::of_folder(&found.root)?;
    let mut gathered = gather(plan, found, &metadata, observer)?;
    if plan.config.selection.duplicates == Duplicates::DropExact {
        find_duplicates(&mut gathered.corpus, plan);
    }
    Ok(gathered)
}

/// Joins the accounts of what was read, in the order of the paths, with those of the files passed over.
fn account_of(mut items: Vec<ItemAccount>, passed_over: Vec<LedgerRow>, metadata: &MetadataTable) -> Account {
    items.sort_by(|one, other| one.row.path.cmp(&other.row.path));
    let mut account = Account { ledger: passed_over, ..Account::default() };
    for ItemAccount { row, input, warnings } in items {
        account.ledger.push(row);
        account.inputs.extend(input);
        account.warnings.extend(warnings);
    }
    account.ledger.sort_by(|one, other| one.path.cmp(&other.path));
    account.warnings.extend(metadata_warnings(&account.ledger, metadata));
    account
}

/// What came of a file, a record or a member.
#[derive(Debug)]
struct ItemAccount {
    row: LedgerRow,
    /// The digest of a file that could be read.
    input: Option<InputRecord>,
    warnings: Vec<Warning>,
}

/// What came of all files.
#[derive(Debug, Default)]
struct Parts {
    items: Vec<ItemAccount>,
    /// The tokens, by thread.
    words: Vec<PartialCorpus>,
    /// Lines that may be furniture, in no order.
    candidates: Vec<FurnitureCandidates>,
    /// How many tokens were left out.
    left_out: LeftOut,
}

/// What the documents are read with.
struct Reader<'a> {
    plan: &'a Plan,
    metadata: &'a MetadataTable,
    observer: &'a dyn Observer,
    /// The languages of folders of short texts.
    priors: &'a FolderLanguages,
}

impl Reader<'_> {
    /// Reads the files on all threads. Each thread keeps one vocabulary and one set of buffers. How the work was shared out leaves
    /// no trace once the parts are joined.
    fn read(&self, files: &[FoundFile], stage: &Stage<'_>) -> Result<Parts, RunError> {
        let source = DocumentSource::new(files, &self.plan.reading);
        let workers: Vec<Result<Worker, RunError>> = rayon::broadcast(|_| {
            let (mut worker, mut buffers) = (Worker::new(self.plan), ReadBuffers::default());
            loop {
                go_on(self.observer)?;
                let mut is_wanted = Ok(());
                // A container may hold all documents of a run: who ends it does not wait for them.
                let mut add = |item: Item<'_>| {
                    if is_wanted.is_ok() {
                        is_wanted = go_on(self.observer);
                    }
                    if is_wanted.is_ok() {
                        worker.add(item, self);
                    }
                };
                let read = source.read_next(&mut buffers, &mut add);
                is_wanted?;
                match read {
                    Some(bytes) => stage.advance(bytes),
                    None => return Ok(worker),
                }
            }
        });
        let mut parts = Parts::default();
        for worker in workers {
            let Worker { items, words, candidates, cutter, .. } = worker?;
            parts.left_out += cutter.left_out();
            parts.items.extend(items);
            parts.words.push(words);
            parts.candidates.extend(candidates);
        }
        Ok(parts)
    }

    /// Cuts a text into its segments, says what each of them is and of which language, and what the document is.
    fn analyse(
        &self,
        path: &str,
        text: &str,
        own: Metadata,
        neighbours: Option<Language>,
    ) -> (Document, Vec<Segment>) {
        let mut segments = segments(text);
        let mut document = self.document(path, text, &segments, own);
        if let Some(speaker) = &document.metadata.speaker {
            give_to_speaker(&mut segments, speaker);
        }
        let given = document.metadata.language.or(self.plan.config.input.language.given());
        document.language =
            given.unwrap_or_else(|| detect_language(text, neighbours.or_else(|| self.priors.of_path(path))));
        // A language that is fixed for all is that of all their parts.
        if self.plan.config.input.language.given().is_none() {
            for segment in &mut segments {
                segment.language = detect_foreign(segment.span.of(text), document.language);
            }
        }
        (document, segments)
    }

    /// The dates that are given, else those of the text or the name. A guess that nobody corrected is not where it is known from.
    fn dates(&self, given: Option<&str>, path: &str, text: &str, segments: &[Segment]) -> DocumentDates {
        if let Some(given) = given.filter(|_| self.metadata.is_guessed(path)) {
            let own = document_dates(None, path, text, segments);
            if own.event.as_ref().is_some_and(|own| own.iso == given) {
                return own;
            }
        }
        document_dates(given, path, text, segments)
    }

    fn document(&self, path: &str, text: &str, segments: &[Segment], own: Metadata) -> Document {
        let mut metadata = self.metadata.of_document(path, own);
        let genre = genre(text, segments);
        if self.metadata.is_guessed(path) {
            metadata.genre = metadata.genre.filter(|given| **given != *genre.name());
        }
        let is_title = |segment: &&Segment| segment.kind == SegmentKind::Title && metadata.title.is_none();
        let title = segments.iter().find(is_title);
        let dates = self.dates(metadata.date.as_deref(), path, text, segments);
        Document {
            date: dates.event,
            published: dates.published,
            path: path.to_owned(),
            text_bytes: text.len() as u64,
            text_hash: text_hash(text),
            title: title.map(|title| title_text(title.span.of(text))),
            genre,
            language: Language::UNDETERMINED,
            metadata,
        }
    }
}

/// A title on one line, without the mark of a heading of Markdown.
fn title_text(title: &str) -> String {
    let title = title.trim_start();
    let bare = title.trim_start_matches('#');
    let title = if bare.starts_with(char::is_whitespace) { bare } else { title };
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A thread's share of the work.
struct Worker {
    words: PartialCorpus,
    items: Vec<ItemAccount>,
    candidates: Vec<FurnitureCandidates>,
    cutter: TokenCutter,
    /// The language of the records at hand.
    neighbours: Option<(Arc<str>, Language)>,
}

impl Worker {
    fn new(plan: &Plan) -> Self {
        Self {
            words: PartialCorpus::default(),
            items: Vec::new(),
            candidates: Vec::new(),
            cutter: TokenCutter::new(plan.token_rules),
            neighbours: None,
        }
    }

    /// The language of the records beside one. All records of a table name the same ones.
    fn language_of(&mut self, neighbours: Arc<str>) -> Language {
        match &self.neighbours {
            Some((known, language)) if Arc::ptr_eq(known, &neighbours) => *language,
            _ => {
                let language = detect_language_of_lines(&neighbours);
                self.neighbours = Some((neighbours, language));
                language
            }
        }
    }

    fn add(&mut self, Item { path, found, digest }: Item<'_>, reader: &Reader<'_>) {
        let mut warnings = Vec::new();
        let outcome = match found {
            Found::Document(source) => {
                let (decoding, of_document) = self.add_document(&path, source, reader);
                warnings = of_document;
                Outcome::Document(decoding)
            }
            Found::Container => Outcome::Container,
            Found::BrokenOff(reason) => {
                let warning = format!(
                    "the file breaks off ({reason}); its documents up to there are counted, the rest is lost; get a whole copy"
                );
                warnings.push(Warning::new(WarningKind::BrokenOff, path.as_str(), warning));
                Outcome::BrokenOff(reason)
            }
            Found::Rejected(reject) => Outcome::Rejected(reject),
            Found::Excluded(rule) => Outcome::Excluded(rule),
        };
        let bytes = digest.as_ref().map(|digest| digest.bytes);
        let input = digest.map(|Digest { bytes, sha256 }| InputRecord { path: path.clone(), bytes, sha256 });
        self.items.push(ItemAccount { row: LedgerRow { path, bytes, outcome }, input, warnings });
    }

    fn add_document(
        &mut self,
        path: &str,
        Source { decoded, metadata, neighbours }: Source<'_>,
        reader: &Reader<'_>,
    ) -> (Decoding, Vec<Warning>) {
        let text = &decoded.text;
        let neighbours = neighbours.map(|neighbours| self.language_of(neighbours));
        let (document, segments) = reader.analyse(path, text, metadata, neighbours);
        let lines = furniture_candidates(text, &segments);
        if !lines.is_empty() {
            self.candidates.push(FurnitureCandidates { path: path.to_owned(), lines });
        }
        let warnings = document_warnings(&document, &decoded.decoding);
        tokenize(document, text, &segments, &mut self.cutter, &mut self.words);
        (decoded.decoding, warnings)
    }
}
