//! How threads share the work: files from one queue, and documents that are handed from one thread to another.
//!
//! Most of the work on a document comes after it was read. So the thread that unpacks the last large container gives its documents to
//! those that would wait for it: a table, an archive or a mailbox is read by one thread, and its documents by all.

use std::{
    borrow::Cow,
    cell::Cell,
    collections::VecDeque,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use super::{
    Item,
    queue::{Queue, Work},
};
use crate::{Decoded, Found, Source};

/// Documents are handed over when they have so many bytes together: enough to repay the handing over.
const HANDED_BYTES: usize = 1 << 17;

/// After so long, a thread that waits looks whether it can help with a long text.
const LONGEST_WAIT: Duration = Duration::from_millis(1);

/// So many batches wait at most beyond those for which a thread waits: what is ready must not fill the memory.
const WAITING_BATCHES: usize = 2;

thread_local! {
    /// How many files this thread is reading, one inside another.
    static READING: Cell<usize> = const { Cell::new(0) };
}

/// Where threads get what is to be done.
pub(super) struct Desk<'a> {
    state: Mutex<State<'a>>,
    /// Told when a batch was handed over, and when no thread will hand over any more.
    changed: Condvar,
    /// How many threads have nothing to do.
    idle: AtomicUsize,
}

struct State<'a> {
    queue: Queue<'a>,
    handed_over: VecDeque<Vec<Item<'static>>>,
    /// How many threads read files, and may hand over documents.
    readers: usize,
}

