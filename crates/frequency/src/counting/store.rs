//! Where the records of a pass are: in memory, or in a temporary file.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::{CountError, record::Stored};

/// How much memory a pass may use, and where it puts the rest.
///
/// The budget is for the records of occurrences, at most 16 bytes each. The text (4 bytes a token, for n-grams only),
/// the tables of units and the result are not included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The maximum number of bytes.
    pub bytes: usize,
    /// The folder of the temporary file; `None` for the one of the system.
    pub folder: Option<PathBuf>,
}

impl Default for Budget {
    /// No limit.
    fn default() -> Self {
        Self { bytes: usize::MAX, folder: None }
    }
}

impl Budget {
    /// A place for so many bytes.
    pub(crate) fn store(&self, bytes: usize) -> Result<Store, CountError> {
        if bytes <= self.bytes {
            Ok(Store::Memory)
        } else {
            SpillFile::new(self.folder.as_deref()).map(Store::File)
        }
    }
}

/// A place for blocks of records.
pub(crate) enum Store {
    Memory,
    File(SpillFile),
}

/// Some records that were put away.
pub(crate) enum StoredBlock<T> {
    Memory(Vec<T>),
    File { offset: u64, len: usize },
}

impl<T> StoredBlock<T> {
    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Memory(records) => records.len(),
            Self::File { len, .. } => *len,
        }
    }
}

impl Store {
    /// Whether the records stay in memory.
    pub(crate) fn is_memory(&self) -> bool {
        matches!(self, Self::Memory)
    }

    /// Puts records away; the vector is empty afterwards.
    pub(crate) fn put<T: Stored>(&self, records: &mut Vec<T>) -> Result<StoredBlock<T>, CountError> {
        match self {
            Self::Memory => Ok(StoredBlock::Memory(std::mem::take(records))),
            Self::File(file) => {
                let mut bytes = Vec::with_capacity(records.len() * T::BYTES);
                records.iter().for_each(|record| record.write(&mut bytes));
                let len = records.len();
                records.clear();
                Ok(StoredBlock::File { offset: file.append(&bytes)?, len })
            }
        }
    }

    /// Gets records back.
    pub(crate) fn take<T: Stored>(&self, block: StoredBlock<T>) -> Result<Vec<T>, CountError> {
        match (self, block) {
            (Self::File(file), StoredBlock::File { offset, len }) => {
                let bytes = file.read(offset, len * T::BYTES)?;
                Ok(bytes.chunks_exact(T::BYTES).map(T::read).collect())
            }
            (_, StoredBlock::Memory(records)) => Ok(records),
            (Self::Memory, StoredBlock::File { .. }) => Ok(Vec::new()),
        }
    }
}

/// A temporary file without a name, which is gone when it is dropped.
pub(crate) struct SpillFile {
    folder: PathBuf,
    state: Mutex<StoreState>,
}

struct StoreState {
    file: File,
    end: u64,
}

impl SpillFile {
    fn new(folder: Option<&Path>) -> Result<Self, CountError> {
        let folder = folder.map_or_else(std::env::temp_dir, Path::to_path_buf);
        match tempfile::tempfile_in(&folder) {
            Ok(file) => Ok(Self { folder, state: Mutex::new(StoreState { file, end: 0 }) }),
            Err(source) => Err(CountError::Spill { path: folder, source }),
        }
    }

    /// Writes bytes at the end; where they begin.
    fn append(&self, bytes: &[u8]) -> Result<u64, CountError> {
        self.with(|StoreState { file, end }| {
            let offset = *end;
            file.seek(SeekFrom::Start(offset))?;
            file.write_all(bytes)?;
            *end += bytes.len() as u64;
            Ok(offset)
        })
    }

    fn read(&self, offset: u64, len: usize) -> Result<Vec<u8>, CountError> {
        let mut bytes = vec![0; len];
        self.with(|StoreState { file, .. }| {
            file.seek(SeekFrom::Start(offset))?;
            file.read_exact(&mut bytes)
        })?;
        Ok(bytes)
    }

    fn with<T>(&self, work: impl FnOnce(&mut StoreState) -> io::Result<T>) -> Result<T, CountError> {
        // A thread that panicked left at most bytes behind that nobody asks for.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut state).map_err(|source| CountError::Spill { path: self.folder.clone(), source })
    }
}
