//! Sources are asked on a schedule: addresses, and folders that are watched.
//!
//! An address that fails is asked with growing delays, and keeps what it says in `Retry-After`; no two are asked in step.
//! A file is taken when it has not changed between two looks, and then put aside.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::SignedDuration;
use post::{Asking, Fetched, Post};
use store::Source;
use story::{Intake, SourceId};
use tokio::task::JoinSet;

use crate::ingest::Took;
use crate::{Agency, Error};

/// How many sources are asked at once.
const AT_ONCE: usize = 8;
/// The longest that a source that fails waits.
const LONGEST: SignedDuration = SignedDuration::from_hours(6);
/// How often a folder is looked at.
const LOOK: SignedDuration = SignedDuration::from_secs(2);
/// How many files of a folder are taken at a time.
const FILES: usize = 200;

/// How each file of the folders stood at the last look.
type Seen = Arc<Mutex<HashMap<PathBuf, (u64, Option<SystemTime>)>>>;

impl Agency {
    pub(crate) async fn keep_polling(&self) {
        let seen = Seen::default();
        let mut under_way: JoinSet<SourceId> = JoinSet::new();
        let mut busy: Vec<SourceId> = Vec::new();
        loop {
            let post = self.inner.post.read().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some((post, _)) = post {
                let now = self.now();
                let due = self.inner.store.read(|tx| tx.due_sources(now));
                for source in due
                    .inspect_err(|error| tracing::error!(%error, "no source can be asked"))
                    .unwrap_or_default()
                {
                    if busy.len() >= AT_ONCE || busy.contains(&source.id) {
                        continue;
                    }
                    busy.push(source.id);
                    let (agency, post, seen) = (self.clone(), post.clone(), seen.clone());
                    under_way.spawn(async move {
                        let id = source.id;
                        if let Err(error) = agency.ask(&post, source, &seen).await {
                            tracing::error!(%error, source = %id, "a source could not be taken in");
                        }
                        id
                    });
                }
            }
            tokio::select! {
                Some(done) = under_way.join_next(), if !under_way.is_empty() => match done {
                    Ok(id) => busy.retain(|it| *it != id),
                    // A task that fell has told nobody which it was.
                    Err(_) => {
                        under_way.abort_all();
                        while under_way.join_next().await.is_some() {}
                        busy.clear();
                    }
                },
                () = tokio::time::sleep(Duration::from_millis(500)) => {}
            }
        }
    }

    /// Asks a source, takes in what it gives, and notes when it is asked next.
    async fn ask(&self, post: &Post, mut source: Source, seen: &Seen) -> Result<(), Error> {
        let asked_at = self.now();
        let (result, after) = match source.intake {
            Intake::Folder => (self.look_into(&source, seen).await, None),
            Intake::Mailbox => (self.look_into_mailbox(post, &mut source).await, None),
            Intake::Feed | Intake::Hook => self.fetch(post, &mut source).await,
        };
        let is_folder = source.intake == Intake::Folder;
        let usual = if is_folder { LOOK } else { SignedDuration::from_mins(source.minutes.max(1).into()) };
        source.asked_at = Some(asked_at);
        match result {
            // A look that found nothing says nothing, so that what was found last stays to be seen.
            Ok(None) if is_folder => source.failures = 0,
            Ok(took) => {
                source.failures = 0;
                source.said = Some(took.map_or_else(|| "unchanged".into(), Took::said));
            }
            Err(Error::Store(error)) => return Err(error.into()),
            Err(error) => {
                source.failures += 1;
                source.said = Some(error.to_string());
            }
        }
        let delay = usual.saturating_mul(1 << source.failures.min(10)).min(LONGEST.max(usual));
        // A tenth more or less, so that many are not asked in step.
        let spread = i64::from(u32::from_le_bytes(store::random::<4>()?) % 200) - 100;
        let millis = i64::try_from(delay.as_millis()).unwrap_or(i64::MAX / 2000);
        let jittered = SignedDuration::from_millis(millis / 1000 * (1000 + spread) + millis % 1000);
        let wanted = SignedDuration::from_secs(after.unwrap_or(0).into()).min(LONGEST);
        source.due_at = asked_at + jittered.max(wanted);
        self.inner.store.write(move |tx| tx.note_asked(&source)).await?;
        Ok(())
    }

