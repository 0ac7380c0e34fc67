//! The public log: what happened to which story when, under a tree that nobody can alter unseen.
//!
//! It follows the wire a moment behind it: one who has the duties takes what became public into the tree. Whoever keeps a checkpoint
//! of it can tell later whether anything before it was altered, whatever the house does (`docs/record.md`).

use std::time::Duration;

use store::{LogEntry, StoreError};
use story::{PublicSequence, Standing};
use tlog::{Bundle, Checkpoint, Hash, SignerKey, Tile, VerifierKey, WIDTH};

use crate::addresses::story_path;
use crate::views::Item;
use crate::{Agency, Error};

/// How long what became public waits for what comes behind it: a tree is as dear to grow by one as by many.
const RESTS: Duration = Duration::from_millis(200);

/// An entry of the log with the proof that it is there.
#[derive(Clone, Debug)]
pub struct Logged {
    /// The entry.
    pub entry: LogEntry,
    /// The path from its leaf to the root.
    pub path: Vec<Hash>,
    /// The checkpoint under which the path holds, as a signed note.
    pub checkpoint: String,
    /// How many entries that has.
    pub size: u64,
    /// What was hashed of the revision that it made public: the salt and the canonical JSON. None where there is none, or where it must
    /// not be shown any more.
    pub hashed: Option<(Hash, String)>,
    /// The headline of the story and its path, while it stands.
    pub story: Option<(String, String)>,
}

impl Agency {
    pub(crate) async fn keep_log(&self) {
        let mut listener = self.inner.bus.subscribe();
        loop {
            match self.grow_log().await {
                Ok(0) => {
                    if let Ok(false) = tokio::time::timeout(Duration::from_secs(1), listener.woken()).await {
                        return;
                    }
                    tokio::time::sleep(RESTS).await;
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "the public log does not grow; it is tried again");
                    tokio::time::sleep(Duration::from_secs(5)).await;
                }
            }
        }
    }

    /// Takes what became public into the log; how many entries. Whoever writes is not kept waiting for nothing.
    async fn grow_log(&self) -> Result<usize, StoreError> {
        let is_behind =
            |tx: store::Tx<'_>| -> Result<bool, StoreError> { Ok(tx.log_size()? < tx.public_head()?.0) };
        match self.inner.store.read(is_behind)? {
            true => self.inner.store.write(|tx| tx.grow_log()).await,
            false => Ok(0),
        }
    }

    /// Waits until the log has a public entry: for tests.
    pub async fn logged(&self, sequence: PublicSequence) {
        for _ in 0..2_000 {
            if self.inner.store.read(|tx| tx.log_size()).is_ok_and(|size| size >= sequence.0) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// The key by which checkpoints of the log of that origin are checked.
    ///
    /// # Errors
    /// When the origin cannot be the name of a key.
    pub fn log_key(&self, origin: &str) -> Result<VerifierKey, Error> {
        VerifierKey::new(origin, self.inner.store.signer().public_key())
            .map_err(|error| Error::Log(error.to_string()))
    }

    pub(crate) fn sign_checkpoint(&self, checkpoint: &Checkpoint) -> Result<String, Error> {
        let sign = |bytes: &[u8]| self.inner.store.signer().sign_bytes(bytes);
        let verifier = self.log_key(&checkpoint.origin)?;
        Ok(checkpoint.sign(&SignerKey { verifier, sign: &sign }).to_string())
    }

    /// The log as it is now, as a signed checkpoint.
    pub async fn log_checkpoint(&self, origin: &str) -> Result<String, Error> {
        let (size, root) = self.inner.store.read(|tx| -> Result<_, StoreError> {
            let mut tree = tx.log_tree()?;
            Ok((tree.size(), tree.root()?))
        })?;
        self.sign_checkpoint(&Checkpoint { origin: origin.to_owned(), size, root })
    }

    /// A tile of the log, its hashes side by side; none where the log has not so many.
    pub async fn log_tile(&self, tile: Tile) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.inner.store.read(|tx| tx.log_tile(tile))?.map(|hashes| hashes.concat()))
    }

    /// A bundle of entries; none where the log has not so many.
    pub async fn log_bundle(&self, bundle: Bundle) -> Result<Option<Vec<u8>>, Error> {
        let Some(first) = bundle.index.checked_mul(WIDTH) else { return Ok(None) };
        let entries = self.inner.store.read(|tx| -> Result<_, StoreError> {
            match first.saturating_add(bundle.width) <= tx.log_size()? {
                true => {
                    tx.log_entries(PublicSequence(first), u32::try_from(bundle.width).unwrap_or(0)).map(Some)
                }
                false => Ok(None),
            }
        })?;
        let Some(entries) = entries else { return Ok(None) };
        let entries: Vec<String> = entries.iter().map(LogEntry::canonical).collect();
        let bytes = tlog::bundle(entries.iter().map(String::as_bytes));
        bytes.map(Some).map_err(|error| Error::Log(error.to_string()))
    }

    /// The last entries of the log, or those before a place; the last first.
    pub async fn last_logged(
        &self,
        before: Option<PublicSequence>,
        limit: u32,
    ) -> Result<Vec<(LogEntry, Option<(String, String)>)>, Error> {
        let house = self.house();
        self.inner.store.read(|tx| {
            let size = tx.log_size()?;
            let end = before.map_or(size, |before| before.0.saturating_sub(1).min(size));
            let first = end.saturating_sub(u64::from(limit));
            let count = u32::try_from(end - first).unwrap_or(limit);
            let mut entries = tx.log_entries(PublicSequence(first), count)?;
            entries.reverse();
            let shown = |entry: LogEntry| -> Result<_, Error> {
                let item = tx.listed(entry.story)?.and_then(Item::from_listed);
                let story = item.map(|item| {
                    let path = story_path(&house, &item);
                    (item.revision.content.headline.clone(), path)
                });
                Ok((entry, story))
            };
            entries.into_iter().map(shown).collect()
        })
    }

    /// An entry of the log with its proof; none where the log has not so many.
    pub async fn logged_at(&self, origin: &str, sequence: PublicSequence) -> Result<Option<Logged>, Error> {
        let house = self.house();
        let found = self.inner.store.read(|tx| -> Result<_, StoreError> {
            let mut tree = tx.log_tree()?;
            let Some(index) = sequence.0.checked_sub(1) else { return Ok(None) };
            let Some(path) = tree.inclusion(index)? else { return Ok(None) };
            let root = tree.root()?;
            let Some(entry) = tx.log_entries(PublicSequence(index), 1)?.pop() else { return Ok(None) };
            let stands = tx.story(entry.story)?.is_some_and(|row| row.standing == Standing::Live);
            let hashed = match entry.revision.filter(|_| stands && entry.content.is_some()) {
                Some(number) => tx.hashed(entry.story, number)?,
                None => None,
            };
            let item = tx.listed(entry.story)?.and_then(Item::from_listed);
            Ok(Some((entry, path, tree.size(), root, hashed, item)))
        })?;
        let Some((entry, path, size, root, hashed, item)) = found else { return Ok(None) };
        let checkpoint = self.sign_checkpoint(&Checkpoint { origin: origin.to_owned(), size, root })?;
        let story = item.map(|item| (item.revision.content.headline.clone(), story_path(&house, &item)));
        Ok(Some(Logged { entry, path, checkpoint, size, hashed, story }))
    }
}
