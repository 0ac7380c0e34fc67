//! All SQL: the wire log, the stories, the staff, and what follows them.
//!
//! [`Store`] is a handle on one data folder, and on a PostgreSQL database where the agency has several nodes. Reading
//! takes a consistent view ([`Store::read`]), writing goes through one writer that commits for all who write at the same
//! time ([`Store::write`]). What can be asked and told stands as methods of [`Tx`], a file a subject; `engine.rs` knows
//! which engine does it.
//!
//! Invariants: SQL appears in this room only; every statement is a named constant, one text for both engines; one process
//! has a folder.

mod acts;
mod backup;
mod clients;
mod copydesk;
mod db;
mod desks;
mod diary;
mod dossiers;
mod drafts;
mod encrypted;
mod engine;
mod entrances;
mod error;
mod followed;
mod followers;
mod house;
mod imports;
mod kept;
mod ledger;
mod lend;
mod letters;
mod log;
mod media;
mod messages;
mod migrate;
mod moderation;
mod newsletters;
mod nodes;
mod notices;
mod postgres;
mod push;
mod quotations;
mod reactions;
mod readers;
mod reading;
mod record;
mod requests;
mod settler;
mod sources;
mod sqlite;
mod staff;
mod stories;
mod subscribers;
mod subscriptions;
#[doc(hidden)]
pub mod testing;
mod topics;
mod transfer;
mod verify;
mod vouches;
mod websub;
mod wire;
mod writer;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::{Engine, Link};

pub use acts::StaffAct;
pub use backup::{backup, restore};
pub use clients::{ClientAlert, ClientUser, MailDue, SavedFilter, UsageRow};
pub use copydesk::{LexiconRow, RuleCount};
pub use db::Tx;
pub use desks::{DeskMember, NewsDesk};
pub use diary::EventRow;
pub use dossiers::{EntryRow, PinnedFrom, Quote};
pub use drafts::{DraftRow, DraftState};
pub use entrances::{Newcomer, Passkey};
pub use error::StoreError;
pub use followed::ReaderNote;
pub use followers::Queues;
pub use ledger::{Attempt, Delivery, Transmission, Unacknowledged};
pub use letters::Letter;
pub use log::LogEntry;
pub use media::{MediaRow, MediaUse, Shown};
pub use messages::{Cursor, Discussion, Message, NewMessage};
pub use moderation::{HouseRules, ModerationAct, Report, Sanction};
pub use newsletters::Newsletter;
pub use nodes::{Signal, Signals};
pub use postgres::look_at_database;
pub use push::{PushDevice, PushNote, PushWish};
pub use quotations::{LastSaid, QuotationRow};
pub use readers::{Pending, Reader, ReaderSession, Ticket};
pub use record::{Entry, Hash, NOTHING_BEFORE, Signer, hex, is_signed, public_hash, random, revision_hashes};
pub use requests::CorrectionRequest;
pub use sources::{Arrival, RoutingRule, Source};
pub use staff::Staff;
pub use stories::{Listed, StoryRow};
pub use subscribers::{AccessToken, Destination, Entitlement, Product, Subscriber};
pub use subscriptions::{Correspondent, DigestItem, Subscription};
pub use transfer::move_to;
pub use verify::{Fault, Verdict};
pub use vouches::Subject;
pub use websub::FeedSubscription;
pub use wire::{Appended, WireRow};

/// The database's name in the data folder.
const DATABASE: &str = "agency.sqlite";

/// Where an agency's rows and keys are.
#[derive(Clone, Debug)]
pub struct Home {
    /// The folder of this node.
    pub folder: PathBuf,
    /// The folder of the keys.
    pub keys: PathBuf,
    /// The address of the database; without one the rows are in the folder.
    pub database: Option<String>,
}

/// A handle on one data folder; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    writer: writer::Writer,
    readers: lend::Readers,
    kept: Arc<kept::Kept>,
    signer: Signer,
    // Held as long as the folder is in use.
    _lock: File,
}

impl Store {
    /// Opens a data folder, makes it where there is none, and migrates it; the rows are in the folder, or in the database
    /// that it names (`postgres://user:password@host/name`).
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process has it, [`StoreError::Newer`] when a later version wrote it,
    /// [`StoreError::Folder`] when it cannot be made or written, [`StoreError::Unreachable`] when the database is away.
    pub fn open(home: Home) -> Result<Self, StoreError> {
        aside(|| Self::open_here(home))
    }