/// What a thread is to do.
pub(super) enum Task<'d, 'a> {
    /// Files to be read, which are read as long as the reader is kept; or lines, which were read already.
    Work(Work<'a>, Option<Reader<'d, 'a>>),
    /// Documents of a container that another thread unpacks.
    HandedOver(Vec<Item<'static>>),
}

impl<'a> Desk<'a> {
    pub(super) fn new(queue: Queue<'a>) -> Self {
        let state = State { queue, handed_over: VecDeque::new(), readers: 0 };
        Self { state: Mutex::new(state), changed: Condvar::new(), idle: AtomicUsize::new(0) }
    }

    /// The next task; lines are put into `piece`. Nothing if none is left, and no thread is left that could hand one over.
    ///
    /// A thread that waits for helpers with a long text may be given other work of its pool, even the reading of another run: it does
    /// not wait here, as those that it would wait for may wait for it.
    pub(super) fn next(&self, piece: &mut Vec<u8>) -> Option<Task<'_, 'a>> {
        let mut state = self.lock();
        loop {
            if let Some(batch) = state.handed_over.pop_front() {
                return Some(Task::HandedOver(batch));
            }
            if let Some(work) = state.queue.next(piece) {
                let reader = matches!(work, Work::Files(_)).then(|| Reader::of(self, &mut state));
                return Some(Task::Work(work, reader));
            }
            if state.readers == 0 || READING.get() > 0 {
                return None;
            }
            self.idle.fetch_add(1, Ordering::Relaxed);
            state = self.wait(state);
            self.idle.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Waits for what may have changed. Meanwhile the thread helps those that cut a long text into parts.
    fn wait<'d>(&'d self, state: MutexGuard<'d, State<'a>>) -> MutexGuard<'d, State<'a>> {
        drop(state);
        if rayon::yield_now() == Some(rayon::Yield::Executed) {
            return self.lock();
        }
        let waited = self.changed.wait_timeout(self.lock(), LONGEST_WAIT);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Takes a batch for another thread; gives it back if enough of them wait.
    fn hand_over(&self, batch: Vec<Item<'static>>) -> Option<Vec<Item<'static>>> {
        let mut state = self.lock();
        if state.handed_over.len() >= self.idle() + WAITING_BATCHES {
            return Some(batch);
        }
        state.handed_over.push_back(batch);
        self.changed.notify_one();
        None
    }

    /// How many threads have nothing to do.
    pub(super) fn idle(&self) -> usize {
        self.idle.load(Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, State<'a>> {
        // A thread that panics ends the program; what it held is as good as before.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread that reads files: as long as it is not dropped, it may hand over documents.
pub(super) struct Reader<'d, 'a>(&'d Desk<'a>);

impl<'d, 'a> Reader<'d, 'a> {
    fn of(desk: &'d Desk<'a>, state: &mut State<'a>) -> Self {
        state.readers += 1;
        READING.set(READING.get() + 1);
        Self(desk)
    }
}

impl Drop for Reader<'_, '_> {
    fn drop(&mut self) {
        READING.set(READING.get() - 1);
        let mut state = self.0.lock();
        state.readers -= 1;
        if state.readers == 0 {
            self.0.changed.notify_all();
        }
    }
}

/// The documents of one file, on their way to other threads if these have nothing to do.
pub(super) struct Collector<'d, 'a> {
    desk: &'d Desk<'a>,
    path: &'d str,
    batch: Vec<Item<'static>>,
    bytes: usize,
}

impl<'d, 'a> Collector<'d, 'a> {
    /// None yet, of the file with a path.
    pub(super) fn new(desk: &'d Desk<'a>, path: &'d str) -> Self {
        Self { desk, path, batch: Vec::new(), bytes: 0 }
    }

    /// Takes an item: gives it to its own thread, unless others wait and it is one of many.
    pub(super) fn take(&mut self, item: Item<'_>, give: &mut dyn FnMut(Item<'_>)) {
        let is_wanted = self.desk.idle() > 0 || !self.batch.is_empty();
        if !is_wanted || item.path == self.path {
            give(item);
            return;
        }
        let item = owned(item);
        if let Found::Document(source) = &item.found {
            self.bytes += source.decoded.text.len();
        }
        self.batch.push(item);
        if self.bytes >= HANDED_BYTES {
            self.bytes = 0;
            let back = self.desk.hand_over(std::mem::take(&mut self.batch));
            back.into_iter().flatten().for_each(give);
        }
    }

    /// Gives what was not handed over.
    pub(super) fn finish(self, give: &mut dyn FnMut(Item<'_>)) {
        self.batch.into_iter().for_each(give);
    }
}

/// An item that borrows nothing of its file.
fn owned(Item { path, found, digest }: Item<'_>) -> Item<'static> {
    let found = match found {
        Found::Document(Source { decoded: Decoded { text, decoding }, metadata, neighbours }) => {
            let text = Cow::Owned(text.into_owned());
            Found::Document(Source { decoded: Decoded { text, decoding }, metadata, neighbours })
        }
        Found::Container => Found::Container,
        Found::BrokenOff(reason) => Found::BrokenOff(reason),
        Found::Rejected(reject) => Found::Rejected(reject),
        Found::Excluded(rule) => Found::Excluded(rule),
    };
    Item { path, found, digest }
}

#[cfg(test)]
mod tests {
    use std::{path::PathBuf, sync::Barrier, thread};

    use super::{Desk, Task};
    use crate::{FoundFile, source::queue::Queue};

    #[test]
    fn who_reads_does_not_wait_for_other_readers() {
        let file = |path: &str| FoundFile { location: PathBuf::new(), path: path.to_owned(), bytes: 1 };
        let files = [file("a.txt"), file("b.txt")];
        let [one, other] = [&files[..1], &files[1..]].map(|files| Desk::new(Queue::new(files)));
        let (is_read, may_end) = (Barrier::new(2), Barrier::new(2));
        thread::scope(|scope| {
            scope.spawn(|| {
                let task = other.next(&mut Vec::new());
                assert!(matches!(task, Some(Task::Work(_, Some(_)))));
                is_read.wait();
                may_end.wait();
            });
            is_read.wait();
            let task = one.next(&mut Vec::new());
            assert!(matches!(task, Some(Task::Work(_, Some(_)))));
            // The other file is being read, and what is in it might be handed over.
            assert!(other.next(&mut Vec::new()).is_none());
            drop(task);
            may_end.wait();
            assert!(
                other.next(&mut Vec::new()).is_none(),
                "after the reader has ended, who waits is told so"
            );
        });
    }
}
