//! Where does the index stand, what is in it, and how far along the wire is it?

use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use story::StoryId;
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, RamDirectory};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term};

use crate::SearchError;
use crate::document::{self, Document, Fields};
use crate::folder::{Folder, at, is_of_this_start, note_start, wipe};
use crate::recent::{Recent, View};
use crate::words;

/// What the index means. Raised whenever a field, an analyser or a stem changes; an index of another
/// number is wiped and built again.
const FORMAT: u32 = 2;
/// A backlog is dealt with by two at once; what comes one by one, by one of them.
const WRITERS: usize = 2;
/// What the engine asks for at the least; it is taken as it fills, in bytes.
const WRITER_MEMORY: usize = WRITERS * 15_000_000;

/// What was there when the index was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// An index to go on with from its [`Index::cursor`].
    Kept,
    /// Nothing: a new index, cursor 0.
    New,
    /// One that was damaged or of another format. It was wiped; read the wire again from entry 1.
    Wiped {
        /// What was wrong with it, for the log.
        reason: String,
    },
}

/// The index. Shared by reference; a search never waits for a put.
pub struct Index {
    fields: Fields,
    engine: tantivy::Index,
    reader: IndexReader,
    /// None after a fault: the engine's writer is of no use then, and the next who writes opens another.
    writer: Mutex<Option<IndexWriter>>,
    /// What was put since the last commit; changed by whoever holds the writer.
    recent: Mutex<Recent>,
}

impl Index {
    /// Opens the index in a folder of its own, making it where it is missing. One that is damaged or of
    /// another format is wiped, and [`Opened`] says so: it can be had again from the wire.
    ///
    /// Fails if another process holds it or the folder cannot be used.
    pub fn open(folder: &Path) -> Result<(Self, Opened), SearchError> {
        fs::create_dir_all(folder).map_err(at(folder))?;
        let is_new = !folder.join("meta.json").exists();
        let is_doubtful = !is_new && !is_of_this_start(folder);
        let found = match is_doubtful.then(|| damage(folder)).flatten() {
            Some(reason) => Err(reason),
            None => match Self::in_directory(Folder::open(folder)?) {
                Ok(index) => {
                    index.is_of_this_format()?.then_some(index).ok_or("it is of another format".into())
                }
                Err(TantivyError::LockFailure(LockError::LockBusy, _)) => {
                    return Err(SearchError::InUse(folder.to_owned()));
                }
                Err(error) => Err(error.to_string()),
            },
        };
        let opened = match found {
            Ok(index) => (index, if is_new { Opened::New } else { Opened::Kept }),
            Err(reason) => {
                wipe(folder)?;
                (Self::in_directory(Folder::open(folder)?)?, Opened::Wiped { reason })
            }
        };
        note_start(folder)?;
        Ok(opened)
    }

    fn is_of_this_format(&self) -> Result<bool, SearchError> {
        Ok(match self.engine.load_metas()?.payload.as_deref() {
            // A first run that ended before its first commit has nothing, not something wrong.
            None => self.reader.searcher().num_docs() == 0,
            Some(payload) => cursor_of(payload).is_some(),
        })
    }