    /// Looks into a mailbox. A message that cannot be read as copy is left, and said; the mark moves on with what was
    /// taken in.
    async fn look_into_mailbox(&self, post: &Post, source: &mut Source) -> Result<Option<Took>, Error> {
        let password = source.secret.as_deref().unwrap_or_default();
        let looked = post.look_into_mailbox(&source.address, password, source.etag.as_deref()).await;
        let looked = looked.map_err(Error::Unreadable)?;
        let mut took: Option<Took> = None;
        for message in &looked.messages {
            match formats::read(message) {
                Ok(document) => {
                    let more = self.take_in(source, document).await?;
                    took = Some(took.unwrap_or_default().and(more));
                }
                Err(error) => {
                    tracing::warn!(source = %source.id, %error, "a mail cannot be read as copy");
                    took.get_or_insert_default().left += 1;
                }
            }
        }
        if looked.too_large > 0 {
            took.get_or_insert_default().left += looked.too_large;
        }
        source.etag = Some(looked.mark);
        Ok(took)
    }

    /// Asks an address. What it took, or nothing where it gave nothing new; how long to wait, where it says so.
    async fn fetch(&self, post: &Post, source: &mut Source) -> (Result<Option<Took>, Error>, Option<u32>) {
        let asking = Asking {
            address: &source.address,
            token: source.secret.as_deref(),
            etag: source.etag.as_deref(),
            modified: source.modified.as_deref(),
        };
        match post.fetch(&asking).await {
            Fetched::Same => (Ok(None), None),
            Fetched::Gone(said) => (Err(Error::Unreadable(format!("it is gone: {said}"))), Some(86_400)),
            Fetched::Refused { said, after } => (Err(Error::Unreadable(said)), after),
            Fetched::New { bytes, etag, modified } => {
                let read = formats::read_from(&bytes, &source.address)
                    .map_err(|error| Error::Unreadable(error.to_string()));
                let took = match read {
                    Ok(document) => self.take_in(source, document).await,
                    Err(error) => Err(error),
                };
                // The validators are kept when everything is in, so that nothing is missed.
                if took.is_ok() {
                    (source.etag, source.modified) = (etag, modified);
                }
                (took.map(Some), None)
            }
        }
    }

    /// Looks into a folder.
    async fn look_into(&self, source: &Source, seen: &Seen) -> Result<Option<Took>, Error> {
        let folder = PathBuf::from(&source.address);
        let ready = {
            let (folder, seen) = (folder.clone(), seen.clone());
            blocking(move || ready(&folder, &seen)).await?
        };
        let mut whole: Option<Took> = None;
        for path in ready {
            let bytes = {
                let path = path.clone();
                blocking(move || std::fs::read(&path)).await?
            };
            let read = formats::read(&bytes).map_err(|error| error.to_string());
            let fault = match read {
                Ok(document) => {
                    let took = self.take_in(source, document).await?;
                    whole = Some(whole.unwrap_or_default().and(took));
                    None
                }
                Err(fault) => {
                    whole.get_or_insert_with(Took::default).left += 1;
                    Some(fault)
                }
            };
            let (folder, seen) = (folder.clone(), seen.clone());
            blocking(move || put_aside(&folder, &path, fault.as_deref(), &seen)).await?;
        }
        Ok(whole)
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(std::io::Error::other)
        .and_then(|it| it)
        .map_err(|error| Error::Unreadable(error.to_string()))
}

/// The files of a folder that have not changed since the last look, by name.
fn ready(folder: &Path, seen: &Seen) -> std::io::Result<Vec<PathBuf>> {
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut ready, mut here) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder)?.take(10 * FILES) {
        let entry = entry?;
        let (path, about) = (entry.path(), entry.metadata()?);
        if !about.is_file() || entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let state = (about.len(), about.modified().ok());
        if seen.insert(path.clone(), state) == Some(state) && about.len() <= formats::LARGEST as u64 {
            ready.push(path.clone());
        }
        here.push(path);
    }
    seen.retain(|path, _| path.parent() != Some(folder) || here.contains(path));
    ready.sort();
    ready.truncate(FILES);
    Ok(ready)
}

/// Puts a file aside, into `taken` or, with what is wrong beside it, into `refused`.
fn put_aside(folder: &Path, path: &Path, fault: Option<&str>, seen: &Seen) -> std::io::Result<()> {
    let to = folder.join(if fault.is_some() { "refused" } else { "taken" });
    std::fs::create_dir_all(&to)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // A file of the same name that lies there is never written over.
    let free = (0..10_000).map(|n| if n == 0 { name.clone() } else { format!("{n}-{name}") });
    let name = free.into_iter().find(|name| !to.join(name).exists()).unwrap_or(name);
    std::fs::rename(path, to.join(&name))?;
    seen.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
    if let Some(fault) = fault {
        std::fs::write(to.join(format!("{name}.fault.txt")), format!("{fault}\n"))?;
    }
    Ok(())
}
