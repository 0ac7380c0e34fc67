//! Who may read now? About so many connections are open at once; whoever comes later waits for one.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::StoreError;
use crate::engine::{Engine, Link};

/// How many connections read at once: PostgreSQL gives a hundred to all nodes together where nobody changed that.
const MOST: usize = 24;
/// How long one is waited for before there is one more.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many idle ones to a file are kept: each holds pages. To a server all are: each is a process of its own there, which has to
/// be begun and to learn every statement.
const KEPT: usize = 8;

/// The connections that read.
#[derive(Debug, Default)]
pub(crate) struct Readers {
    shelf: Mutex<Shelf>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Shelf {
    idle: Vec<Link>,
    lent: usize,
}

/// A connection on loan; it goes back when this is dropped.
pub(crate) struct Loan<'a> {
    readers: &'a Readers,
    link: Option<Link>,
}

impl Readers {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection, when there is one.
    pub(crate) fn take(&self, engine: &Engine) -> Result<Loan<'_>, StoreError> {
        let mut shelf = self.shelf();
        if shelf.lent >= MOST {
            // Not longer: who reads while they read must not wait for themselves.
            let waited = self.freed.wait_timeout_while(shelf, PATIENCE, |shelf| shelf.lent >= MOST);
            (shelf, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
        shelf.lent += 1;
        let mut idle = shelf.idle.pop();
        while idle.as_ref().is_some_and(Link::is_closed) {
            idle = shelf.idle.pop();
        }
        drop(shelf);
        let mut loan = Loan { readers: self, link: idle };
        if loan.link.is_none() {
            loan.link = Some(engine.to_read()?);
        }
        Ok(loan)
    }
}

impl Loan<'_> {
    /// The connection; none once it was given up.
    pub(crate) fn link(&self) -> Result<&Link, StoreError> {
        self.link.as_ref().ok_or(StoreError::Closed)
    }

    /// The connection is of no use any more.
    pub(crate) fn give_up(&mut self) {
        self.link = None;
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        // Whoever panicked in the middle of a view leaves it open.
        let link = self.link.take().filter(|_| !std::thread::panicking());
        let mut shelf = self.readers.shelf();
        shelf.lent -= 1;
        if let Some(link) = link {
            let kept = if matches!(link, Link::Sqlite(_)) { KEPT } else { MOST };
            if shelf.idle.len() < kept {
                shelf.idle.push(link);
            }
        }
        drop(shelf);
        self.readers.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_so_many_are_open_and_who_waits_comes_in() {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::of(folder.path(), None).unwrap();
        drop(engine.to_write().unwrap());
        let readers = Readers::default();
        let mut loans: Vec<Loan<'_>> = (0..MOST).map(|_| readers.take(&engine).unwrap()).collect();
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| readers.take(&engine).unwrap().link().is_ok());
            std::thread::sleep(std::time::Duration::from_millis(20));
            assert!(!waits.is_finished(), "all are lent");
            loans.pop();
            assert!(waits.join().unwrap());
        });
        drop(loans);
        let shelf = readers.shelf();
        assert_eq!((shelf.lent, shelf.idle.len()), (0, KEPT));
    }
}
