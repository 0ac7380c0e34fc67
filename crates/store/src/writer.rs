//! One writer, and one commit for all who write at the same time.
//!
//! Every change runs on one thread, each in a savepoint of its own inside a common transaction; all are
//! answered after the commit is durable. What one of them refuses is undone alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};

use crate::StoreError;
use crate::db::Tx;
use crate::engine::{Engine, Link};
use crate::kept::Kept;
use crate::settler::Settler;

/// How many changes share one commit at most.
const BATCH: usize = 256;
/// How many changes may wait; more than that wait before the door.
const WAITING: usize = 1024;

/// A change: keeps or undoes itself, then is told how the commit went.
type Change = Box<dyn FnOnce(Result<Tx<'_>, StoreError>) -> (bool, Answer) + Send>;
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// Who is to be told, and why it failed where it failed alone.
type Answered = (Answer, Option<StoreError>);

/// The door to the writing thread. The thread ends when the last door is dropped.
#[derive(Debug)]
pub(crate) struct Writer {
    changes: mpsc::SyncSender<Change>,
}

impl Writer {
    pub(crate) fn start(engine: Engine, link: Link, kept: Arc<Kept>) -> Result<Self, StoreError> {
        let (changes, waiting) = mpsc::sync_channel(WAITING);
        let settler = match &engine {
            Engine::Sqlite(folder) => Some(Settler::start(folder)?),
            Engine::Postgres(_) => None,
        };
        std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || run(&engine, (link, settler), &kept, &waiting))
            .map_err(|error| StoreError::Engine(format!("cannot start the writing thread: {error}")))?;
        Ok(Writer { changes })
    }

    /// Runs a change in a transaction; answers when it is durable, or undone.
    pub(crate) async fn write<T, E>(
        &self,
        change: impl FnOnce(Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (tell, told) = tokio::sync::oneshot::channel();
        let job: Change = Box::new(move |tx| {
            let result = match tx.map(|tx| catch_unwind(AssertUnwindSafe(|| change(tx)))) {
                Err(error) => Err(error.into()),
                Ok(Ok(result)) => result,
                Ok(Err(_)) => {
                    Err(StoreError::Engine("a change failed in the middle; it was undone".into()).into())
                }
            };
            let keep = result.is_ok();
            let answer: Answer = Box::new(move |commit| {
                let _ = tell.send(match commit {
                    Err(error) if keep => Err(error.into()),
                    _ => result,
                });
            });
            (keep, answer)
        });
        let mut job = Some(job);
        while let Some(waiting) = job.take() {
            match self.changes.try_send(waiting) {
                Ok(()) => {}
                Err(mpsc::TrySendError::Full(back)) => {
                    job = Some(back);
                    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                }
                Err(mpsc::TrySendError::Disconnected(_)) => return Err(StoreError::Closed.into()),
            }
        }
        told.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }
}

fn run(
    engine: &Engine,
    (mut link, mut settler): (Link, Option<Settler>),
    kept: &Kept,
    waiting: &mpsc::Receiver<Change>,
) {
    while let Ok(first) = waiting.recv() {
        // A database that was away is asked for again by the next who writes.
        if link.is_closed()
            && let Ok(again) = engine.to_write()
            && again.claim().is_ok()
        {
            link = again;
        }
        let span = tracing::debug_span!(parent: None, "commit", changes = tracing::field::Empty);
        let mut answers = Vec::new();
        let outcome = span.in_scope(|| commit_together(&link, kept, first, waiting, &mut answers));
        span.record("changes", answers.len());
        drop(span);
        if let Err(error) = &outcome {
            tracing::error!(%error, "a commit failed; nothing of it was kept");
            link.leave();
        }
        let count = answers.len();
        for (answer, failed) in answers {
            answer(failed.map_or_else(|| outcome.clone(), Err));
        }
        if let (Some(settler), Link::Sqlite(link)) = (&mut settler, &link) {
            settler.note(count, link);
        }
    }
}

fn commit_together(
    link: &Link,
    kept: &Kept,
    first: Change,
    waiting: &mpsc::Receiver<Change>,
    answers: &mut Vec<Answered>,
) -> Result<(), StoreError> {
    let begun = link.begin();
    let mut next = Some(first);
    while let Some(change) = next {
        let (keep, answer) = match &begun {
            Ok(()) => change(Ok(Tx::with(link, kept))),
            Err(error) => change(Err(error.clone())),
        };
        next = if answers.len() + 1 < BATCH { waiting.try_recv().ok() } else { None };
        let mut failed = None;
        if begun.is_ok() && keep {
            // What it put last may fail as late as this, and then fails alone.
            failed = if next.is_some() { link.keep() } else { link.flush() }.err();
        }
        let is_undone = begun.is_ok() && (!keep || failed.is_some());
        answers.push((answer, failed));
        if is_undone {
            link.undo()?;
        }
    }
    begun?;
    link.commit()
}

#[cfg(test)]
mod tests {
    use crate::db::sql;
    use crate::{Home, Store, StoreError, testing};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_answered_as_kept_is_there_also_after_a_statement_that_failed() {
        let (folder, database) = (tempfile::tempdir().unwrap(), testing::database().unwrap());
        let home = Home {
            folder: folder.path().to_owned(),
            keys: folder.path().join("keys"),
            database: database.as_ref().map(testing::TestDatabase::address),
        };
        let store = Store::open(home).unwrap();
        let done: Result<(), StoreError> = store
            .write(|tx| {
                tx.name_agency("Meridian", jiff::Timestamp::UNIX_EPOCH)?;
                let twice = tx.run(
                    sql!("INSERT INTO migration (number, hash) SELECT number, hash FROM migration"),
                    &[],
                );
                assert!(matches!(twice, Err(StoreError::Taken)));
                Ok(())
            })
            .await;
        let name = store.read(|tx| tx.house()).unwrap().name;
        assert_eq!(done.is_ok(), name == "Meridian", "{done:?}");
    }
}