    /// An index that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, SearchError> {
        Ok(Self::in_directory(RamDirectory::create())?)
    }

    fn in_directory(directory: impl Directory) -> tantivy::Result<Self> {
        let (schema, fields) = document::schema();
        let mut engine = tantivy::Index::open_or_create(directory, schema)?;
        engine.set_tokenizers(words::analysers());
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writer = Mutex::new(Some(engine.writer_with_num_threads(WRITERS, WRITER_MEMORY)?));
        Ok(Self { fields, engine, reader, writer, recent: Mutex::default() })
    }

    /// How far along the wire the index is: what was given to the last [`Index::commit`], or 0.
    pub fn cursor(&self) -> Result<u64, SearchError> {
        Ok(self.engine.load_metas()?.payload.as_deref().and_then(cursor_of).unwrap_or(0))
    }

    /// Puts a story in, in place of what was there of it. It is found at once; of more than some hundreds, after the next commit.
    pub fn put(&self, document: &Document) -> Result<(), SearchError> {
        let term = self.fields.of_story(document.story);
        let entry = self.fields.entry(document);
        self.write(|writer| {
            let is_in_files = self.has_in_files(&term)?;
            let is_known = self.recently().note(document.story, Some(document), is_in_files);
            // Taking out what is not there costs a look at every segment; most of a backlog is new.
            if is_known || is_in_files {
                writer.delete_term(term);
            }
            writer.add_document(entry).map(drop)
        })
    }

    /// Takes a story out; no error if it is not there.
    pub fn remove(&self, story: StoryId) -> Result<(), SearchError> {
        self.write(|writer| {
            let term = self.fields.of_story(story);
            let is_in_files = self.has_in_files(&term)?;
            self.recently().note(story, None, is_in_files);
            writer.delete_term(term);
            Ok(())
        })
    }

    fn has_in_files(&self, story: &Term) -> tantivy::Result<bool> {
        Ok(self.reader.searcher().doc_freq(story)? > 0)
    }

    /// Writes. Where that fails, nothing since the last commit is kept, and the next begins with a new writer.
    fn write(&self, act: impl FnOnce(&mut IndexWriter) -> tantivy::Result<()>) -> Result<(), SearchError> {
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut writer = match held.take() {
            Some(writer) => writer,
            None => self.engine.writer_with_num_threads(WRITERS, WRITER_MEMORY)?,
        };
        act(&mut writer)?;
        *held = Some(writer);
        Ok(())
    }

    /// Keeps all puts and removes since the last commit, with the place on the wire up to which they go. If this or a put fails,
    /// nothing since the last commit is kept: read on from [`Index::cursor`].
    pub fn commit(&self, cursor: u64) -> Result<(), SearchError> {
        self.write(|writer| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&format!("{FORMAT} {cursor}"));
            commit.commit()?;
            self.reader.reload()?;
            self.recently().clear();
            Ok(())
        })
    }

    fn recently(&self) -> MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was put and may not be in the files yet.
    pub(crate) fn recent(&self) -> View {
        self.recently().view()
    }

    /// What is in the files.
    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    pub(crate) fn tokenizers(&self) -> TokenizerManager {
        self.engine.tokenizers().clone()
    }

    /// Erases what was taken out: its words leave the index's files, which a mere removal does only in time.
    pub fn purge(&self) -> Result<(), SearchError> {
        let payload = self.engine.load_metas()?.payload;
        self.write(|writer| {
            for segment in self.engine.searchable_segment_metas()? {
                if segment.num_deleted_docs() > 0 {
                    writer.merge(&[segment.id()]).wait()?;
                }
            }
            self.reader.reload()?;
            writer.garbage_collect_files().wait().map(drop)
        })?;
        // A merge keeps the place on the wire; where an engine would not, the index is read anew rather than wrong.
        debug_assert_eq!(payload, self.engine.load_metas()?.payload);
        Ok(())
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

/// What is wrong with the files of an index that may have been cut off while they were written; before they are read, for who reads
/// them believes them.
fn damage(folder: &Path) -> Option<String> {
    let checked = Folder::open(folder).and_then(|it| Ok(tantivy::Index::open(it)?.validate_checksum()?));
    match checked {
        Ok(damaged) if damaged.is_empty() => None,
        Ok(damaged) => Some(format!("{} of its files are damaged", damaged.len())),
        Err(error) => Some(error.to_string()),
    }
}

/// Reads what [`Index::commit`] wrote; nothing for another format.
fn cursor_of(payload: &str) -> Option<u64> {
    let (format, cursor) = payload.split_once(' ')?;
    (format.parse() == Ok(FORMAT)).then(|| cursor.parse().ok())?
}