    fn open_here(home: Home) -> Result<Self, StoreError> {
        let Home { folder, keys, database } = home;
        let lock = lock(&folder, &keys)?;
        let engine = Engine::of(&folder, database.as_deref())?;
        let link = engine.to_write()?;
        link.claim()?;
        if let Engine::Sqlite(folder) = &engine {
            keep_before_migrating(folder, &keys, &link)?;
        }
        migrate::migrate(&link)?;
        let key = keys.join("wire.key");
        if !key.exists() && Tx::on(&link).head()?.0 > story::Sequence(0) {
            return Err(StoreError::NoKey(key));
        }
        let signer = Signer::open(&key)?;
        let kept = Arc::new(kept::Kept::default());
        let writer = writer::Writer::start(engine.clone(), link, kept.clone())?;
        Ok(Store {
            inner: Arc::new(Inner {
                engine,
                writer,
                readers: lend::Readers::default(),
                kept,
                signer,
                _lock: lock,
            }),
        })
    }

    /// Whether other nodes may have the same rows.
    pub fn is_shared(&self) -> bool {
        matches!(self.inner.engine, Engine::Postgres(_))
    }

    /// The key that signs the wire.
    pub fn signer(&self) -> &Signer {
        &self.inner.signer
    }

    /// Reads from one consistent view. What is read of a file is mostly in memory and read where it is asked for: to step aside
    /// for it costs more than the reading. What is long is a [`Store::walk`].
    pub fn read<T, E: From<StoreError>>(&self, look: impl FnOnce(Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        if self.is_shared() { aside(|| self.read_here(look)) } else { self.read_here(look) }
    }

    /// Reads long: the whole wire, all that was said. The thread's other work goes on elsewhere.
    pub fn walk<T, E: From<StoreError>>(&self, look: impl FnOnce(Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        aside(|| self.read_here(look))
    }

    fn read_here<T, E: From<StoreError>>(&self, look: impl FnOnce(Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut loan = self.inner.readers.take(&self.inner.engine)?;
        loan.link()?.look()?;
        let result = look(Tx::with(loan.link()?, &self.inner.kept));
        if let Err(error) = loan.link()?.look_away() {
            loan.give_up();
            return Err(error.into());
        }
        result
    }

    /// Brings the log of recent writes into the database and empties it, so that what was erased stands in neither.
    ///
    /// PostgreSQL keeps its own log as its operator told it to: there is nothing to do there.
    pub fn settle(&self) -> Result<(), StoreError> {
        match &self.inner.engine {
            Engine::Sqlite(folder) => sqlite::settle(folder),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Changes something in a transaction: all of it or nothing. Answers when it is durable.
    pub async fn write<T, E>(
        &self,
        change: impl FnOnce(Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.writer.write(change).await
    }
}

/// Does what waits for an engine where a thread of the runtime may wait.
fn aside<T>(act: impl FnOnce() -> T) -> T {
    let may_block = tokio::runtime::Handle::try_current()
        .is_ok_and(|handle| handle.runtime_flavor() == tokio::runtime::RuntimeFlavor::MultiThread);
    if may_block { tokio::task::block_in_place(act) } else { act() }
}

/// Before a schema changes, the database is kept as it was.
fn keep_before_migrating(folder: &Path, keys: &Path, link: &Link) -> Result<(), StoreError> {
    let found = migrate::version(link)?;
    if found == 0 || found >= migrate::known_version() {
        return Ok(());
    }
    let file = folder.join(format!("before-schema-{}.backup", migrate::known_version()));
    let home = Home { folder: folder.to_owned(), keys: keys.to_owned(), database: None };
    if file.exists() { Ok(()) } else { backup(&home, &file) }
}

/// Takes a folder for this process, and makes it and that of the keys where they are missing.
pub(crate) fn lock(folder: &Path, keys: &Path) -> Result<File, StoreError> {
    let fault = |doing, path: &Path, why: std::io::Error| StoreError::Folder {
        doing,
        path: path.to_owned(),
        why: why.to_string(),
    };
    for each in [folder, keys] {
        make_private(each).map_err(|error| fault("create", each, error))?;
    }
    let path = folder.join("lock");
    let lock = File::create(&path).map_err(|error| fault("write", &path, error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::InUse(folder.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => Err(fault("write", &path, error)),
    }
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}
