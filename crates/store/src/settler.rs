//! When do recent writes go from the log into the file? On a thread of its own, so that nobody who writes waits for it.
//!
//! SQLite's own way is that whoever commits past a thousand pages carries them over (`wal_autocheckpoint`), and a send in forty
//! would take several times as long. While the writer never pauses, the log never ends; then, past a size, the
//! writer carries it over itself.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, TrySendError};
use std::time::Duration;

use crate::StoreError;
use crate::sqlite::Link;

/// After how many changes the log is carried over.
const CHANGES: usize = 64;
/// Or how long after the last.
const QUIET: Duration = Duration::from_secs(5);
/// How many pages of four kilobytes the log may hold before the writer carries it over.
const MOST: u64 = 16_384;

/// The door to the thread, which ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Settler {
    changed: mpsc::SyncSender<usize>,
    waiting: usize,
    is_behind: Arc<AtomicBool>,
}

impl Settler {
    pub fn start(folder: &Path) -> Result<Self, StoreError> {
        let link = Link::to_write(folder)?;
        let (changed, changes) = mpsc::sync_channel(1);
        let is_behind = Arc::<AtomicBool>::default();
        let told = is_behind.clone();
        std::thread::Builder::new()
            .name("store-settler".into())
            .spawn(move || run(&link, &changes, &told))
            .map_err(|error| StoreError::Engine(format!("cannot start the settling thread: {error}")))?;
        Ok(Settler { changed, waiting: 0, is_behind })
    }

    /// Notes that so many changes were committed by this link.
    pub fn note(&mut self, changes: usize, link: &Link) {
        self.waiting += changes;
        match self.changed.try_send(self.waiting) {
            // Whoever is at work has them told with the next.
            Ok(()) => self.waiting = 0,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        }
        if self.is_behind.swap(false, Ordering::AcqRel) {
            let _ = settle(link);
        }
    }
}

fn run(link: &Link, changes: &mpsc::Receiver<usize>, is_behind: &AtomicBool) {
    let mut waiting = 0;
    loop {
        match changes.recv_timeout(QUIET) {
            Ok(more) => {
                waiting += more;
                if waiting < CHANGES {
                    continue;
                }
            }
            Err(RecvTimeoutError::Timeout) if waiting == 0 => continue,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        match settle(link) {
            Ok(pages) => {
                waiting = 0;
                is_behind.store(pages > MOST, Ordering::Release);
            }
            // A disk that is full or fails: the log holds what was written.
            Err(error) => {
                tracing::warn!(%error, "the log is carried into the database later");
                std::thread::sleep(Duration::from_secs(1));
            }
        }
    }
}

/// Carries over what nobody reads the older state of; how many pages the log holds.
fn settle(link: &Link) -> Result<u64, StoreError> {
    let rows = link.rows("PRAGMA wal_checkpoint(PASSIVE)", &[])?;
    // Less than none where somebody else is at it (SQLite, "PRAGMA wal_checkpoint").
    rows.first().map_or(Ok(0), |row| Ok(u64::try_from(row.int(1)?).unwrap_or(0)))
}
